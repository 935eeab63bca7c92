package capillarytest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ct "github.com/capillary-go/sdk/capillarytest"
)

const (
	item0  = "response.customers.customer.0."
	single = "response.customers.customer."
)

func TestV1GetQuotesNumbersAndLeavesOutZones(t *testing.T) {
	t.Parallel()
	c, id := member(t, ct.WithZone(time.FixedZone("IST", 5*3600+1800)))
	got := c.get("/v1.1/customer/get?format=json&mobile=919740000001&user_id=true&next_slab=true&mlp=true&expiry_schedule=true&slab_history=true&expired_points=true")
	require.Equal(t, 200, got.status)
	for path, want := range map[string]string{
		"response.status":         `{"code":200,"message":"Success","success":"true","success_count":"1","total":"1"}`,
		item0 + "user_id":         fmt.Sprintf(`"%d"`, id),
		item0 + "firstname":       `"Asha"`,
		item0 + "external_id":     `"A-1"`,
		item0 + "loyalty_points":  `"100"`,
		item0 + "current_slab":    `"Silver"`,
		item0 + "next_slab":       `"Gold"`,
		item0 + "registered_on":   `"2026-03-01 17:30:00"`,
		item0 + "type":            `"LOYALTY"`,
		item0 + "source":          `"instore"`,
		item0 + "registered_till": `{"code":"demo.till01","name":"demo.till01"}`,
		item0 + "points_summaries.points_summary.0.slabSNo": `"2"`,
		item0 + "expiry_schedule.schedule.0.points":         `"100"`,
		item0 + "slab_history.history":                      "[]",
		item0 + "item_status":                               `{"code":"1000","message":"Customer successfully retrieved","success":"true","warnings":{"warning":[]}}`,
	} {
		assert.Equal(t, want, got.at(path), path)
	}
	assert.Equal(t, "null", c.get("/v1.1/customer/get?external_id=A-1").at(item0+"user_id"), "the id only on request")
	assert.Equal(t, `"Asha"`, c.get("/v1.1/customer/get.json?email=asha@example.com").at(item0+"firstname"))
}

func TestV1TellsAllSomeAndNone(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	some := c.get("/v1.1/customer/get?mobile=919740000001,919740000009&id=" + fmt.Sprint(id))
	assert.Equal(t, `{"code":201,"message":"One or more requests have failed due to errors","success":"true","success_count":"2","total":"3"}`, some.at("response.status"))
	assert.Equal(t, `"1012"`, some.at("response.customers.customer.1.item_status.code"))
	assert.Equal(t, `"919740000009"`, some.at("response.customers.customer.1.mobile"))
	none := c.get("/v1.1/customer/get?mobile=919740000009")
	assert.Equal(t, 200, none.status)
	assert.Equal(t, `{"code":500,"message":"All requests have failed due to errors","success":"false","success_count":"0","total":"1"}`, none.at("response.status"))
	assert.Equal(t, `"false"`, none.at(item0+"item_status.success"))
	assert.Equal(t, "400", c.get("/v1.1/customer/get").at("response.status.code"))
}

func TestV1AddRegistersAndRefusesEachItemForItself(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	added := c.post("/v1.1/customer/add", `{"root":{"customer":[
		{"mobile":919740000002,"email":"ravi@example.com","external_id":"R-1","firstname":"Ravi","registered_on":"2025-02-03 04:05:06","registered_till":"till.2",
		 "type":"LOYALTY","extended_fields":{"field":[{"name":"city","value":"Pune"}]},"custom_fields":{"field":{"name":"size","value":"M"}},
		 "card_details":{"card_number":"CARD2","series_code":"GOLD"},
		 "subscriptions":{"subscription":[{"priority":"BULK","channel":"email","is_subscribed":"0"}]}},
		{"mobile":"919740000001"},
		{"mobile":"x"},
		{"firstname":"Nobody"}]}}`)
	assert.Equal(t, "201", added.at("response.status.code"))
	assert.Equal(t, `"1000"`, added.at(item0+"item_status.code"))
	assert.Equal(t, `"2025-02-03 04:05:06"`, added.at(item0+"registered_on"))
	assert.Equal(t, `{"field":[{"name":"city","value":"Pune"}]}`, added.at(item0+"extended_fields"))
	for n, code := range map[int]string{1: `"1014"`, 2: `"1001"`, 3: `"1007"`} {
		assert.Equal(t, code, added.at(fmt.Sprintf("response.customers.customer.%d.item_status.code", n)))
	}
	id := unquote(added.at(item0 + "user_id"))
	v2 := c.get("/v2/customers/" + id + "?source=INSTORE&embed=subscriptions")
	assert.Equal(t, `"till.2"`, v2.at("profiles.0.attribution.createdBy.code"))
	assert.Equal(t, `"GOLD"`, v2.at("cardDetails.0.seriesCode"))
	assert.Contains(t, v2.body, `{"channel":"EMAIL","priority":"BULK","type":"OPTOUT"}`)
	one := c.post("/v1.1/customer/add", `{"root":{"customer":{"email":"solo@example.com"}}}`)
	assert.Equal(t, "200", one.at("response.status.code"), "one object will do for a list")
	assert.Equal(t, "400", c.post("/v1.1/customer/add", `{}`).at("response.status.code"))
}

