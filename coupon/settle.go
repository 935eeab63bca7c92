package coupon

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// soughtRedemption is a redemption whose outcome is in doubt.
type soughtRedemption struct {
	codes             []string
	by                capillary.Identifier
	transactionNumber string
}

// SettleRedeem finds out what became of a redemption whose outcome was unknown at a moment, from the coupons' details: in
// another process, after a restart, from a job. since is the Since of the capillary.OutcomeUnknownError, or the time when the
// program stopped; r is the request as it was. It needs a TransactionNumber: nothing else tells this redemption from another.
//
// What is found happened: that coupon was redeemed by that customer for that transaction. That no coupon was redeemed at all
// counts as not done only from the settle time after since on (capillary.WithSettleTime). A coupon that was redeemed otherwise,
// or that is not there under its code, is a Conflict: of several redemptions the details show one.
//
// GET /v1.1/coupon/get
func (s *Service) SettleRedeem(ctx context.Context, r RedeemRequest, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*Redeemed], error,
) {
	return capillary.Settle[*Redeemed](ctx, s.client, opRedeem.Name, since, s.lookUp(r.sought(), redeemedReply, opts), opts...)
}

// SettleRedeemBulk is SettleRedeem for RedeemBulk, which redeems all coupons or none.
//
// GET /v1.1/coupon/get
func (s *Service) SettleRedeemBulk(ctx context.Context, r RedeemRequest, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*capillary.Batch[RedemptionItem]], error,
) {
	return capillary.Settle[*capillary.Batch[RedemptionItem]](ctx, s.client, opRedeemBulk.Name, since, s.lookUp(r.sought(), redeemedBulk, opts), opts...)
}

// SettleRedeemV1 is SettleRedeem for RedeemV1. Only coupons named by code, of one customer and one transaction, can be found.
//
// GET /v1.1/coupon/get
func (s *Service) SettleRedeemV1(ctx context.Context, r RedeemRequestV1, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*RedeemedV1], error,
) {
	return capillary.Settle[*RedeemedV1](ctx, s.client, opRedeemV1.Name, since, s.lookUp(r.sought(), redeemedReplyV1, opts), opts...)
}

// ReactivateByCode takes the redemption of a coupon back where its id is not known: it looks up whether the customer redeemed
// the coupon for the bill, and reactivates that redemption and no other. since is when the redemption was sent at the latest.
//
// Nothing is taken back, with a *capillary.NotSettledError, where the coupon was redeemed otherwise or is not there
// (capillary.ErrConflict), where the redemption did not happen (capillary.ErrNotThere), and where it is too early to say
// (capillary.ErrNotSettled).
//
// GET /v1.1/coupon/get, POST /v2/coupon/reactivate
func (s *Service) ReactivateByCode(ctx context.Context, r ReactivateByCodeRequest, since time.Time, opts ...capillary.RequestOption) (
	*Reactivated, error,
) {
	if err := check("customer", r.Customer.In("", "")); err != nil {
		return nil, capillary.InvalidFor(opReactivate.Name, err)
	}
	sought := RedeemRequest{Customer: r.Customer, TransactionNumber: r.TransactionNumber, Redemptions: []RedemptionCode{{Code: r.Code}}}
	known, err := s.SettleRedeem(ctx, sought, since, opts...)
	redeemed, err := capillary.Undoable(opReactivate.Name, known, err)
	if err != nil {
		return nil, err
	}
	id := redeemed.Redemption[0].RedemptionID
	if id <= 0 {
		return nil, capillary.InvalidFor(opReactivate.Name, capillary.Invalid("redemptionIds", "the coupon's details do not tell the id of the redemption"))
	}
	return s.Reactivate(ctx, ReactivateRequest{RedemptionIDs: []int64{id}}, opts...)
}

// ReactivateByCodeRequest is a redemption to be taken back. All of it is required.
type ReactivateByCodeRequest struct {
	Customer          capillary.Identifier `json:"customer"` // by user id, mobile, e-mail or external id
	Code              string               `json:"code"`
	TransactionNumber string               `json:"transactionNumber"` // of the bill that the coupon was redeemed for
}

