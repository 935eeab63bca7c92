package points_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func transfer() points.TransferRequest {
	return points.TransferRequest{From: capillary.Mobile("4915100000001"), To: capillary.UserID(9002), Points: number("15.5"), ProgramID: 12,
		Notes: "for Jon", Code: capillary.NewSecret("A1B2")}
}

const (
	wantParties = `"pointsTobeTransferred": 15.5, "programId": 12, "groupProgramTransfer": false, "notes": "for Jon",
		"fromCustomerIdentifier": {"type": "MOBILE", "value": "4915100000001"}, "toCustomerIdentifier": {"type": "ID", "value": "9002"}`
	transferrable = `{"data": [{"pointsTobeTransferred": 15.5, "transferrable": true,
		"transferFrom": {"id": 9001, "profiles": [{"firstName": "Mara", "source": "INSTORE"}], "loyaltyInfo": {"loyaltyType": "loyalty"}},
		"transferTo": {"id": 9002, "profiles": []}}], "warnings": [], "errors": []}`
	wantTransferrable = `{"pointsTobeTransferred": "15.5", "transferrable": true, "transferTo": {"id": 9002},
		"transferFrom": {"id": 9001, "profiles": [{"firstName": "Mara", "source": "INSTORE"}], "loyaltyInfo": {"loyaltyType": "loyalty"}}}`
)

func TestTransfersBetweenCustomers(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "are checked, without the code",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsTransferrable(ctx, transfer())
			},
			Method: "POST", Path: "/v2/points/isTransferrable", Body: `{` + wantParties + `, "issueOtp": false}`,
			Reply: transferrable, Want: wantTransferrable,
		},
		{
			Name: "are checked, and a code is sent",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsTransferrableWithOTP(ctx, transfer())
			},
			Method: "POST", Path: "/v2/points/isTransferrable", Body: `{` + wantParties + `, "issueOtp": true}`,
			Reply: transferrable, Want: wantTransferrable,
		},
		{
			Name: "are not to oneself",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsTransferrable(ctx, points.TransferRequest{From: capillary.ExternalID("L-1"), To: capillary.Email("mara@example.org"),
					Points: number("1"), GroupProgramTransfer: true})
			},
			Method: "POST", Path: "/v2/points/isTransferrable",
			Body: `{"pointsTobeTransferred": 1, "groupProgramTransfer": true, "fromCustomerIdentifier": {"type": "EXTERNAL_ID", "value": "L-1"},
				"toCustomerIdentifier": {"type": "EMAIL", "value": "mara@example.org"}, "issueOtp": false}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 418, "message": "same"}]}`,
			WantErr: points.ErrSameCustomer,
		},
		{
			Name: "are made",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Transfer(ctx, transfer())
			},
			Method: "POST", Path: "/v2/points/transfer", Body: `{` + wantParties + `, "code": "A1B2"}`,
			Reply: `{"data": [{"toEntityId": 9002, "toEntityType": "CUSTOMER", "fromEntityId": 9001, "fromEntityType": "CUSTOMER",
				"pointsTransferDate": "2025-03-01 09:30:00", "pointsTransferred": 15.5, "transferId": 77, "transferType": "DEDUCTION",
				"transferredFrom": {"userId": 9001, "firstName": "Mara", "lastName": "Lind", "externalId": "L-1"},
				"transferredTo": {"userId": 9002, "firstName": "Jon", "lastName": ""}, "notes": "for Jon", "programName": "Base",
				"pointsTransferBreakupByEarningPrograms": [{"programId": 12, "deductedPoints": 15.500, "programCurrentPoints": 84.5}]}],
				"warnings": [{"status": false, "code": 900, "message": "queued"}], "errors": []}`,
			Want: `{"toEntityId": 9002, "toEntityType": "CUSTOMER", "fromEntityId": 9001, "fromEntityType": "CUSTOMER",
				"pointsTransferDate": "2025-03-01T09:30:00Z", "pointsTransferred": "15.5", "transferId": 77, "transferType": "DEDUCTION",
				"transferredFrom": {"userId": 9001, "firstName": "Mara", "lastName": "Lind", "externalId": "L-1"},
				"transferredTo": {"userId": 9002, "firstName": "Jon"}, "notes": "for Jon", "programName": "Base", "warnings": [{"code": 900}],
				"pointsTransferBreakupByEarningPrograms": [{"programId": 12, "deductedPoints": "15.5", "programCurrentPoints": "84.5"}]}`,
		},
		{
			Name: "are listed, of a group",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Transfers(ctx, capillary.IdentifierNamed("id", "61"),
					points.TransfersOptions{ProgramID: 12, UserEntityType: points.EntityUserGroup2})
			},
			Method: "GET", Path: "/v2/points/transfer",
			Query: "identifierName=id&identifierValue=61&source=INSTORE&programId=12&userEntityType=USERGROUP2",
			Reply: `{"data": [{"transferId": 78, "pointsTransferred": 2, "fromEntityId": 61, "fromEntityType": "USERGROUP2", "transferredFromUserGroup2":
				{"id": 61, "groupStatus": "ACTIVE", "fleetGroupUsers": [{"userId": 9001, "groupId": 61, "defaultGroup": true, "active": true,
				"primaryMember": true}], "createdBy": 44, "createdOn": "2025-03-01T15:00:00+05:30", "lifeTimePurchases": 400.5}},
				{"transferId": 79}], "warnings": [], "errors": []}`,
			Want: `{"data": [{"transferId": 78, "pointsTransferred": "2", "fromEntityId": 61, "fromEntityType": "USERGROUP2", "transferredFromUserGroup2":
				{"id": 61, "groupStatus": "ACTIVE", "fleetGroupUsers": [{"userId": 9001, "groupId": 61, "defaultGroup": true, "active": true,
				"primaryMember": true}], "createdBy": 44, "createdOn": "2025-03-01T15:00:00+05:30", "lifeTimePurchases": "400.5"}},
				{"transferId": 79}]}`,
		},
		{
			Name: "are listed of a customer who is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Transfers(ctx, capillary.WeChat("o-1").In(capillary.SourceWeChat, "w1"), points.TransfersOptions{})
			},
			Method: "GET", Path: "/v2/points/transfer", Query: "identifierName=wechat&identifierValue=o-1&source=WECHAT&accountId=w1",
			Status: http.StatusNotFound, Reply: `{"errors": [{"status": false, "code": 8015, "message": "who?"}]}`,
			WantErr: points.ErrCustomerNotFound,
		},
	})
}

