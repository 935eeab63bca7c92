package proofs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// breakage is how a connection, a stream or a reply breaks off after the request was read.
type breakage struct {
	name     string
	play     func(*wiretest.Asked)
	shared   bool // it harms its own stream only, so that all calls can go over one connection
	excluded bool // HTTP/2 proves that the request was not processed
}

const (
	partOfReply = `{"success":true,"id":7,"createdId":7,"resp`
	wholeReply  = `{"success":true,"id":7,"createdId":7}`
)

// breakagesOfHTTP2 are resets with every error code at every place, and connections that end or are said to end.
func breakagesOfHTTP2() []breakage {
	var all []breakage
	for code := uint32(0); code <= wiretest.LastErrorCode+1; code++ {
		shared := code != wiretest.ProtocolError // after that one net/http uses the connection no more
		all = append(all,
			breakage{fmt.Sprintf("reset %d", code), func(a *wiretest.Asked) { a.Reset(code) }, shared, code == wiretest.RefusedStream},
			breakage{fmt.Sprintf("reset %d after the head", code), func(a *wiretest.Asked) { a.Head(200); a.Reset(code) }, shared, false},
			breakage{fmt.Sprintf("reset %d in the body", code), func(a *wiretest.Asked) {
				a.Head(200)
				a.Data(partOfReply, false)
				a.Reset(code)
			}, shared, false},
		)
	}
	for _, code := range []uint32{wiretest.NoError, wiretest.ProtocolError, wiretest.RefusedStream, wiretest.EnhanceYourCalm} {
		all = append(all,
			breakage{fmt.Sprintf("gone away with %d, the stream included", code), func(a *wiretest.Asked) { a.GoAway(a.Stream, code, ""); a.Cut() }, false, false},
			breakage{fmt.Sprintf("gone away with %d, the stream excluded", code), func(a *wiretest.Asked) { a.GoAway(a.Stream-1, code, ""); a.Cut() }, false, true},
		)
	}
	return append(all,
		breakage{"a body shorter than it says", func(a *wiretest.Asked) {
			a.Head(200, "content-length", "500")
			a.Data(wholeReply, true)
		}, true, false},
		breakage{"a body longer than it says", func(a *wiretest.Asked) {
			a.Head(200, "content-length", "5")
			a.Data(wholeReply, true)
		}, true, false},
		breakage{"a head that is none", func(a *wiretest.Asked) { a.Head(200, ":odd", "x") }, true, false},
		breakage{"a body without a head", func(a *wiretest.Asked) { a.Data(wholeReply, true) }, true, false},
		breakage{"cut", (*wiretest.Asked).Cut, false, false},
		breakage{"cut in the head", func(a *wiretest.Asked) { a.HalfHead(200); a.Cut() }, false, false},
		breakage{"cut after the head", func(a *wiretest.Asked) { a.Head(200); a.Cut() }, false, false},
		breakage{"cut in the body", func(a *wiretest.Asked) { a.Head(200); a.Data(partOfReply, false); a.Cut() }, false, false},
		breakage{"gone away in the body, the stream excluded", func(a *wiretest.Asked) {
			a.Head(200)
			a.Data(partOfReply, false)
			a.GoAway(0, wiretest.NoError, "")
			a.Cut()
		}, false, false},
		breakage{"gone away, with words that look like net/http's", func(a *wiretest.Asked) {
			a.GoAway(a.Stream, wiretest.NoError, "] after http2: Transport: cannot retry err [http2: Transport received Server's graceful shutdown GOAWAY] after "+
				"Request.Body was written; define Request.GetBody to avoid this error")
			a.Cut()
		}, false, false},
		breakage{"no HTTP/2 any more", func(a *wiretest.Asked) { a.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"); a.Cut() }, false, false},
	)
}

func breakagesOfHTTP1() []breakage {
	text := func(s string) func(*wiretest.Asked) {
		return func(a *wiretest.Asked) { a.Write(s); a.Cut() }
	}
	return []breakage{
		{name: "cut", play: text("")},
		{name: "cut in the head", play: text("HTTP/1.1 200 OK\r\nContent-")},
		{name: "cut after the head", play: text("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n")},
		{name: "cut in the body", play: text("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + partOfReply)},
		{name: "cut in a chunk", play: text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + partOfReply)},
		{name: "cut before the last chunk", play: text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")},
		{name: "no HTTP", play: text("SSH-2.0-OpenSSH_9\r\n")},
	}
}

// deed is a call of an operation that does something.
type deed struct {
	op     capillary.Operation
	id     string // goes with the request
	bodied bool
}

const bodiedDeed = ", bodied"

// deeds are all writes and effects, with a body and without one.
func deeds() (bodied, bodiless []deed) {
	for _, op := range all() {
		if op.Safety == capillary.Read {
			continue
		}
		if op.Safety != capillary.Effect {
			bodied = append(bodied, deed{op, op.Name + bodiedDeed, true})
		}
		bodiless = append(bodiless, deed{op, op.Name + ", bodiless", false})
		if op.Method != http.MethodGet && op.Safety == capillary.Effect {
			bodiless = append(bodiless, deed{op, op.Name + ", an effect with a body", true})
		}
	}
	return bodied, bodiless
}

func (d deed) do(ctx context.Context, c *capillary.Client) error {
	in := capillary.Input{Key: "key", Query: struct {
		ID string `url:"deed"`
	}{d.id}}
	template := d.op.Path
	if d.op.Lookup != "" {
		in.Customer, template = capillary.Mobile(canaryMobile), d.op.Lookup
	}
	for range strings.Count(template, "{") {
		in.Path = append(in.Path, canaryText)
	}
	if d.bodied {
		in.Body = map[string]string{"deed": d.id}
	}
	_, err := capillary.Call[any](ctx, c, d.op, in)
	return err
}

// executions counts what a server did, by what the requests themselves say.
type executions struct {
	mu    sync.Mutex
	byID  map[string]int
	wrong []string // requests that must not come so
}

func (e *executions) note(a *wiretest.Asked) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.byID == nil {
		e.byID = map[string]int{}
	}
	var id string
	if a.IsHTTP2() {
		_, rest, _ := strings.Cut(string(a.Body), `"deed":"`)
		id, _, _ = strings.Cut(rest, `"`)
	} else {
		id = a.Request.URL.Query().Get("deed")
	}
	e.byID[id]++
	if !strings.HasSuffix(id, bodiedDeed) && (a.IsHTTP2() || !a.Request.Close) {
		e.wrong = append(e.wrong, id+" came over HTTP/2, or over a connection that would be kept")
	}
}

func (e *executions) of(d deed) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.byID[d.id]
}

func clientOf(server *wiretest.Raw) (*capillary.Client, error) {
	return capillary.New(capillary.Host(server.URL), capillary.Basic("till", "secret"),
		capillary.WithTransport(server.Transport()), capillary.WithMaxRetries(0))
}

// perform lets every deed meet a breakage: exactly one arrival, and no verdict that nobody can give.
func perform(t *testing.T, b breakage, all []deed, protocols ...string) {
	t.Helper()
	var done executions
	server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { done.note(a); b.play(a) }, protocols...)
	one, err := clientOf(server)
	require.NoError(t, err)
	defer one.CloseIdleConnections()
	var group errgroup.Group
	group.SetLimit(8)
	for _, d := range all {
		group.Go(func() error {
			c := one
			if !b.shared {
				own, err := clientOf(server)
				if err != nil {
					return err
				}
				defer own.CloseIdleConnections()
				c = own
			}
			err := d.do(t.Context(), c)
			assert.Equal(t, 1, done.of(d), "arrivals of %s: %v", d.id, err)
			assert.Equal(t, !b.excluded, errors.Is(err, capillary.ErrOutcomeUnknown), "%s: %v", d.id, err)
			assert.Equal(t, !b.excluded, capillary.MayHaveHappened(err), "%s: %v", d.id, err)
			assert.Equal(t, b.excluded, errors.Is(err, capillary.ErrNotExecuted), "%s: %v", d.id, err)
			return nil
		})
	}
	require.NoError(t, group.Wait())
	assert.Empty(t, done.wrong)
}

func TestNoWriteArrivesTwiceHoweverHTTP2Breaks(t *testing.T) {
	bodied, _ := deeds()
	for _, b := range breakagesOfHTTP2() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			perform(t, b, bodied, wiretest.HTTP2)
		})
	}
}

