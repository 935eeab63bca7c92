package capillarytest_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ct "github.com/capillary-go/sdk/capillarytest"
)

func TestListsAnswerWithWhatWasAddedAndKnowNobodyElse(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	tests := []struct {
		list ct.List
		path string
		at   string
	}{
		{ct.ListTrackers, "/v2/customers/%d/trackers", "data"},
		{ct.ListRetroRequests, "/v2/customers/%d/retroRequest", "data"},
		{ct.ListChangeRequests, "/v2/customers/%d/changeRequest", "data"},
		{ct.ListGoodwillRequests, "/v2/customers/%d/goodwillRequest", "data"},
		{ct.ListPointsTransfers, "/v2/customers/%d/pointsTransfers", "data"},
		{ct.ListTransactions, "/v2/customers/%d/transactions", "data"},
		{ct.ListCouponDetails, "/v2/customers/%d/coupons", "entity"},
		{ct.ListCoupons, "/v2/customers/coupons?id=%d", "entity.customers.0.coupons"},
	}
	for _, tt := range tests {
		t.Run(string(tt.list), func(t *testing.T) {
			assert.Equal(t, "[]", c.get(fmt.Sprintf(tt.path, id)).at(tt.at))
			c.server.AddTo(id, tt.list, map[string]any{"id": 7})
			assert.Equal(t, `[{"id":7}]`, c.get(fmt.Sprintf(tt.path, id)).at(tt.at))
			c.get(fmt.Sprintf(tt.path, 1)).refusedWith(8015)
		})
	}
	assert.Equal(t, `{"limit":0,"offset":0,"total":0}`, c.get("/v2/customers/1/trackers").at("pagination"))
	assert.Equal(t, `{"limit":20,"offset":0,"sortBy":"BILLING_TIME","sortOrder":"DESC","total":1}`, c.get(fmt.Sprintf("/v2/customers/%d/transactions", id)).at("pagination"))
	assert.Equal(t, `[{"id":7}]`, c.get("/v2/customers/lookup/retroRequest?"+byMobile).at("data"))
	c.get("/v2/customers/coupons").refusedWith(8002)
	c.get("/v2/customers/userEntityTrackers?type=USERGROUP2").refusedWith(1645)
	c.get("/v2/customers/userEntityTrackers?type=SHOE").refusedWith(1647)
}

func TestListsComeInPages(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	for n := range 25 {
		c.server.AddTo(id, ct.ListRetroRequests, map[string]any{"id": n})
	}
	path := fmt.Sprintf("/v2/customers/%d/retroRequest", id)
	first := c.get(path)
	assert.Equal(t, `{"limit":10,"offset":0,"total":25}`, first.at("pagination"))
	assert.Equal(t, "absent", first.at("data.10"))
	last := c.get(path + "?offset=20&limit=10")
	assert.Equal(t, `{"limit":10,"offset":20,"total":25}`, last.at("pagination"))
	assert.Equal(t, "24", last.at("data.4.id"))
	assert.Equal(t, "[]", c.get(path+"?offset=90").at("data"))
	c.get(path + "?offset=-1").refusedWith(8100)
	c.get(path + "?limit=0").refusedWith(8101)
	c.get(path + "?limit=101").refusedWith(8102)
}

func TestLoyaltyEventsTellWhatHappened(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.put("/v2/customers/lookup?"+byMobile, `{"profiles":[{"firstName":"Usha"}]}`)
	got := c.get(fmt.Sprintf("/v2/customers/%d/loyaltyEvents", id))
	assert.Equal(t, `"CustomerRegistration"`, got.at("data.0.eventName"))
	assert.Equal(t, `"CustomerUpdate"`, got.at("data.1.eventName"))
	assert.Equal(t, `"2026-03-01T12:00:00Z"`, got.at("data.1.date"))
	assert.Equal(t, "absent", c.get(fmt.Sprintf("/v2/customers/%d/loyaltyEvents?eventType=CustomerUpdate", id)).at("data.1"))
}

func TestSubscriptionsAreSetReadAndLogged(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	path := fmt.Sprintf("/v2/customers/%d/subscriptions", id)
	assert.JSONEq(t, `{"subscriptions":[{"channel":"SMS","priority":"TRANS","type":"OPTIN"},{"channel":"EMAIL","priority":"TRANS","type":"OPTIN"},
		{"channel":"SMS","priority":"BULK","type":"OPTIN"},{"channel":"EMAIL","priority":"BULK","type":"OPTIN"}],"campaignId":0,"communicationId":0,"warnings":[]}`,
		c.get(path).body)
	body := `{"communicationId":-1,"campaignId":-1,"reason":"asked","scope":{"scope":"USER","subScope":"NONE"},
		"subscriptions":[{"channel":"MOBILE","priority":"BULK","type":"OPTOUT","orgUnitId":5,"sourceName":"INSTORE","accountId":""},
		{"channel":"SMOKE","priority":"BULK","type":"OPTOUT"},{"channel":"SMS","priority":"BULK","type":"MAYBE"}]}`
	set := c.post("/v2/customers/lookup/subscriptions?"+byMobile, body)
	assert.Equal(t, `{"scope":"USER","subScope":"NONE"}`, set.at("scope"))
	assert.Equal(t, `[{"accountId":"","channel":"SMS","orgUnitId":5,"priority":"BULK","sourceName":"INSTORE","type":"OPTOUT"}]`, set.at("subscriptions"))
	assert.Equal(t, []string{"1101", "1106"}, set.warned())
	assert.Contains(t, c.get("/v2/customers/lookup/subscriptions?"+byMobile).body, `{"channel":"SMS","priority":"BULK","type":"OPTOUT"}`)
	log := c.get(fmt.Sprintf("/v2/customers/%d/subscriptionStatusChangeLog", id))
	assert.Equal(t, "false", log.at("data.0.status"))
	assert.Equal(t, `"asked"`, log.at("data.0.reason"))
	assert.Equal(t, `"2026-03-01"`, log.at("data.0.addedOn"))
	bad := c.post(path, `{"subscriptions":[{"channel":"SMOKE"}]}`)
	assert.Equal(t, 500, bad.status)
	assert.Equal(t, "500", bad.at("errors.0.code"))
}

