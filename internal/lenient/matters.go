package lenient

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// id is the type of the values that are ids: they are int64 like others, and known by the names of their fields.
type id int64

// matters says whether values of a type are money, points or ids, or hold some. Nil stands for what does not.
func matters(t reflect.Type) bool {
	if t == nil {
		return false
	}
	if known, ok := mattering.Load(t); ok {
		return known.(bool)
	}
	found := holdsWhatMatters(t, map[reflect.Type]bool{})
	mattering.Store(t, found)
	return found
}

var mattering sync.Map // from types to whether they matter

func holdsWhatMatters(t reflect.Type, seen map[reflect.Type]bool) bool {
	switch t.Kind() {
	case reflect.Slice: // whole numbers that come in lists are ids
		return t.Elem() == int64Type || holdsWhatMatters(t.Elem(), seen)
	case reflect.Pointer, reflect.Array, reflect.Map:
		return holdsWhatMatters(t.Elem(), seen)
	}
	if t == decimalType || t == idType {
		return true
	}
	if of, ok := heldBy(t); ok {
		return holdsWhatMatters(of, seen)
	}
	if !isStruct(t) || seen[t] {
		return false
	}
	seen[t] = true
	for i := range t.NumField() {
		sf := t.Field(i)
		quoted, _, ignored := nameOf(&sf)
		if ignored || !sf.IsExported() && !sf.Anonymous {
			continue
		}
		if isText := sf.Type.Kind() == reflect.String; isText || isNumber(sf.Type.Kind()) {
			if isID(quoted[1 : len(quoted)-1]) {
				return true
			}
			continue
		}
		if holdsWhatMatters(sf.Type, seen) {
			return true
		}
	}
	return false
}

// isID says whether a member is an id, or a list of them, by its name: id, userId, user_id, cardexternalid, seriesIds.
func isID(name string) bool {
	name = strings.TrimSuffix(name, "s")
	before, end := name[:max(0, len(name)-2)], name[max(0, len(name)-2):]
	switch end {
	case "Id", "ID":
		return true
	case "id":
	default:
		return false
	}
	if strings.HasSuffix(before, "_") {
		return true
	}
	for _, word := range []string{"val", "pa", "vo", "andro"} { // valid, paid, void, android
		if strings.HasSuffix(before, word) {
			return false
		}
	}
	return before == strings.ToLower(before)
}

// lastName is the last name of a path that is no place in a list.
func lastName(path string) string {
	for path != "" {
		at := strings.LastIndexByte(path, '/')
		name := path[at+1:]
		if _, err := strconv.Atoi(name); err != nil {
			return name
		}
		path = path[:max(at, 0)]
	}
	return ""
}
