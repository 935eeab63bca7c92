package reply

import "github.com/capillary-go/sdk/capillarytest/internal/wire"

// V3Value is a v3 reply.
func V3Value(value any) Reply { return Reply{Body: wire.Obj("data", value, "errors", nil)} }

// V3Refused is a v3 reply that says no.
func V3Refused(status int, r *Refusal) Reply {
	return Reply{Status: status, Refused: true, Body: wire.Obj("data", nil, "errors",
		[]wire.Object{wire.Obj("code", r.Code, "message", r.Message)})}
}

// Status is a reply of the auth engine.
func Status(success bool, code int, message string) Reply {
	return Reply{Refused: !success, Body: wire.Obj("status", wire.Obj("success", success, "code", code, "message", message))}
}
