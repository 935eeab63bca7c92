package capillarytest_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/usergroup"
)

// family is a group of a server of its own: Liv, its primary member, and Per. Replies are decoded strictly.
type family struct {
	*usergroup.Service
	server   *capillarytest.Server
	client   *capillary.Client
	id       int64
	liv, per int64
}

func groups(t *testing.T, opts ...capillarytest.Option) family {
	t.Helper()
	server := capillarytest.New(t, append([]capillarytest.Option{still()}, opts...)...)
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	f := family{Service: usergroup.New(client), server: server, client: client,
		liv: server.AddCustomer(capillarytest.Customer{FirstName: "Liv", Mobile: "46700000001", Email: "liv@example.org", Points: 100}),
		per: server.AddCustomer(capillarytest.Customer{FirstName: "Per", Mobile: "46700000002", Points: 30})}
	created, err := f.Create(t.Context(), usergroup.CreateRequest{ExternalID: "family-31", GroupName: "The Lunds", MaxGroupSize: 3,
		ExtendedFields: map[string]any{"level": "gold"}})
	require.NoError(t, err)
	f.id = created.ID
	batch, err := f.Join(t.Context(), f.of(), []usergroup.MemberRequest{
		{UserID: f.liv, PrimaryMember: true, Permissions: []usergroup.Permission{usergroup.AllowPointsRedemption}}, {UserID: f.per}}, usergroup.JoinOptions{})
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	return f
}

func (f family) of() usergroup.Identifier { return usergroup.Identifier{ID: f.id} }

func TestAGroupHasMembersAndAPrimary(t *testing.T) {
	t.Parallel()
	f := groups(t)
	for _, named := range []usergroup.Identifier{f.of(), {ExternalID: "family-31"}, {Primary: capillary.UserID(f.liv)}} {
		g, err := f.Get(t.Context(), named, usergroup.GetOptions{ProgramDetails: true})
		require.NoError(t, err)
		assert.Equal(t, f.id, g.ID)
		assert.Equal(t, usergroup.StatusActive, g.GroupStatus)
		assert.Equal(t, int64(2), g.TotalActiveMembers)
		assert.Len(t, g.PointsSummaries, 1)
		assert.Equal(t, "gold", g.ExtendedFields["level"])
	}
	_, err := f.Get(t.Context(), usergroup.Identifier{Primary: capillary.UserID(f.per)}, usergroup.GetOptions{})
	require.ErrorIs(t, err, usergroup.ErrNotFound, "Per is no primary member")

	var members []string
	for m, err := range f.AllMembers(t.Context(), f.of(), usergroup.MembersOptions{SortBy: usergroup.SortByPrimary, Limit: 1}) {
		require.NoError(t, err)
		assert.True(t, m.InActive, "which means active")
		assert.Equal(t, capillary.Day{Year: 2026, Month: 3, Day: 1}, m.JoinedOn)
		members = append(members, m.FirstName+" "+string(m.Role)+" "+m.Permissions)
	}
	assert.Equal(t, []string{"Liv PRIMARY allow_points_redemption", "Per SECONDARY "}, members)

	late := f.server.AddCustomer(capillarytest.Customer{Mobile: "46700000003"})
	batch, err := f.Join(t.Context(), f.of(), []usergroup.MemberRequest{{UserID: f.per}, {UserID: late, PrimaryMember: true}, {UserID: 404}, {UserID: late},
		{UserID: f.server.AddCustomer(capillarytest.Customer{Mobile: "46700000004"})}}, usergroup.JoinOptions{})
	require.NoError(t, err)
	for n, want := range []error{usergroup.ErrAlreadyMember, usergroup.ErrPrimaryExists, usergroup.ErrCustomerNotFound, nil, usergroup.ErrGroupFull} {
		if want == nil {
			require.NoError(t, batch.Items[n].Err())
			continue
		}
		require.ErrorIs(t, batch.Items[n].Err(), want)
	}
}

