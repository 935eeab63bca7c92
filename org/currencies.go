package org

import (
	"context"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// CurrencyRatios lists the ratios of the organisation's currencies to the Indian Rupee. The page of UpdateCurrencyRatio names this
// call and shows no reply of it; a ratio is taken to look as it does there.
//
// GET /v2/currencyratio
func (s *Service) CurrencyRatios(ctx context.Context, _ CurrencyRatiosOptions, opts ...capillary.RequestOption) (*capillary.Page[CurrencyRatio], error) {
	return capillary.Call[*capillary.Page[CurrencyRatio]](ctx, s.client, opCurrencyRatios, capillary.Input{}, opts...)
}

// CurrencyRatiosOptions are the options of CurrencyRatios, of which none is documented yet.
type CurrencyRatiosOptions struct{}

// UpdateCurrencyRatio sets the ratio of a currency to the Indian Rupee. A currency that was just added to the organisation in InTouch
// can take up to an hour until its ratio can be set. Error: ErrInvalidCurrency.
//
// POST /v2/currencyratio
func (s *Service) UpdateCurrencyRatio(ctx context.Context, r UpdateCurrencyRatioRequest,
	opts ...capillary.RequestOption) (*CurrencyRatio, error) {
	return capillary.Call[*CurrencyRatio](ctx, s.client, opUpdateCurrencyRatio, capillary.Input{Body: r, Sent: sent.Key(r.CurrencyCode)}, opts...)
}

// UpdateCurrencyRatioRequest is a ratio to be set.
type UpdateCurrencyRatioRequest struct {
	CurrencyCode string          `json:"currencyCode"` // its ISO code
	RatioINR     decimal.Decimal `json:"ratioInr"`     // Indian Rupees for one of it; more than zero
}

// Validate refuses a ratio of no currency, and one that is not more than zero.
func (r UpdateCurrencyRatioRequest) Validate() error {
	switch {
	case r.CurrencyCode == "":
		return capillary.Invalid("currencyCode", "it is empty")
	case !r.RatioINR.IsPositive():
		return capillary.Invalid("ratioInr", "it is not more than zero")
	}
	return nil
}

// CurrencyRatio is the ratio of a currency.
type CurrencyRatio struct {
	CurrencyCode string            `json:"currencyCode"`
	RatioINR     decimal.Decimal   `json:"ratioInr"` // Indian Rupees for one of it
	Warnings     []capillary.Issue `json:"warnings"`
}
