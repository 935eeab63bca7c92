package points

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Redeem takes points from a customer, or from the user group of the customer, for a transaction. RedeemDryRun and IsRedeemable
// tell beforehand whether it will work. Where the program asks for a validation code, IssueValidationCode sends one to the
// customer.
//
// The API takes the customer's user id. A customer who is named by anything else is looked up first (GET
// /v2/customers/lookup); give capillary.UserID where you know it, and one call is saved.
//
// r.ExternalReference is your own id of this redemption: a new one for each, unique in the organisation, and never another
// redemption's, also where that failed. Because of it the API does not redeem twice, so a request in doubt is looked up among
// the customer's redemptions, and sent again with the same reference if it is not there (see capillary.WithKeys). If the
// outcome still stays unknown (capillary.ErrOutcomeUnknown), ask capillary.Reconcile, or SettleRedeem in another
// process. A redemption that a look-up found (Meta.Settled) tells no remaining points, and not whose points they were.
//
// Errors: ErrInsufficientToRedeem, ErrInvalidIdentifierV1 (802: no such customer), ErrInvalidRedemptionType,
// customer.ErrNotFound where the customer is looked up. capillary.ErrDuplicate with ErrDuplicateReference: the reference was used
// before this call; with capillary.ErrConflict besides where it is certain that it was used for something else.
//
// POST /v2/customers/{id}/redemptions
func (s *Service) Redeem(ctx context.Context, r RedeemRequest, opts ...capillary.RequestOption) (*Redemption, error) {
	if err := r.Validate(); err != nil {
		return nil, capillary.InvalidFor(opRedeem.Name, err)
	}
	began := time.Now()
	who, err := s.userID(ctx, r.Customer, opts)
	if err != nil {
		return nil, err
	}
	return capillary.Call[*Redemption](ctx, s.client, opRedeem, capillary.Input{Customer: who, Body: r.body(true), Key: r.ExternalReference,
		LookUp: s.redemptionLookUp(r, who, began, opts)}, opts...)
}

// RedeemDryRun asks whether a redemption would succeed, and redeems nothing. The reference is not needed, and not sent: it stays
// free for the redemption. Nothing is promised by the answer: another till may be faster.
//
// What the API answers to a dry run is not documented; the SDK assumes the form of a redemption. Redeemed is as the API says it.
//
// Errors: as Redeem.
//
// POST /v2/customers/{id}/redemptions
func (s *Service) RedeemDryRun(ctx context.Context, r RedeemRequest, opts ...capillary.RequestOption) (*Redemption, error) {
	if err := r.valid(); err != nil {
		return nil, capillary.InvalidFor(opRedeemDryRun.Name, err)
	}
	who, err := s.userID(ctx, r.Customer, opts)
	if err != nil {
		return nil, err
	}
	return capillary.Call[*Redemption](ctx, s.client, opRedeemDryRun, capillary.Input{Customer: who, Body: r.body(false)}, opts...)
}

// userID finds the user id of a customer.
func (s *Service) userID(ctx context.Context, who capillary.Identifier, opts []capillary.RequestOption) (capillary.Identifier, error) {
	if _, is := who.UserID(); is {
		return who, nil
	}
	found, err := customer.New(s.client).Lookup(ctx, who, customer.LookupOptions{}, capillary.Aside(opts)...)
	if err != nil {
		return who, err
	}
	return capillary.UserID(found.UserID), nil
}

// RedeemRequest are points to redeem. Customer, Points, TransactionNumber and ExternalReference are required.
//
// It can be kept as JSON and read back, but for a ValidationCode: that is a secret, is hidden, and what was hidden can't be read,
// so take it out before. It can be read from the JSON body that the API documents too, which does not name the customer.
type RedeemRequest struct {
	Customer          capillary.Identifier `json:"customer,omitzero"`
	Points            decimal.Decimal      `json:"points"` // at most three decimal places
	TransactionNumber string               `json:"transactionNumber"`
	ExternalReference string               `json:"externalReferenceNumber,omitzero"`
	ValidationCode    capillary.Secret     `json:"validationCode,omitzero"`
	Source            capillary.Source     `json:"source,omitzero"`          // capillary.SourceInStore if empty: the only one that is documented
	GroupRedemption   bool                 `json:"groupRedemption,omitzero"` // from all active members of the customer's group, what expires first
	Notes             string               `json:"notes,omitzero"`

	// SkipOTPValidation redeems without a validation code where the program asks for one: nobody proves then that the
	// customer agrees. The organisation must allow it.
	SkipOTPValidation bool `json:"skipValidation,omitzero"`
}

// Validate refuses a redemption from nobody, of nothing, for no transaction, without a reference, and what gives ErrDecimals.
func (r RedeemRequest) Validate() error {
	if err := r.valid(); err != nil {
		return err
	}
	if r.ExternalReference == "" {
		return capillary.Invalid("externalReferenceNumber", "it is required: your own id of this redemption")
	}
	return nil
}

// valid is what a dry run needs.
func (r RedeemRequest) valid() error {
	switch {
	case unnamed(r.Customer):
		return capillary.Invalid("customer", "an identifier is required, such as capillary.UserID or capillary.Mobile")
	case !r.Points.IsPositive():
		return capillary.Invalid("points", "it must be more than zero")
	case !r.Points.Equal(r.Points.Truncate(maxDecimalPlaces)):
		return capillary.Invalid("points", "it has more than three decimal places")
	case r.TransactionNumber == "":
		return capillary.Invalid("transactionNumber", "it is required")
	}
	return nil
}

// redeemBody is the body as the API documents it.
type redeemBody struct {
	RedemptionType string `json:"redemptionType"` // POINTS: there is no other
	Commit         bool   `json:"commit"`
	redeemFields
	Customer struct{} `json:"customer,omitzero"` // it stands in the path
}

// redeemFields has the fields of a RedeemRequest and not its methods.
type redeemFields RedeemRequest

func (r RedeemRequest) body(commit bool) redeemBody {
	if r.Source == "" {
		r.Source = capillary.SourceInStore
	}
	if !commit {
		r.ExternalReference = ""
	}
	return redeemBody{RedemptionType: "POINTS", Commit: commit, redeemFields: redeemFields(r)}
}

// Redemption are points that were redeemed, and what is left.
type Redemption struct {
	RedemptionID      string                          `json:"redemptionId"` // what Reverse and UpdateRedemption ask for
	UserID            int64                           `json:"userId"`       // who redeemed
	Points            decimal.Decimal                 `json:"points"`
	RemainingPoints   capillary.Told[decimal.Decimal] `json:"remainingPoints"` // that the customer can still redeem
	Redeemed          bool                            `json:"redeemed"`        // false after a dry run
	IsGroupRedemption bool                            `json:"isGroupRedemption"`
	Breakup           []MemberRedemption              `json:"crossMemberRedemptionBreakup"` // of a group redemption: whose points, what expires first
	Warnings          []capillary.Issue               `json:"warnings"`
}

// MemberRedemption are points of one member of a group, that expire together.
type MemberRedemption struct {
	MemberID       int64           `json:"memberId"` // user id
	PointsRedeemed decimal.Decimal `json:"pointsRedeemed"`
	ExpiryDate     time.Time       `json:"expiryDate"`
}
