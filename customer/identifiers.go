package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// ChangeIdentifier adds identifiers to a customer and removes others, in one source. It takes a user id; Lookup finds it.
//
// It links cards as well: add an IdentifierCardNumber with its series and the status label ACTIVE, and remove it with
// NOT_ISSUED to take it away. The card must exist in its series.
//
// An identifier that another source knows merges the two accounts: the id that comes back is the survivor's, and can
// differ from the one that was passed; the warning is WarnMerged. Errors: ErrUpdateTakenInSource, ErrUpdateOtherProfile,
// ErrCombineImpossible, ErrMergeDone, ErrNothingToChange, ErrNotFound. It is never sent twice.
//
// POST /v2/customers/{customerId}/changeIdentifier
func (s *Service) ChangeIdentifier(ctx context.Context, who capillary.Identifier, r ChangeIdentifierRequest,
	opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opChangeIdentifier, capillary.Input{Customer: who, Query: r.Options, Body: r.body()}, opts...)
}

// ChangeIdentifierRequest is what to add and what to remove; one of the two at least.
type ChangeIdentifierRequest struct {
	Add    []IdentifierRequest `json:"add,omitzero"`
	Remove []IdentifierRequest `json:"remove,omitzero"`

	Options ChangeIdentifierOptions `json:"options,omitzero"`
}

// body leaves out what goes elsewhere.
func (r ChangeIdentifierRequest) body() ChangeIdentifierRequest {
	r.Options = ChangeIdentifierOptions{}
	return r
}

// Validate refuses a change of nothing, and identifiers without a type or a value.
func (r ChangeIdentifierRequest) Validate() error {
	if len(r.Add)+len(r.Remove) == 0 {
		return capillary.Invalid("add", "there is nothing to add and nothing to remove")
	}
	if err := checkIdentifiers(r.Add); err != nil {
		return err
	}
	return checkIdentifiers(r.Remove)
}

// ChangeIdentifierOptions say how identifiers are changed.
type ChangeIdentifierOptions struct {
	SeriesID    int64  `url:"seriesId,omitempty"`    // of the card
	StatusLabel string `url:"statusLabel,omitempty"` // of the card
	UseAsync    *bool  `url:"use_async,omitempty"`   // true: loyalty runs in the background, there are no side effects
}
