package customer_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// asad is a customer with everything that can be loaded.
const asad = `{"user_id": "6001", "firstname": "Asad", "lastname": "Khan", "mobile": "919700000009", "email": "asad@example.org", "external_id": null,
	"lifetime_points": 2644.125, "lifetime_purchases": "1831", "loyalty_points": 1286, "current_slab": "gold", "registered_on": "2024-04-14 11:32:30",
	"next_slab": "ruby", "next_slab_serial_number": "4", "next_slab_description": "Ruby tier", "updated_on": "2026-01-11 08:28:08", "type": "LOYALTY",
	"source": "instore", "identifiers": [], "gender": null, "registered_by": "Shop 3", "registered_store": {"code": "shop3", "name": "Shop 3"},
	"registered_till": {"code": "shop3.t1", "name": "Till 1"}, "user_groups2": [],
	"fraud_details": {"status": "NOT_FRAUD", "marked_by": "guard", "modified_on": "2025-11-23 13:12:39", "reason": "checked"}, "trackers": "",
	"current_nps_status": null, "custom_fields": {"field": [{"name": "age_group", "value": ""}]}, "extended_fields": {"field": [{"name": "city",
		"value": "Agra"}]},
	"transactions": {"transaction": [{"id": "7001", "number": "B-7", "type": "RETURN", "created_date": "2025-04-05 17:07:23", "store": "Till 1"}]},
	"coupons": {"coupon": [{"id": "8001", "series_id": "49", "code": "TEA10", "description": "Tea offer", "created_date": "2026-01-04 19:47:12",
		"valid_till": "2026-02-28 23:59:59", "redeemed": "true", "same_user_multiple_redeem": "false"}]},
	"notes": [], "points_summaries": {"points_summary": [{"programId": 16, "currentSlabDescription": "Gold tier", "delayed_points": "5.5",
		"delayed_returned_points": "1", "total_available_points": "1286", "total_returned_points": "2", "program_title": "Tea", "program_description": "Tea club",
		"program_points_to_currency_ratio": "0.25", "linked_partner_programs": {"linked_partner_program": []},
		"gap_to_upgrade": {"custom_expression": "(A OR B)", "expression_relation": [[1, 2], 3], "upgrade_strategy": [{"upgrade_based_on": "TRACKER_VALUE_BASED",
			"upgrade_entity_identifers": {"tracker_name": "Two years", "tracker_type": "BILL_AMOUNT", "tracker_mode": "MOVING_WINDOW",
				"tracker_case_name": "730", "tracker_case_period_type": "DAYS", "tracker_case_period_value": "730"}, "upgrade_threshold": "2500.5",
			"customer_upgrade_entity_values": {"current_value": "978", "gap_to_upgrade": "1522.5", "value_valid_upto": "2026-05-06"}}]},
		"gap_to_renew": {"tier_expiry_date": "2026-09-03", "renew_confirmed": "false", "renew_strategy": [{"renew_based_on": "VISITS",
			"renew_entity_identifiers": {}, "renew_threshold": "5.0", "customer_renew_entity_value": "1", "customer_gap_to_renew_value": "4"}]}}]},
	"programs_list": {"program": [{"programId": "16", "programName": "Tea", "programDescription": "Tea club", "isDefault": "true", "pointsToCurrencyRatio": "0.25",
		"PartnerPrograms": {"PartnerProgram": [{"partnerProgramId": "40", "partnerProgramName": "Air", "partnerProgramDescription": "Miles", "isTierBased": "true",
			"pointsExchangeRate": "2", "partnerProgramType": "EXTERNAL", "membershipPeriodType": "DAYS", "membershipPeriodValue": "365",
			"partnerProgramTiers": [{"tierNumber": "1", "tierName": "Sky"}]}]}}]},
	"slab_history": {"history": [{"to": "gold", "from": "silver", "store": {"code": "shop3", "name": "Shop 3"}, "type": "UPGRADE",
		"changed_on": "2025-01-01 02:30:03",
		"to_tier_expiry_date": "2026-09-03 23:59:59", "from_tier_expiry_date": "2025-09-03 23:59:59", "notes": "visits: 9", "program_id": "16"}]},
	"expiry_schedule": {"schedule": [{"points": "5"}]}, "tier_update_criteria": {"points": "9"},
	"item_status": {"success": "true", "code": "1000", "message": "retrieved", "warnings": {"warning": []}}}`

