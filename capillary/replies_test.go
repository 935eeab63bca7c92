package capillary_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// replyCase is a reply of the data file, to be played over a socket.
type replyCase struct{ wiretest.Reply }

// operation is the row of a case as an operation of a class.
func (x replyCase) operation(safety capillary.Safety) (op capillary.Operation, in capillary.Input) {
	op = capillary.Operation{Name: "customer.Reply", Method: http.MethodPost, Path: "/v2/replies", Safety: safety}
	in.Body = map[string]int{"a": 1}
	if safety == capillary.Read || safety == capillary.Effect {
		op.Method, in.Body = http.MethodGet, nil
	}
	for _, word := range strings.Fields(x.Row) {
		name, value, _ := strings.Cut(word, "=")
		value = strings.ReplaceAll(value, "_", " ")
		switch name {
		case "entity":
			op.Envelope = capillary.Entity
		case "data":
			op.Envelope = capillary.Data
		case "v1":
			op.Envelope = capillary.V1
		case "proof":
			op.Proof = capillary.Proof(value)
		case "verdict":
			op.Verdict = value
		case "echo":
			op.Echo = value
		case "items":
			op.Items = value
			op.Proof = capillary.Proof(value)
		case "item":
			op.Item.Proof = capillary.Proof(value)
		case "key":
			op.Item.Key, in.Key, in.Sent = value, value, strings.Split(value, ",")
		case "sent":
			in.Sent = strings.Split(value, ",")
		}
	}
	return op, in
}

type replyResult struct {
	CreatedID    int64             `json:"createdId"`
	ID           int64             `json:"id"`
	Code         string            `json:"code"`
	Status       string            `json:"status"`
	Entity       string            `json:"entity"`
	RedemptionID string            `json:"redemptionId"`
	ProgramTiers []map[string]any  `json:"programTiers"`
	Customer     replyCustomer     `json:"customer"`
	Warnings     []capillary.Issue `json:"warnings"`
}

type replyCustomer struct {
	ID int64 `json:"id"`
}

type replyItem struct {
	EntityID int64  `json:"entityId"`
	Number   string `json:"number"`
	Result   struct {
		Number string `json:"number"`
	} `json:"result"`
}

// Every reply of the data file, over a real socket: what it means to the caller, and that what may have been executed is never
// sent again. The table tells reads from writes only, so over HTTP/2 a write is of one class.
func TestAReplyMeansWhatTheTableSays(t *testing.T) {
	wiretest.OverEachProtocol(t, everyReplyMeansWhatTheTableSays)
}

func everyReplyMeansWhatTheTableSays(t *testing.T, protocol string) {
	for _, told := range wiretest.Replies(t, "../internal/envelope/testdata/replies.txt") {
		x := replyCase{told}
		classes := map[string]capillary.Safety{"unsafe": capillary.Unsafe, "natural": capillary.Natural, "keyed": capillary.Keyed, "effect": capillary.Effect}
		if protocol == wiretest.HTTP2 {
			classes = map[string]capillary.Safety{"unsafe": capillary.Unsafe}
		}
		if strings.Contains(x.Row, " read") {
			classes = map[string]capillary.Safety{"read": capillary.Read}
		}
		for name, safety := range classes {
			t.Run(fmt.Sprintf("line %d %s", x.Line, name), func(t *testing.T) {
				t.Parallel()
				x.play(t, protocol, safety)
			})
		}
	}
}

// isBatch tells the rows of batches from those of one thing.
func (x replyCase) isBatch() bool { return strings.Contains(x.Row, " sent=") }

