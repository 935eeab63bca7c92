package staff

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Staff users. A username, a number or an address is the key of a new user: the API refuses one that exists. Edits name values, not
// changes of them. What the API says of a user who is removed twice is documented (ErrInactive), but not as a success. Of a removal no
// reply is documented; the others tell success and the id of the user.
var (
	opAdd = operations.Define(capillary.Operation{Name: "staff.Add", Method: http.MethodPost,
		Path: "/v2/staff", Safety: capillary.Natural,
		Proof: "entity"})
	opGet = operations.Define(capillary.Operation{Name: "staff.Get", Method: http.MethodGet,
		Path: "/v2/staff", Safety: capillary.Read, Envelope: capillary.Entity,
		Proof: "id"})
	opList = operations.Define(capillary.Operation{Name: "staff.List", Method: http.MethodGet,
		Path: "/v2/staff/getUsersList", Safety: capillary.Read, Items: "entity",
		Proof: "entity"})
	opEdit = operations.Define(capillary.Operation{Name: "staff.Edit", Method: http.MethodPost,
		Path: "/v2/staff/edit", Safety: capillary.Replace, Envelope: capillary.Entity,
		Proof: "id", Echo: "id"})
	opTransfer = operations.Define(capillary.Operation{Name: "staff.Transfer", Method: http.MethodPost,
		Path: "/v2/staff/transfer", Safety: capillary.Replace,
		Proof: "entity"})
	opRemove = operations.Define(capillary.Operation{Name: "staff.Remove", Method: http.MethodPost,
		Path: "/v2/staff/delete", Safety: capillary.Natural,
		Proof: "entity|" + capillary.ProofOwnSuccess + "|" + capillary.ProofEmptyEnvelope})
)

// One-time passwords and what they prove. A code costs a message and is used up by its check: neither is ever repeated.
var (
	opSendOTP = operations.Define(capillary.Operation{Name: "staff.SendOTP", Method: http.MethodPost,
		Path: "/v2/staff/sendOtp", Safety: capillary.Unsafe,
		Proof: "entity"})
	opValidateOTP = operations.Define(capillary.Operation{Name: "staff.ValidateOTP", Method: http.MethodPost,
		Path: "/v2/staff/validate", Safety: capillary.Unsafe,
		Proof: "entity"})
	opSendIdentifierOTP = operations.Define(capillary.Operation{Name: "staff.SendIdentifierOTP", Method: http.MethodPost,
		Path: "/v2/staff/changeidentifier/sendotp", Safety: capillary.Unsafe,
		Proof: "entity"})
	opChangeIdentifier = operations.Define(capillary.Operation{Name: "staff.ChangeIdentifier", Method: http.MethodPost,
		Path: "/v2/staff/changeidentifier", Safety: capillary.Unsafe,
		Proof: "entity"})
)

// Signing in and out. Logging out is a GET that does something, and its reply has nothing but success.
var (
	opAccessToken = operations.Define(capillary.Operation{Name: "staff.AccessToken", Method: http.MethodPost,
		Path: "/v2/staff/accessToken", Safety: capillary.Unsafe,
		Proof: "entity"})
	opChangePassword = operations.Define(capillary.Operation{Name: "staff.ChangePassword", Method: http.MethodPost,
		Path: "/v2/staff/changePassword", Safety: capillary.Replace,
		Proof: "entity"})
	opLogout = operations.Define(capillary.Operation{Name: "staff.Logout", Method: http.MethodGet,
		Path: "/v2/staff/logout", Safety: capillary.Effect,
		Proof: capillary.ProofOwnSuccess})
)
