package encode

import (
	"reflect"
	"sort"
	"strconv"
	"sync"
)

func (e *Encoder) mapWriterOf(t reflect.Type) writer {
	switch t {
	case reflect.TypeFor[map[string]any]():
		return scalar((*document).openMapOf)
	case reflect.TypeFor[map[string]string]():
		return scalar((*document).textMapOf)
	}
	name := e.nameOfKey(t.Key())
	if name == nil {
		return unknown{}
	}
	return &mapWriter{typ: t, name: name, element: e.planOf(t.Elem())}
}

func (d *document) openMapOf(v reflect.Value) bool {
	m, ok := reflect.TypeAssert[map[string]any](v)
	return ok && d.openMap(m)
}

func (d *document) textMapOf(v reflect.Value) bool {
	m, ok := reflect.TypeAssert[map[string]string](v)
	return ok && d.textMap(m)
}

// nameOfKey is how keys of a type become names; nil if that is not known.
func (e *Encoder) nameOfKey(t reflect.Type) func(reflect.Value) string {
	if _, own := e.own[t]; own || t == e.secret || t == numberType || t == durationType || writesItself(t) {
		return nil
	}
	switch t.Kind() {
	case reflect.String:
		return reflect.Value.String
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) string { return strconv.FormatInt(v.Int(), 10) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(v reflect.Value) string { return strconv.FormatUint(v.Uint(), 10) }
	}
	return nil
}

// mapWriter is for maps that need reflection. Members are sorted by name.
type mapWriter struct {
	typ     reflect.Type
	name    func(key reflect.Value) string
	element *plan
	pool    sync.Pool // of *entries
}

// entries are those of one map while it is written: copies, since reflection can't read a map in place without boxing.
type entries struct {
	key    reflect.Value
	values reflect.Value // a slice
	order  []entry
}

type entry struct {
	name string
	at   int // in the values
}

// By name. Package slices would add its sort for this type to every program.
func (es *entries) Len() int           { return len(es.order) }
func (es *entries) Less(i, j int) bool { return es.order[i].name < es.order[j].name }
func (es *entries) Swap(i, j int)      { es.order[i], es.order[j] = es.order[j], es.order[i] }

func (w *mapWriter) write(d *document, v reflect.Value) bool {
	if v.Len() == 0 {
		d.buf = append(d.buf, "{}"...)
		return true
	}
	if !d.enter() {
		return false
	}
	es := w.take(v)
	d.buf = append(d.buf, '{')
	for i, e := range es.order {
		if !d.name(i, e.name) || !w.element.write(d, es.values.Index(e.at)) {
			return d.within(e.name)
		}
	}
	d.buf = append(d.buf, '}')
	w.release(es)
	d.leave()
	return true
}

// take copies the entries of a map, in the order of their names.
func (w *mapWriter) take(v reflect.Value) *entries {
	es, ok := w.pool.Get().(*entries)
	if !ok {
		es = &entries{key: reflect.New(w.typ.Key()).Elem()}
	}
	if n := v.Len(); !es.values.IsValid() || es.values.Len() < n {
		es.values = reflect.MakeSlice(reflect.SliceOf(w.typ.Elem()), n, n)
	}
	for iter := v.MapRange(); iter.Next(); {
		at := len(es.order)
		es.key.SetIterKey(iter)
		es.values.Index(at).SetIterValue(iter)
		es.order = append(es.order, entry{w.name(es.key), at})
	}
	sort.Sort(es)
	return es
}

// release gives the entries back without what they hold of the map.
func (w *mapWriter) release(es *entries) {
	es.key.SetZero()
	es.values.Clear()
	clear(es.order)
	es.order = es.order[:0]
	w.pool.Put(es)
}
