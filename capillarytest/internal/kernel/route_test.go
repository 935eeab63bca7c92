package kernel

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

func TestLiteralSegmentsWinOverNames(t *testing.T) {
	t.Parallel()
	router := newRouter([]Resource{bareRoutes{"GET /v2/a/{x}": nil, "GET /v2/a/b": nil}, bareRoutes{"GET /v2/{y}/b": nil, "POST /v2/a/b": nil}})
	for path, want := range map[string]string{"/v2/a/b": "GET /v2/a/b", "/v2/a/c": "GET /v2/a/{x}", "/v2/c/b": "GET /v2/{y}/b", "/V2/A/B": "GET /v2/a/b"} {
		found, _, _ := router.find("GET", path)
		require.NotNil(t, found, path)
		assert.Equal(t, want, found.pattern)
	}
	_, _, others := router.find("PUT", "/v2/a/b")
	assert.Contains(t, others, "POST")
	found, params, _ := router.find("GET", "/v2/a/x%2Fy%20z")
	require.NotNil(t, found)
	assert.Equal(t, "x/y z", params["x"])
	found, _, _ = router.find("GET", "/v2/a/")
	assert.Nil(t, found, "an empty segment is no argument")
}

func TestTwoResourcesCannotHaveTheSameRoute(t *testing.T) {
	t.Parallel()
	assert.Panics(t, func() { newRouter([]Resource{bareRoutes{"GET /v2/a/b": nil}, bareRoutes{"GET /v2/a/b": nil}}) })
	assert.Panics(t, func() {
		none := func(*Call) reply.Reply { return reply.Reply{} }
		Merge(Routes{"GET /v2/a/b": none}, Routes{"GET /v2/a/b": none})
	})
}
