package webhook

import "github.com/shopspring/decimal"

// StreakStart tells that a streak of a customer began.
type StreakStart struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	TargetDetails       TargetDetails       `json:"targetDetails"`
	StreakStartData     []StartedStreak     `json:"streakStartData"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
}

func (StreakStart) eventName() string { return "streakStart" }

// Streak is how a streak is defined.
type Streak struct {
	StreakName             string            `json:"streakName"`
	DescriptionOfTheStreak string            `json:"descriptionOfTheStreak"`
	NumberOfLevel          int64             `json:"numberOfLevel"`
	LevelValues            []decimal.Decimal `json:"levelValues"` // what each level needs
}

// StartedStreak is a streak that began.
type StartedStreak struct {
	Streak

	UserStreakValueAtTheStart decimal.Decimal `json:"userStreakValueAtTheStart"`
	StartDate                 Date            `json:"startDate" lenient:"also=startDateInMillis"`
}

// StreakEnd tells that a streak of a customer ended.
type StreakEnd struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	TargetDetails       TargetDetails       `json:"targetDetails"`
	StreakEndData       []EndedStreak       `json:"streakEndData"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
}

func (StreakEnd) eventName() string { return "streakEnd" }

// EndedStreak is a streak that ended.
type EndedStreak struct {
	Streak

	NumberOfLevelsAchievedByTheUser int64           `json:"numberOfLevelsAchievedByTheUser"`
	LevelsAchievedByTheUser         []string        `json:"levelsAchievedByTheUser"`
	UserStreakValueByTheEnd         decimal.Decimal `json:"userStreakValueByTheEnd"`
	EndDate                         Date            `json:"endDate" lenient:"also=endDateInMillis"`
}

// StreakLevel is what the events of levels have in common.
type StreakLevel struct {
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	StreakData          []StreakLevelData   `json:"streakData"`
	TargetData          []TargetData        `json:"targetData"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
}

// StreakLevelData is a level of a streak.
type StreakLevelData struct {
	StreakID                string          `json:"streakId"`
	StreakName              string          `json:"streakName"`
	StreakLevelName         string          `json:"streakLevelName"`
	StreakLevelAchievedDate Date            `json:"streakLevelAchievedDate" lenient:"also=streakLevelAchievedDateInMillis"`
	UserStreakID            string          `json:"userStreakId"`
	UserCurrentStreakValue  decimal.Decimal `json:"userCurrentStreakValue"`
}

// StreakLevelAchieved tells that a customer reached a level of a streak.
type StreakLevelAchieved struct {
	Event `json:"-"`
	StreakLevel
}

func (StreakLevelAchieved) eventName() string { return "streakLevelAchieved" }

// StreakLevelUnAchieved tells that a customer has not reached a level after all, as after a return.
type StreakLevelUnAchieved struct {
	Event `json:"-"`
	StreakLevel
}

func (StreakLevelUnAchieved) eventName() string { return "streakLevelUnAchieved" }

// StreakActivity is what the events of enrolments in streaks have in common. The members whose names begin with Activity are what the
// data say under the names of the event's own.
type StreakActivity struct {
	CustomerIdentifiers    CustomerIdentifiers `json:"customerIdentifiers"`
	TargetData             []TargetData        `json:"targetData"`
	TriggeringActivity     TriggeringActivity  `json:"triggeringActivity"`
	TransactionID          string              `json:"transactionId"`
	ActivityEventName      string              `json:"eventName"`
	ActivityEventID        string              `json:"eventId"`
	ActivityRefID          string              `json:"refId"`
	ActivityOrgID          string              `json:"orgId"`
	ActivityLoyaltyEventID string              `json:"loyaltyEventId"`
}

// StreakCustomerEnrolment tells that a customer takes part in a streak.
type StreakCustomerEnrolment struct {
	Event `json:"-"`
	StreakActivity

	StreakEnrolmentData []StreakEnrolment `json:"streakEnrolmentData"`
}

func (StreakCustomerEnrolment) eventName() string { return "streakCustomerEnrolment" }

// StreakEnrolment is a streak that a customer takes part in.
type StreakEnrolment struct {
	Streak

	UserStreakID            string          `json:"userStreakId"`
	StartDate               Date            `json:"startDate" lenient:"also=startDateInMillis"`
	EndDate                 Date            `json:"endDate" lenient:"also=endDateInMillis"`
	EnrolledDate            Date            `json:"enrolledDate" lenient:"also=enrolledDateInMillis"`
	StreakValueWhenEnrolled decimal.Decimal `json:"streakValueWhenEnrolled"`
}

// StreakCustomerUnEnrolment tells that a customer does not take part in a streak any more.
type StreakCustomerUnEnrolment struct {
	Event `json:"-"`
	StreakActivity

	StreakUnEnrolmentData []StreakUnEnrolment `json:"streakUnEnrolmentData"`
}

func (StreakCustomerUnEnrolment) eventName() string { return "streakCustomerUnEnrolment" }

// StreakUnEnrolment is a streak that a customer does not take part in any more.
type StreakUnEnrolment struct {
	Streak

	UserStreakID              string          `json:"userStreakId"`
	StartDate                 Date            `json:"startDate" lenient:"also=startDateInMillis"`
	EndDate                   Date            `json:"endDate" lenient:"also=endDateInMillis"`
	UnEnrolledDate            Date            `json:"unEnrolledDate" lenient:"also=unEnrolledDateInMillis"`
	StreakValueWhenUnEnrolled decimal.Decimal `json:"streakValueWhenUnEnrolled"`
}
