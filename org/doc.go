// Package org is about the organisation itself, as a brand sets it up: its details, zones, stores and tills, hierarchy of
// connected organisations, loyalty programs, payment modes, configurations, custom and extended fields, sources of customers
// and their accounts, verticals, and currency ratios. It speaks v2, and v1.1 where only that has the endpoint; a v1.1 form that
// takes or returns other things stands beside its v2 method with the suffix V1. Stores and zones as things to be added and
// changed are in package store, labels of customers in package customer.
//
//	organization := org.New(client)
//	till, err := organization.FindTill(ctx, org.FindTillRequest{Code: "blr-01.till-9"})
//	switch {
//	case errors.Is(err, org.ErrTillNotFound):
//		… // there is no such till
//	case err != nil:
//		return err
//	}
//	for entity, err := range organization.AllEntities(ctx, org.EntitiesOptions{Type: org.EntityStore}) {
//		… // each store of the organisation
//	}
//
// What a brand wants to do, and the method for it:
//
//	the organisation's details, currencies, languages     Get
//	connected organisations                               Hierarchy
//	zones, concepts, stores, tills                        Entities, AllEntities, EntitiesByID
//	one till, by id, code or name                         Till, FindTill, ActiveTill
//	add a till, set its custom fields                     AddTill, UpdateTill
//	add an associate of a store                           AddStoreAssociate
//	loyalty and partner programs                          Programs
//	payment modes                                         Tenders
//	configurations                                        Configs, Config, ConfigValue, SetConfig
//	custom fields                                         CustomFields, ConfiguredCustomFields, CustomFieldsV1, CreateCustomFields, TagCustomField
//	extended fields                                       ExtendedFields, ConfigureExtendedField, ExtendedFieldConfig, ExtendedFieldConfigs
//	sources and accounts of them                          SourcesMeta, Sources, Source, SourceConfigs, AddSource, UpdateSource, UpdateSourceByQuery
//	verticals                                             VerticalsMeta, AllVerticalsMeta, Verticals, AllVerticals, AddVertical, RemoveVertical
//	currency ratios                                       CurrencyRatios, UpdateCurrencyRatio
//	brands of the rewards catalog                         Brands
//	a scan of a customer                                  Feed
//	an external id for a new customer                     GenerateExternalID
//	best-selling items, figures                           TopItems, Statistics
package org

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
