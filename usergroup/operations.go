package usergroup

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Groups. The external id of a group is its key: the API refuses one that exists. What it says of a group that was deleted before is
// not documented. A search by an id that is a number may answer with the group by itself.
var (
	opCreate = operations.Define(capillary.Operation{Name: "usergroup.Create", Method: http.MethodPost,
		Path: "/v2/userGroup2", Safety: capillary.Natural,
		Proof: "entity"})
	opUpdate = operations.Define(capillary.Operation{Name: "usergroup.Update", Method: http.MethodPut,
		Path: "/v2/userGroup2", Safety: capillary.Replace,
		Proof: "id", Echo: "id"})
	opDelete = operations.Define(capillary.Operation{Name: "usergroup.Delete", Method: http.MethodDelete,
		Path: "/v2/userGroup2", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess + "|" + capillary.ProofEmptyEnvelope})
	opGet = operations.Define(capillary.Operation{Name: "usergroup.Get", Method: http.MethodGet,
		Path: "/v2/userGroup2", Safety: capillary.Read,
		Proof: "id"})
	opSearch = operations.Define(capillary.Operation{Name: "usergroup.Search", Method: http.MethodGet,
		Path: "/v2/userGroup2/search", Safety: capillary.Read,
		Proof: "data|id"})
	opSearchByExtendedFields = operations.Define(capillary.Operation{Name: "usergroup.SearchByExtendedFields", Method: http.MethodPost,
		Path: "/v2/userGroup2/extendedFieldSearch", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAuditLogs = operations.Define(capillary.Operation{Name: "usergroup.AuditLogs", Method: http.MethodGet,
		Path: "/v2/userGroup2/auditLogs", Safety: capillary.Read, Items: "data|entity",
		Proof: "data|entity"})
)

// Members. The API refuses a customer who is a member already. Permissions are named as a whole, not as a change of them. What it
// says of a member who left or was moved before is not documented for all cases.
var (
	opJoin = operations.Define(capillary.Operation{Name: "usergroup.Join", Method: http.MethodPost,
		Path: "/v2/userGroup2/join", Safety: capillary.Natural, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "result.groupId", Key: "result.userId|entityId.userId"}})
	opLeave = operations.Define(capillary.Operation{Name: "usergroup.Leave", Method: http.MethodDelete,
		Path: "/v2/userGroup2/{groupId}/leave", Lookup: "/v2/userGroup2/{groupId}/leave", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess})
	opTransfer = operations.Define(capillary.Operation{Name: "usergroup.Transfer", Method: http.MethodPost,
		Path: "/v2/userGroup2/transfer", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess})
	opMembers = operations.Define(capillary.Operation{Name: "usergroup.Members", Method: http.MethodGet,
		Path: "/v2/userGroup2/members", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opUpdatePermissions = operations.Define(capillary.Operation{Name: "usergroup.UpdatePermissions", Method: http.MethodPut,
		Path: "/v2/userGroup2/members/permissions", Safety: capillary.Replace, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "result.groupId", Key: "result.userId|entityId.userId"}})
)

// Bills, points and tiers of a group. No key protects a deduction.
var (
	opTransactions = operations.Define(capillary.Operation{Name: "usergroup.Transactions", Method: http.MethodGet,
		Path: "/v2/userGroup2/transactions", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opPointsExpirySchedule = operations.Define(capillary.Operation{Name: "usergroup.PointsExpirySchedule", Method: http.MethodGet,
		Path: "/v2/userGroup2/pointsExpirySchedule", Safety: capillary.Read,
		Proof: "expirySchedules"})
	opPromisedPointsSchedule = operations.Define(capillary.Operation{Name: "usergroup.PromisedPointsSchedule", Method: http.MethodGet,
		Path: "/v2/userGroup2/promisedPointsSchedule", Safety: capillary.Read,
		Proof: "entityId"})
	opDeduct = operations.Define(capillary.Operation{Name: "usergroup.Deduct", Method: http.MethodPost,
		Path: "/v2/userGroup2/negativePointsAdjustment", Safety: capillary.Unsafe,
		Proof: "pointsAvailable|valueAvailable"})
	opPointsLedger = operations.Define(capillary.Operation{Name: "usergroup.PointsLedger", Method: http.MethodGet,
		Path: "/v2/customers/{id}/crossMemberLedger", Safety: capillary.Read,
		Proof: "groupDetails.groupId|entity.groupDetails.groupId"})
	opTierHistory = operations.Define(capillary.Operation{Name: "usergroup.TierHistory", Method: http.MethodGet,
		Path: "/v2/userGroup2/slabHistory", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// The first generation. The API refuses a group of a customer who has one, and a name that is taken. Some calls send a customer a
// code first.
var (
	opCreateV1 = operations.Define(capillary.Operation{Name: "usergroup.CreateV1", Method: http.MethodPost,
		Path: "/v2/usergroups", Safety: capillary.Natural,
		Proof: "id"})
	opGetV1 = operations.Define(capillary.Operation{Name: "usergroup.GetV1", Method: http.MethodGet,
		Path: "/v2/usergroups/{groupId}", Safety: capillary.Read,
		Proof: "id"})
	opFindV1 = operations.Define(capillary.Operation{Name: "usergroup.FindV1", Method: http.MethodGet,
		Path: "/v2/usergroups", Lookup: "/v2/usergroups", Safety: capillary.Read,
		Proof: "id"})
	opJoinV1 = operations.Define(capillary.Operation{Name: "usergroup.JoinV1", Method: http.MethodPost,
		Path: "/v2/usergroups/{groupId}/members/{userId}", Safety: capillary.Natural,
		Proof: capillary.ProofOwnSuccess})
	opJoinBulkV1 = operations.Define(capillary.Operation{Name: "usergroup.JoinBulkV1", Method: http.MethodPost,
		Path: "/v2/usergroups/{groupId}/members", Safety: capillary.Natural, Items: "data",
		Proof: "data", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "entity.identifier.value"}})
	opJoinWithOTPV1 = operations.Define(capillary.Operation{Name: "usergroup.JoinWithOTPV1", Method: http.MethodPut,
		Path: "/v2/usergroups/{groupId}/members/{userId}", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess})
	opLeaveV1 = operations.Define(capillary.Operation{Name: "usergroup.LeaveV1", Method: http.MethodDelete,
		Path: "/v2/usergroups/{groupId}/members/{userId}", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess})
	opUpdateAdminV1 = operations.Define(capillary.Operation{Name: "usergroup.UpdateAdminV1", Method: http.MethodPut,
		Path: "/v2/usergroups/{groupId}", Safety: capillary.Replace,
		Proof: "id", Echo: "id"})
	opUpdateAdminWithOTPV1 = operations.Define(capillary.Operation{Name: "usergroup.UpdateAdminWithOTPV1", Method: http.MethodPut,
		Path: "/v2/usergroups/{groupId}/primaryuser/{userId}", Safety: capillary.Unsafe,
		Proof: "id", Echo: "id"})
	opTransactionsV1 = operations.Define(capillary.Operation{Name: "usergroup.TransactionsV1", Method: http.MethodGet,
		Path: "/v2/usergroups/{groupId}/transactions", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opPointContributionsV1 = operations.Define(capillary.Operation{Name: "usergroup.PointContributionsV1", Method: http.MethodGet,
		Path: "/v2/usergroups/pointContributionHistory", Lookup: "/v2/usergroups/pointContributionHistory", Safety: capillary.Read,
		Proof: "id"})
)
