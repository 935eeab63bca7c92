package customer_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// rina is a registration with every field set.
func rina() customer.RegistrationV1 {
	field := func(name, value string) customer.SetFieldsV1 {
		return customer.SetFieldsV1{Field: []customer.FieldV1{{Name: name, Value: value}}}
	}
	return customer.RegistrationV1{
		Mobile: "919700000001", Email: "rina@example.org", ExternalID: "R-1", Firstname: "Rina", Lastname: "Paul",
		CardDetails:  customer.IssueCardV1{CardNumber: "C100", SeriesCode: "gold"},
		RegisteredOn: time.Date(2026, 3, 1, 22, 30, 0, 0, time.UTC), UpdatedOn: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC),
		RegisteredTill: "till.1", AssociatedWith: "till.2", ReferralCode: "REF7", Type: customer.TypeLoyaltyV1,
		Source: capillary.SourceLine, AccountID: "line-2",
		FraudStatus: []customer.SetFraudStatusV1{{Status: customer.FraudNormalV1}},
		CommChannels: []customer.SetCommChannelV1{{Type: customer.CommMobile, Value: "919700000001", Primary: true, Verified: "true",
			Meta: []customer.CommChannelNotes{{Residence: true}}}},
		Subscriptions: customer.SubscribeV1{Subscription: []customer.SubscribeChannelV1{{Channel: customer.ChannelSMSV1,
			Priority: customer.PriorityBulkV1, Scope: customer.ScopeAllV1, IsSubscribed: customer.OptedOutV1}}},
		CustomFields: field("colour", "blue"), ExtendedFields: field("city", "Pune"),
	}
}

const rinasBody = `{"mobile": "919700000001", "email": "rina@example.org", "external_id": "R-1", "firstname": "Rina", "lastname": "Paul",
	"card_details": {"card_number": "C100", "series_code": "gold"}, "registered_on": "2026-03-02 04:00:00", "updated_on": "2026-03-02 05:30:00",
	"registered_till": "till.1", "associated_with": "till.2", "referral_code": "REF7", "type": "LOYALTY", "source": "LINE", "accountId": "line-2",
	"fraud_status": [{"status": "NORMAL"}],
	"commChannels": [{"type": "mobile", "value": "919700000001", "primary": true, "verified": "true", "meta": [{"residence": true}]}],
	"subscriptions": {"subscription": [{"channel": "SMS", "priority": "BULK", "scope": "ALL", "is_subscribed": "0"}]},
	"custom_fields": {"field": [{"name": "colour", "value": "blue"}]}, "extended_fields": {"field": [{"name": "city", "value": "Pune"}]}}`