const wantAsad = `{"user_id": 6001, "mobile": "919700000009", "external_id": "", "lifetime_points": "2644.125", "lifetime_purchases": "1831",
	"next_slab_serial_number": 4, "registered_on": "2024-04-14T11:32:30Z", "registered_store": {"code": "shop3"}, "registered_till": {"name": "Till 1"},
	"fraud_details": {"status": "NOT_FRAUD", "modified_on": "2025-11-23T13:12:39Z"}, "transactions": {"transaction": [{"id": 7001, "type": "RETURN"}]},
	"coupons": {"coupon": [{"id": 8001, "series_id": 49, "redeemed": true, "same_user_multiple_redeem": false, "valid_till": "2026-02-28T23:59:59Z"}]},
	"points_summaries": {"points_summary": [{"programId": 16, "delayed_points": "5.5", "program_points_to_currency_ratio": "0.25",
		"gap_to_upgrade": {"custom_expression": "(A OR B)", "expression_relation": [[1, 2], 3], "upgrade_strategy": [{"upgrade_threshold": "2500.5",
			"upgrade_entity_identifers": [{"tracker_case_period_value": 730}],
			"customer_upgrade_entity_values": [{"gap_to_upgrade": "1522.5", "value_valid_upto": "2026-05-06"}]}]},
		"gap_to_renew": {"renew_confirmed": false, "renew_strategy": [{"renew_based_on": "VISITS", "renew_threshold": "5"}]}}]},
	"programs_list": {"program": [{"programId": 16, "isDefault": true, "PartnerPrograms": {"PartnerProgram": [{"partnerProgramId": 40, "isTierBased": true,
		"pointsExchangeRate": "2", "partnerProgramTiers": [{"tierNumber": 1, "tierName": "Sky"}]}]}}]},
	"slab_history": {"history": [{"type": "UPGRADE", "changed_on": "2025-01-01T02:30:03Z", "to_tier_expiry_date": "2026-09-03T23:59:59Z", "program_id": 16}]},
	"expiry_schedule": {"schedule": [{"points": "5"}]}, "tier_upgrade_criteria": {"points": "9"}}`

func TestCustomersAreReadInV1(t *testing.T) {
	everything := customer.GetOptionsV1{UserID: true, NextSlab: true, SlabHistory: true, RegisteredStore: true, RegisteredTill: true, FraudDetails: true,
		NDNCStatus: true, OptinStatus: true, ExpirySchedule: true, ExpiredPoints: true, PointsSummary: true, PromotionPoints: true,
		MembershipRetentionCriteria: true, TierUpgradeCriteria: true, MLP: true, UserGroup: true, CustomerImage: true, Transactions: true,
		Subscriptions: true, Segments: true, MemberCareAccess: true, CardDetails: true, TrackerInfo: true, DelayedAccrual: true, ProgramSummary: true,
		Basic: true, GapToUpgradeFor: new(int64(0)), GapToRenewFor: new(int64(30)), ProgramID: 16, CouponActive: true,
		CouponStatus: customer.CouponActiveV1, CouponOffer: 49, CouponOrgEntityType: customer.EntityZoneV1, CouponOrgEntityValue: "north", CouponLimit: 5,
		CouponOffset: 10, CouponOrderBy: customer.CouponByValidTillV1, CouponSortOrder: customer.Ascending, Number: "B-7", StoreCode: "shop3",
		TillCode: "shop3.t1", Amount: decimal.RequireFromString("90.5"),
		Date: capillary.Day{Year: 2026, Month: 1, Day: 2}, Type: customer.TransactionAllV1, Tenders: true, CreditNotes: true,
		Language: "id", CountryCode: "91"}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with everything that can be loaded",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).GetV1(ctx, capillary.UserID(6001), everything)
			},
			Method: "GET", Path: "/v1.1/customer/get",
			Query: "format=json&id=6001&user_id=true&next_slab=true&slab_history=true&registered_store=true&registered_till=true&fraud_details=true" +
				"&ndnc_status=true&optin_status=true&expiry_schedule=true&expired_points=true&points_summary=true&promotion_points=true" +
				"&membership_retention_criteria=true&tier_upgrade_criteria=true&mlp=true&user_group=true&customer_image=true&transactions=true" +
				"&subscriptions=true&segments=true&member_care_access=true&card_details=true&tracker_info=true&delayed_accrual=true" +
				"&program_summary=true&basic=true&gap_to_upgrade_for=0&gap_to_renew_for=30&program_id=16&coupon_active=true&coupon_status=active" +
				"&coupon_offer=49&coupon_org_entity_type=ZONE&coupon_org_entity_value=north&coupon_limit=5&coupon_offset=10" +
				"&coupon_order_by=valid_till&coupon_sort_order=asc&number=B-7&store_code=shop3&till_code=shop3.t1&amount=90.5&date=2026-01-02" +
				"&type=ALL&tenders=true&credit_notes=true",
			Header: http.Header{"Language": {"id"}, "X-Cap-Client-Countrycode": {"91"}},
			Reply:  `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "customers": {"customer": [` + asad + `]}}}`,
			Want:   `{"items": [{"value": ` + wantAsad + `}]}`,
		},
		{
			Name: "several at once, named by their mobile numbers",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).GetV1(ctx, customer.Several(capillary.Mobile, "919700000009", "919700000001"), customer.GetOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/get", Query: "format=json&mobile=919700000009,919700000001",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "customers": {"customer": [
				{"mobile": "919700000009", "item_status": {"success": "true", "code": 1000, "message": "retrieved"}},
				{"mobile": "919700000001", "item_status": {"success": "true", "code": 1000, "message": "retrieved"}}]}}}`,
			Want: `{"items": [{"value": {"mobile": "919700000009"}}, {"value": {"mobile": "919700000001"}}]}`,
		},
		{
			Name: "several at once, named by their user ids, and both are deleted",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).GetV1(ctx, customer.Several(capillary.UserID, 6001, 6002), customer.GetOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/get", Query: "format=json&id=6001,6002",
			Status: http.StatusInternalServerError,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": [
				{"id": "6001", "item_status": {"success": "false", "code": "8109", "message": "deleted", "warnings": {"warning": []}}},
				{"id": "6002", "item_status": {"success": "false", "code": "8109", "message": "deleted", "warnings": {"warning": []}}}]}}}`,
			WantErr: customer.ErrDeletedForPII,
		},
		{
			Name: "by external id, which nobody has",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).GetV1(ctx, capillary.ExternalID("R-2"), customer.GetOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/get", Query: "format=json&external_id=R-2",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": [
				{"external_id": "R-2", "item_status": {"success": "false", "code": 1012, "message": "not found"}}]}}}`,
			WantErr: customer.ErrNotFoundV1,
		},
	})
}

func TestGetV1TellsWhoOfSeveralCouldNotBeFound(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": 200, "message": "some failed"}, "customers": {"customer": [
		{"mobile": "919700000009", "item_status": {"success": "true", "code": 1000, "message": "retrieved"}},
		{"mobile": "919700000001", "item_status": {"success": "false", "code": 1012, "message": "not found"}}]}}}`)
	batch, err := customer.New(client).GetV1(t.Context(), customer.Several(capillary.Mobile, "919700000009", "919700000001"), customer.GetOptionsV1{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	require.NoError(t, batch.Items[0].Err())
	require.ErrorIs(t, batch.Items[1].Err(), customer.ErrNotFoundV1)
}

func TestGetV1RefusesDaysInThePast(t *testing.T) {
	for field, o := range map[string]customer.GetOptionsV1{
		"gap_to_upgrade_for": {GapToUpgradeFor: new(int64(-1))}, "gap_to_renew_for": {GapToRenewFor: new(int64(-1))},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).GetV1(ctx, capillary.UserID(6001), o)
			return err
		})
	}
}

func TestCustomersAreSearchedInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by tier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).SearchV1(ctx, customer.SearchOptionsV1{Query: "(slab:EQUALS:GOLD)"})
			},
			Method: "GET", Path: "/v1.1/customer/search", Query: "format=json&q=(slab:EQUALS:GOLD)",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "customer": {"count": "1", "start": "0", "rows": "10",
				"results": {"item": {"user_id": "6001", "org_id": "29", "firstname": "Asad", "lastname": "Khan", "mobile": "919700000009", "email": "asad@example.org",
				"external_id": "None", "loyalty_points": "1286", "lifetime_points": "2644.5", "lifetime_purchases": "1831", "current_slab": "GOLD",
				"registered_on": "2024-04-14 11:32:30", "registered_by": "shop3", "last_trans_value": "90.5",
				"attributes": {"attribute": {"name": "age", "value": "26-35"}}}}}}}`,
			Want: `{"customer": {"count": 1, "start": 0, "rows": 10, "results": {"item": [{"user_id": 6001, "org_id": 29, "lifetime_points": "2644.5",
				"last_trans_value": "90.5", "registered_on": "2024-04-14T11:32:30Z", "attributes": {"attribute": [{"name": "age", "value": "26-35"}]}}]}}}`,
		},
		{
			Name: "the search engine is busy",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).SearchV1(ctx, customer.SearchOptionsV1{Query: "(email:EQUALS:a@example.org)"})
			},
			Method: "GET", Path: "/v1.1/customer/search", Query: "format=json&q=(email:EQUALS:a@example.org)",
			Reply:   `{"response": {"status": {"success": "false", "code": "461", "message": "timeout"}}}`,
			WantErr: capillary.ErrNotExecuted,
		},
	})
	wiretest.Refused(t, "q", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).SearchV1(ctx, customer.SearchOptionsV1{})
		return err
	})
}
