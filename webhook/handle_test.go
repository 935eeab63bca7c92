package webhook_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/webhook"
)

func TestAHandlerThatFailsIsGivenTheEventAgain(t *testing.T) {
	for name, fail := range map[string]func(context.Context) error{
		"error":       func(context.Context) error { return errors.New("the database is away, says 919740000001") },
		"panic":       func(context.Context) error { panic("919740000001") },
		"nil panic":   func(context.Context) error { var m map[string]int; m["919740000001"] = 1; return nil }, //nolint:staticcheck // the panic is what is tested
		"aborting":    func(context.Context) error { panic(http.ErrAbortHandler) },
		"out of time": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
	} {
		t.Run(name, func(t *testing.T) {
			logger, text := logged()
			var told seen[error]
			receiver := newReceiver(t, webhook.WithLogger(logger), webhook.WithHandlerTime(20*time.Millisecond),
				webhook.WithFailures(func(ctx context.Context, e webhook.Event, err error) { _ = told.handle(ctx, err) }))
			var tries []int
			webhook.On(receiver, func(ctx context.Context, e webhook.PointsRedeemed) error {
				if tries = append(tries, e.Try); len(tries) < 3 {
					return fail(ctx)
				}
				return nil
			})
			for _, want := range []int{503, 503, 200, 200} {
				require.Equal(t, want, post(t, receiver, redeemed("e1", 1)))
			}
			require.Equal(t, []int{1, 2, 3}, tries, "and never after it was handled")
			require.Len(t, told.all, 2)
			require.Error(t, told.all[0])
			require.NotContains(t, text(), "919740000001", "what handlers say may be personal")
			require.Contains(t, text(), "event=pointsRedeemed")
			stats := receiver.Stats()
			require.EqualValues(t, 2, stats.Failed)
			require.EqualValues(t, 1, stats.Handled)
			require.EqualValues(t, 1, stats.Duplicates)
		})
	}
}

func TestAPanicIsToldWithItsValueButDoesNotPrintIt(t *testing.T) {
	var told error
	receiver := newReceiver(t, webhook.WithFailures(func(_ context.Context, _ webhook.Event, err error) { told = err }))
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { panic("919740000001") })
	require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)))
	var panicked *webhook.PanicError
	require.ErrorAs(t, told, &panicked)
	require.Equal(t, "919740000001", panicked.Value)
	require.Contains(t, string(panicked.Stack), "handle_test.go")
	require.NotContains(t, told.Error(), "919740000001")
	require.EqualValues(t, 1, receiver.Stats().Panics)
}

// runtime.Goexit, as t.FailNow in a handler, ends the goroutine of the request: nothing may stay claimed.
func TestAHandlerThatEndsItsGoroutineHoldsNothing(t *testing.T) {
	receiver := newReceiver(t, webhook.WithAtOnce(1))
	exit := true
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		if exit {
			runtime.Goexit()
		}
		return nil
	})
	var wait sync.WaitGroup
	wait.Go(func() { post(t, receiver, redeemed("e1", 1)) })
	wait.Wait()
	exit = false
	require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)))
	require.NoError(t, receiver.Shutdown(t.Context()))
}

func TestADuplicateInFlightIsAskedToComeAgain(t *testing.T) {
	receiver := newReceiver(t)
	started, finish := make(chan struct{}), make(chan error)
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		close(started)
		return <-finish
	})
	first := make(chan int)
	go func() { first <- post(t, receiver, redeemed("e1", 1)) }()
	<-started
	require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)), "200 would lose the event if the first try fails")
	finish <- nil
	require.Equal(t, 200, <-first)
	require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)))
	require.EqualValues(t, 1, receiver.Stats().InFlight)
}

