package customer

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Get returns what is known about a customer in one source, or in all with capillary.SourceAll: profiles, loyalty status,
// segments, cards, and what o.Embed asks for. Without Embed it loads no points and no tiers.
//
// Where the organisation has dual eligibility, one identifier that is not the primary one gives ErrNotFound; several can
// be named at once: capillary.IdentifierNamed("email,mobile", "ann@example.org,4917012345678").
//
// A customer that was merged gives ErrMerged, or comes back as the survivor with the warning WarnSurvivorReturned; compare
// the id. What could not be loaded is a warning too, such as WarnPointsMissing. One that was deleted on request gives
// ErrDeletedForPII.
//
// GET /v2/customers/{customerId}, or /v2/customers/lookup/customerDetails for identifiers other than the user id.
func (s *Service) Get(ctx context.Context, who capillary.Identifier, o GetOptions, opts ...capillary.RequestOption) (*Customer, error) {
	c, err := capillary.Call[*Customer](ctx, s.client, opGet, capillary.Input{Customer: who, Query: o, Header: o.header()}, opts...)
	if err == nil && c.isNothing() {
		return nil, &capillary.Error{Operation: opGet.Name, Outcome: capillary.OutcomeFailed, Tries: 1, Reason: "the reply tells nothing of a customer"}
	}
	return c, err
}

// isNothing reports whether nothing was read: a member that was asked for besides the profiles came, and was empty.
func (c *Customer) isNothing() bool {
	if c.ID != 0 {
		return false
	}
	told := *c
	told.Warnings = nil
	return reflect.ValueOf(told).IsZero()
}

// GetOptions are what to load of a customer.
type GetOptions struct {
	Embed []Embed `url:"embed,omitempty,comma"` // what to load besides the profiles

	IncludedOnlyCurrentProfile bool `url:"includedOnlyCurrentProfile,omitempty"` // leave out the profiles of other sources
	IncludedFraudDetails       bool `url:"includedFraudDetails,omitempty"`       // load FraudDetails

	// GapToUpgrade and GapToRenew load what is missing to the next tier, or to keep this one, so many days from now; 0 is
	// today. Both need EmbedMLP.
	GapToUpgrade *int64 `url:"gapToUpgrade,omitempty"`
	GapToRenew   *int64 `url:"gapToRenew,omitempty"` // nothing comes back for the lowest tier

	UserGroup2ID                     int64     `url:"userGroup2Id,omitempty"`                     // one user group
	IncludedAllUserGroup2            bool      `url:"includedAllUserGroup2,omitempty"`            // all user groups of the customer
	IncludedUserGroup2LoyaltyDetails bool      `url:"includedUserGroup2LoyaltyDetails,omitempty"` // with their loyalty
	UG2JoinedStartDate               time.Time `url:"ug2JoinedStartDate,omitempty"`               // user groups joined from then on
	UG2JoinedEndDate                 time.Time `url:"ug2JoinedEndDate,omitempty"`                 // user groups joined until then
	UG2Offset                        int64     `url:"ug2Offset,omitempty"`                        // user groups to skip
	UG2Limit                         int64     `url:"ug2Limit,omitempty"`                         // user groups to return
	UG2SortBy                        string    `url:"ug2SortBy,omitempty"`                        // JoinedDate if empty
	UG2SortOrder                     SortOrder `url:"ug2SortOrder,omitempty"`                     // Descending if empty
	UG2PaginationDetails             bool      `url:"ug2PaginationDetails,omitempty"`             // load UG2Pagination

	Language string `url:"-"` // ISO code: the language of extended fields, English if empty
}

// Validate refuses days in the past.
func (o GetOptions) Validate() error {
	switch {
	case o.GapToUpgrade != nil && *o.GapToUpgrade < 0:
		return capillary.Invalid("gapToUpgrade", "days can't be negative")
	case o.GapToRenew != nil && *o.GapToRenew < 0:
		return capillary.Invalid("gapToRenew", "days can't be negative")
	}
	return nil
}

func (o GetOptions) header() http.Header {
	if o.Language == "" {
		return nil
	}
	return http.Header{"Language": {o.Language}}
}

