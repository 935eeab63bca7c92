package lenient

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxUnknown bounds the paths of one document's unknown members: they are for people to read.
const MaxUnknown = 50

// maxUnknownPlaces bounds the places of unknown members that are kept to make paths of. Long lists have the same ones in each
// element.
const maxUnknownPlaces = 1 << 16

// WatchUnknown makes the decoder note the members that no field takes. It is called before they are read, and holds until
// the decoder is released.
func (d *Decoder) WatchUnknown() { d.watching = true }

// NoteUnknown notes that nothing takes the value just read, if the decoder watches. A caller that reads members by hand calls
// it for those that it skips; others the decoder notes by itself.
func (d *Decoder) NoteUnknown() {
	if d.watching && len(d.unknown) < maxUnknownPlaces {
		d.unknown = append(d.unknown, d.pos)
	}
}

// Unknown returns where the members stand that were noted so far, as JSON pointers in the order of the document. Of members that
// differ only by their place in a list, or by a number as name, the first one stands for all. Of a document that is broken it
// knows nothing.
func (d *Decoder) Unknown() []string {
	if len(d.unknown) == 0 || d.broken {
		return nil
	}
	slices.Sort(d.unknown)
	var paths []string
	var shape []byte
	known := map[string]bool{}
	findPaths(d.data, d.unknown, func(path []byte) bool {
		shape = appendShape(shape[:0], path)
		if !known[string(shape)] {
			known[string(shape)] = true
			paths = append(paths, string(path))
		}
		return len(paths) < MaxUnknown
	})
	return paths
}

// appendShape appends a path without its numbers.
func appendShape(dst, path []byte) []byte {
	for len(path) > 0 {
		end := digitsEnd(path, 1)
		if end < len(path) && path[end] != '/' || end == 1 {
			for end = 1; end < len(path) && path[end] != '/'; end++ {
			}
			dst = append(dst, path[:end]...)
		} else {
			dst = append(dst, "/*"...)
		}
		path = path[end:]
	}
	return dst
}

// findPaths gives the paths of values by where these end, in order, until there are no more or they are enough. A place that
// comes twice is found twice.
func findPaths(valid []byte, ends []int, found func(path []byte) (more bool)) {
	f := finder{reader: reader{data: valid}, ends: ends, found: found}
	f.value()
}

// finder reads a document and knows the path of where it stands.
type finder struct {
	reader
	ends  []int
	path  []byte
	found func(path []byte) (more bool)
}

func (f *finder) value() {
	length := len(f.path)
	switch f.Kind() {
	case '{':
		for f.Enter(); len(f.ends) > 0 && f.More('}'); f.path = f.path[:length] {
			f.path = appendToken(f.path, f.name())
			f.value()
		}
	case '[':
		i := int64(0)
		for f.Enter(); len(f.ends) > 0 && f.More(']'); f.path = f.path[:length] {
			f.path = strconv.AppendInt(append(f.path, '/'), i, 10)
			f.value()
			i++
		}
	default:
		f.Value()
	}
	for len(f.ends) > 0 && f.ends[0] <= f.pos {
		if f.ends = f.ends[1:]; !f.found(f.path) {
			f.ends = nil
		}
	}
}

// appendToken appends a name to a path.
func appendToken(path, quoted []byte) []byte {
	path = append(path, '/')
	start := len(path)
	path, _ = jsontext.AppendUnquote(path, quoted) // the error is about invalid UTF-8, which becomes U+FFFD
	if name := string(path[start:]); strings.ContainsAny(name, "~/") {
		path = append(path[:start], pointerEscapes.Replace(name)...)
	}
	return path
}

var (
	pointerEscapes   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescapes = strings.NewReplacer("~1", "/", "~0", "~")
)

// At returns the value of a valid document that a JSON pointer names, if there is one. Of members of one name it is the last.
func At(document []byte, pointer string) (value jsontext.Value, ok bool) {
	value = FirstValue(document)
	for pointer != "" {
		var token string
		token, pointer, ok = cutToken(pointer)
		if !ok {
			return nil, false
		}
		if value, ok = within(value, token); !ok {
			return nil, false
		}
	}
	return value, true
}

func cutToken(pointer string) (token, rest string, ok bool) {
	pointer, ok = strings.CutPrefix(pointer, "/")
	token, rest = pointer, ""
	if end := strings.IndexByte(pointer, '/'); end >= 0 {
		token, rest = pointer[:end], pointer[end:]
	}
	return pointerUnescapes.Replace(token), rest, ok
}

// within returns the member or element of a value.
func within(value jsontext.Value, token string) (inner jsontext.Value, ok bool) {
	for name, member := range Members(value) {
		if name == token {
			inner, ok = member, true
		}
	}
	i := 0
	for element := range Elements(value) {
		if strconv.Itoa(i) == token {
			return element, true
		}
		i++
	}
	return inner, ok
}
