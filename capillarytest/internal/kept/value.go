package kept

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// write writes what a request says into a record. The key is written only when requests bring it.
func (r *Record) write(in map[string]any, withKey bool) *reply.Refusal {
	for _, f := range r.in.Fields {
		sent, ok := in[f.Name]
		if !ok && f.Also != "" {
			sent, ok = in[f.Also]
		}
		if !ok || sent == nil || f.auto() != nil || f.Name == r.in.Key && !withKey {
			continue
		}
		if sent == "" && (f.Kind > Text || len(f.OneOf) > 0) {
			delete(r.values, f.Name) // the API's other form of null
			continue
		}
		value, good := f.value(sent)
		if !good {
			return r.in.Refuse(orMalformed(f.Wrong), f.Name)
		}
		r.values[f.Name] = value
	}
	if r.in.Open {
		r.writeOthers(in)
	}
	if withKey && r.in.field(r.in.Key) == nil && in[r.in.Key] != nil {
		r.values[r.in.Key] = in[r.in.Key]
	}
	return nil
}

// writeOthers writes the members that the table does not name.
func (r *Record) writeOthers(in map[string]any) {
	known := map[string]bool{r.in.Key: true}
	for _, f := range r.in.Fields {
		known[f.Name], known[f.Also] = true, true
	}
	for name, value := range in {
		if !known[name] {
			r.values[name] = value
		}
	}
}

func orMalformed(code int) int {
	if code == 0 {
		return 400
	}
	return code
}

// value is a value as it is kept, and whether it has the form and is one of those that are allowed.
func (f Field) value(sent any) (value any, good bool) {
	text := plain(sent)
	switch f.Kind {
	case Text:
		value, good = wire.Quoted(sent), isScalar(sent)
	case Number:
		n := text.Int()
		value, good = n, wire.Text(wire.Quoted(n)) == text
	case Amount:
		value, good = amount(text)
	case Yes:
		value, good = text.Yes(), isYes(text)
	case List:
		value, good = asList(sent), true
	case Fields:
		value, good = sent.(map[string]any)
	default:
		value, good = sent, true
	}
	if !good || len(f.OneOf) == 0 {
		return value, good
	}
	for _, allowed := range f.OneOf {
		if strings.EqualFold(allowed, string(text)) {
			return allowed, true
		}
	}
	return value, false
}

// plain is a value as text, without blanks around it.
func plain(sent any) wire.Text { return wire.Text(strings.TrimSpace(wire.Quoted(sent))) }

func amount(text wire.Text) (any, bool) {
	d, ok := text.Amount()
	return d, ok && text != ""
}

func isScalar(sent any) bool {
	switch sent.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

func isYes(text wire.Text) bool {
	switch strings.ToLower(string(text)) {
	case "true", "false", "1", "0", "yes", "no":
		return true
	}
	return false
}

func asList(sent any) []any {
	if l, ok := sent.([]any); ok {
		return l
	}
	return []any{sent}
}

// orNoList is asList, and no elements for null.
func orNoList(sent any) []any {
	if sent == nil {
		return nil
	}
	return asList(sent)
}
