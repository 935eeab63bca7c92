package webhook

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/internal/lenient"
)

// identity is what tells an event from all others: organisation, name and event id, since one id stands under several names.
// Many events have no id: for them it is organisation, name, reference, request and time, and what the data say. The reference alone
// would be the same for all updates of a customer.
//
// It does not depend on the order of members, blanks, or how a number is written: another delivery of the event, or the
// log, may write it otherwise. It must stay the same in all versions of this package, since stores keep it.
func identity(e *Event, wrapper, flat members) string {
	member := func(name string) string {
		if value := flat[name]; value != nil {
			return scalarText(value)
		}
		return scalarText(wrapper[name])
	}
	sum := sha256.New()
	writeText(sum, member("orgId"))
	writeText(sum, e.EventName)
	if id := firstID(scalarText(wrapper["eventId"]), scalarText(flat["eventId"])); id != "" {
		writeText(sum, "id")
		writeText(sum, id)
	} else {
		writeText(sum, "content")
		for _, name := range []string{"refId", "apiRequestId", "createdAt"} {
			writeText(sum, member(name))
		}
		content := sumOf(contentOf(e))
		sum.Write(content[:])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// contentOf are the data, or without them all that the event has.
func contentOf(e *Event) jsontext.Value {
	if e.Data != nil {
		return jsontext.Value(e.Data)
	}
	return jsontext.Value(e.Raw)
}

// firstID is the first text that can be the id of one event.
func firstID(ids ...string) string {
	for _, id := range ids {
		if isID(id) {
			return id
		}
	}
	return ""
}

// isID reports whether a text is the id of one event, and not a word or number that stands for none: then all events that
// have it would be one, and all but the first be lost.
func isID(id string) bool {
	switch id = strings.ToLower(strings.TrimSpace(id)); id {
	case "", "null", "none", "nil", "undefined", "na", "n/a", "-1":
		return false
	}
	return strings.Trim(id, "0-") != ""
}

// scalarText is a text without blanks at its ends, or a number in one form, so that 1, 1.0 and "1" are one. What is neither, such
// as {} where there is nothing, says nothing.
func scalarText(value jsontext.Value) string {
	switch value.Kind() {
	case '"':
		return strings.TrimSpace(string(unquote(value)))
	case '0':
		return plain(value)
	}
	return ""
}

// maxNumber is how long a number may be to be brought into one form; a longer one is taken as it is written.
const maxNumber = 64

// plain is a number in one form, however it is written, such as 1720440490349 for 1.720440490349E12. Other values stay.
func plain(value jsontext.Value) string {
	if len(value) > maxNumber {
		return string(value)
	}
	number, err := decimal.NewFromString(string(value))
	if err != nil || number.Exponent() > maxNumber || number.Exponent() < -maxNumber {
		return string(value)
	}
	return number.String()
}

// writeText adds a text with its length, so that no two lists of texts are the same bytes.
func writeText(sum hash.Hash, text string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(text)))
	sum.Write(length[:])
	sum.Write([]byte(text))
}

// sumOf is a hash of a value in one form: members by name, texts without escapes, numbers as plain writes them. It reads the
// value once, however deep it is.
func sumOf(value jsontext.Value) [sha256.Size]byte {
	reader := lenient.NewDecoder(value, nil)
	defer reader.Release()
	return nextSum(reader)
}

func nextSum(reader *lenient.Decoder) (sum [sha256.Size]byte) {
	hash := sha256.New()
	switch reader.Kind() {
	case '{':
		writeText(hash, "{")
		for _, m := range memberSums(reader) {
			writeText(hash, m.name)
			hash.Write(m.sum[:])
		}
	case '[':
		writeText(hash, "[")
		for reader.Enter(); reader.More(']'); {
			element := nextSum(reader)
			hash.Write(element[:])
		}
	default:
		writeScalar(hash, reader.Value())
	}
	hash.Sum(sum[:0])
	return sum
}

type memberSum struct {
	name string
	sum  [sha256.Size]byte
}

func memberSums(reader *lenient.Decoder) (all []memberSum) {
	for reader.Enter(); reader.More('}'); {
		name := string(reader.Name(nil))
		all = append(all, memberSum{name, nextSum(reader)})
	}
	slices.SortStableFunc(all, func(a, b memberSum) int { return cmp.Compare(a.name, b.name) })
	return all
}

func writeScalar(hash hash.Hash, value jsontext.Value) {
	if value[0] == '"' {
		writeText(hash, `"`)
		writeText(hash, string(unquote(value)))
		return
	}
	writeText(hash, plain(value))
}
