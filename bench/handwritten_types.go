package bench

import (
	"time"

	"github.com/shopspring/decimal"
)

// The types that the hand-written clients decode into: the members that the replies have and no others, in the types
// that the SDK gives them too.

// failures are what every reply may have besides its result.
type failures struct {
	Errors   []issue `json:"errors"`
	Warnings []issue `json:"warnings"`
}

func (f *failures) failed() bool { return len(f.Errors) > 0 }

type issue struct {
	Status  bool   `json:"status"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type tierReply struct {
	failures
	EntityID     int64         `json:"entityId"`
	EntityType   string        `json:"entityType"`
	ProgramTiers []programTier `json:"programTiers"`
}

type programTier struct {
	ProgramID               int64     `json:"programId"`
	CurrentTierName         string    `json:"currentTierName"`
	CurrentTierSerialNumber int64     `json:"currentTierSerialNumber"`
	TierExpiryDate          time.Time `json:"tierExpiryDate"`
	NextTierName            string    `json:"nextTierName"`
	NextTierSerialNumber    int64     `json:"nextTierSerialNumber"`
}

type customerReply struct {
	failures
	ID                         int64             `json:"id"`
	Profiles                   []profile         `json:"profiles"`
	LoyaltyInfo                loyaltyInfo       `json:"loyaltyInfo"`
	FraudDetails               fraudDetails      `json:"fraudDetails"`
	Segments                   map[string]string `json:"segments"`
	AssociatedWith             string            `json:"associatedWith"`
	ExtendedFields             map[string]any    `json:"extendedFields"`
	LoyaltyProgramDetails      []loyaltyProgram  `json:"loyaltyProgramDetails"`
	GroupLoyaltyProgramDetails []groupProgram    `json:"groupLoyaltyProgramDetails"`
	CardDetails                []card            `json:"cardDetails"`
}

type profile struct {
	FirstName              string         `json:"firstName"`
	LastName               string         `json:"lastName"`
	Attribution            attribution    `json:"attribution"`
	Fields                 map[string]any `json:"fields"`
	Identifiers            []identifier   `json:"identifiers"`
	CommChannels           []commChannel  `json:"commChannels"`
	Source                 string         `json:"source"`
	UserID                 int64          `json:"userId"`
	AccountID              string         `json:"accountId"`
	ConflictingProfileList []profile      `json:"conflictingProfileList"`
	AutoUpdateTime         time.Time      `json:"autoUpdateTime"`
	IdentifiersAll         []identifier   `json:"identifiersAll"`
}

type attribution struct {
	CreateDate        time.Time `json:"createDate"`
	CreatedBy         orgEntity `json:"createdBy"`
	ModifiedBy        orgEntity `json:"modifiedBy"`
	ModifiedDate      time.Time `json:"modifiedDate"`
	CreatedFromSource string    `json:"createdFromSource"`
}

type orgEntity struct {
	ID          int64  `json:"id"`
	Code        string `json:"code"`
	Description string `json:"description"`
	Name        string `json:"name"`
	Type        string `json:"type"`
	AdminType   string `json:"adminType"`
	IsActive    bool   `json:"isActive"`
	IsOUEnabled bool   `json:"isOuEnabled"`
	TimeZoneID  int64  `json:"timeZoneId"`
	CurrencyID  int64  `json:"currencyId"`
	LanguageID  int64  `json:"languageId"`
}

type identifier struct {
	Type        string `json:"type"`
	Value       string `json:"value"`
	SeriesID    int64  `json:"seriesId"`
	StatusLabel string `json:"statusLabel"`
}

type commChannel struct {
	Type       string         `json:"type"`
	Value      string         `json:"value"`
	Primary    bool           `json:"primary"`
	Verified   bool           `json:"verified"`
	Meta       channelMeta    `json:"meta"`
	Attributes map[string]any `json:"attributes"`
}

type channelMeta struct {
	Residence bool `json:"residence"`
	Office    bool `json:"office"`
}

type loyaltyInfo struct {
	LoyaltyType       string          `json:"loyaltyType"`
	AttributionV2     attribution     `json:"attributionV2"`
	LifetimePurchases decimal.Decimal `json:"lifetimePurchases"`
}

type fraudDetails struct {
	MarkedBy   orgEntity `json:"markedBy"`
	ModifiedOn time.Time `json:"modifiedOn"`
	Status     string    `json:"status"`
}

type loyaltyProgram struct {
	Redeemed                     decimal.Decimal  `json:"redeemed"`
	Expired                      decimal.Decimal  `json:"expired"`
	Returned                     decimal.Decimal  `json:"returned"`
	Adjusted                     decimal.Decimal  `json:"adjusted"`
	LifetimePoints               decimal.Decimal  `json:"lifetimePoints"`
	LoyaltyPoints                decimal.Decimal  `json:"loyaltyPoints"`
	CumulativePurchases          decimal.Decimal  `json:"cumulativePurchases"`
	LoyaltyID                    int64            `json:"loyaltyId"`
	CurrentSlab                  string           `json:"currentSlab"`
	NextSlab                     string           `json:"nextSlab"`
	NextSlabSerialNumber         int64            `json:"nextSlabSerialNumber"`
	NextSlabDescription          string           `json:"nextSlabDescription"`
	SlabSNo                      int64            `json:"slabSNo"`
	SlabExpiryDate               time.Time        `json:"slabExpiryDate"`
	ProgramID                    int64            `json:"programId"`
	DelayedPoints                decimal.Decimal  `json:"delayedPoints"`
	DelayedReturnedPoints        decimal.Decimal  `json:"delayedReturnedPoints"`
	TotalAvailablePoints         decimal.Decimal  `json:"totalAvailablePoints"`
	TotalReturnedPoints          decimal.Decimal  `json:"totalReturnedPoints"`
	LinkedPartnerPrograms        []partnerProgram `json:"linkedPartnerPrograms"`
	ProgramTitle                 string           `json:"programTitle"`
	ProgramDescription           string           `json:"programDescription"`
	ProgramPointsToCurrencyRatio decimal.Decimal  `json:"programPointsToCurrencyRatio"`
}

type partnerProgram struct {
	PartnerProgramID   int64  `json:"partnerProgramId"`
	PartnerProgramName string `json:"partnerProgramName"`
}

type groupProgram struct {
	GroupProgramID        int64           `json:"groupProgramId"`
	Title                 string          `json:"title"`
	Description           string          `json:"description"`
	ProgramsList          []programName   `json:"programsList"`
	LifetimePoints        decimal.Decimal `json:"lifetimePoints"`
	LoyaltyPoints         decimal.Decimal `json:"loyaltyPoints"`
	PromisedPoints        decimal.Decimal `json:"promisedPoints"`
	PointsToCurrencyRatio decimal.Decimal `json:"pointsToCurrencyRatio"`
}

type programName struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

type card struct {
	CardID                int64          `json:"cardId"`
	IssuedDate            time.Time      `json:"issuedDate"`
	CreatedDate           time.Time      `json:"createdDate"`
	ExpiryDays            int64          `json:"expiryDays"`
	SeriesName            string         `json:"seriesName"`
	CustomerID            int64          `json:"customerId"`
	MaxActiveCards        int64          `json:"maxActiveCards"`
	CardExternalID        string         `json:"cardExternalId"`
	ExtendedFields        map[string]any `json:"extendedFields"`
	CustomFields          map[string]any `json:"customFields"`
	Type                  string         `json:"type"`
	CardNumber            string         `json:"cardNumber"`
	SeriesID              int64          `json:"seriesId"`
	SeriesCode            string         `json:"seriesCode"`
	OrgID                 int64          `json:"orgId"`
	EntityID              int64          `json:"entityId"`
	StatusInfo            cardStatus     `json:"statusInfo"`
	ID                    int64          `json:"id"`
	TransactionNotAllowed bool           `json:"transactionNotAllowed"`
}

type cardStatus struct {
	Reason         string    `json:"reason"`
	CreatedBy      int64     `json:"createdBy"`
	Actions        []string  `json:"actions"`
	AutoUpdateTime time.Time `json:"autoUpdateTime"`
	CreatedOn      time.Time `json:"createdOn"`
	EntityID       int64     `json:"entityId"`
	ID             int64     `json:"id"`
	IsActive       bool      `json:"isActive"`
	LabelID        int64     `json:"labelId"`
	Label          string    `json:"label"`
	Status         string    `json:"status"`
}

type transactionsReply struct {
	failures
	Pagination pagination    `json:"pagination"`
	Items      []transaction `json:"data"`
}

type pagination struct {
	Limit     int64  `json:"limit"`
	Offset    int64  `json:"offset"`
	SortBy    string `json:"sortBy"`
	SortOrder string `json:"sortOrder"`
	Total     int64  `json:"total"`
}

type transaction struct {
	ID             int64           `json:"id"`
	CustomerID     int64           `json:"customerId"`
	LoyaltyLogID   int64           `json:"loyaltyLogId"`
	BillingTime    time.Time       `json:"billingTime"`
	BillNumber     string          `json:"billNumber"`
	Type           string          `json:"type"`
	Notes          string          `json:"notes"`
	Amount         decimal.Decimal `json:"amount"`
	GrossAmount    decimal.Decimal `json:"grossAmount"`
	Discount       decimal.Decimal `json:"discount"`
	OutlierStatus  string          `json:"outlierStatus"`
	BillingStore   orgEntity       `json:"billingStore"`
	CustomFields   map[string]any  `json:"customFields"`
	ExtendedFields map[string]any  `json:"extendedFields"`
	PaymentModes   []paymentMode   `json:"paymentModes"`
	CreditNotes    []creditNote    `json:"creditNotes"`
	Attribution    attribution     `json:"attribution"`
}

type paymentMode struct {
	ID               int64           `json:"id"`
	OrgPaymentModeID int64           `json:"orgPaymentModeId"`
	Mode             string          `json:"mode"`
	Amount           decimal.Decimal `json:"amount"`
	Notes            string          `json:"notes"`
	Attributes       any             `json:"attributes"`
}

type creditNote struct {
	Number      string          `json:"number"`
	Amount      decimal.Decimal `json:"amount"`
	Notes       string          `json:"notes"`
	ReferenceID string          `json:"referenceId"`
}

type savedReply struct {
	failures
	CreatedID   int64        `json:"createdId"`
	SideEffects []sideEffect `json:"sideEffects"`
}

type sideEffect struct {
	Type              string          `json:"type"`
	EntityType        string          `json:"entityType"`
	RawAwardedPoints  decimal.Decimal `json:"rawAwardedPoints"`
	AwardedPoints     decimal.Decimal `json:"awardedPoints"`
	ID                int64           `json:"id"`
	CouponType        string          `json:"couponType"`
	CouponCode        string          `json:"couponCode"`
	ValidTill         time.Time       `json:"validTill"`
	Description       string          `json:"description"`
	DiscountCode      string          `json:"discountCode"`
	TrimmedCouponCode string          `json:"trimmedCouponCode"`
}
