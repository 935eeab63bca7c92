package points_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

const allocated = `[{"till_id": 44, "point_category_id": 3, "program_id": 12, "event_log_id": 501, "event_type_id": 15, "points_source_type_id": 1,
	"original_points": 10, "awarded_date": 1740821400000, "returned_exclusive_value": 1, "points_source_id": 55, "id": 31, "cps_id": 32,
	"original_customer_id": 9000, "expiry_strategy_id": 22, "returned_value": 2, "redeemed_exclusive_value": 3, "expiry_date": 1740821401000,
	"auto_update_time": 1740821402000, "redeemed_value": 4, "expired_exclusive_value": 5, "allocation_strategy_id": 21, "points_value": 6, "org_id": 8,
	"expired_value": 7, "customer_id": 9001, "points_exclusive": 8.5, "status": "AVAILABLE"}]`

const wantAllocated = `{"items": [{"till_id": 44, "point_category_id": 3, "program_id": 12, "event_log_id": 501, "event_type_id": 15,
	"points_source_type_id": 1, "original_points": "10", "awarded_date": "2025-03-01T09:30:00Z", "returned_exclusive_value": "1", "points_source_id": 55,
	"id": 31, "cps_id": 32, "original_customer_id": 9000, "expiry_strategy_id": 22, "returned_value": "2", "redeemed_exclusive_value": "3",
	"expiry_date": "2025-03-01T09:30:01Z", "auto_update_time": "2025-03-01T09:30:02Z", "redeemed_value": "4", "expired_exclusive_value": "5",
	"allocation_strategy_id": 21, "points_value": "6", "org_id": 8, "expired_value": "7", "customer_id": 9001, "points_exclusive": "8.5",
	"status": "AVAILABLE"}]}`

func TestAllocationsAreReadThroughNeo(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of an event",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).AllocationsOfEvent(ctx, points.EventAllocationsOptions{EntityID: "55", CustomerID: 9001, EventTypeID: 15})
			},
			Method: "GET", Path: "/x/neo/pointsAllocation/event", Query: "entity_id=55&customer_id=9001&event_type_id=15",
			Header: http.Header{"X-Cap-Neo-Dag-Scope": {"global"}},
			Reply:  allocated, Want: wantAllocated,
		},
		{
			Name: "that expire between two days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).AllocationsExpiring(ctx, points.ExpiringAllocationsOptions{EntityID: 9001, ProgramID: 12, PointCategoryID: 3,
					ExpiryDateStart: capillary.Day{Year: 2025, Month: 6, Day: 1}, ExpiryDateEnd: capillary.Day{Year: 2025, Month: 6, Day: 30},
					Page: 2, Count: 50, DagScope: "emea"})
			},
			Method: "GET", Path: "/x/neo/pointsAllocation/dateRange",
			Query:  "entity_id=9001&program_id=12&point_category_id=3&expiry_date_start=2025-06-01&expiry_date_end=2025-06-30&page=2&count=50",
			Header: http.Header{"X-Cap-Neo-Dag-Scope": {"emea"}},
			Reply:  allocated, Want: wantAllocated,
		},
		{
			Name: "custom fields of coupon redemptions",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).CouponRedemptionFields(ctx, points.CouponRedemptionOptions{RedemptionIDs: []int64{5, 6}})
			},
			Method: "GET", Path: "/x/neo/couponRedemption/customFields", Query: "redemption_ids=5,6",
			Header: http.Header{"X-Cap-Neo-Dag-Scope": {"global"}},
			Reply:  `[{"redemptionId": 5, "redemptionCustomFields": [{"name": "aisle", "value": "3"}]}]`,
			Want:   `{"items": [{"redemptionId": 5, "redemptionCustomFields": [{"name": "aisle", "value": "3"}]}]}`,
		},
		{
			Name: "the organisation has no such dataflow",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).CouponRedemptionFields(ctx, points.CouponRedemptionOptions{RedemptionIDs: []int64{5}})
			},
			Method: "GET", Path: "/x/neo/couponRedemption/customFields", Query: "redemption_ids=5",
			Status: http.StatusNotFound, Reply: `{}`,
			WantErr: capillary.Code(404),
		},
	})
	day := capillary.Day{Year: 2025, Month: 6, Day: 1}
	for field, call := range map[string]func(s *points.Service, ctx context.Context) error{
		"entity_id": func(s *points.Service, ctx context.Context) error {
			_, err := s.AllocationsOfEvent(ctx, points.EventAllocationsOptions{CustomerID: 9001})
			return err
		},
		"customer_id": func(s *points.Service, ctx context.Context) error {
			_, err := s.AllocationsOfEvent(ctx, points.EventAllocationsOptions{EntityID: "55"})
			return err
		},
		"Entity_id": func(s *points.Service, ctx context.Context) error {
			_, err := s.AllocationsExpiring(ctx, points.ExpiringAllocationsOptions{ExpiryDateStart: day, ExpiryDateEnd: day})
			return err
		},
		"expiry_date_start": func(s *points.Service, ctx context.Context) error {
			_, err := s.AllocationsExpiring(ctx, points.ExpiringAllocationsOptions{EntityID: 9001, ExpiryDateEnd: day})
			return err
		},
		"expiry_date_end": func(s *points.Service, ctx context.Context) error {
			_, err := s.AllocationsExpiring(ctx, points.ExpiringAllocationsOptions{EntityID: 9001, ExpiryDateStart: day})
			return err
		},
		"redemption_ids": func(s *points.Service, ctx context.Context) error {
			_, err := s.CouponRedemptionFields(ctx, points.CouponRedemptionOptions{})
			return err
		},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(points.New(c), ctx) })
	}
}

func TestDataflowsAreReadPageByPage(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := 0
		fmt.Sscan(r.URL.Query().Get("page"), &page)
		if page > 3 {
			io.WriteString(w, `[]`)
			return
		}
		fmt.Fprintf(w, `[{"id": %d, "redemptionId": %d}, {"id": 0}]`, page, page)
	}))
	defer server.Close()
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	service := points.New(client)
	day := capillary.Day{Year: 2025, Month: 6, Day: 1}

	events := service.AllAllocationsOfEvent(t.Context(), points.EventAllocationsOptions{EntityID: "55", CustomerID: 9001})
	for range 2 { // the sequence can be iterated over again
		assert.Equal(t, []int64{1, 0, 2, 0, 3, 0}, collect(t, events, func(a points.PointsAllocation) int64 { return a.ID }))
	}
	expiring := service.AllAllocationsExpiring(t.Context(), points.ExpiringAllocationsOptions{EntityID: 9001, ExpiryDateStart: day, ExpiryDateEnd: day,
		Page: 3})
	assert.Equal(t, []int64{3, 0}, collect(t, expiring, func(a points.PointsAllocation) int64 { return a.ID }))
	fields := service.AllCouponRedemptionFields(t.Context(), points.CouponRedemptionOptions{RedemptionIDs: []int64{5}})
	assert.Equal(t, []int64{1, 0, 2, 0, 3, 0}, collect(t, fields, func(c points.CouponRedemption) int64 { return c.RedemptionID }))
}

func collect[T any](t *testing.T, all iter.Seq2[T, error], id func(T) int64) []int64 {
	var ids []int64
	for item, err := range all {
		require.NoError(t, err)
		ids = append(ids, id(item))
	}
	return ids
}
