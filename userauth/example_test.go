package userauth_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/userauth"
)

// A customer of the brand signs in to its page.
func Example() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	server.AddCustomer(capillarytest.Customer{FirstName: "Liv", Mobile: "46700000001"})
	ctx, users := context.Background(), userauth.New(server.Client())

	customer, err := users.Register(ctx, userauth.RegisterRequest{Mobile: "46700000001", Password: userauth.HashPassword("tide")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("welcome,", customer.Profiles[0].FirstName)
	for _, typed := range []string{"ebb", "tide"} {
		_, err := users.Authorize(ctx, userauth.AuthorizeRequest{Mobile: "46700000001", Password: userauth.HashPassword(typed)})
		fmt.Println("wrong password:", errors.Is(err, userauth.ErrNotAuthorized))
	}
	// Output:
	// welcome, Liv
	// wrong password: true
	// wrong password: false
}
