package capillarytest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
)

func TestTheSameIdentifierThroughAnotherSourceJoinsTheAccounts(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	joined := c.register("ECOMMERCE", "", "mobile=919740000001 email=asha@example.com")
	assert.Equal(t, id, joined.id())
	assert.Equal(t, []string{"8050"}, joined.warned())
	got := c.get(fmt.Sprintf("/v2/customers/%d?source=ECOMMERCE", id))
	assert.Equal(t, `"ECOMMERCE"`, got.at("profiles.0.source"), "the source that was asked for comes first")
	assert.Equal(t, `"INSTORE"`, got.at("profiles.1.source"))
	assert.Equal(t, "absent", c.get(fmt.Sprintf("/v2/customers/%d?source=ECOMMERCE&includedOnlyCurrentProfile=true", id)).at("profiles.1"))
	c.get("/v2/customers/lookup?source=INSTORE&identifierName=email&identifierValue=asha@example.com").refusedWith(8065)
}

func TestIdentifiersOfTwoCustomersMakeThemOne(t *testing.T) {
	t.Parallel()
	c := start(t)
	first := c.register("INSTORE", "", "mobile=919740000001").id()
	second := c.register("ECOMMERCE", "", "email=asha@example.com").id()
	c.server.SetPoints(first, 100)
	c.server.SetPoints(second, 20)
	c.server.SetTier(second, "Gold")
	c.server.AddLabel("Premium", "")
	c.server.AddTo(second, capillarytest.ListTrackers, map[string]any{"id": 7})
	for _, id := range []int64{first, second} {
		c.post(fmt.Sprintf("/v2/customers/%d/changeLabels", id), `{"add":[{"labelName":"Premium"}]}`)
	}
	merged := c.register("MARTJACK", "", "mobile=919740000001 email=asha@example.com")
	assert.Equal(t, first, merged.id(), "the elder customer survives")
	assert.Equal(t, []string{"8050", "8051"}, merged.warned())
	assert.Contains(t, merged.body, fmt.Sprintf("Merging with userId %d", first))

	got := c.get(fmt.Sprintf("/v2/customers/%d?source=ALL&embed=points", first))
	assert.Equal(t, `"MARTJACK"`, got.at("profiles.2.source"))
	assert.Equal(t, "120.000", got.at("pointsSummary.loyaltyPoints"))
	assert.Equal(t, `"Gold"`, got.at("pointsSummary.currentSlab"))
	assert.Equal(t, fmt.Sprint(first), c.get("/v2/customers/lookup?source=ECOMMERCE&identifierName=email&identifierValue=asha@example.com").at("entity"))

	assert.Equal(t, "absent", c.get(fmt.Sprintf("/v2/customers/%d/labels", first)).at("data.1"), "a label that both have is one")
	assert.Equal(t, `[{"id":7}]`, c.get(fmt.Sprintf("/v2/customers/%d/trackers", first)).at("data"))
	for _, path := range []string{"?source=ALL", "/points/balance", "/tierDetails", "/loyaltyEvents", "/labels"} {
		c.get(fmt.Sprintf("/v2/customers/%d%s", second, path)).refusedWith(8069)
	}
	assert.InDelta(t, 120, c.server.Points(second), 0, "a setter follows the merge")
	v1 := c.get(fmt.Sprintf("/v1.1/customer/get?id=%d&user_id=true", second))
	assert.Equal(t, fmt.Sprintf(`"%d"`, first), v1.at("response.customers.customer.0.user_id"))
	assert.Contains(t, v1.at("response.customers.customer.0.item_status.warnings"), "merge victim")
}

func TestCustomersWhoShareASourceAreNotMerged(t *testing.T) {
	t.Parallel()
	c := start(t)
	one := c.register("INSTORE", "", "mobile=919740000001").id()
	two := c.register("INSTORE", "", "email=asha@example.com").id()
	third := c.register("ECOMMERCE", "", "mobile=919740000001 email=asha@example.com")
	assert.Equal(t, []string{"8052"}, third.warned())
	assert.NotContains(t, []int64{one, two}, third.id())
	four := c.register("MARTJACK", "", "externalId=A-1").id()
	c.register("MARTJACK", "", "mobile=919740000009 externalId=A-2")
	c.post(fmt.Sprintf("/v2/customers/%d/changeIdentifier?source=MARTJACK", four), `{"add":[{"type":"mobile","value":"919740000009"}]}`).refusedWith(8007)
}

func TestAProfileInTheSameSourceCannotBeCombined(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.register("INSTORE", "", "mobile=919740000001")
	c.register("ECOMMERCE", "", "mobile=919740000001 email=asha@example.com")
	c.register("INSTORE", "", "email=asha@example.com").refusedWith(8066)
}

