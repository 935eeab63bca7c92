package proofs

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

// The fault campaign: redemptions, reversals, transfers, coupons and bills over real sockets, while
// connections are cut before, in and after the work, pages and truncated replies come, customers are locked, tokens expire,
// work is done late, look-ups fail, and keys are honoured, ignored or burned. In the end the fake knows how often each piece
// of work was really done, and that is held against what the SDK reported.
//
// It ends when so many faults struck, however fast the machine is. Over HTTP/2 it is a quarter of them, behind a gateway that speaks
// HTTP/2 with the client, and cuts or resets where the fake breaks off.
func TestNoMoneyMovesTwiceAndNoReportIsWrongUnderTwentyThousandFaults(t *testing.T) {
	workers, faults := 60, 20_000
	if testing.Short() || raceDetector {
		faults = 1_500
	}
	t.Run(wiretest.HTTP1, func(t *testing.T) { runCampaign(t, wiretest.HTTP1, workers, faults) })
	t.Run(wiretest.HTTP2, func(t *testing.T) { runCampaign(t, wiretest.HTTP2, workers/2, faults/4) })
}

func runCampaign(t *testing.T, protocol string, workers, faults int) {
	var (
		mu    sync.Mutex
		total tally
		wg    sync.WaitGroup
	)
	policies := []capillarytest.KeyPolicy{capillarytest.KeysHonoured, capillarytest.KeysIgnored, capillarytest.KeysBurned}
	for w := range workers {
		wg.Go(func() {
			c := newCampaign(t, protocol, policies[w%len(policies)], uint64(w))
			defer c.close()
			for n := 0; c.faults < faults/workers+1; n++ {
				c.round(t, n)
			}
			c.fake.Settle() // late work ends
			c.settle(t)
			mu.Lock()
			defer mu.Unlock()
			total.add(c.tally)
		})
	}
	wg.Wait()
	t.Log(total.String())
	assert.Zero(t, total.twice, "executed twice")
	assert.Zero(t, total.falselyDone, "reported done that is not")
	assert.Zero(t, total.falselyRefused, "reported refused that is")
	assert.GreaterOrEqual(t, total.faults, faults, "faults")
	assert.GreaterOrEqual(t, len(total.kinds), len(kinds)*9/10, "kinds of fault")
	assert.LessOrEqual(t, total.overcautious*1000, total.conclusive, "unknown, though every reply was conclusive: under one in a thousand")
	for _, op := range []string{"redeem", "reverse", "transfer", "coupon", "bill", "bills"} {
		assert.Positive(t, total.done[op], "%s: reported done", op)
		assert.Positive(t, total.unknown[op], "%s: reported unknown", op)
	}
}

const latest = 40 * time.Millisecond // the latest work after its connection was cut

// tally is what the campaign counts.
type tally struct {
	calls, faults                      int
	twice, falselyDone, falselyRefused int
	conclusive, overcautious           int // calls of which every reply was conclusive, and those of them that ended unknown nevertheless
	done, refused, unknown, kinds      map[string]int
}

func newTally() tally {
	return tally{done: map[string]int{}, refused: map[string]int{}, unknown: map[string]int{}, kinds: map[string]int{}}
}

func (t *tally) add(other tally) {
	if t.done == nil {
		*t = newTally()
	}
	t.calls += other.calls
	t.faults += other.faults
	t.twice += other.twice
	t.falselyDone += other.falselyDone
	t.falselyRefused += other.falselyRefused
	t.conclusive += other.conclusive
	t.overcautious += other.overcautious
	for _, m := range []struct{ into, from map[string]int }{{t.done, other.done}, {t.refused, other.refused}, {t.unknown, other.unknown}, {t.kinds, other.kinds}} {
		for k, n := range m.from {
			m.into[k] += n
		}
	}
}

func (t *tally) String() string {
	return fmt.Sprintf("%d calls, %d faults of %d kinds: %d executed twice, %d reported done that are not, %d reported refused that are, %d of %d overcautious\n"+
		"reported done    %v\nreported refused %v\nreported unknown %v",
		t.calls, t.faults, len(t.kinds), t.twice, t.falselyDone, t.falselyRefused, t.overcautious, t.conclusive, t.done, t.refused, t.unknown)
}

