// Package attacks has whole replies, of servers, gateways and proxies, that were once taken for what they do not prove.
package attacks

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

var bg = context.Background()

// serve answers every request with the same reply, to a client that is not strict; arrived counts writes.
func serve(t *testing.T, status int, body string, options ...capillary.ClientOption) (c *capillary.Client, arrived *atomic.Int64) {
	t.Helper()
	arrived = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if r.Method != http.MethodGet {
			arrived.Add(1)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	c, err := capillary.New(capillary.Host(s.URL), capillary.Basic("till.one", "secret"), append([]capillary.ClientOption{capillary.WithMaxRetries(1)}, options...)...)
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); s.Close() })
	return c, arrived
}

func unknown(t *testing.T, err error) {
	t.Helper()
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
}

func bulk(t *testing.T, body string, numbers ...string) (*capillary.Batch[transaction.Added], int, error) {
	t.Helper()
	c, arrived := serve(t, 200, body)
	var all []transaction.BulkBill
	for _, n := range numbers {
		all = append(all, transaction.BulkBill{Customer: capillary.Mobile("919740000000"),
			Bill: transaction.Bill{Type: transaction.TypeReturn, ReturnType: transaction.ReturnFull, BillNumber: n, BillAmount: decimal.NewFromInt(10), BillingDate: time.Now()}})
	}
	b, err := transaction.New(c).AddBulk(bg, all, transaction.BulkOptions{})
	return b, int(arrived.Load()), err
}

func add(t *testing.T, status int, body string) (*transaction.Saved, int, error) {
	t.Helper()
	c, arrived := serve(t, status, body)
	b, err := transaction.New(c).Add(bg, capillary.Mobile("919740000000"), transaction.Bill{Type: transaction.TypeReturn, ReturnType: transaction.ReturnFull, BillNumber: "A1",
		BillAmount: decimal.NewFromInt(10), BillingDate: time.Now()}, transaction.AddOptions{})
	return b, int(arrived.Load()), err
}

func redeem(codes ...string) (r coupon.RedeemRequest) {
	r.Customer = capillary.Mobile("919740000000")
	for _, code := range codes {
		r.Redemptions = append(r.Redemptions, coupon.RedemptionCode{Code: code})
	}
	return r
}

func redeemV1(codes ...string) (r coupon.RedeemRequestV1) {
	for _, code := range codes {
		r.Coupons = append(r.Coupons, coupon.RedeemCouponV1{Code: code, Customer: capillary.Mobile("919740000000")})
	}
	return r
}

// A reply that only counts what was done leaves each item unknown, and none out.
func TestABatchThatIsPartlyDoneHasItsItems(t *testing.T) {
	for name, body := range map[string]string{
		"v1.1 counts alone": `{"response":{"status":{"success":"false","code":"500","message":"x","total":"2","success_count":"1"}}}`,
		"v1.1 XML": `<response><status><success>false</success><code>500</code></status><customers><customer><mobile>9811111111</mobile><item_status><success>true</success><code>1000</code></item_status></customer>` +
			`<customer><mobile>9822222222</mobile><item_status><success>false</success><code>1014</code></item_status></customer></customers></response>`,
	} {
		c, _ := serve(t, 200, body)
		var r customer.RequestV1[customer.RegistrationV1]
		r.Customers = []customer.RegistrationV1{{Mobile: "9811111111"}, {Mobile: "9822222222"}}
		b, err := customer.New(c).AddV1(bg, r, customer.AddOptionsV1{})
		if err == nil {
			require.NotNil(t, b, name)
			assert.Len(t, b.Items, 2, name)
			assert.Error(t, b.Err(), name)
		}
	}
	b, _, err := bulk(t, `{"totalCount":2,"successCount":1,"errors":[{"code":604}],"response":[]}`, "A1", "A2")
	if err == nil {
		assert.Len(t, b.Items, 2)
		assert.Error(t, b.Err())
	}
}

