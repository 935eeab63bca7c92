package webhook_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/webhook"
)

const (
	lease = 30 * time.Second
	month = 31 * 24 * time.Hour
)

func claim(t *testing.T, store webhook.Store, key, owner string) webhook.Claim {
	t.Helper()
	c, err := store.Claim(context.Background(), key, owner, lease)
	require.NoError(t, err)
	return c
}

func TestOneClaimAtATimeAndNoneAfterItIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		store := webhook.NewMemoryStore(100)
		start := time.Now()
		require.Equal(t, webhook.Claim{State: webhook.Claimed, Tries: 1, First: start}, claim(t, store, "k", "a"))
		time.Sleep(lease - 1)
		require.Equal(t, webhook.InFlight, claim(t, store, "k", "b").State)
		require.Equal(t, webhook.Claimed, claim(t, store, "other", "b").State)
		require.NoError(t, store.Release(ctx, "k", "b"))
		require.Equal(t, webhook.InFlight, claim(t, store, "k", "b").State, "who has no claim releases nothing")
		require.NoError(t, store.Release(ctx, "k", "a"))
		require.Equal(t, webhook.Claim{State: webhook.Claimed, Tries: 2, First: start}, claim(t, store, "k", "b"), "tries count on")

		time.Sleep(lease)
		require.Equal(t, webhook.Claim{State: webhook.Claimed, Tries: 3, First: start}, claim(t, store, "k", "c"), "the lease ran out")
		require.NoError(t, store.Release(ctx, "k", "b"))
		require.Equal(t, webhook.InFlight, claim(t, store, "k", "d").State, "the late release of another claim")
		require.NoError(t, store.Done(ctx, "k", "b", month), "the effect is there, whoever has the lease now")
		require.NoError(t, store.Release(ctx, "k", "c"))
		require.Equal(t, webhook.Handled, claim(t, store, "k", "d").State)
	})
}

func TestKeysAreKeptForAMonth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		store := webhook.NewMemoryStore(100)
		claim(t, store, "done", "a")
		require.NoError(t, store.Done(ctx, "done", "a", month))
		claim(t, store, "tried", "a")
		require.NoError(t, store.Release(ctx, "tried", "a"))
		claim(t, store, "crashed", "a")
		time.Sleep(month - time.Minute)
		require.Equal(t, webhook.Handled, claim(t, store, "done", "b").State)
		require.Equal(t, 3, store.Len())
		time.Sleep(2 * time.Minute)
		claim(t, store, "new", "b")
		require.Equal(t, 1, store.Len(), "what was kept for its time is forgotten")
		require.Equal(t, 1, claim(t, store, "done", "b").Tries)
	})
}

func TestTheMemoryStoreForgetsTheOldestWhenItIsFullButNeverWhatIsInFlight(t *testing.T) {
	ctx := context.Background()
	store := webhook.NewMemoryStore(10)
	claim(t, store, "in flight", "a")
	for i := range 1000 {
		key := fmt.Sprint("k", i)
		claim(t, store, key, "a")
		require.NoError(t, store.Done(ctx, key, "a", month))
		require.LessOrEqual(t, store.Len(), 11)
	}
	require.Equal(t, webhook.InFlight, claim(t, store, "in flight", "b").State)
	require.Equal(t, webhook.Handled, claim(t, store, "k999", "b").State)
	require.Equal(t, webhook.Handled, claim(t, store, "k995", "b").State)
	require.Equal(t, webhook.Claimed, claim(t, store, "k100", "b").State, "forgotten")
	require.NoError(t, store.Done(ctx, "in flight", "a", month))
	require.Equal(t, webhook.Handled, claim(t, store, "in flight", "b").State)
}

func TestAFullMemoryStoreTakesTheMemoryItPromises(t *testing.T) {
	const keys = 50_000
	ctx := context.Background()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	store := webhook.NewMemoryStore(keys)
	for i := range 3 * keys {
		key := fmt.Sprintf("%064d", i)
		claim(t, store, key, "owner")
		require.NoError(t, store.Done(ctx, key, "owner", month))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	require.Equal(t, keys, store.Len())
	perKey := (float64(after.HeapAlloc) - float64(before.HeapAlloc)) / keys
	t.Logf("%.0f bytes a key", perKey)
	require.Less(t, perKey, 250.0)
	runtime.KeepAlive(store)
}

func TestOfManyClaimsAtTheSameTimeOneIsGiven(t *testing.T) {
	store := webhook.NewMemoryStore(1000)
	for round := range 50 {
		var given atomic.Int32
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				if claim(t, store, fmt.Sprint("k", round), fmt.Sprint(i)).State == webhook.Claimed {
					given.Add(1)
				}
			})
		}
		wait.Wait()
		require.EqualValues(t, 1, given.Load())
	}
}
