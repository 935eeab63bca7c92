package people

// OnMerge has a resource told of every merge, so that it gives to the survivor what the other one had.
func (o *Book) OnMerge(do func(victim, survivor *Customer)) { o.merged = append(o.merged, do) }

// Merge makes a customer part of another one. The id of the victim is not forgotten.
func (o *Book) Merge(victim, survivor *Customer) {
	for _, p := range victim.Profiles {
		for _, i := range p.Identifiers {
			o.reassign(i.Identity, victim.ID, survivor.ID)
			if i.ExternalID != "" {
				o.reassign(Identity{"cardExternalId", i.ExternalID}, victim.ID, survivor.ID)
			}
		}
	}
	survivor.Profiles = append(survivor.Profiles, victim.Profiles...)
	for key, value := range victim.Extended {
		if _, ok := survivor.Extended[key]; !ok {
			survivor.Extended[key] = value
		}
	}
	survivor.Purchases = survivor.Purchases.Add(victim.Purchases)
	survivor.Loyal = survivor.Loyal || victim.Loyal
	survivor.Events = append(survivor.Events, victim.Events...)
	for l, entries := range victim.Lists {
		survivor.Lists[l] = append(survivor.Lists[l], entries...)
	}
	for _, told := range o.merged {
		told(victim, survivor)
	}
	delete(o.Customers, victim.ID)
	o.survivors[victim.ID] = survivor.ID
	o.Happened(survivor, "CustomerMerge")
}

// TakeOver makes an id of the victim of a merge one of its survivor.
func (c *Customer) TakeOver(victim *Customer, id *int64) {
	if *id == victim.ID {
		*id = c.ID
	}
}

// Part is what one resource keeps of every customer.
type Part[T any] struct{ byID map[int64]*T }

// NewPart makes a part. On a merge, merge adds to what the survivor has what the other one had.
func NewPart[T any](o *Book, merge func(survivor, victim *T)) *Part[T] {
	p := &Part[T]{map[int64]*T{}}
	o.OnMerge(func(victim, survivor *Customer) {
		merge(p.Of(survivor), p.Of(victim))
		delete(p.byID, victim.ID)
	})
	return p
}

// Of returns what is kept of a customer.
func (p *Part[T]) Of(c *Customer) *T {
	if p.byID[c.ID] == nil {
		p.byID[c.ID] = new(T)
	}
	return p.byID[c.ID]
}
