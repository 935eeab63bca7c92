package capillarytest_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ct "github.com/capillary-go/sdk/capillarytest"
)

// redeemBody is a redemption by the customer of member.
func redeemBody(points, reference string) string {
	return fmt.Sprintf(`{"root":{"redeem":[{"points_redeemed":%q,"customer":{"mobile":"919740000001"},"external_reference_number":%q,
		"transaction_number":"bill-7","notes":"n"}]}}`, points, reference)
}

const redeemPath = "/v1.1/points/redeem?skip_validation=true"

func (c *caller) redeem(points, reference string) answer {
	c.t.Helper()
	return c.post(redeemPath, redeemBody(points, reference))
}

// itemCode is the code of the only item of a v1.1 reply.
func (a answer) itemCode(path string) string {
	a.t.Helper()
	return strings.Trim(a.at("response."+path+".item_status.code"), `"`)
}

func plain(quoted string) string { return strings.Trim(quoted, `"`) }

// balanced checks that the ledger of a customer adds up to the balance, and was never below zero.
func balanced(t *testing.T, s *ct.Server, id int64) {
	t.Helper()
	sum := decimal.Zero
	for _, e := range s.Ledger(id) {
		sum = sum.Add(e.Points)
		assert.False(t, e.Balance.IsNegative(), "%+v", e)
	}
	assert.Equal(t, s.Balance(id).String(), sum.String())
}

func TestARedemptionTakesPointsAndIsListed(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	got := c.redeem("10.5", "order-1")
	assert.Equal(t, `"true"`, got.at("response.status.success"))
	assert.Equal(t, `"10.5"`, got.at("response.responses.points.points_redeemed"))
	assert.Equal(t, "89.5", got.at("response.responses.points.balance"))
	assert.Equal(t, "800", got.itemCode("responses.points"))
	assert.Equal(t, "89.500", c.get(fmt.Sprintf("/v2/customers/%d/points/balance", id)).at("mainPoints"))

	listed := c.get("/v1.1/customer/redemptions?mobile=919740000001&external_reference_number=order-1")
	point := "response.customer.redemptions.points.point.0."
	assert.Equal(t, got.at("response.responses.points.redemption_id"), listed.at(point+"redemption_id"))
	assert.Equal(t, `"order-1"`, listed.at(point+"external_reference_number"))
	assert.Equal(t, `"bill-7"`, listed.at(point+"transaction_number"))
	assert.Equal(t, `"0"`, c.get("/v1.1/customer/redemptions?mobile=919740000001&external_reference_number=other").at("response.customer.points_count"))
	assert.Equal(t, `"0"`, c.get("/v1.1/customer/redemptions?mobile=919740000001&start_date=2026-03-02").at("response.customer.points_count"))
	assert.Equal(t, `"1"`, c.get("/v1.1/customer/redemptions?mobile=919740000001&start_date=2026-03-01&end_date=2026-03-02").at("response.customer.points_count"))
	assert.Equal(t, `"0"`, c.get("/v1.1/customer/redemptions?mobile=919740000001&type=COUPONS").at("response.customer.points_count"))

	require.Len(t, c.server.Redemptions(id), 1)
	assert.Equal(t, "10.5", c.server.Redemptions(id)[0].Points.String())
	assert.Equal(t, 1, c.server.Executed("order-1"))
	balanced(t, c.server, id)
}

func TestRedemptionsThatAreRefusedTakeNothing(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.server.AddCustomer(ct.Customer{Mobile: "919740000009", NonLoyalty: true})
	tests := []struct{ name, path, body, code string }{
		{"too many", redeemPath, redeemBody("100.001", ""), "804"},
		{"none", redeemPath, redeemBody("0", ""), "801"},
		{"less than none", redeemPath, redeemBody("-1", ""), "801"},
		{"no number", redeemPath, redeemBody("many", ""), "801"},
		{"four decimals", redeemPath, redeemBody("1.0001", ""), "878"},
		{"an unknown program", redeemPath + "&program_id=5", redeemBody("1", ""), "1101"},
		{"no code", "/v1.1/points/redeem", redeemBody("1", ""), "824"},
		{"a wrong code", "/v1.1/points/redeem", strings.Replace(redeemBody("1", ""), `"notes"`, `"validation_code":"WRONG","notes"`, 1), "808"},
		{"nobody", redeemPath, strings.Replace(redeemBody("1", ""), "919740000001", "919740000002", 1), "816"},
		{"not in the program", redeemPath, strings.Replace(redeemBody("1", ""), "919740000001", "919740000009", 1), "881"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := c.post(tt.path, tt.body)
			assert.Equal(t, tt.code, got.itemCode("responses.points"), got.body)
			assert.Equal(t, "500", got.at("response.status.code"))
			assert.Equal(t, `"false"`, got.at("response.status.success"))
		})
	}
	assert.Empty(t, c.server.Redemptions(id))
	assert.Equal(t, "100", c.server.Balance(id).String())
}

