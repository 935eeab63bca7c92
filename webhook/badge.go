package webhook

import "time"

// BadgeEarned tells that a customer earned a badge.
type BadgeEarned struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	BadgeID             string              `json:"badgeId"`
	IssualID            string              `json:"issualId"`
	IssuedOn            time.Time           `json:"issuedOn"`
	EarnID              string              `json:"earnId"`
	EarnedOn            time.Time           `json:"earnedOn"`
	EarnConstraints     []EarnConstraint    `json:"earnConstraints"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
}

func (BadgeEarned) eventName() string { return "badgeEarned" }

// EarnConstraint bounds how often a badge can be earned.
type EarnConstraint struct {
	ConstraintLevel  string `json:"constraintLevel"` // BADGE or CUSTOMER
	ConstraintType   string `json:"constraintType"`  // such as OVERALL or ROLLING_WINDOW
	MaxEarnLimit     int64  `json:"maxEarnLimit"`
	CurrentEarnCount int64  `json:"currentEarnCount"`
	RollType         string `json:"rollType"` // such as DAYS
	RollValue        int64  `json:"rollValue"`
}
