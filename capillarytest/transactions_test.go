package capillarytest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ct "github.com/capillary-go/sdk/capillarytest"
)

const transactionsPath = "/v2/transactions?" + byMobile

func (c *caller) buy(number, amount string) answer {
	c.t.Helper()
	return c.post(transactionsPath, fmt.Sprintf(`{"type":"REGULAR","billNumber":%q,"billAmount":%s,"billingDate":"2026-02-01T10:00:00Z"}`, number, amount))
}

func (c *caller) giveBack(kind, number, more string) answer {
	c.t.Helper()
	return c.post(transactionsPath, fmt.Sprintf(`{"type":"RETURN","returnType":%q,"billNumber":%q,"purchaseTime":"2026-02-01T10:00:00Z"%s}`, kind, number, more))
}

func TestABillEarnsPointsAndIsUnique(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	added := c.buy("b1", "4808")
	assert.Equal(t, "480.800", added.at("sideEffects.0.rawAwardedPoints"))
	assert.Equal(t, "480", added.at("sideEffects.0.awardedPoints"))
	c.buy("b1", "4808").refusedWith(604)
	assert.Equal(t, "580", c.server.Balance(id).String())
	require.Len(t, c.server.Bills(), 1)
	assert.Equal(t, 1, c.server.Executed("b1"))
	for _, path := range []string{"/v2/transactions/" + added.at("createdId"), "/v2/transactions/getByBillNumber/b1", "/v2/earning/" + added.at("createdId")} {
		got := c.get(path)
		assert.Equal(t, "4808.000", got.at("billDetails.amount"), path)
		assert.Equal(t, fmt.Sprint(id), got.at("customerId"))
	}
	c.get("/v2/transactions/" + added.at("createdId") + "?type=RETURN").refusedWith(620)
	c.get("/v2/transactions/1").refusedWith(620)
	c.get("/v2/transactions/getByBillNumber/nope").refusedWith(688)
	list := c.get(fmt.Sprintf("/v2/customers/%d/transactions?embed=BILL_CF", id))
	assert.Equal(t, `"b1"`, list.at("data.0.billNumber"))
	assert.Equal(t, "1", list.at("pagination.total"))
	assert.Equal(t, "0", c.get(fmt.Sprintf("/v2/customers/%d/transactions?startDate=2026-02-02", id)).at("pagination.total"))
	c.get(fmt.Sprintf("/v2/customers/%d/transactions?limit=1001", id)).refusedWith(1109)
	assert.Equal(t, `"b1"`, c.get("/v1.1/customer/transactions?mobile=919740000001").at("response.customer.transactions.transaction.0.number"))
	assert.Equal(t, "[]", c.post("/v2/transactions?use_async=true&"+byMobile, `{"type":"REGULAR","billNumber":"b2","billAmount":100}`).at("sideEffects"))
	balanced(t, c.server, id)
}

func TestABillIsRefusedForEveryDocumentedReason(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	tests := []struct {
		body string
		code int
	}{
		{`{"type":"GIFT","billNumber":"b","billAmount":1}`, 690},
		{`{"type":"REGULAR","billAmount":1}`, 602},
		{`{"type":"REGULAR","billNumber":"` + strings.Repeat("b", 51) + `","billAmount":1}`, 685},
		{`{"type":"REGULAR","billNumber":"b"}`, 601},
		{`{"type":"REGULAR","billNumber":"b","billAmount":-1}`, 601},
		{`{"type":"REGULAR","billNumber":"b","billAmount":"much"}`, 601},
		{`{"type":"REGULAR","billNumber":"b","billAmount":1,"discount":-1}`, 666},
		{`{"type":"REGULAR","billNumber":"b","billAmount":1,"grossAmount":-1}`, 665},
		{`{"type":"REGULAR","billNumber":"b","billAmount":1,"lineItemsV2":[{"qty":-1}]}`, 627},
		{`{"type":"REGULAR","billNumber":"b","billAmount":1,"lineItemsV2":[{"amount":-1}]}`, 661},
		{`{"type":"REGULAR","billNumber":"b","billAmount":1,"redemptions":{"pointsRedemptions":[7]}}`, 640},
		{`{"type":"REGULAR","billNumber":"b","billAmount":1,"redemptions":{"couponRedemptions":[7]}}`, 640},
		{`{"type":"RETURN","billNumber":"b","billAmount":1}`, 628},
		{`{"type":"RETURN","returnType":"FULL","billNumber":"b","purchaseTime":"2026-02-01"}`, 625},
	}
	for _, tt := range tests {
		c.post(transactionsPath, tt.body).refusedWith(tt.code)
	}
	c.post("/v2/transactions?source=INSTORE&identifierName=mobile&identifierValue=1", `{"type":"REGULAR","billNumber":"b","billAmount":1}`).refusedWith(8015)
	assert.Empty(t, c.server.Bills())
}