// campaign is one worker with a fake of its own.
type campaign struct {
	tally
	fake    *capillarytest.Server
	client  *capillary.Client
	hasty   *capillary.Client // gives up on a reply soon
	patient *capillary.Client // for what must not fail
	rand    *rand.Rand
	reports []report
	series  int64
	trust   string // beside the names of keyed work, where its keys are not trusted
}

// report is what the SDK said of a piece of work, and how to find out what is true.
type report struct {
	name     string
	err      error
	executed func() int
	faults   []string
}

// impatient are kinds that only a short try meets.
var impatient = []string{"black hole", "black hole after work", "too slow a reply", "late work", "endless reply"}

// conclusive are kinds whose reply leaves nothing open, by the table of what a reply means.
var conclusive = []string{"slow", "slow reply", "gateway unavailable", "rate limited", "stale token", "access denied", "locked, as a warning",
	"byte order mark", "as 207", "XML refusal", "undocumented in 400", "older shape"}

func newCampaign(t *testing.T, protocol string, keys capillarytest.KeyPolicy, seed uint64) *campaign {
	fake := capillarytest.NewServer(capillarytest.WithKeys(keys))
	options := []capillary.ClientOption{capillary.WithTimeout(30 * time.Second),
		capillary.WithoutRateLimits(), capillary.WithReplyLimits(1<<20, 1<<20)}
	if keys == capillarytest.KeysIgnored {
		options = append(options, capillary.WithKeys(capillary.KeysNever))
	}
	c := &campaign{tally: newTally(), fake: fake, client: clientOver(t, protocol, fake, options),
		patient: fake.Client(capillary.WithoutRateLimits()), rand: rand.New(rand.NewPCG(seed, 7))}
	if keys == capillarytest.KeysIgnored {
		c.trust = " without trust in keys"
	}
	hasty, err := c.client.With(capillary.WithTryTimeout(60*time.Millisecond, 60*time.Millisecond))
	require.NoError(t, err)
	c.hasty = hasty
	s, err := coupon.New(c.patient).CreateSeries(context.Background(), campaignSeries())
	require.NoError(t, err)
	c.series = s.ID
	return c
}

// clientOver is a client of a fake, which speaks HTTP/1.1 only.
func clientOver(t *testing.T, protocol string, fake *capillarytest.Server, options []capillary.ClientOption) *capillary.Client {
	if protocol == wiretest.HTTP1 {
		return fake.OAuthClient(options...)
	}
	return wiretest.ServeOver(t, protocol, wiretest.Gateway(fake.URL)).Client(t, capillary.OAuth(fake.ClientKey(), fake.ClientSecret()),
		append(options, capillary.WithTimeZone(fake.Zone()))...)
}

func (c *campaign) close() {
	c.client.CloseIdleConnections()
	c.patient.CloseIdleConnections()
	c.fake.Close()
}

