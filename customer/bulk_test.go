package customer_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestManyCustomersAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "several come back by their ids",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).GetBulk(ctx, []int64{7001, 7002}, customer.GetBulkOptions{Format: "json",
					Customer: capillary.Mobile("46700000001").In(capillary.SourceWeChat, "wc-1")})
			},
			Method: "POST", Path: "/v2/bulk/getCustomers",
			Query: "format=json&identifierName=mobile&identifierValue=46700000001&source=WECHAT&accountId=wc-1", Body: `[7001, 7002]`,
			Reply: `{"data": [{"entity": {"id": 7001, "loyaltyInfo": {"loyaltyType": "loyalty"}}, "success": true},
				{"entity": {"id": 7002}, "success": true}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"value": {"entity": {"id": 7001, "loyaltyInfo": {"loyaltyType": "loyalty"}}}}, {"value": {"entity": {"id": 7002}}}]}`,
		},
		{
			Name: "the children of a parent customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Children(ctx, capillary.Mobile("46700000009"), customer.ChildrenOptions{})
			},
			Method: "GET", Path: "/v2/customers/bulk",
			Query: "associationEntityType=parentCustomer&associationEntityIdentifierType=mobile&associationEntityIdentifierValue=46700000009&source=INSTORE",
			Reply: `{"entity": {"customers": [{"profiles": [{"userId": 7003, "firstName": "Nils"}], "extendedFields": {"city": "Umeå"},
				"roleCode": "FC", "createdDate": "2023-01-02T03:04:05Z", "noOfChildren": 2, "defaultChild": true,
				"parentCustomer": {"profiles": [{"userId": 7009}]}}], "count": 1, "errors": [],
				"warnings": [{"status": false, "code": 8065, "message": "one is missing"}]}, "warnings": [], "errors": [], "success": true}`,
			Want: `{"entity": {"customers": [{"profiles": [{"userId": 7003, "firstName": "Nils"}], "extendedFields": {"city": "Umeå"},
				"roleCode": "FC", "createdDate": "2023-01-02T03:04:05Z", "noOfChildren": 2, "defaultChild": true,
				"parentCustomer": {"profiles": [{"userId": 7009}]}}], "count": 1, "warnings": [{"code": 8065}]}}`,
		},
		{
			Name: "the customers of a company, with everything that can be asked for",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Children(ctx, capillary.ExternalID("co-1").In(capillary.SourceWeChat, "wc-1"), customer.ChildrenOptions{
					EntityType: customer.AssociationCompany, Limit: 10, Offset: 20,
					SortBy: customer.SortByCreatedOn, SortOrder: customer.Descending, IncludeNoOfChildren: true, IncludeCustomerAssociateDetail: true})
			},
			Method: "GET", Path: "/v2/customers/bulk",
			Query: "associationEntityType=company&associationEntityIdentifierType=externalId&associationEntityIdentifierValue=co-1&source=WECHAT" +
				"&accountId=wc-1&limit=10&offset=20&sortBy=createdon&sortOrder=DESC&includeNoOfChildren=true&includeCustomerAssociateDetail=true",
			Reply: `{"entity": {"customers": [], "count": 0}, "warnings": [{"status": false, "code": 8069, "message": "merged"}], "errors": [], "success": true}`,
			Want:  `{"entity": {"customers": [], "count": 0}, "warnings": [{"code": 8069}]}`,
		},
		{
			Name: "a parent that nobody knows",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Children(ctx, capillary.Mobile("1"), customer.ChildrenOptions{})
			},
			Method: "GET", Path: "/v2/customers/bulk",
			Query:   "associationEntityType=parentCustomer&associationEntityIdentifierType=mobile&associationEntityIdentifierValue=1&source=INSTORE",
			Reply:   `{"entity": null, "errors": [{"status": false, "code": 8015, "message": "not found"}], "success": false}`,
			WantErr: customer.ErrNotFound,
		},
	})
}

func TestABulkReadKeepsTheErrorOfACustomer(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"data": [{"entity": {"id": 7001}, "success": true},
		{"entity": null, "success": false, "errors": [{"status": false, "code": 8015, "message": "not found"}]}]}`)
	batch, err := customer.New(client).GetBulk(t.Context(), []int64{7001, 7002}, customer.GetBulkOptions{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	assert.Len(t, batch.Values(), 1)
	assert.ErrorIs(t, batch.Items[1].Err(), customer.ErrNotFound)
}

func TestAllChildrenGoesOnUntilAPageIsEmpty(t *testing.T) {
	client, server := wiretest.Serve(t, 0, `{"entity": {"customers": [], "count": 0}, "success": true}`)
	for range customer.New(client).AllChildren(t.Context(), capillary.Mobile("46700000009"), customer.ChildrenOptions{Offset: 5}) {
		t.Fatal("there are no children")
	}
	require.Len(t, server.Arrivals(), 1)
	assert.Equal(t, "5", server.Arrivals()[0].Query.Get("offset"))

	client, _ = wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`)
	for _, err := range customer.New(client).AllChildren(t.Context(), capillary.Mobile("46700000009"), customer.ChildrenOptions{}) {
		require.ErrorIs(t, err, customer.ErrNotFound)
	}
}