// Embed is a part of a customer that is loaded only when asked for.
type Embed string

// The documented parts. Where no field is named, the documentation does not show what comes back: read it from the body
// in capillary.Meta.
const (
	EmbedPoints              Embed = "points"              // PointsSummary
	EmbedMLP                 Embed = "mlp"                 // LoyaltyProgramDetails: each loyalty program
	EmbedSubscriptions       Embed = "subscriptions"       // SubscriptionInfo
	EmbedPromotionalPoints   Embed = "promotionalPoints"   // PromotionalPoints
	EmbedExpirySchedules     Embed = "expirySchedules"     // ExpirySchedules
	EmbedExpiredPoints       Embed = "expiredPoints"       // ExpiredPoints
	EmbedAlternateCurrencies Embed = "alternateCurrencies" // AlternateCurrencyDetails; look-up only
	EmbedSegments            Embed = "segments"            // Segments
	EmbedCustomerImage       Embed = "customerImage"       // CustomerImage
	EmbedIgnoreCardDetails   Embed = "ignoreCardDetails"   // leaves CardDetails out; look-up only
	EmbedUserGroup           Embed = "userGroup"           // user groups
	EmbedReturnedPoints      Embed = "returnedPoints"      // ReturnedPoints
	EmbedSlabHistory         Embed = "slabHistory"         // SlabHistory
	EmbedTierUpgradeCriteria Embed = "tierUpgradeCriteria" // TierUpgradeCriteria
	EmbedNDNCStatus          Embed = "ndncStatus"          // NDNCStatus
	EmbedOptinStatus         Embed = "optinStatus"         // OptinStatus

	EmbedMembershipRetentionCriteria Embed = "membershipRetentionCriteria" // MembershipRetentionCriteria
	EmbedAssociatedImages            Embed = "associatedImages"            // the image of the customer's barcode
	EmbedCardLoyaltyDetails          Embed = "cardLoyaltyDetails"          // loyalty of cards; look-up only
	EmbedFleetParentDetails          Embed = "fleetParentDetails"          // the parent in a hierarchy; look-up only
	EmbedCustomerStatus              Embed = "customerStatus"              // StatusLabel

	// EmbedGapDetails is what is missing to the next tier.
	//
	// Deprecated: use the options GapToUpgrade and GapToRenew.
	EmbedGapDetails Embed = "gapDetails"
)

// SortOrder is which end of a list comes first.
type SortOrder = capillary.SortOrder

// The documented orders.
const (
	Ascending  = capillary.Ascending
	Descending = capillary.Descending
)

// Customer is a customer with a profile in each source. What was not asked for, or is not set, is zero.
type Customer struct {
	ID             int64             `json:"id"` // the user id, the same in all sources
	Profiles       []Profile         `json:"profiles"`
	LoyaltyInfo    LoyaltyInfo       `json:"loyaltyInfo"`
	Segments       map[string]string `json:"segments"`       // name of the segment to the partition that the customer is in
	AssociatedWith string            `json:"associatedWith"` // code of the till that the customer belongs to
	ReferralCode   string            `json:"referralCode"`
	ExtendedFields map[string]any    `json:"extendedFields"`
	FraudDetails   FraudDetails      `json:"fraudDetails"`
	CardDetails    []Card            `json:"cardDetails"`

	PointsSummary              LoyaltyProgram             `json:"pointsSummary"`
	LoyaltyProgramDetails      []LoyaltyProgram           `json:"loyaltyProgramDetails"`
	GroupLoyaltyProgramDetails []GroupLoyaltyProgram      `json:"groupLoyaltyProgramDetails"`
	AlternateCurrencyDetails   []ProgramAlternateCurrency `json:"alternateCurrencyDetails"`
	PromotionalPoints          PromotionalPoints          `json:"promotionalPoints"`
	ExpirySchedules            []ExpirySchedule           `json:"expirySchedules"`
	ExpiredPoints              []ExpiredPoints            `json:"expiredPoints"`
	UpgradeStrategies          []UpgradeStrategy          `json:"upgradeStrategies"` // any of them leads to the next tier
	GapToRenewSummary          []RenewalGap               `json:"gapToRenewSummary"`
	SubscriptionInfo           Subscriptions              `json:"subscriptionInfo"`
	CustomerImage              []Image                    `json:"customerImage"`
	AssociationDetails         AssociationDetails         `json:"associationDetails"` // the place in a hierarchy
	UG2Pagination              GroupPagination            `json:"ug2Pagination"`      // of the user groups

	StatusLabel         string    `json:"statusLabel"` // with EmbedCustomerStatus, as the next three
	StatusLabelReason   string    `json:"statusLabelReason"`
	StatusLastUpdatedOn time.Time `json:"statusLastUpdatedOn"`
	StatusModifiedBy    int64     `json:"statusModifiedBy"`

	ReturnedPoints              []ProgramReturns    `json:"returnedPoints"`              // with EmbedReturnedPoints
	SlabHistory                 []SlabChange        `json:"slabHistory"`                 // with EmbedSlabHistory
	TierUpgradeCriteria         TierUpgradeCriteria `json:"tierUpgradeCriteria"`         // with EmbedTierUpgradeCriteria
	MembershipRetentionCriteria RetentionCriteria   `json:"membershipRetentionCriteria"` // with EmbedMembershipRetentionCriteria
	NDNCStatus                  string              `json:"ndncStatus"`                  // with EmbedNDNCStatus: whether the number is on a list of those who want no calls
	OptinStatus                 string              `json:"optinStatus"`                 // with EmbedOptinStatus

	Warnings []capillary.Issue `json:"warnings"`
}

// Profile is a customer in one source, and in one account of it.
type Profile struct {
	UserID                 int64               `json:"userId"` // the customer's id
	FirstName              string              `json:"firstName"`
	LastName               string              `json:"lastName"`
	Source                 capillary.Source    `json:"source"`
	AccountID              string              `json:"accountId"`
	Identifiers            []ProfileIdentifier `json:"identifiers"`    // those that can be used now
	IdentifiersAll         []ProfileIdentifier `json:"identifiersAll"` // with those that can't
	CommChannels           []CommChannel       `json:"commChannels"`
	Fields                 map[string]any      `json:"fields"` // custom fields
	AllFields              map[string]any      `json:"allFields"`
	Attribution            Attribution         `json:"attribution"`
	ConflictingProfileList []Profile           `json:"conflictingProfileList"`
	AutoUpdateTime         time.Time           `json:"autoUpdateTime"`
}

// ProfileIdentifier is an identifier of a profile. A card has more than a type and a value.
type ProfileIdentifier struct {
	Type            IdentifierType  `json:"type"`
	Value           string          `json:"value"`
	CardID          int64           `json:"cardId"`
	CardExternalID  string          `json:"cardExternalId"`
	SeriesID        int64           `json:"seriesId"`
	SeriesCode      string          `json:"seriesCode"`
	StatusLabel     string          `json:"statusLabel"`
	StatusLabelInfo StatusLabelInfo `json:"statusLabelInfo"`
	ExtendedFields  map[string]any  `json:"extendedFields"`
	CustomFields    map[string]any  `json:"customFields"`
}

// StatusLabelInfo is a label that an organisation gave to a status.
type StatusLabelInfo struct {
	OrgID          int64  `json:"orgId"`
	Type           string `json:"type"` // of what: CARD
	InternalStatus string `json:"internalStatus"`
	Default        bool   `json:"default"`
}

// IdentifierType is a kind of identifier.
type IdentifierType string

