// Package userauth is about customers who sign in to a brand's web page or app with a password that the organisation keeps:
// registering one, checking the password, and changing it. A customer has to be there before, with the number or the address, in any
// source: see customer.Register. It speaks v2.
//
//	users := userauth.New(client)
//	who := userauth.RegisterRequest{Mobile: "46700000001", Password: userauth.HashPassword(typed)}
//	if _, err := users.Register(ctx, who); err != nil && !errors.Is(err, userauth.ErrAlreadyRegistered) {
//		return err
//	}
//	_, err := users.Authorize(ctx, userauth.AuthorizeRequest(who))
//	if errors.Is(err, userauth.ErrNotAuthorized) {
//		… // a wrong password
//	}
//
// What a brand wants to do, and the method for it:
//
//	let a customer sign in from now on     Register
//	check what a customer typed            Authorize
//	change the password                    UpdatePassword
//
// The API takes the MD5 of a password in place of it. So the MD5 is the credential: guard it as the password itself. It is a
// capillary.Secret, which shows in no log, no error and no dump.
package userauth

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
