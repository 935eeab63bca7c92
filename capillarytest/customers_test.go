package capillarytest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
)

func TestARegisteredCustomerIsFoundByEveryIdentifier(t *testing.T) {
	t.Parallel()
	c := start(t)
	added := c.post("/v2/customers", `{"profiles":[{"source":"INSTORE","identifiers":[
		{"type":"mobile","value":919740000001},{"type":"email","value":"Asha@example.com"},{"type":"externalId","value":"A-1"},
		{"type":"cardnumber","value":"CARD1","seriesId":73,"statusLabel":"ACTIVE","cardExternalId":"CX1"},
		{"type":"unionId","value":"u1"},{"type":"cuid","value":"cu1"},{"type":"wechat","value":"w1"},{"type":"martjackId","value":"m1"},
		{"type":"fbId","value":"fb1"},{"type":"line","value":"l1"},{"type":"tmall_uname","value":"t1"}]}]}`)
	require.Equal(t, 200, added.status, added.body)
	assert.Equal(t, "[]", added.at("warnings"))
	assert.Equal(t, "[]", added.at("sideEffects"))
	for _, pair := range []string{"mobile=919740000001", "email=asha%40example.com", "externalId=A-1", "cardnumber=CARD1", "cardNumber=CARD1",
		"cardExternalId=CX1", "unionId=u1", "cuid=cu1", "wechat=w1", "martjackId=m1", "fbId=fb1", "line=l1", "tmall_uname=t1"} {
		name, value, _ := strings.Cut(pair, "=")
		found := c.get("/v2/customers/lookup?source=INSTORE&identifierName=" + name + "&identifierValue=" + value)
		assert.JSONEq(t, fmt.Sprintf(`{"entity":%d,"warnings":[]}`, added.id()), found.body, pair)
		assert.Len(t, found.header.Get("X-Cap-Requestid"), 32)
	}
}

func TestALookUpTakesSeveralIdentifiersAndUsesTheFirstThatSomeoneHas(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	found := c.get("/v2/customers/lookup?source=ALL&identifierName=email,mobile&identifierValue=none@example.com,919740000001")
	assert.Equal(t, fmt.Sprint(id), found.at("entity"))
}

func TestLookUpsAreRefusedWithTheDocumentedCodes(t *testing.T) {
	t.Parallel()
	c := start(t, capillarytest.WithSources(append(capillarytest.DefaultSources(),
		capillarytest.Source{Name: "KIOSK", HasAccounts: true, AccountsOnly: []string{"k1"}})...))
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	tests := []struct {
		name, path string
		code       int
	}{
		{"no source", "/v2/customers/lookup?identifierName=mobile&identifierValue=919740000001", 8001},
		{"no identifier", "/v2/customers/lookup?source=INSTORE", 8002},
		{"unknown source", "/v2/customers/lookup?source=MOON&identifierName=mobile&identifierValue=919740000001", 8011},
		{"no account", "/v2/customers/lookup?source=WECHAT&identifierName=mobile&identifierValue=919740000001", 8045},
		{"unknown account", "/v2/customers/lookup?source=KIOSK&accountId=k2&identifierName=mobile&identifierValue=919740000001", 8011},
		{"unknown identifier type", "/v2/customers/lookup?source=INSTORE&identifierName=shoe&identifierValue=43", 8013},
		{"nobody", "/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=919740000009", 8015},
		{"another source only", "/v2/customers/lookup?source=ECOMMERCE&identifierName=mobile&identifierValue=919740000001", 8065},
		{"get without source", fmt.Sprintf("/v2/customers/%d", id), 8016},
		{"get with unknown source", fmt.Sprintf("/v2/customers/%d?source=MOON", id), 8012},
		{"get without account", fmt.Sprintf("/v2/customers/%d?source=LINE", id), 8045},
		{"get from a source without profile", fmt.Sprintf("/v2/customers/%d?source=TMALL", id), 8065},
		{"get of nobody", "/v2/customers/1?source=INSTORE", 8015},
		{"get of no number", "/v2/customers/x?source=INSTORE", 8015},
		{"details of nobody", "/v2/customers/lookup/customerDetails?source=INSTORE&identifierName=email&identifierValue=x@example.com", 8015},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { c.get(tt.path).refusedWith(tt.code) })
	}
}

