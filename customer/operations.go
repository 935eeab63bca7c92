package customer

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Finding customers.
var (
	opLookup = operations.Define(capillary.Operation{Name: "customer.Lookup", Method: http.MethodGet,
		Path: "/v2/customers/lookup", Lookup: "/v2/customers/lookup", Safety: capillary.Read})
	opGet = operations.Define(capillary.Operation{Name: "customer.Get", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}", Lookup: "/v2/customers/lookup/customerDetails", Sourced: true, Safety: capillary.Read})
	opSearch = operations.Define(capillary.Operation{Name: "customer.Search", Method: http.MethodGet,
		Path: "/v2/customers/search", Safety: capillary.Read, Items: "data"})
)

// Loyalty.
var (
	opTier = operations.Define(capillary.Operation{Name: "customer.Tier", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/tierDetails", Lookup: "/v2/customers/lookup/tierDetails", Safety: capillary.Read})
	opPointsBalance = operations.Define(capillary.Operation{Name: "customer.PointsBalance", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/points/balance", Lookup: "/v2/customers/lookup/points/balance", Safety: capillary.Read})
)