func TestRedemptionsAreLinkedToOneBill(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	effect := c.redeem("10", "k1").at("response.responses.points.side_effects.effect.0.id")
	use := plain(c.use(c.issue(c.series(`{}`))).at("redemption.0.redemptionId"))
	body := func(number string) string {
		return fmt.Sprintf(`{"type":"REGULAR","billNumber":%q,"billAmount":100,"redemptions":{"pointsRedemptions":[%s],"couponRedemptions":[%s]}}`, number, effect, use)
	}
	bill := c.post(transactionsPath, body("b1")).at("createdId")
	c.post(transactionsPath, body("b2")).refusedWith(640)
	assert.Equal(t, `"`+bill+`"`, c.get("/v1.1/customer/redemptions?mobile=919740000001").at("response.customer.redemptions.points.point.0.bill_id"))
	assert.Equal(t, bill, fmt.Sprint(c.server.Redemptions(id)[0].BillID))
	assert.Len(t, c.server.Bills()[0].CouponUses, 1)
}

func TestReturnsTakePointsInProportionAndNoMoreThanTheBill(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.buy("b1", "1000")
	c.post(transactionsPath, `{"type":"RETURN","returnType":"AMOUNT","billNumber":"b1","billAmount":300}`).refusedWith(624)
	assert.Equal(t, 200, c.giveBack("AMOUNT", "b1", `,"billAmount":300`).status)
	assert.Equal(t, "170", c.server.Balance(id).String())
	c.giveBack("AMOUNT", "b1", `,"billAmount":700.01`).refusedWith(630)
	c.giveBack("FULL", "b1", "").refusedWith(639)
	c.giveBack("LINE_ITEM", "b1", `,"lineItemsV2":[{"itemCode":"a"}]`).refusedWith(638)
	c.redeem("160", "k1")
	assert.Equal(t, 200, c.giveBack("AMOUNT", "b1", `,"billAmount":700`).status)
	c.giveBack("AMOUNT", "b1", `,"billAmount":1`).refusedWith(633)
	assert.Equal(t, "0", c.server.Balance(id).String())
	c.post(transactionsPath, fmt.Sprintf(`{"type":"RETURN","returnType":"FULL","id":%d,"billNumber":"b1","purchaseTime":"2026-02-01"}`, c.server.Bills()[1].ID)).
		refusedWith(625)
	last := c.server.Bills()[2]
	assert.Equal(t, []string{"RETURN", "700", "10", "60"}, []string{last.Type, last.Amount.String(), last.Taken.String(), last.NotTaken.String()})
	assert.Equal(t, "1000", c.server.Bills()[0].Returned.String())
	assert.Equal(t, 2, c.server.Executed("b1/return"))
	assert.Equal(t, 1, c.server.Executed("b1"))
	balanced(t, c.server, id)
}

func TestLineItemsAreReturnedByQuantity(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.post(transactionsPath, `{"type":"REGULAR","billNumber":"b1","billAmount":300,"billingDate":"2026-02-01T10:00:00Z","lineItemsV2":[{"itemCode":"a","qty":2,"amount":200},{"itemCode":"b","qty":1,"amount":100}]}`)
	c.giveBack("LINE_ITEM", "b1", `,"lineItemsV2":[{"itemCode":"c","qty":1,"amount":1}]`).refusedWith(660)
	c.giveBack("LINE_ITEM", "b1", `,"lineItemsV2":[{"itemCode":"a","qty":3,"amount":200}]`).refusedWith(626)
	assert.Equal(t, 200, c.giveBack("LINE_ITEM", "b1", `,"lineItemsV2":[{"itemCode":"a","qty":1,"amount":100}]`).status)
	c.giveBack("AMOUNT", "b1", `,"billAmount":1`).refusedWith(632)
	assert.Equal(t, "120", c.server.Balance(id).String())

	mixed := c.post(transactionsPath, `{"type":"MIXED","billNumber":"b2","billAmount":50,"lineItemsV2":[{"type":"REGULAR","itemCode":"d","qty":1,"amount":150},
		{"type":"RETURN","itemCode":"a","qty":1,"amount":100,"parentBillNumber":"b1"}]}`)
	assert.Equal(t, "15", mixed.at("sideEffects.0.awardedPoints"))
	assert.Equal(t, "125", c.server.Balance(id).String())
	c.post(transactionsPath, `{"type":"MIXED","billNumber":"b3","billAmount":50,"lineItemsV2":[{"type":"RETURN","itemCode":"a","qty":1,"amount":100,"parentBillNumber":"b1"}]}`).refusedWith(626)
	assert.Len(t, c.server.Bills(), 3)
	balanced(t, c.server, id)
}

