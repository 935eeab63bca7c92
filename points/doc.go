// Package points is about loyalty points: whether they can be redeemed, redeeming them with or without a validation code,
// giving them back, transfers between customers and groups, the ledger, expiry, promised points, and alternate
// currencies. It speaks v2, and v1.1 for redemptions, which only that has. The balance of a customer, the schedules of
// expiry and conversion, and the lists of redemptions and transfers of one customer are in package customer.
//
//	service := points.New(client)
//	redemption, err := service.Redeem(ctx, points.RedeemRequest{
//		Customer: capillary.Mobile("919740000000"), Points: decimal.NewFromInt(100), TransactionNumber: "bill-77",
//		ExternalReference: order.ID, ValidationCode: capillary.NewSecret(code),
//	})
//	switch {
//	case errors.Is(err, capillary.ErrOutcomeUnknown):
//		… // nobody can know yet: see OutcomeUnknownError.Reconcile
//	case errors.Is(err, points.ErrMoreThanCurrent):
//		… // refused: nothing was redeemed
//	}
//
// Points are money. What may be in doubt is never sent twice by itself; Redeem can be settled by its external reference.
package points

import (
	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }

// EntityType is who owns points: a customer, or a group of customers.
type EntityType = customer.EntityType

// The documented entity types.
const (
	EntityCustomer   = customer.EntityCustomer
	EntityUserGroup2 = customer.EntityUserGroup2
	EntityFleet      = EntityType("FLEET")
)
