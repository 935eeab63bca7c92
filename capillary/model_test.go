package capillary_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// Every sequence of up to four tries: all signals of the matrix × classes × key settings × answers of the look-up, against a
// model of the server that knows of each try whether it was executed at once, late or never. Nothing is done twice, nothing is
// claimed that is not so, no call ends before its tries are used up, and an outcome is unknown only where the model says that
// nobody can know: where another sequence looks the same to the caller, and the truth is the other one.
//
// Time is that of a synctest bubble: no test waits.
func TestOverEverySequenceOfFourTriesNothingIsDoneTwiceOrClaimedFalselyOrUnknownWithoutNeed(t *testing.T) {
	for _, setting := range modelSettings {
		tries := 4
		if testing.Short() || setting.trusted && setting.keys == capillary.KeysAlways { // these are as the documented ones
			tries = 3 // still a doubt upon a doubt
		}
		if raceDetector { // which has nothing to find in one caller's calls, one after the other
			tries = 2
		}
		for _, looks := range []bool{false, true} {
			name := setting.name
			if looks {
				name += ", with a look-up"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				m := &model{tries: tries, setting: setting, looks: looks, cells: matrixCells(t, setting.column), seen: map[string]*sameToTheCaller{}}
				synctest.Test(t, m.explore)
				m.everyDoubtIsNeeded(t)
			})
		}
	}
}

// modelSetting is a class of operations, with what the client is told of keys.
type modelSetting struct {
	name    string
	safety  capillary.Safety
	method  string
	column  int // of the matrix
	trusted bool
	keys    capillary.KeyTrust
	repeat  capillary.Code // that a second request is documented to get
}

var modelSettings = []modelSetting{
	{name: "Read", safety: capillary.Read, method: http.MethodGet, column: 0},
	{name: "Effect", safety: capillary.Effect, method: http.MethodGet, column: 1},
	{name: "Keyed, documented", safety: capillary.Keyed, method: http.MethodPost, column: 2, trusted: true, repeat: 8006},
	{name: "Keyed, not documented, always trusted", safety: capillary.Keyed, method: http.MethodPost, column: 2, trusted: true, keys: capillary.KeysAlways},
	{name: "Keyed, documented, never trusted", safety: capillary.Keyed, method: http.MethodPost, column: 3, keys: capillary.KeysNever, repeat: 8006},
	{name: "Keyed, not documented", safety: capillary.Keyed, method: http.MethodPost, column: 3},
	{name: "Natural", safety: capillary.Natural, method: http.MethodPost, column: 3, keys: capillary.KeysAlways},
	{name: "Replace", safety: capillary.Replace, method: http.MethodPut, column: 4},
	{name: "Unsafe", safety: capillary.Unsafe, method: http.MethodPost, column: 5, keys: capillary.KeysAlways},
}

func (s modelSetting) operation() capillary.Operation {
	return capillary.Operation{Name: "customer.Model", Method: s.method, Path: "/v2/model", Safety: s.safety, Repeat: s.repeat}
}

// hasKey reports whether the API can tell that the same work was asked for before.
func (s modelSetting) hasKey() bool {
	return s.safety == capillary.Keyed || s.safety == capillary.Natural
}

// repeatable reports whether doing it twice is as good as doing it once.
func (s modelSetting) repeatable() bool {
	return s.safety == capillary.Read || s.safety == capillary.Replace
}

// matrixCells is what a column of the data file says of each signal, first and after a doubt.
func matrixCells(t *testing.T, column int) map[string]string {
	t.Helper()
	cells := map[string]string{}
	for _, row := range matrixRows(t) {
		cells[row.name] = row.actions[column]
	}
	return cells
}

const (
	modelTimeout = 5 * time.Second   // of a try
	modelLate    = 119 * time.Second // after a try came, within the settle time
	modelSettle  = 120 * time.Second
)

// model is one setting with all its sequences.
type model struct {
	tries   int // that are played; the next is denied
	setting modelSetting
	looks   bool
	cells   map[string]string
	seen    map[string]*sameToTheCaller
}

// sameToTheCaller are all sequences in which the caller saw the same. Only if the work was done in some and not in others,
// nobody can know.
type sameToTheCaller struct{ done, undone, unknown bool }

