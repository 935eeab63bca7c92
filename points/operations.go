package points

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// isRedeemable is the answer of a check, in both forms of the reply.
const isRedeemable = "points.redeemable.is_redeemable|responses.points.response.points.redeemable.is_redeemable"

// Redemption. The check reads, and with issue_otp=true it sends a code: one address, two operations.
var (
	opIsRedeemable = operations.Define(capillary.Operation{Name: "points.IsRedeemable", Method: http.MethodGet,
		Path: "/v1.1/points/isredeemable", Lookup: "/v1.1/points/isredeemable", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: isRedeemable, Verdict: isRedeemable})
	opIsRedeemableWithOTP = operations.Define(capillary.Operation{Name: "points.IsRedeemableWithOTP", Method: http.MethodGet,
		Path: "/v1.1/points/isredeemable", Lookup: "/v1.1/points/isredeemable", Safety: capillary.Effect, Envelope: capillary.V1,
		Proof: isRedeemable, Verdict: isRedeemable})
	opIssueValidationCode = operations.Define(capillary.Operation{Name: "points.IssueValidationCode", Method: http.MethodGet,
		Path: "/v1.1/points/validationcode", Lookup: "/v1.1/points/validationcode", Safety: capillary.Effect, Envelope: capillary.V1,
		Proof: "validation_code.code"})
	opRedeem = operations.Define(capillary.Operation{Name: "points.Redeem", Method: http.MethodPost,
		Path: "/v2/customers/{id}/redemptions", Safety: capillary.Keyed, Repeat: ErrDuplicateReference, Envelope: capillary.Entity,
		Proof: "redemptionId", Verdict: "redemptionStatus|redeemed"})
	opRedeemDryRun = operations.Define(capillary.Operation{Name: "points.RedeemDryRun", Method: http.MethodPost,
		Path: "/v2/customers/{id}/redemptions", Safety: capillary.Read, Envelope: capillary.Entity,
		Proof: "userId|points|remainingPoints|redemptionId", Verdict: "redemptionStatus"})
	opRedeemV1 = operations.Define(capillary.Operation{Name: "points.RedeemV1", Method: http.MethodPost,
		Path: "/v1.1/points/redeem", Safety: capillary.Keyed, Envelope: capillary.V1,
		Proof: "responses.points.redemption_id|points.redemption_id|" + capillary.ProofItemStatus, ID: "responses.points.redemption_id|points.redemption_id"})
	opUpdateRedemption = operations.Define(capillary.Operation{Name: "points.UpdateRedemption", Method: http.MethodPut,
		Path: "/v2/points/updateRedemption", Safety: capillary.Replace,
		Proof: "id", Echo: "redemptionId"})
	opReverse = operations.Define(capillary.Operation{Name: "points.Reverse", Method: http.MethodPost,
		Path: "/v2/points/reverse", Safety: capillary.Natural,
		Proof: "pointsReversed", Echo: "redemptionId"})
)

// Transfers. No key protects them, so none is ever sent twice. The check sends a code if issueOtp is true.
var (
	opIsTransferrable = operations.Define(capillary.Operation{Name: "points.IsTransferrable", Method: http.MethodPost,
		Path: "/v2/points/isTransferrable", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: capillary.ProofList})
	opIsTransferrableWithOTP = operations.Define(capillary.Operation{Name: "points.IsTransferrableWithOTP", Method: http.MethodPost,
		Path: "/v2/points/isTransferrable", Safety: capillary.Effect, Envelope: capillary.Data,
		Proof: capillary.ProofList})
	opTransfer = operations.Define(capillary.Operation{Name: "points.Transfer", Method: http.MethodPost,
		Path: "/v2/points/transfer", Safety: capillary.Unsafe, Envelope: capillary.Data,
		Proof: "[].transferId"})
	opTransfers = operations.Define(capillary.Operation{Name: "points.Transfers", Method: http.MethodGet,
		Path: "/v2/points/transfer", Lookup: "/v2/points/transfer", Safety: capillary.Read,
		Proof: "data"})
	opIsGroupTransferrable = operations.Define(capillary.Operation{Name: "points.IsGroupTransferrable", Method: http.MethodPost,
		Path: "/v2/points/userGroup2/isTransferrable", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: capillary.ProofList})
	opTransferGroup = operations.Define(capillary.Operation{Name: "points.TransferGroup", Method: http.MethodPost,
		Path: "/v2/points/userGroup2/transfer", Safety: capillary.Unsafe, Envelope: capillary.Data,
		Proof: "[].transferId"})
)

