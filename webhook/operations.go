package webhook

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Webhooks. Their names should be unique, but no code refuses a second one. To delete one is final; what deleting it again
// answers is not documented.
var (
	opList = operations.Define(capillary.Operation{Name: "webhook.List", Method: http.MethodGet,
		Path: "/v3/webHooks", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAdd = operations.Define(capillary.Operation{Name: "webhook.Add", Method: http.MethodPost,
		Path: "/v3/webHooks", Safety: capillary.Unsafe, Envelope: capillary.Data,
		Proof: "webHookId"})
	opUpdate = operations.Define(capillary.Operation{Name: "webhook.Update", Method: http.MethodPut,
		Path: "/v3/webHooks/{webHookId}", Safety: capillary.Replace, Envelope: capillary.Data,
		Proof: "webHookId", Echo: "webHookId"})
	opDelete = operations.Define(capillary.Operation{Name: "webhook.Delete", Method: http.MethodDelete,
		Path: "/v3/webHooks/{webHookId}", Safety: capillary.Unsafe, Envelope: capillary.Data,
		Proof: "webHookId", Echo: "webHookId"})
)

// What there is to be told of.
var (
	opOrgEvents = operations.Define(capillary.Operation{Name: "webhook.OrgEvents", Method: http.MethodGet,
		Path: "/v3/webHooks/eventMetaData", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opEventMetadata = operations.Define(capillary.Operation{Name: "webhook.EventMetadata", Method: http.MethodGet,
		Path: "/v3/webHooks/eventMetaData/{eventName}", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: "eventName"})
)

// The delivery log. The rows of a webhook, and what became of the events of one call or one thing: a list, or one object in its
// place.
var (
	opLogs = operations.Define(capillary.Operation{Name: "webhook.Logs", Method: http.MethodGet,
		Path: "/v3/events/consumer-groups/{consumerGroupID}/logs", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: "data"})
	opMetrics = operations.Define(capillary.Operation{Name: "webhook.Metrics", Method: http.MethodGet,
		Path: "/v3/events/consumer-groups/{consumerGroupID}/metrics", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: "totalEvents"})
	opLogByRequest = operations.Define(capillary.Operation{Name: "webhook.LogByRequest", Method: http.MethodGet,
		Path: "/v3/webHooks/eventLog/requestId/{requestId}", Safety: capillary.Read, Items: "data",
		Proof: "data|data.eventId"})
	opLogByReference = operations.Define(capillary.Operation{Name: "webhook.LogByReference", Method: http.MethodGet,
		Path: "/v3/webHooks/eventLog/refId/{refId}", Safety: capillary.Read, Items: "data",
		Proof: "data|data.eventId"})
	opLogByEvent = operations.Define(capillary.Operation{Name: "webhook.LogByEvent", Method: http.MethodGet,
		Path: "/v3/webHooks/eventLog/{eventId}", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: "eventId"})
)

// Loyalty workflows. The page stands among those of webhooks. It only translates.
var opExpressionJSON = operations.Define(capillary.Operation{Name: "webhook.ExpressionJSON", Method: http.MethodPost,
	Path: "/loyalty/api/v1/workflows/expJSON/{programId}/{eventType}", Safety: capillary.Read,
	Proof: "result"})