func TestSomeRedemptionsOfARequestMayFail(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	got := c.post(redeemPath, `{"root":{"redeem":[{"points_redeemed":60,"customer":{"mobile":"919740000001"}},{"points_redeemed":60,"customer":{"mobile":"919740000001"}}]}}`)
	assert.Equal(t, "201", got.at("response.status.code"))
	assert.Equal(t, "800", got.itemCode("responses.points.0"))
	assert.Equal(t, "804", got.itemCode("responses.points.1"))
	assert.Equal(t, "40", c.server.Balance(id).String())
}

func TestAValidationCodeServesOnceAndExpires(t *testing.T) {
	t.Parallel()
	now, mu := noon, sync.Mutex{}
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	c := start(t, ct.WithClock(clock), ct.WithCodeTTL(time.Minute))
	id := c.server.AddCustomer(ct.Customer{Mobile: "919740000001", Points: 100})
	redeem := func(code string) string {
		return c.post("/v1.1/points/redeem", strings.Replace(redeemBody("1", ""), `"notes"`, `"validation_code":"`+code+`","notes"`, 1)).itemCode("responses.points")
	}
	sent := c.get("/v1.1/points/validationcode?mobile=919740000001&points=1")
	assert.Equal(t, `"1"`, sent.at("response.validation_code.code.points"))
	assert.NotContains(t, sent.body, c.server.LastOTP("919740000001"), "the code is not in the reply")
	code := c.server.LastOTP("919740000001")
	assert.Equal(t, "800", redeem(code))
	assert.Equal(t, "808", redeem(code), "used")
	assert.Equal(t, "800", c.get("/v1.1/points/isredeemable?mobile=919740000001&points=1&issue_otp=true").itemCode("points.redeemable"))
	later := c.server.LastOTP(strconv.FormatInt(id, 10))
	require.NotEqual(t, code, later)
	mu.Lock()
	now = now.Add(time.Minute)
	mu.Unlock()
	assert.Equal(t, "808", redeem(later), "expired")
	assert.Equal(t, "818", c.get("/v1.1/points/isredeemable?mobile=919740000001&points=1000").itemCode("points.redeemable"))
	assert.Equal(t, "816", c.get("/v1.1/points/validationcode?mobile=1&points=1").itemCode("validation_code.code"))
}

func TestWithoutValidationNoCodeIsNeededButAWrongOneIsRefused(t *testing.T) {
	t.Parallel()
	c, _ := member(t, ct.WithoutValidation())
	assert.Equal(t, "800", c.post("/v1.1/points/redeem", redeemBody("1", "")).itemCode("responses.points"))
	wrong := strings.Replace(redeemBody("1", ""), `"notes"`, `"validation_code":"WRONG","notes"`, 1)
	assert.Equal(t, "808", c.post("/v1.1/points/redeem", wrong).itemCode("responses.points"))
}

func TestKeysAreHonouredIgnoredOrBurned(t *testing.T) {
	t.Parallel()
	tests := []struct {
		policy                            ct.KeyPolicy
		again, other, refused, afterwards string
		executed                          int
	}{
		{ct.KeysHonoured, "800", "901", "804", "800", 1},
		{ct.KeysIgnored, "800", "800", "804", "800", 3},
		{ct.KeysBurned, "800", "901", "804", "901", 1},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.policy), func(t *testing.T) {
			t.Parallel()
			c, id := member(t, ct.WithKeys(tt.policy))
			first := c.redeem("10", "k1")
			again := c.redeem("10", "k1")
			assert.Equal(t, tt.again, again.itemCode("responses.points"))
			assert.Equal(t, tt.policy != ct.KeysIgnored, first.at("response.responses.points.redemption_id") == again.at("response.responses.points.redemption_id"))
			assert.Equal(t, tt.other, c.redeem("11", "k1").itemCode("responses.points"))
			assert.Equal(t, tt.executed, c.server.Executed("k1"))

			assert.Equal(t, tt.refused, c.redeem("500", "k2").itemCode("responses.points"))
			c.server.SetPoints(id, 1000)
			assert.Equal(t, tt.afterwards, c.redeem("500", "k2").itemCode("responses.points"))
			balanced(t, c.server, id)
		})
	}
}

func TestAKeyIsNotBurnedByALock(t *testing.T) {
	t.Parallel()
	c, id := member(t, ct.WithKeys(ct.KeysBurned))
	c.server.Lock(id)
	assert.Equal(t, "521", c.redeem("10", "k1").itemCode("responses.points"))
	c.server.Unlock(id)
	assert.Equal(t, "800", c.redeem("10", "k1").itemCode("responses.points"))
}

func TestARedemptionIsReversedOnce(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.server.AddCustomer(ct.Customer{Mobile: "919740000002"})
	redemption := plain(c.redeem("10", "").at("response.responses.points.redemption_id"))
	body := func(redemption, points, mobile string) string {
		return fmt.Sprintf(`{"redemptionId":%q,"pointsToBeReversed":%s,"identifier":{"type":"mobile","value":%q}}`, redemption, points, mobile)
	}
	c.post("/v2/points/reverse", body(redemption, "1", "919740000002")).refusedWith(902)
	c.post("/v2/points/reverse", body("nope", "1", "919740000001")).refusedWith(902)
	c.post("/v2/points/reverse", body(redemption, "11", "919740000001")).refusedWith(901)
	c.post("/v2/points/reverse", body(redemption, "1.0001", "919740000001")).refusedWith(878)
	c.post("/v2/points/reverse", body(redemption, "1", "1")).refusedWith(8015)
	got := c.post("/v2/points/reverse", body(redemption, "10", "919740000001"))
	assert.Equal(t, "10.000", got.at("pointsReversed"))
	assert.Equal(t, `{"available":10.000,"expired":0.000}`, got.at("pointsReversedDetails"))
	c.post("/v2/points/reverse", body(redemption, "10", "919740000001")).refusedWith(3802)
	assert.Equal(t, "100", c.server.Balance(id).String())
	assert.Equal(t, 1, c.server.Executed(redemption))
	assert.Equal(t, "10", c.get("/v1.1/customer/redemptions?mobile=919740000001").at("response.customer.redemptions.points.point.0.reversals.0.points_reversed"))

	partly := plain(c.redeem("10", "").at("response.responses.points.redemption_id"))
	assert.Equal(t, "4.000", c.post("/v2/points/reverse", body(partly, "4", "919740000001")).at("pointsReversed"))
	c.post("/v2/points/reverse", body(partly, "6", "919740000001")).refusedWith(902)
	assert.Equal(t, "94", c.server.Balance(id).String())
	balanced(t, c.server, id)
}

func TestPointsExpireByTheClockAndAReversalDoesNotReviveThem(t *testing.T) {
	t.Parallel()
	now, mu := noon, sync.Mutex{}
	c := start(t, ct.WithClock(func() time.Time { mu.Lock(); defer mu.Unlock(); return now }))
	id := c.server.AddCustomer(ct.Customer{Mobile: "919740000001", Points: 5})
	c.put(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id), `{"loyaltyProgramEnrollments":[{"programId":1016,"loyaltyPoints":10,"pointsExpiryDate":"2026-03-05T00:00:00Z"}]}`)
	redemption := plain(c.redeem("4", "").at("response.responses.points.redemption_id"))
	mu.Lock()
	now = noon.AddDate(0, 0, 10)
	mu.Unlock()
	assert.Equal(t, "5.000", c.get(fmt.Sprintf("/v2/customers/%d/points/balance", id)).at("mainPoints"))
	assert.Equal(t, "6.000", c.get(fmt.Sprintf("/v2/customers/%d/loyaltyDetails", id)).at("data.0.expired"))
	got := c.post("/v2/points/reverse", fmt.Sprintf(`{"redemptionId":%q,"identifier":{"type":"mobile","value":"919740000001"}}`, redemption))
	assert.Equal(t, `{"available":0.000,"expired":4.000}`, got.at("pointsReversedDetails"))
	entries := c.server.Ledger(id)
	assert.Equal(t, "PointsExpiry", entries[len(entries)-1].Event)
	balanced(t, c.server, id)
}

func TestTheLedgerNeverGoesNegativeHoweverManyRedeemAtOnce(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.server.AddCustomer(ct.Customer{Mobile: "919740000002"})
	var done sync.WaitGroup
	for n := range 40 {
		done.Go(func() {
			own := &caller{t: t, server: c.server, http: c.http, header: c.header}
			switch n % 4 {
			case 0, 1:
				own.redeem("7.25", fmt.Sprintf("k%d", n))
			case 2:
				own.post("/v2/points/transfer", `{"pointsTobeTransferred":9,"fromCustomerIdentifier":{"type":"MOBILE","value":"919740000001"},"toCustomerIdentifier":{"type":"MOBILE","value":"919740000002"}}`)
			default:
				own.post("/v2/transactions?identifierName=mobile&identifierValue=919740000001", fmt.Sprintf(`{"type":"REGULAR","billNumber":"b%d","billAmount":100}`, n))
			}
		})
	}
	done.Wait()
	balanced(t, c.server, id)
	redeemed := decimal.Zero
	for _, r := range c.server.Redemptions(id) {
		assert.Equal(t, 1, c.server.Executed(r.ExternalReference))
		redeemed = redeemed.Add(r.Points)
	}
	account := c.get(fmt.Sprintf("/v2/customers/%d/loyaltyDetails", id))
	assert.Equal(t, redeemed.StringFixed(3), account.at("data.0.redeemed"))
}

func TestPointsAreTransferredWholeAndOnlyIfThereAreEnough(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	to := c.server.AddCustomer(ct.Customer{FirstName: "Ravi", Mobile: "919740000002", ExternalID: "B-1"})
	body := func(points, from, target string) string {
		return fmt.Sprintf(`{"pointsTobeTransferred":%s,"groupProgramTransfer":"false","programId":1016,"notes":"gift","fromCustomerIdentifier":{"type":"MOBILE","value":%q},
			"toCustomerIdentifier":{"type":"ID","value":%q}}`, points, from, target)
	}
	ravi := strconv.FormatInt(to, 10)
	assert.Equal(t, "true", c.post("/v2/points/isTransferrable", body("40", "919740000001", ravi)).at("data.0.transferrable"))
	got := c.post("/v2/points/transfer", body("40", "919740000001", ravi))
	assert.Equal(t, "40.000", got.at("data.0.pointsTransferred"))
	assert.Equal(t, `"2026-03-01 12:00:00"`, got.at("data.0.pointsTransferDate"))
	assert.Equal(t, "60.000", got.at("data.0.pointsTransferBreakupByEarningPrograms.0.programCurrentPoints"))
	assert.Equal(t, "60", c.server.Balance(id).String())
	assert.Equal(t, "40", c.server.Balance(to).String())
	tests := []struct {
		body string
		code int
	}{
		{body("61", "919740000001", ravi), 817},
		{body("0", "919740000001", ravi), 422},
		{body("1.5", "919740000001", ravi), 807},
		{body("1", "1", ravi), 8015},
		{body("1", "919740000001", strconv.FormatInt(id, 10)), 418},
		{strings.Replace(body("1", "919740000001", ravi), "1016", "5", 1), 885},
		{strings.Replace(body("1", "919740000001", ravi), `"notes"`, `"code":"WRONG","notes"`, 1), 808},
	}
	for _, tt := range tests {
		c.post("/v2/points/transfer", tt.body).refusedWith(tt.code)
	}
	c.post("/v2/points/isTransferrable", strings.Replace(body("1", "919740000001", ravi), `"notes"`, `"issueOtp":true,"notes"`, 1))
	code := c.server.LastOTP("919740000001")
	require.NotEmpty(t, code)
	assert.Equal(t, "1.000", c.post("/v2/points/transfer", strings.Replace(body("1", "919740000001", ravi), `"notes"`, `"code":"`+code+`","notes"`, 1)).at("data.0.pointsTransferred"))
	list := c.get("/v2/points/transfer?identifierName=mobile&identifierValue=919740000002&source=INSTORE")
	assert.Equal(t, `"ADDITION"`, list.at("data.1.transferType"))
	assert.Equal(t, `"DEDUCTION"`, c.get(fmt.Sprintf("/v2/customers/%d/pointsTransfers", id)).at("data.1.transferType"))
	c.post("/v2/points/userGroup2/transfer", "{}").refusedWith(1645)
	balanced(t, c.server, id)
	balanced(t, c.server, to)
}

