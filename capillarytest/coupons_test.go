package capillarytest_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ct "github.com/capillary-go/sdk/capillarytest"
)

// series creates a coupon series and returns its id.
func (c *caller) series(fields string) string {
	c.t.Helper()
	id := c.post("/v2/coupon/series", `{"CouponSeriesV2":`+fields+`}`).at("id")
	require.NotEqual(c.t, "null", id)
	return id
}

// issue gives the customer of member a coupon and returns its code.
func (c *caller) issue(series string) string {
	c.t.Helper()
	return plain(c.post("/v2/coupon/issue", `{"seriesId":`+series+`,"customer":{"mobile":"919740000001"}}`).at("code"))
}

func (c *caller) use(code string) answer {
	c.t.Helper()
	return c.post("/v2/coupon/redeem", `{"redemptionRequestList":[{"code":"`+code+`"}],"transactionNumber":"b1","billAmount":"200","user":{"mobile":"919740000001"}}`)
}

func TestASingleUseCouponIsRedeemedOnce(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	series := c.series(`{"description":"Ten off","discountCode":"TEN","discountValue":10}`)
	code := c.issue(series)
	got := c.use(code)
	assert.Equal(t, `{"code":700,"message":"Coupon processing successful","status":true}`, got.at("redemptionStatus"))
	assert.Equal(t, "10.000", got.at("redemption.0.couponValue"))
	c.use(code).refusedWith(711)
	assert.Equal(t, 1, c.server.Executed(code))
	require.Len(t, c.server.Coupons(id), 1)
	assert.Equal(t, 1, c.server.Coupons(id)[0].Redemptions)
	details := c.get("/v2/coupon?couponCodes=" + code)
	assert.Equal(t, "true", details.at("entity.0.redeemed"))
	assert.Equal(t, `"b1"`, details.at("entity.0.redemptions.0.transactionNumber"))
	assert.Equal(t, `"`+code+`"`, c.get("/v1.1/customer/redemptions?mobile=919740000001").at("response.customer.redemptions.coupons.coupon.0.code"))
	assert.Equal(t, `"`+code+`"`, c.get(fmt.Sprintf("/v2/customers/coupons?id=%d&status=redeemed", id)).at("entity.customers.0.coupons.0.code"))
	assert.Equal(t, "[]", c.get(fmt.Sprintf("/v2/customers/coupons?id=%d&status=unredeemed", id)).at("entity.customers.0.coupons"))

	use := plain(got.at("redemption.0.redemptionId"))
	assert.Equal(t, `"b2"`, c.put("/v2/coupon/redeem", `{"redemptions":[{"redemptionId":`+use+`,"billAmount":5,"transactionNumber":"b2"}]}`).at("entity.redemptions.0.transactionNumber"))
	assert.Equal(t, "true", c.post("/v2/coupon/reactivate", `{"redemptionIds":[`+use+`]}`).at("success"))
	c.post("/v2/coupon/reactivate", `{"redemptionIds":[`+use+`]}`).refusedWith(510)
	assert.Equal(t, 200, c.use(code).status, "it can be redeemed again")
	assert.Equal(t, 2, c.server.Executed(code))
}

func TestACouponIsRefusedForEveryDocumentedReason(t *testing.T) {
	t.Parallel()
	now, mu := noon, sync.Mutex{}
	c := start(t, ct.WithClock(func() time.Time { mu.Lock(); defer mu.Unlock(); return now }))
	c.server.AddCustomer(ct.Customer{Mobile: "919740000001"})
	c.server.AddCustomer(ct.Customer{Mobile: "919740000002"})
	asOther := func(code string) answer {
		return c.post("/v2/coupon/redeem", `{"redemptionRequestList":[{"code":"`+code+`"}],"user":{"mobile":"919740000002"}}`)
	}
	c.use("NOPE").refusedWith(702)
	asOther(c.issue(c.series(`{}`))).refusedWith(703)
	shared := c.issue(c.series(`{"anyUser":true,"isMultipleUseAllowed":true,"redemptionPerCouponMaxLimit":2}`))
	assert.Equal(t, 200, asOther(shared).status)
	asOther(shared).refusedWith(716)
	assert.Equal(t, 200, c.use(shared).status)
	c.use(shared).refusedWith(728)
	c.use(c.issue(c.series(`{"minBillAmount":201}`))).refusedWith(733)
	scarce := c.series(`{"maxRedeem":1}`)
	first, second := c.issue(scarce), c.issue(scarce)
	assert.Equal(t, 200, c.use(first).status)
	c.use(second).refusedWith(714)
	once := c.series(`{"maxRedemptionsInSeriesPerUser":1}`)
	first, second = c.issue(once), c.issue(once)
	assert.Equal(t, 200, c.use(first).status)
	c.use(second).refusedWith(736)
	revoked := c.series(`{}`)
	gone := c.issue(revoked)
	assert.Equal(t, `"`+gone+`"`, c.post("/v2/coupon/revoke", `{"couponSeriesId":`+revoked+`,"couponCodes":["`+gone+`","X"]}`).at("entity.revokedCoupons.0.couponCode"))
	c.use(gone).refusedWith(660)
	short := c.series(`{"expiryStrategyType":"DAYS","expiryStrategyValue":1}`)
	old := c.issue(short)
	ended := c.series(`{"validTillDate":"2026-03-02T00:00:00Z"}`)
	late := c.issue(ended)
	mu.Lock()
	now = noon.AddDate(0, 0, 2)
	mu.Unlock()
	c.use(old).refusedWith(713)
	c.use(late).refusedWith(712)
	c.post("/v2/coupon/issue", `{"seriesId":`+ended+`,"customer":{"mobile":"919740000001"}}`).refusedWith(712)
}

func TestIssuingKeepsTheLimitsOfTheSeries(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	tests := []struct {
		fields string
		code   int
	}{
		{`{"maxCreate":1}`, 5001}, {`{"maxVouchersPerUser":1}`, 5002}, {`{"isMultipleVouchersPerUserAllowed":false}`, 5004},
		{`{"clientHandlingType":"GENERIC","genericCode":"sale20"}`, 5004},
	}
	for _, tt := range tests {
		series := c.series(tt.fields)
		assert.NotEqual(t, "absent", c.issue(series))
		c.post("/v2/coupon/issue", `{"seriesId":`+series+`,"customer":{"mobile":"919740000001"}}`).refusedWith(tt.code)
	}
	assert.Len(t, c.server.Coupons(id), len(tests))
	c.post("/v2/coupon/issue", `{"seriesId":1,"customer":{"mobile":"919740000001"}}`).refusedWith(707)
	c.post("/v2/coupon/issue", `{"seriesId":1,"customer":{"mobile":"1"}}`).refusedWith(701)
	two := c.series(`{"maxVouchersPerUser":2}`)
	several := c.post("/v2/coupon/issue/multiple", `{"seriesId":`+two+`,"count":3,"customer":{"mobile":"919740000001"}}`)
	assert.Equal(t, "2", several.at("successCount"))
	assert.Equal(t, "5002", several.at("errors.0.code"))
	c.post("/v2/coupon/issue/multiple", `{"seriesId":`+two+`,"count":501,"customer":{"mobile":"919740000001"}}`).refusedWith(677)
	for _, path := range []string{"/v2/coupon/bulk/issue", "/v2/coupon"} {
		bulk := c.post(path, `{"seriesIds":[`+two+`,`+c.series(`{}`)+`],"customer":{"mobile":"919740000001"}}`)
		assert.Equal(t, "1", bulk.at("failureCount"))
		assert.NotEqual(t, "null", bulk.at("response.1.result.code"))
	}
}

func TestBulkRedemptionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	series := c.series(`{}`)
	first, second := c.issue(series), c.issue(series)
	body := func(codes ...string) string {
		list := ""
		for n, code := range codes {
			if n > 0 {
				list += ","
			}
			list += fmt.Sprintf(`{"code":%q}`, code)
		}
		return fmt.Sprintf(`{"redemptionRequestList":[%s],"user":{"id":%d}}`, list, id)
	}
	got := c.post("/v2/coupon/bulk/redeem", body(first, "NOPE", second))
	assert.Equal(t, []string{"749", "702", "749"}, []string{got.at("response.0.errors.0.code"), got.at("response.1.errors.0.code"), got.at("response.2.errors.0.code")})
	assert.Equal(t, "3", got.at("failureCount"))
	assert.Zero(t, c.server.Executed(first))
	checked := c.post("/v2/coupon/bulk/redeem?is_redeemable=true", body(first, second))
	assert.Equal(t, `"-1"`, checked.at("response.0.result.redemptionId"))
	assert.Zero(t, c.server.Executed(first))
	assert.Equal(t, "0", c.post("/v2/coupon/bulk/redeem", body(first, second)).at("failureCount"))
	assert.Equal(t, 1, c.server.Executed(second))
	c.post("/v2/coupon/bulk/redeem", body(make([]string, 101)...)).refusedWith(629)
}

func TestACouponSaysWhetherItCanBeRedeemed(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	code := c.issue(c.series(`{"isMultipleUseAllowed":true,"sameUserMultipleRedeem":true,"redemptionPerCouponMaxLimit":2}`))
	c.use(code)
	got := c.get(fmt.Sprintf("/v2/coupon/is_redeemable?id=%d&code=%s,NOPE&details=true", id, code))
	assert.Equal(t, "true", got.at("redemption.0.isRedeemable"))
	assert.Equal(t, "1", got.at("redemption.0.redemptionsLeft"))
	assert.Equal(t, "702", got.at("redemption.1.redemptionStatus.code"))
	v1 := c.get("/v1.1/coupon/isredeemable?mobile=919740000001&code=" + code)
	assert.Equal(t, `"true"`, v1.at("response.coupons.redeemable.is_redeemable"))
	assert.Equal(t, "1", v1.at("response.coupons.redeemable.no_of_redemptions_by_user"))
	assert.Equal(t, "702", c.get("/v1.1/coupon/isredeemable?mobile=919740000001&code=NOPE").itemCode("coupons.redeemable"))
	c.get("/v2/coupon/is_redeemable?id=1&code=" + code).refusedWith(701)
}

func TestSeriesAreCreatedChangedAndCounted(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	id := c.series(`{"description":"Ten off","seriesCode":"S1","discountValue":10.5}`)
	c.issue(id)
	c.post("/v2/coupon/series", `{"CouponSeriesV2":{"seriesCode":"S1"}}`).refusedWith(751)
	c.post("/v2/coupon/series", `{"CouponSeriesV2":{"clientHandlingType":"GENERIC"}}`).refusedWith(754)
	assert.Equal(t, `"More off"`, c.put("/v2/coupon/series/"+id, `{"CouponSeriesV2":{"description":"More off","numIssued":99}}`).at("description"))
	assert.Equal(t, `"Most off"`, c.put("/v2/coupon/series", `{"id":`+id+`,"description":"Most off"}`).at("description"))
	c.put("/v2/coupon/series/1", `{}`).refusedWith(755)
	got := c.get("/v2/coupon/series?ids=" + id)
	assert.Equal(t, "1", got.at("entity.0.numIssued"))
	assert.Equal(t, "10.5", got.at("entity.0.discountValue"))
	assert.Equal(t, `"1"`, c.get("/v1.1/coupon/series?id="+id).at("response.series.items.item.0.num_issued"))
	c.get("/v2/coupon/series?ids=1").refusedWith(755)
}

func TestTheExpiryOfACouponIsMovedWithinItsSeries(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	series := c.series(`{"validTillDate":"2026-06-01T00:00:00Z"}`)
	code := c.issue(series)
	change := func(expiry string) string {
		return c.put("/v2/coupon/bulk/expiry", fmt.Sprintf(`{"couponSeriesId":%s,"customer":{"id":%d},"couponCodes":[{"couponCode":%q,"expiryDate":%q}]}`, series, id, code, expiry)).
			at("entity.unprocessedCoupons.0.errorCode")
	}
	assert.Equal(t, "690", change("2026-01-01T00:00:00Z"))
	assert.Equal(t, "691", change("2026-07-01T00:00:00Z"))
	assert.Equal(t, "absent", change("2026-04-01T00:00:00Z"))
	assert.Equal(t, time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), c.server.Coupons(id)[0].Expires)
}

func TestCouponsOfV1AreIssuedRedeemedSentAgainAndRead(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	series := c.series(`{"description":"Ten off","discountValue":10}`)
	issued := c.post("/v1.1/coupon/issue", `{"root":{"coupon":[{"series_id":"`+series+`","customer":{"mobile":"919740000001"}}]}}`)
	assert.Equal(t, "700", issued.itemCode("coupon"))
	code := plain(issued.at("response.coupon.code"))
	redeem := func() answer {
		return c.post("/v1.1/coupon/redeem", `{"root":{"coupon":[{"code":"`+code+`","customer":{"mobile":"919740000001"},"transaction":{"number":"b1","amount":"100"}}]}}`)
	}
	assert.Equal(t, "700", c.get("/v1.1/coupon/resend?mobile=919740000001&code="+code).itemCode("coupons.coupon"))
	assert.Equal(t, "700", redeem().itemCode("coupons.coupon"))
	assert.Equal(t, "711", redeem().itemCode("coupons.coupon"))
	assert.Equal(t, 1, c.server.Executed(code))
	got := c.get("/v1.1/coupon/get?code=" + code + ",NOPE")
	assert.Equal(t, `"b1"`, got.at("response.coupons.coupon.0.redemption_info.transaction.bill_number"))
	assert.Equal(t, "705", got.itemCode("coupons.coupon.1"))
	assert.Equal(t, "201", got.at("response.status.code"))
	assert.Equal(t, `"`+code+`"`, c.get("/v1.1/customer/coupons?mobile=919740000001").at("response.customers.customer.coupons.coupon.0.code"))
}

func TestFilesOfCouponsAreUploadedAndCounted(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	series := c.series(`{}`)
	upload := func(path, content string, fields map[string]string) answer {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", "codes.csv")
		require.NoError(t, err)
		_, _ = part.Write([]byte(content))
		for name, value := range fields {
			_ = form.WriteField(name, value)
		}
		require.NoError(t, form.Close())
		c.header.Set("Content-Type", form.FormDataContentType())
		defer c.header.Del("Content-Type")
		return c.post(path+series, body.String())
	}
	started := upload("/coupon/api/v1/upload/file/", "customerIdentifier,coupon code\n919740000001,OWN1\n1,OWN2\n", map[string]string{"customerIdentifier": "MOBILE"})
	assert.Equal(t, `"STARTED"`, started.at("result.uploadJobStatuses.0.uploadStatus"))
	upload("/coupon/api/v1/upload/file/", "coupon code\nFREE1\nOWN1\n", map[string]string{"customerIdentifier": "NOT_TAGGED"})
	status := c.get("/coupon/api/v1/upload/getUploadStatus/" + series)
	assert.Equal(t, []string{"2", "1"}, []string{status.at("result.uploadJobStatuses.0.actualRowCount"), status.at("result.uploadJobStatuses.0.errorCount")})
	assert.Equal(t, `"FINISHED"`, status.at("result.uploadJobStatuses.1.uploadStatus"))
	assert.Equal(t, 200, c.use("OWN1").status)
	assert.Equal(t, "FREE1", c.issue(series), "an uploaded code is issued first")

	upload("/coupon/api/v1/upload/redeemFile/", "date,who,code\n1,919740000001,FREE1\n1,919740000001,OWN1\n", map[string]string{"customerIdentifier": "MOBILE",
		"couponIdentifier": "COUPON_CODE", "uploadHeaders": `{"redeemedDateInMillis":0,"mobile":1,"couponCode":2}`})
	redeemed := c.get("/coupon/api/v1/upload/getUploadRedeemedCouponStatus/" + series)
	assert.Equal(t, "1", redeemed.at("result.redeemUploadJobStatuses.0.errorCount"))
	assert.Equal(t, 1, c.server.Executed("FREE1"))
	assert.Equal(t, "false", c.get("/coupon/api/v1/upload/getUploadStatus/1").at("success"))
}
