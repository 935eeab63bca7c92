package points

import (
	"context"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
)

// AllocateCurrency gives points or alternate currencies to customers and groups, at most 10 in a call, for a transaction, a
// target that was reached, or a behavioral event. What was given for a transaction is taken back when that is returned.
// Each has its own outcome in the batch; the call fails if all of them did.
//
// Errors of an allocation: ErrAllocation (currency, strategy, event or program is unknown), ErrBillNotFound.
//
// Set UniqueID, your own id of each allocation: the API does not process one twice. So where all of a call have one, a call in
// doubt is sent again with the same ids (see capillary.WithKeys), and an allocation that the API then refuses with
// ErrDuplicateUniqueID is done: Item.Repeated says that, and its value is not told. Without ids none is sent twice, and nothing
// tells later whether it happened. On a first try ErrDuplicateUniqueID is capillary.ErrDuplicate: the id was used before. After a
// call of which only a part was done, send the same allocations again, with their ids.
//
// POST /v2/customers/bulk/manualCurrencyAllocate
func (s *Service) AllocateCurrency(ctx context.Context, all []AllocationRequest, _ AllocateCurrencyOptions, opts ...capillary.RequestOption) (*capillary.Batch[Allocation], error) {
	list := allocations(all)
	return capillary.Call[*capillary.Batch[Allocation]](ctx, s.client, opAllocateCurrency,
		capillary.Input{Body: list, Key: list.key(), Sent: make([]string, len(list))}, opts...)
}

// AllocateCurrencyOptions are the options of AllocateCurrency, of which none is documented yet.
type AllocateCurrencyOptions struct{}

// AllocationRequest is what to give to one customer or group.
type AllocationRequest struct {
	OrgID            int64                `json:"orgId"`
	ProgramID        int64                `json:"programId"`
	AwardStrategyID  int64                `json:"awardStrategyId"`   // the earn code: how much is given
	ExpiryStrategyID int64                `json:"expiryStrategyId"`  // the expire code: how long it lasts
	SourceValue      decimal.Decimal      `json:"sourceValue"`       // the amount that points are counted from; -1 for a fixed number
	Customer         capillary.Identifier `json:"customer,omitzero"` // who gets it, by mobile, e-mail, user id or external id, in a source; or else
	GroupID          string               `json:"groupId,omitzero"`  // the user group that gets it; a Customer beside it goes out as a member of it
	EventName        EventName            `json:"eventName"`         // EventTransactionAdd, EventTargetCompleted, or the name of a behavioral event
	EventSourceID    string               `json:"eventSourceId"`     // bill id, id of the achieved target, or reference id

	PromotionID                 int64             `json:"promotionId,omitzero"`  // of a loyalty promotion
	CurrencyType                PointCategoryType `json:"currencyType,omitzero"` // CategoryRegular or CategoryPromised
	AlternateCurrencyIdentifier string            `json:"alternateCurrencyIdentifier,omitzero"`
	BillLineItemID              int64             `json:"billLineItemId,omitzero"`
	SourceValueRoundingStrategy RoundingStrategy  `json:"sourceValueRoundingStrategy,omitzero"`
	PointsRoundingStrategy      RoundingStrategy  `json:"pointsRoundingStrategy,omitzero"`
	UniqueID                    string            `json:"uniqueId,omitzero"` // your own id of this allocation, unique in the organisation
}

// in is the allocation as it goes out, with a source for a customer who has none.
func (r AllocationRequest) in(source capillary.Source, accountID string) allocationBody {
	b := allocationBody{allocationFields: allocationFields(r), LookupParams: lookupParams{EntityType: EntityCustomer}}
	if r.GroupID != "" {
		b.LookupParams = lookupParams{EntityType: EntityUserGroup2, GroupID: r.GroupID}
	}
	if unnamed(r.Customer) {
		return b
	}
	if own, ownAccount := r.Customer.Account(); own != "" || ownAccount != "" {
		source, accountID = own, ownAccount
	}
	who := &b.LookupParams
	who.IdentifierType, who.IdentifierValue, who.Source, who.AccountID = r.Customer.Name(), r.Customer.Value(), source, accountID
	return b
}

// allocationFields has the fields of an AllocationRequest and not its methods.
type allocationFields AllocationRequest

// allocationBody is an AllocationRequest as the API has it.
type allocationBody struct {
	allocationFields
	Customer     struct{}     `json:"customer,omitzero"` // both stand in the look-up
	GroupID      struct{}     `json:"groupId,omitzero"`
	LookupParams lookupParams `json:"lookupParams"`
}

// lookupParams names who is given something.
type lookupParams struct {
	EntityType      EntityType       `json:"entityType,omitzero"`
	IdentifierType  string           `json:"identifierType,omitzero"`
	IdentifierValue string           `json:"identifierValue,omitzero"`
	Source          capillary.Source `json:"source,omitzero"`
	AccountID       string           `json:"accountId,omitzero"`
	GroupID         string           `json:"groupId,omitzero"`
}

// UnmarshalJSON reads the request as encoding/json writes it, or as the API documents it.
func (r *AllocationRequest) UnmarshalJSON(raw []byte) error {
	if !hasMember(raw, "lookupParams") {
		return outbox.Read(raw, (*allocationFields)(r))
	}
	var b allocationBody
	if err := outbox.Read(raw, &b); err != nil {
		return err
	}
	*r = AllocationRequest(b.allocationFields)
	who := b.LookupParams
	if r.GroupID = who.GroupID; who.IdentifierValue != "" {
		r.Customer = capillary.IdentifierNamed(who.IdentifierType, who.IdentifierValue).In(who.Source, who.AccountID)
	}
	return nil
}

// RoundingStrategy is how fractions are rounded.
type RoundingStrategy string

// The documented strategies.
const (
	RoundFloor  RoundingStrategy = "FLOOR"
	RoundActual RoundingStrategy = "ACTUAL" // not at all
	Round       RoundingStrategy = "ROUND"
)

// maxAllocations is how many customers and groups one call takes.
const maxAllocations = 10

type allocations []AllocationRequest

// Validate refuses none, more than 10, and what lacks a required value.
func (l allocations) Validate() error {
	switch {
	case len(l) == 0:
		return capillary.Invalid("allocations", "there are none")
	case len(l) > maxAllocations:
		return capillary.Invalid("allocations", "there are more than "+strconv.Itoa(maxAllocations))
	}
	seen := map[string]bool{}
	for i, r := range l {
		field, reason := r.missing(), "it is required"
		if field == "" && r.UniqueID != "" && seen[r.UniqueID] {
			field, reason = "uniqueId", "another allocation of the call has it"
		}
		if field != "" {
			return capillary.Invalid("allocations["+strconv.Itoa(i)+"]."+field, reason)
		}
		seen[r.UniqueID] = true
	}
	return nil
}

func (r *AllocationRequest) missing() string {
	switch {
	case r.OrgID == 0:
		return "orgId"
	case r.ProgramID == 0:
		return "programId"
	case r.AwardStrategyID == 0:
		return "awardStrategyId"
	case r.ExpiryStrategyID == 0:
		return "expiryStrategyId"
	case r.EventName == "":
		return "eventName"
	case r.EventSourceID == "":
		return "eventSourceId"
	case unnamed(r.Customer) && r.GroupID == "":
		return "customer"
	}
	return ""
}

// In is the list as it goes out.
func (l allocations) In(source capillary.Source, accountID string) any {
	items := make([]allocationBody, len(l))
	for i := range l {
		items[i] = l[i].in(source, accountID)
	}
	return items
}

// key is what the call is known by: the caller's own ids, if each allocation has one.
func (l allocations) key() string {
	ids := make([]string, len(l))
	for i, r := range l {
		if ids[i] = r.UniqueID; r.UniqueID == "" {
			return ""
		}
	}
	return strings.Join(ids, ",")
}

// Allocation is what one customer or group was given.
type Allocation struct {
	Status      AllocationStatus   `json:"status"`
	EventLogID  int64              `json:"eventLogId"`
	EntityID    int64              `json:"entityId"` // the user id, or the id of the group
	SideEffects []AllocationEffect `json:"sideEffects"`
}

// AllocationStatus is whether an allocation succeeded.
type AllocationStatus string

// The documented statuses.
const (
	AllocationSuccess AllocationStatus = "SUCCESS"
	AllocationFailed  AllocationStatus = "FAILED"
	AllocationFailure AllocationStatus = "FAILURE" // the same, in samples of 2026
)