func (m *model) explore(t *testing.T) {
	var c choices
	runs := 0
	for {
		w := &modelWork{model: m, choices: &c}
		w.run(t)
		runs++
		if t.Failed() || !c.next() {
			break
		}
	}
	t.Logf("%d sequences, %d that look different", runs, len(m.seen))
}

func (m *model) everyDoubtIsNeeded(t *testing.T) {
	t.Helper()
	if t.Failed() {
		return // not all were seen
	}
	for what, same := range m.seen {
		if same.unknown && !(same.done && same.undone) {
			t.Errorf("unknown, though whoever sees this knows: %s (done %t, not done %t)", what, same.done, same.undone)
		}
	}
}

// choices lead through a tree of decisions, one path after the other, until all were taken.
type choices struct {
	path, of []int
	at       int
}

func (c *choices) one(of int) int {
	if c.at == len(c.path) {
		c.path, c.of = append(c.path, 0), append(c.of, of)
	}
	c.at++
	return c.path[c.at-1]
}

func (c *choices) next() bool {
	c.at = 0
	for last := len(c.path) - 1; last >= 0; last-- {
		if c.path[last]++; c.path[last] < c.of[last] {
			return true
		}
		c.path, c.of = c.path[:last], c.of[:last]
	}
	return false
}

// modelWork is one sequence: a call, and the server that it is made to.
type modelWork struct {
	model   *model
	choices *choices
	cancel  context.CancelFunc // the caller gives up

	mu        sync.Mutex
	foreign   bool        // other work has the key, since before the call
	tokens    int         // that were given
	refreshes int         // tokens that were refused
	tries     []modelTry  // that were made, whether they arrived or not
	bodies    []string    // that arrived
	executed  int         // how often the work was done
	late      []time.Time // when it will be done besides
	doubtAt   time.Time   // when the last doubt arose for the caller
	saw       []string    // by the caller
}

// modelTry is what happens to a try: what the caller sees of it, when the work is done, and what a look-up after it said.
type modelTry struct {
	signal string
	when   execution
	looked string
}

type execution uint8

const (
	never execution = iota
	atOnce
	later
)

func (w *modelWork) run(t *testing.T) {
	setting := w.model.setting
	if setting.hasKey() {
		w.foreign = w.choices.one(2) == 1
	}
	transport := &http.Transport{DialContext: w.dial, DisableKeepAlives: true, ReadBufferSize: 512, WriteBufferSize: 512}
	client, err := capillary.New(capillary.Host("http://localhost"), capillary.OAuth("key", "secret"), capillary.WithKeys(setting.keys),
		capillary.WithTransport(transport), capillary.WithTimeout(time.Hour), capillary.WithTryTimeout(modelTimeout, modelTimeout),
		capillary.WithSettleTime(modelSettle))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.cancel = cancel
	in := capillary.Input{Key: "key-1"}
	if setting.method != http.MethodGet {
		in.Body = map[string]string{"reference": "key-1"}
	}
	if w.model.looks {
		in.LookUp = w.lookUp
	}
	var meta capillary.Meta
	got, err := capillary.Call[answer](ctx, client, setting.operation(), in, capillary.WithMeta(&meta))
	w.endsWhereItMust(t)
	w.isTrue(t, got, err, &meta)
	if unknown := (*capillary.OutcomeUnknownError)(nil); errors.As(err, &unknown) {
		w.settles(t, unknown)
	}
	w.remember(err)
	if t.Failed() {
		t.Logf("%s; other work has the key: %t\ntries: %v\nexecuted %d times, late: %d\nerror: %v", setting.name, w.foreign, w.tries,
			w.executed, len(w.late), err)
	}
}

// possible is all that can happen to the next try.
func (w *modelWork) possible() []modelTry {
	if len(w.tries) >= w.model.tries {
		return []modelTry{{signal: "denied"}}
	}
	setting := w.model.setting
	all := []modelTry{{signal: "not sent"}, {signal: "never sent"}, {signal: "wait"}, {signal: "stale token"}, {signal: "denied"}, {signal: "refused"}}
	taken := w.foreign || w.done() > 0 // a key that is trusted is honoured; of any other the server makes what it likes
	executes := !(setting.trusted && taken) && setting.safety != capillary.Read
	if executes || setting.safety == capillary.Read {
		all = append(all, modelTry{signal: "done", when: atOnce})
	}
	if taken || !setting.hasKey() {
		all = append(all, modelTry{signal: "duplicate", when: never})
	}
	for _, signal := range []string{"dropped", "caller gone", "doubtful", "astray"} {
		all = append(all, modelTry{signal: signal, when: never})
		if executes {
			all = append(all, modelTry{signal: signal, when: atOnce}, modelTry{signal: signal, when: later})
		}
	}
	return all
}

