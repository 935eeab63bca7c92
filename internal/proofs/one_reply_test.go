package proofs

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// oneReply is a server that gives the same reply to whatever it is asked, and a client of it.
type oneReply struct {
	client *capillary.Client
	reply  atomic.Pointer[statusAndBody]
}

type statusAndBody struct {
	status int
	body   string
}

func serveOneReply(t *testing.T, protocol string) *oneReply {
	t.Helper()
	p := new(oneReply)
	p.says(http.StatusOK, `{}`)
	p.client = proofClient(t, wiretest.ServeOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		r := p.reply.Load()
		w.WriteHeader(r.status)
		if r.status != http.StatusNoContent {
			fmt.Fprint(w, r.body)
		}
	})))
	return p
}

func (p *oneReply) says(status int, body string) { p.reply.Store(&statusAndBody{status, body}) }

// withoutRaces leaves a test to the run without the race detector: it makes one call after another, and is ten times as slow with it.
func withoutRaces(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("it makes one call after another, as others do that run with the race detector: the run without it says the same")
	}
}

// racesOverOneProtocol is withoutRaces over the second protocol.
func racesOverOneProtocol(t *testing.T, protocol string) {
	t.Helper()
	if protocol != wiretest.HTTP1 {
		withoutRaces(t)
	}
}
