//go:build !linux

package bench

import "time"

// clock is as exact as the runtime's timers are.
type clock struct{}

func newClock() *clock { return &clock{} }

func (*clock) sleep(d time.Duration) { time.Sleep(d) }
func (*clock) stop()                 {}
