package envelope_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/envelope"
)

func TestWhatIsLeftOfAMaskedTextHasToFit(t *testing.T) {
	for _, x := range []struct {
		shown, key string
		fits       bool
	}{
		{"98******10", "9812345610", true},
		{"98******10", "9712345610", false}, // of the same length
		{"98******10", "919812345610", true},
		{"9198******10", "9812345610", true},
		{"98******10", "919812345611", false},
		{"+98******10", "9812345610", true},
		{"98******10", "+9812345610", true},
		{"98**10", "9810", false}, // nothing is left that could be masked
		{"m***@*****.org", "Mara@example.org", true},
		{"M***@*****.ORG", "mara@example.org", true},
		{"n***@*****.org", "mara@example.org", false},
		{"m***@*****.org", "mara@example.com", false},
		{"m***@*****.com", "m.com", false},
		{"L-**7", "L-1177", true},
		{"L-**7", "M-1177", false},
		{"1**A", "912345A", false}, // no number, so what is before it counts
		{"1**4", "9X1234", false},
		{"a**4", "X1234", false},
		{"a**34", "1234", false},
		{"ab**", "abcd", true},
		{"**cd", "abcd", true},
		{"a**", "abcd", false}, // too little
		{"****", "abcd", false},
		{"ab*d", "abcd", false}, // an asterisk may be part of it
		{"abcd", "abcd", false}, // not masked
		{"", "abcd", false},
	} {
		assert.Equal(t, x.fits, envelope.MaskFits(x.shown, x.key), "%s of %s", x.shown, x.key)
	}
}

// keyed is a result of which a list tells the parts: "a" is done, "-b" failed, "?c" is neither, "" has no key.
type keyed struct {
	Parted []string `json:"parted"`
}

func (k *keyed) Parts() (all []envelope.Part) {
	for _, p := range k.Parted {
		key := strings.TrimLeft(p, "-?")
		part := envelope.Part{Done: p == key, Failed: strings.HasPrefix(p, "-"), Keys: []string{key}}
		if part.Failed {
			part.Issue.Code = 8015
		}
		if key == "" {
			part.Keys = nil
		}
		all = append(all, part)
	}
	return all
}

