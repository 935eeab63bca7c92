package capillary

import (
	"context"
	"net/http/httptrace"
	"strings"
)

// withoutCredentials keeps credentials from the hooks of a trace in the context. net/http tells them each header that it
// writes, and tracers put what they hear into spans.
func withoutCredentials(ctx context.Context, own map[string]Secret) context.Context {
	trace := httptrace.ContextClientTrace(ctx)
	if trace == nil || trace.WroteHeaderField == nil {
		return ctx
	}
	careful := *trace
	careful.WroteHeaderField = func(name string, values []string) {
		if isCredential(name, own) {
			values = []string{redacted}
		}
		trace.WroteHeaderField(name, values)
	}
	return &traced{ctx, &careful}
}

// isCredential reports whether a header is one of the client's, or of those that a call has besides.
func isCredential(header string, own map[string]Secret) bool {
	switch sameName(header) {
	case "authorization", "x-cap-api-oauth-token":
		return true
	}
	for name := range own {
		if strings.EqualFold(name, header) {
			return true
		}
	}
	return false
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
