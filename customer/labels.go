package customer

import (
	"context"
	"iter"

	"github.com/capillary-go/sdk/capillary"
)

// AddOrgLabels creates labels of the organisation, which customers can then be tagged with. The organisation's limit of
// labels must be set first, as ORG_MAX_LABEL_COUNT in its configuration.
//
// Errors: ErrLabelExists, ErrLabelLimitNotSet, ErrTooManyLabels, ErrNoLabels.
//
// Deprecated: the labels of /v2/labels take the place of customer labels since 2026. The SDK has no package for them yet:
// capillary.Call makes their calls.
//
// POST /v2/organization/labels
func (s *Service) AddOrgLabels(ctx context.Context, r AddOrgLabelsRequest, opts ...capillary.RequestOption) (*OrgLabelsAdded, error) {
	return capillary.Call[*OrgLabelsAdded](ctx, s.client, opAddOrgLabels, capillary.Input{Body: r}, opts...)
}

// AddOrgLabelsRequest are the labels to create.
type AddOrgLabelsRequest struct {
	OrgLabels []OrgLabelRequest `json:"orgLabels"`
}

// Validate refuses an empty list, and labels without a name.
func (r AddOrgLabelsRequest) Validate() error {
	if len(r.OrgLabels) == 0 {
		return capillary.Invalid("orgLabels", "it is empty")
	}
	for _, l := range r.OrgLabels {
		if l.Name == "" {
			return capillary.Invalid("orgLabels.name", "it is empty")
		}
	}
	return nil
}

// OrgLabelRequest is a label to create.
type OrgLabelRequest struct {
	Name        string `json:"name"`                 // 50 characters at most are recommended
	Description string `json:"description,omitzero"` // 255 characters at most are recommended
}

// OrgLabelsAdded says whose labels were created.
type OrgLabelsAdded struct {
	EntityID int64             `json:"entity"` // in the documentation's sample an id of the organisation, not of a label
	Warnings []capillary.Issue `json:"warnings"`
}

// OrgLabels lists the labels of the organisation. An organisation without labels gives ErrOrgLabelsNotFound.
//
// Deprecated: the labels of /v2/labels take the place of customer labels since 2026. The SDK has no package for them yet:
// capillary.Call makes their calls.
//
// GET /v2/organization/labels
func (s *Service) OrgLabels(ctx context.Context, _ OrgLabelsOptions, opts ...capillary.RequestOption) (*OrgLabels, error) {
	return capillary.Call[*OrgLabels](ctx, s.client, opOrgLabels, capillary.Input{}, opts...)
}

// OrgLabelsOptions are the options of OrgLabels, of which none is documented yet.
type OrgLabelsOptions struct{}

// OrgLabels are the labels of the organisation.
type OrgLabels struct {
	Labels   []OrgLabel        `json:"data"`
	Warnings []capillary.Issue `json:"warnings"`
}

// OrgLabel is a label that customers can be tagged with.
type OrgLabel struct {
	ID            int64  `json:"id"`
	OrgID         int64  `json:"orgId"`
	Name          string `json:"name"`
	Description   string `json:"description"`
	LastUpdatedBy int64  `json:"lastUpdatedBy"` // a user id
	Active        bool   `json:"active"`
}

// Labels lists the labels that a customer is tagged with. It takes a user id; Lookup finds it. A customer without labels
// is no error: the list is empty, with the warning WarnUserLabelsNotFound.
//
// Deprecated: the labels of /v2/labels take the place of customer labels since 2026. The SDK has no package for them yet:
// capillary.Call makes their calls.
//
// GET /v2/customers/{userId}/labels
func (s *Service) Labels(ctx context.Context, who capillary.Identifier, _ LabelsOptions, opts ...capillary.RequestOption) (*Labels, error) {
	return capillary.Call[*Labels](ctx, s.client, opLabels, capillary.Input{Customer: who}, opts...)
}

// LabelsOptions are the options of Labels, of which none is documented yet.
type LabelsOptions struct{}

