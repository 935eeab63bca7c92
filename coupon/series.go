package coupon

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// CreateSeries makes a series of coupons. It needs a description, a discount code, a last day, a template for the SMS, and
// the discount; a code of its own is made for it if none is given.
//
// Nothing protects against a second series with the same settings, except a series code: one that exists gives
// ErrSeriesCodeTaken or ErrSeriesCodeTaken752. Other errors: ErrGenericCodeMissing, ErrMandatoryMissing for settings that
// exclude each other.
//
// POST /v2/coupon/series
func (s *Service) CreateSeries(ctx context.Context, r CreateSeriesRequest, opts ...capillary.RequestOption) (*Series, error) {
	return capillary.Call[*Series](ctx, s.client, opCreateSeries, capillary.Input{Body: r}, opts...)
}

// CreateSeriesRequest is a series to be made.
type CreateSeriesRequest struct {
	Series SeriesSettings `json:"CouponSeriesV2"`
}

// Validate refuses a series without what is required.
func (r CreateSeriesRequest) Validate() error {
	switch {
	case r.Series.Description == "":
		return capillary.Invalid("description", "it is empty")
	case r.Series.ValidTillDate.IsZero():
		return capillary.Invalid("validTillDate", "it is zero")
	}
	return r.Series.check()
}

// UpdateSeries replaces the settings of a series. Read it with Series first, change its Settings and send them: which settings
// keep their values when they are left out is not documented. It needs the series code besides what CreateSeries needs.
// Errors: ErrInvalidSeriesID, ErrUnknownSeriesID, ErrSeriesCodeMissing, ErrSeriesFieldsNotSaved.
//
// PUT /v2/coupon/series/{id}
func (s *Service) UpdateSeries(ctx context.Context, id int64, r UpdateSeriesRequest, opts ...capillary.RequestOption) (*Series, error) {
	return capillary.Call[*Series](ctx, s.client, opUpdateSeries, capillary.Input{Path: seriesPath(id), Body: r, Sent: seriesPath(id)}, opts...)
}

// UpdateSeriesRequest is what a series is to be.
type UpdateSeriesRequest struct {
	Series SeriesSettings `json:"CouponSeriesV2"`
}

// Validate refuses a series without what is required, and what gives ErrSeriesCodeMissing.
func (r UpdateSeriesRequest) Validate() error {
	if r.Series.SeriesCode == "" {
		return capillary.Invalid("seriesCode", "it is empty")
	}
	return r.Series.check()
}

// UpdateSeriesByBody replaces the settings of the series that r.ID names. Only pages of 2022 document this address, and
// contradict themselves about it; prefer UpdateSeries. Its page is off the site of 2026.
//
// PUT /v2/coupon/series
func (s *Service) UpdateSeriesByBody(ctx context.Context, r SeriesSettings, _ UpdateSeriesByBodyOptions, opts ...capillary.RequestOption) (*Series, error) {
	return capillary.Call[*Series](ctx, s.client, opUpdateSeriesByBody, capillary.Input{Body: r}, opts...)
}

// UpdateSeriesByBodyOptions are the options of UpdateSeriesByBody, of which none is documented yet.
type UpdateSeriesByBodyOptions struct{}

