package customer

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Recommendations returns a customer with the number of products that are recommended to them. The documentation shows
// no product: what may come besides is in the body of capillary.Meta.
//
// GET /v2/customers/lookup/recommendations
func (s *Service) Recommendations(ctx context.Context, who capillary.Identifier, _ RecommendationsOptions, opts ...capillary.RequestOption) (*Recommendations, error) {
	return capillary.Call[*Recommendations](ctx, s.client, opRecommendations, capillary.Input{Customer: who}, opts...)
}

// RecommendationsOptions are the options of Recommendations, of which none is documented yet.
type RecommendationsOptions struct{}

// Recommendations are what is recommended to a customer.
type Recommendations struct {
	Customer RecommendedTo     `json:"customer"`
	Count    int64             `json:"count"`
	Warnings []capillary.Issue `json:"warnings"`
}

// RecommendedTo is the customer that products are recommended to. What is not loaded is zero.
type RecommendedTo struct {
	ID                int64            `json:"id"`
	OrgID             int64            `json:"orgId"`
	Source            capillary.Source `json:"source"`
	Type              string           `json:"type"` // LOYALTY, …
	LoyaltyID         int64            `json:"loyaltyId"`
	AttributionTill   int64            `json:"attributionTill"`
	RegisteredByID    int64            `json:"registeredById"`
	LifetimePurchases decimal.Decimal  `json:"lifetimePurchases"`
	IdentifierHash    string           `json:"identifierHash"` // the identifiers in one text: personal data
	ExtendedFields    map[string]any   `json:"extendedFields"`
	ExtendedFieldsSet []map[string]any `json:"extendedFieldsSet"`
	MergeSurvivor     bool             `json:"mergeSurvivor"`
	CustomerUpdate    bool             `json:"customerUpdate"`
	CampaignUser      bool             `json:"campaignUser"`
	New               bool             `json:"new"`
}

// UserRecommendations returns products for a customer, who is named by user id, mobile number or e-mail. The model says how
// they are found: ModelTrending, for one. The recommendation service has hosts of its own, such as
// https://eucrm.cc.capillarytech.com: make a client with capillary.Host for it. Its page is off the site of 2026.
//
// GET /api_gateway/v1/recommendations/user/{model}
func (s *Service) UserRecommendations(ctx context.Context, who capillary.Identifier, model string, o UserRecommendationOptions,
	opts ...capillary.RequestOption) (*RecommendationBox, error) {
	in := capillary.Input{Path: []string{model}, Query: userQuery{o, userType(who), who.Value()}, Header: o.forAll().header()}
	return capillary.Call[*RecommendationBox](ctx, s.client, opUserRecommendations, in, opts...)
}

// ItemRecommendations returns products that go with a product, by a model such as ModelSimilarAttribute. See UserRecommendations for the host.
// Its page is off the site of 2026.
//
// GET /api_gateway/v1/recommendations/item/{model}
func (s *Service) ItemRecommendations(ctx context.Context, sku string, model string, o RecommendationOptions,
	opts ...capillary.RequestOption) (*RecommendationBox, error) {
	in := capillary.Input{Path: []string{model}, Query: itemQuery{o, sku}, Header: o.header()}
	return capillary.Call[*RecommendationBox](ctx, s.client, opItemRecommendations, in, opts...)
}

// CartRecommendations returns products that go with those in a cart, by ModelFrequentlyBoughtTogether. See
// UserRecommendations for the host. Its page is off the site of 2026.
//
// GET /api_gateway/v1/recommendations/cart/{model}
func (s *Service) CartRecommendations(ctx context.Context, cart Cart, model string, o RecommendationOptions,
	opts ...capillary.RequestOption) (*RecommendationBox, error) {
	in := capillary.Input{Path: []string{model}, Query: cartQuery{o, cart}, Header: o.header()}
	return capillary.Call[*RecommendationBox](ctx, s.client, opCartRecommendations, in, opts...)
}

// Cart is how many of which products a cart has, by stock keeping unit.
type Cart map[string]int64

// EncodeValues writes the cart as the JSON that the API takes in its query.
func (c Cart) EncodeValues(key string, v *url.Values) error {
	text, err := json.Marshal(map[string]int64(c))
	v.Set(key, string(text))
	return err
}

// The documented models of UserRecommendations.
const (
	ModelYouMayAlsoLike = "you-may-also-like" // by what the customer looks at
	ModelTrending       = "trending"          // by what the customer ordered, searched and looked at
	ModelBuyItAgain     = "buy-it-again"      // what the customer bought before
)

// The documented models of ItemRecommendations.
const (
	ModelSimilarAttribute = "similar-attribute" // products with attributes like its own
	ModelSimilarBTAB      = "similar-btab"      // products bought along with it
)

// ModelFrequentlyBoughtTogether is the documented model of CartRecommendations.
const ModelFrequentlyBoughtTogether = "frequently-bought-together"

// RecommendationOptions choose recommendations.
type RecommendationOptions struct {
	Limit      int64    `url:"limit"`                      // required; the API gives 25 at most
	Offset     int64    `url:"offset"`                     // products to skip
	Categories []string `url:"categories,omitempty,comma"` // codes, 10 at most
	Stores     []string `url:"stores,omitempty,comma"`     // codes, 10 at most; the API says that it does not filter by store yet

	TillID string `url:"-"` // the till that makes the call; the API wants it
	OrgID  string `url:"-"` // the organisation that makes the call; the API wants it
}

// Validate refuses a limit of nothing, and lists that are too long.
func (o RecommendationOptions) Validate() error {
	switch {
	case o.Limit <= 0:
		return capillary.Invalid("limit", "it must be positive")
	case len(o.Categories) > maxFilters:
		return capillary.Invalid("categories", "they are more than 10")
	case len(o.Stores) > maxFilters:
		return capillary.Invalid("stores", "they are more than 10")
	}
	return nil
}

const maxFilters = 10

// header names who makes the call.
func (o RecommendationOptions) header() http.Header {
	h := http.Header{}
	if o.TillID != "" {
		h.Set("X-CAP-API-AUTH-ENTITY-ID", o.TillID)
	}
	if o.OrgID != "" {
		h.Set("X-CAP-API-AUTH-ORG-ID", o.OrgID)
	}
	return h
}

// UserRecommendationOptions choose recommendations for a customer. The API names the device's fields without a word on
// them.
type UserRecommendationOptions struct {
	Limit      int64    `url:"limit"`                      // required; the API gives 25 at most
	Offset     int64    `url:"offset"`                     // products to skip
	Categories []string `url:"categories,omitempty,comma"` // codes, 10 at most
	Stores     []string `url:"stores,omitempty,comma"`     // codes, 10 at most; the API says that it does not filter by store yet

	TillID string `url:"-"` // the till that makes the call; the API wants it
	OrgID  string `url:"-"` // the organisation that makes the call; the API wants it

	DeviceLocation []string `url:"deviceLocation,omitempty,comma"`
	DeviceType     string   `url:"deviceType,omitempty"`
}

// forAll are the options that all recommendations have.
func (o UserRecommendationOptions) forAll() RecommendationOptions {
	return RecommendationOptions{o.Limit, o.Offset, o.Categories, o.Stores, o.TillID, o.OrgID}
}

type userQuery struct {
	UserRecommendationOptions

	UType  string `url:"utype"`
	UValue string `url:"uvalue"`
}

// Validate refuses a call for nobody.
func (q userQuery) Validate() error {
	if q.UValue == "" {
		return capillary.Invalid("customer", "an identifier is required, such as capillary.Mobile or capillary.UserID")
	}
	return q.forAll().Validate()
}

// userType is the recommendation service's own word for a kind of identifier.
func userType(who capillary.Identifier) string {
	if _, ok := who.UserID(); ok {
		return "user_id"
	}
	return who.Name()
}

type itemQuery struct {
	RecommendationOptions

	SKU string `url:"sku"`
}

// Validate refuses a call for no product.
func (q itemQuery) Validate() error {
	if q.SKU == "" {
		return capillary.Invalid("sku", "it is empty")
	}
	return q.RecommendationOptions.Validate()
}

type cartQuery struct {
	RecommendationOptions

	Cart Cart `url:"cartparam"`
}

// Validate refuses an empty cart, and products that are not in it.
func (q cartQuery) Validate() error {
	if len(q.Cart) == 0 {
		return capillary.Invalid("cartparam", "the cart is empty")
	}
	for _, quantity := range q.Cart {
		if quantity <= 0 {
			return capillary.Invalid("cartparam", "a quantity must be positive")
		}
	}
	return q.RecommendationOptions.Validate()
}

// RecommendationBox are products to show in one place.
type RecommendationBox struct {
	Group            string           `json:"group"`   // of an experiment: TEST, …
	BoxType          string           `json:"boxType"` // the model
	TotalResults     int64            `json:"totalResults"`
	RecommendedItems RecommendedItems `json:"recommendedItems"`
}

// RecommendedItems are products.
type RecommendedItems struct {
	Items []RecommendedItem `json:"items"`
}

// RecommendedItem is a product, and how well it fits.
type RecommendedItem struct {
	SKU    string          `json:"sku"`
	Score  decimal.Decimal `json:"score"`
	Rank   int64           `json:"rank"` // 1 fits best
	Values ItemValues      `json:"values"`
}

// ItemValues describe a product.
type ItemValues struct {
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Categories  []string  `json:"categories"`
	Image       ItemImage `json:"image"`
	SmallImage  ItemImage `json:"smallImage"`
	ProductURL  string    `json:"productUrl"`
}

// ItemImage is a picture of a product.
type ItemImage struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}
