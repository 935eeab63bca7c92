package org

import (
	"context"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Get returns the details of the organisation: name, address, website, and its languages, currencies, time zones and countries.
//
// GET /v1.1/organization/get
func (s *Service) Get(ctx context.Context, _ GetOptions, opts ...capillary.RequestOption) (*Organization, error) {
	reply, err := capillary.Call[*organizationReply](ctx, s.client, opGet, capillary.Input{}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Organization, err
}

// GetOptions are the options of Get, of which none is documented yet.
type GetOptions struct{}

type organizationReply struct {
	Organization Organization `json:"organization"`
}

// Organization are the details of the organisation, as they were entered when it was set up.
type Organization struct {
	ID             int64      `json:"id"`
	Name           string     `json:"name"`
	Address        string     `json:"address"`
	Language       string     `json:"language"` // its name
	LanguageCode   string     `json:"language_code"`
	LanguageLocale string     `json:"language_locale"`
	Currency       string     `json:"currency"` // its name, such as Indian Rupee
	Timezone       string     `json:"timezone"` // such as Asia/Kolkata
	TimezoneOffset string     `json:"timezone_offset"`
	MinSMSHour     int64      `json:"min_sms_hour"` // messages go out from this hour of the day on
	MaxSMSHour     int64      `json:"max_sms_hour"` // and until this one
	Logo           string     `json:"logo"`
	Website        string     `json:"website"`
	Country        string     `json:"country"`
	CountryCode    string     `json:"country_code"`
	State          string     `json:"state"`
	City           string     `json:"city"`
	Locality       string     `json:"locality"`
	Pincode        string     `json:"pincode"`
	Currencies     Currencies `json:"currencies"`
	Timezones      Timezones  `json:"timezones"`
	Languages      Languages  `json:"languages"`
	Countries      Countries  `json:"countries"`
}

// Currencies are the base currency of an organisation or entity, and what else an organisation takes.
type Currencies struct {
	BaseCurrency        Currency `json:"base_currency"`
	SupportedCurrencies struct {
		Currency []Currency `json:"currency"`
	} `json:"supported_currencies"`
}

// Currency is a currency.
type Currency struct {
	Symbol string `json:"symbol"`
	Label  string `json:"label"` // its ISO code
}

// Timezones are the base time zone of an organisation or entity, and in which others an organisation is.
type Timezones struct {
	BaseTimezone       Timezone `json:"base_timezone"`
	SupportedTimezones struct {
		Timezone []Timezone `json:"timezone"`
	} `json:"supported_timezones"`
}

// Timezone is a time zone.
type Timezone struct {
	Label  string `json:"label"`  // such as Asia/Kolkata
	Offset string `json:"offset"` // such as +05:30
}

// Languages are the base language of an organisation or entity, and which others an organisation has.
type Languages struct {
	BaseLanguage       Language `json:"base_language"`
	SupportedLanguages struct {
		Language []Language `json:"language"`
	} `json:"supported_languages"`
}

// Language is a language.
type Language struct {
	Lang   string `json:"lang"`
	Locale string `json:"locale"`
}

// Countries are the base country of an organisation, and in which others it is.
type Countries struct {
	BaseCountry        Country `json:"base_country"`
	SupportedCountries struct {
		Country []Country `json:"country"`
	} `json:"supported_countries"`
}

// Country is a country.
type Country struct {
	Name string `json:"name"`
	Code string `json:"code"`
}

// Hierarchy returns the organisation that the credentials are of, and those that it is connected with. Of a child that is the
// parent, of a parent its children; an organisation that stands alone has none.
//
// GET /v2/organization/hierarchy
func (s *Service) Hierarchy(ctx context.Context, o HierarchyOptions, opts ...capillary.RequestOption) (*Hierarchy, error) {
	return capillary.Call[*Hierarchy](ctx, s.client, opHierarchy, capillary.Input{Query: o}, opts...)
}

// HierarchyOptions say what else to return.
type HierarchyOptions struct {
	FetchSiblings     bool `url:"fetchSiblings,omitempty"`     // of a child: also the other children of its parent
	FetchCustomFields bool `url:"fetchCustomFields,omitempty"` // the custom fields of ScopeOrg; their form is not documented: see Meta.Body
}

// Hierarchy is an organisation and those that it is connected with. The pages of the API have the connected ones in one list,
// its schema has them in three.
type Hierarchy struct {
	BaseOrganization       ConnectedOrganization   `json:"baseOrganization" lenient:"also=organization"`
	ConnectedOrganizations []ConnectedOrganization `json:"connectedOrganizations"` // RelationshipType tells how
	ParentOrganizations    []ConnectedOrganization `json:"parentOrganizations"`
	ChildOrganizations     []ConnectedOrganization `json:"childOrganizations"`
	SiblingOrganizations   []ConnectedOrganization `json:"siblingOrganizations"`
	Warnings               []capillary.Issue       `json:"warnings"`
}

// ConnectedOrganization is an organisation of a hierarchy.
type ConnectedOrganization struct {
	ID               int64            `json:"id"`
	Name             string           `json:"name"`
	Phone            string           `json:"phone"`
	Address          string           `json:"address"`
	Language         string           `json:"language"`
	LanguageCode     string           `json:"languageCode"`
	LanguageLocale   string           `json:"languageLocale"`
	ParentID         int64            `json:"parentId"` // -1 for none
	Locality         string           `json:"locality"`
	PinCode          string           `json:"pinCode"`
	Currency         string           `json:"currency"` // its name
	TimezoneLabel    string           `json:"timezoneLabel"`
	TimezoneOffset   string           `json:"timezoneOffset"`
	MinSMSHour       int64            `json:"minSmsHour"` // messages go out from this hour of the day on
	MaxSMSHour       int64            `json:"maxSmsHour"` // and until this one
	Logo             string           `json:"logo"`       // not in use
	WebSite          string           `json:"webSite"`
	Country          string           `json:"country"`
	CountryCode      string           `json:"countryCode"`
	Active           bool             `json:"active"`
	OrgType          OrganizationType `json:"orgType"`
	RelationshipType string           `json:"relationshipType"`
}

// OrganizationType is where an organisation stands in a hierarchy.
type OrganizationType string

// The documented types.
const (
	OrganizationStandard OrganizationType = "STANDARD_ORG" // it stands alone
	OrganizationSuper    OrganizationType = "SUPER_ORG"    // a parent
	OrganizationChild    OrganizationType = "CHILD_ORG"
)

// Programs lists the active loyalty programs of the organisation, each with its partner programs.
//
// GET /v2/organization/programs
func (s *Service) Programs(ctx context.Context, _ ProgramsOptions, opts ...capillary.RequestOption) (*capillary.Page[Program], error) {
	return capillary.Call[*capillary.Page[Program]](ctx, s.client, opPrograms, capillary.Input{}, opts...)
}

// ProgramsOptions are the options of Programs, of which none is documented yet.
type ProgramsOptions struct{}

// Program is a loyalty program.
type Program struct {
	ProgramID             int64            `json:"programId"`
	ProgramName           string           `json:"programName"`
	ProgramDescription    string           `json:"programDescription"`
	PointsToCurrencyRatio decimal.Decimal  `json:"pointsToCurrencyRatio"`
	PartnerPrograms       []PartnerProgram `json:"partnerPrograms"`
	Default               bool             `json:"default"`
}

// PartnerProgram is a program that customers of a loyalty program can be linked to.
type PartnerProgram struct {
	PartnerProgramID          int64                `json:"partnerProgramId"`
	PartnerProgramName        string               `json:"partnerProgramName"`
	PartnerProgramDescription string               `json:"partnerProgramDescription"`
	PartnerProgramType        PartnerProgramType   `json:"partnerProgramType"`
	PartnerProgramTiers       []PartnerProgramTier `json:"partnerProgramTiers"` // where TierBased
	TierBased                 bool                 `json:"tierBased"`           // false: it is based on membership
	PointsExchangeRate        decimal.Decimal      `json:"pointsExchangeRate"`
	MembershipPeriodType      string               `json:"membershipPeriodType"` // such as DAYS
	MembershipPeriodValue     int64                `json:"membershipPeriodValue"`
}

// PartnerProgramTier is a tier of a partner program.
type PartnerProgramTier struct {
	TierNumber int64  `json:"tierNumber"`
	TierName   string `json:"tierName"`
}

// PartnerProgramType is a kind of partner program.
type PartnerProgramType string

// The documented kinds.
const (
	PartnerProgramExternal      PartnerProgramType = "EXTERNAL"
	PartnerProgramSupplementary PartnerProgramType = "SUPPLEMENTARY"
	PartnerProgramDefault       PartnerProgramType = "DEFAULT"
)

// Tenders lists the payment modes that are set up.
//
// GET /v1.1/organization/tenders
func (s *Service) Tenders(ctx context.Context, o TendersOptions, opts ...capillary.RequestOption) (*Tenders, error) {
	reply, err := capillary.Call[*tendersReply](ctx, s.client, opTenders, capillary.Input{Query: o}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Organization.Tenders, err
}

type tendersReply struct {
	Organization struct {
		Tenders Tenders `json:"tenders"`
	} `json:"organization"`
}

// TendersOptions choose payment modes.
type TendersOptions struct {
	AttributeName string `url:"attribute_name,omitempty"` // only those that have this attribute
	Attribute     bool   `url:"attribute,omitempty"`      // with their attributes; their form is not documented: see Meta.Body
}

// Tenders are payment modes.
type Tenders struct {
	Count   int64    `json:"count"`
	Tenders []Tender `json:"tender"`
}

// Tender is a payment mode.
type Tender struct {
	Name          string `json:"name"`           // as the organisation calls it
	CanonicalName string `json:"canonical_name"` // as all organisations do, such as CASH
	Description   string `json:"description"`
}

// TopItems lists the best-selling items of the organisation. Its page is off the site of 2026.
//
// GET /v1.1/organization/topitems
func (s *Service) TopItems(ctx context.Context, _ TopItemsOptions, opts ...capillary.RequestOption) (*capillary.Page[TopItem], error) {
	return capillary.Call[*capillary.Page[TopItem]](ctx, s.client, opTopItems, capillary.Input{}, opts...)
}

// TopItemsOptions are the options of TopItems, of which none is documented yet.
type TopItemsOptions struct{}

// TopItem is an item that sells well.
type TopItem struct {
	SKU         string          `json:"sku"`
	Price       decimal.Decimal `json:"price"`
	ImageURL    string          `json:"img_url"`
	InStock     bool            `json:"in_stock"`
	Description string          `json:"description"`
	Attributes  struct {
		Attribute []FieldValue `json:"attribute"`
	} `json:"attributes"`
}

// FieldValue is a field or an attribute with its value.
type FieldValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Statistics returns figures of the organisation.
//
// Deprecated: the documentation of 2026 says that the API no longer supports it, and names nothing in its place.
//
// GET /v1.1/organization/statistics
func (s *Service) Statistics(ctx context.Context, _ StatisticsOptions, opts ...capillary.RequestOption) (*Statistics, error) {
	reply, err := capillary.Call[*statisticsReply](ctx, s.client, opStatistics, capillary.Input{}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Organization.Statistics, err
}

// StatisticsOptions are the options of Statistics, of which none is documented yet.
type StatisticsOptions struct{}

type statisticsReply struct {
	Organization struct {
		Statistics Statistics `json:"statistics"`
	} `json:"organization"`
}

// Statistics are figures of an organisation.
type Statistics struct {
	AverageBasket           decimal.Decimal `json:"avg_basket"`            // items of a transaction
	AverageTransactionValue decimal.Decimal `json:"avg_transaction_value"` // an amount
	Customers               int64           `json:"customers"`             // how many
	Stores                  int64           `json:"stores"`                // how many
	Products                int64           `json:"products"`              // how many
}

// Brands lists the brands that organisations have in the rewards catalog.
//
// POST /api_gateway/rewards/core/v1/brand/getAll
func (s *Service) Brands(ctx context.Context, r BrandsRequest, opts ...capillary.RequestOption) (*capillary.Page[Brand], error) {
	return capillary.Call[*capillary.Page[Brand]](ctx, s.client, opBrands, capillary.Input{Body: r}, opts...)
}

// BrandsRequest are the organisations whose brands to list.
type BrandsRequest struct {
	OrgIDs []int64 `json:"orgIds"`
}

// Validate refuses a request for no organisation.
func (r BrandsRequest) Validate() error {
	if len(r.OrgIDs) == 0 {
		return capillary.Invalid("orgIds", "there are none")
	}
	return nil
}

// Brand is a brand of the rewards catalog.
type Brand struct {
	ID      int64  `json:"id"`
	Brand   string `json:"brand"` // its name
	Enabled bool   `json:"enabled"`
	OrgID   int64  `json:"orgId"`
}