func TestLabelsAreMadeGivenTakenAndSearched(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	path := fmt.Sprintf("/v2/customers/%d", id)
	assert.Equal(t, []string{"33002"}, c.get("/v2/organization/labels").warned())
	assert.Equal(t, []string{"33001"}, c.get(path+"/labels").warned())
	assert.JSONEq(t, `{"entity":100600,"warnings":[]}`, c.post("/v2/organization/labels", `{"orgLabels":[{"name":"Premium","description":"spends a lot"},{"name":"Early"}]}`).body)
	c.post("/v2/organization/labels", `{"orgLabels":[{"name":"Premium"}]}`).refusedWith(33003)
	c.post("/v2/organization/labels", `{"orgLabels":[]}`).refusedWith(33006)
	assert.Equal(t, `"spends a lot"`, c.get("/v2/organization/labels").at("data.0.description"))

	tagged := c.post(path+"/changeLabels", `{"add":[{"labelName":"Premium"},{"labelName":"Early"},{"labelName":"Nope"}],"remove":[{"labelName":""}]}`)
	assert.Equal(t, fmt.Sprint(id), tagged.at("entity"))
	assert.Equal(t, []string{"33000"}, tagged.warned())
	assert.Equal(t, []string{"33001"}, c.post(path+"/changeLabels", `{"remove":[{"labelName":"Early"},{"labelName":"Nope"}]}`).warned())
	got := c.get(path + "/labels")
	assert.Equal(t, `"Premium"`, got.at("data.0.labelName"))
	assert.Equal(t, "absent", got.at("data.1"))
	found := c.get("/v2/customers/labels/search?q=Premium")
	assert.Equal(t, fmt.Sprint(id), found.at("data.0.userId"))
	assert.Equal(t, `{"limit":10,"offset":0,"total":1}`, found.at("pagination"))
	c.post("/v2/customers/1/changeLabels", `{}`).refusedWith(8015)
}

func TestImagesAreSetShownAndDeleted(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	upload := func(field string) answer {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile(field, "face.png")
		require.NoError(t, err)
		_, _ = part.Write([]byte("not really a picture"))
		require.NoError(t, form.Close())
		c.header.Set("Content-Type", form.FormDataContentType())
		defer c.header.Del("Content-Type")
		return c.post(fmt.Sprintf("/v2/customers/%d/setImage", id), body.String())
	}
	set := upload("FILE")
	assert.Equal(t, "200", set.at("data.0.code"))
	assert.Equal(t, `"20"`, set.at("data.0.file.fileSize"))
	assert.Equal(t, fmt.Sprintf(`"100600/%d/0"`, id), c.get("/v2/customers/lookup/customerDetails?embed=CUSTOMERIMAGE&"+byMobile).at("customerImage.0.file.name"))
	upload("PICTURE").refusedWith(8081)
	path := fmt.Sprintf("/v2/customers/%d/deleteImage?image_ids=", id)
	c.send("DELETE", path+"3", "").refusedWith(8078)
	assert.Equal(t, `"Success"`, c.send("DELETE", path+"0", "").at("data.0.message"))
	for range 5 {
		assert.Equal(t, 200, upload("file").status)
	}
	upload("FILE").refusedWith(8082)
}

func TestReferralsAreRepeatedAndKept(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	body := fmt.Sprintf(`{"customerReferrals":[{"customer":{"id":%d,"mobile":"919740000001"},"campaignToken":"C1","referrals":[
		{"type":"MOBILE","referral":[{"name":"Ravi","identifier":"919740000002","invitedOn":"2026-02-01 10:00:00"}]}]}]}`, id)
	assert.JSONEq(t, body, c.post(fmt.Sprintf("/v2/customers/%d/referrals", id), body).body)
	assert.JSONEq(t, body, c.post("/v2/customers/referrals", body).body)
	assert.Equal(t, `"919740000002"`, c.get(fmt.Sprintf("/v2/customers/%d/referrals", id)).at("data.0.invitees.1.identifier"))
	c.post("/v2/customers/1/referrals", body).refusedWith(8015)
}