// The documented identifier types.
const (
	IdentifierMobile         IdentifierType = "mobile" // with the country code
	IdentifierEmail          IdentifierType = "email"
	IdentifierExternalID     IdentifierType = "externalId"
	IdentifierCardNumber     IdentifierType = "cardnumber"
	IdentifierCard           IdentifierType = "card" // another word for a card number
	IdentifierCardExternalID IdentifierType = "cardExternalId"
	IdentifierWeChat         IdentifierType = "wechat"
	IdentifierUnionID        IdentifierType = "unionId"
	IdentifierMartJackID     IdentifierType = "martjackId"
	IdentifierFacebookID     IdentifierType = "fbId"
	IdentifierFacebook       IdentifierType = "facebook"
	IdentifierTmallUname     IdentifierType = "tmall_uname"
	IdentifierCUID           IdentifierType = "cuid" // of a cookie or device
	IdentifierAliUname       IdentifierType = "ali_uname"
	IdentifierJDUname        IdentifierType = "jd_uname"
	IdentifierVIPUname       IdentifierType = "vip_uname"
	IdentifierMobilePush     IdentifierType = "mobilePush"
	IdentifierLine           IdentifierType = "line"
)

// CommChannel is a way to reach a customer.
type CommChannel struct {
	Type       CommChannelType `json:"type"`
	Value      string          `json:"value"`
	Primary    bool            `json:"primary"`
	Verified   bool            `json:"verified"`
	Subscribed bool            `json:"subscribed"` // to bulk messages
	Meta       CommChannelMeta `json:"meta"`
	Attributes map[string]any  `json:"attributes"`
}

// CommChannelMeta is where a channel leads, and when it was used last.
type CommChannelMeta struct {
	Residence      bool      `json:"residence"`
	Office         bool      `json:"office"`
	LastViewedDate time.Time `json:"lastViewedDate"` // when the app was opened
}

// CommChannelType is a kind of communication channel.
type CommChannelType string

// The documented communication channels.
const (
	CommMobile     CommChannelType = "mobile"
	CommEmail      CommChannelType = "email"
	CommWeChat     CommChannelType = "wechat"
	CommIOS        CommChannelType = "ios"
	CommAndroid    CommChannelType = "android"
	CommLine       CommChannelType = "line"
	CommMobilePush CommChannelType = "mobilePush" // the value is a Firebase token
)

// Attribution is who created and changed something, and when.
type Attribution struct {
	CreateDate        time.Time `json:"createDate"`
	CreatedBy         OrgEntity `json:"createdBy"`
	CreatedFromSource string    `json:"createdFromSource"` // instore, WEB_ENGAGE, …: in any case
	ModifiedDate      time.Time `json:"modifiedDate"`
	ModifiedBy        OrgEntity `json:"modifiedBy"`
}

// OrgEntity is a till, a store or a user of the organisation.
type OrgEntity struct {
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
}

// OrgEntityType is a kind of entity of an organisation.
type OrgEntityType string

// The documented kinds.
const (
	OrgEntityTill        OrgEntityType = "TILL"
	OrgEntityStore       OrgEntityType = "STORE"
	OrgEntityZone        OrgEntityType = "ZONE"
	OrgEntityConcept     OrgEntityType = "CONCEPT"
	OrgEntityStoreServer OrgEntityType = "STR_SERVER"
	OrgEntityAdminUser   OrgEntityType = "ADMIN_USER"
	OrgEntityAssociate   OrgEntityType = "ASSOCIATE"
	OrgEntityRule        OrgEntityType = "RULE"
	OrgEntityOU          OrgEntityType = "OU"
)

// LoyaltyInfo is a customer's loyalty as a whole.
type LoyaltyInfo struct {
	LoyaltyType       LoyaltyType     `json:"loyaltyType"`
	LifetimePurchases decimal.Decimal `json:"lifetimePurchases"`
	Score             decimal.Decimal `json:"score"`
	AttributionV2     Attribution     `json:"attributionV2"`
}

// LoyaltyType says whether a customer is in the loyalty program.
type LoyaltyType string

// The documented loyalty types. A customer can become loyal, never the other way round.
const (
	Loyalty    LoyaltyType = "loyalty"
	NonLoyalty LoyaltyType = "non_loyalty"
)

