package org

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Feed tells that a customer scanned a code or chose something, such as a QR code at a shelf. What a customer gets for it is the
// organisation's setting; it comes back in SideEffects. Nothing protects against a second coupon, so a call whose outcome is unknown
// is not repeated.
//
// The reply is documented in 2022 only.
//
// POST /v2/feed
func (s *Service) Feed(ctx context.Context, r FeedRequest, opts ...capillary.RequestOption) (*FeedEvent, error) {
	return capillary.Call[*FeedEvent](ctx, s.client, opFeed, capillary.Input{Query: r.query(), Body: r.body()}, opts...)
}

// FeedRequest is a scan. The name of the event and the customer are required.
type FeedRequest struct {
	Customer      capillary.Identifier `json:"customer,omitzero"` // a user id, a mobile number, an e-mail address or an external id
	EventName     string               `json:"eventName"`         // such as FeedGetPromotion
	EventTime     time.Time            `json:"eventTime,omitzero"`
	OpenID        string               `json:"openId,omitzero"`        // of WeChat
	ScanID        string               `json:"scanId,omitzero"`        // of the code
	SKU           string               `json:"sku,omitzero"`           // of the item
	PromotionCode string               `json:"promotionCode,omitzero"` // not in use
	Details       string               `json:"details,omitzero"`

	Source capillary.Source `json:"source,omitzero"` // in the query: SourceInStore
}

// FeedGetPromotion is the name of a scan.
const FeedGetPromotion = "GetPromotion"

// Validate refuses a scan without a name or a customer.
func (r FeedRequest) Validate() error {
	if r.EventName == "" {
		return capillary.Invalid("eventName", "it is empty")
	}
	switch r.Customer.Name() {
	case capillary.UserID(0).Name(), capillary.Mobile("").Name(), capillary.Email("").Name(), capillary.ExternalID("").Name():
		if r.Customer.Value() != "" {
			return nil
		}
	}
	return capillary.Invalid("customer", "a user id, a mobile number, an e-mail address or an external id is required")
}

type feedQuery struct {
	Source capillary.Source `url:"source,omitempty"`
}

func (r FeedRequest) query() feedQuery { return feedQuery{r.Source} }

type feedBody struct {
	feedFields
	Customer map[string]string `json:"customer"`
}

// feedFields has the fields of a FeedRequest and not its methods.
type feedFields FeedRequest

// body leaves out what goes elsewhere.
func (r FeedRequest) body() feedBody {
	customer := map[string]string{r.Customer.Name(): r.Customer.Value()}
	fields := feedFields(r)
	fields.Source = ""
	return feedBody{fields, customer}
}

// Validate asks the request.
func (b feedBody) Validate() error { return FeedRequest(b.feedFields).Validate() }

// FeedEvent is a scan as it was kept, with what the customer got for it.
type FeedEvent struct {
	OrgID          int64             `json:"orgId"`
	CustomerID     int64             `json:"customerId"` // user id
	EventName      string            `json:"eventName"`  // in upper case
	EventTime      time.Time         `json:"eventTime"`
	EventMode      int64             `json:"eventMode"`
	OpenID         string            `json:"openId"`
	ScanID         string            `json:"scanId"`
	SKU            string            `json:"sku"`
	Details        string            `json:"details"`
	Source         capillary.Source  `json:"source"`
	AccountID      string            `json:"accountId"`
	Attributes     map[string]any    `json:"attributes"`
	AutoUpdateTime time.Time         `json:"autoUpdateTime"`
	SideEffects    []FeedEffect      `json:"sideEffects"`
	Warnings       []capillary.Issue `json:"warnings"`
}

// FeedEffect is a coupon that a customer got for a scan.
type FeedEffect struct {
	Type              string          `json:"type"` // coupon
	ID                int64           `json:"id"`   // of the coupon
	CouponType        string          `json:"couponType"`
	CouponCode        string          `json:"couponCode"`
	TrimmedCouponCode string          `json:"trimmedCouponCode"`
	Description       string          `json:"description"`
	DiscountCode      string          `json:"discountCode"`
	DiscountType      string          `json:"discountType"`  // such as PERC
	DiscountValue     decimal.Decimal `json:"discountValue"` // an amount, or percents
	ValidTill         time.Time       `json:"validTill"`
}

// GenerateExternalID makes an external id that no customer has, for one who is about to be registered. Each call makes another one, so
// it is never sent again by itself. It works where the organisation has CONF_CARD_NUMBER_GENERATION_ENABLED and
// CONF_CLIENT_V2_API_ENABLED on, for the accounts of its setting SOURCE_ACCOUNTS_EXTERNALID_ENABLED.
//
// It is documented in 2022, and in 2025 with another endpoint's text; since 2026 the address is documented for cards, with PUT.
//
// GET /v2/cardNumber
func (s *Service) GenerateExternalID(ctx context.Context, _ GenerateExternalIDOptions, opts ...capillary.RequestOption) (*GeneratedExternalID, error) {
	return capillary.Call[*GeneratedExternalID](ctx, s.client, opGenerateExternalID, capillary.Input{}, opts...)
}

// GenerateExternalIDOptions are the options of GenerateExternalID, of which none is documented yet.
type GenerateExternalIDOptions struct{}

// GeneratedExternalID is an external id for a customer who is about to be registered.
type GeneratedExternalID struct {
	ExternalID string            `json:"entity"`
	Warnings   []capillary.Issue `json:"warnings"`
}
