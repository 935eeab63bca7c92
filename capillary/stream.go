package capillary

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"reflect"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/retry"
)

// Stream makes a call that reads a list, and gives its elements as they arrive: a reply of 100 MB needs no 100 MB. The
// operation must be a Read; its Envelope and Items say where the list stands.
//
//	for row, err := range capillary.Stream[Row](ctx, client, op, capillary.Input{Query: q}) {
//		…
//	}
//
// Until the first element the call is tried again as any other. After that an error ends the iteration: what came before
// it is whole. WithReplyLimits bounds each element, and what stands beside the list, not the list: where one is longer the
// error is ErrReplyTooLarge. The call's deadline bounds a stream, the time of a try does not. Stopping early closes the
// connection.
func Stream[T any](ctx context.Context, c *Client, op Operation, in Input, options ...RequestOption) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		f := &flight{client: c, op: op.shared(), in: in, into: reflect.ValueOf(new(any)).Elem()}
		err := f.prepare(ctx, options)
		if err == nil && op.Safety != Read {
			err = Invalid("operation", "only a Read can be streamed")
		}
		if err != nil {
			yield(zero, InvalidFor(op.Name, err))
			return
		}
		stopped := false
		f.elements = func(decode func(reflect.Value)) bool {
			var element T
			decode(reflect.ValueOf(&element).Elem())
			stopped = !yield(element, nil)
			return !stopped
		}
		if err := f.fly(ctx); err != nil && !stopped {
			yield(zero, err)
		}
	}
}

// streams reports whether a reply is given on as it arrives.
func (f *flight) streams(reply *http.Response) bool {
	return f.elements != nil && reply.StatusCode >= 200 && reply.StatusCode < 300
}

// stream reads a list as it arrives. Once an element was given on, the call is not tried again.
func (f *flight) stream(caller context.Context, reply *http.Response) {
	given := false
	source, err := unpack(reply)
	defer source.release()
	body := &counted{reader: source.Reader, err: err}
	if err != nil {
		body.reader = http.NoBody
	}
	f.verdict, err = envelope.ReadStream(f.expectation(reply, nil), f.set.successLimit, body, func(decode func(reflect.Value)) bool {
		more := f.elements(decode)
		given = true
		return more
	})
	f.replyBytes = int(body.n)
	f.reason = f.verdict.Reason
	f.signal = f.signalOf(f.verdict.Kind)
	if body.err != nil {
		f.signal, f.cause, f.reason = retry.Dropped, unwrapURL(body.err), whyHalfRead(body.err)
		if f.over(caller) {
			f.signal, f.cause = retry.CallerGone, f.whyOver(caller)
		}
	}
	if errors.Is(err, envelope.ErrTooLarge) {
		f.signal, f.condition, f.reason = retry.Astray, ErrReplyTooLarge, "an element of the reply is over the size limit"
	}
	f.partlyGiven = given
}

// counted counts what is read, and remembers why reading ended.
type counted struct {
	reader io.Reader
	n      int64
	err    error
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.reader.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF { //nolint:errorlint // readers return io.EOF as it is
		c.err = err
	}
	return n, err
}
