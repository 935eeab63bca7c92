package webhook

// PartnerProgram is what events of partner programs have in common.
type PartnerProgram struct {
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	EntityInformation   EntityInformation   `json:"entityInformation"`
	LoyaltyProgramID    int64               `json:"loyaltyProgramId"`
	PartnerProgramID    int64               `json:"partnerProgramId"`
	PartnerProgramName  string              `json:"partnerProgramName"`
	PartnerProgramType  string              `json:"partnerProgramType"` // EXTERNAL or SUPPLEMENTARY
}

// PartnerMembership is a customer's membership in a partner program.
type PartnerMembership struct {
	MembershipNumber      string `json:"membershipNumber"`
	MembershipExpiryDate  Date   `json:"membershipExpiryDate" lenient:"also=membershipExpiryDateInMillis"`
	PartnerTierNumber     int64  `json:"partnerTierNumber"`
	PartnerTierExpiryDate Date   `json:"partnerTierExpiryDate" lenient:"also=partnerTierExpiryDateInMillis"`
}

// PartnerProgramLinked tells that a customer joined a partner program.
type PartnerProgramLinked struct {
	Event `json:"-"`
	PartnerProgram

	CustomerPartnerProgramDetails PartnerMembership `json:"customerPartnerProgramDetails"`
}

func (PartnerProgramLinked) eventName() string { return "partnerProgramLinked" }

// PartnerProgramUpdated tells that a customer's membership in a partner program was changed.
type PartnerProgramUpdated struct {
	Event `json:"-"`
	PartnerProgram

	UpdateType                    string            `json:"updateType"` // such as UPGRADE
	CustomerPartnerProgramDetails PartnerMembership `json:"customerPartnerProgramDetails"`
}

func (PartnerProgramUpdated) eventName() string { return "partnerProgramUpdated" }

// PartnerProgramDelinked tells that a customer left a partner program.
type PartnerProgramDelinked struct {
	Event `json:"-"`
	PartnerProgram
}

func (PartnerProgramDelinked) eventName() string { return "partnerProgramDelinked" }

// SupplementaryMembershipExpiryReminder tells that a membership is going to expire.
type SupplementaryMembershipExpiryReminder struct {
	Event `json:"-"`
	PartnerProgram

	ScheduledExpiryDate Date `json:"scheduledExpiryDate" lenient:"also=scheduledExpiryDateInMillis"` // a day
}

func (SupplementaryMembershipExpiryReminder) eventName() string {
	return "supplementaryMembershipExpiryReminder"
}

// PartnerProgramExpiryJob (PP_EXPIRY_JOB) tells that the job of every night renewed a membership, or ended it.
type PartnerProgramExpiryJob struct {
	Event `json:"-"`
	PartnerProgram

	UpdateType                    string            `json:"updateType"` // such as RENEW
	CustomerPartnerProgramDetails PartnerMembership `json:"customerPartnerProgramDetails"`
}

func (PartnerProgramExpiryJob) eventName() string { return "PP_EXPIRY_JOB" }
