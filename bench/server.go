package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// The times of the slow server: of each reply, and of each new connection before its first reply, as a handshake across
// the country takes it.
const (
	serverTime     = 20 * time.Millisecond
	connectionTime = 60 * time.Millisecond
)

// messyPath before a path asks for the messy form of the document.
const messyPath = "/messy"

// server answers with replies that were written beforehand, head and all. It speaks no more HTTP than the clients need,
// since it shares the cores with them: what it costs makes them look more alike than they are.
type server struct {
	replies  *replies
	slow     bool
	accepted atomic.Int64 // connections
	times    times        // of a slow one
}

// times are how long a server took, from having read a request to being about to reply.
type times struct {
	mu  sync.Mutex
	all []time.Duration
}

func (t *times) add(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, d)
}

// take returns those since it was called before.
func (t *times) take() []time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.all
	t.all = nil
	return all
}

// replies are whole responses by what they answer, for each person, clean and messy.
type replies struct{ clean, messy map[string][][]byte }

// The paths behind that of a customer, and the documents there.
var documents = []struct {
	path, name string
	count      int
}{
	{"tierDetails", "tier.json", people},
	{"", "customer.json", people},
	{"transactions", "transactions.json", pages},
	{newCustomer, "saved.json", 1},
}

// newCustomer stands for the path without a customer: there the new ones go.
const newCustomer = "new"

func makeReplies() (*replies, error) {
	all := &replies{clean: map[string][][]byte{}, messy: map[string][][]byte{}}
	for _, d := range documents {
		for n := range d.count {
			clean, err := document(d.name, n)
			if err != nil {
				return nil, err
			}
			all.clean[d.path] = append(all.clean[d.path], response(clean))
			all.messy[d.path] = append(all.messy[d.path], response(messy(clean)))
		}
	}
	return all, nil
}

// response puts the head of the API's replies before a body.
func response(body []byte) []byte {
	return append(fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: %d\r\n"+
		"X-Cap-Requestid: 7f1d0c2e-5b3a-4e0b-9d55-2f8c6a0e41b7\r\n\r\n",
		time.Date(2025, 5, 4, 9, 30, 0, 0, time.UTC).Format("Mon, 02 Jan 2006 15:04:05 GMT"), len(body)), body...)
}

// serve answers on a listener until it is closed.
func (s *server) serve(l net.Listener) error {
	for {
		c, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		s.accepted.Add(1)
		go s.answer(c)
	}
}

// answer reads requests and writes replies until the client leaves.
func (s *server) answer(c net.Conn) {
	defer c.Close()
	var timer *clock
	if s.slow {
		timer = newClock()
		defer timer.stop()
		timer.sleep(connectionTime)
	}
	in := bufio.NewReaderSize(c, 8<<10)
	for {
		reply, err := s.readRequest(in)
		if err != nil {
			return
		}
		if s.slow {
			begun := time.Now()
			timer.sleep(serverTime)
			s.times.add(time.Since(begun))
		}
		if _, err := c.Write(reply); err != nil {
			return
		}
	}
}

// readRequest reads over a request and returns the reply to it.
func (s *server) readRequest(in *bufio.Reader) (reply []byte, err error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	_, rest, _ := bytes.Cut(line, []byte(" "))
	target, _, _ := bytes.Cut(rest, []byte(" "))
	reply = s.replies.to(target)
	length := 0
	for {
		if line, err = in.ReadSlice('\n'); err != nil {
			return nil, err
		}
		if len(line) <= len("\r\n") {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok { // as net/http writes it
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return nil, err
			}
		}
	}
	_, err = in.Discard(length)
	return reply, err
}

var notFound = []byte("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

// to is the reply to a target: the path says which document, the digits behind "customers/" whose it is.
func (r *replies) to(target []byte) []byte {
	path, _, _ := bytes.Cut(target, []byte("?"))
	documents := r.clean
	if rest, ok := bytes.CutPrefix(path, []byte(messyPath)); ok {
		documents, path = r.messy, rest
	}
	who, which, _ := bytes.Cut(bytes.TrimPrefix(bytes.TrimPrefix(path, []byte("/v2/customers")), []byte("/")), []byte("/"))
	if len(who) == 0 {
		which = []byte(newCustomer)
	}
	found := documents[string(which)]
	if len(found) == 0 {
		return notFound
	}
	return found[personNumber(who)%len(found)]
}

// personNumber is what the last three digits say.
func personNumber(id []byte) (n int) {
	for _, c := range id[max(0, len(id)-3):] {
		n = n*10 + int(c-'0')
	}
	return n
}
