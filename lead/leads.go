package lead

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// Add adds a lead. A customer whom the API does not know by mobile number or e-mail address is registered outside the loyalty program,
// where the organisation allows it; else the error is ErrNotRegistered. A second call adds a second lead, so a call whose outcome is
// unknown is not repeated: List tells.
//
// The documentation contradicts itself about the method: PATCH on the page of 2026, POST in 2022. This is PATCH; if your cluster
// refuses it, AddByPost is the same with POST.
//
// Errors: ErrInvalidType, ErrLeadForMissing, ErrInvalidSKU, ErrInvalidBrand, ErrInvalidCategory, ErrCustomerNotFound, ErrUserIDMissing,
// ErrDetailsMissing, ErrInvalidIDType, ErrInvalidStatus, ErrDuplicateStatus, ErrInvalidSubStatus, ErrReasonNotFound, ErrInvalidOwner,
// ErrInvalidSource, ErrSourceMissing. ErrRegistrationFailed leaves open whether the customer was registered.
//
// PATCH /v2/leads
func (s *Service) Add(ctx context.Context, r AddRequest, opts ...capillary.RequestOption) (*Lead, error) {
	return capillary.Call[*Lead](ctx, s.client, opAdd, capillary.Input{Body: r.body(), Header: language(r.Language)}, opts...)
}

// AddByPost is Add with the other documented method.
//
// POST /v2/leads
func (s *Service) AddByPost(ctx context.Context, r AddRequest, opts ...capillary.RequestOption) (*Lead, error) {
	return capillary.Call[*Lead](ctx, s.client, opAddByPost, capillary.Input{Body: r.body(), Header: language(r.Language)}, opts...)
}

// AddRequest is a lead to be added. The customer and what the lead is for are required.
type AddRequest struct {
	Customer         capillary.Identifier `json:"customer,omitzero"` // a user id, a mobile number or an e-mail address
	Type             Type                 `json:"type,omitzero"`     // TypeSKU if empty
	LeadFor          string               `json:"leadFor"`           // name of the item, brand or category
	Status           Status               `json:"status,omitzero"`
	SubStatus        string               `json:"subStatus,omitzero"` // one of SubStatuses
	Owner            string               `json:"owner,omitzero"`     // user name of the staff user
	OrgSourceID      int64                `json:"orgSourceId,omitzero"`
	NextFollowUp     time.Time            `json:"nextFollowUp,omitzero"`
	LastFollowUp     time.Time            `json:"lastFollowUp,omitzero"`
	CreatedOn        time.Time            `json:"createdOn,omitzero"`
	CreatedBy        int64                `json:"createdBy,omitzero"` // id of the staff; who makes the call if zero
	LastUpdatedOn    time.Time            `json:"lastUpdatedOn,omitzero"`
	LastUpdatedBy    int64                `json:"lastUpdatedBy,omitzero"` // id of the staff
	ExtendedFields   map[string]any       `json:"extendedFields,omitzero"`
	FollowUpDetails  []FollowUpRequest    `json:"followUpDetails,omitzero"`  // talks until now
	StatusLogDetails []StatusRequest      `json:"statusLogDetails,omitzero"` // statuses until now

	Language string `json:"language,omitzero"` // a header: the ISO code of the language of extended fields in the reply, such as id; English if empty
}

// SourceInStore is the id of the account of in-store customers, the default one.
const SourceInStore int64 = -1

// StatusRequest is a status that a lead had, or has.
type StatusRequest struct {
	Status    Status    `json:"status"`
	SubStatus string    `json:"subStatus,omitzero"`
	ReasonID  int64     `json:"reasonId,omitzero"`  // one of Reasons
	CreatedBy int64     `json:"createdBy,omitzero"` // id of the staff
	CreatedOn time.Time `json:"createdOn,omitzero"`
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *AddRequest) UnmarshalJSON(raw []byte) error {
	var b struct {
		addFields
		UserID     int64  `json:"userId"`
		IDType     string `json:"idType"`
		Identifier string `json:"identifier"`
	}
	if json.Unmarshal(raw, &b) != nil {
		return errors.New("lead: the request can't be read")
	}
	*r = AddRequest(b.addFields)
	switch {
	case b.UserID != 0:
		r.Customer = capillary.UserID(b.UserID)
	case b.Identifier != "":
		r.Customer = capillary.IdentifierNamed(strings.ToLower(b.IDType), b.Identifier)
	}
	return nil
}