func TestPointsAreAllocatedDeductedAndUnlocked(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	item := func(unique, value, rounding string) string {
		return fmt.Sprintf(`{"uniqueId":%q,"programId":1016,"awardStrategyId":1,"expiryStrategyId":1,"sourceValue":%s,"eventName":"Streak","pointsRoundingStrategy":%q,
			"lookupParams":{"identifierType":"mobile","identifierValue":"919740000001","source":"INSTORE","entityType":"CUSTOMER"}}`, unique, value, rounding)
	}
	allocate := func(items ...string) answer {
		return c.post("/v2/customers/bulk/manualCurrencyAllocate", "["+strings.Join(items, ",")+"]")
	}
	got := allocate(item("u1", "-1", ""), item("u2", "155", "ACTUAL"))
	assert.Equal(t, "2", got.at("success"))
	assert.Equal(t, "15.500", got.at("data.1.sideEffects.0.awardedPoints"))
	assert.Equal(t, "215.5", c.server.Balance(id).String())
	assert.Equal(t, "6006", allocate(item("u1", "-1", "")).at("data.0.errors.0.code"))
	assert.Equal(t, 1, c.server.Executed("u1"))
	assert.Equal(t, "8139", allocate(strings.Replace(item("u3", "-1", ""), "Streak", "TransactionAdd", 1)).at("data.0.errors.0.code"))
	allocate(slices.Repeat([]string{item("", "1", "")}, 11)...).refusedWith(1060)

	path := fmt.Sprintf("/v2/customers/%d/negativePointsAdjustment?source=INSTORE", id)
	assert.Equal(t, `"200.000"`, c.post(path, `{"pointsToBeAdjusted":"15.5","reasonOfReturn":"extra"}`).at("pointsAvailable"))
	c.post(path, `{"pointsToBeAdjusted":"1000","reasonOfReturn":"extra"}`).refusedWith(8907)
	c.post(path, `{"pointsToBeAdjusted":"0","reasonOfReturn":"extra"}`).refusedWith(8888)
	c.post(path, `{"pointsToBeAdjusted":"1"}`).refusedWith(8882)
	c.post("/v2/customers/lookup/negativePointsAdjustment?"+byMobile, `{"pointsToBeAdjusted":"1","reasonOfReturn":"extra"}`)
	assert.Equal(t, "199", c.server.Balance(id).String())
	assert.Equal(t, "320.000", c.post("/v2/points/unlockPromisedPoints?"+byMobile, "{}").at("pointsUnlocked.0.pointsUnlocked"))
	assert.Equal(t, "519", c.server.Balance(id).String())
	balanced(t, c.server, id)
}

func TestTheLedgerIsReadInPagesOfEvents(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	for n := range 11 {
		c.redeem("1", fmt.Sprintf("k%d", n))
	}
	query := "identifierName=id&source=INSTORE&identifierValue=" + strconv.FormatInt(id, 10)
	got := c.get("/v2/pointsLedger/getCustomerLedgerInfo?" + query)
	assert.Equal(t, `{"pageCount":2,"pageNumber":0,"pageSize":10,"totalEntries":12}`, got.at("ledgerDetails"))
	assert.Equal(t, `"PointsRedemption"`, got.at("ledgerEntries.0.eventName"))
	assert.Equal(t, `"DEBIT"`, got.at("ledgerEntries.0.entryDetails.0.ledgerEntryType"))
	assert.Equal(t, `"-1.000"`, got.at("ledgerEntries.0.netPointsOnEvent"))
	last := c.get("/v2.1/pointsLedger/getCustomerLedgerInfo?offset=1&" + query)
	assert.Equal(t, `"100.000"`, last.at("ledgerEntries.1.entryDetails.0.points"))
	balance := c.get("/v2/pointsLedger/getCustomerLedgerBalance?" + query)
	assert.Equal(t, `"89.000"`, balance.at("ledgerDetails.ledgerClosingBalance.0.closingBalance"))
	exploded := c.get("/v2/pointsLedger/getLedgerExplodeInfo?" + query + "&eventIds=" + got.at("ledgerEntries.0.eventLogId"))
	assert.Equal(t, `"1.000"`, exploded.at("events.0.eventDetails.redemptionDetails.pointsRedeemed"))
}

