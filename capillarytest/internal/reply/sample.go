package reply

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Lacks compares a reply with a sample of the documented shape: it tells which members of the sample the reply has not, or has as
// another kind of value, each with its path. Of lists the first elements are compared; null fits everything, and so does an empty
// list or object. What the reply has besides is no matter.
func Lacks(sample, got []byte) []string {
	want, err := decoded(sample)
	if err != nil {
		return []string{"the sample is no JSON: " + err.Error()}
	}
	have, err := decoded(got)
	if err != nil {
		return []string{"the reply is no JSON: " + err.Error()}
	}
	return lacks("", want, have)
}

func decoded(text []byte) (any, error) {
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err := d.Decode(&v)
	return v, err
}

func lacks(path string, want, have any) []string {
	if want == nil || have == nil {
		return nil
	}
	if kind(want) != kind(have) {
		return []string{fmt.Sprintf("%s: want %s, have %s", path, kind(want), kind(have))}
	}
	switch want := want.(type) {
	case map[string]any:
		have := have.(map[string]any)
		if len(have) == 0 {
			return nil
		}
		var out []string
		for _, name := range slices.Sorted(maps.Keys(want)) {
			value, ok := have[name]
			if !ok {
				out = append(out, path+"."+name+": not there")
				continue
			}
			out = append(out, lacks(path+"."+name, want[name], value)...)
		}
		return out
	case []any:
		if have := have.([]any); len(want) > 0 && len(have) > 0 {
			return lacks(path+"[]", want[0], have[0])
		}
	}
	return nil
}

func kind(v any) string {
	switch v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a string"
	case bool:
		return "a boolean"
	default:
		return "a number"
	}
}
