package capillarytest

import "slices"

func (o *org) identifierRoutes() routes {
	return routes{
		"POST /v2/customers/{id}/changeIdentifier": o.changeIdentifier,
		"POST /auth/v1/user/updateIdentifierValue": o.changeAuthIdentifier,
	}
}

// changeIdentifier adds and removes identifiers, cards included, in one place. First it removes, then it adds.
func (o *org) changeIdentifier(c *call) reply {
	var in struct {
		Add    list[identifierBody] `json:"add"`
		Remove list[identifierBody] `json:"remove"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	where, no := o.placeOf(c.value("source"), c.value("accountId"), getCodes)
	if no != nil {
		return refused(no)
	}
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	changed, warnings, no := o.change(found, where, in.Add, in.Remove, c.till)
	if no != nil {
		return refused(no)
	}
	return flat(obj("createdId", changed.id), warnings...)
}

func (o *org) change(cu *customer, where place, add, remove []identifierBody, by till) (*customer, []*refusal, *refusal) {
	at := cu.profileIn(where)
	if at == nil {
		return nil, nil, refuse(8065)
	}
	fresh, no := newIdentifiers(at, add)
	if no != nil {
		return nil, nil, no
	}
	gone := oldIdentifiers(at, remove)
	if len(fresh)+len(gone) == 0 {
		return nil, nil, refuse(8070)
	}
	cu, warnings, no := o.join(cu, where, fresh, 8007)
	if no != nil {
		return nil, nil, no
	}
	for _, i := range gone {
		o.detach(cu, at, i)
	}
	for _, i := range fresh {
		o.attach(cu, at, i)
	}
	cu.modified, at.modified = stamp{o.now(), by}, stamp{o.now(), by}
	o.happened(cu, "CustomerUpdate")
	return cu, warnings, nil
}

// newIdentifiers checks the identifiers to add.
func newIdentifiers(p *profile, bodies []identifierBody) ([]identifier, *refusal) {
	var out []identifier
	for _, b := range bodies {
		i, ok := identityOf(b.Type, string(b.Value))
		switch {
		case !ok:
			continue
		case !i.wellFormed() && i.kind == "mobile":
			return nil, refuse(8056)
		case !i.wellFormed():
			return nil, refuse(8055)
		case slices.ContainsFunc(p.identifiers, func(have identifier) bool { return have.identity == i }):
			return nil, alreadyAttached(i)
		}
		good, _, _ := checked([]identifierBody{b})
		out = append(out, good...)
	}
	return out, nil
}

func alreadyAttached(i identity) *refusal {
	switch i.kind {
	case "mobile":
		return refuse(8071)
	case "email":
		return refuse(8072)
	case "externalId":
		return refuse(8073)
	default:
		return refuse(8007)
	}
}

// oldIdentifiers returns those to remove that the profile has.
func oldIdentifiers(p *profile, bodies []identifierBody) []identity {
	var out []identity
	for _, b := range bodies {
		i, ok := identityOf(b.Type, string(b.Value))
		if ok && slices.ContainsFunc(p.identifiers, func(have identifier) bool { return have.identity == i }) {
			out = append(out, i)
		}
	}
	return out
}

// changeAuthIdentifier changes an identifier that the auth engine signs in with.
func (o *org) changeAuthIdentifier(c *call) reply {
	var in struct{ NewIdentifierValue, IdentifierType, IdentifierValue, Brand text }
	if no := c.decode(&in); no != nil {
		return statusOnly(false, no.code, no.message)
	}
	before, ok1 := identityOf(string(in.IdentifierType), string(in.IdentifierValue))
	after, ok2 := identityOf(string(in.IdentifierType), string(in.NewIdentifierValue))
	found, no := o.find(before, anywhere)
	if !ok1 || !ok2 || no != nil || len(o.holders[after]) > 0 {
		return statusOnly(false, 1519, textOf(1519))
	}
	o.replace(found, before, after)
	return statusOnly(true, 200, "SUCCESS")
}

// replace gives a customer a new value wherever the old one was.
func (o *org) replace(c *customer, before, after identity) {
	for _, p := range c.profiles {
		if o.detach(c, p, before) {
			o.attach(c, p, identifier{identity: after})
		}
	}
}