// The lease of a claim runs out while a handler overruns its time, since it does not look at its context.
func TestAHandlerThatOverrunsItsTimeIsNotJoinedByAnotherOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		receiver := newReceiver(t)
		var runs atomic.Int32
		webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
			runs.Add(1)
			time.Sleep(10 * time.Minute)
			return nil
		})
		first := make(chan int)
		go func() { first <- post(t, receiver, redeemed("e1", 1)) }()
		for range 5 {
			time.Sleep(time.Minute)
			require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)))
		}
		require.Equal(t, 200, <-first, "it is handled, however long it took")
		require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)))
		require.EqualValues(t, 1, runs.Load())
	})
}

func TestHandlersHaveTwentySeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		receiver := newReceiver(t)
		var runs int
		webhook.On(receiver, func(ctx context.Context, _ webhook.PointsRedeemed) error {
			runs++
			<-ctx.Done()
			return ctx.Err()
		})
		start := time.Now()
		require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)))
		require.Equal(t, 20*time.Second, time.Since(start))
		start = time.Now()
		require.Equal(t, 503, post(t, receiver, "["+redeemed("a", 1)+","+redeemed("b", 1)+","+redeemed("c", 1)+"]"))
		require.Equal(t, 20*time.Second, time.Since(start), "for all events of a delivery: the sender waits for 30")
		require.Equal(t, 2, runs, "there was no time left for the others, which is no try of theirs")
	})
}

func TestNoMoreAreHandledAtOnceThanAllowed(t *testing.T) {
	receiver := newReceiver(t, webhook.WithAtOnce(3))
	started, finish := make(chan struct{}), make(chan struct{})
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		started <- struct{}{}
		<-finish
		return nil
	})
	answers := make(chan int)
	for i := range 3 {
		go func() { answers <- post(t, receiver, redeemed(fmt.Sprint("e", i), 1)) }()
		<-started
	}
	require.Equal(t, 503, post(t, receiver, redeemed("e4", 1)))
	require.EqualValues(t, 1, receiver.Stats().Overloaded)
	close(finish)
	for range 3 {
		require.Equal(t, 200, <-answers)
	}
	go func() { <-started }()
	require.Equal(t, 200, post(t, receiver, redeemed("e4", 1)))
}

// halfClosed delivers over a socket, closes its half, and returns what comes back.
func halfClosed(t *testing.T, url, body string) (status int) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: %d\r\n\r\n%s", secretHeader, secret, len(body), body)
	require.NoError(t, err)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite())
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	drain(response.Body)
	return response.StatusCode
}

func TestTheHandlersContextOutlivesAHalfClosedRequest(t *testing.T) {
	receiver := newReceiver(t)
	requestEnded := make(chan struct{})
	webhook.On(receiver, func(ctx context.Context, _ webhook.PointsRedeemed) error {
		<-requestEnded
		return ctx.Err()
	})
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		context.AfterFunc(r.Context(), func() { close(requestEnded) })
		receiver.ServeHTTP(w, r)
	}))
	require.Equal(t, 200, halfClosed(t, url, redeemed("e1", 1)))
}

type ctxKey struct{}

func TestTheHandlersContextHasTheValuesOfTheRequests(t *testing.T) {
	receiver := newReceiver(t)
	var value any
	webhook.On(receiver, func(ctx context.Context, _ webhook.PointsRedeemed) error {
		value = ctx.Value(ctxKey{})
		return nil
	})
	post(t, receiver, redeemed("e1", 1), func(r *http.Request) { *r = *r.WithContext(context.WithValue(r.Context(), ctxKey{}, "trace")) })
	require.Equal(t, "trace", value)
}

func TestASenderThatHangsUpDoesNotStopTheHandler(t *testing.T) {
	receiver := newReceiver(t)
	started, finish := make(chan struct{}), make(chan struct{})
	webhook.On(receiver, func(ctx context.Context, _ webhook.PointsRedeemed) error {
		close(started)
		<-finish
		return ctx.Err()
	})
	url := serve(t, receiver)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	require.NoError(t, err)
	body := redeemed("e1", 1)
	_, err = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: %d\r\n\r\n%s", secretHeader, secret, len(body), body)
	require.NoError(t, err)
	<-started
	require.NoError(t, conn.Close())
	close(finish)
	eventually(t, func() bool { return receiver.Stats().Handled == 1 }, "the end of the handler")
	require.Equal(t, 200, post(t, receiver, body))
}

