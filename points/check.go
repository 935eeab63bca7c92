package points

import (
	"context"
	"errors"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/envelope"
)

// IsRedeemable tells whether a customer can redeem points now, and what they are worth. If not, the error matches
// [capillary.ErrNotRedeemable] and says why: ErrMoreThanCurrent, ErrNotDivisible, ErrAboveMaximum, ErrBelowMinimum,
// ErrInvalidPoints, ErrStatusForbids, ErrNotEnrolled.
// With a validation code it tells whether the code is right, too. An unknown customer can come back as ErrTryLater889.
//
// GET /v1.1/points/isredeemable
func (s *Service) IsRedeemable(ctx context.Context, who capillary.Identifier, o RedeemableOptions,
	opts ...capillary.RequestOption) (*Redeemability, error) {
	found, err := capillary.Call[*redeemabilityReply](ctx, s.client, opIsRedeemable,
		capillary.Input{Customer: who, Query: o.query(false)}, opts...)
	return found.answer(opIsRedeemable, err)
}

// IsRedeemableWithOTP is IsRedeemable, and sends the customer a validation code if the points can be redeemed. It is not sent
// again by itself: the customer could get two codes. WarnOTPNotSent: the points can be redeemed, but there is no code.
//
// GET /v1.1/points/isredeemable with issue_otp=true
func (s *Service) IsRedeemableWithOTP(ctx context.Context, who capillary.Identifier, o RedeemableOptions,
	opts ...capillary.RequestOption) (*Redeemability, error) {
	found, err := capillary.Call[*redeemabilityReply](ctx, s.client, opIsRedeemableWithOTP,
		capillary.Input{Customer: who, Query: o.query(true)}, opts...)
	return found.answer(opIsRedeemableWithOTP, err)
}

// RedeemableOptions are points to check.
type RedeemableOptions struct {
	Points    decimal.Decimal `url:"-"`
	ProgramID int64           `url:"program_id,omitempty"` // the program to take the points from, where there are several

	// CurrencyInput asks for points that are worth an amount, where the organisation has a currency ratio. The documentation
	// names the amount both ways: as CurrencyValue, and as Points.
	CurrencyInput bool            `url:"currency_input,omitempty"`
	CurrencyValue decimal.Decimal `url:"-"`

	GroupRedemption      bool             `url:"group_redemption,omitempty"` // points earned in one program, redeemed in another
	Group                UserGroup2       `url:"-"`                          // the user group to take the points from
	UseDefaultUserGroup2 bool             `url:"use_default_user_group2,omitempty"`
	ValidationType       ValidationType   `url:"validation_type,omitempty"`
	ValidationCode       capillary.Secret `url:"validation_code,omitempty"` // as the customer got it

	// SkipOTPValidation checks for a redemption without a validation code; ValidationType is ValidationInvalid then.
	SkipOTPValidation bool `url:"skip_validation,omitempty"`
}

// redeemableQuery is RedeemableOptions as the API takes them.
type redeemableQuery struct {
	RedeemableOptions
	UserGroup2
	Points        string `url:"points,omitempty"`
	CurrencyValue string `url:"currency_value,omitempty"`
	IssueOTP      bool   `url:"issue_otp,omitempty"`
}

func (o RedeemableOptions) query(issueOTP bool) redeemableQuery {
	return redeemableQuery{o, o.Group, text(o.Points), text(o.CurrencyValue), issueOTP}
}

