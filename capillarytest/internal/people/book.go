// Package people is the customers of the organisation: who they are, and by which identifiers they are found, in v2 and in v1.1.
// What a resource keeps of a customer besides is a Part.
package people

import "github.com/capillary-go/sdk/capillarytest/internal/kernel"

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
