package coupon

import (
	"context"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// UpdateRedemptions sets what redemptions were for: the transaction, its amount, and custom fields. It is for coupons that
// were redeemed before the transaction was known. Where some could not be changed, that is no error: see the
// RedemptionStatus of each. Error: ErrInvalidRedemptionIDs.
//
// PUT /v2/coupon/redeem
func (s *Service) UpdateRedemptions(ctx context.Context, r UpdateRedemptionsRequest, opts ...capillary.RequestOption) (*UpdatedRedemptions, error) {
	reply, err := capillary.Call[*updatedReply](ctx, s.client, opUpdateRedemptions, capillary.Input{Body: r, Sent: r.ids()}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.UpdatedRedemptions, err
}

// UpdateRedemptionsRequest are redemptions to be changed.
type UpdateRedemptionsRequest struct {
	Redemptions []RedemptionUpdate `json:"redemptions"`
}

// RedemptionUpdate is a redemption to be changed.
type RedemptionUpdate struct {
	RedemptionID      int64                `json:"redemptionId"`
	BillAmount        decimal.Decimal      `json:"billAmount"`
	TransactionNumber string               `json:"transactionNumber,omitzero"`
	BillID            int64                `json:"billId,omitzero"` // id of the transaction
	CustomFields      map[string]any       `json:"customFields,omitzero"`
	Customer          capillary.Identifier `json:"user,omitzero"` // by user id, mobile, e-mail or external id
}

func (r UpdateRedemptionsRequest) ids() []string {
	ids := make([]string, len(r.Redemptions))
	for i, u := range r.Redemptions {
		ids[i] = strconv.FormatInt(u.RedemptionID, 10)
	}
	return ids
}

// Validate refuses what gives ErrRedemptionIDMissing.
func (r UpdateRedemptionsRequest) Validate() error {
	if len(r.Redemptions) == 0 {
		return capillary.Invalid("redemptions", "there are none")
	}
	for _, u := range r.Redemptions {
		if u.RedemptionID == 0 {
			return capillary.Invalid("redemptionId", "it is zero")
		}
		if u.Customer.IsZero() {
			continue
		}
		if err := check("user", u.Customer); err != nil {
			return err
		}
	}
	return nil
}

// UpdatedRedemptions are redemptions that were changed, or not.
type UpdatedRedemptions struct {
	Redemptions []UpdatedRedemption `json:"redemptions"`
	Status      RedemptionStatus    `json:"status"` // of the call
	User        CustomerDetails     `json:"user"`   // whom the call was about
	TotalCount  int64               `json:"totalCount"`
	FailedCount int64               `json:"failedCount"`
	Warnings    []capillary.Issue   `json:"warnings"`
}

// UpdatedRedemption is a redemption that was changed, or not: see RedemptionStatus.
type UpdatedRedemption struct {
	RedemptionID      int64            `json:"redemptionId"`
	BillAmount        decimal.Decimal  `json:"billAmount"`
	TransactionNumber string           `json:"transactionNumber"`
	BillID            int64            `json:"billId"`
	CustomFields      map[string]any   `json:"customFields"`
	RedemptionStatus  RedemptionStatus `json:"redemptionStatus"`
	User              CustomerDetails  `json:"user"`
}

// Reactivate takes redemptions back: the coupons can be redeemed again. Whether it refuses a redemption that was taken back
// before is not documented, and a coupon may have been redeemed anew by then, so a call whose outcome is unknown is not
// repeated: IsRedeemable tells how the coupon stands. Errors: ErrInvalidRedemptionIDs, ErrRedemptionIDMissing.
//
// POST /v2/coupon/reactivate
func (s *Service) Reactivate(ctx context.Context, r ReactivateRequest, opts ...capillary.RequestOption) (*Reactivated, error) {
	return capillary.Call[*Reactivated](ctx, s.client, opReactivate, capillary.Input{Body: r}, opts...)
}

// ReactivateRequest are redemptions to be taken back.
type ReactivateRequest struct {
	RedemptionIDs []int64 `json:"redemptionIds"`
}

// Validate refuses what gives ErrRedemptionIDMissing.
func (r ReactivateRequest) Validate() error {
	if len(r.RedemptionIDs) == 0 {
		return capillary.Invalid("redemptionIds", "there are none")
	}
	return nil
}

// Reactivated is the reply to Reactivate.
type Reactivated struct {
	Warnings []capillary.Issue `json:"warnings"`
}
