package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// Reward is what events of a reward of the catalogue have in common. There is no customer.
type Reward struct {
	RewardID                int64           `json:"rewardId"`
	Type                    string          `json:"type"` // such as VOUCHER
	Enabled                 bool            `json:"enabled"`
	RedemptionType          string          `json:"redemptionType"`
	StartDate               Date            `json:"startDate" lenient:"also=startDateInMillis"`
	EndDate                 Date            `json:"endDate" lenient:"also=endDateInMillis"`
	IntouchPoints           decimal.Decimal `json:"intouchPoints"` // the price in points
	IntouchSeriesID         string          `json:"intouchSeriesId"`
	Priority                int64           `json:"priority"`
	Tier                    string          `json:"tier"`
	Group                   string          `json:"group"`
	Label                   string          `json:"label"`
	ProgramID               int64           `json:"programId"`
	Categories              []int64         `json:"categories"`
	Geographies             []Geography     `json:"geographies"`
	RewardDetails           []RewardDetails `json:"rewardDetails"` // one a language
	VendorDetails           RewardVendor    `json:"vendorDetails"`
	VendorRedemptionDetails RewardVendor    `json:"vendorRedemptionDetails"`
	PaymentModes            []PaymentMode   `json:"paymentModes"`
}

// Geography is where a reward is offered.
type Geography struct {
	CountryID int64 `json:"countryId"`
	CityID    int64 `json:"cityId"`
	AreaID    int64 `json:"areaId"`
}

// RewardDetails are the texts and images of a reward in a language.
type RewardDetails struct {
	LanguageCode         string        `json:"languageCode"`
	Name                 string        `json:"name"`
	Description          string        `json:"description"`
	TermAndConditionsID  string        `json:"termAndConditionsId"`
	TermAndConditionsURL string        `json:"termAndConditionsUrl"`
	ImageID              string        `json:"imageId"`
	ImageURL             string        `json:"imageUrl"`
	ThumbnailID          string        `json:"thumbnailId"`
	ThumbnailURL         string        `json:"thumbnailUrl"`
	Images               []RewardMedia `json:"images"`
	Videos               []RewardMedia `json:"videos"`
}

// RewardMedia is an image or a video.
type RewardMedia struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	URL        string `json:"url"`
	AltText    string `json:"altText"`
	IsExternal bool   `json:"isExternal"`
}

// RewardVendor is a vendor of a reward, or how one is redeemed there.
type RewardVendor struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// PaymentMode is a way to pay for a reward.
type PaymentMode struct {
	ID              int64           `json:"id"`
	PaymentMode     string          `json:"paymentMode"` // such as CONV_RATIO
	ConversionRatio decimal.Decimal `json:"conv_ratio"`
}

// RewardCreated tells that a reward was made.
type RewardCreated struct {
	Event `json:"-"`
	Reward
}

func (RewardCreated) eventName() string { return "rewardCreated" }

// RewardUpdated tells that a reward was changed.
type RewardUpdated struct {
	Event `json:"-"`
	Reward
}

func (RewardUpdated) eventName() string { return "rewardUpdated" }

// RewardExpiryReminder tells that a reward is going to end.
type RewardExpiryReminder struct {
	Event `json:"-"`
	Reward
}

func (RewardExpiryReminder) eventName() string { return "rewardExpiryReminder" }

// RewardIssued tells that a customer got a reward.
type RewardIssued struct {
	Event `json:"-"`

	CustomerIdentifiers  CustomerIdentifiers  `json:"customerIdentifiers"`
	RequestID            string               `json:"requestId"` // of the call
	RewardID             int64                `json:"rewardId"`
	Type                 string               `json:"type"`
	RedemptionType       string               `json:"redemptionType"`
	StartDate            Date                 `json:"startDate" lenient:"also=startDateInMillis"`
	EndDate              Date                 `json:"endDate" lenient:"also=endDateInMillis"`
	IntouchPoints        decimal.Decimal      `json:"intouchPoints"` // the price in points
	IntouchSeriesID      string               `json:"intouchSeriesId"`
	Priority             int64                `json:"priority"`
	Tier                 string               `json:"tier"`
	Group                string               `json:"group"`
	Label                string               `json:"label"`
	TransactionID        string               `json:"transactionId"`
	IssueDateTime        Date                 `json:"issueDateTime" lenient:"also=issueDateTimeInMillis"`
	EventDateTime        Date                 `json:"eventDateTime" lenient:"also=eventDateTimeInMillis"`
	IntouchRewardDetails IntouchRewardDetails `json:"intouchRewardDetails"`
	VendorRewardDetails  VendorRewardDetails  `json:"vendorRewardDetails"`
}

