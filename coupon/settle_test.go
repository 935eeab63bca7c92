package coupon_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
)

// shop is an API whose redemptions end in a doubt, and whose details tell what became of the coupons.
type shop struct {
	doubt   func(w http.ResponseWriter)
	details string // the coupons of v1.1 coupon/get

	mu       sync.Mutex
	arrivals []string // method, path and codes
}

func (s *shop) arrived() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.arrivals)
}

func (s *shop) show(details string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.details = details
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.arrivals = append(s.arrivals, strings.TrimSpace(r.Method+" "+r.URL.Path+" "+r.URL.Query().Get("code")))
	shown := s.details
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodPost {
		s.doubt(w)
		return
	}
	fmt.Fprint(w, `{"response": {"status": {"success": "true", "code": 200, "message": "ok"}, "coupons": {"coupon": [`+shown+`]}}}`)
}

func (s *shop) open(t *testing.T, options ...capillary.ClientOption) *coupon.Service {
	t.Helper()
	ts := httptest.NewServer(s)
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till.one", "secret"),
		append([]capillary.ClientOption{capillary.WithStrictDecoding(), capillary.WithSettleTime(time.Nanosecond)}, options...)...)
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); ts.Close() })
	return coupon.New(c)
}

func cut(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		conn.Close()
	}
}

