package store_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/store"
)

// A store is added. A code that exists is no failure for a program that only wants the store to be there.
func ExampleService_Add() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, stores := context.Background(), store.New(server.Client())

	r := store.AddRequest{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1"}}
	for range 2 {
		switch added, err := stores.Add(ctx, r); {
		case errors.Is(err, capillary.ErrDuplicate):
			fmt.Println("it is there already")
		case errors.Is(err, capillary.ErrOutcomeUnknown):
			fmt.Println("nobody knows: Get by the external id tells")
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Println("added:", added.CreatedID != 0)
		}
	}
	details, err := stores.Get(ctx, store.GetRequest{ExternalID: "M-1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(details.Code, details.Name)
	// Output:
	// added: true
	// it is there already
	// mal-01 Malmo 1
}

// Each store of a batch has its own error.
func ExampleService_AddBulk() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, client := context.Background(), server.Client()

	batch, err := store.New(client).AddBulk(ctx, []store.AddRequest{
		{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1"}},
		{Code: "mal-02", Name: "Malmo 2"}, // no external id
	}, store.AddBulkOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range batch.Items {
		fmt.Println(item.Value.Store.Code, errors.Is(item.Err(), store.ErrExternalIDMissing))
	}
	for e, err := range org.New(client).AllEntities(ctx, org.EntitiesOptions{Type: org.EntityStore}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("there is", e.Code)
	}
	// Output:
	// mal-01 false
	// mal-02 true
	// there is mal-01
}

// A change replaces a store as a whole: what is to stay is sent too.
func ExampleService_UpdateBulk() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, stores := context.Background(), store.New(server.Client())
	if _, err := stores.Add(ctx, store.AddRequest{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1"}, Email: "mal-01@example.org"}); err != nil {
		fmt.Println(err)
		return
	}

	batch, err := stores.UpdateBulk(ctx, []store.UpdateRequest{{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1"}, IsActive: true,
		Mobile: "46700000001"}}, store.UpdateBulkOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	saved := batch.Items[0].Value.Store
	fmt.Printf("%s %q %q\n", saved.Code, saved.Mobile, saved.Email)
	// Output: mal-01 "46700000001" ""
}
