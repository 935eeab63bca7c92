package capillarytest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillarytest"
)

const byMobile = "source=INSTORE&identifierName=mobile&identifierValue=919740000001"

// member starts a server with one customer who has points and a tier.
func member(t *testing.T, opts ...capillarytest.Option) (*caller, int64) {
	t.Helper()
	c := start(t, append(opts, still())...)
	return c, c.server.AddCustomer(capillarytest.Customer{FirstName: "Asha", LastName: "Rao", Mobile: "919740000001", Email: "asha@example.com",
		ExternalID: "A-1", Points: 100, PromisedPoints: 320, Tier: "Silver"})
}

func TestEveryFormOfThePointsBalanceAgrees(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	want := fmt.Sprintf(`{"entityId":%d,"entityType":"CUSTOMER","programId":1016,"totalPoints":420.000,"mainPoints":100.000,
		"promisedPoints":320.000,"promisedPointsBreakup":{"delayedAccrualPoints":320.000,"externalTriggerBasedPoints":0.000},"warnings":[]}`, id)
	for _, path := range []string{
		fmt.Sprintf("/v2/customers/points/balance/%d", id),
		fmt.Sprintf("/v2/customers/%d/points/balance", id),
		"/v2/customers/points/balance?" + byMobile,
		"/v2/customers/lookup/points/balance?" + byMobile,
		fmt.Sprintf("/v2/customers/%d/points/balance?programId=1016&entityType=CUSTOMER", id),
	} {
		assert.JSONEq(t, want, c.get(path).body, path)
	}
	assert.Equal(t, "null", c.get(fmt.Sprintf("/v2/customers/%d/points/balance?fetchDataForAllPrograms=true", id)).at("programId"))
	c.get(fmt.Sprintf("/v2/customers/%d/points/balance?entityType=SHOE", id)).refusedWith(1212)
	c.get(fmt.Sprintf("/v2/customers/%d/points/balance?programId=5", id)).refusedWith(1213)
	c.get("/v2/customers/1/points/balance").refusedWith(8015)
}

func TestTheTierIsShownInBothForms(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	want := fmt.Sprintf(`{"entityId":%d,"entityType":"CUSTOMER","programTiers":[{"programId":1016,"currentTierName":"Silver","currentTierSerialNumber":2,
		"tierExpiryDate":"2126-03-01 23:59:59","tierExpiryDateISO":"2126-03-01T23:59:59Z","nextTierName":"Gold","nextTierSerialNumber":3}],"warnings":[]}`, id)
	assert.JSONEq(t, want, c.get(fmt.Sprintf("/v2/customers/%d/tierDetails", id)).body)
	assert.JSONEq(t, want, c.get("/v2/customers/lookup/tierDetails?"+byMobile).body)
	c.server.SetTier(id, "Gold")
	top := c.get(fmt.Sprintf("/v2/customers/%d/tierDetails", id))
	assert.Equal(t, `""`, top.at("programTiers.0.nextTierName"))
	assert.Equal(t, "-1", top.at("programTiers.0.nextTierSerialNumber"))
}

func TestLoyaltyDetailsCoverEveryProgramOfTheCustomer(t *testing.T) {
	t.Parallel()
	c, id := member(t, capillarytest.WithPrograms(capillarytest.DefaultProgram(), capillarytest.Program{ID: 7, Name: "Partner", Tiers: []string{"Base"}}))
	for _, path := range []string{fmt.Sprintf("/v2/customers/%d/loyaltyDetails", id), "/v2/customers/lookup/loyaltyDetails?" + byMobile} {
		got := c.get(path)
		assert.Equal(t, "100.000", got.at("data.0.loyaltyPoints"))
		assert.Equal(t, "320.000", got.at("data.0.delayedPoints"))
		assert.Equal(t, `"2126-03-01T23:59:59Z"`, got.at("data.0.slabExpiryDate"))
		assert.Equal(t, "absent", got.at("data.1"))
	}
	c.get(fmt.Sprintf("/v2/customers/%d/loyaltyDetails?programId=7", id)).refusedWith(8089)
	c.get(fmt.Sprintf("/v2/customers/%d/points/balance?programId=7", id)).refusedWith(8089)
}

