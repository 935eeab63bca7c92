// Package staff is about the people of a brand who sell with accounts of their own: adding, changing, moving and removing a staff
// user, one-time passwords that prove a number or an address, changing those, passwords and access tokens. It speaks v2.
//
// All of it is deprecated: the documentation of 2026 says that none of these endpoints can be used any more, and names nothing in
// their place. They are here for organisations whose cluster still answers them. Associates of stores are added with
// org.AddStoreAssociate and listed by store.Staff.
//
//	users := staff.New(client)
//	added, err := users.Add(ctx, staff.AddRequest{Username: "linnea", Password: capillary.NewSecret(password),
//		Mobile: "46700000001", StoreCode: "mal-01", Auth: staff.Auth{AuthKey: key, OrgID: 100600}})
//	if err != nil {
//		return err
//	}
//	_, err = users.SendOTP(ctx, staff.SendOTPRequest{Purpose: staff.OTPValidateMobile, ID: added.ID, Username: "linnea",
//		Mobile: "46700000001"})
//
// What a brand wants to do, and the method for it:
//
//	add a staff user                               Add
//	prove the user's number or address             SendOTP, ValidateOTP
//	sign a user in and out                         AccessToken, Logout
//	read users                                     Get, List
//	change name, title, store                      Edit, Transfer
//	change password, number, address               ChangePassword, SendIdentifierOTP, ChangeIdentifier
//	remove a user                                  Remove
//
// Besides the credentials of the client, calls take those of an administrator or of a staff user (Auth), in headers of their own. Passwords, one-time passwords, keys and tokens are capillary.Secret: they show in no log, no error and no dump.
package staff

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
