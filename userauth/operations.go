package userauth

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// The number or the address is the key of a user: the API refuses one that is registered. Checking a password changes nothing. A new
// password is named as a whole.
var (
	opRegister = operations.Define(capillary.Operation{Name: "userauth.Register", Method: http.MethodPost,
		Path: "/v2/user_auth/register", Safety: capillary.Natural,
		Proof: "id"})
	opAuthorize = operations.Define(capillary.Operation{Name: "userauth.Authorize", Method: http.MethodPost,
		Path: "/v2/user_auth/authorize_user", Safety: capillary.Read,
		Proof: "entity", Verdict: "entity"})
	opUpdatePassword = operations.Define(capillary.Operation{Name: "userauth.UpdatePassword", Method: http.MethodPut,
		Path: "/v2/user_auth/update", Safety: capillary.Replace,
		Proof: "entity", Verdict: "entity"})
)
