package customer

import (
	"slices"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) identifierRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/customers/{id}/changeIdentifier": o.changeIdentifier,
		"POST /auth/v1/user/updateIdentifierValue": o.changeAuthIdentifier,
	}
}

// changeIdentifier adds and removes identifiers, cards included, in one place. First it removes, then it adds.
func (o *State) changeIdentifier(c *kernel.Call) reply.Reply {
	var in struct {
		Add    wire.List[identifierBody] `json:"add"`
		Remove wire.List[identifierBody] `json:"remove"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	where, no := o.PlaceOf(c.Value("source"), c.Value("accountId"), people.GetCodes)
	if no != nil {
		return reply.Refused(no)
	}
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	changed, warnings, no := o.change(found, where, in.Add, in.Remove, c.Till)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(wire.Obj("createdId", changed.ID), warnings...)
}

func (o *State) change(cu *people.Customer, where people.Place, add, remove []identifierBody,
	by kernel.Till) (*people.Customer, []*reply.Refusal, *reply.Refusal) {
	at := cu.ProfileIn(where)
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
		o.Detach(cu, at, i)
	}
	for _, i := range fresh {
		o.Attach(cu, at, i)
	}
	cu.Modified, at.Modified = o.Stamp(by), o.Stamp(by)
	o.Happened(cu, "CustomerUpdate")
	return cu, warnings, nil
}

// newIdentifiers checks the identifiers to add.
func newIdentifiers(p *people.Profile, bodies []identifierBody) ([]people.Identifier, *reply.Refusal) {
	var out []people.Identifier
	for _, b := range bodies {
		i, ok := people.IdentityOf(b.Type, string(b.Value))
		switch {
		case !ok:
			continue
		case !i.WellFormed() && i.Kind == "mobile":
			return nil, refuse(8056)
		case !i.WellFormed():
			return nil, refuse(8055)
		case slices.ContainsFunc(p.Identifiers, func(have people.Identifier) bool { return have.Identity == i }):
			return nil, alreadyAttached(i)
		}
		good, _, _ := checked([]identifierBody{b})
		out = append(out, good...)
	}
	return out, nil
}

func alreadyAttached(i people.Identity) *reply.Refusal {
	switch i.Kind {
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
func oldIdentifiers(p *people.Profile, bodies []identifierBody) []people.Identity {
	var out []people.Identity
	for _, b := range bodies {
		i, ok := people.IdentityOf(b.Type, string(b.Value))
		if ok && slices.ContainsFunc(p.Identifiers, func(have people.Identifier) bool { return have.Identity == i }) {
			out = append(out, i)
		}
	}
	return out
}

// changeAuthIdentifier changes an identifier that the auth engine signs in with.
func (o *State) changeAuthIdentifier(c *kernel.Call) reply.Reply {
	var in struct{ NewIdentifierValue, IdentifierType, IdentifierValue, Brand wire.Text }
	if no := c.Decode(&in); no != nil {
		return reply.Status(false, no.Code, no.Message)
	}
	before, ok1 := people.IdentityOf(string(in.IdentifierType), string(in.IdentifierValue))
	after, ok2 := people.IdentityOf(string(in.IdentifierType), string(in.NewIdentifierValue))
	found, no := o.Find(before, people.Anywhere)
	if !ok1 || !ok2 || no != nil || len(o.Holders(after)) > 0 {
		return reply.Status(false, 1519, texts.Of(1519))
	}
	o.replace(found, before, after)
	return reply.Status(true, 200, "SUCCESS")
}

// replace gives a customer a new value wherever the old one was.
func (o *State) replace(c *people.Customer, before, after people.Identity) {
	for _, p := range c.Profiles {
		if o.Detach(c, p, before) {
			o.Attach(c, p, people.Identifier{Identity: after})
		}
	}
}
