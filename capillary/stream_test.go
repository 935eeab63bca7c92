package capillary_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

type streamed struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

var opStream = capillary.Operation{Name: "customer.Stream", Method: http.MethodGet, Path: "/v2/rows", Safety: capillary.Read, Items: "data"}

func streamServer(t *testing.T, handler http.HandlerFunc) *capillary.Client {
	t.Helper()
	ts := httptest.NewServer(handler)
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"))
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); ts.CloseClientConnections(); ts.Close() })
	return c
}

func drain(ctx context.Context, c *capillary.Client, op capillary.Operation) (ids []int64, last error) {
	for row, err := range capillary.Stream[streamed](ctx, c, op, capillary.Input{}) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, row.ID)
	}
	return ids, nil
}

func TestAHundredMegabytesAreReadWithoutHoldingThem(t *testing.T) {
	const rows = 250_000
	c := streamServer(t, func(w http.ResponseWriter, _ *http.Request) {
		b := bufio.NewWriterSize(w, 1<<16)
		fmt.Fprintf(b, `{"warnings":[],"pagination":{"total":%d},"data":[`, rows)
		for i := range rows {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(b, `{"id":%d,"name":"row %d","notes":"%0400d"}`, i, i, i)
		}
		fmt.Fprint(b, `],"errors":[]}`)
		b.Flush()
	})
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n, peak := 0, uint64(0)
	for row, err := range capillary.Stream[streamed](t.Context(), c, opStream, capillary.Input{}) {
		if err != nil || row.ID != int64(n) { // asked first: half a million assertions would take longer than the reply
			require.NoError(t, err)
			require.Equal(t, int64(n), row.ID)
		}
		if n++; n%(rows/10) == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
		}
	}
	assert.Equal(t, rows, n)
	assert.Less(t, peak, before.HeapAlloc+8<<20, "what is held at any time")
}

func TestAStreamFindsItsListInEveryEnvelope(t *testing.T) {
	for _, x := range []struct {
		op   capillary.Operation
		body string
	}{
		{opStream, `{"data":[{"id":1},{"id":"2"}],"errors":[]}`},
		{capillary.Operation{Envelope: capillary.Data}, `{"status":{"success":true,"code":200},"data":[{"id":1},{"id":2}]}`},
		{capillary.Operation{Envelope: capillary.Entity, Items: "rows"}, `{"entity":{"pagination":{"total":2},"rows":[{"id":1},{"id":2}]},"success":true}`},
		{capillary.Operation{Envelope: capillary.V1, Items: "rows.row"}, `{"response":{"status":{"success":"true","code":200},"rows":{"row":[{"id":1},{"id":2}]}}}`},
		{capillary.Operation{}, `[{"id":1},{"id":2}]`},
	} {
		op := x.op
		op.Name, op.Method, op.Path, op.Safety = "customer.Stream", http.MethodGet, "/v2/rows", capillary.Read
		c := streamServer(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, x.body) })
		ids, err := drain(t.Context(), c, op)
		assert.NoError(t, err, x.body)
		assert.Equal(t, []int64{1, 2}, ids, x.body)
	}
}

func TestAStreamIsTriedAgainOnlyBeforeItsFirstElement(t *testing.T) {
	var n atomic.Int64
	c := streamServer(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1) == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, `{"data":[{"id":1}]}`)
	})
	ids, err := drain(t.Context(), c, opStream)
	require.NoError(t, err)
	assert.Equal(t, []int64{1}, ids)
	assert.Equal(t, int64(2), n.Load())

	n.Store(0)
	c = streamServer(t, func(w http.ResponseWriter, _ *http.Request) {
		n.Add(1)
		fmt.Fprint(w, `{"data":[{"id":1},{"id":2},{"i`)
		w.(http.Flusher).Flush()
		conn, _, _ := w.(http.Hijacker).Hijack()
		conn.Close()
	})
	ids, err = drain(t.Context(), c, opStream)
	assert.Error(t, err)
	assert.False(t, capillary.MayHaveHappened(err))
	assert.Equal(t, []int64{1, 2}, ids)
	assert.Equal(t, int64(1), n.Load())
}

func TestAStreamThatIsRefusedIsATypedError(t *testing.T) {
	for _, body := range []string{
		`{"errors":[{"status":false,"code":8015,"message":"nobody"}]}`,
		`{"data":[{"id":1}],"errors":[{"status":false,"code":8015,"message":"nobody"}]}`,
	} {
		c := streamServer(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		_, err := drain(t.Context(), c, opStream)
		assert.ErrorIs(t, err, capillary.Code(8015))
	}
	c := streamServer(t, func(w http.ResponseWriter, _ *http.Request) { t.Error("it was sent") })
	op := opStream
	op.Safety = capillary.Unsafe
	_, err := drain(t.Context(), c, op)
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
}

func TestAStreamThatIsStoppedEarlyEndsItsCall(t *testing.T) {
	gone := make(chan struct{})
	c := streamServer(t, func(w http.ResponseWriter, r *http.Request) {
		defer close(gone)
		fmt.Fprint(w, `{"data":[{"id":0}`)
		for i := 1; r.Context().Err() == nil; i++ {
			if _, err := fmt.Fprintf(w, `,{"id":%d}`, i); err != nil {
				return
			}
		}
	})
	for row, err := range capillary.Stream[streamed](t.Context(), c, opStream, capillary.Input{}) {
		require.NoError(t, err)
		if row.ID == 5 {
			break
		}
	}
	<-gone
}
