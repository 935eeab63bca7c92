package bench

import (
	"fmt"
	"runtime"
	"strings"
)

// Report is what was measured, as tables, and what missed its goal.
type Report struct {
	tables []*table
	Missed []string
}

// String is the report as Markdown that can be read as it is.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s on %s/%s, %d cores. A ratio is to the first rival in the same round; the median of all rounds counts.\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	for _, t := range r.tables {
		if len(t.rows) > 0 {
			fmt.Fprintf(&b, "\n%s:\n\n%s", t.title, t)
		}
	}
	return b.String()
}

func (r *Report) table(title string, words int, columns ...string) *table {
	t := &table{title: title, words: words, columns: columns}
	r.tables = append(r.tables, t)
	return t
}

const (
	within = "ok"
	missed = "MISSED"
	none   = ""
)

// verdict notes what is missed.
func (r *Report) verdict(what string, ok ...bool) string {
	if len(ok) == 0 {
		return none
	}
	for _, o := range ok {
		if !o {
			r.Missed = append(r.Missed, what)
			return missed
		}
	}
	return within
}

var comparedColumns = []string{"case", "rival", "CPU µs", "ratio", "goal", "allocations", "goal", "bytes", "goal", "p99 ms", "verdict"}

// compared adds the row of a rival.
func (r *Report) compared(t *table, c comparison, i int, samples [][]sample, g goal) {
	own := samples[i]
	ratio := medianRatio(own, samples[0], sample.cpuPerCall)
	allocations, bytes := medianOf(own, sample.allocationsPerCall), medianOf(own, sample.bytesPerCall)
	var ok []bool
	for _, limit := range []struct{ is, most float64 }{{ratio, g.ratio}, {allocations, g.allocations}, {bytes, g.bytes}} {
		if limit.most > 0 {
			ok = append(ok, limit.is <= limit.most)
		}
	}
	t.add(c.name, c.rivals[i].name, number(medianOf(own, sample.cpuPerCall)), fmt.Sprintf("%.2f", ratio), most("%.2f", g.ratio),
		number(allocations), most("%.0f", g.allocations), number(bytes), most("%.0f", g.bytes),
		fmt.Sprintf("%.2f", medianOf(own, sample.p99Millis)), r.verdict(c.name+": "+c.rivals[i].name, ok...))
}

var stampededColumns = []string{"case", "rival", "calls/s", "ours is faster by", "goal", "connections per 1,000", "goal",
	"p99 ms", "to the server's", "goal", "verdict"}

// stampeded adds the rows of all rivals. What ours has to be faster than stands in the rivals' rows.
func (r *Report) stampeded(t *table, s stampede, samples [][]sample) {
	own := samples[len(samples)-1]
	for i, rival := range s.rivals {
		speedup := medianRatio(own, samples[i], sample.callsPerSecond)
		opened, p99 := medianOf(samples[i], sample.openedPer1000), medianOf(samples[i], sample.p99Millis)
		var g stampedeGoal
		var atLeast float64
		switch rival.name {
		case plain.name:
			atLeast = s.goal.overPlain
		case plainTuned.name:
			atLeast = s.goal.overTuned
		case ours.name:
			g = s.goal
		}
		toServer := p99ToServer(samples[i], samples)
		var ok []bool
		if atLeast > 0 {
			ok = append(ok, speedup >= atLeast)
		}
		if g.opened > 0 {
			ok = append(ok, opened <= g.opened)
		}
		if g.p99 > 0 {
			ok = append(ok, toServer <= g.p99)
		}
		shown := none
		if s.slow {
			shown = fmt.Sprintf("%.2f", toServer)
		}
		t.add(s.name, rival.name, number(medianOf(samples[i], sample.callsPerSecond)), fmt.Sprintf("%.2f", speedup), least("%.1f", atLeast),
			fmt.Sprintf("%.1f", opened), most("%.0f", g.opened), fmt.Sprintf("%.1f", p99), shown, most("%.1f", g.p99),
			r.verdict(s.name+": "+rival.name, ok...))
	}
}

func most(format string, goal float64) string  { return bound("≤ "+format, goal) }
func least(format string, goal float64) string { return bound("≥ "+format, goal) }

func bound(format string, goal float64) string {
	if goal == 0 {
		return none
	}
	return fmt.Sprintf(format, goal)
}

// number writes three digits or more.
func number(x float64) string {
	if x < 100 {
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}