// Issuing, changing and taking away points and alternate currencies.
var (
	opAllocateCurrency = operations.Define(capillary.Operation{Name: "points.AllocateCurrency", Method: http.MethodPost,
		Path: "/v2/customers/bulk/manualCurrencyAllocate", Safety: capillary.Keyed, Repeat: ErrDuplicateUniqueID, Items: "data",
		Proof: "data", Item: capillary.ItemProof{Proof: capillary.ProofSuccess}})
	opDeduct = operations.Define(capillary.Operation{Name: "points.Deduct", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/negativePointsAdjustment", Lookup: "/v2/customers/lookup/negativePointsAdjustment",
		Sourced: true, Safety: capillary.Unsafe,
		Proof: "pointsAvailable|valueAvailable"})
	opRequestGroupGoodwill = operations.Define(capillary.Operation{Name: "points.RequestGroupGoodwill", Method: http.MethodPost,
		Path: "/v2/requests", Safety: capillary.Unsafe,
		Proof: "createdId"})
	opUnlockPromised = operations.Define(capillary.Operation{Name: "points.UnlockPromised", Method: http.MethodPost,
		Path: "/v2/points/unlockPromisedPoints", Lookup: "/v2/points/unlockPromisedPoints", Safety: capillary.Unsafe,
		Proof: "pointsUnlocked.[]"})
	opUpdateExpiry = operations.Define(capillary.Operation{Name: "points.UpdateExpiry", Method: http.MethodPost,
		Path: "/v2/points/updateExpiry", Safety: capillary.Unsafe, Envelope: capillary.Entity,
		Proof: "updateCurrencyExpiryDateResponse.[]"})
)

// Historical points, and what moved the expiry of points. Fields of historical points are deleted with a GET.
var (
	opHistoricalPoints = operations.Define(capillary.Operation{Name: "points.HistoricalPoints", Method: http.MethodPost,
		Path: "/v2/historicalPoints/getHistoricalPoints/{id}", Safety: capillary.Read,
		Proof: "historicalPointsData"})
	opSaveHistoricalPointsFields = operations.Define(capillary.Operation{Name: "points.SaveHistoricalPointsFields", Method: http.MethodPost,
		Path: "/v2/historicalPoints/saveCustomFields", Safety: capillary.Natural,
		Proof: capillary.ProofOwnSuccess})
	opHistoricalPointsFields = operations.Define(capillary.Operation{Name: "points.HistoricalPointsFields", Method: http.MethodGet,
		Path: "/v2/historicalPoints/getCustomFields", Safety: capillary.Read, Envelope: capillary.Entity,
		Proof: capillary.ProofList})
	opDeleteHistoricalPointsField = operations.Define(capillary.Operation{Name: "points.DeleteHistoricalPointsField", Method: http.MethodGet,
		Path: "/v2/historicalPoints/deleteCustomFields", Safety: capillary.Effect,
		Proof: capillary.ProofOwnSuccess})
	opSinglePointsExpiryUpdates = operations.Define(capillary.Operation{Name: "points.SinglePointsExpiryUpdates", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/singlePointsExpiryUpdates", Safety: capillary.Read,
		Proof: "singlePointsExpiryUpdateList"})
)

// The ledger, in the own organisation and in connected ones.
var (
	opLedgerBalance = operations.Define(capillary.Operation{Name: "points.LedgerBalance", Method: http.MethodGet,
		Path: "/v2/pointsLedger/getCustomerLedgerBalance", Lookup: "/v2/pointsLedger/getCustomerLedgerBalance", Safety: capillary.Read,
		Proof: "ledgerDetails"})
	opLedger = operations.Define(capillary.Operation{Name: "points.Ledger", Method: http.MethodGet,
		Path: "/v2/pointsLedger/getCustomerLedgerInfo", Lookup: "/v2/pointsLedger/getCustomerLedgerInfo", Safety: capillary.Read,
		Proof: "ledgerDetails|ledgerEntries"})
	opConnectedLedger = operations.Define(capillary.Operation{Name: "points.ConnectedLedger", Method: http.MethodGet,
		Path: "/v2.1/pointsLedger/getCustomerLedgerInfo", Lookup: "/v2.1/pointsLedger/getCustomerLedgerInfo", Safety: capillary.Read,
		Proof: "ledgerDetails|ledgerEntries"})
	opExplodeLedger = operations.Define(capillary.Operation{Name: "points.ExplodeLedger", Method: http.MethodGet,
		Path: "/v2/pointsLedger/getLedgerExplodeInfo", Lookup: "/v2/pointsLedger/getLedgerExplodeInfo", Safety: capillary.Read,
		Proof: "events"})
	opExplodeConnectedLedger = operations.Define(capillary.Operation{Name: "points.ExplodeConnectedLedger", Method: http.MethodGet,
		Path: "/v2.1/pointsLedger/getLedgerExplodeInfo", Lookup: "/v2.1/pointsLedger/getLedgerExplodeInfo", Safety: capillary.Read,
		Proof: "events"})
)

// Allocations, read through Neo.
var (
	opAllocationsOfEvent = operations.Define(capillary.Operation{Name: "points.AllocationsOfEvent", Method: http.MethodGet,
		Path: "/x/neo/pointsAllocation/event", Safety: capillary.Read,
		Proof: capillary.ProofList})
	opAllocationsExpiring = operations.Define(capillary.Operation{Name: "points.AllocationsExpiring", Method: http.MethodGet,
		Path: "/x/neo/pointsAllocation/dateRange", Safety: capillary.Read,
		Proof: capillary.ProofList})
	opCouponRedemptionFields = operations.Define(capillary.Operation{Name: "points.CouponRedemptionFields", Method: http.MethodGet,
		Path: "/x/neo/couponRedemption/customFields", Safety: capillary.Read,
		Proof: capillary.ProofList})
)

// moving are the operations that bring points from one customer to another, or back.
var moving = []string{"points.IsGroupTransferrable", "points.IsTransferrable", "points.IsTransferrableWithOTP", "points.Reverse",
	"points.Transfer", "points.TransferGroup"}