// kinds are the faults of the campaign. A fault strikes one try.
var kinds = map[string]func(c *campaign) capillarytest.Kind{
	"cut before the work":   func(*campaign) capillarytest.Kind { return capillarytest.CutBeforeWork() },
	"cut after the work":    func(*campaign) capillarytest.Kind { return capillarytest.CutAfterWork() },
	"cut in the reply":      func(*campaign) capillarytest.Kind { return capillarytest.CutMidReply() },
	"reset before the work": func(*campaign) capillarytest.Kind { return capillarytest.ResetBeforeWork() },
	"reset after the work":  func(*campaign) capillarytest.Kind { return capillarytest.ResetAfterWork() },
	"late work": func(c *campaign) capillarytest.Kind {
		return capillarytest.LateWork(time.Duration(c.rand.Int64N(int64(latest))))
	},
	"black hole":              func(*campaign) capillarytest.Kind { return capillarytest.BlackHole() },
	"black hole after work":   func(*campaign) capillarytest.Kind { return capillarytest.BlackHoleAfterWork() },
	"slow":                    func(*campaign) capillarytest.Kind { return capillarytest.Delay(20 * time.Millisecond) },
	"slow reply":              func(*campaign) capillarytest.Kind { return capillarytest.DelayAfterWork(20 * time.Millisecond) },
	"too slow a reply":        func(*campaign) capillarytest.Kind { return capillarytest.DelayAfterWork(90 * time.Millisecond) },
	"truncated JSON":          func(*campaign) capillarytest.Kind { return capillarytest.TruncatedJSON() },
	"empty reply":             func(*campaign) capillarytest.Kind { return capillarytest.EmptyReply() },
	"500":                     func(*campaign) capillarytest.Kind { return capillarytest.Status(500) },
	"500 after the work":      func(*campaign) capillarytest.Kind { return capillarytest.StatusAfterWork(500) },
	"503":                     func(*campaign) capillarytest.Kind { return capillarytest.Status(503) },
	"502 page":                func(*campaign) capillarytest.Kind { return capillarytest.HTMLPage(502) },
	"524 page after the work": func(*campaign) capillarytest.Kind { return capillarytest.HTMLPageAfterWork(524) },
	"page in 200 after work":  func(*campaign) capillarytest.Kind { return capillarytest.HTMLPageAfterWork(200) },
	"gateway unavailable":     func(*campaign) capillarytest.Kind { return capillarytest.AuthorizationUnavailable() },
	"rate limited":            func(*campaign) capillarytest.Kind { return capillarytest.RateLimited("0") },
	"stale token":             func(*campaign) capillarytest.Kind { return capillarytest.ExpireToken() },
	"access denied":           func(*campaign) capillarytest.Kind { return capillarytest.AccessDenied() },
	"redirect after the work": func(*campaign) capillarytest.Kind { return capillarytest.StatusAfterWork(302) },
	"locked, as a warning":    func(*campaign) capillarytest.Kind { return capillarytest.CustomerBusyWarning() },
	"endless reply":           func(*campaign) capillarytest.Kind { return capillarytest.EndlessBody() },

	"no content":                     func(*campaign) capillarytest.Kind { return capillarytest.NoContent() },
	"null":                           func(*campaign) capillarytest.Kind { return capillarytest.ScalarReply("null") },
	"empty list":                     func(*campaign) capillarytest.Kind { return capillarytest.ScalarReply("[]") },
	"a word":                         func(*campaign) capillarytest.Kind { return capillarytest.ScalarReply(`"ok"`) },
	"byte order mark":                func(*campaign) capillarytest.Kind { return capillarytest.ByteOrderMark() },
	"foreign 200 after the work":     func(*campaign) capillarytest.Kind { return capillarytest.ForeignDocumentAfterWork(200) },
	"foreign 400 after the work":     func(*campaign) capillarytest.Kind { return capillarytest.ForeignDocumentAfterWork(400) },
	"foreign 502":                    func(*campaign) capillarytest.Kind { return capillarytest.ForeignDocument(502) },
	"XML refusal":                    func(*campaign) capillarytest.Kind { return capillarytest.XMLRefusal(500, 1064) },
	"work under 401":                 func(*campaign) capillarytest.Kind { return capillarytest.WorkUnderStatus(401) },
	"work under 429":                 func(*campaign) capillarytest.Kind { return capillarytest.WorkUnderStatus(429) },
	"work under 500":                 func(*campaign) capillarytest.Kind { return capillarytest.WorkUnderStatus(500) },
	"work under 403":                 func(*campaign) capillarytest.Kind { return capillarytest.WorkUnderStatus(403) },
	"as 207":                         func(*campaign) capillarytest.Kind { return capillarytest.MultiStatus() },
	"work beside 517":                func(*campaign) capillarytest.Kind { return capillarytest.WorkBesideCode(517) },
	"work beside 4001":               func(*campaign) capillarytest.Kind { return capillarytest.WorkBesideCode(4001) },
	"work beside 521":                func(*campaign) capillarytest.Kind { return capillarytest.WorkBesideCode(521) },
	"work beside a refusal":          func(*campaign) capillarytest.Kind { return capillarytest.WorkBesideCode(1064) },
	"work reported as failure":       func(*campaign) capillarytest.Kind { return capillarytest.WorkReportedAsFailure() },
	"without proof":                  func(*campaign) capillarytest.Kind { return capillarytest.WithoutProof() },
	"undocumented in 400":            func(*campaign) capillarytest.Kind { return capillarytest.UndocumentedCode(400) },
	"undocumented in 200 after work": func(*campaign) capillarytest.Kind { return capillarytest.UndocumentedCodeAfterWork(200) },
	"undocumented in 500 after work": func(*campaign) capillarytest.Kind { return capillarytest.UndocumentedCodeAfterWork(500) },
	"older shape":                    func(*campaign) capillarytest.Kind { return capillarytest.OlderShape() },
	"another document":               func(*campaign) capillarytest.Kind { return capillarytest.AnotherDocument() },
	"gateway words under 200":        func(*campaign) capillarytest.Kind { return capillarytest.GatewayWords(200) },
	"an item missing":                func(*campaign) capillarytest.Kind { return capillarytest.MissingItem() },
	"items shifted":                  func(*campaign) capillarytest.Kind { return capillarytest.ShiftedItems() },
	"an item twice":                  func(*campaign) capillarytest.Kind { return capillarytest.DoubledItem() },
	"an item empty":                  func(*campaign) capillarytest.Kind { return capillarytest.EmptyItem() },
	"masked":                         func(*campaign) capillarytest.Kind { return capillarytest.MaskedValues() },
	"other counts":                   func(*campaign) capillarytest.Kind { return capillarytest.WrongCounts() },
}

