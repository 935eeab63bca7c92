package transaction

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Bill is a transaction to be added: a purchase, or a return of one. All amounts and quantities are positive, those of a
// return too. A time without a zone of its own would mean UTC to the API, so every time goes out with its offset.
type Bill struct {
	Type       Type            `json:"type"`
	BillNumber string          `json:"billNumber"` // at most 50 characters; of a return, the number of what is returned
	BillAmount decimal.Decimal `json:"billAmount"` // net

	BillingDate    time.Time       `json:"billingDate,omitzero"` // now if zero; of a return, when it is returned
	GrossAmount    decimal.Decimal `json:"grossAmount,omitzero"` // before discount
	Discount       decimal.Decimal `json:"discount,omitzero"`
	Note           string          `json:"note,omitzero"`
	OutlierStatus  OutlierStatus   `json:"outlierStatus,omitzero"` // in place of what the outlier settings say
	DeliveryStatus DeliveryStatus  `json:"deliveryStatus,omitzero"`
	LineItems      []LineItem      `json:"lineItemsV2,omitzero"`
	PaymentModes   []PaymentMode   `json:"paymentModes,omitzero"`
	Redemptions    Redemptions     `json:"redemptions,omitzero"`
	CustomFields   map[string]any  `json:"customFields,omitzero"`
	ExtendedFields map[string]any  `json:"extendedFields,omitzero"` // only those that the organisation has

	NotInterestedReason string `json:"notInterestedReason,omitzero"` // of TypeNotInterested; at most 255 characters

	ReturnType   ReturnType `json:"returnType,omitzero"`   // of a return, where it is required
	PurchaseTime time.Time  `json:"purchaseTime,omitzero"` // of a return: when it was bought (else ErrReturnTime)
	ID           int64      `json:"id,omitzero"`           // of a return: which of several transactions with the bill number

	CurrencyCode         string `json:"currencyCode,omitzero"`         // ISO; the organisation must support it and have a ratio for it
	AddWithLocalCurrency bool   `json:"addWithLocalCurrency,omitzero"` // the amounts are in that currency

	Attribution AttributionRequest `json:"attribution,omitzero"` // another user or till than the caller's

	PromotionEvaluationID       string   `json:"promotionEvaluationId,omitzero"`       // of a cart or catalog promotion
	AppliedPromotionIdentifiers []string `json:"appliedPromotionIdentifiers,omitzero"` // as the evaluation of the cart gave them
	// AppliedPaymentVoucherIdentifiers are gift vouchers for payments, as the evaluation of the cart had them.
	AppliedPaymentVoucherIdentifiers []string `json:"appliedPaymentVoucherIdentifiers,omitzero"`
	LoyaltyPromotionIdentifiers      []string `json:"loyaltyPromotionIdentifiers,omitzero"`

	// One of these tags the transaction to a user group.
	UserGroup2ID            int64  `json:"userGroup2Id,omitzero"`
	UserGroup2ExternalID    string `json:"userGroup2ExternalId,omitzero"`
	UserGroup2PrimaryUserID int64  `json:"userGroup2PrimaryUserId,omitzero"`

	// Where the primary member of the group is registered; AddBulk takes them.
	UserGroup2PrimaryUserSource    capillary.Source `json:"userGroup2PrimaryUserSource,omitzero"`
	UserGroup2PrimaryUserAccountID string           `json:"userGroup2PrimaryUserAccountId,omitzero"`
}

// Validate refuses a bill without type or number, a number that is too long, anything negative (ErrInvalidAmount and
// similar codes), and a return by line item that names none (ErrReturnItemsMissing).
func (b Bill) Validate() error {
	if b.Type == "" {
		return capillary.Invalid("type", "one is required, such as transaction.TypeRegular")
	}
	if b.ReturnType == ReturnLineItem && len(b.LineItems) == 0 {
		return capillary.Invalid("lineItemsV2", "a return by line item needs the items")
	}
	return first(checkNumber("billNumber", b.BillNumber),
		notNegative("billAmount", b.BillAmount), notNegative("grossAmount", b.GrossAmount), notNegative("discount", b.Discount),
		validateEach("lineItemsV2", b.LineItems))
}

