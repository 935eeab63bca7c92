package customer_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCustomersAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by user id, with all that can be asked for",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				day := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
				return customer.New(c).Get(ctx, capillary.UserID(7001), customer.GetOptions{
					Embed: []customer.Embed{customer.EmbedPoints, customer.EmbedMLP}, IncludedOnlyCurrentProfile: true, IncludedFraudDetails: true,
					GapToUpgrade: new(int64(0)), GapToRenew: new(int64(30)), UserGroup2ID: 9, IncludedAllUserGroup2: true,
					IncludedUserGroup2LoyaltyDetails: true, UG2JoinedStartDate: day, UG2JoinedEndDate: day.AddDate(0, 1, 0), UG2Offset: 2, UG2Limit: 3,
					UG2SortBy: "JoinedDate", UG2SortOrder: customer.Ascending, UG2PaginationDetails: true, Language: "sv",
				})
			},
			Method: "GET", Path: "/v2/customers/7001",
			Query: "source=INSTORE&embed=points,mlp&includedOnlyCurrentProfile=true&includedFraudDetails=true&gapToUpgrade=0&gapToRenew=30" +
				"&userGroup2Id=9&includedAllUserGroup2=true&includedUserGroup2LoyaltyDetails=true&ug2JoinedStartDate=2024-05-01T00:00:00Z" +
				"&ug2JoinedEndDate=2024-06-01T00:00:00Z&ug2Offset=2&ug2Limit=3&ug2SortBy=JoinedDate&ug2SortOrder=ASC&ug2PaginationDetails=true",
			Header: http.Header{"Language": {"sv"}},
			Reply:  replyMara, Want: wantMara,
		},
		{
			Name: "by e-mail, from all sources",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Get(ctx, capillary.Email("mara@example.org").In(capillary.SourceAll, ""),
					customer.GetOptions{Embed: []customer.Embed{customer.EmbedCustomerImage}})
			},
			Method: "GET", Path: "/v2/customers/lookup/customerDetails",
			Query: "identifierName=email&identifierValue=mara@example.org&source=ALL&embed=customerImage",
			Reply: `{"id": 7001, "profiles": [], "customerImage": [{"code": 200, "status": "true", "message": "Success",
				"filePath": "https://files.example/a", "secureFilePath": "https://files.example/b", "file": {"name": "1/7001/0",
				"namespace": "customerImage", "fileHandle": "h-1", "fileSize": "2048", "acl": "PRIVATE", "s3Token": "t", "version": 1,
				"latestVersion": 2, "lastModified": "2024-05-01T10:11:12Z"}}], "warnings": [{"status": false, "code": 8062, "message": "no points"}]}`,
			Want: `{"id": 7001, "customerImage": [{"code": 200, "status": true, "message": "Success",
				"filePath": "https://files.example/a", "secureFilePath": "https://files.example/b", "file": {"name": "1/7001/0",
				"namespace": "customerImage", "fileHandle": "h-1", "fileSize": 2048, "acl": "PRIVATE", "s3Token": "t", "version": 1,
				"latestVersion": 2, "lastModified": "2024-05-01T10:11:12Z"}}], "warnings": [{"code": 8062}]}`,
		},
		{
			Name: "a customer that was merged",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Get(ctx, capillary.UserID(7001), customer.GetOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001", Query: "source=INSTORE",
			Reply:   `{"errors": [{"status": false, "code": 8069, "message": "merged"}], "warnings": []}`,
			WantErr: customer.ErrMerged,
		},
		{
			Name: "a customer that was deleted on request",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Get(ctx, capillary.Mobile("46700000001"), customer.GetOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/customerDetails", Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE",
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 8109, "message": "deleted"}]}`,
			WantErr: customer.ErrDeletedForPII,
		},
	})
}

func TestAGapInThePastIsRefused(t *testing.T) {
	for field, o := range map[string]customer.GetOptions{
		"gapToUpgrade": {GapToUpgrade: new(int64(-1))}, "gapToRenew": {GapToRenew: new(int64(-1))},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).Get(ctx, capillary.UserID(7001), o)
			return err
		})
	}
}

// replyMara has every part of a customer, in the forms that the API uses for them.
const replyMara = `{"id": 7001,
	"profiles": [{"firstName": "Mara", "lastName": "Lind", "userId": 7001, "source": "INSTORE", "accountId": "",
		"attribution": {"createDate": "2020-01-02T03:04:05+02:00", "createdBy": {"id": 31, "code": "till.7", "name": "Till 7", "description": "d",
			"type": "TILL", "referenceId": -1, "adminType": "GENERAL", "isActive": true, "isOuEnabled": true, "timeZoneId": 5, "currencyId": 6,
			"languageId": 7, "default": true}, "modifiedBy": {}, "modifiedDate": "2021-01-02T03:04:05Z"},
		"fields": {"shoe": "38"}, "allFields": {"hat": 57}, "conflictingProfileList": [], "autoUpdateTime": "2022-01-02T03:04:05Z",
		"identifiers": [{"type": "cardnumber", "value": "card-9", "cardId": 9, "cardExternalId": "x-9", "seriesId": 12, "seriesCode": "GOLD",
			"statusLabel": "ACTIVE", "statusLabelInfo": {"orgId": 1, "type": "CARD", "internalStatus": "NOT_ISSUED", "default": true},
			"extendedFields": {"balance": 20}, "customFields": {"nick": "m"}}],
		"identifiersAll": [{"type": "mobile", "value": "46700000001"}],
		"commChannels": [{"type": "mobile", "value": "46700000001", "primary": "true", "verified": true, "subscribed": true,
			"meta": {"residence": true, "office": true, "lastViewedDate": "2019-10-25"}, "attributes": {"os": "any"}}]}],
	"loyaltyInfo": {"loyaltyType": "loyalty", "lifetimePurchases": 24000.50, "score": 97, "attributionV2": {
		"createDate": "2020-01-02T03:04:05Z", "createdFromSource": "instore"}},
	"segments": {"activity": "lapsed"}, "associatedWith": "till.7", "referralCode": "REF1", "extendedFields": {"city": "Umeå"},
	"fraudDetails": {"status": "NOT_FRAUD", "markedBy": {"code": "u"}, "modifiedOn": "2019-09-23T15:13:14Z"},
	"pointsSummary": {"loyaltyPoints": 3.5, "currentSlab": "Gold", "nextSlab": "", "nextSlabSerialNumber": -1},
	"loyaltyProgramDetails": [{"programId": 5, "programTitle": "Main", "programDescription": "m", "programPointsToCurrencyRatio": 0.1,
		"loyaltyId": 77, "loyaltyPoints": 1, "delayedPoints": 2, "totalAvailablePoints": 3, "lifetimePoints": 4, "redeemed": 5, "expired": 6,
		"delayedExpiredPoints": 7, "returned": 8, "delayedReturnedPoints": 9, "totalReturnedPoints": 10, "adjusted": 11,
		"cumulativePurchases": 12, "currentSlab": "Silver", "slabSNo": 2, "slabExpiryDate": "2118-12-29T23:59:59+05:30", "nextSlab": "Gold",
		"nextSlabSerialNumber": 3, "nextSlabDescription": "Gold tier", "linkedPartnerPrograms": [{"partnerProgramId": 8,
			"partnerProgramName": "Air", "partnerProgramDescription": "a", "partnerProgramType": "EXTERNAL", "partnerMembershipId": "0815",
			"partnerTierNumber": 1, "partnerTierName": "Sky", "partnerTierExpiryDate": "2030-01-01T00:00:00Z", "tierBased": true}]}],
	"groupLoyaltyProgramDetails": [{"groupProgramId": 1, "title": "All", "description": "all", "lifetimePoints": 1.5, "loyaltyPoints": 2,
		"promisedPoints": 3, "pointsToCurrencyRatio": 1, "programsList": [{"id": 5, "name": "Main", "description": "m"}]}],
	"alternateCurrencyDetails": [{"programId": 5, "programName": "Main", "alternateCurrencyData": {"name": "miles", "earned": 1,
		"lifetimeEarned": 2, "redeemed": 3, "expired": 4, "returned": 5, "delayedEarned": 6, "delayedLifetimeEarned": 7, "delayedReturned": 8,
		"delayedExpired": 9, "totalAvailable": 10, "totalRedeemed": 11, "totalReturned": 12, "totalExpired": 13.25}}],
	"promotionalPoints": {"customerPromotionType": [{"points": 200, "programId": 5, "promotionName": "Sorry",
			"promotionSource": {"promotionSourceId": -1, "promotionSourceType": "GOODWILL"}, "issuedAt": {"code": "s1"},
			"issuedOn": "2019-12-12T11:23:03Z", "expiryDate": "2020-12-31T23:59:59Z"}],
		"transactionPromotionType": [{"points": 1}], "lineitemPromotionType": [{"points": 2}]},
	"upgradeStrategies": [{"upgrade_based_on": "CURRENT_POINTS", "upgradeThreshold": 50, "customerUpgradeEntityValues":
		{"currentValue": 10.5, "gapToUpgrade": 39.5, "valueValidUpto": "2025-05-06"}}],
	"gapToRenewSummary": {"tierExpiryDate": "2024-12-31", "renewConfirmed": "true", "renewStrategies": [{"renewBasedOn": "TRACKER",
		"renewThreshold": 5, "customerRenewEntityValue": 1, "customerGapToRenewValue": 4, "trackerEntityIdentifiers": [{"trackerName": "T",
			"trackerType": "LINEITEM_COUNT", "trackerMode": "MOVING_WINDOW", "trackerCaseName": "C", "trackerCasePeriodType": "DAYS",
			"trackerCasePeriodValue": 5}]}]},
	"expirySchedules": [{"points": 280, "expiryDate": "2022-11-30T00:00:00Z", "programId": 5}],
	"expiredPoints": [{"points": 20, "expiredOn": "2021-11-10", "programId": 5, "expiredPointsSummary": [{"paType": "POINT_AWARDED",
		"paId": 17, "expiryUpdateReasonType": "Expiry strategy", "expiryUpdateReasonNote": "NA", "newExpiryDate": "2021-11-10T01:04:05Z",
		"eventDate": "2021-11-10T01:04:05Z", "points": 20, "strategyName": "rolling"}]}],
	"subscriptionInfo": {"subscriptions": [{"channel": "EMAIL", "priority": "TRANS", "type": "OPTIN"}]},
	"cardDetails": [{"id": 9, "cardId": 9, "cardNumber": "card-9", "cardExternalId": "x-9", "type": "DIGITAL", "seriesId": 12,
		"seriesCode": "0422", "seriesName": "Gold", "customerId": 7001, "orgId": 1, "entityId": 31, "maxActiveCards": 2,
		"createdDate": "2021-11-23T00:00:00Z", "issuedDate": "2021-11-23T10:01:33Z", "expiryDate": "2023-11-23T00:00:00Z", "expiryDays": 730,
		"activeAndDigital": true, "transactionNotAllowed": true, "customFields": {"nick": "m"}, "extendedFields": {"balance": 20},
		"statusInfo": {"id": 4, "entityId": 9, "status": "ACTIVE", "label": "NEW", "labelId": 24, "reason": "r", "actions": [], "isActive": true,
			"createdBy": 31, "createdOn": "2021-11-23T10:01:33Z", "autoUpdateTime": "2021-11-24T00:00:00Z"},
		"labelInfo": {"label": "NEW"}}],
	"associationDetails": {"hierarchyId": 21, "hierarchyCode": "H", "roleCode": "FA", "childRoleCode": "FC", "parentRoleId": 83,
		"parentCustomer": {"profiles": [{"userId": 6999}], "extendedFields": {"city": "Kiruna"}}, "childCustomers": [{"profiles": [{"userId": 7003}]}],
		"fleetCompany": {"companyId": 71, "externalId": "co-1"}, "skipLevelAllowed": true, "new": true, "childCustomer": true},
	"ug2Pagination": {"limit": 3, "offset": 2, "total": 9}, "warnings": []}`

const wantMara = `{"id": 7001,
	"profiles": [{"firstName": "Mara", "lastName": "Lind", "userId": 7001, "source": "INSTORE",
		"attribution": {"createDate": "2020-01-02T03:04:05+02:00", "createdBy": {"id": 31, "code": "till.7", "name": "Till 7", "description": "d",
			"type": "TILL", "referenceId": -1, "adminType": "GENERAL", "isActive": true, "isOuEnabled": true, "timeZoneId": 5, "currencyId": 6,
			"languageId": 7, "default": true}, "modifiedDate": "2021-01-02T03:04:05Z"},
		"fields": {"shoe": "38"}, "allFields": {"hat": 57}, "autoUpdateTime": "2022-01-02T03:04:05Z",
		"identifiers": [{"type": "cardnumber", "value": "card-9", "cardId": 9, "cardExternalId": "x-9", "seriesId": 12, "seriesCode": "GOLD",
			"statusLabel": "ACTIVE", "statusLabelInfo": {"orgId": 1, "type": "CARD", "internalStatus": "NOT_ISSUED", "default": true},
			"extendedFields": {"balance": 20}, "customFields": {"nick": "m"}}],
		"identifiersAll": [{"type": "mobile", "value": "46700000001"}],
		"commChannels": [{"type": "mobile", "value": "46700000001", "primary": true, "verified": true, "subscribed": true,
			"meta": {"residence": true, "office": true, "lastViewedDate": "2019-10-25T00:00:00Z"}, "attributes": {"os": "any"}}]}],
	"loyaltyInfo": {"loyaltyType": "loyalty", "lifetimePurchases": "24000.5", "score": "97", "attributionV2": {
		"createDate": "2020-01-02T03:04:05Z", "createdFromSource": "instore"}},
	"segments": {"activity": "lapsed"}, "associatedWith": "till.7", "referralCode": "REF1", "extendedFields": {"city": "Umeå"},
	"fraudDetails": {"status": "NOT_FRAUD", "markedBy": {"code": "u"}, "modifiedOn": "2019-09-23T15:13:14Z"},
	"pointsSummary": {"loyaltyPoints": "3.5", "currentSlab": "Gold", "nextSlabSerialNumber": -1},
	"loyaltyProgramDetails": [{"programId": 5, "programTitle": "Main", "programDescription": "m", "programPointsToCurrencyRatio": "0.1",
		"loyaltyId": 77, "loyaltyPoints": "1", "delayedPoints": "2", "totalAvailablePoints": "3", "lifetimePoints": "4", "redeemed": "5",
		"expired": "6", "delayedExpiredPoints": "7", "returned": "8", "delayedReturnedPoints": "9", "totalReturnedPoints": "10",
		"adjusted": "11", "cumulativePurchases": "12", "currentSlab": "Silver", "slabSNo": 2, "slabExpiryDate": "2118-12-29T23:59:59+05:30",
		"nextSlab": "Gold", "nextSlabSerialNumber": 3, "nextSlabDescription": "Gold tier", "linkedPartnerPrograms": [{"partnerProgramId": 8,
			"partnerProgramName": "Air", "partnerProgramDescription": "a", "partnerProgramType": "EXTERNAL", "partnerMembershipId": "0815",
			"partnerTierNumber": 1, "partnerTierName": "Sky", "partnerTierExpiryDate": "2030-01-01T00:00:00Z", "tierBased": true}]}],
	"groupLoyaltyProgramDetails": [{"groupProgramId": 1, "title": "All", "description": "all", "lifetimePoints": "1.5", "loyaltyPoints": "2",
		"promisedPoints": "3", "pointsToCurrencyRatio": "1", "programsList": [{"id": 5, "name": "Main", "description": "m"}]}],
	"alternateCurrencyDetails": [{"programId": 5, "programName": "Main", "alternateCurrencyData": [{"name": "miles", "earned": "1",
		"lifetimeEarned": "2", "redeemed": "3", "expired": "4", "returned": "5", "delayedEarned": "6", "delayedLifetimeEarned": "7",
		"delayedReturned": "8", "delayedExpired": "9", "totalAvailable": "10", "totalRedeemed": "11", "totalReturned": "12",
		"totalExpired": "13.25"}]}],
	"promotionalPoints": {"customerPromotionType": [{"points": "200", "programId": 5, "promotionName": "Sorry",
			"promotionSource": {"promotionSourceId": -1, "promotionSourceType": "GOODWILL"}, "issuedAt": {"code": "s1"},
			"issuedOn": "2019-12-12T11:23:03Z", "expiryDate": "2020-12-31T23:59:59Z"}],
		"transactionPromotionType": [{"points": "1"}], "lineitemPromotionType": [{"points": "2"}]},
	"upgradeStrategies": [{"upgrade_based_on": "CURRENT_POINTS", "upgradeThreshold": "50", "customerUpgradeEntityValues":
		{"currentValue": "10.5", "gapToUpgrade": "39.5", "valueValidUpto": "2025-05-06"}}],
	"gapToRenewSummary": [{"tierExpiryDate": "2024-12-31T00:00:00Z", "renewConfirmed": true, "renewStrategies": [{"renewBasedOn": "TRACKER",
		"renewThreshold": "5", "customerRenewEntityValue": "1", "customerGapToRenewValue": "4", "trackerEntityIdentifiers": [{"trackerName": "T",
			"trackerType": "LINEITEM_COUNT", "trackerMode": "MOVING_WINDOW", "trackerCaseName": "C", "trackerCasePeriodType": "DAYS",
			"trackerCasePeriodValue": 5}]}]}],
	"expirySchedules": [{"points": "280", "expiryDate": "2022-11-30T00:00:00Z", "programId": 5}],
	"expiredPoints": [{"points": "20", "expiredOn": "2021-11-10", "programId": 5, "expiredPointsSummary": [{"paType": "POINT_AWARDED",
		"paId": 17, "expiryUpdateReasonType": "Expiry strategy", "expiryUpdateReasonNote": "NA", "newExpiryDate": "2021-11-10T01:04:05Z",
		"eventDate": "2021-11-10T01:04:05Z", "points": "20", "strategyName": "rolling"}]}],
	"subscriptionInfo": {"subscriptions": [{"channel": "EMAIL", "priority": "TRANS", "type": "OPTIN"}]},
	"cardDetails": [{"id": 9, "cardId": 9, "cardNumber": "card-9", "cardExternalId": "x-9", "type": "DIGITAL", "seriesId": 12,
		"seriesCode": "0422", "seriesName": "Gold", "customerId": 7001, "orgId": 1, "entityId": 31, "maxActiveCards": 2,
		"createdDate": "2021-11-23T00:00:00Z", "issuedDate": "2021-11-23T10:01:33Z", "expiryDate": "2023-11-23T00:00:00Z", "expiryDays": 730,
		"activeAndDigital": true, "transactionNotAllowed": true, "customFields": {"nick": "m"}, "extendedFields": {"balance": 20},
		"statusInfo": {"id": 4, "entityId": 9, "status": "ACTIVE", "label": "NEW", "labelId": 24, "reason": "r", "isActive": true,
			"createdBy": 31, "createdOn": "2021-11-23T10:01:33Z", "autoUpdateTime": "2021-11-24T00:00:00Z"},
		"labelInfo": {"label": "NEW"}}],
	"associationDetails": {"hierarchyId": 21, "hierarchyCode": "H", "roleCode": "FA", "childRoleCode": "FC", "parentRoleId": 83,
		"parentCustomer": {"profiles": [{"userId": 6999}], "extendedFields": {"city": "Kiruna"}}, "childCustomers": [{"profiles": [{"userId": 7003}]}],
		"fleetCompany": {"companyId": 71, "externalId": "co-1"}, "skipLevelAllowed": true, "new": true, "childCustomer": true},
	"ug2Pagination": {"limit": 3, "offset": 2, "total": 9}}`
