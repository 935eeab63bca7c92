package capillary_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// The matrix of internal/retry, driven over real sockets: for every class and everything that can happen to a try, what
// arrives at the server and what the caller is told. What a look-up answers has nothing to do with the protocol, so over HTTP/2 there is
// none.
func TestEveryClassBehavesAsTheMatrixInTheDataFileOverRealSockets(t *testing.T) {
	wiretest.OverEachProtocol(t, everyClassBehavesAsTheMatrix)
}

func everyClassBehavesAsTheMatrix(t *testing.T, protocol string) {
	for _, row := range matrixRows(t) {
		for column, want := range row.actions {
			for _, class := range matrixColumns[column] {
				if want == "-" {
					continue
				}
				t.Run(row.name+"/"+class.name, func(t *testing.T) {
					t.Parallel()
					driveRow(t, protocol, row, class, want)
				})
			}
		}
	}
}

type matrixRow struct {
	name    string
	signal  string
	doubt   bool
	actions []string
}

func matrixRows(t *testing.T) []matrixRow {
	t.Helper()
	raw, err := os.ReadFile("../internal/retry/testdata/matrix.txt")
	require.NoError(t, err)
	var rows []matrixRow
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 7 || strings.HasPrefix(line, "what happened") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		signal, doubt := strings.CutPrefix(cells[0], "after doubt: ")
		rows = append(rows, matrixRow{cells[0], signal, doubt, cells[1:]})
	}
	require.Len(t, rows, 17)
	return rows
}

type matrixClass struct {
	name    string
	safety  capillary.Safety
	method  string
	trusted bool
}

var matrixColumns = [6][]matrixClass{
	{{"Read", capillary.Read, http.MethodGet, false}},
	{{"Effect", capillary.Effect, http.MethodGet, false}},
	{{"Keyed trusted", capillary.Keyed, http.MethodPost, true}},
	{{"Keyed", capillary.Keyed, http.MethodPost, false}, {"Natural", capillary.Natural, http.MethodPost, false}},
	{{"Replace", capillary.Replace, http.MethodPut, false}},
	{{"Unsafe", capillary.Unsafe, http.MethodPost, false}},
}

func driveRow(t *testing.T, protocol string, row matrixRow, class matrixClass, want string) {
	for _, looks := range []string{"no look-up", "absent", "found", "conflict", "used", "failing"} {
		keyedDoubt := row.doubt && class.trusted
		asks := keyedDoubt || strings.HasPrefix(want, "look")
		if looks != "no look-up" && (!asks || protocol == wiretest.HTTP2) {
			continue
		}
		w := newWorld(t, protocol, class)
		if row.doubt {
			w.script = append(w.script, "dropped")
		}
		w.script = append(w.script, row.signal)
		err := w.call(t, looks)
		w.judge(t, row, want, looks, err)
	}
}

// world is a server with a script for its first tries; every later one succeeds.
type world struct {
	class    matrixClass
	script   []string
	client   *capillary.Client
	arrivals atomic.Int64
	dials    atomic.Int64
	tokens   atomic.Int64
	looked   atomic.Int64
	mu       sync.Mutex
	bodies   []string
	cancel   context.CancelFunc
	failDial atomic.Bool
	release  chan struct{}
}

func newWorld(t *testing.T, protocol string, class matrixClass) *world {
	w := &world{class: class, release: make(chan struct{})}
	server := wiretest.ServeOver(t, protocol, w)
	transport := server.Transport()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		w.dials.Add(1)
		if w.failDial.CompareAndSwap(true, false) {
			return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("connection refused")}
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	options := []capillary.ClientOption{capillary.WithTransport(transport)}
	if class.trusted {
		options = append(options, capillary.WithKeys(capillary.KeysAlways))
	}
	var err error
	w.client, err = capillary.New(capillary.Host(server.URL), capillary.OAuth("key-of-the-test", "secret-of-the-test"), options...)
	require.NoError(t, err)
	t.Cleanup(func() { close(w.release); w.client.CloseIdleConnections() })
	return w
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "application/json")
	if strings.HasSuffix(r.URL.Path, "/oauth/token/generate") {
		w.tokens.Add(1)
		rw.Write([]byte(`{"data":{"accessToken":"token-` + time.Now().Format("150405.000000000") + `","ttlSeconds":300},"errors":null}`))
		return
	}
	n := int(w.arrivals.Add(1))
	body := make([]byte, 200)
	read, _ := r.Body.Read(body)
	w.mu.Lock()
	w.bodies = append(w.bodies, string(body[:read]))
	step := "done"
	for _, s := range w.script {
		if s == "not sent" || s == "never sent" {
			continue
		}
		if n--; n == 0 {
			step = s
		}
	}
	if n > 0 {
		step = "done"
	}
	w.mu.Unlock()
	w.play(rw, r, step)
}

