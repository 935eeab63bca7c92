package points_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func TestPointsOfAnotherSystemAreReadAndTheirFieldsManaged(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.FixedZone("", 5*3600+1800))
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "all entries of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).HistoricalPoints(ctx, capillary.UserID(9001), points.HistoricalPointsOptions{})
			},
			Method: "POST", Path: "/v2/historicalPoints/getHistoricalPoints/9001",
			Body: `{"filter": {"filterType": "NONE", "filterValues": []}, "pageDetails": {"offset": 0, "limit": 10}}`,
			Reply: `{"orgId": 8, "customerId": 9001, "historicalPointsData": [{"entryType": "DEBIT", "points": 20.5, "pointsActivity": "SPENT",
				"loyaltyProgramName": "Old", "billNumber": "b-1", "eventDate": "2026-01-12 10:00:00", "externalUniqueId": "x-1", "programId": -1}],
				"warnings": []}`,
			Want: `{"orgId": 8, "customerId": 9001, "historicalPointsData": [{"entryType": "DEBIT", "points": "20.5", "pointsActivity": "SPENT",
				"loyaltyProgramName": "Old", "billNumber": "b-1", "eventDate": "2026-01-12T10:00:00Z", "externalUniqueId": "x-1", "programId": -1}]}`,
		},
		{
			Name: "a time range",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).HistoricalPoints(ctx, capillary.UserID(9001), points.HistoricalPointsOptions{
					Filter: points.HistoricalBetween(from, from.AddDate(0, 1, 0)), Offset: 20, Limit: 5})
			},
			Method: "POST", Path: "/v2/historicalPoints/getHistoricalPoints/9001",
			Body: `{"filter": {"filterType": "DATE", "filterValues": ["2026-01-01T00:00:00+05:30", "2026-02-01T00:00:00+05:30"]},
				"pageDetails": {"offset": 20, "limit": 5}}`,
			Reply: `{"orgId": 8, "customerId": 9001, "historicalPointsData": [], "warnings": []}`,
			Want:  `{"customerId": 9001}`,
		},
		{
			Name: "fields are made",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).SaveHistoricalPointsFields(ctx, []string{"shop", "aisle"}, points.SaveHistoricalPointsFieldsOptions{})
			},
			Method: "POST", Path: "/v2/historicalPoints/saveCustomFields", Body: `{"customFieldName": ["shop", "aisle"]}`,
			Reply: `{"status": true, "message": "SAVED", "warnings": []}`, Want: `{"status": true, "message": "SAVED"}`,
		},
		{
			Name: "some fields are read, by their server's zone",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).HistoricalPointsFields(ctx, []string{"shop"}, points.HistoricalPointsFieldsOptions{})
			},
			Method: "GET", Path: "/v2/historicalPoints/getCustomFields", Body: `{"customFieldName": ["shop"]}`,
			Reply: `{"entity": [{"customFieldName": "shop", "createdBy": "-1", "createdOn": "2026-02-16 14:58:15",
				"createdOnISO": "2026-02-16T14:58:15+05:30", "updatedOn": "2026-02-18 10:23:38", "active": true}], "warnings": []}`,
			Want: `[{"customFieldName": "shop", "createdBy": "-1", "createdOn": "2026-02-16T14:58:15+05:30", "updatedOn": "2026-02-18T10:23:38Z",
				"active": true}]`,
		},
		{
			Name: "all fields are read, without a body",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).HistoricalPointsFields(ctx, nil, points.HistoricalPointsFieldsOptions{})
			},
			Method: "GET", Path: "/v2/historicalPoints/getCustomFields", Reply: `{"entity": [], "warnings": []}`,
		},
		{
			Name: "a field is switched off",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).DeleteHistoricalPointsField(ctx, "shop", points.DeleteHistoricalPointsFieldOptions{})
			},
			Method: "GET", Path: "/v2/historicalPoints/deleteCustomFields", Query: "field_name=shop",
			Reply: `{"status": true, "message": "DELETED", "warnings": []}`, Want: `{"status": true, "message": "DELETED"}`,
		},
		{
			Name: "what moved the expiry of a customer's points",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).SinglePointsExpiryUpdates(ctx, capillary.UserID(9001), points.SinglePointsExpiryOptions{Offset: 2, Limit: 10})
			},
			Method: "GET", Path: "/v2/customers/9001/singlePointsExpiryUpdates", Query: "offset=2&limit=10",
			Reply: `{"id": 9001, "profiles": [], "loyaltyInfo": {"loyaltyType": "loyalty"}, "segments": {}, "singlePointsExpiryUpdateList": [
				{"expiryChangeTime": "2026-01-17T10:14:38.000Z", "expiryChangeTimeISO": "2026-01-17T10:14:38Z", "eventName": "PointsRedemption",
				"eventIdentifier": {"type": "eventUniqueId", "value": "u1"}, "pointsNewExpiryDate": "2026-02-11",
				"pointsNewExpiryDateISO": "2026-02-11T23:59:59Z", "pointsUpdatedByProgram": [{"programId": 7, "points": 72.5,
				"pointsOldExpiryDate": "2026-02-01", "pointsOldExpiryDateISO": "2026-02-01T23:59:59Z"}]}], "warnings": []}`,
			Want: `{"id": 9001, "loyaltyInfo": {"loyaltyType": "loyalty"}, "singlePointsExpiryUpdateList": [{"expiryChangeTime": "2026-01-17T10:14:38Z",
				"eventName": "PointsRedemption", "eventIdentifier": {"type": "eventUniqueId", "value": "u1"},
				"pointsNewExpiryDate": "2026-02-11T23:59:59Z", "pointsUpdatedByProgram": [{"programId": 7, "points": "72.5",
				"pointsOldExpiryDate": "2026-02-01T23:59:59Z"}]}]}`,
		},
	})
}

