package wire

import (
	"fmt"
	"slices"
)

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

func (p PairsV1) Values() map[string]any {
	out := map[string]any{}
	for _, f := range p.Field {
		out[f.Name] = string(f.Value)
	}
	return out
}
