package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// Preferences returns what customers like: the custom fields that the organisation keeps for it, and the preferred store
// as a field of the name PREFERRED_STORE. Several customers can be asked for at once, see Several. ErrNoPreferences: none
// are set. ErrPreferencesUnavailable: they could not be read.
//
// GET /v1.1/customer/preferences
func (s *Service) Preferences(ctx context.Context, who capillary.Identifier, _ PreferencesOptions, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerPreferences], error,
) {
	return capillary.Call[*capillary.Batch[CustomerPreferences]](ctx, s.client, opPreferences, capillary.Input{Customer: who}, opts...)
}

// PreferencesOptions are the options of Preferences, of which none is documented yet.
type PreferencesOptions struct{}

// UpdatePreferences sets what customers like. ErrSomePreferencesNotSaved: some were saved. ErrPreferencesNotSaved: none
// was. ErrUnexpected leaves the outcome unknown.
//
// POST /v1.1/customer/preferences
func (s *Service) UpdatePreferences(ctx context.Context, r RequestV1[PreferencesRequest], _ UpdatePreferencesOptions, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerPreferences], error,
) {
	return capillary.Call[*capillary.Batch[CustomerPreferences]](ctx, s.client, opUpdatePreferences, capillary.Input{Body: r.body(), Sent: r.sent()}, opts...)
}

// UpdatePreferencesOptions are the options of UpdatePreferences, of which none is documented yet.
type UpdatePreferencesOptions struct{}

// PreferencesRequest is a customer with preferences to set. The newest pages take a mobile number only, others any of mobile,
// e-mail, external id, user id, and capillary.IdentifierNamed("local_id", …).
type PreferencesRequest struct {
	Customer     capillary.Identifier `json:"customer,omitzero"`
	Store        PreferredStoreV1     `json:"store,omitzero"`
	CustomFields SetFieldsV1          `json:"custom_fields,omitzero"`
}

// Validate refuses preferences of nobody.
func (r PreferencesRequest) Validate() error {
	return capillary.CheckCustomer("customer", r.Customer, userID, "mobile", "email", "externalId", localID)
}

const localID = "local_id"

func (r PreferencesRequest) key() string { return identityOf(r.Customer).key() }

func (r PreferencesRequest) body() any {
	b := struct {
		identityV1
		UserID       string           `json:"user_id,omitzero"` // as this endpoint spells it
		LocalID      string           `json:"local_id,omitzero"`
		Store        PreferredStoreV1 `json:"store,omitzero"`
		CustomFields SetFieldsV1      `json:"custom_fields,omitzero"`
	}{identityV1: identityOf(r.Customer), Store: r.Store, CustomFields: r.CustomFields}
	switch r.Customer.Name() {
	case userID:
		b.UserID, b.ID = r.Customer.Value(), 0
	case localID:
		b.LocalID = r.Customer.Value()
	}
	return b
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *PreferencesRequest) UnmarshalJSON(raw []byte) error {
	type fields PreferencesRequest // without the methods
	return outbox.ReadFlat(raw, (*fields)(r), &r.Customer)
}

// PreferredStoreV1 is the store that a customer prefers. The API asks for both.
type PreferredStoreV1 struct {
	Code string `json:"code"`
	ID   int64  `json:"id"`
}

// CustomerPreferences is a customer with preferences.
type CustomerPreferences struct {
	UserID       string   `json:"user_id"`
	Mobile       string   `json:"mobile"`
	Email        string   `json:"email"`
	ExternalID   string   `json:"external_id"`
	LocalID      string   `json:"local_id"`
	CustomFields FieldsV1 `json:"custom_fields"`
	Store        struct {
		ID     int64  `json:"id"`
		Code   string `json:"code"`
		Name   string `json:"name"`
		Status string `json:"status"` // SUCCESS: it was set
	} `json:"store"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}