// No write is sent again where the reply shows that something may have been done.
func TestNothingIsSentAgainWhereTheReplyCountsOrNamesSomething(t *testing.T) {
	_, n, err := bulk(t, `{"totalCount":2,"failureCount":1,"errors":[{"status":false,"code":521,"message":"locked"}]}`, "A1", "A2")
	assert.Equal(t, 1, n, "two bills, one failure: one was done")
	assert.False(t, errors.Is(err, capillary.ErrNotExecuted))
	_, n, err = bulk(t, `{"response":{"entityId":7,"result":{"billNumber":"A1"}},"errors":[{"code":521}]}`, "A1", "A2")
	assert.Equal(t, 1, n, "one object where a list is documented, and it was done")
	assert.False(t, errors.Is(err, capillary.ErrNotExecuted))
}

func TestNothingIsSentAgainBesideAResultInsideAnother(t *testing.T) {
	for _, body := range []string{`{"entity":{"createdId":7},"errors":[{"code":521}]}`, `{"data":{"createdId":7},"errors":[{"code":521}]}`} {
		_, n, err := add(t, 200, body)
		assert.Equal(t, 1, n, body)
		unknown(t, err)
	}
}

func TestARevokeIsNotSentAgainWhereACodeIsMissing(t *testing.T) {
	c, n := serve(t, 200, `{"entity":{"revokedCoupons":[],"failedToRevoke":[{"errorCode":521,"couponCodes":["A1"]}]}}`)
	_, err := coupon.New(c).Revoke(bg, coupon.RevokeRequest{CouponSeriesID: 3, CouponCodes: []string{"A1", "A2"}})
	assert.EqualValues(t, 1, n.Load(), "of A2 the reply says nothing")
	unknown(t, err)
}

func TestARedemptionOfV1IsNotSentAgainWhereACouponHasNoStatus(t *testing.T) {
	c, n := serve(t, 200, `{"response":{"status":{"success":"false","code":"521"},"coupons":{"coupon":[{"code":"A1","redemptionId":"5"},{"code":"A2","item_status":{"success":"false","code":"521"}}]}}}`)
	_, err := coupon.New(c).RedeemV1(bg, redeemV1("A1", "A2"))
	assert.EqualValues(t, 1, n.Load())
	unknown(t, err)
	c, n = serve(t, 200, `{"response":{"status":{"success":"false","code":"517"},"coupons":{"coupon":[{"code":"A1","redemptionId":"5","item_status":[{"success":"true","code":"700"}]}]}}}`)
	_, err = coupon.New(c).RedeemV1(bg, redeemV1("A1"))
	assert.EqualValues(t, 1, n.Load(), "item_status in a list")
	assert.False(t, errors.Is(err, capillary.ErrNotExecuted))
}

// Nothing is refused where the reply says nothing of one coupon.
func TestARefusalOfSomeIsNoneOfOthers(t *testing.T) {
	one := `{"redemptionId":-1,"code":"A1","redemptionStatus":{"success":false,"code":716,"message":"x"}}`
	c, _ := serve(t, 200, `{"redemption":[`+one+`],"redemptionStatus":{"status":true,"code":700},"warnings":[]}`)
	_, err := coupon.New(c).Redeem(bg, redeem("A1", "A2"))
	unknown(t, err)
	c, _ = serve(t, 200, `{"entity":{"revokedCoupons":[],"failedToRevoke":[{"errorCode":712,"couponCodes":["A1"]}]}}`)
	_, err = coupon.New(c).Revoke(bg, coupon.RevokeRequest{CouponSeriesID: 3, CouponCodes: []string{"A1", "A2"}})
	unknown(t, err)
	c, _ = serve(t, 200, `{"response":{"status":{"success":"false","code":"500"},"coupons":{"coupon":[{"code":"A1","item_status":{"success":"false","code":"716"}},{"code":"A2","redemptionId":"77"}]}}}`)
	_, err = coupon.New(c).RedeemV1(bg, redeemV1("A1", "A2"))
	unknown(t, err)
}

