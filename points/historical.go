package points

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// HistoricalPoints returns a page of the points that a customer earned and redeemed in the system that the brand had before,
// as far as they were imported. They are for show: no balance counts them. It takes a user id; customer.Lookup finds it.
// AllHistoricalPoints reads all pages.
//
// POST /v2/historicalPoints/getHistoricalPoints/{id}
func (s *Service) HistoricalPoints(ctx context.Context, who capillary.Identifier, o HistoricalPointsOptions,
	opts ...capillary.RequestOption) (*HistoricalPoints, error) {
	return capillary.Call[*HistoricalPoints](ctx, s.client, opHistoricalPoints, capillary.Input{Customer: who, Body: o.body()}, opts...)
}

// AllHistoricalPoints iterates over all pages, from o.Offset on.
func (s *Service) AllHistoricalPoints(ctx context.Context, who capillary.Identifier, o HistoricalPointsOptions,
	opts ...capillary.RequestOption) iter.Seq2[HistoricalEntry, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[HistoricalEntry], error) {
		o.Offset = offset
		found, err := s.HistoricalPoints(ctx, who, o, opts...)
		if err != nil {
			return nil, err
		}
		return &capillary.Page[HistoricalEntry]{Items: found.Entries}, nil
	})
}

// HistoricalPointsOptions choose entries.
type HistoricalPointsOptions struct {
	Filter HistoricalFilter `json:"filter"`
	Offset int64            `json:"offset"` // entries to skip
	Limit  int64            `json:"limit"`  // entries of a page: 10 if zero
}

// HistoricalFilter chooses entries by one trait. The zero value takes all.
type HistoricalFilter struct {
	FilterType   HistoricalFilterType `json:"filterType"`   // FilterNone if empty
	FilterValues []string             `json:"filterValues"` // what the trait must be; a time range for FilterDate
}

// HistoricalFilterType is a trait of entries.
type HistoricalFilterType string

// The documented filters.
const (
	FilterNone               HistoricalFilterType = "NONE"
	FilterDate               HistoricalFilterType = "DATE"             // two times with a zone: from and until
	FilterTransactionType    HistoricalFilterType = "TRANSACTION_TYPE" // CREDIT or DEBIT
	FilterBillNumber         HistoricalFilterType = "BILL_NUMBER"
	FilterLoyaltyProgramName HistoricalFilterType = "LOYALTY_PROGRAM_NAME"
	FilterPointsActivity     HistoricalFilterType = "POINTS_ACTIVITY"
	FilterProgramID          HistoricalFilterType = "PROGRAM_ID"
)

// HistoricalBetween chooses the entries of a time range.
func HistoricalBetween(from, until time.Time) HistoricalFilter {
	return HistoricalFilter{FilterDate, []string{from.Format(time.RFC3339), until.Format(time.RFC3339)}}
}

// historicalPage is how many entries come where nobody says.
const historicalPage = 10

type historicalBody struct {
	Filter      HistoricalFilter `json:"filter"`
	PageDetails struct {
		Offset int64 `json:"offset"`
		Limit  int64 `json:"limit"`
	} `json:"pageDetails"`
}

func (o HistoricalPointsOptions) body() (b historicalBody) {
	b.Filter = o.Filter
	if b.Filter.FilterType == "" {
		b.Filter.FilterType = FilterNone
	}
	b.PageDetails.Offset, b.PageDetails.Limit = o.Offset, o.Limit
	if o.Limit == 0 {
		b.PageDetails.Limit = historicalPage
	}
	return b
}

// Validate refuses values without a filter, a filter without values, and pages before the first.
func (b historicalBody) Validate() error {
	switch {
	case b.Filter.FilterType == FilterNone && len(b.Filter.FilterValues) > 0:
		return capillary.Invalid("filterValues", "they need a filterType")
	case b.Filter.FilterType != FilterNone && len(b.Filter.FilterValues) == 0:
		return capillary.Invalid("filterValues", "the filterType needs some")
	case b.PageDetails.Offset < 0:
		return capillary.Invalid("offset", "it is negative")
	case b.PageDetails.Limit < 0:
		return capillary.Invalid("limit", "it is negative")
	}
	return nil
}

// HistoricalPoints is a page of imported entries.
type HistoricalPoints struct {
	OrgID      int64             `json:"orgId"`
	CustomerID int64             `json:"customerId"`
	Entries    []HistoricalEntry `json:"historicalPointsData"` // empty if nothing was imported
	Warnings   []capillary.Issue `json:"warnings"`
}

