package customer

import (
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// GetBulk returns several customers by their user ids, at most 100, each with its own error if it could not be read. The
// documentation reserves this endpoint for Capillary's own services; an account may be refused. Its page is off the site of
// 2026.
//
// POST /v2/bulk/getCustomers
func (s *Service) GetBulk(ctx context.Context, userIDs []int64, o GetBulkOptions, opts ...capillary.RequestOption) (*capillary.Batch[Fetched], error) {
	return capillary.Call[*capillary.Batch[Fetched]](ctx, s.client, opGetBulk, capillary.Input{Customer: o.Customer, Query: o, Body: userIDList(userIDs)}, opts...)
}

// GetBulkOptions narrow which customers are returned.
type GetBulkOptions struct {
	Format   string               `url:"format,omitempty"` // json
	Customer capillary.Identifier `url:"-"`                // by mobile, e-mail or external id, in a source
}

// maxUserIDs is how many customers one call returns.
const maxUserIDs = 100

type userIDList []int64

// Validate refuses what gives ErrCustomerIDsMissing or ErrTooManyCustomerIDs.
func (l userIDList) Validate() error {
	switch {
	case len(l) == 0:
		return capillary.Invalid("customer ids", "there are none")
	case len(l) > maxUserIDs:
		return capillary.Invalid("customer ids", "there are more than "+strconv.Itoa(maxUserIDs))
	}
	return nil
}

// Fetched is one of several customers that were asked for.
type Fetched struct {
	Customer Customer `json:"entity"`
}

// Children returns the customers that belong to a parent customer, or to a company, with AssociationCompany, which is named by
// its external id. The parent is looked for in the source that the identifier has (Identifier.In), else in that of the call or
// client.
//
// GET /v2/customers/bulk
func (s *Service) Children(ctx context.Context, parent capillary.Identifier, o ChildrenOptions, opts ...capillary.RequestOption) (*Children, error) {
	return capillary.Call[*Children](ctx, s.client, opChildren, capillary.Input{Customer: parent, Query: o.of(parent)}, opts...)
}

// AllChildren iterates over all pages, from o.Offset on.
func (s *Service) AllChildren(ctx context.Context, parent capillary.Identifier, o ChildrenOptions,
	opts ...capillary.RequestOption) iter.Seq2[Child, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Child], error) {
		o.Offset = offset
		children, err := s.Children(ctx, parent, o, opts...)
		if err != nil {
			return nil, err
		}
		return &capillary.Page[Child]{Items: children.Entity.Customers}, nil
	})
}

// ChildrenOptions say whose children, and which of them.
type ChildrenOptions struct {
	EntityType                     AssociationEntityType `url:"associationEntityType"` // AssociationParentCustomer if empty
	Limit                          int64                 `url:"limit,omitempty"`       // customers of a page
	Offset                         int64                 `url:"offset,omitempty"`      // customers to skip
	SortBy                         SortBy                `url:"sortBy,omitempty"`
	SortOrder                      SortOrder             `url:"sortOrder,omitempty"`
	IncludeNoOfChildren            bool                  `url:"includeNoOfChildren,omitempty"`            // load NoOfChildren
	IncludeCustomerAssociateDetail bool                  `url:"includeCustomerAssociateDetail,omitempty"` // load roles and parents
}

// AssociationEntityType is what customers belong to.
type AssociationEntityType string

// The documented owners.
const (
	AssociationParentCustomer AssociationEntityType = "parentCustomer"
	AssociationCompany        AssociationEntityType = "company"
)

func (o ChildrenOptions) of(parent capillary.Identifier) childrenQuery {
	if o.EntityType == "" {
		o.EntityType = AssociationParentCustomer
	}
	return childrenQuery{o, parent.Name(), parent.Value()}
}

type childrenQuery struct {
	ChildrenOptions
	IdentifierType  string `url:"associationEntityIdentifierType"`
	IdentifierValue string `url:"associationEntityIdentifierValue"`
}

// Validate refuses to look for the children of nobody.
func (q childrenQuery) Validate() error {
	if q.IdentifierType == "" || q.IdentifierValue == "" {
		return capillary.Invalid("parent", "an identifier is required, such as capillary.Mobile")
	}
	return nil
}

// Children are customers that belong to a parent customer or a company.
type Children struct {
	Entity   ChildrenPage      `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"` // of the call
}

// ChildrenPage are some of the customers, with errors and warnings of their own.
type ChildrenPage struct {
	Customers []Child           `json:"customers"`
	Count     int64             `json:"count"`
	Errors    []capillary.Issue `json:"errors"` // what could not be read
	Warnings  []capillary.Issue `json:"warnings"`
}

