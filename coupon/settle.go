package coupon

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillary"
)

// soughtRedemption is a redemption whose outcome is in doubt.
type soughtRedemption struct {
	codes             []string
	by                Customer
	transactionNumber string
}

// lookUp finds out from the coupons' details whether they were redeemed. It is nil for a redemption without a transaction
// number: one that was made before, or at another till, would look the same. So would the first of two of one coupon.
func (s *Service) lookUp(sought soughtRedemption, result func([]DetailsV1) any, opts []capillary.RequestOption) func(context.Context) (capillary.Found, error) {
	if sought.transactionNumber == "" || !sought.distinct() {
		return nil
	}
	opts = append(slices.Clip(opts), capillary.WithMeta(new(capillary.Meta))) // what the caller asked to know is about the redemption
	return func(ctx context.Context) (capillary.Found, error) {
		details, err := s.GetV1(ctx, GetOptionsV1{Codes: sought.codes}, opts...)
		if err != nil {
			return capillary.Found{}, err
		}
		redeemed, found := sought.among(details)
		if found.Happened {
			found.Result = result(redeemed)
		}
		return found, nil
	}
}

// distinct reports whether each coupon has a code, and each another one.
func (r soughtRedemption) distinct() bool {
	seen := map[string]bool{"": true}
	for _, code := range r.codes {
		code = strings.ToUpper(code)
		if seen[code] {
			return false
		}
		seen[code] = true
	}
	return true
}

// among judges all coupons together. Nothing happened only if all of them are there and none was redeemed at all: of
// several redemptions of one coupon the details show one, and that another is shown says nothing of this one.
func (r soughtRedemption) among(details *capillary.Batch[DetailsV1]) (redeemed []DetailsV1, found capillary.Found) {
	for _, code := range r.codes {
		known, free := false, true
		for i := range details.Items {
			c := &details.Items[i].Value
			if c.ID <= 0 || !strings.EqualFold(c.Code, code) {
				continue
			}
			known = true
			if r.is(c) {
				redeemed = append(redeemed, *c)
				free = false
				break
			}
			free = free && !c.RedemptionInfo.Redeemed
		}
		found.Conflict = found.Conflict || !known || !free
	}
	if len(redeemed) == len(r.codes) {
		return redeemed, capillary.Found{Happened: true}
	}
	return nil, found
}

// is reports whether the coupon's redemption is the one that is sought.
func (r soughtRedemption) is(c *DetailsV1) bool {
	return c.RedemptionInfo.Redeemed && c.transactionNumber() == r.transactionNumber && c.redeemedBy(r.by)
}

// transactionNumber is what the coupon was redeemed for. It stands in one of several places.
func (c *DetailsV1) transactionNumber() string {
	for _, t := range []TransactionV1{c.RedemptionInfo.Transaction, c.Transaction} {
		if t.BillNumber != "" {
			return t.BillNumber
		}
		if t.Number != "" {
			return t.Number
		}
	}
	return ""
}

// redeemedBy reports whether a customer redeemed the coupon. The details show the redeemer's mobile number and e-mail only,
// and more of whom the coupon was issued to: that is the redeemer too, unless the two differ.
func (c *DetailsV1) redeemedBy(who Customer) bool {
	by := c.RedemptionInfo.RedeemedBy
	if by == (PersonV1{}) {
		by = c.RedeemedBy
	}
	if same(who.Mobile, by.Mobile) || same(who.Email, by.Email) {
		return true
	}
	holder := by.Mobile == "" && by.Email == "" || same(by.Mobile, c.Customer.Mobile) || same(by.Email, c.Customer.Email)
	return holder && c.Customer.is(who)
}

// redemptionOf is what the details tell of a redemption.
func redemptionOf(c DetailsV1) Redemption {
	return Redemption{RedemptionID: c.RedemptionInfo.ID, Code: c.Code, SeriesCode: strconv.FormatInt(c.SeriesID, 10), IsAbsolute: c.IsAbsolute,
		CouponValue: c.Value, DiscountUpto: c.DiscountUpto, RedemptionStatus: RedemptionStatus{Success: true, Code: CodeOK}}
}

func redeemedReply(found []DetailsV1) any {
	reply := &redeemReply{Redeemed: Redeemed{RedemptionStatus: RedemptionStatus{Status: true, Code: CodeOK}}}
	for _, c := range found {
		reply.Redemption = append(reply.Redemption, redemptionOf(c))
	}
	return reply
}

func redeemedBulk(found []DetailsV1) any {
	all := make([]RedemptionItem, len(found))
	for i, c := range found {
		all[i].Result = redemptionOf(c)
	}
	return capillary.BatchOf(all...)
}