// Labels are the labels of a customer.
type Labels struct {
	Labels   []Label           `json:"data"`
	Warnings []capillary.Issue `json:"warnings"`
}

// Label is a label on a customer.
type Label struct {
	ID        int64  `json:"id"` // of the tagging
	OrgID     int64  `json:"orgId"`
	UserID    int64  `json:"userId"`
	LabelID   int64  `json:"labelId"`
	LabelName string `json:"labelName"`
	AddedBy   int64  `json:"addedBy"` // a user id
	Deleted   bool   `json:"deleted"`
}

// ChangeLabels tags a customer with labels and takes others away. It takes a user id; Lookup finds it. It is never sent
// twice.
//
// Labels that do not exist are no error: read the warnings, WarnLabelNotFound and WarnUserLabelsNotFound.
//
// Deprecated: the labels of /v2/labels take the place of customer labels since 2026. The SDK has no package for them yet:
// capillary.Call makes their calls.
//
// POST /v2/customers/{userId}/changeLabels
func (s *Service) ChangeLabels(ctx context.Context, who capillary.Identifier, r ChangeLabelsRequest,
	opts ...capillary.RequestOption) (*LabelsChanged, error) {
	return capillary.Call[*LabelsChanged](ctx, s.client, opChangeLabels, capillary.Input{Customer: who, Body: r}, opts...)
}

// ChangeLabelsRequest are the labels to add and those to remove, one at least.
type ChangeLabelsRequest struct {
	Add    []LabelRequest `json:"add,omitzero"`
	Remove []LabelRequest `json:"remove,omitzero"`
}

// Validate refuses a change of nothing.
func (r ChangeLabelsRequest) Validate() error {
	if len(r.Add)+len(r.Remove) == 0 {
		return capillary.Invalid("add", "there is nothing to add and nothing to remove")
	}
	return nil
}

// LabelRequest names a label.
type LabelRequest struct {
	LabelName string `json:"labelName"`
}

// LabelsChanged says whose labels were changed.
type LabelsChanged struct {
	UserID   int64             `json:"entity"` // zero where nothing was changed
	Warnings []capillary.Issue `json:"warnings"`
}

// SearchByLabel lists the customers who are tagged with labels whose name begins with o.Query.
//
// Deprecated: the labels of /v2/labels take the place of customer labels since 2026. The SDK has no package for them yet:
// capillary.Call makes their calls.
//
// GET /v2/customers/labels/search
func (s *Service) SearchByLabel(ctx context.Context, o LabelSearchOptions,
	opts ...capillary.RequestOption) (*capillary.Page[LabelledCustomer], error) {
	return capillary.Call[*capillary.Page[LabelledCustomer]](ctx, s.client, opSearchByLabel, capillary.Input{Query: o}, opts...)
}

// AllByLabel iterates over all pages of a search by label, from o.Offset on.
//
// Deprecated: as SearchByLabel.
func (s *Service) AllByLabel(ctx context.Context, o LabelSearchOptions, opts ...capillary.RequestOption) iter.Seq2[LabelledCustomer, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[LabelledCustomer], error) {
		o.Offset = offset
		return s.SearchByLabel(ctx, o, opts...)
	})
}

// LabelSearchOptions are what to search for.
type LabelSearchOptions struct {
	Query  string `url:"q"`                // required: a label's name or its beginning, in the right case
	Limit  int64  `url:"limit,omitempty"`  // customers of a page: 10 if zero, all if -1
	Offset int64  `url:"offset,omitempty"` // customers to skip
}

// Validate refuses a search for nothing.
func (o LabelSearchOptions) Validate() error {
	if o.Query == "" {
		return capillary.Invalid("q", "it is empty")
	}
	return nil
}

// LabelledCustomer is a customer with the labels that were found. Of a label only the ids and the name come back.
type LabelledCustomer struct {
	UserID         int64   `json:"userId"`
	CustomerLabels []Label `json:"customerLabels"`
}
