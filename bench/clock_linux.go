package bench

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// clock wakes one goroutine on time. time.Sleep in a process that does nothing else can be a millisecond late: the runtime
// asks the kernel to wake it in whole milliseconds.
type clock struct {
	timer int
	file  *os.File // of the timer, so that its reader waits as that of a connection does
}

func newClock() *clock {
	timer, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		fail(os.NewSyscallError("timerfd_create", err))
	}
	return &clock{timer, os.NewFile(uintptr(timer), "clock")}
}

func (c *clock) sleep(d time.Duration) {
	once := unix.ItimerSpec{Value: unix.NsecToTimespec(d.Nanoseconds())}
	if err := unix.TimerfdSettime(c.timer, 0, &once, nil); err != nil {
		fail(os.NewSyscallError("timerfd_settime", err))
	}
	var expirations [8]byte
	if _, err := c.file.Read(expirations[:]); err != nil {
		fail(err)
	}
}

func (c *clock) stop() { c.file.Close() }