func TestABodyThatBreaksOffIsNoDeadLetter(t *testing.T) {
	var dead letters
	receiver := newReceiver(t, dead.option())
	url := serve(t, receiver)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	require.NoError(t, err)
	_, err = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: 1000\r\n\r\n%s", secretHeader, secret, redeemed("e1", 1))
	require.NoError(t, err)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite())
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	require.Equal(t, 503, answer.StatusCode)
	require.NoError(t, conn.Close())
	require.Empty(t, dead.all)
	require.EqualValues(t, 1, receiver.Stats().BrokenOff)
	require.Zero(t, receiver.Stats().Unreadable)
}

func TestShutdownWaitsAndNothingIsDoneAfterTheAnswer(t *testing.T) {
	receiver := newReceiver(t)
	started, finish := make(chan struct{}), make(chan struct{})
	var done atomic.Bool
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		close(started)
		<-finish
		done.Store(true)
		return nil
	})
	first, down := make(chan int, 1), make(chan error)
	go func() { first <- post(t, receiver, redeemed("e1", 1)) }()
	<-started
	go func() { down <- receiver.Shutdown(t.Context()) }()
	eventually(t, func() bool { return post(t, receiver, `{"eventName":"x"}`) == 503 }, "the refusal of new deliveries")
	select {
	case <-down:
		t.Fatal("Shutdown did not wait")
	case <-first:
		t.Fatal("the delivery was answered before its handler ended")
	default:
	}
	close(finish)
	require.NoError(t, <-down)
	require.True(t, done.Load())
	require.Equal(t, 200, <-first)
	require.Equal(t, 401, post(t, receiver, redeemed("e3", 1), func(r *http.Request) { r.Header.Del(secretHeader) }))
	require.NoError(t, receiver.Shutdown(t.Context()), "again")
}

func TestShutdownWaitsForTheLastOfMany(t *testing.T) {
	receiver := newReceiver(t)
	started, finish := make(chan struct{}), make(chan struct{})
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		started <- struct{}{}
		<-finish
		return nil
	})
	answers, down := make(chan int), make(chan error, 1)
	for i := range 3 {
		go func() { answers <- post(t, receiver, redeemed(fmt.Sprint("e", i), 1)) }()
		<-started
	}
	go func() { down <- receiver.Shutdown(t.Context()) }()
	eventually(t, func() bool { return post(t, receiver, `{"eventName":"x"}`) == 503 }, "the refusal of new deliveries")
	for range 2 {
		finish <- struct{}{}
		require.Equal(t, 200, <-answers)
		require.Empty(t, down)
	}
	finish <- struct{}{}
	require.Equal(t, 200, <-answers)
	require.NoError(t, <-down)
}

func TestAShutdownThatCantWaitEndsTheHandlersContexts(t *testing.T) {
	receiver := newReceiver(t)
	started := make(chan struct{})
	webhook.On(receiver, func(ctx context.Context, _ webhook.PointsRedeemed) error {
		close(started)
		<-ctx.Done()
		return ctx.Err()
	})
	answer := make(chan int)
	go func() { answer <- post(t, receiver, redeemed("e1", 1)) }()
	<-started
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, receiver.Shutdown(soon), context.DeadlineExceeded)
	require.Equal(t, 503, <-answer)
	require.NoError(t, receiver.Shutdown(t.Context()))
}