func TestV1UpdateKeepsIdentifiersAndAddsMissingOnes(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	for _, method := range []string{"POST", "PUT"} {
		updated := c.send(method, "/v1.1/customer/update", `{"root":{"customer":[{"mobile":"919740000001","email":"asha@example.com","lastname":"Iyer"}]}}`)
		assert.Equal(t, `"1000"`, updated.at(item0+"item_status.code"), updated.body)
		assert.Equal(t, `"Iyer"`, updated.at(item0+"lastname"))
		assert.Equal(t, fmt.Sprintf(`"%d"`, id), updated.at(item0+"user_id"))
	}
	assert.Equal(t, fmt.Sprint(id), c.get("/v2/customers/lookup?source=INSTORE&identifierName=email&identifierValue=asha@example.com").at("entity"))
	c.post("/v1.1/customer/update", `{"root":{"customer":[{"id":"`+fmt.Sprint(id)+`","email":"other@example.com"}]}}`)
	c.get("/v2/customers/lookup?source=INSTORE&identifierName=email&identifierValue=other@example.com").refusedWith(8015)
	assert.Equal(t, `"1046"`, c.post("/v1.1/customer/update", `{"root":{"customer":[{"mobile":"919740000001","type":"NON_LOYALTY"}]}}`).at(item0+"item_status.code"))
	assert.Equal(t, `"1012"`, c.post("/v1.1/customer/update", `{"root":{"customer":[{"mobile":"919740000009"}]}}`).at(item0+"item_status.code"))
}

func TestV1UpdateIdentityChangesTheIdentifier(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.register("INSTORE", "", "mobile=919740000005 externalId=B-1 email=b@example.com")
	change := func(kind, from, to string) answer {
		return c.post("/v1.1/customer/update_identity", fmt.Sprintf(`{"root":{"customer":[{"identifier":%q,"old_value":%q,"new_value":%q}]}}`, kind, from, to))
	}
	changed := change("mobile", "919740000001", "919740000002")
	assert.Equal(t, `"true"`, changed.at(single+"updated"), "a single item is no list")
	assert.Equal(t, `"1040"`, changed.at(single+"item_status.code"))
	assert.Equal(t, fmt.Sprint(id), c.get("/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=919740000002").at("entity"))
	log := c.get(fmt.Sprintf("/v2/customers/%d/changeRequest", id))
	assert.Equal(t, `"APPROVED"`, log.at("data.0.status"))
	assert.Equal(t, `{"add":[{"type":"MOBILE","value":"919740000002"}],"remove":[{"type":"MOBILE","value":"919740000001"}]}`, log.at("data.0.changeIdentifiers"))
	for _, tt := range []struct{ kind, from, to, code string }{
		{"mobile", "919740000002", "919740000005", "1032"}, {"external_id", "A-1", "B-1", "1033"}, {"email", "asha@example.com", "b@example.com", "1016"},
		{"mobile", "919740000009", "919740000008", "1012"}, {"mobile", "919740000002", "x", "1042"},
	} {
		assert.Equal(t, `"`+tt.code+`"`, change(tt.kind, tt.from, tt.to).at(single+"item_status.code"), tt.code)
	}
}

func TestV1Search(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	for _, query := range []string{"q=Ash", "q=(mobile:EXACT:919740000001)", "firstname=asha"} {
		got := c.get("/v1.1/customer/search?" + query)
		assert.Equal(t, `"1"`, got.at("response.customer.count"), query)
		assert.Equal(t, fmt.Sprintf(`"%d"`, id), got.at("response.customer.results.item.0.user_id"), query)
	}
	assert.Equal(t, `"0"`, c.get("/v1.1/customer/search?q=zzz").at("response.customer.count"))
}

