package webhook_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/webhook"
)

// logServer is a delivery log of so many rows, of which each third is of an event that failed. Pages are of so many rows whatever is
// asked for; change may spoil what a page says.
func logServer(t *testing.T, rows, most int, change func(page int, reply map[string]any)) (*webhook.Service, *[]http.Request) {
	t.Helper()
	var asked []http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, *r)
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		size, _ := strconv.Atoi(r.URL.Query().Get("pageSize"))
		size = min(size, most)
		var all []any
		for i := min((page-1)*size, rows); i < min(page*size, rows); i++ {
			status := "SUCCESS"
			if i%3 == 0 {
				status = "FAILED"
			}
			all = append(all, map[string]any{"id": fmt.Sprint("row-", i), "eventId": fmt.Sprint("e-", i), "deliveryStatus": status,
				"enrichedPayload": mustJSON(t, redeemed(fmt.Sprint("e-", i), i))})
		}
		if all == nil {
			all = []any{}
		}
		reply := map[string]any{"data": all, "page": page, "pageSize": size, "totalElements": rows, "totalPages": (rows + size - 1) / size}
		if change != nil {
			change(page, reply)
		}
		fmt.Fprint(w, mustJSON(t, map[string]any{"data": reply, "errors": nil, "warnings": nil}))
	}))
	t.Cleanup(server.Close)
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	t.Cleanup(client.CloseIdleConnections)
	return webhook.New(client), &asked
}

func idsOf(t *testing.T, s *webhook.Service, o webhook.LogsOptions) (ids []string, err error) {
	t.Helper()
	for row, e := range s.AllLogs(t.Context(), "g", o) {
		if e != nil {
			return ids, e
		}
		ids = append(ids, row.ID)
	}
	return ids, nil
}

func TestTheLogIsWalkedPageByPageToItsEnd(t *testing.T) {
	for _, rows := range []int{0, 1, 9, 10, 11, 20, 95} {
		s, asked := logServer(t, rows, 100, nil)
		ids, err := idsOf(t, s, webhook.LogsOptions{PageSize: 10})
		require.NoError(t, err, rows)
		require.Len(t, ids, rows)
		assert.Len(t, slices.Compact(slices.Sorted(slices.Values(ids))), rows, "each row once")
		assert.Len(t, *asked, max((rows+9)/10, 1), "a page is not asked for for nothing")
		ids, err = idsOf(t, s, webhook.LogsOptions{PageSize: 10, Page: 2})
		require.NoError(t, err)
		assert.Len(t, ids, max(rows-10, 0), "from a page on")
	}
}

// A server may give fewer rows a page than it is asked for, and rows come and go while the log is walked.
func TestTheLogIsWalkedWhateverItsPagesAreLike(t *testing.T) {
	s, _ := logServer(t, 95, 7, nil)
	ids, err := idsOf(t, s, webhook.LogsOptions{PageSize: 100})
	require.NoError(t, err)
	assert.Len(t, ids, 95)

	s, _ = logServer(t, 95, 100, func(page int, reply map[string]any) { delete(reply, "totalPages"); delete(reply, "totalElements") })
	ids, err = idsOf(t, s, webhook.LogsOptions{PageSize: 10})
	require.NoError(t, err)
	assert.Len(t, ids, 95, "without totals")

	s, _ = logServer(t, 20, 100, func(page int, reply map[string]any) { reply["totalElements"] = 23 - page; reply["totalPages"] = 2.0 })
	ids, err = idsOf(t, s, webhook.LogsOptions{PageSize: 10})
	require.NoError(t, err)
	assert.Len(t, ids, 20, "rows ran out while it was walked")
}

// A page that is empty and says nothing does not end a log that has more: what it leaves out would never come back.
func TestAPageThatSaysNothingDoesNotEndTheLog(t *testing.T) {
	s, _ := logServer(t, 30, 100, func(page int, reply map[string]any) {
		if page == 2 {
			reply["data"] = []any{}
			delete(reply, "totalPages")
			delete(reply, "totalElements")
		}
	})
	ids, err := idsOf(t, s, webhook.LogsOptions{PageSize: 10})
	require.ErrorIs(t, err, capillary.ErrPageMissing)
	assert.Len(t, ids, 10)
}

