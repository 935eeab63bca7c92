package webhook

import "slices"

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

// EventNames are the names of all events that are documented, announced or known to be in use, in alphabetical order.
// Others may come: see [Receiver.OnUnknown].
func EventNames() []string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = kind.eventName()
	}
	slices.Sort(names)
	return names
}

var known = func() map[string]bool {
	names := make(map[string]bool, len(kinds))
	for _, kind := range kinds {
		names[kind.eventName()] = true
	}
	return names
}()

// knownName is the name for logs: one that is not known could be anything.
func (e *Event) knownName() string {
	if known[e.EventName] {
		return e.EventName
	}
	return "unknown"
}