// Validate refuses a lead of nobody, or for nothing.
func (r AddRequest) Validate() error {
	if r.LeadFor == "" {
		return capillary.Invalid("leadFor", "it is empty")
	}
	switch r.Customer.Name() {
	case capillary.UserID(0).Name(), capillary.Mobile("").Name(), capillary.Email("").Name():
		if r.Customer.Value() != "" {
			return nil
		}
	}
	return capillary.Invalid("customer", "a user id, a mobile number or an e-mail address is required")
}

// addBody is a lead as it goes out: its customer stands in one place by user id, in two others by other identifiers.
type addBody struct {
	addFields
	Customer   struct{} `json:"customer,omitzero"` // not in the body, nor is Language
	Language   struct{} `json:"language,omitzero"`
	UserID     int64    `json:"userId,omitzero"`
	IDType     string   `json:"idType,omitzero"` // EMAIL or MOBILE
	Identifier string   `json:"identifier,omitzero"`
}

// addFields has the fields of an AddRequest and not its methods.
type addFields AddRequest

func (r AddRequest) body() addBody {
	b := addBody{addFields: addFields(r)}
	if id, ok := r.Customer.UserID(); ok {
		b.UserID = id
	} else {
		b.IDType, b.Identifier = strings.ToUpper(r.Customer.Name()), r.Customer.Value()
	}
	return b
}

// Validate asks the request.
func (b addBody) Validate() error { return AddRequest(b.addFields).Validate() }

// Type is what a lead is for.
type Type string

// The documented types.
const (
	TypeSKU      Type = "SKU" // an item
	TypeCategory Type = "CATEGORY"
	TypeBrand    Type = "BRAND"
	TypeCustom   Type = "CUSTOM"
)

// Status is how far a lead is.
type Status string

// The documented statuses.
const (
	StatusOpen    Status = "OPEN"
	StatusOnHold  Status = "ON_HOLD"
	StatusWon     Status = "WON"  // the customer bought
	StatusLost    Status = "LOST" // the customer did not
	StatusDeleted Status = "DELETED"
)

// Lead is an interest of a customer.
type Lead struct {
	ID               int64             `json:"id"`
	UserID           int64             `json:"userId"`
	Type             Type              `json:"type"`
	LeadFor          string            `json:"leadFor"` // name of the item, brand or category
	Status           Status            `json:"status"`
	SubStatus        string            `json:"subStatus"`
	Owner            string            `json:"owner"`
	OrgSourceID      int64             `json:"orgSourceId"` // SourceInStore, or an account
	NextFollowUp     time.Time         `json:"nextFollowUp"`
	LastFollowUp     time.Time         `json:"lastFollowUp"`
	CreatedOn        time.Time         `json:"createdOn"`
	CreatedBy        int64             `json:"createdBy"` // id of a till or of staff
	LastUpdatedOn    time.Time         `json:"lastUpdatedOn"`
	LastUpdatedBy    int64             `json:"lastUpdatedBy"`
	ExtendedFields   map[string]any    `json:"extendedFields"`
	FollowUpDetails  []FollowUp        `json:"followUpDetails"`
	StatusLogDetails []StatusChange    `json:"statusLogDetails"`
	Warnings         []capillary.Issue `json:"warnings"`
}

// List lists leads: of a customer, of a status, of a store, … The pages of the documentation call it by three names, one of them
// "Assign Lead": it changes nothing. Another owner is set with Update.
//
// GET /v2/leads
func (s *Service) List(ctx context.Context, o ListOptions, opts ...capillary.RequestOption) (*capillary.Page[Lead], error) {
	return capillary.Call[*capillary.Page[Lead]](ctx, s.client, opList,
		capillary.Input{Query: o, Header: language(o.Language)}, opts...)
}

