package usergroup_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/usergroup"
)

const older = `{"id": 31, "name": "The Lunds", "primaryUserId": 8800012, "createdOn": "2026-01-05T12:59:30+05:30", "createdBy": 75001,
	"updatedOn": "2026-01-06T12:59:30+05:30", "updatedBy": 75002, "members": [{"groupId": 31, "userId": 8800012, "role": "PRIMARY", "joinedOn": "2026-01-05T12:59:30+05:30",
	"addedBy": 75001, "autoUpdateTime": "2026-01-05T12:59:31+05:30", "name": "Liv Lund", "joinSource": "", "joinAccountId": "", "identifiers": [{"type": "mobile",
	"value": "46700000001"}], "firstName": "Liv", "lastName": "Lund", "loyaltySummary": {"enrolledPrograms": [{"redeemed": 1.5, "loyaltyId": 61, "slabSNo": 3,
	"programId": 12, "pointsContributionToGroup": 4.5}], "groupPrograms": [{"groupProgramId": 12, "title": "Fjord", "programsList": [{"id": 12, "name": "Fjord"}],
	"loyaltyPoints": 16.5}]}}], "lifetimePurchases": 1000.5, "warnings": []}`

const olderWant = `{"id": 31, "name": "The Lunds", "primaryUserId": 8800012, "createdOn": "2026-01-05T12:59:30+05:30", "updatedBy": 75002, "lifetimePurchases": "1000.5",
	"members": [{"groupId": 31, "userId": 8800012, "role": "PRIMARY", "addedBy": 75001, "name": "Liv Lund", "identifiers": [{"type": "mobile", "value": "46700000001"}],
	"loyaltySummary": {"enrolledPrograms": [{"redeemed": "1.5", "loyaltyId": 61, "slabSNo": 3, "pointsContributionToGroup": "4.5"}],
	"groupPrograms": [{"groupProgramId": 12, "programsList": [{"id": 12}], "loyaltyPoints": "16.5"}]}}]}`

