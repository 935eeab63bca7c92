package customer

import (
	"cmp"
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// AddV1 registers customers. What a registration must have is set in the organisation; each needs a mobile number, an
// e-mail or an external id (else ErrPrimaryIdentifierMissingV1). Depending on the organisation's settings, somebody who
// is registered already is updated, or refused with ErrAlreadyRegisteredV1. A custom field that is not defined is left
// out with the warning ErrInvalidCustomField.
//
// The times are on the cluster's clock.
//
// POST /v1.1/customer/add
func (s *Service) AddV1(ctx context.Context, r RequestV1[RegistrationV1], o AddOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerV1], error,
) {
	return capillary.Call[*capillary.Batch[CustomerV1]](ctx, s.client, opAddV1,
		capillary.Input{Query: o, Body: r.body(), Sent: r.sent(), Header: o.UserContext.header()}, opts...)
}

// RegistrationV1 is a customer to register. One of Mobile, Email and ExternalID is required.
type RegistrationV1 struct {
	Mobile         string             `json:"mobile,omitzero"` // with the country code
	Email          string             `json:"email,omitzero"`
	ExternalID     string             `json:"external_id,omitzero"`
	Firstname      string             `json:"firstname,omitzero"`
	Lastname       string             `json:"lastname,omitzero"`
	CardDetails    IssueCardV1        `json:"card_details,omitzero"`
	RegisteredOn   time.Time          `json:"registered_on,omitzero"`
	UpdatedOn      time.Time          `json:"updated_on,omitzero"`
	RegisteredTill string             `json:"registered_till,omitzero"` // code of the till
	AssociatedWith string             `json:"associated_with,omitzero"` // code of the till to associate with
	ReferralCode   string             `json:"referral_code,omitzero"`   // of who referred the customer
	Type           TypeV1             `json:"type,omitzero"`
	Source         capillary.Source   `json:"source,omitzero"`
	AccountID      string             `json:"accountId,omitzero"` // of a source that has several accounts
	FraudStatus    []SetFraudStatusV1 `json:"fraud_status,omitzero"`
	CommChannels   []SetCommChannelV1 `json:"commChannels,omitzero"`
	Subscriptions  SubscribeV1        `json:"subscriptions,omitzero"`
	CustomFields   SetFieldsV1        `json:"custom_fields,omitzero"`
	ExtendedFields SetFieldsV1        `json:"extended_fields,omitzero"`
}

// Validate refuses a customer without an identifier.
func (r RegistrationV1) Validate() error { return identified(r.Mobile, r.Email, r.ExternalID) }

// IssueCardV1 is the card to issue with a registration: CardNumber for one that exists, SeriesCode for the next of a
// series that makes its numbers itself.
type IssueCardV1 struct {
	CardNumber string `json:"card_number,omitzero"`
	SeriesCode string `json:"series_code,omitzero"`
}

// SetFraudStatusV1 marks a customer.
type SetFraudStatusV1 struct {
	Status FraudStatusV1 `json:"status"`
}

// SetCommChannelV1 is a way to reach a customer.
type SetCommChannelV1 struct {
	Type     CommChannelType    `json:"type,omitzero"` // mobile, email, card number
	Value    string             `json:"value,omitzero"`
	Primary  bool               `json:"primary,omitzero"`
	Verified string             `json:"verified,omitzero"` // documented as a text
	Meta     []CommChannelNotes `json:"meta,omitzero"`
}

// CommChannelNotes are what else is known about a way to reach a customer.
type CommChannelNotes struct {
	Residence bool `json:"residence,omitzero"`
}

// SubscribeV1 are messages that a customer takes or not.
type SubscribeV1 struct {
	Subscription []SubscribeChannelV1 `json:"subscription"`
}

// SubscribeChannelV1 is one type of messages over one channel.
type SubscribeChannelV1 struct {
	Channel      ChannelV1  `json:"channel"`
	Priority     PriorityV1 `json:"priority"`
	Scope        ScopeV1    `json:"scope,omitzero"`
	IsSubscribed OptV1      `json:"is_subscribed"`
}

// AddOptionsV1 are how to register.
type AddOptionsV1 struct {
	RawSideEffects  bool        `url:"rawSideEffects,omitempty"`    // more about what the registration earned; its form is not documented
	MLPSingleEnroll *bool       `url:"mlp_single_enroll,omitempty"` // true: all loyalty programs; false: one, or the till's own
	UserContext     UserContext `url:"-"`                           // for the audit log
}

// TypeV1 is whether a customer is in the loyalty program.
type TypeV1 string

// The documented types. A loyalty customer can't become another (ErrToNonLoyaltyV1).
const (
	TypeLoyaltyV1       TypeV1 = "LOYALTY"
	TypeNonLoyaltyV1    TypeV1 = "NON_LOYALTY"    // gave an identifier, but is not in the program
	TypeNotInterestedV1 TypeV1 = "NOT_INTERESTED" // gave none
)

// FraudStatusV1 is what is known about a customer's honesty.
type FraudStatusV1 string

// The documented marks: those up to FraudInvalidV1 of AddV1, the next two of UpdateV1, the last one only in replies.
const (
	FraudNormalV1    FraudStatusV1 = "NORMAL"
	FraudOutlierV1   FraudStatusV1 = "OUTLIER"
	FraudV1          FraudStatusV1 = "FRAUD"
	FraudInternalV1  FraudStatusV1 = "INTERNAL"
	FraudInvalidV1   FraudStatusV1 = "INVALID"
	FraudConfirmedV1 FraudStatusV1 = "CONFIRMED"
	FraudNoneV1      FraudStatusV1 = "NONE"
	FraudNotV1       FraudStatusV1 = "NOT_FRAUD"
)

func (r RegistrationV1) key() string { return cmp.Or(r.Mobile, r.Email, r.ExternalID) }
