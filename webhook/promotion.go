package webhook

import "time"

// PromotionDefinition is what events of a loyalty promotion itself have in common. There is no customer.
type PromotionDefinition struct {
	LoyaltyProgramID                   int64              `json:"loyaltyProgramId"`
	PromotionID                        int64              `json:"promotionId"`
	PromotionName                      string             `json:"promotionName"`
	PromotionStartDate                 Date               `json:"promotionStartDate" lenient:"also=promotionStartDateInMillis"`
	PromotionEndDate                   Date               `json:"promotionEndDate" lenient:"also=promotionEndDateInMillis"`
	ExternalIdentifier                 string             `json:"externalIdentifier"`
	Type                               string             `json:"type"`       // such as CUSTOMER or BILL
	Status                             string             `json:"status"`     // such as LIVE or INACTIVE
	SourceType                         string             `json:"sourceType"` // such as UI
	Description                        string             `json:"description"`
	CustomFields                       []KeyValue         `json:"customFields"`
	LinkedEventID                      string             `json:"linkedEventId"` // a number, or letters and digits for a generic event
	LinkedEventName                    string             `json:"linkedEventName"`
	CreatedOn                          time.Time          `json:"createdOn"`
	UpdatedOn                          time.Time          `json:"updatedOn"`
	UpdatedBy                          int64              `json:"updatedBy"`                          // the id of a user
	ActivityLoyaltyEventID             string             `json:"loyaltyEventId"`                     // as the data say it; the event's own is LoyaltyEventID
	LinkedTargetGroupVsTargetRuleIDMap map[string][]int64 `json:"linkedTargetGroupVsTargetRuleIdMap"` // rules by the id of the target group
	TriggeringActivity                 TriggeringActivity `json:"triggeringActivity"`
}

// PromotionCreated tells that a loyalty promotion was made. Its EventLogID is -1.
type PromotionCreated struct {
	Event `json:"-"`
	PromotionDefinition
}

func (PromotionCreated) eventName() string { return "promotionCreated" }

// PromotionUpdated tells that a loyalty promotion was changed. Its EventLogID is -1.
type PromotionUpdated struct {
	Event `json:"-"`
	PromotionDefinition
}

func (PromotionUpdated) eventName() string { return "promotionUpdated" }

// CustomerPromotion is what events of a customer's loyalty promotions have in common.
type CustomerPromotion struct {
	CustomerIdentifiers                CustomerIdentifiers `json:"customerIdentifiers"`
	LoyaltyProgramID                   int64               `json:"loyaltyProgramId"`
	PromotionID                        int64               `json:"promotionId"`
	PromotionName                      string              `json:"promotionName"`
	PromotionStartDate                 Date                `json:"promotionStartDate" lenient:"also=promotionStartDateInMillis"`
	PromotionEndDate                   Date                `json:"promotionEndDate" lenient:"also=promotionEndDateInMillis"`
	PromotionDescription               string              `json:"promotionDescription"`
	PointsOfferType                    string              `json:"pointsOfferType"` // such as GENERIC
	CustomFields                       []KeyValue          `json:"customFields"`
	RedemptionRestrictions             []Restriction       `json:"redemptionRestrictions"`
	LinkedTargetGroupVsTargetRuleIDMap map[string][]int64  `json:"linkedTargetGroupVsTargetRuleIdMap"` // rules by the id of the target group
	TriggeringActivity                 TriggeringActivity  `json:"triggeringActivity"`
}

// Restriction bounds how often or how much of a promotion can be issued, earned or redeemed.
type Restriction struct {
	LimitOn                string `json:"limitOn"` // such as CUSTOMER
	KPI                    string `json:"kpi"`
	MaxLimit               int64  `json:"maxLimit"` // -1 is none
	RestrictionType        string `json:"restrictionType"`
	PeriodType             string `json:"periodType"`
	PeriodUnit             string `json:"periodUnit"`
	RestrictionRefreshDate Date   `json:"restrictionRefreshDate" lenient:"also=restrictionRefreshDateInMillis"`
}

// PromotionIssued tells that a customer may earn a promotion.
type PromotionIssued struct {
	Event `json:"-"`
	CustomerPromotion

	IssualID                  int64         `json:"issualId"`
	PromotionIssuedDate       Date          `json:"promotionIssuedDate" lenient:"also=promotionIssuedDateInMillis"`
	PromotionIssuedExpiryDate Date          `json:"promotionIssuedExpiryDate" lenient:"also=promotionIssuedExpiryDateInMillis"`
	PromotionEarnSource       string        `json:"promotionEarnSource"`
	IssueRestrictions         []Restriction `json:"issueRestrictions"`
}

func (PromotionIssued) eventName() string { return "promotionIssued" }

// PromotionEarned tells that a customer earned a promotion.
type PromotionEarned struct {
	Event `json:"-"`
	CustomerPromotion

	IssualID                  int64         `json:"issualId"`
	EarnedID                  int64         `json:"earnedId"`
	PromotionEarnedDate       Date          `json:"promotionEarnedDate" lenient:"also=promotionEarnedDateInMillis"`
	PromotionEarnedExpiryDate Date          `json:"promotionEarnedExpiryDate" lenient:"also=promotionEarnedExpiryDateInMillis"`
	PromotionEarnSource       string        `json:"promotionEarnSource"`
	EarnCriteria              string        `json:"earnCriteria"`
	EarnRestrictions          []Restriction `json:"earnRestrictions"`
}

func (PromotionEarned) eventName() string { return "promotionEarned" }

// RevokeIssuedPromotion tells that a customer may not earn a promotion any more.
type RevokeIssuedPromotion struct {
	Event `json:"-"`
	CustomerPromotion

	RevokedIssualID           int64         `json:"revokedIssualId"`
	PromotionIssuedDate       Date          `json:"promotionIssuedDate" lenient:"also=promotionIssuedDateInMillis"`
	PromotionIssuedExpiryDate Date          `json:"promotionIssuedExpiryDate" lenient:"also=promotionIssuedExpiryDateInMillis"`
	IssueRestrictions         []Restriction `json:"issueRestrictions"`
}

func (RevokeIssuedPromotion) eventName() string { return "revokeIssuedPromotion" }

// RevokeEarnedPromotion tells that earned promotions were taken from a customer.
type RevokeEarnedPromotion struct {
	Event `json:"-"`
	CustomerPromotion

	RevokedEarnedPromotionDetails []RevokedPromotion `json:"revokedEarnedPromotionDetails"`
	EarnRestrictions              []Restriction      `json:"earnRestrictions"`
}

func (RevokeEarnedPromotion) eventName() string { return "revokeEarnedPromotion" }

// RevokedPromotion is an earned promotion that was taken back.
type RevokedPromotion struct {
	RevokedEarnedID           int64 `json:"revokedEarnedId"`
	PromotionEarnedDate       Date  `json:"promotionEarnedDate" lenient:"also=promotionEarnedDateInMillis"`
	PromotionEarnedExpiryDate Date  `json:"promotionEarnedExpiryDate" lenient:"also=promotionEarnedExpiryDateInMillis"`
}

// PromotionDetails is a promotion whose promised points or currencies were converted.
type PromotionDetails struct {
	PromotionID                        int64              `json:"promotionId"`
	PromotionIdentifier                string             `json:"promotionIdentifier"`
	PromotionName                      string             `json:"promotionName"`
	PromotionDescription               string             `json:"promotionDescription"`
	PromotionType                      string             `json:"promotionType"` // such as BILL
	PromotionStartDate                 Date               `json:"promotionStartDate" lenient:"also=promotionStartDateInMillis"`
	PromotionEndDate                   Date               `json:"promotionEndDate" lenient:"also=promotionEndDateInMillis"`
	PointsOfferType                    string             `json:"pointsOfferType"`
	ProgramID                          int64              `json:"programId"`
	CustomFields                       []KeyValue         `json:"customFields"`
	IssueRestrictions                  []Restriction      `json:"issueRestrictions"`
	EarnRestrictions                   []Restriction      `json:"earnRestrictions"`
	RedemptionRestrictions             []Restriction      `json:"redemptionRestrictions"`
	LinkedTargetGroupVsTargetRuleIDMap map[string][]int64 `json:"linkedTargetGroupVsTargetRuleIdMap"`
}