var kindNames = slices.Sorted(func(yield func(string) bool) {
	for name := range kinds {
		if !yield(name) {
			return
		}
	}
})

// strike scripts one to four faults for a path, and at times one for the look-up.
func (c *campaign) strike(path, lookUp string) (names []string) {
	for range 1 + c.rand.IntN(4) {
		name := kindNames[c.rand.IntN(len(kindNames))]
		c.fake.Fault(capillarytest.Fault{Method: "POST", Path: path, Kind: kinds[name](c)})
		names = append(names, name)
	}
	if lookUp != "" && c.rand.IntN(4) == 0 {
		c.fake.Fault(capillarytest.Fault{Method: "GET", Path: lookUp, Times: 1 + c.rand.IntN(4), Kind: capillarytest.HTMLPage(503)})
		names = append(names, "look-up fails")
	}
	return names
}

func (c *campaign) round(t *testing.T, n int) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if c.rand.IntN(40) == 0 { // the caller gives up
		impatient, stop := context.WithTimeout(ctx, time.Duration(1+c.rand.IntN(30))*time.Millisecond)
		defer stop()
		ctx = impatient
	}
	work := []func(context.Context, *testing.T, string) []report{c.redeem, c.redeemV1, c.reverse, c.transfer, c.coupon, c.bill, c.bills, c.allocate}[n%8]
	c.calls++
	reports := work(ctx, t, fmt.Sprintf("key-%d", n))
	c.reports = append(c.reports, reports...)
	c.countCaution(ctx, t, reports)
	for _, seen := range c.fake.Requests() {
		if seen.Fault != "" {
			c.faults++
			c.kinds[seen.Fault]++
		}
	}
	c.fake.Reset()
}

func (c *campaign) person(points float64) (id int64, mobile string) {
	mobile = fmt.Sprintf("4477%08d", c.rand.IntN(100_000_000))
	return c.fake.AddCustomer(capillarytest.Customer{FirstName: "Ida", Mobile: mobile, Points: points}), mobile
}

func (c *campaign) redeem(ctx context.Context, _ *testing.T, key string) []report {
	funds := 500.0
	if c.rand.IntN(8) == 0 {
		funds = 50 // too few
	}
	id, _ := c.person(funds)
	faults := c.strike("/v2/customers/{id}/redemptions", "/v1.1/customer/redemptions")
	_, err := points.New(c.clientFor(faults)).Redeem(ctx, points.RedeemRequest{Customer: capillary.UserID(id), Points: decimal.NewFromInt(100),
		ExternalReference: key, TransactionNumber: "bill-" + key, SkipOTPValidation: true})
	return []report{{"redeem" + c.trust, err, func() int { return c.fake.Executed(key) }, faults}}
}

