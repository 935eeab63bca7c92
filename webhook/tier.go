package webhook

// TierUpgraded tells that a customer has a higher tier.
type TierUpgraded struct {
	Event `json:"-"`
	PointsOwner

	PreviousTierNumber int64  `json:"previousTierNumber"`
	UpgradedTierNumber int64  `json:"upgradedTierNumber"`
	UpgradeType        string `json:"upgradeType"` // such as STRATEGY
	TierExpiryDate     Date   `json:"tierExpiryDate" lenient:"also=tierExpiryDateInMillis"`
	CurrentDateStoreTz Date   `json:"currentDateStoreTz"` // the day in the store's zone
	Notes              string `json:"notes"`
}

func (TierUpgraded) eventName() string { return "tierUpgraded" }

// TierDowngraded tells that a customer has a lower tier.
type TierDowngraded struct {
	Event `json:"-"`
	PointsOwner

	PreviousTierNumber   int64 `json:"previousTierNumber"`
	DowngradedTierNumber int64 `json:"downgradedTierNumber"`
	TierExpiryDate       Date  `json:"tierExpiryDate" lenient:"also=tierExpiryDateInMillis"`
	CurrentDateStoreTz   Date  `json:"currentDateStoreTz"` // the day in the store's zone
}

func (TierDowngraded) eventName() string { return "tierDowngraded" }

// TierRenewed tells that a customer keeps the tier.
type TierRenewed struct {
	Event `json:"-"`
	PointsOwner

	CurrentTierNumber  int64  `json:"currentTierNumber"`
	RenewType          string `json:"renewType"`
	TierExpiryDate     Date   `json:"tierExpiryDate" lenient:"also=tierExpiryDateInMillis"`
	CurrentDateStoreTz Date   `json:"currentDateStoreTz"` // the day in the store's zone
	Notes              string `json:"notes"`
}

func (TierRenewed) eventName() string { return "tierRenewed" }

// TierDowngradeReminder tells that a customer is going to have a lower tier.
type TierDowngradeReminder struct {
	Event `json:"-"`
	PointsOwner

	CurrentTierNumber      int64 `json:"currentTierNumber"`
	ScheduledDowngradeDate Date  `json:"scheduledDowngradeDate" lenient:"also=scheduledDowngradeDateInMillis"` // a day
}

func (TierDowngradeReminder) eventName() string { return "tierDowngradeReminder" }
