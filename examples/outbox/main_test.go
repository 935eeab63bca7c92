package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestARedemptionSurvivesTheDeathOfItsTill(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out, t.TempDir()))
	for _, want := range []string{"outcome unknown", "it happened: redemption", "left: not told", "has 320 points", "nothing there yet", "it did not happen", "has 420 points"} {
		assert.Contains(t, out.String(), want)
	}
}