func (w *world) play(rw http.ResponseWriter, r *http.Request, step string) {
	switch step {
	case "dropped":
		if len(w.script) > 1 { // what comes next may need to fail before it is sent
			w.arm(w.script[1])
		}
		wiretest.Cut(r)
	case "caller gone":
		w.cancel()
		<-w.release
	case "wait":
		rw.WriteHeader(http.StatusTooManyRequests) // the shortest of the waits
	case "stale token":
		rw.WriteHeader(http.StatusUnauthorized)
		rw.Write([]byte(`{"errors":[{"status":false,"code":401,"message":"token expired"}]}`))
	case "denied":
		rw.WriteHeader(http.StatusForbidden)
		rw.Write([]byte(`{"errors":[{"code":4000,"message":"no access"}]}`))
	case "refused":
		rw.WriteHeader(http.StatusInternalServerError)
		rw.Write([]byte(`{"errors":[{"status":false,"code":8015,"message":"no such customer"}],"warnings":[]}`))
	case "doubtful":
		rw.Header().Set("Content-Type", "text/html")
		rw.WriteHeader(http.StatusBadGateway)
		rw.Write([]byte("<html><body>bad gateway</body></html>"))
	case "duplicate":
		rw.Write([]byte(`{"errors":[{"status":false,"code":8006,"message":"already there"}],"warnings":[]}`))
	case "astray":
		rw.Header().Set("Location", "https://elsewhere.example/")
		rw.WriteHeader(http.StatusTemporaryRedirect)
	default:
		rw.Write([]byte(`{"id":5,"warnings":[{"status":false,"code":521,"message":"a side activity was skipped"}],"errors":[]}`))
	}
}

func (w *world) arm(next string) {
	switch next {
	case "not sent":
		w.failDial.Store(true)
	case "never sent":
		w.cancel()
	}
}

func (w *world) call(t *testing.T, looks string) error {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.cancel = cancel
	op := capillary.Operation{Name: "customer.Matrix", Method: w.class.method, Path: "/v2/matrix", Safety: w.class.safety}
	in := capillary.Input{Key: "key-1"}
	if w.class.method != http.MethodGet {
		in.Body = map[string]string{"reference": "key-1", "points": "100"}
	}
	if looks != "no look-up" {
		in.LookUp = w.lookUp(looks)
	}
	w.arm(w.script[0])
	var meta capillary.Meta
	got, err := capillary.Call[answer](ctx, w.client, op, in, capillary.WithMeta(&meta))
	repeated := err == nil && looks == "no look-up" && w.script[len(w.script)-1] == "duplicate"
	assert.Equal(t, repeated, meta.Repeated, "done, perhaps by an earlier call")
	if err == nil && !repeated {
		assert.Equal(t, int64(5), got.ID, "the result")
	} else {
		assert.Zero(t, got.ID, "no result beside an error")
	}
	return err
}

// lookUp answers as asked, but for a look-up after the first try of two: that one finds nothing.
func (w *world) lookUp(looks string) func(context.Context) (capillary.Found, error) {
	return func(context.Context) (capillary.Found, error) {
		if len(w.script) > 1 && w.looked.Add(1) == 1 {
			return capillary.Found{}, nil
		}
		switch looks {
		case "found":
			return capillary.Found{Happened: true, Result: answer{ID: 5}}, nil
		case "conflict":
			return capillary.Found{Conflict: true}, nil
		case "used":
			return capillary.Found{Conflict: true, Used: true}, nil
		case "failing":
			return capillary.Found{}, errors.New("no answer")
		}
		return capillary.Found{}, nil
	}
}

type answer struct {
	ID int64 `json:"id"`
}

func (w *world) judge(t *testing.T, row matrixRow, want, looks string, err error) {
	t.Helper()
	first := int64(1) // arrivals before the row's own try
	if !row.doubt {
		first = 0
	}
	arrives := int64(1)
	if row.signal == "not sent" || row.signal == "never sent" {
		arrives = 0
	}
	outcome := want
	if strings.HasPrefix(want, "look") {
		switch {
		case looks == "found":
			outcome = "success"
		case want == "look+resend" && (looks == "absent" || looks == "no look-up" || looks == "failing"):
			outcome = "resend"
		case want == "look+duplicate" && looks == "no look-up":
			outcome = "success"
		case want == "look+duplicate" && looks == "used":
			outcome = "duplicate"
		default:
			outcome = "unknown"
		}
	}
	arrived := w.arrivals.Load()
	switch outcome {
	case "success":
		assert.NoError(t, err, looks)
		assert.Equal(t, first+arrives, arrived, "arrivals, %s", looks)
	case "resend", "wait", "once":
		assert.NoError(t, err, looks)
		assert.Equal(t, first+arrives+1, arrived, "arrivals, %s", looks)
		if outcome == "once" {
			assert.Equal(t, int64(2), w.tokens.Load(), "token requests")
		}
	case "unknown":
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, looks)
		assert.True(t, capillary.MayHaveHappened(err))
		var unknown *capillary.OutcomeUnknownError
		if assert.ErrorAs(t, err, &unknown) {
			assert.Equal(t, "key-1", unknown.Key)
			assert.Equal(t, "customer.Matrix", unknown.Call.Operation)
		}
		assert.Equal(t, first+arrives, arrived, "arrivals, %s", looks)
	case "fail", "duplicate", "unsent":
		require.Error(t, err)
		assert.NotErrorIs(t, err, capillary.ErrOutcomeUnknown)
		assert.False(t, capillary.MayHaveHappened(err))
		assert.Equal(t, first+arrives, arrived, "arrivals")
		assert.Equal(t, outcome == "unsent", errors.Is(err, capillary.ErrNotSent), "not sent: %v", err)
		if outcome == "duplicate" {
			assert.ErrorIs(t, err, capillary.ErrDuplicate)
			assert.Equal(t, row.doubt, errors.Is(err, capillary.ErrConflict), "it is known whose work has the key")
		}
	default:
		t.Fatalf("the matrix says %q", outcome)
	}
	w.sameBytes(t)
}

// sameBytes checks that every try sent the same body.
func (w *world) sameBytes(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, b := range w.bodies {
		assert.Equal(t, w.bodies[0], b, "every try sends the same bytes")
	}
}
