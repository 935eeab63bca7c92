package customer

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// UpdateV1 changes the profile of a customer, one in a call. An identifier that the customer has already stays as it is;
// one that is missing is added where the organisation allows it (else WarnUpdateNotAllowed). If an identifier belongs to
// another account, the two are merged.
//
// The documentation contradicts itself about the method: PUT on the endpoint's own page, POST in the list of endpoints
// and in older pages. This is PUT; if your cluster refuses it, UpdateByPostV1 is the same with POST.
//
// The times are on the cluster's clock.
//
// PUT /v1.1/customer/update
func (s *Service) UpdateV1(ctx context.Context, r RequestV1[ChangeV1], o UpdateOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerV1], error,
) {
	return capillary.Call[*capillary.Batch[CustomerV1]](ctx, s.client, opUpdateV1, capillary.Input{Body: r, Sent: r.sent(), Header: o.header()}, opts...)
}

// UpdateByPostV1 is UpdateV1 with the other documented method.
//
// POST /v1.1/customer/update
func (s *Service) UpdateByPostV1(ctx context.Context, r RequestV1[ChangeV1], o UpdateOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerV1], error,
) {
	return capillary.Call[*capillary.Batch[CustomerV1]](ctx, s.client, opUpdateByPostV1, capillary.Input{Body: r, Sent: r.sent(), Header: o.header()}, opts...)
}

// ChangeV1 is what to change of a customer, who is named by one of the identifiers.
type ChangeV1 struct {
	ID             int64            `json:"id,omitzero"`     // user id
	Mobile         string           `json:"mobile,omitzero"` // with the country code
	Email          string           `json:"email,omitzero"`
	ExternalID     string           `json:"external_id,omitzero"`
	Firstname      string           `json:"firstname,omitzero"`
	Lastname       string           `json:"lastname,omitzero"`
	RegisteredOn   time.Time        `json:"registered_on,omitzero"`
	RegisteredTill string           `json:"registered_till,omitzero"` // code of the till
	AssociatedWith string           `json:"associated_with,omitzero"` // code of the till to associate with
	Type           TypeV1           `json:"type,omitzero"`            // TypeLoyaltyV1 makes a loyalty customer
	FraudStatus    SetFraudStatusV1 `json:"fraud_status,omitzero"`    // FraudConfirmedV1 or FraudNoneV1
	Subscriptions  SubscribeV1      `json:"subscriptions,omitzero"`
	CustomFields   SetFieldsV1      `json:"custom_fields,omitzero"`
	ExtendedFields SetFieldsV1      `json:"extended_fields,omitzero"`
}

// Validate refuses a customer without an identifier.
func (r ChangeV1) Validate() error {
	if r.ID != 0 {
		return nil
	}
	return identified(r.Mobile, r.Email, r.ExternalID)
}

// UpdateOptionsV1 are how to update.
type UpdateOptionsV1 struct {
	DirectReplay bool        // loyalty events are queued and done a little later
	UserContext  UserContext // for the audit log
}

func (o UpdateOptionsV1) header() http.Header {
	h := o.UserContext.header()
	if o.DirectReplay {
		h.Set("X-Cap-Direct-Replay", "true")
	}
	return h
}

func (r ChangeV1) key() string { return cmp.Or(r.Mobile, r.Email, r.ExternalID) }