func TestSchedulesShowWhatExpiresAndWhatIsPromised(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	c.put(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id), `{"loyaltyProgramEnrollments":[{"programId":1016,"loyaltyPoints":10,"pointsExpiryDate":"2026-05-01T10:00:00+05:30"}]}`)
	for _, path := range []string{fmt.Sprintf("/v2/customers/%d/pointsExpirySchedule", id), "/v2/customers/pointsExpirySchedule?" + byMobile,
		"/v2/customers/lookup/pointsExpirySchedule?" + byMobile} {
		got := c.get(path)
		assert.Equal(t, fmt.Sprint(id), got.at("id"))
		assert.Equal(t, `"2026-05-01"`, got.at("expirySchedules.0.expiryDate"))
		assert.Equal(t, "10.000", got.at("expirySchedules.0.points"))
		assert.Equal(t, "100.000", got.at("expirySchedules.1.points"))
	}
	assert.Equal(t, "absent", c.get(fmt.Sprintf("/v2/customers/%d/pointsExpirySchedule?fetchEarliestExpiryOnly=true", id)).at("expirySchedules.1"))
	for _, path := range []string{fmt.Sprintf("/v2/customers/%d/promisedPointsSchedule", id), "/v2/customers/lookup/promisedPointsSchedule?" + byMobile} {
		assert.Equal(t, "320.000", c.get(path).at("promisedPointsScheduleList.0.points"))
	}
}

func TestATierIsAdjustedByHand(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	path := "/v2/slab/manualSlabAdjustment?" + byMobile
	up := c.post(path, `{"programId":1016,"toSlabName":"Gold","slabAction":"UPGRADE","manualSlabActionValidity":"FIXED_DURATION","manualSlabActionValidityUpto":"20"}`)
	assert.JSONEq(t, fmt.Sprintf(`{"programId":1016,"entityId":%d,"sideEffects":[{"entityType":"USER","previousSlabName":"Silver","previousSlabNumber":2,
		"upgradedSlabName":"Gold","upgradedSlabNumber":3,"slabExpiryDate":"21st Mar, 2026","type":"slab"}],"warnings":[]}`, id), up.body)
	assert.Equal(t, `"Gold"`, c.get(fmt.Sprintf("/v2/customers/%d/tierDetails", id)).at("programTiers.0.currentTierName"))
	byID := c.post(fmt.Sprintf("/v2/slab/manualSlabAdjustment?source=INSTORE&identifierName=id&identifierValue=%d", id),
		`{"programId":1016,"slabAction":"RENEWAL","manualSlabActionValidity":"SPECIFIC_DATE","manualSlabActionValidityUpto":"2027-01-02"}`)
	assert.Equal(t, `"2nd Jan, 2027"`, byID.at("sideEffects.0.slabExpiryDate"))
	tests := []struct {
		name, body string
		code       int
	}{
		{"unknown program", `{"programId":5}`, 1101},
		{"no action", `{"programId":1016}`, 8917},
		{"unknown tier", `{"programId":1016,"slabAction":"UPGRADE","toSlabName":"Tin"}`, 8923},
		{"not higher", `{"programId":1016,"slabAction":"UPGRADE","toSlabName":"Silver"}`, 8925},
		{"no validity", `{"programId":1016,"slabAction":"DOWNGRADE","toSlabName":"Silver"}`, 8920},
		{"days are no number", `{"programId":1016,"slabAction":"RENEWAL","manualSlabActionValidity":"FIXED_DURATION","manualSlabActionValidityUpto":"soon"}`, 8921},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { c.post(path, tt.body).refusedWith(tt.code) })
	}
	assert.Equal(t, `"Gold"`, c.get(fmt.Sprintf("/v2/customers/%d/tierDetails", id)).at("programTiers.0.currentTierName"), "a refusal changes nothing")
}
