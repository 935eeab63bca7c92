// Package customer is about customers: registering them from several sources, finding them by any identifier, their
// profiles, loyalty, tiers, subscriptions, labels and histories. It speaks v2, and v1.1 where only that has the endpoint;
// a v1.1 form that takes or returns other things stands beside its v2 method with the suffix V1.
//
//	customers := customer.New(client)
//	c, err := customers.Get(ctx, capillary.Mobile("919740000000"), customer.GetOptions{Embed: []customer.Embed{customer.EmbedPoints}})
//	if errors.Is(err, customer.ErrNotFound) {
//		…
//	}
//
// A customer has one id and a profile in each source. When an identifier arrives through a second source, the accounts
// are merged: the id that comes back can be another than the one that was known, with a warning such as
// WarnCombined or WarnMerged.
package customer

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
