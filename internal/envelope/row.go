package envelope

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/internal/codes"
)

// Row is what a row of an operations table says of the replies to its operation.
type Row struct {
	Operation string // whose codes: those of the resource package, by the operation's name
	Write     bool   // the call changes something: what is not proven is not done
	Shape     Shape
	Items     [][]string // where the items of a page or batch stand, inside the result: in newer replies, in older ones
	Proof     Proof      // what shows that the work was done
	Verdicts  [][]string
	ID        [][]string // names what was made; a done reply without it drifts
	Echo      [][]string // repeat the keys of the request
	Item      ItemRow
}

// ItemRow is what a row says of each item of a batch.
type ItemRow struct {
	Proof     Proof
	Verdicts  [][]string // a status inside the item
	Keys      [][]string // repeats the key of the item of the request; the first that is there counts
	AllOrNone int        // the code that says: the others failed, so this one did too
}

// areIdentifiers reports whether the keys are such as customers are named by, of which a mobile number may gain or lose its country
// code.
func (r *ItemRow) areIdentifiers() bool {
	return slices.ContainsFunc(r.Keys, func(path []string) bool {
		switch path[len(path)-1] {
		case "mobile", "value", "new_value":
			return true
		}
		return false
	})
}

// Proof is what in a reply shows that the work was done: one of several forms.
type Proof []form

// form is a member of the result, or something about the reply as a whole.
type form struct {
	kind proofKind
	path []string // of a member
}

type proofKind uint8

const (
	proofMember        proofKind = iota
	proofList                    // the payload is a list
	proofObject                  // the payload is an object that has something in it
	proofScalar                  // the payload is a number that is more than zero, or a text
	proofTrue                    // the payload is true
	proofSuccess                 // success, or a status of a text or bool, says so
	proofOwnSuccess              // the same, in an envelope that is the API's own
	proofItemStatus              // an item_status of v1.1 says so
	proofEmptyEnvelope           // warnings and errors are there, and empty, and nothing else is
	proofNoBody                  // there is no body
	proofWaived                  // the caller takes any reply
)

// The words of a proof that are no member's name.
const (
	WordList          = "=list"
	WordObject        = "=object"
	WordScalar        = "=scalar"
	WordTrue          = "=true"
	WordSuccess       = "=success"
	WordOwnSuccess    = "=own success"
	WordItemStatus    = "=item status"
	WordEmptyEnvelope = "=empty envelope"
	WordNoBody        = "=no body"
	WordWaived        = "=waived"
)

var proofWords = map[string]proofKind{
	WordList: proofList, WordObject: proofObject, WordScalar: proofScalar, WordTrue: proofTrue, WordSuccess: proofSuccess, WordOwnSuccess: proofOwnSuccess, WordItemStatus: proofItemStatus,
	WordEmptyEnvelope: proofEmptyEnvelope, WordNoBody: proofNoBody, WordWaived: proofWaived,
}

// ParseProof reads a proof as a table has it: forms with | between them, each a word or the path of a member with dots.
func ParseProof(text string) (p Proof, ok bool) {
	if text == "" {
		return nil, true
	}
	for part := range strings.SplitSeq(text, "|") {
		if kind, isWord := proofWords[part]; isWord {
			p = append(p, form{kind: kind})
			continue
		}
		path := ParsePath(part)
		if path == nil {
			return nil, false
		}
		p = append(p, form{path: path})
	}
	return p, true
}

// ParsePath reads a path with dots; "[]" is the first element of a list. It is nil if a name is missing.
func ParsePath(text string) []string {
	if text == "" || strings.HasPrefix(text, "=") {
		return nil
	}
	path := strings.Split(text, ".")
	for _, name := range path {
		if name == "" {
			return nil
		}
	}
	return path
}

// ParsePaths reads several paths with | between them.
func ParsePaths(text string) (paths [][]string, ok bool) {
	if text == "" {
		return nil, true
	}
	for part := range strings.SplitSeq(text, "|") {
		path := ParsePath(part)
		if path == nil {
			return nil, false
		}
		paths = append(paths, path)
	}
	return paths, true
}

func (p Proof) has(kind proofKind) bool {
	for _, f := range p {
		if f.kind == kind {
			return true
		}
	}
	return false
}

// wants reports whether a member of this name can lead to the proof.
func (p Proof) wants(name []byte) bool {
	for i := range p {
		if f := &p[i]; f.kind == proofMember && string(name) == f.path[0] {
			return true
		}
	}
	return false
}

// standard is the proof of a row that names none, as the rows of callers' own operations.
func (s Shape) standard() Proof { return standardProofs[s] }

var standardProofs = [...]Proof{
	Bare:   {{kind: proofList}, {kind: proofObject}, {kind: proofScalar}},
	Entity: {{kind: proofList}, {kind: proofObject}, {kind: proofScalar}, {kind: proofTrue}},
	Data:   {{kind: proofList}, {kind: proofObject}, {kind: proofScalar}, {kind: proofTrue}},
	V1:     {{kind: proofSuccess}},
}

// Classes looks a code up: what it says of the work, and whether anybody documented it.
type Classes func(operation string, code int) (codes.Entry, bool)