// HistoricalEntry are points that were earned or redeemed in another system. Its words are that system's.
type HistoricalEntry struct {
	EntryType          LedgerEntryType `json:"entryType"` // LedgerCredit or LedgerDebit
	Points             decimal.Decimal `json:"points"`
	PointsActivity     string          `json:"pointsActivity"` // EARNED, REDEEMED, …
	LoyaltyProgramName string          `json:"loyaltyProgramName"`
	BillNumber         string          `json:"billNumber"`
	EventDate          time.Time       `json:"eventDate"`
	ExternalUniqueID   string          `json:"externalUniqueId"`
	ProgramID          int64           `json:"programId"` // -1 if the import named none
	CustomFields       any             `json:"customFields"`
}

// SaveHistoricalPointsFields makes custom fields for imports of historical points. Their names are unique in the organisation.
//
// POST /v2/historicalPoints/saveCustomFields
func (s *Service) SaveHistoricalPointsFields(ctx context.Context, names []string, _ SaveHistoricalPointsFieldsOptions, opts ...capillary.RequestOption) (*HistoricalPointsStatus, error) {
	return capillary.Call[*HistoricalPointsStatus](ctx, s.client, opSaveHistoricalPointsFields,
		capillary.Input{Body: historicalFields{names}.required()}, opts...)
}

// SaveHistoricalPointsFieldsOptions are the options of SaveHistoricalPointsFields, of which none is documented yet.
type SaveHistoricalPointsFieldsOptions struct{}

// HistoricalPointsFields returns the custom fields for imports of historical points, or those of them that are named.
//
// GET /v2/historicalPoints/getCustomFields
func (s *Service) HistoricalPointsFields(ctx context.Context, names []string, _ HistoricalPointsFieldsOptions, opts ...capillary.RequestOption) ([]HistoricalPointsField, error) {
	in := capillary.Input{}
	if len(names) > 0 {
		in.Body = historicalFields{names} // a GET with a body, as the documentation has it
	}
	return capillary.Call[[]HistoricalPointsField](ctx, s.client, opHistoricalPointsFields, in, opts...)
}

// HistoricalPointsFieldsOptions are the options of HistoricalPointsFields, of which none is documented yet.
type HistoricalPointsFieldsOptions struct{}

// DeleteHistoricalPointsField switches a custom field of historical points off. The API deletes with a GET: it is not sent
// again by itself.
//
// GET /v2/historicalPoints/deleteCustomFields
func (s *Service) DeleteHistoricalPointsField(ctx context.Context, name string, _ DeleteHistoricalPointsFieldOptions, opts ...capillary.RequestOption) (*HistoricalPointsStatus, error) {
	return capillary.Call[*HistoricalPointsStatus](ctx, s.client, opDeleteHistoricalPointsField,
		capillary.Input{Query: historicalFieldQuery{name}}, opts...)
}

// DeleteHistoricalPointsFieldOptions are the options of DeleteHistoricalPointsField, of which none is documented yet.
type DeleteHistoricalPointsFieldOptions struct{}

type historicalFields struct {
	CustomFieldName []string `json:"customFieldName"`
}

// required are fields of which there must be one.
func (f historicalFields) required() requiredHistoricalFields { return requiredHistoricalFields{f} }

type requiredHistoricalFields struct{ historicalFields }

// Validate refuses a request for no field, or for one without a name.
func (f requiredHistoricalFields) Validate() error {
	if len(f.CustomFieldName) == 0 {
		return capillary.Invalid("customFieldName", "there is none")
	}
	for _, name := range f.CustomFieldName {
		if name == "" {
			return capillary.Invalid("customFieldName", "a name is required")
		}
	}
	return nil
}

type historicalFieldQuery struct {
	FieldName string `url:"field_name"`
}

// Validate refuses a field without a name.
func (q historicalFieldQuery) Validate() error {
	if q.FieldName == "" {
		return capillary.Invalid("field_name", "it is required")
	}
	return nil
}

// HistoricalPointsStatus is what became of a change of custom fields.
type HistoricalPointsStatus struct {
	Status   bool              `json:"status"`
	Message  string            `json:"message"`
	Warnings []capillary.Issue `json:"warnings"`
}

// HistoricalPointsField is a custom field for imports of historical points.
type HistoricalPointsField struct {
	CustomFieldName string    `json:"customFieldName"`
	CreatedBy       string    `json:"createdBy"`
	CreatedOn       time.Time `json:"createdOn"`
	UpdatedOn       time.Time `json:"updatedOn"`
	Active          bool      `json:"active"` // false after DeleteHistoricalPointsField
}
