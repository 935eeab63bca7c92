package capillary

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// OutcomeUnknownError is a write of which nobody can know whether it was done. errors.As finds the *Error in it too.
//
// Where there is a look-up, Reconcile asks it while the process lives. For a doubt that must outlive it, keep the request and
// Since in a database, and ask the method of the same name with Settle before it, such as points.Service.SettleRedeem.
type OutcomeUnknownError struct {
	Call *Error // the call, with its tries and request ids
	Key  string // the caller's own key of the work, if the operation has one

	// Since is the moment of the last doubt: of the last try that may have been executed. It is never zero, and what a look-up
	// does not find is proven only some time after it.
	Since time.Time

	lookUp func(context.Context) (Found, error)
	settle time.Duration
}

// Error is the call's.
func (e *OutcomeUnknownError) Error() string { return e.Call.Error() }

// Format prints the text under every verb.
func (e OutcomeUnknownError) Format(f fmt.State, _ rune) { fmt.Fprint(f, e.Error()) }

// MarshalJSON writes the call's error, and not the key.
func (e OutcomeUnknownError) MarshalJSON() ([]byte, error) { return json.Marshal(e.Call) }

// Unwrap is the call's *Error.
func (e *OutcomeUnknownError) Unwrap() error { return e.Call }

// CanReconcile reports whether there is a look-up for this operation.
func (e *OutcomeUnknownError) CanReconcile() bool { return e.lookUp != nil }

// Reconcile looks the work up, for code that does not know what the call returns; the function Reconcile gives the result its
// type. What is found was done. What is not found counts as not done only after the settle time (two minutes, see
// WithSettleTime), since the API may still be working on it; until then the answer is not settled.
func (e *OutcomeUnknownError) Reconcile(ctx context.Context) (Reconciliation[any], error) {
	return Reconcile[any](ctx, e)
}

// Reconciliation is what a look-up found out about a call whose outcome was unknown. T is what the call returns.
type Reconciliation[T any] struct {
	Settled  bool // it is known by now
	Happened bool // it was done; of a batch, at least one item was
	Conflict bool // something is there under the key that is other work, or more than one: not settled, and it will not be
	Result   T    // as the call would have returned it, if it was done; what the look-up does not tell is left out
}

// Reconcile looks up the work of a call whose error says that its outcome is unknown. T is what the call returns:
//
//	known, err := capillary.Reconcile[*points.Redemption](ctx, err)
//
// The rules are those of OutcomeUnknownError.Reconcile. An error without a doubt or without a look-up is refused.
func Reconcile[T any](ctx context.Context, err error) (Reconciliation[T], error) {
	var e *OutcomeUnknownError
	switch {
	case !errors.As(err, &e):
		return Reconciliation[T]{}, Invalid("reconcile", "the error is not about an unknown outcome")
	case e.lookUp == nil:
		return Reconciliation[T]{}, Invalid("reconcile", e.Call.Operation+" has no look-up")
	}
	return reconcile[T](ctx, e.lookUp, e.Since, e.settle)
}

// Settle looks up work whose outcome was unknown at a moment: the Since of the error that said so, or a later one. Resource
// packages make their Settle methods of it. operation is the name of the call that is in doubt.
func Settle[T any](ctx context.Context, c *Client, operation string, since time.Time, lookUp func(context.Context) (Found, error), options ...RequestOption) (
	Reconciliation[T], error,
) {
	var none Reconciliation[T]
	switch {
	case ctx == nil:
		return none, InvalidFor(operation, Invalid("context", "it is nil"))
	case since.IsZero():
		return none, InvalidFor(operation, Invalid("since", "the moment of the doubt is required: what is not found proves nothing right after it"))
	case lookUp == nil:
		return none, InvalidFor(operation, Invalid("look-up", "nothing tells this work from other work, so it can't be looked up"))
	}
	if err := c.check(); err != nil {
		return none, InvalidFor(operation, err)
	}
	set := c.set
	set.scope = scopeCall
	if err := apply(&set, options); err != nil {
		return none, InvalidFor(operation, err)
	}
	return reconcile[T](ctx, lookUp, since, set.settle)
}

// reconcile asks a look-up. The clock is read before it: what was not there is not there as of then.
func reconcile[T any](ctx context.Context, lookUp func(context.Context) (Found, error), since time.Time, settle time.Duration) (Reconciliation[T], error) {
	asked := time.Now()
	found, err := lookUp(ctx)
	if err != nil {
		return Reconciliation[T]{}, err
	}
	late := asked.Sub(since) >= settle
	known := Reconciliation[T]{Happened: found.Happened || found.partly(), Conflict: found.conflict()}
	known.Settled = found.Happened || late && !known.Conflict && !found.unanswered()
	if !known.Happened {
		return known, nil
	}
	if b, ok := found.Result.(arranged); ok && late {
		b.absent(found.Items)
	}
	if known.Result, err = resultOf[T](found.Result); err != nil {
		return Reconciliation[T]{}, err
	}
	return known, nil
}

