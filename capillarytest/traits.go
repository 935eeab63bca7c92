package capillarytest

// traits are what the customer endpoints keep of a customer besides.
type traits struct {
	statuses       []status // the last one counts
	subscriptions  []subscription
	changes        []subscriptionChange
	labels         []customerLabel
	images         []image
	notes          []note
	preferences    []object
	preferredStore object
	tickets        []object
	referralCode   string
	referrals      []referral
}

func (o *org) of(c *customer) *traits { return o.traits.of(c) }

// status is an entry of the status log.
type status struct {
	id            int64
	label, reason string
	stamp
}
