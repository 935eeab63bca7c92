package envelope

import (
	"io"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// ReadStream reads a 2xx reply as it arrives and gives the elements of its list one by one. yield decodes an element by
// calling decode, and returns false to stop; then the verdict says nothing. Elements that drift are noted with the others.
//
// What the envelope says before the list counts before the first element; what it says after the list only then.
func ReadStream(r Reply, body io.Reader, yield func(decode func(reflect.Value) error) bool) Verdict {
	w := &walker{reply: r, dec: lenient.NewStreamDecoder(body, r.Zone)}
	s := &stream{walker: w, yield: yield}
	err := s.document()
	w.verdict.Drift = w.dec.Drift()
	switch {
	case s.stopped:
		return Verdict{Kind: Done, Drift: w.verdict.Drift}
	case err != nil:
		return r.judgeBroken(w.verdict)
	}
	return w.judge()
}

type stream struct {
	*walker
	yield   func(decode func(reflect.Value) error) bool
	stopped bool
}

// path is where the list stands, from the top of the document.
func (s *stream) path() []string {
	var path []string
	switch s.reply.Shape {
	case Entity:
		path = append(path, "entity")
	case Data:
		path = append(path, "data")
	case V1:
		path = append(path, "response")
	}
	if s.reply.Items != "" {
		path = append(path, strings.Split(s.reply.Items, ".")...)
	}
	return path
}

func (s *stream) document() error {
	if err := s.level(s.path(), true); err != nil || s.stopped {
		return err
	}
	return s.dec.End()
}

// level looks for the list in the value that comes next. On the way the envelope's own members are noted.
func (s *stream) level(path []string, top bool) error {
	dec := s.dec.JSON()
	switch kind := dec.PeekKind(); {
	case kind == '[' && len(path) == 0:
		return s.list()
	case kind != '{':
		return s.skip()
	}
	return s.members(func(name []byte) error {
		s.any = true
		if len(path) > 0 && string(name) == path[0] {
			return s.level(path[1:], s.reply.Shape == V1 && path[0] == "response")
		}
		if !top {
			return s.skip()
		}
		raw, err := dec.ReadValue()
		if err == nil {
			s.note(string(name), raw)
		}
		return err
	})
}

func (s *stream) list() error {
	s.payload = true
	dec := s.dec.JSON()
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != ']' {
		var failed error
		more := s.yield(func(v reflect.Value) error {
			failed = s.dec.Decode(v)
			return failed
		})
		if failed != nil {
			return failed
		}
		if !more {
			s.stopped = true
			return errStopped
		}
	}
	_, err := dec.ReadToken()
	return err
}

var errStopped = &jsontext.SyntacticError{}