func TestALogThatCanNotBeWalkedIsAnError(t *testing.T) {
	s, _ := logServer(t, 30, 100, func(_ int, reply map[string]any) { reply["data"] = []any{map[string]any{"id": "row-0"}} })
	_, err := idsOf(t, s, webhook.LogsOptions{PageSize: 10})
	require.ErrorIs(t, err, capillary.ErrSamePage)

	s, _ = logServer(t, 30, 100, func(page int, reply map[string]any) {
		if page == 2 {
			reply["data"] = []any{}
		}
	})
	ids, err := idsOf(t, s, webhook.LogsOptions{PageSize: 10})
	require.ErrorIs(t, err, capillary.ErrPageMissing)
	assert.Len(t, ids, 10)
}

// The log writes FAILED where it is asked for FAIL, and a filter by what changes makes rows slip from page to page: so the whole
// period is read, by what does not change.
func TestLostEventsAreReadFromTheWholeLogOfAFixedPeriod(t *testing.T) {
	s, asked := logServer(t, 250, 100, nil)
	var lost []string
	before := time.Now()
	for row, err := range s.LostEvents(t.Context(), "g", webhook.LostOptions{EventType: "pointsRedeemed"}) {
		require.NoError(t, err)
		lost = append(lost, row.EventID)
	}
	require.Len(t, lost, 84)
	require.Len(t, *asked, 3)
	ends := map[string]bool{}
	for _, r := range *asked {
		q := r.URL.Query()
		assert.Equal(t, "100", q.Get("pageSize"))
		assert.Equal(t, "eventGeneratedDate:desc", q.Get("sortBy"))
		assert.Equal(t, "pointsRedeemed", q.Get("eventType"))
		assert.NotContains(t, q, "deliveryStatus")
		ends[q.Get("endDate")+" "+q.Get("startDate")] = true
		start, _ := strconv.ParseInt(q.Get("startDate"), 10, 64)
		assert.WithinDuration(t, before.Add(-30*24*time.Hour), time.UnixMilli(start), time.Hour)
	}
	assert.Len(t, ends, 1, "the period is the same for all pages")

	from := time.UnixMilli(1763639719643)
	for range s.LostEvents(t.Context(), "g", webhook.LostOptions{StartDate: from, EndDate: from.Add(time.Hour)}) {
		break
	}
	last := (*asked)[len(*asked)-1].URL.Query()
	assert.Equal(t, "1763639719643", last.Get("startDate"))
	assert.Equal(t, "1763643319643", last.Get("endDate"))
}

func TestLostEventsOfTheLogReachTheHandlersOnce(t *testing.T) {
	s, _ := logServer(t, 30, 100, nil)
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	require.Equal(t, 200, post(t, receiver, redeemed("e-3", 3)), "it was handled, and the answer was lost")
	done, err := receiver.Recover(t.Context(), s.LostEvents(t.Context(), "g", webhook.LostOptions{}))
	require.NoError(t, err)
	assert.Equal(t, webhook.Recovery{Rows: 10, Handled: 9, Duplicates: 1}, done)
	again, err := receiver.Recover(t.Context(), s.LostEvents(t.Context(), "g", webhook.LostOptions{}))
	require.NoError(t, err)
	assert.Equal(t, webhook.Recovery{Rows: 10, Duplicates: 10}, again)
	assert.Len(t, got.all, 10)
	require.Equal(t, 200, post(t, receiver, redeemed("e-9", 9)), "the sender comes late with it")
	assert.Len(t, got.all, 10)
}

// The log's failure ends a recovery; what was recovered stays so.
func TestARecoveryEndsWithTheLog(t *testing.T) {
	var down atomic.Bool
	s, _ := logServer(t, 250, 100, func(page int, reply map[string]any) {
		if page == 2 && !down.Load() {
			reply["data"] = nil
		}
	})
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	done, err := receiver.Recover(t.Context(), s.LostEvents(t.Context(), "g", webhook.LostOptions{}))
	require.Error(t, err)
	var failed *capillary.Error
	require.True(t, errors.As(err, &failed), "%v", err)
	assert.Equal(t, 34, done.Handled)
	down.Store(true)
	done, err = receiver.Recover(t.Context(), s.LostEvents(t.Context(), "g", webhook.LostOptions{}))
	require.NoError(t, err)
	assert.Equal(t, 50, done.Handled)
	assert.Equal(t, 34, done.Duplicates)
}
