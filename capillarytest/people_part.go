package capillarytest

// part is what one resource keeps of every customer.
type part[T any] struct{ byID map[int64]*T }

// newPart makes a part. On a merge, merge adds to what the survivor has what the other one had.
func newPart[T any](o *org, merge func(survivor, victim *T)) *part[T] {
	p := &part[T]{map[int64]*T{}}
	o.onMerge(func(victim, survivor *customer) {
		merge(p.of(survivor), p.of(victim))
		delete(p.byID, victim.id)
	})
	return p
}

// of returns what is kept of a customer.
func (p *part[T]) of(c *customer) *T {
	if p.byID[c.id] == nil {
		p.byID[c.id] = new(T)
	}
	return p.byID[c.id]
}

// onMerge has a resource told of every merge, so that it gives to the survivor what the other one had.
func (o *org) onMerge(do func(victim, survivor *customer)) { o.merged = append(o.merged, do) }

// takeOver makes an id of the victim of a merge one of its survivor.
func (c *customer) takeOver(victim *customer, id *int64) {
	if *id == victim.id {
		*id = c.id
	}
}
