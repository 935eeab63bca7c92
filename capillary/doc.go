// Package capillary is the core of the Capillary SDK: the client, its credentials and options, errors, and Call, through
// which every method of the resource packages goes.
//
//	client, err := capillary.New(capillary.EU, capillary.OAuth(key, secret))
//	…
//	c, err := customer.New(client).Get(ctx, capillary.Mobile("919740000000"), customer.GetOptions{})
//
// # Packages
//
// One package a resource; each begins with a table from task to method.
//
//   - [github.com/capillary-go/sdk/customer]: customers, their profiles, points, tiers, bills, labels
//   - [github.com/capillary-go/sdk/transaction]: bills, returns and what they earn
//   - [github.com/capillary-go/sdk/points]: redeeming points, giving them back, transfers, the ledger
//   - [github.com/capillary-go/sdk/coupon]: series, issuing, redeeming, revoking
//   - [github.com/capillary-go/sdk/otp]: one-time passwords
//   - [github.com/capillary-go/sdk/org]: the organisation: entities, tills, configurations, fields, sources
//   - [github.com/capillary-go/sdk/store]: stores, zones, concepts and tills, reports, the store locator
//   - [github.com/capillary-go/sdk/storecare]: how many people come into a store
//   - [github.com/capillary-go/sdk/staff]: staff users (deprecated by the API)
//   - [github.com/capillary-go/sdk/userauth]: customers who sign in with a password
//   - [github.com/capillary-go/sdk/usergroup]: groups of customers who share points
//   - [github.com/capillary-go/sdk/lead]: leads and their follow-ups
//   - [github.com/capillary-go/sdk/survey]: surveys and their answers
//   - [github.com/capillary-go/sdk/event]: behavioural events, which a brand tells Capillary
//   - [github.com/capillary-go/sdk/webhook]: event notifications, which Capillary tells a brand
//   - [github.com/capillary-go/sdk/integration]: API clients, their keys and scopes
//
// [github.com/capillary-go/sdk/all] has all of them on one value, [github.com/capillary-go/sdk/oauth] is the source of tokens
// alone, and [github.com/capillary-go/sdk/capillarytest] is an organisation in memory to test with.
//
// # What is known after an error
//
// Points and coupons are money, so an error says what is known about the work, in Error.Outcome and for errors.Is:
//
//   - ErrInvalidInput and ErrNotSent: nothing reached the API.
//   - ErrNotExecuted and ErrRateLimited: the API did not do it now; call again later.
//   - a response code, ErrDuplicate, ErrUnauthorized, ErrForbidden: refused, it was not done.
//   - ErrOutcomeUnknown: nobody can know. A connection broke, a proxy answered, the API asked to try later. Look it up
//     before doing it again; where an operation has a look-up, OutcomeUnknownError.Reconcile does.
//
// ErrNotFound is the class of all codes that say "no such …" in their operation. ErrUnavailable stands beside what is known: it
// means that other calls would fail too, so that a till goes offline.
//
// MayHaveHappened asks the question as one: false only where it is proven. A context that ends while a write is under way
// proves nothing about the write.
//
// # What is sent again
//
// A call is tried three times, four where the API asks to wait, within its deadline and a budget that all calls of the
// client share. Each operation has a class, its Safety, that says what may be resent:
//
//   - no connection was ever got: every class.
//   - rate limit, locked customer, busy search, authorisation unavailable: every class, after a wait.
//   - an expired token: every class, once, with a new token.
//   - a broken connection, a 5xx, a page, a reply without a verdict: Read and Replace. A Keyed operation whose
//     key is trusted (WithKeys), after its look-up, with the same key. Everything else ends as ErrOutcomeUnknown.
//   - a documented refusal, whatever its HTTP status: never.
//
// # Assumptions
//
// The public documentation leaves some things open. What the SDK assumes can be changed: the hosts and time zones of the
// clusters (At, APIHost, Host, WithTimeZone), rate limits (WithRateLimit), the settle time of look-ups (WithSettleTime), and
// which keys make a second request harmless (WithKeys).
package capillary
