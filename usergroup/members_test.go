package usergroup_test

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
	"github.com/capillary-go/sdk/usergroup"
)

// two customers join: Liv as the primary member, and one who is a member already.
func joinTwo(ctx context.Context, c *capillary.Client) (any, error) {
	return usergroup.New(c).Join(ctx, usergroup.Identifier{ID: 4801}, []usergroup.MemberRequest{
		{UserID: 8800012, PrimaryMember: true, Permissions: []usergroup.Permission{usergroup.AllowPointsRedemption, usergroup.BlockPointsTransfer}},
		{UserID: 8800013},
	}, usergroup.JoinOptions{})
}

const joinBody = `[{"userId": 8800012, "primaryMember": true, "permissions": ["allow_points_redemption", "block_points_transfer"]},
	{"userId": 8800013, "primaryMember": false}]`

func joined(user string) string {
	return `{"entityId": {"userId": ` + user + `, "groupId": 4801, "permissions": [], "defaultGroup": false, "active": false, "primaryMember": false},
		"result": {"userId": ` + user + `, "groupId": 4801, "permissions": ["allow_points_redemption"], "defaultGroup": false, "active": false, "primaryMember": true},
		"warnings": []}`
}

func TestCustomersJoinGroups(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "each in their place, in whatever order they come back", Call: joinTwo, Method: "POST", Path: "/v2/userGroup2/join", Query: "id=4801", Body: joinBody,
			Reply: `{"response": [` + joined("8800013") + `, ` + joined("8800012") + `], "totalCount": 2, "failureCount": 0}`,
			Want: `{"items": [{"value": {"entityId": {"userId": 8800012}, "result": {"userId": 8800012, "groupId": 4801, "primaryMember": true,
				"permissions": ["allow_points_redemption"]}}}, {"value": {"result": {"userId": 8800013}}}], "totalCount": 2}`,
		},
		{
			Name: "not when the group is not there", Call: joinTwo, Method: "POST", Path: "/v2/userGroup2/join", Query: "id=4801", Body: joinBody,
			Reply: `{"errors": [{"status": false, "code": 1632, "message": "none"}]}`, WantErr: usergroup.ErrNotFound,
		},
		{
			Name: "perhaps, where the reply is about others", Call: joinTwo, Method: "POST", Path: "/v2/userGroup2/join", Query: "id=4801", Body: joinBody,
			Reply: `{"response": [` + joined("1") + `, ` + joined("2") + `], "totalCount": 2, "failureCount": 0}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "a group that is named by its primary member",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Join(ctx, usergroup.Identifier{Primary: capillary.UserID(8800012)}, []usergroup.MemberRequest{{UserID: 8800013}}, usergroup.JoinOptions{})
			},
			Method: "POST", Path: "/v2/userGroup2/join", Query: "primaryUserId=8800012", Body: `[{"userId": 8800013, "primaryMember": false}]`,
			Reply: `{"response": [` + joined("8800013") + `], "totalCount": 1, "failureCount": 0}`, Want: `{"items": [{"value": {"result": {"userId": 8800013}}}]}`,
		},
	})
}

func TestOneWhoIsAMemberAlreadyHoldsUpNobody(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": [`+joined("8800012")+`, {"entityId": {"userId": 8800013, "groupId": 4801}, "warnings": [],
		"errors": [{"status": false, "code": 1636, "message": "member"}]}], "totalCount": 2, "failureCount": 1}`)
	result, err := joinTwo(t.Context(), c)
	require.NoError(t, err)
	batch := result.(*capillary.Batch[usergroup.Joined])
	require.Len(t, batch.Items, 2)
	require.NoError(t, batch.Items[0].Err())
	require.ErrorIs(t, batch.Items[1].Err(), usergroup.ErrAlreadyMember)
	require.ErrorIs(t, batch.Items[1].Err(), capillary.ErrDuplicate)
	assert.Len(t, batch.Values(), 1)
}

