package wire

import (
	"fmt"
	"slices"
)

// FieldsV1 is a map as v1.1 shows custom and extended fields: {"field":[{"name":…,"value":…}]}, by name.
func FieldsV1(m map[string]any) Object {
	out := []Object{}
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out = append(out, Obj("name", name, "value", fmt.Sprint(m[name])))
	}
	return Obj("field", out)
}

// PairsV1 is {"field":[{"name":…,"value":…}]}.
type PairsV1 struct {
	Field List[struct {
		Name  string `json:"name"`
		Value Text   `json:"value"`
	}] `json:"field"`
}

// Values are the pairs as a map.
func (p PairsV1) Values() map[string]any {
	out := map[string]any{}
	for _, f := range p.Field {
		out[f.Name] = string(f.Value)
	}
	return out
}