// LoyaltyProgram is a customer's points and tier in one loyalty program.
type LoyaltyProgram struct {
	ProgramID                    int64           `json:"programId"`
	ProgramTitle                 string          `json:"programTitle"`
	ProgramDescription           string          `json:"programDescription"`
	ProgramPointsToCurrencyRatio decimal.Decimal `json:"programPointsToCurrencyRatio"`
	LoyaltyID                    int64           `json:"loyaltyId"` // -1 if not enrolled

	LoyaltyPoints         decimal.Decimal `json:"loyaltyPoints"` // can be spent
	DelayedPoints         decimal.Decimal `json:"delayedPoints"` // promised
	TotalAvailablePoints  decimal.Decimal `json:"totalAvailablePoints"`
	LifetimePoints        decimal.Decimal `json:"lifetimePoints"`
	Redeemed              decimal.Decimal `json:"redeemed"`
	Expired               decimal.Decimal `json:"expired"`
	DelayedExpiredPoints  decimal.Decimal `json:"delayedExpiredPoints"`
	Returned              decimal.Decimal `json:"returned"`
	DelayedReturnedPoints decimal.Decimal `json:"delayedReturnedPoints"`
	TotalReturnedPoints   decimal.Decimal `json:"totalReturnedPoints"`
	Adjusted              decimal.Decimal `json:"adjusted"`
	CumulativePurchases   decimal.Decimal `json:"cumulativePurchases"`

	CurrentSlab          string    `json:"currentSlab"`
	SlabSNo              int64     `json:"slabSNo"` // serial number of the current tier
	SlabExpiryDate       time.Time `json:"slabExpiryDate"`
	NextSlab             string    `json:"nextSlab"`
	NextSlabSerialNumber int64     `json:"nextSlabSerialNumber"` // -1 on the highest tier
	NextSlabDescription  string    `json:"nextSlabDescription"`

	CurrentSlabDescription string            `json:"currentSlabDescription"`
	LinkedPartnerPrograms  []PartnerProgram  `json:"linkedPartnerPrograms"`
	UpgradeStrategies      []UpgradeStrategy `json:"upgradeStrategies"` // with GapToUpgrade, where the customer is in several programs
	GapToRenewSummary      []RenewalGap      `json:"gapToRenewSummary"` // with GapToRenew, where the customer is in several programs
}

// PartnerProgram is a partner's program that a customer's membership is linked to.
type PartnerProgram struct {
	PartnerProgramID          int64     `json:"partnerProgramId"`
	PartnerProgramName        string    `json:"partnerProgramName"`
	PartnerProgramDescription string    `json:"partnerProgramDescription"`
	PartnerProgramType        string    `json:"partnerProgramType"`
	PartnerMembershipID       string    `json:"partnerMembershipId"`
	PartnerTierNumber         int64     `json:"partnerTierNumber"`
	PartnerTierName           string    `json:"partnerTierName"`
	PartnerTierExpiryDate     time.Time `json:"partnerTierExpiryDate"`
	TierBased                 bool      `json:"tierBased"`
	Linked                    bool      `json:"linked"`

	PartnerProgramMembershipStartDate           time.Time `json:"partnerProgramMembershipStartDate"`
	PartnerProgramMembershipEndDate             time.Time `json:"partnerProgramMembershipEndDate"`
	PartnerProgramMembershipLastUpdatedActivity string    `json:"partnerProgramMembershipLastUpdatedActivity"` // SUPPLEMENTARY_MEMBERSHIP_STARTED, …
	PartnerProgramMembershipLastUpdatedDate     time.Time `json:"partnerProgramMembershipLastUpdatedDate"`
}

// GroupLoyaltyProgram is a customer's points in several programs taken together.
type GroupLoyaltyProgram struct {
	GroupProgramID        int64           `json:"groupProgramId"`
	Title                 string          `json:"title"`
	Description           string          `json:"description"`
	ProgramsList          []ProgramName   `json:"programsList"`
	LifetimePoints        decimal.Decimal `json:"lifetimePoints"`
	LoyaltyPoints         decimal.Decimal `json:"loyaltyPoints"`
	PromisedPoints        decimal.Decimal `json:"promisedPoints"`
	PointsToCurrencyRatio decimal.Decimal `json:"pointsToCurrencyRatio"`
}

// ProgramName is a program by its name.
type ProgramName struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// ProgramAlternateCurrency is what a customer has of a program's currencies other than points.
type ProgramAlternateCurrency struct {
	ProgramID             int64               `json:"programId"`
	ProgramName           string              `json:"programName"`
	AlternateCurrencyData []AlternateCurrency `json:"alternateCurrencyData"`
}

