package people

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

// OnMerge has a resource told of every merge, so that it gives to the survivor what the other one had.
func (o *Book) OnMerge(do func(victim, survivor *Customer)) { o.merged = append(o.merged, do) }

// TakeOver makes an id of the victim of a merge one of its survivor.
func (c *Customer) TakeOver(victim *Customer, id *int64) {
	if *id == victim.ID {
		*id = c.ID
	}
}
