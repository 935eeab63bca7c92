package transaction

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
)

// AddV1 adds transactions, returns, exchanges and cancellations of line items. Unlike Add it registers customers whose
// identifiers are new, updates the details of those who are registered, and may merge accounts. What a bill must have is
// the organisation's setting.
//
// A number that is there already gives ErrDuplicate. Other errors, of each item: ErrCustomerIdentifierMissing, ErrInvalidAmount,
// ErrNegativeAmount, ErrNumberNotFound, ErrReturnAmount and similar codes, and the ErrRegister codes where the customer can't be
// registered. CodePointsQueued is no failure: the points follow later. A batch whose outcome is unknown is never sent again:
// its purchases are looked up one by one, as those of Add are. SettleAddV1 asks again later.
//
// The times are on the cluster's clock. Quantities are rounded to whole numbers: Add takes fractions.
//
// POST /v1.1/transaction/add
func (s *Service) AddV1(ctx context.Context, r RequestV1[BillV1], _ AddOptionsV1, opts ...capillary.RequestOption) (*capillary.Batch[SavedV1], error) {
	return capillary.Call[*capillary.Batch[SavedV1]](ctx, s.client, opAddV1, capillary.Input{Body: r.body(), Key: keyOf(r), Sent: billNumbers(r), LookUp: s.lookUpV1(opAddV1, r, time.Now(), opts)}, opts...)
}

// AddWithLocalCurrencyV1 is AddV1 with amounts in another currency than the organisation's: that of BillV1.CurrencyCode, or
// the store's. The organisation needs CONF_CURRENCY_CONVERSION_ENABLE and a conversion ratio. Errors: ErrCurrencyConversionOff
// and those of AddV1.
//
// POST /v1.1/transaction/add_with_local_currency
func (s *Service) AddWithLocalCurrencyV1(ctx context.Context, r RequestV1[BillV1], _ AddOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[SavedV1], error,
) {
	return capillary.Call[*capillary.Batch[SavedV1]](ctx, s.client, opAddWithLocalCurrencyV1, capillary.Input{Body: r.body(), Key: keyOf(r), Sent: billNumbers(r), LookUp: s.lookUpV1(opAddWithLocalCurrencyV1, r, time.Now(), opts)}, opts...)
}

// AddOptionsV1 are the options of AddV1 and AddWithLocalCurrencyV1, of which none is documented yet.
type AddOptionsV1 struct{}

// BillV1 is a transaction to be added, or a return of one. All amounts and quantities are positive, those of a return too.
type BillV1 struct {
	Type   TypeV1          `json:"type"`
	Number string          `json:"number"` // at most 50 characters; of a return, the number of what is returned
	Amount decimal.Decimal `json:"amount"` // net; of an exchange, of what is bought

	BillingTime            time.Time            `json:"billing_time,omitzero"` // now if zero; of a return, when it is returned
	GrossAmount            decimal.Decimal      `json:"gross_amount,omitzero"` // before discount
	Discount               decimal.Decimal      `json:"discount"`
	CurrencyCode           string               `json:"currency_code,omitzero"` // ISO
	Notes                  string               `json:"notes,omitzero"`
	Comment                string               `json:"comment,omitzero"`
	Source                 capillary.Source     `json:"source,omitzero"`
	BillClientID           string               `json:"bill_client_id,omitzero"` // the caller's own id of the bill
	ReferralCode           string               `json:"referral_code,omitzero"`
	OutlierStatus          OutlierStatus        `json:"outlier_status,omitzero"`
	DeliveryStatus         DeliveryStatus       `json:"delivery_status,omitzero"`
	ShippingSourceTillCode string               `json:"shipping_source_till_code,omitzero"`
	Country                string               `json:"country,omitzero"`
	NotInterestedReason    string               `json:"not_interested_reason,omitzero"`
	Customer               capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail, external id or card number
	CustomerDetails        CustomerDetailsV1    `json:"customer_details,omitzero"`
	LineItems              LineItemsV1          `json:"line_items,omitzero"`
	PaymentDetails         PaymentsV1           `json:"payment_details,omitzero"`
	CreditNote             SetCreditNoteV1      `json:"credit_note,omitzero"`
	CustomFields           SetFieldsV1          `json:"custom_fields,omitzero"`
	ExtendedFields         SetFieldsV1          `json:"extended_fields,omitzero"`
	AssociateDetails       AssociateV1          `json:"associate_details,omitzero"` // who sold it

	// The documentation lists redemption ids as two lists, and its sample has points redemptions in Redemptions.
	PointsRedemptions []int64       `json:"pointsRedemptions,omitzero"`
	CouponRedemptions []int64       `json:"couponRedemptions,omitzero"`
	Redemptions       RedemptionsV1 `json:"redemptions,omitzero"`

	ReturnType       ReturnType `json:"return_type,omitzero"`        // of a return
	PurchaseTime     time.Time  `json:"purchase_time,omitzero"`      // of a return, where it is required: when it was bought
	ParentBillNumber string     `json:"parent_bill_number,omitzero"` // of a return
	ID               int64      `json:"id,omitzero"`                 // of a return: which of several transactions with the number
}

// Validate refuses a bill without type or number, a number that is too long, a regular bill or return of nobody
// (ErrCustomerIdentifierMissing), anything negative (ErrNegativeAmount and similar codes), and a return by line item that names
// none (ErrReturnItemsMissing).
func (b BillV1) Validate() error {
	switch {
	case b.Type == "":
		return capillary.Invalid("type", "one is required, such as transaction.TypeRegularV1")
	case b.Type.hasCustomer() && b.who().IsZero():
		return capillary.Invalid("customer", "an identifier is required: mobile, email, external id, user id or card number")
	case b.ReturnType == ReturnLineItem && len(b.LineItems.LineItem) == 0:
		return capillary.Invalid("line_items", "a return by line item needs the items")
	}
	return first(b.checkCustomer(), checkNumber("number", b.Number),
		notNegative("amount", b.Amount), notNegative("gross_amount", b.GrossAmount), notNegative("discount", b.Discount),
		validateEach("line_items.line_item", b.LineItems.LineItem))
}

// checkCustomer refuses a customer whom this call can't name, and one who is named by two values of one identifier.
func (b BillV1) checkCustomer() error {
	if b.Customer.IsZero() {
		return nil
	}
	named, details := buyerOf(b.Customer), b.CustomerDetails
	for _, i := range []struct{ name, named, also string }{
		{"mobile", named.Mobile, details.Mobile}, {"email", named.Email, details.Email}, {"external_id", named.ExternalID, details.ExternalID},
		{"card_number", named.CardNumber, details.CardDetails.CardNumber},
	} {
		if i.named != "" && i.also != "" && i.named != i.also {
			return capillary.Invalid("customer_details."+i.name, "the customer is named by another one")
		}
	}
	return checkV1(b.Customer)
}

// who is the customer, who may be known by the card alone.
func (b BillV1) who() capillary.Identifier {
	if card := b.CustomerDetails.CardDetails.CardNumber; b.Customer.IsZero() && card != "" {
		return capillary.CardNumber(card)
	}
	return b.Customer
}

// TypeV1 is what kind of transaction is added, in the spelling of v1.1.
type TypeV1 string

// The documented types. The line items of an exchange are of TypeRegularV1 and TypeReturnedV1.
const (
	TypeRegularV1             TypeV1 = "regular"        // of a loyalty customer
	TypeNotInterestedV1       TypeV1 = "not_interested" // of a customer outside the program, or of nobody
	TypeReturnV1              TypeV1 = "RETURN"
	TypeNotInterestedReturnV1 TypeV1 = "NOT_INTERESTED_RETURN"
	TypeMixedV1               TypeV1 = "MIXED"  // an exchange
	TypeReturnedV1            TypeV1 = "return" // of a line item
)

