package usergroup_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/usergroup"
)

const empty = `{"warnings": [], "errors": [], "success": true}`

func TestGroupsAreMadeChangedAndDeleted(t *testing.T) {
	const made = `{"externalId": "family-31", "groupName": "The Lunds", "maxGroupSize": 6, "extendedFields": {"level": "gold"}}`
	create := func(ctx context.Context, c *capillary.Client) (any, error) {
		return usergroup.New(c).Create(ctx, usergroup.CreateRequest{ExternalID: "family-31", GroupName: "The Lunds", MaxGroupSize: 6,
			ExtendedFields: map[string]any{"level": "gold"}})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "one is made, with a warning about a field", Call: create, Method: "POST", Path: "/v2/userGroup2", Body: made,
			Reply: `{"entity": 4801, "warnings": [{"status": false, "code": 91016, "message": "level"}]}`,
			Want:  `{"entity": 4801, "warnings": [{"code": 91016}]}`,
		},
		{
			Name: "one whose external id is taken is not", Call: create, Method: "POST", Path: "/v2/userGroup2", Body: made, Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 1633, "message": "taken"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "one without an id was perhaps made", Call: create, Method: "POST", Path: "/v2/userGroup2", Body: made,
			Reply: `{"entity": 0, "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "one is changed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Update(ctx, usergroup.UpdateRequest{ID: 4801, ExternalID: "family-32", GroupName: "Lund & Co", MaxGroupSize: 8,
					ExtendedFields: map[string]any{"level": 25}})
			},
			Method: "PUT", Path: "/v2/userGroup2",
			Body:  `{"id": 4801, "externalId": "family-32", "groupName": "Lund & Co", "maxGroupSize": 8, "extendedFields": {"level": 25}}`,
			Reply: `{"id": 4801, "externalId": "family-32", "groupName": "Lund & Co", "maxGroupSize": 8, "extendedFields": {"level": 25}, "warnings": []}`,
			Want:  `{"id": 4801, "externalId": "family-32", "groupName": "Lund & Co", "maxGroupSize": 8, "extendedFields": {"level": 25}}`,
		},
		{
			Name: "one that is there no more is not",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Update(ctx, usergroup.UpdateRequest{ExternalID: "family-9", MaxGroupSize: 2})
			},
			Method: "PUT", Path: "/v2/userGroup2", Body: `{"externalId": "family-9", "maxGroupSize": 2}`,
			Reply: `{"errors": [{"status": false, "code": 1632, "message": "none"}]}`, WantErr: capillary.ErrNotFound,
		},
		{
			Name: "one is deleted, and the reply says no more than that nothing is wrong",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Delete(ctx, usergroup.Identifier{ID: 4801}, usergroup.DeleteOptions{})
			},
			Method: "DELETE", Path: "/v2/userGroup2", Query: "id=4801", Reply: `{"warnings": []}`, Want: `{}`,
		},
		{
			Name: "one is deleted, and the reply says so",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Delete(ctx, usergroup.Identifier{ID: 4801}, usergroup.DeleteOptions{})
			},
			Method: "DELETE", Path: "/v2/userGroup2", Query: "id=4801", Reply: empty, Want: `{"success": true}`,
		},
		{
			Name: "a page in place of a reply deletes nothing for sure",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Delete(ctx, usergroup.Identifier{ExternalID: "family-31"}, usergroup.DeleteOptions{})
			},
			Method: "DELETE", Path: "/v2/userGroup2", Query: "externalId=family-31", Reply: `<html></html>`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestAGroupComesWithAllThatItHas(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by the user id of its primary member, with everything that can be asked for",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Get(ctx, usergroup.Identifier{Primary: capillary.UserID(8800012)}, usergroup.GetOptions{PrimaryMemberDetails: true,
					ProgramDetails: true, ExpiredPoints: true, ExpirySchedules: true, GapToUpgradeFor: 2, GapToRenewFor: 1, CompanyDetails: true})
			},
			Method: "GET", Path: "/v2/userGroup2",
			Query: "primaryUserId=8800012&primaryMemberDetails=true&programDetails=true&expiredPoints=true&expirySchedules=true" +
				"&gapToUpgradeFor=2&gapToRenewFor=1&companyDetails=true",
			Reply: `{"id": 4801, "externalId": "family-31", "groupStatus": "ACTIVE", "fleetGroupUsers": [{"userId": 8800012, "groupId": 4801, "defaultGroup": true,
					"primaryMember": true, "active": true}], "createdBy": 75001, "createdOn": "2026-01-05T08:30:00+05:30", "groupName": "The Lunds", "maxGroupSize": 6,
				"lifeTimePurchases": 812.5, "expiredPoints": [{"points": 40.5, "expiredOn": "2026-02-01", "programId": 12, "expiredPointsSummary": [{"paType": "POINT_AWARDED",
					"paId": 5, "expiryUpdateReasonType": "Expiry strategy", "expiryUpdateReasonNote": "NA", "newExpiryDate": "2026-02-01 01:04:05.0",
					"eventDate": "2026-02-01 01:04:05.0", "points": 40.5, "strategyName": "20Days"}]}],
				"expirySchedules": [{"points": 30, "expiryDate": "2026-04-27", "expiryDateISO": "2026-04-27T00:00:00Z", "programId": 12}],
				"gapToUpgrade": [{"upgradeBasedOn": "CURRENT_POINTS", "upgradeThreshold": 200, "customerUpgradeEntityValues": {"currentValue": 50, "gapToUpgrade": 150,
					"valueValidUpto": "2125-11-03", "setCurrentValue": true}, "setUpgradeBasedOn": true}],
				"gapToRenew": {"tierExpiryDate": "2125-11-19", "renewConfirmed": false, "renewStrategies": []}, "totalActiveMembers": 1, "totalExitedMembers": 0,
				"pointsSummaries": [{"redeemed": 1, "expired": 2, "returned": 3, "adjusted": -4, "lifetimePoints": 60, "loyaltyPoints": 50, "userGroup2Id": 4801,
					"currentSlab": "Gold", "currentSlabDescription": "Tier 2", "nextSlab": "", "nextSlabSerialNumber": -1, "nextSlabDescription": "", "slabSNo": 2,
					"slabExpiryDate": "2125-11-19T23:59:59Z", "programId": 12, "delayedPoints": 1.25, "delayedReturnedPoints": 0, "delayedExpiredPoints": 0,
					"totalAvailablePoints": 51.25, "totalReturnedPoints": 3, "linkedPartnerPrograms": [], "programTitle": "Fjord", "programDescription": "of the fjord",
					"programPointsToCurrencyRatio": 0.5, "upgradeStrategies": [], "gapToRenewSummary": {"tierExpiryDate": "2125-11-19", "renewConfirmed": true,
					"renewStrategies": []}, "pointsContributionToGroup": 7}],
				"extendedFields": {"level": "gold"}, "warnings": [{"status": false, "code": 1656, "message": "no hierarchy"}]}`,
			Want: `{"id": 4801, "externalId": "family-31", "groupStatus": "ACTIVE", "fleetGroupUsers": [{"userId": 8800012, "groupId": 4801, "defaultGroup": true,
					"primaryMember": true, "active": true}], "createdBy": 75001, "createdOn": "2026-01-05T08:30:00+05:30", "lifeTimePurchases": "812.5",
				"expiredPoints": [{"points": "40.5", "expiredOn": "2026-02-01", "expiredPointsSummary": [{"paId": 5, "newExpiryDate": "2026-02-01T01:04:05Z"}]}],
				"expirySchedules": [{"points": "30", "expiryDate": "2026-04-27T00:00:00Z", "programId": 12}],
				"gapToUpgrade": [{"upgradeThreshold": "200", "setUpgradeBasedOn": true, "customerUpgradeEntityValues": {"gapToUpgrade": "150", "setCurrentValue": true,
					"valueValidUpto": "2125-11-03"}}],
				"gapToRenew": {"tierExpiryDate": "2125-11-19T00:00:00Z"}, "totalActiveMembers": 1,
				"pointsSummaries": [{"adjusted": "-4", "loyaltyPoints": "50", "userGroup2Id": 4801, "currentSlab": "Gold", "nextSlabSerialNumber": -1, "slabSNo": 2,
					"delayedPoints": "1.25", "programPointsToCurrencyRatio": "0.5", "gapToRenewSummary": {"renewConfirmed": true}, "pointsContributionToGroup": "7"}],
				"extendedFields": {"level": "gold"}, "warnings": [{"code": 1656}]}`,
		},
		{
			Name: "or is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).Get(ctx, usergroup.Identifier{ID: 9}, usergroup.GetOptions{})
			},
			Method: "GET", Path: "/v2/userGroup2", Query: "id=9",
			Reply: `{"errors": [{"status": false, "code": 1632, "message": "none"}]}`, WantErr: usergroup.ErrNotFound,
		},
	})
}

func TestGroupsAreFound(t *testing.T) {
	const group = `{"groupId": 4801, "groupName": "The Lunds", "groupStatus": "ACTIVE", "groupExternalId": "family-31", "firstName": "Liv", "lastName": "Lund",
		"primaryMemberId": 8800012, "email": "liv@example.org", "mobile": "46700000001", "totalMembers": 2, "totalActiveMembers": 1, "extendedFields": {"level": "gold"}}`
	const want = `{"id": 4801, "externalId": "family-31", "groupName": "The Lunds", "groupStatus": "ACTIVE", "firstName": "Liv", "lastName": "Lund",
		"primaryMemberId": 8800012, "email": "liv@example.org", "mobile": "46700000001", "totalMembers": 2, "totalActiveMembers": 1, "extendedFields": {"level": "gold"}}`
	search := func(o usergroup.SearchOptions) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) { return usergroup.New(c).Search(ctx, o) }
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by a name", Call: search(usergroup.SearchOptions{Q: "lund", Limit: 1, Offset: 2}),

			Method: "GET", Path: "/v2/userGroup2/search", Query: "q=lund&limit=1&offset=2",
			Reply: `{"pagination": {"limit": 1, "offset": 2, "total": 3}, "data": [` + group + `], "warnings": [{"code": 7, "message": "slow"}], "errors": []}`,
			Want:  `{"items": [` + want + `], "pagination": {"limit": 1, "offset": 2, "total": 3}, "warnings": [{"code": 7}]}`,
		},
		{
			Name: "by an id, which may give the group by itself", Call: search(usergroup.SearchOptions{ID: "4801"}),

			Method: "GET", Path: "/v2/userGroup2/search", Query: "id=4801",
			Reply: `{"id": 4801, "externalId": "family-31", "groupStatus": "INACTIVE", "warnings": []}`,
			Want:  `{"items": [{"id": 4801, "externalId": "family-31", "groupStatus": "INACTIVE"}]}`,
		},
		{
			Name: "none, which is an answer", Call: search(usergroup.SearchOptions{Q: "zz"}), Method: "GET", Path: "/v2/userGroup2/search", Query: "q=zz",
			Reply: `{"pagination": {"limit": 10, "offset": 0, "total": 0}, "data": [], "warnings": [], "errors": []}`, Want: `{"pagination": {"limit": 10}}`,
		},
		{
			Name: "not with a question that the API does not understand", Call: search(usergroup.SearchOptions{Q: "*"}),

			Method: "GET", Path: "/v2/userGroup2/search", Query: "q=%2A",
			Reply: `{"errors": [{"status": false, "code": 91052, "message": "q"}]}`, WantErr: usergroup.ErrSearchParameters,
		},
		{
			Name: "by extended fields",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).SearchByExtendedFields(ctx, usergroup.ExtendedFieldsRequest{ExtendedFields: map[string]any{"level": "gold"}, Limit: 5, Offset: 5})
			},
			Method: "POST", Path: "/v2/userGroup2/extendedFieldSearch", Query: "limit=5&offset=5", Body: `{"extendedFields": {"level": "gold"}}`,
			Reply: `{"pagination": {"limit": 5, "offset": 5, "total": 6}, "data": [` + group + `], "warnings": [], "errors": []}`,
			Want:  `{"items": [` + want + `], "pagination": {"total": 6}}`,
		},
	})
}

func TestAllGroupsOfASearchAreWalked(t *testing.T) {
	pages := map[string]string{
		"":  `{"pagination": {"limit": 2, "offset": 0, "total": 3}, "data": [{"groupId": 1}, {"groupId": 2}], "warnings": [], "errors": []}`,
		"2": `{"pagination": {"limit": 2, "offset": 2, "total": 3}, "data": [{"groupId": 3}], "warnings": [], "errors": []}`,
	}
	c, server := paged(t, "offset", pages)
	var ids []int64
	for g, err := range usergroup.New(c).AllFound(t.Context(), usergroup.SearchOptions{Q: "l", Limit: 2}) {
		require.NoError(t, err)
		ids = append(ids, g.ID)
	}
	for g, err := range usergroup.New(c).AllFoundByExtendedFields(t.Context(), usergroup.ExtendedFieldsRequest{ExtendedFields: map[string]any{"a": 1}, Limit: 2}) {
		require.NoError(t, err)
		ids = append(ids, g.ID)
	}
	assert.Equal(t, []int64{1, 2, 3, 1, 2, 3}, ids)
	assert.Equal(t, []string{"", "2", "", "2"}, server.asked())
}

// A group that comes by itself is the only one: it is not asked for again as a second page.
func TestAGroupThatComesByItselfIsWalkedOnce(t *testing.T) {
	c, server := paged(t, "offset", map[string]string{"": `{"id": 4801, "warnings": []}`, "1": `{"id": 4801, "warnings": []}`})
	var ids []int64
	for g, err := range usergroup.New(c).AllFound(t.Context(), usergroup.SearchOptions{ID: "4801"}) {
		require.NoError(t, err)
		ids = append(ids, g.ID)
	}
	assert.Equal(t, []int64{4801}, ids)
	assert.Equal(t, []string{""}, server.asked())
}

func TestTheAuditLogIsAskedForAsFarAsItIsKnown(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with a parameter whose name the caller knows",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).AuditLogs(ctx, usergroup.Identifier{ExternalID: "family-31"}, usergroup.AuditLogsOptions{},
				capillary.WithQuery("action", "JOIN"))
		},
		Method: "GET", Path: "/v2/userGroup2/auditLogs", Query: "externalId=family-31&action=JOIN",
		Reply: `{"data": [{"action": "JOIN", "by": 75001}], "warnings": [], "errors": []}`, Want: `{"items": [{"action": "JOIN", "by": 75001}]}`,
	}})
}

func TestGroupsThatCanNotBeAreRefused(t *testing.T) {
	long := strings.Repeat("ö", 51)
	for field, r := range map[string]usergroup.CreateRequest{
		"externalId":    {MaxGroupSize: 2},
		"maxGroupSize":  {ExternalID: "x"},
		"groupName":     {ExternalID: "x", MaxGroupSize: 2, GroupName: long},
		"externalId ":   {ExternalID: long, MaxGroupSize: 2},
		"maxGroupSize ": {ExternalID: "x", MaxGroupSize: -1},
	} {
		wiretest.Refused(t, strings.TrimSpace(field), func(ctx context.Context, c *capillary.Client) error {
			_, err := usergroup.New(c).Create(ctx, r)
			return err
		})
	}
	for field, r := range map[string]usergroup.UpdateRequest{
		"id":           {GroupName: "x"},
		"id ":          {ID: -1},
		"maxGroupSize": {ID: 1, MaxGroupSize: -1},
		"groupName":    {ID: 1, GroupName: long},
	} {
		wiretest.Refused(t, strings.TrimSpace(field), func(ctx context.Context, c *capillary.Client) error {
			_, err := usergroup.New(c).Update(ctx, r)
			return err
		})
	}
	for _, o := range []usergroup.SearchOptions{{}, {Limit: 1}, {Q: long}} {
		wiretest.Refused(t, "q", func(ctx context.Context, c *capillary.Client) error {
			_, err := usergroup.New(c).Search(ctx, o)
			return err
		})
	}
	wiretest.Refused(t, "extendedFields", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).SearchByExtendedFields(ctx, usergroup.ExtendedFieldsRequest{})
		return err
	})
}

// Fifty characters are fifty, in whatever alphabet.
func TestANameOfFiftyCharactersIsSent(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"entity": 1, "warnings": []}`)
	_, err := usergroup.New(c).Create(t.Context(), usergroup.CreateRequest{ExternalID: "x", MaxGroupSize: 1, GroupName: strings.Repeat("ö", 50)})
	require.NoError(t, err)
	assert.Len(t, server.Arrivals(), 1)
}

