package lead

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Leads. No key protects them: a second call adds a second lead, a second talk, or a second entry of the log of statuses.
var (
	opAdd = operations.Define(capillary.Operation{Name: "lead.Add", Method: http.MethodPatch,
		Path: "/v2/leads", Safety: capillary.Unsafe,
		Proof: "id"})
	opAddByPost = operations.Define(capillary.Operation{Name: "lead.AddByPost", Method: http.MethodPost,
		Path: "/v2/leads", Safety: capillary.Unsafe,
		Proof: "id"})
	opList = operations.Define(capillary.Operation{Name: "lead.List", Method: http.MethodGet,
		Path: "/v2/leads", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opUpdate = operations.Define(capillary.Operation{Name: "lead.Update", Method: http.MethodPut,
		Path: "/v2/leads/{leadId}", Safety: capillary.Replace,
		Proof: "id", Echo: "id"})
	opUpdateStatus = operations.Define(capillary.Operation{Name: "lead.UpdateStatus", Method: http.MethodPut,
		Path: "/v2/leads/{leadId}/status", Safety: capillary.Unsafe,
		Proof: "id", Echo: "id"})
	opAddFollowUp = operations.Define(capillary.Operation{Name: "lead.AddFollowUp", Method: http.MethodPost,
		Path: "/v2/leads/{leadId}/followup", Safety: capillary.Unsafe,
		Proof: "id", Echo: "id"})
	opFollowUps = operations.Define(capillary.Operation{Name: "lead.FollowUps", Method: http.MethodGet,
		Path: "/v2/leads/{leadId}/followups", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opStatusLog = operations.Define(capillary.Operation{Name: "lead.StatusLog", Method: http.MethodGet,
		Path: "/v2/leads/{leadId}/statusLog", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// What the organisation has for all leads. The API refuses a sub-status that a status has; of a reason it does not say so.
var (
	opAddSubStatus = operations.Define(capillary.Operation{Name: "lead.AddSubStatus", Method: http.MethodPost,
		Path: "/v2/leads/substatus", Safety: capillary.Natural,
		Proof: "subStatus"})
	opSubStatuses = operations.Define(capillary.Operation{Name: "lead.SubStatuses", Method: http.MethodGet,
		Path: "/v2/leads/substatuses", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAddReasons = operations.Define(capillary.Operation{Name: "lead.AddReasons", Method: http.MethodPost,
		Path: "/v2/leads/reasons", Safety: capillary.Unsafe, Items: "data",
		Proof: "data", Item: capillary.ItemProof{Proof: "id", Key: "reason"}})
	opReasons = operations.Define(capillary.Operation{Name: "lead.Reasons", Method: http.MethodGet,
		Path: "/v2/leads/reasons", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)
