package usergroup_test

import (
	"context"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/usergroup"
)

func TestBillsOfAGroupAreListed(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.FixedZone("", 5*3600+1800))
	all := usergroup.TransactionsOptions{Type: usergroup.TypeAll, TransactionID: 71, BillNumber: "b-7", StartDate: noon, EndDate: noon.Add(time.Hour),
		Embed: []usergroup.Embed{usergroup.EmbedLineItems, usergroup.EmbedCustomFields}, GetDataForAllPrograms: true, CreditNotes: true, PointsBreakup: true, Roles: "true",
		Order: customer.Ascending, Limit: 5, Offset: 10}
	const rest = "&type=ALL&transactionId=71&billNumber=b-7&startDate=2026-03-01T12%3A00%3A00%2B05%3A30&endDate=2026-03-01T13%3A00%3A00%2B05%3A30" +
		"&embed=LINEITEMS%2CCUSTOMFIELDS&getDataForAllPrograms=true&creditNotes=true&points_breakup=true&roles=true&order=ASC&limit=5&offset=10"
	list := func(group usergroup.Identifier, o usergroup.TransactionsOptions, member capillary.Identifier) func(context.Context, *capillary.Client) (any, error) {
		o.Member = member
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).Transactions(ctx, group, o)
		}
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a member by user id, with everything that can be asked for", Call: list(usergroup.Identifier{ID: 4801}, all, capillary.UserID(8800012)),

			Method: "GET", Path: "/v2/userGroup2/transactions", Query: "id=4801&customerId=8800012" + rest,
			Reply: `{"data": [{"useDefaultFleetGroup": false, "pointSummary": {"issuedPoints": 20, "returnedPoints": 1, "redeemedPoints": 2, "expiredPoints": 3, "availablePoints": 14,
				"expiryDate": "2026-04-19T23:59:59Z", "programId": 12, "delayedPoints": 1.25, "delayedPointsReturned": 0, "redeemableFrom": "2026-03-25T07:25:00Z"},
				"loyaltiesPointDetails": [{"issuedPoints": 20, "programId": 12}], "billPointsBreakup": [], "userGroup2": {"id": 4801, "externalId": "family-31",
				"groupStatus": "ACTIVE", "groupName": "The Lunds", "lifeTimePurchases": 812.5, "primaryUserId": 8800012}, "billDetails": {"amount": 200.5,
				"billingStore": {"id": 8101, "code": "mal-01", "description": "", "name": "Quay", "type": "STORE", "referenceId": -1, "adminType": "GENERAL", "isActive": true,
				"isOuEnabled": false, "timeZoneId": 158, "currencyId": 95, "languageId": 148, "default": false}, "billNumber": "b-7", "billingTime": "2026-03-01T07:00:00Z",
				"discount": 1, "grossAmount": 201.5, "note": "gift", "invalidBill": false}, "customFields": {"mode": "card"}, "source": "instore", "customerId": 8800012, "id": 71,
				"lineItems": [{"id": 81, "customerId": 0, "details": {"amount": 5, "description": "mug", "discount": 1, "itemCode": "m-1", "qty": 2, "rate": 3, "serial": 0,
				"value": 6, "returnable": true, "returnableDays": -1, "extendedFields": {"weight": 10.5}, "qtySupportingNull": 2}, "outlierStatus": "NORMAL", "valid": true}],
				"outlierStatus": "NORMAL", "type": "REGULAR", "transactionEventStatus": "PROCESSING_COMPLETE", "basketSize": 2, "retroTxn": false, "warnings": []}],
				"warnings": [], "errors": []}`,
			Want: `{"items": [{"id": 71, "customerId": 8800012, "pointSummary": {"issuedPoints": "20", "delayedPoints": "1.25", "expiryDate": "2026-04-19T23:59:59Z"},
				"loyaltiesPointDetails": [{"programId": 12}], "userGroup2": {"id": 4801, "primaryUserId": 8800012, "lifeTimePurchases": "812.5"},
				"billDetails": {"amount": "200.5", "billingStore": {"id": 8101, "referenceId": -1}, "billNumber": "b-7"}, "customFields": {"mode": "card"},
				"lineItems": [{"id": 81, "details": {"qty": "2", "qtySupportingNull": "2", "rateSupportingNull": null, "extendedFields": {"weight": 10.5}}}],
				"transactionEventStatus": "PROCESSING_COMPLETE", "basketSize": "2"}]}`,
		},
		{
			Name: "of a member by another identifier, who stands in the query as customers do",
			Call: list(usergroup.Identifier{ExternalID: "family-31"}, usergroup.TransactionsOptions{Type: transaction.TypeReturn}, capillary.Email("liv@example.org")),

			Method: "GET", Path: "/v2/userGroup2/transactions",
			Query: "externalId=family-31&type=RETURN&identifierName=email&identifierValue=liv%40example.org&source=INSTORE",
			Reply: `{"data": [], "warnings": [], "errors": []}`, Want: `{}`,
		},
		{
			Name: "of all members", Call: list(usergroup.Identifier{ID: 4801}, usergroup.TransactionsOptions{}, capillary.Identifier{}),

			Method: "GET", Path: "/v2/userGroup2/transactions", Query: "id=4801",
			Reply: `{"errors": [{"status": false, "code": 1632, "message": "none"}]}`, WantErr: usergroup.ErrNotFound,
		},
	})
}

