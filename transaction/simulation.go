package transaction

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Simulate tells what a transaction would earn, and writes nothing. The bill is that of Add, of TypeRegular; its custom
// fields do not count. The organisation must have CONF_ENABLE_SIMULATION_API_MODE switched on, and the caller an access
// group for the simulation. Errors: ErrSimulationFailed, and those of Add.
//
// POST /v2/simulation/transactions
func (s *Service) Simulate(ctx context.Context, who capillary.Identifier, b Bill, o SimulateOptions, opts ...capillary.RequestOption) (*Simulation, error) {
	return capillary.Call[*Simulation](ctx, s.client, opSimulate, capillary.Input{Customer: who, Query: payer{who.IsZero()}, Body: b, Header: downstream(o.DirectReplay, false)}, opts...)
}

// SimulateOptions are the options of Simulate, of which none is documented yet.
type SimulateOptions struct {
	DirectReplay bool // documented here as for Add, though nothing is saved
}

// Simulation is what a transaction would do. The documentation lists its fields without saying which stand in which; this
// is the nesting of the points ledger, which has the same names.
type Simulation struct {
	SimulatedPointsBreakup SimulatedEvent        `json:"simulatedPointsBreakup"`
	SideEffects            []customer.SideEffect `json:"sideEffects"`
	Warnings               []capillary.Issue     `json:"warnings"`
}

// SimulatedEvent is the event that the transaction would be.
type SimulatedEvent struct {
	EventLogID       int64               `json:"eventLogId"`
	EventName        string              `json:"eventName"` // TransactionAdd
	EventDetails     SimulatedDetails    `json:"eventDetails"`
	BillDetails      SimulatedBill       `json:"billDetails"`
	PointInTimeSlabs []Slab              `json:"pointInTimeSlabs"` // tiers at that time
	PointsEarned     PointsEarned        `json:"pointsEarned"`
	LineItems        []SimulatedLineItem `json:"lineItems"`
	CustomFields     []Field             `json:"customFields"`
	ExtendedFields   []Field             `json:"extendedFields"`
	PaymentModes     []map[string]any    `json:"paymentModes"` // of undocumented form
}

// SimulatedDetails are when and where the event would be.
type SimulatedDetails struct {
	EventTime         time.Time `json:"eventTime"`
	TillID            int64     `json:"tillId"`
	MaxConversionDate time.Time `json:"maxConversionDate"` // when the last promised points would be main points
}

// SimulatedBill is the bill as the simulation took it.
type SimulatedBill struct {
	Type           string              `json:"type"` // loyalty
	BillNumber     string              `json:"billNumber"`
	GrossAmount    decimal.Decimal     `json:"grossAmount"`
	Discount       decimal.Decimal     `json:"discount"`
	BillAmount     decimal.Decimal     `json:"billAmount"`
	Note           string              `json:"note"`
	Source         string              `json:"source"`
	BillDate       time.Time           `json:"billDate"`
	PointsEarned   PointsEarned        `json:"pointsEarned"`
	LineItems      []SimulatedLineItem `json:"lineItems"`
	CustomFields   []Field             `json:"customFields"`
	ExtendedFields []Field             `json:"extendedFields"`
	PaymentModes   []map[string]any    `json:"paymentModes"` // of undocumented form
}

// SimulatedLineItem is what a line item would earn. The documentation names only the points.
type SimulatedLineItem struct {
	LineItemID   int64           `json:"lineItemId" lenient:"also=id"`
	GrossAmount  decimal.Decimal `json:"grossAmount"`
	ItemCode     string          `json:"itemCode"`
	Description  string          `json:"description"`
	Qty          decimal.Decimal `json:"qty"`
	Rate         decimal.Decimal `json:"rate"`
	Value        decimal.Decimal `json:"value"`
	Discount     decimal.Decimal `json:"discount"`
	Amount       decimal.Decimal `json:"amount"`
	Type         string          `json:"type"`
	PointsEarned PointsEarned    `json:"pointsEarned"`
}

// PointsEarned are points by their kind.
type PointsEarned struct {
	Regular  []EarnedPoints `json:"regular"`
	Promo    []EarnedPoints `json:"promo"`    // of promotions
	Promised []EarnedPoints `json:"promised"` // become main points on their ConversionDate
}

// EarnedPoints are points of one program or promotion.
type EarnedPoints struct {
	Value          decimal.Decimal `json:"value"`
	ExpiresOn      time.Time       `json:"expiresOn"`
	ExpiryType     string          `json:"expiryType"`
	ConversionDate time.Time       `json:"conversionDate"`
	ProgramID      int64           `json:"programId"`
	ProgramName    string          `json:"programName"`
	PromotionID    int64           `json:"promotionId"`
	PromotionName  string          `json:"promotionName"`
}

// Slab is a tier that the customer has in one program.
type Slab struct {
	ProgramID             int64  `json:"programId"`
	IsDefaultProgram      bool   `json:"isDefaultProgram"`
	PointInTimeSlabName   string `json:"pointInTimeSlabName"`
	PointInTimeSlabNumber int64  `json:"pointInTimeSlabNumber"`
}

// Field is a custom or extended field.
type Field struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}
