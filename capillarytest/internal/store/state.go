// Package store is the stores of the organisation: adding, changing and reading them, the tree of locations, the store locator, reports,
// and log files that are uploaded.
package store

import (
	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/points"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/transaction"
)

// State is the resource store.
type State struct {
	*people.Book
	Stores    *kept.Records
	Locations *kept.Records
	locator   locator
	bills     *transaction.State
	points    *points.State
}

// New makes the resource for an organisation without stores, whose locations are a zone named root.
func New(bills *transaction.State, redemptions *points.State) *State {
	b := bills.Book
	return &State{Book: b, Stores: stores(b), Locations: locations(b), locator: newLocator(b), bills: bills, points: redemptions}
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(o.storeRoutes(), o.locationRoutes(), o.locatorRoutes(), o.reportRoutes())
}

func (o *State) storeRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/orgEntity/store":      o.Stores.Adding(kept.Endpoint{As: reply.AsCreated("id")}),
		"POST /v2/orgEntity/store/bulk": o.addBulk,
		"PUT /v2/orgEntity/store/bulk":  o.updateBulk,
		"GET /v1.1/store/get":           o.get,
		"GET /v1.1/store/tasks":         noTasks,
		"GET /v1/store/tasks":           noTasks,
		"GET /v1.1/store/login":         o.login,
		"POST /v1.1/store/logs":         uploadLog,
	}
}

// stores have codes and names of their own, and an external id at least.
func stores(b *people.Book) *kept.Records {
	fields := []kept.Field{{Name: "id"}, {Name: "code", Kind: kept.Text, Needed: 1234}, {Name: "description", Kind: kept.Text},
		{Name: "name", Kind: kept.Text, Needed: 400}, {Name: "type", Default: "STORE"}, {Name: "referenceId", Kind: kept.Number, Default: -1},
		{Name: "adminType", OneOf: []string{"GENERAL", "ADMIN"}, Wrong: 400, Default: "GENERAL"}, {Name: "isActive", Kind: kept.Yes, Default: true},
		{Name: "isOuEnabled", Kind: kept.Yes, Default: false}}
	for _, name := range []string{"timeZoneId", "currencyId", "languageId", "parentZoneId", "parentConceptId"} {
		fields = append(fields, kept.Field{Name: name, Kind: kept.Number})
	}
	fields = append(fields, kept.Field{Name: "externalIds", Kind: kept.List, Needed: 1221})
	for _, name := range []string{"email", "mobile", "landline", "latitude", "longitude", "address"} {
		fields = append(fields, kept.Field{Name: name, Kind: kept.Text})
	}
	fields = append(fields, kept.Field{Name: "cityId", Kind: kept.Number}, kept.Field{Name: "areaId", Kind: kept.Number},
		kept.Field{Name: "customFields", Kind: kept.Fields}, kept.Field{Name: "default", Kind: kept.Yes, Default: false},
		kept.Field{Name: "last_updated_on", Changed: kept.NowV1, Hidden: true}, kept.Field{Name: "last_updated_by", Changed: kept.TillID, Hidden: true})
	return kept.New(b, kept.Table{Key: "id", First: 50770000, Missing: 902, Refuse: refuse, Fields: fields,
		Unique: []kept.Unique{{Fields: []string{"code"}, Code: 1220}, {Fields: []string{"name"}, Code: 1206}},
		Check: func(_ *kernel.Call, r *kept.Record) *reply.Refusal {
			if ids, _ := r.Get("externalIds").([]any); len(ids) == 0 {
				return refuse(1221)
			}
			return nil
		}})
}