// next decides what happens to the try that begins.
func (w *modelWork) next() modelTry {
	possible := w.possible()
	try := possible[w.choices.one(len(possible))]
	w.tries = append(w.tries, try)
	w.saw = append(w.saw, try.signal)
	return try
}

// done is how often the work was done by now.
func (w *modelWork) done() int {
	w.late = slices.DeleteFunc(w.late, func(at time.Time) bool {
		if time.Now().Before(at) {
			return false
		}
		if !w.model.setting.trusted || w.executed == 0 { // a key that is honoured keeps late work away too
			w.executed++
		}
		return true
	})
	return w.executed
}

// dial is asked for a connection to the server: of each try one, and of each request for a token.
func (w *modelWork) dial(context.Context, string, string) (net.Conn, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := &modelConn{work: w, reply: make(chan []byte, 1), closed: make(chan struct{})}
	if w.tokens == w.refreshes {
		return c, nil // for a token
	}
	c.try = w.next()
	switch c.try.signal {
	case "not sent":
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	case "never sent":
		w.cancel()
		return nil, context.Canceled
	}
	return c, nil
}

// serve plays what happens to a request that arrived. Without a reply the connection is cut, or stays silent.
func (w *modelWork) serve(r *http.Request, try modelTry) (reply string, silent bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if strings.HasSuffix(r.URL.Path, "/token/generate") {
		w.tokens++
		return modelReply(200, fmt.Sprintf(`{"data":{"accessToken":"token-%d","ttlSeconds":3000},"errors":null}`, w.tokens)), false
	}
	body, _ := io.ReadAll(r.Body)
	w.bodies = append(w.bodies, string(body))
	switch try.when {
	case atOnce:
		w.executed = w.done() + 1
	case later:
		w.late = append(w.late, time.Now().Add(modelLate))
	}
	switch try.signal {
	case "dropped":
		silent = len(w.tries)%2 == 0 // every second one: what is cut off and what runs out of time are the same signal
		w.doubtAt = time.Now()
		if silent {
			w.doubtAt = w.doubtAt.Add(modelTimeout)
		}
	case "caller gone":
		w.doubtAt = time.Now()
		w.cancel()
		silent = true
	case "doubtful", "astray":
		w.doubtAt = time.Now()
	case "stale token":
		w.refreshes++
	}
	return modelReplies[try.signal], silent
}

var modelReplies = map[string]string{
	"done":        modelReply(200, `{"id":5,"warnings":[],"errors":[]}`),
	"wait":        modelReply(400, `{"errors":[{"status":false,"code":521,"message":"Multiple actions run for the customer"}],"warnings":[]}`),
	"stale token": modelReply(401, `{"errors":[{"status":false,"code":401,"message":"token expired"}]}`),
	"denied":      modelReply(403, `{"errors":[{"code":4000,"message":"no access"}]}`),
	"refused":     modelReply(500, `{"errors":[{"status":false,"code":8015,"message":"no such customer"}],"warnings":[]}`),
	"doubtful":    modelReply(502, `<html><body>bad gateway</body></html>`),
	"duplicate":   modelReply(200, `{"errors":[{"status":false,"code":8006,"message":"already there"}],"warnings":[]}`),
	"astray":      modelReply(307, ``),
}

func modelReply(status int, body string) string {
	return fmt.Sprintf("HTTP/1.1 %d x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", status, len(body), body)
}