// SeriesSettings are what a series is, or is to be. Times have the offset that they are given with. Where zero or false can
// be meant, nil leaves the setting to the API; for a number of coupons, redemptions or days -1 is no bound. Texts that hold
// ids or ranges are JSON.
type SeriesSettings struct {
	// Required by CreateSeries and UpdateSeries.
	DiscountCode       string             `json:"discountCode"` // what the till knows the discount by
	DiscountType       DiscountType       `json:"discountType"`
	DiscountValue      decimal.Decimal    `json:"discountValue"` // an amount, or percents
	AnyUser            bool               `json:"anyUser"`       // others than who a coupon was issued to may redeem it
	SMSTemplate        string             `json:"smsTemplate"`   // with tags such as {{first_name}} and {{voucher}}
	ClientHandlingType ClientHandlingType `json:"clientHandlingType"`
	ExpiryStrategyType ExpiryStrategyType `json:"expiryStrategyType"`

	ID                    int64             `json:"id,omitzero"`                // for UpdateSeriesByBody
	Description           string            `json:"description,omitzero"`       // required by CreateSeries
	ValidTillDate         time.Time         `json:"validTillDate,omitzero"`     // required by CreateSeries; no coupon is valid longer
	ValidTillDateTime     time.Time         `json:"validTillDateTime,omitzero"` // for UpdateSeries: until when coupons can be redeemed
	SeriesCode            string            `json:"seriesCode,omitzero"`        // required by UpdateSeries
	GenericCode           string            `json:"genericCode,omitzero"`       // the one code of all coupons; required by HandlingGeneric
	CustomPropertyMap     map[string]string `json:"customPropertyMap,omitzero"`
	AdditionalDescription string            `json:"additionalDescription,omitzero"`
	Info                  string            `json:"info,omitzero"`
	Tag                   string            `json:"tag,omitzero"`
	Purpose               string            `json:"purpose,omitzero"`
	Metadata              string            `json:"metadata,omitzero"`
	TermsAndConditions    string            `json:"termsAndConditions,omitzero"`
	SeriesType            SeriesType        `json:"seriesType,omitzero"`
	Priority              *int64            `json:"priority,omitzero"`

	// Expiry of the coupons.
	ExpiryStrategyValue   *int64 `json:"expiryStrategyValue,omitzero"` // days or months, as ExpiryStrategyType says; 1 for ExpirySeries
	ValidDaysFromCreation *int64 `json:"validDaysFromCreation,omitzero"`
	FixedExpiryDate       *int64 `json:"fixedExpiryDate,omitzero"` // milliseconds since 1970

	// Issuing.
	MaxCreate                        *int64 `json:"maxCreate,omitzero"` // coupons in all
	MaxVouchersPerUser               *int64 `json:"maxVouchersPerUser,omitzero"`
	MinDaysBetweenVouchers           *int64 `json:"minDaysBetweenVouchers,omitzero"`
	MaxReferralsPerReferee           *int64 `json:"maxReferralsPerReferee,omitzero"`
	IsMultipleVouchersPerUserAllowed *bool  `json:"isMultipleVouchersPerUserAllowed,omitzero"`
	IsReferralExistingUsersAllowed   *bool  `json:"isReferralExistingUsersAllowed,omitzero"`
	DoNotResendExistingVoucher       *bool  `json:"doNotResendExistingVoucher,omitzero"`
	MutualExclusiveSeriesIDs         string `json:"mutualExclusiveSeriesIds,omitzero"` // who has a coupon of these series gets none of this
	IssueToLoyalty                   *bool  `json:"issueToLoyalty,omitzero"`
	ExternalIssual                   *bool  `json:"externalIssual,omitzero"`
	AlphaNumeric                     *bool  `json:"alphaNumeric,omitzero"` // codes have letters
	RandomCodeLength                 *int64 `json:"randomCodeLength,omitzero"`
	ShortCodeLength                  *int64 `json:"shortCodeLength,omitzero"`
	IsTransferrable                  *bool  `json:"isTransferrable,omitzero"`
	ShowPinCode                      *bool  `json:"showPinCode,omitzero"`

	// Redemption.
	MaxRedeem                     *int64                 `json:"maxRedeem,omitzero"`                   // redemptions in all
	RedemptionPerCouponMaxLimit   *int64                 `json:"redemptionPerCouponMaxLimit,omitzero"` // of one code; needs AnyUser, not for HandlingGeneric
	MaxRedemptionsInSeriesPerUser *int64                 `json:"maxRedemptionsInSeriesPerUser,omitzero"`
	MinDaysBetweenRedemption      *int64                 `json:"minDaysBetweenRedemption,omitzero"`
	SameUserMultipleRedeem        *bool                  `json:"sameUserMultipleRedeem,omitzero"`
	IsMultipleUseAllowed          *bool                  `json:"isMultipleUseAllowed,omitzero"`
	IsValidationRequired          *bool                  `json:"isValidationRequired,omitzero"`
	IsPreRedeemEventRequired      *bool                  `json:"isPreRedeemEventRequired,omitzero"`
	SignalRedemptionEvent         *bool                  `json:"signalRedemptionEvent,omitzero"`
	OfflineRedeemType             *bool                  `json:"offlineRedeemType,omitzero"`
	RedemptionRange               string                 `json:"redemptionRange,omitzero"` // days of month (dom), days of week (dow) and hours
	RedemptionValidFrom           time.Time              `json:"redemptionValidFrom,omitzero"`
	RedemptionValidAfterDays      *int64                 `json:"redemptionValidAfterDays,omitzero"`
	MinBillAmount                 *decimal.Decimal       `json:"minBillAmount,omitempty"`
	MaxBillAmount                 *decimal.Decimal       `json:"maxBillAmount,omitempty"`
	IsValidWithDiscountedItem     *bool                  `json:"isValidWithDiscountedItem,omitzero"`
	ProductInfo                   []SeriesProducts       `json:"productInfo,omitzero"` // all products if none
	UpdateProductData             *bool                  `json:"updateProductData,omitzero"`
	RedemptionOrgEntityDetails    []SeriesPlace          `json:"redemptionOrgEntityDetails,omitzero"` // everywhere if none
	RedemptionOrgEntityType       OrgEntityType          `json:"redemptionOrgEntityType,omitzero"`
	RedeemAtStore                 string                 `json:"redeemAtStore,omitzero"`
	RedeemStoreType               string                 `json:"redeemStoreType,omitzero"` // redeemable_stores
	StoreIDsJSON                  string                 `json:"storeIdsJson,omitzero"`
	TargetUserDetails             *SeriesAudience        `json:"targetUserDetails,omitzero"`
	CouponSeriesAudience          []SeriesAudienceGroup  `json:"couponSeriesAudience,omitzero"`
	CouponUploadInfo              []SeriesUploadSettings `json:"couponUploadInfo,omitzero"`

	// The discount.
	DiscountOn   DiscountOn       `json:"discountOn,omitzero"`
	DiscountUpto *decimal.Decimal `json:"discountUpto,omitempty"` // the most it takes off, 0 for no bound

	// Messages.
	IsSMSDisabled        *bool  `json:"isSMSDisabled,omitzero"`
	ShortSMSTemplate     string `json:"shortSMSTemplate,omitzero"`
	ResendMessageEnabled *bool  `json:"resendMessageEnabled,omitzero"`

	// The dynamic voucher system.
	IsDVSEnabled  *bool     `json:"isDvsEnabled,omitzero"`
	DVSExpiryDate time.Time `json:"dvsExpiryDate,omitzero"`
	DVSItems      string    `json:"dvsItems,omitzero"`

	// Where it comes from, and what the API counts. It is documented in requests too.
	OrgID                *int64    `json:"orgId,omitzero"`
	SourceOrgID          *int64    `json:"sourceOrgId,omitzero"`
	CampaignID           *int64    `json:"campaignId,omitzero"`
	CampaignName         string    `json:"campaignName,omitzero"`
	OwnedBy              string    `json:"ownedBy,omitzero"` // NONE, LOYALTY
	OwnerID              *int64    `json:"ownerId,omitzero"`
	OwnerValidity        *int64    `json:"ownerValidity,omitzero"`
	CreatedBy            *int64    `json:"createdBy,omitzero"`
	CreatedOn            time.Time `json:"createdOn,omitzero"`
	LastUsed             time.Time `json:"lastUsed,omitzero"`
	NumIssued            *int64    `json:"numIssued,omitzero"`
	NumRedeemed          *int64    `json:"numRedeemed,omitzero"`
	NumTotal             *int64    `json:"numTotal,omitzero"`
	NumUploadedNonIssued *int64    `json:"numUploadedNonIssued,omitzero"`
	NumUploadedTotal     *int64    `json:"numUploadedTotal,omitzero"`
	LatestIssualTime     *int64    `json:"latestIssualTime,omitzero"`     // milliseconds since 1970
	LatestRedemptionTime *int64    `json:"latestRedemptionTime,omitzero"` // milliseconds since 1970
	IsOldFlowEnabled     *bool     `json:"isOldFlowEnabled,omitzero"`
	SyncToClient         *bool     `json:"syncToClient,omitzero"`

	// What stands before and behind the codes of HandlingGenerated.
	CouponPrefix      string `json:"couponPrefix,omitzero"`
	CouponSuffix      string `json:"couponSuffix,omitzero"`
	IsPrefixEnabled   *bool  `json:"isPrefixEnabled,omitzero"`
	IsSuffixEnabled   *bool  `json:"isSuffixEnabled,omitzero"`
	OrgPrefixOverride *bool  `json:"orgPrefixOverride,omitzero"` // the organisation's own in place of CouponPrefix
	OrgSuffixOverride *bool  `json:"orgSuffixOverride,omitzero"` // the organisation's own in place of CouponSuffix
}

