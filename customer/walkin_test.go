package customer_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestATillIsToldOfAWalkin(t *testing.T) {
	come := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).Walkin(ctx, capillary.Mobile("46700000001"), customer.WalkinOptions{TillCode: "till.7"})
	}
	const query = "till_code=till.7&identifierName=mobile&identifierValue=46700000001&source=INSTORE"
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the store is told", Call: come, Method: "GET", Path: "/v2/customer/walkin", Query: query,
			Reply: `{"entity": "checked in", "warnings": [], "errors": [], "success": true}`, Want: `{"entity": "checked in"}`,
		},
		{
			Name: "there is no such till", Call: come, Method: "GET", Path: "/v2/customer/walkin", Query: query,
			Reply:   `{"entity": null, "warnings": [], "errors": [{"status": false, "code": 8096, "message": "till"}], "success": false}`,
			WantErr: customer.ErrWalkinTillCodeInvalid,
		},
		{
			Name: "nobody knows whether the store was told when the server fails", Call: come, Method: "GET", Path: "/v2/customer/walkin", Query: query,
			Status: http.StatusBadGateway, Reply: `<html>`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
	wiretest.Refused(t, "till_code", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Walkin(ctx, capillary.Mobile("46700000001"), customer.WalkinOptions{})
		return err
	})
}
