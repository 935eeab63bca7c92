package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func TestTheQuickstartShowsAMergeABalanceAndATypedError(t *testing.T) {
	for _, name := range []string{capillary.EnvCluster, capillary.EnvHost, capillary.EnvClientKey, capillary.EnvClientSecret, capillary.EnvUsername, capillary.EnvPassword} {
		t.Setenv(name, "")
	}
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out, ""))
	for _, want := range []string{"8050", "found by mobile", "found by e-mail", "points to spend: 420", "Gold", "ErrNotFound: true", "may have changed anything: false"} {
		assert.Contains(t, out.String(), want)
	}
}
