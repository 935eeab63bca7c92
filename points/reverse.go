package points

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
	"github.com/capillary-go/sdk/internal/sent"
)

// Reverse gives redeemed points back, all of a redemption or a part, as when the transaction is returned. Points that
// expired meanwhile come back expired. The organisation must allow it, else ErrReversalOff.
//
// Errors: ErrReversed and ErrMovedBefore if it was done before, ErrNotEligible, ErrLimitReached, ErrCustomerLocked,
// ErrTooFewToMove, ErrProgramForbids, ErrDecimals. ErrNotProcessed and codes such as ErrTryLater886 leave the outcome unknown; a reversal has no key to be looked up by, so compare the
// reversals in customer.Redemptions before you try again. Where the id of the redemption is not known, see ReverseByKey.
//
// POST /v2/points/reverse
func (s *Service) Reverse(ctx context.Context, r ReverseRequest, opts ...capillary.RequestOption) (*Reversal, error) {
	return capillary.Call[*Reversal](ctx, s.client, opReverse, capillary.Input{Body: r.body(), Key: r.RedemptionID, Sent: sent.Key(r.RedemptionID)}, opts...)
}

// ReverseRequest is a redemption to reverse. It can be kept as JSON and read back, and read from the JSON body that the API
// documents.
type ReverseRequest struct {
	Customer     capillary.Identifier `json:"customer,omitzero"` // whose points were redeemed; it must be the one of the redemption
	RedemptionID string               `json:"redemptionId"`
	Points       decimal.Decimal      `json:"pointsToBeReversed,omitzero"` // all if zero; at most three decimal places
}

// Validate refuses a reversal of no redemption or for nobody, and what gives ErrDecimals.
func (r ReverseRequest) Validate() error {
	switch {
	case r.RedemptionID == "":
		return capillary.Invalid("redemptionId", "it is required")
	case unnamed(r.Customer):
		return capillary.Invalid("identifier", "an identifier is required, such as capillary.Mobile")
	case r.Points.IsNegative():
		return capillary.Invalid("pointsToBeReversed", "it is negative")
	case !r.Points.Equal(r.Points.Truncate(maxDecimalPlaces)):
		return capillary.Invalid("pointsToBeReversed", "it has more than three decimal places")
	}
	return nil
}

type reverseBody struct {
	reverseFields
	Customer   struct{}        `json:"customer,omitzero"` // not in the body
	Identifier typedIdentifier `json:"identifier"`
}

// reverseFields has the fields of a ReverseRequest and not its methods.
type reverseFields ReverseRequest

func (r ReverseRequest) body() reverseBody {
	return reverseBody{reverseFields: reverseFields(r), Identifier: typedIdentifier{reversalType(r.Customer.Name()), r.Customer.Value()}}
}

// reversalType is the name that reversals have for a kind of identifier since 2026; what 2026 does not name goes out as elsewhere.
func reversalType(name string) string {
	switch name {
	case "id":
		return "ID"
	case "mobile":
		return "PHONE"
	case "email":
		return "EMAIL"
	}
	return name
}

// Validate asks the request.
func (b reverseBody) Validate() error { return ReverseRequest(b.reverseFields).Validate() }

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *ReverseRequest) UnmarshalJSON(raw []byte) error {
	if !hasMember(raw, "identifier") {
		return outbox.Read(raw, (*reverseFields)(r))
	}
	return r.readDocumented(raw)
}

// readDocumented reads the body that the API documents.
func (r *ReverseRequest) readDocumented(raw []byte) error {
	var b reverseBody
	if err := outbox.Read(raw, &b); err != nil {
		return err
	}
	*r = ReverseRequest(b.reverseFields)
	r.Customer = b.Identifier.identifier()
	return nil
}

// Reversal are points that were given back.
type Reversal struct {
	ReversalID            string            `json:"reversalId"`
	RedemptionID          string            `json:"redemptionId"`
	OrgID                 int64             `json:"orgId"`
	CustomerID            int64             `json:"customerId"`
	Identifier            ReversedFor       `json:"identifier"`
	PointsToBeReversed    decimal.Decimal   `json:"pointsToBeReversed"` // that were asked for
	PointsReversed        decimal.Decimal   `json:"pointsReversed"`
	PointsReversedDetails ReversedPoints    `json:"pointsReversedDetails"`
	Breakup               []MemberReversal  `json:"crossMemberReversalBreakup"` // of a group redemption: whose points came back
	Warnings              []capillary.Issue `json:"warnings"`                   // WarnEventsPending, …
}

// MemberReversal are points that came back to one member of a group.
type MemberReversal struct {
	MemberID                int64           `json:"memberId"` // user id
	PointsRestored          decimal.Decimal `json:"pointsRestored"`
	PointsExpiredByReversal decimal.Decimal `json:"pointsExpiredByReversal"` // of these: had expired meanwhile
	ExpiryBatchDate         time.Time       `json:"expiryBatchDate"`         // when they expire, or did
	Status                  string          `json:"status"`                  // such as REVERSED
}

// ReversedFor is the customer as the request named them.
type ReversedFor struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

// ReversedPoints are points that were given back, by what can be done with them.
type ReversedPoints struct {
	Available decimal.Decimal `json:"available"`
	Expired   decimal.Decimal `json:"expired"`
}
