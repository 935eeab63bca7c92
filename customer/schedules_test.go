package customer_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// A late hour in a zone east of UTC: days must stay what the caller meant.
var (
	firstDay = capillary.Day{Year: 2031, Month: 3, Day: 1}
	lastDay  = capillary.Day{Year: 2031, Month: 9, Day: 30}
)

func TestPointsExpireByDay(t *testing.T) {
	reply := `{"id": 7001, "profiles": [], "loyaltyInfo": {"loyaltyType": "loyalty"}, "segments": {}, "extendedFields": {},
		"expirySchedules": [{"points": 40.5, "expiryDate": "2031-03-20", "programId": 31, "pointsType": "bill_regular", "expiryType": "rolling"},
			{"points": 9, "expiryDateISO": "2031-04-01T23:59:59+05:30", "expiryDate": "2031-04-01", "programId": 32, "pointsType": "line_item_promotions", "expiryType": "fixed"}], "warnings": []}`
	want := `{"id": 7001, "loyaltyInfo": {"loyaltyType": "loyalty"}, "expirySchedules": [
		{"points": "40.5", "expiryDate": "2031-03-20T00:00:00Z", "programId": 31, "pointsType": "bill_regular", "expiryType": "rolling"},
		{"points": "9", "expiryDate": "2031-04-01T23:59:59+05:30", "programId": 32, "pointsType": "line_item_promotions", "expiryType": "fixed"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "for a user id, the earliest of all programs in a range of days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsExpirySchedule(ctx, capillary.UserID(7001), customer.ExpiryOptions{ProgramID: 31,
					FetchDataForAllPrograms: true, FetchEarliestExpiryOnly: true, StartDate: firstDay, EndDate: lastDay})
			},
			Method: "GET", Path: "/v2/customers/7001/pointsExpirySchedule",
			Query: "programId=31&fetchDataForAllPrograms=true&fetchEarliestExpiryOnly=true&startDate=2031-03-01&endDate=2031-09-30",
			Reply: reply, Want: want,
		},
		{
			Name: "for a card",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsExpirySchedule(ctx, capillary.CardNumber("0077"), customer.ExpiryOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/pointsExpirySchedule",
			Query: "identifierName=cardnumber&identifierValue=0077&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "the id has another name at times",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsExpirySchedule(ctx, capillary.UserID(7001), customer.ExpiryOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/pointsExpirySchedule",
			Reply: `{"entityId": 7001, "expirySchedules": [], "warnings": []}`,
			Want:  `{"id": 7001}`,
		},
		{
			Name: "days in the past are an error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsExpirySchedule(ctx, capillary.UserID(7001), customer.ExpiryOptions{StartDate: firstDay})
			},
			Method: "GET", Path: "/v2/customers/7001/pointsExpirySchedule", Query: "startDate=2031-03-01",
			Reply:   `{"errors": [{"status": false, "code": 1215, "message": "startDate is past"}]}`,
			WantErr: customer.ErrDatePast,
		},
	})
}

func TestPromisedPointsBecomePoints(t *testing.T) {
	reply := `{"entityId": 7001, "entityType": "CUSTOMER",
		"promisedPointsScheduleList": [{"points": 39.5, "redeemableFromISO": "2031-04-10T08:00:00+05:30", "programId": 31, "pointsType": "bill_promotions"}],
		"triggerBasedPointsList": [{"points": 300, "programId": 32, "pointsType": "customer_promotions"}], "warnings": []}`
	want := `{"entityId": 7001, "entityType": "CUSTOMER",
		"promisedPointsScheduleList": [{"points": "39.5", "redeemableFrom": "2031-04-10T08:00:00+05:30", "programId": 31, "pointsType": "bill_promotions"}],
		"triggerBasedPointsList": [{"points": "300", "programId": 32, "pointsType": "customer_promotions"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PromisedPointsSchedule(ctx, capillary.UserID(7001), customer.PromisedPointsOptions{
					ProgramID: 31, EntityType: customer.EntityCustomer, FetchDataForAllPrograms: true,
					StartDate: firstDay, EndDate: lastDay})
			},
			Method: "GET", Path: "/v2/customers/7001/promisedPointsSchedule",
			Query: "programId=31&entityType=CUSTOMER&fetchDataForAllPrograms=true&startDate=2031-03-01&endDate=2031-09-30",
			Reply: reply, Want: want,
		},
		{
			Name: "of a mobile number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PromisedPointsSchedule(ctx, capillary.Mobile("46700000001"), customer.PromisedPointsOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/promisedPointsSchedule",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "days in the wrong order are an error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PromisedPointsSchedule(ctx, capillary.UserID(7001),
					customer.PromisedPointsOptions{StartDate: lastDay, EndDate: firstDay})
			},
			Method: "GET", Path: "/v2/customers/7001/promisedPointsSchedule", Query: "startDate=2031-09-30&endDate=2031-03-01",
			Reply:   `{"errors": [{"status": false, "code": 1214, "message": "startDate is after endDate"}]}`,
			WantErr: customer.ErrStartAfterEnd,
		},
	})
}

