package webhook

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/capillary-go/sdk/capillary"
)

// Receiver is an http.Handler that takes deliveries: see the package's documentation. Its answers have no body, since the
// sender keeps it. They are 200 for what was handled, also earlier; the retry status for what should come again; and 401 for
// who does not know the secret. Nothing else is ever answered: after another 4xx the event is never sent again.
type Receiver struct {
	settings
	secrets  Secrets
	handlers handlers
	stats    counters
	slots    chan struct{} // of deliveries that are handled
	gate     gate
	wrong    throttle // warnings of wrong secrets

	stopping context.Context // ends when Shutdown can't wait any longer
	stop     context.CancelFunc

	mu      sync.Mutex
	running map[string]bool // keys, here
}

// NewReceiver returns a receiver that has no handlers yet. An InvalidInputError says which setting can't be.
func NewReceiver(secrets Secrets, opts ...ReceiverOption) (*Receiver, error) {
	if secrets.err != nil {
		return nil, secrets.err
	}
	if secrets.matches == nil {
		return nil, capillary.Invalid("secret", "there is none; use Secret")
	}
	set := defaults()
	for _, o := range opts {
		o(&set)
	}
	if err := set.check(); err != nil {
		return nil, err
	}
	r := &Receiver{settings: set, secrets: secrets, slots: make(chan struct{}, set.atOnce), running: map[string]bool{}}
	r.stopping, r.stop = context.WithCancel(context.Background())
	return r, nil
}

// ErrShutdown is what Recover returns after Shutdown.
var ErrShutdown = errors.New("webhook: the receiver was shut down")

// Shutdown makes the receiver answer all deliveries with the retry status, and waits for those that are being handled: when it
// returns nil no handler runs any more. When the context ends first, the contexts of the handlers are ended and its error is
// returned at once. Call it beside [http.Server.Shutdown], before or after.
func (r *Receiver) Shutdown(ctx context.Context) error {
	select {
	case <-r.gate.close():
		r.stop()
		return nil
	case <-ctx.Done():
		r.stop()
		return ctx.Err()
	}
}

// ServeHTTP takes a delivery.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	status := r.serve(request)
	w.WriteHeader(status)
}

func (r *Receiver) serve(request *http.Request) (status int) {
	r.stats.Deliveries.Add(1)
	if !r.secrets.accepts(request) {
		return r.refuse(request.Context())
	}
	if !r.gate.enter() {
		r.stats.Overloaded.Add(1)
		return r.retryStatus
	}
	defer r.gate.leave()
	body, err := r.readBody(request)
	if err != nil {
		return r.unreadable(request, body, err)
	}
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	default:
		r.stats.Overloaded.Add(1)
		return r.retryStatus
	}
	if r.deliver(request, body) {
		return http.StatusOK
	}
	return r.retryStatus
}

// refuse answers a wrong secret.
func (r *Receiver) refuse(ctx context.Context) (status int) {
	total := r.stats.WrongSecret.Add(1)
	if r.wrong.due() {
		r.warn(ctx, "capillary webhook: a delivery without the right secret", "total", total, "rotating", r.rotating)
	}
	if r.rotating {
		return r.retryStatus
	}
	return http.StatusUnauthorized
}

// unreadable answers a delivery whose body could not be read as a whole.
func (r *Receiver) unreadable(request *http.Request, body received, err error) (status int) {
	letter := DeadLetter{Err: err, Body: body.raw, Cut: body.cut}
	switch {
	case errors.Is(err, errTooLarge):
		letter.Reason = TooLarge
	case errors.Is(err, errCompressed):
		letter.Reason = Malformed
	default: // the sender went away: it will deliver again
		r.stats.BrokenOff.Add(1)
		return r.retryStatus
	}
	r.stats.Unreadable.Add(1)
	if r.bury(request.Context(), letter.of(request)) {
		return http.StatusOK
	}
	return r.retryStatus
}

// deliver handles all events of a body, in their order, and reports whether the delivery need not come again.
func (r *Receiver) deliver(request *http.Request, body received) bool {
	ctx, cancel := r.handlerContext(request.Context())
	defer cancel()
	documents, err := split(body.plain)
	if err != nil {
		r.stats.Unreadable.Add(1)
		return r.bury(ctx, DeadLetter{Reason: Malformed, Err: err, Body: body.raw}.of(request))
	}
	well := true
	for _, document := range documents {
		event, err := readEvent(document, r.zone)
		letter := DeadLetter{Body: body.raw}.of(request)
		if len(documents) > 1 {
			letter.Body, letter.ContentEncoding = document, ""
		}
		if err != nil {
			r.stats.Unreadable.Add(1)
			letter.Reason, letter.Err = Malformed, err
			well = r.bury(ctx, letter) && well
			continue
		}
		well = r.handle(ctx, event, letter).settled() && well
	}
	return well
}

// handlerContext outlives the request, whose context ends as soon as the sender closes its half of the connection. It keeps the
// values of the request's.
func (r *Receiver) handlerContext(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.handlerTime)
	unhook := context.AfterFunc(r.stopping, cancel)
	return ctx, func() {
		unhook()
		cancel()
	}
}

func (r *Receiver) warn(ctx context.Context, message string, args ...any) {
	r.logger.WarnContext(ctx, message, args...)
}
