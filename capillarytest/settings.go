package capillarytest

import (
	"net/http"
	"time"
)

// basics are the settings of an organisation that no resource owns.
type basics struct {
	clock     func() time.Time
	zone      *time.Location
	orgID     int64
	tills     []basicUser   // that may sign in with Basic; the first one also stands for OAuth calls that name none
	clients   []oauthClient // that may fetch tokens
	tokenTTL  time.Duration
	stale     StaleForm
	keys      KeyPolicy
	refusedV1 int // the HTTP status of refusals in v1.1
	refusedV2 int // and elsewhere
}

// basicUser is a till with its password.
type basicUser struct{ name, password string }

// oauthClient is a client with its secret.
type oauthClient struct{ key, secret string }

// basicDefaults are the settings of a server that sets up nothing.
func basicDefaults() basics {
	return basics{
		clock:     time.Now,
		zone:      time.UTC,
		orgID:     100600,
		tills:     []basicUser{{"demo.till01", "demo-password"}},
		clients:   []oauthClient{{"demo-client-key", "demo-client-secret"}},
		tokenTTL:  5 * time.Minute,
		refusedV1: http.StatusOK,
		refusedV2: http.StatusBadRequest,
	}
}