func resultOf[T any](result any) (T, error) {
	typed, ok := result.(T)
	if !ok && result != nil {
		return typed, Invalid("reconcile", fmt.Sprintf("the result is a %T", result))
	}
	return typed, nil
}

// Found is what a look-up found. Neither happened nor in conflict means that it is not there, which the look-up may say only
// if the API answered the question; else it gives an error.
type Found struct {
	Happened bool // the work was done
	Conflict bool // something is there under the same key, but it is other work, or more than one
	Used     bool // it is other work for certain, under exactly the key, which one work only can have: a Conflict too
	Result   any  // what the call would have returned, if the look-up tells

	// Items are what was found of each item of a batch, see FoundBatch.
	Items []Found
	// Err says why the look-up of an item of a batch was not answered.
	Err error
}

// FoundBatch puts together what was found of each item of a batch, in the order of the request. The result of an item is a T.
// The batch happened if all of its items did. Its result is a *Batch[T] in which each item that is there is done, and the
// others are unknown.
func FoundBatch[T any](operation string, items []Found) Found {
	all := Found{Happened: len(items) > 0, Items: items}
	b := &Batch[T]{TotalCount: int64(len(items))}
	for n, f := range items {
		i := Item[T]{operation: operation, index: n, outcome: OutcomeUnknown, reason: "a look-up does not find it, which proves nothing yet"}
		switch {
		case f.Happened:
			i.outcome, i.reason = OutcomeDone, ""
			i.Value, _ = f.Result.(T)
			b.SuccessCount++
		case f.Err != nil:
			i.reason = "the look-up was not answered"
		case f.Conflict:
			i.reason = "something else is there under its key"
		}
		all.Happened = all.Happened && f.Happened
		b.Items = append(b.Items, i)
	}
	all.Result = b
	return all
}

// partly reports whether some items of a batch were done.
func (f *Found) partly() bool {
	for i := range f.Items {
		if f.Items[i].Happened {
			return true
		}
	}
	return false
}

func (f *Found) conflict() bool {
	for i := range f.Items {
		if f.Items[i].Conflict {
			return true
		}
	}
	return f.Conflict
}

// unanswered reports whether the look-up of an item was not answered.
func (f *Found) unanswered() bool {
	for i := range f.Items {
		if f.Items[i].Err != nil {
			return true
		}
	}
	return f.Err != nil
}

// Why something in doubt is not undone. A NotSettledError matches one of them, and ErrNotSent.
var (
	// ErrNotSettled: it is not known yet whether there is anything to undo.
	ErrNotSettled = errors.New("capillary: not settled")
	// ErrConflict: something else is there under the key, or more than one.
	ErrConflict = errors.New("capillary: something else is there under the key")
	// ErrNotThere: it was not done, so there is nothing to undo.
	ErrNotThere = errors.New("capillary: not there")
)

// errKeyUsed is ErrDuplicate where a look-up shows whose work has the key: other work, so ErrConflict too.
var errKeyUsed = errors.New("capillary: the key was used before, by other work")

// NotSettledError is work that was not undone, because a look-up does not prove that exactly this was done. Nothing was sent
// but the look-up. It matches ErrNotSent, and ErrNotSettled, ErrConflict or ErrNotThere.
type NotSettledError struct {
	Operation string // of the undoing
	condition error
}

// Error names the operation and why it was not sent.
func (e *NotSettledError) Error() string {
	why := "it is not known yet whether there is anything to undo"
	switch {
	case errors.Is(e.condition, ErrConflict):
		why = "something else is there under the key, or more than one"
	case errors.Is(e.condition, ErrNotThere):
		why = "it was not done, so there is nothing to undo"
	}
	return e.Operation + ": not sent: " + why
}

// Is matches what the error is about.
func (e *NotSettledError) Is(target error) bool { return target == e.condition || target == ErrNotSent }

// Undoable is the result of what a look-up settled as done, or the error why it can't be undone.
func Undoable[T any](operation string, known Reconciliation[T], err error) (T, error) {
	var none T
	switch {
	case err != nil:
		return none, err
	case known.Conflict:
		return none, &NotSettledError{operation, ErrConflict}
	case !known.Settled:
		return none, &NotSettledError{operation, ErrNotSettled}
	case !known.Happened:
		return none, &NotSettledError{operation, ErrNotThere}
	}
	return known.Result, nil
}
