package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestTrackersAreListed(t *testing.T) {
	reply := `{"pagination": {"limit": 0, "offset": 0, "total": 0}, "data": [{"id": 81, "name": "Bills of a year", "conditionId": 4,
		"type": "BILL_AMOUNT", "value": "310.75", "updatedOn": "2030-12-07T00:00:00Z", "conditionName": "over 300",
		"periodStartDate": "2030-01-01T00:00:00Z", "periodEndDate": "2030-12-31T23:59:59Z"}], "warnings": [], "errors": []}`
	want := `{"items": [{"id": 81, "name": "Bills of a year", "conditionId": 4, "type": "BILL_AMOUNT", "value": "310.75",
		"updatedOn": "2030-12-07T00:00:00Z", "conditionName": "over 300", "periodStartDate": "2030-01-01T00:00:00Z",
		"periodEndDate": "2030-12-31T23:59:59Z"}]}`
	group := customer.UserEntity{Type: customer.EntityUserGroup2, IdentifierType: customer.GroupExternalID, IdentifierValue: "choir",
		Source: capillary.SourceInStore}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Trackers(ctx, capillary.UserID(7001), customer.TrackersOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/trackers", Reply: reply, Want: want,
		},
		{
			Name: "of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Trackers(ctx, capillary.UserID(1), customer.TrackersOptions{})
			},
			Method: "GET", Path: "/v2/customers/1/trackers",
			Reply: `{"pagination": {"limit": 0, "offset": 0, "total": 0}, "warnings": [],
				"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
		{
			Name: "of a user group",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UserEntityTrackers(ctx, group, customer.UserEntityTrackersOptions{})
			},
			Method: "GET", Path: "/v2/customers/userEntityTrackers",
			Query: "type=USERGROUP2&identifierType=externalId&identifierValue=choir&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "of a user group that does not exist",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UserEntityTrackers(ctx, group, customer.UserEntityTrackersOptions{})
			},
			Method: "GET", Path: "/v2/customers/userEntityTrackers",
			Query:   "type=USERGROUP2&identifierType=externalId&identifierValue=choir&source=INSTORE",
			Reply:   `{"errors": [{"status": false, "code": 1645, "message": "no such group"}]}`,
			WantErr: customer.ErrInvalidGroup,
		},
	})
}

func TestAUserGroupMustBeNamed(t *testing.T) {
	for field, group := range map[string]customer.UserEntity{
		"type":            {IdentifierType: customer.GroupID, IdentifierValue: "5"},
		"identifierType":  {Type: customer.EntityUserGroup2, IdentifierValue: "5"},
		"identifierValue": {Type: customer.EntityUserGroup2, IdentifierType: customer.GroupPrimaryUserID},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).UserEntityTrackers(ctx, group, customer.UserEntityTrackersOptions{})
			return err
		})
	}
}
