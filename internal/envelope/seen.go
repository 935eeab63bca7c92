package envelope

import (
	"github.com/capillary-go/sdk/internal/codes"
)

// seen is all that the judge looks at, each in one of few values. rules.txt says what they mean together.
type seen struct {
	status   statusSeen
	document documentSeen
	success  successSeen
	codes    codesSeen
	proof    proofSeen
	items    itemsSeen
	call     callSeen
}

type (
	statusSeen   uint8
	documentSeen uint8
	successSeen  uint8
	codesSeen    uint8
	proofSeen    uint8
	itemsSeen    uint8
	callSeen     uint8
)

const (
	statusOK statusSeen = iota
	statusUnauthorized
	statusForbidden
	statusLimited
	statusUnclear
	statusUnserved
	statusPlain
	statusServer
)

const (
	documentNothing documentSeen = iota
	documentPage
	documentBroken
	documentForeign
	documentOwn
)

const (
	successUnsaid successSeen = iota
	successYes
	successNo
)

const (
	codesNone codesSeen = iota
	codesLater
	codesSuccess
	codesUndocumented
	codesStale
	codesLimited
	codesWaiting
	codesQueued
	codesPartly
	codesDuplicate
	codesFinal
)

const (
	proofAbsent proofSeen = iota
	proofThere
	proofOther
)

const (
	itemsNone itemsSeen = iota
	itemsDone
	itemsQueued
	itemsSome
	itemsFailed
	itemsUnclear
)

const (
	callRead callSeen = iota
	callWrite
)

// The words of rules.txt, in the order of the constants.
var seenWords = [...][]string{
	{"ok", "unauthorized", "forbidden", "limited", "unclear", "unserved", "plain", "server"},
	{"nothing", "page", "broken", "foreign", "own"},
	{"unsaid", "yes", "no"},
	{"none", "later", "success", "undocumented", "stale", "limited", "waiting", "queued", "partly", "duplicate", "final"},
	{"absent", "there", "other"},
	{"none", "done", "queued", "some", "failed", "unclear"},
	{"read", "write"},
}

func (s *seen) values() [len(seenWords)]uint8 {
	return [...]uint8{uint8(s.status), uint8(s.document), uint8(s.success), uint8(s.codes), uint8(s.proof), uint8(s.items), uint8(s.call)}
}

func statusOf(status int) statusSeen {
	switch {
	case status >= 200 && status < 300:
		return statusOK
	case status >= 500:
		return statusServer
	}
	switch status {
	case 401, 498:
		return statusUnauthorized
	case 403:
		return statusForbidden
	case 429:
		return statusLimited
	// 408, 460 and 499: somebody gave up waiting. 409, 423 and 425: another request is under way, perhaps a first copy of this one.
	case 408, 409, 423, 425, 460, 499:
		return statusUnclear
	// HTTP itself says that the request was not served: no such path or method, or more than the server takes.
	case 404, 405, 410, 411, 413, 414, 415, 431:
		return statusUnserved
	}
	return statusPlain
}

// classesSeen are the classes of codes that were seen, one bit each.
type classesSeen uint16

func (c *classesSeen) add(class codes.Class) { *c |= 1 << class }

func (c classesSeen) has(class codes.Class) bool { return c&(1<<class) != 0 }

func (c classesSeen) only(classes ...codes.Class) bool {
	for _, class := range classes {
		c &^= 1 << class
	}
	return c == 0
}

// together is what codes say together: the most doubtful one decides.
func (c classesSeen) together() codesSeen {
	switch {
	case c == 0:
		return codesNone
	case c.has(codes.TryLater):
		return codesLater
	case c.has(codes.Success):
		return codesSuccess
	case c.has(codes.Unknown):
		return codesUndocumented
	case c.only(codes.StaleToken):
		return codesStale
	case c.only(codes.NotExecuted):
		return codesWaiting
	case c.only(codes.NotExecuted, codes.RateLimited):
		return codesLimited
	case c.only(codes.Accepted):
		return codesQueued
	case c.has(codes.Accepted):
		return codesPartly
	case c.has(codes.Duplicate):
		return codesDuplicate
	}
	return codesFinal
}

// saysFailed reports whether a class contradicts success.
func saysFailed(c codes.Class) bool {
	switch c {
	case codes.Unknown, codes.Success, codes.Accepted:
		return false
	}
	return true
}
