package lenient

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

// Whatever bytes arrive: only bad syntax is an error, and all bad syntax is.
func FuzzAgreesOnValidity(f *testing.F) {
	clean, _ := benchDocument(1, 1, 1)
	f.Add(clean)
	f.Add(messy(clean))
	for _, seed := range []string{`{"s":[1],"o":[{"X":1},{}],"os":{"s":{}},"it":{"id":"7","errors":{"code":1.5},"mail":null},"its":["a",{"value":1}]}`,
		`{"also":"","as":[{}],"ps":{"X":1},"ll":{"s":1},"sub":{"a":{"s":1}},"by":"aGk=","arr":[1,2,3],"t":"2016-08-05 22:00::IST"}`,
		"{\"\\ud800\":\"\xff\",\"S\":\"\\u0000\"}", `[1e400,-0,"",null]`, `{"m":{"a":1,"a":2},"mi":{"x":1,"2":"y"},"raw": [ ] ,"own":1,"ch":{}} `, `{"i":`, `"a`, `nul`, `{"a":1}}`,
		"\ufeff{\"s\":{}}", "\ufeff\ufeff{}", " \ufeff{}", "\ufeff", "{}\ufeff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		valid := json.Valid(bytes.TrimPrefix(data, []byte("\ufeff")))
		for _, value := range []any{new(any), new(wide), new([]wide), new(map[string]wide), new(item[wide]), new(time.Time)} {
			kept := bytes.Clone(data)
			d := NewDecoder(data, india)
			d.WatchUnknown()
			d.DecodeInto(value)
			err := d.End()
			for _, path := range d.Unknown() {
				if !jsontext.Pointer(path).IsValid() {
					t.Fatal(path)
				}
			}
			for _, note := range d.Drift() {
				if !jsontext.Pointer(note.Path).IsValid() || note.Want == "" || note.Got == "" {
					t.Fatalf("%+v", note)
				}
			}
			d.Release()
			if valid != (err == nil) {
				t.Fatalf("%T from %q: valid %v, error %v", value, data, valid, err)
			}
			if !bytes.Equal(kept, data) {
				t.Fatal("the document was changed")
			}
		}
	})
}

// plain is what encoding/json and this package must read alike.
type plain struct {
	S     string `json:"s"`
	B     bool
	I     int64
	I8    int8
	U     uint64
	F     float64
	F32   float32
	T     time.Time
	Bytes []byte
	L     []string `json:"l,omitempty"`
	N     []int64
	O     struct{ A, B string }
	P     *plain
	Kids  []plain
	M     map[string]string
	Mi    map[int]float64
	Mp    map[string]*plain
	A     any
	Raw   json.RawMessage `json:",omitempty"`
	Arr   [3]uint16
	Deep
}

type Deep struct{ Below []map[string][]string }

func FuzzCleanDocumentsAgree(f *testing.F) {
	f.Add("a\"\\é\u2028<", "k", int64(-5), uint64(7), 1.5, true, []byte{0, 255}, int64(1.6e9), int64(5), uint8(3))
	f.Add("\xff", "\xed\xa0\x80", int64(math.MinInt64), uint64(math.MaxUint64), 1e-300, false, []byte{}, int64(-1), int64(999999999), uint8(0))
	f.Fuzz(func(t *testing.T, s, k string, i int64, u uint64, x float64, b bool, raw []byte, sec, nsec int64, n uint8) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		zone := []*time.Location{time.UTC, india, time.FixedZone("", int(sec%50400/60)*60)}[n%3]
		p := plain{S: s, B: b, I: i, I8: int8(i), U: u, F: x, F32: float32(u), T: time.Unix(sec%1e10, nsec).In(zone), Bytes: raw,
			M: map[string]string{k: s, s: k}, Mi: map[int]float64{int(i): x, 0: 0}, A: []any{s, x, b, nil, map[string]any{k: i}},
			Arr: [3]uint16{uint16(i), uint16(u)}}
		p.O.A, p.O.B = k, s
		for range n % 8 {
			p.L = append(p.L, s, k)
			p.N = append(p.N, i)
			p.Below = append(p.Below, map[string][]string{k: p.L, "": {}})
			p.Kids = append(p.Kids, p)
		}
		copied := p
		p.P, p.Mp = &copied, map[string]*plain{k: &copied, "nil": nil}
		document, err := json.Marshal(p)
		if err != nil {
			return // the year is beyond four digits
		}
		var want, got plain
		std := json.NewDecoder(bytes.NewReader(document))
		std.UseNumber()
		require.NoError(t, std.Decode(&want))
		d := NewDecoder(document, nil)
		defer d.Release()
		d.DecodeInto(&got)
		require.NoError(t, d.End())
		require.Empty(t, d.Drift())
		utc(reflect.ValueOf(&want).Elem())
		utc(reflect.ValueOf(&got).Elem())
		require.Equal(t, want, got)
	})
}

// utc makes the times of a value comparable.
func utc(v reflect.Value) {
	if t, ok := v.Addr().Interface().(*time.Time); ok {
		*t = t.UTC()
		return
	}
	if p, ok := v.Addr().Interface().(*plain); ok {
		utc(reflect.ValueOf(&p.T).Elem())
		for i := range p.Kids {
			utc(reflect.ValueOf(&p.Kids[i]).Elem())
		}
		if p.P != nil {
			utc(reflect.ValueOf(p.P).Elem())
		}
		for _, inner := range p.Mp {
			if inner != nil {
				utc(reflect.ValueOf(inner).Elem())
			}
		}
	}
}
