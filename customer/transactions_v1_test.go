package customer_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestTransactionsAreReadInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by everything that can be filtered",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).TransactionsV1(ctx, capillary.Email("asad@example.org"), customer.TransactionsOptionsV1{Number: "B-7",
					TransactionID: 7001, EntityType: customer.EntityZoneV1, EntityCode: "north", StoreID: "3", StoreCode: "shop3", StartID: 7000, EndID: 7009,
					StartDate: time.Date(2026, 1, 1, 23, 45, 45, 0, time.UTC), EndDate: time.Date(2026, 2, 1, 12, 11, 45, 0, time.UTC), CreditNotes: true,
					CustomFields: true, PointsBreakup: true, MLP: true, Limit: 20, Offset: 10, Sort: customer.TransactionsByIDV1, Order: customer.Ascending})
			},
			Method: "GET", Path: "/v1.1/customer/transactions",
			Query: "format=json&email=asad@example.org&number=B-7&transaction_id=7001&entity_type=ZONE&entity_code=north&store_id=3&store_code=shop3" +
				"&start_id=7000&end_id=7009&start_date=2026-01-01+23:45:45&end_date=2026-02-01+12:11:45&credit_notes=true&custom_fields=true" +
				"&points_breakup=true&mlp=true&limit=20&offset=10&sort=trans_id&order=asc",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "customer": {"firstname": "Asad", "lastname": "Khan",
				"user_id": "6001", "mobile": "919700000009", "email": "asad@example.org", "external_id": "", "lifetime_points": 2644, "lifetime_purchases": 1831,
				"loyalty_points": 1286, "current_slab": "gold", "registered_on": "2024-04-14 11:32:30", "updated_on": "2026-01-11 08:28:08", "type": "LOYALTY",
				"source": "instore", "count": 1, "start": "7001", "delayed_points": "5.5", "delayed_returned_points": "0", "total_available_points": "1286",
				"total_returned_points": "2", "rows": "10", "transactions": {"transaction": [{"id": "7001", "number": "B-7", "type": "RETURN", "return_type": "FULL",
					"amount": "90.50", "outlier_status": "NORMAL", "delivery_status": "DELIVERED", "notes": "tea", "billing_time": "2026-01-04 10:00:00",
					"auto_update_time": "2026-01-04 10:00:05", "gross_amount": "100", "discount": "9.50", "store": "Shop 3", "store_code": "shop3",
					"returned_points_on_bill": "2", "currency": {"ratio": 1.5, "transaction_currency": {"supported_currency_id": 216, "name": "Dollar", "symbol": "$"},
					"id": 95, "name": "Rupee", "symbol": "R"}, "points": {"issued": "9", "redeemed": "1", "returned": "2", "expired": "0.5",
					"returnedPointsOnBill": "2", "expiry_date": "2027-01-04", "program_id": "16"}, "custom_fields": {"field": [{"name": "table", "value": "4"}]},
					"extended_fields": {"field": []}, "coupons": [], "basket_size": 3, "line_items": {"line_item": []}}]},
				"item_status": {"success": "true", "code": "1052", "message": "fetched", "warnings": {"warning": []}}}}}`,
			Want: `{"customer": {"user_id": 6001, "count": 1, "start": 7001, "rows": 10, "delayed_points": "5.5", "item_status": {"code": 1052},
				"transactions": {"transaction": [{"id": 7001, "return_type": "FULL", "amount": "90.5", "discount": "9.5", "billing_time": "2026-01-04T10:00:00Z",
				"currency": {"ratio": "1.5", "id": 95, "transaction_currency": {"supported_currency_id": 216, "symbol": "$"}}, "basket_size": 3,
				"points": {"expired": "0.5", "returnedPointsOnBill": "2", "expiry_date": "2027-01-04T00:00:00Z", "program_id": 16},
				"custom_fields": {"field": [{"name": "table", "value": "4"}]}}]}}}`,
		},
		{
			Name: "there are none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).TransactionsV1(ctx, capillary.ExternalID("R-1"), customer.TransactionsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/transactions", Query: "format=json&external_id=R-1",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"},
				"customer": {"external_id": "R-1", "item_status": {"success": "false", "code": 1051, "message": "none"}}}}`,
			WantErr: customer.ErrNoRecommendations,
		},
	})
}

func TestAllTransactionsV1EndsWithoutAnErrorWhereTheAPIFindsNoMore(t *testing.T) {
	client, server := wiretest.Serve(t, 0, `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"},
		"customer": {"item_status": {"success": "false", "code": 1051, "message": "none"}}}}`)
	for _, err := range customer.New(client).AllTransactionsV1(t.Context(), capillary.UserID(6001), customer.TransactionsOptionsV1{}) {
		require.NoError(t, err)
	}
	assert.Len(t, server.Arrivals(), 1)
}

func TestAllTransactionsV1AsksForTheNextPage(t *testing.T) {
	pages := map[string]string{"4": `{"id": "1"}, {"id": "2"}`, "6": `{"id": "3"}`, "7": ``}
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		offset := r.URL.Query().Get("offset")
		asked = append(asked, offset)
		fmt.Fprintf(w, `{"response": {"status": {"success": "true", "code": 200, "message": "Success"},
			"customer": {"transactions": {"transaction": [%s]}}}}`, pages[offset])
	}))
	defer server.Close()
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithStrictDecoding())
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	var ids []int64
	for one, err := range customer.New(client).AllTransactionsV1(t.Context(), capillary.UserID(6001), customer.TransactionsOptionsV1{Limit: 2, Offset: 4}) {
		require.NoError(t, err)
		ids = append(ids, one.ID)
	}
	assert.Equal(t, []int64{1, 2, 3}, ids)
	assert.Equal(t, []string{"4", "6", "7"}, asked)
}

func TestAllTransactionsV1YieldsAnyOtherError(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"},
		"customer": {"item_status": {"success": "false", "code": 1012, "message": "not found"}}}}`)
	var last error
	for _, last = range customer.New(client).AllTransactionsV1(t.Context(), capillary.UserID(6001), customer.TransactionsOptionsV1{}) {
	}
	require.ErrorIs(t, last, customer.ErrNotFoundV1)
}

// Beside a result, or beside a code that asks to try later, "none" is no answer.
func TestAllTransactionsV1DoesNotEndWithoutAnErrorWhereNothingIsAnswered(t *testing.T) {
	for _, reply := range []string{
		`{"response": {"status": {"success": "false", "code": 500}, "customer": {"id": 7, "transactions": {"transaction": [{"id": 1}]},
			"item_status": {"success": "false", "code": 1051, "message": "none"}}}}`,
		`{"response": {"status": {"success": "true", "code": 200}, "errors": [{"code": 1051}, {"code": 1222}]}}`,
		`{"response": {"status": {"success": "true", "code": 1051}}}`,
	} {
		client, _ := wiretest.Serve(t, 0, reply, capillary.WithMaxRetries(0))
		var last error
		for _, last = range customer.New(client).AllTransactionsV1(t.Context(), capillary.UserID(6001), customer.TransactionsOptionsV1{}) {
		}
		assert.Error(t, last, reply)
	}
}