// All iterates over all pages of List, from o.Offset on. A page of the documentation says that the offset counts all leads of the
// organisation, those included that the filters leave out. Where it does, a lead can come twice; it is passed on once.
func (s *Service) All(ctx context.Context, o ListOptions, opts ...capillary.RequestOption) iter.Seq2[Lead, error] {
	return func(yield func(Lead, error) bool) {
		seen := map[int64]bool{}
		for lead, err := range s.pages(ctx, o, opts) {
			if lead.ID != 0 { // one without an id can't be told from others
				if seen[lead.ID] {
					continue
				}
				seen[lead.ID] = true
			}
			if !yield(lead, err) {
				return
			}
		}
	}
}

func (s *Service) pages(ctx context.Context, o ListOptions, opts []capillary.RequestOption) iter.Seq2[Lead, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Lead], error) {
		o.Offset = offset
		return s.List(ctx, o, opts...)
	})
}

// ListOptions choose leads.
type ListOptions struct {
	UserID      int64      `url:"userId,omitempty"`
	Type        Type       `url:"type,omitempty"`
	Status      Status     `url:"status,omitempty"`
	SubStatus   string     `url:"substatus,omitempty"`
	Owner       string     `url:"owner,omitempty"`       // user id of the staff user
	OrgSourceID int64      `url:"orgSourceId,omitempty"` // SourceInStore, or an account
	EntityType  EntityType `url:"entityType,omitempty"`  // with EntityCode
	EntityCode  string     `url:"entityCode,omitempty"`  // such as the code of a store
	Limit       int64      `url:"limit,omitempty"`       // leads of a page
	Offset      int64      `url:"offset,omitempty"`      // leads to skip
	SortBy      SortBy     `url:"sortBy,omitempty"`
	SortOrder   SortOrder  `url:"sortOrder,omitempty"`

	Language string `url:"-"` // the ISO code of the language of extended fields, such as id; English if empty
}

// Validate refuses an entity that is named by half.
func (o ListOptions) Validate() error {
	if (o.EntityType == "") != (o.EntityCode == "") {
		return capillary.Invalid("entityCode", "an entity has a type and a code")
	}
	return nil
}

// EntityType is a kind of entity of the organisation.
type EntityType string

// The documented kinds.
const (
	EntityZone        EntityType = "ZONE"
	EntityConcept     EntityType = "CONCEPT"
	EntityStore       EntityType = "STORE"
	EntityTill        EntityType = "TILL"
	EntityStoreServer EntityType = "STR_SERVER"
	EntityAdminUser   EntityType = "ADMIN_USER"
	EntityAssociate   EntityType = "ASSOCIATE"
	EntityStaff       EntityType = "STAFF"
)

// SortBy is what leads are sorted by.
type SortBy string

// The documented fields to sort by, as the API spells them.
const (
	SortByCreatedOn     SortBy = "createdon"
	SortByLastUpdatedOn SortBy = "lastUpdatedOn"
)

// SortOrder is which end of a list comes first.
type SortOrder = capillary.SortOrder

// The documented orders.
const (
	Ascending  = capillary.Ascending
	Descending = capillary.Descending
)

// Update gives a lead another owner, or other values of extended fields. Errors: ErrNotFound, ErrInvalidOwner.
//
// PUT /v2/leads/{leadId}
func (s *Service) Update(ctx context.Context, leadID int64, r UpdateRequest, opts ...capillary.RequestOption) (*Lead, error) {
	return capillary.Call[*Lead](ctx, s.client, opUpdate,
		capillary.Input{Path: []string{segment(leadID)}, Body: r.body(), Header: language(r.Language), Key: segment(leadID), Sent: sent.ID(leadID)}, opts...)
}

// UpdateRequest is what a lead is to become. What is left out stays as it is. The page of 2026 lists both fields as parameters of the
// query; its sample, and the page of 2022, have them in the body.
type UpdateRequest struct {
	Owner          string         `json:"owner,omitzero"` // user name of the staff user
	ExtendedFields map[string]any `json:"extendedFields,omitzero"`

	Language string `json:"language,omitzero"` // a header, as in AddRequest
}

// body leaves out what goes elsewhere.
func (r UpdateRequest) body() UpdateRequest {
	r.Language = ""
	return r
}

// Validate refuses a change of nothing.
func (r UpdateRequest) Validate() error {
	if r.Owner == "" && len(r.ExtendedFields) == 0 {
		return capillary.Invalid("owner", "there is nothing to change")
	}
	return nil
}