// A reply without one of the two says nothing of them: they are not taken for refused, nor for joined.
func TestAMemberOfWhomTheReplySaysNothingIsUnknown(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"response": [`+joined("8800012")+`], "totalCount": 1, "failureCount": 0}`)
	result, err := joinTwo(t.Context(), c)
	require.NoError(t, err)
	batch := result.(*capillary.Batch[usergroup.Joined])
	require.NoError(t, batch.Items[0].Err())
	require.ErrorIs(t, batch.Items[1].Err(), capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}

func TestMembersLeaveAndMove(t *testing.T) {
	leave := func(ctx context.Context, c *capillary.Client) (any, error) {
		return usergroup.New(c).Leave(ctx, 4801, capillary.Mobile("46700000001"), usergroup.LeaveOptions{})
	}
	move := func(ctx context.Context, c *capillary.Client) (any, error) {
		return usergroup.New(c).Transfer(ctx, usergroup.TransferRequest{LeaveGroupID: 4801, JoinGroupID: 4802, UserIDs: []int64{8800012, 8800013}})
	}
	const moving = `{"leaveGroupId": 4801, "joinGroupId": 4802, "userIds": [8800012, 8800013]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "one leaves", Call: leave, Method: "DELETE", Path: "/v2/userGroup2/4801/leave",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE", Reply: empty, Want: `{"success": true}`,
		},
		{
			Name: "one of another source, by the external id of a card",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Leave(ctx, 4801, capillary.CardExternalID("c-1").In(capillary.SourceWeChat, "w1"), usergroup.LeaveOptions{})
			},
			Method: "DELETE", Path: "/v2/userGroup2/4801/leave", Query: "identifierName=cardExternalId&identifierValue=c-1&source=WECHAT&accountId=w1",
			Reply: empty, Want: `{"success": true}`,
		},
		{
			Name: "one by user id, which stands in the query too",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Leave(ctx, 4801, capillary.UserID(8800012), usergroup.LeaveOptions{})
			},
			Method: "DELETE", Path: "/v2/userGroup2/4801/leave", Query: "identifierName=id&identifierValue=8800012&source=INSTORE",
			Reply: empty, Want: `{"success": true}`,
		},
		{
			Name: "one who is not in the group does not", Call: leave, Method: "DELETE", Path: "/v2/userGroup2/4801/leave",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE", Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 1620, "message": "no member"}]}`, WantErr: usergroup.ErrNotMember,
		},
		{
			Name: "one perhaps left, where the reply does not say so", Call: leave, Method: "DELETE", Path: "/v2/userGroup2/4801/leave",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE", Reply: `{"warnings": [], "errors": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{Name: "several move", Call: move, Method: "POST", Path: "/v2/userGroup2/transfer", Body: moving, Reply: empty, Want: `{"success": true}`},
		{
			Name: "a primary member does not", Call: move, Method: "POST", Path: "/v2/userGroup2/transfer", Body: moving,
			Reply: `{"errors": [{"status": false, "code": 1624, "message": "primary"}]}`, WantErr: usergroup.ErrPrimaryTransfer,
		},
	})
}

func TestMembersAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with cards, statuses and everything that can be asked for",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
				return usergroup.New(c).Members(ctx, usergroup.Identifier{ID: 4801}, usergroup.MembersOptions{Source: capillary.SourceAll, IncludeCardDetails: true,
					IncludeStatusDetails: true, PaginationDetails: true, Limit: 20, Offset: 40, SortBy: usergroup.SortByPrimary, SortOrder: customer.Ascending,
					FromDate: day, ToDate: day.AddDate(0, 1, 0)})
			},
			Method: "GET", Path: "/v2/userGroup2/members",
			Query: "source=ALL&identifierName=id&identifierValue=4801&includeCardDetails=true&includeStatusDetails=true&paginationDetails=true&limit=20&offset=40" +
				"&sortBy=IS_PRIMARY&sortOrder=ASC&fromDate=2026-01-01+00%3A00%3A00&toDate=2026-02-01+00%3A00%3A00",
			Reply: `{"pagination": {"limit": 20, "offset": 40, "sortBy": "IS_PRIMARY", "sortOrder": "ASC", "total": 41}, "data": [{"fleetUserId": 8800012, "firstName": "Liv",
				"lastName": "Lund", "joinedOn": "2026-01-12", "permissions": "allow_points_redemption,block_points_transfer", "pointsContributed": 12.5,
				"email": "liv@example.org", "mobile": "46700000001", "role": "PRIMARY", "roleCode": "FA", "identifiers": [{"type": "mobile", "value": "46700000001"}],
				"cards": [{"cardId": 61, "issuedDate": "2026-01-12T17:45:58+05:30", "createdDate": "2026-01-12", "expiryDays": 100, "seriesName": "SUN", "customerId": 8800012,
				"maxActiveCards": 2, "customFields": {"colour": "red"}, "type": "DIGITAL", "cardNumber": "sun-61", "seriesId": 17, "seriesCode": "SUN", "orgId": 7001,
				"entityId": 75001, "statusInfo": {"id": 71, "isActive": true, "label": "ACTIVE", "status": "ACTIVE", "labelId": 15, "reason": "", "createdBy": 75001,
				"createdOn": "2026-01-12T17:45:58+05:30", "autoUpdateTime": "2026-01-12", "entityId": 61, "actions": []}, "transactionNotAllowed": true,
				"expiryDate": "2049-09-20T00:00:00+05:30"}], "inActive": true, "primaryMember": true}], "warnings": [], "errors": []}`,
			Want: `{"pagination": {"limit": 20, "offset": 40, "total": 41}, "items": [{"fleetUserId": 8800012, "firstName": "Liv", "joinedOn": "2026-01-12",
				"permissions": "allow_points_redemption,block_points_transfer", "pointsContributed": "12.5", "role": "PRIMARY", "roleCode": "FA",
				"identifiers": [{"type": "mobile", "value": "46700000001"}], "cards": [{"cardId": 61, "customFields": {"colour": "red"}, "type": "DIGITAL",
				"statusInfo": {"id": 71, "status": "ACTIVE", "labelId": 15}, "transactionNotAllowed": true}], "inActive": true, "primaryMember": true}]}`,
		},
		{
			Name: "of a group by its external id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Members(ctx, usergroup.Identifier{ExternalID: "family-31"}, usergroup.MembersOptions{})
			},
			Method: "GET", Path: "/v2/userGroup2/members", Query: "externalId=family-31&source=INSTORE",
			Reply: `{"data": [], "warnings": [], "errors": []}`, Want: `{}`,
		},
	})
}

