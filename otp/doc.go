// Package otp is about one-time passwords: sending one to a customer, checking the one that came back, and reading the
// latest one. It speaks v2.
//
//	service := otp.New(client)
//	_, err := service.Generate(ctx, otp.GenerateRequest{
//		EntityType: otp.EntityMobile, EntityValue: "919740000000", Action: otp.ActionPoints,
//		Channels: []otp.Channel{{Type: otp.ChannelSMS, Value: "919740000000"}},
//	})
//	if errors.Is(err, otp.ErrDailyLimit) {
//		… // final for the day
//	}
//	checked, err := service.Validate(ctx, otp.ValidateRequest{
//		EntityType: otp.EntityMobile, EntityValue: "919740000000", Action: otp.ActionPoints, Code: capillary.NewSecret(typed),
//	})
//
// A code is a capillary.Secret, wherever it stands: it shows in no log, no error and no dump.
//
// What a brand wants to do, and the method for it:
//
//	send a code                    Generate
//	check what was typed           Validate
//	read the latest code           Get
package otp

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
