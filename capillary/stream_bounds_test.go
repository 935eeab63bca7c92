package capillary_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// endless begins with one text and goes on with another for ever, or so often.
type endless struct {
	head, again string
	times       int
	rest        []byte
	read        int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == nil {
		e.rest = []byte(e.head)
	}
	for len(e.rest) == 0 {
		if e.times--; e.times == 0 {
			return 0, io.EOF
		}
		e.rest = []byte(strings.Repeat(e.again, 1+1000/len(e.again)))
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	e.read += int64(n)
	return n, nil
}

//nolint:staticcheck // the error is what came last, not a failure of this function
func streams(t *testing.T, body io.Reader, header http.Header, options ...capillary.ClientOption) (ids []int64, last error, calls int) {
	t.Helper()
	s := always(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(body), ContentLength: -1}, nil
	})
	c := over(t, s, options...)
	for row, err := range capillary.Stream[streamed](t.Context(), c, opStream, capillary.Input{}) {
		if err != nil {
			return ids, err, len(s.at)
		}
		ids = append(ids, row.ID)
	}
	return ids, nil, len(s.at)
}

func TestAnEndlessPartOfAStreamEndsItWithoutBeingHeld(t *testing.T) {
	const limit = 1 << 20
	list := `{"data":[{"id":1},{"id":2}`
	for name, body := range map[string]*endless{
		"a text in an element":          {head: list + `,{"id":3,"name":"`, again: "a"},
		"an unknown text in an element": {head: list + `,{"id":3,"notes":"`, again: "a"},
		"a number":                      {head: list + `,{"id":3`, again: "0"},
		"a list in an element":          {head: list + `,{"id":3,"notes":[0`, again: ",0"},
		"the members of an element":     {head: list + `,{"id":3`, again: `,"id":3`},
		"a name in an element":          {head: list + `,{"`, again: "a"},
		"an element that is a text":     {head: list + `,"`, again: "a"},
		"nested lists":                  {head: list + `,[`, again: "[],"},
		"white space before an element": {head: list + `,`, again: " \n"},
		"white space behind an element": {head: list, again: " "},
		"white space behind the list":   {head: list + `]`, again: " "},
		"white space behind it all":     {head: list + `]}`, again: "\n"},
		"a text behind the list":        {head: list + `],"notes":"`, again: "a"},
		"a list behind the list":        {head: list + `],"notes":[0`, again: ",0"},
		"members behind the list":       {head: list + `]`, again: `,"a":1`},
		"warnings behind the list":      {head: list + `],"warnings":[{"code":1,"message":"w"}`, again: `,{"code":1,"message":"w"}`},
		"warnings again and again":      {head: list + `]`, again: `,"warnings":[{"code":1,"message":"w"}]`},
		"a text before the list":        {head: `{"notes":"`, again: "a"},
		"a name before the list":        {head: `{"`, again: "a"},
		"a list before the list":        {head: `{"notes":[0`, again: ",0"},
		"members before the list":       {head: `{"a":1`, again: `,"a":1`},
		"errors before the list":        {head: `{"errors":[{"code":1}`, again: `,{"code":1}`},
		"a text in place of the list":   {head: `"`, again: "a"},
		"an object in place of it":      {head: `{"data":{"a":1`, again: `,"a":1`},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			ids, err, calls := streams(t, body, nil, capillary.WithReplyLimits(limit, limit))
			runtime.ReadMemStats(&after)
			assert.ErrorIs(t, err, capillary.ErrReplyTooLarge)
			assert.False(t, capillary.MayHaveHappened(err))
			if strings.HasPrefix(body.head, list) {
				assert.Equal(t, []int64{1, 2}, ids, "what came before is whole")
			} else {
				assert.Empty(t, ids)
			}
			assert.Equal(t, 1, calls)
			assert.Less(t, body.read, int64(limit+64<<10))
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(24*limit), "everything that was allocated, in all")
		})
	}
}

