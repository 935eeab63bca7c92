package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// TargetDetails is a target, its group and the period that is meant.
type TargetDetails struct {
	ID               int64  `json:"id"`
	Name             string `json:"name"`
	TargetGroupID    int64  `json:"targetGroupId"`
	TargetGroupName  string `json:"targetGroupName"`
	TargetPeriodID   int64  `json:"targetPeriodId"`
	TargetPeriodName string `json:"targetPeriodName"`
	Description      string `json:"description"`
}

// TargetData is one of several targets. Events of streaks name it by ID and Name, those of unified targets by TargetID and TargetName.
type TargetData struct {
	TargetDetails

	TargetID            int64           `json:"targetId"`
	TargetName          string          `json:"targetName"`
	AchievedTargetValue decimal.Decimal `json:"achievedTargetValue"`
	DefinedTargetValue  decimal.Decimal `json:"definedTargetValue"`
}

// MilestoneDetails is a milestone of a target.
type MilestoneDetails struct {
	ID           int64           `json:"id"`
	Name         string          `json:"name"`
	ValueType    string          `json:"valueType"`
	DefinedValue decimal.Decimal `json:"definedValue"`
	AchievedDate time.Time       `json:"achievedDate"`
}

// TargetEnrolment is what the events of enrolments have in common. A target of a fixed window has a TargetPeriodStartDate, one of a
// cycle a TargetCycleStartDate.
type TargetEnrolment struct {
	CustomerIdentifiers   CustomerIdentifiers `json:"customerIdentifiers"`
	TargetID              int64               `json:"targetId"`
	TargetName            string              `json:"targetName"`
	TargetGroupID         int64               `json:"targetGroupId"`
	TargetGroupName       string              `json:"targetGroupName"`
	TargetPeriodID        int64               `json:"targetPeriodId"`
	TargetPeriodName      string              `json:"targetPeriodName"`
	TargetPeriodStartDate Date                `json:"targetPeriodStartDate" lenient:"also=targetPeriodStartDateInMillis"`
	TargetCycleStartDate  Date                `json:"targetCycleStartDate" lenient:"also=targetCycleStartDateInMillis"`
	DefaultTargetValue    decimal.Decimal     `json:"defaultTargetValue"`
	Description           string              `json:"description"`
	Source                string              `json:"source"` // such as API
	MilestoneDetails      []MilestoneDetails  `json:"milestoneDetails"`
	ActivityEventID       int64               `json:"eventId"` // of what happened; the event's own is EventID
}

// TargetCustomerEnrolment tells that a customer takes part in a target.
type TargetCustomerEnrolment struct {
	Event `json:"-"`
	TargetEnrolment
}

func (TargetCustomerEnrolment) eventName() string { return "targetCustomerEnrolment" }

// TargetCustomerUnenrolment tells that a customer does not take part in a target any more.
type TargetCustomerUnenrolment struct {
	Event `json:"-"`
	TargetEnrolment
}

func (TargetCustomerUnenrolment) eventName() string { return "targetCustomerUnenrolment" }

// TargetProgress is what the events of a customer's way to a target have in common. Values are amounts, points or counts, as the
// target is defined.
type TargetProgress struct {
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	TargetDetails       TargetDetails       `json:"targetDetails"`
	AchievedTargetValue decimal.Decimal     `json:"achievedTargetValue"`
	DefinedTargetValue  decimal.Decimal     `json:"definedTargetValue"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
	MilestoneDetails    []MilestoneDetails  `json:"milestoneDetails"`
}

// TargetActivity is what moved a customer on the way to a target.
type TargetActivity struct {
	ActivityEventName       string          `json:"eventName"` // such as TransactionAdd; the event's own is EventName
	ActivityEventID         int64           `json:"eventId"`   // of what happened; the event's own is EventID
	CurrentEventTargetValue decimal.Decimal `json:"currentEventTargetValue"`
	TransactionID           int64           `json:"transactionId"`
	ReturnID                int64           `json:"returnId"`
}

// TargetPeriodStarted tells that a period of a target began for a customer.
type TargetPeriodStarted struct {
	Event `json:"-"`
	TargetProgress
}

func (TargetPeriodStarted) eventName() string { return "targetPeriodStarted" }

// TargetPeriodCompleted tells that a period of a target ended for a customer.
type TargetPeriodCompleted struct {
	Event `json:"-"`
	TargetProgress
}

func (TargetPeriodCompleted) eventName() string { return "targetPeriodCompleted" }

// TargetValueAchieved tells that a customer reached a target.
type TargetValueAchieved struct {
	Event `json:"-"`
	TargetProgress
	TargetActivity
}

func (TargetValueAchieved) eventName() string { return "targetValueAchieved" }

// TargetAchievedValueUpdated tells that a customer came nearer to a target, or further away by a return.
type TargetAchievedValueUpdated struct {
	Event `json:"-"`
	TargetProgress
	TargetActivity
}

func (TargetAchievedValueUpdated) eventName() string { return "targetAchievedValueUpdated" }

// TargetValueUpdated tells that a customer has another target to reach.
type TargetValueUpdated struct {
	Event `json:"-"`
	TargetProgress
}

func (TargetValueUpdated) eventName() string { return "targetValueUpdated" }

// UnifiedTargets is what the events of unified targets have in common.
type UnifiedTargets struct {
	CustomerIdentifiers       CustomerIdentifiers `json:"customerIdentifiers"`
	TargetData                []TargetData        `json:"targetData"`
	TransactionID             int64               `json:"transactionId"`
	TriggeringActivity        TriggeringActivity  `json:"triggeringActivity"`
	UnifiedTargetGroupDetails UnifiedTargetGroup  `json:"unifiedTargetGroupDetails"`
}

// UnifiedTargetGroup is a group of targets that are reached together.
type UnifiedTargetGroup struct {
	TargetGroupID                      int64                   `json:"targetGroupId"`
	TargetGroupName                    string                  `json:"targetGroupName"`
	UnifiedTargetsAchievementCondition UnifiedTargetsCondition `json:"unifiedTargetsAchievementCondition"`
}

// UnifiedTargetsCondition is when a group of targets is reached.
type UnifiedTargetsCondition struct {
	Aggregation     string          `json:"aggregation"`     // such as SUM or COUNT
	CombinationType string          `json:"combinationType"` // such as ANY
	RuleExpression  string          `json:"ruleExpression"`  // of ids of targets
	ThresholdValue  decimal.Decimal `json:"thresholdValue"`
}

// UnifiedTargetsAchieved tells that a customer reached a group of targets.
type UnifiedTargetsAchieved struct {
	Event `json:"-"`
	UnifiedTargets
}

func (UnifiedTargetsAchieved) eventName() string { return "unifiedTargetsAchieved" }

// UnifiedTargetsUnAchieved tells that a customer has not reached a group of targets after all, as after a return.
type UnifiedTargetsUnAchieved struct {
	Event `json:"-"`
	UnifiedTargets
}

func (UnifiedTargetsUnAchieved) eventName() string { return "unifiedTargetsUnAchieved" }