func TestCustomersAreAddedInV1(t *testing.T) {
	india := capillary.WithTimeZone(time.FixedZone("IST", 5*60*60+30*60))
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "times leave on the cluster's clock, and what the registration earned comes back",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AddV1(ctx, customer.NewRequestV1(rina()), customer.AddOptionsV1{RawSideEffects: true,
					MLPSingleEnroll: new(false), UserContext: customer.UserContext{EntityType: "CASHIER", EntityID: "31", Source: "API", SourceID: "9"}}, india)
			},
			Method: "POST", Path: "/v1.1/customer/add", Query: "format=json&rawSideEffects=true&mlp_single_enroll=false",
			Header: http.Header{"User-Context-Entity-Type": {"CASHIER"}, "User-Context-Entity-Id": {"31"},
				"User-Context-Entity-Source": {"API"}, "User-Context-Entity-Source-Id": {"9"}},
			Body: `{"root": {"customer": [` + rinasBody + `]}}`,
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success", "total": "1", "success_count": "1"},
				"customers": {"customer": [{"user_id": 5001, "firstname": "Rina", "lastname": "Paul", "mobile": "919700000001", "email": "rina@example.org",
					"external_id": "R-1", "lifetime_points": 0, "loyalty_points": 25.5, "current_slab": "bronze", "tier_expiry_date": "2027-03-01 23:59:59",
					"points_summaries": {"points_summary": [{"programId": "16", "redeemed": "0", "expired": "0", "returned": "1.5", "adjusted": "-2",
						"lifetimePoints": "25.5", "loyaltyPoints": "25.5", "cumulativePurchases": "0", "currentSlab": "bronze", "nextSlab": "silver",
						"nextSlabSerialNumber": "2", "nextSlabDescription": "Silver tier", "slabSNo": "1", "slabExpiryDate": "2027-03-01 23:59:59", "totalPoints": ""}]},
					"lifetime_purchases": 0, "registered_on": "2026-03-02 04:00:00", "updated_on": "2026-03-02 05:30:00", "type": "LOYALTY", "source": "line",
					"fraud_status": "NORMAL", "reason": "", "custom_fields": {"field": []}, "extended_fields": {"field": {"name": "city", "value": "Pune"}},
					"subscriptions": {"subscription": [{"channel": "SMS", "priority": "BULK", "scope": "ALL", "status": "0"}]},
					"side_effects": {"effect": [{"awarded_points": 25.5, "total_points": 25.5, "customer_id": "5001", "type": "points"},
						{"alternate_currency_identifier": "stars", "alternate_currency_name": "Stars", "awarded_value": "3", "type": "currency"},
						{"type": "points", "entityType": "USER", "rawAwardedPoints": 9.75, "awardedPoints": 9, "customerId": 5002, "isReferrer": true}]},
					"item_status": {"success": "true", "code": "1000", "message": "registered", "warnings": {"warning": ["1017"]}}}]}}}`,
			Want: `{"items": [{"value": {"user_id": 5001, "loyalty_points": "25.5", "tier_expiry_date": "2027-03-01T23:59:59+05:30", "fraud_status": "NORMAL",
				"points_summaries": {"points_summary": [{"programId": 16, "adjusted": "-2", "returned": "1.5", "nextSlabSerialNumber": 2, "slabSNo": 1}]},
				"extended_fields": {"field": [{"name": "city", "value": "Pune"}]}, "subscriptions": {"subscription": [{"status": "0"}]},
				"side_effects": {"effect": [{"awarded_points": "25.5", "customer_id": 5001}, {"alternate_currency_identifier": "stars", "awarded_value": "3"},
					{"entity_type": "USER", "raw_awarded_points": "9.75", "awarded_points": "9", "customer_id": 5002, "is_referrer": true}]},
				"item_status": {"code": 1000, "warnings": {"warning": [{"message": "1017"}]}}},
				"item_status": {"success": true, "code": 1000}}]}`,
		},
		{
			Name: "somebody who is registered already is refused as a duplicate",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AddV1(ctx, customer.NewRequestV1(customer.RegistrationV1{Email: "rina@example.org"}), customer.AddOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/customer/add", Query: "format=json", Body: `{"root": {"customer": [{"email": "rina@example.org"}]}}`,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": [
				{"email": "rina@example.org", "item_status": {"success": "false", "code": "1014", "message": "already"}}]}}}`,
			WantErr: customer.ErrAlreadyRegisteredV1,
		},
	})
}

func TestAddV1TellsWhichOfSeveralCustomersFailed(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": 200, "message": "some failed"}, "customers": {"customer": [
		{"user_id": 5001, "item_status": {"success": "true", "code": "1000", "message": "registered"}},
		{"mobile": "12", "item_status": {"success": "false", "code": "1001", "message": "invalid mobile"}}]}}}`)
	batch, err := customer.New(client).AddV1(t.Context(), customer.NewRequestV1(
		customer.RegistrationV1{Mobile: "919700000001"}, customer.RegistrationV1{Mobile: "12"}), customer.AddOptionsV1{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	require.NoError(t, batch.Items[0].Err())
	require.ErrorIs(t, batch.Items[1].Err(), customer.ErrInvalidMobileV1)
	assert.Equal(t, int64(5001), batch.Values()[0].UserID)
}

func TestAddV1RefusesCustomersWithoutAnIdentifier(t *testing.T) {
	wiretest.Refused(t, "customer[1].identifier", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).AddV1(ctx, customer.NewRequestV1(rina(), customer.RegistrationV1{Firstname: "Rina"}), customer.AddOptionsV1{})
		return err
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).AddV1(ctx, customer.NewRequestV1[customer.RegistrationV1](), customer.AddOptionsV1{})
		return err
	})
}