func TestAnEventThatAlwaysFailsGoesToTheDeadLetters(t *testing.T) {
	var dead letters
	receiver := newReceiver(t, dead.option(), webhook.WithPoison(3, time.Hour))
	cause := errors.New("no such customer")
	var tries int
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { tries++; return cause })
	body := redeemed("e1", 7)
	for _, want := range []int{503, 503, 200, 200} {
		require.Equal(t, want, post(t, receiver, "["+body+"]"))
	}
	require.Equal(t, 3, tries)
	require.Len(t, dead.all, 1)
	letter := dead.all[0]
	require.Equal(t, webhook.Poisonous, letter.Reason)
	require.ErrorIs(t, letter.Err, cause)
	require.Equal(t, "["+body+"]", string(letter.Body))
	require.Equal(t, "7", webhook.As[webhook.PointsRedeemed](letter.Event).TotalPointsRedeemed.String())
	require.EqualValues(t, 1, receiver.Stats().DeadLetters)
}

func TestAnEventThatFailsForHoursGoesToTheDeadLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var dead letters
		receiver := newReceiver(t, dead.option(), webhook.WithPoison(1000, 6*time.Hour))
		webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return errors.New("no") })
		start := time.Now()
		for post(t, receiver, redeemed("e1", 1)) != 200 {
			time.Sleep(10 * time.Minute)
		}
		require.Equal(t, 6*time.Hour, time.Since(start))
		require.Len(t, dead.all, 1)
	})
}

func TestAPoisonousEventIsNeverDroppedWithoutADeadLetter(t *testing.T) {
	receiver := newReceiver(t, webhook.WithPoison(2, time.Hour))
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return errors.New("no") })
	for range 5 {
		require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)))
	}
	var letters, tries int
	receiver = newReceiver(t, webhook.WithPoison(2, time.Hour), webhook.WithDeadLetters(func(context.Context, webhook.DeadLetter) error {
		if letters++; letters < 3 {
			return errors.New("the disk is full")
		}
		return nil
	}))
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { tries++; return errors.New("no") })
	for _, want := range []int{503, 503, 503, 200, 200} {
		require.Equal(t, want, post(t, receiver, redeemed("e1", 1)))
	}
	require.Equal(t, 3, letters)
	require.EqualValues(t, 2, receiver.Stats().DeadLettersRefused)
}

func TestEventsWithoutAHandlerArePassedOnRaw(t *testing.T) {
	receiver := newReceiver(t)
	var raw, unknown seen[webhook.Event]
	receiver.OnRaw("labelCreated", raw.handle)
	label := `{"eventName":"labelCreated","eventId":"l1","orgId":100,"data":{"anything":[1,{"at":"all"}]}}`
	require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)))
	require.EqualValues(t, 1, receiver.Stats().Unhandled)
	receiver.OnUnknown(unknown.handle)
	require.Equal(t, 200, post(t, receiver, label))
	require.Equal(t, 200, post(t, receiver, `{"eventName":"brandNew","eventId":"n1","data":{"x":1}}`))
	require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)), "what nobody wanted is not handled yet")
	require.Len(t, raw.all, 1)
	require.JSONEq(t, `{"anything":[1,{"at":"all"}]}`, string(raw.all[0].Data))
	require.JSONEq(t, label, string(raw.all[0].Raw))
	require.Len(t, unknown.all, 2)
	require.Equal(t, "brandNew", unknown.all[0].EventName)
	require.Equal(t, "pointsRedeemed", unknown.all[1].EventName)
}

func TestEventsHaveOneHandlerAndNoMore(t *testing.T) {
	receiver := newReceiver(t)
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return nil })
	require.Panics(t, func() { webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return nil }) })
	require.Panics(t, func() { receiver.OnRaw("pointsRedeemed", func(context.Context, webhook.Event) error { return nil }) })
	require.Panics(t, func() { receiver.OnRaw("", func(context.Context, webhook.Event) error { return nil }) })
	require.Panics(t, func() { receiver.OnUnknown(nil) })
	require.Panics(t, func() { webhook.On[webhook.PointsIssued](receiver, nil) })
}

// broken is a store whose methods fail as told.
type broken struct {
	webhook.Store
	claim, done, release error
	panics               bool
	dones                int
}