// hasCustomer says that the API takes the type only with a customer.
func (t TypeV1) hasCustomer() bool {
	return strings.EqualFold(string(t), string(TypeRegular)) || strings.EqualFold(string(t), string(TypeReturn))
}

// CustomerDetailsV1 are what else is known of the customer of a transaction: further identifiers, and the details to register
// somebody new.
type CustomerDetailsV1 struct {
	Mobile       string `json:"mobile,omitzero"` // with the country code
	Email        string `json:"email,omitzero"`
	ExternalID   string `json:"external_id,omitzero"`
	CardDetails  CardV1 `json:"card_details,omitzero"`
	Firstname    string `json:"firstname,omitzero"`
	Lastname     string `json:"lastname,omitzero"`
	ReferralCode string `json:"referral_code,omitzero"` // of who referred the customer
}

// buyerV1 is a customer as a bill has one.
type buyerV1 struct {
	ID         int64  `json:"id,omitzero"` // user id
	CardNumber string `json:"card_number,omitzero"`

	CustomerDetailsV1
}

func buyerOf(who capillary.Identifier) buyerV1 {
	var b buyerV1
	b.ID, _ = who.UserID()
	switch value := who.Value(); who.NameV1() {
	case "mobile":
		b.Mobile = value
	case "email":
		b.Email = value
	case "external_id":
		b.ExternalID = value
	case "card_number":
		b.CardNumber = value
	}
	return b
}

// billFieldsV1 has the fields of a BillV1 and not its methods.
type billFieldsV1 BillV1

func (b BillV1) body() any {
	customer := buyerOf(b.Customer)
	mobile, email, externalID := customer.Mobile, customer.Email, customer.ExternalID
	customer.CustomerDetailsV1 = b.CustomerDetails
	customer.Mobile, customer.Email = cmp.Or(mobile, customer.Mobile), cmp.Or(email, customer.Email)
	customer.ExternalID = cmp.Or(externalID, customer.ExternalID)
	return struct {
		billFieldsV1
		Customer        buyerV1  `json:"customer,omitzero"`
		CustomerDetails struct{} `json:"customer_details,omitzero"` // stand in the customer
	}{billFieldsV1: billFieldsV1(b), Customer: customer}
}

// UnmarshalJSON reads the bill as encoding/json writes it, or as the API documents it: of several identifiers of the customer
// the first names them, and all stand in CustomerDetails.
func (b *BillV1) UnmarshalJSON(raw []byte) error {
	if err := outbox.Read(raw, (*billFieldsV1)(b)); err != nil || b.CustomerDetails != (CustomerDetailsV1{}) {
		return err
	}
	var documented struct {
		Customer CustomerDetailsV1 `json:"customer"`
	}
	err := outbox.Read(raw, &documented)
	b.CustomerDetails = documented.Customer
	return err
}

// CardV1 is a customer's card.
type CardV1 struct {
	CardNumber string `json:"card_number,omitzero"`
}

// LineItemsV1 are the rows of a bill.
type LineItemsV1 struct {
	LineItem []LineItemV1 `json:"line_item"`
}