// AlternateCurrency is an account in a currency other than points. Delayed amounts are promised, the others can be spent
// or were, and totals are both.
type AlternateCurrency struct {
	Name                  string          `json:"name"`
	Earned                decimal.Decimal `json:"earned"` // can be spent
	LifetimeEarned        decimal.Decimal `json:"lifetimeEarned"`
	Redeemed              decimal.Decimal `json:"redeemed"`
	Expired               decimal.Decimal `json:"expired"`
	Returned              decimal.Decimal `json:"returned"`
	DelayedEarned         decimal.Decimal `json:"delayedEarned"`
	DelayedLifetimeEarned decimal.Decimal `json:"delayedLifetimeEarned"`
	DelayedReturned       decimal.Decimal `json:"delayedReturned"`
	DelayedExpired        decimal.Decimal `json:"delayedExpired"`
	TotalAvailable        decimal.Decimal `json:"totalAvailable"`
	TotalRedeemed         decimal.Decimal `json:"totalRedeemed"`
	TotalReturned         decimal.Decimal `json:"totalReturned"`
	TotalExpired          decimal.Decimal `json:"totalExpired"`
}

// PromotionalPoints are the points that promotions gave, by what they were given for.
type PromotionalPoints struct {
	CustomerPromotionType    []PromotionAward `json:"customerPromotionType"`
	TransactionPromotionType []PromotionAward `json:"transactionPromotionType"`
	LineItemPromotionType    []PromotionAward `json:"lineitemPromotionType"`
}

// PromotionAward are points that a promotion gave.
type PromotionAward struct {
	Points          decimal.Decimal `json:"points"`
	ProgramID       int64           `json:"programId"`
	PromotionName   string          `json:"promotionName"`
	PromotionSource PromotionSource `json:"promotionSource"`
	IssuedAt        OrgEntity       `json:"issuedAt"`
	IssuedOn        time.Time       `json:"issuedOn"`
	ExpiryDate      time.Time       `json:"expiryDate"`
}

// ExpiredPoints are points that expired on one day. Their form is documented for user groups only.
type ExpiredPoints struct {
	Points               decimal.Decimal `json:"points"`
	ExpiredOn            capillary.Day   `json:"expiredOn"`
	ProgramID            int64           `json:"programId"`
	ExpiredPointsSummary []ExpiredAward  `json:"expiredPointsSummary"`
}

// ExpiredAward are points that were given at once, and expired.
type ExpiredAward struct {
	PAType                 string          `json:"paType"` // POINT_AWARDED, POINT_AWARDED_LINEITEM, …
	PAID                   int64           `json:"paId"`   // id of the award
	Points                 decimal.Decimal `json:"points"`
	StrategyName           string          `json:"strategyName"` // the rule that they expired by
	ExpiryUpdateReasonType string          `json:"expiryUpdateReasonType"`
	ExpiryUpdateReasonNote string          `json:"expiryUpdateReasonNote"`
	NewExpiryDate          time.Time       `json:"newExpiryDate"`
	EventDate              time.Time       `json:"eventDate"`
}

// PromotionSource is where a promotion comes from.
type PromotionSource struct {
	PromotionSourceID   int64  `json:"promotionSourceId"` // -1 for none
	PromotionSourceType string `json:"promotionSourceType"`
}

// UpgradeStrategy is a rule that leads to the next tier.
type UpgradeStrategy struct {
	UpgradeBasedOn              UpgradeBasis    `json:"upgrade_based_on" lenient:"also=upgradeBasedOn"`
	UpgradeThreshold            decimal.Decimal `json:"upgradeThreshold"`
	CustomerUpgradeEntityValues UpgradeProgress `json:"customerUpgradeEntityValues"`
}

// UpgradeBasis is what a tier is reached by.
type UpgradeBasis string