func TestGroupsOfTheFirstGenerationAreMadeAndRead(t *testing.T) {
	create := func(admin capillary.Identifier) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).CreateV1(ctx, usergroup.CreateRequestV1{Name: "The Lunds", Primary: admin})
		}
	}
	find := func(who capillary.Identifier) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).FindV1(ctx, who, usergroup.FindOptionsV1{LoyaltyDetails: true})
		}
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with an admin by user id", Call: create(capillary.UserID(8800012)), Method: "POST", Path: "/v2/usergroups",
			Body: `{"name": "The Lunds", "primaryUserId": 8800012}`, Reply: older, Want: olderWant,
		},
		{
			Name: "with an admin by another identifier", Call: create(capillary.Mobile("46700000001")), Method: "POST", Path: "/v2/usergroups",
			Body:  `{"name": "The Lunds", "primaryMemberIdentifier": {"type": "mobile", "value": "46700000001"}}`,
			Reply: `{"errors": [{"status": false, "code": 93009, "message": "taken"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "not with one who is in another group, which is no success of an earlier call", Call: create(capillary.UserID(8800012)),

			Method: "POST", Path: "/v2/usergroups", Body: `{"name": "The Lunds", "primaryUserId": 8800012}`,
			Reply: `{"errors": [{"status": false, "code": 93003, "message": "in a group"}]}`, WantErr: usergroup.ErrInGroup,
		},
		{
			Name: "by their id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).GetV1(ctx, 31, usergroup.GetOptionsV1{})
			},

			Method: "GET", Path: "/v2/usergroups/31", Reply: older, Want: olderWant,
		},
		{
			Name: "by a member's user id, which has a name of its own", Call: find(capillary.UserID(8800012)), Method: "GET", Path: "/v2/usergroups",
			Query: "identifierName=userId&identifierValue=8800012&source=INSTORE&loyaltyDetails=true", Reply: older, Want: olderWant,
		},
		{
			Name: "by a member's e-mail address in another source", Call: find(capillary.Email("liv@example.org").In(capillary.SourceLine, "ln-1")),

			Method: "GET", Path: "/v2/usergroups", Query: "identifierName=email&identifierValue=liv%40example.org&source=LINE&accountId=ln-1&loyaltyDetails=true",
			Reply: `{"errors": [{"status": false, "code": 93014, "message": "none"}]}`, WantErr: usergroup.ErrNotInGroupV1,
		},
	})
	for field, r := range map[string]usergroup.CreateRequestV1{"name": {Primary: capillary.UserID(1)}, "primary": {Name: "x"}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := usergroup.New(c).CreateV1(ctx, r)
			return err
		})
	}
}

func TestAGroupOfTheFirstGenerationIsReadFromJSON(t *testing.T) {
	for kept, want := range map[string]capillary.Identifier{
		`{"name": "The Lunds", "primaryUserId": 8800012}`:                                              capillary.UserID(8800012),
		`{"name": "The Lunds", "primaryMemberIdentifier": {"type": "mobile", "value": "46700000001"}}`: capillary.Mobile("46700000001"),
	} {
		var r usergroup.CreateRequestV1
		require.NoError(t, json.Unmarshal([]byte(kept), &r))
		assert.Equal(t, usergroup.CreateRequestV1{Name: "The Lunds", Primary: want}, r)
		again, err := json.Marshal(r)
		require.NoError(t, err)
		var back usergroup.CreateRequestV1
		require.NoError(t, json.Unmarshal(again, &back))
		assert.Equal(t, r, back)
	}
	var r usergroup.CreateRequestV1
	err := json.Unmarshal([]byte(`{"name": 46700000001}`), &r)
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "46700000001")
}

func TestMembersOfTheFirstGenerationComeAndGo(t *testing.T) {
	type call = func(context.Context, *usergroup.Service, capillary.Identifier) (*usergroup.Done, error)
	calls := map[string]call{
		"POST": func(ctx context.Context, s *usergroup.Service, who capillary.Identifier) (*usergroup.Done, error) {
			return s.JoinV1(ctx, 31, who, usergroup.JoinOptionsV1{})
		},
		"PUT": func(ctx context.Context, s *usergroup.Service, who capillary.Identifier) (*usergroup.Done, error) {
			return s.JoinWithOTPV1(ctx, 31, who, usergroup.JoinWithOTPOptionsV1{})
		},
		"DELETE": func(ctx context.Context, s *usergroup.Service, who capillary.Identifier) (*usergroup.Done, error) {
			return s.LeaveV1(ctx, 31, who, usergroup.LeaveOptionsV1{})
		},
	}
	for method, call := range calls {
		wiretest.Run(t, []wiretest.Exchange{{
			Name: method,
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return call(ctx, usergroup.New(c), capillary.UserID(8800013))
			},
			Method: method, Path: "/v2/usergroups/31/members/8800013", Reply: empty, Want: `{"success": true}`,
		}})
		wiretest.Refused(t, "userId", func(ctx context.Context, c *capillary.Client) error {
			_, err := call(ctx, usergroup.New(c), capillary.Mobile("46700000001"))
			return err
		})
	}
}

func TestSeveralCustomersJoinAGroupOfTheFirstGeneration(t *testing.T) {
	const reply = `{"data": [{"entity": {"identifier": [{"type": "mobile", "value": "46700000002"}]}, "warnings": [], "errors": [{"status": false, "code": 93003,
		"message": "in a group"}], "success": false}, {"entity": {"identifier": [{"type": "userId", "value": "8800013"}]}, "warnings": [], "errors": [], "success": true}],
		"warnings": [], "errors": []}`
	c, server := wiretest.Serve(t, 0, reply)
	batch, err := usergroup.New(c).JoinBulkV1(t.Context(), 31, []capillary.Identifier{capillary.UserID(8800013), capillary.Mobile("46700000002")}, usergroup.JoinBulkOptionsV1{})
	require.NoError(t, err)
	require.NoError(t, batch.Items[0].Err())
	require.ErrorIs(t, batch.Items[1].Err(), usergroup.ErrInGroup)
	assert.Equal(t, "8800013", batch.Items[0].Value.Entity.Identifiers[0].Value)
	require.Len(t, server.Arrivals(), 1)
	assert.Equal(t, "/v2/usergroups/31/members", server.Arrivals()[0].Path)
	assert.JSONEq(t, `{"secondaryMemberIdentifiers": [{"type": "userId", "value": "8800013"}, {"type": "mobile", "value": "46700000002"}]}`,
		string(server.Arrivals()[0].Body))
	for _, members := range [][]capillary.Identifier{nil, {capillary.UserID(1), {}}, {capillary.Mobile("")}} {
		wiretest.Refused(t, "secondaryMemberIdentifiers", func(ctx context.Context, c *capillary.Client) error {
			_, err := usergroup.New(c).JoinBulkV1(ctx, 31, members, usergroup.JoinBulkOptionsV1{})
			return err
		})
	}
}

func TestAnotherMemberBecomesTheAdmin(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "at once",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).UpdateAdminV1(ctx, 31, usergroup.UpdateAdminRequestV1{PrimaryUserID: 8800013, Name: "The Bergs"})
			},
			Method: "PUT", Path: "/v2/usergroups/31", Body: `{"primaryUserId": 8800013, "name": "The Bergs"}`, Reply: older, Want: olderWant,
		},
		{
			Name: "with a code",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).UpdateAdminWithOTPV1(ctx, 31, capillary.UserID(8800013), usergroup.UpdateAdminWithOTPRequestV1{Name: "The Bergs"})
			},
			Method: "PUT", Path: "/v2/usergroups/31/primaryuser/8800013", Body: `{"name": "The Bergs"}`, Reply: older, Want: olderWant,
		},
	})
	wiretest.Refused(t, "primaryUserId", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).UpdateAdminV1(ctx, 31, usergroup.UpdateAdminRequestV1{})
		return err
	})
}

func TestBillsOfTheFirstGenerationAreListed(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with everything that can be asked for",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).TransactionsV1(ctx, 31, usergroup.TransactionsOptionsV1{Limit: 5, Start: 10, Order: customer.Ascending, TransactionID: "71", Number: "b-7",
				StartID: "1", EndID: "99", MinAmount: decimal.RequireFromString("1.50"), MaxAmount: decimal.NewFromInt(9), StartDate: at, EndDate: at, AddedOn: at, ReturnedOn: at,
				OutlierStatus: "NORMAL", TillCode: "t-1", StoreCode: "s-1", UserID: true, CreditNotes: true, Tenders: true})
		},
		Method: "GET", Path: "/v2/usergroups/31/transactions",
		Query: "limit=5&start=10&order=ASC&transaction_id=71&number=b-7&start_id=1&end_id=99&min_amount=1.5&max_amount=9&start_date=2026-03-01+12%3A00%3A00" +
			"&end_date=2026-03-01+12%3A00%3A00&added_on=2026-03-01+12%3A00%3A00&returned_on=2026-03-01+12%3A00%3A00&outlier_status=NORMAL&till_code=t-1&store_code=s-1" +
			"&user_id=true&credit_notes=true&tenders=true",
		Reply: `{"data": [{"id": 71, "customerId": 8800012, "deliveryStatus": "DELIVERED", "attribution": {"createDate": "2026-03-01T00:00:00+05:30", "createdBy": {"id": 75001,
			"code": "till-1", "type": "TILL"}, "modifiedBy": {}, "modifiedDate": "2026-03-01"}, "billDetails": {"amount": 6, "billNumber": "b-7",
			"returnDetails": {"canceled": true}, "niReturnDetails": {}}}], "warnings": [], "errors": []}`,
		Want: `{"items": [{"id": 71, "deliveryStatus": "DELIVERED", "attribution": {"createdBy": {"id": 75001}}, "billDetails": {"amount": "6", "returnDetails": {"canceled": true}}}]}`,
	}})
	c, server := paged(t, "start", map[string]string{
		"":  `{"data": [{"id": 1}, {"id": 2}], "warnings": [], "errors": []}`,
		"2": `{"data": [{"id": 3}], "warnings": [], "errors": []}`,
	})
	var ids []int64
	for b, err := range usergroup.New(c).AllTransactionsV1(t.Context(), 31, usergroup.TransactionsOptionsV1{}) {
		require.NoError(t, err)
		ids = append(ids, b.ID)
	}
	assert.Equal(t, []int64{1, 2, 3}, ids)
	assert.Equal(t, []string{"", "2", "3"}, server.asked())
}

func TestPointsThatMembersGaveToTheAdmin(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "of a group by its id",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).PointContributionsV1(ctx, capillary.IdentifierNamed("groupId", "31"), usergroup.PointContributionsOptionsV1{DateFrom: at, DateTo: at,
				ProgramID: 12, SortBy: "date", SortOrder: customer.Descending, Limit: 5, Offset: 10})
		},
		Method: "GET", Path: "/v2/usergroups/pointContributionHistory",
		Query: "identifierName=groupId&identifierValue=31&source=INSTORE&dateFrom=2026-03-01T12%3A00%3A00Z&dateTo=2026-03-01T12%3A00%3A00Z&programId=12&sortBy=date&sortOrder=DESC" +
			"&limit=5&offset=10",
		Reply: `{"id": 31, "name": "The Lunds", "createdOn": "2026-01-05T11:31:14+05:30", "updatedOn": "2026-01-05T11:31:14+05:30", "primaryMember": {"userId": 8800012,
			"firstName": "Liv", "primaryMemberIdentifier": [{"type": "mobile", "value": "46700000001"}]}, "groupPointContributionRecords": 1,
			"groupPointContributions": [{"userId": 8800013, "role": "SECONDARY", "firstName": "Per", "identifiers": [{"type": "email", "value": "per@example.org"}],
			"loyaltyProgramId": 12, "pointsContributed": 48.5, "pointsContributedDate": "2026-01-10T12:21:32+05:30", "tillId": 75001, "programName": "Fjord",
			"eventName": "GroupMemberJoin", "eventIdentifiers": [{"key": "customerId", "value": "8800013"}]}], "warnings": []}`,
		Want: `{"id": 31, "primaryMember": {"userId": 8800012, "primaryMemberIdentifier": [{"value": "46700000001"}]}, "groupPointContributions": [{"userId": 8800013,
			"pointsContributed": "48.5", "pointsContributedDate": "2026-01-10T12:21:32+05:30", "eventIdentifiers": [{"key": "customerId", "value": "8800013"}]}]}`,
	}})
	c, _ := paged(t, "offset", map[string]string{
		"":  `{"id": 31, "groupPointContributions": [{"userId": 1}, {"userId": 2}], "warnings": []}`,
		"2": `{"id": 31, "groupPointContributions": [], "warnings": []}`,
	})
	var ids []int64
	for given, err := range usergroup.New(c).AllPointContributionsV1(t.Context(), capillary.UserID(8800012), usergroup.PointContributionsOptionsV1{}) {
		require.NoError(t, err)
		ids = append(ids, given.UserID)
	}
	assert.Equal(t, []int64{1, 2}, ids)
}
