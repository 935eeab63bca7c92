package coupon

import (
	"strings"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/envelope"
)

// check refuses a customer whom a body can't name, and what would be lost there. Where the endpoint takes a source, the request
// asks without it.
func check(field string, who capillary.Identifier) error {
	return capillary.CheckCustomer(field, who, "id", "mobile", "email", "externalId")
}

// checkWithCards is check where customers are known by card too: in v1.1, and in some calls of v2.
func checkWithCards(field string, who capillary.Identifier) error {
	return capillary.CheckCustomer(field, who, "id", "mobile", "email", "externalId", "cardnumber", "cardExternalId")
}

func checkV1(who capillary.Identifier) error { return checkWithCards("customer", who) }

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

// is reports whether the request's customer is the one of the reply, which tells no cards.
func (c CustomerDetailsV1) is(who capillary.Identifier) bool {
	id, isID := who.UserID()
	switch value := who.Value(); who.Name() {
	case "mobile":
		return same(value, c.Mobile)
	case "email":
		return same(value, c.Email)
	case "externalId":
		return value != "" && value == c.ExternalID
	default:
		return isID && (id == c.ID || id == c.UserID)
	}
}

// same reports whether two mobile numbers or e-mail addresses are one. The second can be masked.
func same(a, b string) bool {
	return a != "" && strings.EqualFold(strings.TrimPrefix(a, "+"), strings.TrimPrefix(b, "+")) || envelope.MaskFits(b, a)
}
