package webhook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// row is a line of the delivery log.
type row struct {
	id, group, event, eventID, refID, requestID, searchKey string
	original, enriched                                     string
	status                                                 string
	generated, delivered                                   time.Time
	tries, answer                                          int
	took                                                   time.Duration
	message                                                string
}

// Statuses, as the log writes them. It is asked for FAIL.
const (
	inProgress = "IN_PROGRESS"
	success    = "SUCCESS"
	failed     = "FAILED"
)

func (r *row) ended(answer int, at time.Time, took time.Duration, well bool, message string) {
	r.answer, r.delivered, r.took, r.message, r.status = answer, at, took, message, failed
	if well {
		r.status = success
	}
}

func (r *row) show(org int64) wire.Object {
	priority := slices.Index([]string{success, inProgress, "PARTIAL_SUCCESS", failed}, r.status)
	delivered, next := int64(0), int64(0)
	if !r.delivered.IsZero() {
		delivered, next = r.delivered.UnixMilli(), r.delivered.Add(time.Minute).UnixMilli()
	}
	return wire.Obj("id", r.id, "eventId", r.eventID, "orgId", strconv.FormatInt(org, 10), "consumerGroupId", r.group, "deliveryStatus", r.status,
		"eventSearchKey", r.searchKey, "eventType", r.event, "originalPayload", r.original, "enrichedPayload", quoted(r.enriched),
		"eventGeneratedDate", r.generated.UnixMilli(), "eventDeliveryDate", delivered, "retryCount", max(r.tries-1, 0),
		"webhookResponseCode", strconv.Itoa(r.answer), "webhookDuration", r.took.Milliseconds(), "lastRetryTime", delivered, "nextRetryTime", next,
		"message", r.message, "statusPriority", priority, "requestId", r.requestID)
}

// entry is a row in the older form.
func (r *row) entry() wire.Object {
	form := func(t time.Time) any {
		if t.IsZero() {
			return nil
		}
		return t.Format("2006-01-02T15:04:05.000-0700")
	}
	var response any
	if r.answer != 0 {
		response = wire.Obj("webhookHttpStatus", fmt.Sprintf("%d.0", r.answer), "time_taken", r.took.Milliseconds())
	}
	return wire.Obj("refId", r.refID, "requestId", r.requestID, "eventName", r.event, "eventId", r.eventID, "consumerGroupId", r.group,
		"eventIngestionTimestamp", form(r.generated), "eventStartTimestamp", form(r.generated), "eventEndTimestamp", form(r.delivered),
		"slaBreachTimestamp", nil, "consumerResponse", response)
}

// kept is how long the log keeps events.
const keeps = 30 * 24 * time.Hour

// rows are those of the log that fit, the newest first.
func (o *State) rows(fits func(*row) bool) (found []*row) {
	for _, r := range slices.Backward(o.log) {
		if o.Now().Sub(r.generated) < keeps && fits(r) {
			found = append(found, r)
		}
	}
	return found
}

func (o *State) logBy(fits func(*row, string) bool) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		list := []wire.Object{}
		for _, r := range o.rows(func(r *row) bool { return fits(r, c.Param("id")) }) {
			list = append(list, r.entry())
		}
		return reply.V3Value(list)
	}
}

func (o *State) logByEvent(c *kernel.Call) reply.Reply {
	for _, r := range o.rows(func(r *row) bool { return r.eventID == c.Param("eventId") }) {
		return reply.V3Value(r.entry())
	}
	return reply.V3Value(nil)
}

// period tells whether an event is within startDate and endDate.
func period(c *kernel.Call, r *row) bool {
	at := r.generated.UnixMilli()
	from, to := wire.Text(c.Value("startDate")).Int(), wire.Text(c.Value("endDate")).Int()
	return at >= from && (to == 0 || at <= to)
}

func (o *State) logs(c *kernel.Call) reply.Reply {
	if o.hooks.Find("consumerGroupId", c.Param("group")) == nil {
		return refused(reply.Because(300005, "Access denied"))
	}
	page, size := c.Number("page", 1), c.Number("pageSize", 10)
	if page < 1 || size < 1 || size > 100 {
		return refused(refuse(999999))
	}
	found := o.rows(func(r *row) bool {
		status := c.Value("deliveryStatus")
		return r.group == c.Param("group") && period(c, r) &&
			(status == "" || status == r.status || status == "FAIL" && r.status == failed) &&
			same(c.Value("eventType"), r.event) && same(c.Value("eventSearchKey"), r.searchKey) && same(c.Value("requestId"), r.requestID)
	})
	sortRows(found, c.Value("sortBy"))
	from := min((page-1)*size, len(found))
	list := []wire.Object{}
	for _, r := range found[from:min(from+size, len(found))] {
		list = append(list, r.show(o.ID))
	}
	return reply.V3Value(wire.Obj("data", list, "page", page, "pageSize", size, "totalElements", len(found), "totalPages", (len(found)+size-1)/size))
}

func same(asked, have string) bool { return asked == "" || asked == have }

// sortRows sorts by a field and its order. Without one the newest come first.
func sortRows(rows []*row, by string) {
	field, order, _ := strings.Cut(by, ":")
	less := map[string]func(a, b *row) int{
		"webhookDuration":    func(a, b *row) int { return int(a.took - b.took) },
		"eventType":          func(a, b *row) int { return strings.Compare(a.event, b.event) },
		"eventDeliveryDate":  func(a, b *row) int { return a.delivered.Compare(b.delivered) },
		"eventGeneratedDate": func(a, b *row) int { return a.generated.Compare(b.generated) },
	}[field]
	if less == nil {
		return
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		if order == "desc" {
			return less(b, a)
		}
		return less(a, b)
	})
}

func (o *State) metrics(c *kernel.Call) reply.Reply {
	if o.hooks.Find("consumerGroupId", c.Param("group")) == nil {
		return reply.V3Refused(404, refuse(404))
	}
	counts, took := map[string]int{}, time.Duration(0)
	for _, r := range o.rows(func(r *row) bool { return r.group == c.Param("group") && period(c, r) }) {
		counts[r.status]++
		counts[""]++
		if r.status == success {
			took += r.took
		}
	}
	average := int64(0)
	if counts[success] > 0 {
		average = took.Milliseconds() / int64(counts[success])
	}
	from, to := wire.Text(c.Value("startDate")).Int(), wire.Text(c.Value("endDate")).Int()
	if from == 0 {
		from = o.Now().Add(-keeps).UnixMilli()
	}
	if to == 0 {
		to = o.Now().UnixMilli()
	}
	return reply.V3Value(wire.Obj("totalEvents", counts[""], "deliveredEvents", counts[success], "failedEvents", counts[failed], "retryingEvents", 0,
		"pendingEvents", counts[inProgress], "averageDeliveryTime", average, "startDate", from, "endDate", to))
}
