package customer

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// LoyaltyDetails returns a customer's points, purchases and tier in each loyalty program, or in the one that o names. A
// program that the customer is not in gives ErrNotInLoyaltyProgram; a user group that they are not in, ErrNotInGroup.
//
// GET /v2/customers/{customerId}/loyaltyDetails, or /v2/customers/lookup/loyaltyDetails for identifiers other than the user id.
func (s *Service) LoyaltyDetails(ctx context.Context, who capillary.Identifier, o LoyaltyDetailsOptions,
	opts ...capillary.RequestOption) (*LoyaltyDetails, error) {
	return capillary.Call[*LoyaltyDetails](ctx, s.client, opLoyaltyDetails, capillary.Input{Customer: who, Query: o}, opts...)
}

// LoyaltyDetailsOptions choose the loyalty program.
type LoyaltyDetailsOptions struct {
	ProgramID int64 `url:"programId,omitempty"` // all programs if zero

	FleetGroupID          int64 `url:"fleetGroupId,omitempty"`          // the loyalty of this fleet group
	IncludedAllFleetGroup bool  `url:"includedAllFleetGroup,omitempty"` // the loyalty of all fleet groups, not only of the till's
}

// LoyaltyDetails are a customer's loyalty programs.
type LoyaltyDetails struct {
	Programs []LoyaltyProgram  `json:"data"`
	Warnings []capillary.Issue `json:"warnings"`
}

// Tier returns the loyalty tier of a customer in one program or in all. It is a light call: it loads nothing else. A wrong
// program gives ErrInvalidProgramID, a wrong entity type ErrInvalidEntityType.
//
// GET /v2/customers/{userId}/tierDetails, or /v2/customers/lookup/tierDetails for identifiers other than the user id.
func (s *Service) Tier(ctx context.Context, who capillary.Identifier, o ProgramOptions, opts ...capillary.RequestOption) (*Tier, error) {
	return capillary.Call[*Tier](ctx, s.client, opTier, capillary.Input{Customer: who, Query: o}, opts...)
}

// Tier is where a customer stands in the loyalty programs.
type Tier struct {
	EntityID     int64             `json:"entityId"` // the user id, or the id of the user group
	EntityType   EntityType        `json:"entityType"`
	ProgramTiers []ProgramTier     `json:"programTiers"`
	Warnings     []capillary.Issue `json:"warnings"`
}

// ProgramTier is the tier in one loyalty program.
type ProgramTier struct {
	ProgramID               int64     `json:"programId"`
	CurrentTierName         string    `json:"currentTierName"`
	CurrentTierSerialNumber int64     `json:"currentTierSerialNumber"`
	TierExpiryDate          time.Time `json:"tierExpiryDate"`
	NextTierName            string    `json:"nextTierName"`
	NextTierSerialNumber    int64     `json:"nextTierSerialNumber"` // -1 on the highest tier
}

// PointsBalance returns the points that a customer can spend and those that are promised. It is a light call. A wrong
// entity type gives ErrInvalidEntityType.
//
// GET /v2/customers/{userId}/points/balance, or /v2/customers/lookup/points/balance for identifiers other than the user id.
func (s *Service) PointsBalance(ctx context.Context, who capillary.Identifier, o ProgramOptions, opts ...capillary.RequestOption) (*PointsBalance, error) {
	return capillary.Call[*PointsBalance](ctx, s.client, opPointsBalance, capillary.Input{Customer: who, Query: o}, opts...)
}

// LegacyPointsBalance is PointsBalance at the address that the documentation gave until 2022, for a cluster that does not
// know the newer one. Its page is off the site of 2026.
//
// GET /v2/customers/points/balance/{userId}, or /v2/customers/points/balance for identifiers other than the user id.
func (s *Service) LegacyPointsBalance(ctx context.Context, who capillary.Identifier, o ProgramOptions,
	opts ...capillary.RequestOption) (*PointsBalance, error) {
	return capillary.Call[*PointsBalance](ctx, s.client, opLegacyPointsBalance, capillary.Input{Customer: who, Query: o}, opts...)
}

// PointsBalance are a customer's points in a loyalty program, or in all of them together.
type PointsBalance struct {
	EntityID              int64             `json:"entityId"` // the user id, or the id of the user group
	EntityType            EntityType        `json:"entityType"`
	ProgramID             int64             `json:"programId"`      // zero for all programs
	TotalPoints           decimal.Decimal   `json:"totalPoints"`    // main and promised points
	MainPoints            decimal.Decimal   `json:"mainPoints"`     // can be spent
	PromisedPoints        decimal.Decimal   `json:"promisedPoints"` // will be main points later
	PromisedPointsBreakup PromisedPoints    `json:"promisedPointsBreakup"`
	Warnings              []capillary.Issue `json:"warnings"`
}

// PromisedPoints are the points that wait for something.
type PromisedPoints struct {
	DelayedAccrualPoints       decimal.Decimal `json:"delayedAccrualPoints"`       // wait for a time
	ExternalTriggerBasedPoints decimal.Decimal `json:"externalTriggerBasedPoints"` // wait for an event
}

// ProgramOptions choose the loyalty program that a light call reads.
type ProgramOptions struct {
	ProgramID               int64      `url:"programId,omitempty"`               // the default program if zero
	EntityType              EntityType `url:"entityType,omitempty"`              // EntityCustomer if empty
	FetchDataForAllPrograms bool       `url:"fetchDataForAllPrograms,omitempty"` // ProgramID is ignored then
}

// EntityType is who owns points or tiers: a customer, or a group of customers.
type EntityType string

// The documented entity types.
const (
	EntityCustomer   EntityType = "CUSTOMER"
	EntityUserGroup2 EntityType = "USERGROUP2"
	EntityFleet      EntityType = "FLEET" // a user group, where the documentation of 2022 speaks of one
)
