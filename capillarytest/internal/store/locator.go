package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// locator is the store locator: it knows the stores of the last synchronisation only.
type locator struct {
	synced   []*kept.Record
	tokens   map[string]locatorUser
	mappings *kept.Records
}

// locatorUser is for whom and for what a token was made.
type locatorUser struct{ device, brand, user string }

func newLocator(b *people.Book) locator {
	return locator{tokens: map[string]locatorUser{}, mappings: kept.New(b, kept.Table{Key: "id", Missing: 400, Refuse: reply.Common.Refuse,
		Fields: []kept.Field{{Name: "id"}, {Name: "brand", Kind: kept.Text}, {Name: "intouchCustomField", Kind: kept.Text, Needed: 400},
			{Name: "mappedCustomField", Kind: kept.Text, Needed: 400}}})}
}

func (o *State) locatorRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /auth/v1/token/generate":                                         o.locatorToken,
		"GET /store-locator/v1/brand/nearbystores":                             o.nearbyStores,
		"GET /integration/v1/sync/org/{orgId}":                                 o.syncStores,
		"POST /integration/v1/brand/{brandId}/store-locator/custom-fields/map": o.mapFields,
		"GET /integration/v1/brand/{brandId}/store-locator/custom-fields/map":  o.mappedFields,
	}
}

// Open tells that an app asks for a token, and for stores, without the organisation's credentials.
func (o *State) Open(pattern string) bool {
	return pattern == "POST /auth/v1/token/generate" || pattern == "GET /store-locator/v1/brand/nearbystores"
}

// located is a reply of the locator, of which only the message is documented, in the envelope of v2.
func located(message string) reply.Reply {
	return reply.Reply{Body: wire.Obj("message", message, "warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

// tokenSeconds is how long a token lives, as the documentation's does.
const tokenSeconds = 3600

func (o *State) locatorToken(c *kernel.Call) reply.Reply {
	var in struct {
		Type   wire.Text `json:"identifierType"`
		Value  wire.Text `json:"identifierValue"`
		Device wire.Text `json:"deviceId"`
		Brand  wire.Text `json:"brand"`
	}
	if no := c.Decode(&in); no != nil || in.Type == "" || in.Value == "" || in.Device == "" || in.Brand == "" {
		return reply.Refused(reply.Common.Refuse(400))
	}
	token := "locator-" + kernel.Scrambled(o.Next(), kernel.Letters)
	o.locator.tokens[token] = locatorUser{string(in.Device), string(in.Brand), string(in.Value)}
	return reply.Reply{Body: wire.Obj("token", token, "expiresIn", tokenSeconds)}
}

// nearbyStores counts the stores within a distance in metres. Without one it counts all.
func (o *State) nearbyStores(c *kernel.Call) reply.Reply {
	who, known := o.locator.tokens[c.Header.Get("cap_authorization")]
	if !known || who != (locatorUser{c.Header.Get("cap_device_id"), c.Header.Get("cap_brand"), c.Header.Get("cap_mobile")}) {
		return reply.Reply{Status: 401, Refused: true, Body: reply.Refused(reply.Common.Refuse(401)).Body}
	}
	latitude, errLatitude := strconv.ParseFloat(c.Value("latitude"), 64)
	longitude, errLongitude := strconv.ParseFloat(c.Value("longitude"), 64)
	if errLatitude != nil || errLongitude != nil {
		return reply.Refused(reply.Common.Refuse(400))
	}
	most := c.Number("distance", 0)
	var names []string
	for _, r := range o.locator.synced {
		if away, ok := metresTo(r, latitude, longitude); ok && (most == 0 || away <= float64(most)) {
			names = append(names, r.Text("name"))
		}
	}
	return located(fmt.Sprintf("%d stores found: %s", len(names), strings.Join(names, ", ")))
}

// metresTo is how far a store is from a place, on a sphere.
func metresTo(store *kept.Record, latitude, longitude float64) (metres float64, ok bool) {
	lat, errLat := strconv.ParseFloat(store.Text("latitude"), 64)
	long, errLong := strconv.ParseFloat(store.Text("longitude"), 64)
	if errLat != nil || errLong != nil {
		return 0, false
	}
	const radius, degree = 6_371_000, math.Pi / 180
	north, east := (lat-latitude)*degree, (long-longitude)*degree
	a := math.Pow(math.Sin(north/2), 2) + math.Cos(lat*degree)*math.Cos(latitude*degree)*math.Pow(math.Sin(east/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(a)), true
}

// syncStores gives the stores of the organisation to the locator.
func (o *State) syncStores(c *kernel.Call) reply.Reply {
	if c.Param("orgId") != wire.Quoted(o.ID) {
		return reply.Refused(reply.Common.Refuse(400))
	}
	o.locator.synced = o.Stores.All(func(r *kept.Record) bool { return r.Get("isActive") == true })
	return located(fmt.Sprintf("%d stores synchronised", len(o.locator.synced)))
}

func (o *State) mapFields(c *kernel.Call) reply.Reply {
	var in struct {
		Mapping []map[string]any `json:"mapping"`
	}
	if no := c.Decode(&in); no != nil || len(in.Mapping) == 0 {
		return reply.Refused(reply.Common.Refuse(400))
	}
	for _, one := range in.Mapping {
		one["brand"] = c.Param("brandId")
	}
	before := o.locator.mappings.Where("brand", c.Param("brandId"))
	if _, no := o.locator.mappings.AddAll(c, in.Mapping); no != nil {
		return reply.Refused(no)
	}
	for _, old := range before { // a field is mapped once
		for _, one := range in.Mapping {
			if old.Text("intouchCustomField") == wire.Quoted(one["intouchCustomField"]) {
				o.locator.mappings.Remove(func(r *kept.Record) bool { return r == old })
			}
		}
	}
	return located("Custom fields mapped")
}

func (o *State) mappedFields(c *kernel.Call) reply.Reply {
	var pairs []string
	for _, r := range o.locator.mappings.Where("brand", c.Param("brandId")) {
		pairs = append(pairs, r.Text("intouchCustomField")+" is "+r.Text("mappedCustomField"))
	}
	return located(fmt.Sprintf("%d custom fields mapped: %s", len(pairs), strings.Join(pairs, ", ")))
}