// text is a number in a query; zero is absent.
func text(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Redeemability is whether points can be redeemed, and what they are worth.
type Redeemability struct {
	IsRedeemable           bool                 `json:"is_redeemable"`
	Points                 decimal.Decimal      `json:"points"`
	PointsRedeemValue      decimal.Decimal      `json:"points_redeem_value"`       // in the base currency
	PointsRedeemLocalValue decimal.Decimal      `json:"points_redeem_local_value"` // in the local currency
	PointsCurrencyRatio    decimal.Decimal      `json:"points_currency_ratio"`
	InputType              InputType            `json:"input_type"`
	Mobile                 string               `json:"mobile"`
	Email                  string               `json:"email"`
	ExternalID             string               `json:"external_id"`
	ItemStatus             capillary.ItemStatus `json:"item_status"`

	// An older form of the reply tells these too.
	PointsRedeemed decimal.Decimal `json:"points_redeemed"` // points to redeem
	RedeemedValue  decimal.Decimal `json:"redeemed_value"`  // what they are worth
	Balance        decimal.Decimal `json:"balance"`         // what would be left
}

// redeemabilityReply is a reply in its newer and its older form.
type redeemabilityReply struct {
	Points    redeemablePoints `json:"points"`
	Responses struct {
		Points struct {
			Redeemability
			Response struct {
				Points redeemablePoints `json:"points"`
			} `json:"response"`
		} `json:"points"`
	} `json:"responses"`
}

type redeemablePoints struct {
	Redeemable struct {
		Redeemability
		Answer capillary.Told[bool] `json:"is_redeemable"`
	} `json:"redeemable"`
}

// saidNo reports whether the reply says no, in whichever form.
func (r *redeemabilityReply) saidNo() bool {
	newer, older := r.Points.Redeemable.Answer, r.Responses.Points.Response.Points.Redeemable.Answer
	return !newer.IsZero() && !newer.Or(true) || !older.IsZero() && !older.Or(true)
}

// Parts keeps the reply beside the error where it says no.
func (r *redeemabilityReply) Parts() []envelope.Part {
	if !r.saidNo() {
		return nil
	}
	return []envelope.Part{{Failed: true, Issue: envelope.Issue{Message: "is_redeemable is false"}}}
}

// answer is a reply that says yes, or the error. Most often a "no" has a code that says so by itself; beside a code that says yes it
// is a "no" too.
func (r *redeemabilityReply) answer(op capillary.Operation, err error) (*Redeemability, error) {
	e, failed := errors.AsType[*capillary.Error](err)
	switch {
	case errors.Is(err, capillary.ErrForbidden), errors.Is(err, capillary.ErrUnauthorized): // nobody was asked
		return nil, err
	case r != nil && r.saidNo() && (err == nil || failed && e.Outcome == capillary.OutcomeRefused && len(e.Codes()) == 0):
		return nil, capillary.NotRedeemable(op.Name, 0, "")
	case err != nil:
		return nil, err
	}
	return r.redeemability(), nil
}

func (r *redeemabilityReply) redeemability() *Redeemability {
	around := r.Responses.Points
	newer, older := r.Points.Redeemable, around.Response.Points.Redeemable
	if older.Answer.IsZero() {
		newer.IsRedeemable = newer.Answer.Or(false)
		return &newer.Redeemability
	}
	older.IsRedeemable = older.Answer.Or(false)
	older.PointsRedeemed, older.RedeemedValue, older.Balance = around.PointsRedeemed, around.RedeemedValue, around.Balance
	return &older.Redeemability
}

// InputType is what was checked: a number of points, or an amount.
type InputType string

// The documented types.
const (
	InputPoints   InputType = "points"
	InputCurrency InputType = "currency"
)

// IssueValidationCode sends a customer the code that Redeem asks for, by text message or e-mail as the organisation has set.
// While a code is valid the same one is sent again. It is not sent again by itself.
//
// GET /v1.1/points/validationcode
func (s *Service) IssueValidationCode(ctx context.Context, who capillary.Identifier, o ValidationCodeOptions,
	opts ...capillary.RequestOption) (*ValidationCode, error) {
	reply, err := capillary.Call[*validationCodeReply](ctx, s.client, opIssueValidationCode,
		capillary.Input{Customer: who, Query: validationCodeQuery{text(o.Points)}}, opts...)
	return reply.code(), err
}

// ValidationCodeOptions are the points that the code is for.
type ValidationCodeOptions struct {
	Points decimal.Decimal
}

type validationCodeQuery struct {
	Points string `url:"points,omitempty"`
}

// Validate refuses a code for nothing.
func (q validationCodeQuery) Validate() error {
	if q.Points == "" {
		return capillary.Invalid("points", "it is required")
	}
	return nil
}

// ValidationCode is to whom a code was sent, and for what. The code itself only the customer knows.
type ValidationCode struct {
	UserID     int64                `json:"user_id"`
	Mobile     string               `json:"mobile"`
	Email      string               `json:"email"`
	ExternalID string               `json:"external_id"`
	Points     decimal.Decimal      `json:"points"`
	ItemStatus capillary.ItemStatus `json:"item_status"` // its message says how the code was sent
}

type validationCodeReply struct {
	ValidationCode struct {
		Code ValidationCode `json:"code"`
	} `json:"validation_code"`
}

func (r *validationCodeReply) code() *ValidationCode {
	if r == nil {
		return nil
	}
	return &r.ValidationCode.Code
}
