// Package storecare is about how many people come into a store: the counts of visitors and staff that the cameras of a store take, by
// the hour or event by event, those of groups by their size, and the notes that devices leave. Its pages are off the site of 2026;
// those of 2022 and 2021 document it.
//
// It has hosts of its own, so it takes a client of its own:
//
//	client, err := capillary.New(capillary.Host("https://sg.storecare.capillarytech.com"), auth)
//	care := storecare.New(client)
//	_, err = care.AddFootfall(ctx, storecare.AddFootfallRequest{OrgID: 100600, TillID: 8201, DeviceID: 7001,
//		Timestamp: time.Now(), CounterDetails: []storecare.CountRequest{{InCount: 12, OutCount: 9, StartDate: ten, EndDate: eleven}}})
//	for event, err := range care.AllFootfallEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Date: today}) {
//		… // each person who came or went
//	}
//
// The hosts are storecare.capillarytech.com (APAC), sg.storecare.capillarytech.com (APAC2), eu.storecare.capillarytech.com,
// us.storecare.capillarytech.com and storecare.capillarytech.cn.com.
//
// What a brand wants to do, and the method for it:
//
//	hand in counts by the hour, and read them        AddFootfall, Footfall
//	hand in each coming and going, and read them     AddFootfallEvents, FootfallEvents, AllFootfallEvents
//	the same of groups by size                       AddGroupCounts, GroupCounts, AddGroupEvents, GroupEvents, AllGroupEvents
//	what devices noted                               Notes
//
// Times go out as seconds since 1970, as the service has them.
package storecare

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client of one of the hosts above.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
