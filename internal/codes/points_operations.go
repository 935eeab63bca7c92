package codes

var pointsMeanings = []meaning{
	{ // Where points move or come back, not where they are redeemed.
		operations: []string{"points.IsGroupTransferrable", "points.IsTransferrable", "points.IsTransferrableWithOTP",
			"points.Reverse", "points.Transfer", "points.TransferGroup"},
		entries: []Entry{
			{804, TryLater, "Unable to process the request."},
			{817, Final, "Too few points, or the points are not allowed to move."},
			{818, Final, "Not allowed for the program."},
			{901, Final, "Customer not eligible."},
			{902, Duplicate, "Duplicate points transfer or reversal request."},
			{903, Final, "Limit exceeded."},
			{904, Final, "Locked for the customer."},
		},
	},
	{ // A transfer also says it of a failure that passes.
		operations: []string{"points.IsGroupTransferrable", "points.IsTransferrable", "points.IsTransferrableWithOTP",
			"points.Transfer", "points.TransferGroup"},
		entries: []Entry{{827, TryLater, "Unable to transfer points because of temporary or unexpected processing issues."}},
	},
	{ // What the general tables say.
		operations: []string{"points.Redeem", "points.RedeemDryRun", "points.RedeemV1", "points.UpdateRedemption"},
		entries:    []Entry{{902, Final, "Redemption ID does not exist."}},
		notFound:   []int{902},
	},
	{ // The customer stands in the path.
		operations: []string{"points.Redeem", "points.RedeemDryRun"},
		entries:    []Entry{{802, Final, "No active customer has this id."}},
		notFound:   []int{802},
	},
	{
		operations: []string{"points.Transfers"},
		entries:    []Entry{{814, Final, "No results found."}},
	},
	{ // A check whose code could not be made.
		operations: []string{"points.IsRedeemableWithOTP"},
		entries:    []Entry{{876, Final, "Unable to generate OTP."}},
	},
}
