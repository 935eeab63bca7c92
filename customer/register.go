package customer

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Register adds a customer to the loyalty program, or only the identifiers of one, in one or more sources. It can issue
// a card too: an identifier of type IdentifierCardNumber.
//
// An identifier is unique within a source: one that is there already gives ErrAlreadyInSource, which is a
// capillary.ErrDuplicate. One that is known from another source merges the accounts: the id that comes back is then that
// of the account that was there before, with the warning WarnCombined or WarnMerged. Keep the id of the reply. Details of
// a customer that exists are not changed; see Update.
//
// A registration whose outcome is unknown is not sent again. Lookup tells later whether the customer is there, though not
// by whom it was registered. Other errors: ErrPrimaryIdentifier, ErrInvalidSourceAccount, ErrAddDeletedForPII.
//
// POST /v2/customers
func (s *Service) Register(ctx context.Context, r RegisterRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opRegister, capillary.Input{Query: r.Options, Body: r.body(), Header: r.Options.header()}, opts...)
}

// RegisterRequest is a customer to be registered. Which details are required is the organisation's setting; each profile
// needs a source and an identifier.
type RegisterRequest struct {
	Profiles                  []ProfileRequest `json:"profiles"`
	LoyaltyInfo               LoyaltyRequest   `json:"loyaltyInfo,omitzero"`
	AssociatedWith            string           `json:"associatedWith,omitzero"` // code of a till
	CreateDate                time.Time        `json:"createDate,omitzero"`     // when the customer registered
	ExtendedFields            map[string]any   `json:"extendedFields,omitzero"` // only those that the organisation has
	LoyaltyProgramEnrollments []Enrollment     `json:"loyaltyProgramEnrollments,omitzero"`
	ReferralCode              string           `json:"referralCode,omitzero"` // of the customer who referred this one
	StatusLabel               string           `json:"statusLabel,omitzero"`  // the organisation's name of a status
	Activity                  string           `json:"activity,omitzero"`     // sets the state of the customer's lifecycle
	EndPointsEnabled          []EndPoint       `json:"endPointsEnabled,omitzero"`

	SubscriptionInfo SubscriptionInfoRequest `json:"subscriptionInfo,omitzero"`

	Options RegisterOptions `json:"options,omitzero"`
}

// body leaves out what goes elsewhere.
func (r RegisterRequest) body() RegisterRequest {
	r.Options = RegisterOptions{}
	return r
}

// Validate refuses a customer without a profile, and a profile without a source or an identifier.
func (r RegisterRequest) Validate() error {
	if len(r.Profiles) == 0 {
		return capillary.Invalid("profiles", "at least one is required")
	}
	for i := range r.Profiles {
		if r.Profiles[i].Source == "" {
			return capillary.Invalid("source", "each profile needs one, such as capillary.SourceInStore")
		}
		if err := r.Profiles[i].checkIdentifiers(); err != nil {
			return err
		}
	}
	return nil
}

// SubscriptionInfoRequest are what a customer subscribes to with the registration.
type SubscriptionInfoRequest struct {
	Subscriptions []SubscriptionRequest `json:"subscriptions,omitzero"`
}

// RegisterOptions say how a customer is registered.
type RegisterOptions struct {
	RawSideEffects  bool `url:"rawSideEffects,omitempty"`    // return the details of incentives: RawSideEffects
	MLPSingleEnroll bool `url:"mlp_single_enroll,omitempty"` // enrol in all programs, not only in one or the till's default

	Source    capillary.Source `url:"source,omitempty"`    // where to add the customer; each profile says its own besides
	AccountID string           `url:"accountId,omitempty"` // for sources with several accounts

	WaitForDownstream *bool       `url:"-"` // whether the call waits for loyalty and returns SideEffects
	DirectReplay      bool        `url:"-"` // loyalty is queued, and runs soon after
	SkipDownstream    bool        `url:"-"` // the customer is saved and nobody is told: no loyalty, no events, no SideEffects, as an import does
	UserContext       UserContext `url:"-"` // for the audit log
}

func (o RegisterOptions) header() http.Header {
	h := o.UserContext.header()
	if o.WaitForDownstream != nil {
		h.Set("WAIT_FOR_DOWNSTREAM", strconv.FormatBool(*o.WaitForDownstream))
	}
	if o.DirectReplay {
		h.Set("X-CAP-DIRECT-REPLAY", "true")
	}
	skipDownstream(h, o.SkipDownstream)
	return h
}

// skipDownstream says in a header that nobody is told.
func skipDownstream(h http.Header, skip bool) {
	if skip {
		h.Set("SKIP-DOWNSTREAM", "true")
	}
}

// UserContext names who makes a change, for the audit log.
type UserContext struct {
	EntityType string
	EntityID   string
	Source     string
	SourceID   string
}

