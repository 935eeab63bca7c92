// Package retry is the policy of what may be sent again: the matrix of operation classes and what can happen to a try,
// and the numbers around it (backoff, budget, Retry-After). It sends nothing itself.
package retry

// Class says what sending a request twice would do. The zero value is the careful one.
type Class uint8

// The classes of operations, in the order of capillary.Safety.
const (
	Unsafe  Class = iota // nothing protects against a second execution
	Read                 // changes nothing
	Effect               // a GET that does something
	Keyed                // a write that carries a documented key
	Natural              // a write that the API refuses the second time by a natural key
	Replace              // writes an absolute state
)

// Signal is what happened to one try.
type Signal uint8

// The signals. Which of them a reply means is decided by internal/envelope.
const (
	Done       Signal = iota // the API says that it is done, or partly done with a verdict per item
	NotSent                  // no connection was ever got
	NeverSent                // the caller's context ended before a connection was got
	Dropped                  // reset, EOF or the try's own timeout, after a connection was got
	CallerGone               // the caller's context ended after a connection was got
	Wait                     // rate limit, busy search, locked customer, authorisation unavailable: not executed
	StaleToken               // the token expired
	Denied                   // 401 with a fresh token, or 403
	Refused                  // a final code
	Doubtful                 // the reply does not tell whether it was done
	Duplicate                // refused, because the same work was done before
	Astray                   // a redirect, or a reply over the size limit
	signals                  // how many there are
)

// Action is what follows from a signal.
type Action uint8

// The actions. A look-up is used only where the operation has one. Without it LookThenResend means Resend, LookThenDuplicate
// Success ("perhaps by an earlier call"), and LookThenStop Unknown.
const (
	Success           Action = iota // report the result
	Resend                          // send the same bytes again, within budget and deadline
	ResendWaiting                   // the same, after the wait that the API asks for
	ResendOnce                      // refresh the token and send again, once in a call
	Fail                            // a final typed error
	FailUnsent                      // a final typed error: nothing was sent
	FailDuplicate                   // a final typed error: done before
	Unknown                         // nobody can know
	LookThenResend                  // look it up; what is not found is sent again with the same key
	LookThenStop                    // look it up; what is not found is unknown
	LookThenDuplicate               // look it up; other work under the key is a duplicate, what is not found is unknown
)

// column picks the matrix column of a class.
func column(c Class, trusted bool) int {
	switch c {
	case Read:
		return 0
	case Effect:
		return 1
	case Keyed:
		if trusted {
			return 2
		}
		return 3
	case Natural:
		return 3
	case Replace:
		return 4
	default:
		return 5
	}
}

// matrix is the table of what may be sent again (docs/design.md). testdata/matrix.txt holds it once more, as the tests read it.
var matrix = [signals][6]Action{
	//           Read           Effect         Keyed, trusted  Keyed, Natural Replace        Unsafe
	Done:       {Success, Success, Success, Success, Success, Success},
	NotSent:    {Resend, Resend, Resend, Resend, Resend, Resend},
	NeverSent:  {FailUnsent, FailUnsent, FailUnsent, FailUnsent, FailUnsent, FailUnsent},
	Dropped:    {Resend, Unknown, LookThenResend, LookThenStop, Resend, Unknown},
	CallerGone: {Fail, Unknown, Unknown, Unknown, Unknown, Unknown},
	Wait:       {ResendWaiting, ResendWaiting, ResendWaiting, ResendWaiting, ResendWaiting, ResendWaiting},
	StaleToken: {ResendOnce, ResendOnce, ResendOnce, ResendOnce, ResendOnce, ResendOnce},
	Denied:     {Fail, Fail, Fail, Fail, Fail, Fail},
	Refused:    {Fail, Fail, Fail, Fail, Fail, Fail},
	Doubtful:   {Resend, Unknown, LookThenResend, LookThenStop, Resend, Unknown},
	Duplicate:  {Fail, Fail, FailDuplicate, FailDuplicate, Fail, Fail},
	Astray:     {Fail, Unknown, LookThenStop, LookThenStop, Unknown, Unknown},
}

// Decide says what follows from a signal. doubt tells that an earlier try of the same call may have been executed:
// from then on a refusal proves nothing, only a look-up does.
func Decide(c Class, trusted bool, s Signal, doubt bool) Action {
	a := matrix[s][column(c, trusted)]
	if !doubt {
		return a
	}
	switch a {
	case FailUnsent:
		return Unknown
	case Fail, FailDuplicate:
		switch column(c, trusted) {
		case 2:
			if a == FailDuplicate {
				return LookThenDuplicate
			}
			return LookThenStop
		case 3:
			return LookThenStop
		}
		return Unknown
	}
	return a
}

// Casts reports whether a signal leaves it open whether the work was done.
func (s Signal) Casts(c Class) bool {
	switch s {
	case Dropped, CallerGone, Doubtful, Astray:
		return c != Read
	}
	return false
}

var signalNames = [signals]string{"done", "not sent", "never sent", "dropped", "caller gone", "wait", "stale token", "denied",
	"refused", "doubtful", "duplicate", "astray"}

// String names the signal for tests and logs.
func (s Signal) String() string { return signalNames[s] }