// lookUp finds out from the coupons' details whether they were redeemed. It is nil for a redemption without a transaction
// number: one that was made before, or at another till, would look the same. So would the first of two of one coupon.
func (s *Service) lookUp(sought soughtRedemption, result func([]DetailsV1) any, opts []capillary.RequestOption) func(context.Context) (capillary.Found, error) {
	if sought.transactionNumber == "" || !sought.distinct() {
		return nil
	}
	return func(ctx context.Context) (capillary.Found, error) {
		var meta capillary.Meta // what the caller asked to know is about the redemption
		details, err := s.GetV1(ctx, GetOptionsV1{Codes: sought.codes}, append(capillary.Aside(opts), capillary.WithMeta(&meta))...)
		if err != nil {
			return capillary.Found{}, err
		}
		redeemed, found := sought.among(details)
		switch {
		case found.Happened:
			found.Result = result(redeemed)
		case found.Conflict && sought.mayBeAmong(details):
			return capillary.Found{}, errNotConclusive
		case !found.Conflict && (len(meta.Drift) > 0 || sought.hasForeign(details)):
			return capillary.Found{}, errNotConclusive
		}
		return found, nil
	}
}

var errNotConclusive = errors.New("coupon: the coupons' details do not tell whether the redemption happened")

// mayBeAmong reports whether a coupon was redeemed for the transaction by a customer who is sought by card: the details tell no
// cards.
func (r soughtRedemption) mayBeAmong(details *capillary.Batch[DetailsV1]) bool {
	if by := r.by.Name(); by != "cardnumber" && by != "cardExternalId" {
		return false
	}
	return slices.ContainsFunc(details.Items, func(i capillary.Item[DetailsV1]) bool {
		return i.Value.RedemptionInfo.Redeemed && i.Value.transactionNumber() == r.transactionNumber
	})
}

// distinct reports whether each coupon has a code, and each another one.
func (r soughtRedemption) distinct() bool {
	seen := map[string]bool{"": true}
	for _, code := range r.codes {
		code = strings.ToUpper(strings.TrimSpace(code))
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
		var ours []DetailsV1
		for i := range details.Items {
			c := &details.Items[i].Value
			if c.ID <= 0 || !strings.EqualFold(c.Code, code) {
				continue
			}
			known = true
			if details.Items[i].Err() == nil && r.is(c) {
				ours = append(ours, *c)
			} else {
				free = free && details.Items[i].Err() == nil && !c.used()
			}
		}
		switch {
		case len(ours) == 1:
			redeemed = append(redeemed, ours[0])
			found.Conflict = true // unless all of them were
		case len(ours) > 1 || !known || !free:
			found.Conflict = true
		}
	}
	if len(redeemed) == len(r.codes) {
		return redeemed, capillary.Found{Happened: true}
	}
	return nil, found
}

// hasForeign reports whether there are coupons that were not asked for. They show that the codes were ignored, and then there
// may be more coupons than are here.
func (r soughtRedemption) hasForeign(details *capillary.Batch[DetailsV1]) bool {
	return slices.ContainsFunc(append(slices.Clip(details.Items), details.Unmatched...), func(i capillary.Item[DetailsV1]) bool {
		return !slices.ContainsFunc(r.codes, func(code string) bool { return strings.EqualFold(code, i.Value.Code) })
	})
}

// used reports whether anything says that the coupon was redeemed.
func (c *DetailsV1) used() bool {
	i := &c.RedemptionInfo
	return i.Redeemed || i.ID > 0 || !i.RedeemedOn.IsZero() || i.RedeemedAt != "" || i.RedeemedBy != (PersonV1{}) ||
		c.RedeemedBy != (PersonV1{}) || c.transactionNumber() != ""
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
func (c *DetailsV1) redeemedBy(who capillary.Identifier) bool {
	by := c.RedemptionInfo.RedeemedBy
	if by == (PersonV1{}) {
		by = c.RedeemedBy
	}
	if redeemer := (CustomerDetailsV1{Mobile: by.Mobile, Email: by.Email}); redeemer.is(who) {
		return true
	}
	holder := by.Mobile == "" && by.Email == "" || same(by.Mobile, c.Customer.Mobile) || same(by.Email, c.Customer.Email)
	return holder && c.Customer.is(who)
}

// redemptionOf is what the details tell of a redemption.
func redemptionOf(c *DetailsV1) Redemption {
	return Redemption{RedemptionID: c.RedemptionInfo.ID, Code: c.Code, SeriesCode: strconv.FormatInt(c.SeriesID, 10), IsAbsolute: c.IsAbsolute,
		CouponValue: c.Value, DiscountUpto: c.DiscountUpto, RedemptionStatus: RedemptionStatus{Success: true, Code: CodeOK}}
}

func redeemedReply(found []DetailsV1) any {
	reply := &Redeemed{RedemptionStatus: RedemptionStatus{Status: true, Code: CodeOK}}
	for i := range found {
		reply.Redemption = append(reply.Redemption, redemptionOf(&found[i]))
	}
	return reply
}

func redeemedBulk(found []DetailsV1) any {
	all := make([]RedemptionItem, len(found))
	for i := range found {
		all[i].Result = redemptionOf(&found[i])
	}
	return capillary.BatchOf(all...)
}
