package customer

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
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
	return capillary.Call[*capillary.Batch[CustomerV1]](ctx, s.client, opUpdateV1, capillary.Input{Body: r.body(), Sent: r.sent(), Header: o.header()}, opts...)
}

// UpdateByPostV1 is UpdateV1 with the other documented method. Pages of 2026 have PUT alone.
//
// POST /v1.1/customer/update
func (s *Service) UpdateByPostV1(ctx context.Context, r RequestV1[ChangeV1], o UpdateOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerV1], error,
) {
	return capillary.Call[*capillary.Batch[CustomerV1]](ctx, s.client, opUpdateByPostV1, capillary.Input{Body: r.body(), Sent: r.sent(), Header: o.header()}, opts...)
}

// ChangeV1 is what to change of a customer. Mobile, Email and ExternalID are identifiers to add where they are missing.
type ChangeV1 struct {
	Customer       capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	Mobile         string               `json:"mobile,omitzero"`   // with the country code
	Email          string               `json:"email,omitzero"`
	ExternalID     string               `json:"external_id,omitzero"`
	Firstname      string               `json:"firstname,omitzero"`
	Lastname       string               `json:"lastname,omitzero"`
	RegisteredOn   time.Time            `json:"registered_on,omitzero"`
	RegisteredTill string               `json:"registered_till,omitzero"` // code of the till
	AssociatedWith string               `json:"associated_with,omitzero"` // code of the till to associate with
	Type           TypeV1               `json:"type,omitzero"`            // TypeLoyaltyV1 makes a loyalty customer
	FraudStatus    SetFraudStatusV1     `json:"fraud_status,omitzero"`    // FraudConfirmedV1 or FraudNoneV1
	Subscriptions  SubscribeV1          `json:"subscriptions,omitzero"`
	CustomFields   SetFieldsV1          `json:"custom_fields,omitzero"`
	ExtendedFields SetFieldsV1          `json:"extended_fields,omitzero"`
}

// Validate refuses a change of nobody, and a second identifier of the type that names the customer: see ChangeIdentifier.
func (r ChangeV1) Validate() error {
	who := identityOf(r.Customer)
	for _, i := range []struct{ name, named, added string }{
		{"mobile", who.Mobile, r.Mobile}, {"email", who.Email, r.Email}, {"external_id", who.ExternalID, r.ExternalID},
	} {
		if i.named != "" && i.added != "" && i.named != i.added {
			return capillary.Invalid(i.name, "the customer is named by another one, and this call replaces none")
		}
	}
	return checkV1(r.Customer)
}

func (r ChangeV1) body() any {
	b := struct {
		changeFieldsV1
		Customer struct{} `json:"customer,omitzero"` // stands with the others
		ID       int64    `json:"id,omitzero"`
	}{changeFieldsV1: changeFieldsV1(r)}
	who := identityOf(r.Customer)
	b.ID, b.Mobile, b.Email, b.ExternalID = who.ID, cmp.Or(who.Mobile, r.Mobile), cmp.Or(who.Email, r.Email), cmp.Or(who.ExternalID, r.ExternalID)
	return b
}

// changeFieldsV1 has the fields of a ChangeV1 and not its methods.
type changeFieldsV1 ChangeV1

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents: the first of user id,
// mobile, e-mail and external id names the customer.
func (r *ChangeV1) UnmarshalJSON(raw []byte) error {
	return outbox.ReadFlat(raw, (*changeFieldsV1)(r), &r.Customer)
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

func (r ChangeV1) key() string {
	who := identityOf(r.Customer)
	return cmp.Or(who.Mobile, r.Mobile, who.Email, r.Email, who.ExternalID, r.ExternalID)
}
