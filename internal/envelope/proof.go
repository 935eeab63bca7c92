package envelope

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/internal/lenient"
)

// look looks at a member of the result before it is decoded: is it the proof, a status of its own, the id, the key?
func (w *walker) look(name []byte) {
	row := w.reply.Row
	if w.proof.wants(name) {
		w.lookForProof(name)
	}
	if leadsTo(row.Verdicts, name) {
		for _, path := range row.Verdicts {
			w.lookAlong(path, name, w.noteInner)
		}
	}
	for _, path := range row.ID {
		w.lookAlong(path, name, func(v jsontext.Value) { w.named = w.named || shows(v, true) })
	}
	if row.Echo != nil && len(w.reply.Sent) > 0 {
		for _, path := range row.Echo {
			w.lookAtEcho(path, name)
		}
	}
}

func leadsTo(paths [][]string, name []byte) bool {
	for _, path := range paths {
		if string(name) == path[0] {
			return true
		}
	}
	return false
}

// lookAlong finds the value at the end of a path that begins with this member.
func (w *walker) lookAlong(path []string, name []byte, found func(jsontext.Value)) {
	if string(name) != path[0] {
		return
	}
	start := w.dec.Place()
	raw := w.dec.Value()
	w.dec.Back(start)
	if v := along(raw, path[1:]); v != nil {
		found(v)
	}
}

// watches reports whether the members of the result have to be looked at one by one.
func (w *walker) watches() bool {
	row := w.reply.Row
	if row.ID != nil || row.Echo != nil || row.Verdicts != nil {
		return true
	}
	for i := range w.proof {
		if w.proof[i].kind == proofMember {
			return true
		}
	}
	return false
}

func (w *walker) lookForProof(name []byte) {
	for i := range w.proof {
		f := &w.proof[i]
		if f.kind != proofMember || string(name) != f.path[0] {
			continue
		}
		t := w.typeOf(f.path)
		kind := w.dec.Kind()
		if len(f.path) == 1 && (kind == '[' || kind == '{') { // which need not be read for it
			canBe := t != nil || !isID(f.path[0]) || f.path[0] == "entity"
			w.proven(canBe && w.fits(t, kind, w.firstKind(kind)), w.nothingIn(kind))
			continue
		}
		start := w.dec.Place()
		whole := w.dec.Value()
		raw := along(whole, f.path[1:])
		w.dec.Back(start)
		w.proven(w.shown(t, raw, f.path), isEmpty(raw))
		w.lookBeside(raw, whole, f.path[1:])
	}
}

// lookBeside looks at what stands beside the proof, in an object that has a place of its own inside the result.
func (w *walker) lookBeside(proof, whole jsontext.Value, path []string) {
	if proof == nil || len(path) == 0 || w.reply.Batch || !w.reply.Row.Write {
		return
	}
	beside := along(whole, path[:len(path)-1])
	if beside.Kind() != '{' {
		return
	}
	for name, value := range lenient.Members(beside) {
		w.failsInside(name, value)
	}
}

// shown reports whether a value at the end of a path is a proof. Where the result has a bool, or the row says that it is the verdict,
// it must say yes: {"entity": true}.
func (w *walker) shown(t reflect.Type, raw jsontext.Value, path []string) bool {
	isVerdict := slices.ContainsFunc(w.reply.Row.Verdicts, func(v []string) bool { return slices.Equal(v, path) })
	if t != nil && t.Kind() == reflect.Bool || isVerdict && raw != nil && raw.Kind() != '{' {
		return raw != nil && said(raw) == successYes
	}
	if t != nil && t.Kind() == reflect.Int64 && raw != nil && raw.Kind() == '0' && bytes.ContainsAny(raw, ".eE-") && number(raw) < 0 {
		return false // half an id
	}
	return w.fitsRaw(t, raw) && shows(raw, isID(path[len(path)-1])) && !isWordForNumber(t, raw)
}

