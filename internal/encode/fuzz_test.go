package encode_test

import (
	stdjson "encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/encode"
)

type everything struct {
	base
	*rival
	Text    string  `json:"text"`
	Short   text    `json:"short,omitempty"`
	Bool    bool    `json:"bool,omitzero"`
	Int     int     `json:"int"`
	Long    int64   `json:"long,omitzero"`
	Byte    uint8   `json:"byte"`
	Float   float64 `json:"float"`
	Single  float32 `json:"single,omitempty"`
	Bytes   []byte  `json:"bytes,omitempty"`
	Time    time.Time
	Later   *time.Time        `json:"later,omitzero"`
	Amount  decimal.Decimal   `json:"amount,omitzero"`
	Code    capillary.Secret  `json:"code,omitzero"`
	Number  stdjson.Number    `json:"number,omitempty"`
	Texts   []string          `json:"texts,omitempty"`
	Nested  []everything      `json:"nested,omitzero"`
	Next    *everything       `json:"next,omitempty"`
	Any     any               `json:"any,omitempty"`
	Open    fields            `json:"open,omitzero"`
	Plain   map[string]any    `json:"plain,omitempty"`
	Names   map[string]string `json:"names,omitempty"`
	Amounts map[text]decimal.Decimal
	ByID    map[int32]*everything  `json:"byId,omitempty"`
	Many    map[string][]time.Time `json:"many,omitempty"`
	Pair    [2]any                 `json:"pair"`
	Own     ownText                `json:"own,omitempty"`
	Pointed map[string]byPointer   `json:"pointed,omitempty"`
	Zero    zeroByRule             `json:"zero,omitzero"`
	Raw     stdjson.RawMessage     `json:"raw,omitempty"`
}

// FuzzEncode checks that random values give the same bytes as from the module, or an error where it has one.
func FuzzEncode(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed, "text \"quoted\"", 1.5)
	}
	f.Add(uint64(1), "\xff", math.NaN())
	f.Fuzz(func(t *testing.T, seed uint64, s string, n float64) {
		c := caster{rand.New(rand.NewPCG(seed, 1)), s, n}
		var v everything
		c.fill(reflect.ValueOf(&v).Elem(), 4)
		for _, value := range []any{v, &v, c.open(4)} {
			want, wantErr := today(value, formatV2)
			got, err := encoder.Marshal(value, timesV2)
			if wantErr != nil {
				assert.ErrorAs(t, err, new(*encode.Error))
				continue
			}
			if assert.NoError(t, err) {
				assert.Equal(t, string(want), string(got))
			}
		}
	})
}

// caster makes random values, of a text and a number that are given.
type caster struct {
	*rand.Rand
	given  string
	number float64
}

func (c caster) text() string {
	switch c.IntN(5) {
	case 0:
		return ""
	case 1:
		return c.given
	case 2:
		return string(rune(c.IntN(0x3000))) + "x"
	}
	return string(rune('a' + c.IntN(26)))
}

func (c caster) open(depth int) any {
	kinds := []reflect.Type{
		reflect.TypeFor[string](), reflect.TypeFor[text](), reflect.TypeFor[bool](), reflect.TypeFor[int](), reflect.TypeFor[uint16](),
		reflect.TypeFor[float64](), reflect.TypeFor[float32](), reflect.TypeFor[time.Time](), reflect.TypeFor[decimal.Decimal](),
		reflect.TypeFor[capillary.Secret](), reflect.TypeFor[stdjson.Number](), reflect.TypeFor[[]any](), reflect.TypeFor[[]string](),
		reflect.TypeFor[map[string]any](), reflect.TypeFor[fields](), reflect.TypeFor[map[string]string](), reflect.TypeFor[map[text]int](),
		reflect.TypeFor[map[int]any](), reflect.TypeFor[*everything](), reflect.TypeFor[everything](), reflect.TypeFor[ownText](), reflect.TypeFor[byPointer](),
	}
	if i := c.IntN(len(kinds) + 1); i < len(kinds) {
		v := reflect.New(kinds[i]).Elem()
		c.fill(v, depth)
		return v.Interface()
	}
	return nil
}

// fill gives v a random value, and leaves it zero half of the time.
func (c caster) fill(v reflect.Value, depth int) {
	if !v.CanSet() || c.IntN(2) == 0 || depth == 0 {
		return
	}
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(c.Int64N(4e9), c.Int64N(2)*c.Int64N(1e9)).In(noon.Location())))
	case decimal.Decimal:
		v.Set(reflect.ValueOf(decimal.New(c.Int64()>>c.IntN(64), int32(c.IntN(24)-20))))
	case capillary.Secret:
		v.Set(reflect.ValueOf(capillary.NewSecret(c.text())))
	case stdjson.Number:
		v.SetString([]string{"1", "-2.50", "1e3", "01", `"x"`}[c.IntN(100)%(3+c.IntN(20)/18)])
	case stdjson.RawMessage:
		v.SetBytes([]byte(` {"a": [1, 2]}`))
	default:
		c.fillKind(v, depth-1)
	}
}

func (c caster) fillKind(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(c.text())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(c.Int64() >> c.IntN(64))
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(c.Uint64())
	case reflect.Float32, reflect.Float64:
		v.SetFloat(c.number * math.Pow10(c.IntN(60)-30))
	case reflect.Struct:
		for i := range v.NumField() {
			c.fill(v.Field(i), depth)
		}
	case reflect.Array:
		for i := range v.Len() {
			c.fill(v.Index(i), depth)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), c.IntN(3), 3))
		for i := range v.Len() {
			c.fill(v.Index(i), depth)
		}
	case reflect.Map:
		c.fillMap(v, depth)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		c.fill(v.Elem(), depth)
	case reflect.Interface:
		if x := c.open(depth); x != nil {
			v.Set(reflect.ValueOf(x))
		}
	}
}

func (c caster) fillMap(v reflect.Value, depth int) {
	v.Set(reflect.MakeMap(v.Type()))
	for range c.IntN(4) {
		key, element := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		c.fillKind(key, 1)
		c.fill(element, depth)
		v.SetMapIndex(key, element)
	}
}
