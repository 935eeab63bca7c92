package transaction_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestSimulatingATransaction(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a simulation takes a bill and tells what it would earn",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Simulate(ctx, capillary.Email("asha@example.org"), purchase(), transaction.SimulateOptions{})
			},
			Method: "POST", Path: "/v2/simulation/transactions", Query: "identifierName=email&identifierValue=asha%40example.org&source=INSTORE",
			Body: `{"type":"REGULAR","billNumber":"hyd-1001","billAmount":750.5}`,
			Reply: `{"simulatedPointsBreakup":{"eventLogId":-1,"eventName":"TransactionAdd",
				"eventDetails":{"eventTime":"2025-03-14 13:15:10.0","tillId":7007,"maxConversionDate":"2025-04-14 00:00:00.0"},
				"billDetails":{"type":"loyalty","billNumber":"hyd-1001","grossAmount":750.5,"discount":0,"billAmount":750.5,"note":"","billDate":"2025-03-14 13:15:10.0",
					"pointsEarned":{"regular":[{"value":75,"expiresOn":"2026-03-31 23:59:59.0","programId":5,"programName":"Tea","expiryType":"fixed"}],"promo":[],
						"promised":[{"value":5,"conversionDate":"2025-04-14 00:00:00.0","programId":5,"programName":"Tea"}]},
					"lineItems":[{"itemCode":"cup","pointsEarned":{"regular":[{"value":2}]}}],
					"extendedFields":[{"name":"city","value":"Hyderabad"}]},
				"pointsEarned":{"promo":[{"promotionId":3,"promotionName":"Monsoon","value":1}]},
				"customFields":[],"paymentModes":[{"mode":"Card"}],
				"pointInTimeSlabs":[{"programId":5,"isDefaultProgram":true,"pointInTimeSlabName":"Leaf","pointInTimeSlabNumber":1}]},
				"sideEffects":[{"type":"points","awardedPoints":75}],"warnings":[],"errors":[]}`,
			Want: `{"simulatedPointsBreakup":{"eventLogId":-1,"eventName":"TransactionAdd",
				"eventDetails":{"eventTime":"2025-03-14T13:15:10Z","tillId":7007,"maxConversionDate":"2025-04-14T00:00:00Z"},
				"billDetails":{"type":"loyalty","billNumber":"hyd-1001","billAmount":"750.5","billDate":"2025-03-14T13:15:10Z",
					"pointsEarned":{"regular":[{"value":"75","expiryType":"fixed","expiresOn":"2026-03-31T23:59:59Z"}],"promised":[{"value":"5",
						"conversionDate":"2025-04-14T00:00:00Z"}]},
					"lineItems":[{"itemCode":"cup","pointsEarned":{"regular":[{"value":"2"}]}}],
					"extendedFields":[{"name":"city","value":"Hyderabad"}]},
				"pointsEarned":{"promo":[{"promotionId":3,"promotionName":"Monsoon","value":"1"}]},"paymentModes":[{"mode":"Card"}],
				"pointInTimeSlabs":[{"programId":5,"isDefaultProgram":true,"pointInTimeSlabName":"Leaf","pointInTimeSlabNumber":1}]},
				"sideEffects":[{"awardedPoints":"75"}]}`,
		},
		{
			Name: "a simulation that fails says so",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Simulate(ctx, capillary.UserID(8800012), purchase(), transaction.SimulateOptions{})
			},
			Method: "POST", Path: "/v2/simulation/transactions", Query: "identifierName=id&identifierValue=8800012&source=INSTORE",
			Body:   `{"type":"REGULAR","billNumber":"hyd-1001","billAmount":750.5}`,
			Status: 400, Reply: `{"errors":[{"code":1116,"message":"failed"}]}`,
			WantErr: transaction.ErrSimulationFailed,
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).Simulate(ctx, capillary.Identifier{}, purchase(), transaction.SimulateOptions{})
		return err
	})
	wiretest.Refused(t, "billNumber", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).Simulate(ctx, capillary.UserID(8800012), transaction.Bill{Type: transaction.TypeRegular}, transaction.SimulateOptions{})
		return err
	})
}
