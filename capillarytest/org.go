package capillarytest

import (
	"github.com/capillary-go/sdk/capillarytest/internal/coupon"
	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/event"
	"github.com/capillary-go/sdk/capillarytest/internal/integration"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/lead"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/org"
	"github.com/capillary-go/sdk/capillarytest/internal/otp"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/points"
	"github.com/capillary-go/sdk/capillarytest/internal/staff"
	"github.com/capillary-go/sdk/capillarytest/internal/store"
	"github.com/capillary-go/sdk/capillarytest/internal/storecare"
	"github.com/capillary-go/sdk/capillarytest/internal/survey"
	"github.com/capillary-go/sdk/capillarytest/internal/transaction"
	"github.com/capillary-go/sdk/capillarytest/internal/userauth"
	"github.com/capillary-go/sdk/capillarytest/internal/usergroup"
	"github.com/capillary-go/sdk/capillarytest/internal/webhook"
)

// organisation is what stands behind a server: what all resources share, and the resources that the server's own methods ask.
type organisation struct {
	*kernel.Org
	people      *people.Book
	ledger      *ledger.Ledger
	customer    *customer.State
	otp         *otp.State
	coupon      *coupon.State
	points      *points.State
	transaction *transaction.State
	webhook     *webhook.State
	store       *store.State
	usergroup   *usergroup.State
}

func newOrganisation(s *settings) *organisation {
	o := &organisation{Org: kernel.NewOrg(&s.Settings)}
	o.people = people.New(o.Org, s.sources)
	o.ledger = ledger.New(o.people, s.programs)
	o.customer = customer.New(o.ledger)
	o.otp = otp.New(o.people, s.codeTTL, s.otpLimits)
	o.coupon = coupon.New(o.people)
	o.points = points.New(o.customer, o.otp, o.coupon, s.codesNotRequired)
	o.transaction = transaction.New(o.customer, o.points, o.coupon, s.billsPerTill)
	o.webhook = webhook.New(o.people)
	o.store = store.New(o.transaction, o.points)
	o.usergroup = usergroup.New(o.otp, o.transaction)
	return o
}

// resources are all parts of the API. A resource that needs no more than the organisation, its customers and their points
// is added here, with one line: x.New(o.ledger).
func (o *organisation) resources() []kernel.Resource {
	return []kernel.Resource{
		o.customer,
		o.otp,
		o.coupon,
		o.points,
		o.transaction,
		o.usergroup,
		event.New(o.people), integration.New(o.people), o.webhook,
		lead.New(o.customer),
		survey.New(o.people),
		org.New(o.ledger, o.store.Stores),
		o.store,
		staff.New(o.people, o.otp),
		userauth.New(o.customer),
		storecare.New(o.people),
	}
}
