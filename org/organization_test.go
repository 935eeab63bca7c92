package org_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestTheOrganisationIsReadWithAllThatItIsIn(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "its details",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Get(ctx, org.GetOptions{})
			},

			Method: "GET", Path: "/v1.1/organization/get", Query: "format=json",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "organization": {"id": "7001",
				"name": "Fjord Shoes", "address": "Quay 3", "language": "Swedish", "language_code": "sv", "language_locale": "SE",
				"currency": "Swedish krona", "timezone_offset": "+01:00", "timezone": "Europe/Stockholm", "min_sms_hour": "8", "max_sms_hour": "21",
				"logo": "https://cdn.example.org/l.png", "website": "https://fjord.example.org", "country": "Sweden", "country_code": "SE",
				"state": "Skåne", "city": "Malmö", "locality": "Harbour", "pincode": "21120",
				"currencies": {"base_currency": {"symbol": "kr", "label": "SEK"}, "supported_currencies": {"currency": [{"symbol": "kr", "label": "DKK"}]}},
				"timezones": {"base_timezone": {"label": "Europe/Stockholm", "offset": "+01:00"}, "supported_timezones": {"timezone": {"label": "Europe/London", "offset": "+00:00"}}},
				"languages": {"base_language": {"lang": "sv", "locale": "SE"}, "supported_languages": {"language": []}},
				"countries": {"base_country": {"name": "Sweden", "code": "SE"}, "supported_countries": {"country": [{"name": "Denmark", "code": "DK"}]}}}}}`,
			Want: `{"id": 7001, "name": "Fjord Shoes", "address": "Quay 3", "language": "Swedish", "language_code": "sv", "language_locale": "SE",
				"currency": "Swedish krona", "timezone_offset": "+01:00", "timezone": "Europe/Stockholm", "min_sms_hour": 8, "max_sms_hour": 21,
				"logo": "https://cdn.example.org/l.png", "website": "https://fjord.example.org", "country": "Sweden", "country_code": "SE",
				"state": "Skåne", "city": "Malmö", "locality": "Harbour", "pincode": "21120",
				"currencies": {"base_currency": {"symbol": "kr", "label": "SEK"}, "supported_currencies": {"currency": [{"symbol": "kr", "label": "DKK"}]}},
				"timezones": {"base_timezone": {"label": "Europe/Stockholm", "offset": "+01:00"}, "supported_timezones": {"timezone": [{"label": "Europe/London", "offset": "+00:00"}]}},
				"languages": {"base_language": {"lang": "sv", "locale": "SE"}},
				"countries": {"base_country": {"name": "Sweden", "code": "SE"}, "supported_countries": {"country": [{"name": "Denmark", "code": "DK"}]}}}`,
		},
		{
			Name: "with the code that means a failure of sources",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Get(ctx, org.GetOptions{})
			},

			Method: "GET", Path: "/v1.1/organization/get", Query: "format=json",
			Reply: `{"response": {"status": {"success": "true", "code": 3214, "message": "Organization get success"}, "organization": {"id": "7001"}}}`,
			Want:  `{"id": 7001}`,
		},
		{
			Name: "its hierarchy, as the pages have it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Hierarchy(ctx, org.HierarchyOptions{FetchSiblings: true, FetchCustomFields: true})
			},

			Method: "GET", Path: "/v2/organization/hierarchy", Query: "fetchSiblings=true&fetchCustomFields=true",
			Reply: `{"baseOrganization": {"id": 7002, "name": "Fjord Kids", "phone": "46700000009", "address": "Quay 4", "language": "Swedish",
					"languageCode": "sv", "languageLocale": "sv-SE", "parentId": 7001, "locality": "Harbour", "pinCode": "21120",
					"currency": "Swedish krona", "timezoneLabel": "Europe/Stockholm", "timezoneOffset": "+01:00", "minSmsHour": 8, "maxSmsHour": 21,
					"logo": "", "webSite": "https://kids.example.org", "country": "Sweden", "countryCode": "SE", "active": true, "orgType": "CHILD_ORG"},
				"connectedOrganizations": [{"id": 7001, "name": "Fjord Shoes", "parentId": -1, "active": true, "orgType": "SUPER_ORG", "relationshipType": "PARENT"}],
				"warnings": []}`,
			Want: `{"baseOrganization": {"id": 7002, "name": "Fjord Kids", "phone": "46700000009", "address": "Quay 4", "language": "Swedish",
					"languageCode": "sv", "languageLocale": "sv-SE", "parentId": 7001, "locality": "Harbour", "pinCode": "21120",
					"currency": "Swedish krona", "timezoneLabel": "Europe/Stockholm", "timezoneOffset": "+01:00", "minSmsHour": 8, "maxSmsHour": 21,
					"webSite": "https://kids.example.org", "country": "Sweden", "countryCode": "SE", "active": true, "orgType": "CHILD_ORG"},
				"connectedOrganizations": [{"id": 7001, "name": "Fjord Shoes", "parentId": -1, "active": true, "orgType": "SUPER_ORG", "relationshipType": "PARENT"}]}`,
		},
		{
			Name: "its hierarchy, as the schema has it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Hierarchy(ctx, org.HierarchyOptions{})
			},

			Method: "GET", Path: "/v2/organization/hierarchy",
			Reply: `{"organization": {"id": 7001, "parentId": -1, "orgType": "SUPER_ORG"}, "parentOrganizations": [],
				"childOrganizations": [{"id": 7002, "name": "Fjord Kids"}], "siblingOrganizations": [{"id": 7003}], "warnings": []}`,
			Want: `{"baseOrganization": {"id": 7001, "orgType": "SUPER_ORG"}, "childOrganizations": [{"id": 7002, "name": "Fjord Kids"}],
				"siblingOrganizations": [{"id": 7003}]}`,
		},
		{
			Name: "its figures",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Statistics(ctx, org.StatisticsOptions{})
			},

			Method: "GET", Path: "/v1.1/organization/statistics", Query: "format=json",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "organization": {"statistics":
				{"avg_basket": "1.25", "avg_transaction_value": "1180.5054945", "customers": "412", "stores": "3", "products": "57"}}}}`,
			Want: `{"avg_basket": "1.25", "avg_transaction_value": "1180.5054945", "customers": 412, "stores": 3, "products": 57}`,
		},
	})
}

func TestWhatTheOrganisationOffersIsListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "loyalty programs with their partner programs",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Programs(ctx, org.ProgramsOptions{})
			},

			Method: "GET", Path: "/v2/organization/programs",
			Reply: `{"data": [{"programId": 31, "programName": "FjordDefault", "pointsToCurrencyRatio": 0.111, "programDescription": "For all",
				"partnerPrograms": [
					{"partnerProgramId": 5, "partnerProgramName": "Air", "partnerProgramDescription": "Miles", "partnerProgramTiers": [{"tierNumber": 1, "tierName": "Blue"}],
						"pointsExchangeRate": 1.5, "partnerProgramType": "EXTERNAL", "membershipPeriodValue": 0, "tierBased": true},
					{"partnerProgramId": 6, "partnerProgramName": "Club", "pointsExchangeRate": 1.0, "partnerProgramType": "SUPPLEMENTARY",
						"membershipPeriodType": "DAYS", "membershipPeriodValue": 365, "tierBased": false}], "default": true}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"programId": 31, "programName": "FjordDefault", "pointsToCurrencyRatio": "0.111", "programDescription": "For all",
				"partnerPrograms": [
					{"partnerProgramId": 5, "partnerProgramName": "Air", "partnerProgramDescription": "Miles", "partnerProgramTiers": [{"tierNumber": 1, "tierName": "Blue"}],
						"pointsExchangeRate": "1.5", "partnerProgramType": "EXTERNAL", "tierBased": true},
					{"partnerProgramId": 6, "partnerProgramType": "SUPPLEMENTARY", "membershipPeriodType": "DAYS", "membershipPeriodValue": 365, "tierBased": false}],
				"default": true}]}`,
		},
		{
			Name: "payment modes",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Tenders(ctx, org.TendersOptions{AttributeName: "bank", Attribute: true})
			},

			Method: "GET", Path: "/v1.1/organization/tenders", Query: "attribute_name=bank&attribute=true&format=json",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "organization": {"tenders": {"count": "2", "tender": [
				{"name": "Kontant", "canonical_name": "CASH", "description": "coins"}, {"name": "Kort", "canonical_name": "CARD", "description": "any card"}]}}}}`,
			Want: `{"count": 2, "tender": [{"name": "Kontant", "canonical_name": "CASH", "description": "coins"}, {"name": "Kort", "canonical_name": "CARD"}]}`,
		},
		{
			Name: "best-selling items, whatever the message says",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).TopItems(ctx, org.TopItemsOptions{})
			},

			Method: "GET", Path: "/v1.1/organization/topitems", Query: "format=json",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "Some requests have failed due to errors"}, "organization": {"item": [
				{"sku": "b-40", "price": "899.50", "img_url": "https://cdn.example.org/b.jpg", "in_stock": "true", "description": "Boots",
					"attributes": {"attribute": [{"name": "Size", "value": "40"}]}}]}}}`,
			Want: `{"items": [{"sku": "b-40", "price": "899.5", "img_url": "https://cdn.example.org/b.jpg", "in_stock": true, "description": "Boots",
				"attributes": {"attribute": [{"name": "Size", "value": "40"}]}}]}`,
		},
		{
			Name: "brands of the rewards catalog",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Brands(ctx, org.BrandsRequest{OrgIDs: []int64{7001, 7002}})
			},

			Method: "POST", Path: "/api_gateway/rewards/core/v1/brand/getAll", Body: `{"orgIds": [7001, 7002]}`,
			Reply: `{"status": {"success": true, "code": 3001, "message": "fetched"}, "brandList": [{"id": 3, "brand": "FJORD", "enabled": true, "orgId": 7001}]}`,
			Want:  `{"items": [{"id": 3, "brand": "FJORD", "enabled": true, "orgId": 7001}]}`,
		},
	})
}

func TestBrandsOfNoOrganisationAreNotAskedFor(t *testing.T) {
	wiretest.Refused(t, "orgIds", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).Brands(ctx, org.BrandsRequest{})
		return err
	})
}

// A read that answers about nothing is a failed try, with no result beside it.
func TestAReplyThatSaysNothingOfTheOrganisationIsNoAnswer(t *testing.T) {
	for name, reply := range map[string]string{
		"no organisation":      `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}}}`,
		"one without an id":    `{"response": {"status": {"success": "true", "code": 200}, "organization": {"name": "Fjord Shoes"}}}`,
		"one with an empty id": `{"response": {"status": {"success": "true", "code": 200}, "organization": {"id": ""}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := wiretest.Serve(t, 0, reply)
			got, err := org.New(c).Get(t.Context(), org.GetOptions{})
			require.Error(t, err)
			assert.Nil(t, got)
		})
	}
	c, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": 200}, "organization": {}}}`)
	tenders, err := org.New(c).Tenders(t.Context(), org.TendersOptions{})
	require.Error(t, err)
	assert.Nil(t, tenders)
	figures, err := org.New(c).Statistics(t.Context(), org.StatisticsOptions{})
	require.Error(t, err)
	assert.Nil(t, figures)
}
