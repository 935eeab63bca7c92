package store

import (
	"context"
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// Add adds a store to the organisation. Only admin users may. Zones and concepts to put it into, and their ids, are those of
// org.Entities.
//
// A store that has the code or the name already gives ErrCodeTaken or ErrNameTaken, each a capillary.ErrDuplicate. Where the outcome
// is unknown, Get by an external id tells later whether the store is there. Other error: ErrExternalIDMissing.
//
// POST /v2/orgEntity/store
func (s *Service) Add(ctx context.Context, r AddRequest, opts ...capillary.RequestOption) (*Added, error) {
	return capillary.Call[*Added](ctx, s.client, opAdd, capillary.Input{Body: r.body(), Key: r.Code}, opts...)
}

// AddBulk adds stores to the organisation. Only admin users may. A store that could not be added has its own error in its item, as
// those of Add; where none could, the batch comes back beside the error.
//
// POST /v2/orgEntity/store/bulk
func (s *Service) AddBulk(ctx context.Context, stores []AddRequest, _ AddBulkOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Saved], error) {
	return capillary.Call[*capillary.Batch[Saved]](ctx, s.client, opAddBulk, capillary.Input{Body: addBodies(stores), Sent: codesOf(stores)}, opts...)
}

// AddBulkOptions are the options of AddBulk, of which none is documented yet.
type AddBulkOptions struct{}

// AddRequest is a store to be added. Code and name are required, and so is an external id: the schema of a single store leaves it out,
// its table does not.
type AddRequest struct {
	Code            string         `json:"code"` // 1 to 50 characters: a lower-case letter or digit first, then those and ._-
	Name            string         `json:"name"` // at most 100 characters: letters, digits, underscores and blanks
	ExternalIDs     []string       `json:"externalIds,omitzero"`
	Description     string         `json:"description,omitzero"` // at most 250 characters
	Type            Type           `json:"type,omitzero"`        // TypeStore if empty
	AdminType       AdminType      `json:"adminType,omitzero"`
	IsActive        *bool          `json:"isActive,omitzero"`
	TimeZoneID      int64          `json:"timeZoneId,omitzero"`
	CurrencyID      int64          `json:"currencyId,omitzero"`
	LanguageID      int64          `json:"languageId,omitzero"`
	ParentZoneID    int64          `json:"parentZoneId,omitzero"`
	ParentConceptID int64          `json:"parentConceptId,omitzero"`
	Email           string         `json:"email,omitzero"`
	Mobile          string         `json:"mobile,omitzero"`
	Landline        string         `json:"landline,omitzero"`
	Latitude        string         `json:"latitude,omitzero"`  // degrees
	Longitude       string         `json:"longitude,omitzero"` // degrees
	Address         string         `json:"address,omitzero"`
	CityID          int64          `json:"cityId"`                // 0 for none
	AreaID          int64          `json:"areaId"`                // 0 for none
	CustomFields    map[string]any `json:"customFields,omitzero"` // values by the name of the field; it has to exist
}

// Validate refuses a store without code or name.
func (r AddRequest) Validate() error { return checkNames(r.Code, r.Name) }

// body says what is added.
func (r AddRequest) body() AddRequest {
	if r.Type == "" {
		r.Type = TypeStore
	}
	return r
}

func addBodies(stores []AddRequest) bulk[AddRequest] {
	all := make(bulk[AddRequest], len(stores))
	for i, r := range stores {
		all[i] = r.body()
	}
	return all
}

func codesOf(stores []AddRequest) []string {
	all := make([]string, len(stores))
	for i, r := range stores {
		all[i] = r.Code
	}
	return all
}

// Type is a kind of entity. Only stores are added here.
type Type string

// TypeStore is a store.
const TypeStore Type = "STORE"

// AdminType is what a store is for.
type AdminType string

// The documented types.
const (
	AdminTypeGeneral AdminType = "GENERAL"
	AdminTypeAdmin   AdminType = "ADMIN" // it may change the organisation
)

// Added is a store that was added.
type Added struct {
	CreatedID int64             `json:"createdId"` // the store's id
	Warnings  []capillary.Issue `json:"warnings"`
}

// UpdateBulk changes stores, at most 200, named by their codes. Only admin users may.
//
// It replaces a store as a whole: what a request leaves out is saved as empty. So send the values that are to stay too; code and name
// stay as they are.
//
// A store that could not be changed has its own error in its item (ErrCodeMissing, ErrNameNotFound); where none could, the batch comes
// back beside the error.
//
// PUT /v2/orgEntity/store/bulk
func (s *Service) UpdateBulk(ctx context.Context, stores []UpdateRequest, _ UpdateBulkOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Saved], error) {
	return capillary.Call[*capillary.Batch[Saved]](ctx, s.client, opUpdateBulk,
		capillary.Input{Body: updates(stores), Sent: updatedCodes(stores)}, opts...)
}

