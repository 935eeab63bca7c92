// Package all gathers the services of all resource packages on one value, for those who prefer the completion of their editor to
// imports:
//
//	capillaryAPI := all.New(client)
//	c, err := capillaryAPI.Customer.Get(ctx, capillary.Mobile("919740000000"), customer.GetOptions{})
//
// It costs what the packages cost. A program that calls every method of all of them is some 4 MB larger than one with the core
// alone; one that calls a single method is 0.3 MB larger, since the linker leaves out what is not called. A program that
// imports the packages it needs holds those only. The types of requests and results are in the packages either way.
// TestAProgramDoesNotGrowMuchByTheSDK prints the figures of today.
package all

import (
	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/event"
	"github.com/capillary-go/sdk/integration"
	"github.com/capillary-go/sdk/lead"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/staff"
	"github.com/capillary-go/sdk/store"
	"github.com/capillary-go/sdk/storecare"
	"github.com/capillary-go/sdk/survey"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/userauth"
	"github.com/capillary-go/sdk/usergroup"
	"github.com/capillary-go/sdk/webhook"
)

// Services are the services of all resource packages, for one client.
type Services struct {
	Coupon      *coupon.Service
	Customer    *customer.Service
	Event       *event.Service // behavioural events, which a brand tells Capillary
	Integration *integration.Service
	Lead        *lead.Service
	Org         *org.Service
	OTP         *otp.Service
	Points      *points.Service
	Staff       *staff.Service
	Store       *store.Service
	StoreCare   *storecare.Service // for a client of its own host: see the package
	Survey      *survey.Service
	Transaction *transaction.Service
	UserAuth    *userauth.Service
	UserGroup   *usergroup.Service
	Webhook     *webhook.Service // event notifications, which Capillary tells a brand
}

// New makes the services for a client.
func New(client *capillary.Client) *Services {
	return &Services{
		Coupon:      coupon.New(client),
		Customer:    customer.New(client),
		Event:       event.New(client),
		Integration: integration.New(client),
		Lead:        lead.New(client),
		Org:         org.New(client),
		OTP:         otp.New(client),
		Points:      points.New(client),
		Staff:       staff.New(client),
		Store:       store.New(client),
		StoreCare:   storecare.New(client),
		Survey:      survey.New(client),
		Transaction: transaction.New(client),
		UserAuth:    userauth.New(client),
		UserGroup:   usergroup.New(client),
		Webhook:     webhook.New(client),
	}
}
