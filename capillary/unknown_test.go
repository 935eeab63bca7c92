package capillary_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestWhatHasNoFieldIsNamedAndReadWithOneCall(t *testing.T) {
	type person struct {
		ID      int64 `json:"id"`
		Profile struct {
			Name string `json:"name"`
		} `json:"profile"`
	}
	op := capillary.Operation{Name: "customer.Read", Method: http.MethodGet, Path: "/v2/read", Safety: capillary.Read, Proof: "id"}
	c, _ := wiretest.Serve(t, 0, `{"id":7,"nickname":"Liv","profile":{"name":"L","shoes":[{"size":"42"}]},"warnings":[],"errors":[]}`)
	var meta capillary.Meta
	_, err := capillary.Call[person](t.Context(), c, op, capillary.Input{}, capillary.WithMeta(&meta))
	require.NoError(t, err)
	assert.Equal(t, []string{"/nickname", "/profile/shoes"}, meta.Unknown)
	var nickname string
	require.NoError(t, meta.Read(meta.Unknown[0], &nickname))
	assert.Equal(t, "Liv", nickname)
}

func TestMoneyThatCanNotBeReadIsToldInTheLogTheObservationAndMeta(t *testing.T) {
	type balance struct {
		ID     int64           `json:"id"`
		Points decimal.Decimal `json:"points"`
	}
	op := capillary.Operation{Name: "customer.Read", Method: http.MethodGet, Path: "/v2/read", Safety: capillary.Read, Proof: "id"}
	for points, want := range map[string]string{`"1,250.00"`: "1250", `".5"`: "0.5", `" 7 "`: "7", `"1.250,00"`: "", `"about 12"`: "", `{}`: "0", `[1]`: "1", `[1,2]`: ""} {
		var logged bytes.Buffer
		var seen []capillary.Drift
		c, _ := wiretest.Serve(t, 0, `{"id":7,"points":`+points+`}`)
		plain, err := c.With(capillary.WithLogger(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		require.NoError(t, err)
		var meta capillary.Meta
		got, err := capillary.Call[balance](t.Context(), plain, op, capillary.Input{}, capillary.WithMeta(&meta))
		if want != "" {
			require.NoError(t, err, points)
			assert.Equal(t, want, got.Points.String())
			continue
		}
		assert.ErrorIs(t, err, capillary.ErrDrift, "the client of the test decodes strictly: %s", points)
		seen = meta.Drift
		if assert.Len(t, seen, 1, points) {
			assert.Equal(t, "/points", seen[0].Path)
			assert.True(t, seen[0].Matters)
		}
		assert.Contains(t, logged.String(), "level=WARN")
		assert.Contains(t, logged.String(), "/points")
		assert.NotContains(t, logged.String(), strings.Trim(points, `"`), "the value itself: a part of it can be in a duration")
	}
}