func TestPermissionsOfAMemberAreReplaced(t *testing.T) {
	t.Parallel()
	f := groups(t)
	batch, err := f.UpdatePermissions(t.Context(), f.id, []usergroup.PermissionsRequest{{UserID: f.liv, Permissions: []usergroup.Permission{usergroup.BlockPointsTransfer}}}, usergroup.UpdatePermissionsOptions{})
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	page, err := f.Members(t.Context(), f.of(), usergroup.MembersOptions{SortBy: usergroup.SortByPrimary})
	require.NoError(t, err)
	assert.Equal(t, "block_points_transfer", page.Items[0].Permissions)
	batch, err = f.UpdatePermissions(t.Context(), f.id, []usergroup.PermissionsRequest{{UserID: f.per, Permissions: []usergroup.Permission{"fly"}}, {UserID: 404}}, usergroup.UpdatePermissionsOptions{})
	require.ErrorIs(t, err, usergroup.ErrPermission)
	require.ErrorIs(t, batch.Items[1].Err(), usergroup.ErrCustomerNotFound)
}

func TestGroupsAreUniqueChangedAndDeleted(t *testing.T) {
	t.Parallel()
	f := groups(t)
	_, err := f.Create(t.Context(), usergroup.CreateRequest{ExternalID: "family-31", MaxGroupSize: 2})
	require.ErrorIs(t, err, usergroup.ErrExternalIDTaken)
	_, err = f.Create(t.Context(), usergroup.CreateRequest{ExternalID: "family-32", MaxGroupSize: 30001})
	require.ErrorIs(t, err, usergroup.ErrSizeAboveLimit)
	other, err := f.Create(t.Context(), usergroup.CreateRequest{ExternalID: "family-32", MaxGroupSize: 2})
	require.NoError(t, err)
	_, err = f.Update(t.Context(), usergroup.UpdateRequest{ID: other.ID, ExternalID: "family-31"})
	require.ErrorIs(t, err, usergroup.ErrExternalIDTaken)
	_, err = f.Update(t.Context(), usergroup.UpdateRequest{ID: other.ID})
	require.ErrorIs(t, err, usergroup.ErrNothingToUpdate)
	updated, err := f.Update(t.Context(), usergroup.UpdateRequest{ExternalID: "family-32", GroupName: "The Bergs", ExtendedFields: map[string]any{"level": "blue"}})
	require.NoError(t, err)
	assert.Equal(t, "The Bergs", updated.GroupName)

	found, err := f.Search(t.Context(), usergroup.SearchOptions{Q: "the"})
	require.NoError(t, err)
	assert.Len(t, found.Items, 2)
	found, err = f.Search(t.Context(), usergroup.SearchOptions{Q: "46700000001"})
	require.NoError(t, err)
	require.Len(t, found.Items, 1)
	assert.Equal(t, f.liv, found.Items[0].PrimaryMemberID)
	found, err = f.SearchByExtendedFields(t.Context(), usergroup.ExtendedFieldsRequest{ExtendedFields: map[string]any{"level": "blue"}})
	require.NoError(t, err)
	require.Len(t, found.Items, 1)
	assert.Equal(t, other.ID, found.Items[0].ID)

	_, err = f.Delete(t.Context(), usergroup.Identifier{ExternalID: "family-32"}, usergroup.DeleteOptions{})
	require.NoError(t, err)
	_, err = f.Delete(t.Context(), usergroup.Identifier{ID: other.ID}, usergroup.DeleteOptions{})
	require.ErrorIs(t, err, usergroup.ErrNotFound)
}

