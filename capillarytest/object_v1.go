package capillarytest

import (
	"fmt"
	"slices"
)

func fieldsV1(m map[string]any) object {
	out := []object{}
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out = append(out, obj("name", name, "value", fmt.Sprint(m[name])))
	}
	return obj("field", out)
}

// pairsV1 is {"field":[{"name":…,"value":…}]}.
type pairsV1 struct {
	Field list[struct {
		Name  string `json:"name"`
		Value text   `json:"value"`
	}] `json:"field"`
}

func (p pairsV1) values() map[string]any {
	out := map[string]any{}
	for _, f := range p.Field {
		out[f.Name] = string(f.Value)
	}
	return out
}
