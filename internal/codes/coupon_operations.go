package codes

var couponMeanings = []meaning{
	{
		operations: []string{"coupon.Revoke"},
		entries:    []Entry{{404, Final, "Coupon code not found."}},
		notFound:   []int{404},
	},
	{
		operations: []string{"coupon.CreateSeries"},
		entries: []Entry{
			{404, Final, "Organization not found."},
			{501, Final, "Organization id is invalid."},
		},
		notFound: []int{404},
	},
	{ // The number of an unknown series is the one of a bad gateway everywhere else, so it means this here only.
		operations: []string{"coupon.Series", "coupon.UpdateSeries", "coupon.UpdateSeriesByBody"},
		entries: []Entry{
			{404, Final, "Coupon series or organization not found."},
			{501, Final, "Organization id is invalid."},
			{502, Final, "No coupon series available, or the series does not exist for this organization."},
		},
		notFound: []int{404, 502},
	},
	{ // Where several coupons are issued these say that some were: here nothing was.
		operations: []string{"coupon.Issue", "coupon.IssueV1"},
		entries: []Entry{
			{621, Final, "Maximum number of coupons issued per user has been exceeded."},
			{626, Final, "Maximum number of coupons issued per series has been exceeded."},
		},
	},
	{ // Some coupons were issued before the codes ran out.
		operations: []string{"coupon.IssueMultiple"},
		entries:    []Entry{{702, Success, "Queue is empty for series. Only some coupons are issued."}},
	},
	{ // It comes with status "true": the answer is no.
		operations: []string{"coupon.IsRedeemableV1"},
		entries:    []Entry{{706, Success, "Coupon cannot be redeemed."}},
	},
}
