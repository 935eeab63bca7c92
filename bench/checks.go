package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/oauth"
)

// check is something that has a goal of its own, or is only told.
type check struct {
	name string
	long bool // not in a smoke run
	run  func(*Options, *backend) (finding, error)
}

// finding is what a check found, and whether it is within its goal.
type finding struct {
	measured string
	goal     string // empty for none
	ok       bool
}

func checks() []check {
	return []check{
		{name: "first decode of a process", run: firstDecode},
		{name: "token read, 64 goroutines", run: tokenRead},
		{name: "token read, allocations", run: tokenAllocations},
		{name: "deadline during another's refresh", run: deadlineHolds},
		{name: "1,000 goroutines, one client", run: thousand},
		{name: "memory of 64 callers", run: memory},
		{name: "binary size", long: true, run: binarySize},
	}
}

func runChecks(o *Options, b *backend, r *Report) error {
	t := r.table("Besides", 3, "what", "measured", "goal", "verdict")
	for _, c := range checks() {
		if !o.wants(c.name) || c.long && o.Short {
			continue
		}
		o.say(c.name)
		f, err := c.run(o, b)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		verdict := none
		if f.goal != "" {
			verdict = r.verdict(c.name, f.ok)
		}
		t.add(c.name, f.measured, f.goal, verdict)
	}
	return nil
}

// scripted is a transport that answers from memory.
type scripted func(*http.Request) (*http.Response, error)

func (s scripted) RoundTrip(r *http.Request) (*http.Response, error) { return s(r) }

func replyOf(body string) *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(strings.NewReader(body))}
}

const longLived = `{"data":{"accessToken":"a-made-up-token","ttlSeconds":86400},"errors":null}`

func tokenSource() (*oauth.Source, error) {
	source, err := oauth.New(oauth.Config{BaseURL: "https://eu.api.capillarytech.com", Key: "a-made-up-key", Secret: "a-made-up-secret",
		HTTPClient: &http.Client{Transport: scripted(func(*http.Request) (*http.Response, error) { return replyOf(longLived), nil })}})
	if err != nil {
		return nil, err
	}
	_, err = source.Token(context.Background())
	return source, err
}

// tokenRead is the time from one read to the next with 64 goroutines that do nothing else, as a Go benchmark gives it:
// where a lock was taken, they would stand in line.
func tokenRead(o *Options, _ *backend) (finding, error) {
	source, err := tokenSource()
	if err != nil {
		return finding{}, err
	}
	const goroutines, reads = 64, 100_000
	var each []float64
	for range o.pace().rounds {
		begun := time.Now()
		var wg sync.WaitGroup
		for range goroutines {
			wg.Go(func() {
				for range reads {
					_, _ = source.Token(context.Background())
				}
			})
		}
		wg.Wait()
		each = append(each, float64(time.Since(begun).Nanoseconds())/(goroutines*reads))
	}
	ns := median(each)
	return finding{fmt.Sprintf("%.1f ns", ns), "≤ 40 ns", ns <= 40}, nil
}

func tokenAllocations(*Options, *backend) (finding, error) {
	source, err := tokenSource()
	if err != nil {
		return finding{}, err
	}
	const reads = 100_000
	var m meter
	m.start()
	for range reads {
		_, _ = source.Token(context.Background())
	}
	n := m.stop(reads).allocations / reads
	return finding{fmt.Sprint(n), "0", n == 0}, nil
}

// deadlineHolds asks for a token with a deadline while the token endpoint hangs for another caller who has none.
func deadlineHolds(o *Options, _ *backend) (finding, error) {
	const deadline, most = 50 * time.Millisecond, 60 * time.Millisecond
	var took []time.Duration
	for range o.pace().slowRounds {
		d, err := waitForHangingToken(deadline)
		if err != nil {
			return finding{}, err
		}
		took = append(took, d)
	}
	d := median(took)
	return finding{fmt.Sprintf("%.1f ms of %v", float64(d.Microseconds())/1e3, deadline), fmt.Sprintf("≤ %v", most), d <= most}, nil
}

func waitForHangingToken(deadline time.Duration) (time.Duration, error) {
	asked, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	hanging := scripted(func(r *http.Request) (*http.Response, error) {
		once.Do(func() { close(asked) })
		select {
		case <-release:
		case <-r.Context().Done():
		}
		return nil, context.Canceled
	})
	c, err := capillary.New(capillary.EU, capillary.OAuth("a-made-up-key", "a-made-up-secret"), capillary.WithTransport(hanging),
		capillary.WithMaxRetries(0))
	if err != nil {
		return 0, err
	}
	op := capillary.Operation{Name: "customer.Tier", Method: http.MethodGet, Path: "/v2/customers/1/tierDetails", Safety: capillary.Read}
	var other sync.WaitGroup
	other.Go(func() { _, _ = capillary.Call[tierReply](context.Background(), c, op, capillary.Input{}) })
	<-asked
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	begun := time.Now()
	_, err = capillary.Call[tierReply](ctx, c, op, capillary.Input{})
	took := time.Since(begun)
	close(release)
	other.Wait()
	if err == nil {
		return 0, fmt.Errorf("a call without a token succeeded")
	}
	return took, nil
}

// thousand compares the calls per second of a thousand callers with those of 64.
func thousand(o *Options, b *backend) (finding, error) {
	const goal = 0.8
	c, err := openOurs(b.fast)
	if err != nil {
		return finding{}, err
	}
	p := o.pace()
	var ratios, opened []float64
	for range p.slowRounds {
		few, err := concurrent(customerDetails, c, 64, p.during, 0, b.served)
		if err != nil {
			return finding{}, err
		}
		many, err := concurrent(customerDetails, c, 1000, p.during, 0, b.served)
		if err != nil {
			return finding{}, err
		}
		ratios, opened = append(ratios, many.callsPerSecond()/few.callsPerSecond()), append(opened, many.openedPer1000())
		runtime.GC()
	}
	ratio := median(ratios)
	return finding{fmt.Sprintf("%.2f of the calls/s of 64, %.1f connections per 1,000", ratio, median(opened)), fmt.Sprintf("≥ %.1f", goal), ratio >= goal}, nil
}