func TestAllBillsOfAGroupAreWalked(t *testing.T) {
	c, server := paged(t, "offset", map[string]string{
		"":  `{"data": [{"id": 1}, {"id": 2}], "warnings": [], "errors": []}`,
		"2": `{"data": [{"id": 3}], "warnings": [], "errors": []}`,
	})
	var ids []int64
	for b, err := range usergroup.New(c).AllTransactions(t.Context(), usergroup.Identifier{ID: 4801}, usergroup.TransactionsOptions{Limit: 2}) {
		require.NoError(t, err)
		ids = append(ids, b.ID)
	}
	assert.Equal(t, []int64{1, 2, 3}, ids)
	assert.Equal(t, []string{"", "2", "3"}, server.asked())
}

func TestPointsOfAGroupThatExpireOrArePromised(t *testing.T) {
	start, end := capillary.Day{Year: 2026, Month: 3, Day: 1}, capillary.Day{Year: 2026, Month: 4, Day: 1}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "expire on days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).PointsExpirySchedule(ctx, usergroup.Identifier{ExternalID: "family-31"}, usergroup.PointsExpiryOptions{
					Type: customer.EntityUserGroup2, StartDate: start, EndDate: end, GetDataForAllPrograms: true, FetchEarliestExpiryOnly: true, Limit: 2, Offset: 4})
			},
			Method: "GET", Path: "/v2/userGroup2/pointsExpirySchedule",
			Query: "externalId=family-31&type=USERGROUP2&startDate=2026-03-01&endDate=2026-04-01&getDataForAllPrograms=true&fetchEarliestExpiryOnly=true&limits=2&offsets=4",
			Reply: `{"expirySchedules": [{"points": 30.5, "expiryDate": "2026-03-27", "programId": 12, "pointsType": "bill_regular", "expiryType": "fixed"}], "warnings": []}`,
			Want:  `{"expirySchedules": [{"points": "30.5", "expiryDate": "2026-03-27T00:00:00Z", "programId": 12, "pointsType": "bill_regular", "expiryType": "fixed"}]}`,
		},
		{
			Name: "are promised",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return usergroup.New(c).PromisedPointsSchedule(ctx, usergroup.Identifier{Primary: capillary.UserID(8800012)}, usergroup.PromisedPointsOptions{
					StartDate: start, EndDate: end, ProgramID: 12, Limit: 2, Offset: 4})
			},
			Method: "GET", Path: "/v2/userGroup2/promisedPointsSchedule",
			Query: "primaryUserId=8800012&startDate=2026-03-01&endDate=2026-04-01&programId=12&limit=2&offset=4",
			Reply: `{"entityId": 4801, "entityType": "USERGROUP2", "promisedPointsScheduleList": [], "triggerBasedPointsList": [{"points": 4.5, "programId": 12,
				"pointsType": "bill_promotions"}], "warnings": []}`,
			Want: `{"entityId": 4801, "entityType": "USERGROUP2", "triggerBasedPointsList": [{"points": "4.5", "programId": 12, "pointsType": "bill_promotions"}]}`,
		},
	})
	wrong := capillary.Day{Year: 2026, Month: 2, Day: 30}
	wiretest.Refused(t, "startDate", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).PointsExpirySchedule(ctx, usergroup.Identifier{ID: 1}, usergroup.PointsExpiryOptions{StartDate: wrong})
		return err
	})
	wiretest.Refused(t, "endDate", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).PromisedPointsSchedule(ctx, usergroup.Identifier{ID: 1}, usergroup.PromisedPointsOptions{EndDate: wrong})
		return err
	})
}