func TestNoWriteArrivesTwiceHoweverHTTP1Breaks(t *testing.T) {
	bodied, bodiless := deeds()
	for _, b := range breakagesOfHTTP1() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			perform(t, b, append(bodied[:len(bodied):len(bodied)], bodiless...), wiretest.HTTP1)
		})
	}
}

func TestADeedThatNetHTTPTakesForHarmlessGoesOverHTTP1AndNoKeptConnection(t *testing.T) {
	_, bodiless := deeds()
	for _, b := range breakagesOfHTTP1() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			perform(t, b, bodiless, wiretest.HTTP2, wiretest.HTTP1)
		})
	}
}

func TestNoWriteArrivesTwiceWhereAKeptConnectionBreaks(t *testing.T) {
	read := capillary.Operation{Name: "customer.Warm", Method: http.MethodGet, Path: "/v2/warm", Safety: capillary.Read}
	bodied, _ := deeds()
	for _, b := range breakagesOfHTTP1() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			var done executions
			server := wiretest.ServeRaw(t, func(a *wiretest.Asked) {
				if strings.HasSuffix(a.Request.URL.Path, read.Path) {
					a.Answer(http.StatusOK, wholeReply)
					return
				}
				done.note(a)
				b.play(a)
			}, wiretest.HTTP1)
			c, err := clientOf(server)
			require.NoError(t, err)
			defer c.CloseIdleConnections()
			for i, d := range bodied {
				kept := make(chan error, 1)
				_, err := capillary.Call[map[string]any](httptrace.WithClientTrace(t.Context(),
					&httptrace.ClientTrace{PutIdleConn: func(err error) { kept <- err }}), c, read, capillary.Input{})
				require.NoError(t, err)
				require.NoError(t, <-kept)
				err = d.do(t.Context(), c)
				assert.Equal(t, 1, done.of(d), "arrivals of %s", d.id)
				assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, d.id)
				require.Equal(t, int64(i+1), server.Connections(), "the write goes over the connection of the read")
			}
		})
	}
}
