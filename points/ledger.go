package points

import (
	"context"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// LedgerBalance returns what the ledger of a customer held at a time, by program and category of points.
//
// Errors: ErrInvalidIdentifier, ErrCustomerNotFound, ErrNoLedgerEntries, ErrLedgerIncomplete, ErrLimitAbove10,
// ErrCurrencyNames.
//
// GET /v2/pointsLedger/getCustomerLedgerBalance
func (s *Service) LedgerBalance(ctx context.Context, who capillary.Identifier, o LedgerBalanceOptions,
	opts ...capillary.RequestOption) (*LedgerBalance, error) {
	return capillary.Call[*LedgerBalance](ctx, s.client, opLedgerBalance, capillary.Input{Customer: who, Query: o}, opts...)
}

// LedgerBalanceOptions choose which balances. The API takes times without a zone: they are sent as the clock that they have.
type LedgerBalanceOptions struct {
	TillID                     int64             `url:"tillId,omitempty"` // one till
	EndDate                    time.Time         `url:"endDate,omitempty" layout:"2006-01-02T15:04:05"`
	Limit                      int64             `url:"limit,omitempty"`                    // balances of a page, at most 10
	Page                       int64             `url:"offset,omitempty"`                   // number of the page, from zero
	IncludeTillConceptEvents   bool              `url:"includeTillConceptEvents,omitempty"` // deductions of other programs too
	LedgerEntryType            LedgerEntryType   `url:"ledgerEntryType,omitempty"`          // all if empty
	PointCategoryType          PointCategoryType `url:"pointCategoryType,omitempty"`        // all if empty
	IncludeAlternateCurrencies bool              `url:"includeAlternateCurrencies,omitempty"`
	AlternateCurrencyNames     []string          `url:"alternateCurrencyNames,omitempty,comma"` // without IncludeAlternateCurrencies
}

// LedgerBalance are the closing balances of a customer.
type LedgerBalance struct {
	CustomerDetails LedgerCustomer    `json:"customerDetails"`
	LedgerDetails   LedgerPage        `json:"ledgerDetails"`
	Warnings        []capillary.Issue `json:"warnings"`
}

// LedgerPage is where a page stands in the ledger, and what the balances are.
type LedgerPage struct {
	PageNumber           int64            `json:"pageNumber"` // from zero
	PageSize             int64            `json:"pageSize"`
	TotalEntries         int64            `json:"totalEntries"`
	PageCount            int64            `json:"pageCount"`
	LedgerClosingBalance []ClosingBalance `json:"ledgerClosingBalance"`
}

// ClosingBalance is what a ledger held of one category in one program.
type ClosingBalance struct {
	ProgramID             int64           `json:"programId"`
	ProgramName           string          `json:"programName"`
	PointsCategory        PointsCategory  `json:"pointsCategory"`
	AlternateCurrencyName string          `json:"alternateCurrencyName" lenient:"also=alternateCurrency"` // empty for points
	ClosingBalance        decimal.Decimal `json:"closingBalance"`

	AlternateCurrencyCategory PointCategoryType `json:"alternateCurrencyCategory"` // of an alternate currency
}

// LedgerCustomer is whose ledger it is.
type LedgerCustomer struct {
	UserID     int64      `json:"userId"`
	ExternalID string     `json:"externalId"`
	FirstName  string     `json:"firstName"`
	LastName   string     `json:"lastName"`
	EntityType EntityType `json:"entityType"`
}

// Ledger returns a page of what was booked on the points of a customer, event by event, the latest first; or of a user group,
// with o.Type and an identifier such as capillary.IdentifierNamed("groupId", "61450"). AllLedgerEntries reads all pages.
//
// A page after the last is ErrNoLedgerEntries. Other errors: ErrInvalidUserID, ErrInvalidIdentifier, ErrCustomerNotFound,
// ErrLedgerUnavailable, ErrLedgerIncomplete, ErrLedgerEntryType, ErrPointCategoryType, ErrLimitAbove100,
// ErrMultipleTillParams, ErrInvalidTillIDs, ErrNoTills, ErrLedgerRange.
//
// GET /v2/pointsLedger/getCustomerLedgerInfo
func (s *Service) Ledger(ctx context.Context, who capillary.Identifier, o LedgerOptions, opts ...capillary.RequestOption) (*Ledger, error) {
	return capillary.Call[*Ledger](ctx, s.client, opLedger, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllLedgerEntries iterates over all pages of a ledger, from page o.Page on.
func (s *Service) AllLedgerEntries(ctx context.Context, who capillary.Identifier, o LedgerOptions,
	opts ...capillary.RequestOption) iter.Seq2[LedgerEntry, error] {
	return ledgerPages(o.Page, func(page int64) (*Ledger, error) {
		o.Page = page
		return s.Ledger(ctx, who, o, opts...)
	})
}

// LedgerOptions choose entries of a ledger. The API takes times without a zone: they are sent as the clock that they have.
// One of the fields for tills and stores can be set.
//
// With ExcludePointCategories the API ignores PointCategoryType. IncludeTillConceptEvents reads deductions at the tills
// of the program's concept, whichever program they are of.
//
// With one of StartDate and EndDate come 90 days, or a year with IncludeLastOneYearData; between both are 90 days at most.
type LedgerOptions struct {
	Type                       EntityType        `url:"type,omitempty"` // EntityUserGroup2 or EntityFleet; a customer if empty
	ProgramID                  int64             `url:"programId,omitempty"`
	StartDate                  time.Time         `url:"startDate,omitempty" layout:"2006-01-02T15:04:05"`
	EndDate                    time.Time         `url:"endDate,omitempty" layout:"2006-01-02T15:04:05"`
	IsFilterBasedOnDate        *bool             `url:"isFilterBasedOnDate,omitempty"` // true if nil; false reads the whole history
	IncludeLastOneYearData     bool              `url:"includeLastOneYearData,omitempty"`
	LedgerEntryType            LedgerEntryType   `url:"ledgerEntryType,omitempty"`   // all if empty
	PointCategoryType          PointCategoryType `url:"pointCategoryType,omitempty"` // all if empty
	IncludeAlternateCurrencies bool              `url:"includeAlternateCurrencies,omitempty"`
	AlternateCurrencyNames     []string          `url:"alternateCurrencyNames,omitempty,comma"` // without IncludeAlternateCurrencies
	ExcludePointCategories     bool              `url:"excludePointCategories,omitempty"`       // alternate currencies only
	IncludeTillConceptEvents   bool              `url:"includeTillConceptEvents,omitempty"`     // deductions of other programs too; needs ProgramID
	TillID                     int64             `url:"tillId,omitempty"`
	TillIDs                    []int64           `url:"tillIds,omitempty,comma"`
	StoreID                    int64             `url:"storeId,omitempty"`
	StoreCode                  string            `url:"storeCode,omitempty"`
	Limit                      int64             `url:"limit,omitempty"`                 // entries of a page, at most 100
	Page                       int64             `url:"offset,omitempty"`                // number of the page, from zero
	IncludeConceptDetails      bool              `url:"includeConceptDetails,omitempty"` // load ConceptID and ConceptName
	Order                      SortOrder         `url:"order,omitempty"`                 // by the time of booking; the name of 2026
	Sort                       SortOrder         `url:"sort,omitempty"`                  // the name before 2026
	SortOrder                  SortOrder         `url:"sortOrder,omitempty"`             // another name of Sort in the documentation
}

// SortOrder is which end of a ledger comes first.
type SortOrder = capillary.SortOrder

// The documented orders.
const (
	Ascending  = capillary.Ascending
	Descending = capillary.Descending
)

// LedgerEntryType is which way points went.
type LedgerEntryType string

// The documented types.
const (
	LedgerCredit         LedgerEntryType = "CREDIT"
	LedgerDebit          LedgerEntryType = "DEBIT"
	LedgerOpeningBalance LedgerEntryType = "OPENING_BALANCE"
)

// PointCategoryType is what can be done with points, as requests name it.
type PointCategoryType string

// The documented types. Points that wait for an event have another name in the ledger than in deductions.
const (
	CategoryRegular              PointCategoryType = "REGULAR"  // can be spent
	CategoryPromised             PointCategoryType = "PROMISED" // wait for a day
	CategoryTriggerBased         PointCategoryType = "TRIGGER_BASED"
	CategoryExternalTriggerBased PointCategoryType = "EXTERNAL_TRIGGER_BASED"
)

// PointsCategory is what can be done with points, as the ledger names it.
type PointsCategory string

// The documented categories.
const (
	MainPoints                 PointsCategory = "Main"                              // can be spent
	DelayedAccrualPoints       PointsCategory = "DelayedAccrualPointCategory"       // promised: wait for a day
	ExternalTriggerBasedPoints PointsCategory = "ExternalTriggerBasedPointCategory" // promised: wait for an event
)

// Ledger is a page of a ledger.
type Ledger struct {
	CustomerDetails LedgerCustomer    `json:"customerDetails"` // not of a group
	LedgerDetails   LedgerPage        `json:"ledgerDetails"`
	LedgerEntries   []LedgerEntry     `json:"ledgerEntries"`
	Warnings        []capillary.Issue `json:"warnings"` // WarnEventsPending: entries may be missing yet
}

// LedgerEntry is what one event booked.
type LedgerEntry struct {
	EventLogID         int64           `json:"eventLogId"` // what ExplodeLedger asks for
	EventName          EventName       `json:"eventName"`
	EventDetails       LedgerEvent     `json:"eventDetails"`
	LedgerCreatedDate  time.Time       `json:"ledgerCreatedDate"`
	CustomerID         int64           `json:"customerId"`
	CustomerDetails    LedgerMember    `json:"customerDetails"` // who of a group it was
	EntryDetails       []LedgerLine    `json:"entryDetails"`
	TransactionDetails LedgerBill      `json:"transactionDetails"`
	NetPointsOnEvent   decimal.Decimal `json:"netPointsOnEvent"`
	// NetAlternateCurrenciesOnEvent is by the name of the currency.
	NetAlternateCurrenciesOnEvent map[string]decimal.Decimal `json:"netAlternateCurrenciesOnEvent"`
	Store                         string                     `json:"store"`
	StoreCode                     string                     `json:"storeCode"`
	TillCode                      string                     `json:"tillCode"`
	SourceProgramID               int64                      `json:"sourceProgramId"`
	SourceProgramName             string                     `json:"sourceProgramName"`
	OrgID                         int64                      `json:"orgId"`
	ConceptID                     int64                      `json:"conceptId"`   // with IncludeConceptDetails; -1 if the till has none
	ConceptName                   string                     `json:"conceptName"` // with IncludeConceptDetails
}

// EventName is what happened to a customer.
type EventName string

// The documented events.
const (
	EventTransactionAdd           EventName = "TransactionAdd"
	EventTransactionUpdate        EventName = "TransactionUpdate"
	EventReturnBill               EventName = "ReturnBill"
	EventPointsRedemption         EventName = "PointsRedemption"
	EventPointsRedemptionReversal EventName = "PointsRedemptionReversal"
	EventVoucherRedemption        EventName = "VoucherRedemption"
	EventPointsTransfer           EventName = "PointsTransfer"
	EventPointsExpiry             EventName = "PointsExpiry"
	EventManualPointsAdjustment   EventName = "ManualPointsAdjustment"
	EventAllocateGoodwillPoints   EventName = "AllocateGoodwillPoints"
	EventBulkAllocatePoints       EventName = "BulkAllocatePoints"
	EventDelayedAccrual           EventName = "DelayedAccrual"
	EventTargetCompleted          EventName = "TargetCompleted"
	EventCustomerRegistration     EventName = "CustomerRegistration"
	EventCustomerUpdate           EventName = "CustomerUpdate"
	EventGenericEvent             EventName = "GenericEvent" // behavioral events, where they have no name of their own
)

// LedgerEvent is what is known about the event of an entry.
type LedgerEvent struct {
	EventDisplayName     string    `json:"eventDisplayName"`
	EventDate            time.Time `json:"eventDate"`
	Reason               string    `json:"reason"`
	PromotionID          int64     `json:"promotionId"`
	PromotionIdentifier  string    `json:"promotionIdentifier"` // the brand's own id
	PromotionName        string    `json:"promotionName"`
	PromotionDescription string    `json:"promotionDescription"`
	OrgID                int64     `json:"orgId"`             // in connected organisations
	SourceProgramID      int64     `json:"sourceProgramId"`   // in connected organisations
	SourceProgramName    string    `json:"sourceProgramName"` // in connected organisations
}

// LedgerMember is the customer of a group whose event it was.
type LedgerMember struct {
	UserID     int64              `json:"userId"`
	FirstName  string             `json:"firstName"`
	LastName   string             `json:"lastName"`
	Identifier []LedgerIdentifier `json:"identifier"`
}

// LedgerIdentifier is an identifier of a customer in a group.
type LedgerIdentifier struct {
	Type  string `json:"type"` // email or mobile
	Value string `json:"value"`
	Role  string `json:"role"` // in the group, such as owner or driver
}

// LedgerLine is what was booked in one category of one program.
type LedgerLine struct {
	LedgerEntryType       LedgerEntryType `json:"ledgerEntryType"`
	Points                decimal.Decimal `json:"points"` // never negative; LedgerEntryType says which way
	PointsCategory        PointsCategory  `json:"pointsCategory"`
	AlternateCurrencyName string          `json:"alternateCurrencyName"` // empty for points
	ProgramID             int64           `json:"programId"`
	ProgramName           string          `json:"programName"`
}

// LedgerBill is the transaction of an entry.
type LedgerBill struct {
	TransactionID     int64           `json:"transactionId"`
	TransactionNumber string          `json:"transactionNumber"`
	Date              time.Time       `json:"date"`
	Amount            decimal.Decimal `json:"amount"`
	GrossBillAmount   decimal.Decimal `json:"grossBillAmount"`
	Source            string          `json:"source"` // instore, …: in any case
}

// ConnectedLedger is Ledger for a customer of a connected organisation. ErrConnectedOrgs: the scope is not set right.
//
// GET /v2.1/pointsLedger/getCustomerLedgerInfo
func (s *Service) ConnectedLedger(ctx context.Context, who capillary.Identifier, o ConnectedLedgerOptions,
	opts ...capillary.RequestOption) (*Ledger, error) {
	return capillary.Call[*Ledger](ctx, s.client, opConnectedLedger,
		capillary.Input{Customer: who, Query: o, Header: o.Scope.header()}, opts...)
}

// AllConnectedLedgerEntries iterates over all pages of a ledger, from page o.Page on.
func (s *Service) AllConnectedLedgerEntries(ctx context.Context, who capillary.Identifier, o ConnectedLedgerOptions,
	opts ...capillary.RequestOption) iter.Seq2[LedgerEntry, error] {
	return ledgerPages(o.Page, func(page int64) (*Ledger, error) {
		o.Page = page
		return s.ConnectedLedger(ctx, who, o, opts...)
	})
}

// ConnectedLedgerOptions choose entries of a ledger, and the organisations that they are of.
type ConnectedLedgerOptions struct {
	Type                       EntityType        `url:"type,omitempty"` // EntityUserGroup2 or EntityFleet; a customer if empty
	ProgramID                  int64             `url:"programId,omitempty"`
	StartDate                  time.Time         `url:"startDate,omitempty" layout:"2006-01-02T15:04:05"`
	EndDate                    time.Time         `url:"endDate,omitempty" layout:"2006-01-02T15:04:05"`
	IsFilterBasedOnDate        *bool             `url:"isFilterBasedOnDate,omitempty"` // true if nil; false reads the whole history
	IncludeLastOneYearData     bool              `url:"includeLastOneYearData,omitempty"`
	LedgerEntryType            LedgerEntryType   `url:"ledgerEntryType,omitempty"`   // all if empty
	PointCategoryType          PointCategoryType `url:"pointCategoryType,omitempty"` // all if empty
	IncludeAlternateCurrencies bool              `url:"includeAlternateCurrencies,omitempty"`
	AlternateCurrencyNames     []string          `url:"alternateCurrencyNames,omitempty,comma"` // without IncludeAlternateCurrencies
	ExcludePointCategories     bool              `url:"excludePointCategories,omitempty"`       // alternate currencies only
	IncludeTillConceptEvents   bool              `url:"includeTillConceptEvents,omitempty"`     // deductions of other programs too; needs ProgramID
	TillID                     int64             `url:"tillId,omitempty"`
	TillIDs                    []int64           `url:"tillIds,omitempty,comma"`
	StoreID                    int64             `url:"storeId,omitempty"`
	StoreCode                  string            `url:"storeCode,omitempty"`
	Limit                      int64             `url:"limit,omitempty"`                 // entries of a page, at most 100
	Page                       int64             `url:"offset,omitempty"`                // number of the page, from zero
	IncludeConceptDetails      bool              `url:"includeConceptDetails,omitempty"` // load ConceptID and ConceptName
	Order                      SortOrder         `url:"order,omitempty"`                 // by the time of booking; the name of 2026
	Sort                       SortOrder         `url:"sort,omitempty"`                  // the name before 2026
	SortOrder                  SortOrder         `url:"sortOrder,omitempty"`             // another name of Sort in the documentation
	Role                       string            `url:"role,omitempty"`                  // of members in a user group, as the brand has it: PRIMARY, SECONDARY, …
	Roles                      []string          `url:"roles,omitempty,comma"`           // another name of Role in the documentation
	IsPrimaryUser              bool              `url:"isPrimaryUser,omitempty"`
	EventFilter                EventName         `url:"eventFilter,omitempty"`         // this event only
	ExcludeEvents              []EventName       `url:"excludeEvents,omitempty,comma"` // not these events
	Scope                      DataScope         `url:"-"`
}

// DataScope is of which organisations data is read.
type DataScope struct {
	Scope  Scope
	OrgIDs []int64 // connected organisations
}

// Scope is whose data is read.
type Scope string

// The documented scopes.
const (
	ScopeSelf  Scope = "SELF"  // of the own organisation
	ScopeOther Scope = "OTHER" // of connected organisations
)

func (d DataScope) header() http.Header {
	h := http.Header{}
	if d.Scope != "" {
		h.Set("DATA-SCOPE", string(d.Scope))
	}
	if len(d.OrgIDs) > 0 {
		ids := make([]string, len(d.OrgIDs))
		for i, id := range d.OrgIDs {
			ids[i] = strconv.FormatInt(id, 10)
		}
		h.Set("DATA-SCOPE-ORG", strings.Join(ids, ","))
	}
	return h
}

// ledgerPages iterates over a ledger, whose offset counts pages. Where the API does not say how many there are, the last is
// the one before ErrNoLedgerEntries.
func ledgerPages(from int64, fetch func(page int64) (*Ledger, error)) iter.Seq2[LedgerEntry, error] {
	return func(yield func(LedgerEntry, error) bool) {
		page, count := from, int64(0)
		capillary.All(0, func(before int64) (*capillary.Page[LedgerEntry], error) {
			ledger, err := fetch(page)
			switch {
			case page > from && count <= page && capillary.RefusedWith(err, ErrNoLedgerEntries):
				return &capillary.Page[LedgerEntry]{}, nil
			case err != nil:
				return nil, err
			}
			page, count = page+1, ledger.LedgerDetails.PageCount
			return &capillary.Page[LedgerEntry]{Items: ledger.LedgerEntries,
				Pagination: capillary.Pagination{Total: knownRows(before+int64(len(ledger.LedgerEntries)), count-page)}}, nil
		})(yield)
	}
}

// knownRows is the total of rows, so far as it is known when so many were read and so many pages are left: where some are left
// it is one more than was read, and where nobody says how many pages there are it is none.
func knownRows(read, pagesLeft int64) int64 {
	switch {
	case pagesLeft > 0:
		return read + 1
	case pagesLeft < 0:
		return 0
	}
	return read
}
