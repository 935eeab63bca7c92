package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheApplicationSeesEachEventOnceAndWhatCouldNotBeRead(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out, "", ""))
	text := out.String()
	assert.Equal(t, 1, strings.Count(text, "customer 4711 redeemed 100 points"), "it was delivered twice")
	for _, want := range []string{"until the end of 2027-03-31", "[503 200]", "a dead letter (malformed)", `"somethingNew"`, "[401]"} {
		assert.Contains(t, text, want)
	}
}

func TestWithASecretItListensUntilItIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var out strings.Builder
	require.NoError(t, run(ctx, &out, "127.0.0.1:0", "a-secret-of-this-test-only"))
	assert.Contains(t, out.String(), "listening at http://127.0.0.1:")
	assert.NotContains(t, out.String(), "a-secret-of-this-test-only")
}