func deduct(group usergroup.Identifier) func(context.Context, *capillary.Client) (any, error) {
	return func(ctx context.Context, c *capillary.Client) (any, error) {
		return usergroup.New(c).Deduct(ctx, group, points.DeductRequest{PointsToBeAdjusted: decimal.RequireFromString("10.50"), ProgramID: 12, ReasonOfReturn: "by mistake"})
	}
}

func TestPointsAreTakenFromAGroup(t *testing.T) {
	const body = `{"pointsToBeAdjusted": 10.50, "programId": 12, "reasonOfReturn": "by mistake"}`
	const path = "/v2/userGroup2/negativePointsAdjustment"
	const done = `{"status": "success", "pointsAvailable": "490.000", "message": "done", "warnings": []}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by its external id", Call: deduct(usergroup.Identifier{ExternalID: "family-31"}), Method: "POST", Path: path, Query: "externalId=family-31", Body: body,
			Reply: done, Want: `{"status": "success", "pointsAvailable": "490"}`,
		},
		{
			Name: "by the user id of its primary member", Call: deduct(usergroup.Identifier{Primary: capillary.UserID(8800012)}),

			Method: "POST", Path: path, Query: "primaryUserId=8800012", Body: body, Reply: done, Want: `{"status": "success"}`,
		},
		{
			Name: "by another identifier of its primary member", Call: deduct(usergroup.Identifier{Primary: capillary.CardNumber("c-1").In(capillary.SourceWeChat, "w1")}),

			Method: "POST", Path: path, Body: body,
			Query: "primaryUserIdentifierType=cardnumber&primaryUserIdentifierValue=c-1&primaryUserSource=WECHAT&primaryUserAccountId=w1",
			Reply: done, Want: `{"status": "success"}`,
		},
		{
			Name: "who is of the store if nobody says more", Call: deduct(usergroup.Identifier{Primary: capillary.Mobile("46700000001")}),

			Method: "POST", Path: path, Query: "primaryUserIdentifierType=mobile&primaryUserIdentifierValue=46700000001&primaryUserSource=INSTORE", Body: body,
			Reply: `{"errors": [{"status": false, "code": 8907, "message": "too few"}]}`, WantErr: usergroup.ErrBalanceTooLow,
		},
		{
			Name: "perhaps, where the reply does not tell what is left", Call: deduct(usergroup.Identifier{ID: 4801}), Method: "POST", Path: path, Query: "id=4801", Body: body,
			Reply: `{"status": "success"}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
	wiretest.Refused(t, "id", func(ctx context.Context, c *capillary.Client) error {
		_, err := deduct(usergroup.Identifier{})(ctx, c)
		return err
	})
	wiretest.Refused(t, "reasonOfReturn", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).Deduct(ctx, usergroup.Identifier{ID: 1}, points.DeductRequest{PointsToBeAdjusted: decimal.NewFromInt(1)})
		return err
	})
}