func (c *campaign) redeemV1(ctx context.Context, _ *testing.T, key string) []report {
	id, _ := c.person(500)
	faults := c.strike("/v1.1/points/redeem", "/v1.1/customer/redemptions")
	_, err := points.New(c.clientFor(faults)).RedeemV1(ctx, points.RedeemRequestV1{Customer: capillary.UserID(id), Points: decimal.NewFromInt(100),
		ExternalReference: key, TransactionNumber: "bill-" + key, SkipOTPValidation: true})
	return []report{{"redeem v1", err, func() int { return c.fake.Executed(key) }, faults}}
}

// allocate gives points to two customers at once. Each is reported by itself.
func (c *campaign) allocate(ctx context.Context, _ *testing.T, key string) (all []report) {
	faults := c.strike("/v2/customers/bulk/manualCurrencyAllocate", "")
	var sent []points.AllocationRequest
	for n := range 2 {
		id, _ := c.person(0)
		sent = append(sent, points.AllocationRequest{OrgID: 1, ProgramID: capillarytest.DefaultProgram().ID, AwardStrategyID: 1, ExpiryStrategyID: 1,
			SourceValue: decimal.NewFromInt(-1), EventName: "Streak", EventSourceID: key, UniqueID: fmt.Sprintf("%s-%d", key, n),
			Customer: capillary.UserID(id)})
	}
	batch, err := points.New(c.clientFor(faults)).AllocateCurrency(ctx, sent, points.AllocateCurrencyOptions{})
	for n := range sent {
		unique, itemErr := sent[n].UniqueID, err
		if batch != nil && len(batch.Items) == len(sent) {
			itemErr = batch.Items[n].Err()
		}
		all = append(all, report{"allocate" + c.trust, itemErr, func() int { return c.fake.Executed(unique) }, faults})
	}
	return all
}

func (c *campaign) reverse(ctx context.Context, t *testing.T, key string) []report {
	id, _ := c.person(500)
	redeemed, err := points.New(c.patient).Redeem(context.Background(), points.RedeemRequest{Customer: capillary.UserID(id), Points: decimal.NewFromInt(100),
		TransactionNumber: "bill-" + key, ExternalReference: "for-" + key, SkipOTPValidation: true})
	require.NoError(t, err)
	faults := c.strike("/v2/points/reverse", "")
	_, err = points.New(c.clientFor(faults)).Reverse(ctx, points.ReverseRequest{Customer: capillary.UserID(id), RedemptionID: redeemed.RedemptionID})
	return []report{{"reverse", err, func() int { return c.fake.Executed(redeemed.RedemptionID) }, faults}}
}

func (c *campaign) transfer(ctx context.Context, _ *testing.T, _ string) []report {
	from, _ := c.person(500)
	to, _ := c.person(0)
	faults := c.strike("/v2/points/transfer", "")
	_, err := points.New(c.clientFor(faults)).Transfer(ctx, points.TransferRequest{From: capillary.UserID(from), To: capillary.UserID(to), Points: decimal.NewFromInt(100)})
	return []report{{"transfer", err, func() int { return int(c.fake.Balance(to).IntPart()) / 100 }, faults}}
}

func campaignSeries() coupon.CreateSeriesRequest {
	return coupon.CreateSeriesRequest{Series: coupon.SeriesSettings{Description: "50 off", DiscountCode: "OFF50", DiscountType: coupon.DiscountAbsolute,
		DiscountValue: decimal.NewFromInt(50), SMSTemplate: "{{voucher}}", ClientHandlingType: coupon.HandlingGenerated,
		ExpiryStrategyType: coupon.ExpiryDays, ExpiryStrategyValue: new(int64(30)), ValidTillDate: time.Now().AddDate(1, 0, 0)}}
}

