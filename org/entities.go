package org

import (
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Entities lists zones, concepts, stores, store servers or tills: all of a type, or those below a parent. A page has 200 or 500
// of them unless o says otherwise; the pages of the documentation contradict each other.
//
// Times are on the cluster's clock.
//
// GET /v1.1/organization/entities
func (s *Service) Entities(ctx context.Context, o EntitiesOptions, opts ...capillary.RequestOption) (*capillary.Page[Entity], error) {
	return capillary.Call[*capillary.Page[Entity]](ctx, s.client, opEntities, capillary.Input{Query: o}, opts...)
}

// AllEntities iterates over all pages of Entities, from o.StartID on.
func (s *Service) AllEntities(ctx context.Context, o EntitiesOptions, opts ...capillary.RequestOption) iter.Seq2[Entity, error] {
	return capillary.All(o.StartID, func(offset int64) (*capillary.Page[Entity], error) {
		o.StartID = offset
		return s.Entities(ctx, o, opts...)
	})
}

// EntitiesByID returns zones, concepts, stores, store servers or tills by their ids. One that does not exist has its own error
// in its item, ErrEntityNotFound; where none exists, the batch comes back beside the error.
//
// Times are on the cluster's clock.
//
// GET /v1.1/organization/entities
func (s *Service) EntitiesByID(ctx context.Context, ids []int64, o EntitiesOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Entity], error) {
	q := entitiesQuery{o, texts(ids)}
	return capillary.Call[*capillary.Batch[Entity]](ctx, s.client, opEntitiesByID, capillary.Input{Query: q, Sent: q.IDs}, opts...)
}

// EntitiesOptions are which entities to return, and how much of each. The type is required.
type EntitiesOptions struct {
	Type                  EntityType       `url:"type"`
	Scope                 EntityScope      `url:"scope,omitempty"` // with their custom fields
	ParentIdentifierType  ParentIdentifier `url:"parent_identifier_type,omitempty"`
	ParentIdentifierValue string           `url:"parent_identifier_value,omitempty"` // only those below this store or concept
	IncludeParent         bool             `url:"include_parent,omitempty"`          // the parent of a zone or concept
	SubEntitiesCount      int64            `url:"sub_entities_count,omitempty"`      // the most sub-entities of each
	Details               EntityDetails    `url:"details,omitempty"`
	ExcludeLocale         int64            `url:"exclude_locale,omitempty"` // 1 leaves time zones out
	StartID               int64            `url:"start_id,omitempty"`       // entities to skip: no id, whatever its name
	Limit                 int64            `url:"limit,omitempty"`          // the most entities of a page; of stores, 500 at most
	ModifiedSince         capillary.Day    `url:"modified_since,omitempty"`
	ActiveOnly            bool             `url:"active_only,omitempty"`          // only active stores
	LanguageTranslations  bool             `url:"language_translatons,omitempty"` // the API spells it so
}

// Validate refuses a list without a type, a parent that is named by half, and what is no number of entities or no day.
func (o EntitiesOptions) Validate() error {
	switch {
	case o.Type == "":
		return capillary.Invalid("type", "it is empty")
	case (o.ParentIdentifierType == "") != (o.ParentIdentifierValue == ""):
		return capillary.Invalid("parent_identifier_value", "a parent has a type and a value")
	case o.StartID < 0:
		return capillary.Invalid("start_id", "it is negative")
	case o.Limit < 0:
		return capillary.Invalid("limit", "it is negative")
	}
	return checkDay("modified_since", o.ModifiedSince)
}

// entitiesQuery asks for entities by their ids.
type entitiesQuery struct {
	EntitiesOptions

	IDs []string `url:"id,comma"`
}

// Validate refuses a request for nothing.
func (q entitiesQuery) Validate() error {
	if len(q.IDs) == 0 {
		return capillary.Invalid("id", "there are none")
	}
	for _, id := range q.IDs {
		if id == "" {
			return capillary.Invalid("id", "it is zero or negative")
		}
	}
	return q.EntitiesOptions.Validate()
}

// EntityType is a kind of entity of an organisation.
type EntityType string

