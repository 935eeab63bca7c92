package codes

var customerMeanings = []meaning{
	{
		operations: []string{"customer.ChangeIdentifier"},
		entries: []Entry{
			{8055, Final, "Invalid email address."},
			{8056, Final, "Invalid mobile number."},
			{8071, Duplicate, "Mobile is already attached to this customer."},
			{8072, Duplicate, "Email is already attached to this customer."},
			{8073, Duplicate, "External id is already attached to this customer."},
		},
	},
	{
		operations: []string{"customer.CouponDetails"},
		entries:    []Entry{{404, Final, "Customer not found, or the customer has no coupons."}},
		notFound:   []int{404},
	},
	{ // They are read from the coupon system and speak its numbers.
		operations: []string{"customer.Coupons", "customer.CouponsV1"},
		entries: []Entry{
			{701, Final, "Customer could not be found."},
			{702, Final, "Coupon code is invalid."},
			{707, Final, "Coupon series id is invalid."},
			{1000, Success, "Coupons retrieved successfully."},
		},
		notFound: []int{701},
	},
	{
		operations: []string{"customer.PointsExpirySchedule"},
		entries:    []Entry{{1218, Final, "Customer not enrolled in loyalty program."}},
	},
	{
		operations: []string{"customer.PointsTransfers"},
		entries:    []Entry{{814, Final, "No results found."}},
	},
	{
		operations: []string{"customer.AdjustTier"},
		entries:    []Entry{{1101, Final, "Invalid programId passed."}},
	},
	{ // The customer was registered beside it.
		operations: []string{"customer.Register"},
		entries: []Entry{
			{1302, Success, "Supplementary program expiry is before membership expiry."},
			{8020, Final, "External id does not match the required prefix or length."},
		},
	},
	{
		operations: []string{"customer.SetImage"},
		entries:    []Entry{{8084, Final, "No valid image file was sent."}},
	},
	{
		operations: []string{"customer.Trackers", "customer.UserEntityTrackers"},
		entries:    []Entry{{1099, TryLater, "Error fetching tracker data for customer."}},
	},
	{ // Everywhere else it is the code of success.
		operations: []string{"customer.UpdateSubscriptions"},
		entries:    []Entry{{1000, Final, "Customer subscriptions could not be added."}},
	},
	{
		operations: []string{"customer.Walkin"},
		entries:    []Entry{{8093, TryLater, "Walkin failed from store network."}},
	},
}
