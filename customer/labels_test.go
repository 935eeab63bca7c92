package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestLabelsOfTheOrganisationAreAddedAndListed(t *testing.T) {
	add := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).AddOrgLabels(ctx, customer.AddOrgLabelsRequest{OrgLabels: []customer.OrgLabelRequest{
			{Name: "Early bird", Description: "comes before nine"}, {Name: "Singer"}}})
	}
	body := `{"orgLabels": [{"name": "Early bird", "description": "comes before nine"}, {"name": "Singer"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "two are added", Call: add,
			Method: "POST", Path: "/v2/organization/labels", Body: body,
			Reply: `{"entity": 12, "warnings": []}`,
			Want:  `{"entity": 12}`,
		},
		{
			Name: "one exists", Call: add,
			Method: "POST", Path: "/v2/organization/labels", Body: body,
			Reply:   `{"errors": [{"status": false, "code": 33003, "message": "it exists"}]}`,
			WantErr: customer.ErrLabelExists,
		},
		{
			Name: "there are too many", Call: add,
			Method: "POST", Path: "/v2/organization/labels", Body: body,
			Reply:   `{"errors": [{"status": false, "code": 33005, "message": "too many"}]}`,
			WantErr: customer.ErrTooManyLabels,
		},
		{
			Name: "all are listed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).OrgLabels(ctx, customer.OrgLabelsOptions{})
			},
			Method: "GET", Path: "/v2/organization/labels",
			Reply: `{"data": [{"id": 21, "orgId": 12, "description": "comes before nine", "lastUpdatedBy": 5, "name": "0012", "active": true}],
				"warnings": [], "errors": []}`,
			Want: `{"data": [{"id": 21, "orgId": 12, "description": "comes before nine", "lastUpdatedBy": 5, "name": "0012", "active": true}]}`,
		},
		{
			Name: "there are none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).OrgLabels(ctx, customer.OrgLabelsOptions{})
			},
			Method: "GET", Path: "/v2/organization/labels",
			Reply:   `{"errors": [{"status": false, "code": 33002, "message": "none"}]}`,
			WantErr: customer.ErrOrgLabelsNotFound,
		},
	})
	wiretest.Refused(t, "orgLabels", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).AddOrgLabels(ctx, customer.AddOrgLabelsRequest{})
		return err
	})
	wiretest.Refused(t, "name", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).AddOrgLabels(ctx, customer.AddOrgLabelsRequest{OrgLabels: []customer.OrgLabelRequest{{Description: "x"}}})
		return err
	})
}

func TestLabelsOfACustomerAreChangedAndListed(t *testing.T) {
	change := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).ChangeLabels(ctx, capillary.UserID(7001), customer.ChangeLabelsRequest{
			Add:    []customer.LabelRequest{{LabelName: "Singer"}},
			Remove: []customer.LabelRequest{{LabelName: "Early bird"}}})
	}
	body := `{"add": [{"labelName": "Singer"}], "remove": [{"labelName": "Early bird"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the labels of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Labels(ctx, capillary.UserID(7001), customer.LabelsOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/labels",
			Reply: `{"data": [{"id": 33, "orgId": 12, "addedBy": 5, "labelId": 21, "userId": 7001, "labelName": "Singer", "deleted": true}],
				"warnings": [], "errors": []}`,
			Want: `{"data": [{"id": 33, "orgId": 12, "addedBy": 5, "labelId": 21, "userId": 7001, "labelName": "Singer", "deleted": true}]}`,
		},
		{
			Name: "a customer without labels is no error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Labels(ctx, capillary.UserID(7001), customer.LabelsOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/labels",
			Reply: `{"warnings": [{"status": false, "message": "none", "code": 33001}], "errors": []}`,
			Want:  `{"data": [], "warnings": [{"code": 33001}]}`,
		},
		{
			Name: "a label comes and another goes", Call: change,
			Method: "POST", Path: "/v2/customers/7001/changeLabels", Body: body,
			Reply: `{"entity": 7001, "warnings": []}`,
			Want:  `{"entity": 7001}`,
		},
		{
			Name: "labels that do not exist are warnings", Call: change,
			Method: "POST", Path: "/v2/customers/7001/changeLabels", Body: body,
			Reply: `{"warnings": [{"status": false, "code": 33000, "message": "Singer is unknown"}, {"status": false, "code": 33001, "message": "none"}],
				"errors": []}`,
			Want: `{"entity": 0, "warnings": [{"code": 33000}, {"code": 33001}]}`,
		},
		{
			Name: "nobody to label", Call: change,
			Method: "POST", Path: "/v2/customers/7001/changeLabels", Body: body,
			Reply:   `{"errors": [{"status": false, "message": "not found", "code": 8015}]}`,
			WantErr: customer.ErrNotFound,
		},
	})
	wiretest.Refused(t, "add", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).ChangeLabels(ctx, capillary.UserID(7001), customer.ChangeLabelsRequest{})
		return err
	})
}

func TestCustomersAreFoundByLabel(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "by the beginning of its name",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).SearchByLabel(ctx, customer.LabelSearchOptions{Query: "Sing", Limit: 2, Offset: 4})
		},
		Method: "GET", Path: "/v2/customers/labels/search", Query: "q=Sing&limit=2&offset=4",
		Reply: `{"pagination": {"limit": 2, "offset": 4, "total": 5}, "data": [{"userId": 7001, "customerLabels": [
			{"orgId": 12, "labelId": 21, "userId": 7001, "labelName": "Singer"}]}], "warnings": [], "errors": []}`,
		Want: `{"pagination": {"limit": 2, "offset": 4, "total": 5}, "items": [{"userId": 7001, "customerLabels": [
			{"orgId": 12, "labelId": 21, "userId": 7001, "labelName": "Singer"}]}]}`,
	}})
	wiretest.Refused(t, "q", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).SearchByLabel(ctx, customer.LabelSearchOptions{})
		return err
	})
}
