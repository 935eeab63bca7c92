package otp

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	429:  "Rate limit exceeded",
	517:  "Rate limit exceeded",
	600:  "Invalid or Null action passed",
	9001: "No valid OTP found",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
