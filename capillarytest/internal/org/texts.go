package org

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	1018:  "Provided scope is invalid",
	1023:  "Maximum auditable custom field limit is 5, existing count is %v (including the current payload)",
	1024:  "Custom field parameter %v is null or empty",
	1025:  "Duplicate organization custom field: %v",
	1028:  "Null or empty custom field list",
	1207:  "Till name already exists",
	1214:  "Invalid parent store",
	3202:  "Entity with id %v not found",
	3203:  "Custom fields fetch failed",
	3204:  "Custom fields not found for given scope",
	3206:  "Organization configuration addition failure, Config Key not found: %v",
	3209:  "Organization config '%v' not set",
	3211:  "Organization configuration invalid scope",
	3213:  "Org source not found with uuid : %v",
	3216:  "Org source addition failed, Invalid source name passed",
	3218:  "Org source addition failed, Invalid source type passed",
	3219:  "Org source update failed, Invalid UUID passed",
	3220:  "Org source addition failed, Org source already exits with given %v",
	3221:  "Org source update failed OR Org id passed is invalid",
	3222:  "No configs found for given source id",
	3227:  "Till does not exist",
	3236:  "Invalid currency code passed",
	91027: "Unable to find vertical",
	91028: "Invalid vertical",
	91029: "Unable to add vertical. Invalid vertical name passed",
	91032: "Org is already mapped to the specified vertical id",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