// Child is a customer that belongs to a parent. The id is in the profiles.
type Child struct {
	Profiles       []Profile       `json:"profiles"`
	ExtendedFields map[string]any  `json:"extendedFields"`
	RoleCode       string          `json:"roleCode"`
	CreatedDate    time.Time       `json:"createdDate"`
	NoOfChildren   int64           `json:"noOfChildren"`
	DefaultChild   bool            `json:"defaultChild"`
	ParentCustomer RelatedCustomer `json:"parentCustomer"`
}

// Associate registers customers with their parent or children, as far as they are not registered yet, and gives them a
// place in a hierarchy. It registers customers without a hierarchy too.
//
// Accounts can be merged as by Register: keep the ids of the reply, and heed WarnCombined and WarnMerged. A customer that
// was saved without points has WarnPointsProcessing.
//
// POST /v2/customers/bulk
func (s *Service) Associate(ctx context.Context, all []AssociateRequest, o AssociateOptions, opts ...capillary.RequestOption) (*capillary.Batch[Associated], error) {
	return capillary.Call[*capillary.Batch[Associated]](ctx, s.client, opAssociate, capillary.Input{Query: o, Body: associations(all), Sent: make([]string, len(all))}, opts...)
}

// AssociateOptions name the source in which customers are registered.
type AssociateOptions struct {
	Source    capillary.Source `url:"source,omitempty"`    // each profile says its own besides
	AccountID string           `url:"accountId,omitempty"` // for sources with several accounts
}

// AssociateRequest is a customer with a place in a hierarchy.
type AssociateRequest struct {
	Profiles                  []ProfileRequest   `json:"profiles,omitzero"`
	LoyaltyInfo               LoyaltyRequest     `json:"loyaltyInfo,omitzero"`
	AssociatedWith            string             `json:"associatedWith,omitzero"` // code of a till
	CreateDate                time.Time          `json:"createDate,omitzero"`     // when the customer registered
	ExtendedFields            map[string]any     `json:"extendedFields,omitzero"` // only those that the organisation has
	LoyaltyProgramEnrollments []Enrollment       `json:"loyaltyProgramEnrollments,omitzero"`
	ReferralCode              string             `json:"referralCode,omitzero"`
	AssociationDetails        AssociationRequest `json:"associationDetails,omitzero"`
}

// AssociationRequest is a place in a hierarchy.
type AssociationRequest struct {
	HierarchyCode  string              `json:"hierarchyCode,omitzero"`
	RoleCode       string              `json:"roleCode,omitzero"`      // of the customer
	ChildRoleCode  string              `json:"childRoleCode,omitzero"` // of the children
	ParentCustomer RelatedRequest      `json:"parentCustomer,omitzero"`
	ChildCustomers []RelatedRequest    `json:"childCustomers,omitzero"`
	FleetCompany   FleetCompanyRequest `json:"fleetCompany,omitzero"`
}

// RelatedRequest is the parent or a child of a customer.
type RelatedRequest struct {
	Profiles       []ProfileRequest `json:"profiles"`
	ExtendedFields map[string]any   `json:"extendedFields,omitzero"`
	CreateDate     time.Time        `json:"createDate,omitzero"`
	AssociatedWith string           `json:"associatedWith,omitzero"` // code of a till
}

// FleetCompanyRequest is the company that a customer belongs to.
type FleetCompanyRequest struct {
	ExternalID              string `json:"externalId"`
	Name                    string `json:"name,omitzero"`
	HierarchyDefinitionCode string `json:"hierarchyDefinitionCode,omitzero"`
}

type associations []AssociateRequest

// Validate refuses an empty list.
func (all associations) Validate() error {
	if len(all) == 0 {
		return capillary.Invalid("customers", "there are none")
	}
	return nil
}

// Associated is a customer that got a place in a hierarchy, with the children that were saved with it.
type Associated struct {
	Customer          Customer   `json:"entity"`
	ChildEntities     []Customer `json:"childEntities"`
	ChildCount        int64      `json:"childCount"`
	ChildSuccessCount int64      `json:"childSuccessCount"`
	ChildFailureCount int64      `json:"childFailureCount"` // children that were not saved
}

// UpdateAssociations changes customers and their place in a hierarchy. The items of the reply are in the order of the
// request. An item that succeeded can have another id than the one that was known, where accounts were merged.
//
// PUT /v2/customers/bulk
func (s *Service) UpdateAssociations(ctx context.Context, all []AssociateRequest, o AssociationOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Customer], error) {
	if o.Source == "" {
		o.Source = capillary.SourceInStore
	}
	return capillary.Call[*capillary.Batch[Customer]](ctx, s.client, opUpdateAssociations, capillary.Input{Query: o, Body: associations(all), Sent: make([]string, len(all))}, opts...)
}

// AssociationOptions name the source in which customers are changed.
type AssociationOptions struct {
	Source    capillary.Source `url:"source"`              // capillary.SourceInStore if empty
	AccountID string           `url:"accountId,omitempty"` // for sources with several accounts
}
