package transaction

import (
	"context"
	"net/http"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Add adds a transaction, or a return of one: see Bill.Type. The customer must be registered; with TypeNotInterested and
// TypeNotInterestedReturn there is none, and who may be capillary.Identifier{}.
//
// A bill number that is there already gives ErrDuplicate, which is a capillary.ErrDuplicate. Other errors: ErrCustomerNotFound,
// ErrInvalidAmount, ErrDateTooLate, ErrDateTooEarly, ErrInvalidStore; of returns ErrNumberNotFound, ErrReturnTime,
// ErrReturnAmount, ErrReturned and similar codes. The transaction was saved where a code comes as a warning, such as
// WarnPointsNotAwarded, WarnItemOutlier or WarnPaymentModeNotFound.
//
// A bill whose outcome is unknown is never sent again. For a purchase there is a look-up by bill number (GetV1): it counts as
// done if number, type, amount, customer and date are those of the bill; if something else has its number, it stays unknown.
// With no BillingDate, the transaction that is found must not be older than a day. For a return there is no look-up: two equal
// returns of one bill can't be told apart. SettleAdd asks the same in another process.
//
// POST /v2/transactions
func (s *Service) Add(ctx context.Context, who capillary.Identifier, b Bill, o AddOptions, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opAdd, capillary.Input{Customer: who, Query: o.query(who, b), Body: b,
		Header: downstream(o.DirectReplay, o.SkipDownstream), Key: b.BillNumber, LookUp: s.lookUp(who, b, time.Now(), opts)}, opts...)
}

// AddOptions say how a transaction is added.
type AddOptions struct {
	UseAsync       bool `url:"use_async,omitempty"`      // do not wait for loyalty: there are no SideEffects then
	RawSideEffects bool `url:"rawSideEffects,omitempty"` // return the details of incentives: RawSideEffects
	DirectReplay   bool `url:"-"`                        // loyalty is queued, and runs soon after
	SkipDownstream bool `url:"-"`                        // the transaction is saved and nobody is told: no loyalty, no events, as an import does

	// Load points, of all loyalty programs, and those of the bill. The documentation shows them in a URL and does not describe them.
	MLP               bool `url:"mlp,omitempty"`
	BillPointsBreakup bool `url:"billPointsBreakup,omitempty"`
}

func (o AddOptions) query(who capillary.Identifier, b Bill) addQuery {
	return addQuery{o, o.UseAsync, payer{who.IsZero() && !b.Type.anonymous()}}
}

// addQuery has both of the documented spellings of one parameter.
type addQuery struct {
	AddOptions
	UseAsynch bool `url:"use_asynch,omitempty"`
	payer
}

// payer checks that somebody is named.
type payer struct{ missing bool }

// Validate refuses a transaction of nobody, unless its type says so.
func (p payer) Validate() error {
	if p.missing {
		return capillary.Invalid("customer", "an identifier is required, such as capillary.Mobile; only a not-interested transaction has none")
	}
	return nil
}

// downstream are the headers that put loyalty into a queue, or leave it out.
func downstream(queue, skip bool) http.Header {
	h := http.Header{}
	if queue {
		h.Set("X-CAP-DIRECT-REPLAY", "true")
	}
	if skip {
		h.Set("SKIP-DOWNSTREAM", "true")
	}
	return h
}

// Saved is a transaction that was added. What a look-up found after a doubt (Meta.Settled) has its id and the customer's name only.
type Saved struct {
	CreatedID      int64                 `json:"createdId"`   // of the transaction
	SideEffects    []customer.SideEffect `json:"sideEffects"` // what loyalty gave; empty where it runs in the background
	RawSideEffects []RawSideEffect       `json:"rawSideEffects"`
	LoyaltyDetails []LoyaltyDetails      `json:"loyaltyDetails"`
	CustomerInfo   CustomerInfo          `json:"customerInfo"`
	Warnings       []capillary.Issue     `json:"warnings"`
}

// CustomerInfo is the name of the customer of a transaction.
type CustomerInfo struct {
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
}
