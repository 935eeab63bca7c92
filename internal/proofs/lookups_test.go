package proofs

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

// Look-ups that ignore their filter, page in ways of their own, answer for others, change keys, contradict themselves or do not
// answer at all: none settles that work happened which did not, or that it did not happen which did. Over HTTP/2 a third of the rounds
// is played.
func TestNoLookUpSettlesFalsely(t *testing.T) {
	wiretest.OverEachProtocol(t, noLookUpSettlesFalsely)
}

func noLookUpSettlesFalsely(t *testing.T, protocol string) {
	rounds := 3000
	if testing.Short() || raceDetector {
		rounds = 900
	}
	if protocol == wiretest.HTTP2 {
		rounds /= 3
	}
	h := &habits{rand: rand.New(rand.NewPCG(13, 16))}
	client := wiretest.ServeOver(t, protocol, h).Client(t, capillary.Basic("till.one", "secret"), capillary.WithSettleTime(time.Nanosecond),
		capillary.WithMaxRetries(0), capillary.WithoutRateLimits())
	settled := map[string]int{}
	honest, cautious := 0, 0
	for n := range rounds {
		h.next(n)
		happened, known, err := h.ask(t.Context(), client)
		what := "unknown"
		switch {
		case err != nil:
		case happened:
			what = "happened"
			assert.True(t, h.done, "falsely settled as done: %s", h)
		case known:
			what = "not"
			assert.False(t, h.done, "falsely settled as not done: %s", h)
		}
		settled[h.work+" "+what]++
		if h.honest() {
			honest++
			if what == "unknown" {
				cautious++
				t.Logf("an honest answer was no answer: %s: %v", h, err)
			}
		}
	}
	assert.LessOrEqual(t, cautious*100, honest, "an honest answer may be no answer once in a hundred times, since a list can grow while it is read")
	t.Log(settled)
	for _, work := range []string{"points", "coupon", "bill"} {
		for _, what := range []string{"happened", "not", "unknown"} {
			assert.Positive(t, settled[work+" "+what], "%s %s", work, what)
		}
	}
}

// habits is a server that never answers a write, and answers reads in its own ways.
type habits struct {
	rand *rand.Rand
	key  int
	work string
	done bool

	ignores bool   // the filter
	cap     int    // rows of a page at most
	paging  string // rows, pages, ids, none
	counts  string // total, page, none, wrong
	spoiled string // what else is wrong
	history int    // other redemptions of the customer
	late    int    // how many of them came after this one
	masked  bool   // personal values are
}

func (h *habits) String() string {
	return fmt.Sprintf("%s, done %t, ignores the filter %t, at most %d rows, pages by %s, counts %s, history %d, %d later, spoiled: %q, masked %t", h.work, h.done,
		h.ignores, h.cap, h.paging, h.counts, h.history, h.late, h.spoiled, h.masked)
}

// honest says that the answer must be enough.
func (h *habits) honest() bool {
	return h.spoiled == "" && h.counts == "total" && (!h.ignores || h.work == "points" && h.paging != "none")
}

func (h *habits) next(n int) {
	one := func(of ...string) string { return of[h.rand.IntN(len(of))] }
	h.key = n
	h.work = []string{"points", "points", "coupon", "bill"}[n%4]
	h.done = h.rand.IntN(2) == 0
	h.ignores = h.rand.IntN(2) == 0
	h.cap = []int{10, 25, 100, 1000}[h.rand.IntN(4)]
	h.paging = one("rows", "pages", "none")
	h.counts = one("total", "total", "page", "none")
	h.history = []int{0, 1, 9, 10, 11, 30, 99, 100, 101, 140, 230}[h.rand.IntN(11)]
	h.late = h.rand.IntN(h.history + 1)
	h.masked = h.rand.IntN(3) == 0
	h.spoiled = one("", "", "", "", "key", "customer", "suffix", "foreign", "null", "textual", "missing", "contradiction", "page", "counts", "amount", "twice", "drift",
		"nothing here")
	if h.spoiled == "nothing here" && (h.counts == "none" || h.work == "coupon") {
		h.spoiled = "" // nothing would tell it from the truth
	}
	if h.counts == "page" && h.paging == "none" {
		h.paging = "rows" // the same
	}
}

