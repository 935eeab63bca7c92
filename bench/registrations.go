package bench

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// The registrations are requests of 6 KB: a customer who arrives from three sources at once. Each is there twice, in the
// SDK's types and in those that a careful user writes.
var registrations, plainRegistrations = makeRegistrations(64)

// registration is a request as a careful user types it: with the members that are sent and no others.
type registration struct {
	Profiles                  []profileRequest `json:"profiles"`
	LoyaltyInfo               loyaltyRequest   `json:"loyaltyInfo"`
	AssociatedWith            string           `json:"associatedWith"`
	ExtendedFields            map[string]any   `json:"extendedFields"`
	LoyaltyProgramEnrollments []enrollment     `json:"loyaltyProgramEnrollments"`
	ReferralCode              string           `json:"referralCode,omitempty"`
}

type profileRequest struct {
	FirstName    string              `json:"firstName"`
	LastName     string              `json:"lastName"`
	Identifiers  []identifierRequest `json:"identifiers"`
	CommChannels []channelRequest    `json:"commChannels"`
	Source       string              `json:"source"`
	AccountID    string              `json:"accountId,omitempty"`
	Fields       map[string]any      `json:"fields"`
}

type identifierRequest struct {
	Type        string `json:"type"`
	Value       string `json:"value"`
	SeriesID    int64  `json:"seriesId,omitempty"`
	StatusLabel string `json:"statusLabel,omitempty"`
}

type channelRequest struct {
	Type       string             `json:"type"`
	Value      string             `json:"value"`
	Primary    bool               `json:"primary"`
	Verified   bool               `json:"verified"`
	Subscribed bool               `json:"subscribed"`
	Meta       channelMetaRequest `json:"meta"`
}

type channelMetaRequest struct {
	Residence      bool      `json:"residence"`
	Office         bool      `json:"office"`
	LastViewedDate time.Time `json:"lastViewedDate,omitzero"`
}

type loyaltyRequest struct {
	LoyaltyType string `json:"loyaltyType"`
}

type enrollment struct {
	ProgramID        int64           `json:"programId"`
	TierNumber       int64           `json:"tierNumber"`
	LoyaltyPoints    decimal.Decimal `json:"loyaltyPoints"`
	TierExpiryDate   time.Time       `json:"tierExpiryDate"`
	PointsExpiryDate time.Time       `json:"pointsExpiryDate"`
}

func makeRegistrations(n int) (ours []customer.RegisterRequest, plain []*registration) {
	decimal.MarshalJSONWithoutQuotes = true // the API takes numbers as numbers; the SDK writes them so in any case
	for i := range n {
		r := makeRegistration(i)
		ours, plain = append(ours, sdkRegistration(r)), append(plain, r)
	}
	return ours, plain
}

func makeRegistration(n int) *registration {
	random := rand.New(rand.NewPCG(uint64(n), 6))
	who := personNamed(n)
	r := &registration{
		LoyaltyInfo: loyaltyRequest{"loyalty"}, AssociatedWith: username, ReferralCode: fmt.Sprintf("REF%06d", random.IntN(1e6)),
		ExtendedFields: map[string]any{
			"gender": "Female", "dob": moment(random).Format(time.DateOnly), "city": "Mysuru", "area": "Vijayanagar 2nd stage",
			"state": "Karnataka", "country_of_residence": "India", "zip": strconv.Itoa(570_000 + n), "preferred_language": "Kannada",
			"acquisition_channel": "Microsite", "occupation": "Architect", "wedding_date": moment(random).Format(time.DateOnly),
		},
	}
	for _, source := range []capillary.Source{capillary.SourceInStore, capillary.SourceMobileApp, capillary.SourceWebEngage, capillary.SourceLine} {
		r.Profiles = append(r.Profiles, makeProfile(who, source, random))
	}
	for _, p := range programs[:4] {
		r.LoyaltyProgramEnrollments = append(r.LoyaltyProgramEnrollments, enrollment{
			ProgramID: int64(p.ID), TierNumber: int64(p.Serial), LoyaltyPoints: decimal.New(random.Int64N(99_999), -2),
			TierExpiryDate: moment(random), PointsExpiryDate: moment(random),
		})
	}
	return r
}

func makeProfile(who person, source capillary.Source, random *rand.Rand) profileRequest {
	p := profileRequest{
		FirstName: who.First, LastName: who.Last, Source: string(source),
		Identifiers: []identifierRequest{
			{Type: "mobile", Value: who.Mobile},
			{Type: "email", Value: who.Email},
			{Type: "externalId", Value: fmt.Sprintf("EXT-%d", who.ID)},
			{Type: "cardnumber", Value: strconv.FormatInt(7_700_000_000+random.Int64N(1e8), 10), SeriesID: 19, StatusLabel: "ACTIVE"},
		},
		CommChannels: []channelRequest{
			{Type: "mobile", Value: who.Mobile, Primary: true, Verified: true, Subscribed: true},
			{Type: "email", Value: who.Email, Verified: true, Meta: channelMetaRequest{Residence: true}},
			{Type: "mobilePush", Value: fmt.Sprintf("%032x", random.Uint64()), Primary: true, Meta: channelMetaRequest{LastViewedDate: moment(random)}},
		},
		Fields: map[string]any{
			"employee": "false", "dateofbirth": moment(random).Format("02-01-2006"), "favourite_colour": "teal", "newsletter": "true",
			"shoe_size": strconv.Itoa(36 + random.IntN(12)), "anniversary": moment(random).Format("02-01-2006"), "pincode": "570017",
			"nominee": "Sunniva", "gst_number": fmt.Sprintf("29ABCDE%04dF1Z5", random.IntN(1e4)),
		},
	}
	if source != capillary.SourceInStore {
		p.AccountID = "account-" + strconv.Itoa(random.IntN(1000))
	}
	return p
}

// sdkRegistration is the same request in the SDK's types.
func sdkRegistration(r *registration) customer.RegisterRequest {
	request := customer.RegisterRequest{
		LoyaltyInfo:    customer.LoyaltyRequest{LoyaltyType: customer.LoyaltyType(r.LoyaltyInfo.LoyaltyType)},
		AssociatedWith: r.AssociatedWith, ExtendedFields: r.ExtendedFields, ReferralCode: r.ReferralCode,
	}
	for _, p := range r.Profiles {
		request.Profiles = append(request.Profiles, sdkProfile(p))
	}
	for _, e := range r.LoyaltyProgramEnrollments {
		request.LoyaltyProgramEnrollments = append(request.LoyaltyProgramEnrollments, customer.Enrollment(e))
	}
	return request
}

func sdkProfile(p profileRequest) customer.ProfileRequest {
	profile := customer.ProfileRequest{FirstName: p.FirstName, LastName: p.LastName, Source: capillary.Source(p.Source), AccountID: p.AccountID, Fields: p.Fields}
	for _, i := range p.Identifiers {
		profile.Identifiers = append(profile.Identifiers, customer.IdentifierRequest{
			Type: customer.IdentifierType(i.Type), Value: i.Value, SeriesID: i.SeriesID, StatusLabel: i.StatusLabel,
		})
	}
	for _, c := range p.CommChannels {
		profile.CommChannels = append(profile.CommChannels, customer.CommChannelRequest{
			Type: customer.CommChannelType(c.Type), Value: c.Value, Primary: &c.Primary, Verified: &c.Verified, Subscribed: &c.Subscribed,
			Meta: customer.CommChannelMetaRequest{Residence: &c.Meta.Residence, Office: &c.Meta.Office, LastViewedDate: c.Meta.LastViewedDate},
		})
	}
	return profile
}