// isWordForNumber reports whether a text stands where a number belongs and has no digit: "FAILED" is no id. One that is masked has
// asterisks.
func isWordForNumber(t reflect.Type, raw jsontext.Value) bool {
	if t == nil || raw.Kind() != '"' {
		return false
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	isNumber := t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64 || t == reflect.TypeFor[decimal.Decimal]()
	return isNumber && !strings.ContainsAny(text(raw), "0123456789*")
}

// typeOf is what the result has at a path, or nil.
func (w *walker) typeOf(path []string) reflect.Type {
	if !w.reply.Into.IsValid() {
		return nil
	}
	t := w.reply.Into.Type()
	for _, items := range w.reply.Row.Items {
		if slices.Equal(items, path) {
			if list, ok := lenient.FieldType(t, itemsMember); ok {
				return list
			}
		}
	}
	for _, name := range path {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice && name != "[]" {
			t = t.Elem()
		}
		if name == "[]" {
			if t.Kind() != reflect.Slice {
				return nil
			}
			t = t.Elem()
			continue
		}
		field, ok := lenient.FieldType(t, []byte(name))
		if !ok {
			return nil
		}
		t = field
	}
	return t
}

func (w *walker) fitsRaw(t reflect.Type, raw jsontext.Value) bool {
	if raw == nil {
		return false
	}
	element := byte(0)
	if f := first(raw); f != nil {
		element = byte(f.Kind())
	}
	return w.fits(t, byte(raw.Kind()), element)
}

// fits reports whether a value of this kind, a list of elements of that kind, is what a type takes. v1.1 has one object where a
// list is documented.
func (w *walker) fits(t reflect.Type, kind, element byte) bool {
	if kind == 'n' || kind == '[' && element == 'n' {
		return false
	}
	if t == nil {
		return true
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Interface:
		return true
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		switch kind {
		case '[':
			return element == 0 || w.fits(t.Elem(), element, 0)
		case '{':
			return w.reply.Row.Shape == V1 && w.fits(t.Elem(), kind, 0)
		}
		return false
	case t.Kind() == reflect.Map:
		return kind == '{'
	case t.Kind() == reflect.Struct:
		if _, plain := lenient.FieldsOf(t); plain {
			return kind == '{' || kind == '[' && w.reply.Row.Shape == V1 && element == '{'
		}
	}
	return kind != '[' && kind != '{'
}

// firstKind is the kind of the first element of the list that comes next, 0 of an empty one.
func (w *walker) firstKind(kind byte) byte {
	if kind != '[' {
		return 0
	}
	start := w.dec.Place()
	defer w.dec.Back(start)
	if w.dec.Enter(); !w.dec.More(']') {
		return 0
	}
	switch k := w.dec.Kind(); k {
	case '[', '{', '"', 'n', 't', 'f':
		return k
	}
	return '0'
}

// proven notes the proof. A list or an object that is empty proves nothing beside a failure.
func (w *walker) proven(there, empty bool) {
	if !there {
		return
	}
	if w.found != proofThere || w.empty {
		w.empty = empty
	}
	w.found = proofThere
}

// nothingIn reports whether the list or object that comes next is empty, or a list of nothing.
func (w *walker) nothingIn(kind byte) bool {
	start := w.dec.Place()
	defer w.dec.Back(start)
	w.dec.Enter()
	if kind == '[' {
		return !w.dec.More(']') || w.dec.Kind() == 'n'
	}
	return !w.dec.More('}')
}

// lookAtPayload looks at a result that is a value of its own.
func (w *walker) lookAtPayload(kind byte) {
	for i := range w.proof {
		f := &w.proof[i]
		switch f.kind {
		case proofList:
			if kind == '[' {
				t, element := w.typeOfList(), w.firstKind(kind)
				if t != nil && isObject(t) { // a list of the one thing that the result is
					w.proven(element == '{', false)
				} else {
					w.proven(w.fits(t, kind, element), w.nothingIn(kind))
				}
			}
		case proofObject:
			if kind == '{' {
				w.proven(!w.nothingIn(kind), false)
			}
		case proofScalar, proofTrue:
			if kind != '[' && kind != '{' {
				start := w.dec.Place()
				raw := w.dec.Value()
				w.dec.Back(start)
				if f.kind == proofTrue && raw.Kind() == 'f' { // the answer is no
					w.inner = successNo
					w.noteNo()
				}
				w.proven(f.kind == proofTrue && truth(raw) == successYes || f.kind == proofScalar && truth(raw) == successUnsaid && shows(raw, true), false)
			}
		case proofMember:
			if f.path[0] == "[]" && kind == '[' {
				start := w.dec.Place()
				whole := w.dec.Value()
				raw := along(whole, f.path)
				w.dec.Back(start)
				w.proven(w.shown(w.typeOf(f.path), raw, f.path), isEmpty(raw))
				w.lookBeside(raw, whole, f.path)
			}
		}
	}
}

// lookAtMember takes a bare object for a result if it has a member that the result has a place for.
func (w *walker) lookAtMember(l level, name []byte) {
	if w.found == proofThere && !w.empty || !l.result || w.reply.Row.Shape != Bare || !w.proof.has(proofObject) || w.dec.Kind() == 'n' || besideResult(name) {
		return
	}
	w.proven(!l.ok || l.fields.Has(name), false)
}

func isObject(t reflect.Type) bool {
	_, ok := lenient.FieldsOf(t)
	return ok
}

// typeOfList is what the result takes for its list.
func (w *walker) typeOfList() reflect.Type {
	if !w.reply.Into.IsValid() {
		return nil
	}
	t := w.reply.Into.Type()
	if list, ok := lenient.FieldType(t, itemsMember); ok {
		return list
	}
	return t
}

// along is the value at the end of a path inside a value, or nil.
func along(raw jsontext.Value, path []string) jsontext.Value {
	for _, step := range path {
		if step == "[]" {
			if raw = first(raw); raw == nil {
				return nil
			}
			continue
		}
		if raw.Kind() == '[' { // a list where one object is documented
			raw = first(raw)
		}
		if raw = memberOf(raw, step); raw == nil {
			return nil
		}
	}
	return raw
}

func first(list jsontext.Value) jsontext.Value {
	if list.Kind() != '[' {
		return nil
	}
	for element := range lenient.Elements(list) {
		return element
	}
	return nil
}

func memberOf(object jsontext.Value, name string) jsontext.Value {
	if object.Kind() != '{' {
		return nil
	}
	var found jsontext.Value
	for n, v := range lenient.Members(object) {
		if n == name {
			found = v
		}
	}
	return found
}

// isID reports whether a member is an id by its name.
func isID(name string) bool {
	return name == "id" || name == "entity" || strings.HasSuffix(name, "Id") || strings.HasSuffix(name, "ID") || strings.HasSuffix(name, "_id")
}

// shows reports whether a value is something: not null, not an empty text, and as an id not zero or negative.
func shows(raw jsontext.Value, id bool) bool {
	switch raw.Kind() {
	case 'n':
		return false
	case '"':
		s := strings.TrimSpace(text(raw))
		return s != "" && !(id && (isNoID(s) || lenient.IsAbsentWord(s) || strings.EqualFold(s, "undefined")))
	case '[':
		f := first(raw)
		return !id && (f == nil || f.Kind() != 'n')
	case '{':
		return !id
	case 't':
		return !id
	case 'f':
		return false
	}
	return !(id && isNoID(string(raw)))
}

// isNoID reports whether a number is zero or negative.
func isNoID(s string) bool {
	if s[0] == '-' {
		return true
	}
	return strings.Trim(s, "0.") == ""
}

func isEmpty(raw jsontext.Value) bool {
	switch raw.Kind() {
	case '[':
		return first(raw) == nil
	case '{':
		return len(bytes.TrimSpace(raw[1:])) == 1
	}
	return false
}

// lookAtEcho finds the keys that the reply repeats at a path.
func (w *walker) lookAtEcho(path []string, name []byte) {
	if string(name) != path[0] {
		return
	}
	start := w.dec.Place()
	raw := w.dec.Value()
	w.dec.Back(start)
	everyAlong(raw, path[1:], w.noteEcho)
}

// keyText is a key as text: 5.0 and 5e0 are 5.
func keyText(v jsontext.Value) string {
	if v.Kind() == '0' {
		if n := number(v); n >= 0 {
			return strconv.FormatInt(n, 10)
		}
	}
	return strings.TrimSpace(text(v))
}

// noteEcho compares a key that the reply repeats with those that were sent.
func (w *walker) noteEcho(v jsontext.Value) {
	got := keyText(v)
	if got == "" || v.Kind() != '"' && got == "0" { // it is not told
		return
	}
	if w.echoes == nil {
		w.echoes = make([]bool, len(w.reply.Sent))
	}
	known := false
	for i, key := range w.reply.Sent {
		if key == "" || cameBack(got, key) {
			known, w.echoes[i] = true, true
		}
	}
	w.echoed = w.echoed || !known
}

// isAboutOther reports whether the reply repeats a key that was not sent, or repeats some of those that were sent and not all.
func (w *walker) isAboutOther() bool {
	return w.echoed || w.reply.Row.Write && slices.Contains(w.echoes, false)
}

// everyAlong finds all values at the end of a path, in every element of the lists on the way.
func everyAlong(raw jsontext.Value, path []string, found func(jsontext.Value)) {
	switch {
	case raw.Kind() == '[':
		for element := range lenient.Elements(raw) {
			everyAlong(element, path, found)
		}
	case len(path) == 0:
		found(raw)
	case path[0] == "[]": // an element, or one thing where a list is documented
		everyAlong(raw, path[1:], found)
	default:
		if v := memberOf(raw, path[0]); v != nil {
			everyAlong(v, path[1:], found)
		}
	}
}

// SameKey reports whether a key came back as it was sent, or changed as servers change keys: in case, with blanks around it or
// without leading zeros, or cut at fifty characters.
func SameKey(a, b string) bool {
	a, b = plainKey(a), plainKey(b)
	const cut = 50
	return strings.EqualFold(a, b) || len(a) >= cut && strings.HasPrefix(strings.ToLower(b), strings.ToLower(a)) ||
		len(b) >= cut && strings.HasPrefix(strings.ToLower(a), strings.ToLower(b))
}

func plainKey(key string) string {
	key = strings.TrimSpace(key)
	if short := strings.TrimLeft(key, "0"); short != "" {
		return short
	}
	return key
}
