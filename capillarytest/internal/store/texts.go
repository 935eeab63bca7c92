package store

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	902:  "Store identifier is invalid",
	904:  "Client log file size passed does not match size uploaded on server",
	905:  "Client log file signature passed does not match file signature on server",
	909:  "No tasks found",
	911:  "Report type is invalid",
	913:  "Unable to fetch store details. No identifier is passed",
	1206: "Store name exists",
	1220: "Store code exists",
	1221: "External ID missing. A minimum of 1 external ID is required",
	1234: "Store code missing",
	1235: "Store name not found",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
