package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestLoyaltyDetailsAreReadByProgram(t *testing.T) {
	reply := `{"data": [{"redeemed": 12.5, "expired": "3.0", "returned": 0.0, "adjusted": -1, "lifetimePoints": 900.25, "loyaltyPoints": 884.75,
		"cumulativePurchases": 4100.0, "loyaltyId": 55, "currentSlab": "Birch", "nextSlab": "Oak", "nextSlabSerialNumber": 3,
		"nextSlabDescription": "for regulars", "slabSNo": 2, "slabExpiryDate": "2031-04-30T23:59:59+02:00", "programId": 31,
		"delayedPoints": 40, "delayedReturnedPoints": 2, "totalAvailablePoints": 924.75, "totalReturnedPoints": 2,
		"linkedPartnerPrograms": [{"partnerProgramId": 4, "partnerProgramName": "Ferry", "partnerMembershipId": "0042",
			"partnerProgramType": "EXTERNAL", "partnerTierExpiryDate": "", "tierBased": false}]}], "warnings": [], "errors": []}`
	want := `{"data": [{"redeemed": "12.5", "expired": "3", "adjusted": "-1", "lifetimePoints": "900.25", "loyaltyPoints": "884.75",
		"loyaltyId": 55, "currentSlab": "Birch", "nextSlab": "Oak", "nextSlabSerialNumber": 3, "slabSNo": 2,
		"slabExpiryDate": "2031-04-30T23:59:59+02:00", "programId": 31, "delayedPoints": "40", "totalAvailablePoints": "924.75",
		"totalReturnedPoints": "2", "linkedPartnerPrograms": [{"partnerProgramId": 4, "partnerMembershipId": "0042", "tierBased": false}]}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id, in one program",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LoyaltyDetails(ctx, capillary.UserID(7001), customer.LoyaltyDetailsOptions{ProgramID: 31})
			},
			Method: "GET", Path: "/v2/customers/7001/loyaltyDetails", Query: "programId=31",
			Reply: reply, Want: want,
		},
		{
			Name: "of a mobile number, in all programs",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LoyaltyDetails(ctx, capillary.Mobile("46700000001"), customer.LoyaltyDetailsOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/loyaltyDetails",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "of a program that the customer is not in",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LoyaltyDetails(ctx, capillary.UserID(7001), customer.LoyaltyDetailsOptions{ProgramID: 9})
			},
			Method: "GET", Path: "/v2/customers/7001/loyaltyDetails", Query: "programId=9",
			Reply:   `{"warnings": [], "errors": [{"status": false, "code": 8089, "message": "not in it"}]}`,
			WantErr: customer.ErrNotInLoyaltyProgram,
		},
	})
}

func TestTheTierIsReadAlone(t *testing.T) {
	reply := `{"entityId": 7001, "entityType": "CUSTOMER", "programTiers": [{"programId": 31, "currentTierName": "Birch",
		"currentTierSerialNumber": 2, "tierExpiryDate": "2031-04-30 23:59:59", "nextTierName": "", "nextTierSerialNumber": -1}], "warnings": []}`
	want := `{"entityId": 7001, "entityType": "CUSTOMER", "programTiers": [{"programId": 31, "currentTierName": "Birch",
		"currentTierSerialNumber": 2, "tierExpiryDate": "2031-04-30T23:59:59Z", "nextTierName": "", "nextTierSerialNumber": -1}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id, in all programs",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Tier(ctx, capillary.UserID(7001), customer.ProgramOptions{FetchDataForAllPrograms: true})
			},
			Method: "GET", Path: "/v2/customers/7001/tierDetails", Query: "fetchDataForAllPrograms=true",
			Reply: reply, Want: want,
		},
		{
			Name: "of an external id, in one program, with a source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Tier(ctx, capillary.ExternalID("L-1").In(capillary.SourceWeChat, "wc-1"),
					customer.ProgramOptions{ProgramID: 31, EntityType: customer.EntityCustomer})
			},
			Method: "GET", Path: "/v2/customers/lookup/tierDetails",
			Query: "identifierName=externalId&identifierValue=L-1&source=WECHAT&accountId=wc-1&programId=31&entityType=CUSTOMER",
			Reply: reply, Want: want,
		},
		{
			Name: "of a wrong entity type",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Tier(ctx, capillary.UserID(7001), customer.ProgramOptions{EntityType: "HOUSE"})
			},
			Method: "GET", Path: "/v2/customers/7001/tierDetails", Query: "entityType=HOUSE",
			Reply:   `{"errors": [{"status": false, "code": 1212, "message": "wrong type"}]}`,
			WantErr: customer.ErrInvalidEntityType,
		},
	})
}

func TestThePointsBalanceIsReadAlone(t *testing.T) {
	reply := `{"entityId": 7001, "entityType": "CUSTOMER", "programId": 31, "totalPoints": "420.500", "mainPoints": 100.25, "promisedPoints": 320.25,
		"promisedPointsBreakup": {"delayedAccrualPoints": 300, "externalTriggerBasedPoints": 20.25}, "warnings": []}`
	want := `{"entityId": 7001, "entityType": "CUSTOMER", "programId": 31, "totalPoints": "420.5", "mainPoints": "100.25", "promisedPoints": "320.25",
		"promisedPointsBreakup": {"delayedAccrualPoints": "300", "externalTriggerBasedPoints": "20.25"}}`
	all := customer.ProgramOptions{ProgramID: 31, EntityType: customer.EntityCustomer, FetchDataForAllPrograms: true}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsBalance(ctx, capillary.UserID(7001), all)
			},
			Method: "GET", Path: "/v2/customers/7001/points/balance",
			Query: "programId=31&entityType=CUSTOMER&fetchDataForAllPrograms=true",
			Reply: reply, Want: want,
		},
		{
			Name: "of an e-mail",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsBalance(ctx, capillary.Email("mara@example.org"), customer.ProgramOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/points/balance",
			Query: "identifierName=email&identifierValue=mara@example.org&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).PointsBalance(ctx, capillary.UserID(1), customer.ProgramOptions{})
			},
			Method: "GET", Path: "/v2/customers/1/points/balance",
			Reply:   `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
		{
			Name: "of a user id, at the older address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LegacyPointsBalance(ctx, capillary.UserID(7001), customer.ProgramOptions{ProgramID: 31})
			},
			Method: "GET", Path: "/v2/customers/points/balance/7001", Query: "programId=31",
			Reply: reply, Want: want,
		},
		{
			Name: "of a mobile number, at the older address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LegacyPointsBalance(ctx, capillary.Mobile("46700000001"), customer.ProgramOptions{})
			},
			Method: "GET", Path: "/v2/customers/points/balance",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE",
			Reply: reply, Want: want,
		},
	})
}

func TestLoyaltyOfNobodyIsNotAskedFor(t *testing.T) {
	nobody := capillary.Identifier{}
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).LoyaltyDetails(ctx, nobody, customer.LoyaltyDetailsOptions{})
		return err
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Tier(ctx, nobody, customer.ProgramOptions{})
		return err
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).PointsBalance(ctx, nobody, customer.ProgramOptions{})
		return err
	})
}