const transferReply = `{"data": [{"toEntityId": 7002, "toEntityType": "CUSTOMER", "fromEntityId": 7001, "fromEntityType": "CUSTOMER",
	"pointsTransferDate": "2030-06-06 13:33:40", "pointsTransferred": 20.5, "transferId": 901, "transferType": "DEDUCTION",
	"transferredFrom": {"userId": 7001, "firstName": "Mara", "lastName": ""}, "transferredTo": {"userId": 7002, "firstName": "Ole", "lastName": "Berg"},
	"notes": "", "programName": "Grove"}], "warnings": [], "errors": []}`

func TestPointsTransfersAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a page in an order",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsTransfers(ctx, capillary.UserID(7001), customer.PointsTransferOptions{Limit: 5, Offset: 10, Page: 3,
					SortBy: customer.SortByPointsTransferred, SortOrder: customer.Ascending})
			},
			Method: "GET", Path: "/v2/customers/7001/pointsTransfers", Query: "limit=5&offset=10&page=3&sortBy=pointsTransferred&sortOrder=asc",
			Reply: transferReply,
			Want: `{"items": [{"toEntityId": 7002, "toEntityType": "CUSTOMER", "fromEntityId": 7001, "fromEntityType": "CUSTOMER",
				"pointsTransferDate": "2030-06-06T13:33:40Z", "pointsTransferred": "20.5", "transferId": 901, "transferType": "DEDUCTION",
				"transferredFrom": {"userId": 7001, "firstName": "Mara"}, "transferredTo": {"userId": 7002, "firstName": "Ole", "lastName": "Berg"},
				"programName": "Grove"}]}`,
		},
		{
			Name: "of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsTransfers(ctx, capillary.UserID(1), customer.PointsTransferOptions{})
			},
			Method: "GET", Path: "/v2/customers/1/pointsTransfers",
			Reply:   `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).PointsTransfers(ctx, capillary.Mobile("46700000001"), customer.PointsTransferOptions{})
		return err
	})
}

func TestAllPointsTransfersMovesTheOffsetAndNeverThePage(t *testing.T) {
	client, server := wiretest.Serve(t, 0, transferReply)
	seen := 0
	o := customer.PointsTransferOptions{Offset: 4, Page: 9}
	for transfer, err := range customer.New(client).AllPointsTransfers(t.Context(), capillary.UserID(7001), o) {
		if seen++; seen == 2 { // the server ignores the offset and tells no total
			require.ErrorIs(t, err, capillary.ErrSamePage)
			break
		}
		require.NoError(t, err)
		assert.Equal(t, customer.TransferDeduction, transfer.TransferType)
	}
	arrived := server.Arrivals()
	require.Len(t, arrived, 2)
	assert.Equal(t, "4", arrived[0].Query.Get("offset"))
	assert.Equal(t, "5", arrived[1].Query.Get("offset"))
	assert.False(t, arrived[0].Query.Has("page"))
}
