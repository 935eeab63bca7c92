package org_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestAScanIsTold(t *testing.T) {
	const reply = `{"orgId": 7001, "openId": "", "eventTime": "2026-03-01T15:26:45+05:30", "eventName": "GETPROMOTION", "scanId": "s-1", "details": "d", "source": "INSTORE",
		"accountId": "", "attributes": {"aisle": "4"}, "autoUpdateTime": "2026-03-01T15:27:00+05:30", "eventMode": 1, "customerId": 901, "sku": "b-40",
		"sideEffects": [{"id": 71, "couponType": "DVS", "couponCode": "XQGEHW60", "validTill": "2026-04-01T23:59:59+05:30", "description": "1", "discountCode": "one",
			"discountValue": 1.5, "discountType": "PERC", "type": "coupon", "trimmedCouponCode": "XQGE"}], "warnings": []}`
	const want = `{"orgId": 7001, "eventTime": "2026-03-01T15:26:45+05:30", "eventName": "GETPROMOTION", "scanId": "s-1", "details": "d", "source": "INSTORE",
		"attributes": {"aisle": "4"}, "autoUpdateTime": "2026-03-01T15:27:00+05:30", "eventMode": 1, "customerId": 901, "sku": "b-40",
		"sideEffects": [{"id": 71, "couponType": "DVS", "couponCode": "XQGEHW60", "validTill": "2026-04-01T23:59:59+05:30", "description": "1", "discountCode": "one",
			"discountValue": "1.5", "discountType": "PERC", "type": "coupon", "trimmedCouponCode": "XQGE"}]}`
	exchanges := []wiretest.Exchange{{
		Name: "with everything",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return org.New(c).Feed(ctx, org.FeedRequest{Customer: capillary.UserID(901), EventName: org.FeedGetPromotion,
				EventTime: time.Date(2026, 3, 1, 9, 56, 45, 0, time.UTC), OpenID: "o-1", ScanID: "s-1", SKU: "b-40", PromotionCode: "p", Details: "d",
				Source: capillary.SourceInStore})
		},
		Method: "POST", Path: "/v2/feed", Query: "source=INSTORE",
		Body: `{"eventName": "GetPromotion", "eventTime": "2026-03-01T09:56:45Z", "openId": "o-1", "scanId": "s-1", "sku": "b-40", "promotionCode": "p",
			"details": "d", "customer": {"id": "901"}}`,
		Reply: reply, Want: want,
	}}
	for name, who := range map[string]capillary.Identifier{"mobile": capillary.Mobile("46700000001"), "email": capillary.Email("liv@example.org"), "externalId": capillary.ExternalID("L-7")} {
		exchanges = append(exchanges, wiretest.Exchange{
			Name: "by " + name,
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Feed(ctx, org.FeedRequest{Customer: who, EventName: org.FeedGetPromotion})
			},
			Method: "POST", Path: "/v2/feed", Body: `{"eventName": "GetPromotion", "customer": {"` + name + `": "` + who.Value() + `"}}`,
			Reply: reply, Want: want,
		})
	}
	wiretest.Run(t, exchanges)
}

func TestAScanOfNobodyOrNothingIsRefused(t *testing.T) {
	for field, all := range map[string][]org.FeedRequest{
		"eventName": {{Customer: capillary.UserID(901)}},
		"customer":  {{EventName: "x"}, {EventName: "x", Customer: capillary.CardNumber("c-1")}, {EventName: "x", Customer: capillary.Mobile("")}},
	} {
		for _, r := range all {
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
				_, err := org.New(c).Feed(ctx, r)
				return err
			})
		}
	}
}

func TestNeitherAScanNorAnExternalIDIsAskedForTwice(t *testing.T) {
	c, server := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMaxRetries(3))
	_, err := org.New(c).Feed(t.Context(), org.FeedRequest{Customer: capillary.Mobile("46700000001"), EventName: org.FeedGetPromotion})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.NotContains(t, err.Error(), "46700000001")
	_, err = org.New(c).GenerateExternalID(t.Context(), org.GenerateExternalIDOptions{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 2)
}

func TestAnExternalIDIsMade(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "as a text that keeps its zeros",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).GenerateExternalID(ctx, org.GenerateExternalIDOptions{})
			},

			Method: "GET", Path: "/v2/cardNumber", Reply: `{"entity": "0001000010", "warnings": []}`, Want: `{"entity": "0001000010"}`,
		},
		{
			Name: "or nobody knows",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).GenerateExternalID(ctx, org.GenerateExternalIDOptions{})
			},

			Method: "GET", Path: "/v2/cardNumber", Reply: `{"entity": "", "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}