func (RewardIssued) eventName() string { return "rewardIssued" }

// IntouchRewardDetails is the coupon that a reward is.
type IntouchRewardDetails struct {
	IntouchCouponCode string `json:"intouchCouponCode"`
	CodeExpiry        Date   `json:"codeExpiry" lenient:"also=codeExpiryInMillis"`
}

// VendorRewardDetails is the voucher of a vendor that a reward is.
type VendorRewardDetails struct {
	VendorVoucher string `json:"vendorVoucher"`
}

// IssueRewardFailure tells that a customer did not get all rewards of a request. What was issued before the failure stays.
type IssueRewardFailure struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	RequestID           string              `json:"requestId"` // the key of the request
	TotalPoints         decimal.Decimal     `json:"totalPoints"`
	ErroredSteps        []ErroredStep       `json:"erroredSteps"`
}

func (IssueRewardFailure) eventName() string { return "issueRewardFailure" }

// ErroredStep is a step of issuing that failed.
type ErroredStep struct {
	Name         string         `json:"name"` // such as ISSUE_REWARD
	ErrorCode    int64          `json:"errorCode"`
	ErrorMessage string         `json:"errorMessage"`
	Rewards      []FailedReward `json:"rewards"`
}

// FailedReward is a reward that was not issued.
type FailedReward struct {
	ID              int64           `json:"id"`
	Quantity        int64           `json:"qty"`
	Points          decimal.Decimal `json:"points"`
	Type            string          `json:"type"`
	RewardReference string          `json:"rewardReference"`
	TransactionID   string          `json:"transactionId"`
}

// RewardTransaction is what events of an issued reward have in common. The customer is UserID.
type RewardTransaction struct {
	UserID             int64     `json:"userId"`
	RewardID           int64     `json:"rewardId"`
	RewardExternalID   string    `json:"rewardExternalId"`
	Quantity           int64     `json:"qty"`
	TransactionID      string    `json:"transactionId"`
	State              string    `json:"state"` // such as ISSUED, REDEEMED or CANCELLED
	EventDateTime      Date      `json:"eventDateTime" lenient:"also=eventDateTimeInMillis"`
	ProcessingDateTime time.Time `json:"processingDateTime"`
}

// RewardRedeemed tells that an issued reward was used.
type RewardRedeemed struct {
	Event `json:"-"`
	RewardTransaction
}

func (RewardRedeemed) eventName() string { return "rewardRedeemed" }

// RewardRedemptionReversed tells that the use of a reward was taken back.
type RewardRedemptionReversed struct {
	Event `json:"-"`
	RewardTransaction

	Actor  string `json:"actor"` // such as BRAND_OPERATOR
	Reason string `json:"reason"`
}

func (RewardRedemptionReversed) eventName() string { return "rewardRedemptionReversed" }

// RewardRevoked tells that an issued reward was taken back.
type RewardRevoked struct {
	Event `json:"-"`
	RewardTransaction

	Actor          string          `json:"actor"`
	Reason         string          `json:"reason"`
	PointsReversed decimal.Decimal `json:"pointsReversed"`
}

func (RewardRevoked) eventName() string { return "rewardRevoked" }

// UpdateRewardTransaction tells that issued rewards were changed.
type UpdateRewardTransaction struct {
	Event `json:"-"`

	TransactionUpdates []RewardTransactionUpdate `json:"transactionUpdates"`
}

func (UpdateRewardTransaction) eventName() string { return "updateRewardTransaction" }

// RewardTransactionUpdate is an issued reward as it is now.
type RewardTransactionUpdate struct {
	TransactionID           string         `json:"transactionId"`
	RewardID                int64          `json:"rewardId"`
	CustomerID              int64          `json:"customerId"`
	TransactionCustomFields map[string]any `json:"transactionCustomFields"`
	FulfillmentStatus       string         `json:"fulfillmentStatus"`
}