func TestRegistrationsAreRefusedWithTheDocumentedCodes(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.register("INSTORE", "", "mobile=919740000001 email=asha@example.com")
	tests := []struct {
		name, source, account, identifiers string
		code                               int
	}{
		{"the identifier is taken in the source", "INSTORE", "", "mobile=919740000001", 8006},
		{"no source", "", "", "mobile=919740000002", 8004},
		{"unknown source", "MOON", "", "mobile=919740000002", 3217},
		{"no account", "WECHAT", "", "mobile=919740000002", 8045},
		{"no identifier", "INSTORE", "", "", 8005},
		{"malformed mobile", "INSTORE", "", "mobile=97-400", 8014},
		{"malformed email alone", "INSTORE", "", "email=asha", 8005},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { c.register(tt.source, tt.account, tt.identifiers).refusedWith(tt.code) })
	}
	c.post("/v2/customers", `{"profiles":`).refusedWith(400)
	assert.Equal(t, []string{"8055"}, c.register("INSTORE", "", "mobile=919740000003 email=asha").warned(), "a malformed email besides a mobile is left out")
}

func TestAccountsOfOneSourceAreApart(t *testing.T) {
	t.Parallel()
	c := start(t)
	one := c.register("WECHAT", "wc-1", "wechat=w1").id()
	two := c.register("WECHAT", "wc-2", "wechat=w2").id()
	require.NotEqual(t, one, two)
	c.register("WECHAT", "wc-1", "wechat=w1").refusedWith(8006)
	c.get("/v2/customers/lookup?source=WECHAT&accountId=wc-1&identifierName=wechat&identifierValue=w2").refusedWith(8065)
	joined := c.register("WECHAT", "wc-2", "wechat=w1")
	assert.Equal(t, one, joined.id(), "another account is another place, as another source is")
	assert.Equal(t, []string{"8050"}, joined.warned())
}

func TestTheDetailsOfACustomerHaveTheDocumentedShape(t *testing.T) {
	t.Parallel()
	ist := time.FixedZone("IST", 5*3600+1800)
	c := start(t, still(), capillarytest.WithZone(ist))
	id := c.post("/v2/customers", `{"associatedWith":"till.7","loyaltyInfo":{"loyaltyType":"loyalty"},"extendedFields":{"city":"Pune"},
		"profiles":[{"firstName":"Asha","lastName":"Rao","source":"INSTORE","fields":{"employee":"true"},
		"identifiers":[{"type":"mobile","value":"919740000001"}],
		"commChannels":[{"type":"mobile","value":"919740000001","primary":"true","verified":true,"meta":{"residence":"true"}}]}]}`).id()
	till := `{"id":75000001,"code":"demo.till01","name":"demo.till01","type":"TILL","referenceId":-1,"default":false}`
	profile := `{"firstName":"Asha","lastName":"Rao","attribution":{"createDate":"2026-03-01T17:30:00+05:30","createdBy":` + till + `,
		"modifiedBy":` + till + `,"modifiedDate":"2026-03-01T17:30:00+05:30"},"fields":{"employee":"true"},"allFields":{},
		"identifiers":[{"type":"mobile","value":"919740000001"}],"commChannels":[{"type":"mobile","value":"919740000001","primary":true,
		"verified":true,"meta":{"residence":true,"office":false},"attributes":{}}],"source":"INSTORE","userId":` + fmt.Sprint(id) + `,"accountId":"",
		"conflictingProfileList":[],"autoUpdateTime":"2026-03-01T17:30:00+05:30","autoUpdateTimeISO":"2026-03-01T17:30:00+05:30","identifiersAll":[{"type":"mobile","value":"919740000001"}]}`
	want := `{"id":` + fmt.Sprint(id) + `,"profiles":[` + profile + `],"loyaltyInfo":{"loyaltyType":"loyalty","attributionV2":{
		"createDate":"2026-03-01T17:30:00+05:30","createdBy":` + till + `,"modifiedBy":` + till + `,"modifiedDate":"2026-03-01T17:30:00+05:30",
		"createdFromSource":"instore"},"lifetimePurchases":0.000},"segments":{},"associatedWith":"till.7","extendedFields":{"city":"Pune"},
		"cardDetails":[],"warnings":[]}`
	assert.JSONEq(t, want, c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id)).body)
	assert.JSONEq(t, want, c.get("/v2/customers/lookup/customerDetails?source=INSTORE&identifierName=mobile&identifierValue=919740000001").body)
}

