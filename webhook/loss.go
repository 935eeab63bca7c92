package webhook

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/escape"
)

// Loss is a setting of a webhook by which events are lost, without a line in any log of the receiver. It never holds the value
// of a header.
type Loss struct {
	Field   string // of the webhook, such as webHookHeaders
	Why     string
	Certain bool // it loses all events, whoever receives them; otherwise it depends on what stands in front of the receiver
}

// LosingWebhook is a webhook that loses events.
type LosingWebhook struct {
	Webhook Webhook
	Losses  []Loss
}

// Losing lists the webhooks that are switched on and lose events, or may: see Loss. In two listings of real organisations half
// of the webhooks were saved with a header whose name is empty.
//
// GET /v3/webHooks
func (s *Service) Losing(ctx context.Context, opts ...capillary.RequestOption) ([]LosingWebhook, error) {
	page, err := s.List(ctx, opts...)
	if err != nil {
		return nil, err
	}
	losing := []LosingWebhook{}
	for _, w := range page.Items {
		if losses := w.Losses(); w.Active && len(losses) > 0 {
			losing = append(losing, LosingWebhook{w, losses})
		}
	}
	return losing, nil
}

// Losses tells by which of its settings a webhook loses events. Webhooks that Capillary uses itself lose none.
func (w Webhook) Losses() []Loss {
	if httpUnless(w.WebHookType) != TypeHTTP {
		return nil
	}
	losses := append(w.badEvents(), w.badAddress()...)
	losses = append(losses, w.badHeaders()...)
	switch strings.ToUpper(w.MethodType) {
	case "GET", "DELETE":
		losses = append(losses, Loss{"methodType", "proxies often drop the body of a GET or DELETE", false})
	}
	return losses
}

// refuse is the error for a webhook that the API would refuse, or that would lose all events.
func (w Webhook) refuse() error {
	for _, loss := range append(w.badEvents(), w.Losses()...) {
		if loss.Certain {
			return capillary.Invalid(loss.Field, loss.Why)
		}
	}
	return nil
}

func (w Webhook) badEvents() (losses []Loss) {
	switch {
	case len(w.EventNames) == 0:
		losses = append(losses, Loss{"eventNames", "there are none, so nothing is delivered", true})
	case slices.ContainsFunc(w.EventNames, isBlank):
		losses = append(losses, Loss{"eventNames", "one is empty", true})
	}
	if w.MaxAllowedConnections < 1 {
		losses = append(losses, Loss{"maxAllowedConnections", "it must be at least 1", true})
	}
	return losses
}

func (w Webhook) badAddress() []Loss {
	bad := func(why string) []Loss { return []Loss{{"webHookUrl", why, true}} }
	address, err := url.Parse(w.WebHookURL)
	switch {
	case w.WebHookURL == "":
		return bad("it is empty")
	case strings.TrimSpace(w.WebHookURL) != w.WebHookURL:
		return bad("it has blanks at an end; it is stored and called as it is")
	case err != nil:
		return bad("it is no URL")
	case address.Scheme == "" && !strings.ContainsAny(w.WebHookURL, ".:/"):
		return nil // a word alone, which may name something within Capillary
	case address.Scheme == "" || address.Opaque != "":
		return bad("it has no scheme; it must begin with https://")
	case !strings.EqualFold(address.Scheme, "https") && !strings.EqualFold(address.Scheme, "http"):
		return bad("it must begin with https://")
	case address.Hostname() == "":
		return bad("it has no host")
	case strings.ContainsAny(w.WebHookURL, " \t"):
		return bad("it has blanks in it")
	}
	return nil
}

func (w Webhook) badHeaders() (losses []Loss) {
	if len(w.WebHookHeaders) == 0 {
		return []Loss{{"webHookHeaders", "there are none: then deliveries have one without a name" + answered400, true}}
	}
	before, secret := map[string]bool{}, false
	for _, name := range slices.Sorted(maps.Keys(w.WebHookHeaders)) {
		value, lower := w.WebHookHeaders[name].Reveal(), strings.ToLower(name)
		why, certain := badHeader(name, value)
		if why == "" && before[lower] {
			why, certain = name+" stands there twice, and a receiver reads one of them", true
		}
		if why != "" {
			losses = append(losses, Loss{"webHookHeaders", why, certain})
		}
		before[lower] = true
		secret = secret || lower != "content-type" && lower != "accept"
	}
	if !secret && len(losses) == 0 {
		losses = append(losses, Loss{"webHookHeaders", "none has a secret, by which a receiver knows the sender" + answered401, false})
	}
	return losses
}

const (
	answered400 = ": Go's net/http and most proxies answer such a delivery with 400, and 400 is final"
	answered401 = ": a receiver answers 401, and 401 is final"
)

// badHeader says why events with a header are lost, and whether it is certain.
func badHeader(name, value string) (why string, certain bool) {
	switch {
	case isBlank(name):
		return "one has no name" + answered400, true
	case escape.HeaderName(name) != nil:
		return "the name of one has signs that no header's name may have" + answered400, true
	case ofSender[strings.ToLower(name)]:
		return name + " is set by the sender; a second one makes the delivery invalid", true
	case isBlank(value):
		return "the value of " + name + " is empty, so that nobody knows the sender by it" + answered401, true
	case escape.HasControl(value):
		return "the value of " + name + " has control characters" + answered400, true
	case strings.TrimSpace(value) != value:
		return "the value of " + name + " has blanks at an end, which get lost on the way" + answered401, true
	case strings.Contains(name, "_"):
		return "the name " + name + " has an underscore, for which nginx and others drop it" + answered401, false
	}
	return "", false
}

// ofSender are headers that belong to the connection or to the length of the body.
var ofSender = map[string]bool{"connection": true, "content-length": true, "expect": true, "host": true, "keep-alive": true, "proxy-connection": true,
	"te": true, "trailer": true, "transfer-encoding": true, "upgrade": true}

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }
