package customer_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// What is loaded only when it is asked for, as the API has it since 2026.
func TestPartsOfACustomerThatAreAskedForAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "tiers, returned points, statuses, and pages of groups",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).Get(ctx, capillary.UserID(7001), customer.GetOptions{Embed: []customer.Embed{customer.EmbedSlabHistory,
				customer.EmbedReturnedPoints, customer.EmbedTierUpgradeCriteria, customer.EmbedMembershipRetentionCriteria, customer.EmbedNDNCStatus,
				customer.EmbedOptinStatus, customer.EmbedCustomerStatus}})
		},
		Method: "GET", Path: "/v2/customers/7001",
		Query: "source=INSTORE&embed=slabHistory,returnedPoints,tierUpgradeCriteria,membershipRetentionCriteria,ndncStatus,optinStatus,customerStatus",
		Reply: `{"id": 7001, "slabHistory": [{"from": "Silver", "to": "Gold", "fromTierExpiryDate": "2031-01-01T23:59:59Z",
			"changedOn": "2030-01-13T14:41:26Z", "changedOnISO": "2030-01-13T14:41:26+05:30", "notes": "by hand", "type": "UPGRADE",
			"store": {"code": "pier", "name": "Pier"}, "programId": 31}],
			"returnedPoints": [{"points": 170.5, "programId": 31, "returnedPointsSummary": [{"paType": "POINT_AWARDED", "paId": 5, "points": 70.5,
			"returnedOn": "2030-02-24", "promotionName": "Spring", "promotionId": 6}]}],
			"tierUpgradeCriteria": {"purchaseType": "CURRENT_POINTS", "purchaseValue": 5999.5, "description": "d"},
			"membershipRetentionCriteria": {"minPurchases": 10.5, "minVisits": 2, "isDownGradeStrategy": true},
			"ndncStatus": "NONE", "optinStatus": "NONE", "statusLabel": "ACTIVE-2", "statusLabelReason": "test",
			"statusLastUpdatedOn": "2030-06-28T11:38:20Z", "statusModifiedBy": 75,
			"ug2Pagination": {"ug2Offset": 1, "ug2Limit": 5, "ug2SortBy": "createdOn", "ug2SortOrder": "DESC", "ug2Total": 7},
			"loyaltyProgramDetails": [{"programId": 31, "currentSlabDescription": "The gold one", "linkedPartnerPrograms": [{"linked": true,
			"partnerProgramMembershipEndDate": "2031-01-01T00:00:00Z"}], "upgradeStrategies": [{"upgradeBasedOn": "CURRENT_POINTS",
			"upgradeThreshold": 3000, "customerUpgradeEntityValues": {"gapToUpgrade": 12.5}}]}],
			"cardDetails": [{"id": 9, "mappedEntity": {"type": "TILL", "value": "till-9"}}], "warnings": []}`,
		Want: `{"slabHistory": [{"from": "Silver", "to": "Gold", "changedOn": "2030-01-13T14:41:26+05:30", "notes": "by hand", "type": "UPGRADE",
			"store": {"code": "pier", "name": "Pier"}, "programId": 31}],
			"returnedPoints": [{"points": "170.5", "returnedPointsSummary": [{"paType": "POINT_AWARDED", "points": "70.5", "returnedOn": "2030-02-24",
			"promotionName": "Spring"}]}],
			"tierUpgradeCriteria": {"purchaseType": "CURRENT_POINTS", "purchaseValue": "5999.5"},
			"membershipRetentionCriteria": {"minPurchases": "10.5", "minVisits": 2, "isDownGradeStrategy": true},
			"ndncStatus": "NONE", "optinStatus": "NONE", "statusLabel": "ACTIVE-2", "statusLabelReason": "test",
			"statusLastUpdatedOn": "2030-06-28T11:38:20Z", "statusModifiedBy": 75,
			"ug2Pagination": {"offset": 1, "limit": 5, "sortBy": "createdOn", "sortOrder": "DESC", "total": 7},
			"loyaltyProgramDetails": [{"currentSlabDescription": "The gold one", "linkedPartnerPrograms": [{"linked": true,
			"partnerProgramMembershipEndDate": "2031-01-01T00:00:00Z"}], "upgradeStrategies": [{"upgrade_based_on": "CURRENT_POINTS",
			"customerUpgradeEntityValues": {"gapToUpgrade": "12.5"}}]}],
			"cardDetails": [{"mappedEntity": {"type": "TILL", "value": "till-9"}}]}`,
	}})
}