func TestTheExpiryOfPointsIsMoved(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	lot := c.server.Ledger(id)[0].EventID
	body := func(lot int64, expiry string) string {
		return fmt.Sprintf(`{"expiryDateUpdateRequest":[{"identifierName":"mobile","identifierValue":"919740000001","programId":1016,"pointsAwardedRefId":%d,
			"pointsAwardedRefType":"POINT_AWARDED","expiryDate":%s}]}`, lot, expiry)
	}
	got := c.post("/v2/points/updateExpiry", body(lot, `{"expiryType":"FIXED_DATE","expiryValue":"2026-06-01"}`))
	assert.Equal(t, `"2026-06-01T23:59:59Z"`, got.at("entity.updateCurrencyExpiryDateResponse.0.pointsExpiryUpdateLogs.0.newExpiryDate"))
	assert.Equal(t, `"2026-06-01"`, c.get(fmt.Sprintf("/v2/customers/%d/pointsExpirySchedule", id)).at("expirySchedules.0.expiryDate"))
	c.post("/v2/points/updateExpiry", body(1, `{"expiryType":"FIXED_DAYS","expiryValue":"3"}`)).refusedWith(8937)
	c.post("/v2/points/updateExpiry", body(lot, `{}`)).refusedWith(8942)
	c.post("/v2/points/updateExpiry", `{}`).refusedWith(8931)
	c.post("/v2/points/updateExpiry", body(lot, `{"expiryType":"IMMEDIATE"}`))
	assert.Equal(t, "0", c.server.Balance(id).String())
	balanced(t, c.server, id)
}

func TestTheDataOfARedemptionIsChanged(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	c.redeem("10", "order-1")
	got := c.put("/v2/points/updateRedemption", `{"externalReferenceNumber":"order-1","billNumber":"txn-79","purpose":"gift","customFields":{"card":"1"}}`)
	assert.Equal(t, `"txn-79"`, got.at("billNumber"))
	assert.Equal(t, `"txn-79"`, c.get("/v1.1/customer/redemptions?mobile=919740000001").at("response.customer.redemptions.points.point.0.transaction_number"))
	c.put("/v2/points/updateRedemption", `{"billNumber":"txn-79"}`).refusedWith(749)
	c.put("/v2/points/updateRedemption", `{"externalReferenceNumber":"order-1"}`).refusedWith(748)
	c.put("/v2/points/updateRedemption", `{"redemptionId":"nope","purpose":"x"}`).refusedWith(8015)
}

func TestALockedCustomerIsNotWrittenButRead(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	series := c.series(`{"description":"Ten off","discountValue":10}`)
	code := c.issue(series)
	c.server.Lock(id)
	c.post("/v2/points/transfer", fmt.Sprintf(`{"pointsTobeTransferred":1,"fromCustomerIdentifier":{"type":"ID","value":"%d"},"toCustomerIdentifier":{"type":"ID","value":"%d"}}`, id,
		c.server.AddCustomer(ct.Customer{Mobile: "919740000002"}))).refusedWith(521)
	c.post("/v2/transactions?"+byMobile, `{"type":"REGULAR","billNumber":"b1","billAmount":100}`).refusedWith(521)
	c.post("/v2/coupon/issue", fmt.Sprintf(`{"seriesId":%s,"customer":{"id":%d}}`, series, id)).refusedWith(521)
	c.post("/v2/coupon/redeem", fmt.Sprintf(`{"redemptionRequestList":[{"code":%q}],"user":{"id":%d}}`, code, id)).refusedWith(521)
	c.put(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id), `{}`).refusedWith(521)
	assert.Equal(t, "521", c.redeem("1", "").itemCode("responses.points"))
	assert.Equal(t, "521", c.post("/v1.1/transaction/add", `{"root":{"transaction":[{"type":"regular","number":"b1","amount":"1","customer":{"mobile":"919740000001"}}]}}`).itemCode("transactions.transaction.0"))
	assert.Equal(t, "100.000", c.get(fmt.Sprintf("/v2/customers/%d/points/balance", id)).at("mainPoints"))
	c.server.Unlock(id)
	assert.Equal(t, "800", c.redeem("1", "").itemCode("responses.points"))
}

