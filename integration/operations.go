package integration

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// API clients. Nothing protects against a second client of the same name. What deleting one again answers is not documented.
var (
	opCreate = operations.Define(capillary.Operation{Name: "integration.Create", Method: http.MethodPost,
		Path: "/v3/integrations/clients", Safety: capillary.Unsafe, Envelope: capillary.Data,
		Proof: "clientKey"})
	opList = operations.Define(capillary.Operation{Name: "integration.List", Method: http.MethodGet,
		Path: "/v3/integrations/clients", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opGet = operations.Define(capillary.Operation{Name: "integration.Get", Method: http.MethodGet,
		Path: "/v3/integrations/clients/{clientKey}", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: "clientKey"})
	opUpdate = operations.Define(capillary.Operation{Name: "integration.Update", Method: http.MethodPut,
		Path: "/v3/integrations/clients/{clientKey}", Safety: capillary.Replace, Envelope: capillary.Data,
		Proof: "clientKey", Echo: "clientKey"})
	opDelete = operations.Define(capillary.Operation{Name: "integration.Delete", Method: http.MethodDelete,
		Path: "/v3/integrations/clients/{clientKey}", Safety: capillary.Unsafe, Envelope: capillary.Data,
		Proof: "clientKey", Echo: "clientKey"})
	opScopes = operations.Define(capillary.Operation{Name: "integration.Scopes", Method: http.MethodGet,
		Path: "/v3/integrations/scopes", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)
