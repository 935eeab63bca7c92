package webhook

import "time"

// CustomerAdded tells that a customer was registered.
type CustomerAdded struct {
	Event `json:"-"`

	LoyaltyType         string              `json:"loyaltyType"`
	Source              string              `json:"source"`
	AccountID           string              `json:"accountId"`
	FirstName           string              `json:"firstName"`
	LastName            string              `json:"lastName"`
	EnteredAt           time.Time           `json:"enteredAt" lenient:"also=EnteredAt"` // when the customer was registered
	EnteredBy           EnteredBy           `json:"enteredBy"`
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	CustomFields        []KeyValue          `json:"customFields"`
	ExtendedFields      []KeyValue          `json:"extendedFields"`
}

func (CustomerAdded) eventName() string { return "customerAdded" }

// CustomerUpdated tells that a customer was changed, or deleted: then CustomerStatus says so. Which fields were changed it
// says since 2026; for their values now, read the customer.
type CustomerUpdated struct {
	Event `json:"-"`

	LoyaltyType         string              `json:"loyaltyType"`
	Source              string              `json:"source"`
	AccountID           string              `json:"accountId"`
	FirstName           string              `json:"firstName"`
	LastName            string              `json:"lastName"`
	EnteredAt           time.Time           `json:"enteredAt"`
	EnteredBy           EnteredBy           `json:"enteredBy"`
	UpdatedFields       []UpdatedField      `json:"updatedFields"`
	CustomerStatus      CustomerStatus      `json:"customerStatus"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	CustomFields        []KeyValue          `json:"customFields"`
	ExtendedFields      []KeyValue          `json:"extendedFields"`
}

func (CustomerUpdated) eventName() string { return "customerUpdated" }

// CustomerStatus is the status of a customer before and after a change.
type CustomerStatus struct {
	PreviousLabel  string `json:"previousLabel"`
	CurrentLabel   string `json:"currentLabel"` // such as Active or Deleted
	PreviousStatus string `json:"previousStatus"`
	CurrentStatus  string `json:"currentStatus"`
	Reason         string `json:"reason"`
}

// CustomerSubscription tells that a customer agreed to messages through a channel, or does not want them any more.
type CustomerSubscription struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers  `json:"customerIdentifiers"`
	Subscriptions       []SubscriptionChange `json:"subscriptions"`
}

func (CustomerSubscription) eventName() string { return "customerSubscription" }

// SubscriptionChange is a channel of a [CustomerSubscription].
type SubscriptionChange struct {
	Channel         string `json:"channel"`
	Priority        string `json:"priority"`
	PreviousStatus  string `json:"previousStatus"`
	CurrentStatus   string `json:"currentStatus"`
	SourceName      string `json:"sourceName"`
	SourceAccountID string `json:"sourceAccountId"`
	OUID            int64  `json:"ouId"`
	OUCode          string `json:"ouCode"`
}

// IdentifierReleased tells that the identifiers of a customer that was merged into another are free again.
type IdentifierReleased struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	MergeEventID        string              `json:"mergeEventId"`
	Profiles            []ReleasedProfile   `json:"profiles"`
	ReleasedAt          time.Time           `json:"releasedAt"`
}

func (IdentifierReleased) eventName() string { return "identifierReleased" }

// ReleasedProfile is what a source of a merged customer set free.
type ReleasedProfile struct {
	Source      string            `json:"source"`
	AccountID   string            `json:"accountId"`
	Identifiers map[string]string `json:"identifiers"` // by type
}
