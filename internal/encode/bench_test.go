package encode_test

import (
	stdjson "encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// registration makes a request of 6 KB: a customer who arrives from six sources at once.
func registration() customer.RegisterRequest {
	r := customer.RegisterRequest{
		LoyaltyInfo: customer.LoyaltyRequest{LoyaltyType: "loyalty"}, AssociatedWith: "till.mysuru.01", ReferralCode: "REF004711", CreateDate: noon,
		ExtendedFields: map[string]any{
			"gender": "Female", "dob": "1990-01-02", "city": "Mysuru", "area": "Vijayanagar 2nd stage", "state": "Karnataka",
			"country_of_residence": "India", "zip": "570017", "preferred_language": "Kannada", "acquisition_channel": "Microsite",
			"occupation": "Architect", "wedding_date": "2015-06-07",
		},
	}
	for i, source := range []capillary.Source{"INSTORE", "MOBILE_APP", "WEB_ENGAGE", "LINE", "WECHAT", "FACEBOOK"} {
		r.Profiles = append(r.Profiles, profile(source))
		r.LoyaltyProgramEnrollments = append(r.LoyaltyProgramEnrollments, customer.Enrollment{
			ProgramID: int64(100 + i), TierNumber: 2, LoyaltyPoints: decimal.New(12345+int64(i), -2),
			TierExpiryDate: noon.AddDate(1, 0, i), PointsExpiryDate: noon.AddDate(2, 0, i),
		})
	}
	return r
}

func profile(source capillary.Source) customer.ProfileRequest {
	return customer.ProfileRequest{
		FirstName: "Ananya", LastName: "Ramachandran", Source: source, AccountID: "account-123",
		Identifiers: []customer.IdentifierRequest{
			{Type: "mobile", Value: "919845012345"},
			{Type: "email", Value: "ananya.ramachandran@example.com"},
			{Type: "externalId", Value: "EXT-4711081500"},
			{Type: "cardnumber", Value: "7700012345", SeriesID: 19, StatusLabel: "ACTIVE"},
		},
		CommChannels: []customer.CommChannelRequest{
			{Type: "mobile", Value: "919845012345", Primary: new(true), Verified: new(true), Subscribed: new(true)},
			{Type: "email", Value: "ananya.ramachandran@example.com", Verified: new(true)},
			{Type: "mobilePush", Value: fmt.Sprintf("%032x", int64(0x123456789abcdef)), Primary: new(true)},
		},
		Fields: map[string]any{
			"employee": "false", "dateofbirth": "02-01-1990", "favourite_colour": "teal", "newsletter": "true", "shoe_size": "38",
			"anniversary": "07-06-2015", "pincode": "570017", "nominee": "Sunniva", "gst_number": "29ABCDE4711F1Z5",
		},
	}
}

func BenchmarkRegistration(b *testing.B) {
	decimal.MarshalJSONWithoutQuotes = true
	r := registration()
	kolkata := time.FixedZone("IST", 19800)
	rivals := []struct {
		name   string
		encode func() ([]byte, error)
	}{
		{"encoding json", func() ([]byte, error) { return stdjson.Marshal(r) }},
		{"module", func() ([]byte, error) { return today(r, formatV2) }},
		{"ours", func() ([]byte, error) { return encoder.Marshal(r, timesV2) }},
		{"ours for v1", func() ([]byte, error) { return encoder.Marshal(r, timesV1(kolkata)) }},
	}
	for _, rival := range rivals {
		b.Run(rival.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				raw, err := rival.encode()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(raw)))
			}
		})
	}
}

// racing is set under the race detector, which makes pools forget.
var racing bool

// assertAllocations checks how many an encode makes into a buffer that has room.
func assertAllocations(t *testing.T, v any) {
	t.Helper()
	assertAsToday(t, v)
	room := make([]byte, 0, 10<<10)
	allocations := testing.AllocsPerRun(100, func() { _, _ = encoder.Append(room, v, timesV2) })
	if !racing {
		assert.Zero(t, allocations)
	}
}

func TestARegistrationIsEncodedWithoutGarbage(t *testing.T) {
	r := registration()
	assertAllocations(t, &r)
}

func TestScalarsAndMapsAreEncodedWithoutGarbage(t *testing.T) {
	v := &struct {
		T, Z time.Time       `json:",omitzero"`
		D    decimal.Decimal `json:",omitzero"`
		N    stdjson.Number
		M    map[text]decimal.Decimal
		S    capillary.Secret `json:",omitzero"`
		Text string
		A    []any
		W    zeroByRule `json:",omitzero"`
	}{
		noon, noon, decimal.New(-12345, -3), "12", map[text]decimal.Decimal{"b": {}, "a": {}}, capillary.NewSecret("x"),
		"Zoë \"quoted\"", []any{1, "a", noon, decimal.New(1, 0), map[string]string{"b": "1", "a": "2"}, fields{"x": 1.5}}, zeroByRule{1},
	}
	assertAllocations(t, v)
}