// LineItem is what one row of a bill says.
type LineItem struct {
	ItemCode       string          `json:"itemCode,omitzero"` // of a variant, the variant's
	Description    string          `json:"description,omitzero"`
	Qty            decimal.Decimal `json:"qty,omitzero"`
	Rate           decimal.Decimal `json:"rate,omitzero"`  // price of one
	Value          decimal.Decimal `json:"value,omitzero"` // gross: rate times quantity
	Discount       decimal.Decimal `json:"discount"`
	Amount         decimal.Decimal `json:"amount,omitzero"` // net: value less discount
	Serial         string          `json:"serial,omitzero"`
	ImgURL         string          `json:"imgUrl,omitzero"`
	Attributes     map[string]any  `json:"attributes,omitzero"` // of the product
	CustomFields   map[string]any  `json:"customFields,omitzero"`
	ExtendedFields map[string]any  `json:"extendedFields,omitzero"` // only those that the organisation has

	ComboDetails []BundleItem `json:"comboDetails,omitzero"` // a pack sold as one
	SplitDetails []BundleItem `json:"splitDetails,omitzero"` // what the price of one thing is made of
	AddOnDetails []BundleItem `json:"addOnDetails,omitzero"` // extras

	Returnable     *bool  `json:"returnable,omitzero"`
	ReturnableDays *int64 `json:"returnableDays,omitzero"` // at most this many days; WarnReturnableDays if negative

	Type             Type       `json:"type,omitzero"`             // of a mixed transaction: bought or returned
	ReturnType       ReturnType `json:"returnType,omitzero"`       // not with ReturnFull or ReturnAmount for the whole bill
	ParentBillNumber string     `json:"parentBillNumber,omitzero"` // of a mixed transaction: the bill that the item is returned of
	PurchaseTime     time.Time  `json:"purchaseTime,omitzero"`     // of an item that is returned: when it was bought

	AppliedPromotionIdentifiers []string `json:"appliedPromotionIdentifiers,omitzero"`
}

// Validate refuses anything negative (ErrNegativeQuantity, ErrItemNegativeAmount and similar codes).
func (i LineItem) Validate() error {
	return first(notNegative("qty", i.Qty), notNegative("rate", i.Rate), notNegative("value", i.Value),
		notNegative("discount", i.Discount), notNegative("amount", i.Amount))
}

// BundleItem is a part of a line item: of a combo, of a split, or an add-on.
type BundleItem struct {
	ItemCode    string          `json:"itemCode"`
	Quantity    decimal.Decimal `json:"quantity,omitzero"`
	Description string          `json:"description,omitzero"`
	Rate        decimal.Decimal `json:"rate,omitzero"`
	Value       decimal.Decimal `json:"value,omitzero"`
	ComboType   ComboType       `json:"comboType,omitzero"`
}

// PaymentMode is how a part of a bill was paid.
type PaymentMode struct {
	Mode       string          `json:"mode,omitzero"` // as set up in the organisation (else WarnPaymentModeNotFound)
	Value      decimal.Decimal `json:"value,omitzero"`
	Notes      string          `json:"notes,omitzero"` // at most 250 characters
	Attributes map[string]any  `json:"attributes,omitzero"`
}

// Redemptions are the redemptions that belong to a bill, by their ids.
type Redemptions struct {
	PointsRedemptions []int64 `json:"pointsRedemptions,omitzero"`
	CouponRedemptions []int64 `json:"couponRedemptions,omitzero"`
}

// AttributionRequest is on whose behalf a bill is added.
type AttributionRequest struct {
	CreateDate time.Time `json:"createDate,omitzero"`
	CreatedBy  Creator   `json:"createdBy,omitzero"`
}

