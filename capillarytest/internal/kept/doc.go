// Package kept declares resources whose records are only kept, listed and changed. How to add a resource, say lead:
//
//	// internal/lead/state.go
//	type State struct {
//		*ledger.Ledger             // the organisation: clock, tills, customers, points. A resource without points takes *people.Book
//		leads *kept.Records
//	}
//
//	func New(l *ledger.Ledger) *State {
//		o := &State{Ledger: l}
//		o.leads = kept.New(l.Book, kept.Table{
//			Key: "id", First: 5000, Owner: "userId", Missing: 9501, Refuse: refuse, Fields: []kept.Field{
//				{Name: "userId", Kind: kept.Number, Needed: 9502},
//				{Name: "status", OneOf: []string{"OPEN", "WON", "LOST"}, Wrong: 9503, Default: "OPEN"},
//				{Name: "createdOn", Added: kept.NowV2}, {Name: "createdBy", Added: kept.TillID}},
//		})
//		return o
//	}
//
//	func (o *State) Routes() kernel.Routes {
//		return kernel.Routes{
//			"POST /v2/leads":     o.leads.Adding(kept.Endpoint{As: reply.AsFlat}),
//			"GET /v2/leads":      o.leads.Listing(kept.Endpoint{As: reply.AsData, Pages: kept.Pages{Limit: 10}, Filters: []kept.Filter{{Param: "status"}}}),
//			"PUT /v2/leads/{id}": o.leads.Changing(kept.Endpoint{As: reply.AsFlat}),
//			"PUT /v2/leads/{id}/status": o.setStatus, // func (o *State) setStatus(c *kernel.Call) reply.Reply: what no table says
//		}
//	}
//
//	func (o *State) Texts() reply.Texts { return texts }
//
//	// internal/lead/texts.go
//	var texts = reply.Texts{9501: "Lead not found", …}
//	func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
//
// Then add lead.New(o.ledger) to resources in capillarytest/org.go. A handler runs alone, with the organisation locked; it never
// locks or waits. It asks Busy before it writes for a customer, calls Happened for what the API calls an event, and Executed
// for the key of a work that was done. State of a customer is a people.Part, or records with an Owner: merges are followed.
// The test drives the server over HTTP, next to the public face: lead_test.go in capillarytest, with start(t) and answer.at, and
// compares replies with samples of the documented shape: reply.Lacks(sample, got) is empty.
package kept