// LineItemV1 is one row of a bill.
type LineItemV1 struct {
	Type              TypeV1          `json:"type,omitzero"`        // of an exchange
	ReturnType        ReturnType      `json:"return_type,omitzero"` // ReturnCancelled cancels the item
	ItemCode          string          `json:"item_code,omitzero"`
	Variant           string          `json:"variant,omitzero"` // code of the variant
	BaseItemCode      string          `json:"base_item_code,omitzero"`
	Description       string          `json:"description,omitzero"`
	Qty               decimal.Decimal `json:"qty"`            // rounded to a whole number
	Rate              decimal.Decimal `json:"rate,omitzero"`  // price of one
	Value             decimal.Decimal `json:"value,omitzero"` // gross: rate times quantity
	Amount            decimal.Decimal `json:"amount"`         // net: value less discount
	Discount          decimal.Decimal `json:"discount,omitzero"`
	DiscountValue     decimal.Decimal `json:"discount_value,omitzero"`
	Serial            *int64          `json:"serial,omitzero"`
	TransactionNumber string          `json:"transaction_number,omitzero"` // of the line item
	Notes             string          `json:"notes,omitzero"`
	OutlierStatus     OutlierStatus   `json:"outlier_status,omitzero"`
	CashierID         string          `json:"cashier_id,omitzero"`
	Attributes        AttributesV1    `json:"attributes,omitzero"`
	CustomFields      SetFieldsV1     `json:"custom_fields,omitzero"`
	ExtendedFields    SetFieldsV1     `json:"extended_fields,omitzero"`
	ComboItems        ComboItemsV1    `json:"combo_items,omitzero"` // a pack sold as one
	SplitItems        SplitItemsV1    `json:"split_items,omitzero"` // what the price of one thing is made of
	AddonItems        AddonItemsV1    `json:"addon_items,omitzero"` // extras
}

// Validate refuses anything negative (ErrNegativeQuantity, ErrItemNegativeAmount and similar codes).
func (i LineItemV1) Validate() error {
	return first(notNegative("qty", i.Qty), notNegative("rate", i.Rate), notNegative("value", i.Value),
		notNegative("discount", i.Discount), notNegative("discount_value", i.DiscountValue), notNegative("amount", i.Amount))
}

// ComboItemsV1 are the parts of a combo.
type ComboItemsV1 struct {
	ComboItem []BundleItemV1 `json:"combo_item"`
}

// SplitItemsV1 are the parts of a split.
type SplitItemsV1 struct {
	SplitItem []BundleItemV1 `json:"split_item"`
}

// AddonItemsV1 are add-ons.
type AddonItemsV1 struct {
	AddonItem []BundleItemV1 `json:"addon_item"`
}

// BundleItemV1 is a part of a line item.
type BundleItemV1 struct {
	ItemCode    string          `json:"item_code"`
	Quantity    decimal.Decimal `json:"quantity,omitzero"`
	Description string          `json:"description,omitzero"`
	Rate        decimal.Decimal `json:"rate,omitzero"`
	Value       decimal.Decimal `json:"value,omitzero"`
}

// AttributesV1 are attributes of a product or of a payment.
type AttributesV1 struct {
	Attribute []FieldV1 `json:"attribute"`
}

// PaymentsV1 are how a bill was paid.
type PaymentsV1 struct {
	Payment []PaymentV1 `json:"payment"`
}

// UnmarshalJSON reads payments as encoding/json writes them, or as the API documents them: there one element can stand for
// several, with lists of modes and values, since it was XML in which elements come twice.
func (p *PaymentsV1) UnmarshalJSON(raw []byte) error {
	var document struct {
		Payment []json.RawMessage `json:"payment"`
	}
	if err := outbox.Read(raw, &document); err != nil {
		return err
	}
	p.Payment = nil
	for _, element := range document.Payment {
		payments, err := paymentsOf(element)
		if err != nil {
			return err
		}
		p.Payment = append(p.Payment, payments...)
	}
	return nil
}

// paymentsOf reads an element. Notes and attributes beside lists are those of each payment.
func paymentsOf(element json.RawMessage) ([]PaymentV1, error) {
	var lists struct {
		Mode  []string          `json:"mode"`
		Value []decimal.Decimal `json:"value"`
		Notes string            `json:"notes"`

		Attributes AttributesV1 `json:"attributes"`
	}
	if json.Unmarshal(element, &lists) != nil || len(lists.Mode) != len(lists.Value) {
		var one PaymentV1
		err := outbox.Read(element, &one)
		return []PaymentV1{one}, err
	}
	all := make([]PaymentV1, len(lists.Mode))
	for i := range all {
		all[i] = PaymentV1{lists.Mode[i], lists.Value[i], lists.Notes, lists.Attributes}
	}
	return all, nil
}

