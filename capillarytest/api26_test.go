package capillarytest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	ct "github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/points"
)

func TestDatesOfV2HaveATwinWithTheClustersZone(t *testing.T) {
	t.Parallel()
	india := time.FixedZone("", 5*3600+1800)
	c, id := member(t, ct.WithZone(india))
	schedule := fmt.Sprintf("/v2/customers/%d/pointsExpirySchedule", id)
	base := c.get(schedule).at("expirySchedules.0.expiryDate")
	require.Len(t, plain(base), len(time.DateOnly))
	assert.Equal(t, `"`+plain(base)+`T00:00:00+05:30"`, c.get(schedule).at("expirySchedules.0.expiryDateISO"))

	code := c.issue(c.series(`{"description":"Ten off","discountCode":"TEN","discountValue":10,"validTillDate":"2026-06-10T18:00:00Z"}`))
	coupon := c.get("/v2/coupon?couponCodes=" + code)
	assert.Equal(t, `"2026-06-10T00:00:00+05:30"`, coupon.at("entity.0.validTill"))
	assert.Equal(t, `"2026-06-10T23:30:00+05:30"`, coupon.at("entity.0.validTillDateTime"))
	assert.NotContains(t, c.get("/v1.1/customer/get?mobile=919740000001").body, "ISO", "v1.1 has none")

	old, id := member(t, ct.WithZone(india), ct.WithoutTwins())
	assert.NotContains(t, old.get(fmt.Sprintf("/v2/customers/%d/pointsExpirySchedule", id)).body, "ISO")
}

func TestABatchThatFailedInPartIsMultiStatusSince2026(t *testing.T) {
	t.Parallel()
	item := func(mobile string) string {
		return `{"programId":1016,"awardStrategyId":1,"expiryStrategyId":1,"sourceValue":-1,"eventName":"Streak",
			"lookupParams":{"identifierType":"mobile","identifierValue":"` + mobile + `","source":"INSTORE","entityType":"CUSTOMER"}}`
	}
	allocate := func(c *caller, mobiles ...string) answer {
		var items string
		for n, m := range mobiles {
			if n > 0 {
				items += ","
			}
			items += item(m)
		}
		return c.post("/v2/customers/bulk/manualCurrencyAllocate", "["+items+"]")
	}
	const known, unknown = "919740000001", "919740000099"
	c, _ := member(t)
	assert.Equal(t, 200, allocate(c, known).status)
	assert.Equal(t, 207, allocate(c, known, unknown).status)
	assert.Equal(t, 207, allocate(c, unknown).status)
	old, _ := member(t, ct.WithoutMultiStatus())
	assert.Equal(t, 200, allocate(old, known, unknown).status)
	assert.Equal(t, 400, allocate(old, unknown).status)
}

func TestPointsOfAnotherSystemAndTheirFieldsAreKept(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	client, err := capillary.New(capillary.Host(c.server.URL), capillary.Basic(c.server.Username(), c.server.Password()))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	s, ctx, who := points.New(client), t.Context(), capillary.UserID(id)

	for n, activity := range []string{"EARNED", "REDEEMED", "EARNED"} {
		c.server.AddTo(id, ct.ListHistoricalPoints, map[string]any{"entryType": "CREDIT", "points": 10 + n, "pointsActivity": activity,
			"billNumber": fmt.Sprint("old-", n), "eventDate": fmt.Sprintf("2025-01-1%d 00:00:00", n), "programId": 1016})
	}
	numbers := func(o points.HistoricalPointsOptions) (all []string) {
		for e, err := range s.AllHistoricalPoints(ctx, who, o) {
			require.NoError(t, err)
			all = append(all, e.BillNumber)
		}
		return all
	}
	assert.Equal(t, []string{"old-0", "old-1", "old-2"}, numbers(points.HistoricalPointsOptions{Limit: 2}))
	assert.Equal(t, []string{"old-0", "old-2"}, numbers(points.HistoricalPointsOptions{
		Filter: points.HistoricalFilter{FilterType: points.FilterPointsActivity, FilterValues: []string{"EARNED"}}}))
	day := time.Date(2025, 1, 11, 0, 0, 0, 0, time.UTC)
	assert.Equal(t, []string{"old-1", "old-2"}, numbers(points.HistoricalPointsOptions{Filter: points.HistoricalBetween(day, day.AddDate(0, 0, 1))}))
	_, err = s.HistoricalPoints(ctx, who, points.HistoricalPointsOptions{
		Filter: points.HistoricalFilter{FilterType: points.FilterProgramID, FilterValues: []string{"gold"}}})
	require.ErrorIs(t, err, points.ErrHistoricalNotFetched)

	_, err = s.SaveHistoricalPointsFields(ctx, []string{"shop", "aisle"}, points.SaveHistoricalPointsFieldsOptions{})
	require.NoError(t, err)
	_, err = s.DeleteHistoricalPointsField(ctx, "shop", points.DeleteHistoricalPointsFieldOptions{})
	require.NoError(t, err)
	fields, err := s.HistoricalPointsFields(ctx, []string{"shop"}, points.HistoricalPointsFieldsOptions{})
	require.NoError(t, err)
	require.Len(t, fields, 1)
	assert.False(t, fields[0].Active)
	assert.True(t, noon.Equal(fields[0].CreatedOn))
	fields, err = s.HistoricalPointsFields(ctx, nil, points.HistoricalPointsFieldsOptions{})
	require.NoError(t, err)
	assert.Len(t, fields, 2)

	c.server.AddTo(id, ct.ListSinglePointsExpiryUpdates, map[string]any{"eventName": "PointsRedemption", "expiryChangeTimeISO": "2026-01-17T10:14:38Z"})
	updates, err := s.SinglePointsExpiryUpdates(ctx, who, points.SinglePointsExpiryOptions{})
	require.NoError(t, err)
	require.Len(t, updates.Updates, 1)
	assert.Equal(t, time.Date(2026, 1, 17, 10, 14, 38, 0, time.UTC), updates.Updates[0].ExpiryChangeTime.UTC())
}

func TestTransactionsOfACustomerWhoIsLookedUpAreListed(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.server.AddTo(id, ct.ListTransactions, map[string]any{"id": 71, "billNumber": "b-71"})
	client, err := capillary.New(capillary.Host(c.server.URL), capillary.Basic(c.server.Username(), c.server.Password()))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	page, err := customer.New(client).Transactions(t.Context(), capillary.Mobile("919740000001"), customer.TransactionOptions{})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	assert.Equal(t, int64(71), page.Items[0].ID)
}
