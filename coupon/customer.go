package coupon

import (
	"strings"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Customer names the customer of a request, by one of the identifiers. CustomerOf makes it from a capillary.Identifier.
type Customer struct {
	ID         int64  `json:"id,omitzero"`     // user id
	Mobile     string `json:"mobile,omitzero"` // the country code may be left out
	Email      string `json:"email,omitzero"`
	ExternalID string `json:"externalId,omitzero"`
}

// CustomerOf puts an identifier into the body of a request: a user id, a mobile number, an e-mail or an external id. What
// else names a customer can't stand there; find the user id with customer.Lookup.
func CustomerOf(who capillary.Identifier) Customer {
	id, _ := who.UserID()
	c := Customer{ID: id}
	switch who.Name() {
	case capillary.Mobile("").Name():
		c.Mobile = who.Value()
	case capillary.Email("").Name():
		c.Email = who.Value()
	case capillary.ExternalID("").Name():
		c.ExternalID = who.Value()
	}
	return c
}

func (c Customer) check(field string) error {
	if c == (Customer{}) {
		return capillary.Invalid(field, "one identifier is required: user id, mobile, e-mail or external id")
	}
	return nil
}

// CustomerV1 names the customer of a v1.1 request, by one of the identifiers. CustomerOfV1 makes it from a
// capillary.Identifier.
type CustomerV1 struct {
	ID             int64  `json:"id,omitzero"` // user id
	Mobile         string `json:"mobile,omitzero"`
	Email          string `json:"email,omitzero"`
	ExternalID     string `json:"external_id,omitzero"`
	CardNumber     string `json:"card_number,omitzero"`
	CardExternalID string `json:"card_external_id,omitzero"`
}

// CustomerOfV1 puts an identifier into the body of a v1.1 request. A card can stand there too.
func CustomerOfV1(who capillary.Identifier) CustomerV1 {
	c := CustomerOf(who)
	v1 := CustomerV1{ID: c.ID, Mobile: c.Mobile, Email: c.Email, ExternalID: c.ExternalID}
	switch who.Name() {
	case capillary.CardNumber("").Name():
		v1.CardNumber = who.Value()
	case capillary.CardExternalID("").Name():
		v1.CardExternalID = who.Value()
	}
	return v1
}

func (c CustomerV1) check(field string) error {
	if c == (CustomerV1{}) {
		return capillary.Invalid(field, "one identifier is required: user id, mobile, e-mail, external id or card")
	}
	return nil
}

// SourceOptions say where the customer of a request is registered, for organisations with several sources.
type SourceOptions struct {
	Source    capillary.Source `url:"source,omitempty"`
	AccountID string           `url:"accountId,omitempty"` // for sources with several accounts
}

// CustomerDetails are the customer of a reply.
type CustomerDetails struct {
	ID       int64              `json:"id"` // user id
	Profiles []customer.Profile `json:"profiles"`
}

// CustomerDetailsV1 are the customer of a v1.1 reply.
type CustomerDetailsV1 struct {
	ID         int64  `json:"id"`      // user id, where the call returns it
	UserID     int64  `json:"user_id"` // the same, in other calls
	Name       string `json:"name"`
	Mobile     string `json:"mobile"`
	Email      string `json:"email"`
	ExternalID string `json:"external_id"`
}

// is reports whether the request's customer is the one of the reply.
func (c CustomerDetailsV1) is(who Customer) bool {
	return who.ID != 0 && (who.ID == c.ID || who.ID == c.UserID) || who.ExternalID != "" && who.ExternalID == c.ExternalID ||
		same(who.Mobile, c.Mobile) || same(who.Email, c.Email)
}

// same reports whether two mobile numbers or e-mail addresses are one.
func same(a, b string) bool {
	return a != "" && strings.EqualFold(strings.TrimPrefix(a, "+"), strings.TrimPrefix(b, "+"))
}
