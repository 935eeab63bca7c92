package bench

import (
	"io"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAShortRunHasARowForEachRival(t *testing.T) {
	r, err := Run(Options{Short: true, Only: regexp.MustCompile("^0.5 KB|token read, allocations"), Progress: io.Discard})
	require.NoError(t, err)
	text := r.String()
	for _, row := range []string{"| hand-written ", "| go-retryablehttp ", "| ours ", "| ≤ 65 ", "token read, allocations"} {
		assert.Contains(t, text, row)
	}
	assert.NotContains(t, text, "300 KB")
}

func TestAMissedGoalIsToldByName(t *testing.T) {
	r := &Report{}
	c := comparison{name: "a case", rivals: []rival{plain, ours}}
	slow, fast := []sample{{calls: 1, cpu: 2000, allocations: 9}}, []sample{{calls: 1, cpu: 1000, allocations: 9}}
	table := r.table("Title", 2, "case", "rival", "CPU µs", "ratio", "goal", "allocations", "goal", "bytes", "goal", "p99 ms", "verdict")
	r.compared(table, c, 1, [][]sample{slow, fast}, goal{ratio: 0.5})
	assert.Empty(t, r.Missed)
	r.compared(table, c, 1, [][]sample{slow, fast}, goal{ratio: 0.5, allocations: 8})
	assert.Equal(t, []string{"a case: ours"}, r.Missed)
	assert.Contains(t, r.String(), "MISSED")
}

func TestTheTablesGoBetweenTheMarkers(t *testing.T) {
	text, err := between("before\n"+beginMarker+"\nold\n"+endMarker+"\nafter\n", "| new |\n")
	require.NoError(t, err)
	assert.Equal(t, "before\n"+beginMarker+"\n\n| new |\n\n"+endMarker+"\nafter\n", text)
	again, err := between(text, "| new |\n")
	require.NoError(t, err)
	assert.Equal(t, text, again)
	_, err = between("no markers", "")
	assert.Error(t, err)
}
