package kept

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// A Filter leaves the records that fit a parameter of the query; one that is not sent leaves all.
type Filter struct {
	Param string // of the query
	Field string // of the record; without it Param
	Fits  Fits   // without it Same
}

// Fits tells whether a value of a record fits one that was asked for.
type Fits func(have, asked string) bool

// Same is equality in any case; of several values with commas one has to be equal.
func Same(have, asked string) bool {
	return slices.ContainsFunc(strings.Split(asked, ","), func(one string) bool {
		return strings.EqualFold(strings.TrimSpace(one), have)
	})
}

// Prefix fits what starts with the value, in any case.
func Prefix(have, asked string) bool {
	return strings.HasPrefix(strings.ToLower(have), strings.ToLower(asked))
}

// Contains fits what has the value in it, in any case.
func Contains(have, asked string) bool {
	return strings.Contains(strings.ToLower(have), strings.ToLower(asked))
}

// From fits the value and what comes after it: numbers, times and days, else texts.
func From(have, asked string) bool { return have != "" && compare(have, asked) >= 0 }

// To fits the value and what comes before it. A day reaches to its end.
func To(have, asked string) bool {
	return have != "" && (compare(have, asked) <= 0 || len(asked) == len("2006-01-02") && strings.HasPrefix(have, asked))
}

func compare(have, asked string) int {
	x, errX := decimal.NewFromString(have)
	y, errY := decimal.NewFromString(asked)
	if errX == nil && errY == nil {
		return x.Cmp(y)
	}
	t, okT := kernel.ReadV2Time(have)
	u, okU := kernel.ReadV2Time(asked)
	if okT && okU {
		return t.Compare(u)
	}
	return strings.Compare(have, asked)
}

func (r *Record) passes(c *kernel.Call, filters []Filter) bool {
	for _, f := range filters {
		asked := c.Value(f.Param)
		fits := f.Fits
		if fits == nil {
			fits = Same
		}
		if asked != "" && !fits(r.Text(wire.OrDefault(f.Field, f.Param)), asked) {
			return false
		}
	}
	return true
}

// Pages is how a list is cut. A Limit of 0 means a whole list.
type Pages struct {
	Limit    int    // of a request that says nothing
	Max      int    // 0 for none
	TooLong  int    // the code that refuses a limit above Max; 0 cuts it to Max
	Negative int    // the code that refuses a negative offset or a limit below 1; 0 takes them for the nearest good value
	Page     string // the parameter that counts pages from 1; without it offset counts records
	Size     string // the parameter for the limit; without it limit
	Sort     string // a member to sort by; without it the order of adding
	Newest   bool   // the last one first, unless sortOrder=ASC is asked for
}

// sort sorts records in place.
func (p Pages) sort(c *kernel.Call, records []*Record) {
	if p.Sort != "" {
		slices.SortStableFunc(records, func(a, b *Record) int { return compare(a.Text(p.Sort), b.Text(p.Sort)) })
	}
	if order := c.Value("sortOrder"); strings.EqualFold(order, "DESC") || p.Newest && !strings.EqualFold(order, "ASC") {
		slices.Reverse(records)
	}
}

func (p Pages) cut(c *kernel.Call, all []*Record, refuse func(int, ...any) *reply.Refusal) ([]*Record, reply.Pagination,
	*reply.Refusal) {
	if p.Limit == 0 {
		return all, reply.Pagination{}, nil
	}
	limit, offset := c.Number(wire.OrDefault(p.Size, "limit"), p.Limit), c.Number("offset", 0)
	if p.Page != "" {
		offset = (c.Number(p.Page, 1) - 1) * limit
	}
	switch {
	case p.Negative != 0 && (offset < 0 || limit < 1):
		return nil, reply.Pagination{}, refuse(p.Negative)
	case p.Max > 0 && limit > p.Max && p.TooLong != 0:
		return nil, reply.Pagination{}, refuse(p.TooLong)
	case p.Max > 0:
		limit = min(limit, p.Max)
	}
	limit, offset = max(limit, 0), max(offset, 0)
	from := min(offset, len(all))
	return all[from:min(from+limit, len(all))], reply.Pagination{Limit: limit, Offset: offset, Total: len(all), Paged: true}, nil
}
