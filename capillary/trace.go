package capillary

import (
	"context"
	"net/http/httptrace"
)

// withoutCredentials keeps credentials from the hooks of a trace in the context. net/http tells them each header that it
// writes, and tracers put what they hear into spans.
func withoutCredentials(ctx context.Context) context.Context {
	trace := httptrace.ContextClientTrace(ctx)
	if trace == nil || trace.WroteHeaderField == nil {
		return ctx
	}
	own := *trace
	own.WroteHeaderField = func(name string, values []string) {
		switch sameName(name) {
		case "authorization", "x-cap-api-oauth-token":
			values = []string{redacted}
		}
		trace.WroteHeaderField(name, values)
	}
	return &traced{ctx, &own}
}

// traced is a context with another trace. httptrace adds hooks to those that a context has, and takes none off.
type traced struct {
	context.Context

	trace *httptrace.ClientTrace
}

func (t *traced) Value(key any) any {
	if key == traceKey {
		return t.trace
	}
	return t.Context.Value(key)
}

// traceKey is where httptrace keeps a trace in a context. It is the one key that it asks for.
var traceKey = func() any {
	k := &keyCatcher{Context: context.Background()}
	httptrace.ContextClientTrace(k)
	return k.key
}()

type keyCatcher struct {
	context.Context

	key any
}

func (k *keyCatcher) Value(key any) any {
	k.key = key
	return nil
}
