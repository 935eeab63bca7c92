package customer

import (
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// traits are what the customer endpoints keep of a customer besides.
type traits struct {
	statuses       []status // the last one counts
	subscriptions  []subscription
	changes        []subscriptionChange
	images         []image
	preferences    []wire.Object
	preferredStore wire.Object
	tickets        []wire.Object
	referralCode   string
	referrals      []referral
}

func (o *State) of(c *people.Customer) *traits { return o.traits.Of(c) }

// status is an entry of the status log.
type status struct {
	id            int64
	label, reason string
	kernel.Stamp
}
