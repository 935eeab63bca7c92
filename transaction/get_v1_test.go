package transaction_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestFetchingTransactionsInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by number, narrowed down, with all that can be loaded",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).GetV1(ctx, transaction.GetOptionsV1{Number: "hyd-1001", StoreCode: "hyd", TillCode: "till.7", Amount: dec("750.50"),
					Date: capillary.Day{Year: 2025, Month: 3, Day: 14}, Type: transaction.TypeAll, Tenders: true, CreditNotes: true, UserID: true, Language: "hi"})
			},
			Method: "GET", Path: "/v1.1/transaction/get", Header: http.Header{"Language": {"hi"}},
			Query: "number=hyd-1001&store_code=hyd&till_code=till.7&amount=750.5&date=2025-03-14&type=ALL&tenders=true&tender=true&credit_notes=true" +
				"&user_id=true&format=json",
			Reply: `{"response":{"status":{"success":"true","code":200,"message":"Success"},"transactions":{"count":1,"transaction":[{
				"customer":{"mobile":"447700900111","first_name":"Asha","last_name":"Iyer","email":"asha@example.org","external_id":"hyd-77","source":"instore",
					"user_id":"8800012"},
				"billing_till":{"code":"till.7","name":"Till 7"},"billing_store":{"code":"hyd","name":"Hyderabad"},"id":"90210","number":"hyd-1001","type":"REGULAR",
				"outlier_status":"NORMAL","store":"till.7","delivery_status":"DELIVERED","source":"instore","custom_fields":{"field":[{"name":"cashier","value":"9"}]},
				"extended_fields":{"field":[]},"local_currency":{"id":"101","ratio":"86.5","base_currency":{"id":"95","name":"Rupee","symbol":"R"},
					"transaction_currency":{"id":"216","name":"Dollar","symbol":"$"},"amount":"8.67","value":"750.5","discount":"0.0","gross_amount":"9.0"},
				"currency":{"ratio":"86.5","id":"216","name":"Dollar","symbol":"$"},"amount":"750.50","billing_time":"2025-03-14 13:15:10",
				"auto_update_time":"2025-03-14 13:15:12","gross_amount":"","discount":"","notes":"gift",
				"payment_details":{"payment":[{"mode":"Card","value":"750.5","notes":"n","attributes":{"attribute":[{"name":"bank","value":"Example"}]}}]},
				"credit_notes":{"number":"cn-1"},
				"line_items":{"line_item":[{"type":"REGULAR","outlier_status":"NORMAL","serial":"3","item_code":"0012","description":"cup","qty":"1.5","rate":"500.00",
					"value":"750.00","discount":"0.00","img_url":"","amount":"750.00","returnable":"true","returnable_days":"-1","variant":"v-1",
					"extended_fields":{"field":[{"name":"weight","value":"1.2"}]},"local_currency":{"id":"352","ratio":"86.5","rate":"5.8"},
					"combo_items":{"combo_item":[{"item_code":"saucer","quantity":"2"}]},"addon_items":{"addon_item":[{"item_code":"engraving"}]},
					"split_items":{"split_item":[{"item_code":"glaze","rate":"1","value":"2"}]},"attributes":{"attribute":[{"name":"colour","value":"red"}]}}]},
				"item_status":{"success":"true","code":600,"message":"ok"}}]}}}`,
			Want: `{"items":[{"item_status":{"success":true,"code":600},"value":{"id":90210,"number":"hyd-1001","type":"REGULAR","amount":"750.5","gross_amount":"0",
				"billing_time":"2025-03-14T13:15:10Z","auto_update_time":"2025-03-14T13:15:12Z","notes":"gift","store":"till.7",
				"customer":{"user_id":8800012,"mobile":"447700900111","first_name":"Asha","external_id":"hyd-77"},
				"billing_till":{"code":"till.7","name":"Till 7"},"billing_store":{"code":"hyd"},"custom_fields":{"field":[{"name":"cashier","value":"9"}]},
				"local_currency":{"id":101,"ratio":"86.5","amount":"8.67","gross_amount":"9","base_currency":{"id":95,"name":"Rupee"},
					"transaction_currency":{"symbol":"$"}},
				"currency":{"id":216,"ratio":"86.5"},
				"payment_details":{"payment":[{"mode":"Card","value":"750.5","attributes":{"attribute":[{"name":"bank","value":"Example"}]}}]},
					"credit_notes":{"number":"cn-1"},
				"line_items":{"line_item":[{"serial":3,"item_code":"0012","qty":"1.5","rate":"500","returnable":true,"returnable_days":-1,"variant":"v-1",
					"extended_fields":{"field":[{"name":"weight","value":"1.2"}]},"local_currency":{"id":352,"rate":"5.8"},
					"combo_items":{"combo_item":[{"item_code":"saucer","quantity":"2"}]},"addon_items":{"addon_item":[{"item_code":"engraving"}]},
					"split_items":{"split_item":[{"item_code":"glaze","value":"2"}]},"attributes":{"attribute":[{"name":"colour","value":"red"}]}}]}}}]}`,
		},
		{
			Name: "by id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).GetV1(ctx, transaction.GetOptionsV1{ID: 90210})
			},
			Method: "GET", Path: "/v1.1/transaction/get", Query: "id=90210&format=json",
			Reply: stored(`{"id":"90210","number":"hyd-1001",` + done + `}`),
			Want:  `{"items":[{"value":{"id":90210,"number":"hyd-1001"}}]}`,
		},
		{
			Name: "by a number that is unknown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).GetV1(ctx, transaction.GetOptionsV1{Number: "hyd-0"})
			},
			Method: "GET", Path: "/v1.1/transaction/get", Query: "number=hyd-0&format=json",
			Reply: `{"response":{"status":{"success":"false","code":500,"message":"failed"},"transactions":{"transaction":[
				{"number":"hyd-0","item_status":{"success":"false","code":625,"message":"unknown"}}]}}}`,
			WantErr: transaction.ErrNumberNotFound,
		},
	})
	wiretest.Refused(t, "number", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).GetV1(ctx, transaction.GetOptionsV1{Type: transaction.TypeAll})
		return err
	})
}