// check refuses a series without what is required, and what gives ErrGenericCodeMissing.
func (r SeriesSettings) check() error {
	for _, field := range []struct{ name, value string }{
		{"discountCode", r.DiscountCode}, {"discountType", string(r.DiscountType)}, {"smsTemplate", r.SMSTemplate},
		{"clientHandlingType", string(r.ClientHandlingType)}, {"expiryStrategyType", string(r.ExpiryStrategyType)},
	} {
		if field.value == "" {
			return capillary.Invalid(field.name, "it is empty")
		}
	}
	if r.ClientHandlingType == HandlingGeneric && r.GenericCode == "" {
		return capillary.Invalid("genericCode", "a series with one code for all needs it")
	}
	return nil
}

// SeriesProducts are products that the coupons of a series are for.
type SeriesProducts struct {
	ProductType ProductType `json:"productType"`
	ProductIDs  []int64     `json:"productIds"`
}

// SeriesPlace is where the coupons of a series can be redeemed.
type SeriesPlace struct {
	RedemptionOrgEntityType OrgEntityType `json:"redemptionOrgEntityType"`
	OrgEntityID             int64         `json:"orgEntityId"`
}

// SeriesAudience is who may redeem the coupons of a series.
type SeriesAudience struct {
	ValidMaxUserTransactionLimit   int64 `json:"validMaxUserTransactionLimit"`   // transactions that the customer must have
	ValidUserRegistrationStartTime int64 `json:"validUserRegistrationStartTime"` // registered from then on; the unit is not documented
	ValidUserRegistrationEndTime   int64 `json:"validUserRegistrationEndTime"`   // registered until then
}

