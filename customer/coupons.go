package customer

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Coupons lists the coupons of a customer with what a till needs to know of them. CouponDetails has the series too.
//
// GET /v2/customers/coupons
func (s *Service) Coupons(ctx context.Context, who capillary.Identifier, o CouponOptions, opts ...capillary.RequestOption) (*Coupons, error) {
	return capillary.Call[*Coupons](ctx, s.client, opCoupons, capillary.Input{Customer: who, Query: o}, opts...)
}

// CouponOptions choose coupons.
type CouponOptions struct {
	Status             CouponStatus   `url:"status,omitempty"`
	CouponCodeCase     CouponCodeCase `url:"coupon_code_case,omitempty"` // CodesUpper if empty
	TransactionNumbers []string       `url:"transaction_numbers,omitempty,comma"`
	SortOrder          SortOrder      `url:"sort_order,omitempty"` // Descending if empty
	Limit              int64          `url:"limit,omitempty"`      // coupons of a page: 100 if zero
	Offset             int64          `url:"offset,omitempty"`     // coupons to skip

	IncludeReversedRedemptions bool `url:"include_reversed_redemptions,omitempty"` // load ReversedRedemptions
}

// CouponStatus is what coupons are filtered by.
type CouponStatus string

// The documented statuses.
const (
	CouponActive            CouponStatus = "Active"
	CouponRedeemed          CouponStatus = "Redeemed"
	CouponUnexpired         CouponStatus = "Unexpired"
	CouponUnredeemed        CouponStatus = "Unredeemed"
	CouponActiveRedeemed    CouponStatus = "Active_Redeemed"
	CouponActiveUnredeemed  CouponStatus = "Active_Unredeemed"
	CouponExpiredRedeemed   CouponStatus = "Expired_Redeemed"
	CouponExpiredUnredeemed CouponStatus = "Expired_Unredeemed"
)

// Coupons are customers with their coupons.
type Coupons struct {
	Customers  []CouponOwner        `json:"customers"`
	Pagination capillary.Pagination `json:"pagination"`
	Warnings   []capillary.Issue    `json:"warnings"`
}

// CouponOwner is a customer with their coupons.
type CouponOwner struct {
	ID         int64    `json:"id"`
	FirstName  string   `json:"firstname"`
	LastName   string   `json:"lastname"`
	Mobile     string   `json:"mobile"`
	Email      string   `json:"email"`
	ExternalID string   `json:"externalId"`
	Coupons    []Coupon `json:"coupons"`
}

// Coupon is a coupon that a customer was given.
type Coupon struct {
	ID                int64           `json:"id"`
	Code              string          `json:"code"`
	SeriesID          int64           `json:"seriesId"`
	Description       string          `json:"description"`
	CreatedDate       time.Time       `json:"createdDate"`
	ValidTill         time.Time       `json:"validTill"`
	DiscountType      DiscountType    `json:"discountType"`
	DiscountValue     decimal.Decimal `json:"discountValue"` // an amount, or percents
	DiscountUpto      decimal.Decimal `json:"discountUpto"`  // the most it takes off, 0 for no bound
	RedemptionCount   int64           `json:"redemptionCount"`
	RedemptionsLeft   int64           `json:"redemptionsLeft"`
	TransactionNumber string          `json:"transactionNumber"` // that it was given for
	IssuedAt          OrgEntity       `json:"issuedAt"`
	Redemptions       []CouponUse     `json:"redemptions"`

	ReversedRedemptions []CouponUse      `json:"reversedRedemptions"` // with IncludeReversedRedemptions
	CustomProperty      []CouponProperty `json:"customProperty"`      // of the series
}

// CouponProperty is what an organisation says of the coupons of a series.
type CouponProperty struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// DiscountAbsolute is a discount by an amount, as v2 spells it.
const DiscountAbsolute DiscountType = "ABS"

// CouponUse is one use of a coupon.
type CouponUse struct {
	ID                int64     `json:"id" lenient:"also=redemptionId"` // of the redemption: what coupon.Reactivate takes
	Date              time.Time `json:"date"`
	TransactionNumber string    `json:"transactionNumber"`
	RedeemedAt        OrgEntity `json:"redeemedAt"`
}

// CouponDetails lists the coupons of a customer, each with its series, its redemptions and where it was issued. It takes
// a user id; Lookup finds it. A customer without coupons is an error: its code is the word NO_COUPONS_FOUND, in
// capillary.Issue.
//
// GET /v2/customers/{customerId}/coupons
func (s *Service) CouponDetails(ctx context.Context, who capillary.Identifier, o CouponDetailsOptions,
	opts ...capillary.RequestOption) (*CouponDetails, error) {
	return capillary.Call[*CouponDetails](ctx, s.client, opCouponDetails, capillary.Input{Customer: who, Query: o}, opts...)
}

