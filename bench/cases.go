package bench

import (
	"context"
	"go/version"
	"runtime"
	"strings"
)

// comparison is calls one at a time: what each rival needs for one.
type comparison struct {
	name   string
	over   protocol
	do     call
	rivals []rival // ratios are to the first
	goals  map[string]goal
}

// protocol is what a call goes over.
type protocol int

const (
	overPlainHTTP protocol = iota // HTTP/1.1 without TLS
	overHTTP1                     // HTTP/1.1 over TLS
	overHTTP2                     // HTTP/2 over TLS
)

func (p protocol) address(b *backend) string {
	return [...]string{b.fast, b.http1, b.http2}[p]
}

// goal is the most that a call may need. Zero is no goal.
type goal struct {
	ratio       float64 // CPU, to the first rival in the same round
	allocations float64
	bytes       float64
}

// stampede is calls of many callers at the same time.
type stampede struct {
	name    string
	over    protocol
	do      call
	callers int
	slow    bool    // against the server that takes its time
	rivals  []rival // with the hand-written ones first
	goal    stampedeGoal
}

// stampedeGoal is for ours. Zero is no goal.
type stampedeGoal struct {
	overPlain float64 // calls per second, at least so many times those of the hand-written client
	overTuned float64 // and of the one on a tuned transport
	opened    float64 // new connections per 1,000 calls, at most
	p99       float64 // at most, to that of the slow server's own time: see p99ToServer
}

var (
	messyOurs = rival{"ours, messy", func(base string) (client, error) { return openOurs(base + messyPath) }}
	cleanOurs = rival{"ours, clean", openOurs}
)

// comparisons are those of calls one at a time. On Go 1.27 the hand-written client has a faster encoding/json, and the
// goals for CPU are others.
func comparisons() []comparison {
	small, middle, large := 0.95, 0.65, 0.42
	if fasterJSON() {
		middle, large = 0.80, 0.60
	}
	all := []rival{plain, limit, retryable, ours}
	only := func(g goal) map[string]goal { return map[string]goal{ours.name: g} }
	messy := []rival{cleanOurs, messyOurs} // the limit stands beside the same case without the mess
	messyGoal := map[string]goal{messyOurs.name: {ratio: 1.1}}
	cases := []comparison{
		{"0.5 KB reply", overPlainHTTP, tier, all, only(goal{small, 65, 5.5e3})},
		{"6 KB reply", overPlainHTTP, customerDetails, all, only(goal{middle, 250, 15e3})},
		{"300 KB reply", overPlainHTTP, transactions, all, only(goal{large, 6800, 620e3})},
		{"6 KB request", overPlainHTTP, register, all, only(goal{ratio: 0.95, allocations: 90})},
		{"6 KB reply, messy", overPlainHTTP, customerDetails, messy, messyGoal},
		{"300 KB reply, messy", overPlainHTTP, transactions, messy, messyGoal},
	}
	for _, p := range secured {
		rivals := []rival{plainTuned, limit, p.ours}
		cases = append(cases,
			comparison{"0.5 KB reply, " + p.name, p.over, tier, rivals, only(goal{ratio: 1})},
			comparison{"6 KB reply, " + p.name, p.over, customerDetails, rivals, only(goal{ratio: 0.75})},
			comparison{"300 KB reply, " + p.name, p.over, transactions, rivals, only(goal{ratio: 0.5})})
	}
	return cases
}

// secured are the protocols of real clusters.
var secured = []struct {
	name string
	over protocol
	ours rival
}{
	{"TLS, HTTP/1.1", overHTTP1, ours},
	{"TLS, HTTP/2", overHTTP2, oursHTTP2},
}

// fasterJSON reports whether encoding/json is the newer implementation: from Go 1.27 on, and before as an experiment.
func fasterJSON() bool {
	release, experiments, _ := strings.Cut(runtime.Version(), " X:")
	for experiment := range strings.SplitSeq(experiments, ",") {
		switch experiment {
		case "jsonv2":
			return true
		case "nojsonv2":
			return false
		}
	}
	return version.Compare(release, "go1.27rc1") >= 0
}

// stampedes are those of many callers. The goals for calls per second are for Go 1.26: on Go 1.27 the hand-written client
// is nearer by what its encoding/json gained, and no others were set.
func stampedes() []stampede {
	overPlain, overTuned := 2.5, 1.7
	if fasterJSON() {
		overPlain, overTuned = 0, 0
	}
	all := []rival{plain, plainTuned, limit, retryable, retryableTuned, ours}
	cases := []stampede{
		{name: "64 callers, 6 KB reply", do: customerDetails, callers: 64, rivals: all,
			goal: stampedeGoal{overPlain: overPlain, overTuned: overTuned, opened: 2}},
		{name: "64 callers, 20 ms server", do: customerDetails, callers: 64, slow: true, rivals: all,
			goal: stampedeGoal{opened: 2, p99: 1.2}},
	}
	for _, p := range secured {
		cases = append(cases, stampede{name: "64 callers, 6 KB reply, " + p.name, over: p.over, do: customerDetails, callers: 64,
			rivals: []rival{plainTuned, limit, p.ours}, goal: stampedeGoal{overTuned: 1.4}})
	}
	return cases
}

func tier(ctx context.Context, c client, i int) error {
	_, err := c.Tier(ctx, personID(i))
	return err
}

func customerDetails(ctx context.Context, c client, i int) error {
	_, err := c.Customer(ctx, personID(i))
	return err
}

func transactions(ctx context.Context, c client, i int) error {
	_, err := c.Transactions(ctx, personID(i))
	return err
}

func register(ctx context.Context, c client, i int) error {
	_, err := c.Register(ctx, i%len(registrations))
	return err
}