// SeriesAudienceGroup is an audience that a series is for.
type SeriesAudienceGroup struct {
	AudienceID             int64  `json:"audienceId"`
	AudienceName           string `json:"audienceName"`
	CustomerCount          int64  `json:"customerCount"`
	AudienceGroupVersionID int64  `json:"audienceGroupVersionId"`
}

// SeriesUploadSettings are an upload as pages of 2022 show it in a request. UploadStatus reads the same.
type SeriesUploadSettings struct {
	JobID                  int64        `json:"jobId"`
	UploadStatus           UploadStatus `json:"uploadStatus"`
	CreatedOn              int64        `json:"createdOn"` // milliseconds since 1970
	UpdatedOn              int64        `json:"updatedOn"` // milliseconds since 1970
	ErrorFileURL           string       `json:"errorFileUrl"`
	SuccessFileURL         string       `json:"successFileUrl"`
	UploadedFileURL        string       `json:"uploadedFileUrl"`
	TotalUploadedCount     int64        `json:"totalUploadedCount"`
	ActualRowCount         int64        `json:"actualRowCount"`
	ErrorCount             int64        `json:"errorCount"`
	UploadedFileName       string       `json:"uploadedFileName"`
	AudienceGroupID        int64        `json:"audienceGroupId"`
	AudienceGroupVersionID int64        `json:"audienceGroupVersionId"`
}

