package capillarytest

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryRouteIsFoundByItsOwnPatternAndNoOther(t *testing.T) {
	t.Parallel()
	all := newOrg(new(defaults())).allRoutes()
	router := newRouter(all)
	for pattern := range all {
		method, want, _ := strings.Cut(pattern, " ")
		path := strings.NewReplacer("{", "value-of-", "}", "").Replace(want)
		found, params, _ := router.find(method, path)
		require.NotNil(t, found, pattern)
		assert.Equal(t, pattern, found.pattern)
		assert.Len(t, params, strings.Count(want, "{"))
	}
	assert.Greater(t, len(all), 140)
}

func TestLiteralSegmentsWinOverNames(t *testing.T) {
	t.Parallel()
	router := newRouter(routes{"GET /v2/a/{x}": nil, "GET /v2/a/b": nil, "GET /v2/{y}/b": nil, "POST /v2/a/b": nil})
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

func TestEveryCodeThatIsRefusedWithHasAText(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	checked := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, found := range regexp.MustCompile(`refuse\((\d+)`).FindAllSubmatch(source, -1) {
			code, err := strconv.Atoi(string(found[1]))
			require.NoError(t, err)
			assert.Contains(t, texts, code, file)
			checked++
		}
	}
	assert.Greater(t, checked, 50)
}

func TestAmountsKeepThreeDecimals(t *testing.T) {
	t.Parallel()
	for value, want := range map[float64]string{0: "0.000", 8500: "8500.000", 420.5: "420.500", 0.0014: "0.001", -3.25: "-3.250"} {
		text, err := encode(obj("n", amountOf(value)))
		require.NoError(t, err)
		assert.Equal(t, `{"n":`+want+"}", string(text))
	}
	assert.Equal(t, "420.5", amountOf(420.5).String())
}

func TestDebitTakesFirstWhatExpiresFirst(t *testing.T) {
	t.Parallel()
	o := newOrg(new(defaults()))
	a := &account{}
	e := o.event("ManualPointsAdjustment", "", till{})
	o.credit(a, e, amountOf(10), o.yearsFromNow(2), "late")
	o.credit(a, e, amountOf(5), o.yearsFromNow(1), "early")
	taken, ok := o.debit(a, e, amountOf(6))
	assert.True(t, ok)
	assert.Equal(t, []string{"early", "late"}, []string{taken[0].kind, taken[1].kind})
	assert.Equal(t, "9", a.balance().String())
	assert.Equal(t, "late", a.lots[0].kind)
	_, ok = o.debit(a, e, amountOf(9.001))
	assert.False(t, ok)
	assert.Equal(t, "15", a.lifetime.String())
	_, ok = o.debit(a, e, a.balance())
	assert.True(t, ok)
	assert.Empty(t, a.lots)
}
