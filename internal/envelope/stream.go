package envelope

import (
	"errors"
	"io"
	"reflect"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// ReadStream reads a 2xx reply as it arrives and gives the elements of its list one by one. yield decodes an element by
// calling decode, and returns false to stop; then the verdict says nothing. Elements that drift are noted with the others.
//
// What the envelope says before the list counts before the first element; what it says after the list only then.
func ReadStream(r Reply, body io.Reader, yield func(decode func(reflect.Value)) bool) Verdict {
	s := &stream{walker: new(walker), json: lenient.Tokens(body), yield: yield}
	s.begin(r)
	switch err := s.document(); {
	case errors.Is(err, errStopped):
		return Verdict{Kind: Done, Drift: s.verdict.Drift}
	case err != nil:
		drift := s.verdict.Drift
		s.forget()
		s.kind, s.verdict.Drift = documentBroken, drift
		return s.judge()
	}
	s.kind = s.documentKind()
	s.weighStatus()
	return s.judge()
}

type stream struct {
	*walker
	json  *jsontext.Decoder
	yield func(decode func(reflect.Value)) bool
}

var errStopped = errors.New("the caller wants no more")

// path is where the list stands, from the top of the document.
func (s *stream) path() []string {
	var path []string
	switch s.reply.Row.Shape {
	case Entity:
		path = append(path, "entity")
	case Data:
		path = append(path, "data")
	case V1:
		path = append(path, "response")
	}
	if items := s.reply.Row.Items; len(items) > 0 {
		path = append(path, items[0]...)
	}
	return path
}

func (s *stream) document() error {
	if err := s.level(s.path(), true); err != nil {
		return err
	}
	if _, err := s.json.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("more behind the document")
	}
	return nil
}

// level looks for the list in the value that comes next. On the way the envelope's own members are noted.
func (s *stream) level(path []string, top bool) error {
	switch kind := s.json.PeekKind(); {
	case kind == '[' && len(path) == 0:
		return s.list()
	case kind != '{':
		return s.json.SkipValue()
	}
	if _, err := s.json.ReadToken(); err != nil {
		return err
	}
	for s.json.PeekKind() != '}' {
		token, err := s.json.ReadToken()
		if err != nil {
			return err
		}
		if err := s.member(token.String(), path, top); err != nil {
			return err
		}
	}
	_, err := s.json.ReadToken()
	return err
}

func (s *stream) member(name string, path []string, top bool) error {
	switch {
	case len(path) > 0 && name == path[0]:
		return s.level(path[1:], s.reply.Row.Shape == V1 && name == "response")
	case !top:
		return s.json.SkipValue()
	case name == "response" || !isEnvelopeMember(name):
		s.about.more = s.about.more || !besideResult([]byte(name))
		return s.json.SkipValue()
	}
	raw, err := s.json.ReadValue()
	if err == nil {
		s.note(name, raw)
	}
	return err
}

func (s *stream) list() error {
	s.payload = true
	s.proven(true, false) // the list itself
	if _, err := s.json.ReadToken(); err != nil {
		return err
	}
	for s.json.PeekKind() != ']' {
		raw, err := s.json.ReadValue()
		if err != nil {
			return err
		}
		if !s.give(raw) {
			return errStopped
		}
	}
	_, err := s.json.ReadToken()
	return err
}

// give gives an element on.
func (s *stream) give(raw jsontext.Value) (more bool) {
	dec := lenient.NewDecoder(raw, s.reply.Zone)
	defer dec.Release()
	more = s.yield(dec.Decode)
	for _, drift := range dec.Drift() {
		if len(s.verdict.Drift) == lenient.MaxDrift {
			break
		}
		drift.Path = string(s.json.StackPointer()) + drift.Path
		s.verdict.Drift = append(s.verdict.Drift, drift)
	}
	return more
}

func isEnvelopeMember(name string) bool {
	switch name {
	case "errors", "error", "warnings", "success", "status", "code", "message", "errorCode":
		return true
	}
	return false
}