// An API client without access to personal data gets them masked. That is the normal reply.
func TestMaskedPersonalValuesAreNoDrift(t *testing.T) {
	c, _ := wiretest.Serve(t, 200, `{"id": 7001, "profiles": [{"firstName": "M***", "lastName": "*****", "source": "INSTORE",
		"identifiers": [{"type": "mobile", "value": "98******10"}, {"type": "email", "value": "m***@*****.org"}],
		"commChannels": [{"type": "mobile", "value": "98******10"}]}], "extendedFields": {"dob": "****-**-**", "zip": "****"}, "warnings": []}`)
	var meta capillary.Meta
	who, err := customer.New(c).Get(t.Context(), capillary.UserID(7001), customer.GetOptions{}, capillary.WithMeta(&meta), capillary.WithStrictDecoding())
	require.NoError(t, err)
	assert.Empty(t, meta.Drift)
	assert.Equal(t, "M***", who.Profiles[0].FirstName)
	assert.Equal(t, "98******10", who.Profiles[0].Identifiers[0].Value)
	assert.Equal(t, "****-**-**", who.ExtendedFields["dob"])

	c, _ = wiretest.Serve(t, 200, `{"response": {"status": {"success": "true", "code": 200}, "customers": {"customer": [{"user_id": "7001",
		"mobile": "98******10", "email": "m***@*****.org", "firstname": "M***", "item_status": {"success": "true", "code": 1000}}]}}}`)
	old, err := customer.New(c).GetV1(t.Context(), capillary.UserID(7001), customer.GetOptionsV1{}, capillary.WithMeta(&meta), capillary.WithStrictDecoding())
	require.NoError(t, err)
	assert.Empty(t, meta.Drift)
	require.Len(t, old.Items, 1)
	assert.Equal(t, "98******10", old.Items[0].Value.Mobile)
}

// An identifier that comes back masked is the one that was sent, if what is left of it fits.
func TestItemsAreFoundByMaskedIdentifiers(t *testing.T) {
	add := func(reply string) (*capillary.Batch[customer.CustomerV1], error) {
		c, _ := wiretest.Serve(t, 200, `{"response": {"status": {"success": "true", "code": 200}, "customers": {"customer": [`+reply+`]}}}`)
		return customer.New(c).AddV1(t.Context(), customer.NewRequestV1(customer.RegistrationV1{Mobile: "919812345610"},
			customer.RegistrationV1{Email: "Mara@example.org"}), customer.AddOptionsV1{})
	}
	item := func(member, value string) string {
		return `{"` + member + `": "` + value + `", "user_id": 7, "item_status": {"success": "true", "code": 1000}}`
	}
	for _, masked := range [][2]string{{"98******10", "m***@*****.org"}, {"*****", "*****"}, {"91********10", "M**a@example.org"}} {
		batch, err := add(item("mobile", masked[0]) + "," + item("email", masked[1]))
		require.NoError(t, err, masked)
		require.NoError(t, batch.Err(), masked)
		assert.Equal(t, masked[1], batch.Items[1].Value.Email)
	}
	batch, err := add(item("email", "m***@*****.org") + "," + item("mobile", "98******10"))
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	assert.Equal(t, "98******10", batch.Items[0].Value.Mobile, "in the order of the request")

	batch, err = add(item("mobile", "98******11") + "," + item("email", "n***@*****.org"))
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "others")
	assert.ErrorIs(t, batch.Items[0].Err(), capillary.ErrOutcomeUnknown)
}

