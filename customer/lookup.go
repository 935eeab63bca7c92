package customer

import (
	"context"
	"iter"

	"github.com/capillary-go/sdk/capillary"
)

// Lookup finds the user id of a customer. It is the lightest way to learn whether an identifier is registered in a source;
// if it is not, the error is ErrNotFound.
//
// GET /v2/customers/lookup
func (s *Service) Lookup(ctx context.Context, who capillary.Identifier, _ LookupOptions, opts ...capillary.RequestOption) (*Lookup, error) {
	return capillary.Call[*Lookup](ctx, s.client, opLookup, capillary.Input{Customer: who}, opts...)
}

// LookupOptions are the options of Lookup, of which none is documented yet.
type LookupOptions struct{}

// Lookup is the customer that an identifier leads to.
type Lookup struct {
	UserID   int64             `json:"entity"` // the id that is the same in all sources
	Warnings []capillary.Issue `json:"warnings"`
}

// Search finds customers by parts of their names, identifiers or fields. The query is one or more conditions in the API's
// own syntax; the API gives at most 20 customers a page.
//
// GET /v2/customers/search
func (s *Service) Search(ctx context.Context, o SearchOptions, opts ...capillary.RequestOption) (*capillary.Page[Match], error) {
	return capillary.Call[*capillary.Page[Match]](ctx, s.client, opSearch, capillary.Input{Query: o}, opts...)
}

// AllMatches iterates over all pages of a search, from o.Offset on.
func (s *Service) AllMatches(ctx context.Context, o SearchOptions, opts ...capillary.RequestOption) iter.Seq2[Match, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Match], error) {
		o.Offset = offset
		return s.Search(ctx, o, opts...)
	})
}

// SearchOptions are what to search for.
type SearchOptions struct {
	Query  string `url:"q"`                // required
	Limit  int64  `url:"limit,omitempty"`  // customers of a page
	Offset int64  `url:"offset,omitempty"` // customers to skip
}

// Validate refuses a search for nothing.
func (o SearchOptions) Validate() error {
	if o.Query == "" {
		return capillary.Invalid("q", "it is empty")
	}
	return nil
}

// Match is a customer that a search found, with what matched.
type Match struct {
	UserID             int64               `json:"userId"`
	MatchedIdentifiers []MatchedIdentifier `json:"matchedIdentifiers"`
	Profiles           []MatchProfile      `json:"profiles"`
}

// MatchedIdentifier is a field that fits the query.
type MatchedIdentifier struct {
	IDType    string           `json:"idType"`
	IDValue   string           `json:"idValue"`
	Source    capillary.Source `json:"source"`
	AccountID string           `json:"accountId"`
}

// MatchProfile is the name of a found customer in one source.
type MatchProfile struct {
	Source    capillary.Source `json:"source"`
	AccountID string           `json:"accountId"`
	FirstName string           `json:"firstName"`
	LastName  string           `json:"lastName"`
}
