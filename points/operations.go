package points

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Redemption. The check reads, and with issue_otp=true it sends a code: one address, two operations.
var (
	opIsRedeemable = operations.Define(capillary.Operation{Name: "points.IsRedeemable", Method: http.MethodGet,
		Path: "/v1.1/points/isredeemable", Lookup: "/v1.1/points/isredeemable", Safety: capillary.Read, Envelope: capillary.V1})
	opIsRedeemableWithOTP = operations.Define(capillary.Operation{Name: "points.IsRedeemableWithOTP", Method: http.MethodGet,
		Path: "/v1.1/points/isredeemable", Lookup: "/v1.1/points/isredeemable", Safety: capillary.Effect, Envelope: capillary.V1})
	opIssueValidationCode = operations.Define(capillary.Operation{Name: "points.IssueValidationCode", Method: http.MethodGet,
		Path: "/v1.1/points/validationcode", Lookup: "/v1.1/points/validationcode", Safety: capillary.Effect, Envelope: capillary.V1})
	opRedeem = operations.Define(capillary.Operation{Name: "points.Redeem", Method: http.MethodPost,
		Path: "/v1.1/points/redeem", Safety: capillary.Keyed, Envelope: capillary.V1})
	opUpdateRedemption = operations.Define(capillary.Operation{Name: "points.UpdateRedemption", Method: http.MethodPut,
		Path: "/v2/points/updateRedemption", Safety: capillary.Replace})
	opReverse = operations.Define(capillary.Operation{Name: "points.Reverse", Method: http.MethodPost,
		Path: "/v2/points/reverse", Safety: capillary.Natural})
)

// Transfers. No key protects them, so none is ever sent twice. The check sends a code if issueOtp is true.
var (
	opIsTransferrable = operations.Define(capillary.Operation{Name: "points.IsTransferrable", Method: http.MethodPost,
		Path: "/v2/points/isTransferrable", Safety: capillary.Read, Envelope: capillary.Data})
	opIsTransferrableWithOTP = operations.Define(capillary.Operation{Name: "points.IsTransferrableWithOTP", Method: http.MethodPost,
		Path: "/v2/points/isTransferrable", Safety: capillary.Effect, Envelope: capillary.Data})
	opTransfer = operations.Define(capillary.Operation{Name: "points.Transfer", Method: http.MethodPost,
		Path: "/v2/points/transfer", Safety: capillary.Unsafe, Envelope: capillary.Data})
	opTransfers = operations.Define(capillary.Operation{Name: "points.Transfers", Method: http.MethodGet,
		Path: "/v2/points/transfer", Lookup: "/v2/points/transfer", Safety: capillary.Read})
	opIsGroupTransferrable = operations.Define(capillary.Operation{Name: "points.IsGroupTransferrable", Method: http.MethodPost,
		Path: "/v2/points/userGroup2/isTransferrable", Safety: capillary.Read, Envelope: capillary.Data})
	opTransferGroup = operations.Define(capillary.Operation{Name: "points.TransferGroup", Method: http.MethodPost,
		Path: "/v2/points/userGroup2/transfer", Safety: capillary.Unsafe, Envelope: capillary.Data})
)

// Issuing, changing and taking away points and alternate currencies.
var (
	opAllocateCurrency = operations.Define(capillary.Operation{Name: "points.AllocateCurrency", Method: http.MethodPost,
		Path: "/v2/customers/bulk/manualCurrencyAllocate", Safety: capillary.Keyed, Items: "data"})
	opDeduct = operations.Define(capillary.Operation{Name: "points.Deduct", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/negativePointsAdjustment", Lookup: "/v2/customers/lookup/negativePointsAdjustment",
		Sourced: true, Safety: capillary.Unsafe})
	opRequestGroupGoodwill = operations.Define(capillary.Operation{Name: "points.RequestGroupGoodwill", Method: http.MethodPost,
		Path: "/v2/requests", Safety: capillary.Unsafe})
	opUnlockPromised = operations.Define(capillary.Operation{Name: "points.UnlockPromised", Method: http.MethodPost,
		Path: "/v2/points/unlockPromisedPoints", Lookup: "/v2/points/unlockPromisedPoints", Safety: capillary.Unsafe})
	opUpdateExpiry = operations.Define(capillary.Operation{Name: "points.UpdateExpiry", Method: http.MethodPost,
		Path: "/v2/points/updateExpiry", Safety: capillary.Unsafe, Envelope: capillary.Entity})
)

// The ledger, in the own organisation and in connected ones.
var (
	opLedgerBalance = operations.Define(capillary.Operation{Name: "points.LedgerBalance", Method: http.MethodGet,
		Path: "/v2/pointsLedger/getCustomerLedgerBalance", Lookup: "/v2/pointsLedger/getCustomerLedgerBalance", Safety: capillary.Read})
	opLedger = operations.Define(capillary.Operation{Name: "points.Ledger", Method: http.MethodGet,
		Path: "/v2/pointsLedger/getCustomerLedgerInfo", Lookup: "/v2/pointsLedger/getCustomerLedgerInfo", Safety: capillary.Read})
	opConnectedLedger = operations.Define(capillary.Operation{Name: "points.ConnectedLedger", Method: http.MethodGet,
		Path: "/v2.1/pointsLedger/getCustomerLedgerInfo", Lookup: "/v2.1/pointsLedger/getCustomerLedgerInfo", Safety: capillary.Read})
	opExplodeLedger = operations.Define(capillary.Operation{Name: "points.ExplodeLedger", Method: http.MethodGet,
		Path: "/v2/pointsLedger/getLedgerExplodeInfo", Lookup: "/v2/pointsLedger/getLedgerExplodeInfo", Safety: capillary.Read})
	opExplodeConnectedLedger = operations.Define(capillary.Operation{Name: "points.ExplodeConnectedLedger", Method: http.MethodGet,
		Path: "/v2.1/pointsLedger/getLedgerExplodeInfo", Lookup: "/v2.1/pointsLedger/getLedgerExplodeInfo", Safety: capillary.Read})
)

// Allocations, read through Neo.
var (
	opAllocationsOfEvent = operations.Define(capillary.Operation{Name: "points.AllocationsOfEvent", Method: http.MethodGet,
		Path: "/x/neo/pointsAllocation/event", Safety: capillary.Read})
	opAllocationsExpiring = operations.Define(capillary.Operation{Name: "points.AllocationsExpiring", Method: http.MethodGet,
		Path: "/x/neo/pointsAllocation/dateRange", Safety: capillary.Read})
	opCouponRedemptionFields = operations.Define(capillary.Operation{Name: "points.CouponRedemptionFields", Method: http.MethodGet,
		Path: "/x/neo/couponRedemption/customFields", Safety: capillary.Read})
)
