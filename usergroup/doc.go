// Package usergroup is about user groups: families, teams or companies whose members collect and spend points together, on a ledger
// that the group has. A group has a primary member, who owns it, and others, each with permissions of their own. The package speaks
// the second generation of groups (/v2/userGroup2), and the first one (/v2/usergroups), whose methods have the suffix V1: it is
// documented in 2022 only, and an organisation has one of them. Points that go from or to a group are moved by package points
// (TransferGroup, RequestGroupGoodwill, and Redeem with a group), what the trackers of a group count is in package customer
// (UserEntityTrackers).
//
//	groups := usergroup.New(client)
//	created, err := groups.Create(ctx, usergroup.CreateRequest{ExternalID: "family-31", MaxGroupSize: 6})
//	switch {
//	case errors.Is(err, usergroup.ErrExternalIDTaken):
//		… // it was made before
//	case err != nil:
//		return err
//	}
//	joined, err := groups.Join(ctx, usergroup.Identifier{ID: created.ID}, []usergroup.MemberRequest{
//		{UserID: 8800012, PrimaryMember: true, Permissions: []usergroup.Permission{usergroup.AllowPointsRedemption}},
//	}, usergroup.JoinOptions{})
//	if err != nil {
//		return err
//	}
//	for _, item := range joined.Items {
//		… // each customer has an error of their own
//	}
//
// What a brand wants to do, and the method for it:
//
//	make, change, delete a group                     Create, Update, Delete
//	read a group with its points and tiers           Get
//	find groups                                      Search, AllFound, SearchByExtendedFields, AllFoundByExtendedFields
//	add and remove members                           Join, Leave, Transfer
//	list members                                     Members, AllMembers
//	say what members may do                          UpdatePermissions
//	bills of a group                                 Transactions, AllTransactions
//	points that expire or are promised               PointsExpirySchedule, PromisedPointsSchedule
//	take points from a group                         Deduct
//	redemptions that drew points of several members  PointsLedger, AllPointsLedgerEntries
//	tiers that a group had                           TierHistory
//	who changed a group                              AuditLogs
//
// And in the first generation:
//
//	make a group, read it                            CreateV1, GetV1, FindV1
//	add and remove members                           JoinV1, JoinBulkV1, JoinWithOTPV1, LeaveV1
//	another primary member                           UpdateAdminV1, UpdateAdminWithOTPV1
//	bills of a group                                 TransactionsV1, AllTransactionsV1
//	points that members gave                         PointContributionsV1, AllPointContributionsV1
package usergroup

import (
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }

// segment is an id as a part of a path. What is no id is empty, so that it is refused.
func segment(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