func TestConsentAndWalkIn(t *testing.T) {
	t.Parallel()
	c, _ := member(t)
	for _, method := range []string{"POST", "PUT"} {
		got := c.send(method, "/v2/customers/traiConsent", `{"mobile":"919740000001","consent":{"consentStatus":"yes"},"validationCode":"C1"}`)
		assert.JSONEq(t, `{"data":[{"mobile":"919740000001","consent":{"isConsentRequired":"no","consentStatus":"yes"}}],"warnings":[],"errors":[]}`, got.body)
		c.send(method, "/v2/customers/traiConsent", `{"mobile":"x","validationCode":"C1"}`).refusedWith(8056)
	}
	assert.JSONEq(t, `{"entity":"Customer check-in successful","warnings":[],"errors":[],"success":true}`, c.get("/v2/customer/walkin?till_code=t1&"+byMobile).body)
	c.get("/v2/customer/walkin?till_code=t1").refusedWith(8099)
	c.get("/v2/customer/walkin?" + byMobile).refusedWith(8096)
	c.get("/v2/customer/walkin?till_code=t1&source=MOON&identifierName=mobile&identifierValue=919740000001").refusedWith(8095)
	c.get("/v2/customer/walkin?till_code=t1&source=INSTORE&identifierName=mobile&identifierValue=1").refusedWith(8015)
}

func TestBulkEndpointsAnswerItemByItem(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	got := c.post("/v2/bulk/getCustomers", fmt.Sprintf(`[%d,"1"]`, id))
	assert.Equal(t, "true", got.at("data.0.success"))
	assert.Equal(t, fmt.Sprint(id), got.at("data.0.entity.id"))
	assert.Equal(t, "8015", got.at("data.1.errors.0.code"))
	assert.Equal(t, fmt.Sprint(id), c.post("/v2/bulk/getCustomers", fmt.Sprintf(`{"customerIds":[%d]}`, id)).at("data.0.entity.id"))
	c.post("/v2/bulk/getCustomers", `[]`).refusedWith(8119)

	up := c.post("/v2/integrations/customer/upsert/bulk?skipChangeIdentifier=false", `[
		{"profiles":[{"firstName":"Usha","source":"INSTORE","identifiers":[{"type":"mobile","value":"919740000001"}]}]},
		{"profiles":[{"firstName":"Ravi","source":"WEB_ENGAGE","accountId":"we-1","identifiers":[{"type":"mobile","value":"919740000002"}]}]},
		{"profiles":[{"identifiers":[{"type":"mobile","value":"919740000003"}]}]}]`)
	assert.Equal(t, "3", up.at("totalCount"))
	assert.Equal(t, "1", up.at("failureCount"))
	assert.Equal(t, fmt.Sprint(id), up.at("response.0.entityId"))
	assert.Equal(t, `"Usha"`, up.at("response.0.result.profiles.0.firstName"))
	assert.Equal(t, `"WEB_ENGAGE"`, up.at("response.1.result.profiles.0.source"))
	assert.Equal(t, "8004", up.at("response.2.errors.0.code"))
}

func TestCustomersAreAssociatedWithChildren(t *testing.T) {
	t.Parallel()
	c := start(t)
	profile := func(mobile string) string {
		return `"profiles":[{"source":"WECHAT","accountId":"wc-1","identifiers":[{"type":"mobile","value":"` + mobile + `"}]}]`
	}
	got := c.post("/v2/customers/bulk", `[{`+profile("919740000001")+`,"associationDetails":{"hierarchyCode":"h1","roleCode":"FA","fleetCompany":{"externalId":"f1"},
		"childCustomers":[{`+profile("919740000002")+`}]}}]`)
	assert.Equal(t, `"h1"`, got.at("0.entity.associationDetails.hierarchyCode"))
	assert.Equal(t, `"919740000002"`, got.at("0.childEntities.0.profiles.0.identifiers.0.value"))
	put := c.put("/v2/customers/bulk?source=WECHAT&accountId=wc-1", `[{`+profile("919740000001")+`,"associationDetails":{"roleCode":"FB"}}]`)
	assert.Equal(t, `"FB"`, put.at("0.associationDetails.roleCode"))
	list := c.get("/v2/customers/bulk?source=WECHAT&accountId=wc-1")
	assert.Equal(t, "2", list.at("entity.count"))
	assert.Equal(t, "true", list.at("success"))
}

func TestTheAuthEngineChangesAnIdentifier(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	body := `{"identifierType":"EMAIL","identifierValue":"asha@example.com","newIdentifierValue":"usha@example.com","brand":"DEMO","token":"t","deviceId":1234}`
	assert.JSONEq(t, `{"status":{"success":true,"code":200,"message":"SUCCESS"}}`, c.post("/auth/v1/user/updateIdentifierValue", body).body)
	assert.Equal(t, fmt.Sprint(id), c.get("/v2/customers/lookup?source=INSTORE&identifierName=email&identifierValue=usha@example.com").at("entity"))
	assert.Equal(t, "1519", c.post("/auth/v1/user/updateIdentifierValue", body).at("status.code"))
}