// The documented bases of an upgrade.
const (
	UpgradeByCumulativePurchases UpgradeBasis = "CUMULATIVE_PURCHASES"
	UpgradeByTrackerValue        UpgradeBasis = "TRACKER_VALUE_BASED"
	UpgradeByCurrentPoints       UpgradeBasis = "CURRENT_POINTS"
)

// UpgradeProgress is how far a customer is on the way to the next tier.
type UpgradeProgress struct {
	CurrentValue   decimal.Decimal `json:"currentValue"`
	GapToUpgrade   decimal.Decimal `json:"gapToUpgrade"` // threshold less current value
	ValueValidUpto capillary.Day   `json:"valueValidUpto"`
}

// RenewalGap is what is missing to keep the tier.
type RenewalGap struct {
	TierExpiryDate  time.Time         `json:"tierExpiryDate"` // of pages that disagree some have a day, the newest a time
	RenewConfirmed  bool              `json:"renewConfirmed"` // nothing is missing
	RenewStrategies []RenewalStrategy `json:"renewStrategies"`
}

// RenewalStrategy is a rule that keeps a tier.
type RenewalStrategy struct {
	RenewBasedOn             RenewalBasis     `json:"renewBasedOn"`
	TrackerEntityIdentifiers []RenewalTracker `json:"trackerEntityIdentifiers"` // for RenewalByTracker
	RenewThreshold           decimal.Decimal  `json:"renewThreshold"`
	CustomerRenewEntityValue decimal.Decimal  `json:"customerRenewEntityValue"` // reached so far
	CustomerGapToRenewValue  decimal.Decimal  `json:"customerGapToRenewValue"`  // still missing
}

// RenewalBasis is what a tier is kept by.
type RenewalBasis string

// The documented bases of a renewal.
const (
	RenewalByVisits   RenewalBasis = "VISITS"
	RenewalByPurchase RenewalBasis = "PURCHASE"
	RenewalByPoints   RenewalBasis = "POINTS"
	RenewalByTracker  RenewalBasis = "TRACKER"
)

// RenewalTracker is a tracker that a tier is kept by.
type RenewalTracker struct {
	TrackerName            string `json:"trackerName"`
	TrackerType            string `json:"trackerType"` // what it counts: LINEITEM_COUNT, …
	TrackerMode            string `json:"trackerMode"` // MOVING_WINDOW, CYCLIC_WINDOW, CALENDAR_BASED_CYCLIC_WINDOW, TIER_CHANGE_WINDOW
	TrackerCaseName        string `json:"trackerCaseName"`
	TrackerCasePeriodType  string `json:"trackerCasePeriodType"` // DAYS, …
	TrackerCasePeriodValue int64  `json:"trackerCasePeriodValue"`
}

// FraudDetails say whether a customer was marked as a fraud.
type FraudDetails struct {
	Status     string    `json:"status"` // NOT_FRAUD, …
	MarkedBy   OrgEntity `json:"markedBy"`
	ModifiedOn time.Time `json:"modifiedOn"`
}

// Card is a card of a customer.
type Card struct {
	ID                    int64          `json:"id"`
	CardID                int64          `json:"cardId"`
	CardNumber            string         `json:"cardNumber"`
	CardExternalID        string         `json:"cardExternalId"`
	Type                  string         `json:"type"` // DIGITAL, …
	SeriesID              int64          `json:"seriesId"`
	SeriesCode            string         `json:"seriesCode"`
	SeriesName            string         `json:"seriesName"`
	CustomerID            int64          `json:"customerId"`
	OrgID                 int64          `json:"orgId"`
	EntityID              int64          `json:"entityId"` // the till that issued it
	MaxActiveCards        int64          `json:"maxActiveCards"`
	CreatedDate           time.Time      `json:"createdDate"`
	IssuedDate            time.Time      `json:"issuedDate"`
	ExpiryDate            time.Time      `json:"expiryDate"`
	ExpiryDays            int64          `json:"expiryDays"` // 0 for never
	ActiveAndDigital      bool           `json:"activeAndDigital"`
	TransactionNotAllowed bool           `json:"transactionNotAllowed"`
	MappedEntity          MappedEntity   `json:"mappedEntity"`
	StatusInfo            StatusRecord   `json:"statusInfo"`
	LabelInfo             StatusRecord   `json:"labelInfo"`
	CustomFields          map[string]any `json:"customFields"`
	ExtendedFields        map[string]any `json:"extendedFields"`
}

