package coupon

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Redeem redeems a coupon of a customer. It redeems and no more: for points or coupons that a promotion gives for the
// redemption, and for coupons that go to a wallet, use RedeemV1. Of several coupons in one call each has its own
// RedemptionStatus, and those that were redeemed are no error; RedeemBulk redeems all or none.
//
// A coupon that was redeemed before gives ErrRedeemed or ErrRedeemedBefore, which are capillary.ErrDuplicate. A redemption
// whose outcome is unknown is not sent again. Where it names its TransactionNumber it is looked up in the coupon's details:
// if that customer redeemed that coupon for that transaction, it is done. Without a transaction number nothing tells this
// redemption from another, so the doubt stays.
//
// Errors: ErrNotIssued, ErrExpired, ErrRevoked, ErrStoreNotAllowed, ErrInvalidAmount, ErrTransactionNumberMissing,
// ErrRedemptionLimit, ErrTooSoon. ErrNotRedeemed, ErrRedemptionFailed and ErrTimeout leave open whether it was redeemed.
//
// POST /v2/coupon/redeem
func (s *Service) Redeem(ctx context.Context, r RedeemRequest, opts ...capillary.RequestOption) (*Redeemed, error) {
	reply, err := capillary.Call[*redeemReply](ctx, s.client, opRedeem, s.redemption(r, redeemedReply, opts), opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Redeemed, err // beside an error too: what became of each coupon
}

// RedeemBulk redeems coupons of a customer, at most 50, all or none: if one can't be redeemed, the call fails, and with
// ErrBatchFailed the batch beside the error has every item failed. Item errors say which coupon was at fault. It starts no
// events, as the redemption of one coupon does.
//
// What Redeem says of doubts and look-ups holds for all coupons together.
//
// POST /v2/coupon/bulk/redeem
func (s *Service) RedeemBulk(ctx context.Context, r RedeemRequest, opts ...capillary.RequestOption) (*capillary.Batch[RedemptionItem], error) {
	batch, err := capillary.Call[*capillary.Batch[RedemptionItem]](ctx, s.client, opRedeemBulk, s.redemption(r, redeemedBulk, opts), opts...)
	return r.named(batch), err
}

// RedeemBulkDryRun asks whether RedeemBulk would redeem the coupons, and redeems none. A coupon that can't be redeemed has
// the code as its item's error. The RedemptionID of a dry run is -1.
//
// The documentation spells the parameter that makes it a dry run in two ways, is_redeemable and isredeemable: both are sent.
// Try it on one coupon first: whether your cluster knows either can't be seen from here.
//
// POST /v2/coupon/bulk/redeem?is_redeemable=true
func (s *Service) RedeemBulkDryRun(ctx context.Context, r RedeemRequest, opts ...capillary.RequestOption) (*capillary.Batch[RedemptionItem], error) {
	batch, err := capillary.Call[*capillary.Batch[RedemptionItem]](ctx, s.client, opRedeemBulkDryRun,
		capillary.Input{Customer: r.Customer, Query: dryRun{true, true}, Body: r.body(), Sent: r.codes()}, opts...)
	return r.named(batch), err
}

// dryRun has both of the documented spellings: the wrong one alone would redeem.
type dryRun struct {
	IsRedeemable bool `url:"is_redeemable"`
	AsInProse    bool `url:"isredeemable"`
}

// RedeemRequest are coupons of one customer to be redeemed for one transaction.
type RedeemRequest struct {
	Redemptions []RedemptionCode `json:"redemptionRequestList"`
	// Customer is named by user id, mobile (the country code may be left out), e-mail, external id or card, also in a source: see
	// Identifier.In. A doubt about a customer who is named by card can't be settled: what is looked up tells no cards.
	Customer          capillary.Identifier `json:"user"`
	TransactionNumber string               `json:"transactionNumber,omitzero"` // organisations may require it, and it makes a look-up possible
	BillAmount        decimal.Decimal      `json:"billAmount,omitzero"`
	// RedemptionTime is what the coupon's range of days and hours is checked for. It is not stored: the store's current time
	// is. It goes as UTC, which v2 takes a time without an offset for.
	RedemptionTime time.Time `json:"redemptionTime,omitzero"`
}

// RedemptionCode is a coupon to be redeemed.
type RedemptionCode struct {
	Code string `json:"code"`
}

// maxRedemptions is how many coupons one call redeems: 50 since 2026, 100 before.
const maxRedemptions = 50

// Validate refuses what gives ErrCodeMissing, ErrInvalidInput or ErrCustomerNotFound.
func (r RedeemRequest) Validate() error {
	switch {
	case len(r.Redemptions) == 0:
		return capillary.Invalid("redemptionRequestList", "there are no coupons")
	case len(r.Redemptions) > maxRedemptions:
		return capillary.Invalid("redemptionRequestList", "there are more than "+strconv.Itoa(maxRedemptions))
	}
	for _, c := range r.Redemptions {
		if c.Code == "" {
			return capillary.Invalid("code", "it is empty")
		}
	}
	return checkWithCards("user", r.Customer.In("", ""))
}

// redeemBody is a RedeemRequest with its time in the form of this endpoint.
type redeemBody struct {
	RedeemRequest

	RedemptionTime string `json:"redemptionTime,omitzero"`
}

func (r RedeemRequest) body() redeemBody {
	r.Customer = r.Customer.In("", "") // the source goes into the query
	b := redeemBody{RedeemRequest: r}
	if !r.RedemptionTime.IsZero() {
		b.RedemptionTime = r.RedemptionTime.UTC().Format(time.DateTime)
	}
	return b
}

func (r RedeemRequest) codes() []string {
	codes := make([]string, len(r.Redemptions))
	for i, c := range r.Redemptions {
		codes[i] = c.Code
	}
	return codes
}

// named gives the items that the reply says nothing of the code that was sent.
func (r RedeemRequest) named(batch *capillary.Batch[RedemptionItem]) *capillary.Batch[RedemptionItem] {
	if batch != nil && len(batch.Items) == len(r.Redemptions) {
		for i := range batch.Items {
			batch.Items[i].Value.Result.Code = cmp.Or(batch.Items[i].Value.Result.Code, r.Redemptions[i].Code)
		}
	}
	return batch
}

// redemption is the input of a redemption that can be looked up. result makes the reply from what the look-up found.
func (s *Service) redemption(r RedeemRequest, result func([]DetailsV1) any, opts []capillary.RequestOption) capillary.Input {
	sought := r.sought()
	return capillary.Input{Customer: r.Customer, Body: r.body(), Key: strings.Join(sought.codes, ","), Sent: sought.codes,
		LookUp: s.lookUp(sought, result, opts)}
}

// sought is what to look for after a doubt.
func (r RedeemRequest) sought() soughtRedemption {
	return soughtRedemption{r.codes(), r.Customer, r.TransactionNumber}
}

// Redeemed are redeemed coupons, with the customer.
type Redeemed struct {
	Redemption       []Redemption      `json:"redemption"`
	RedemptionStatus RedemptionStatus  `json:"redemptionStatus"` // of the call
	Customer         CustomerDetails   `json:"customer"`
	Warnings         []capillary.Issue `json:"warnings"`
}

// RedemptionItem is one coupon of a bulk redemption.
type RedemptionItem struct {
	EntityID int64      `json:"entityId"` // as Redemption.ID
	Result   Redemption `json:"result"`
}

// Redemption is a coupon that was redeemed, or not: see RedemptionStatus. One that was settled by a look-up (Meta.Settled) has
// what the coupon's details tell, which is no discount; older servers do not tell the id of the redemption, which is 0 then.
type Redemption struct {
	RedemptionID                    int64                           `json:"redemptionId"` // for Reactivate and UpdateRedemptions; -1 if nothing was redeemed
	ID                              int64                           `json:"id"`           // the documentation does not say of what
	Code                            string                          `json:"code"`
	SeriesCode                      string                          `json:"seriesCode"` // id of the series
	DiscountCode                    string                          `json:"discountCode"`
	DiscountType                    DiscountType                    `json:"discountType"`
	DiscountValue                   capillary.Told[decimal.Decimal] `json:"discountValue"` // an amount, or percents
	DiscountUpto                    capillary.Told[decimal.Decimal] `json:"discountUpto"`  // the most it takes off, 0 for no bound
	CouponValue                     capillary.Told[decimal.Decimal] `json:"couponValue"`
	IsAbsolute                      bool                            `json:"isAbsolute"` // the value is an amount
	CurrencyInput                   bool                            `json:"currencyInput"`
	LocalToBaseCurrencyExchangeRate capillary.Told[decimal.Decimal] `json:"localToBaseCurrencyExchangeRate"`
	RedemptionStatus                RedemptionStatus                `json:"redemptionStatus"`
	AppendedErrorMessage            string                          `json:"appendedErrorMessage"`
	Warnings                        []capillary.Issue               `json:"warnings"`
}

// RedemptionStatus is what the coupon service says of a redemption, or of the call. The client reads it: a redemption that
// it says failed is an error.
type RedemptionStatus struct {
	Success              bool              `json:"success"` // of a redemption
	Status               bool              `json:"status"`  // of the call
	Code                 capillary.Code    `json:"code"`
	Message              string            `json:"message"`
	StatusCode           capillary.Issue   `json:"statusCode"` // the same again
	Warnings             []capillary.Issue `json:"warnings"`
	WarningsAsStatusCode []capillary.Issue `json:"warningsAsStatusCode"`
}
