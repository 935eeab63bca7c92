package transaction_test

import (
	"context"
	"strings"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

const storedTransaction = `{"useDefaultFleetGroup":false,"loyaltiesPointDetails":[{"issuedPoints":"7"}],"billPointsBreakup":[],
	"attribution":{"createDate":"2025-03-14T18:45:10+05:30","createdBy":{"id":7007,"code":"till.7","description":"","name":"Till 7","type":"TILL",
		"adminType":"GENERAL",
		"isActive":true,"isOuEnabled":false,"timeZoneId":191,"currencyId":-1,"languageId":1},"modifiedBy":{},"modifiedDate":"2025-03-14T18:45:13+05:30"},
	"billDetails":{"amount":750.5,"billingStore":{"id":7006,"code":"hyd","name":"Hyderabad","type":"STORE"},"billNumber":"hyd-1001",
		"billingTime":"2025-03-14T18:45:10+05:30","discount":49.5,"grossAmount":800.0,"note":"gift","returnDetails":{"canceled":true},"niReturnDetails":{},
			"invalidBill":false},
	"creditNote":{"amount":18.5,"notes":"broken cup","number":"cn-1","validity":"2026-03-14","updateAmount":false},
	"customFields":{"cashier":"9"},"source":"instore","addWithLocalCurrency":false,"async":false,"useV2":false,"simulation":false,"customerId":8800012,"id":90210,
	"lineItems":[{"id":12,"customerId":0,"details":{"amount":750.5,"description":"","discount":0.0,"itemCode":"cup","qty":1.0,"rate":800.5,"serial":3,"value":0.0,
		"returnable":true,"returnableDays":-1,"attributes":{"colour":"red"},"extendedFields":{"weight":"1.2"},"attributesSet":[{"colour":"red"}]},
		"outlierStatus":"NORMAL","returnDetails":{},"valid":true,"returnLineItemsDtos":[{"qty":"1"}],"niReturnLineItemsDtos":[],"addonDetails":[],
			"splitItemsDetails":[],"niReturn":false}],
	"outlierStatus":"NORMAL","paymentModes":[{"amount":750.5,"attributes":[{"name":"bank"}],"id":24,"mode":"UPI","notes":"","orgPaymentModeId":89}],
		"type":"REGULAR",
	"lifeTimePurchases":0,"ignorePoints":false,"extendedFields":{"city":"Hyderabad"},"autoUpdateTime":"2025-03-14T18:45:13+05:30","niReturnDetails":{},
		"basketSize":10.0,
	"returnDetails":{"canceled":false},"retroTxn":true,"warnings":[]}`

const storedWant = `{"id":90210,"type":"REGULAR","customerId":8800012,"source":"instore","basketSize":"10","retroTxn":true,
	"autoUpdateTime":"2025-03-14T18:45:13+05:30",
	"billDetails":{"amount":"750.5","grossAmount":"800","discount":"49.5","billNumber":"hyd-1001","billingTime":"2025-03-14T18:45:10+05:30","note":"gift",
		"billingStore":{"id":7006,"code":"hyd","type":"STORE"},"returnDetails":{"canceled":true}},
	"attribution":{"createDate":"2025-03-14T18:45:10+05:30","createdBy":{"code":"till.7","adminType":"GENERAL","isActive":true,"timeZoneId":191,"currencyId":-1}},
	"creditNote":{"amount":"18.5","notes":"broken cup","number":"cn-1","validity":"2026-03-14"},
	"customFields":{"cashier":"9"},"extendedFields":{"city":"Hyderabad"},"loyaltiesPointDetails":[{"issuedPoints":"7"}],
	"paymentModes":[{"id":24,"mode":"UPI","amount":"750.5","orgPaymentModeId":89,"attributes":[{"name":"bank"}]}],
	"lineItems":[{"id":12,"valid":true,"outlierStatus":"NORMAL","returnLineItemsDtos":[{"qty":"1"}],
		"details":{"itemCode":"cup","amount":"750.5","rate":"800.5","serial":"3","returnableDays":-1,"attributes":{"colour":"red"},"attributesSet":[{"colour":"red"}],
			"extendedFields":{"weight":"1.2"}}}]}`

func TestFetchingATransaction(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by id, as it is stored",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Get(ctx, 90210, transaction.GetOptions{})
			},
			Method: "GET", Path: "/v2/transactions/90210", Reply: storedTransaction, Want: storedWant,
		},
		{
			Name: "with all that can be loaded",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Get(ctx, 90210, transaction.GetOptions{Type: transaction.TypeReturn, Tenders: true, CreditNotes: true,
					MLP: true, PointsBreakup: true})
			},
			Method: "GET", Path: "/v2/transactions/90210", Query: "type=RETURN&tenders=true&credit_notes=true&mlp=true&points_breakup=true",
			Reply: storedTransaction, Want: storedWant,
		},
		{
			Name: "by an id that is unknown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Get(ctx, 1, transaction.GetOptions{})
			},
			Method: "GET", Path: "/v2/transactions/1", Status: 400, Reply: `{"errors":[{"status":false,"code":620,"message":"unknown"}]}`,
			WantErr: transaction.ErrIDInvalid,
		},
		{
			Name: "by bill number, whatever is in it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).GetByNumber(ctx, "hyd/10 01", transaction.GetByNumberOptions{})
			},
			Method: "GET", Path: "/v2/transactions/getByBillNumber/hyd%2F10%2001", Reply: strings.ReplaceAll(storedTransaction, "hyd-1001", "hyd/10 01"),
			Want: strings.ReplaceAll(storedWant, "hyd-1001", "hyd/10 01"),
		},
		{
			Name: "by a bill number that is unknown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).GetByNumber(ctx, "hyd-0", transaction.GetByNumberOptions{})
			},
			Method: "GET", Path: "/v2/transactions/getByBillNumber/hyd-0", Status: 400, Reply: `{"errors":[{"status":false,"code":688,"message":"unknown"}]}`,
			WantErr: transaction.ErrBillNotFound,
		},
		{
			Name: "with what it and its line items earned",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Earning(ctx, 90210, transaction.EarningOptions{})
			},
			Method: "GET", Path: "/v2/earning/90210",
			Reply: `{"id":90210,"billDetails":{"billNumber":"hyd-1001","pointsEarningEntities":{"entityId":8800012,"entityType":"customer","billPoints":[{"programId":5,
					"currentPointsSummary":{"availablePoints":70.5,"expiredPoints":1,"redeemedPoints":2,"promisedPoints":3,"returnedPromisedPoints":4,
						"returnedPoints":5,"promisedPointsConverted":6},
					"issuedPointsSummary":{"redeemablePointsIssued":75,"promisedPointsIssued":8},"currentPointsBreakup":{"regularPointsInfo":null,
						"promotionalPointsInfo":null}}]}},
				"lineItems":[{"id":12,"details":{"itemCode":"cup"},"pointsEarningEntities":{"entityId":8800012,"entityType":"customer","lineItemPoints":[{"programId":5,
					"currentPointsBreakup":{"regularPointsInfo":{"availablePointsInfo":[{"points":32.5,"expiryDate":"2026-08-31T23:59:59+05:30","expiryType":"rolling",
						"actionSourceDetails":[{"actionId":27,"sourceType":"lineItem","actionType":"BILL_POINTS_ACTION","actionPointsDetail":[{"points":32.5,"sourceValue":400.0,
							"sourceIdentifiers":[{"key":"tracker","value":"cups"}]}]}]}],"promisedPointsInfo":null},"promotionalPointsInfo":null}}]}}],"warnings":[]}`,
			Want: `{"id":90210,"billDetails":{"pointsEarningEntities":{"entityId":8800012,"billPoints":[{"programId":5,
					"currentPointsSummary":{"availablePoints":"70.5","expiredPoints":"1","redeemedPoints":"2","promisedPoints":"3","returnedPromisedPoints":"4",
						"returnedPoints":"5","promisedPointsConverted":"6"},
					"issuedPointsSummary":{"redeemablePointsIssued":"75","promisedPointsIssued":"8"}}]}},
				"lineItems":[{"pointsEarningEntities":{"entityType":"customer","lineItemPoints":[{"currentPointsBreakup":{"regularPointsInfo":{"availablePointsInfo":[
					{"points":"32.5","expiryType":"rolling","expiryDate":"2026-08-31T23:59:59+05:30","actionSourceDetails":[{"actionId":27,"actionType":"BILL_POINTS_ACTION",
						"actionPointsDetail":[{"points":"32.5","sourceValue":"400","sourceIdentifiers":[{"key":"tracker","value":"cups"}]}]}]}]}}}]}}]}`,
		},
	})
	wiretest.Refused(t, "billNumber", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).GetByNumber(ctx, "", transaction.GetByNumberOptions{})
		return err
	})
}
