package webhook

import "github.com/shopspring/decimal"

// CartPromotionIssued tells that a customer may earn a cart promotion.
type CartPromotionIssued struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	PromotionID         string              `json:"promotionId"`
	IssueID             string              `json:"issueId"`
	IssueDate           Date                `json:"issueDate" lenient:"also=issueDateInMillis"`
}

func (CartPromotionIssued) eventName() string { return "cartPromotionIssued" }

// CartPromotionEarned tells that a customer earned a cart promotion.
type CartPromotionEarned struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	PromotionID         string              `json:"promotionId"`
	IssueID             string              `json:"issueId"`
	IssueDate           Date                `json:"issueDate" lenient:"also=issueDateInMillis"`
	EarnID              string              `json:"earnId"`
	EarnedTime          Date                `json:"earnedTime" lenient:"also=earnedTimeInMillis"`
}

func (CartPromotionEarned) eventName() string { return "cartPromotionEarned" }

// CartPromotionRedeemed tells that cart promotions were redeemed with a bill.
type CartPromotionRedeemed struct {
	Event `json:"-"`

	CustomerIdentifiers   CustomerIdentifiers    `json:"customerIdentifiers"`
	AddedBy               EnteredBy              `json:"addedBy"`
	RedemptionDateTime    Date                   `json:"redemptionDateTime" lenient:"also=redemptionDateTimeInMillis"`
	TransactionIdentifier string                 `json:"transactionIdentifier"`
	AppliedPromotions     []AppliedCartPromotion `json:"appliedPromotions"` // to the bill
	LineItemInfo          []CartLineItem         `json:"lineItemInfo"`
}

func (CartPromotionRedeemed) eventName() string { return "cartPromotionRedeemed" }

// AppliedCartPromotion is a promotion that was applied to a bill or an item.
type AppliedCartPromotion struct {
	PromotionID               string          `json:"promotionId"`
	EarnID                    string          `json:"earnId"`
	RedemptionCount           int64           `json:"redemptionCount"`
	RedemptionType            string          `json:"redemptionType"` // CART or LINEITEM
	Discount                  decimal.Decimal `json:"discount"`       // an amount
	DiscountAppliedOnQuantity decimal.Decimal `json:"discountAppliedOnQuantity"`
}

// CartLineItem is an item and the promotions that were applied to it.
type CartLineItem struct {
	SKU               string                 `json:"sku"`
	ProductID         string                 `json:"productId"`
	AppliedPromotions []AppliedCartPromotion `json:"appliedPromotions"`
}

// CartPromotionRevoked tells that an earned cart promotion was taken from a customer.
type CartPromotionRevoked struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	PromotionID         string              `json:"promotionId"`
	EarnID              string              `json:"earnId"`
}

func (CartPromotionRevoked) eventName() string { return "cartPromotionRevoked" }