// Series returns series of coupons by their ids.
//
// GET /v2/coupon/series
func (s *Service) Series(ctx context.Context, o SeriesOptions, opts ...capillary.RequestOption) (*SeriesList, error) {
	return capillary.Call[*SeriesList](ctx, s.client, opSeries, capillary.Input{Query: o}, opts...)
}

// SeriesOptions name series.
type SeriesOptions struct {
	IDs                []int64            `url:"ids,omitempty"`         // these
	SeriesCodes        []string           `url:"seriesCodes,omitempty"` // these, at most 10
	Status             SeriesStatus       `url:"status,omitempty"`      // SeriesBoth if empty
	OwnedBy            SeriesOwner        `url:"ownedBy,omitempty"`
	OrgEntityIDs       []int64            `url:"orgEntityIds,omitempty"` // redeemable there; needs OrgEntityType
	OrgEntityType      OrgEntityType      `url:"orgEntityType,omitempty"`
	ClientHandlingType ClientHandlingType `url:"clientHandlingType,omitempty"`
	CouponType         CouponType         `url:"couponType,omitempty"` // CouponsIssued if empty
	Limit              int64              `url:"limit,omitempty"`      // series of a page: 1300 if zero, 1400 at most
	Offset             int64              `url:"offset,omitempty"`     // series to skip
}

// maxSeriesCodes is how many codes of series one call takes.
const maxSeriesCodes = 10

// Validate refuses places without their level, and more than ten codes. Without any filter the API returns all series since
// 2026; before, it gave ErrSeriesIDMissing.
func (o SeriesOptions) Validate() error {
	switch {
	case len(o.OrgEntityIDs) > 0 && o.OrgEntityType == "":
		return capillary.Invalid("orgEntityType", "orgEntityIds need it")
	case len(o.SeriesCodes) > maxSeriesCodes:
		return capillary.Invalid("seriesCodes", "there are more than 10")
	}
	return nil
}

// SeriesStatus is whether a series can be used.
type SeriesStatus string

// The documented ones.
const (
	SeriesActive   SeriesStatus = "ACTIVE"
	SeriesInactive SeriesStatus = "INACTIVE"
	SeriesBoth     SeriesStatus = "BOTH"
)

// SeriesOwner is the part of the platform that a series belongs to.
type SeriesOwner string

// The documented ones.
const (
	OwnedByNone     SeriesOwner = "NONE"
	OwnedByLoyalty  SeriesOwner = "LOYALTY"
	OwnedByOutbound SeriesOwner = "OUTBOUND"
	OwnedByGoodwill SeriesOwner = "GOODWILL"
	OwnedByDVS      SeriesOwner = "DVS"
	OwnedByTimeline SeriesOwner = "TIMELINE"
	OwnedByReferral SeriesOwner = "REFERRAL"
	OwnedByJourney  SeriesOwner = "JOURNEY"
)

// CouponType is whether coupons are issued before they are redeemed.
type CouponType string

// The documented ones.
const (
	CouponsIssued   CouponType = "ISSUE_AND_REDEEM"
	CouponsRedeemed CouponType = "DIRECT_REDEEM" // of HandlingGenericRedeemable
	CouponsAll      CouponType = "ALL"
)