func TestMembersLeaveAndMoveAndTheGroupEndsWithItsPrimary(t *testing.T) {
	t.Parallel()
	f := groups(t)
	other, err := f.Create(t.Context(), usergroup.CreateRequest{ExternalID: "family-32", MaxGroupSize: 2})
	require.NoError(t, err)
	_, err = f.Transfer(t.Context(), usergroup.TransferRequest{LeaveGroupID: f.id, JoinGroupID: other.ID, UserIDs: []int64{f.per, f.liv}})
	require.ErrorIs(t, err, usergroup.ErrPrimaryTransfer)
	g, err := f.Get(t.Context(), f.of(), usergroup.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(2), g.TotalActiveMembers, "all move, or nobody")
	_, err = f.Transfer(t.Context(), usergroup.TransferRequest{LeaveGroupID: f.id, JoinGroupID: other.ID, UserIDs: []int64{f.per}})
	require.NoError(t, err)
	_, err = f.Leave(t.Context(), f.id, capillary.Mobile("46700000002"), usergroup.LeaveOptions{})
	require.ErrorIs(t, err, usergroup.ErrNotMember)
	_, err = f.Leave(t.Context(), f.id, capillary.Email("liv@example.org"), usergroup.LeaveOptions{})
	require.NoError(t, err)
	g, err = f.Get(t.Context(), f.of(), usergroup.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, usergroup.StatusInactive, g.GroupStatus)
	assert.Equal(t, int64(1), g.TotalExitedMembers)
}

func TestPointsGoToAGroupAndBackAndAreTakenFromIt(t *testing.T) {
	t.Parallel()
	f := groups(t)
	p := points.New(f.client)
	give := points.GroupTransferRequest{Points: decimal.NewFromInt(40),
		FromEntity: points.EntityRequest{Type: points.EntityCustomer, IdentifierType: "mobile", IdentifierValue: "46700000001"},
		ToEntity:   points.EntityRequest{Type: points.EntityUserGroup2, IdentifierType: "externalId", IdentifierValue: "family-31"}}
	can, err := p.IsGroupTransferrable(t.Context(), give)
	require.NoError(t, err)
	assert.True(t, can.Transferrable.Or(false))
	given, err := p.TransferGroup(t.Context(), give)
	require.NoError(t, err)
	assert.Equal(t, f.id, given.ToEntityID)
	assert.Equal(t, "family-31", given.TransferredToUserGroup2.ExternalID)
	assert.Equal(t, f.liv, given.TransferredFrom.UserID)
	assert.Equal(t, "60", f.server.Balance(f.liv).String())

	schedule, err := f.PointsExpirySchedule(t.Context(), f.of(), usergroup.PointsExpiryOptions{})
	require.NoError(t, err)
	require.Len(t, schedule.ExpirySchedules, 1)
	assert.Equal(t, "40", schedule.ExpirySchedules[0].Points.String())
	members, err := f.Members(t.Context(), f.of(), usergroup.MembersOptions{SortBy: usergroup.SortByPrimary})
	require.NoError(t, err)
	assert.Equal(t, "40", members.Items[0].PointsContributed.String())

	back := points.GroupTransferRequest{Points: decimal.NewFromInt(15), FromEntity: give.ToEntity,
		ToEntity: points.EntityRequest{Type: points.EntityCustomer, IdentifierType: "mobile", IdentifierValue: "46700000002"}}
	_, err = p.TransferGroup(t.Context(), back)
	require.NoError(t, err)
	assert.Equal(t, "45", f.server.Balance(f.per).String())
	back.Points = decimal.NewFromInt(1000)
	_, err = p.TransferGroup(t.Context(), back)
	require.Error(t, err)

	left, err := f.Deduct(t.Context(), usergroup.Identifier{Primary: capillary.Mobile("46700000001")},
		points.DeductRequest{PointsToBeAdjusted: decimal.RequireFromString("5.5"), ReasonOfReturn: "by mistake"})
	require.NoError(t, err)
	assert.Equal(t, "19.5", left.PointsAvailable.String())
	_, err = f.Deduct(t.Context(), f.of(), points.DeductRequest{PointsToBeAdjusted: decimal.NewFromInt(20), ReasonOfReturn: "too much"})
	require.ErrorIs(t, err, usergroup.ErrBalanceTooLow)
}

