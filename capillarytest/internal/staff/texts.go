package staff

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	1001: "Password not set",
	1005: "The identifier already exits",
	1007: "Username or identifier (email/mobile) is not set",
	1008: "Invalid identifier type passed",
	1009: "Invalid identifier details passed",
	1010: "Invalid OTP type passed",
	1011: "Inactive user passed",
	1700: "Invalid OTP or OTP expired",
	8099: "No identifier passed in the param",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
