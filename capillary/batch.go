package capillary

import (
	"errors"
	"strconv"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/envelope"
)

// Batch is the reply to a request of many items. It keeps the order of the request. A call that succeeded for some of
// its items is no error; each item has its own.
type Batch[T any] struct {
	Items        []Item[T] `json:"items"`
	TotalCount   int64     `json:"totalCount"`   // as the API counts, where it does
	FailureCount int64     `json:"failureCount"` // as the API counts, where it does
	Warnings     []Issue   `json:"warnings"`
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
	operation string
	index     int
}

// ItemStatus is how v1.1 reports on an item.
type ItemStatus struct {
	Success bool   `json:"success" lenient:"also=status"`
	Code    Code   `json:"code"`
	Message string `json:"message"`
}

// Err is what went wrong with the item, or nil. It can be asked with errors.Is as the error of a call can.
func (i *Item[T]) Err() error {
	if i.outcome == OutcomeDone {
		return nil
	}
	return &Error{Operation: i.operation + "[" + strconv.Itoa(i.index) + "]", Issues: i.Errors, Outcome: i.outcome,
		condition: i.condition, Tries: 1}
}

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

// Judge weighs the items after they were decoded. The client calls it.
func (b *Batch[T]) Judge(operation string) (succeeded int, failures []envelope.Issue) {
	for n := range b.Items {
		i := &b.Items[n]
		i.operation, i.index = operation, n
		i.judge()
		if i.outcome == OutcomeDone {
			succeeded++
			continue
		}
		for _, e := range i.Errors {
			failures = append(failures, envelope.Issue{Code: int(e.Code), Word: e.Word, Message: e.Message, Item: true})
		}
	}
	return succeeded, failures
}

func (i *Item[T]) judge() {
	s := i.ItemStatus
	if s != (ItemStatus{}) && !s.Success {
		i.Errors = append(i.Errors, Issue{Code: s.Code, Message: s.Message})
	}
	if i.Success == "false" && len(i.Errors) == 0 {
		i.Errors = []Issue{{Message: "reported as failed"}}
	}
	i.outcome = OutcomeDone
	for _, e := range i.Errors {
		if e == (Issue{}) { // an empty object says nothing
			continue
		}
		outcome, condition := judgeCode(i.operation, int(e.Code))
		if i.condition == nil {
			i.condition = condition
		}
		i.outcome = min(i.outcome, outcome) // the less is known, the lower
	}
}

// judgeCode is what a code says about one item.
func judgeCode(operation string, code int) (Outcome, error) {
	e, _ := codes.Lookup(operation, code)
	switch e.Class {
	case codes.TryLater, codes.Success: // a code of success among the errors proves nothing
		return OutcomeUnknown, nil
	case codes.NotExecuted, codes.StaleToken:
		return OutcomeNotExecuted, nil
	case codes.RateLimited:
		return OutcomeNotExecuted, ErrRateLimited
	case codes.Accepted:
		return OutcomeAccepted, nil
	case codes.Duplicate:
		return OutcomeRefused, ErrDuplicate
	}
	return OutcomeRefused, nil
}