func TestPointsOfAGroupExpire(t *testing.T) {
	t.Parallel()
	now := noon
	f := groups(t, capillarytest.WithClock(func() time.Time { return now }))
	p := points.New(f.client)
	f.server.SetPoints(f.liv, 0)
	_, err := p.AllocateCurrency(t.Context(), []points.AllocationRequest{{UniqueID: "gift-1", ProgramID: 1016, SourceValue: decimal.NewFromInt(-1), EventName: "CustomerRegistration",
		EventSourceID: "1", OrgID: 100600, AwardStrategyID: 1, ExpiryStrategyID: 1,
		Customer: capillary.Mobile("46700000001")}}, points.AllocateCurrencyOptions{})
	require.NoError(t, err)
	_, err = p.TransferGroup(t.Context(), points.GroupTransferRequest{Points: decimal.NewFromInt(100),
		FromEntity: points.EntityRequest{Type: points.EntityCustomer, IdentifierType: "mobile", IdentifierValue: "46700000001"},
		ToEntity:   points.EntityRequest{Type: points.EntityUserGroup2, IdentifierType: "id", IdentifierValue: strconv.FormatInt(f.id, 10)}})
	require.NoError(t, err)
	now = now.AddDate(2, 0, 0)
	g, err := f.Get(t.Context(), f.of(), usergroup.GetOptions{ProgramDetails: true, ExpirySchedules: true})
	require.NoError(t, err)
	assert.Empty(t, g.ExpirySchedules)
	assert.Equal(t, "100", g.PointsSummaries[0].Expired.String())
}

func TestBillsOfMembersAreBillsOfTheGroup(t *testing.T) {
	t.Parallel()
	f := groups(t)
	bills := transaction.New(f.client)
	for n, mobile := range []string{"46700000001", "46700000002", "46700000001"} {
		_, err := bills.Add(t.Context(), capillary.Mobile(mobile), transaction.Bill{Type: transaction.TypeRegular, BillNumber: "b-" + strconv.Itoa(n),
			BillAmount: decimal.NewFromInt(100), BillingDate: noon.Add(time.Duration(n) * time.Minute)}, transaction.AddOptions{})
		require.NoError(t, err)
	}
	numbers := func(o usergroup.TransactionsOptions) (all []string) {
		for b, err := range f.AllTransactions(t.Context(), f.of(), o) {
			require.NoError(t, err)
			assert.Equal(t, f.liv, b.UserGroup2.PrimaryUserID)
			all = append(all, b.BillDetails.BillNumber)
		}
		return all
	}
	assert.Equal(t, []string{"b-2", "b-1", "b-0"}, numbers(usergroup.TransactionsOptions{Limit: 2}))
	assert.Equal(t, []string{"b-1"}, numbers(usergroup.TransactionsOptions{Member: capillary.UserID(f.per)}))
	assert.Equal(t, []string{"b-1"}, numbers(usergroup.TransactionsOptions{Member: capillary.Mobile("46700000002")}))
	assert.Equal(t, []string{"b-0", "b-1"}, numbers(usergroup.TransactionsOptions{Order: customer.Ascending, EndDate: noon.Add(2 * time.Minute)}))
	assert.Empty(t, numbers(usergroup.TransactionsOptions{Type: transaction.TypeReturn}))
}

func TestAMergeLeavesOneMembership(t *testing.T) {
	t.Parallel()
	f := groups(t)
	twin := f.server.AddCustomer(capillarytest.Customer{Source: "ECOMMERCE", Email: "twin@example.org"})
	batch, err := f.Join(t.Context(), f.of(), []usergroup.MemberRequest{{UserID: twin}}, usergroup.JoinOptions{})
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	call(t, f.server).register("MARTJACK", "", "mobile=46700000001 email=twin@example.org")
	g, err := f.Get(t.Context(), f.of(), usergroup.GetOptions{})
	require.NoError(t, err)
	var members []int64
	for _, m := range g.FleetGroupUsers {
		members = append(members, m.UserID)
	}
	assert.Equal(t, []int64{f.liv, f.per}, members)
	assert.True(t, g.FleetGroupUsers[0].PrimaryMember)
}