// SeriesList are series of coupons.
type SeriesList struct {
	Series     []Series             `json:"entity"`
	Pagination capillary.Pagination `json:"pageDetails" lenient:"also=pagination"`
	Warnings   []capillary.Issue    `json:"warnings"`
}

// Series is a series of coupons: what they are worth, and who may redeem them when and where. For a number of coupons,
// redemptions or days, and for an id, -1 is none. Texts that hold ids or ranges are JSON.
type Series struct {
	ID                    int64             `json:"id"`
	OrgID                 int64             `json:"orgId"`
	SourceOrgID           int64             `json:"sourceOrgId"`
	CampaignID            int64             `json:"campaignId"`
	CampaignName          string            `json:"campaignName"`
	Description           string            `json:"description"`
	AdditionalDescription string            `json:"additionalDescription"`
	Info                  string            `json:"info"`
	Tag                   string            `json:"tag"`
	Purpose               string            `json:"purpose"`
	Metadata              string            `json:"metadata"`
	TermsAndConditions    string            `json:"termsAndConditions"`
	CustomPropertyMap     map[string]string `json:"customPropertyMap"`
	SeriesCode            string            `json:"seriesCode"`
	SeriesType            SeriesType        `json:"seriesType"`
	GenericCode           string            `json:"genericCode"` // the one code of all coupons, of HandlingGeneric
	Priority              int64             `json:"priority"`
	OwnedBy               string            `json:"ownedBy"` // NONE, LOYALTY
	OwnerID               int64             `json:"ownerId"`
	OwnerValidity         int64             `json:"ownerValidity"` // how long the owner has it, in milliseconds; 0 for always
	CreatedBy             int64             `json:"createdBy"`
	CreatedOn             time.Time         `json:"createdOn"`
	LastUsed              time.Time         `json:"lastUsed"`

	DiscountCode  string          `json:"discountCode"` // what the till knows the discount by
	DiscountType  DiscountType    `json:"discountType"`
	DiscountOn    DiscountOn      `json:"discountOn"`
	DiscountValue decimal.Decimal `json:"discountValue"` // an amount, or percents
	DiscountUpto  decimal.Decimal `json:"discountUpto"`  // the most it takes off, 0 for no bound

	ExpiryStrategyType    ExpiryStrategyType `json:"expiryStrategyType"`
	ExpiryStrategyValue   int64              `json:"expiryStrategyValue"` // days or months, as ExpiryStrategyType says
	ValidTillDate         time.Time          `json:"validTillDate"`
	ValidTillDateFormat   capillary.Day      `json:"validTilldateFormat"` // the day of ValidTillDate
	ValidDaysFromCreation int64              `json:"validDaysFromCreation"`
	FixedExpiryDate       int64              `json:"fixedExpiryDate"` // milliseconds since 1970, 0 for none

	ClientHandlingType               ClientHandlingType `json:"clientHandlingType"`
	AlphaNumeric                     bool               `json:"alphaNumeric"` // codes have letters
	RandomCodeLength                 int64              `json:"randomCodeLength"`
	ShortCodeLength                  int64              `json:"shortCodeLength"`
	MaxCreate                        int64              `json:"maxCreate"` // coupons in all
	MaxVouchersPerUser               int64              `json:"maxVouchersPerUser"`
	MinDaysBetweenVouchers           int64              `json:"minDaysBetweenVouchers"`
	MaxReferralsPerReferee           int64              `json:"maxReferralsPerReferee"`
	IsMultipleVouchersPerUserAllowed bool               `json:"isMultipleVouchersPerUserAllowed"`
	IsReferralExistingUsersAllowed   bool               `json:"isReferralExistingUsersAllowed"`
	DoNotResendExistingVoucher       bool               `json:"doNotResendExistingVoucher"`
	MutualExclusiveSeriesIDs         string             `json:"mutualExclusiveSeriesIds"`
	IssueToLoyalty                   bool               `json:"issueToLoyalty"`
	ExternalIssual                   bool               `json:"externalIssual"`
	IsTransferrable                  bool               `json:"isTransferrable"`
	ShowPinCode                      bool               `json:"showPinCode"`

	AnyUser                       bool                  `json:"anyUser"`                     // others than who a coupon was issued to may redeem it
	MaxRedeem                     int64                 `json:"maxRedeem"`                   // redemptions in all
	RedemptionPerCouponMaxLimit   int64                 `json:"redemptionPerCouponMaxLimit"` // redemptions of one code
	MaxRedemptionsInSeriesPerUser int64                 `json:"maxRedemptionsInSeriesPerUser"`
	MinDaysBetweenRedemption      int64                 `json:"minDaysBetweenRedemption"`
	SameUserMultipleRedeem        bool                  `json:"sameUserMultipleRedeem"`
	IsMultipleUseAllowed          bool                  `json:"isMultipleUseAllowed"`
	IsValidationRequired          bool                  `json:"isValidationRequired"`
	IsPreRedeemEventRequired      bool                  `json:"isPreRedeemEventRequired"`
	SignalRedemptionEvent         bool                  `json:"signalRedemptionEvent"`
	OfflineRedeemType             bool                  `json:"offlineRedeemType"`
	RedemptionRange               any                   `json:"redemptionRange"` // days of month (dom), days of week (dow) and hours: a text that holds JSON, or that itself
	RedemptionValidFrom           time.Time             `json:"redemptionValidFrom"`
	RedemptionValidAfterDays      int64                 `json:"redemptionValidAfterDays"`
	MinBillAmount                 decimal.Decimal       `json:"minBillAmount"`
	MaxBillAmount                 decimal.Decimal       `json:"maxBillAmount"`
	IsValidWithDiscountedItem     bool                  `json:"isValidWithDiscountedItem"`
	ProductInfo                   []SeriesProducts      `json:"productInfo"` // all products if none
	IsUpdateProductData           bool                  `json:"isUpdateProductData"`
	UpdateProductData             bool                  `json:"updateProductData"`
	RedemptionOrgEntityDetails    []SeriesPlace         `json:"redemptionOrgEntityDetails"` // everywhere if none
	RedemptionOrgEntityType       OrgEntityType         `json:"redemptionOrgEntityType"`
	RedeemAtStore                 string                `json:"redeemAtStore"`
	RedeemStoreType               string                `json:"redeemStoreType"` // redeemable_stores
	StoreIDsJSON                  string                `json:"storeIdsJson"`
	TargetUserDetails             SeriesAudience        `json:"targetUserDetails"`
	CouponSeriesAudience          []SeriesAudienceGroup `json:"couponSeriesAudience"`
	CouponUploadInfo              []UploadJob           `json:"couponUploadInfo"`

	// With the details of a check (Redeemability), whose form is not documented.
	Brands                             []any `json:"brands"`     // all if empty
	Products                           []any `json:"products"`   // all if empty
	Categories                         []any `json:"categories"` // all if empty
	EntityLevelRedemptionConfigsValues []any `json:"entityLevelRedemptionConfigsValues"`

	SMSTemplate          string `json:"smsTemplate"`
	ShortSMSTemplate     string `json:"shortSMSTemplate"`
	IsSMSDisabled        bool   `json:"isSMSDisabled"`
	ResendMessageEnabled bool   `json:"resendMessageEnabled"`

	IsDVSEnabled  bool      `json:"isDvsEnabled"` // the dynamic voucher system
	DVSExpiryDate time.Time `json:"dvsExpiryDate"`
	DVSItems      string    `json:"dvsItems"`

	NumIssued            int64 `json:"numIssued"`
	NumRedeemed          int64 `json:"numRedeemed"`
	NumTotal             int64 `json:"numTotal"`
	NumUploadedNonIssued int64 `json:"numUploadedNonIssued"`
	NumUploadedTotal     int64 `json:"numUploadedTotal"`
	LatestIssualTime     int64 `json:"latestIssualTime"`     // milliseconds since 1970, 0 for none
	LatestRedemptionTime int64 `json:"latestRedemptionTime"` // milliseconds since 1970, 0 for none
	IsOldFlowEnabled     bool  `json:"isOldFlowEnabled"`
	SyncToClient         bool  `json:"syncToClient"`

	// What stands before and behind the codes of HandlingGenerated.
	CouponPrefix      string `json:"couponPrefix"`
	CouponSuffix      string `json:"couponSuffix"`
	IsPrefixEnabled   bool   `json:"isPrefixEnabled"`
	IsSuffixEnabled   bool   `json:"isSuffixEnabled"`
	OrgPrefixOverride bool   `json:"orgPrefixOverride"` // the organisation's own in place of CouponPrefix
	OrgSuffixOverride bool   `json:"orgSuffixOverride"` // the organisation's own in place of CouponSuffix

	// The days of the times above, and where the coupons can be redeemed, as some calls tell them.
	ValidTillISODate                capillary.Day `json:"validTillISODate"`
	DVSExpiryDateFormat             capillary.Day `json:"dvsExpiryDateFormat"`
	RedemptionValidFromFormat       capillary.Day `json:"redemptionValidFromFormat"`
	ValidRedemptionOrgEntityDetails RedeemableIDs `json:"validRedemptionOrgEntityDetails"`

	Warnings []capillary.Issue `json:"warnings"` // of the call that made or changed it
}

