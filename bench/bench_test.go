package bench

import (
	"context"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	Child()
	os.Exit(m.Run())
}

func BenchmarkSmallReply(b *testing.B)  { benchmark(b, tier) }
func BenchmarkMiddleReply(b *testing.B) { benchmark(b, customerDetails) }
func BenchmarkLargeReply(b *testing.B)  { benchmark(b, transactions) }
func BenchmarkRequest(b *testing.B)     { benchmark(b, register) }

func BenchmarkMessyMiddleReply(b *testing.B) { benchmark(b, customerDetails, cleanOurs, messyOurs) }
func BenchmarkMessyLargeReply(b *testing.B)  { benchmark(b, transactions, cleanOurs, messyOurs) }

// benchmark makes a call with each rival, with those that come one at a time if none is named.
func benchmark(b *testing.B, do call, rivals ...rival) {
	if len(rivals) == 0 {
		rivals = []rival{plain, retryable, ours}
	}
	base := testBackend(b).fast
	for _, r := range rivals {
		c, err := r.open(base)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := do(b.Context(), c, i); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func Benchmark64Callers(b *testing.B) {
	base := testBackend(b).fast
	for _, r := range []rival{plain, plainTuned, retryable, retryableTuned, ours} {
		c, err := r.open(base)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				for i := 0; pb.Next(); i++ {
					if err := customerDetails(context.Background(), c, i); err != nil {
						b.Error(err)
						return
					}
				}
			})
		})
	}
}

func BenchmarkTokenRead(b *testing.B) {
	source, err := tokenSource()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := source.Token(context.Background()); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// testBackend starts the server for one test or benchmark.
func testBackend(tb testing.TB) *backend {
	tb.Helper()
	s, err := startBackend()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.stop)
	return s
}
