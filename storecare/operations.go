package storecare

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Footfall. Counts that are handed in twice may count twice: nothing says that they do not. The reply has a status with a code, and no more.
var (
	opAddFootfall = operations.Define(capillary.Operation{Name: "storecare.AddFootfall", Method: http.MethodPost,
		Path: "/pages/ffcDetails", Safety: capillary.Unsafe, Envelope: capillary.V1,
		Proof: capillary.ProofOwnSuccess})
	opFootfall = operations.Define(capillary.Operation{Name: "storecare.Footfall", Method: http.MethodGet,
		Path: "/pages/ffcDetails", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "get_ffc_details"})
	opAddFootfallEvents = operations.Define(capillary.Operation{Name: "storecare.AddFootfallEvents", Method: http.MethodPost,
		Path: "/v2/add/ffcDetails", Safety: capillary.Unsafe, Envelope: capillary.V1,
		Proof: capillary.ProofOwnSuccess})
	opFootfallEvents = operations.Define(capillary.Operation{Name: "storecare.FootfallEvents", Method: http.MethodGet,
		Path: "/pages/v2/ffcDetails", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "get_ffc_v2_details"})
)

// Groups by their size, in the same way.
var (
	opAddGroupCounts = operations.Define(capillary.Operation{Name: "storecare.AddGroupCounts", Method: http.MethodPost,
		Path: "/add/ffcGroupCount", Safety: capillary.Unsafe, Envelope: capillary.V1,
		Proof: capillary.ProofOwnSuccess})
	opGroupCounts = operations.Define(capillary.Operation{Name: "storecare.GroupCounts", Method: http.MethodGet,
		Path: "/pages/ffcGroupCount", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "get_ffc_groupCount"})
	opAddGroupEvents = operations.Define(capillary.Operation{Name: "storecare.AddGroupEvents", Method: http.MethodPost,
		Path: "/v2/add/ffcGroupCount", Safety: capillary.Unsafe, Envelope: capillary.V1,
		Proof: capillary.ProofOwnSuccess})
	opGroupEvents = operations.Define(capillary.Operation{Name: "storecare.GroupEvents", Method: http.MethodGet,
		Path: "/pages/v2/ffcGroupCount", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "get_ffc_v2_groupCount"})
)

// Notes.
var (
	opNotes = operations.Define(capillary.Operation{Name: "storecare.Notes", Method: http.MethodGet,
		Path: "/pages/notes", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "get_notes"})
)
