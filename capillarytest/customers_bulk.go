package capillarytest

import "slices"

func (o *org) customerBulkRoutes() routes {
	return routes{
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
	HierarchyCode  string             `json:"hierarchyCode"`
	RoleCode       string             `json:"roleCode"`
	ParentCustomer *customerBody      `json:"parentCustomer"`
	ChildCustomers list[customerBody] `json:"childCustomers"`
	FleetCompany   struct {
		ExternalID text `json:"externalId"`
	} `json:"fleetCompany"`
}

// associate registers customers with their children. The hierarchy itself is repeated, not checked.
func (o *org) associate(c *call) reply {
	var in list[customerBody]
	if no := c.decode(&in); no != nil || len(in) == 0 {
		return refused(refuse(400))
	}
	out := []object{}
	for _, body := range in {
		found, result, no := o.register(body, c.till)
		if no != nil {
			out = append(out, obj("errors", notices(no), "warnings", notices()))
			continue
		}
		children := []object{}
		if body.Association != nil {
			for _, child := range body.Association.ChildCustomers {
				if cu, _, no := o.register(child, c.till); no == nil {
					children = append(children, o.associatedObject(cu, nil).with("warnings", notices()))
				}
			}
		}
		entity := o.associatedObject(found, body.Association).with("warnings", notices(result.warnings...))
		out = append(out, obj("entity", entity, "childEntities", children, "errors", notices(), "warnings", notices(), "success", true))
	}
	return reply{body: out}
}

// updateAssociation repeats the association with the customers that it names.
func (o *org) updateAssociation(c *call) reply {
	var in list[customerBody]
	if no := c.decode(&in); no != nil || len(in) == 0 {
		return refused(refuse(400))
	}
	out := []object{}
	for _, body := range in {
		found, no := o.named(body)
		if no != nil {
			return refused(no)
		}
		out = append(out, o.associatedObject(found, body.Association).with("warnings", notices()))
	}
	return reply{body: out}
}

func (o *org) associatedObject(cu *customer, a *associationBody) object {
	profiles := []object{}
	for _, p := range cu.profiles {
		profiles = append(profiles, o.profileObject(cu, p))
	}
	out := obj("id", cu.id, "profiles", profiles, "loyaltyInfo", obj("loyaltyType", cu.loyaltyType()), "segments", obj())
	if a != nil {
		out = out.with("associationDetails", obj("hierarchyCode", a.HierarchyCode, "roleCode", a.RoleCode,
			"fleetCompany", obj("externalId", a.FleetCompany.ExternalID), "skipLevelAllowed", false, "new", true, "childCustomer", false))
	}
	return out.with("extendedFields", cu.extended)
}

// associated lists the customers of a place.
func (o *org) associated(c *call) reply {
	where, no := o.placeOf(c.value("source"), c.value("accountId"), getCodes)
	if no != nil {
		return refused(no)
	}
	var all []object
	for _, cu := range o.everyone() {
		if where == anywhere || cu.profileIn(where) != nil {
			profiles := []object{}
			for _, p := range cu.profiles {
				if where == anywhere || p.place == where {
					profiles = append(profiles, o.profileObject(cu, p))
				}
			}
			all = append(all, obj("profiles", profiles, "extendedFields", cu.extended))
		}
	}
	part, _, _ := cut(c, all, 10)
	customers := append([]object{}, part...)
	return reply{body: obj("entity", obj("customers", customers, "count", len(customers), "errors", notices(), "warnings", notices()),
		"warnings", notices(), "errors", notices(), "success", true)}
}

// getCustomers fetches by ids, or by one identifier in the query.
func (o *org) getCustomers(c *call) reply {
	ids, no := idsIn(c)
	if no != nil {
		return refused(no)
	}
	out := []object{}
	for _, id := range ids {
		if found, no := o.byID(id); no != nil {
			out = append(out, obj("errors", notices(no), "warnings", notices(), "success", false))
		} else {
			out = append(out, obj("entity", o.detailsOf(found, anywhere, c), "errors", notices(), "warnings", notices(), "success", true))
		}
	}
	return reply{body: obj("data", out, "warnings", notices(), "errors", notices())}
}

// idsIn reads the ids of a request: a bare list, or a list under customerIds.
func idsIn(c *call) ([]string, *refusal) {
	var bare list[text]
	if c.decode(&bare) != nil {
		var in struct {
			CustomerIDs list[text] `json:"customerIds"`
		}
		if no := c.decode(&in); no != nil {
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
func (o *org) upsert(c *call) reply {
	var in list[customerBody]
	if no := c.decode(&in); no != nil || len(in) == 0 {
		return refused(refuse(400))
	}
	if len(in) > maxBulk {
		return refused(refuse(1060))
	}
	var items []bulkItem
	for _, body := range in {
		items = append(items, o.upsertOne(c, body))
	}
	return bulk(items)
}

func (o *org) upsertOne(c *call, body customerBody) bulkItem {
	found, no := o.named(body)
	var out outcome
	switch {
	case len(body.Profiles) == 0:
		no = refuse(8004)
	case no != nil:
		found, out, no = o.register(body, c.till)
	default:
		found, out, no = o.update(found, found.profiles[0].place, withoutKnown(found, body), c.till)
	}
	if no != nil {
		return bulkItem{errors: []*refusal{no}}
	}
	return bulkItem{id: found.id, result: o.detailsOf(found, anywhere, c), warnings: out.warnings}
}

// named finds the customer by the identifiers of a request, in the source it names or, without one, anywhere.
func (o *org) named(body customerBody) (*customer, *refusal) {
	for _, p := range body.Profiles {
		where := anywhere
		if p.Source != "" {
			var no *refusal
			if where, no = o.placeOf(p.Source, string(p.AccountID), updateCodes); no != nil {
				return nil, no
			}
		}
		for _, b := range p.Identifiers {
			if i, ok := identityOf(b.Type, string(b.Value)); ok {
				if found, no := o.find(i, where); no == nil {
					return found, nil
				}
			}
		}
	}
	return nil, refuse(8015)
}

// withoutKnown leaves out the identifiers that the customer has, so that an update of nothing else is fine.
func withoutKnown(c *customer, body customerBody) customerBody {
	body.Profiles = slices.Clone(body.Profiles)
	for n, p := range body.Profiles {
		body.Profiles[n].Identifiers = slices.DeleteFunc(slices.Clone(p.Identifiers), func(b identifierBody) bool {
			i, ok := identityOf(b.Type, string(b.Value))
			return ok && c.identifier(i.kind) == i.value
		})
	}
	return body
}