func (h *habits) name() string { return fmt.Sprintf("Order-%d", h.key) }

// ask makes the call, which is in doubt, and looks it up.
func (h *habits) ask(ctx context.Context, c *capillary.Client) (happened, settled bool, err error) {
	who := capillary.Mobile("46700000001")
	switch h.work {
	case "points":
		_, err = points.New(c).RedeemV1(ctx, points.RedeemRequestV1{Customer: who, Points: decimal.NewFromInt(100), ExternalReference: h.name()})
	case "coupon":
		_, err = coupon.New(c).Redeem(ctx, coupon.RedeemRequest{Customer: who, TransactionNumber: h.name(),
			Redemptions: []coupon.RedemptionCode{{Code: "SPRING7Q"}}})
	default:
		_, err = transaction.New(c).Add(ctx, who, transaction.Bill{Type: transaction.TypeRegular, BillNumber: h.name(), BillAmount: decimal.NewFromInt(100)},
			transaction.AddOptions{})
	}
	if err == nil {
		return true, true, nil
	}
	known, err := capillary.Reconcile[any](ctx, err)
	return known.Happened, known.Settled, err
}

func (h *habits) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.Method != http.MethodGet {
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprint(w, "<html>")
		return
	}
	switch h.spoiled {
	case "foreign":
		fmt.Fprint(w, `{"status": "UP", "items": []}`)
	case "null":
		fmt.Fprint(w, `null`)
	case "page":
		fmt.Fprint(w, `<html>welcome</html>`)
	default:
		status := `{"success": "true", "code": 200, "message": "ok"}`
		if h.spoiled == "contradiction" {
			status = `{"success": "true", "code": ` + strconv.Itoa([]int{500, 517}[h.key%2]) + `, "message": "ok"}`
		}
		fmt.Fprintf(w, `{"response": {"status": %s, %s}}`, status, map[string]func(*http.Request) string{
			"/v1.1/customer/redemptions": h.redemptions, "/v1.1/coupon/get": h.coupons, "/v1.1/transaction/get": h.bills}[r.URL.Path](r))
	}
}

// list is a list as the server writes it.
func (h *habits) list(rows []string) string {
	switch h.spoiled {
	case "textual":
		return `"none"`
	case "missing":
		return `null`
	case "nothing here":
		return `[]`
	}
	return "[" + strings.Join(rows, ",") + "]"
}

// sent is the key as it comes back.
func (h *habits) sent() string {
	if h.spoiled == "key" {
		return []string{strings.ToUpper(h.name()), " " + h.name() + " ", "00" + h.name()}[h.key%3]
	}
	return h.name()
}

func (h *habits) mobile() string {
	shown := "46700000001"
	switch h.spoiled {
	case "customer":
		shown = "46700000002"
	case "suffix":
		shown = "9946700000001"
	}
	if h.masked {
		return shown[:2] + strings.Repeat("*", len(shown)-4) + shown[len(shown)-2:]
	}
	return shown
}