func TestChangeIdentifierAddsAndRemoves(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001 email=asha@example.com").id()
	path := fmt.Sprintf("/v2/customers/%d/changeIdentifier?source=INSTORE", id)
	changed := c.post(path, `{"add":[{"type":"mobile","value":"919740000002"},{"type":"cardnumber","value":"CARD1","seriesCode":"GOLD","statusLabel":"ACTIVE"}],
		"remove":[{"type":"mobile","value":"919740000001"}]}`)
	assert.JSONEq(t, fmt.Sprintf(`{"createdId":%d,"warnings":[]}`, id), changed.body)
	c.get("/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=919740000001").refusedWith(8015)
	assert.Equal(t, fmt.Sprint(id), c.get("/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=919740000002").at("entity"))
	assert.Equal(t, `"CARD1"`, c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id)).at("cardDetails.0.cardNumber"))

	c.register("INSTORE", "", "mobile=919740000005 externalId=A-5")
	tests := []struct {
		name, body string
		code       int
	}{
		{"mobile is attached already", `{"add":[{"type":"mobile","value":"919740000002"}]}`, 8071},
		{"email is attached already", `{"add":[{"type":"email","value":"asha@example.com"}]}`, 8072},
		{"someone else has it", `{"add":[{"type":"mobile","value":"919740000005"}]}`, 8007},
		{"nothing to do", `{"remove":[{"type":"mobile","value":"910000000000"}]}`, 8070},
		{"malformed mobile", `{"add":[{"type":"mobile","value":"+91 97"}]}`, 8056},
		{"malformed email", `{"add":[{"type":"email","value":"asha"}]}`, 8055},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { c.post(path, tt.body).refusedWith(tt.code) })
	}
}

func TestAnAddedIdentifierOfAnotherSourceMergesIntoItsOwner(t *testing.T) {
	t.Parallel()
	c := start(t)
	owner := c.register("ECOMMERCE", "", "email=asha@example.com").id()
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	changed := c.post(fmt.Sprintf("/v2/customers/%d/changeIdentifier?source=INSTORE", id), `{"add":[{"type":"email","value":"asha@example.com"}]}`)
	assert.Equal(t, owner, changed.id())
	assert.Equal(t, []string{"8051"}, changed.warned())
	c.get(fmt.Sprintf("/v2/customers/%d?source=ALL", id)).refusedWith(8069)

	other := c.register("INSTORE", "", "mobile=919740000002").id()
	c.post(fmt.Sprintf("/v2/customers/%d/changeIdentifier?source=INSTORE", other), `{"add":[{"type":"email","value":"asha@example.com"}]}`).refusedWith(8007)
	c.put(fmt.Sprintf("/v2/customers/%d?source=INSTORE", other), `{"profiles":[{"identifiers":[{"type":"email","value":"asha@example.com"}]}]}`).refusedWith(8008)
	shop := c.register("MARTJACK", "", "externalId=A-1").id()
	c.register("MARTJACK", "", "externalId=A-2 cuid=cu2")
	c.register("JD", "", "cuid=cu2")
	c.register("TAOBAO", "", "cuid=cu2")
	c.post(fmt.Sprintf("/v2/customers/%d/changeIdentifier?source=MARTJACK", shop), `{"add":[{"type":"cuid","value":"cu2"}]}`).refusedWith(8007)
}

func TestACustomerOfOtherSourcesThatConflictIsNotMerged(t *testing.T) {
	t.Parallel()
	c := start(t)
	owner := c.register("ECOMMERCE", "", "email=asha@example.com")
	c.register("MARTJACK", "", "email=asha@example.com externalId=A-1")
	id := c.register("MARTJACK", "", "externalId=A-2").id()
	c.put(fmt.Sprintf("/v2/customers/%d?source=MARTJACK", id), `{"profiles":[{"source":"JD","identifiers":[{"type":"email","value":"asha@example.com"}]}]}`).refusedWith(8053)
	require.NotZero(t, owner.id())
}

func TestPointsFollowAMergeInEveryProgram(t *testing.T) {
	t.Parallel()
	programs := []capillarytest.Program{capillarytest.DefaultProgram(), {ID: 7, Name: "Partner", Tiers: []string{"Base"}}}
	c := start(t, capillarytest.WithPrograms(programs...))
	c.register("INSTORE", "", "mobile=919740000001")
	c.post("/v2/customers", `{"profiles":[{"source":"JD","identifiers":[{"type":"email","value":"asha@example.com"}]}],
		"loyaltyProgramEnrollments":[{"programId":7,"tierNumber":1,"loyaltyPoints":75}]}`)
	id := c.register("TMALL", "", "mobile=919740000001 email=asha@example.com").id()
	assert.Equal(t, "75.000", c.get(fmt.Sprintf("/v2/customers/points/balance/%d?programId=7", id)).at("mainPoints"))
}
