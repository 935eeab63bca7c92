package coupon

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	405:  "Operation not supported for the resource",
	510:  "Invalid Redemption ids present",
	629:  "Invalid Input",
	660:  "Coupon code has been revoked",
	661:  "No Redemption id passed",
	677:  "Invalid coupon count. Minimum 1 and Maximum 500.",
	700:  "Coupon processing successful",
	701:  "The customer could not be found. Please check mobile, email, external id passed",
	702:  "Coupon code is invalid",
	703:  "Coupon not issued to this customer",
	705:  "Both coupon code and validation code are invalid",
	707:  "Coupon Series ID is invalid",
	711:  "Coupon is already used",
	712:  "Coupon Series / Campaign has expired",
	713:  "Coupon has expired",
	714:  "Campaign over, it was first come first serve",
	716:  "Cannot redeem same Coupon multiple times",
	719:  "Coupon code does not exist",
	728:  "Maximum number of redemptions reached",
	733:  "Invalid transaction amount",
	736:  "Allowed redemption consumed",
	739:  "Allowed redemption date is invalid",
	749:  "Coupon Redeem/isRedeem failed because of failure on other coupons in the batch",
	751:  "coupon series with same series code is already present",
	754:  "generic cannot be empty for series type GENERIC",
	755:  "invalid coupon series id",
	781:  "Either coupon ID or coupon code is missing",
	1000: "Filters not provided",
	5001: "Maximum number of series has been created",
	5002: "max coupon per user exceeded",
	5004: "Issue only one coupon. Since isAllowMultipleVouchersPerUser=false.",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
