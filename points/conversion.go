package points

import (
	"context"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// UnlockPromised turns promised points and alternate currencies of a transaction into such that can be spent, at once. A
// group is named by capillary.IdentifierNamed("primaryUserId", …) with EntityUserGroup2. What waits is in
// customer.PromisedPointsSchedule. It is never sent twice.
//
// Errors: ErrInvalidGroup, ErrUnlockEvent.
//
// POST /v2/points/unlockPromisedPoints
func (s *Service) UnlockPromised(ctx context.Context, who capillary.Identifier, r UnlockRequest, opts ...capillary.RequestOption) (*Unlocked, error) {
	return capillary.Call[*Unlocked](ctx, s.client, opUnlockPromised,
		capillary.Input{Customer: who, Query: unlockQuery{r.EntityType}, Body: r.body()}, opts...)
}

// UnlockRequest is a transaction, or a part of it, whose points to unlock.
type UnlockRequest struct {
	EventName       EventName `json:"eventName"` // that gave the points
	BillNumber      string    `json:"billNumber"`
	EventLogID      int64     `json:"eventLogId,omitzero"` // of the event that gave the points
	LineItemIDs     []int64   `json:"lineItemIds,omitzero"`
	ItemCodes       []string  `json:"itemCodes,omitzero"`
	BillDate        string    `json:"billDate,omitzero"` // YYYY-MM-DD
	SourceStoreID   int64     `json:"sourceStoreId,omitzero"`
	SourceTillID    int64     `json:"sourceTillId,omitzero"`
	SourceProgramID int64     `json:"sourceProgramId,omitzero"`

	EntityType EntityType `json:"entityType,omitzero"` // whose points: EntityCustomer if empty
}

// body leaves out what goes elsewhere.
func (r UnlockRequest) body() UnlockRequest {
	r.EntityType = ""
	return r
}

// Validate refuses a request without an event or a bill.
func (r UnlockRequest) Validate() error {
	switch {
	case r.EventName == "":
		return capillary.Invalid("eventName", "it is required")
	case r.BillNumber == "":
		return capillary.Invalid("billNumber", "it is required")
	}
	return nil
}

type unlockQuery struct {
	Type EntityType `url:"type,omitempty"`
}

// Unlocked is what can be spent now.
type Unlocked struct {
	PointsUnlocked []UnlockedPoints  `json:"pointsUnlocked"`
	Warnings       []capillary.Issue `json:"warnings"`
}

// UnlockedPoints are points of a bill, of an item or of a promotion.
type UnlockedPoints struct {
	BillNumber          string          `json:"billNumber"`
	ItemCode            string          `json:"itemCode"`
	PointsUnlocked      decimal.Decimal `json:"pointsUnlocked"`
	ProgramID           int64           `json:"programId"`
	PromotionID         int64           `json:"promotionId"`
	PromotionIdentifier string          `json:"promotionIdentifier"` // the brand's own id
	PromotionName       string          `json:"promotionName"`

	AlternateCurrencyIdentifier string `json:"alternateCurrencyIdentifier"`
	AlternateCurrencyName       string `json:"alternateCurrencyName"`
}
