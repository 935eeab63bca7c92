package kernel

import (
	"bytes"
	"encoding/json"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// A KeyPolicy says what the organisation makes of keys that a caller sends in the body.
type KeyPolicy int

// What becomes of a key.
const (
	KeysHonoured KeyPolicy = iota // the same key and body again: the first result, nothing is done; with another body: refused
	KeysIgnored                   // every request is carried out
	KeysBurned                    // as KeysHonoured, and a key whose first event was refused can't be used again
)

// keyUse is what became of a key.
type keyUse struct {
	body   string
	result any // nil for an event that was refused
}

// Once does work under a key, and notes its result: under the same key and body it is given again. A key that can't be used
// is refused with taken. A customer who is locked has no event, so the key stays as it was.
func Once[T any](o *Org, key string, body []byte, taken *reply.Refusal, work func() (T, *reply.Refusal)) (T, *reply.Refusal) {
	var none T
	if key == "" || o.settings.Keys == KeysIgnored {
		return work()
	}
	body = compact(body)
	if used, ok := o.keys[key]; ok {
		if result, ok := used.result.(T); ok && used.body == string(body) {
			return result, nil
		}
		return none, taken
	}
	result, no := work()
	switch {
	case no == nil:
		o.keys[key] = keyUse{string(body), result}
	case o.settings.Keys == KeysBurned && no.Code != 521:
		o.keys[key] = keyUse{body: string(body)}
	}
	return result, no
}

// Unique does work under a key that can be used once, whatever the body: a second request is refused with taken.
func Unique[T any](o *Org, key string, taken *reply.Refusal, work func() (T, *reply.Refusal)) (T, *reply.Refusal) {
	fresh := false
	result, no := Once(o, key, nil, taken, func() (T, *reply.Refusal) { fresh = true; return work() })
	if no == nil && !fresh {
		no = taken
	}
	return result, no
}

func compact(body []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, body) != nil {
		return body
	}
	return b.Bytes()
}

// Executed counts that the work of a key was really done.
func (o *Org) Executed(key string) {
	if key != "" {
		o.done[key]++
	}
}

// TimesDone tells how often the work of a key was really done.
func (o *Org) TimesDone(key string) int { return o.done[key] }