// A success of the call is none of a coupon that says no or is missing, with and without "warnings" beside it.
func TestARedemptionIsNotDoneWithoutAWordOfTheCoupon(t *testing.T) {
	for _, redemption := range []string{`null`, `[]`, `[{"redemptionId":-1,"code":"A1","redemptionStatus":{"success":false}}]`, `[{"code":"A1","redemptionStatus":"FAILED"}]`, `[{"code":"A1","redemptionStatus":false}]`} {
		c, _ := serve(t, 200, `{"redemption":`+redemption+`,"redemptionStatus":{"status":true,"code":700}}`)
		_, err := coupon.New(c).Redeem(bg, redeem("A1"))
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, redemption)
	}
}

// Where A1 was sent, a success of B1 says nothing: neither beside a refusal of A1 nor alone.
func TestARedemptionOfAnotherCouponIsNone(t *testing.T) {
	a, b := `{"redemptionId":-1,"code":"A1","redemptionStatus":{"success":false,"code":716}}`, `{"redemptionId":5,"code":"B1","redemptionStatus":{"success":true,"code":700}}`
	for _, list := range []string{a + "," + b, b} {
		c, _ := serve(t, 200, `{"redemption":[`+list+`],"redemptionStatus":{"status":true,"code":700},"warnings":[]}`)
		_, err := coupon.New(c).Redeem(bg, redeem("A1"))
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, list)
	}
}

// Keys of bills, coupons and series are not the same because one ends like the other: only mobile numbers may be.
func TestKeysThatEndAlikeAreNotTheSame(t *testing.T) {
	_, _, err := bulk(t, `{"response":[{"entityId":7,"result":{"billNumber":"120260001"}}]}`, "20260001")
	unknown(t, err)
	c, _ := serve(t, 200, `{"response":[{"entityId":5,"result":{"code":"9912345678","redemptionId":5,"redemptionStatus":{"success":true,"code":700}}}]}`)
	_, err = coupon.New(c).RedeemBulk(bg, redeem("12345678"))
	unknown(t, err)
	c, _ = serve(t, 200, `{"response":[{"entityId":112345678,"result":{"code":"X","seriesId":112345678}}]}`)
	_, err = coupon.New(c).IssueBulk(bg, coupon.IssueBulkRequest{SeriesIDs: []int64{12345678}, Customer: capillary.UserID(7)})
	unknown(t, err)
}

func TestTheClosestKeyCounts(t *testing.T) {
	for _, sent := range [][2]string{{"7", "007"}, {"ab", "AB"}, {"20260001", "120260001"}} {
		b, _, err := bulk(t, `{"response":[{"result":{"billNumber":"`+sent[1]+`"},"errors":[{"code":604,"message":"dup"}]},{"entityId":7,"result":{"billNumber":"`+sent[0]+`"}}]}`, sent[0], sent[1])
		require.NoError(t, err)
		assert.Equal(t, capillary.OutcomeDone, b.Items[0].Outcome(), sent)
		assert.Equal(t, capillary.OutcomeRefused, b.Items[1].Outcome(), sent)
	}
	c, _ := serve(t, 200, `{"response":{"status":{"success":"true","code":"200"},"customers":{"customer":[{"mobile":"919812345678","item_status":{"success":"false","code":"1014"}},{"user_id":7,"mobile":"19812345678","item_status":{"success":"true","code":"1000"}}]}}}`)
	var r customer.RequestV1[customer.RegistrationV1]
	r.Customers = []customer.RegistrationV1{{Mobile: "19812345678"}, {Mobile: "919812345678"}} // an American and an Indian number
	b, err := customer.New(c).AddV1(bg, r, customer.AddOptionsV1{})
	require.NoError(t, err)
	assert.Equal(t, capillary.OutcomeDone, b.Items[0].Outcome())
	assert.Equal(t, capillary.OutcomeRefused, b.Items[1].Outcome())
}

