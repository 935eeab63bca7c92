package store

import (
	"context"
	"maps"
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// Locations searches the tree of concepts, zones, stores and tills. A page has at most 100 of them; how to ask for the next one is not
// documented, and neither is the form of a location.
//
// GET /v2/locations
func (s *Service) Locations(ctx context.Context, o LocationsOptions, opts ...capillary.RequestOption) (*capillary.Page[Location], error) {
	return capillary.Call[*capillary.Page[Location]](ctx, s.client, opLocations, capillary.Input{Query: o}, opts...)
}

// LocationsOptions are which locations to return, and how much of each.
type LocationsOptions struct {
	EntityCodes     []string     `url:"entityCodes,comma,omitempty"` // those with these codes
	Type            LocationType `url:"type,omitempty"`
	IncludeChildren bool         `url:"includeChildren,omitempty"` // with those right below each
}

// LocationType is a kind of location.
type LocationType string

// The documented kinds.
const (
	LocationConcept LocationType = "CONCEPT" // a business unit, a brand, a channel
	LocationZone    LocationType = "ZONE"    // a country, a region, a city
	LocationStore   LocationType = "STORE"
	LocationTill    LocationType = "TILL"
)

// Location is a concept, a zone, a store or a till, as it came: its form is not documented.
type Location map[string]any

// SavedLocation is a location of a batch that was added or changed, as far as other batches of v2 tell what stands in one.
type SavedLocation struct {
	ID     int64    `json:"id" lenient:"also=entityId"`
	Code   string   `json:"code" lenient:"also=entityCode"`
	Result Location `json:"result"`
}

// AddConcepts adds concepts, at most 100: business units, brands, channels. A concept without a parent is a root. Add parents first.
//
// Each item is worked on by itself. What a reply says of it is not documented: an item counts as done where the reply says so, or
// repeats its id; where the reply does not name it, its outcome is unknown. The same holds for the other calls that add or change
// locations. A call whose outcome is unknown is not repeated: Locations tells what is there.
//
// POST /v2/locations/concepts
func (s *Service) AddConcepts(ctx context.Context, concepts []ConceptRequest, _ AddLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opAddConcepts, inputOf[locations](concepts), opts...)
}

// UpdateConcepts changes concepts, at most 100. See AddConcepts.
//
// PUT /v2/locations/concepts
func (s *Service) UpdateConcepts(ctx context.Context, concepts []ConceptRequest, _ UpdateLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opUpdateConcepts, inputOf[locations](concepts), opts...)
}

// AddZones adds zones, at most 100: countries, regions, cities. The organisation has one with the code root, and each other one has a
// parent. See AddConcepts.
//
// POST /v2/locations/zones
func (s *Service) AddZones(ctx context.Context, zones []ZoneRequest, _ AddLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opAddZones, inputOf[locations](zones), opts...)
}

// UpdateZones changes zones, at most 100. See AddConcepts.
//
// PUT /v2/locations/zones
func (s *Service) UpdateZones(ctx context.Context, zones []ZoneRequest, _ UpdateLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opUpdateZones, inputOf[locations](zones), opts...)
}

// AddStores adds stores, at most 100, each to a concept and a zone. See AddConcepts. AddBulk is the form whose fields are documented.
//
// POST /v2/locations/stores
func (s *Service) AddStores(ctx context.Context, stores []StoreRequest, _ AddLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opAddStores, inputOf[locations](stores), opts...)
}

// UpdateStores changes stores, at most 100. See AddConcepts. UpdateBulk is the form whose fields are documented.
//
// PUT /v2/locations/stores
func (s *Service) UpdateStores(ctx context.Context, stores []StoreRequest, _ UpdateLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opUpdateStores, inputOf[locations](stores), opts...)
}

// AddTills adds tills, at most 50, each to a store, from which it has concept, zone, language, currency and time zone. See AddConcepts.
// org.AddTill is the form whose fields are documented.
//
// POST /v2/locations/tills
func (s *Service) AddTills(ctx context.Context, all []TillRequest, _ AddLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opAddTills, inputOf[tills](all), opts...)
}

