package bench

import (
	"strconv"
	"strings"
	"time"
)

// messy writes a clean document as the API does on a bad day: numbers and bools in quotes, dates in several forms, empty
// lists for empty objects. It says the same.
func messy(clean []byte) []byte {
	var out strings.Builder
	in, dates := string(clean), 0
	for i := 0; i < len(in); {
		end := i + 1
		switch c := in[i]; {
		case c == '"':
			end = endOfString(in, i)
			out.WriteString(messyText(in[i:end], &dates))
		case c == '-' || c >= '0' && c <= '9' || c == 't' || c == 'f':
			end = i + strings.IndexAny(in[i:], ",}]")
			out.WriteString(`"` + in[i:end] + `"`)
		case strings.HasPrefix(in[i:], "{}"):
			end = i + len("{}")
			out.WriteString("[]")
		default:
			out.WriteByte(c)
		}
		i = end
	}
	return []byte(out.String())
}

// endOfString is where the string ends that begins at i. The documents have no escapes.
func endOfString(in string, i int) int {
	return i + 1 + strings.IndexByte(in[i+1:], '"') + 1
}

// messyText gives every date another of the API's forms.
func messyText(quoted string, dates *int) string {
	t, err := time.Parse(time.RFC3339, strings.Trim(quoted, `"`))
	if err != nil {
		return quoted
	}
	*dates++
	switch *dates % 4 {
	case 0:
		return `"` + t.UTC().Format("2006-01-02 15:04:05") + `"` // in the client's own zone
	case 1:
		return `"` + t.Format("2006-01-02T15:04:05.000-0700") + `"`
	case 2:
		return `"` + strconv.FormatInt(t.UnixMilli(), 10) + `"`
	}
	return quoted
}
