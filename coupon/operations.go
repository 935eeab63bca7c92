package coupon

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Series. One address is documented in 2022 only: there the series is named by the id in the body.
var (
	opCreateSeries = operations.Define(capillary.Operation{Name: "coupon.CreateSeries", Method: http.MethodPost,
		Path: "/v2/coupon/series", Safety: capillary.Unsafe})
	opUpdateSeries = operations.Define(capillary.Operation{Name: "coupon.UpdateSeries", Method: http.MethodPut,
		Path: "/v2/coupon/series/{id}", Safety: capillary.Replace})
	opUpdateSeriesByBody = operations.Define(capillary.Operation{Name: "coupon.UpdateSeriesByBody", Method: http.MethodPut,
		Path: "/v2/coupon/series", Safety: capillary.Replace})
	opSeries = operations.Define(capillary.Operation{Name: "coupon.Series", Method: http.MethodGet,
		Path: "/v2/coupon/series", Safety: capillary.Read})
	opSeriesV1 = operations.Define(capillary.Operation{Name: "coupon.SeriesV1", Method: http.MethodGet,
		Path: "/v1.1/coupon/series", Safety: capillary.Read, Envelope: capillary.V1})
)

// Issuing. Nothing protects against a second coupon. A resend is a message to the customer.
var (
	opIssue = operations.Define(capillary.Operation{Name: "coupon.Issue", Method: http.MethodPost,
		Path: "/v2/coupon/issue", Safety: capillary.Unsafe})
	opIssueBulk = operations.Define(capillary.Operation{Name: "coupon.IssueBulk", Method: http.MethodPost,
		Path: "/v2/coupon/bulk/issue", Safety: capillary.Unsafe, Items: "response"})
	opIssueMultiple = operations.Define(capillary.Operation{Name: "coupon.IssueMultiple", Method: http.MethodPost,
		Path: "/v2/coupon/issue/multiple", Safety: capillary.Unsafe})
	opIssueV1 = operations.Define(capillary.Operation{Name: "coupon.IssueV1", Method: http.MethodPost,
		Path: "/v1.1/coupon/issue", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "coupon"})
	opResend = operations.Define(capillary.Operation{Name: "coupon.Resend", Method: http.MethodGet,
		Path: "/v1.1/coupon/resend", Lookup: "/v1.1/coupon/resend", Safety: capillary.Effect, Envelope: capillary.V1})
)

// Redeeming. A coupon's code is the natural key. The bulk redemption and its dry run are one address, two operations,
// of one class: a cluster that does not know the dry run's parameter would redeem.
var (
	opRedeem = operations.Define(capillary.Operation{Name: "coupon.Redeem", Method: http.MethodPost,
		Path: "/v2/coupon/redeem", Safety: capillary.Natural})
	opRedeemBulk = operations.Define(capillary.Operation{Name: "coupon.RedeemBulk", Method: http.MethodPost,
		Path: "/v2/coupon/bulk/redeem", Safety: capillary.Natural, Items: "response"})
	opRedeemBulkDryRun = operations.Define(capillary.Operation{Name: "coupon.RedeemBulkDryRun", Method: http.MethodPost,
		Path: "/v2/coupon/bulk/redeem", Safety: capillary.Natural, Items: "response"})
	opRedeemV1 = operations.Define(capillary.Operation{Name: "coupon.RedeemV1", Method: http.MethodPost,
		Path: "/v1.1/coupon/redeem", Safety: capillary.Natural, Envelope: capillary.V1})
	opIsRedeemable = operations.Define(capillary.Operation{Name: "coupon.IsRedeemable", Method: http.MethodGet,
		Path: "/v2/coupon/is_redeemable", Lookup: "/v2/coupon/is_redeemable", Customer: capillary.ByKind, Safety: capillary.Read})
	opIsRedeemableV1 = operations.Define(capillary.Operation{Name: "coupon.IsRedeemableV1", Method: http.MethodGet,
		Path: "/v1.1/coupon/isredeemable", Lookup: "/v1.1/coupon/isredeemable", Safety: capillary.Read, Envelope: capillary.V1,
		Items: "coupons.redeemable"})
)

// Afterwards. Whether the API refuses to reactivate or revoke the same thing again is not documented.
var (
	opUpdateRedemptions = operations.Define(capillary.Operation{Name: "coupon.UpdateRedemptions", Method: http.MethodPut,
		Path: "/v2/coupon/redeem", Safety: capillary.Replace, Envelope: capillary.Entity})
	opReactivate = operations.Define(capillary.Operation{Name: "coupon.Reactivate", Method: http.MethodPost,
		Path: "/v2/coupon/reactivate", Safety: capillary.Unsafe})
	opRevoke = operations.Define(capillary.Operation{Name: "coupon.Revoke", Method: http.MethodPost,
		Path: "/v2/coupon/revoke", Safety: capillary.Unsafe})
	opUpdateExpiry = operations.Define(capillary.Operation{Name: "coupon.UpdateExpiry", Method: http.MethodPut,
		Path: "/v2/coupon/bulk/expiry", Safety: capillary.Replace, Envelope: capillary.Entity})
)

// Details.
var (
	opGet = operations.Define(capillary.Operation{Name: "coupon.Get", Method: http.MethodGet,
		Path: "/v2/coupon", Safety: capillary.Read})
	opGetV1 = operations.Define(capillary.Operation{Name: "coupon.GetV1", Method: http.MethodGet,
		Path: "/v1.1/coupon/get", Safety: capillary.Read, Envelope: capillary.V1, Items: "coupons.coupon"})
)

// Uploads. The coupon service has them, not the API proper, so they know no v2 envelope.
var (
	opUpload = operations.Define(capillary.Operation{Name: "coupon.Upload", Method: http.MethodPost,
		Path: "/coupon/api/v1/upload/file/{couponSeriesId}", Safety: capillary.Unsafe})
	opUploadRedeemed = operations.Define(capillary.Operation{Name: "coupon.UploadRedeemed", Method: http.MethodPost,
		Path: "/coupon/api/v1/upload/redeemFile/{couponSeriesId}", Safety: capillary.Unsafe})
	opUploadStatus = operations.Define(capillary.Operation{Name: "coupon.UploadStatus", Method: http.MethodGet,
		Path: "/coupon/api/v1/upload/getUploadStatus/{couponSeriesId}", Safety: capillary.Read})
	opUploadRedeemedStatus = operations.Define(capillary.Operation{Name: "coupon.UploadRedeemedStatus", Method: http.MethodGet,
		Path: "/coupon/api/v1/upload/getUploadRedeemedCouponStatus/{couponSeriesId}", Safety: capillary.Read})
)
