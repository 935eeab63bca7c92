package points

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	418:  "From and To customers are same",
	700:  "Invalid redemption type",
	744:  "Duplicate external reference number",
	802:  "Invalid customer id",
	813:  "Insufficient current points",
	801:  "Trying to redeem invalid points",
	804:  "Insufficient current points",
	807:  "Redemption points not divisible",
	808:  "Invalid validation code",
	816:  "Customer not found for organization",
	817:  "Redemption failed due to insufficient points or configuration",
	818:  "Current points are less than points requested for redemption",
	824:  "Mobile number validation is mandatory for redeeming points",
	878:  "Invalid decimal precision in points redeemed",
	881:  "Customer is not registered into the loyalty program",
	885:  "Invalid program id passed",
	901:  "Invalid points or points redemption Id passed",
	902:  "Redemption ID does not exist",
	2202: "Error in saving historical points custom fields",
	2203: "Error while deleting the historical points custom field",
	2204: "Failed to fetch historical points",
	3316: "Group redemption action executed for non-group redemption payload.",
	3802: "Points reversal redeemed points already reversed",
	6006: "Duplicate unique id",
	8931: "Points expiry update request is invalid or empty",
	8932: "Identifier name is required for the points expiry update",
	8933: "Identifier value is required for the points expiry update",
	8934: "Program ID is required for points expiry update",
	8937: "Points awarded reference ID is required",
	8938: "Points awarded reference type is required",
	8942: "Points expiry date is mandatory",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