// PaymentV1 is how a part of a bill was paid.
type PaymentV1 struct {
	Mode       string          `json:"mode"` // as set up in the organisation (else WarnPaymentModeNotFound)
	Value      decimal.Decimal `json:"value"`
	Notes      string          `json:"notes,omitzero"`
	Attributes AttributesV1    `json:"attributes,omitzero"`
}

// SetCreditNoteV1 is a credit note that comes with a bill.
type SetCreditNoteV1 struct {
	Number string          `json:"number"`
	Amount decimal.Decimal `json:"amount,omitzero"`
	Notes  string          `json:"notes,omitzero"`
}

// RedemptionsV1 are the redemptions of a bill.
type RedemptionsV1 struct {
	PointsRedemptions RedemptionIDsV1 `json:"points_redemptions,omitzero"`
	CouponRedemptions RedemptionIDsV1 `json:"coupon_redemptions,omitzero"`
}

// RedemptionIDsV1 are ids of redemptions.
type RedemptionIDsV1 struct {
	ID []int64 `json:"id"`
}

// AssociateV1 is who sold something.
type AssociateV1 struct {
	Code string `json:"code,omitzero"`
	Name string `json:"name,omitzero"`
}

// SavedV1 is a transaction that was added or changed, and what it did to its customer. What a look-up found after a doubt
// (Meta.Settled) tells of the transaction, and not of points.
type SavedV1 struct {
	ID                     int64                           `json:"id"` // of a conversion, the new id
	Number                 string                          `json:"number"`
	BillClientID           string                          `json:"bill_client_id"`
	Type                   Type                            `json:"type"`
	DeliveryStatus         DeliveryStatus                  `json:"delivery_status"`
	OutlierStatus          OutlierStatus                   `json:"outlier_status"`
	Source                 string                          `json:"source"`
	ShippingSourceTillCode string                          `json:"shipping_source_till_code"`
	ParentBillNumber       string                          `json:"parent_bill_number"`
	Customer               LoyaltyV1                       `json:"customer"`
	SideEffects            SideEffectsV1                   `json:"side_effects" lenient:"also=sideEffects"`
	PointsDeducted         capillary.Told[decimal.Decimal] `json:"points_deducted"` // by a return
	PointsBalance          capillary.Told[decimal.Decimal] `json:"points_balance"`  // after a return
	CustomFields           FieldsV1                        `json:"custom_fields"`
	ExtendedFields         FieldsV1                        `json:"extended_fields"`

	// These come with UpdateV1 and RetroV1.
	Store       string                          `json:"store"`
	BillingTime time.Time                       `json:"billing_time"`
	Amount      capillary.Told[decimal.Decimal] `json:"amount"`
	GrossAmount capillary.Told[decimal.Decimal] `json:"gross_amount"`
	Discount    capillary.Told[decimal.Decimal] `json:"discount"`
	Notes       string                          `json:"notes"`
	OldID       int64                           `json:"old_id"` // before the conversion
	OldType     Type                            `json:"old_type"`
}

// LoyaltyV1 is the customer of a transaction, and where that customer stands now.
type LoyaltyV1 struct {
	UserID            int64                           `json:"user_id"`
	Mobile            string                          `json:"mobile"`
	Email             string                          `json:"email"`
	ExternalID        string                          `json:"external_id"`
	Firstname         string                          `json:"firstname"`
	Lastname          string                          `json:"lastname"`
	Type              string                          `json:"type"` // LOYALTY or NON_LOYALTY
	Source            string                          `json:"source"`
	RegisteredOn      time.Time                       `json:"registered_on"`
	UpdatedOn         time.Time                       `json:"updated_on"`
	LoyaltyPoints     capillary.Told[decimal.Decimal] `json:"loyalty_points"` // can be spent
	LifetimePoints    capillary.Told[decimal.Decimal] `json:"lifetime_points"`
	LifetimePurchases capillary.Told[decimal.Decimal] `json:"lifetime_purchases"`
	CurrentSlab       string                          `json:"current_slab"` // tier
	TierExpiryDate    time.Time                       `json:"tier_expiry_date"`
	PointsSummaries   PointsSummariesV1               `json:"points_summaries"`
}

