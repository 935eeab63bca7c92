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
	issue := envelope.Issue{Code: int(cmp.Or(s.StatusCode.Code, s.Code)), Message: cmp.Or(s.Message, s.StatusCode.Message)}
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
	return all
}

// expiryReply is the reply to UpdateExpiry.
type expiryReply struct{ UpdatedExpiry }

func (r *expiryReply) Parts() (all []envelope.Part) {
	for range min(r.SuccessCount, maxExpiries) {
		all = append(all, envelope.Part{Done: true})
	}
	for _, u := range r.UnprocessedCoupons {
		all = append(all, envelope.Part{Failed: true, Issue: envelope.Issue{Code: int(u.ErrorCode), Message: u.ErrorMessage}})
	}
	return all
}

// maxExpiries bounds what a reply can claim to have changed.
const maxExpiries = 10_000

// revokedReply is the reply to Revoke. In one of the documented forms the result stands in an entity, in another beside it.
type revokedReply struct {
	Revoked

	Entity *Revoked `json:"entity"`
}

func (r *revokedReply) Parts() (all []envelope.Part) {
	result := r.result()
	for _, c := range result.RevokedCoupons {
		all = append(all, envelope.Part{Done: true, Keys: []string{c.CouponCode}})
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
	return all
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