func TestCustomersAreAssociated(t *testing.T) {
	parent := customer.RelatedRequest{Profiles: registration().Profiles, ExtendedFields: map[string]any{"city": "Umeå"},
		CreateDate: time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC), AssociatedWith: "till.7"}
	const related = `{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}],
		"extendedFields": {"city": "Umeå"}, "createDate": "2024-03-01T09:30:00Z", "associatedWith": "till.7"}`
	all := []customer.AssociateRequest{{
		Profiles: registration().Profiles, LoyaltyInfo: customer.LoyaltyRequest{LoyaltyType: customer.Loyalty}, AssociatedWith: "till.7",
		CreateDate: time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC), ExtendedFields: map[string]any{"city": "Umeå"}, ReferralCode: "REF1",
		LoyaltyProgramEnrollments: []customer.Enrollment{{ProgramID: 5}},
		AssociationDetails: customer.AssociationRequest{HierarchyCode: "H", RoleCode: "FA", ChildRoleCode: "FC", ParentCustomer: parent,
			ChildCustomers: []customer.RelatedRequest{parent}, FleetCompany: customer.FleetCompanyRequest{ExternalID: "co-1"}},
	}}
	const body = `[{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}],
		"loyaltyInfo": {"loyaltyType": "loyalty"}, "associatedWith": "till.7", "createDate": "2024-03-01T09:30:00Z",
		"extendedFields": {"city": "Umeå"}, "referralCode": "REF1", "loyaltyProgramEnrollments": [{"programId": 5, "loyaltyPoints": 0}],
		"associationDetails": {"hierarchyCode": "H", "roleCode": "FA", "childRoleCode": "FC", "parentCustomer": ` + related + `,
			"childCustomers": [` + related + `], "fleetCompany": {"externalId": "co-1"}}}]`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a parent is registered with a child, and points could not be given",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Associate(ctx, all, customer.AssociateOptions{Source: capillary.SourceWeChat, AccountID: "w1"})
			},
			Method: "POST", Path: "/v2/customers/bulk", Query: "source=WECHAT&accountId=w1", Body: body,
			Reply: `[{"entity": {"id": 7009, "associationDetails": {"hierarchyId": 21, "new": true}, "warnings": [{"status": false, "code": 19223,
				"message": "points"}]}, "childEntities": [{"id": 7003, "warnings": [{"status": false, "code": 8056, "message": "mobile"}]}],
				"childCount": 2, "childFailureCount": 1, "childSuccessCount": 1}]`,
			Want: `{"items": [{"value": {"entity": {"id": 7009, "associationDetails": {"hierarchyId": 21, "new": true}, "warnings": [{"code": 19223}]},
				"childEntities": [{"id": 7003, "warnings": [{"code": 8056}]}], "childCount": 2, "childFailureCount": 1, "childSuccessCount": 1}}]}`,
		},
		{
			Name: "places in a hierarchy are changed in the store's source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateAssociations(ctx, all, customer.AssociationOptions{})
			},
			Method: "PUT", Path: "/v2/customers/bulk", Query: "source=INSTORE", Body: body,
			Reply: `[{"id": 7009, "profiles": [{"firstName": "Mara"}], "associationDetails": {"roleCode": "FA"}, "errors": []}]`,
			Want:  `{"items": [{"value": {"id": 7009, "profiles": [{"firstName": "Mara"}], "associationDetails": {"roleCode": "FA"}}}]}`,
		},
		{
			Name: "a change that fails for the only customer is an error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateAssociations(ctx, all, customer.AssociationOptions{Source: capillary.SourceWeChat, AccountID: "wc-1"})
			},
			Method: "PUT", Path: "/v2/customers/bulk", Query: "source=WECHAT&accountId=wc-1", Body: body,
			Reply:   `[{"profiles": [], "errors": [{"status": false, "code": 8009, "message": "not found"}]}]`,
			WantErr: customer.ErrUpdateNotFound,
		},
	})
}

func TestBulkCallsAboutNobodyOrTooManyAreRefused(t *testing.T) {
	for name, call := range map[string]func(context.Context, *customer.Service) error{
		"no ids": func(ctx context.Context, s *customer.Service) error {
			_, err := s.GetBulk(ctx, nil, customer.GetBulkOptions{})
			return err
		},
		"101 ids": func(ctx context.Context, s *customer.Service) error {
			_, err := s.GetBulk(ctx, make([]int64, 101), customer.GetBulkOptions{})
			return err
		},
		"associate": func(ctx context.Context, s *customer.Service) error {
			_, err := s.Associate(ctx, nil, customer.AssociateOptions{})
			return err
		},
		"update": func(ctx context.Context, s *customer.Service) error {
			_, err := s.UpdateAssociations(ctx, nil, customer.AssociationOptions{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error { return call(ctx, customer.New(c)) })
		})
	}
	wiretest.Refused(t, "parent", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Children(ctx, capillary.Identifier{}, customer.ChildrenOptions{})
		return err
	})
}
