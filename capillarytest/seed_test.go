package capillarytest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	ct "github.com/capillary-go/sdk/capillarytest"
)

func TestASeededCustomerIsLikeARegisteredOne(t *testing.T) {
	t.Parallel()
	c := start(t, still())
	id := c.server.AddCustomer(ct.Customer{Source: "WECHAT", AccountID: "wc-1", FirstName: "Asha", Card: "CARD1", NonLoyalty: true,
		Identifiers: map[string]string{"wechat": "w1", "unionId": "u1"}, Fields: map[string]any{"size": "M"}, ExtendedFields: map[string]any{"city": "Pune"}})
	got := c.get(fmt.Sprintf("/v2/customers/%d?source=WECHAT&accountId=wc-1", id))
	assert.Equal(t, `[{"type":"cardnumber","value":"CARD1"},{"type":"unionId","value":"u1"},{"type":"wechat","value":"w1"}]`, got.at("profiles.0.identifiers"))
	assert.Equal(t, `"wc-1"`, got.at("profiles.0.accountId"))
	assert.Equal(t, `"non_loyalty"`, got.at("loyaltyInfo.loyaltyType"))
	assert.Equal(t, `{"size":"M"}`, got.at("profiles.0.fields"))
	assert.Equal(t, `"Pune"`, got.at("extendedFields.city"))
	assert.Equal(t, `"NON_LOYALTY"`, c.get("/v1.1/customer/get?id="+fmt.Sprint(id)).at(item0+"type"))
	c.register("WECHAT", "wc-1", "wechat=w1").refusedWith(8006)
}

func TestSettersChangeWhatTheEndpointsShow(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.server.AddCustomer(ct.Customer{Mobile: "919740000001"})
	c.server.SetPoints(id, 10.25)
	c.server.SetPoints(id, 4)
	c.server.SetPromisedPoints(id, 6)
	c.server.SetTier(id, "Gold")
	c.server.AddLabel("Premium", "")
	c.server.AddLabel("Premium", "")
	got := c.get(fmt.Sprintf("/v2/customers/%d/loyaltyDetails", id))
	assert.Equal(t, "4.000", got.at("data.0.loyaltyPoints"))
	assert.Equal(t, "10.250", got.at("data.0.lifetimePoints"))
	assert.Equal(t, "6.000", got.at("data.0.delayedPoints"))
	assert.Equal(t, `"Gold"`, got.at("data.0.currentSlab"))
	assert.Equal(t, "absent", c.get("/v2/organization/labels").at("data.1"))
	assert.Equal(t, "UTC", c.server.Zone().String())
}

func TestMistakesInSeedsPanic(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.server.AddCustomer(ct.Customer{Mobile: "919740000001"})
	for name, mistake := range map[string]func(){
		"taken identifier": func() { c.server.AddCustomer(ct.Customer{Mobile: "919740000001"}) },
		"missing account":  func() { c.server.AddCustomer(ct.Customer{Source: "LINE"}) },
		"unknown tier":     func() { c.server.SetTier(id, "Tin") },
		"unknown customer": func() { c.server.SetPoints(1, 1) },
	} {
		assert.Panics(t, mistake, name)
	}
	assert.Zero(t, c.server.Points(id), "the server goes on")
}