func (c UserContext) header() http.Header {
	h := http.Header{}
	for name, value := range map[string]string{"USER-CONTEXT-ENTITY-TYPE": c.EntityType, "USER-CONTEXT-ENTITY-ID": c.EntityID,
		"USER-CONTEXT-ENTITY-SOURCE": c.Source, "USER-CONTEXT-ENTITY-SOURCE-ID": c.SourceID} {
		if value != "" {
			h.Set(name, value)
		}
	}
	return h
}

// ProfileRequest is a customer's profile in one source.
type ProfileRequest struct {
	FirstName    string               `json:"firstName,omitzero"` // at most 100 characters, the rest is dropped
	LastName     string               `json:"lastName,omitzero"`  // at most 100 characters, the rest is dropped
	Identifiers  []IdentifierRequest  `json:"identifiers,omitzero"`
	CommChannels []CommChannelRequest `json:"commChannels,omitzero"`
	Source       capillary.Source     `json:"source,omitzero"`
	AccountID    string               `json:"accountId,omitzero"` // for sources with several accounts
	Fields       map[string]any       `json:"fields,omitzero"`    // custom fields
}

func (p *ProfileRequest) checkIdentifiers() error {
	if len(p.Identifiers) == 0 {
		return capillary.Invalid("identifiers", "each profile needs at least one")
	}
	return checkIdentifiers(p.Identifiers)
}

func checkIdentifiers(all []IdentifierRequest) error {
	for _, i := range all {
		switch {
		case i.Type == "":
			return capillary.Invalid("type", "an identifier needs one")
		case i.Value == "":
			return capillary.Invalid("value", "an identifier needs one")
		}
	}
	return nil
}

// IdentifierRequest is an identifier to be registered, added or removed. For a card number it says which card.
type IdentifierRequest struct {
	Type           IdentifierType `json:"type"`
	Value          string         `json:"value"`
	SeriesID       int64          `json:"seriesId,omitzero"`   // of a card that Capillary generated
	SeriesCode     string         `json:"seriesCode,omitzero"` // of an external card
	CardExternalID string         `json:"cardExternalId,omitzero"`
	StatusLabel    string         `json:"statusLabel,omitzero"` // of the card: ACTIVE, or NOT_ISSUED to take it away
	ExtendedFields map[string]any `json:"extendedFields,omitzero"`
	CustomFields   map[string]any `json:"customFields,omitzero"`
}

// CommChannelRequest is a way to reach a customer. What is nil stays as it is.
type CommChannelRequest struct {
	Type       CommChannelType        `json:"type"`
	Value      string                 `json:"value"`
	Primary    *bool                  `json:"primary,omitzero"`
	Verified   *bool                  `json:"verified,omitzero"`
	Subscribed *bool                  `json:"subscribed,omitzero"` // to bulk messages
	Meta       CommChannelMetaRequest `json:"meta,omitzero"`
	Attributes map[string]any         `json:"attributes,omitzero"`
}

// CommChannelMetaRequest is where a channel leads, and when it was used last.
type CommChannelMetaRequest struct {
	Residence      *bool     `json:"residence,omitzero"`
	Office         *bool     `json:"office,omitzero"`
	LastViewedDate time.Time `json:"lastViewedDate,omitzero"` // when the app was opened; for CommMobilePush
}

// LoyaltyRequest says whether a customer is to be in the loyalty program.
type LoyaltyRequest struct {
	LoyaltyType LoyaltyType `json:"loyaltyType,omitzero"`
}

// Enrollment puts a customer into a loyalty program. One who is in it already stays as before.
type Enrollment struct {
	ProgramID        int64           `json:"programId"`
	TierNumber       int64           `json:"tierNumber,omitzero"` // 1 is the lowest tier
	LoyaltyPoints    decimal.Decimal `json:"loyaltyPoints"`       // to credit
	TierExpiryDate   time.Time       `json:"tierExpiryDate,omitzero"`
	PointsExpiryDate time.Time       `json:"pointsExpiryDate,omitzero"`
}

// EndPoint is a part of the platform that a dummy customer is known to.
type EndPoint string

// The documented parts.
const (
	EndPointReferral     EndPoint = "REFERRAL_ENDPOINT"
	EndPointDVS          EndPoint = "DVS_ENDPOINT" // vouchers
	EndPointTimeline     EndPoint = "TIMELINE_ENDPOINT"
	EndPointPointsEngine EndPoint = "POINTSENGINE_ENDPOINT"
)

// Saved is a customer that was registered or changed.
type Saved struct {
	CreatedID      int64             `json:"createdId"`   // the id that the customer has now; after a merge the survivor's
	SideEffects    []SideEffect      `json:"sideEffects"` // what loyalty gave; empty where it runs in the background
	RawSideEffects []map[string]any  `json:"rawSideEffects"`
	Warnings       []capillary.Issue `json:"warnings"`
}
