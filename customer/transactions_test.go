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
					"billPoints": {"pointsBreakup": [{"programId": 31}], "aggregatedBillPoints": {"regular": true},
						"alternateCurrenciesBreakup": [], "aggregatedBillAlternateCurrencies": []}}], "warnings": [], "errors": []}`,
			Want: `{"pagination": {"limit": 5, "offset": 10, "total": 107, "sortBy": "BILLING_TIME", "sortOrder": "ASC"}, "items": [
				{"id": 51, "customerId": 7001, "loyaltyLogId": 52, "billingTime": "2030-05-01T10:00:00+02:00", "billNumber": "B-7", "type": "RETURN",
					"returnType": "FULL", "notes": "torn", "amount": "120.5", "grossAmount": "130.75", "discount": "10.25", "outlierStatus": "NORMAL",
					"billingStore": {"id": 9, "code": "pier", "name": "Pier", "type": "STORE", "isActive": true, "currencyId": 2},
					"customFields": {"clerk": "Ole"}, "paymentModes": [{"mode": "Cash", "amount": "100.5"}],
					"creditNotes": [{"number": "CN-1", "amount": "20", "notes": "for the tear", "referenceId": "R-1"}],
					"attribution": {"createDate": "2030-05-01T10:00:01+02:00", "createdBy": {"id": 10, "code": "pier.1", "type": "TILL"}},
					"billPoints": {"aggregatedBillPoints": {"regular": true}}}]}`,
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
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Transactions(ctx, capillary.Mobile("46700000001"), customer.TransactionOptions{})
		return err
	})
}
