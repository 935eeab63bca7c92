package points_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func groupTransfer() points.GroupTransferRequest {
	return points.GroupTransferRequest{Points: number("10.5"), ProgramID: 12, Notes: "for the trip",
		TransferredBy: points.EntityRequest{IdentifierType: "mobile", IdentifierValue: "4915100000001", Source: capillary.SourceWeChat, AccountID: "w1"},
		FromEntity:    points.EntityRequest{Type: points.EntityUserGroup2, IdentifierType: "id", IdentifierValue: "61"},
		ToEntity: points.EntityRequest{Type: points.EntityCustomer, IdentifierType: "mobile", IdentifierValue: "4915100000002",
			Source: capillary.SourceInStore}}
}

const groupTransferBody = `{"pointsTobeTransferred": 10.5, "programId": 12, "notes": "for the trip",
	"transferredBy": {"identifierType": "mobile", "identifierValue": "4915100000001", "source": "WECHAT", "accountId": "w1"},
	"fromEntity": {"type": "USERGROUP2", "identifierType": "id", "identifierValue": "61"},
	"toEntity": {"type": "CUSTOMER", "identifierType": "mobile", "identifierValue": "4915100000002", "source": "INSTORE"}}`

func TestTransfersOfGroups(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "are checked",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsGroupTransferrable(ctx, groupTransfer())
			},
			Method: "POST", Path: "/v2/points/userGroup2/isTransferrable", Body: groupTransferBody,
			Reply: `{"data": [{"pointsToBeTransferred": 10.5, "transferrable": true}], "warnings": [], "errors": []}`,
			Want:  `{"pointsTobeTransferred": "10.5", "transferrable": true}`,
		},
		{
			Name: "are made",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).TransferGroup(ctx, groupTransfer())
			},
			Method: "POST", Path: "/v2/points/userGroup2/transfer", Body: groupTransferBody,
			Reply: `{"data": [{"toEntityId": 61, "toEntityType": "USERGROUP2", "transferId": 80, "pointsTransferred": 10.5, "transferredToUserGroup2": {"id": 61,
				"externalId": "g61", "groupStatus": "ACTIVE", "fleetGroupUsers": [], "createdBy": 44, "createdOn": "2025-03-01T09:30:00Z",
				"groupName": "family", "maxGroupSize": 6, "lifeTimePurchases": 400}}], "warnings": [], "errors": []}`,
			Want: `{"toEntityId": 61, "toEntityType": "USERGROUP2", "transferId": 80, "pointsTransferred": "10.5", "transferredToUserGroup2": {"id": 61,
				"externalId": "g61", "groupStatus": "ACTIVE", "createdBy": 44, "createdOn": "2025-03-01T09:30:00Z", "groupName": "family",
				"maxGroupSize": 6, "lifeTimePurchases": "400"}}`,
		},
		{
			Name: "need permission",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := groupTransfer()
				r.TransferredBy, r.ProgramID, r.Notes = points.EntityRequest{}, 0, ""
				return points.New(c).TransferGroup(ctx, r)
			},
			Method: "POST", Path: "/v2/points/userGroup2/transfer",
			Body: `{"pointsTobeTransferred": 10.5, "fromEntity": {"type": "USERGROUP2", "identifierType": "id", "identifierValue": "61"},
				"toEntity": {"type": "CUSTOMER", "identifierType": "mobile", "identifierValue": "4915100000002", "source": "INSTORE"}}`,
			Reply:   `{"warnings": [], "errors": [{"status": false, "code": 830, "message": "no"}]}`,
			WantErr: points.ErrTransferNotPermitted,
		},
	})
	for field, spoil := range map[string]func(*points.GroupTransferRequest){
		"pointsTobeTransferred": func(r *points.GroupTransferRequest) { r.Points = number("0") },
		"fromEntity":            func(r *points.GroupTransferRequest) { r.FromEntity = points.EntityRequest{} },
		"toEntity":              func(r *points.GroupTransferRequest) { r.ToEntity.IdentifierValue = "" },
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			r := groupTransfer()
			spoil(&r)
			_, err := points.New(c).IsGroupTransferrable(ctx, r)
			return err
		})
	}
}

func TestGoodwillForAGroupIsRequested(t *testing.T) {
	request := points.GroupGoodwillRequest{Goodwill: points.Goodwill{Points: number("50"), Reason: "POINTS_ISSUE", Comments: "sorry"},
		Group:    points.GroupRequest{IdentifierType: "id", IdentifierValue: "61", Source: capillary.SourceInStore, AccountID: "a1"},
		Comments: "late bus", ProgramID: 12}
	const body = `{"type": "GOODWILL", "baseType": "POINTS", "earningEntityType": "USERGROUP2", "comments": "late bus", "programId": 12,
		"goodwillRequest": {"points": 50, "reason": "POINTS_ISSUE", "comments": "sorry"},
		"userGroup2IdentificationInfo": {"identifierType": "id", "identifierValue": "61", "source": "INSTORE", "accountId": "a1"}}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "types are filled in",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).RequestGroupGoodwill(ctx, request)
			},
			Method: "POST", Path: "/v2/requests", Body: body,
			Reply: `{"createdId": 5150, "warnings": []}`, Want: `{"createdId": 5150}`,
		},
		{
			Name: "the group is unknown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := request
				r.Type, r.BaseType, r.EarningEntityType = "GOODWILL", "POINTS", points.EntityUserGroup2
				return points.New(c).RequestGroupGoodwill(ctx, r)
			},
			Method: "POST", Path: "/v2/requests", Body: body,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 93026, "message": "which?"}]}`,
			WantErr: points.ErrInvalidGroupDetails,
		},
	})
	for field, r := range map[string]points.GroupGoodwillRequest{
		"points": {Group: request.Group}, "userGroup2IdentificationInfo": {Goodwill: request.Goodwill},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).RequestGroupGoodwill(ctx, r)
			return err
		})
	}
}