func TestBillsOfThoseWhoAreNotInterestedHaveNoCustomerUntilTheyBecomeRegular(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	added := c.post("/v2/transactions", `{"type":"NOT_INTERESTED","billNumber":"n1","billAmount":100,"notInterestedReason":"hurry"}`)
	assert.Equal(t, "[]", added.at("sideEffects"))
	assert.Zero(t, c.server.Bills()[0].CustomerID)
	body := `{"root":{"transaction":[{"customer":{"mobile":"919740000001"},"old_type":"NOT_INTERESTED","new_type":"REGULAR","id":"` + added.at("createdId") + `"}]}}`
	retro := c.post("/v1.1/transaction/update", body)
	assert.Equal(t, "1630", retro.itemCode("transactions.transaction.0"))
	assert.Equal(t, "1627", c.post("/v1.1/transaction/update", body).itemCode("transactions.transaction.0"))
	assert.Equal(t, "110", c.server.Balance(id).String())
	assert.Equal(t, 1, c.server.Executed("n1"))
	assert.Equal(t, 1, c.server.Executed("n1/retro"))

	c.server.AddCustomer(ct.Customer{Mobile: "919740000005", NonLoyalty: true})
	non := c.post("/v2/transactions?identifierName=mobile&identifierValue=919740000005", `{"type":"REGULAR","billNumber":"n2","billAmount":100}`)
	assert.Equal(t, "[]", non.at("sideEffects"), "no points outside the program")
}

func TestBillsMayBeUniquePerTillAndDayOnly(t *testing.T) {
	t.Parallel()
	c, _ := member(t, ct.WithBillsUniquePerTill())
	add := func(day, till string) answer {
		return c.post(transactionsPath, fmt.Sprintf(`{"type":"REGULAR","billNumber":"b1","billAmount":1,"billingDate":"2026-02-0%sT10:00:00Z","attribution":{"createdBy":{"code":%q,"type":"TILL"}}}`, day, till))
	}
	assert.Equal(t, 200, add("1", "t1").status)
	add("1", "t1").refusedWith(604)
	assert.Equal(t, 200, add("2", "t1").status)
	assert.Equal(t, 200, add("1", "t2").status)
}

func TestAListOfTransactionsIsAnsweredItemByItem(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	item := func(number, mobile string) string {
		return fmt.Sprintf(`{"identifierType":"mobile","identifierValue":%q,"source":"INSTORE","type":"REGULAR","billNumber":%q,"billAmount":"100"}`, mobile, number)
	}
	got := c.post("/v2/transactions/bulk", "["+item("b1", "919740000001")+","+item("b1", "919740000001")+","+item("b2", "1")+"]")
	assert.Equal(t, "2", got.at("failureCount"))
	assert.Equal(t, "100.000", got.at("response.0.result.billAmount"))
	assert.Equal(t, "10", got.at("response.0.result.sideEffects.0.awardedPoints"))
	assert.Equal(t, "604", got.at("response.1.errors.0.code"))
	assert.Equal(t, "8015", got.at("response.2.errors.0.code"))
	c.post("/v2/transactions/bulk", "["+strings.Repeat(item("b", "1")+",", 100)+item("b", "1")+"]").refusedWith(1060)
	id := got.at("response.0.entityId")
	put := c.put("/v2/transactions/bulk", `[{"identifierType":"mobile","identifierValue":"919740000001","source":"INSTORE","id":`+id+`,"customFields":{"a":"b"}},{"identifierType":"mobile","identifierValue":"919740000001","source":"INSTORE","id":1}]`)
	assert.Equal(t, `{"a":"b"}`, put.at("response.0.result.customFields"))
	assert.Equal(t, "620", put.at("response.1.errors.0.code"))
}