// PointsSummariesV1 are a customer's points by loyalty program.
type PointsSummariesV1 struct {
	PointsSummary []PointsSummaryV1 `json:"points_summary"`
}

// PointsSummaryV1 is where a customer stands in one loyalty program.
type PointsSummaryV1 struct {
	ProgramID            int64           `json:"programId"`
	LoyaltyPoints        decimal.Decimal `json:"loyaltyPoints"` // can be spent
	LifetimePoints       decimal.Decimal `json:"lifetimePoints"`
	TotalPoints          decimal.Decimal `json:"totalPoints"`
	Redeemed             decimal.Decimal `json:"redeemed"`
	Expired              decimal.Decimal `json:"expired"`
	Returned             decimal.Decimal `json:"returned"`
	Adjusted             decimal.Decimal `json:"adjusted"` // negative if more was taken than given
	CumulativePurchases  decimal.Decimal `json:"cumulativePurchases"`
	CurrentSlab          string          `json:"currentSlab"` // tier
	SlabSNo              int64           `json:"slabSNo"`     // its number; 1 is the lowest
	SlabExpiryDate       time.Time       `json:"slabExpiryDate"`
	NextSlab             string          `json:"nextSlab"`
	NextSlabSerialNumber int64           `json:"nextSlabSerialNumber"`
	NextSlabDescription  string          `json:"nextSlabDescription"`
}

// SideEffectsV1 are what a transaction gave.
type SideEffectsV1 struct {
	Effect []SideEffectV1 `json:"effect"`
}

// SideEffectV1 is something that a transaction gave: points, a currency or a coupon, by its type.
type SideEffectV1 struct {
	Type       customer.SideEffectType `json:"type"`
	EntityType customer.EarnerType     `json:"entity_type" lenient:"also=entityType"`
	CustomerID int64                   `json:"customer_id" lenient:"also=customerId"`
	IsReferrer bool                    `json:"is_referrer" lenient:"also=isReferrer"` // it went to the customer who referred this one

	AwardedPoints    decimal.Decimal `json:"awarded_points" lenient:"also=awardedPoints"`
	RawAwardedPoints decimal.Decimal `json:"raw_awarded_points" lenient:"also=rawAwardedPoints"` // before rounding
	TotalPoints      decimal.Decimal `json:"total_points"`

	AlternateCurrencyIdentifier string          `json:"alternate_currency_identifier"`
	AlternateCurrencyName       string          `json:"alternate_currency_name"`
	AwardedValue                decimal.Decimal `json:"awarded_value"`

	ID           int64     `json:"id"` // of the coupon
	CouponType   string    `json:"coupon_type"`
	CouponCode   string    `json:"coupon_code"`
	Description  string    `json:"description"`
	DiscountCode string    `json:"discount_code"`
	ValidTill    time.Time `json:"valid_till"`
}

// billNumbers are the numbers of the bills, in their order.
func billNumbers(r RequestV1[BillV1]) []string {
	numbers := make([]string, len(r.Transactions))
	for i := range r.Transactions {
		numbers[i] = r.Transactions[i].Number
	}
	return numbers
}

// keyOf is the number of a single bill: what identifies the work.
func keyOf(r RequestV1[BillV1]) string {
	if len(r.Transactions) != 1 {
		return ""
	}
	return r.Transactions[0].Number
}
