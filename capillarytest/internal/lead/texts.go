package lead

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	92001: "Lead not found",
	92002: "Duplicate Lead Status",
	92003: "Invalid Lead Status",
	92004: "Lead Reason not found with id %v",
	92005: "followedUpOn cannot be null",
	92006: "leadFor cannot be null",
	92008: "No user found with the given userId %v",
	92009: "Invalid Lead Type",
	92011: "Customer Registration failed",
	92012: "User Details cannot be empty",
	92014: "Invalid org source",
	92015: "Invalid Id Type",
	92020: "Invalid lead sub status %v",
	92021: "Lead sub status already exists for status %v",
	92022: "Lead status cannot be empty",
	92023: "Lead sub status cannot be empty",
	92024: "Status change not allowed on closed leads",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
