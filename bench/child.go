package bench

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
)

// childArgument makes a program that uses this package one of the benchmark's other processes.
const childArgument = "capillary-bench-child"

// Child does the work of a child process and ends the process, if this is one. Programs and tests call it first thing:
// they start themselves again to have the server's cost outside of their own, and to see a process that did nothing yet.
func Child() {
	if len(os.Args) < 3 || os.Args[1] != childArgument {
		return
	}
	work := map[string]func([]string) error{"server": serverProcess, "first": firstProcess, "memory": memoryProcess}[os.Args[2]]
	if work == nil {
		fail(fmt.Errorf("no child is called %s", os.Args[2]))
	}
	if err := work(os.Args[3:]); err != nil {
		fail(err)
	}
	os.Exit(0)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}

func child(args ...string) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := exec.Command(self, append([]string{childArgument}, args...)...)
	c.Stderr = os.Stderr
	return c, nil
}

// backend is the server as its users see it.
type backend struct {
	fast, slow string // addresses
	http1      string // of the fast one over TLS, with HTTP/1.1
	http2      string // and with HTTP/2
	identity   string // the file of the certificate of both
	process    *exec.Cmd
	ask        io.WriteCloser
	answers    *bufio.Reader
}

// startBackend starts the server in a child process. It ends with this one, or with stop.
func startBackend() (*backend, error) {
	file, err := writeIdentity()
	if err != nil {
		return nil, err
	}
	c, err := child("server", file)
	if err != nil {
		return nil, err
	}
	b := &backend{process: c, identity: file}
	if b.ask, err = c.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	b.answers = bufio.NewReader(out)
	if err := c.Start(); err != nil {
		return nil, err
	}
	if _, err := fmt.Fscanln(b.answers, &b.fast, &b.slow, &b.http1, &b.http2); err != nil {
		b.stop()
		return nil, fmt.Errorf("the server did not start: %w", err)
	}
	return b, nil
}

// served is what the servers did.
type served struct {
	connections int64         // opened so far to both together
	p99         time.Duration // of the slow one's own time for a reply, since the last question
}

func (b *backend) served() (s served, err error) {
	if _, err := io.WriteString(b.ask, "served\n"); err != nil {
		return served{}, err
	}
	_, err = fmt.Fscanln(b.answers, &s.connections, &s.p99)
	return s, err
}

func (b *backend) stop() {
	b.ask.Close()
	_ = b.process.Wait() // how it ended is of no interest
	_ = os.Remove(b.identity)
}

// serverProcess serves until its input ends. It prints the addresses, and what it served for each line it reads.
func serverProcess(arguments []string) error {
	debug.SetGCPercent(1000)
	runtime.GOMAXPROCS(1) // the clients need the cores
	all, err := makeReplies()
	if err != nil {
		return err
	}
	certificate, err := tls.LoadX509KeyPair(arguments[0], arguments[0])
	if err != nil {
		return err
	}
	fast, slow := &server{replies: all}, &server{replies: all, slow: true}
	var addresses []string
	for _, s := range []*server{fast, slow} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		addresses = append(addresses, "http://"+l.Addr().String())
		go func() {
			if err := s.serve(l); err != nil {
				fail(err)
			}
		}()
	}
	for _, over := range []func(*server, tls.Certificate) (string, error){serveHTTP1, serveHTTP2} {
		address, err := over(fast, certificate)
		if err != nil {
			return err
		}
		addresses = append(addresses, address)
	}
	fmt.Println(strings.Join(addresses, " "))
	if err := syscall.SetNonblock(syscall.Stdin, true); err != nil {
		return err
	}
	// os.Stdin would wait in the system call and keep the one processor until the runtime takes it back: up to 20 ms
	// after each question, in which nobody is answered.
	questions := bufio.NewScanner(os.NewFile(uintptr(syscall.Stdin), "questions"))
	for questions.Scan() {
		fmt.Println(fast.accepted.Load()+slow.accepted.Load(), percentile(slow.times.take(), 99).Nanoseconds())
	}
	return questions.Err()
}