// Two members that disagree are a doubt, whichever comes last.
func TestMembersThatDisagreeAreADoubt(t *testing.T) {
	for _, body := range []string{
		`{"success":false,"status":{"success":true,"code":200},"createdId":7}`,
		`{"status":false,"success":true,"createdId":7}`,
		`{"status":"FAILED","success":true,"createdId":7}`,
		`{"status":{"success":false,"code":500},"response":{"status":{"success":true,"code":200}},"createdId":7}`,
	} {
		_, _, err := add(t, 200, body)
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, body)
	}
	_, _, err := bulk(t, `{"response":[{"entityId":7,"result":{"billNumber":"A1"},"success":false,"status":{"success":true,"code":200}}]}`, "A1")
	unknown(t, err)
	ok := `{"redemptionId":5,"code":"A1","redemptionStatus":{"success":true,"code":700}}`
	c, _ := serve(t, 200, `{"success":false,"redemption":[`+ok+`],"redemptionStatus":{"status":true,"code":700}}`)
	_, err = coupon.New(c).Redeem(bg, redeem("A1"))
	unknown(t, err)
	for _, status := range []string{`{"success":true,"code":716,"statusCode":{"status":true,"code":700}}`} {
		c, _ = serve(t, 200, `{"redemption":[{"redemptionId":5,"code":"A1","redemptionStatus":`+status+`}],"redemptionStatus":{"status":true,"code":700},"warnings":[]}`)
		_, err = coupon.New(c).Redeem(bg, redeem("A1"))
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, status)
	}
	c, _ = serve(t, 200, `{"response":[{"entityId":5,"result":{"code":"A1","redemptionId":5,"redemptionStatus":{"success":true,"code":700,"statusCode":{"status":true,"code":716}}}}]}`)
	_, err = coupon.New(c).RedeemBulk(bg, redeem("A1"))
	unknown(t, err)
}

// Errors in a form that nobody documented are errors.
func TestErrorsOfOtherFormsAreErrors(t *testing.T) {
	for _, errs := range []string{`"errors":{"billNumber":"duplicate"}`, `"errors":"failed"`, `"error":"timeout"`, `"error":true`, `"errors":[{"errorKey":"DUP","reason":"x"}]`, `"error":{"code":504,"message":"x"}`} {
		_, _, err := add(t, 200, `{"createdId":7,`+errs+`}`)
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, errs)
		_, _, err = bulk(t, `{"response":[{"entityId":7,"result":{"billNumber":"A1"},`+errs+`}]}`, "A1")
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "an item with %s", errs)
		c, _ := serve(t, 200, `{"data":[],`+errs+`}`)
		_, err = customer.New(c).Search(bg, customer.SearchOptions{Query: "x"})
		assert.Error(t, err, "nobody was found, with %s", errs)
	}
}

// A refusal inside of the result counts.
func TestAFailureInsideTheResultCounts(t *testing.T) {
	for _, in := range []string{`"success":false`, `"status":{"success":false,"code":803}`, `"errors":[{"code":803,"message":"x"}]`} {
		c, _ := serve(t, 200, `{"entity":{"redemptionId":"X1","points":100,`+in+`}}`)
		_, err := points.New(c).Redeem(bg, points.RedeemRequest{Customer: capillary.UserID(7), Points: decimal.NewFromInt(100), TransactionNumber: "T1", ExternalReference: "R1"})
		assert.Error(t, err, in)
		c, _ = serve(t, 200, `{"data":[{"transferId":5,"pointsTransferred":10,`+in+`}]}`)
		_, err = points.New(c).Transfer(bg, points.TransferRequest{From: capillary.Mobile("919740000000"), To: capillary.Mobile("919740000001"), Points: decimal.NewFromInt(10)})
		assert.Error(t, err, in)
	}
	for _, redeemed := range []string{`0`, `"N"`} { // the row's own verdict, which the decoder reads as no
		c, _ := serve(t, 200, `{"entity":{"redemptionId":"X1","points":100,"redeemed":`+redeemed+`}}`)
		r, err := points.New(c).Redeem(bg, points.RedeemRequest{Customer: capillary.UserID(7), Points: decimal.NewFromInt(100), TransactionNumber: "T1", ExternalReference: "R1"})
		assert.Error(t, err, "redeemed is %s: %+v", redeemed, r)
	}
}

