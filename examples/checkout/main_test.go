package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func TestTheCheckoutRedeemsAddsReturnsAndReverses(t *testing.T) {
	for _, name := range []string{capillary.EnvCluster, capillary.EnvHost, capillary.EnvClientKey, capillary.EnvClientSecret, capillary.EnvUsername, capillary.EnvPassword} {
		t.Setenv(name, "")
	}
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out, strings.NewReader(""), "447700900042", ""))
	for _, want := range []string{"the coupon can be redeemed: true", "password [redacted]", "redeemed 100 points, left: 320; redeemed the coupon, discount: 200",
		"added bill", "the scarf is back", "a second time they don't come back", "points to spend: "} {
		assert.Contains(t, out.String(), want)
	}
}
