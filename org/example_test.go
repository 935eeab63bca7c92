package org_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/org"
)

// A till is added to a store. A name that exists is no failure for a program that only wants the till to be there.
func ExampleService_AddTill() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, organization := context.Background(), org.New(server.Client())

	r := org.AddTillRequest{Name: "mal-01.till-9", Password: capillary.NewSecret("long and random"), StoreID: 8101,
		CustomFields: []org.CustomFieldRequest{{Name: "floor", Value: "1"}}}
	for range 2 {
		switch added, err := organization.AddTill(ctx, r); {
		case errors.Is(err, org.ErrTillNameTaken):
			fmt.Println("it is there already")
		case errors.Is(err, capillary.ErrOutcomeUnknown):
			fmt.Println("nobody knows: FindTill tells")
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Println("added:", added.CreatedID != 0)
		}
	}
	till, err := organization.FindTill(ctx, org.FindTillRequest{Code: "mal-01.till-9"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(till.Name, till.CustomFields)
	// Output:
	// added: true
	// it is there already
	// mal-01.till-9 [{floor 1}]
}

// Walking all tills of the organisation, page by page.
func ExampleService_AllEntities() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, organization := context.Background(), org.New(server.Client())
	for _, name := range []string{"till-1", "till-2", "till-3"} {
		if _, err := organization.AddTill(ctx, org.AddTillRequest{Name: name, Password: capillary.NewSecret("pw"), StoreID: 8101}); err != nil {
			fmt.Println(err)
			return
		}
	}

	for till, err := range organization.AllEntities(ctx, org.EntitiesOptions{Type: org.EntityTill, Limit: 2}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(till.Code)
	}
	// Output:
	// till-1
	// till-2
	// till-3
}

// A configuration is set, and read. One that nobody set is not found.
func ExampleService_SetConfig() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, organization := context.Background(), org.New(server.Client())

	_, err := organization.Config(ctx, org.ConfigMaxCards, org.ConfigOptions{})
	fmt.Println(errors.Is(err, org.ErrConfigNotSet))
	if _, err := organization.SetConfig(ctx, org.SetConfigRequest{KeyName: org.ConfigMaxCards, Value: "4", Scope: org.ConfigOrg}); err != nil {
		fmt.Println(err)
		return
	}
	cards, err := organization.Config(ctx, org.ConfigMaxCards, org.ConfigOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cards.Value)
	// Output:
	// true
	// 4
}

// A custom field of the organisation, and its value.
func ExampleService_CreateCustomFields() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, organization := context.Background(), org.New(server.Client())

	created, err := organization.CreateCustomFields(ctx, org.CreateCustomFieldsRequest{Scope: org.ScopeOrg, CustomFields: []org.CustomFieldRequest{
		{Name: "Mail colour", Type: org.FieldText, DataType: org.DataString, IsUpdatable: new(org.Yes)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	field := created.CustomFields[0]
	_, err = organization.TagCustomField(ctx, org.TagCustomFieldRequest{Scope: field.Scope, EntityID: field.OrgID,
		CustomField: org.FieldTag{Name: field.Name, Value: "#4567"}})
	fmt.Println(field.Name, field.IsUpdatable, err)
	// Output: Mail colour true <nil>
}

// The ratio of a currency is set.
func ExampleService_UpdateCurrencyRatio() {
	server := capillarytest.NewServer()
	defer server.Close()

	ratio, err := org.New(server.Client()).UpdateCurrencyRatio(context.Background(),
		org.UpdateCurrencyRatioRequest{CurrencyCode: "SGD", RatioINR: decimal.RequireFromString("51.25")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ratio.CurrencyCode, ratio.RatioINR)
	// Output: SGD 51.25
}
