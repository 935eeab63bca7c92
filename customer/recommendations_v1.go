package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// RecommendationsV1 returns products for a customer. ErrNoRecommendations: there are none.
//
// Deprecated: use Recommendations. The page is off the site of 2026.
//
// GET /v1.1/customer/recommendations
func (s *Service) RecommendationsV1(ctx context.Context, who capillary.Identifier, o RecommendationsOptionsV1, opts ...capillary.RequestOption) (
	*RecommendationsV1, error,
) {
	return capillary.Call[*RecommendationsV1](ctx, s.client, opRecommendationsV1, capillary.Input{Customer: who, Query: o}, opts...)
}

// RecommendationsOptionsV1 are how much to return.
type RecommendationsOptionsV1 struct {
	UserID       bool  `url:"user_id,omitempty"`       // load UserID
	Limit        int64 `url:"limit,omitempty"`         // recommendations to return, 10 if zero
	ProductLimit int64 `url:"product_limit,omitempty"` // products to return
}

// RecommendationsV1 are products for a customer.
type RecommendationsV1 struct {
	Customer struct {
		UserID          int64  `json:"user_id"`
		Mobile          string `json:"mobile"`
		Email           string `json:"email"`
		ExternalID      string `json:"external_id"`
		Firstname       string `json:"firstname"`
		Lastname        string `json:"lastname"`
		Count           int64  `json:"count"`
		Recommendations struct {
			Recommendation []any `json:"recommendation"` // their form is not documented
		} `json:"recommendations"`
		ItemStatus ItemStatusV1 `json:"item_status"`
	} `json:"customer"`
}
