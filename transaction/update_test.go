package transaction_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestUpdatingATransaction(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a change names the transaction and its customer, and tells the loyalty details",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Update(ctx, capillary.Mobile("447700900111"), transaction.Change{
					ID: 90210, Number: "hyd-1001", Type: transaction.TypeNotInterested, DeliveryStatus: transaction.DeliveryShipped, CustomFields: map[string]any{"cashier": "8"},
					ExtendedFields:              map[string]any{"city": "Pune"},
					LineItems:                   []transaction.LineItemChange{{ItemCode: "cup", ExtendedFields: map[string]any{"weight": "1.3"}}, {ID: 12, OutlierStatus: transaction.OutlierNormal}},
					LoyaltyPromotionIdentifiers: []string{"spring"}, TillCode: "till.7",
				}, transaction.UpdateOptions{DirectReplay: true})
			},
			Method: "PUT", Path: "/v2/transactions", Query: "identifierName=mobile&identifierValue=447700900111&source=INSTORE",
			Header: http.Header{"X-Cap-Direct-Replay": {"true"}},
			Body: `{"id":90210,"number":"hyd-1001","type":"NOT_INTERESTED","deliveryStatus":"SHIPPED","customFields":{"cashier":"8"},"extendedFields":{"city":"Pune"},
				"lineItems":[{"itemCode":"cup","extendedFields":{"weight":"1.3"}},{"id":12,"outlierStatus":"NORMAL"}],"loyaltyPromotionIdentifiers":["spring"],"tillCode":"till.7"}`,
			Reply: `{"warnings":[],"errors":[],"loyaltyDetails":[{"redeemed":0.0,"expired":29.5,"returned":0.0,"adjusted":-2,"lifetimePoints":100.0,"loyaltyPoints":40.0,
				"cumulativePurchases":-11.5,"loyaltyId":92,"currentSlab":"Leaf","nextSlab":"Bud","nextSlabSerialNumber":2,"nextSlabDescription":"next","slabSNo":1,
				"slabExpiryDate":"2121-03-02T23:59:59+05:30","programId":5,"delayedPoints":1.0,"delayedReturnedPoints":0.0,"totalAvailablePoints":40.0,
				"totalReturnedPoints":0.0,"programTitle":"Tea","programDescription":"all tea","programPointsToCurrencyRatio":0.75}]}`,
			Want: `{"loyaltyDetails":[{"expired":"29.5","adjusted":"-2","cumulativePurchases":"-11.5","loyaltyId":92,"currentSlab":"Leaf","slabSNo":1,
				"nextSlabSerialNumber":2,"slabExpiryDate":"2121-03-02T23:59:59+05:30","programPointsToCurrencyRatio":"0.75"}]}`,
		},
		{
			Name: "the fields that were changed come in either spelling",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Update(ctx, capillary.UserID(8800012), transaction.Change{ID: 90210}, transaction.UpdateOptions{})
			},
			Method: "PUT", Path: "/v2/transactions", Query: "identifierName=id&identifierValue=8800012&source=INSTORE", Body: `{"id":90210}`,
			Reply: `{"id":90210,"number":"hyd-1001","type":"REGULAR","custom_fields":{"cashier":"8"},"extendedFields":{"city":"Pune"},"customer":{"id":"8800012"},
				"warnings":[{"code":91016,"message":"unknown"}]}`,
			Want: `{"id":90210,"number":"hyd-1001","type":"REGULAR","customFields":{"cashier":"8"},"extendedFields":{"city":"Pune"},"customer":{"id":"8800012"},
				"warnings":[{"code":91016}]}`,
		},
		{
			Name: "a transaction of somebody else is not found",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Update(ctx, capillary.UserID(8800012), transaction.Change{Number: "hyd-9"}, transaction.UpdateOptions{})
			},
			Method: "PUT", Path: "/v2/transactions", Query: "identifierName=id&identifierValue=8800012&source=INSTORE", Body: `{"number":"hyd-9"}`,
			Status: 400, Reply: `{"errors":[{"status":false,"code":668,"message":"not found"}]}`,
			WantErr: transaction.ErrNumberNotOfCustomer,
		},
	})
	for field, change := range map[string]transaction.Change{
		"id":                    {CustomFields: map[string]any{"a": 1}},
		"lineItems[0].itemCode": {ID: 1, LineItems: []transaction.LineItemChange{{}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := transaction.New(c).Update(ctx, capillary.UserID(1), change, transaction.UpdateOptions{})
			return err
		})
	}
}

