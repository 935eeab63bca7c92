package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCustomersAreFound(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a look-up by mobile number goes to the store's source and gives the user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Lookup(ctx, capillary.Mobile("46700000001"), customer.LookupOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE",
			Reply: `{"entity": 7001, "warnings": [{"status": false, "code": 8069, "message": "merged"}]}`,
			Want:  `{"entity": 7001, "warnings": [{"code": 8069}]}`,
		},
		{
			Name: "several identifiers are looked up together, in a source and an account",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				who := capillary.IdentifierNamed("email,mobile", "mara@example.org,46700000001").In(capillary.SourceWeChat, "wc-1")
				return customer.New(c).Lookup(ctx, who, customer.LookupOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup",
			Query: "identifierName=email,mobile&identifierValue=mara@example.org,46700000001&source=WECHAT&accountId=wc-1",
			Reply: `{"entity": "7001", "warnings": []}`,
			Want:  `{"entity": 7001}`,
		},
		{
			Name: "nobody has the identifier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Lookup(ctx, capillary.ExternalID("none"), customer.LookupOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup",
			Query:   "identifierName=externalId&identifierValue=none&source=INSTORE",
			Reply:   `{"entity": null, "errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
		{
			Name: "a search gives a page of customers with what matched",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Search(ctx, customer.SearchOptions{Query: "mara", Limit: 2, Offset: 4})
			},
			Method: "GET", Path: "/v2/customers/search", Query: "q=mara&limit=2&offset=4",
			Reply: `{"pagination": {"limit": 2, "offset": 4, "total": 5}, "data": [{"userId": 7001,
				"matchedIdentifiers": [{"idType": "firstName", "idValue": "Mara", "source": "INSTORE", "accountId": ""}],
				"profiles": [{"source": "WECHAT", "accountId": "wc-1", "firstName": "Mara", "lastName": "Lind"}]}], "warnings": [], "errors": []}`,
			Want: `{"pagination": {"limit": 2, "offset": 4, "total": 5}, "items": [{"userId": 7001,
				"matchedIdentifiers": [{"idType": "firstName", "idValue": "Mara", "source": "INSTORE"}],
				"profiles": [{"source": "WECHAT", "accountId": "wc-1", "firstName": "Mara", "lastName": "Lind"}]}]}`,
		},
	})
}

func TestASearchForNothingIsRefused(t *testing.T) {
	wiretest.Refused(t, "q", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Search(ctx, customer.SearchOptions{})
		return err
	})
}
