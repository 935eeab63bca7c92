package encode_test

import (
	stdjson "encoding/json"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/encode"
)

// encoder and timesV2 are as the client uses them.
var encoder = encode.New(capillary.Secret.Reveal)

func timesV2(dst []byte, t time.Time) []byte {
	if t.Nanosecond() == 0 {
		return t.AppendFormat(dst, time.RFC3339)
	}
	return t.AppendFormat(dst, "2006-01-02T15:04:05.000Z07:00")
}

func timesV1(zone *time.Location) encode.TimeForm {
	return func(dst []byte, t time.Time) []byte { return t.In(zone).AppendFormat(dst, time.DateTime) }
}

// today is what the client wrote before there was this package: what the encoder must give, byte for byte, where it gives anything.
func today(v any, times func(time.Time) string) ([]byte, error) {
	return json.Marshal(v, json.WithMarshalers(json.JoinMarshalers(
		json.MarshalToFunc(func(e *jsontext.Encoder, t time.Time) error {
			if t.IsZero() {
				return e.WriteToken(jsontext.Null)
			}
			return e.WriteToken(jsontext.String(times(t)))
		}),
		scalarsOfToday,
	)), json.Deterministic(true))
}

var scalarsOfToday = json.JoinMarshalers(
	json.MarshalToFunc(func(e *jsontext.Encoder, d decimal.Decimal) error { return e.WriteValue(jsontext.Value(d.String())) }),
	json.MarshalToFunc(func(e *jsontext.Encoder, s capillary.Secret) error { return e.WriteToken(jsontext.String(s.Reveal())) }),
	json.MarshalToFunc(func(e *jsontext.Encoder, n stdjson.Number) error {
		if n == "" {
			return e.WriteToken(jsontext.Null)
		}
		return e.WriteValue(jsontext.Value(n))
	}),
)

func formatV2(t time.Time) string {
	if t.Nanosecond() == 0 {
		return t.Format(time.RFC3339)
	}
	return t.Format("2006-01-02T15:04:05.000Z07:00")
}

// assertAsToday encodes a value twice, since the first time makes the plans, and returns what it gives.
func assertAsToday(t *testing.T, v any) string {
	t.Helper()
	want, wantErr := today(v, formatV2)
	for range 2 {
		got, err := encoder.Marshal(v, timesV2)
		if wantErr != nil {
			require.ErrorAs(t, err, new(*encode.Error))
			continue
		}
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
		appended, err := encoder.Append([]byte("before "), v, timesV2)
		require.NoError(t, err)
		assert.Equal(t, "before "+string(want), string(appended))
	}
	return string(want)
}