func (b *broken) Claim(ctx context.Context, key, owner string, lease time.Duration) (webhook.Claim, error) {
	if b.panics {
		panic("store")
	}
	if b.claim != nil {
		return webhook.Claim{}, b.claim
	}
	return b.Store.Claim(ctx, key, owner, lease)
}

func (b *broken) Done(ctx context.Context, key, owner string, keep time.Duration) error {
	if b.dones++; b.done != nil && b.dones < 3 {
		return b.done
	}
	return b.Store.Done(ctx, key, owner, keep)
}

func (b *broken) Release(ctx context.Context, key, owner string) error {
	if b.release != nil {
		return b.release
	}
	return b.Store.Release(ctx, key, owner)
}

func TestAStoreThatFailsLosesNothingAndDoublesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := errors.New("the store is away")
		store := &broken{Store: webhook.NewMemoryStore(100)}
		receiver := newReceiver(t, webhook.WithStore(store))
		var runs int
		var fail error
		webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { runs++; return fail })

		store.claim = away
		require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)))
		store.claim, store.panics = nil, true
		require.Equal(t, 503, post(t, receiver, redeemed("e1", 1)))
		require.Zero(t, runs, "nobody knows whether it was handled")
		store.panics, store.done = false, away
		require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)), "the mark is tried again")
		require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)))
		require.Equal(t, 1, runs)

		store.release, fail = away, away
		require.Equal(t, 503, post(t, receiver, redeemed("e2", 1)))
		require.Equal(t, 503, post(t, receiver, redeemed("e2", 1)), "the claim could not be given back: its lease has to run out")
		require.Equal(t, 2, runs)
		time.Sleep(31 * time.Second)
		fail = nil
		require.Equal(t, 200, post(t, receiver, redeemed("e2", 1)))
		require.Equal(t, 3, runs)
	})
}

func TestManyReceiversOfOneStoreHandleAnEventOnce(t *testing.T) {
	store := webhook.NewMemoryStore(1000)
	var runs atomic.Int32
	var all []*webhook.Receiver
	for range 4 {
		receiver := newReceiver(t, webhook.WithStore(store))
		webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
			runs.Add(1)
			time.Sleep(time.Millisecond)
			return nil
		})
		all = append(all, receiver)
	}
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			for post(t, all[i%4], redeemed("e1", 1)) != 200 {
				time.Sleep(time.Millisecond)
			}
		})
	}
	wait.Wait()
	require.EqualValues(t, 1, runs.Load())
}

// An attacker's load must not be answered slower or otherwise because others wait.
func TestWrongSecretsTakeNoPlaces(t *testing.T) {
	receiver := newReceiver(t, webhook.WithAtOnce(1))
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return nil })
	for range 50 {
		request := httptest.NewRequest(http.MethodPost, "/", io.LimitReader(zeros{}, 1<<30))
		recorder := httptest.NewRecorder()
		receiver.ServeHTTP(recorder, request)
		require.Equal(t, 401, recorder.Code)
	}
	require.Equal(t, 200, post(t, receiver, redeemed("e1", 1)))
}

func TestAFloodIsAnsweredAndItsEventHappensOnce(t *testing.T) {
	receiver := newReceiver(t, webhook.WithAtOnce(4))
	var runs atomic.Int32
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		runs.Add(1)
		time.Sleep(5 * time.Millisecond)
		return nil
	})
	fake := capillarytest.NewServer()
	defer fake.Close()
	sender := fake.Sender(capillarytest.Webhook{URL: serve(t, receiver), Headers: map[string]string{secretHeader: secret}, MaxAllowedConnections: 50})
	outcome, err := sender.Deliver(t.Context(), capillarytest.Notification{EventName: "pointsRedeemed", Copies: 300})
	require.NoError(t, err)
	require.EqualValues(t, 1, runs.Load())
	for _, d := range outcome {
		require.Equal(t, capillarytest.DeliveryDone, d.Outcome)
	}
}