func (c *campaign) coupon(ctx context.Context, t *testing.T, key string) []report {
	id, _ := c.person(0)
	owner := capillary.UserID(id)
	issued, err := coupon.New(c.patient).Issue(context.Background(), coupon.IssueRequest{SeriesID: c.series, Customer: owner})
	require.NoError(t, err)
	faults := c.strike("/v2/coupon/redeem", "/v1.1/coupon/get")
	_, err = coupon.New(c.clientFor(faults)).Redeem(ctx, coupon.RedeemRequest{Redemptions: []coupon.RedemptionCode{{Code: issued.Code}}, Customer: owner,
		TransactionNumber: "bill-" + key, BillAmount: decimal.NewFromInt(500)})
	return []report{{"coupon", err, func() int { return c.fake.Executed(issued.Code) }, faults}}
}

func (c *campaign) bill(ctx context.Context, _ *testing.T, key string) []report {
	_, mobile := c.person(0)
	faults := c.strike("/v2/transactions", "/v1.1/transaction/get")
	_, err := transaction.New(c.clientFor(faults)).Add(ctx, capillary.Mobile(mobile), transaction.Bill{Type: transaction.TypeRegular, BillNumber: "bill-" + key,
		BillAmount: decimal.NewFromInt(250), BillingDate: time.Now()}, transaction.AddOptions{})
	return []report{{"bill", err, func() int { return c.fake.Executed("bill-" + key) }, faults}}
}

// bills are three at once. Each is reported by itself.
func (c *campaign) bills(ctx context.Context, _ *testing.T, key string) (all []report) {
	_, mobile := c.person(0)
	faults := c.strike("/v2/transactions/bulk", "")
	var sent []transaction.BulkBill
	for n := range 3 {
		sent = append(sent, transaction.BulkBill{Customer: capillary.Mobile(mobile),
			Bill: transaction.Bill{Type: transaction.TypeRegular, BillNumber: fmt.Sprintf("bulk-%s-%d", key, n),
				BillAmount: decimal.NewFromInt(250), BillingDate: time.Now()}})
	}
	batch, err := transaction.New(c.clientFor(faults)).AddBulk(ctx, sent, transaction.BulkOptions{})
	for n := range sent {
		number, itemErr := sent[n].Bill.BillNumber, err
		if batch != nil && len(batch.Items) == len(sent) {
			itemErr = batch.Items[n].Err()
		}
		all = append(all, report{"bills", itemErr, func() int { return c.fake.Executed(number) }, faults})
	}
	return all
}

// clientFor waits briefly for a reply only where a fault would let it wait for ever: so a slow machine changes nothing.
func (c *campaign) clientFor(faults []string) *capillary.Client {
	if slices.ContainsFunc(faults, func(name string) bool { return slices.Contains(impatient, name) }) {
		return c.hasty
	}
	return c.client
}

// countCaution counts the calls of which every reply was conclusive.
func (c *campaign) countCaution(ctx context.Context, t *testing.T, reports []report) {
	until, _ := ctx.Deadline() // the timer of a context can be late, and the call's own not
	for _, r := range reports {
		if !time.Now().Before(until) || slices.ContainsFunc(r.faults, func(name string) bool { return !slices.Contains(conclusive, name) }) {
			continue
		}
		c.tally.conclusive++
		if errors.Is(r.err, capillary.ErrOutcomeUnknown) {
			c.overcautious++
			t.Logf("overcautious: %s: %v, after %v", r.name, r.err, r.faults)
		}
	}
}

// settle holds what was reported against what is true.
func (c *campaign) settle(t *testing.T) {
	for _, r := range c.reports {
		n := r.executed()
		if n > 1 {
			c.twice++
			t.Errorf("%s executed %d times: %v, after %v", r.name, n, r.err, r.faults)
		}
		switch {
		case r.err == nil:
			c.done[r.name]++
			if n == 0 {
				c.falselyDone++
				t.Errorf("%s reported done, is not, after %v", r.name, r.faults)
			}
		case errors.Is(r.err, capillary.ErrOutcomeUnknown):
			c.unknown[r.name]++
		default:
			c.refused[r.name]++
			if n > 0 && !strings.Contains(r.err.Error(), "partly") {
				c.falselyRefused++
				t.Errorf("%s reported %v, but was executed, after %v", r.name, r.err, r.faults)
			}
			assert.False(t, capillary.MayHaveHappened(r.err), "%s: %v", r.name, r.err)
		}
	}
}
