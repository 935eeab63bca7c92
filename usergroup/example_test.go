package usergroup_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/usergroup"
)

// A group is made. A group that exists is no failure for a program that only wants it to be there.
func ExampleService_Create() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, groups := context.Background(), usergroup.New(server.Client())

	for range 2 {
		switch created, err := groups.Create(ctx, usergroup.CreateRequest{ExternalID: "family-31", GroupName: "The Lunds", MaxGroupSize: 6}); {
		case errors.Is(err, usergroup.ErrExternalIDTaken):
			fmt.Println("it is there already")
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Println("made:", created.ID != 0)
		}
	}
	// Output:
	// made: true
	// it is there already
}

// Customers join a group. Each has an error of their own; the others are members nevertheless.
func ExampleService_Join() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, groups := context.Background(), usergroup.New(server.Client())
	liv := server.AddCustomer(capillarytest.Customer{FirstName: "Liv", Mobile: "46700000001"})
	per := server.AddCustomer(capillarytest.Customer{FirstName: "Per", Mobile: "46700000002"})
	family := usergroup.Identifier{ExternalID: "family-31"}
	if _, err := groups.Create(ctx, usergroup.CreateRequest{ExternalID: "family-31", MaxGroupSize: 2}); err != nil {
		fmt.Println(err)
		return
	}

	batch, err := groups.Join(ctx, family, []usergroup.MemberRequest{
		{UserID: liv, PrimaryMember: true, Permissions: []usergroup.Permission{usergroup.AllowPointsRedemption}},
		{UserID: per},
		{UserID: server.AddCustomer(capillarytest.Customer{Mobile: "46700000003"})},
	}, usergroup.JoinOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range batch.Items {
		fmt.Println("joined:", item.Err() == nil, "full:", errors.Is(item.Err(), usergroup.ErrGroupFull))
	}
	for member, err := range groups.AllMembers(ctx, family, usergroup.MembersOptions{SortBy: usergroup.SortByPrimary}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(member.FirstName, member.Role)
	}
	// Output:
	// joined: true full: false
	// joined: true full: false
	// joined: false full: true
	// Liv PRIMARY
	// Per SECONDARY
}

// A member gives points to the group, and some are taken from it. No key protects either: what is unknown is never sent again.
func ExampleService_Deduct() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, client := context.Background(), server.Client()
	groups := usergroup.New(client)
	liv := server.AddCustomer(capillarytest.Customer{Mobile: "46700000001", Points: 100})
	family := usergroup.Identifier{ExternalID: "family-31"}
	_, err := groups.Create(ctx, usergroup.CreateRequest{ExternalID: "family-31", MaxGroupSize: 2})
	if err == nil {
		_, err = groups.Join(ctx, family, []usergroup.MemberRequest{{UserID: liv, PrimaryMember: true}}, usergroup.JoinOptions{})
	}
	if err == nil {
		_, err = points.New(client).TransferGroup(ctx, points.GroupTransferRequest{Points: decimal.NewFromInt(40),
			FromEntity: points.EntityRequest{Type: points.EntityCustomer, IdentifierType: "mobile", IdentifierValue: "46700000001"},
			ToEntity:   points.EntityRequest{Type: points.EntityUserGroup2, IdentifierType: "externalId", IdentifierValue: "family-31"}})
	}
	if err != nil {
		fmt.Println(err)
		return
	}

	switch left, err := groups.Deduct(ctx, family, points.DeductRequest{PointsToBeAdjusted: decimal.NewFromInt(15), ReasonOfReturn: "given by mistake"}); {
	case err == nil:
		fmt.Println("left:", left.PointsAvailable)
	case errors.Is(err, usergroup.ErrBalanceTooLow):
		fmt.Println("the group has fewer")
	case capillary.MayHaveHappened(err):
		fmt.Println("compare the ledger before you try again")
	default:
		fmt.Println(err)
	}
	// Output: left: 25
}
