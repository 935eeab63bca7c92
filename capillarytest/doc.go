// Package capillarytest is a Capillary organisation in memory, behind a real HTTP server, for tests and examples.
//
//	server := capillarytest.New(t)
//	id := server.AddCustomer(capillarytest.Customer{FirstName: "Asha", Mobile: "919740000001", Points: 420})
//	// point a client at server.URL, with server.Username() and server.Password() or with server.ClientKey() and server.ClientSecret()
//
// The server keeps what it is told: customers with a profile per source, their identifiers, points, tiers, subscriptions
// and labels, bills, redemptions, coupons and one-time passwords. The same identifier through a second source merges
// accounts, as the API documents it. Replies have the documented shapes, with their habits: v1.1 quotes numbers and leaves
// out zones, v2 gives offsets, a list of one is sometimes an object. Endpoints whose state is of no interest answer with
// the lists that AddTo filled, or with empty ones.
//
// A path that the server does not know is answered with HTTP 404 and a message that starts with
// "capillarytest: no such endpoint"; under New it also fails the test.
//
// # Money
//
// Points have a ledger that adds up to the balance and never goes below zero; they expire by the clock, the first to expire
// are spent first, and a redemption is reversed once. A bill earns a point for every ten units of money, rounded down, and
// its number is unique; a return takes the points back in proportion, as far as the customer has them. These rules are the
// server's own, where the documentation leaves them to the organisation. WithKeys, WithBillsUniquePerTill, WithoutValidation
// and WithCodeTTL change some. Codes that are sent to a customer are read with LastOTP.
//
// Executed tells how often the work of a key was really done, whatever the caller was told; Redemptions, Bills, Coupons and
// Ledger tell what there is. Call Settle before, if a fault does work late. Lock holds a customer, so that writes get code 521.
//
// # Faults
//
// Fault scripts what goes wrong, and for which call:
//
//	server.Fault(capillarytest.Fault{Method: "POST", Path: "/v2/customers", Kind: capillarytest.CutAfterWork()})
//	server.Fault(capillarytest.Fault{Times: 3, Kind: capillarytest.Status(503)})
//
// # HTTP status and verdict
//
// The documentation does not say which HTTP status comes with a refusal. The default is HTTP 200 in v1.1, as in the one
// captured exchange, and HTTP 400 in v2 and v3. WithRefusalStatus changes both; a client should not care.
//
// # Forms of 2026 and before
//
// Replies have the newest documented forms: dates of v2 with their twins, HTTP 207 for allocations of which some failed. An
// organisation that is older, or was not moved, is set up with WithoutTwins and WithoutMultiStatus.
//
// # Scripted replies
//
// What the server does not know, or should answer otherwise, is scripted: Script gives the whole replies of an endpoint, and
// ScriptOperation the results of an operation, in its envelope:
//
//	server.Script("GET", "/v2/orders/{id}", capillarytest.Reply{Status: 502, Body: "<html>…"}, capillarytest.Reply{Body: `{"id": 7}`})
//	server.ScriptOperation(customer.Operations(), "customer.Tier", map[string]any{"programTiers": tiers})
//
// AnswerUnscripted has further operations answer with a minimal reply. The fault kinds AnswerReply, AnswerReplyAfterWork, AmendBody
// and AmendReply put any reply in place of one that the server would give, or change it.
//
// # Adding a resource
//
// Behind this package stand a kernel, customers and points that all resources share, and a package for every resource, each with
// its state, its routes and its texts: capillarytest/internal/coupon, for example. What is only kept, listed and changed is declared
// by a table. The documentation of capillarytest/internal/kept shows how to add a resource; it becomes one line in org.go.
package capillarytest
