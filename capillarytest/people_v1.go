package capillarytest

// Finding customers -----------------------------------------------------------------------------------------------------

// whoV1 is how an item of a v1.1 request names a customer.
type whoV1 struct {
	Mobile         text `json:"mobile"`
	Email          text `json:"email"`
	ExternalID     text `json:"external_id"`
	ID             text `json:"id"`
	UserID         text `json:"user_id"`
	CardNumber     text `json:"card_number"`
	CardExternalID text `json:"card_external_id"`
}

// pairs are the identifiers that are given, the id first.
func (w whoV1) pairs() [][2]string {
	var out [][2]string
	for _, p := range [][2]string{{"id", string(w.ID)}, {"user_id", string(w.UserID)}, {"mobile", string(w.Mobile)},
		{"email", string(w.Email)}, {"external_id", string(w.ExternalID)}, {"card_number", string(w.CardNumber)},
		{"card_external_id", string(w.CardExternalID)}} {
		if p[1] != "" {
			out = append(out, p)
		}
	}
	return out
}

// object repeats what was asked for.
func (w whoV1) object() object {
	out := obj()
	for _, p := range w.pairs() {
		out = out.with(p[0], p[1])
	}
	return out
}

// whoV1 finds the customer of an item that writes: the first identifier that someone has decides.
func (o *org) whoV1(w whoV1) (*customer, *refusal) {
	for _, p := range w.pairs() {
		if found, _, no := o.findV1(p[0], p[1]); no == nil {
			return found, o.busy(found)
		}
	}
	if len(w.pairs()) == 0 {
		return nil, refuse(1015)
	}
	return nil, refuse(1012)
}

// findV1 finds a customer, INSTORE first since v1.1 knows no sources. The id of a merged customer finds the survivor.
func (o *org) findV1(name, value string) (found *customer, merged bool, no *refusal) {
	if name == "id" || name == "user_id" {
		if found, merged = o.survivor(text(value).int()); found == nil {
			return nil, false, refuse(1012)
		}
		return found, merged, nil
	}
	i, ok := identityOf(name, value)
	if !ok {
		return nil, false, refuse(1012)
	}
	if found, no = o.find(i, place{source: "INSTORE"}); no != nil {
		if found, no = o.find(i, anywhere); no != nil {
			return nil, false, refuse(1012)
		}
	}
	return found, false, nil
}

// askedCustomer is one customer of a query.
type askedCustomer struct {
	asked    object // what the query said
	customer *customer
	merged   bool
	no       *refusal
}

// askedV1 are the customers that a v1.1 query names.
func (o *org) askedV1(c *call) []askedCustomer {
	return o.asked(c, "mobile", "email", "external_id", "id", "card_number", "card_external_id")
}

// asked are the customers that a query names, each parameter with several values and commas.
func (o *org) asked(c *call, names ...string) []askedCustomer {
	var out []askedCustomer
	for _, name := range names {
		for _, value := range c.values(name) {
			a := askedCustomer{asked: obj(name, value)}
			a.customer, a.merged, a.no = o.findV1(name, value)
			out = append(out, a)
		}
	}
	return out
}

// eachV1 answers with an item for each customer that the query names.
func (o *org) eachV1(c *call, bare bool, item func(*customer) v1Item) reply {
	var items []v1Item
	for _, who := range o.askedV1(c) {
		if who.no != nil {
			items = append(items, v1Refused(who.asked, who.no))
			continue
		}
		i := item(who.customer)
		if who.merged {
			i.warnings = append(i.warnings, textOf(91009))
		}
		items = append(items, i)
	}
	if len(items) == 0 {
		return v1Failed(refuse(400))
	}
	return v1Items("customers", "customer", bare, items...)
}

// oneV1 answers about the first customer that the query names.
func (o *org) oneV1(c *call, item func(*customer) v1Item) reply {
	asked := o.askedV1(c)
	switch {
	case len(asked) == 0:
		return v1Failed(refuse(400))
	case asked[0].no != nil:
		return v1One("customer", v1Refused(asked[0].asked, asked[0].no))
	default:
		return v1One("customer", item(asked[0].customer))
	}
}

// identityV1 is the id, under that name, and the three identifiers of v1.1.
func (o *org) identityV1(c *customer, idName string) object {
	return obj(idName, quoted(c.id), "mobile", c.identifier("mobile"), "email", c.identifier("email"),
		"external_id", c.identifier("externalId"))
}

// namedV1 is the three identifiers and the name.
func (o *org) namedV1(c *customer) object {
	p := o.profileV1(c)
	return obj("mobile", c.identifier("mobile"), "email", c.identifier("email"), "external_id", c.identifier("externalId"),
		"firstname", p.firstName, "lastname", p.lastName)
}

// profileV1 is the profile that v1.1 shows: the one of INSTORE, else the first.
func (o *org) profileV1(c *customer) *profile {
	if p := c.profileIn(place{source: "INSTORE"}); p != nil {
		return p
	}
	if len(c.profiles) > 0 {
		return c.profiles[0]
	}
	return &profile{}
}

func (o *org) threeV1(cu *customer) object {
	return obj("mobile", cu.identifier("mobile"), "email", cu.identifier("email"), "external_id", cu.identifier("externalId"))
}