func says(status int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// details of a coupon of Liv, and how it was redeemed.
func details(code, redemption string) string {
	return `{"id": "81", "code": "` + code + `", "series_id": 3001, "is_absolute": true, "value": 100.25, "discount_upto": 0, "pincode": "NULL",
		"customer": {"id": "5001", "name": "Liv", "mobile": "46700000001", "email": "liv@example.org", "external_id": "L-77"}` + redemption + `,
		"item_status": {"success": "true", "code": 700, "message": "found"}}`
}

func redeemedFor(bill string, by ...string) string {
	person := `{"firstname": "Liv", "lastname": "Berg", "email": "liv@example.org", "mobile": "46700000001"}`
	if len(by) > 0 {
		person = by[0]
	}
	return `, "redemption_info": {"redeemed": "true", "id": 6001, "redeemed_on": "2026-03-01 10:00:00", "redeemed_at": "till.one",
		"redeemed_by": ` + person + `, "transaction": {"id": null, "bill_number": "` + bill + `"}}`
}

const somebodyElse = `{"firstname": "Ulf", "lastname": "Ek", "email": "", "mobile": "46700000002"}`

func TestADoubtIsSettledByTheDetailsOfTheCoupon(t *testing.T) {
	doubts := map[string]func(http.ResponseWriter){
		"the connection broke":     cut,
		"a page of the gateway":    says(502, `<html>bad gateway</html>`),
		"a timeout of the service": says(200, `{"errors": [{"status": false, "code": 748, "message": "timed out"}], "warnings": []}`),
		"a doubt in the redemption": says(200, `{"redemption": [{"code": "SPRING7Q", "redemptionStatus":
			{"success": false, "code": 706, "message": "?"}}], "warnings": []}`),
		"a reply that is cut off":     says(200, `{"redemption": [{"code": "SPRI`),
		"an unknown code of a server": says(500, `{"errors": [{"status": false, "code": 99999, "message": "?"}]}`),
	}
	for name, doubt := range doubts {
		t.Run(name, func(t *testing.T) {
			s := &shop{doubt: doubt, details: details("SPRING7Q", redeemedFor("bill-77"))}
			redeemed, err := s.open(t).Redeem(t.Context(), redeeming("SPRING7Q"))
			require.NoError(t, err)
			require.Len(t, redeemed.Redemption, 1)
			got := redeemed.Redemption[0]
			assert.Equal(t, "SPRING7Q", got.Code)
			assert.Equal(t, int64(6001), got.RedemptionID)
			assert.Equal(t, "100.25", got.CouponValue.String())
			assert.True(t, got.RedemptionStatus.Success)
			assert.Equal(t, []string{"POST /v2/coupon/redeem", "GET /v1.1/coupon/get SPRING7Q"}, s.arrived())
		})
	}
}

// What the details show has to be this redemption: this coupon, this transaction, this customer.
func TestOnlyTheSameRedemptionSettlesADoubt(t *testing.T) {
	by := func(who capillary.Identifier) func(*coupon.RedeemRequest) {
		return func(r *coupon.RedeemRequest) { r.Customer = who }
	}
	for _, x := range []struct {
		name    string
		change  func(*coupon.RedeemRequest)
		details string
		want    string // done, settled (nothing happened) or open
	}{
		{"by mobile", nil, details("SPRING7Q", redeemedFor("bill-77")), "done"},
		{"by e-mail, in any case", by(capillary.Email("Liv@Example.org")), details("SPRING7Q", redeemedFor("bill-77")), "done"},
		{"by user id", by(capillary.UserID(5001)), details("SPRING7Q", redeemedFor("bill-77")), "done"},
		{"by external id", by(capillary.ExternalID("L-77")), details("SPRING7Q", redeemedFor("bill-77")), "done"},
		{"the code in another case", nil, details("spring7q", redeemedFor("bill-77")), "done"},
		{"a redeemer that is not shown", by(capillary.UserID(5001)), details("SPRING7Q", redeemedFor("bill-77", `{}`)), "done"},
		{"by somebody it was not issued to", by(capillary.Mobile("46700000002")), details("SPRING7Q", redeemedFor("bill-77", somebodyElse)), "done"},
		{"as replies of 2021 have it", nil, details("SPRING7Q", `, "redemption_info": {"redeemed": "true", "redeemed_at": "till.one"},
			"redeemed_by": {"mobile": "46700000001"}, "transaction": {"number": "bill-77", "id": "9"}`), "done"},
		{"one of several coupons of the code", nil, strings.ReplaceAll(details("SPRING7Q", ""), "5001", "5002") + "," +
			details("SPRING7Q", redeemedFor("bill-77")), "done"},

		{"for another transaction", nil, details("SPRING7Q", redeemedFor("bill-78")), "open"},
		{"for none", nil, details("SPRING7Q", redeemedFor("")), "open"},
		{"by another customer, by mobile", nil, details("SPRING7Q", redeemedFor("bill-77", somebodyElse)), "open"},
		{"by another customer, by user id of the holder", by(capillary.UserID(5001)), details("SPRING7Q", redeemedFor("bill-77", somebodyElse)), "open"},
		{"of another customer", by(capillary.UserID(5009)), details("SPRING7Q", redeemedFor("bill-77")), "open"},
		{"by a card, which the details do not tell", by(capillary.CardNumber("9911")), details("SPRING7Q", redeemedFor("bill-77")), "open"},
		{"by a card, and not redeemed", by(capillary.CardNumber("9911")), details("SPRING7Q", ""), "settled"},
		{"another coupon", nil, details("SUMMER1", redeemedFor("bill-77")), "open"},
		{"no coupon", nil, ``, "open"},
		{"a coupon that is not found", nil, `{"id": -1, "code": "SPRING7Q", "item_status": {"success": "false", "code": 705, "message": "invalid"}}`, "open"},
		{"a coupon that is not redeemed", nil, details("SPRING7Q", ""), "settled"},
		{"a coupon that says that it is not redeemed", nil, details("SPRING7Q", `, "redemption_info": {"redeemed": "false"}`), "settled"},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := &shop{doubt: cut, details: x.details}
			r := redeeming("SPRING7Q")
			if x.change != nil {
				x.change(&r)
			}
			_, err := s.open(t).Redeem(t.Context(), r)
			if x.want == "done" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.True(t, capillary.MayHaveHappened(err))
			var unknown *capillary.OutcomeUnknownError
			require.ErrorAs(t, err, &unknown)
			assert.Equal(t, "SPRING7Q", unknown.Key)
			require.True(t, unknown.CanReconcile())
			if known, err := unknown.Reconcile(t.Context()); err == nil {
				assert.False(t, known.Happened)
				assert.Equal(t, x.want == "settled", known.Settled)
			} else {
				assert.Equal(t, "open", x.want)
			}
		})
	}
}