func TestAllMembersAreAskedForWithTheirTotal(t *testing.T) {
	c, server := paged(t, "offset", map[string]string{
		"":  `{"pagination": {"limit": 1, "offset": 0, "total": 2}, "data": [{"fleetUserId": 8800012}], "warnings": [], "errors": []}`,
		"1": `{"pagination": {"limit": 1, "offset": 1, "total": 2}, "data": [{"fleetUserId": 8800013}], "warnings": [], "errors": []}`,
	})
	var ids []int64
	for m, err := range usergroup.New(c).AllMembers(t.Context(), usergroup.Identifier{ID: 4801}, usergroup.MembersOptions{Limit: 1}) {
		require.NoError(t, err)
		ids = append(ids, m.FleetUserID)
	}
	assert.Equal(t, []int64{8800012, 8800013}, ids)
	assert.Equal(t, []string{"", "1"}, server.asked())
}

func TestPermissionsAreSet(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "of one member, as a list",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).UpdatePermissions(ctx, 4801, []usergroup.PermissionsRequest{{UserID: 8800012,
				Permissions: []usergroup.Permission{usergroup.AllowPointsTransfer}}}, usergroup.UpdatePermissionsOptions{})
		},
		Method: "PUT", Path: "/v2/userGroup2/members/permissions", Query: "id=4801", Body: `[{"userId": 8800012, "permissions": ["allow_points_transfer"]}]`,
		Reply: `{"response": [` + joined("8800012") + `], "totalCount": 1, "failureCount": 0}`, Want: `{"items": [{"value": {"result": {"userId": 8800012}}}]}`,
	}})
}

func TestMembersWhoAreNobodyAreRefused(t *testing.T) {
	calls := map[string]func(context.Context, *usergroup.Service) error{
		"members": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Join(ctx, usergroup.Identifier{ID: 1}, nil, usergroup.JoinOptions{})
			return err
		},
		"userId": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Join(ctx, usergroup.Identifier{ID: 1}, []usergroup.MemberRequest{{UserID: 3}, {}}, usergroup.JoinOptions{})
			return err
		},
		"groupId": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Leave(ctx, 0, capillary.Mobile("46700000001"), usergroup.LeaveOptions{})
			return err
		},
		"customer": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Leave(ctx, 1, capillary.Identifier{}, usergroup.LeaveOptions{})
			return err
		},
		"leaveGroupId": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Transfer(ctx, usergroup.TransferRequest{JoinGroupID: 2, UserIDs: []int64{3}})
			return err
		},
		"joinGroupId": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Transfer(ctx, usergroup.TransferRequest{LeaveGroupID: 2, UserIDs: []int64{3}})
			return err
		},
		"userIds": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.Transfer(ctx, usergroup.TransferRequest{LeaveGroupID: 1, JoinGroupID: 2, UserIDs: []int64{3, 0}})
			return err
		},
		"id": func(ctx context.Context, s *usergroup.Service) error {
			_, err := s.UpdatePermissions(ctx, 0, []usergroup.PermissionsRequest{{UserID: 1}}, usergroup.UpdatePermissionsOptions{})
			return err
		},
	}
	for field, call := range calls {
		t.Run(field, func(t *testing.T) {
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, usergroup.New(c)) })
		})
	}
	wiretest.Refused(t, "userId", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).UpdatePermissions(ctx, 1, []usergroup.PermissionsRequest{{}}, usergroup.UpdatePermissionsOptions{})
		return err
	})
}
