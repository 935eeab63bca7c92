// Package customer is the customer endpoints of the fake, v2 and v1.1.
package customer

import (
	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource customer: what its endpoints keep of a customer besides who it is, and the labels of the
// organisation.
type State struct {
	*ledger.Ledger
	traits    *people.Part[traits]
	orgLabels *kept.Records
	labels    *kept.Records // of customers
	notes     *kept.Records // of customers
}

// New makes the resource for an organisation.
func New(l *ledger.Ledger) *State {
	return &State{Ledger: l, traits: people.NewPart(l.Book, (*traits).inherit), orgLabels: orgLabels(l.Book),
		labels: customerLabels(l.Book), notes: customerNotes(l.Book)}
}

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(o.customerRoutes(), o.loyaltyRoutes(), o.identifierRoutes(), o.subscriptionRoutes(), o.labelRoutes(),
		o.imageRoutes(), o.referralRoutes(), o.customerListRoutes(), o.customerBulkRoutes(), o.customerV1Routes(), o.noteRoutes(),
		o.recommendationRoutes())
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }
