package org_test

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestCurrencyRatiosAreSetAndListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "one is set, to the last digit",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).UpdateCurrencyRatio(ctx, org.UpdateCurrencyRatioRequest{CurrencyCode: "SEK", RatioINR: decimal.RequireFromString("8.12345678901234567")})
			},
			Method: "POST", Path: "/v2/currencyratio", Body: `{"currencyCode": "SEK", "ratioInr": 8.12345678901234567}`,
			Reply: `{"entity": {"currencyCode": "SEK", "ratioInr": 8.12345678901234567}, "errors": [], "success": true, "warnings": []}`,
			Want:  `{"currencyCode": "SEK", "ratioInr": "8.12345678901234567"}`,
		},
		{
			Name: "one of no currency is not",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).UpdateCurrencyRatio(ctx, org.UpdateCurrencyRatioRequest{CurrencyCode: "ZZZ", RatioINR: decimal.NewFromInt(8)})
			},
			Method: "POST", Path: "/v2/currencyratio", Body: `{"currencyCode": "ZZZ", "ratioInr": 8}`,
			Reply: `{"entity": null, "errors": [{"status": false, "code": 3236, "message": "invalid"}], "success": false, "warnings": []}`, WantErr: org.ErrInvalidCurrency,
		},
		{
			Name: "all",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).CurrencyRatios(ctx, org.CurrencyRatiosOptions{})
			},

			Method: "GET", Path: "/v2/currencyratio",
			Reply: `{"entity": [{"currencyCode": "SEK", "ratioInr": 8.1}, {"currencyCode": "SGD", "ratioInr": "51"}], "errors": [], "success": true, "warnings": []}`,
			Want:  `{"items": [{"currencyCode": "SEK", "ratioInr": "8.1"}, {"currencyCode": "SGD", "ratioInr": "51"}]}`,
		},
	})
}

func TestARatioThatIsNoneIsRefused(t *testing.T) {
	for field, all := range map[string][]org.UpdateCurrencyRatioRequest{
		"currencyCode": {{RatioINR: decimal.NewFromInt(8)}},
		"ratioInr":     {{CurrencyCode: "SEK"}, {CurrencyCode: "SEK", RatioINR: decimal.NewFromInt(-8)}},
	} {
		for _, r := range all {
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
				_, err := org.New(c).UpdateCurrencyRatio(ctx, r)
				return err
			})
		}
	}
}
