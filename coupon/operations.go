package coupon

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Series. One address is documented in 2022 only: there the series is named by the id in the body.
var (
	opCreateSeries = operations.Define(capillary.Operation{Name: "coupon.CreateSeries", Method: http.MethodPost,
		Path: "/v2/coupon/series", Safety: capillary.Unsafe,
		Proof: "id"})
	opUpdateSeries = operations.Define(capillary.Operation{Name: "coupon.UpdateSeries", Method: http.MethodPut,
		Path: "/v2/coupon/series/{id}", Safety: capillary.Replace,
		Proof: "id", Echo: "id"})
	opUpdateSeriesByBody = operations.Define(capillary.Operation{Name: "coupon.UpdateSeriesByBody", Method: http.MethodPut,
		Path: "/v2/coupon/series", Safety: capillary.Replace,
		Proof: "id"})
	opSeries = operations.Define(capillary.Operation{Name: "coupon.Series", Method: http.MethodGet,
		Path: "/v2/coupon/series", Safety: capillary.Read,
		Proof: "entity"})
	opSeriesV1 = operations.Define(capillary.Operation{Name: "coupon.SeriesV1", Method: http.MethodGet,
		Path: "/v1.1/coupon/series", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "series"})
)

// Issuing. Nothing protects against a second coupon. A resend is a message to the customer.
var (
	opIssue = operations.Define(capillary.Operation{Name: "coupon.Issue", Method: http.MethodPost,
		Path: "/v2/coupon/issue", Safety: capillary.Unsafe,
		Proof: "code"})
	opIssueBulk = operations.Define(capillary.Operation{Name: "coupon.IssueBulk", Method: http.MethodPost,
		Path: "/v2/coupon/bulk/issue", Customer: capillary.InBody, Safety: capillary.Unsafe, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "result.code", Key: "entityId|result.seriesId"}})
	opIssueMultiple = operations.Define(capillary.Operation{Name: "coupon.IssueMultiple", Method: http.MethodPost,
		Path: "/v2/coupon/issue/multiple", Safety: capillary.Unsafe,
		Proof: "coupons.[].code"})
	opIssueV1 = operations.Define(capillary.Operation{Name: "coupon.IssueV1", Method: http.MethodPost,
		Path: "/v1.1/coupon/issue", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "coupon|coupons.coupon",
		Proof: "coupon|coupons.coupon", Item: capillary.ItemProof{Proof: capillary.ProofSuccess}})
	opResend = operations.Define(capillary.Operation{Name: "coupon.Resend", Method: http.MethodGet,
		Path: "/v1.1/coupon/resend", Lookup: "/v1.1/coupon/resend", Safety: capillary.Effect, Envelope: capillary.V1,
		Proof: capillary.ProofItemStatus})
)

// Redeeming. A coupon's code is the natural key. The bulk redemption and its dry run are one address, two operations,
// of one class: a cluster that does not know the dry run's parameter would redeem.
var (
	opRedeem = operations.Define(capillary.Operation{Name: "coupon.Redeem", Method: http.MethodPost,
		Path: "/v2/coupon/redeem", Customer: capillary.InBody, Safety: capillary.Natural,
		Proof: capillary.ProofSuccess, Verdict: "redemptionStatus"})
	opRedeemBulk = operations.Define(capillary.Operation{Name: "coupon.RedeemBulk", Method: http.MethodPost,
		Path: "/v2/coupon/bulk/redeem", Customer: capillary.InBody, Safety: capillary.Natural, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Verdict: "result.redemptionStatus", Key: "result.code", AllOrNone: ErrBatchFailed}})
	opRedeemBulkDryRun = operations.Define(capillary.Operation{Name: "coupon.RedeemBulkDryRun", Method: http.MethodPost,
		Path: "/v2/coupon/bulk/redeem", Customer: capillary.InBody, Safety: capillary.Natural, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Verdict: "result.redemptionStatus", Key: "result.code"}})
	opRedeemV1 = operations.Define(capillary.Operation{Name: "coupon.RedeemV1", Method: http.MethodPost,
		Path: "/v1.1/coupon/redeem", Safety: capillary.Natural, Envelope: capillary.V1,
		Proof: capillary.ProofItemStatus, Echo: "coupons.coupon.code|coupon.code"})
	opIsRedeemable = operations.Define(capillary.Operation{Name: "coupon.IsRedeemable", Method: http.MethodGet,
		Path: "/v2/coupon/is_redeemable", Lookup: "/v2/coupon/is_redeemable", Customer: capillary.ByKind, Safety: capillary.Read,
		Proof: "redemption", Echo: "redemption.code"})
	opIsRedeemableV1 = operations.Define(capillary.Operation{Name: "coupon.IsRedeemableV1", Method: http.MethodGet,
		Path: "/v1.1/coupon/isredeemable", Lookup: "/v1.1/coupon/isredeemable", Safety: capillary.Read, Envelope: capillary.V1,
		Items: "coupons.redeemable",
		Proof: "coupons.redeemable", Item: capillary.ItemProof{Proof: capillary.ProofItemStatus, Key: "code"}})
)

