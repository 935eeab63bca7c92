package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// call makes the i-th call of a client.
type call func(ctx context.Context, c client, i int) error

// sample is what one rival needed in one round.
type sample struct {
	calls       int
	wall        time.Duration
	cpu         time.Duration // user and system time of this process, in which the garbage collector is
	allocations uint64
	bytes       uint64
	p99         time.Duration
	opened      int64         // connections
	serverP99   time.Duration // of the slow server's own time; zero if it was not asked for replies
}

func (s sample) cpuPerCall() float64         { return float64(s.cpu.Nanoseconds()) / 1e3 / float64(s.calls) } // µs
func (s sample) allocationsPerCall() float64 { return float64(s.allocations) / float64(s.calls) }
func (s sample) bytesPerCall() float64       { return float64(s.bytes) / float64(s.calls) }
func (s sample) callsPerSecond() float64     { return float64(s.calls) / s.wall.Seconds() }
func (s sample) openedPer1000() float64      { return 1000 * float64(s.opened) / float64(s.calls) }
func (s sample) p99Millis() float64          { return float64(s.p99.Microseconds()) / 1e3 }

// meter reads what a process used.
type meter struct {
	at     time.Time
	cpu    time.Duration
	memory runtime.MemStats
}

// start reads the memory first, so that reading it does not count as CPU.
func (m *meter) start() {
	runtime.ReadMemStats(&m.memory)
	m.at, m.cpu = time.Now(), cpuTime()
}

func (m *meter) stop(calls int) sample {
	s := sample{calls: calls, wall: time.Since(m.at), cpu: cpuTime() - m.cpu}
	before := m.memory
	runtime.ReadMemStats(&m.memory)
	s.allocations, s.bytes = m.memory.Mallocs-before.Mallocs, m.memory.TotalAlloc-before.TotalAlloc
	return s
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it has no way to fail
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// sequential makes calls one after the other until they used so much CPU. from is where they begin to count, so that
// rounds go on through the population.
func sequential(do call, c client, from int, enough time.Duration) (sample, error) {
	ctx := context.Background()
	runtime.GC()
	calls, err := warm(ctx, do, c, from, enough)
	if err != nil {
		return sample{}, err
	}
	took := make([]time.Duration, calls)
	var m meter
	m.start()
	for i := range took {
		begun := time.Now()
		if err := do(ctx, c, from+i); err != nil {
			return sample{}, err
		}
		took[i] = time.Since(begun)
	}
	s := m.stop(calls)
	s.p99 = percentile(took, 99)
	return s, nil
}

// warm fills the pools that the garbage collector emptied, and finds out how many calls it takes to use so much CPU.
func warm(ctx context.Context, do call, c client, from int, enough time.Duration) (calls int, err error) {
	begun := cpuTime()
	for calls = 0; calls < 3 || cpuTime()-begun < enough/8; calls++ {
		if err := do(ctx, c, from+calls); err != nil {
			return 0, err
		}
	}
	perCall := (cpuTime() - begun) / time.Duration(calls)
	return max(calls, int(enough/max(perCall, 1))), nil
}

// concurrent lets callers make calls at the same time for a while. pause is the most that a caller waits between two
// calls; with none at all, callers of a server that answers at a fixed pace would march in step.
func concurrent(do call, c client, callers int, during, pause time.Duration, ask func() (served, error)) (sample, error) {
	runtime.GC()
	if _, err := storm(do, c, callers, during/4, pause); err != nil {
		return sample{}, err
	}
	before, err := ask()
	if err != nil {
		return sample{}, err
	}
	var m meter
	m.start()
	took, err := storm(do, c, callers, during, pause)
	if err != nil {
		return sample{}, err
	}
	s := m.stop(len(took))
	after, err := ask()
	s.opened, s.p99, s.serverP99 = after.connections-before.connections, percentile(took, 99), after.p99
	return s, err
}

// storm returns how long each call took.
func storm(do call, c client, callers int, during, pause time.Duration) ([]time.Duration, error) {
	ctx := context.Background()
	var (
		over   atomic.Bool
		all    = make([][]time.Duration, callers)
		errs   = make([]error, callers)
		wg     sync.WaitGroup
		random = rand.New(rand.NewPCG(7, 7))
	)
	for n := range callers {
		seed := random.Uint64()
		wg.Go(func() {
			random := rand.New(rand.NewPCG(seed, 7))
			took := make([]time.Duration, 0, 1024)
			for i := n; !over.Load(); i += callers {
				if pause > 0 {
					time.Sleep(time.Duration(random.Int64N(int64(pause))))
				}
				begun := time.Now()
				if errs[n] = do(ctx, c, i); errs[n] != nil {
					return
				}
				took = append(took, time.Since(begun))
			}
			all[n] = took
		})
	}
	time.Sleep(during)
	over.Store(true)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("one of %d callers: %w", callers, err)
		}
	}
	return slices.Concat(all...), nil
}

func percentile(all []time.Duration, p int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[min(len(all)*p/100, len(all)-1)]
}

func median[T int64 | float64 | time.Duration](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