// These reported success before 2026, with the failure in the text. They are refusals with their codes.
func TestFailuresThatWereOnceSuccessesAreTyped(t *testing.T) {
	for name, x := range map[string]struct {
		status int
		reply  string
		call   func(ctx context.Context, c *capillary.Client) error
		want   error
	}{
		"8130, a look-up by nothing that is known": {400, `{"errors": [{"status": false, "code": 8130, "message": "Invalid lookup parameters"}], "warnings": []}`,
			func(ctx context.Context, c *capillary.Client) error {
				_, err := customer.New(c).Lookup(ctx, capillary.Mobile("98"), customer.LookupOptions{})
				return err
			}, customer.ErrIdentifierNameAndValueMissing},
		"8109, deleted on request": {http.StatusInternalServerError, `{"errors": [{"status": false, "code": 8109, "message": "x"}], "warnings": []}`,
			func(ctx context.Context, c *capillary.Client) error {
				_, err := customer.New(c).Get(ctx, capillary.Mobile("98"), customer.GetOptions{})
				return err
			}, customer.ErrDeletedForPII},
		"8109, in the body of a success": {http.StatusOK, `{"errors": [{"status": false, "code": 8109, "message": "x"}], "warnings": []}`,
			func(ctx context.Context, c *capillary.Client) error {
				_, err := customer.New(c).Update(ctx, capillary.UserID(7001), customer.UpdateRequest{})
				return err
			}, customer.ErrDeletedForPII},
		"8084, no details": {http.StatusOK, `{"errors": [{"status": false, "code": 8084, "message": "x"}], "warnings": []}`,
			func(ctx context.Context, c *capillary.Client) error {
				_, err := customer.New(c).Update(ctx, capillary.UserID(7001), customer.UpdateRequest{})
				return err
			}, customer.ErrDetailsMissing},
		"9042, an identifier of nobody is to change": {http.StatusOK, `{"response": {"status": {"success": "false", "code": 500, "message": "x"},
			"customers": {"customer": {"identifier": "mobile", "item_status": {"success": "false", "code": 9042, "message": "x"}}}}}`,
			func(ctx context.Context, c *capillary.Client) error {
				_, err := customer.New(c).UpdateIdentity(ctx, customer.NewRequestV1(customer.IdentityChange{
					Identifier: customer.IdentityMobile, OldValue: "98", NewValue: "99"}), customer.UpdateIdentityOptions{})
				return err
			}, customer.ErrChangeNotFound},
	} {
		c, _ := wiretest.Serve(t, x.status, x.reply)
		err := x.call(t.Context(), c)
		require.ErrorIs(t, err, x.want, name)
		assert.False(t, capillary.MayHaveHappened(err), name)
		var e *capillary.Error
		require.ErrorAs(t, err, &e, name)
		assert.Equal(t, capillary.OutcomeRefused, e.Outcome, name)
	}
}

func TestHeadersThatLeaveOthersOutAreSent(t *testing.T) {
	c, server := wiretest.Serve(t, 200, `{"createdId": 7001, "warnings": [], "sideEffects": []}`)
	_, err := customer.New(c).Register(t.Context(), customer.RegisterRequest{
		Profiles: []customer.ProfileRequest{{Source: capillary.SourceInStore, Identifiers: []customer.IdentifierRequest{{Type: customer.IdentifierMobile, Value: "98"}}}},
		SubscriptionInfo: customer.SubscriptionInfoRequest{Subscriptions: []customer.SubscriptionRequest{{Channel: customer.ChannelSMS, Priority: "BULK",
			Type: "OPTIN", SourceName: capillary.SourceInStore}}},
		Options: customer.RegisterOptions{SkipDownstream: true}})
	require.NoError(t, err)
	_, err = customer.New(c).Update(t.Context(), capillary.UserID(7001), customer.UpdateRequest{Options: customer.UpdateOptions{SkipDownstream: true}})
	require.NoError(t, err)
	_, err = customer.New(c).Update(t.Context(), capillary.UserID(7001), customer.UpdateRequest{})
	require.NoError(t, err)
	arrived := server.Arrivals()
	require.Len(t, arrived, 3)
	assert.Equal(t, "true", arrived[0].Header.Get("SKIP-DOWNSTREAM"))
	assert.JSONEq(t, `{"profiles": [{"identifiers": [{"type": "mobile", "value": "98"}], "source": "INSTORE"}], "subscriptionInfo": {"subscriptions": [
		{"channel": "SMS", "priority": "BULK", "type": "OPTIN", "accountId": "", "sourceName": "INSTORE"}]}}`, string(arrived[0].Body))
	assert.Equal(t, "true", arrived[1].Header.Get("SKIP-DOWNSTREAM"))
	assert.Empty(t, arrived[2].Header.Values("SKIP-DOWNSTREAM"))
}
