package org

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// The organisation. The list of brands is asked for with a POST.
var (
	opGet = operations.Define(capillary.Operation{Name: "org.Get", Method: http.MethodGet,
		Path: "/v1.1/organization/get", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "organization.id"})
	opHierarchy = operations.Define(capillary.Operation{Name: "org.Hierarchy", Method: http.MethodGet,
		Path: "/v2/organization/hierarchy", Safety: capillary.Read,
		Proof: "baseOrganization.id|organization.id"})
	opPrograms = operations.Define(capillary.Operation{Name: "org.Programs", Method: http.MethodGet,
		Path: "/v2/organization/programs", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opTenders = operations.Define(capillary.Operation{Name: "org.Tenders", Method: http.MethodGet,
		Path: "/v1.1/organization/tenders", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "organization.tenders"})
	opTopItems = operations.Define(capillary.Operation{Name: "org.TopItems", Method: http.MethodGet,
		Path: "/v1.1/organization/topitems", Safety: capillary.Read, Envelope: capillary.V1, Items: "organization.item",
		Proof: "organization.item"})
	opStatistics = operations.Define(capillary.Operation{Name: "org.Statistics", Method: http.MethodGet,
		Path: "/v1.1/organization/statistics", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "organization.statistics"})
	opBrands = operations.Define(capillary.Operation{Name: "org.Brands", Method: http.MethodPost,
		Path: "/api_gateway/rewards/core/v1/brand/getAll", Safety: capillary.Read, Items: "brandList",
		Proof: "brandList"})
)

// Zones, concepts, stores and tills. A look-up by id and a list are one address, two operations: each id has a verdict of its
// own. The name of a till is its key: the API refuses one that exists. Of an associate's code it does not say so.
var (
	opEntities = operations.Define(capillary.Operation{Name: "org.Entities", Method: http.MethodGet,
		Path: "/v1.1/organization/entities", Safety: capillary.Read, Envelope: capillary.V1, Items: "organization.entities.entity",
		Proof: "organization.entities"})
	opEntitiesByID = operations.Define(capillary.Operation{Name: "org.EntitiesByID", Method: http.MethodGet,
		Path: "/v1.1/organization/entities", Safety: capillary.Read, Envelope: capillary.V1, Items: "organization.entities.entity",
		Proof: "organization.entities", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "id"}})
	opTill = operations.Define(capillary.Operation{Name: "org.Till", Method: http.MethodGet,
		Path: "/v2/organization/till/{tillId}", Safety: capillary.Read,
		Proof: "id"})
	opFindTill = operations.Define(capillary.Operation{Name: "org.FindTill", Method: http.MethodGet,
		Path: "/v2/organization/till", Safety: capillary.Read,
		Proof: "id"})
	opActiveTill = operations.Define(capillary.Operation{Name: "org.ActiveTill", Method: http.MethodGet,
		Path: "/v2/organization/activeTill", Safety: capillary.Read,
		Proof: "id"})
	opAddTill = operations.Define(capillary.Operation{Name: "org.AddTill", Method: http.MethodPost,
		Path: "/v2/orgEntity/till", Safety: capillary.Natural,
		Proof: "createdId"})
	opUpdateTill = operations.Define(capillary.Operation{Name: "org.UpdateTill", Method: http.MethodPut,
		Path: "/v2/orgEntity/till/{id}", Safety: capillary.Replace,
		Proof: "entity"})
	opAddStoreAssociate = operations.Define(capillary.Operation{Name: "org.AddStoreAssociate", Method: http.MethodPost,
		Path: "/v2/orgEntity/associate", Safety: capillary.Unsafe,
		Proof: "createdId"})
)

// Configurations. Setting one names its value, not a change of it.
var (
	opConfigs = operations.Define(capillary.Operation{Name: "org.Configs", Method: http.MethodGet,
		Path: "/v1.1/organization/configs", Safety: capillary.Read, Envelope: capillary.V1, Items: "organization.configs.config",
		Proof: "organization.configs.config"})
	opConfig = operations.Define(capillary.Operation{Name: "org.Config", Method: http.MethodGet,
		Path: "/v2/organization/configs/{name}", Safety: capillary.Read,
		Proof: "keyName"})
	opConfigValue = operations.Define(capillary.Operation{Name: "org.ConfigValue", Method: http.MethodGet,
		Path: "/v2/organization/configkeyvalue", Safety: capillary.Read,
		Proof: "keyName"})
	opSetConfig = operations.Define(capillary.Operation{Name: "org.SetConfig", Method: http.MethodPost,
		Path: "/v2/organization/configs", Safety: capillary.Replace,
		Proof: "keyName", Echo: "keyName"})
)

// Custom fields. The name of a field is its key: the API refuses one that exists. Tagging names a value, not a change of it.
var (
	opCustomFields = operations.Define(capillary.Operation{Name: "org.CustomFields", Method: http.MethodGet,
		Path: "/v2/org/customFields", Safety: capillary.Read, Items: "entity",
		Proof: "entity"})
	opConfiguredCustomFields = operations.Define(capillary.Operation{Name: "org.ConfiguredCustomFields", Method: http.MethodGet,
		Path: "/v2/organization/customFields", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opCustomFieldsV1 = operations.Define(capillary.Operation{Name: "org.CustomFieldsV1", Method: http.MethodGet,
		Path: "/v1.1/organization/customfields", Safety: capillary.Read, Envelope: capillary.V1, Items: "organization.custom_fields.field",
		Proof: "organization.custom_fields.field"})
	opCreateCustomFields = operations.Define(capillary.Operation{Name: "org.CreateCustomFields", Method: http.MethodPost,
		Path: "/v2/customFields", Safety: capillary.Natural,
		Proof: "entity.[]", Echo: "entity.name"})
	opTagCustomField = operations.Define(capillary.Operation{Name: "org.TagCustomField", Method: http.MethodPost,
		Path: "/v2/customField/tag", Safety: capillary.Replace,
		Proof: "entity"})
)

// Extended fields. Their configurations are a list in the schema; the tables of the pages show one element of it.
var (
	opExtendedFields = operations.Define(capillary.Operation{Name: "org.ExtendedFields", Method: http.MethodGet,
		Path: "/v2/extendedFields", Safety: capillary.Read, Envelope: capillary.Entity,
		Proof: capillary.ProofObject})
	opConfigureExtendedField = operations.Define(capillary.Operation{Name: "org.ConfigureExtendedField", Method: http.MethodPost,
		Path: "/v2/entity/extended_field_config", Safety: capillary.Replace,
		Proof: "extendedFieldId", Echo: "extendedFieldId"})
	opExtendedFieldConfig = operations.Define(capillary.Operation{Name: "org.ExtendedFieldConfig", Method: http.MethodGet,
		Path: "/v2/entity/extendedFieldConfig", Safety: capillary.Read,
		Proof: capillary.ProofList})
	opExtendedFieldConfigs = operations.Define(capillary.Operation{Name: "org.ExtendedFieldConfigs", Method: http.MethodGet,
		Path: "/v2/entity/extendedFieldConfigs", Safety: capillary.Read,
		Proof: capillary.ProofList})
)

// Sources. The API refuses a second account with the same values. Of an update one address is documented in 2022 only: there
// the account is named in the query.
var (
	opSourcesMeta = operations.Define(capillary.Operation{Name: "org.SourcesMeta", Method: http.MethodGet,
		Path: "/v2/meta/sources", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opSources = operations.Define(capillary.Operation{Name: "org.Sources", Method: http.MethodGet,
		Path: "/v2/org/{orgId}/sources", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opSource = operations.Define(capillary.Operation{Name: "org.Source", Method: http.MethodGet,
		Path: "/v2/org/{orgId}/sources", Safety: capillary.Read,
		Proof: "uuid"})
	opSourceConfigs = operations.Define(capillary.Operation{Name: "org.SourceConfigs", Method: http.MethodGet,
		Path: "/v2/org/{orgId}/sources/{sourceId}/configs", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAddSource = operations.Define(capillary.Operation{Name: "org.AddSource", Method: http.MethodPost,
		Path: "/v2/org/{orgId}/sources", Safety: capillary.Natural,
		Proof: "uuid"})
	opUpdateSource = operations.Define(capillary.Operation{Name: "org.UpdateSource", Method: http.MethodPut,
		Path: "/v2/org/{orgId}/sources/{uuid}", Safety: capillary.Replace,
		Proof: "uuid", Echo: "uuid"})
	opUpdateSourceByQuery = operations.Define(capillary.Operation{Name: "org.UpdateSourceByQuery", Method: http.MethodPut,
		Path: "/v2/org/{orgId}/sources", Safety: capillary.Replace,
		Proof: "uuid", Echo: "uuid"})
)

// Verticals. The API refuses one that the organisation has. What it says of one that was removed before is not documented.
var (
	opVerticalsMeta = operations.Define(capillary.Operation{Name: "org.VerticalsMeta", Method: http.MethodGet,
		Path: "/v2/verticals/meta", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opVerticals = operations.Define(capillary.Operation{Name: "org.Verticals", Method: http.MethodGet,
		Path: "/v2/verticals", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAddVertical = operations.Define(capillary.Operation{Name: "org.AddVertical", Method: http.MethodPost,
		Path: "/v2/verticals", Safety: capillary.Natural,
		Proof: "entity", Verdict: "entity"})
	opRemoveVertical = operations.Define(capillary.Operation{Name: "org.RemoveVertical", Method: http.MethodDelete,
		Path: "/v2/verticals/{verticalId}", Safety: capillary.Unsafe,
		Proof: "verticalId", Echo: "verticalId"})
)

// Currencies. An update names the ratio, not a change of it.
var (
	opCurrencyRatios = operations.Define(capillary.Operation{Name: "org.CurrencyRatios", Method: http.MethodGet,
		Path: "/v2/currencyratio", Safety: capillary.Read, Items: "entity|data",
		Proof: "entity|data"})
	opUpdateCurrencyRatio = operations.Define(capillary.Operation{Name: "org.UpdateCurrencyRatio", Method: http.MethodPost,
		Path: "/v2/currencyratio", Safety: capillary.Replace, Envelope: capillary.Entity,
		Proof: "currencyCode", Echo: "currencyCode"})
)

// Customers who come. A scan can give a coupon, and each external id is made for one call: neither is ever repeated.
var (
	opFeed = operations.Define(capillary.Operation{Name: "org.Feed", Method: http.MethodPost,
		Path: "/v2/feed", Safety: capillary.Unsafe,
		Proof: "customerId"})
	opGenerateExternalID = operations.Define(capillary.Operation{Name: "org.GenerateExternalID", Method: http.MethodGet,
		Path: "/v2/cardNumber", Safety: capillary.Effect,
		Proof: "entity"})
)
