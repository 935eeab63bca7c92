package webhook_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/webhook"
)

// journal is a store that outlives its process: every change is a line of a file, and a new one begins with reading it.
type journal struct {
	mu   sync.Mutex
	file *os.File
	keys map[string]journalEntry
}

type journalEntry struct {
	Key   string
	Owner string
	Until time.Time
	First time.Time
	Tries int
	Done  bool
}

func openJournal(t *testing.T, path string) *journal {
	t.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	require.NoError(t, err)
	j := &journal{file: file, keys: map[string]journalEntry{}}
	for lines := json.NewDecoder(file); ; {
		var e journalEntry
		if err := lines.Decode(&e); err == io.EOF {
			return j
		} else if err != nil {
			t.Fatal(err)
		}
		j.keys[e.Key] = e
	}
}

func (j *journal) write(e journalEntry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.keys[e.Key] = e
	_, err = j.file.Write(append(line, '\n'))
	return err
}

func (j *journal) Claim(_ context.Context, key, owner string, lease time.Duration) (webhook.Claim, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	e, now := j.keys[key], time.Now()
	switch {
	case e.Done:
		return webhook.Claim{State: webhook.Handled}, nil
	case e.Owner != "" && now.Before(e.Until):
		return webhook.Claim{State: webhook.InFlight}, nil
	}
	if e.Tries++; e.Tries == 1 {
		e.First = now
	}
	e.Key, e.Owner, e.Until = key, owner, now.Add(lease)
	return webhook.Claim{State: webhook.Claimed, Tries: e.Tries, First: e.First}, j.write(e)
}

func (j *journal) Done(_ context.Context, key, _ string, _ time.Duration) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	e := j.keys[key]
	e.Key, e.Done = key, true
	return j.write(e)
}

func (j *journal) Release(_ context.Context, key, owner string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	e := j.keys[key]
	if e.Done || e.Owner != owner {
		return nil
	}
	e.Owner = ""
	return j.write(e)
}

// effects is what handlers did, as a database would know it.
type effects struct {
	mu   sync.Mutex
	done map[string]int
	all  int
}

func (e *effects) add(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.done[id]++
	e.all++
}

func (e *effects) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.all
}

// site is a receiver with its server, as one process runs them.
type site struct {
	receiver *webhook.Receiver
	server   *http.Server
	journal  *journal
	served   chan struct{}
}

func openSite(t *testing.T, address, file string, done *effects) *site {
	t.Helper()
	s := &site{journal: openJournal(t, file), served: make(chan struct{})}
	s.receiver = newReceiver(t, webhook.WithStore(s.journal), webhook.WithPoison(10_000, time.Hour))
	webhook.On(s.receiver, func(_ context.Context, e webhook.PointsRedeemed) error {
		switch chance := rand.Float64(); {
		case chance < 0.20:
			return errors.New("not now")
		case chance < 0.25:
			panic("not at all")
		}
		done.add(e.RedemptionBillNumber)
		return nil
	})
	var listener net.Listener
	eventually(t, func() (ok bool) {
		var err error
		listener, err = net.Listen("tcp", address)
		return err == nil
	}, "a listener at the address of the one before")
	s.server = &http.Server{Handler: s.receiver, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		defer close(s.served)
		_ = s.server.Serve(webhook.DropEmptyHeaderNames(listener))
	}()
	return s
}

// stop ends the process: connections are cut at once, whatever they wait for; handlers are waited for.
func (s *site) stop(t *testing.T) {
	t.Helper()
	require.NoError(t, s.server.Close())
	require.NoError(t, s.receiver.Shutdown(t.Context()))
	<-s.served
	require.NoError(t, s.journal.file.Close())
}

// freeAddress is an address where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().String()
}

// The specification's proof: deliveries of which three in ten are duplicates, 64 at once, in any order, from senders that hang up,
// close their half, send slowly or break off; one event in three without an id; handlers of which one in five tries fails and one in twenty panics; the
// process ends in between and starts again with what its store kept. Each effect happens once, none is missing, and no
// delivery is refused.
func TestEachEffectHappensOnceAndNoneIsLost(t *testing.T) {
	deliveries := 10_000
	if testing.Short() && !raceDetector {
		deliveries = 1000
	}
	manners := []capillarytest.DeliveryManner{capillarytest.DeliverAndHangUp, capillarytest.DeliverAndHalfClose, capillarytest.DeliverSlowly, capillarytest.DeliverHalf}
	events := make([]capillarytest.Notification, deliveries*7/10)
	for i := range events {
		events[i] = capillarytest.Notification{EventName: "pointsRedeemed", WithoutID: i%3 == 0, Wrapped: i%5 == 0,
			Data: map[string]any{"redemptionBillNumber": fmt.Sprint("bill-", i), "totalPointsRedeemed": 10.5}}
		if i < deliveries*3/10 {
			events[i].Copies = 2
		}
		if rand.Float64() < 0.15 {
			events[i].Manners = []capillarytest.DeliveryManner{manners[rand.IntN(len(manners))]}
		}
	}

	done := &effects{done: map[string]int{}}
	address, file := freeAddress(t), filepath.Join(t.TempDir(), "journal")
	first := openSite(t, address, file, done)
	fake := capillarytest.NewServer()
	defer fake.Close()
	sender := fake.Sender(capillarytest.Webhook{URL: "http://" + address, MaxAllowedConnections: 64,
		Headers: map[string]string{secretHeader: secret, "": ""}})
	var outcome []capillarytest.Delivery
	var wait sync.WaitGroup
	wait.Go(func() {
		var err error
		outcome, err = sender.Deliver(t.Context(), events...)
		require.NoError(t, err)
	})
	eventually(t, func() bool { return done.count() > len(events)/2 }, "half of the effects")
	first.stop(t)
	second := openSite(t, address, file, done)
	wait.Wait()
	second.stop(t)

	require.Len(t, outcome, deliveries)
	tries, again := 0, 0
	for _, d := range outcome {
		require.Equal(t, capillarytest.DeliveryDone, d.Outcome, "%+v", d)
		for _, status := range d.Statuses {
			require.Contains(t, []int{0, 200, 503}, status, "wrongly refused: %+v", d)
		}
		tries += len(d.Statuses)
		again += len(d.Statuses) - 1
	}
	require.Len(t, done.done, len(events), "lost")
	for id, times := range done.done {
		require.Equal(t, 1, times, "%s happened twice", id)
	}
	before, after := first.receiver.Stats(), second.receiver.Stats()
	t.Logf("%d deliveries in %d tries; before the restart %+v; after it %+v", deliveries, tries, before, after)
	require.Greater(t, again, deliveries/5, "the senders had to come again")
	require.Positive(t, before.Failed)
	require.Positive(t, before.Panics)
	require.Positive(t, after.Duplicates)
	require.Positive(t, after.BrokenOff+before.BrokenOff)
}