func TestUpdatingTransactionsInBulk(t *testing.T) {
	asha := capillary.Mobile("447700900111")
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "changes go out with their customers, and come back with the fields",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).UpdateBulk(ctx, []transaction.BulkChange{
					{Customer: asha, ID: 90210, CustomFields: map[string]any{"cashier": "8"}, ExtendedFields: map[string]any{"city": "Pune"},
						LineItems: []transaction.LineItemChange{{ItemCode: "cup", ExtendedFields: map[string]any{"weight": "1.3"}}}},
					{Customer: asha, ID: 90299}}, transaction.UpdateBulkOptions{})
			},
			Method: "PUT", Path: "/v2/transactions/bulk",
			Body: `[{"identifierType":"mobile","identifierValue":"447700900111","source":"INSTORE","id":90210,"customFields":{"cashier":"8"},
					"extendedFields":{"city":"Pune"},"lineItems":[{"itemCode":"cup","extendedFields":{"weight":"1.3"}}]},
				{"identifierType":"mobile","identifierValue":"447700900111","source":"INSTORE","id":90299}]`,
			Reply: `{"response":[
				{"result":{"id":90210,"customFields":{"cashier":"8"},"extendedFields":{"city":"Pune"},"identifierType":"mobile","identifierValue":"447700900111",
					"source":"INSTORE","lineItems":[{"itemCode":"cup","extendedFields":{"weight":"1.3"}}]},"errors":[],"warnings":[]},
				{"result":{"id":90299},"errors":[{"status":false,"code":667,"message":"not found"}],"warnings":[]}],"totalCount":2,"failureCount":1}`,
			Want: `{"totalCount":2,"failureCount":1,"items":[
				{"value":{"result":{"id":90210,"customFields":{"cashier":"8"},"extendedFields":{"city":"Pune"},"identifierValue":"447700900111",
					"lineItems":[{"itemCode":"cup","extendedFields":{"weight":"1.3"}}]}}},
				{"errors":[{"code":667}],"value":{"result":{"id":90299}}}]}`,
		},
		{
			Name: "an error of all items is the call's",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).UpdateBulk(ctx, []transaction.BulkChange{{Customer: asha, ID: 90299}}, transaction.UpdateBulkOptions{})
			},
			Method: "PUT", Path: "/v2/transactions/bulk",
			Body:    `[{"identifierType":"mobile","identifierValue":"447700900111","source":"INSTORE","id":90299}]`,
			Reply:   `{"response":[{"result":{"id":90299},"errors":[{"status":false,"code":667,"message":"not found"}],"warnings":[]}],"totalCount":1,"failureCount":1}`,
			WantErr: transaction.ErrIDNotOfCustomer,
		},
	})
	for field, changes := range map[string][]transaction.BulkChange{
		"transactions":                          nil,
		"transactions[0].id":                    {{Customer: asha}},
		"transactions[1].customer":              {{Customer: asha, ID: 1}, {ID: 2}},
		"transactions[0].lineItems[1].itemCode": {{Customer: asha, ID: 1, LineItems: []transaction.LineItemChange{{ID: 3}, {}}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := transaction.New(c).UpdateBulk(ctx, changes, transaction.UpdateBulkOptions{})
			return err
		})
	}
}
