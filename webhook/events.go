package webhook

import "slices"

// eventNames are those of all types of events, in alphabetical order. They stand here once more, since a list of the types would
// link all of them into every program.
var eventNames = []string{
	"CouponIssue", "CouponRedeem", "IssueBulkCoupon", "PP_EXPIRY_JOB", "alternateCurrenciesIssued", "badgeEarned",
	"cardUpdated", "cartPromotionEarned", "cartPromotionIssued", "cartPromotionRedeemed", "cartPromotionRevoked",
	"communicationMessageClicked", "communicationMessageOpened", "communicationMessageUndelivered", "customerAdded",
	"customerSubscription", "customerUpdated", "groupCreated", "groupMemberAdded", "groupMemberRemoved", "groupUpdated",
	"identifierReleased", "issueRewardFailure", "issueRewardPermanentFailure", "issuedAlternateCurrenciesReversed",
	"issuedPointsReversed", "labelAssignmentCreated", "labelAssignmentRemoved", "labelAssignmentUpdated", "labelCreated",
	"labelUpdated", "loyaltyCustomerMerge", "manualAlternateCurrencyAdjustment", "manualPointsAdjustment",
	"notInterestedBillAdded", "partnerProgramDelinked", "partnerProgramLinked", "partnerProgramUpdated",
	"pointsContributionToGroup", "pointsExpired", "pointsExpiryChange", "pointsExpiryReminder", "pointsIssued",
	"pointsRedeemed", "pointsTransferredInitiated", "pointsTransferredReceived",
	"promisedToCurrentAlternateCurrencyConversion", "promisedToCurrentPointsConversion", "promotionCreated",
	"promotionEarned", "promotionIssued", "promotionUpdated", "redeemedPointsReversed", "rejectedTransactionRetrigger",
	"requestUpdated", "requestWorkflowEvent", "retroBillAdded", "revokeEarnedPromotion", "revokeIssuedPromotion",
	"rewardCreated", "rewardExpiryReminder", "rewardIssued", "rewardRedeemed", "rewardRedemptionReversed", "rewardRevoked",
	"rewardUpdated", "singlePointsExpiryUpdated", "streakCustomerEnrolment", "streakCustomerUnEnrolment", "streakEnd",
	"streakLevelAchieved", "streakLevelUnAchieved", "streakStart", "supplementaryMembershipExpiryReminder",
	"targetAchievedValueUpdated", "targetCustomerEnrolment", "targetCustomerUnenrolment", "targetPeriodCompleted",
	"targetPeriodStarted", "targetValueAchieved", "targetValueUpdated", "tierDowngradeReminder", "tierDowngraded",
	"tierRenewed", "tierUpgraded", "transactionAdded", "transactionRejected", "transactionUpdated",
	"unifiedTargetsAchieved", "unifiedTargetsUnAchieved", "updateRewardTransaction",
}

// EventNames are the names of all events that are documented, announced or known to be in use, in alphabetical order.
// Others may come: see [Receiver.OnUnknown].
func EventNames() []string { return slices.Clone(eventNames) }

// knownName is the name for logs: one that is not known could be anything.
func (e *Event) knownName() string {
	if _, known := slices.BinarySearch(eventNames, e.EventName); known {
		return e.EventName
	}
	return "unknown"
}