// The documented kinds.
const (
	EntityStore       EntityType = "STORE"
	EntityStoreServer EntityType = "STR_SERVER"
	EntityTill        EntityType = "TILL"
	EntityZone        EntityType = "ZONE"
	EntityConcept     EntityType = "CONCEPT" // a logical group of stores
)

// EntityScope is whose custom fields to return with entities.
type EntityScope string

// The documented scopes.
const (
	EntityStoreCustomFields EntityScope = "STORE_CUSTOM_FIELDS"
	EntityZoneCustomFields  EntityScope = "ZONE_CUSTOM_FIELDS"
	EntityTillCustomFields  EntityScope = "TILL_CUSTOM_FIELDS"
)

// ParentIdentifier is what names the parent of entities. It must be of another level than they are.
type ParentIdentifier string

// The documented identifiers.
const (
	ParentStoreCode       ParentIdentifier = "STORE_CODE"
	ParentStoreID         ParentIdentifier = "STORE_ID"
	ParentStoreExternalID ParentIdentifier = "STORE_EXTERNAL_ID"
	ParentConceptCode     ParentIdentifier = "CONCEPT_CODE"
	ParentConceptID       ParentIdentifier = "CONCEPT_ID"
)

// EntityDetails is how much of an entity to return.
type EntityDetails string

// EntityBasic leaves out currencies, time zones and languages.
const EntityBasic EntityDetails = "basic"

// Entity is a zone, concept, store, store server or till. What its type does not have is empty.
type Entity struct {
	ID            int64      `json:"id"`
	Type          EntityType `json:"type"`
	Code          string     `json:"code"`
	Name          string     `json:"name"`
	Description   string     `json:"description"`
	IsActive      bool       `json:"is_active"`
	ReferenceID   int64      `json:"reference_id"` // -1 for none
	LastUpdatedBy int64      `json:"last_updated_by"`
	LastUpdatedOn time.Time  `json:"last_updated_on"`
	CustomFields  struct {
		Field []FieldValue `json:"field"`
	} `json:"custom_fields"`
	LanguageTranslations struct {
		Field []map[string]any `json:"field"` // their form is not documented
	} `json:"language_translations"`

	TimeZoneID     int64      `json:"time_zone_id"` // 0 where it is the parent's, as with the next two
	CurrencyID     int64      `json:"currency_id"`
	LanguageID     int64      `json:"language_id"`
	Timezones      Timezones  `json:"timezones"`
	Currencies     Currencies `json:"currencies"`
	Languages      Languages  `json:"languages"`
	LanguageCode   string     `json:"language_code"`
	LanguageLocale string     `json:"language_locale"`
	CountryCode    string     `json:"country_code"`

	Parent            map[string]any `json:"parent"` // its form is not documented
	ParentExternalID  string         `json:"parent_external_id"`
	ParentExternalID1 string         `json:"parent_external_id_1"`
	ParentExternalID2 string         `json:"parent_external_id_2"`
	Level             string         `json:"level"` // of a concept

	Username  string    `json:"username"`   // of a till
	LastLogin time.Time `json:"last_login"` // of a till

	// Of a store.
	ExternalID  string `json:"external_id"`
	ExternalID1 string `json:"external_id_1"`
	ExternalID2 string `json:"external_id_2"`
	Channel     string `json:"channel"` // such as instore
	Mobile      string `json:"mobile"`
	LandLine    string `json:"land_line"`
	Email       string `json:"email"`
	Address     string `json:"address"`
	Location    struct {
		Latitude  decimal.Decimal `json:"latitude"`  // degrees
		Longitude decimal.Decimal `json:"longitude"` // degrees
	} `json:"location"`

	ItemStatus capillary.ItemStatus `json:"item_status"`
}

// texts are ids as they go out. What is no id is empty, so that it is refused.
func texts(ids []int64) []string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = segment(id)
	}
	return all
}

// checkDay refuses a day that the calendar does not have, by the name of its field.
func checkDay(name string, d capillary.Day) error {
	if _, err := d.MarshalText(); err != nil {
		return capillary.Invalid(name, "the calendar has no such day")
	}
	return nil
}

// segment is an id as a part of a path. What is no id is empty, so that it is refused.
func segment(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
