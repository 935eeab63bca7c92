package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// Group is what events of groups have in common: the group and its first member.
type Group struct {
	GroupID       int64       `json:"groupId"`
	GroupName     string      `json:"groupName"`
	PrimaryMember GroupMember `json:"primaryMember"`
	EnteredAt     time.Time   `json:"enteredAt"`
	EnteredBy     EnteredBy   `json:"enteredBy"`
}

// GroupMember is a customer in a group.
type GroupMember struct {
	FirstName           string              `json:"firstName"`
	LastName            string              `json:"lastName"`
	Role                string              `json:"role"`
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
}

// GroupCreated tells that a group was made.
type GroupCreated struct {
	Event `json:"-"`
	Group
}

func (GroupCreated) eventName() string { return "groupCreated" }

// GroupUpdated tells that a group was changed.
type GroupUpdated struct {
	Event `json:"-"`
	Group
}

func (GroupUpdated) eventName() string { return "groupUpdated" }

// GroupMemberAdded tells that a customer joined a group.
type GroupMemberAdded struct {
	Event `json:"-"`
	Group

	MemberAdded GroupMember `json:"memberAdded"`
}

func (GroupMemberAdded) eventName() string { return "groupMemberAdded" }

// GroupMemberRemoved tells that a customer left a group.
type GroupMemberRemoved struct {
	Event `json:"-"`
	Group

	MemberRemoved GroupMember `json:"memberRemoved"`
}

func (GroupMemberRemoved) eventName() string { return "groupMemberRemoved" }

// PointsContributionToGroup tells that a member gave points to its group.
type PointsContributionToGroup struct {
	Event `json:"-"`
	Group

	ContributingMember       GroupMember           `json:"contributingMember"`
	TriggeringActivity       TriggeringActivity    `json:"triggeringActivity"`
	LoyaltyProgramDetails    LoyaltyProgramDetails `json:"loyaltyProgramDetails"`
	LoyaltyProgramID         int64                 `json:"loyaltyProgramId"`
	PointsContributedToGroup decimal.Decimal       `json:"pointsContributedToGroup"`
}

func (PointsContributionToGroup) eventName() string { return "pointsContributionToGroup" }
