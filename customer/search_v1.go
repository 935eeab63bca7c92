package customer

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// SearchV1 finds customers by conditions of the form (attribute:OPERATOR:value), such as (slab:EQUALS:GOLD) or
// (firstname:STARTS:a&loyalty_points:GREATER:100). Operators are STARTS, ENDS, EXACT, RANGE, LESS, GREATER, EQUALS, IN
// and ON; the values of RANGE and IN are separated by semicolons.
//
// That nobody fits is no error, the list is empty. The code 461 is a timeout of
// the search engine.
//
// Deprecated: use Search. The documentation of 2026 says that it is not supported any more.
//
// GET /v1.1/customer/search
func (s *Service) SearchV1(ctx context.Context, o SearchOptionsV1, opts ...capillary.RequestOption) (*MatchesV1, error) {
	return capillary.Call[*MatchesV1](ctx, s.client, opSearchV1, capillary.Input{Query: o}, opts...)
}

// SearchOptionsV1 are what to search for.
type SearchOptionsV1 struct {
	Query string `url:"q"` // required
}

// Validate refuses a search for nothing.
func (o SearchOptionsV1) Validate() error {
	if o.Query == "" {
		return capillary.Invalid("q", "it is empty")
	}
	return nil
}

// MatchesV1 are the customers that a search found.
type MatchesV1 struct {
	Customer struct {
		Count   int64 `json:"count"` // customers that fit
		Start   int64 `json:"start"` // customers before these
		Rows    int64 `json:"rows"`  // at most so many in a reply
		Results struct {
			Item []MatchV1 `json:"item"`
		} `json:"results"`
	} `json:"customer"`
}

// MatchV1 is a customer that a search found.
type MatchV1 struct {
	UserID            int64           `json:"user_id"`
	OrgID             int64           `json:"org_id"`
	Firstname         string          `json:"firstname"`
	Lastname          string          `json:"lastname"`
	Mobile            string          `json:"mobile"`
	Email             string          `json:"email"`
	ExternalID        string          `json:"external_id"` // "None" where there is none
	LoyaltyPoints     decimal.Decimal `json:"loyalty_points"`
	LifetimePoints    decimal.Decimal `json:"lifetime_points"`
	LifetimePurchases decimal.Decimal `json:"lifetime_purchases"`
	CurrentSlab       string          `json:"current_slab"`
	RegisteredOn      time.Time       `json:"registered_on"`
	RegisteredBy      string          `json:"registered_by"`    // code of the store or till
	LastTransValue    decimal.Decimal `json:"last_trans_value"` // amount of the latest transaction
	Attributes        struct {
		Attribute []FieldV1 `json:"attribute"`
	} `json:"attributes"`
}
