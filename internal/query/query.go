// Package query writes the query of a URL: single parameters, and structs with the url tags of go-querystring.
//
// A plan for each struct type says once what its fields write, so that a call reads no tags. Fields that a plan does not know
// (rare options, nested structs, types that write themselves) go-querystring writes. Unlike it, a plan writes types that have
// a MarshalText method, such as decimals.
package query

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/capillary-go/sdk/internal/short"
)

// Params are the parameters of a query. The zero value is empty.
type Params struct {
	all   []param
	first [10]param // where the first ones stand
}

type param struct{ name, value string }

var pool = sync.Pool{New: func() any { return new(Params) }}

// New gives empty parameters from a pool; Release gives them back.
func New() *Params { return pool.Get().(*Params) }

// Release gives the parameters back. They must not be used again.
func (p *Params) Release() {
	*p = Params{}
	pool.Put(p)
}

// Add adds a parameter.
func (p *Params) Add(name, value string) {
	if p.all == nil {
		p.all = p.first[:0]
	}
	p.all = append(p.all, param{name, value})
}

// Set makes a parameter's value the only one of its name.
func (p *Params) Set(name, value string) {
	p.all = slices.DeleteFunc(p.all, func(have param) bool { return have.name == name })
	p.Add(name, value)
}

// Has reports whether there is a parameter of a name, empty or not.
func (p *Params) Has(name string) bool {
	return slices.ContainsFunc(p.all, func(have param) bool { return have.name == name })
}

// HasFold reports whether there is a parameter of a name, however its letters are written.
func (p *Params) HasFold(name string) bool {
	return slices.ContainsFunc(p.all, func(have param) bool { return strings.EqualFold(have.name, name) })
}

// Check calls a function with each parameter until it returns an error.
func (p *Params) Check(check func(name, value string) error) error {
	for _, have := range p.all {
		if err := check(have.name, have.value); err != nil {
			return err
		}
	}
	return nil
}

// Encode writes the query, escaped and sorted by name.
func (p *Params) Encode() string {
	if len(p.all) == 0 {
		return ""
	}
	short.Sort(p.all, func(a, b param) int { return cmp.Compare(a.name, b.name) })
	size := 0
	for _, have := range p.all {
		size += len(have.name) + len(have.value) + 2
	}
	var b strings.Builder
	b.Grow(size)
	for i, have := range p.all {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(have.name))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(have.value))
	}
	return b.String()
}