// lookUp answers with the truth, or with that of a while ago, or that something else is there, or not at all.
func (w *modelWork) lookUp(context.Context) (capillary.Found, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	possible := []string{"truth", "failing", "conflict"}
	if w.foreign || w.done() > 0 {
		possible = append(possible, "absent")
	}
	answer := possible[w.choices.one(len(possible))]
	found, err := w.looked(answer)
	said := "absent"
	switch {
	case err != nil:
		said = "failed"
	case found.Happened:
		said = "found"
	case found.Used && w.tries[len(w.tries)-1].signal == "duplicate":
		said = "used"
	case found.Conflict: // by the matrix, the caller believes that the key was used only if the API says so too
		said = "conflict"
	}
	w.tries[len(w.tries)-1].looked = said
	w.saw = append(w.saw, "look-up: "+said)
	return found, err
}

func (w *modelWork) looked(answer string) (capillary.Found, error) {
	switch {
	case answer == "failing":
		return capillary.Found{}, errors.New("no answer")
	case answer == "conflict" || answer == "truth" && w.foreign && w.done() > 0:
		return capillary.Found{Conflict: true}, nil
	case answer == "truth" && w.foreign:
		return capillary.Found{Conflict: true, Used: w.model.setting.trusted}, nil
	case answer == "truth" && w.done() > 0:
		return capillary.Found{Happened: true, Result: answered}, nil
	}
	return capillary.Found{}, nil
}

var answered = answer{ID: 5}

// endsWhereItMust holds the number of tries against the matrix: no try too many, and none too few.
func (w *modelWork) endsWhereItMust(t *testing.T) {
	t.Helper()
	doubt, limit, fresh := false, 3, true
	for i, try := range w.tries {
		tries, another := i+1, false
		action := w.action(try.signal, doubt)
		if action == "once" && !fresh {
			action = w.action("denied", doubt)
		}
		switch {
		case action == "once":
			another, fresh = true, false
			limit++ // it takes no try away
		case action == "wait":
			another = tries < limit+1
		case action == "resend", action == "look+resend" && slices.Contains([]string{"absent", "failed", ""}, try.looked):
			another = tries < limit
		}
		assert.Equal(t, another, tries < len(w.tries), "another after try %d", tries)
		assert.Equal(t, w.model.looks && strings.HasPrefix(action, "look"), try.looked != "", "looked up after try %d", tries)
		doubt = doubt || w.casts(try.signal)
	}
	for _, body := range w.bodies {
		assert.Equal(t, w.bodies[0], body, "every try sends the same bytes")
	}
}

func (w *modelWork) action(signal string, doubt bool) string {
	if after, ok := w.model.cells["after doubt: "+signal]; ok && doubt && after != "-" {
		return after
	}
	return w.model.cells[signal]
}

func (w *modelWork) casts(signal string) bool {
	return w.model.setting.safety != capillary.Read && slices.Contains([]string{"dropped", "caller gone", "doubtful", "astray"}, signal)
}

// isTrue holds what the caller is told against what is so.
func (w *modelWork) isTrue(t *testing.T, got answer, err error, meta *capillary.Meta) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	before, now := w.done(), time.Now()
	all := before + len(w.late)
	if w.model.setting.trusted {
		all = min(all, 1) // the key keeps the rest away
	}
	if !w.model.setting.repeatable() {
		assert.LessOrEqual(t, all, 1, "executed, late work included")
	}
	assert.Equal(t, len(w.tries), meta.Tries)
	if err == nil {
		assert.Equal(t, capillary.OutcomeDone, meta.Outcome)
		if meta.Repeated { // perhaps by an earlier call: that may be the other work
			assert.Zero(t, got)
			assert.True(t, before > 0 || w.foreign, "told repeated")
			assert.Equal(t, "duplicate", w.tries[len(w.tries)-1].signal)
			assert.False(t, w.model.looks)
			return
		}
		assert.Equal(t, answered, got)
		assert.True(t, before > 0 || w.model.setting.safety == capillary.Read, "told done")
		return
	}
	assert.Zero(t, got, "no result beside an error")
	var e *capillary.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, meta.Outcome, e.Outcome)
	assert.Equal(t, e.Outcome == capillary.OutcomeUnknown, errors.Is(err, capillary.ErrOutcomeUnknown))
	assert.Equal(t, e.Outcome == capillary.OutcomeUnknown, capillary.MayHaveHappened(err))
	switch e.Outcome {
	case capillary.OutcomeUnknown:
		var unknown *capillary.OutcomeUnknownError
		if assert.ErrorAs(t, err, &unknown) {
			assert.Equal(t, w.doubtAt, unknown.Since, "the moment of the last doubt")
			assert.False(t, unknown.Since.After(now))
			assert.Equal(t, "key-1", unknown.Key)
			assert.Equal(t, w.model.looks, unknown.CanReconcile())
		}
	case capillary.OutcomeNotSent, capillary.OutcomeNotExecuted, capillary.OutcomeRefused:
		if w.model.setting.safety != capillary.Read {
			assert.Zero(t, all, "told %s", e.Outcome)
		}
	case capillary.OutcomeFailed:
		assert.Equal(t, capillary.Read, w.model.setting.safety)
	default:
		t.Errorf("an error with the outcome %s", e.Outcome)
	}
	if e.Outcome == capillary.OutcomeNotSent {
		assert.Empty(t, w.bodies, "what arrived was sent")
	}
	last := w.tries[len(w.tries)-1]
	if e.Outcome != capillary.OutcomeUnknown {
		assert.Equal(t, last.signal == "duplicate", errors.Is(err, capillary.ErrDuplicate))
	}
	assert.Equal(t, last.looked == "used", errors.Is(err, capillary.ErrConflict))
}

