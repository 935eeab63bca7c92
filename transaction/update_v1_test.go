package transaction_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestUpdatingTransactionsInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a change names the transaction and its customer, and comes back with counts of fields",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).UpdateV1(ctx, transaction.NewRequestV1(transaction.ChangeV1{ID: 90210, Number: "hyd-1001", Type: transaction.TypeRegular,
					Customer: capillary.ExternalID("hyd-77"), Notes: "moved", UpdateTill: "till.8", DeliveryStatus: transaction.DeliveryShipped,
					CustomFields:   transaction.SetFieldsV1{Field: []transaction.FieldV1{{Name: "cashier", Value: "8"}}},
					ExtendedFields: transaction.SetFieldsV1{Field: []transaction.FieldV1{{Name: "city", Value: "Pune"}}}}), transaction.UpdateOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/update", Query: "format=json",
			Body: `{"root":{"transaction":[{"id":90210,"number":"hyd-1001","type":"REGULAR","customer":{"external_id":"hyd-77"},"notes":"moved","update_till":"till.8",
				"delivery_status":"SHIPPED","custom_fields":{"field":[{"name":"cashier","value":"8"}]},"extended_fields":{"field":[{"name":"city","value":"Pune"}]}}]}}`,
			Reply: `{"response":{"status":{"success":true,"code":200,"message":"Success"},"transactions":{"transaction":[{"customer":{"user_id":"8800012",
				"source":"instore"},
				"id":90210,"notes":"moved","billing_time":"2025-03-14 13:15:10","type":"REGULAR","number":"hyd-1001","delivery_status":"SHIPPED","amount":750.5,
				"gross_amount":800,"discount":49.5,"store":"hyd","custom_fields":{"success_count":1,"failure_count":0,"field":[{"name":"cashier","value":"8"}]},
				"extended_fields":{"success_count":0,"failure_count":1,"field":[{"name":"city","value":"Pune"}]},"side_effects":{},
				"item_status":{"success":"true","code":600,"message":"ok"}}]}}}`,
			Want: `{"items":[{"value":{"id":90210,"number":"hyd-1001","notes":"moved","billing_time":"2025-03-14T13:15:10Z","amount":"750.5","gross_amount":"800",
				"discount":"49.5","store":"hyd","customer":{"user_id":8800012},"custom_fields":{"success_count":1,"field":[{"name":"cashier","value":"8"}]},
				"extended_fields":{"failure_count":1}}}]}`,
		},
		{
			Name: "a transaction of somebody else is not found",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).UpdateV1(ctx, transaction.NewRequestV1(transaction.ChangeV1{Number: "hyd-9"}), transaction.UpdateOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/update", Query: "format=json", Body: `{"root":{"transaction":[{"number":"hyd-9"}]}}`,
			Reply: `{"response":{"status":{"success":"false","code":500,"message":"all failed"},"transactions":{"transaction":[
				{"item_status":{"success":"false","code":668,"message":"not found"}}]}}}`,
			WantErr: transaction.ErrNumberNotOfCustomer,
		},
	})
	wiretest.Refused(t, "transaction[0].id", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).UpdateV1(ctx, transaction.NewRequestV1(transaction.ChangeV1{Notes: "x"}), transaction.UpdateOptionsV1{})
		return err
	})
}

func conversion() transaction.ConversionV1 {
	return transaction.ConversionV1{ID: 4500, OldType: transaction.TypeNotInterested, NewType: transaction.TypeRegular,
		Customer: capillary.Email("asha@example.org"), Notes: "claimed"}
}

func TestConvertingNotInterestedTransactions(t *testing.T) {
	convert := func(ctx context.Context, c *capillary.Client) (any, error) {
		return transaction.New(c).RetroV1(ctx, transaction.NewRequestV1(conversion()), transaction.RetroOptionsV1{ClientSignature: "SHOP_BACKEND"})
	}
	const body = `{"root":{"transaction":[{"id":4500,"old_type":"NOT_INTERESTED","new_type":"REGULAR","customer":{"email":"asha@example.org"},
		"notes":"claimed"}]}}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a conversion is signed, and gives the transaction a new id", Call: convert,
			Method: "POST", Path: "/v1.1/transaction/update", Query: "format=json", Header: http.Header{"X-Cap-Client-Signature": {"SHOP_BACKEND"}}, Body: body,
			Reply: `{"response":{"status":{"success":true,"code":200,"message":"Success"},"transactions":{"transaction":[{"customer":{"user_id":"8800012",
				"type":"LOYALTY"},
				"billing_time":"2025-04-03 09:00:15","number":"hyd-1004","type":"REGULAR","delivery_status":"DELIVERED","old_id":4500,
					"old_type":"NOT_INTERESTED","id":90230,
				"side_effects":{"effect":[{"type":"points","awarded_points":"1"}]},"item_status":{"success":"true","code":1630,"message":"converted"}}]}}}`,
			Want: `{"items":[{"item_status":{"code":1630},"value":{"id":90230,"old_id":4500,"old_type":"NOT_INTERESTED","type":"REGULAR",
				"side_effects":{"effect":[{"awarded_points":"1"}]}}}]}`,
		},
		{
			Name: "a conversion that was done before is a duplicate", Call: convert,
			Method: "POST", Path: "/v1.1/transaction/update", Query: "format=json", Body: body,
			Reply: `{"response":{"status":{"success":"false","code":500,"message":"all failed"},"transactions":{"transaction":[
				{"item_status":{"success":"false","code":1627,"message":"done"}}]}}}`,
			WantErr: capillary.ErrDuplicate,
		},
	})
	for field, spoil := range map[string]func(c *transaction.ConversionV1){
		"transaction[0].id":       func(c *transaction.ConversionV1) { c.ID = 0 },
		"transaction[0].old_type": func(c *transaction.ConversionV1) { c.OldType = "" },
		"transaction[0].new_type": func(c *transaction.ConversionV1) { c.NewType = "" },
		"transaction[0].customer": func(c *transaction.ConversionV1) { c.Customer = capillary.Identifier{} },
	} {
		one := conversion()
		spoil(&one)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := transaction.New(c).RetroV1(ctx, transaction.NewRequestV1(one), transaction.RetroOptionsV1{ClientSignature: "SHOP_BACKEND"})
			return err
		})
	}
	wiretest.Refused(t, "client signature", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).RetroV1(ctx, transaction.NewRequestV1(conversion()), transaction.RetroOptionsV1{})
		return err
	})
}
