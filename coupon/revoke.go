package coupon

import (
	"context"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Revoke takes back coupons that were not redeemed: those of the codes, or all of a customer. The API documents 50 codes a
// call, and 100 coupons of a customer: with more of them it is an error. For more than one code the series is required, and
// so is the customer where all coupons of the series have one code.
//
// Where only some could be revoked, that is no error: read FailedToRevoke (ErrChangeNotFound, ErrRevokeNotFound,
// ErrRevokeRedeemed). Where none could, the result comes back beside the error. A call whose outcome is unknown is not
// repeated: coupons issued since would be revoked too. IsRedeemable gives ErrRevoked for a coupon that was. Other errors:
// ErrGenericUnsupported, ErrSeriesExpired.
//
// POST /v2/coupon/revoke
func (s *Service) Revoke(ctx context.Context, r RevokeRequest, opts ...capillary.RequestOption) (*Revoked, error) {
	reply, err := capillary.Call[*revokedReply](ctx, s.client, opRevoke, capillary.Input{Query: r.Options, Body: r.body(), Sent: r.CouponCodes}, opts...)
	return reply.result(), err
}

// RevokeRequest are coupons to be revoked: codes, or a customer, or both.
type RevokeRequest struct {
	CouponSeriesID int64                `json:"couponSeriesId,omitzero"`
	Customer       capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	CouponCodes    []string             `json:"couponCodes,omitzero"`

	Options RevokeOptions `json:"options,omitzero"`
}

// body leaves out what goes elsewhere.
func (r RevokeRequest) body() RevokeRequest {
	r.Options = RevokeOptions{}
	return r
}

// RevokeOptions say how codes are shown.
type RevokeOptions struct {
	CouponCodeCase CodeCase `url:"couponCodeCase,omitempty"` // CodesUpper if empty
}

// maxCodes is how many coupons a call can revoke or change. The limit of 50 codes for a revoke is left to the API, whose
// pages name both.
const maxCodes = 100

// Validate refuses what gives ErrMandatoryMissing, and more coupons than one call revokes.
func (r RevokeRequest) Validate() error {
	switch {
	case len(r.CouponCodes) == 0 && r.Customer.IsZero():
		return capillary.Invalid("couponCodes", "codes or a customer are required")
	case len(r.CouponCodes) > maxCodes:
		return capillary.Invalid("couponCodes", "there are more than "+strconv.Itoa(maxCodes))
	case len(r.CouponCodes) > 1 && r.CouponSeriesID == 0:
		return capillary.Invalid("couponSeriesId", "several codes need it")
	case r.Customer.IsZero():
		return nil
	}
	return check("customer", r.Customer)
}

// Revoked are coupons that were revoked, or not.
type Revoked struct {
	TotalCount     int64             `json:"totalCount"`
	FailedCount    int64             `json:"failedCount"`
	HasMore        bool              `json:"hasMore"`
	RevokedCoupons []RevokedCoupon   `json:"revokedCoupons"`
	FailedToRevoke []RevokeFailure   `json:"failedToRevoke"`
	Warnings       []capillary.Issue `json:"warnings"`
}

// RevokedCoupon is a coupon that was revoked.
type RevokedCoupon struct {
	CouponID       int64  `json:"couponId"`
	CouponCode     string `json:"couponCode"`
	IssuedToUserID int64  `json:"issuedToUserId"`
}

// RevokeFailure is why coupons were not revoked.
type RevokeFailure struct {
	ErrorCode    capillary.Code `json:"errorCode"`
	ErrorMessage string         `json:"errorMessage"`
	CouponCodes  []string       `json:"couponCodes"`
}

// UpdateExpiry changes how long coupons are valid, at most 100, expired ones too, but not beyond the end of their series
// (ErrExpiryAfterSeries). An earlier time is fine. For more than one code the series is required, and for coupons that all
// have one code the customer (ErrExpiryUserIDMissing).
//
// Times have the offset that they are given with, and are turned into the cluster's zone. The time of day counts, though the
// coupon's details show the day only.
//
// Where only some could be changed, that is no error: read UnprocessedCoupons (ErrExpiryBeforeIssue, ErrExpiryInvalidCode).
// Where none could, the result comes back beside the error.
//
// PUT /v2/coupon/bulk/expiry
func (s *Service) UpdateExpiry(ctx context.Context, r UpdateExpiryRequest, opts ...capillary.RequestOption) (*UpdatedExpiry, error) {
	reply, err := capillary.Call[*expiryReply](ctx, s.client, opUpdateExpiry, capillary.Input{Body: r, Sent: make([]string, len(r.CouponCodes))}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.UpdatedExpiry, err
}

// UpdateExpiryRequest are coupons with the times they are to expire at.
type UpdateExpiryRequest struct {
	CouponSeriesID int64                `json:"couponSeriesId,omitzero"`
	Customer       capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	CouponCodes    []CouponExpiry       `json:"couponCodes"`
}

// CouponExpiry is when a coupon is to expire.
type CouponExpiry struct {
	CouponCode string    `json:"couponCode"`
	ExpiryDate time.Time `json:"expiryDate"`
}

// Validate refuses what gives ErrMandatoryMissing, and more coupons than one call changes.
func (r UpdateExpiryRequest) Validate() error {
	switch {
	case len(r.CouponCodes) == 0:
		return capillary.Invalid("couponCodes", "there are none")
	case len(r.CouponCodes) > maxCodes:
		return capillary.Invalid("couponCodes", "there are more than "+strconv.Itoa(maxCodes))
	case len(r.CouponCodes) > 1 && r.CouponSeriesID == 0:
		return capillary.Invalid("couponSeriesId", "several codes need it")
	}
	for _, c := range r.CouponCodes {
		switch {
		case c.CouponCode == "":
			return capillary.Invalid("couponCode", "it is empty")
		case c.ExpiryDate.IsZero():
			return capillary.Invalid("expiryDate", "it is zero")
		}
	}
	if r.Customer.IsZero() {
		return nil
	}
	return check("customer", r.Customer)
}

// UpdatedExpiry are coupons whose expiry was changed, or not.
type UpdatedExpiry struct {
	TotalCount         int64               `json:"totalCount"`
	FailedCount        int64               `json:"failedCount"`
	SuccessCount       int64               `json:"successCount"`
	UnprocessedCoupons []UnprocessedCoupon `json:"unprocessedCoupons"`
	UserID             int64               `json:"userId"`
	CouponSeriesID     int64               `json:"couponSeriesId"`
	Warnings           []capillary.Issue   `json:"warnings"`
}

// UnprocessedCoupon is a coupon whose expiry was not changed.
type UnprocessedCoupon struct {
	CouponCode   string         `json:"couponCode"`
	ExpiryDate   time.Time      `json:"expiryDate"` // that was asked for
	ErrorCode    capillary.Code `json:"errorCode"`
	ErrorMessage string         `json:"errorMessage"`
}