// An item_status is one in a list, and as a word.
func TestAnItemStatusOfAnotherFormCounts(t *testing.T) {
	for _, in := range []string{`"item_status":[{"success":"false","code":"803","message":"x"}]`, `"item_status":"false"`, `"success":"false"`, `"status":{"success":"false","code":803}`, `"errors":[{"code":803}]`} {
		c, _ := serve(t, 200, `{"response":{"status":{"success":"true","code":"200"},"responses":{"points":{"redemption_id":"X1","points_redeemed":100,`+in+`}}}}`)
		_, err := points.New(c).RedeemV1(bg, points.RedeemRequestV1{Customer: capillary.Mobile("919740000000"), Points: decimal.NewFromInt(100), ExternalReference: "R1"})
		assert.Error(t, err, in)
	}
	c, _ := serve(t, 200, `{"response":{"status":{"success":"true","code":200},"points":{"redeemable":{"is_redeemable":"true","item_status":[{"success":"false","code":803}]}}}}`)
	_, err := points.New(c).IsRedeemable(bg, capillary.Mobile("919740000000"), points.RedeemableOptions{Points: decimal.NewFromInt(10)})
	assert.Error(t, err)
	c, _ = serve(t, 200, `{"response":{"status":{"success":"true","code":200},"customers":{"customer":[{"user_id":7,"mobile":"9811111111","item_status":[{"success":"false","code":"1014"}]}]}}}`)
	var r customer.RequestV1[customer.RegistrationV1]
	r.Customers = []customer.RegistrationV1{{Mobile: "9811111111"}}
	_, err = customer.New(c).AddV1(bg, r, customer.AddOptionsV1{})
	assert.Error(t, err)
}

// A redemption of several coupons is done where there are as many statuses as coupons.
func TestARedemptionOfV1HasAStatusForEachCoupon(t *testing.T) {
	ok := func(in string) string { return `{` + in + `"item_status":{"success":"true","code":"700"}}` }
	for name, coupons := range map[string]string{
		"of A2 nothing is said":        ok(`"code":"A1",`) + `,{"code":"A2"}`,
		"one status, no codes":         ok(``),
		"A2 has its refusal in a list": ok(`"code":"A1",`) + `,{"code":"A2","item_status":[{"success":"false","code":"716"}]}`,
	} {
		c, _ := serve(t, 200, `{"response":{"status":{"success":"true","code":"200"},"coupons":{"coupon":[`+coupons+`]}}}`)
		_, err := coupon.New(c).RedeemV1(bg, redeemV1("A1", "A2"))
		assert.Error(t, err, name)
	}
	c, _ := serve(t, 200, `<response><status><success>true</success><code>200</code></status><coupons><coupon><code>B1</code><item_status><success>true</success><code>700</code></item_status></coupon></coupons></response>`)
	r, err := coupon.New(c).RedeemV1(bg, redeemV1("A1"))
	assert.Error(t, err, "XML about another coupon, of which nothing was read: %+v", r)
}

// The code of a framework's error is no coupon.
func TestAnErrorIsNoCoupon(t *testing.T) {
	for _, body := range []string{`{"code":"INTERNAL_ERROR","message":"x","traceId":"y"}`, `{"code":701,"message":"no such customer","details":"x"}`, `{"code":"E500","status":500,"error":"Internal Server Error"}`} {
		c, _ := serve(t, 200, body)
		issued, err := coupon.New(c).Issue(bg, coupon.IssueRequest{SeriesID: 3, Customer: capillary.UserID(7)})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "%s: %+v", body, issued)
	}
}

// What only repeats the request is no proof.
func TestWhatOnlyRepeatsTheRequestIsNoProof(t *testing.T) {
	for _, body := range []string{`{"redemptionId":"gWpna6"}`, `{"redemptionId":"gWpna6","message":"could not reverse"}`} {
		c, _ := serve(t, 200, body)
		r, err := points.New(c).Reverse(bg, points.ReverseRequest{Customer: capillary.UserID(7), RedemptionID: "gWpna6"})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "%s: %+v", body, r)
	}
}

