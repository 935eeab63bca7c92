package event

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Search returns a page of events that were pushed, the newest first. AllFound walks them. It knows events since January 2024.
//
// Errors: ErrInvalidSearch, ErrSearchUnreachable.
//
// GET /v2/events/search
func (s *Service) Search(ctx context.Context, o SearchOptions, opts ...capillary.RequestOption) (*capillary.Page[Event], error) {
	reply, err := capillary.Call[*searchReply](ctx, s.client, opSearch, capillary.Input{Query: o.query()}, o.with(opts)...)
	if reply == nil {
		return nil, err
	}
	return &capillary.Page[Event]{Items: reply.Events, Warnings: reply.Warnings,
		Pagination: capillary.Pagination{Limit: o.Limit, Offset: o.Offset, Total: reply.TotalRecords}}, err
}

// AllFound iterates over all pages of Search, from o.Offset on.
func (s *Service) AllFound(ctx context.Context, o SearchOptions, opts ...capillary.RequestOption) iter.Seq2[Event, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Event], error) {
		o.Offset = offset
		return s.Search(ctx, o, opts...)
	})
}

// SearchOptions choose events. All that is set must fit.
type SearchOptions struct {
	EventID   string // the request id of the push
	EventName string
	Customer  capillary.Identifier // a mobile number, an e-mail address or a user id; In names the source
	Group     GroupIdentifier      // a user group, and of it the Customer if one is named
	FromDate  time.Time            // on the cluster's clock
	TillDate  time.Time

	Attributes      map[string]string // values of attributes, by their names
	AllowExactMatch bool              // the whole value; otherwise its parts are looked for
	IsDuplicate     *bool             // events that the uniqueness check marked, or the others

	IncludeSideEffects bool   // also what customers got for them
	SortOrder          string // ASC, or DESC if empty
	Limit              int64  // 10 if zero
	Offset             int64
}

// GroupIdentifier names a user group, or a customer who is a member of it.
type GroupIdentifier struct {
	Type      GroupIdentifierKind
	Value     string
	Source    capillary.Source // of a mobile number or an e-mail address
	AccountID string
}

// GroupIdentifierKind is what names a group.
type GroupIdentifierKind string

// Kinds of identifiers of a group.
const (
	ByGroupID         GroupIdentifierKind = "groupId"
	ByGroupExternalID GroupIdentifierKind = "groupExternalId"
	ByMobile          GroupIdentifierKind = "mobile"
	ByEmail           GroupIdentifierKind = "email"
	ByUserID          GroupIdentifierKind = "userId"
)

type searchQuery struct {
	EventID                      string              `url:"eventId,omitempty"`
	EventName                    string              `url:"eventName,omitempty"`
	UserIdentifierType           string              `url:"userIdentifierType,omitempty"`
	UserIdentifierValue          string              `url:"userIdentifierValue,omitempty"`
	UserIdentifierSource         capillary.Source    `url:"userIdentifierSource,omitempty"`
	UserIdentifierAccountID      string              `url:"userIdentifierAccountId,omitempty"`
	UserGroupIdentifierType      GroupIdentifierKind `url:"userGroupIdentifierType,omitempty"`
	UserGroupIdentifierValue     string              `url:"userGroupIdentifierValue,omitempty"`
	UserGroupIdentifierSource    capillary.Source    `url:"userGroupIdentifierSource,omitempty"`
	UserGroupIdentifierAccountID string              `url:"userGroupIdentifierAccountId,omitempty"`
	FromDate                     time.Time           `url:"fromDate,omitempty" layout:"2006-01-02T15:04:05"`
	TillDate                     time.Time           `url:"tillDate,omitempty" layout:"2006-01-02T15:04:05"`
	Limit                        int64               `url:"limit,omitempty"`
	Offset                       int64               `url:"offset,omitempty"`
	SortOrder                    string              `url:"sortOrder,omitempty"`
	IncludeSideEffects           bool                `url:"includeSideEffects,omitempty"`
	IsDuplicate                  *bool               `url:"isDuplicate,omitempty"`
	AllowExactMatch              bool                `url:"allowExactMatch,omitempty"`
}