func TestAGroupThatNobodyNamesIsNotAskedFor(t *testing.T) {
	mobile := usergroup.Identifier{Primary: capillary.Mobile("46700000001")}
	calls := map[string]func(context.Context, *usergroup.Service, usergroup.Identifier) error{
		"Get": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.Get(ctx, g, usergroup.GetOptions{})
			return err
		},
		"Delete": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.Delete(ctx, g, usergroup.DeleteOptions{})
			return err
		},
		"Join": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.Join(ctx, g, []usergroup.MemberRequest{{UserID: 1}}, usergroup.JoinOptions{})
			return err
		},
		"Members": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.Members(ctx, g, usergroup.MembersOptions{})
			return err
		},
		"Transactions": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.Transactions(ctx, g, usergroup.TransactionsOptions{})
			return err
		},
		"PointsExpirySchedule": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.PointsExpirySchedule(ctx, g, usergroup.PointsExpiryOptions{})
			return err
		},
		"PromisedPointsSchedule": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.PromisedPointsSchedule(ctx, g, usergroup.PromisedPointsOptions{})
			return err
		},
		"AuditLogs": func(ctx context.Context, s *usergroup.Service, g usergroup.Identifier) error {
			_, err := s.AuditLogs(ctx, g, usergroup.AuditLogsOptions{})
			return err
		},
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			for _, g := range []usergroup.Identifier{{}, {ID: -4}} {
				wiretest.Refused(t, "id", func(ctx context.Context, c *capillary.Client) error { return call(ctx, usergroup.New(c), g) })
			}
			field := "primaryUserId"
			if name == "Delete" || name == "Members" {
				field = "id"
			}
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, usergroup.New(c), mobile) })
		})
	}
}