func TestV1ListsAnswerWithWhatWasAdded(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.server.AddTo(id, ct.ListTransactionsV1, map[string]any{"id": "7", "number": "bill-7"})
	c.server.AddTo(id, ct.ListPointRedemptions, map[string]any{"id": 1, "external_reference_number": "ref-1"})
	c.server.AddTo(id, ct.ListPointRedemptions, map[string]any{"id": 2, "external_reference_number": "ref-2"})
	c.server.AddTo(id, ct.ListCouponRedemptions, map[string]any{"id": "3"})
	c.server.AddTo(id, ct.ListCouponsV1, map[string]any{"code": "TEN"})
	c.server.AddTo(id, ct.ListInteractions, map[string]any{"type": "sms"})
	c.server.AddTo(id, ct.ListRecommendations, map[string]any{"sku": "s1"})
	for _, tt := range []struct{ path, at, want string }{
		{"/v1.1/customer/transactions?mobile=919740000001", "response.customer.transactions.transaction.0.number", `"bill-7"`},
		{"/v1.1/customer/transactions?mobile=919740000001", "response.customer.item_status.code", `"1052"`},
		{"/v1.1/customer/transactions?mobile=919740000009", "response.customer.item_status.code", `"1012"`},
		{"/v1.1/customer/redemptions?mobile=919740000001", "response.customer.points_count", `"2"`},
		{"/v1.1/customer/redemptions?mobile=919740000001", "response.customer.redemptions.coupons.coupon.0.id", `"3"`},
		{"/v1.1/customer/redemptions?mobile=919740000001&external_reference_number=ref-2", "response.customer.redemptions.points.point", `[{"external_reference_number":"ref-2","id":2}]`},
		{"/v1.1/customer/coupons?mobile=919740000001", single + "coupons.coupon.0.code", `"TEN"`},
		{"/v1.1/customer/coupons?mobile=919740000001,919740000009", "response.status.code", "201"},
		{"/v1.1/customer/interaction?email=asha@example.com", "response.customer.interactions.network.0.interaction.0.type", `"sms"`},
		{"/v2/customers/interaction?identifierName=mobile&identifierValue=919740000001&network=capillary", "response.customer.interactions.network.0.name", `"capillary"`},
		{"/v2/customers/interaction?identifierName=mobile&identifierValue=1", "response.status.success", `"false"`},
		{"/v1.1/customer/recommendations?mobile=919740000001", "response.customer.recommendations.recommendation.0.sku", `"s1"`},
		{"/v2/customers/lookup/recommendations?" + byMobile, "recommendations.0.sku", `"s1"`},
		{"/api_gateway/v1/recommendations/item/similar?sku=1", "totalResults", "0"},
	} {
		assert.Equal(t, tt.want, c.get(tt.path).at(tt.at), "%s %s", tt.path, tt.at)
	}
}

func TestNotesAreAddedAndChanged(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	assert.Equal(t, `"1028"`, c.get("/v1.1/customer/notes?mobile=919740000001").at("response.customer.item_status.code"))
	added := c.post("/v1.1/customer/notes", `{"root":{"customer":[{"mobile":"919740000001","description":"likes cricket","date":"2025-01-02 03:04:05"}]}}`)
	assert.Equal(t, `"2025-01-02 03:04:05"`, added.at("response.customer.notes.note.0.added_on"))
	id := unquote(added.at("response.customer.notes.note.0.id"))
	c.post("/v1.1/customer/notes", `{"root":{"customer":[{"mobile":"919740000001","notes":{"note":[{"id":"`+id+`","description":"likes chess"},{"description":"calls on Mondays"}]}}]}}`)
	got := c.get("/v1.1/customer/notes?mobile=919740000001")
	assert.Equal(t, `"likes chess"`, got.at("response.customer.notes.note.0.description"))
	assert.Equal(t, `"calls on Mondays"`, got.at("response.customer.notes.note.1.description"))
	assert.Equal(t, `"1036"`, c.post("/v1.1/customer/notes", `{"root":{"customer":[{"mobile":"919740000001","id":"999","description":"x"}]}}`).at("response.customer.item_status.code"))
	assert.Equal(t, `"1012"`, c.post("/v1.1/customer/notes", `{"root":{"customer":[{"mobile":"1","description":"x"}]}}`).at("response.customer.item_status.code"))
}