func TestARedemptionByCardThatMayBeThisOneIsNoConflict(t *testing.T) {
	r := redeeming("SPRING7Q")
	r.Customer = capillary.CardExternalID("x-9911")
	for details, conflict := range map[string]bool{
		details("SPRING7Q", redeemedFor("bill-77")): false,
		details("SPRING7Q", redeemedFor("bill-78")): true,
	} {
		s := &shop{doubt: cut, details: details}
		_, err := s.open(t).Redeem(t.Context(), r)
		var unknown *capillary.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		known, err := unknown.Reconcile(t.Context())
		assert.False(t, known.Happened)
		assert.Equal(t, conflict, known.Conflict, "%v", err)
	}
}

// Nothing would tell it from a redemption that another till made before.
func TestWithoutATransactionNumberADoubtStays(t *testing.T) {
	s := &shop{doubt: cut, details: details("SPRING7Q", redeemedFor(""))}
	r := redeeming("SPRING7Q")
	r.TransactionNumber = ""
	_, err := s.open(t).Redeem(t.Context(), r)
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	assert.False(t, unknown.CanReconcile())
	assert.Equal(t, []string{"POST /v2/coupon/redeem"}, s.arrived())
}

func TestOneCouponTwiceIsNotLookedUp(t *testing.T) {
	s := &shop{doubt: cut, details: details("SPRING7Q", redeemedFor("bill-77"))}
	_, err := s.open(t).RedeemBulk(t.Context(), redeeming("SPRING7Q", "spring7q"))
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, s.arrived(), 1)
}

func TestADoubtIsSettledLaterToo(t *testing.T) {
	s := &shop{doubt: cut, details: details("SPRING7Q", "")}
	var meta capillary.Meta
	_, err := s.open(t).Redeem(t.Context(), redeeming("SPRING7Q"), capillary.WithMeta(&meta))
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, capillary.OutcomeUnknown, meta.Outcome)

	s.show(details("SPRING7Q", redeemedFor("bill-77"))) // it was executed late
	known, err := unknown.Reconcile(t.Context())
	require.NoError(t, err)
	assert.True(t, known.Settled)
	assert.True(t, known.Happened)
	assert.Equal(t, capillary.OutcomeUnknown, meta.Outcome, "the meta of the redemption stays what it was")
}

func TestAllCouponsOfABatchSettleItsDoubtTogether(t *testing.T) {
	for _, x := range []struct{ name, first, second, want string }{
		{"both redeemed", redeemedFor("bill-77"), redeemedFor("bill-77"), "done"},
		{"one redeemed", redeemedFor("bill-77"), "", "open"},
		{"one redeemed for another transaction", "", redeemedFor("bill-70"), "open"},
		{"none redeemed", "", "", "settled"},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := &shop{doubt: cut, details: details("SPRING7Q", x.first) + "," + details("SUMMER1", x.second)}
			batch, err := s.open(t).RedeemBulk(t.Context(), redeeming("SPRING7Q", "SUMMER1"))
			assert.Equal(t, []string{"POST /v2/coupon/bulk/redeem", "GET /v1.1/coupon/get SPRING7Q,SUMMER1"}, s.arrived())
			if x.want == "done" {
				require.NoError(t, err)
				require.NoError(t, batch.Err())
				require.Len(t, batch.Values(), 2)
				assert.Equal(t, "SUMMER1", batch.Values()[1].Result.Code)
				return
			}
			var unknown *capillary.OutcomeUnknownError
			require.ErrorAs(t, err, &unknown)
			known, err := unknown.Reconcile(t.Context())
			require.NoError(t, err)
			assert.False(t, known.Happened)
			assert.Equal(t, x.want == "settled", known.Settled)
			for i := range batch.Items {
				assert.ErrorIs(t, batch.Items[i].Err(), capillary.ErrOutcomeUnknown)
			}
		})
	}
}

