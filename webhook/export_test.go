package webhook

import (
	"reflect"
	"time"
)

// kinds are all types of events.
var kinds = []Typed{
	CustomerAdded{}, CustomerUpdated{}, CustomerSubscription{}, IdentifierReleased{},
	GroupCreated{}, GroupUpdated{}, GroupMemberAdded{}, GroupMemberRemoved{}, PointsContributionToGroup{},
	LoyaltyCustomerMerge{},
	TransactionAdded{}, TransactionUpdated{}, NotInterestedBillAdded{}, RetroBillAdded{}, TransactionRejected{},
	RejectedTransactionRetrigger{},
	PointsIssued{}, PointsRedeemed{}, PointsExpired{}, PointsExpiryReminder{}, PointsExpiryChange{},
	SinglePointsExpiryUpdated{}, IssuedPointsReversed{}, RedeemedPointsReversed{}, PointsTransferredInitiated{},
	PointsTransferredReceived{}, ManualPointsAdjustment{}, PromisedToCurrentPointsConversion{},
	AlternateCurrenciesIssued{}, IssuedAlternateCurrenciesReversed{}, PromisedToCurrentAlternateCurrencyConversion{},
	TierUpgraded{}, TierDowngraded{}, TierRenewed{}, TierDowngradeReminder{},
	PartnerProgramLinked{}, PartnerProgramUpdated{}, PartnerProgramDelinked{}, SupplementaryMembershipExpiryReminder{},
	PartnerProgramExpiryJob{},
	CouponIssue{}, CouponRedeem{},
	BadgeEarned{},
	CardUpdated{},
	RewardCreated{}, RewardUpdated{}, RewardExpiryReminder{}, RewardIssued{}, IssueRewardFailure{}, RewardRedeemed{},
	RewardRedemptionReversed{}, RewardRevoked{}, UpdateRewardTransaction{},
	PromotionCreated{}, PromotionUpdated{}, PromotionIssued{}, PromotionEarned{}, RevokeIssuedPromotion{},
	RevokeEarnedPromotion{},
	CartPromotionIssued{}, CartPromotionEarned{}, CartPromotionRedeemed{}, CartPromotionRevoked{},
	TargetCustomerEnrolment{}, TargetCustomerUnenrolment{}, TargetPeriodStarted{}, TargetPeriodCompleted{},
	TargetValueAchieved{}, TargetAchievedValueUpdated{}, TargetValueUpdated{}, UnifiedTargetsAchieved{},
	UnifiedTargetsUnAchieved{},
	StreakStart{}, StreakEnd{}, StreakLevelAchieved{}, StreakLevelUnAchieved{}, StreakCustomerEnrolment{},
	StreakCustomerUnEnrolment{},
	RequestUpdated{}, RequestWorkflowEvent{},

	// announced or in use, without a schema
	IssueBulkCoupon{}, LabelCreated{}, LabelUpdated{}, LabelAssignmentCreated{}, LabelAssignmentUpdated{},
	LabelAssignmentRemoved{}, IssueRewardPermanentFailure{}, ManualAlternateCurrencyAdjustment{},
	CommunicationMessageClicked{}, CommunicationMessageOpened{}, CommunicationMessageUndelivered{},
}

// Kinds are all types of events by their names.
func Kinds() map[string]Typed {
	all := map[string]Typed{}
	for _, kind := range kinds {
		all[kind.eventName()] = kind
	}
	return all
}

// ReadAs reads an event as the type of the given value, whatever its name.
func ReadAs(kind Typed, event Event) any {
	typed := reflect.New(reflect.TypeOf(kind))
	event.Drift = nil
	event.readBeside(typed.Interface())
	event.readData(typed.Interface())
	typed.Interface().(interface{ hold(Event) }).hold(event)
	return typed.Elem().Interface()
}

// ReadTime reads a time as fields do.
func ReadTime(raw []byte) (time.Time, bool) { return readTime(raw, time.UTC) }

// Envelope reports whether a member stands beside the data.
func Envelope(name string) bool { return envelope[name] }