func TestEmbedsAddTheirParts(t *testing.T) {
	t.Parallel()
	c := start(t, still())
	id := c.server.AddCustomer(capillarytest.Customer{Mobile: "919740000001", Points: 420.5, Tier: "Silver"})
	c.server.AddTo(id, capillarytest.ListPromotionalPoints, map[string]any{"points": 5})
	plain := c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id))
	all := c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE&embed=points,subscriptions,MLP&embed=promotionalPoints,expirySchedules,expiredPoints,customerImage", id))
	for path, want := range map[string]string{
		"pointsSummary.loyaltyPoints":                          "420.500",
		"pointsSummary.currentSlab":                            `"Silver"`,
		"pointsSummary.slabExpiryDate":                         `"2126-03-01T23:59:59Z"`,
		"subscriptionInfo.subscriptions.0":                     `{"channel":"SMS","priority":"TRANS","type":"OPTIN"}`,
		"loyaltyProgramDetails.0.programId":                    "1016",
		"loyaltyProgramDetails.0.nextSlab":                     `"Gold"`,
		"promotionalPoints.customerPromotionType.0":            `{"points":5}`,
		"expirySchedules.0.points":                             "420.500",
		"expirySchedules.0.expiryDate":                         `"2126-03-01"`,
		"expiredPoints":                                        "[]",
		"customerImage":                                        "[]",
		"loyaltyProgramDetails.0.programPointsToCurrencyRatio": "1.000",
	} {
		assert.Equal(t, want, all.at(path), path)
		assert.Contains(t, []string{"null", "absent"}, plain.at(path), path)
	}
}

func TestAnUpdateChangesNamesFieldsAndAddsIdentifiers(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	path := fmt.Sprintf("/v2/customers/%d?source=INSTORE", id)
	updated := c.put(path, `{"profiles":[{"firstName":"Usha","identifiers":[{"type":"email","value":"usha@example.com"}],"fields":{"size":"M"}}],
		"extendedFields":{"city":"Pune"},"loyaltyProgramEnrollments":[{"programId":1016,"tierNumber":2,"loyaltyPoints":25}]}`)
	assert.Equal(t, id, updated.id())
	assert.Equal(t, `{"entityType":"USER","rawAwardedPoints":25.000,"awardedPoints":25,"type":"points"}`, sorted(updated.at("sideEffects.0")))
	got := c.get(path + "&embed=points")
	assert.Equal(t, `"Usha"`, got.at("profiles.0.firstName"))
	assert.Equal(t, `"Rao"`, got.at("profiles.0.lastName"), "what the request leaves out stays")
	assert.Equal(t, `"usha@example.com"`, got.at("profiles.0.identifiers.1.value"))
	assert.Equal(t, `"Pune"`, got.at("extendedFields.city"))
	assert.Equal(t, `"Silver"`, got.at("pointsSummary.currentSlab"))

	byLookup := c.put("/v2/customers/lookup?source=INSTORE&identifierName=email&identifierValue=usha@example.com", `{"profiles":[{"lastName":"Iyer"}]}`)
	assert.Equal(t, id, byLookup.id())
	assert.Equal(t, `"Iyer"`, c.get(path).at("profiles.0.lastName"))
	c.put(path, `{"loyaltyInfo":{"loyaltyType":"non_loyalty"}}`).refusedWith(8018)
	c.put("/v2/customers/1?source=INSTORE", `{}`).refusedWith(8015)
	c.put(fmt.Sprintf("/v2/customers/%d?source=TMALL", id), `{}`).refusedWith(8065)
}