// UpdateTills changes tills, at most 50. See AddConcepts.
//
// PUT /v2/locations/tills
func (s *Service) UpdateTills(ctx context.Context, all []TillRequest, _ UpdateLocationsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[SavedLocation], error) {
	return capillary.Call[*capillary.Batch[SavedLocation]](ctx, s.client, opUpdateTills, inputOf[tills](all), opts...)
}

// AddLocationsOptions are the options of the calls that add locations, of which none is documented yet.
type AddLocationsOptions struct{}

// UpdateLocationsOptions are the options of the calls that change locations, of which none is documented yet.
type UpdateLocationsOptions struct{}

// ConceptRequest is a concept to be added or changed.
type ConceptRequest struct {
	GroupParentCode string `json:"groupParentCode,omitzero"` // the concept right above it; empty for a root
	IsOrgUnit       *bool  `json:"isOrgUnit,omitzero"`       // it is an organisational unit; only of a root

	// Its other members, such as its code and name. Which ones there are is not documented. They stand beside the others in the body.
	Fields map[string]any `json:"fields,omitzero"`
}

func (r ConceptRequest) members() map[string]any {
	all := copied(r.Fields)
	if r.GroupParentCode != "" {
		all[groupParent] = r.GroupParentCode
	}
	if r.IsOrgUnit != nil {
		all["isOrgUnit"] = *r.IsOrgUnit
	}
	return all
}

// ZoneRequest is a zone to be added or changed. The parent is required.
type ZoneRequest struct {
	AreaParentCode string         `json:"areaParentCode"`  // the zone right above it, such as root
	Fields         map[string]any `json:"fields,omitzero"` // see ConceptRequest
}

func (r ZoneRequest) members() map[string]any {
	all := copied(r.Fields)
	all[areaParent] = r.AreaParentCode
	return all
}

// StoreRequest is a store to be added or changed. Both parents are required.
type StoreRequest struct {
	GroupParentCode string         `json:"groupParentCode"` // its concept
	AreaParentCode  string         `json:"areaParentCode"`  // its zone
	Fields          map[string]any `json:"fields,omitzero"` // see ConceptRequest
}

func (r StoreRequest) members() map[string]any {
	all := copied(r.Fields)
	all[groupParent], all[areaParent] = r.GroupParentCode, r.AreaParentCode
	return all
}

// TillRequest is a till to be added or changed.
type TillRequest struct {
	StoreParentCode string         `json:"storeParentCode,omitzero"` // its store
	Fields          map[string]any `json:"fields,omitzero"`          // see ConceptRequest
}

func (r TillRequest) members() map[string]any {
	all := copied(r.Fields)
	if r.StoreParentCode != "" {
		all["storeParentCode"] = r.StoreParentCode
	}
	return all
}

// The members that name a parent and can be required.
const (
	groupParent = "groupParentCode"
	areaParent  = "areaParentCode"
)

func copied(fields map[string]any) map[string]any {
	all := make(map[string]any, len(fields)+2)
	maps.Copy(all, fields)
	return all
}

// locations are the body of a call that adds or changes concepts, zones or stores, tills that of one for tills.
type (
	locations []map[string]any
	tills     []map[string]any
)

// How many locations a call takes.
const (
	maxLocations = 100
	maxTills     = 50
)

// Validate refuses none, too many, and one without a parent that it needs.
func (l locations) Validate() error { return checkLocations(l, maxLocations) }

// Validate refuses none and too many.
func (t tills) Validate() error { return checkLocations(t, maxTills) }

func checkLocations(all []map[string]any, most int) error {
	switch {
	case len(all) == 0:
		return capillary.Invalid("locations", "there are none")
	case len(all) > most:
		return capillary.Invalid("locations", "there are more than "+strconv.Itoa(most))
	}
	for _, one := range all {
		for _, parent := range [...]string{groupParent, areaParent} {
			if one[parent] == "" {
				return capillary.Invalid(parent, "it is empty")
			}
		}
	}
	return nil
}

// inputOf is what such a call sends. An item is known by its code, where it says one.
func inputOf[L ~[]map[string]any, T interface{ members() map[string]any }](all []T) capillary.Input {
	list, sent := make(L, len(all)), make([]string, len(all))
	for i, one := range all {
		list[i] = one.members()
		sent[i], _ = list[i]["code"].(string)
	}
	return capillary.Input{Body: list, Sent: sent}
}
