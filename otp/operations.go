package otp

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Sending a code twice costs a message and one of the day's codes, and checking one uses it up: neither is ever repeated.
// Where Path and Lookup are the same the customer always stands in the query, and one must be named.
var (
	opGenerate = operations.Define(capillary.Operation{Name: "otp.Generate", Method: http.MethodPost,
		Path: "/v2/otp/generate", Safety: capillary.Unsafe,
		Proof: "createdId"})
	opValidate = operations.Define(capillary.Operation{Name: "otp.Validate", Method: http.MethodPost,
		Path: "/v2/otp/validate", Safety: capillary.Unsafe,
		Proof: "entity", Verdict: "entity"})
	opGet = operations.Define(capillary.Operation{Name: "otp.Get", Method: http.MethodGet,
		Path: "/v2/otp", Lookup: "/v2/otp", Safety: capillary.Read,
		Proof: "code"})
)
