package encode

import (
	stdjson "encoding/json"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

func (d *document) interfaceOf(v reflect.Value) bool { return d.open(v.Interface()) }

// open writes a value of a type that only the value tells.
func (d *document) open(v any) bool {
	switch v := v.(type) {
	case nil:
		return d.null()
	case string:
		return d.text(v)
	case bool:
		return d.bool(v)
	case int:
		return d.int(int64(v))
	case int64:
		return d.int(v)
	case float64:
		return d.float(v, 64)
	case stdjson.Number:
		return d.number(v)
	case decimal.Decimal:
		return d.decimal(v)
	case time.Time:
		return d.time(v)
	case map[string]any:
		return d.openMap(v)
	case map[string]string:
		return d.textMap(v)
	case []any:
		return d.openList(v)
	}
	value := reflect.ValueOf(v)
	return d.encoder.planOf(value.Type()).write(d, value)
}

func (d *document) openList(list []any) bool {
	if !d.enter() {
		return false
	}
	d.buf = append(d.buf, '[')
	for i, v := range list {
		if i > 0 {
			d.buf = append(d.buf, ',')
		}
		if !d.open(v) {
			return d.within(strconv.Itoa(i))
		}
	}
	d.buf = append(d.buf, ']')
	d.leave()
	return true
}

func (d *document) openMap(m map[string]any) bool {
	return writeMap(d, m, (*document).open)
}

func (d *document) textMap(m map[string]string) bool {
	return writeMap(d, m, (*document).text)
}

// writeMap writes an object with its members sorted by name.
func writeMap[V any](d *document, m map[string]V, value func(*document, V) bool) bool {
	if !d.enter() {
		return false
	}
	first := len(d.names)
	for name := range m {
		d.names = append(d.names, name)
	}
	slices.Sort(d.names[first:])
	d.buf = append(d.buf, '{')
	for i := range len(m) {
		name := d.names[first+i] // the slice grows with the maps within this one
		if !d.name(i, name) || !value(d, m[name]) {
			return d.within(name)
		}
	}
	d.buf = append(d.buf, '}')
	clear(d.names[first:])
	d.names = d.names[:first]
	d.leave()
	return true
}

// name starts the i-th member of an object.
func (d *document) name(i int, name string) bool {
	if i > 0 {
		d.buf = append(d.buf, ',')
	}
	ok := d.text(name)
	d.buf = append(d.buf, ':')
	return ok
}
