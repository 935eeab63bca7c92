// Package people is the customers of the organisation: who they are, and by which identifiers they are found, in v2 and in v1.1.
// What a resource keeps of a customer besides is a Part.
package people

import (
	"fmt"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// Book is the organisation with its customers: who they are, and by which identifiers they are known.
type Book struct {
	*kernel.Org
	Customers map[int64]*Customer

	sources   []Source
	survivors map[int64]int64 // of merged customers
	holders   map[Identity][]Holder
	held      map[int64]bool                     // customers whom another action holds
	merged    []func(victim, survivor *Customer) // told of every merge
}

// New makes a book without customers, who register through these sources.
func New(o *kernel.Org, sources []Source) *Book {
	return &Book{Org: o, sources: sources, Customers: map[int64]*Customer{}, survivors: map[int64]int64{},
		holders: map[Identity][]Holder{}, held: map[int64]bool{}}
}

// Busy refuses to write for a customer whom another action holds.
func (o *Book) Busy(c *Customer) *reply.Refusal {
	if o.held[c.ID] {
		return reply.Common.Refuse(521)
	}
	return nil
}

// Lock holds a customer as another action would: every write for the customer is refused until Unlock.
func (o *Book) Lock(id int64) { o.held[o.Must(id).ID] = true }

// Unlock ends Lock.
func (o *Book) Unlock(id int64) { delete(o.held, o.Must(id).ID) }

// Happened tells of an event, and notes it in the customer's loyalty events.
func (o *Book) Happened(c *Customer, event string) {
	n := o.Next()
	c.Events = append(c.Events, wire.Obj("id", 42000000+n, "customerId", c.ID, "date", o.V2Time(o.Now()), "eventName", event,
		"orgId", o.ID, "status", "SUCCESS", "uniqueId", fmt.Sprintf("ev%08d", n)))
	o.Emit(kernel.Event{Name: event, CustomerID: c.ID})
}