func TestADoubtOfV1IsSettledToo(t *testing.T) {
	one := coupon.RedeemCouponV1{Code: "SPRING7Q", Customer: capillary.ExternalID("L-77"), Transaction: coupon.TransactionRequestV1{Number: "bill-77"}}
	byID := one
	byID.Code, byID.ID = "", 81
	other := one
	other.Code, other.Transaction.Number = "SUMMER1", "bill-78"
	for _, x := range []struct {
		name    string
		request coupon.RedeemRequestV1
		settled bool
	}{
		{"by code", coupon.NewRedeemRequestV1(one), true},
		{"not by id, which the details are not asked by", coupon.NewRedeemRequestV1(byID), false},
		{"not of several transactions", coupon.NewRedeemRequestV1(one, other), false},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := &shop{doubt: cut, details: details("SPRING7Q", redeemedFor("bill-77"))}
			redeemed, err := s.open(t).RedeemV1(t.Context(), x.request)
			if !x.settled {
				require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
				assert.Len(t, s.arrived(), 1)
				return
			}
			require.NoError(t, err)
			require.Len(t, redeemed.Coupons.Coupon, 1)
			got := redeemed.Coupons.Coupon[0]
			assert.Equal(t, int64(6001), got.RedemptionID)
			assert.Equal(t, "bill-77", got.Transaction.Number)
			assert.True(t, got.ItemStatus.Success)
		})
	}
}

func TestALookUpThatFailsLeavesTheDoubt(t *testing.T) {
	s := &shop{doubt: cut, details: `{"broken": `}
	_, err := s.open(t, capillary.WithMaxRetries(0)).Redeem(t.Context(), redeeming("SPRING7Q"))
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
}

func TestACallerWhoLeavesIsToldThatItMayHaveHappened(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	s := &shop{doubt: func(http.ResponseWriter) { leave(); time.Sleep(20 * time.Millisecond) }}
	_, err := s.open(t).Redeem(ctx, redeeming("SPRING7Q"))
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	require.ErrorIs(t, err, context.Canceled)
}

func TestARedemptionIsTakenBackByCodeAndBillOrNotAtAll(t *testing.T) {
	liv := capillary.Mobile("46700000001")
	for name, x := range map[string]struct {
		details string
		ago     time.Duration
		want    error
	}{
		"it":                     {details("SPRING7Q", redeemedFor("bill-77")), 0, nil},
		"another bill's":         {details("SPRING7Q", redeemedFor("bill-78")), time.Hour, capillary.ErrConflict},
		"another customer's":     {details("SPRING7Q", redeemedFor("bill-77", somebodyElse)), time.Hour, capillary.ErrConflict},
		"two":                    {details("SPRING7Q", redeemedFor("bill-77")) + "," + details("SPRING7Q", redeemedFor("bill-77")), time.Hour, capillary.ErrConflict},
		"a changed bill number":  {details("SPRING7Q", redeemedFor("BILL-77")), time.Hour, capillary.ErrConflict},
		"none":                   {details("SPRING7Q", ""), time.Hour, capillary.ErrNotThere},
		"none, though very soon": {details("SPRING7Q", ""), -time.Hour, capillary.ErrNotSettled},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shop{doubt: says(200, `{"warnings": [], "errors": []}`), details: x.details}
			_, err := s.open(t).ReactivateByCode(t.Context(), coupon.ReactivateByCodeRequest{Customer: liv, Code: "SPRING7Q", TransactionNumber: "bill-77"}, time.Now().Add(-x.ago))
			if x.want == nil {
				require.NoError(t, err)
				assert.Equal(t, []string{"GET /v1.1/coupon/get SPRING7Q", "POST /v2/coupon/reactivate"}, s.arrived())
				return
			}
			require.ErrorIs(t, err, x.want)
			assert.False(t, capillary.MayHaveHappened(err))
			assert.Equal(t, []string{"GET /v1.1/coupon/get SPRING7Q"}, s.arrived())
		})
	}
}

func TestAnotherProcessSettlesACoupon(t *testing.T) {
	s := &shop{doubt: cut, details: details("SPRING7Q", redeemedFor("bill-77"))}
	known, err := s.open(t).SettleRedeem(t.Context(), redeeming("SPRING7Q"), time.Now())
	require.NoError(t, err)
	require.True(t, known.Settled && known.Happened)
	assert.EqualValues(t, 6001, known.Result.Redemption[0].RedemptionID)
	_, told := known.Result.Redemption[0].DiscountValue.Value()
	assert.False(t, told, "the details tell no discount")
	assert.Equal(t, "100.25", known.Result.Redemption[0].CouponValue.String())
	_, err = s.open(t).SettleRedeem(t.Context(), redeeming("SPRING7Q"), time.Time{})
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
}
