package coupon

import (
	"cmp"
	"strconv"

	"github.com/capillary-go/sdk/internal/envelope"
)

// The coupon service tells of a refusal inside the redemption, in a reply that otherwise reports success. The replies here
// tell their parts, so that the client weighs them with everything else it knows of a reply.

// part is what a redemption's own status says.
func (s RedemptionStatus) part(keys ...string) envelope.Part {
	done := s.Success || s.Status || s.StatusCode.Status
	code := cmp.Or(s.StatusCode.Code, s.Code)
	if code == CodeOK && s.Code != 0 { // of two that differ the other one says more
		code = s.Code
	}
	issue := envelope.Issue{Code: int(code), Message: cmp.Or(s.Message, s.StatusCode.Message)}
	return envelope.Part{Keys: keys, Done: done, Failed: !done && issue != (envelope.Issue{}), Issue: issue}
}

// redeemReply is the reply to Redeem.
type redeemReply struct {
	Redeemed
}

func (r *redeemReply) Parts() (all []envelope.Part) {
	for i := range r.Redemption {
		all = append(all, r.Redemption[i].RedemptionStatus.part(r.Redemption[i].Code))
	}
	return all
}

// updatedReply is the reply to UpdateRedemptions.
type updatedReply struct{ UpdatedRedemptions }

func (r *updatedReply) Parts() (all []envelope.Part) {
	for i := range r.Redemptions {
		p := r.Redemptions[i].RedemptionStatus.part(strconv.FormatInt(r.Redemptions[i].RedemptionID, 10))
		all = append(all, p)
	}
	return append(all, uncounted(all, r.FailedCount)...)
}

// uncounted are parts of which nothing is told: those that the reply counts as failed, and does not name.
func uncounted(all []envelope.Part, failed int64) []envelope.Part {
	for i := range all {
		if all[i].Failed {
			failed--
		}
	}
	return make([]envelope.Part, min(max(failed, 0), maxParts))
}

// expiryReply is the reply to UpdateExpiry.
type expiryReply struct{ UpdatedExpiry }

func (r *expiryReply) Parts() (all []envelope.Part) {
	for range min(r.SuccessCount, maxParts) {
		all = append(all, envelope.Part{Done: true})
	}
	for _, u := range r.UnprocessedCoupons {
		all = append(all, envelope.Part{Failed: true, Issue: envelope.Issue{Code: int(u.ErrorCode), Message: u.ErrorMessage}})
	}
	return append(all, uncounted(all, r.FailedCount)...)
}

// maxParts bounds what a reply can claim to have changed.
const maxParts = 10_000

// revokedReply is the reply to Revoke. In one of the documented forms the result stands in an entity, in another beside it.
type revokedReply struct {
	Revoked

	Entity *Revoked `json:"entity"`
}

func (r *revokedReply) Parts() (all []envelope.Part) {
	result := r.result()
	for _, c := range result.RevokedCoupons {
		all = append(all, envelope.Part{Done: c.CouponCode != "" || c.CouponID > 0, Keys: []string{c.CouponCode}})
	}
	for _, f := range result.FailedToRevoke {
		failed := envelope.Part{Failed: true, Issue: envelope.Issue{Code: int(f.ErrorCode), Message: f.ErrorMessage}}
		for _, code := range f.CouponCodes {
			all = append(all, envelope.Part{Failed: true, Issue: failed.Issue, Keys: []string{code}})
		}
		if len(f.CouponCodes) == 0 {
			all = append(all, failed)
		}
	}
	return append(all, uncounted(all, result.FailedCount)...)
}

func (r *revokedReply) result() *Revoked {
	switch {
	case r == nil:
		return nil
	case r.Entity == nil:
		return &r.Revoked
	}
	r.Entity.Warnings = r.Warnings
	return r.Entity
}
