package bench

import (
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"time"
)

// Options say what to run.
type Options struct {
	Short    bool           // a smoke run: few rounds, nothing is built
	Only     *regexp.Regexp // cases by name; nil for all
	Progress io.Writer      // is told what is measured; nil for nobody
}

func (o *Options) wants(name string) bool { return o.Only == nil || o.Only.MatchString(name) }

func (o *Options) say(name string) {
	if o.Progress != nil {
		fmt.Fprintln(o.Progress, "…", name)
	}
}

// pace is how long and how often things are measured. Ratios are made in each round and the median counts: what else
// the machine does hits all rivals of a round alike.
type pace struct {
	rounds, slowRounds int
	stormRounds        int
	firsts             int           // processes of which each shows its first decode
	cpu                time.Duration // of calls one at a time
	during             time.Duration // of many callers
	slowDuring         time.Duration
}

// roundsOver is how many rounds there are: half of them over TLS, so that the whole stays within some minutes.
func (p pace) roundsOver(over protocol) int {
	if over == overPlainHTTP {
		return p.rounds
	}
	return (p.rounds + 1) / 2
}

func (p pace) stormRoundsOver(over protocol) int {
	if over == overPlainHTTP {
		return p.stormRounds
	}
	return (p.stormRounds + 1) / 2
}

func (o *Options) pace() pace {
	if o.Short {
		return pace{rounds: 3, slowRounds: 2, stormRounds: 3, firsts: 3, cpu: 50 * time.Millisecond, during: 200 * time.Millisecond, slowDuring: 500 * time.Millisecond}
	}
	return pace{rounds: 25, slowRounds: 25, stormRounds: 40, firsts: 75, cpu: 60 * time.Millisecond, during: 300 * time.Millisecond, slowDuring: 500 * time.Millisecond}
}

// Run measures everything, with the server in a child process. After an error the report has what was measured until then.
func Run(o Options) (*Report, error) {
	r := &Report{}
	b, err := startBackend()
	if err != nil {
		return r, err
	}
	defer b.stop()
	for _, part := range []func(*Options, *backend, *Report) error{runComparisons, runStampedes, runChecks} {
		if err := part(&o, b, r); err != nil {
			return r, err
		}
	}
	return r, nil
}

func runComparisons(o *Options, b *backend, r *Report) error {
	t := r.table("One call at a time", 2, comparedColumns...)
	for _, c := range comparisons() {
		if !o.wants(c.name) {
			continue
		}
		o.say(c.name)
		p := o.pace()
		samples, err := rounds(c.rivals, c.over.address(b), p.roundsOver(c.over), func(open client, round int) (sample, error) {
			return sequential(c.do, open, round*people/p.roundsOver(c.over), p.cpu)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		for i, rival := range c.rivals {
			r.compared(t, c, i, samples, c.goals[rival.name])
		}
	}
	return nil
}

func runStampedes(o *Options, b *backend, r *Report) error {
	t := r.table("Many callers", 2, stampededColumns...)
	for _, s := range stampedes() {
		if !o.wants(s.name) {
			continue
		}
		o.say(s.name)
		p := o.pace()
		base, n, during, pause := s.over.address(b), p.stormRoundsOver(s.over), p.during, time.Duration(0)
		if s.slow {
			base, n, during, pause = b.slow, p.slowRounds, p.slowDuring, serverTime
		}
		samples, err := rounds(s.rivals, base, n, func(open client, _ int) (sample, error) {
			return concurrent(s.do, open, s.callers, during, pause, b.served)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		r.stampeded(t, s, samples)
	}
	return nil
}

// rounds measures every rival in each round, in an order of chance. The result is by rival, then by round.
func rounds(rivals []rival, base string, n int, measure func(c client, round int) (sample, error)) ([][]sample, error) {
	samples := make([][]sample, len(rivals))
	clients := make([]client, len(rivals))
	for i, r := range rivals {
		var err error
		if clients[i], err = r.open(base); err != nil {
			return nil, err
		}
		defer clients[i].CloseIdleConnections() // each has goroutines, which the garbage collector would look at in the next case
	}
	for round := range n {
		for _, i := range rand.Perm(len(rivals)) {
			s, err := measure(clients[i], round)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", rivals[i].name, err)
			}
			samples[i] = append(samples[i], s)
		}
	}
	return samples, nil
}

// medianOf is the median over rounds of one figure.
func medianOf(samples []sample, figure func(sample) float64) float64 {
	all := make([]float64, len(samples))
	for i, s := range samples {
		all[i] = figure(s)
	}
	return median(all)
}

// p99ToServer is the median over rounds of a rival's p99 divided by that of the server's own time. They share the cores, so
// that a busy client makes the server late: what counts is the least of the round, whichever rival the server had then.
func p99ToServer(own []sample, all [][]sample) float64 {
	ratios := make([]float64, len(own))
	for round, s := range own {
		least := s.serverP99
		for _, rival := range all {
			least = min(least, rival[round].serverP99)
		}
		ratios[round] = float64(s.p99) / float64(least)
	}
	return median(ratios)
}

// medianRatio is the median over rounds of a figure of one rival divided by that of another in the same round.
func medianRatio(of, to []sample, figure func(sample) float64) float64 {
	all := make([]float64, len(of))
	for i := range of {
		all[i] = figure(of[i]) / figure(to[i])
	}
	return median(all)
}