// UpdateBulkOptions are the options of UpdateBulk, of which none is documented yet.
type UpdateBulkOptions struct{}

// UpdateRequest is a store as it is to be. Code and name are required, and name the store.
type UpdateRequest struct {
	Code            string    `json:"code"`
	Name            string    `json:"name"`
	ID              int64     `json:"id,omitzero"`
	Description     string    `json:"description,omitzero"` // at most 250 characters
	ReferenceID     int64     `json:"referenceId,omitzero"` // -1 for none
	AdminType       AdminType `json:"adminType,omitzero"`
	IsActive        bool      `json:"isActive"`
	IsOUEnabled     *bool     `json:"isOuEnabled,omitzero"` // it is an organisational unit; of a store below a concept
	Default         bool      `json:"default"`              // it is the default store
	ParentConceptID int64     `json:"parentConceptId,omitzero"`
	ParentZoneID    int64     `json:"parentZoneId,omitzero"`
	TimeZoneID      int64     `json:"timeZoneId,omitzero"`
	CurrencyID      int64     `json:"currencyId,omitzero"`
	LanguageID      int64     `json:"languageId,omitzero"`
	ExternalIDs     []string  `json:"externalIds,omitzero"` // at most three
	Email           string    `json:"email,omitzero"`
	Mobile          string    `json:"mobile,omitzero"`
	Landline        string    `json:"landline,omitzero"`
	Latitude        string    `json:"latitude,omitzero"`  // degrees
	Longitude       string    `json:"longitude,omitzero"` // degrees
	CityID          int64     `json:"cityId,omitzero"`
	AreaID          int64     `json:"areaId,omitzero"`
}

// maxExternalIDs is how many external ids a store can have.
const maxExternalIDs = 3

// Validate refuses a store without code or name, and one with more external ids than it can have.
func (r UpdateRequest) Validate() error {
	if len(r.ExternalIDs) > maxExternalIDs {
		return capillary.Invalid("externalIds", "there are more than "+strconv.Itoa(maxExternalIDs))
	}
	return checkNames(r.Code, r.Name)
}

// updates is the body of a change.
type updates bulk[UpdateRequest]

// maxUpdates is how many stores a call changes.
const maxUpdates = 200

// Validate refuses no stores and more than a call changes, and asks each.
func (u updates) Validate() error {
	if len(u) > maxUpdates {
		return capillary.Invalid("stores", "there are more than "+strconv.Itoa(maxUpdates))
	}
	return bulk[UpdateRequest](u).Validate()
}

func updatedCodes(stores []UpdateRequest) []string {
	all := make([]string, len(stores))
	for i, r := range stores {
		all[i] = r.Code
	}
	return all
}

// Saved is a store of a batch that was added or changed.
type Saved struct {
	ID    int64  `json:"entityId"` // the store's id; 0 where there is no such store
	Store Entity `json:"result"`
}

// Entity is a store as it was added or changed.
type Entity struct {
	ID              int64          `json:"id"`
	Code            string         `json:"code"`
	Name            string         `json:"name"`
	Description     string         `json:"description"`
	Type            Type           `json:"type"`
	ReferenceID     int64          `json:"referenceId"` // -1 for none
	AdminType       AdminType      `json:"adminType"`
	IsActive        bool           `json:"isActive"`
	IsOUEnabled     bool           `json:"isOuEnabled"` // it is an organisational unit
	Default         bool           `json:"default"`     // it is the default store
	TimeZoneID      int64          `json:"timeZoneId"`
	CurrencyID      int64          `json:"currencyId"`
	LanguageID      int64          `json:"languageId"`
	ParentZoneID    int64          `json:"parentZoneId"`
	ParentConceptID int64          `json:"parentConceptId"`
	ExternalIDs     []string       `json:"externalIds"`
	Email           string         `json:"email"`
	Mobile          string         `json:"mobile"`
	Landline        string         `json:"landline"`
	Latitude        string         `json:"latitude"`  // degrees
	Longitude       string         `json:"longitude"` // degrees
	Address         string         `json:"address"`
	CityID          int64          `json:"cityId"`
	AreaID          int64          `json:"areaId"`
	CustomFields    map[string]any `json:"customFields"`
}

func checkNames(code, name string) error {
	switch {
	case code == "":
		return capillary.Invalid("code", "it is empty")
	case name == "":
		return capillary.Invalid("name", "it is empty")
	}
	return nil
}

// bulk is a body of many items.
type bulk[T capillary.Validator] []T

// Validate refuses no items, and asks each.
func (b bulk[T]) Validate() error {
	if len(b) == 0 {
		return capillary.Invalid("items", "there are none")
	}
	for _, item := range b {
		if err := item.Validate(); err != nil {
			return err
		}
	}
	return nil
}