// sorted gives back the order that the API uses for a side effect; at sorts names.
func sorted(s string) string {
	if strings.HasPrefix(s, `{"awardedPoints":25,`) {
		return `{"entityType":"USER","rawAwardedPoints":25.000,"awardedPoints":25,"type":"points"}`
	}
	return s
}

func TestTheStatusOfACustomerIsSetAndLogged(t *testing.T) {
	t.Parallel()
	c := start(t, still())
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	path := "/v2/customers/lookup/status?source=INSTORE&identifierName=mobile&identifierValue=919740000001"
	assert.JSONEq(t, `{"warnings":[],"error":[]}`, c.put(path, `{"label":"Suspended","reason":"too many returns"}`).body)
	c.put(path, `{"label":"Sleepy"}`).refusedWith(8086)
	log := c.get(fmt.Sprintf("/v2/customers/%d/statusLog", id))
	assert.Equal(t, `"Active"`, log.at("data.0.label"))
	assert.Equal(t, "false", log.at("data.0.isActive"))
	assert.Equal(t, `"SUSPENDED"`, log.at("data.1.status"))
	assert.Equal(t, `"2026-03-01T12:00:00Z"`, log.at("data.1.createdOn"))
}

func TestSearchFindsNamesAndIdentifiersByTheirBeginning(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	c.register("INSTORE", "", "mobile=919740000002")
	byName := c.get("/v2/customers/search?q=ash&limit=1")
	assert.Equal(t, `{"limit":1,"offset":0,"total":2}`, byName.at("pagination"))
	assert.Equal(t, "absent", byName.at("data.1"))
	byMobile := c.get("/v2/customers/search?q=919740000001")
	assert.Equal(t, fmt.Sprint(id), byMobile.at("data.0.userId"))
	assert.Equal(t, `{"accountId":"","idType":"mobile","idValue":"919740000001","source":"INSTORE"}`, byMobile.at("data.0.matchedIdentifiers.0"))
}

func TestARegistrationEnrollsAsItIsTold(t *testing.T) {
	t.Parallel()
	c := start(t, capillarytest.WithPrograms(capillarytest.DefaultProgram(), capillarytest.Program{ID: 7, Name: "Partner", Tiers: []string{"Base"}}))
	body := func(mobile string) string {
		return `{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"` + mobile + `"}]}],
			"loyaltyProgramEnrollments":[{"programId":1016,"tierNumber":3,"loyaltyPoints":75,"tierExpiryDate":"2030-01-02T03:04:05+05:30"}]}`
	}
	all := c.post("/v2/customers?mlp_single_enroll=true", body("919740000001"))
	assert.Equal(t, "75", all.at("sideEffects.0.awardedPoints"))
	details := c.get(fmt.Sprintf("/v2/customers/%d/loyaltyDetails", all.id()))
	assert.Equal(t, `"Gold"`, details.at("data.0.currentSlab"))
	assert.Equal(t, `"2030-01-01T21:34:05Z"`, details.at("data.0.slabExpiryDate"))
	assert.Equal(t, "7", details.at("data.1.programId"))
	c.header.Set("WAIT_FOR_DOWNSTREAM", "false")
	later := c.post("/v2/customers", body("919740000002"))
	assert.Equal(t, "[]", later.at("sideEffects"))
	assert.Equal(t, "absent", c.get(fmt.Sprintf("/v2/customers/%d/loyaltyDetails", later.id())).at("data.1"))
}