// CouponDetailsOptions say how coupons are shown.
type CouponDetailsOptions struct {
	CouponCodeCase CouponCodeCase `url:"coupon_code_case,omitempty"` // CodesUpper if empty
}

// CouponCodeCase is the case that coupon codes come back in.
type CouponCodeCase string

// The documented cases.
const (
	CodesUpper  CouponCodeCase = "UPPER"
	CodesLower  CouponCodeCase = "LOWER"
	CodesAsItIs CouponCodeCase = "AS_IT_IS"
)

// CouponDetails are a customer's coupons.
type CouponDetails struct {
	Coupons  []CouponDetail    `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"`
}

// CouponDetail is a coupon with all that is known about it. What the documentation shows only empty stays as it comes.
type CouponDetail struct {
	ID                     int64            `json:"id"`
	Code                   string           `json:"code"`
	TrimmedCode            string           `json:"trimmedCode"`
	Description            string           `json:"description"`
	OrgID                  int64            `json:"orgId"`
	SeriesID               int64            `json:"seriesId"`
	SeriesName             string           `json:"seriesName"`
	Series                 CouponSeries     `json:"series"`
	RefID                  int64            `json:"refId"`    // 0 for none
	IssuedTo               int64            `json:"issuedTo"` // the user id
	IssuedBy               int64            `json:"issuedBy"`
	IssuedAt               CouponPlace      `json:"issuedAt"`
	IssuedOn               time.Time        `json:"issuedOn"`
	CreatedDate            time.Time        `json:"createdDate"`
	ActiveFrom             time.Time        `json:"activeFrom"`
	ValidTill              time.Time        `json:"validTill"`
	Status                 CouponReport     `json:"status"`
	CouponStatus           CouponReport     `json:"couponStatus"` // as Status
	Redeemed               bool             `json:"redeemed" lenient:"also=isRedeemed"`
	RedemptionsLeft        int64            `json:"redemptionsLeft"`
	RedemptionInfo         []map[string]any `json:"redemptionInfo"`
	ReversedRedemptionInfo []map[string]any `json:"reversedRedemptionInfo"`
	CouponDiscountType     DiscountType     `json:"couponDiscountType"`
	DiscountValue          decimal.Decimal  `json:"discountValue"`
	DiscountValueAsDouble  decimal.Decimal  `json:"discountValueAsDouble"` // with its fraction
	DiscountUpto           decimal.Decimal  `json:"discountUpto"`          // the most it takes off, 0 for no bound

	// DiscountType is whether there is a discount.
	//
	// Deprecated: use CouponDiscountType.
	DiscountType bool `json:"discountType"`
}

// CouponPlace is where a coupon was issued.
type CouponPlace struct {
	ID          int64         `json:"id"`
	Code        string        `json:"code"`
	Name        string        `json:"name"`
	Description string        `json:"description"`
	Type        OrgEntityType `json:"type"`
	AdminType   string        `json:"adminType"`
	ReferenceID int64         `json:"referenceId"` // -1 for none
	IsActive    bool          `json:"isActive"`
	IsOUEnabled bool          `json:"isOuEnabled"`
	TimeZoneID  int64         `json:"timeZoneId"`
	CurrencyID  int64         `json:"currencyId"`
	LanguageID  int64         `json:"languageId"`
	Default     bool          `json:"default"`

	IsOrgUnit bool `json:"isOrgUnit"`
}

// CouponReport is what the coupon service says about what it did last with a coupon.
type CouponReport struct {
	StatusCode           capillary.Issue   `json:"statusCode"`
	Code                 capillary.Code    `json:"code"`
	Success              bool              `json:"success"`
	Message              string            `json:"message"`
	Warnings             []any             `json:"warnings"`
	WarningsAsStatusCode []capillary.Issue `json:"warningsAsStatusCode"`
}