func TestAStreamOfGzipIsBoundedByWhatComesOutOfIt(t *testing.T) {
	var small bytes.Buffer
	z := gzip.NewWriter(&small)
	_, err := io.Copy(z, io.LimitReader(&endless{head: `{"data":[{"id":1},{"id":2,"name":"`, again: "a"}, 64<<20))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.Less(t, small.Len(), 1<<20)

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	ids, err, _ := streams(t, &small, http.Header{"Content-Encoding": {"gzip"}})
	runtime.ReadMemStats(&after)
	assert.ErrorIs(t, err, capillary.ErrReplyTooLarge, "10 MiB, by default")
	assert.Equal(t, []int64{1}, ids)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<20))
}

func TestAStreamTakesElementsUpToTheLimitHoweverManyThereAre(t *testing.T) {
	const limit = 4 << 10
	element := func(bytes int) string {
		return fmt.Sprintf(`{"id":7,"name":"%s"}`, strings.Repeat("a", bytes-len(`{"id":7,"name":""}`)))
	}
	beside := strings.Repeat(" ", limit/2-len(`{"data":[`))
	ids, err, _ := streams(t, strings.NewReader(`{"data":`+beside+`[`+strings.Repeat(element(limit)+",\n", 99)+element(limit)+`]`+beside+`}`), nil,
		capillary.WithReplyLimits(limit, limit))
	require.NoError(t, err)
	assert.Len(t, ids, 100)

	twice := `[` + element(limit) + `,` + element(limit) + `]`
	ids, err, _ = streams(t, strings.NewReader(`{"data":`+twice+`,"data":`+twice+`}`), nil, capillary.WithReplyLimits(limit, limit))
	require.NoError(t, err)
	assert.Len(t, ids, 4)

	beside += beside[:limit/4]
	ids, err, _ = streams(t, strings.NewReader(`{"data":`+beside+twice+beside+`}`), nil, capillary.WithReplyLimits(limit, limit))
	assert.ErrorIs(t, err, capillary.ErrReplyTooLarge, "what stands before the list and behind it is counted together")
	assert.Len(t, ids, 2)

	ids, err, _ = streams(t, strings.NewReader(`{"data":[`+element(limit)+`,`+element(limit+1)+`,`+element(limit)+`]}`), nil,
		capillary.WithReplyLimits(limit, limit))
	assert.ErrorIs(t, err, capillary.ErrReplyTooLarge, "one byte more")
	assert.Len(t, ids, 1)
}

func TestTheLargestLimitIsNoLimit(t *testing.T) {
	for _, limit := range []int64{math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64 - 1<<10} {
		unlimited := capillary.WithReplyLimits(limit, limit)
		ids, err, _ := streams(t, strings.NewReader(`{"data":[{"id":1},{"id":2}]}`), nil, unlimited)
		require.NoError(t, err)
		assert.Equal(t, []int64{1, 2}, ids)

		got, err := capillary.Call[answer](t.Context(), over(t, always(says(200, nil, good))), opRead, capillary.Input{}, unlimited)
		require.NoError(t, err)
		assert.Equal(t, int64(5), got.ID)
		_, err = capillary.Call[answer](t.Context(), over(t, always(says(400, nil, `{"errors":[{"status":false,"code":8015}]}`))), opRead, capillary.Input{}, unlimited)
		assert.ErrorIs(t, err, capillary.Code(8015))
	}
}

func TestALengthThatAHeaderClaimsIsNotAllocated(t *testing.T) {
	for _, claim := range []int64{math.MaxInt64, 1 << 40, 8 << 30} {
		s := always(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(good)), ContentLength: claim}, nil
		})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := capillary.Call[answer](t.Context(), over(t, s), opRead, capillary.Input{}, capillary.WithReplyLimits(math.MaxInt64, math.MaxInt64))
		runtime.ReadMemStats(&after)
		assert.NoError(t, err)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(32<<20))
	}
}