// RedeemableIDs are places where the coupons of a series can be redeemed, as the API lists them: ids, or objects.
type RedeemableIDs struct {
	Concepts []any `json:"concepts"`
	Zones    []any `json:"zones"`
	Stores   []any `json:"stores"`
	Tills    []any `json:"tills"`
}

// DiscountType is what a discount's value means.
type DiscountType = customer.DiscountType

// The documented types of discounts.
const (
	DiscountAbsolute = customer.DiscountAbsolute // an amount
	DiscountPercent  = customer.DiscountPercent  // percents
)

// DiscountOn is what a discount is taken from.
type DiscountOn string

// The documented ones.
const (
	DiscountOnBill     DiscountOn = "BILL"
	DiscountOnLineItem DiscountOn = "LINEITEM"
)

// ClientHandlingType is where the codes of a series come from.
type ClientHandlingType string

// The documented ones.
const (
	HandlingGenerated ClientHandlingType = "DISC_CODE"     // made by the API
	HandlingGeneric   ClientHandlingType = "GENERIC"       // one code for all
	HandlingUploaded  ClientHandlingType = "DISC_CODE_PIN" // uploaded, see Upload

	HandlingGenericRedeemable ClientHandlingType = "GENERIC_REDEEMABLE" // one code for all, that need not be issued
)

// ExpiryStrategyType is how long a coupon is valid.
type ExpiryStrategyType string

// The documented ones.
const (
	ExpirySeries    ExpiryStrategyType = "SERIES_EXPIRY" // as long as its series
	ExpiryDays      ExpiryStrategyType = "DAYS"          // so many days from its issue
	ExpiryMonthsEnd ExpiryStrategyType = "MONTHS_END"    // so many months from its issue
)

// SeriesType is a kind of series.
type SeriesType string

// The kinds that the documentation shows.
const (
	SeriesUndefined SeriesType = "UNDEFINED"
	SeriesLoyalty   SeriesType = "LOYALTY"
)

// ProductType is what products are named by.
type ProductType string

// The documented ones.
const (
	ProductSKU       ProductType = "SKU"
	ProductCategory  ProductType = "CATEGORY"
	ProductBrand     ProductType = "BRAND"
	ProductAttribute ProductType = "ATTRIBUTE"
)

// OrgEntityType is a level of the organisation: customer.OrgEntityConcept, OrgEntityZone, OrgEntityStore or OrgEntityTill.
type OrgEntityType = customer.OrgEntityType
