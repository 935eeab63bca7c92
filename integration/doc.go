// Package integration is about API clients: the key and secret with which a brand's systems fetch access tokens, what each may
// reach (its scopes), how long its tokens last, and the till that its calls are made for. It speaks v3.
//
//	integrations := integration.New(client)
//	created, err := integrations.Create(ctx, integration.CreateRequest{
//		Name: "webshop", Description: "orders of the web shop", ExpirationTokenTime: 600, DefaultTillID: 15000449,
//		Scopes: []integration.ScopeRequest{{EntityID: 3, Permission: integration.ReadWrite}},
//	})
//	if err != nil {
//		return err
//	}
//	vault.Keep(created.ClientKey, created.ClientSecret.Reveal()) // the secret is shown here, and never again
//
// What a brand wants to do, and the method for it:
//
//	give a system access: a key and a secret     Create
//	which systems have access                    List
//	one of them, with its scopes                 Get
//	change name, scopes, token time, till        Update
//	take the access away                         Delete
//	what a client can be given access to         Scopes
//
// These pages are off the site since 2025.
package integration

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
