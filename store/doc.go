// Package store is about the places where a brand sells: adding and changing stores, reading one, its staff, tasks, reports and
// settings, uploading what a till reports, building the tree of concepts, zones, stores and tills, and finding the stores near a
// customer. It speaks v2 where the API has it (adding, changing, locations), v1.1 for what InStore reads and uploads, and the
// addresses of the store locator. Lists of entities, and tills with their custom fields, are in package org.
//
//	stores := store.New(client)
//	added, err := stores.Add(ctx, store.AddRequest{Code: "blr-01", Name: "Bangalore 1", ExternalIDs: []string{"B-1"}})
//	switch {
//	case errors.Is(err, capillary.ErrDuplicate):
//		… // a store has the code or the name already
//	case err != nil:
//		return err
//	}
//	details, err := stores.Get(ctx, store.GetRequest{ID: added.CreatedID})
//
// What a brand wants to do, and the method for it:
//
//	add a store, or many                                Add, AddBulk
//	change stores                                       UpdateBulk
//	read a store                                        Get
//	associates and managers of stores                   Staff
//	tasks of a store                                    Tasks, TasksV1
//	who is signed in                                    Login
//	sales and redemptions of a store                    Report
//	settings of InStore                                 Configurations
//	upload a report, a log file                         UploadReport, UploadLog
//	concepts (business units)                           AddConcepts, UpdateConcepts
//	zones (regions)                                     AddZones, UpdateZones
//	stores and tills of the tree                        AddStores, UpdateStores, AddTills, UpdateTills
//	read the tree                                       Locations
//	find stores near a customer                         LocatorToken, NearbyStores
//	set up the store locator                            SyncOrganization, MapCustomFields, MappedCustomFields
package store

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