// A deletion by GET that may have happened is in doubt, as any other write would be.
func TestADeletionByGETIsNotSentAgain(t *testing.T) {
	client, server := wiretest.Serve(t, 504, "")
	_, err := points.New(client).DeleteHistoricalPointsField(t.Context(), "shop", points.DeleteHistoricalPointsFieldOptions{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}

func TestHistoricalPointsThatCannotBeRightAreNotAskedFor(t *testing.T) {
	client, server := wiretest.Serve(t, 200, "{}")
	service, who := points.New(client), capillary.UserID(9001)
	for name, call := range map[string]func() error{
		"values without a filter": func() error {
			_, err := service.HistoricalPoints(t.Context(), who, points.HistoricalPointsOptions{Filter: points.HistoricalFilter{FilterValues: []string{"x"}}})
			return err
		},
		"a filter without values": func() error {
			_, err := service.HistoricalPoints(t.Context(), who, points.HistoricalPointsOptions{Filter: points.HistoricalFilter{FilterType: points.FilterBillNumber}})
			return err
		},
		"a mobile number in the path": func() error {
			_, err := service.HistoricalPoints(t.Context(), capillary.Mobile("447700900001"), points.HistoricalPointsOptions{})
			return err
		},
		"no field to make": func() error {
			_, err := service.SaveHistoricalPointsFields(t.Context(), nil, points.SaveHistoricalPointsFieldsOptions{})
			return err
		},
		"a field of no name": func() error {
			_, err := service.DeleteHistoricalPointsField(t.Context(), "", points.DeleteHistoricalPointsFieldOptions{})
			return err
		},
		"eleven updates": func() error {
			_, err := service.SinglePointsExpiryUpdates(t.Context(), who, points.SinglePointsExpiryOptions{Limit: 11})
			return err
		},
	} {
		assert.True(t, errors.Is(call(), capillary.ErrInvalidInput), name)
	}
	assert.Empty(t, server.Arrivals())
}