// A word, or a fraction, is no id where the result takes a number.
func TestWordsAndFractionsAreNoIDs(t *testing.T) {
	for _, id := range []string{`"none"`, `"N/A"`, `"undefined"`, `0.5`} {
		s, _, err := add(t, 200, `{"createdId":`+id+`}`)
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "%s: %+v", id, s)
		if id != `0.5` {
			_, _, err = bulk(t, `{"response":[{"entityId":`+id+`,"result":{"billNumber":"A1"}}]}`, "A1")
			assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "an item, %s", id)
		}
	}
	c, _ := serve(t, 200, `{"data":[{"transferId":"none","pointsTransferred":10}]}`)
	_, err := points.New(c).Transfer(bg, points.TransferRequest{From: capillary.Mobile("919740000000"), To: capillary.Mobile("919740000001"), Points: decimal.NewFromInt(10)})
	unknown(t, err)
	c, _ = serve(t, 200, `{"entity":{"redemptionId":"N/A","points":0}}`)
	_, err = points.New(c).Redeem(bg, points.RedeemRequest{Customer: capillary.UserID(7), Points: decimal.NewFromInt(100), TransactionNumber: "T1", ExternalReference: "R1"})
	unknown(t, err)
}

// Counts of results that tell of their parts have to agree with them.
func TestCountsAgreeWithTheParts(t *testing.T) {
	c, _ := serve(t, 200, `{"entity":{"totalCount":2,"failedCount":1,"revokedCoupons":[{"couponId":1,"couponCode":"A1"},{"couponId":2,"couponCode":"A2"}],"failedToRevoke":[]}}`)
	_, err := coupon.New(c).Revoke(bg, coupon.RevokeRequest{CouponSeriesID: 3, CouponCodes: []string{"A1", "A2"}})
	assert.Error(t, err)
	c, _ = serve(t, 200, `{"entity":{"revokedCoupons":[{}]}}`)
	_, err = coupon.New(c).Revoke(bg, coupon.RevokeRequest{CouponSeriesID: 3, CouponCodes: []string{"A1"}})
	assert.Error(t, err, "an empty row")
	c, _ = serve(t, 200, `{"entity":{"totalCount":2,"successCount":2,"failedCount":2,"unprocessedCoupons":[]}}`)
	at := time.Now().Add(time.Hour)
	_, err = coupon.New(c).UpdateExpiry(bg, coupon.UpdateExpiryRequest{CouponSeriesID: 3, CouponCodes: []coupon.CouponExpiry{{CouponCode: "A1", ExpiryDate: at}, {CouponCode: "A2", ExpiryDate: at}}})
	assert.Error(t, err)
	c, _ = serve(t, 200, `{"entity":{"redemptions":[{"redemptionId":5,"redemptionStatus":{"success":true,"code":700}}],"status":{"success":true,"code":700},"totalCount":1,"failedCount":1}}`)
	_, err = coupon.New(c).UpdateRedemptions(bg, coupon.UpdateRedemptionsRequest{Redemptions: []coupon.RedemptionUpdate{{RedemptionID: 5, BillID: 3, BillAmount: decimal.NewFromInt(1)}}})
	assert.Error(t, err)
}

// A look-up that could not be read does not say "it did not happen".
func TestALookUpThatDidNotAnswerSettlesNothing(t *testing.T) {
	ago := time.Now().Add(-time.Hour)
	for _, reply := range []string{
		`"redemptions":{"points":{"point":[null]}}`,
		`"redemptions":{"points":{"point":[{}]}}`,
		`"redemptions":{"points":{"point":[{"redemption_id":"X","points_redeemed":null}]}}`,
		`"redemptions":{"points":{"point":[{"redemption_id":"X","points_redeemed":"NA"}]}}`,
		`"errors":[{"code":1012}],"redemptions":{"points":{"point":[]}}`,
		`"item_status":[{"success":false,"code":1012}],"redemptions":{"points":{"point":[]}}`,
	} {
		c, _ := serve(t, 200, `{"response":{"status":{"success":true,"code":200},"customer":{"user_id":9001,`+reply+`}}}`)
		known, err := points.New(c).SettleRedeem(bg, points.RedeemRequest{Customer: capillary.UserID(9001), Points: decimal.NewFromInt(100), TransactionNumber: "b", ExternalReference: "order-5"}, ago)
		assert.False(t, err == nil && known.Settled, reply)
	}
	bill := transaction.Bill{Type: transaction.TypeRegular, BillNumber: "b-1", BillAmount: decimal.NewFromInt(10)}
	for _, reply := range []string{`"status":{"success":"true","code":200},"transactions":{"total":1,"transaction":[]}`, `"status":{"success":"true","code":200,"total":1,"success_count":1},"transactions":{"transaction":[]}`} {
		c, _ := serve(t, 200, `{"response":{`+reply+`}}`)
		known, err := transaction.New(c).SettleAdd(bg, capillary.Mobile("447700900111"), bill, ago)
		assert.False(t, err == nil && known.Settled, reply)
	}
}

