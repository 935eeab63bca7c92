package proofs

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// This file compares where members stand: a name that is a member of a coupon does not make it one of its redemptions. Tables
// that show by their depth, or by points in names, what stands in what are compared with the fields of results and with what is
// sent. What differs on purpose stands in testdata/places_left_out.txt.

// places are the members of each member, by plain name; an open map has any, "*".
type places map[string]map[string]bool

func (p places) add(parent, child string) {
	if p[parent] == nil {
		p[parent] = map[string]bool{}
	}
	p[parent][child] = true
}

// has reports whether a member can stand in another. It can in one that nobody knows: that one is missing itself.
func (p places) has(parent, child string) bool {
	children := p[plainName(parent)]
	return children == nil || children["*"] || children[plainName(child)]
}

// placesOf notes what stands in what in a result.
func (p places) ofType(t reflect.Type, parents []string, within int) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = t.Elem()
	}
	switch {
	case within > 12:
	case t.Kind() == reflect.Func && t.CanSeq2():
		p.ofType(t.In(0).In(0), parents, within)
	case t.Kind() == reflect.Map || t.Kind() == reflect.Interface:
		for _, parent := range parents {
			p.add(parent, "*")
		}
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			names := namesOfField(t.Field(i))
			for _, parent := range parents {
				for _, name := range names {
					p.add(parent, name)
				}
			}
			if len(names) == 0 {
				names = parents
			}
			p.ofType(t.Field(i).Type, names, within+1)
		}
	}
}

// namesOfField are the plain names that a field is read from.
func namesOfField(sf reflect.StructField) (names []string) {
	name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		return nil
	}
	names = append(names, plainName(name))
	if also, ok := strings.CutPrefix(sf.Tag.Get("lenient"), "also="); ok {
		for other := range strings.SplitSeq(also, "|") {
			names = append(names, plainName(other))
		}
	}
	if sf.Type == reflect.TypeFor[time.Time]() {
		for _, suffix := range twinSuffixes {
			names = append(names, plainName(name+suffix))
		}
	}
	return names
}

// place is a member of a table, and what it stands in.
type place struct{ parent, name string }

// tabled is a row's table.
type tabled []struct {
	Name  string `json:"name"`
	Depth int    `json:"depth"`
}

// places are the members of which the table says what they stand in.
func (t tabled) places() (all []place) {
	var above []string
	for _, row := range t {
		parts := strings.FieldsFunc(strings.NewReplacer("[]", "", "*", "", "`", "", "\\", "").Replace(row.Name),
			func(r rune) bool { return r == '.' || r == '>' || r == ' ' })
		if len(parts) == 0 {
			continue
		}
		name := parts[len(parts)-1]
		switch {
		case len(parts) > 1:
			all = append(all, place{parts[len(parts)-2], name})
		case row.Depth > 0 && row.Depth <= len(above):
			all = append(all, place{above[row.Depth-1], name})
		}
		if row.Depth <= len(above) {
			above = append(above[:row.Depth:row.Depth], name)
		}
	}
	return slices.DeleteFunc(all, func(p place) bool { return !memberName.MatchString(p.name) || !memberName.MatchString(p.parent) })
}

func TestEveryDocumentedMemberStandsWhereItIsDocumented(t *testing.T) {
	withoutRaces(t)
	type row struct {
		documented
		Response tabled `json:"response_params"`
		Body     tabled `json:"body_params"`
	}
	rows, sdk := referenceLines[row](t), spokenOf(t, newCaller(t))
	c := &comparison{leftOut: leftOut(t, "testdata/places_left_out.txt")}
	compared := 0
	for _, pkg := range withMembers {
		for _, op := range packages()[pkg] {
			read, sent := places{}, places{}
			for _, m := range sdk[op.Name].methods {
				read.ofType(m.call.Type().Out(0), []string{""}, 0)
			}
			for path := range sdk[op.Name].paths {
				parts := strings.Split(path, ".")
				for i := 1; i < len(parts); i++ {
					sent.add(plainName(parts[i-1]), plainName(parts[i]))
				}
			}
			for _, r := range rows {
				if !r.isOf(op) {
					continue
				}
				compared += len(r.Response.places()) + len(r.Body.places())
				c.places("response", op.Name, read, r.Response.places())
				c.places("request", op.Name, sent, r.Body.places())
			}
		}
	}
	slices.Sort(c.missing)
	t.Logf("%d members of which a table says what they stand in", compared)
	assert.Greater(t, compared, 1000)
	assert.Empty(t, strings.Join(c.missing, "\n"), "documented members that stand nowhere, or elsewhere")
	for line, used := range c.leftOut {
		assert.True(t, used, "testdata/places_left_out.txt: %s is not missing any more", line)
	}
}

func (c *comparison) places(kind, operation string, have places, documented []place) {
	for _, p := range documented {
		if !have.has(p.parent, p.name) {
			c.miss(kind, operation, p.parent+"."+p.name)
		}
	}
}