func TestATransferThatCannotWorkIsRefused(t *testing.T) {
	for field, spoil := range map[string]func(*points.TransferRequest){
		"pointsTobeTransferred":  func(r *points.TransferRequest) { r.Points = number("-1") },
		"fromCustomerIdentifier": func(r *points.TransferRequest) { r.From = capillary.Identifier{} },
		"toCustomerIdentifier":   func(r *points.TransferRequest) { r.To = capillary.Mobile("") },
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			r := transfer()
			spoil(&r)
			_, err := points.New(c).Transfer(ctx, r)
			return err
		})
	}
}

func TestATransferIsNeverSentTwice(t *testing.T) {
	client, server := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMaxRetries(3), capillary.WithKeys(capillary.KeysAlways))
	_, err := points.New(client).Transfer(t.Context(), transfer())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	_, err = points.New(client).TransferGroup(t.Context(), groupTransfer())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 2)
}

func TestAReplyWithoutATransferProvesNothing(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"warnings": [], "errors": []}`)
	_, err := points.New(client).Transfer(t.Context(), transfer())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
}

func TestATransferCanBeReadFromTheDocumentedBody(t *testing.T) {
	var r points.TransferRequest
	require.NoError(t, json.Unmarshal([]byte(`{"pointsTobeTransferred": "15.5", "groupProgramTransfer": "true", "programId": "12", "issueOtp": true,
		"fromCustomerIdentifier": {"type": "EXTERNAL_ID", "value": "L-1"}, "toCustomerIdentifier": {"type": "ID", "value": "9002"}, "code": "A1B2"}`), &r))
	assert.Equal(t, capillary.ExternalID("L-1"), r.From)
	assert.Equal(t, capillary.UserID(9002), r.To)
	assert.Equal(t, "15.5", r.Points.String())
	assert.True(t, r.GroupProgramTransfer)
	assert.EqualValues(t, 12, r.ProgramID)
	assert.Equal(t, "A1B2", r.Code.Reveal())
	assert.Error(t, json.Unmarshal([]byte(`{"programId": "x"}`), &r))
}

func TestIdentifiersOfDocumentedBodiesAreUnderstoodInAnySpelling(t *testing.T) {
	for spelling, who := range map[string]capillary.Identifier{
		"mobile": capillary.Mobile("7"), "PHONE": capillary.Mobile("7"), "EMAIL": capillary.Email("7"), "externalId": capillary.ExternalID("7"),
		"external_id": capillary.ExternalID("7"), "cardnumber": capillary.CardNumber("7"), "CARD_NUMBER": capillary.CardNumber("7"),
		"card_external_id": capillary.CardExternalID("7"), "id": capillary.UserID(7), "wechat": capillary.WeChat("7"),
	} {
		var r points.ReverseRequest
		require.NoError(t, json.Unmarshal([]byte(`{"identifier": {"type": "`+spelling+`", "value": 7}}`), &r))
		assert.Equal(t, who, r.Customer, spelling)
	}
}