func TestWhatWasDoneIsKnownWhateverBecameOfTheReply(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind ct.Kind
		want int
	}{
		{ct.CutBeforeWork(), 0}, {ct.CutAfterWork(), 1}, {ct.ResetAfterWork(), 1}, {ct.CutMidReply(), 1}, {ct.Status(503), 0},
		{ct.StatusAfterWork(500), 1}, {ct.TruncatedJSON(), 1}, {ct.LateWork(20 * time.Millisecond), 1}, {ct.CustomerBusy(), 0},
	}
	for _, tt := range tests {
		t.Run(tt.kind.String(), func(t *testing.T) {
			t.Parallel()
			c, id := member(t)
			series := c.series(`{}`)
			code := c.issue(series)
			path := map[string]string{"k": redeemPath, "b": "/v2/transactions?" + byMobile, code: "/v2/coupon/redeem"}
			body := map[string]string{"k": redeemBody("1", "k"), "b": `{"type":"REGULAR","billNumber":"b","billAmount":9}`,
				code: fmt.Sprintf(`{"redemptionRequestList":[{"code":%q}],"user":{"id":%d}}`, code, id)}
			for key := range path {
				c.server.Fault(ct.Fault{Kind: tt.kind})
				_, _ = c.try("POST", path[key], body[key])
			}
			c.server.Settle()
			for key := range path {
				assert.Equal(t, tt.want, c.server.Executed(key), key)
			}
			balanced(t, c.server, id)
		})
	}
}

func TestMoneyFollowsAMerge(t *testing.T) {
	t.Parallel()
	c := start(t, still())
	first := c.register("INSTORE", "", "mobile=919740000001").id()
	second := c.register("ECOMMERCE", "", "email=asha@example.com").id()
	c.server.SetPoints(first, 100)
	c.server.SetPoints(second, 20)
	c.redeem("10", "k1")
	c.post("/v2/transactions?source=ECOMMERCE&identifierName=email&identifierValue=asha@example.com", `{"type":"REGULAR","billNumber":"b1","billAmount":100}`)
	c.register("MARTJACK", "", "mobile=919740000001 email=asha@example.com")
	assert.Equal(t, "120", c.server.Balance(first).String())
	require.Len(t, c.server.Redemptions(second), 1)
	assert.Equal(t, first, c.server.Bills()[0].CustomerID)
	assert.Equal(t, `"k1"`, c.get(fmt.Sprintf("/v1.1/customer/redemptions?id=%d", second)).at("response.customer.redemptions.points.point.0.external_reference_number"))
	balanced(t, c.server, first)
}