// AllocationEffect are points or alternate currencies that were given.
type AllocationEffect struct {
	Type                        string          `json:"type"`       // points or alternate_currency
	EntityType                  string          `json:"entityType"` // USER, USERGROUP2
	CustomerID                  int64           `json:"customerId"`
	AwardedPoints               decimal.Decimal `json:"awardedPoints"`
	RawAwardedPoints            decimal.Decimal `json:"rawAwardedPoints"` // before they were rounded
	AwardedValue                decimal.Decimal `json:"awardedValue"`     // of an alternate currency
	RawAwardedValue             decimal.Decimal `json:"rawAwardedValue"`  // before it was rounded
	AlternateCurrencyIdentifier string          `json:"alternateCurrencyIdentifier"`
	AlternateCurrencyName       string          `json:"alternateCurrencyName"`
}

// Deduct takes points or an alternate currency from a customer, even if the organisation keeps points when transactions are
// returned; below zero only where it allows that, else ErrBalanceTooLow. It is never sent twice, and has no key: if the
// outcome stays unknown, compare Ledger before you try again.
//
// Errors: ErrReasonMissing, ErrZeroPoints, ErrTooManyDecimals, ErrProgramIDMissing, ErrPromotionID, ErrPointsAwardedID,
// ErrAwardedType, ErrCurrencyNotFound, ErrNotEnrolled, ErrCustomerNotFound.
//
// POST /v2/customers/{userId}/negativePointsAdjustment, or /v2/customers/lookup/negativePointsAdjustment for identifiers
// other than the user id.
func (s *Service) Deduct(ctx context.Context, who capillary.Identifier, r DeductRequest, opts ...capillary.RequestOption) (*Deduction, error) {
	return capillary.Call[*Deduction](ctx, s.client, opDeduct, capillary.Input{Customer: who, Body: r}, opts...)
}

// DeductRequest is what to take from a customer: points or, with its name, an alternate currency. Without a promotion or an
// award it is taken from all that the customer has.
type DeductRequest struct {
	PointsToBeAdjusted    decimal.Decimal     `json:"pointsToBeAdjusted,omitzero"` // points to take; more than zero
	ValueToBeAdjusted     decimal.Decimal     `json:"valueToBeAdjusted,omitzero"`  // alternate currency to take; more than zero
	AlternateCurrencyName string              `json:"alternateCurrencyName,omitzero"`
	ReasonOfReturn        string              `json:"reasonOfReturn"`
	ProgramID             int64               `json:"programId,omitzero"`
	PromotionID           int64               `json:"promotionId,omitzero"`         // this or PromotionIdentifier
	PromotionIdentifier   string              `json:"promotionIdentifier,omitzero"` // needs ProgramID
	PointsAwardedID       int64               `json:"pointsAwardedId,omitzero"`     // needs PointsAwardedRefType
	PointsAwardedRefType  customer.PointsType `json:"pointsAwardedRefType,omitzero"`
	PointCategoryTypes    PointCategoryType   `json:"pointCategoryTypes,omitzero"` // CategoryRegular if empty
}

// Validate refuses what gives ErrZeroPoints, ErrReasonMissing or ErrProgramIDMissing, and negative numbers.
func (r DeductRequest) Validate() error {
	switch {
	case r.PointsToBeAdjusted.IsNegative() || r.ValueToBeAdjusted.IsNegative():
		return capillary.Invalid("pointsToBeAdjusted", "what to take is a positive number")
	case r.PointsToBeAdjusted.IsZero() && r.ValueToBeAdjusted.IsZero():
		return capillary.Invalid("pointsToBeAdjusted", "there is nothing to take")
	case r.ReasonOfReturn == "":
		return capillary.Invalid("reasonOfReturn", "it is required")
	case r.PromotionIdentifier != "" && r.ProgramID == 0:
		return capillary.Invalid("programId", "it is required beside a promotion identifier")
	}
	return nil
}

// Deduction is what a customer has left.
type Deduction struct {
	Status          string            `json:"status"` // success
	PointsAvailable decimal.Decimal   `json:"pointsAvailable"`
	ValueAvailable  decimal.Decimal   `json:"valueAvailable"` // of the alternate currency
	Message         string            `json:"message"`
	Warnings        []capillary.Issue `json:"warnings"`
}