// CouponSeries are the rules of a coupon. Lists of ids come as texts that hold JSON; -1 is no bound and no campaign.
type CouponSeries struct {
	ID           int64  `json:"id"`
	OrgID        int64  `json:"orgId"`
	SourceOrgID  int64  `json:"sourceOrgId"`
	CampaignID   int64  `json:"campaignId"`
	Description  string `json:"description"`
	Info         string `json:"info"`
	Tag          string `json:"tag"`
	SeriesCode   string `json:"seriesCode"`
	SeriesType   string `json:"seriesType"` // UNDEFINED, …
	DiscountCode string `json:"discountCode"`
	Priority     int64  `json:"priority"`

	DiscountType  DiscountType    `json:"discountType"`
	DiscountOn    string          `json:"discountOn"` // BILL, …
	DiscountValue decimal.Decimal `json:"discountValue"`
	DiscountUpto  decimal.Decimal `json:"discountUpto"` // the most it takes off, 0 for no bound
	MinBillAmount decimal.Decimal `json:"minBillAmount"`
	MaxBillAmount decimal.Decimal `json:"maxBillAmount"`

	CreatedBy             int64         `json:"createdBy"`
	CreatedOn             time.Time     `json:"createdOn"`
	LastUsed              time.Time     `json:"lastUsed"`
	ExpiryStrategyType    string        `json:"expiryStrategyType"` // SERIES_EXPIRY, …
	ExpiryStrategyValue   int64         `json:"expiryStrategyValue"`
	ValidDaysFromCreation int64         `json:"validDaysFromCreation"`
	ValidTillDate         time.Time     `json:"validTillDate"`
	ValidTillDateFormat   capillary.Day `json:"validTilldateFormat"` // the day of ValidTillDate

	NumIssued                        int64  `json:"numIssued"`
	NumRedeemed                      int64  `json:"numRedeemed"`
	MaxCreate                        int64  `json:"maxCreate"`
	MaxRedeem                        int64  `json:"maxRedeem"`
	MaxVouchersPerUser               int64  `json:"maxVouchersPerUser"`
	MinDaysBetweenVouchers           int64  `json:"minDaysBetweenVouchers"`
	MaxReferralsPerReferee           int64  `json:"maxReferralsPerReferee"`
	MaxRedemptionsInSeriesPerUser    int64  `json:"maxRedemptionsInSeriesPerUser"`
	MinDaysBetweenRedemption         int64  `json:"minDaysBetweenRedemption"`
	RedemptionPerCouponMaxLimit      int64  `json:"redemptionPerCouponMaxLimit"`
	IsTransferrable                  bool   `json:"isTransferrable"`
	IsMultipleUseAllowed             bool   `json:"isMultipleUseAllowed"`
	IsMultipleVouchersPerUserAllowed bool   `json:"isMultipleVouchersPerUserAllowed"`
	IsReferralExistingUsersAllowed   bool   `json:"isReferralExistingUsersAllowed"`
	IsValidationRequired             bool   `json:"isValidationRequired"`
	IsValidWithDiscountedItem        bool   `json:"isValidWithDiscountedItem"`
	IsPreRedeemEventRequired         bool   `json:"isPreRedeemEventRequired"`
	IsUpdateProductData              bool   `json:"isUpdateProductData"`
	UpdateProductData                bool   `json:"updateProductData"`
	IsOldFlowEnabled                 bool   `json:"isOldFlowEnabled"`
	AnyUser                          bool   `json:"anyUser"` // others than who it was given to may redeem it
	SameUserMultipleRedeem           bool   `json:"sameUserMultipleRedeem"`
	IssueToLoyalty                   bool   `json:"issueToLoyalty"`
	OfflineRedeemType                bool   `json:"offlineRedeemType"`
	DoNotResendExistingVoucher       bool   `json:"doNotResendExistingVoucher"`
	SignalRedemptionEvent            bool   `json:"signalRedemptionEvent"`
	SyncToClient                     bool   `json:"syncToClient"`
	ShowPinCode                      bool   `json:"showPinCode"`
	ClientHandlingType               string `json:"clientHandlingType"`       // DISC_CODE, …
	MutualExclusiveSeriesIDs         string `json:"mutualExclusiveSeriesIds"` // JSON

	IsDVSEnabled        bool          `json:"isDvsEnabled"` // the dynamic voucher system
	DVSItems            string        `json:"dvsItems"`
	DVSExpiryDate       time.Time     `json:"dvsExpiryDate"`
	DVSExpiryDateFormat capillary.Day `json:"dvsExpiryDateFormat"` // the day of DVSExpiryDate

	StoreIDsJSON                       string         `json:"storeIdsJson"`  // JSON
	RedeemAtStore                      string         `json:"redeemAtStore"` // JSON
	RedeemStoreType                    string         `json:"redeemStoreType"`
	RedemptionRange                    string         `json:"redemptionRange"` // JSON
	RedemptionValidFrom                time.Time      `json:"redemptionValidFrom"`
	RedemptionValidFromFormat          capillary.Day  `json:"redemptionValidFromFormat"` // the day of RedemptionValidFrom
	ValidRedemptionOrgEntityDetails    map[string]any `json:"validRedemptionOrgEntityDetails"`
	EntityLevelRedemptionConfigsValues []any          `json:"entityLevelRedemptionConfigsValues"`
	Brands                             []any          `json:"brands"`     // all if empty
	Products                           []any          `json:"products"`   // all if empty
	Categories                         []any          `json:"categories"` // all if empty

	SMSTemplate        string `json:"smsTemplate"`
	ShortSMSTemplate   string `json:"shortSMSTemplate"`
	IsSMSDisabled      bool   `json:"isSMSDisabled"`
	TermsAndConditions string `json:"termsAndConditions"`
}
