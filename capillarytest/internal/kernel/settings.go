package kernel

import (
	"net/http"
	"time"
)

// Settings are the settings of an organisation that no resource owns.
type Settings struct {
	Clock    func() time.Time
	Zone     *time.Location
	OrgID    int64
	Tills    []User   // that may sign in with Basic; the first one also stands for OAuth calls that name none
	Clients  []Client // that may fetch tokens
	TokenTTL time.Duration
	Stale    StaleForm
	Keys     KeyPolicy

	// As before 2026.
	WithoutTwins       bool // dates of v2 replies stand alone
	WithoutMultiStatus bool // a batch that failed in part is HTTP 200, and one that failed has the status of refusals

	RefusedV1 int // the HTTP status of refusals in v1.1
	RefusedV2 int // and elsewhere
}

// User is a till with its password.
type User struct{ Name, Password string }

// Client is a client with its secret.
type Client struct{ Key, Secret string }

// Defaults are the settings of a server that sets up nothing.
func Defaults() Settings {
	return Settings{
		Clock:     time.Now,
		Zone:      time.UTC,
		OrgID:     100600,
		Tills:     []User{{"demo.till01", "demo-password"}},
		Clients:   []Client{{"demo-client-key", "demo-client-secret"}},
		TokenTTL:  5 * time.Minute,
		RefusedV1: http.StatusOK,
		RefusedV2: http.StatusBadRequest,
	}
}
