package deliver

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Item is a body that is to be delivered.
type Item struct {
	Body    []byte
	Manners []Manner // of the first tries; later ones are plain
	Copies  int      // how often it is delivered, at the least once
}

// Verdict is what became of an item.
type Verdict uint8

// Verdicts.
const (
	GivenUp   Verdict = iota // never answered, or answered only with what is to be tried again
	Delivered                // answered 2xx
	Refused                  // answered with a 4xx other than 429: it is lost
)

// Result are the tries of one copy of an item.
type Result struct {
	Item     int   // its place
	Statuses []int // of the answers; zero where there was none
	Verdict  Verdict
}

// Queue delivers items.
type Queue struct {
	Target      Target
	Connections int
	InOrder     bool          // the order of the items; otherwise it is drawn
	FirstPause  time.Duration // before the second try; each one is twice as long as the one before
	LongPause   time.Duration // the longest
	GiveUp      time.Duration // after which an item is not tried any more
	MaxTries    int           // how often it is tried at most; 0 for as long as there is time
}

// Deliver delivers all items, each as long as the sender tries. When the context ends, what is left is given up.
func (q Queue) Deliver(ctx context.Context, items []Item) []Result {
	var jobs []Result
	for i, item := range items {
		for range max(item.Copies, 1) {
			jobs = append(jobs, Result{Item: i})
		}
	}
	if !q.InOrder {
		rand.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })
	}
	next := make(chan *Result)
	var workers sync.WaitGroup
	for range max(q.Connections, 1) {
		workers.Go(func() {
			c := &conn{target: q.Target}
			defer c.close()
			for job := range next {
				q.deliver(ctx, c, job, items[job.Item])
			}
		})
	}
	for i := range jobs {
		next <- &jobs[i]
	}
	close(next)
	workers.Wait()
	return jobs
}

// deliver tries one copy of an item until there is a verdict.
func (q Queue) deliver(ctx context.Context, c *conn, job *Result, item Item) {
	start, pause := time.Now(), q.FirstPause
	for ctx.Err() == nil && (len(job.Statuses) == 0 || time.Since(start) < q.GiveUp && (q.MaxTries == 0 || len(job.Statuses) < q.MaxTries)) {
		manner := Plain
		if tries := len(job.Statuses); tries < len(item.Manners) {
			manner = item.Manners[tries]
		}
		status, _ := c.send(ctx, item.Body, manner)
		job.Statuses = append(job.Statuses, status)
		if job.Verdict = verdictOf(status); job.Verdict != GivenUp {
			return
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(2*pause, q.LongPause)
	}
}

func verdictOf(status int) Verdict {
	switch {
	case status >= 200 && status < 300:
		return Delivered
	case status >= 400 && status < 500 && status != http.StatusTooManyRequests:
		return Refused
	}
	return GivenUp
}
