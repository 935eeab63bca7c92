package customer_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

var stockholm = time.FixedZone("", 2*60*60)

func TestCustomersAreRegistered(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a customer is registered with all that the API takes, and points and coupons come back",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Register(ctx, customer.RegisterRequest{
					Profiles: []customer.ProfileRequest{{
						FirstName: "Mara", LastName: "Lind", Source: capillary.SourceMobileApp, AccountID: "app-1",
						Identifiers: []customer.IdentifierRequest{
							{Type: customer.IdentifierMobile, Value: "46700000001"},
							{Type: customer.IdentifierCardNumber, Value: "card-9", SeriesID: 12, SeriesCode: "GOLD", CardExternalID: "x-9",
								StatusLabel: "ACTIVE", ExtendedFields: map[string]any{"balance": 20}, CustomFields: map[string]any{"nick": "m"}},
						},
						CommChannels: []customer.CommChannelRequest{{
							Type: customer.CommMobilePush, Value: "token", Primary: new(true), Verified: new(false), Subscribed: new(true),
							Meta: customer.CommChannelMetaRequest{Residence: new(false), Office: new(true),
								LastViewedDate: time.Date(2024, 3, 2, 10, 0, 0, 0, stockholm)},
							Attributes: map[string]any{"os": "any"},
						}},
						Fields: map[string]any{"shoe": "38"},
					}},
					LoyaltyInfo:    customer.LoyaltyRequest{LoyaltyType: customer.Loyalty},
					AssociatedWith: "till.7", CreateDate: time.Date(2024, 3, 1, 9, 30, 0, 0, stockholm),
					ExtendedFields: map[string]any{"city": "Umeå"},
					LoyaltyProgramEnrollments: []customer.Enrollment{{ProgramID: 5, TierNumber: 2, LoyaltyPoints: decimal.RequireFromString("12.5"),
						TierExpiryDate: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), PointsExpiryDate: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)}},
					ReferralCode: "REF1", StatusLabel: "fresh", Activity: "FIRST_BILL", EndPointsEnabled: []customer.EndPoint{customer.EndPointTimeline},
					Options: customer.RegisterOptions{RawSideEffects: true, MLPSingleEnroll: true, Source: capillary.SourceWeChat, AccountID: "w1", WaitForDownstream: new(false), DirectReplay: true,
						UserContext: customer.UserContext{EntityType: "ADMIN", EntityID: "4", Source: "API", SourceID: "s"}},
				})
			},
			Method: "POST", Path: "/v2/customers", Query: "rawSideEffects=true&mlp_single_enroll=true&source=WECHAT&accountId=w1",
			Header: http.Header{"Wait_for_downstream": {"false"}, "X-Cap-Direct-Replay": {"true"}, "User-Context-Entity-Type": {"ADMIN"},
				"User-Context-Entity-Id": {"4"}, "User-Context-Entity-Source": {"API"}, "User-Context-Entity-Source-Id": {"s"}},
			Body: `{"profiles": [{"firstName": "Mara", "lastName": "Lind", "source": "MOBILE_APP", "accountId": "app-1",
				"identifiers": [{"type": "mobile", "value": "46700000001"}, {"type": "cardnumber", "value": "card-9", "seriesId": 12,
					"seriesCode": "GOLD", "cardExternalId": "x-9", "statusLabel": "ACTIVE", "extendedFields": {"balance": 20}, "customFields": {"nick": "m"}}],
				"commChannels": [{"type": "mobilePush", "value": "token", "primary": true, "verified": false, "subscribed": true,
					"meta": {"residence": false, "office": true, "lastViewedDate": "2024-03-02T10:00:00+02:00"}, "attributes": {"os": "any"}}],
				"fields": {"shoe": "38"}}],
				"loyaltyInfo": {"loyaltyType": "loyalty"}, "associatedWith": "till.7", "createDate": "2024-03-01T09:30:00+02:00",
				"extendedFields": {"city": "Umeå"}, "loyaltyProgramEnrollments": [{"programId": 5, "tierNumber": 2, "loyaltyPoints": 12.5,
					"tierExpiryDate": "2025-01-01T00:00:00Z", "pointsExpiryDate": "2025-02-01T00:00:00Z"}],
				"referralCode": "REF1", "statusLabel": "fresh", "activity": "FIRST_BILL", "endPointsEnabled": ["TIMELINE_ENDPOINT"]}`,
			Reply: `{"createdId": 7001, "warnings": [], "rawSideEffects": [{"strategyIds": [3]}], "sideEffects": [
				{"type": "points", "entityType": "USER", "customerId": 7002, "isReferrer": true, "awardedPoints": 13, "rawAwardedPoints": "12.500"},
				{"type": "alternate_currency", "alternateCurrencyIdentifier": "ac7", "alternateCurrencyName": "miles", "awardedValue": 4, "rawAwardedValue": 4.4},
				{"type": "coupon", "id": 81, "couponType": "PE", "couponCode": "HELLO", "trimmedCouponCode": "HELL", "description": "hello",
					"discountCode": "NO_VALUE", "validTill": "2025-07-29T23:59:59Z"}]}`,
			Want: `{"createdId": 7001, "rawSideEffects": [{"strategyIds": [3]}], "sideEffects": [
				{"type": "points", "entityType": "USER", "customerId": 7002, "isReferrer": true, "awardedPoints": "13", "rawAwardedPoints": "12.5"},
				{"type": "alternate_currency", "alternateCurrencyIdentifier": "ac7", "alternateCurrencyName": "miles", "awardedValue": "4", "rawAwardedValue": "4.4"},
				{"type": "coupon", "id": 81, "couponType": "PE", "couponCode": "HELLO", "trimmedCouponCode": "HELL", "description": "hello",
					"discountCode": "NO_VALUE", "validTill": "2025-07-29T23:59:59Z"}]}`,
		},
		{
			Name: "an identifier is all that a profile needs, and a merge gives the id of the account that was there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Register(ctx, registration())
			},
			Method: "POST", Path: "/v2/customers",
			Body:  `{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}]}`,
			Reply: `{"createdId": 6990, "warnings": [{"status": false, "code": 8051, "message": "merging"}], "sideEffects": []}`,
			Want:  `{"createdId": 6990, "warnings": [{"code": 8051}]}`,
		},
		{
			Name: "the source has the customer already",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Register(ctx, registration())
			},
			Method: "POST", Path: "/v2/customers",
			Body:   `{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}]}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 8006, "message": "exists"}], "warnings": []}`,
			WantErr: customer.ErrAlreadyInSource,
		},
		{
			Name: "a customer that exists is a duplicate",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Register(ctx, registration())
			},
			Method: "POST", Path: "/v2/customers",
			Body:    `{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}]}`,
			Reply:   `{"errors": [{"status": false, "code": 8006, "message": "exists"}]}`,
			WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "nobody knows whether a customer was registered when the server fails",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Register(ctx, registration())
			},
			Method: "POST", Path: "/v2/customers",
			Body:   `{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}]}`,
			Status: http.StatusBadGateway, Reply: `{}`,
			WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func registration() customer.RegisterRequest {
	return customer.RegisterRequest{Profiles: []customer.ProfileRequest{{Source: capillary.SourceInStore,
		Identifiers: []customer.IdentifierRequest{{Type: customer.IdentifierExternalID, Value: "L-1"}}}}}
}

func TestARegistrationThatTheAPICannotTakeIsRefused(t *testing.T) {
	for field, spoil := range map[string]func(*customer.RegisterRequest){
		"profiles":    func(r *customer.RegisterRequest) { r.Profiles = nil },
		"source":      func(r *customer.RegisterRequest) { r.Profiles[0].Source = "" },
		"identifiers": func(r *customer.RegisterRequest) { r.Profiles[0].Identifiers = nil },
		"type":        func(r *customer.RegisterRequest) { r.Profiles[0].Identifiers[0].Type = "" },
		"value":       func(r *customer.RegisterRequest) { r.Profiles[0].Identifiers[0].Value = "" },
	} {
		t.Run(field, func(t *testing.T) {
			r := registration()
			spoil(&r)
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
				_, err := customer.New(c).Register(ctx, r)
				return err
			})
		})
	}
}