// settles looks the doubt up, at once, right before the settle time is over and when it is. The truth is known then.
func (w *modelWork) settles(t *testing.T, unknown *capillary.OutcomeUnknownError) {
	t.Helper()
	if !unknown.CanReconcile() {
		return
	}
	path := w.choices
	w.choices = new(choices) // the look-up answers with the truth
	defer func() { w.choices = path }()
	saw := len(w.saw)
	defer func() { w.saw = w.saw[:saw] }()
	for _, at := range []time.Duration{0, modelSettle - 1, modelSettle} {
		time.Sleep(time.Until(unknown.Since.Add(at)))
		w.choices = new(choices)
		known, err := unknown.Reconcile(t.Context())
		require.NoError(t, err)
		truth, _ := w.looked("truth")
		assert.Equal(t, capillary.Reconciliation[any]{Settled: truth.Happened || at == modelSettle && !truth.Conflict, Happened: truth.Happened,
			Conflict: truth.Conflict, Result: truth.Result}, known, "after %v", at)
		if known.Settled {
			assert.Equal(t, known.Happened, w.everDone(), "settled after %v", at)
		}
	}
}

// everDone reports whether the work was done, or will be.
func (w *modelWork) everDone() bool { return w.done() > 0 || len(w.late) > 0 }

func (w *modelWork) remember(err error) {
	what := strings.Join(w.saw, ", ")
	same := w.model.seen[what]
	if same == nil {
		same = new(sameToTheCaller)
		w.model.seen[what] = same
	}
	done := w.everDone()
	same.done, same.undone = same.done || done, same.undone || !done
	same.unknown = same.unknown || errors.Is(err, capillary.ErrOutcomeUnknown)
}

// modelConn is a connection in memory: what is written to it is one request, and what is read from it the reply.
type modelConn struct {
	work   *modelWork
	try    modelTry
	asked  []byte
	reply  chan []byte
	rest   []byte
	closed chan struct{}
	once   sync.Once
}

func (c *modelConn) Write(p []byte) (int, error) {
	c.asked = append(c.asked, p...)
	if r := wholeRequest(c.asked); r != nil {
		if reply, silent := c.work.serve(r, c.try); !silent {
			c.reply <- []byte(reply)
			close(c.reply)
		}
	}
	return len(p), nil
}

// wholeRequest reads a request, or gives nil as long as there is a part of it only.
func wholeRequest(asked []byte) *http.Request {
	if !bytes.Contains(asked, []byte("\r\n\r\n")) {
		return nil
	}
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(asked)))
	if err != nil {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r
}

func (c *modelConn) Read(p []byte) (int, error) {
	if len(c.rest) == 0 {
		select {
		case c.rest = <-c.reply: // nil after the reply
		case <-c.closed:
			return 0, net.ErrClosed
		}
		if len(c.rest) == 0 {
			return 0, io.EOF
		}
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

func (c *modelConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return nil
}

func (*modelConn) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (*modelConn) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (*modelConn) SetDeadline(time.Time) error      { return nil }
func (*modelConn) SetReadDeadline(time.Time) error  { return nil }
func (*modelConn) SetWriteDeadline(time.Time) error { return nil }
