package customer

import (
	"slices"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) customerBulkRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/customers/bulk":                    o.associate,
		"PUT /v2/customers/bulk":                     o.updateAssociation,
		"GET /v2/customers/bulk":                     o.associated,
		"POST /v2/bulk/getCustomers":                 o.getCustomers,
		"POST /v2/integrations/customer/upsert/bulk": o.upsert,
	}
}

const maxBulk = 100

// associationBody names the relatives of a customer in a hierarchy; the server keeps nothing of it but the codes.
type associationBody struct {
	HierarchyCode  string                  `json:"hierarchyCode"`
	RoleCode       string                  `json:"roleCode"`
	ParentCustomer *customerBody           `json:"parentCustomer"`
	ChildCustomers wire.List[customerBody] `json:"childCustomers"`
	FleetCompany   struct {
		ExternalID wire.Text `json:"externalId"`
	} `json:"fleetCompany"`
}

// associate registers customers with their children. The hierarchy itself is repeated, not checked.
func (o *State) associate(c *kernel.Call) reply.Reply {
	var in wire.List[customerBody]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(refuse(400))
	}
	out := []wire.Object{}
	for _, body := range in {
		found, result, no := o.Register(body, c.Till)
		if no != nil {
			out = append(out, wire.Obj("errors", reply.Notices(no), "warnings", reply.Notices()))
			continue
		}
		children := []wire.Object{}
		if body.Association != nil {
			for _, child := range body.Association.ChildCustomers {
				if cu, _, no := o.Register(child, c.Till); no == nil {
					children = append(children, o.associatedObject(cu, nil).With("warnings", reply.Notices()))
				}
			}
		}
		entity := o.associatedObject(found, body.Association).With("warnings", reply.Notices(result.warnings...))
		out = append(out, wire.Obj("entity", entity, "childEntities", children, "errors", reply.Notices(), "warnings",
			reply.Notices(), "success", true))
	}
	return reply.Reply{Body: out}
}

// updateAssociation repeats the association with the customers that it names.
func (o *State) updateAssociation(c *kernel.Call) reply.Reply {
	var in wire.List[customerBody]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(refuse(400))
	}
	out := []wire.Object{}
	for _, body := range in {
		found, no := o.named(body)
		if no != nil {
			return reply.Refused(no)
		}
		out = append(out, o.associatedObject(found, body.Association).With("warnings", reply.Notices()))
	}
	return reply.Reply{Body: out}
}

func (o *State) associatedObject(cu *people.Customer, a *associationBody) wire.Object {
	profiles := []wire.Object{}
	for _, p := range cu.Profiles {
		profiles = append(profiles, o.profileObject(cu, p))
	}
	out := wire.Obj("id", cu.ID, "profiles", profiles, "loyaltyInfo", wire.Obj("loyaltyType", cu.LoyaltyType()), "segments", wire.Obj())
	if a != nil {
		out = out.With("associationDetails", wire.Obj("hierarchyCode", a.HierarchyCode, "roleCode", a.RoleCode,
			"fleetCompany", wire.Obj("externalId",
				a.FleetCompany.ExternalID), "skipLevelAllowed", false, "new", true, "childCustomer", false))
	}
	return out.With("extendedFields", cu.Extended)
}