func (o SearchOptions) query() searchQuery {
	q := searchQuery{EventID: o.EventID, EventName: o.EventName, UserGroupIdentifierType: o.Group.Type, UserGroupIdentifierValue: o.Group.Value,
		UserGroupIdentifierSource: o.Group.Source, UserGroupIdentifierAccountID: o.Group.AccountID, FromDate: o.FromDate, TillDate: o.TillDate,
		Limit: o.Limit, Offset: o.Offset, SortOrder: o.SortOrder, IncludeSideEffects: o.IncludeSideEffects, IsDuplicate: o.IsDuplicate,
		AllowExactMatch: o.AllowExactMatch}
	if !o.Customer.IsZero() {
		q.UserIdentifierType, q.UserIdentifierValue = o.Customer.Name(), o.Customer.Value()
		if _, ok := o.Customer.UserID(); ok {
			q.UserIdentifierType = "userId"
		}
		q.UserIdentifierSource, q.UserIdentifierAccountID = o.Customer.Account()
	}
	return q
}

// Validate refuses half an identifier, a negative page, and a period that ends before it begins.
func (q searchQuery) Validate() error {
	switch {
	case (q.UserIdentifierType == "") != (q.UserIdentifierValue == ""):
		return capillary.Invalid("userIdentifierValue", "the identifier is empty")
	case (q.UserGroupIdentifierType == "") != (q.UserGroupIdentifierValue == ""):
		return capillary.Invalid("userGroupIdentifierValue", "type and value go together")
	case q.Limit < 0:
		return capillary.Invalid("limit", "it is negative")
	case q.Offset < 0:
		return capillary.Invalid("offset", "it is negative")
	case !q.TillDate.IsZero() && q.TillDate.Before(q.FromDate):
		return capillary.Invalid("tillDate", "it is before the fromDate")
	}
	return nil
}

// with adds the attributes, which are parameters of their own names.
func (o SearchOptions) with(opts []capillary.RequestOption) []capillary.RequestOption {
	opts = slices.Clone(opts)
	for _, name := range slices.Sorted(maps.Keys(o.Attributes)) {
		opts = append(opts, capillary.WithQuery(name, o.Attributes[name]))
	}
	return opts
}

type searchReply struct {
	Events       []Event           `json:"clickEventDataList"`
	TotalRecords int64             `json:"totalRecords"`
	Warnings     []capillary.Issue `json:"warnings"`
}

// Event is an event that was pushed.
type Event struct {
	OrgID       int64            `json:"orgId"`
	UserID      int64            `json:"userId"` // of the customer
	Date        time.Time        `json:"date"`   // when it was processed; eventDateTime among the attributes is when it happened
	EventName   string           `json:"eventName"`
	EventID     string           `json:"eventId"` // the request id of the push
	UniqueID    string           `json:"uniqueId"`
	Source      capillary.Source `json:"source"`
	TillCode    string           `json:"tillCode"` // code or id of the till
	DisplayName string           `json:"displayName"`
	// AdditionalAttributes are the fields of the event, and what Capillary adds: isDuplicate, eventDateTime in milliseconds, …
	AdditionalAttributes  map[string]any `json:"additonalAttributes" lenient:"also=additionalAttributes"`
	PSIAttributes         []string       `json:"psiAttributes"`         // names of those that may be sensitive
	ClickEventSideEffects SideEffects    `json:"clickEventSideEffects"` // where they were asked for
}

// SideEffects are what a customer got for an event.
type SideEffects struct {
	RequestID   string           `json:"requestId"`
	SideEffects []map[string]any `json:"sideEffects"` // such as awardedPoints; their members are not documented
}

// Data returns an event by the request id of its push. It is not there until it was processed.
//
// Errors: ErrSearchUnreachable.
//
// GET /v2/events/event_data
func (s *Service) Data(ctx context.Context, requestID string, opts ...capillary.RequestOption) (*capillary.Page[Event], error) {
	return capillary.Call[*capillary.Page[Event]](ctx, s.client, opData, capillary.Input{Query: dataQuery{requestID}}, opts...)
}

type dataQuery struct {
	ID string `url:"id"`
}

// Validate refuses an empty id.
func (q dataQuery) Validate() error {
	if q.ID == "" {
		return capillary.Invalid("id", "it is empty")
	}
	return nil
}

// OfCustomer lists the events of a customer. It takes a user id; customer.Lookup finds it. Search can do more.
//
// GET /v2/events/event_data/{userId}
func (s *Service) OfCustomer(ctx context.Context, who capillary.Identifier, o OfCustomerOptions,
	opts ...capillary.RequestOption) (*capillary.Page[Event], error) {
	return capillary.Call[*capillary.Page[Event]](ctx, s.client, opOfCustomer, capillary.Input{Customer: who, Query: o}, opts...)
}

// OfCustomerOptions choose events.
type OfCustomerOptions struct {
	Scope string `url:"scope,omitempty"` // ScopeChild
}

// ScopeChild asks a parent organisation for the events of a customer of a child.
const ScopeChild = "child"
