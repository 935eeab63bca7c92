package retry_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/retry"
)

var words = map[retry.Action]string{
	retry.Success: "success", retry.Resend: "resend", retry.ResendWaiting: "wait", retry.ResendOnce: "once", retry.Fail: "fail",
	retry.FailUnsent: "unsent", retry.FailDuplicate: "duplicate", retry.Unknown: "unknown",
	retry.LookThenResend: "look+resend", retry.LookThenStop: "look+unknown", retry.LookThenDuplicate: "look+duplicate",
}

func TestTheCodeDecidesAsTheMatrixInTheDataFile(t *testing.T) {
	raw, err := os.ReadFile("testdata/matrix.txt")
	require.NoError(t, err)
	rows := 0
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || strings.HasPrefix(line, "what happened") {
			continue
		}
		cells := strings.Split(line, "|")
		require.Len(t, cells, 7, line)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		name, doubt := strings.CutPrefix(cells[0], "after doubt: ")
		s := signalNamed(t, name)
		for c, want := range cells[1:] {
			for _, class := range columns[c] {
				if want == "-" {
					continue
				}
				got := words[retry.Decide(class.class, class.trusted, s, doubt)]
				assert.Equal(t, want, got, "%s, column %d", cells[0], c+1)
			}
		}
		rows++
	}
	assert.Equal(t, 17, rows)
}

type classOf struct {
	class   retry.Class
	trusted bool
}

var columns = [6][]classOf{
	{{retry.Read, false}, {retry.Read, true}},
	{{retry.Effect, false}, {retry.Effect, true}},
	{{retry.Keyed, true}},
	{{retry.Keyed, false}, {retry.Natural, false}, {retry.Natural, true}},
	{{retry.Replace, false}, {retry.Replace, true}},
	{{retry.Unsafe, false}, {retry.Unsafe, true}},
}

func signalNamed(t *testing.T, name string) retry.Signal {
	t.Helper()
	for s := retry.Done; s <= retry.Astray; s++ {
		if s.String() == name {
			return s
		}
	}
	t.Fatalf("the matrix has a row %q that the code does not know", name)
	return 0
}

func TestAClassThatNobodyNamedIsTheCarefulOne(t *testing.T) {
	var zero retry.Class
	assert.Equal(t, retry.Unsafe, zero)
	assert.Equal(t, retry.Unknown, retry.Decide(zero, true, retry.Dropped, false))
}

func TestOnceATryIsInDoubtNoRefusalIsBelieved(t *testing.T) {
	for _, class := range []retry.Class{retry.Keyed, retry.Natural, retry.Replace} {
		for _, s := range []retry.Signal{retry.Refused, retry.Denied, retry.Duplicate, retry.NeverSent} {
			a := retry.Decide(class, true, s, true)
			assert.Contains(t, []retry.Action{retry.Unknown, retry.LookThenStop, retry.LookThenDuplicate}, a, "%v after a doubt", s)
		}
	}
}
