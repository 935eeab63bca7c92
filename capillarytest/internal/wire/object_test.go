package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAmountsKeepThreeDecimals(t *testing.T) {
	t.Parallel()
	for value, want := range map[float64]string{0: "0.000", 8500: "8500.000", 420.5: "420.500", 0.0014: "0.001", -3.25: "-3.250"} {
		text, err := Encode(Obj("n", AmountOf(value)))
		require.NoError(t, err)
		assert.Equal(t, `{"n":`+want+"}", string(text))
	}
	assert.Equal(t, "420.5", AmountOf(420.5).String())
}
