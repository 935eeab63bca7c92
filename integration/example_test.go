package integration_test

import (
	"context"
	"fmt"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/integration"
)

// A system gets a key of its own, uses it, and loses it again.
func ExampleService_Create() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, integrations := context.Background(), integration.New(server.Client())

	made, err := integrations.Create(ctx, integration.CreateRequest{Name: "webshop", Description: "orders of the web shop", ExpirationTokenTime: 600,
		DefaultTillID: 15000449, Scopes: []integration.ScopeRequest{{EntityID: 3, Permission: integration.ReadWrite}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	webshop, err := server.Client().As(capillary.OAuth(made.ClientKey, made.ClientSecret.Reveal()))
	if err != nil {
		fmt.Println(err)
		return
	}
	seen, err := integration.New(webshop).Get(ctx, made.ClientKey)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(seen.Name, seen.Scopes[0].Permission, "secret known:", !seen.ClientSecret.IsZero())
	gone, err := integrations.Delete(ctx, made.ClientKey)
	fmt.Println("valid:", gone.IsValid, err)
	// Output:
	// webshop READWRITE secret known: false
	// valid: false <nil>
}
