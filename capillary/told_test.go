package capillary_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func TestAValueThatWasNotToldIsNoZero(t *testing.T) {
	for document, want := range map[string]string{
		`{"n": 12.5}`: "12.5", `{"n": "12.50"}`: "12.5", `{"n": 0}`: "0", `{"n": "0"}`: "0", `{"n": -3}`: "-3",
		`{}`: "not told", `{"n": null}`: "not told", `{"n": ""}`: "not told", `{"n": " "}`: "not told", `{"n": []}`: "not told", `{"n": {}}`: "not told",
		`{"n": "NULL"}`: "not told",
	} {
		var got struct {
			N capillary.Told[decimal.Decimal] `json:"n,omitzero"`
		}
		require.NoError(t, json.Unmarshal([]byte(document), &got), document)
		assert.Equal(t, want, fmt.Sprintf("%v", got.N), document)
		value, told := got.N.Value()
		assert.Equal(t, want != "not told", told, document)
		assert.Equal(t, told, !got.N.Or(decimal.NewFromInt(99)).Equal(decimal.NewFromInt(99)), document)
		if !told {
			assert.True(t, value.IsZero())
		}
		raw, err := json.Marshal(got)
		require.NoError(t, err)
		again := got
		again.N = capillary.Tell(decimal.NewFromInt(1))
		if told {
			require.NoError(t, json.Unmarshal(raw, &again))
			assert.Equal(t, want, again.N.String())
		} else {
			assert.JSONEq(t, `{}`, string(raw))
		}
	}
}

func TestAValueThatCannotBeReadIsNotTold(t *testing.T) {
	told := capillary.Tell(int64(5))
	for _, bad := range []string{`"canary"`, `true`, `[1, 2]`, `{"a": 1}`} {
		err := json.Unmarshal([]byte(bad), &told)
		require.Error(t, err, bad)
		assert.NotContains(t, err.Error(), "canary")
		assert.True(t, told.IsZero(), bad)
	}
	raw, err := json.Marshal(told)
	require.NoError(t, err)
	assert.Equal(t, "null", string(raw))
}
