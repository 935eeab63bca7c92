// Package codes knows the documented response codes: their text, and what each says about whether the work was done.
//
// It is the one table that the retry matrix and the error texts read. A number means different things in different
// resources, so every entry belongs to a family: the resource package whose operation received the code, or "" for
// the codes of a call as a whole.
package codes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Class says what a code tells about the work that was asked for.
type Class uint8

// The classes of codes.
const (
	Unknown     Class = iota // not documented
	Success                  // the work was done
	Accepted                 // the work was queued: not failed, not finished
	Final                    // refused: the work was not done and will not be
	Duplicate                // refused because the same work was done before
	NotExecuted              // not done now; the same request may be sent again after a wait
	RateLimited              // not done: too many requests; send again after a wait
	StaleToken               // not done: the token expired or is invalid
	TryLater                 // "try again later" of a system behind: for a write nobody knows whether it was done
)

// Entry is one documented code of a family.
type Entry struct {
	Code  int
	Class Class
	Text  string
}

// Lookup finds a code for an operation, such as "points.Transfer": where LookupOwn does, else among the codes of all calls.
func Lookup(operation string, code int) (Entry, bool) {
	if e, ok := LookupOwn(operation, code); ok {
		return e, true
	}
	return find(global, code)
}

// LookupOwn finds a code that is documented for the operation itself: in a table of its own, else in its family's. The codes
// of all calls are not among them, so a number such as 404 or 500 is the API's own word here, and not a gateway's.
func LookupOwn(operation string, code int) (Entry, bool) {
	if e, ok := find(ofOperations[operation], code); ok {
		return e, true
	}
	family, _, _ := strings.Cut(operation, ".")
	return find(families[family], code)
}

// NotFound reports whether a code says, in this operation, that what was asked for does not exist: no such customer, bill,
// coupon, slab. An identifier that is invalid is something else, and so is a list in which nothing is.
func NotFound(operation string, code int) bool {
	if _, ok := find(ofOperations[operation], code); ok {
		return slices.Contains(missingOfOperations[operation], code)
	}
	family, _, _ := strings.Cut(operation, ".")
	return slices.Contains(missing[family], code)
}

// Text is a code and its documented text. Where it differs by family, each is named.
func Text(code int) string {
	var texts, names []string
	add := func(name string, entries []Entry) {
		if e, ok := find(entries, code); ok && !slices.Contains(texts, e.Text) {
			texts, names = append(texts, e.Text), append(names, name)
		}
	}
	add("any call", global)
	for _, name := range familyNames() {
		add(name, families[name])
	}
	number := "response code " + strconv.Itoa(code)
	switch len(texts) {
	case 0:
		return number
	case 1:
		return number + ": " + texts[0]
	}
	for i := range texts {
		texts[i] = names[i] + ": " + texts[i]
	}
	return number + ": " + strings.Join(texts, "; ")
}

func find(entries []Entry, code int) (Entry, bool) {
	i, ok := slices.BinarySearchFunc(entries, code, func(e Entry, code int) int { return cmp.Compare(e.Code, code) })
	if !ok {
		return Entry{}, false
	}
	return entries[i], true
}

func familyNames() []string {
	names := make([]string, 0, len(families))
	for name := range families {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