func TestOneTimePasswordsServeOnceExpireAndAreLimited(t *testing.T) {
	t.Parallel()
	now, mu := noon, sync.Mutex{}
	c := start(t, ct.WithClock(func() time.Time { mu.Lock(); defer mu.Unlock(); return now }))
	pass := func(d time.Duration) { mu.Lock(); defer mu.Unlock(); now = now.Add(d) }
	id := c.server.AddCustomer(ct.Customer{Mobile: "919740000001"})
	generate := func() answer {
		return c.post("/v2/otp/generate", `{"entityType":"MOBILE","entityValue":"919740000001","action":"REGISTRATION","channels":[{"type":"SMS","value":"919740000001"}]}`)
	}
	validate := func(code string) string {
		return c.post("/v2/otp/validate", `{"entityType":"MOBILE","entityValue":"919740000001","action":"REGISTRATION","code":"`+code+`"}`).at("entity")
	}
	assert.NotEqual(t, "1", generate().at("createdId"))
	assert.Equal(t, "1", generate().at("createdId"), "the same code again")
	code := c.server.LastOTP("919740000001")
	assert.Equal(t, "false", validate("WRONG"))
	got := c.get("/v2/otp?scope=REGISTRATION&" + byMobile)
	assert.JSONEq(t, fmt.Sprintf(`{"orgId":100600,"userId":%d,"code":%q,"validUpto":"2026-03-01T12:10:00Z","warnings":[]}`, id, code), got.body)
	assert.Equal(t, "true", validate(code))
	assert.Equal(t, "false", validate(code), "used")
	c.get("/v2/otp?scope=REGISTRATION&" + byMobile).refusedWith(9001)
	generate()
	pass(11 * time.Minute)
	assert.Equal(t, "false", validate(c.server.LastOTP("919740000001")), "expired")
	for range 7 {
		assert.Equal(t, 200, generate().status)
	}
	limited := generate()
	assert.Equal(t, 429, limited.status)
	assert.Equal(t, "429", limited.at("errors.0.code"))
	pass(24 * time.Hour)
	assert.Equal(t, 200, generate().status)

	wrong := c.post("/v2/otp/generate", `{"entityType":"MOBILE"}`)
	assert.Equal(t, []string{"600", "602", "603"}, []string{wrong.at("errors.0.code"), wrong.at("errors.1.code"), wrong.at("errors.2.code")})
	c.post("/v2/otp/generate", `{"entityType":"MOBILE","entityValue":"x","action":"POINTS","channels":[{"type":"SMS"}]}`).refusedWith(8056)
	c.post("/v2/otp/generate", `{"entityType":"MOBILE","entityValue":"919740000001","action":"POINTS","channels":[{"type":"WHATSAPP"}]}`).refusedWith(607)
	c.post("/v2/otp/validate", `{"entityType":"MOBILE","entityValue":"919740000001","action":"POINTS"}`).refusedWith(604)
	assert.Empty(t, c.server.LastOTP("nobody"))
}

func TestANumberHasALimitOfPasswordsInAnySixtyMinutes(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	now := time.Date(2025, 6, 1, 10, 0, 0, 0, time.UTC)
	pass := func(d time.Duration) { mu.Lock(); defer mu.Unlock(); now = now.Add(d) }
	c := start(t, ct.WithClock(func() time.Time { mu.Lock(); defer mu.Unlock(); return now }), ct.WithOTPLimits(3, 0))
	send := func(mobile string) answer {
		return c.post("/v2/otp/generate", `{"entityType":"MOBILE","entityValue":"`+mobile+`","action":"REGISTRATION","channels":[{"type":"SMS","value":"`+mobile+`"}]}`)
	}
	for range 3 {
		assert.NotEqual(t, "null", send("919740000001").at("createdId"))
		pass(20 * time.Minute)
	}
	assert.NotEqual(t, "null", send("919740000001").at("createdId"), "the first was sixty minutes ago")
	send("919740000001").refusedWith(517)
	assert.NotEqual(t, "null", send("919740000002").at("createdId"), "another number")
	pass(19 * time.Minute)
	send("919740000001").refusedWith(517)
	pass(time.Minute)
	assert.NotEqual(t, "null", send("919740000001").at("createdId"))
}

func TestOneKeyIsExecutedOnceHoweverManyComeAtOnce(t *testing.T) {
	t.Parallel()
	for _, policy := range []ct.KeyPolicy{ct.KeysHonoured, ct.KeysBurned} {
		c, id := member(t, ct.WithKeys(policy))
		var done sync.WaitGroup
		for range 20 {
			done.Go(func() { assert.Equal(t, "800", c.redeem("7", "k1").itemCode("responses.points")) })
		}
		done.Wait()
		assert.Equal(t, 1, c.server.Executed("k1"))
		assert.Equal(t, "93", c.server.Balance(id).String())
	}
}

func TestPointsAreExactDecimals(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.server.SetPoints(id, 0.3)
	for range 3 {
		assert.Equal(t, "800", c.redeem("0.1", "").itemCode("responses.points"))
	}
	assert.Equal(t, "0", c.server.Balance(id).String())
	assert.Equal(t, "804", c.redeem("0.001", "").itemCode("responses.points"))
}
