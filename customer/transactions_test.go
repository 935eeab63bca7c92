package customer_test

import (
	"context"
	"testing"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestTransactionsOfACustomerAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with all that can be loaded, between two times, the oldest first",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Transactions(ctx, capillary.UserID(7001), customer.TransactionOptions{
					Embed: []customer.TransactionEmbed{customer.EmbedBillCustomFields, customer.EmbedBillExtendedFields, customer.EmbedAttribution,
						customer.EmbedPaymentModes, customer.EmbedCreditNotes, customer.EmbedBillStoreDetails, customer.EmbedBillPoints},
					StartDate: time.Date(2031, 3, 1, 23, 30, 0, 0, time.FixedZone("", 8*60*60)),
					EndDate:   time.Date(2031, 9, 30, 0, 15, 0, 0, time.FixedZone("", 8*60*60)), SortBy: customer.SortByBillingTime, SortOrder: customer.Ascending, Limit: 5, Offset: 10})
			},
			Method: "GET", Path: "/v2/customers/7001/transactions",
			Query: "embed=BILL_CF,BILL_EF,ATTRIBUTION,PAYMENT_MODES,CREDIT_NOTES,BILL_STORE_DETAILS,BILL_POINTS" +
				"&startDate=2031-03-01 15:30:00&endDate=2031-09-29 16:15:00&sortBy=BILLING_TIME&sortOrder=ASC&limit=5&offset=10",
			Reply: `{"pagination": {"limit": 5, "offset": 10, "sortBy": "BILLING_TIME", "sortOrder": "ASC", "total": 107}, "data": [
				{"id": 51, "customerId": 7001, "loyaltyLogId": 52, "billingTime": "2030-05-01T10:00:00+02:00", "billNumber": "B-7", "type": "RETURN",
					"returnType": "FULL", "notes": "torn", "amount": 120.5, "grossAmount": "130.75", "discount": 10.25, "outlierStatus": "NORMAL",
					"billingStore": {"id": 9, "code": "pier", "description": "", "name": "Pier", "type": "STORE", "adminType": "GENERAL", "isActive": true,
						"isOuEnabled": false, "timeZoneId": 1, "currencyId": 2, "languageId": 3},
					"customFields": {"clerk": "Ole"}, "extendedFields": {"StateGST": 1.5},
					"paymentModes": [{"mode": "Cash", "value": 100.5, "notes": "", "attributes": []}],
					"creditNotes": [{"number": "CN-1", "amount": 20, "notes": "for the tear", "referenceId": "R-1"}],
					"attribution": {"createDate": "2030-05-01T10:00:01+02:00", "createdBy": {"id": 10, "code": "pier.1", "type": "TILL"},
						"modifiedBy": {}, "modifiedDate": ""},
					"billingTimeInputOffset": "+02:00", "txnIdentifiers": [{"type": "mobile", "value": "46700000001"}],
					"currencyLogDto": {"id": 1, "addedOn": "2030-05-01", "addedOnISO": "2030-05-01T12:00:00+02:00", "ratio": 70, "localValue": 100.5,
						"value": 7035, "transactionCurrency": {"id": 220, "isoCode": "EUR", "symbol": "€"}},
					"billPoints": {"pointsBreakup": [{"programId": 31, "programName": "Base", "regularPoints": [{"points": 1.5,
						"pointsAwardedType": "POINT_AWARDED"}], "promisePoints": [], "promoPoints": []}],
						"aggregatedBillPoints": [{"programId": 31, "promisePoints": {"points": 2}}],
						"alternateCurrenciesBreakup": [{"programId": 31, "alternateCurrenciesBreakups": [{"name": "Shells", "identifier": "S1",
						"promotional": [{"points": 3}]}]}],
						"aggregatedBillAlternateCurrencies": [{"programId": 31, "aggregatedAlternateCurrencies": [{"name": "Shells",
						"promised": {"points": 4}}]}]}}], "warnings": [], "errors": []}`,
			Want: `{"pagination": {"limit": 5, "offset": 10, "total": 107, "sortBy": "BILLING_TIME", "sortOrder": "ASC"}, "items": [
				{"id": 51, "customerId": 7001, "loyaltyLogId": 52, "billingTime": "2030-05-01T10:00:00+02:00", "billNumber": "B-7", "type": "RETURN",
					"returnType": "FULL", "notes": "torn", "amount": "120.5", "grossAmount": "130.75", "discount": "10.25", "outlierStatus": "NORMAL",
					"billingStore": {"id": 9, "code": "pier", "name": "Pier", "type": "STORE", "isActive": true, "currencyId": 2},
					"customFields": {"clerk": "Ole"}, "paymentModes": [{"mode": "Cash", "amount": "100.5"}],
					"creditNotes": [{"number": "CN-1", "amount": "20", "notes": "for the tear", "referenceId": "R-1"}],
					"attribution": {"createDate": "2030-05-01T10:00:01+02:00", "createdBy": {"id": 10, "code": "pier.1", "type": "TILL"}},
					"billingTimeInputOffset": "+02:00", "txnIdentifiers": [{"type": "mobile", "value": "46700000001"}],
					"currencyLogDto": {"addedOn": "2030-05-01T12:00:00+02:00", "ratio": "70", "localValue": "100.5", "transactionCurrency": {"isoCode": "EUR"}},
					"billPoints": {"pointsBreakup": [{"programName": "Base", "regularPoints": [{"points": "1.5", "pointsAwardedType": "POINT_AWARDED"}]}],
						"aggregatedBillPoints": [{"promisePoints": {"points": "2"}}],
						"alternateCurrenciesBreakup": [{"alternateCurrenciesBreakups": [{"name": "Shells", "promotional": [{"points": "3"}]}]}],
						"aggregatedBillAlternateCurrencies": [{"aggregatedAlternateCurrencies": [{"promised": {"points": "4"}}]}]}}]}`,
		},
		{
			Name: "of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Transactions(ctx, capillary.UserID(1), customer.TransactionOptions{})
			},
			Method: "GET", Path: "/v2/customers/1/transactions",
			Reply:   `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
	})
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "by another identifier, with every filter",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).Transactions(ctx, capillary.Mobile("46700000001"), customer.TransactionOptions{
				TransactionType: customer.TransactionAll, TransactionID: 51, Number: "B-7", TransactionNumbers: []string{"B-7", "B-8"}, StartID: 5,
				EndID: 60, EntityType: customer.TransactionsOfZone, EntityCode: "north", LocalCurrency: true,
				Embed: []customer.TransactionEmbed{customer.EmbedIdentifiers}})
		},
		Method: "GET", Path: "/v2/customers/lookup/transactions",
		Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE&embed=TRANSACTION_IDENTIFIER&transactionType=ALL&transactionId=51" +
			"&number=B-7&transNos=B-7,B-8&startId=5&endId=60&entityType=ZONE&entityCode=north&localCurrency=true",
		Reply: `{"pagination": {"limit": 20, "offset": 0, "total": 0}, "data": [], "warnings": [], "errors": []}`,
	}})
	for field, o := range map[string]customer.TransactionOptions{
		"entityCode": {EntityType: customer.TransactionsOfTill}, "limit": {Limit: 1001},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).Transactions(ctx, capillary.UserID(7001), o)
			return err
		})
	}
}