func TestTheTrackersOfAGroupAreNone(t *testing.T) {
	t.Parallel()
	f := groups(t)
	customers := customer.New(f.client)
	page, err := customers.UserEntityTrackers(t.Context(), customer.UserEntity{Type: customer.EntityUserGroup2, IdentifierType: customer.GroupExternalID, IdentifierValue: "family-31"}, customer.UserEntityTrackersOptions{})
	require.NoError(t, err)
	assert.Empty(t, page.Items)
	_, err = customers.UserEntityTrackers(t.Context(), customer.UserEntity{Type: customer.EntityUserGroup2, IdentifierType: customer.GroupID, IdentifierValue: "404"}, customer.UserEntityTrackersOptions{})
	require.ErrorIs(t, err, customer.ErrInvalidGroup)
	_, err = customers.UserEntityTrackers(t.Context(), customer.UserEntity{Type: "STORE", IdentifierType: customer.GroupID, IdentifierValue: "1"}, customer.UserEntityTrackersOptions{})
	require.ErrorIs(t, err, customer.ErrTrackerEntityType)
}

func TestTheLedgerOfAGroupShowsWhatMembersHave(t *testing.T) {
	t.Parallel()
	f := groups(t)
	ledger, err := f.PointsLedger(t.Context(), capillary.UserID(f.per), usergroup.PointsLedgerOptions{Scope: usergroup.ScopeGroup})
	require.NoError(t, err)
	assert.Equal(t, "130", ledger.GroupDetails.GroupBalance.String())
	assert.Len(t, ledger.GroupDetails.Members, 2)
	alone := f.server.AddCustomer(capillarytest.Customer{Mobile: "46700000003"})
	_, err = f.PointsLedger(t.Context(), capillary.UserID(alone), usergroup.PointsLedgerOptions{})
	require.ErrorIs(t, err, usergroup.ErrNotEligibleGroup)
	promised, err := f.PromisedPointsSchedule(t.Context(), f.of(), usergroup.PromisedPointsOptions{})
	require.NoError(t, err)
	assert.Equal(t, customer.EntityUserGroup2, promised.EntityType)
}

func TestAGroupOfTheFirstGenerationHasAnAdmin(t *testing.T) {
	t.Parallel()
	f := groups(t)
	third := f.server.AddCustomer(capillarytest.Customer{FirstName: "Ada", Mobile: "46700000003"})
	g, err := f.CreateV1(t.Context(), usergroup.CreateRequestV1{Name: "Lund", Primary: capillary.Mobile("46700000001")})
	require.NoError(t, err)
	assert.Equal(t, f.liv, g.PrimaryUserID)
	_, err = f.CreateV1(t.Context(), usergroup.CreateRequestV1{Name: "Other", Primary: capillary.UserID(f.liv)})
	require.ErrorIs(t, err, usergroup.ErrInGroup)
	_, err = f.CreateV1(t.Context(), usergroup.CreateRequestV1{Name: "Lund", Primary: capillary.UserID(f.per)})
	require.ErrorIs(t, err, usergroup.ErrNameTaken)
	batch, err := f.JoinBulkV1(t.Context(), g.ID, []capillary.Identifier{capillary.UserID(f.liv), capillary.Mobile("46700000002")}, usergroup.JoinBulkOptionsV1{})
	require.NoError(t, err)
	require.ErrorIs(t, batch.Items[0].Err(), usergroup.ErrInGroup)
	require.NoError(t, batch.Items[1].Err())

	_, err = f.JoinWithOTPV1(t.Context(), g.ID, capillary.UserID(third), usergroup.JoinWithOTPOptionsV1{})
	require.NoError(t, err)
	_, err = f.FindV1(t.Context(), capillary.UserID(third), usergroup.FindOptionsV1{})
	require.ErrorIs(t, err, usergroup.ErrNotInGroupV1, "the code was not used yet")
	valid, err := otp.New(f.client).Validate(t.Context(), otp.ValidateRequest{Customer: capillary.Mobile("46700000003"), Action: otp.ActionUserGroup,
		Code: capillary.NewSecret(f.server.LastOTP("46700000003"))})
	require.NoError(t, err)
	assert.NotNil(t, valid)
	found, err := f.FindV1(t.Context(), capillary.UserID(third), usergroup.FindOptionsV1{LoyaltyDetails: true})
	require.NoError(t, err)
	assert.Len(t, found.Members, 3)
	assert.NotEmpty(t, found.Members[0].LoyaltySummary.EnrolledPrograms)

	_, err = f.UpdateAdminV1(t.Context(), g.ID, usergroup.UpdateAdminRequestV1{PrimaryUserID: f.per})
	require.NoError(t, err)
	_, err = f.LeaveV1(t.Context(), g.ID, capillary.UserID(f.per), usergroup.LeaveOptionsV1{})
	require.ErrorIs(t, err, usergroup.ErrNotSecondary)
	_, err = f.LeaveV1(t.Context(), g.ID, capillary.UserID(f.liv), usergroup.LeaveOptionsV1{})
	require.NoError(t, err)
	_, err = f.JoinV1(t.Context(), g.ID, capillary.UserID(f.liv), usergroup.JoinOptionsV1{})
	require.NoError(t, err)
	given, err := f.PointContributionsV1(t.Context(), capillary.IdentifierNamed("groupId", strconv.FormatInt(g.ID, 10)), usergroup.PointContributionsOptionsV1{})
	require.NoError(t, err)
	assert.Equal(t, f.per, given.PrimaryMember.UserID)
	page, err := f.TransactionsV1(t.Context(), g.ID, usergroup.TransactionsOptionsV1{})
	require.NoError(t, err)
	assert.Empty(t, page.Items)
	_, err = f.GetV1(t.Context(), 404, usergroup.GetOptionsV1{})
	require.ErrorIs(t, err, usergroup.ErrInvalidGroupIDV1)
}