// Options of the call itself do not stop its look-up.
func TestALookUpHasNoFieldsOfTheCall(t *testing.T) {
	row := `{"id":7,"number":"b-1","type":"REGULAR","amount":"10","billing_time":"` + time.Now().UTC().Format(time.DateTime) + `","customer":{"mobile":"447700900111"},"item_status":{"success":"true","code":600}}`
	details := `{"id":"81","code":"A1","customer":{"mobile":"46700000001"},"redemption_info":{"redeemed":"true","id":1,"redeemed_by":{"mobile":"46700000001"},"transaction":{"bill_number":"bill-77"}},"item_status":{"success":"true","code":700}}`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			w.WriteHeader(http.StatusBadGateway)
		case r.URL.Path == "/v1.1/coupon/get":
			_, _ = io.WriteString(w, `{"response":{"status":{"success":"true","code":200},"coupons":{"coupon":[`+details+`]}}}`)
		default:
			_, _ = io.WriteString(w, `{"response":{"status":{"success":"true","code":200},"transactions":{"transaction":[`+row+`]}}}`)
		}
	}))
	defer s.Close()
	c, err := capillary.New(capillary.Host(s.URL), capillary.Basic("till.one", "secret"))
	require.NoError(t, err)
	_, err = transaction.New(c).Add(bg, capillary.Mobile("447700900111"), transaction.Bill{Type: transaction.TypeRegular, BillNumber: "b-1", BillAmount: decimal.NewFromInt(10)},
		transaction.AddOptions{}, capillary.WithBodyField("channel", "web"))
	assert.NoError(t, err)
	sought := redeem("A1")
	sought.Customer, sought.TransactionNumber = capillary.Mobile("46700000001"), "bill-77"
	_, err = coupon.New(c).Redeem(bg, sought, capillary.WithBodyField("channel", "web"))
	assert.NoError(t, err)
}

// A key may be a number with a fraction of zero.
func TestAKeyMayBeAFloat(t *testing.T) {
	c, _ := serve(t, 200, `{"id":5.0}`)
	_, err := transaction.New(c).Update(bg, capillary.UserID(7), transaction.Change{ID: 5}, transaction.UpdateOptions{})
	assert.NoError(t, err)
	c, _ = serve(t, 200, `{"response":[{"entityId":3.0,"result":{"code":"X"}}]}`)
	_, err = coupon.New(c).IssueBulk(bg, coupon.IssueBulkRequest{SeriesIDs: []int64{3}, Customer: capillary.UserID(7)})
	assert.NoError(t, err)
}

// A value that is not told is no zero without a word.
func TestABalanceThatIsNotToldIsNoZero(t *testing.T) {
	for _, body := range []string{`{"entityId":7}`, `{"entityId":7,"totalPoints":null,"mainPoints":null}`, `{"entityId":7,"totalPoints":"NA"}`} {
		var m capillary.Meta
		c, _ := serve(t, 200, body)
		b, err := customer.New(c).PointsBalance(bg, capillary.UserID(7), customer.ProgramOptions{}, capillary.WithMeta(&m))
		assert.True(t, err != nil || len(m.Drift) > 0, "%s: a balance of %+v", body, b)
	}
}
