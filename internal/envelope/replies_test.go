package envelope_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// kindsOf are the words of rules.txt and what they mean.
var kindsOf = map[string]envelope.Kind{"done": envelope.Done, "partly": envelope.PartlyDone, "accepted": envelope.Accepted, "refused": envelope.Refused,
	"denied": envelope.Denied, "duplicate": envelope.Duplicate, "waiting": envelope.NotExecuted, "limited": envelope.RateLimited, "stale": envelope.StaleToken,
	"unknown": envelope.Doubtful}

// itemWords are how the file says what a caller learns of an item.
var itemWords = map[envelope.Kind]string{envelope.Done: "done", envelope.Accepted: "accepted", envelope.Refused: "refused", envelope.Denied: "refused",
	envelope.Duplicate: "refused", envelope.NotExecuted: "waiting", envelope.RateLimited: "waiting", envelope.StaleToken: "waiting", envelope.Doubtful: "unknown"}

// The data file as the verdicts say it. What a client makes of them, and what it sends again, is tested over sockets in capillary.
func TestTheVerdictOnEachReplyOfTheDataFileIsWhatItSays(t *testing.T) {
	all := wiretest.Replies(t, "testdata/replies.txt")
	assert.Greater(t, len(all), 250)
	for _, x := range all {
		r := replyAbout(t, x.Row)
		r.Status, r.Body = x.Status, []byte(x.Body)
		checkVerdict(t, x, read(r, resultAbout(x.Row)))
	}
}

func checkVerdict(t *testing.T, x wiretest.Reply, v envelope.Verdict) {
	t.Helper()
	where := fmt.Sprintf("line %d: HTTP %d %s", x.Line, x.Status, x.Body)
	assert.Equal(t, kindsOf[x.Meaning], v.Kind, "%s: %s", where, v.Reason)
	for _, code := range x.Codes {
		assert.Contains(t, codesOf(v), code, where)
	}
	var got []string
	for _, i := range v.Items {
		got = append(got, itemWords[i.Kind])
	}
	if len(got) > 0 { // a client gives the error of the call to items of which the reply says nothing
		assert.Equal(t, x.Items, got, where)
	}
}

func codesOf(v envelope.Verdict) (all []int) {
	for _, i := range append(v.Issues, v.Warnings...) {
		all = append(all, i.Code)
	}
	return all
}

// replyAbout is a reply to the operation that a "row:" describes.
func replyAbout(t *testing.T, about string) envelope.Reply {
	t.Helper()
	row := &envelope.Row{Operation: "customer.Reply"}
	r := envelope.Reply{Row: row}
	for _, word := range strings.Fields(about) {
		name, value, _ := strings.Cut(word, "=")
		value = strings.ReplaceAll(value, "_", " ")
		ok := true
		switch name {
		case "write":
			row.Write = true
		case "entity":
			row.Shape = envelope.Entity
		case "data":
			row.Shape = envelope.Data
		case "v1":
			row.Shape = envelope.V1
		case "proof":
			row.Proof, ok = envelope.ParseProof(value)
		case "items":
			if row.Items, ok = envelope.ParsePaths(value); ok {
				row.Proof, ok = envelope.ParseProof(value)
			}
		case "verdict":
			row.Verdicts, ok = envelope.ParsePaths(value)
		case "echo":
			row.Echo, ok = envelope.ParsePaths(value)
		case "item":
			row.Item.Proof, ok = envelope.ParseProof(value)
		case "key":
			r.Sent = strings.Split(value, ",")
			row.Item.Keys, ok = envelope.ParsePaths(value)
		case "sent":
			r.Batch, r.Sent = true, strings.Split(value, ",")
		}
		require.True(t, ok, about)
	}
	return r
}

// resultAbout is where the result of such an operation goes.
func resultAbout(about string) any {
	switch {
	case strings.Contains(about, "sent="):
		return new(struct {
			Items []map[string]any `json:"items"`
		})
	case strings.HasPrefix(about, "entity"):
		return new(string)
	case strings.HasPrefix(about, "data"):
		return new([]result)
	}
	return new(struct {
		CreatedID    int64              `json:"createdId"`
		ID           int64              `json:"id"`
		Code         string             `json:"code"`
		Status       string             `json:"status"`
		RedemptionID string             `json:"redemptionId"`
		Tiers        []map[string]any   `json:"programTiers"`
		Customer     result             `json:"customer"`
		Warnings     []map[string]int64 `json:"warnings"`
	})
}