func TestTheTiersOfAGroupAreTold(t *testing.T) {
	t.Parallel()
	now := noon
	f := groups(t, capillarytest.WithClock(func() time.Time { return now }))
	history, err := f.TierHistory(t.Context(), f.id, usergroup.TierHistoryOptions{})
	require.NoError(t, err)
	assert.Empty(t, history.Items)
	for _, tier := range []string{"Silver", "Silver", "Bronze"} {
		f.server.SetGroupTier(f.id, tier)
		now = now.AddDate(0, 0, 1)
	}
	history, err = f.TierHistory(t.Context(), f.id, usergroup.TierHistoryOptions{})
	require.NoError(t, err)
	var kinds []usergroup.TierChangeType
	for _, change := range history.Items {
		kinds = append(kinds, change.Type)
	}
	assert.Equal(t, []usergroup.TierChangeType{usergroup.TierDowngrade, usergroup.TierRenew, usergroup.TierUpgrade}, kinds, "the newest first")
	first := history.Items[2]
	assert.Equal(t, [2]string{"Bronze", "Silver"}, [2]string{first.From, first.To})
	assert.Equal(t, [2]int64{1, 2}, [2]int64{first.FromSlabNumber, first.ToSlabNumber})
	assert.True(t, noon.Equal(first.ChangedOn))
	g, err := f.Get(t.Context(), f.of(), usergroup.GetOptions{ProgramDetails: true})
	require.NoError(t, err)
	assert.Equal(t, "Bronze", g.PointsSummaries[0].CurrentSlab)

	second := capillary.DayOf(noon.AddDate(0, 0, 1))
	history, err = f.TierHistory(t.Context(), f.id, usergroup.TierHistoryOptions{StartDate: second})
	require.NoError(t, err)
	assert.Len(t, history.Items, 2)
	history, err = f.TierHistory(t.Context(), f.id, usergroup.TierHistoryOptions{EndDate: second, PageSize: 1})
	require.NoError(t, err)
	require.Len(t, history.Items, 1)
	assert.Equal(t, usergroup.TierUpgrade, history.Items[0].Type)
	_, err = f.TierHistory(t.Context(), 7, usergroup.TierHistoryOptions{})
	require.Error(t, err)
	require.Panics(t, func() { f.server.SetGroupTier(f.id, "Gone") })
}