// associated lists the customers of a place.
func (o *State) associated(c *kernel.Call) reply.Reply {
	where, no := o.PlaceOf(c.Value("source"), c.Value("accountId"), people.GetCodes)
	if no != nil {
		return reply.Refused(no)
	}
	var all []wire.Object
	for _, cu := range o.Everyone() {
		if where == people.Anywhere || cu.ProfileIn(where) != nil {
			profiles := []wire.Object{}
			for _, p := range cu.Profiles {
				if where == people.Anywhere || p.Place == where {
					profiles = append(profiles, o.profileObject(cu, p))
				}
			}
			all = append(all, wire.Obj("profiles", profiles, "extendedFields", cu.Extended))
		}
	}
	part, _, _ := kernel.Cut(c, all, 10)
	customers := append([]wire.Object{}, part...)
	return reply.Reply{Body: wire.Obj("entity", wire.Obj("customers", customers, "count", len(customers), "errors",
		reply.Notices(), "warnings", reply.Notices()),
		"warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

// getCustomers fetches by ids, or by one identifier in the query.
func (o *State) getCustomers(c *kernel.Call) reply.Reply {
	ids, no := idsIn(c)
	if no != nil {
		return reply.Refused(no)
	}
	out := []wire.Object{}
	for _, id := range ids {
		if found, no := o.ByID(id); no != nil {
			out = append(out, wire.Obj("errors", reply.Notices(no), "warnings", reply.Notices(), "success", false))
		} else {
			out = append(out, wire.Obj("entity", o.DetailsOf(found, people.Anywhere, c), "errors", reply.Notices(), "warnings",
				reply.Notices(), "success", true))
		}
	}
	return reply.Reply{Body: wire.Obj("data", out, "warnings", reply.Notices(), "errors", reply.Notices())}
}

// idsIn reads the ids of a request: a bare list, or a list under customerIds.
func idsIn(c *kernel.Call) ([]string, *reply.Refusal) {
	var bare wire.List[wire.Text]
	if c.Decode(&bare) != nil {
		var in struct {
			CustomerIDs wire.List[wire.Text] `json:"customerIds"`
		}
		if no := c.Decode(&in); no != nil {
			return nil, no
		}
		bare = in.CustomerIDs
	}
	switch {
	case len(bare) == 0:
		return nil, refuse(8119)
	case len(bare) > maxBulk:
		return nil, refuse(8120)
	}
	var ids []string
	for _, id := range bare {
		ids = append(ids, string(id))
	}
	return ids, nil
}

// upsert updates the customers whom some identifier names, and registers the others.
func (o *State) upsert(c *kernel.Call) reply.Reply {
	var in wire.List[customerBody]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(refuse(400))
	}
	if len(in) > maxBulk {
		return reply.Refused(refuse(1060))
	}
	var items []reply.BulkItem
	for _, body := range in {
		items = append(items, o.upsertOne(c, body))
	}
	return reply.Bulk(items)
}

func (o *State) upsertOne(c *kernel.Call, body customerBody) reply.BulkItem {
	found, no := o.named(body)
	var out outcome
	switch {
	case len(body.Profiles) == 0:
		no = refuse(8004)
	case no != nil:
		found, out, no = o.Register(body, c.Till)
	default:
		found, out, no = o.update(found, found.Profiles[0].Place, withoutKnown(found, body), c.Till)
	}
	if no != nil {
		return reply.BulkItem{Errors: []*reply.Refusal{no}}
	}
	return reply.BulkItem{ID: found.ID, Result: o.DetailsOf(found, people.Anywhere, c), Warnings: out.warnings}
}

// named finds the customer by the identifiers of a request, in the source it names or, without one, anywhere.
func (o *State) named(body customerBody) (*people.Customer, *reply.Refusal) {
	for _, p := range body.Profiles {
		where := people.Anywhere
		if p.Source != "" {
			var no *reply.Refusal
			if where, no = o.PlaceOf(p.Source, string(p.AccountID), people.UpdateCodes); no != nil {
				return nil, no
			}
		}
		for _, b := range p.Identifiers {
			if i, ok := people.IdentityOf(b.Type, string(b.Value)); ok {
				if found, no := o.Find(i, where); no == nil {
					return found, nil
				}
			}
		}
	}
	return nil, refuse(8015)
}

// withoutKnown leaves out the identifiers that the customer has, so that an update of nothing else is fine.
func withoutKnown(c *people.Customer, body customerBody) customerBody {
	body.Profiles = slices.Clone(body.Profiles)
	for n, p := range body.Profiles {
		body.Profiles[n].Identifiers = slices.DeleteFunc(slices.Clone(p.Identifiers), func(b identifierBody) bool {
			i, ok := people.IdentityOf(b.Type, string(b.Value))
			return ok && c.Identifier(i.Kind) == i.Value
		})
	}
	return body
}