// MappedEntity is what a card is bound to, such as a till.
type MappedEntity struct {
	Type  OrgEntityType `json:"type"`
	Value string        `json:"value"` // its code
}

// SlabChange is a change of a customer's tier.
type SlabChange struct {
	ProgramID          int64      `json:"programId"`
	Type               SlabAction `json:"type"`
	From               string     `json:"from"` // name of the tier
	To                 string     `json:"to"`   // name of the tier
	FromTierExpiryDate time.Time  `json:"fromTierExpiryDate"`
	ToTierExpiryDate   time.Time  `json:"toTierExpiryDate"`
	ChangedOn          time.Time  `json:"changedOn"` // where the API sends changedOnISO beside it, that: the other can be another zone's time labelled UTC
	Notes              string     `json:"notes"`
	Store              CodeNameV1 `json:"store"`
}

// TierUpgradeCriteria are what a customer needs for the next tier.
type TierUpgradeCriteria struct {
	PurchaseType  UpgradeBasis    `json:"purchaseType"`
	PurchaseValue decimal.Decimal `json:"purchaseValue"`
	Description   string          `json:"description"`
}

// RetentionCriteria are what a customer needs to keep the tier.
type RetentionCriteria struct {
	MinPurchases        decimal.Decimal `json:"minPurchases"`
	MinVisits           int64           `json:"minVisits"`
	IsDowngradeStrategy bool            `json:"isDownGradeStrategy"`
}

// ProgramReturns are points of one program that were taken back with returned transactions.
type ProgramReturns struct {
	ProgramID             int64            `json:"programId"`
	Points                decimal.Decimal  `json:"points"`
	ReturnedPointsSummary []ReturnedPoints `json:"returnedPointsSummary"`
}

// ReturnedPoints are points of one award that were taken back.
type ReturnedPoints struct {
	PaType        PointsType      `json:"paType"`
	PaID          int64           `json:"paId"` // id of the award
	Points        decimal.Decimal `json:"points"`
	ReturnedOn    capillary.Day   `json:"returnedOn"`
	PromotionID   int64           `json:"promotionId"`
	PromotionName string          `json:"promotionName"`
}

// GroupPagination is where a page of user groups stands in its list.
type GroupPagination struct {
	Offset    int64     `json:"offset" lenient:"also=ug2Offset"`
	Limit     int64     `json:"limit" lenient:"also=ug2Limit"`
	Total     int64     `json:"total" lenient:"also=ug2Total"`
	SortBy    string    `json:"sortBy" lenient:"also=ug2SortBy"`
	SortOrder SortOrder `json:"sortOrder" lenient:"also=ug2SortOrder"`
}

// AssociationDetails are a customer's place in a hierarchy of customers.
type AssociationDetails struct {
	HierarchyID      int64             `json:"hierarchyId"`
	HierarchyCode    string            `json:"hierarchyCode"`
	RoleCode         string            `json:"roleCode"`
	ChildRoleCode    string            `json:"childRoleCode"`
	ParentRoleID     int64             `json:"parentRoleId"`
	ParentCustomer   RelatedCustomer   `json:"parentCustomer"`
	ChildCustomers   []RelatedCustomer `json:"childCustomers"`
	FleetCompany     FleetCompany      `json:"fleetCompany"`
	SkipLevelAllowed bool              `json:"skipLevelAllowed"`
	New              bool              `json:"new"`
	ChildCustomer    bool              `json:"childCustomer"`
}

// RelatedCustomer is the parent or a child of a customer. The id is in the profiles.
type RelatedCustomer struct {
	Profiles       []Profile      `json:"profiles"`
	ExtendedFields map[string]any `json:"extendedFields"`
}

// FleetCompany is the company that a customer belongs to.
type FleetCompany struct {
	CompanyID  int64  `json:"companyId"`
	ExternalID string `json:"externalId"`
}