// Creator is a user, a till or a store, by its code.
type Creator struct {
	ID   int64         `json:"id,omitzero"`
	Code string        `json:"code"`
	Name string        `json:"name,omitzero"`
	Type OrgEntityType `json:"type"`
}

// Type is what kind of transaction it is.
type Type string

// The documented types. v2 adds the first four; the others are of v1.1.
const (
	TypeRegular             Type = "REGULAR"
	TypeReturn              Type = "RETURN"
	TypeNotInterested       Type = "NOT_INTERESTED"        // of nobody
	TypeNotInterestedReturn Type = "NOT_INTERESTED_RETURN" // of what nobody bought
	TypeMixed               Type = "MIXED"                 // an exchange
	TypeNotInterestedMixed  Type = "NI_MIXED"              // an exchange, of nobody
	TypeAll                 Type = "ALL"                   // reading: any type
)

// anonymous says that transactions of the type have no customer.
func (t Type) anonymous() bool { return t == TypeNotInterested || t == TypeNotInterestedReturn }

// DeliveryStatus is where the goods are.
type DeliveryStatus string

// The documented statuses.
const (
	DeliveryPlaced    DeliveryStatus = "PLACED"
	DeliveryProcessed DeliveryStatus = "PROCESSED"
	DeliveryShipped   DeliveryStatus = "SHIPPED"
	DeliveryDelivered DeliveryStatus = "DELIVERED"
	DeliveryReturned  DeliveryStatus = "RETURNED"
)

// OutlierStatus says whether a transaction or a line item counts as usual.
type OutlierStatus string

// The documented statuses.
const (
	OutlierNormal   OutlierStatus = "NORMAL"
	OutlierInternal OutlierStatus = "INTERNAL"
	OutlierFraud    OutlierStatus = "FRAUD"
	Outlier         OutlierStatus = "OUTLIER"
	OutlierTest     OutlierStatus = "TEST"
	OutlierDeleted  OutlierStatus = "DELETED"
	OutlierFailed   OutlierStatus = "FAILED"
	OutlierOther    OutlierStatus = "OTHER"
	OutlierInvalid  OutlierStatus = "INVALID" // v1.1 only
	OutlierRetro    OutlierStatus = "RETRO"   // v1.1 only
)

// ComboType is what a part of a line item is.
type ComboType string

// The documented types.
const (
	ComboParent ComboType = "COMBO_PARENT"
	ComboItem   ComboType = "COMBO_ITEM"
	ComboAddOn  ComboType = "ADD_ON_ITEM"
	ComboSplit  ComboType = "SPLIT"
)

// OrgEntity is a till, a store or a user of the organisation.
type OrgEntity = customer.OrgEntity

// OrgEntityType is a kind of entity of an organisation.
type OrgEntityType = customer.OrgEntityType

// SourceOthers is the source of transactions from none of the sources that package capillary names.
const SourceOthers capillary.Source = "OTHERS"

// maxNumber is how many characters a bill number can have.
const maxNumber = 50

func checkNumber(field, number string) error {
	switch {
	case strings.TrimSpace(number) == "":
		return capillary.Invalid(field, "it is empty")
	case utf8.RuneCountInString(number) > maxNumber:
		return capillary.Invalid(field, "it has more than "+strconv.Itoa(maxNumber)+" characters")
	}
	return nil
}

func notNegative(field string, d decimal.Decimal) error {
	if d.IsNegative() {
		return capillary.Invalid(field, "it is negative; amounts and quantities are positive, those of returns too")
	}
	return nil
}

// first is the first error that was found.
func first(found ...error) error {
	for _, err := range found {
		if err != nil {
			return err
		}
	}
	return nil
}

// validateEach asks each element of a list to check itself. The error names the element.
func validateEach[T capillary.Validator](name string, list []T) error {
	for i := range list {
		if err := list[i].Validate(); err != nil {
			return capillary.InvalidIn(name+"["+strconv.Itoa(i)+"]", err)
		}
	}
	return nil
}