func (x replyCase) play(t *testing.T, protocol string, safety capillary.Safety) {
	var arrivals, tokens atomic.Int64
	server := wiretest.ServeOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/oauth/token/generate") {
			io.WriteString(w, `{"data":{"accessToken":"token-`+strconv.FormatInt(tokens.Add(1), 10)+`","ttlSeconds":300},"errors":null}`)
			return
		}
		arrivals.Add(1)
		w.WriteHeader(x.Status)
		if x.Status != http.StatusNoContent {
			io.WriteString(w, x.Body)
		}
	}))
	client := server.Client(t, capillary.OAuth("key-of-the-test", "secret-of-the-test"), capillary.WithMaxRetries(0))
	op, in := x.operation(safety)
	var err error
	var meta capillary.Meta
	var outcomes []capillary.Outcome
	if x.isBatch() {
		var b *capillary.Batch[replyItem]
		b, err = capillary.Call[*capillary.Batch[replyItem]](t.Context(), client, op, in, capillary.WithMeta(&meta))
		require.NotNil(t, b, "a batch stands beside every error")
		for i := range b.Items {
			outcomes = append(outcomes, b.Items[i].Outcome())
			x.itemsOwn(t, in.Sent, i, b)
		}
	} else {
		err = x.call(t.Context(), client, op, in, &meta)
	}
	x.check(t, safety, err, meta, arrivals.Load())
	if x.isBatch() {
		assert.Equal(t, x.Items, outcomeWords(outcomes), "items")
	}
	for _, number := range x.Codes {
		code := capillary.Code(number)
		found := errors.Is(err, code)
		for _, w := range meta.Warnings {
			found = found || w.Code == code
		}
		if meta.Outcome == capillary.OutcomePartlyDone {
			found = true // the items tell it
		}
		assert.True(t, found, "code %d in %v", code, err)
	}
}

// itemsOwn checks that an item that is done holds its own value, not its neighbour's.
func (x replyCase) itemsOwn(t *testing.T, sent []string, i int, b *capillary.Batch[replyItem]) {
	item := &b.Items[i]
	if item.Outcome() != capillary.OutcomeDone || sent[i] == "" {
		return
	}
	if item.Value.Number != "" {
		assert.Equal(t, sent[i], item.Value.Number)
	} else {
		assert.Equal(t, sent[i], item.Value.Result.Number)
	}
}

func (x replyCase) call(ctx context.Context, c *capillary.Client, op capillary.Operation, in capillary.Input, meta *capillary.Meta) error {
	switch op.Envelope {
	case capillary.Entity:
		_, err := capillary.Call[string](ctx, c, op, in, capillary.WithMeta(meta))
		return err
	case capillary.Data:
		_, err := capillary.Call[[]replyResult](ctx, c, op, in, capillary.WithMeta(meta))
		return err
	}
	got, err := capillary.Call[*replyResult](ctx, c, op, in, capillary.WithMeta(meta))
	if err == nil && got == nil {
		return errors.New("a nil result beside a nil error")
	}
	return err
}

func (x replyCase) check(t *testing.T, safety capillary.Safety, err error, meta capillary.Meta, arrived int64) {
	t.Helper()
	want := map[string]capillary.Outcome{"done": capillary.OutcomeDone, "partly": capillary.OutcomePartlyDone, "accepted": capillary.OutcomeAccepted,
		"refused": capillary.OutcomeRefused, "denied": capillary.OutcomeRefused, "duplicate": capillary.OutcomeRefused,
		"waiting": capillary.OutcomeNotExecuted, "limited": capillary.OutcomeNotExecuted, "stale": capillary.OutcomeRefused,
		"unknown": capillary.OutcomeUnknown}[x.Meaning]
	if x.Meaning == "unknown" && safety == capillary.Read {
		want = capillary.OutcomeFailed
	}
	assert.Equal(t, want.String(), meta.Outcome.String(), "%v", err)
	switch x.Meaning {
	case "done", "partly", "accepted":
		assert.NoError(t, err)
	case "unknown":
		assert.Error(t, err)
		assert.Equal(t, safety != capillary.Read, capillary.MayHaveHappened(err), "%v", err)
	default:
		assert.Error(t, err)
		assert.False(t, capillary.MayHaveHappened(err), "%v", err)
	}
	assert.Equal(t, x.Meaning == "denied", errors.Is(err, capillary.ErrForbidden), "forbidden: %v", err)
	assert.Equal(t, x.Meaning == "duplicate", errors.Is(err, capillary.ErrDuplicate), "duplicate: %v", err)
	assert.Equal(t, x.Meaning == "limited", errors.Is(err, capillary.ErrRateLimited), "limited: %v", err)
	arrivals := int64(1)
	if x.Meaning == "stale" {
		arrivals = 2
		assert.ErrorIs(t, err, capillary.ErrUnauthorized)
	}
	assert.Equal(t, arrivals, arrived, "arrivals: %v", err)
}

func outcomeWords(all []capillary.Outcome) (words []string) {
	for _, o := range all {
		words = append(words, map[capillary.Outcome]string{capillary.OutcomeDone: "done", capillary.OutcomeRefused: "refused",
			capillary.OutcomeUnknown: "unknown", capillary.OutcomeNotExecuted: "waiting", capillary.OutcomeAccepted: "accepted"}[o])
	}
	return words
}
