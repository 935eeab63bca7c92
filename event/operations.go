package event

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Definitions. The name of an event is its key: the API refuses one that exists. What disabling or enabling again answers is not
// documented.
var (
	opCreate = operations.Define(capillary.Operation{Name: "event.Create", Method: http.MethodPost,
		Path: "/v2/events", Safety: capillary.Natural,
		Proof: capillary.ProofEmptyEnvelope})
	opUpdate = operations.Define(capillary.Operation{Name: "event.Update", Method: http.MethodPut,
		Path: "/v2/events", Safety: capillary.Replace,
		Proof: capillary.ProofEmptyEnvelope})
	opDisable = operations.Define(capillary.Operation{Name: "event.Disable", Method: http.MethodPut,
		Path: "/v2/events/disable", Safety: capillary.Unsafe,
		Proof: capillary.ProofEmptyEnvelope})
	opList = operations.Define(capillary.Operation{Name: "event.List", Method: http.MethodGet,
		Path: "/v2/events", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opMeta = operations.Define(capillary.Operation{Name: "event.Meta", Method: http.MethodGet,
		Path: "/v2/events/meta", Safety: capillary.Read,
		Proof: "clickEventsMeta"})
	opFieldsMeta = operations.Define(capillary.Operation{Name: "event.FieldsMeta", Method: http.MethodGet,
		Path: "/v2/events/meta_fields", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opStandardMeta = operations.Define(capillary.Operation{Name: "event.StandardMeta", Method: http.MethodGet,
		Path: "/v2/events/standard_events_meta", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opEnableStandard = operations.Define(capillary.Operation{Name: "event.EnableStandard", Method: http.MethodPost,
		Path: "/v2/events/standard_events/enable", Safety: capillary.Unsafe,
		Proof: capillary.ProofEmptyEnvelope})
)

// Transformers, which read events in others' words. Of the list of mappings no reply is documented.
var (
	opAdapters = operations.Define(capillary.Operation{Name: "event.Adapters", Method: http.MethodGet,
		Path: "/v2/events/adapters_meta", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAdapterMapping = operations.Define(capillary.Operation{Name: "event.AdapterMapping", Method: http.MethodGet,
		Path: "/v2/events/adapter_mapping", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opMapEvents = operations.Define(capillary.Operation{Name: "event.MapEvents", Method: http.MethodPost,
		Path: "/v2/events/adapter_mapping", Safety: capillary.Unsafe,
		Proof: capillary.ProofEmptyEnvelope})
)

// Webhooks, by which Capillary receives events. A transformer has one webhook at most; what a second one answers is not
// documented. Of disabling no reply is documented: it is taken for that of a change.
var (
	opAddWebhook = operations.Define(capillary.Operation{Name: "event.AddWebhook", Method: http.MethodPost,
		Path: "/v2/events/webhook", Safety: capillary.Unsafe,
		Proof: "webHookUri"})
	opUpdateWebhook = operations.Define(capillary.Operation{Name: "event.UpdateWebhook", Method: http.MethodPut,
		Path: "/v2/events/webhook", Safety: capillary.Replace,
		Proof: capillary.ProofEmptyEnvelope})
	opDisableWebhook = operations.Define(capillary.Operation{Name: "event.DisableWebhook", Method: http.MethodPut,
		Path: "/v2/events/webhook/disable", Safety: capillary.Unsafe,
		Proof: capillary.ProofEmptyEnvelope})
	opWebhooks = operations.Define(capillary.Operation{Name: "event.Webhooks", Method: http.MethodGet,
		Path: "/v2/events/webhooks", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// Pushing. The address is the webhook's, whatever its host and path. A second event is one more, unless the webhook checks for that.
// In 2022 the answer had no request id: there the code 1100 proves it.
var (
	opPush = operations.Define(capillary.Operation{Name: "event.Push", Method: http.MethodPost,
		Path: "/{webHookUri}", Safety: capillary.Unsafe,
		Proof: "requestId"})
	opPushAt = operations.Define(capillary.Operation{Name: "event.PushAt", Method: http.MethodPost,
		Path: "/{webHookUri}/{host}", Safety: capillary.Unsafe,
		Proof: "requestId"})
)

// What became of events.
var (
	opRunningStatus = operations.Define(capillary.Operation{Name: "event.RunningStatus", Method: http.MethodGet,
		Path: "/v2/events/running_status", Safety: capillary.Read,
		Proof: "id"})
	opLogs = operations.Define(capillary.Operation{Name: "event.Logs", Method: http.MethodGet,
		Path: "/v2/events/logs", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opData = operations.Define(capillary.Operation{Name: "event.Data", Method: http.MethodGet,
		Path: "/v2/events/event_data", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opOfCustomer = operations.Define(capillary.Operation{Name: "event.OfCustomer", Method: http.MethodGet,
		Path: "/v2/events/event_data/{userId}", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opSearch = operations.Define(capillary.Operation{Name: "event.Search", Method: http.MethodGet,
		Path: "/v2/events/search", Safety: capillary.Read,
		Proof: "clickEventDataList"})
)
