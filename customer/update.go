package customer

import (
	"context"
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

// Update changes a customer's details in one source: names, fields, communication channels, enrollments, and the loyalty
// type from NonLoyalty to Loyalty (ErrToNonLoyalty for the other way). It can't change identifiers, see
// ChangeIdentifier, nor the source of a profile.
//
// The id that comes back can differ from the one that was passed: a customer that was merged is changed as the survivor.
// Accounts that conflict give WarnUpdateConflict. Other errors: ErrNotFound, ErrUpdateNotFound, ErrInvalidSourceAccount.
//
// PUT /v2/customers/{customerId}, or /v2/customers/lookup for identifiers other than the user id.
func (s *Service) Update(ctx context.Context, who capillary.Identifier, r UpdateRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opUpdate,
		capillary.Input{Customer: who, Query: r.Options, Body: r.body(), Header: r.Options.header()}, opts...)
}

// UpdateRequest is what to change. What is zero stays as it is.
type UpdateRequest struct {
	Profiles                  []ProfileRequest `json:"profiles,omitzero"`
	LoyaltyInfo               LoyaltyRequest   `json:"loyaltyInfo,omitzero"`
	ExtendedFields            map[string]any   `json:"extendedFields,omitzero"` // only those that the organisation has
	LoyaltyProgramEnrollments []Enrollment     `json:"loyaltyProgramEnrollments,omitzero"`

	Options UpdateOptions `json:"options,omitzero"`
}

// body leaves out what goes elsewhere.
func (r UpdateRequest) body() UpdateRequest {
	r.Options = UpdateOptions{}
	return r
}

// UpdateOptions say how a customer is changed.
type UpdateOptions struct {
	UseAsync        *bool `url:"use_async,omitempty"`         // true: loyalty runs in the background, there are no side effects
	MLPSingleEnroll bool  `url:"mlp_single_enroll,omitempty"` // enrol in all programs, not only in one or the till's default

	SkipDownstream bool        `url:"-"` // the customer is saved and nobody is told: no loyalty, no events, no SideEffects, as an import does
	UserContext    UserContext `url:"-"` // for the audit log
}

func (o UpdateOptions) header() http.Header {
	h := o.UserContext.header()
	skipDownstream(h, o.SkipDownstream)
	return h
}

// Upsert changes the customers that exist and registers those that don't, with their identifiers and subscriptions. The
// items of the reply are in the order of the request, each with its own errors, such as ErrUpsertStatusLabel.
//
// A wrong source damages data: the customer that is found through it is the one that is changed. Identifiers that lead to
// several customers merge them, and the id of an item can then be another than the one that was known. Its page is off the site
// of 2026.
//
// POST /v2/integrations/customer/upsert/bulk
func (s *Service) Upsert(ctx context.Context, all []UpsertRequest, o UpsertOptions, opts ...capillary.RequestOption) (*capillary.Batch[Upserted], error) {
	return capillary.Call[*capillary.Batch[Upserted]](ctx, s.client, opUpsert, capillary.Input{Query: o, Body: upserts(all), Sent: make([]string, len(all))}, opts...)
}

// UpsertRequest is a customer to be changed or registered.
type UpsertRequest struct {
	Profiles                  []ProfileRequest           `json:"profiles"`
	LoyaltyInfo               LoyaltyRequest             `json:"loyaltyInfo,omitzero"`
	AssociatedWith            string                     `json:"associatedWith,omitzero"` // code of a till
	ExtendedFields            map[string]any             `json:"extendedFields,omitzero"` // only those that the organisation has
	LoyaltyProgramEnrollments []Enrollment               `json:"loyaltyProgramEnrollments,omitzero"`
	ReferralCode              string                     `json:"referralCode,omitzero"`
	StatusLabel               string                     `json:"statusLabel,omitzero"` // the organisation's name of a status
	SubscriptionInfo          UpdateSubscriptionsRequest `json:"subscriptionInfo,omitzero"`
}

// UpsertOptions say how customers are changed or registered.
type UpsertOptions struct {
	SkipChangeIdentifier *bool `url:"skipChangeIdentifier,omitempty"` // false: identifiers are changed too
}

type upserts []UpsertRequest

// Validate refuses an empty list, and a customer that nothing identifies.
func (all upserts) Validate() error {
	if len(all) == 0 {
		return capillary.Invalid("customers", "there are none")
	}
	for i := range all {
		if len(all[i].Profiles) == 0 {
			return capillary.Invalid("profiles", "each customer needs at least one")
		}
		for n := range all[i].Profiles {
			if err := all[i].Profiles[n].checkIdentifiers(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Upserted is a customer that was changed or registered.
type Upserted struct {
	EntityID int64    `json:"entityId"` // the user id
	Result   Customer `json:"result"`
}
