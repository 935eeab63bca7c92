package bench

import (
	"io"
	"regexp"
	"testing"
	"time"

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
	table := r.table("Title", 2, comparedColumns...)
	r.compared(table, c, 1, [][]sample{slow, fast}, goal{ratio: 0.5})
	assert.Empty(t, r.Missed)
	r.compared(table, c, 1, [][]sample{slow, fast}, goal{ratio: 0.5, allocations: 8})
	assert.Equal(t, []string{"a case: ours"}, r.Missed)
	assert.Contains(t, r.String(), "MISSED")
}

func TestTheP99IsJudgedByTheServersOwn(t *testing.T) {
	s := stampede{name: "a case", rivals: []rival{plain, ours}, slow: true, goal: stampedeGoal{p99: 1.2}}
	of := func(p99 time.Duration) []sample {
		return []sample{{calls: 1, wall: 1, p99: p99, serverP99: 20 * time.Millisecond}}
	}
	within, beyond := of(24*time.Millisecond), of(26*time.Millisecond)
	r := &Report{}
	table := r.table("Title", 2, stampededColumns...)
	r.stampeded(table, s, [][]sample{beyond, within})
	assert.Empty(t, r.Missed)
	assert.Contains(t, r.String(), "1.30", "the rival's, which has no goal")
	r.stampeded(table, s, [][]sample{within, beyond})
	assert.Equal(t, []string{"a case: ours"}, r.Missed)

	r = &Report{}
	busy := beyond[0]
	busy.serverP99 = busy.p99
	r.stampeded(table, s, [][]sample{within, {busy}})
	assert.Equal(t, []string{"a case: ours"}, r.Missed, "a client that makes the server late is not excused by it")
}

func TestTheSlowServerTellsItsOwnTime(t *testing.T) {
	b := testBackend(t)
	c := open(t, ours, b.slow)
	_, err := b.served()
	require.NoError(t, err)
	begun := time.Now()
	require.NoError(t, tier(t.Context(), c, 1))
	took := time.Since(begun)
	s, err := b.served()
	require.NoError(t, err)
	assert.GreaterOrEqual(t, s.p99, serverTime)
	assert.Less(t, s.p99, took-connectionTime, "the connection's time is not the reply's")
	assert.Equal(t, int64(1), s.connections)

	require.NoError(t, tier(t.Context(), open(t, ours, b.fast), 1))
	s, err = b.served()
	require.NoError(t, err)
	assert.Zero(t, s.p99, "told before")
	assert.Equal(t, int64(2), s.connections)
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