func TestEachThingThatWasSentIsAmongThePartsOnce(t *testing.T) {
	for _, x := range []struct {
		sent, parts string
		untold      bool
	}{
		{"a", "a", false},
		{"a", "00A ", false},
		{"a,b", "b,a", false},
		{"a,b", "a,-b", false},
		{"a,b", "a", true},
		{"a,b", "a,c", true},
		{"a,b", "a,a", true},
		{"a,b", "a,b,b", true},
		{"a,b", "a,", false}, // the one without a key is the other
		{"a,b", ",", false},
		{"a,b", ",,", false},
		{"a,b", "", true}, // one part without a key
		{"a,b", "a,?b", true},
		{"a,b", "a,b,z", false}, // one more than was sent is told, and was not asked for
		{",", "x,y", false},     // two were sent, without keys
		{",", "x,", false},
		{",", "x", true},
		{",", "x,y,z", true},
		{"a,", "a,x", true}, // the second may be another
		{"a,", "a,", false},
	} {
		body := `{"success":true,"parted":["` + strings.Join(strings.Split(x.parts, ","), `","`) + `"]}`
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: proofOf(t, envelope.Bare, envelope.WordSuccess), Sent: strings.Split(x.sent, ",")}, new(keyed))
		assert.Equal(t, x.untold, v.Untold, "sent %q, told %q", x.sent, x.parts)
		assert.True(t, v.Parted)
	}
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"success":true,"parted":["a"]}`), Row: proofOf(t, envelope.Bare, envelope.WordSuccess)}, new(keyed))
	assert.False(t, v.Untold, "it is not known what was sent")
	v = read(envelope.Reply{Status: 200, Body: []byte(`{"success":true,"parted":[]}`), Row: proofOf(t, envelope.Bare, envelope.WordSuccess), Sent: []string{"a"}}, new(keyed))
	assert.False(t, v.Parted)
}

func TestTheKeysThatComeBackAreThoseThatWereSent(t *testing.T) {
	for _, x := range []struct {
		echo, body string
		sent       []string
		other      bool // for a write
		read       bool // and for a read
	}{
		{"id", `{"success":true,"id":7}`, []string{"7"}, false, false},
		{"id", `{"success":true,"id":8}`, []string{"7"}, true, true},
		{"id", `{"success":true,"id":8}`, nil, false, false},
		{"id", `{"success":true,"id":8}`, []string{}, false, false},
		{"id", `{"success":true,"id":0}`, []string{"7"}, false, false}, // it is not told
		{"id", `{"success":true,"id":"0"}`, []string{"7"}, true, true}, // a text can be that
		{"id", `{"success":true,"id":"0"}`, []string{"0"}, false, false},
		{"id", `{"success":true,"id":" "}`, []string{"7"}, false, false},
		{"id", `{"success":true,"id":{"x":8}}`, []string{"7"}, false, false},
		{"list.[].id", `{"success":true,"list":[{"id":7},{"id":8}]}`, []string{"8", "7"}, false, false},
		{"list.[].id", `{"success":true,"list":{"id":7}}`, []string{"7"}, false, false},
		{"list.[].id", `{"success":true,"list":{"id":8}}`, []string{"7"}, true, true},
		{"list.id", `{"success":true,"list":[{"id":7},{"x":1},{"id":7}]}`, []string{"7"}, false, false},
		{"list.id", `{"success":true,"list":[{"id":7}]}`, []string{"8", "7"}, true, false},
		{"list.id", `{"success":true,"list":[{"id":7},{"id":9}]}`, []string{"7", "8"}, true, true},
		{"list.id", `{"success":true,"list":[]}`, []string{"7", "8"}, false, false},
		{"list.[].ids.[]", `{"success":true,"list":[{"ids":[7,8]}]}`, []string{"7", "8"}, false, false},
		{"list.[].ids.[]", `{"success":true,"list":[{"ids":[7,9]}]}`, []string{"7", "8"}, true, true},
		{"done.id|failed.id", `{"success":true,"done":{"id":7},"failed":{"id":8}}`, []string{"7", "8"}, false, false},
		{"done.id|failed.id", `{"success":true,"done":{"id":7}}`, []string{"7", "8"}, true, false},
		{"id", `{"success":true,"id":9}`, []string{"7", ""}, true, false}, // one was sent without a key, the other did not come
		{"id", `{"success":true,"id":[9,7]}`, []string{"7", ""}, false, false},
		{"id", `{"success":true,"id":"98******10"}`, []string{"9812345610"}, false, false},
	} {
		for _, write := range []bool{true, false} {
			r := proofOf(t, envelope.Bare, envelope.WordSuccess)
			r.Write = write
			r.Echo, _ = envelope.ParsePaths(x.echo)
			into := map[string]any{}
			v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: r, Sent: x.sent}, &into)
			want := x.read
			if write {
				want = x.other
			}
			assert.Equal(t, want, v.Other, "%s, sent %q, write %t: %s", x.body, x.sent, write, v.Reason)
			assert.Equal(t, want, v.Kind == envelope.Doubtful, "%s, sent %q, write %t: %s", x.body, x.sent, write, v.Reason)
		}
	}
}

// A mobile number that came back with its country code is the one that was sent, whatever the member is called that names customers. A
// bill number that ends like another is not.
func TestOnlyIdentifiersOfCustomersGainACountryCode(t *testing.T) {
	for key, same := range map[string]bool{"mobile": true, "identifier.value": true, "new_value": true, "number": false, "result.code": false} {
		parts := strings.Split(key, ".")
		item := `{"` + parts[len(parts)-1] + `":"919812345610"}`
		if len(parts) > 1 {
			item = `{"` + parts[0] + `":` + item + `}`
		}
		r := proofOf(t, envelope.Data, "data")
		r.Items, _ = envelope.ParsePaths("data")
		r.Item.Keys, _ = envelope.ParsePaths(key)
		r.Item.Proof, _ = envelope.ParseProof(envelope.WordSuccess)
		var into struct {
			Items []map[string]any `json:"items"`
		}
		body := `{"data":[` + strings.Replace(item, "{", `{"success":true,`, 1) + `]}`
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: r, Batch: true, Sent: []string{"9812345610"}}, &into)
		assert.Equal(t, same, v.Items[0].Kind == envelope.Done, "%s: %s", body, v.Reason)
	}
}