const ledger = `"groupDetails": {"groupId": 4801, "groupBalance": 90.5, "memberCount": 2, "members": [{"customerId": 8800012, "balance": 60.25}, {"customerId": 8800013, "balance": 30.25}]},
	"pageDetails": {"pageNumber": 2, "pageSize": 5, "totalEntries": 6, "pageCount": 2}, "entries": [{"eventLogId": 91, "eventName": "CROSS_MEMBER_REDEMPTION",
	"transactingCustomerId": 8800012, "transactionRef": "t-1", "createdDate": "2026-03-01 16:00:00", "createdDateISO": "2026-03-01T10:30:00Z", "netPointsOnEvent": "-35.500",
	"status": "PARTIALLY_REVERSED", "userRole": "BOTH", "entryDetails": [{"customerId": 8800013, "points": "-35.500", "reversedAmount": "5.000",
	"expiryBatchDate": "2026-04-02T00:00:00Z", "status": "ACTIVE"}]}], "warnings": []`

func TestTheLedgerOfAGroupTellsWhosePointsWereDrawn(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	read := func(ctx context.Context, c *capillary.Client) (any, error) {
		return usergroup.New(c).PointsLedger(ctx, capillary.UserID(8800012), usergroup.PointsLedgerOptions{Scope: usergroup.ScopeGroup,
			EventName:      []usergroup.LedgerEvent{usergroup.CrossMemberRedemption, usergroup.CrossMemberRedemptionReversal},
			TransactionRef: "t-1", StartDate: noon, EndDate: noon.AddDate(0, 0, 1), PageNumber: 2, PageSize: 5, Sort: usergroup.OldestFirst})
	}
	const query = "scope=group&eventName=CROSS_MEMBER_REDEMPTION%2CCROSS_MEMBER_REDEMPTION_REVERSAL&transactionRef=t-1&startDate=2026-03-01T12%3A00%3A00Z" +
		"&endDate=2026-03-02T12%3A00%3A00Z&pageNumber=2&pageSize=5&sort=createdDate%3Aasc"
	const want = `{"groupDetails": {"groupId": 4801, "groupBalance": "90.5", "memberCount": 2, "members": [{"customerId": 8800012, "balance": "60.25"}, {"balance": "30.25"}]},
		"pageDetails": {"pageNumber": 2, "pageSize": 5, "totalEntries": 6, "pageCount": 2}, "entries": [{"eventLogId": 91, "transactingCustomerId": 8800012,
		"createdDate": "2026-03-01T10:30:00Z", "netPointsOnEvent": "-35.5", "status": "PARTIALLY_REVERSED", "userRole": "BOTH",
		"entryDetails": [{"points": "-35.5", "reversedAmount": "5", "expiryBatchDate": "2026-04-02T00:00:00Z"}]}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "as its samples have it", Call: read, Method: "GET", Path: "/v2/customers/8800012/crossMemberLedger", Query: query,
			Reply: `{` + ledger + `}`, Want: want,
		},
		{
			Name: "and as its description has it, inside an entity", Call: read, Method: "GET", Path: "/v2/customers/8800012/crossMemberLedger", Query: query,
			Reply: `{"entity": {` + ledger + `}}`, Want: want,
		},
		{
			Name: "not to a customer who is in no such group", Call: read, Method: "GET", Path: "/v2/customers/8800012/crossMemberLedger", Query: query, Status: 404,
			Reply: `{"errors": [{"status": false, "code": 3301, "message": "none"}]}`, WantErr: usergroup.ErrNotEligibleGroup,
		},
	})
	for field, o := range map[string]usergroup.PointsLedgerOptions{"pageSize": {PageSize: 101}, "pageNumber": {PageNumber: -1}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := usergroup.New(c).PointsLedger(ctx, capillary.UserID(1), o)
			return err
		})
	}
}

func TestALedgerOfNoGroupIsNoAnswer(t *testing.T) {
	for _, reply := range []string{`{"groupDetails": {}, "entries": [], "warnings": []}`, `{"entity": {"groupDetails": {"groupId": 0}}}`, `{"entries": []}`} {
		c, _ := wiretest.Serve(t, 0, reply)
		ledger, err := usergroup.New(c).PointsLedger(t.Context(), capillary.UserID(8800012), usergroup.PointsLedgerOptions{})
		require.Error(t, err, reply)
		assert.Nil(t, ledger)
	}
}

// The filter by event can leave a page empty that is not the last.
func TestTheLedgerIsWalkedPastPagesThatTheFilterEmptied(t *testing.T) {
	page := func(number, entries string) string {
		return `{"groupDetails": {"groupId": 4801}, "pageDetails": {"pageNumber": ` + number + `, "pageSize": 1, "totalEntries": 4, "pageCount": 4}, "entries": [` + entries + `], "warnings": []}`
	}
	empty := `{"groupDetails": {"groupId": 4801}, "entries": [], "warnings": []}` // and says nothing of the pages
	c, server := paged(t, "pageNumber", map[string]string{"1": page("1", ""), "2": page("2", `{"eventLogId": 7}`), "3": empty, "4": page("4", `{"eventLogId": 8}`)})
	walk := usergroup.New(c).AllPointsLedgerEntries(t.Context(), capillary.UserID(8800012), usergroup.PointsLedgerOptions{PageSize: 1})
	for range 2 { // a walk can be walked again
		var ids []int64
		for e, err := range walk {
			require.NoError(t, err)
			ids = append(ids, e.EventLogID)
		}
		assert.Equal(t, []int64{7, 8}, ids)
	}
	assert.Equal(t, []string{"1", "2", "3", "4", "1", "2", "3", "4"}, server.asked())
}

func TestTheTiersThatAGroupHadAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "of some days",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return usergroup.New(c).TierHistory(ctx, 4801, usergroup.TierHistoryOptions{StartDate: capillary.Day{Year: 2026, Month: 1, Day: 1},
				EndDate: capillary.Day{Year: 2026, Month: 2, Day: 1}, PageSize: 20})
		},
		Method: "GET", Path: "/v2/userGroup2/slabHistory", Query: "fleetGroupId=4801&startDate=2026-01-01&endDate=2026-02-01&pageSize=20",
		Reply: `{"data": [{"fromSlabNumber": 1, "toSlabNumber": 2, "from": "Blue", "to": "Silver", "changedOn": "2026-01-05T02:30:00+05:30",
			"changedOnISO": "2026-01-05T02:30:00+05:30", "notes": "purchases", "tillId": 75001, "store": {"id": 8101, "code": "mal-01", "description": "", "name": "Quay",
			"type": "STORE", "adminType": "GENERAL", "isOrgUnit": true}, "type": "UPGRADE", "programId": 12}], "pagination": {"limit": 20, "offset": 0, "total": 1},
			"warnings": []}`,
		Want: `{"items": [{"fromSlabNumber": 1, "toSlabNumber": 2, "from": "Blue", "to": "Silver", "changedOn": "2026-01-05T02:30:00+05:30", "notes": "purchases",
			"tillId": 75001, "store": {"id": 8101, "isOrgUnit": true}, "type": "UPGRADE", "programId": 12}], "pagination": {"total": 1}}`,
	}})
	wiretest.Refused(t, "fleetGroupId", func(ctx context.Context, c *capillary.Client) error {
		_, err := usergroup.New(c).TierHistory(ctx, 0, usergroup.TierHistoryOptions{})
		return err
	})
}
