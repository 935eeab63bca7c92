package envelope

import (
	"errors"
	"io"
	"math"
	"reflect"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// ErrTooLarge says that an element of a stream, or all that stands beside its list, is longer than allowed.
var ErrTooLarge = errors.New("longer than allowed")

// ReadStream reads a 2xx reply as it arrives and gives the elements of its list one by one. yield decodes an element by
// calling decode, and returns false to stop; then the verdict says nothing. Elements that drift are noted with the others.
// An element may have limit bytes, and so may everything beside the list together; where they have more, the error is
// ErrTooLarge, and no more was read than that.
//
// What the envelope says before the list counts before the first element; what it says after the list only then.
func ReadStream(r Reply, limit int64, body io.Reader, yield func(decode func(reflect.Value)) bool) (Verdict, error) {
	limit = min(limit, math.MaxInt64-separators)
	bound := &bounded{reader: body}
	s := &stream{walker: new(walker), json: lenient.Tokens(bound), yield: yield, bound: bound, limit: limit, beside: limit}
	s.begin(r)
	switch err := s.document(); {
	case errors.Is(err, errStopped):
		return Verdict{Kind: Done, Drift: s.verdict.Drift}, nil //nolint:nilerr // the caller wants no more: that is no failure
	case errors.Is(err, ErrTooLarge):
		return Verdict{Drift: s.verdict.Drift}, ErrTooLarge
	case err != nil:
		drift := s.verdict.Drift
		s.forget()
		s.kind, s.verdict.Drift = documentBroken, drift
		return s.judge(), nil //nolint:nilerr // the verdict says what the reply is worth
	}
	s.kind = s.documentKind()
	s.weighStatus()
	return s.judge(), nil
}

type stream struct {
	*walker
	json  *jsontext.Decoder
	yield func(decode func(reflect.Value)) bool

	bound   *bounded
	limit   int64 // bytes of an element
	beside  int64 // bytes that may yet stand beside the list
	counted int64 // how far into the document those beside the list were counted
}

var errStopped = errors.New("the caller wants no more")

// separators may stand around an element besides: a comma, and white space.
const separators = 1 << 10

// bounded is a reader that gives as much as the stream allows. The decoder keeps a value until it is whole, so this is what
// bounds memory.
type bounded struct {
	reader io.Reader
	left   int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := b.reader.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// allow lets the decoder read n bytes from where it stands. What it read ahead is among them.
func (s *stream) allow(n int64) { s.bound.left = n + separators - int64(len(s.json.UnreadBuffer())) }

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
	s.allow(s.beside)
	if err := s.level(s.path(), true); err != nil {
		return err
	}
	switch _, err := s.json.ReadToken(); {
	case err == nil:
		return errors.New("more behind the document")
	case !errors.Is(err, io.EOF):
		return err
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
	case !isEnvelopeMember(name):
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
	s.proven(true, false) // the list itself
	if _, err := s.json.ReadToken(); err != nil {
		return err
	}
	s.beside -= s.json.InputOffset() - s.counted
	for s.allow(s.limit); s.json.PeekKind() != ']'; s.allow(s.limit) {
		raw, err := s.json.ReadValue()
		switch {
		case err != nil:
			return err
		case int64(len(raw)) > s.limit:
			return ErrTooLarge
		case !s.give(raw):
			return errStopped
		}
	}
	s.counted = s.json.InputOffset()
	s.allow(s.beside)
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
