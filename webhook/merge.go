package webhook

import "github.com/shopspring/decimal"

// LoyaltyCustomerMerge tells that two customers are one now. What you keep under the victim's id belongs to the survivor
// from now on; events of before the merge that come later still carry the victim's.
type LoyaltyCustomerMerge struct {
	Event `json:"-"`

	SurvivorCustomerIdentifiers    CustomerIdentifiers   `json:"survivorCustomerIdentifiers"`
	VictimCustomerIdentifiers      CustomerIdentifiers   `json:"victimCustomerIdentifiers"`
	TriggeringActivity             TriggeringActivity    `json:"triggeringActivity"`
	EnteredBy                      EnteredBy             `json:"enteredBy"`
	SurvivorCustomerLoyaltySummary []LoyaltySummary      `json:"survivorCustomerLoyaltySummary"` // after the merge
	LoyaltyProgramDetails          LoyaltyProgramDetails `json:"loyaltyProgramDetails"`
}

func (LoyaltyCustomerMerge) eventName() string { return "loyaltyCustomerMerge" }

// LoyaltySummary is what a customer has in a program.
type LoyaltySummary struct {
	LoyaltyProgramID int64           `json:"loyaltyProgramId"`
	LifetimePoints   decimal.Decimal `json:"lifetimePoints"`
	CurrentPoints    decimal.Decimal `json:"currentPoints"`
	PromisedPoints   decimal.Decimal `json:"promisedPoints"`
	TierNumber       int64           `json:"tierNumber"`
}
