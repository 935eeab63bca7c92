package webhook_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/webhook"
)

// logRow is a row of the delivery log as it is documented: what was sent is a text in a text.
func logRow(t *testing.T, status webhook.DeliveryStatus, original, enriched string) webhook.LogRow {
	t.Helper()
	quoted := func(text string, times int) json.RawMessage {
		if text == "" {
			return nil
		}
		for range times {
			text = mustJSON(t, text)
		}
		return json.RawMessage(text)
	}
	return webhook.LogRow{DeliveryStatus: status, OriginalPayload: quoted(original, 1), EnrichedPayload: quoted(enriched, 2)}
}

func rowsOf(rows ...webhook.LogRow) iter.Seq2[webhook.LogRow, error] {
	return func(yield func(webhook.LogRow, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// wrap is an event as the log keeps it before it is made ready for sending.
func wrap(id, flat string) string {
	return fmt.Sprintf(`{"eventId":%q,"eventType":"100_pointsRedeemed","consumerGroupId":"","actionType":"START","timeStamp":1,"attributes":%s}`,
		id, strings.Replace(flat, fmt.Sprintf(`,"eventId":%q`, id), "", 1))
}

func TestLostEventsComeBackUnderTheirKeys(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	delivered, lost, plain := redeemed("delivered", 1), redeemed("lost", 2), redeemed("plain", 3)
	require.Equal(t, 200, post(t, receiver, delivered), "answered, and the answer never arrived")

	done, err := receiver.Recover(t.Context(), rowsOf(
		logRow(t, "FAILED", wrap("delivered", delivered), delivered),
		logRow(t, "FAILED", wrap("lost", lost), lost),
		logRow(t, "fail ", wrap("plain", plain), ""),
		logRow(t, "SUCCESS", wrap("ok", redeemed("ok", 4)), redeemed("ok", 4)),
		logRow(t, "IN_PROGRESS", wrap("soon", redeemed("soon", 5)), redeemed("soon", 5)),
		logRow(t, "PARTIAL_SUCCESS", "", redeemed("partly", 6)),
		logRow(t, "FAIL", `{"eventName":"brandNew","eventId":"n"}`, ""),
	))
	require.NoError(t, err)
	require.Equal(t, webhook.Recovery{Rows: 7, Handled: 3, Duplicates: 1, Unhandled: 1, Skipped: 2}, done)
	var ids []string
	for _, e := range got.all {
		ids = append(ids, e.EventID)
	}
	require.Equal(t, []string{"delivered", "lost", "plain", "partly"}, ids)
	require.Equal(t, 200, post(t, receiver, lost), "the sender comes late with it")
	require.Len(t, got.all, 4)

	again, err := receiver.Recover(t.Context(), rowsOf(logRow(t, "FAILED", wrap("lost", lost), lost)))
	require.NoError(t, err)
	require.Equal(t, webhook.Recovery{Rows: 1, Duplicates: 1}, again)
}

func TestAnEventWithoutAnIDHasTheSameKeyInTheLog(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	flat := strings.Replace(redeemed("", 7), `,"eventId":""`, "", 1)
	require.Equal(t, 200, post(t, receiver, flat))
	done, err := receiver.Recover(t.Context(), rowsOf(
		logRow(t, "FAILED", "", flat),
		logRow(t, "FAILED", `{"eventType":"100_pointsRedeemed","attributes":`+strings.Replace(flat, ":7}", ":7.0}", 1)+`}`, ""),
	))
	require.NoError(t, err)
	require.Equal(t, webhook.Recovery{Rows: 2, Duplicates: 2}, done)
	require.Len(t, got.all, 1)
}

func TestWhatCantBeRecoveredIsCounted(t *testing.T) {
	receiver := newReceiver(t)
	var tries int
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { tries++; return errors.New("no") })
	rows := rowsOf(
		logRow(t, "FAILED", "", redeemed("a", 1)),
		logRow(t, "FAILED", `{"cut":`, ""),
		logRow(t, "FAILED", "", ""),
		logRow(t, "FAILED", "", redeemed("b", 1)),
	)
	done, err := receiver.Recover(t.Context(), rows)
	require.NoError(t, err)
	require.Equal(t, webhook.Recovery{Rows: 4, Failed: 4}, done)
	require.Equal(t, 2, tries)

	var dead letters
	receiver = newReceiver(t, dead.option())
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return nil })
	done, err = receiver.Recover(t.Context(), rows)
	require.NoError(t, err)
	require.Equal(t, webhook.Recovery{Rows: 4, Handled: 2, DeadLetters: 2}, done)
	require.Equal(t, webhook.Malformed, dead.all[0].Reason)
}

func TestRecoverEndsWithTheRowsTheContextAndTheReceiver(t *testing.T) {
	receiver := newReceiver(t)
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return nil })
	broken := errors.New("the log is away")
	done, err := receiver.Recover(t.Context(), func(yield func(webhook.LogRow, error) bool) {
		_ = yield(logRow(t, "FAILED", "", redeemed("a", 1)), nil) && yield(webhook.LogRow{}, broken)
	})
	require.ErrorIs(t, err, broken)
	require.Equal(t, 1, done.Handled, "what was recovered before stays so")

	ctx, cancel := context.WithCancel(t.Context())
	done, err = receiver.Recover(ctx, func(yield func(webhook.LogRow, error) bool) {
		row := logRow(t, "FAILED", "", redeemed("b", 1))
		for yield(row, nil) {
			cancel()
		}
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 1, done.Rows)

	require.NoError(t, receiver.Shutdown(t.Context()))
	_, err = receiver.Recover(t.Context(), rowsOf())
	require.ErrorIs(t, err, webhook.ErrShutdown)
}

func TestShutdownEndsARecovery(t *testing.T) {
	receiver := newReceiver(t)
	started, finish := make(chan struct{}, 100), make(chan struct{})
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error {
		started <- struct{}{}
		<-finish
		return nil
	})
	ended := make(chan error)
	go func() {
		_, err := receiver.Recover(t.Context(), func(yield func(webhook.LogRow, error) bool) {
			for i := 0; yield(logRow(t, "FAILED", "", redeemed(fmt.Sprint(i), 1)), nil); i++ {
			}
		})
		ended <- err
	}()
	<-started
	down := make(chan error)
	go func() { down <- receiver.Shutdown(t.Context()) }()
	eventually(t, func() bool { return post(t, receiver, `{"eventName":"x"}`) == 503 }, "the shutdown")
	close(finish)
	require.ErrorIs(t, <-ended, webhook.ErrShutdown)
	require.NoError(t, <-down)
}
