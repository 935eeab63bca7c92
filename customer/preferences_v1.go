package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// Preferences returns what customers like: the custom fields that the organisation keeps for it, and the preferred store
// as a field of the name PREFERRED_STORE. Several customers can be asked for at once, see Several. ErrNoPreferences: none
// are set. ErrPreferencesUnavailable: they could not be read.
//
// GET /v1.1/customer/preferences
func (s *Service) Preferences(ctx context.Context, who capillary.Identifier, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerPreferences], error,
) {
	return capillary.Call[*capillary.Batch[CustomerPreferences]](ctx, s.client, opPreferences, capillary.Input{Customer: who}, opts...)
}

// UpdatePreferences sets what customers like. ErrSomePreferencesNotSaved: some were saved. ErrPreferencesNotSaved: none
// was. ErrUnexpected leaves the outcome unknown.
//
// POST /v1.1/customer/preferences
func (s *Service) UpdatePreferences(ctx context.Context, r RequestV1[PreferencesRequest], opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerPreferences], error,
) {
	return capillary.Call[*capillary.Batch[CustomerPreferences]](ctx, s.client, opUpdatePreferences, capillary.Input{Body: r, Sent: r.sent()}, opts...)
}

// PreferencesRequest is a customer, named by one of the identifiers, with preferences to set.
type PreferencesRequest struct {
	Mobile       string           `json:"mobile,omitzero"` // the newest pages require it, older ones take any identifier
	Email        string           `json:"email,omitzero"`
	ExternalID   string           `json:"external_id,omitzero"`
	UserID       string           `json:"user_id,omitzero"`
	LocalID      string           `json:"local_id,omitzero"`
	Store        PreferredStoreV1 `json:"store,omitzero"`
	CustomFields SetFieldsV1      `json:"custom_fields,omitzero"`
}

// Validate refuses preferences of nobody.
func (r PreferencesRequest) Validate() error {
	return identified(r.Mobile, r.Email, r.ExternalID, r.UserID, r.LocalID)
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