func TestATransactionIsUpdated(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	c.server.AddCustomer(ct.Customer{Mobile: "919740000002"})
	id := c.post(transactionsPath, `{"type":"REGULAR","billNumber":"b1","billAmount":9,"lineItemsV2":[{"itemCode":"a","amount":9}]}`).at("createdId")
	got := c.put(transactionsPath, `{"id":`+id+`,"deliveryStatus":"SHIPPED","extendedFields":{"x":"1"},"lineItems":[{"itemCode":"a","extendedFields":{"y":"2"}}]}`)
	assert.Equal(t, `{"x":"1"}`, got.at("extendedFields"))
	read := c.get("/v2/transactions/" + id)
	assert.Equal(t, `"SHIPPED"`, read.at("deliveryStatus"))
	assert.Equal(t, `{"y":"2"}`, read.at("lineItems.0.details.extendedFields"))
	c.put(transactionsPath, `{}`).refusedWith(607)
	c.put(transactionsPath, `{"id":1}`).refusedWith(620)
	c.put(transactionsPath, `{"number":"nope"}`).refusedWith(625)
	c.put("/v2/transactions?identifierName=mobile&identifierValue=919740000002", `{"id":`+id+`}`).refusedWith(667)
	v1 := c.post("/v1.1/transaction/update", `{"root":{"transaction":[{"number":"b1","customer":{"mobile":"919740000001"},"custom_fields":{"field":[{"name":"a","value":"b"}]}}]}}`)
	assert.Equal(t, "600", v1.itemCode("transactions.transaction.0"))
	assert.Equal(t, `{"a":"b"}`, c.get("/v2/transactions/"+id).at("customFields"))
}

func TestTransactionsOfV1RegisterEarnAndReturn(t *testing.T) {
	t.Parallel()
	c := start(t, still())
	add := func(items string) answer {
		return c.post("/v1.1/transaction/add", `{"root":{"transaction":[`+items+`]}}`)
	}
	bill := `{"type":"regular","number":"b1","amount":"500","billing_time":"2026-02-01 10:00:00","customer":{"mobile":"919740000001","firstname":"Asha"}}`
	got := add(bill + "," + bill)
	assert.Equal(t, "201", got.at("response.status.code"))
	assert.Equal(t, "600", got.itemCode("transactions.transaction.0"))
	assert.Equal(t, "604", got.itemCode("transactions.transaction.1"))
	assert.Equal(t, `"50"`, got.at("response.transactions.transaction.0.customer.loyalty_points"), "the customer was registered")
	back := add(`{"type":"return","return_type":"FULL","number":"b1","amount":"500","customer":{"mobile":"919740000001"}}`)
	assert.Equal(t, `"50"`, back.at("response.transactions.transaction.0.points_deducted"))
	assert.Equal(t, "605", add(`{"type":"gift","number":"b2","amount":"1"}`).itemCode("transactions.transaction.0"))
	assert.Equal(t, "606", add(`{"type":"regular","number":"b2","amount":"1"}`).itemCode("transactions.transaction.0"))
	assert.Equal(t, "672", add(strings.Repeat(bill+",", 100)+bill).at("response.status.code"))
	read := c.get("/v1.1/transaction/get?number=b1,nope")
	assert.Equal(t, `"500.00"`, read.at("response.transactions.transaction.0.amount"))
	assert.Equal(t, "625", read.itemCode("transactions.transaction.1"))
	assert.Equal(t, "2", read.at("response.transactions.count"))
	local := c.post("/v1.1/transaction/add_with_local_currency", `{"root":{"transaction":[{"type":"not_interested","number":"b3","amount":"7"}]}}`)
	assert.Equal(t, "600", local.itemCode("transactions.transaction.0"))
}

func TestASimulationAddsNothing(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	got := c.post("/v2/simulation/transactions?"+byMobile, `{"type":"REGULAR","billNumber":"b1","billAmount":"250"}`)
	assert.Equal(t, "25", got.at("sideEffects.0.awardedPoints"))
	assert.Empty(t, c.server.Bills())
	c.buy("b1", "10")
	assert.Equal(t, `"TransactionAdd"`, c.post("/v2/transactions/searchEvaluationLog", `{"search":{"transactionNumber":"b1"}}`).at("eventName"))
	c.post("/v2/transactions/searchEvaluationLog", `{"search":{"transactionNumber":"b2"}}`).refusedWith(1117)
	assert.Equal(t, "[]", c.get("/v2/organization/rejectedTransactions").at("data"))
	assert.Equal(t, "0", c.post("/v2/organization/rejectedTransactions/retrigger", `{}`).at("status.total"))
	assert.Equal(t, "1", c.get("/v2/organization/rejectedTransactions/retriggerStatus/1").at("retriggerId"))
	assert.Equal(t, "true", c.put("/v2/organization/rejectedTransactions/markFailed", `{}`).at("result"))
}