func TestPreferencesAreSetAndRead(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	assert.Equal(t, `"1031"`, c.get("/v1.1/customer/preferences?mobile=919740000001").at(single+"item_status.code"))
	for _, colour := range []string{"Red", "Blue"} {
		c.post("/v1.1/customer/preferences", `{"root":{"customer":[{"mobile":"919740000001","store":{"code":"blr-01","id":"7"},"custom_fields":{"field":[{"name":"Colour","value":"`+colour+`"}]}}]}}`)
	}
	got := c.get("/v1.1/customer/preferences?mobile=919740000001")
	assert.Equal(t, `{"field":[{"name":"Colour","value":"Blue"}]}`, got.at(single+"custom_fields"))
	assert.Equal(t, `{"code":"blr-01","id":"7","name":"blr-01","status":"SUCCESS"}`, got.at(single+"store"))
	assert.Equal(t, `"200"`, got.at(single+"item_status.code"))
}

func TestTicketsAreAddedAndRead(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	body := `{"root":{"customer":[{"mobile":"919740000001","ticket":[{"status":"OPEN","priority":"HIGH","subject":"points issue"}]}]}}`
	assert.Equal(t, `"1300"`, c.post("/v1.1/customer/tickets", body).at(single+"item_status.code"))
	assert.Equal(t, `"1301"`, c.post("/v1.1/customer/tickets", body).at(single+"item_status.code"))
	assert.Equal(t, `"1303"`, c.post("/v1.1/customer/tickets", `{"root":{"customer":[{"mobile":"919740000001","ticket":[{}]}]}}`).at(single+"item_status.code"))
	assert.Equal(t, `"points issue"`, c.get("/v1.1/customer/tickets?mobile=919740000001").at("response.customer.tickets.ticket.0.subject"))
}

func TestV1ReferralsAreInvitedAndRead(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	invited := c.post("/v1.1/customer/referrals", `{"root":{"customer":[{"mobile":"919740000001","referrals":{"campaign_token":"77",
		"referral_type":{"type":"EMAIL","referral":[{"id":"1","name":"Ravi","identifier":"ravi@example.com","invited_on":"2026-02-01 10:00:00"}]}}}]}}`)
	assert.Equal(t, `"100"`, invited.at(single+"referrals.referral_type.0.referral.0.status.code"))
	got := c.get("/v1.1/customer/referrals?mobile=919740000001")
	assert.Equal(t, `"ravi@example.com"`, got.at("response.customer.invitees.referral_type.0.invitee.0.identifier"))
	code := unquote(got.at("response.customer.referral_code"))
	assert.Equal(t, "null", c.get("/v1.1/customer/referrals?mobile=919740000001&only_referral_code=true").at("response.customer.invitees"))
	for _, name := range []string{"code", "referralCode"} {
		valid := c.get("/v2/referral/validate?" + name + "=" + code)
		assert.JSONEq(t, fmt.Sprintf(`{"valid":true,"referrer":%d,"warnings":[]}`, id), valid.body)
	}
	assert.Equal(t, "false", c.get("/v2/referral/validate?code=none").at("valid"))
	v2 := c.get("/v2/customers/lookup/referrals?campaignToken=77&" + byMobile)
	assert.Equal(t, `"ravi@example.com"`, v2.at("data.0.invitees.0.identifier"))
	assert.Equal(t, `"Asha"`, v2.at("data.0.customer.profiles.0.firstName"))
}

func TestV1SubscriptionsAreSetAndRead(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	at := "response.subscriptions.subscription."
	unset := c.get("/v1.1/customer/subscriptions?mobile=919740000001,919740000009")
	assert.Equal(t, "201", unset.at("response.status.code"))
	assert.Equal(t, `{"name":"TRANS","subscribed":"ALL","unsubscribed":"","user_preference":"NOT_SET"}`, unset.at(at+"0.channel.0.priority.0"))
	set := c.post("/v1.1/customer/subscriptions", `{"root":{"subscription":[
		{"email":"asha@example.com","priority":"bulk","scope":"all","channel":"email","is_subscribed":"0"},
		{"email":"asha@example.com","priority":"bulk","channel":"smoke","is_subscribed":"1"},
		{"email":"asha@example.com","priority":"now","channel":"sms","is_subscribed":"1"}]}}`)
	assert.Equal(t, fmt.Sprintf(`"%d"`, id), set.at(at+"0.user_id"))
	assert.Equal(t, `"1000"`, set.at(at+"0.item_status.code"))
	assert.Equal(t, `"1101"`, set.at(at+"1.item_status.code"))
	assert.Equal(t, `"1102"`, set.at(at+"2.item_status.code"))
	got := c.get("/v1.1/customer/subscriptions?mobile=919740000001&channel=EMAIL")
	assert.Equal(t, `"UNSUBSCRIBED"`, got.at(at+"0.channel.0.priority.1.user_preference"))
	assert.Equal(t, "absent", got.at(at+"0.channel.1"))
}