// Afterwards. Whether the API refuses to reactivate or revoke the same thing again is not documented.
var (
	opUpdateRedemptions = operations.Define(capillary.Operation{Name: "coupon.UpdateRedemptions", Method: http.MethodPut,
		Path: "/v2/coupon/redeem", Safety: capillary.Replace, Envelope: capillary.Entity,
		Proof: "redemptions.[]", Verdict: "status"})
	opReactivate = operations.Define(capillary.Operation{Name: "coupon.Reactivate", Method: http.MethodPost,
		Path: "/v2/coupon/reactivate", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess + "|" + capillary.ProofEmptyEnvelope})
	opRevoke = operations.Define(capillary.Operation{Name: "coupon.Revoke", Method: http.MethodPost,
		Path: "/v2/coupon/revoke", Safety: capillary.Unsafe,
		Proof: "revokedCoupons|entity.revokedCoupons"})
	opUpdateExpiry = operations.Define(capillary.Operation{Name: "coupon.UpdateExpiry", Method: http.MethodPut,
		Path: "/v2/coupon/bulk/expiry", Safety: capillary.Replace, Envelope: capillary.Entity,
		Proof: "totalCount"})
)

// Details.
var (
	opGet = operations.Define(capillary.Operation{Name: "coupon.Get", Method: http.MethodGet,
		Path: "/v2/coupon", Safety: capillary.Read,
		Proof: "coupons|data|entity"})
	opGetV1 = operations.Define(capillary.Operation{Name: "coupon.GetV1", Method: http.MethodGet,
		Path: "/v1.1/coupon/get", Safety: capillary.Read, Envelope: capillary.V1, Items: "coupons.coupon",
		Proof: "coupons.coupon"})
)

// Uploads. The coupon service has them, not the API proper, so they know no v2 envelope.
var (
	opUpload = operations.Define(capillary.Operation{Name: "coupon.Upload", Method: http.MethodPost,
		Path: "/coupon/api/v1/upload/file/{couponSeriesId}", Safety: capillary.Unsafe,
		Proof: "result"})
	opUploadRedeemed = operations.Define(capillary.Operation{Name: "coupon.UploadRedeemed", Method: http.MethodPost,
		Path: "/coupon/api/v1/upload/redeemFile/{couponSeriesId}", Safety: capillary.Unsafe,
		Proof: "result"})
	opUploadStatus = operations.Define(capillary.Operation{Name: "coupon.UploadStatus", Method: http.MethodGet,
		Path: "/coupon/api/v1/upload/getUploadStatus/{couponSeriesId}", Safety: capillary.Read,
		Proof: "result"})
	opUploadRedeemedStatus = operations.Define(capillary.Operation{Name: "coupon.UploadRedeemedStatus", Method: http.MethodGet,
		Path: "/coupon/api/v1/upload/getUploadRedeemedCouponStatus/{couponSeriesId}", Safety: capillary.Read,
		Proof: "result"})
)
