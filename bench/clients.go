package bench

import (
	"context"
	"net/http"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// The made-up credentials. The server asks for none.
const (
	username = "blr.till.09"
	password = "a-made-up-password"
)

// client is one of those that are compared. Its results are pointers to its own types.
type client interface {
	Tier(ctx context.Context, id int64) (any, error)             // a reply of 0.5 KB
	Customer(ctx context.Context, id int64) (any, error)         // a reply of 6 KB
	Transactions(ctx context.Context, id int64) (any, error)     // a reply of 300 KB
	Register(ctx context.Context, registration int) (any, error) // a request of 6 KB

	CloseIdleConnections()
}

// rival is a way to make a client. Each client has connections of its own.
type rival struct {
	name string
	open func(base string) (client, error)
}

// The rivals. A tuned transport keeps a connection for each of many callers, which the libraries' own do not.
var (
	ours           = rival{"ours", openOurs}
	oursHTTP2      = rival{"ours", openOursHTTP2}
	plain          = rival{"hand-written", openPlain(libraryDefault)}
	plainTuned     = rival{"hand-written, tuned", openPlain(tunedIdle)}
	retryable      = rival{"go-retryablehttp", openRetryable(libraryDefault)}
	limit          = rival{"the limit: body thrown away", openLimit}
	retryableTuned = rival{"go-retryablehttp, tuned", openRetryable(tunedIdle)}
)

// Idle connections that a transport keeps for one host.
const (
	libraryDefault = 0 // 2 of net/http, one more than there are cores of go-retryablehttp
	tunedIdle      = 256
)

func tune(t *http.Transport, idle int) *http.Transport {
	if idle != libraryDefault {
		t.MaxIdleConns, t.MaxIdleConnsPerHost = 2*idle, idle
	}
	return t
}

func openPlain(idle int) func(string) (client, error) {
	return func(base string) (client, error) {
		c := &http.Client{Transport: tune(http.DefaultTransport.(*http.Transport).Clone(), idle)}
		return newHandWritten(base, c, sendWithHTTP(c)), nil
	}
}

// openLimit opens what no client can be faster than: the tuned transport, and the body is read and thrown away.
func openLimit(base string) (client, error) {
	c := &http.Client{Transport: tune(http.DefaultTransport.(*http.Transport).Clone(), tunedIdle)}
	h := newHandWritten(base, c, sendWithHTTP(c))
	h.throwAway = true
	return h, nil
}

func openRetryable(idle int) func(string) (client, error) {
	return func(base string) (client, error) {
		c := retryablehttp.NewClient()
		c.Logger = nil
		tune(c.HTTPClient.Transport.(*http.Transport), idle)
		return newHandWritten(base, c.HTTPClient, sendWithRetries(c)), nil
	}
}

// sdk is ours.
type sdk struct {
	client    *capillary.Client
	customers *customer.Service
}

func openOurs(base string) (client, error) { return openOursWith(base) }

func openOursHTTP2(base string) (client, error) { return openOursWith(base, capillary.WithHTTP2()) }

func openOursWith(base string, options ...capillary.ClientOption) (client, error) {
	c, err := capillary.New(capillary.Host(base), capillary.Basic(username, password), options...)
	if err != nil {
		return nil, err
	}
	return &sdk{c, customer.New(c)}, nil
}

func (s *sdk) CloseIdleConnections() { s.client.CloseIdleConnections() }

func (s *sdk) Tier(ctx context.Context, id int64) (any, error) {
	return s.customers.Tier(ctx, capillary.UserID(id), customer.ProgramOptions{})
}

func (s *sdk) Customer(ctx context.Context, id int64) (any, error) {
	return s.customers.Get(ctx, capillary.UserID(id), customer.GetOptions{Embed: []customer.Embed{customer.EmbedMLP}})
}

func (s *sdk) Transactions(ctx context.Context, id int64) (any, error) {
	return s.customers.Transactions(ctx, capillary.UserID(id), customer.TransactionOptions{Limit: 270, Embed: []customer.TransactionEmbed{
		customer.EmbedAttribution, customer.EmbedBillExtendedFields, customer.EmbedBillStoreDetails, customer.EmbedPaymentModes}})
}

func (s *sdk) Register(ctx context.Context, n int) (any, error) {
	return s.customers.Register(ctx, registrations[n])
}
