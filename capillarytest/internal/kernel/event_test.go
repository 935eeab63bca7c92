package kernel

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

func TestEventsAreToldWithinTheCallAndBackgroundWorkIsWaitedFor(t *testing.T) {
	t.Parallel()
	org := NewOrg(new(Defaults()))
	s := Start(org, nil, bareRoutes{"GET /v2/a": func(*Call) reply.Reply { return reply.Reply{} }})
	var told []Event
	org.OnEvent(func(e Event) { told = append(told, e) })
	release, seen := make(chan struct{}), 0
	org.Mu.Lock()
	org.Emit(Event{Name: "TransactionAdd", CustomerID: 7})
	org.Background(func(context.Context) {
		<-release
		org.Mu.Lock()
		defer org.Mu.Unlock()
		seen = len(told)
	})
	org.Mu.Unlock()
	assert.Equal(t, int64(7), told[0].CustomerID)
	assert.False(t, told[0].At.IsZero())
	close(release)
	s.Settle()
	assert.Equal(t, 1, seen)

	ended := false
	org.Background(func(ctx context.Context) {
		select {
		case <-ctx.Done():
			ended = true
		case <-time.After(time.Minute):
		}
	})
	s.Close()
	assert.True(t, ended, "work beside the calls ends with the server")
}
