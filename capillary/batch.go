package capillary

import (
	"errors"
	"strconv"

	"github.com/capillary-go/sdk/internal/envelope"
)

// Batch is the reply to a request of many items. It has as many items as were sent, in their order, where the method knows how
// many they were. A call that succeeded for some of its items is no error; each item has its own.
//
// Items of the reply are matched with those of the request by the key that the API repeats, such as a bill number, and by
// their place where it repeats none and their number agrees. An item that is missing, that comes twice or that says nothing is
// unknown: its Err matches ErrOutcomeUnknown.
type Batch[T any] struct {
	Items        []Item[T] `json:"items"`
	TotalCount   int64     `json:"totalCount" lenient:"also=total"`      // as the API counts, where it does
	SuccessCount int64     `json:"successCount" lenient:"also=success"`  // as the API counts, where it does
	FailureCount int64     `json:"failureCount" lenient:"also=failures"` // as the API counts, where it does
	Warnings     []Issue   `json:"warnings"`

	// Unmatched are items of the reply that fit none of those that were sent.
	Unmatched []Item[T] `json:"unmatched,omitzero"`
}

// Item is one item of a batch: a value with its warnings, or an error.
type Item[T any] struct {
	Value    T       `json:"value" lenient:"inline"`
	Warnings []Issue `json:"warnings"`
	Errors   []Issue `json:"errors"`

	Success    string     `json:"success,omitzero"`     // "true" or "false", where the API says it for each item
	ItemStatus ItemStatus `json:"item_status,omitzero"` // in v1.1

	outcome   Outcome
	condition error
	reason    string
	operation string
	index     int
	repeated  bool
}

// ItemStatus is how v1.1 reports on an item.
type ItemStatus struct {
	Success bool   `json:"success" lenient:"also=status"`
	Code    Code   `json:"code"`
	Message string `json:"message"`
}

// BatchOf is a batch in which every item succeeded, for tests of your own code.
func BatchOf[T any](values ...T) *Batch[T] {
	b := &Batch[T]{TotalCount: int64(len(values)), SuccessCount: int64(len(values))}
	for n, v := range values {
		b.Items = append(b.Items, Item[T]{Value: v, outcome: OutcomeDone, index: n})
	}
	return b
}

// Err is what went wrong with the item, or nil. It can be asked with errors.Is as the error of a call can.
func (i *Item[T]) Err() error {
	if i.outcome == OutcomeDone {
		return nil
	}
	return &Error{Operation: i.operation + "[" + strconv.Itoa(i.index) + "]", Issues: i.Errors, Outcome: i.outcome,
		Reason: i.reason, condition: i.condition, Tries: 1}
}

// Outcome is what is known about the item.
func (i *Item[T]) Outcome() Outcome { return i.outcome }

// Repeated reports whether the item was done under its key, perhaps by an earlier call: the API says that the key was used,
// after a try in doubt. The value is not told then.
func (i *Item[T]) Repeated() bool { return i.repeated }

// Err joins the errors of the items, or is nil if all succeeded.
func (b *Batch[T]) Err() error {
	var all []error
	for i := range b.Items {
		all = append(all, b.Items[i].Err())
	}
	return errors.Join(all...)
}

// Values are the items that succeeded, in their order.
func (b *Batch[T]) Values() []T {
	var all []T
	for i := range b.Items {
		if b.Items[i].Err() == nil {
			all = append(all, b.Items[i].Value)
		}
	}
	return all
}

// arranged is a Batch of any type, as the client fills it.
type arranged interface {
	arrange(operation string, verdicts []envelope.ItemVerdict)
	fail(e *Error, sent int)
	doubt(repeat Code, outcome Outcome) Outcome
	absent(found []Found)
}

// arrange puts the items of the reply where their verdicts say.
func (b *Batch[T]) arrange(operation string, verdicts []envelope.ItemVerdict) {
	came := b.Items
	taken := make([]bool, len(came))
	b.Items = make([]Item[T], len(verdicts))
	for n := range verdicts {
		v, i := &verdicts[n], &b.Items[n]
		if v.At >= 0 && v.At < len(came) {
			*i, taken[v.At] = came[v.At], true
		}
		i.operation, i.index = operation, n
		i.take(v)
	}
	for n := range came {
		if !taken[n] {
			came[n].operation, came[n].index, came[n].reason = operation, n, "an item that was not sent"
			b.Unmatched = append(b.Unmatched, came[n])
		}
	}
}

// take notes what is known of the item.
func (i *Item[T]) take(v *envelope.ItemVerdict) {
	i.outcome, i.condition = outcomeOf(v.Kind)
	i.reason, i.Errors = v.Reason, issuesOf(v.Issues)
	if len(v.Warnings) > 0 {
		i.Warnings = issuesOf(v.Warnings)
	}
}

// saysOnly reports whether an item has a code, and no other.
func (i *Item[T]) saysOnly(code Code) bool {
	for n := range i.Errors {
		if i.Errors[n].Code != code {
			return false
		}
	}
	return len(i.Errors) > 0
}

// doubt forgets what is said of the items that were not done: an earlier try may have done them. An item whose key was used, as
// the code of a second request says, was done by an earlier try. The outcome is that of the call after it.
func (b *Batch[T]) doubt(repeat Code, outcome Outcome) Outcome {
	done := 0
	for n := range b.Items {
		i := &b.Items[n]
		switch {
		case repeat != 0 && errors.Is(i.condition, ErrDuplicate) && i.saysOnly(repeat):
			i.outcome, i.condition, i.reason, i.repeated = OutcomeDone, nil, "", true
			done++
		case i.outcome.isDone():
			done++
		default:
			i.outcome, i.condition, i.reason = OutcomeUnknown, nil, "an earlier try may have been executed"
		}
	}
	switch {
	case outcome != OutcomePartlyDone && outcome != OutcomeDone, len(b.Items) == 0:
		return outcome
	case done == len(b.Items):
		return OutcomeDone
	}
	return OutcomePartlyDone
}

// absent says that what a look-up did not find was not done. It is asked after the settle time.
func (b *Batch[T]) absent(found []Found) {
	for n := range b.Items {
		if f := &found[n]; !f.Happened && !f.Conflict && f.Err == nil {
			b.Items[n].outcome, b.Items[n].reason = OutcomeNotExecuted, "a look-up does not find it"
		}
	}
}

// fail gives the error of the call to the items, where the reply says nothing of them.
func (b *Batch[T]) fail(e *Error, sent int) {
	if len(b.Items) > 0 || sent == 0 {
		return
	}
	b.Items = make([]Item[T], sent)
	for n := range b.Items {
		b.Items[n] = Item[T]{Errors: e.Issues, outcome: e.Outcome, condition: e.condition, reason: e.Reason, operation: e.Operation, index: n}
	}
}

// outcomeOf is what a verdict on an item means to the caller.
func outcomeOf(k envelope.Kind) (Outcome, error) {
	switch k {
	case envelope.Done:
		return OutcomeDone, nil
	case envelope.Accepted:
		return OutcomeAccepted, nil
	case envelope.Refused:
		return OutcomeRefused, nil
	case envelope.Denied:
		return OutcomeRefused, ErrForbidden
	case envelope.Duplicate:
		return OutcomeRefused, ErrDuplicate
	case envelope.NotExecuted, envelope.StaleToken:
		return OutcomeNotExecuted, nil
	case envelope.RateLimited:
		return OutcomeNotExecuted, ErrRateLimited
	}
	return OutcomeUnknown, nil
}
