package envelope

import (
	_ "embed" // the table
	"fmt"
	"slices"
	"strings"
)

//go:embed rules.txt
var table string

// rules are the rows of rules.txt. The first that fits decides.
var rules = parseRules(table)

// rule is what one row says: which values of each thing seen it is about, a bit for each, and what they mean.
type rule struct {
	fits [len(seenWords)]uint16
	kind Kind
	why  string
}

var kindWords = map[string]Kind{"done": Done, "partly": PartlyDone, "accepted": Accepted, "refused": Refused, "denied": Denied,
	"duplicate": Duplicate, "waiting": NotExecuted, "limited": RateLimited, "stale": StaleToken, "unknown": Doubtful}

// judge gives the meaning of what was seen.
func (s *seen) judge() (Kind, string) {
	values := s.values()
	for i := range rules {
		if r := &rules[i]; r.meets(&values) {
			return r.kind, r.why
		}
	}
	return Doubtful, ""
}

func (r *rule) meets(values *[len(seenWords)]uint8) bool {
	for i, v := range values {
		if r.fits[i]&(1<<v) == 0 {
			return false
		}
	}
	return true
}

// parseRules reads the table. It is part of the program, so an error in it is one of the programmer's.
func parseRules(text string) []rule {
	all := make([]rule, 0, 48)
	for line := range strings.Lines(text) {
		if line[0] == '#' || line[0] == '\n' || strings.HasPrefix(line, "status ") {
			continue
		}
		all = append(all, parseRule(line))
	}
	return all
}

func parseRule(line string) (r rule) {
	cells := strings.SplitN(strings.TrimRight(line, "\n"), "|", len(seenWords)+2)
	if len(cells) != len(seenWords)+2 {
		panic("rules.txt: " + line)
	}
	for i := range seenWords {
		r.fits[i] = parseCell(strings.TrimSpace(cells[i]), seenWords[i])
	}
	kind, ok := kindWords[strings.TrimSpace(cells[len(seenWords)])]
	if !ok {
		panic("rules.txt: " + line)
	}
	r.kind, r.why = kind, strings.TrimSpace(cells[len(seenWords)+1])
	return r
}

// parseCell reads "any", "any but a,b" or "a,b".
func parseCell(cell string, words []string) (fits uint16) {
	const every = 1<<16 - 1
	if cell == "any" {
		return every
	}
	cell, but := strings.CutPrefix(cell, "any but ")
	for word := range strings.SplitSeq(cell, ",") {
		at := slices.Index(words, word)
		if at < 0 {
			panic(fmt.Sprintf("rules.txt: %q is none of %v", word, words))
		}
		fits |= 1 << at
	}
	if but {
		return ^fits
	}
	return fits
}