func (h *habits) redemptions(r *http.Request) string {
	type row = map[string]any
	now := time.Now().UTC()
	mine := row{"id": 0, "redemption_id": "mine", "external_reference_number": h.sent(), "points_redeemed": 100, "transaction_number": ""}
	if h.spoiled == "amount" {
		mine["points_redeemed"] = 99
	}
	var all []row
	for n := range h.history + 1 {
		if n == h.late && h.done {
			all = append(all, mine)
			if h.spoiled == "twice" {
				all = append(all, row{"id": 0, "redemption_id": "again", "external_reference_number": h.sent(), "points_redeemed": 100})
			}
		}
		if n < h.history {
			all = append(all, row{"redemption_id": fmt.Sprintf("other-%d", n), "external_reference_number": fmt.Sprintf("order-x%d", n), "points_redeemed": 100})
		}
	}
	for n := range all {
		all[n]["id"] = 1000 - n
		all[n]["redeemed_time"] = now.Add(-time.Duration(n) * time.Minute).Format(time.DateTime)
	}
	if ref := r.URL.Query().Get("external_reference_number"); ref != "" && !h.ignores {
		var fits []row
		for _, one := range all {
			if strings.EqualFold(strings.TrimLeft(strings.TrimSpace(one["external_reference_number"].(string)), "0"), ref) {
				fits = append(fits, one)
			}
		}
		all = fits
	}
	total := len(all)
	offset, _ := strconv.Atoi(r.URL.Query().Get("points_offset"))
	limit, _ := strconv.Atoi(r.URL.Query().Get("points_limit"))
	limit = min(limit, h.cap)
	switch h.paging {
	case "pages":
		offset *= limit
	case "none":
		offset = 0
	}
	all = all[min(offset, len(all)):]
	all = all[:min(limit, len(all))]
	rows := make([]string, len(all))
	for n := range all {
		raw, _ := json.Marshal(all[n])
		rows[n] = string(raw)
	}
	if h.spoiled == "drift" && len(rows) > 0 {
		rows[len(rows)-1] = `{"redemption_id": {"id": 5}, "external_reference_number": [1, 2], "points_redeemed": "many"}`
	}
	counts := ""
	switch {
	case h.spoiled == "counts" || h.spoiled == "nothing here" && h.done && total == 0:
		counts = fmt.Sprintf(`"rows": %d, "points_count": %d,`, len(rows)+3, total+3)
	case h.counts == "total":
		counts = fmt.Sprintf(`"rows": %d, "points_count": "%d",`, len(rows), total)
	case h.counts == "page":
		counts = fmt.Sprintf(`"rows": "%d", "points_count": %d,`, len(rows), len(rows))
	}
	return fmt.Sprintf(`"customer": {"mobile": "%s", %s "redemptions": {"points": {"point": %s}}}`, h.mobile(), counts, h.list(rows))
}

func (h *habits) coupons(*http.Request) string {
	row := func(code, redemption string) string {
		return fmt.Sprintf(`{"id": 81, "code": "%s", "series_id": 3, "value": 10, "customer": {"mobile": "46700000001"}%s, "item_status": {"success": "true", "code": 700}}`,
			code, redemption)
	}
	redeemed := ""
	if h.done {
		redeemed = fmt.Sprintf(`, "redemption_info": {"redeemed": "true", "id": 6001, "redeemed_by": {"mobile": "%s"}, "transaction": {"bill_number": "%s"}}`, h.mobile(), h.sent())
	}
	if h.spoiled == "drift" {
		redeemed = `, "redemption_info": "soon"`
	}
	rows := []string{row("SPRING7Q", redeemed)}
	if h.spoiled == "twice" {
		rows = append(rows, rows[0])
	}
	if h.ignores {
		rows = []string{row("SUMMER1", ""), row("WINTER2", "")}
	}
	return fmt.Sprintf(`"coupons": {"coupon": %s}`, h.list(rows))
}

func (h *habits) bills(*http.Request) string {
	row := func(number, amount string) string {
		return fmt.Sprintf(`{"id": 77, "number": "%s", "type": "REGULAR", "amount": %s, "billing_time": "%s", "customer": {"mobile": "%s"},
			"item_status": {"success": "true", "code": 600}}`, number, amount, time.Now().UTC().Format(time.DateTime), h.mobile())
	}
	var rows []string
	if h.done {
		amount := "100"
		if h.spoiled == "amount" {
			amount = "99"
		}
		rows = append(rows, row(h.sent(), amount))
		if h.spoiled == "twice" {
			rows = append(rows, rows[0])
		}
	}
	switch {
	case h.ignores:
		rows = []string{row("another-1", "100"), row("another-2", "50")}
	case !h.done && h.key%2 == 0:
		return fmt.Sprintf(`"transactions": {"transaction": [{"number": "%s", "item_status": {"success": "false", "code": %d, "message": "?"}}]}`, h.name(),
			map[bool]int{false: 625, true: []int{602, 688}[h.key/2%2]}[h.spoiled != ""])
	}
	count := len(rows)
	if h.spoiled == "counts" {
		count++
	}
	if h.spoiled == "drift" {
		rows = append(rows, `{"id": {}, "number": [1, 2], "amount": "many"}`)
		count++
	}
	return fmt.Sprintf(`"transactions": {"count": %d, "transaction": %s}`, count, h.list(rows))
}
