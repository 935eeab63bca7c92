package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// Subscriptions returns which messages a customer takes over which channels. What can't be read gives
// ErrSubscriptionFailed.
//
// GET /v2/customers/{customerId}/subscriptions, or /v2/customers/lookup/subscriptions for identifiers other than the user id.
func (s *Service) Subscriptions(ctx context.Context, who capillary.Identifier, _ SubscriptionsOptions, opts ...capillary.RequestOption) (*Subscriptions, error) {
	return capillary.Call[*Subscriptions](ctx, s.client, opSubscriptions, capillary.Input{Customer: who}, opts...)
}

// SubscriptionsOptions are the options of Subscriptions, of which none is documented yet.
type SubscriptionsOptions struct{}

// UpdateSubscriptions subscribes a customer to messages, or unsubscribes them. The channels must be set up for the
// organisation. It triggers no event notification.
//
// Errors: ErrInvalidChannel, ErrInvalidPriority, ErrInvalidScope, ErrInvalidSubscriptionStatus, ErrInvalidCampaignID,
// ErrSubscriptionUpdate.
//
// POST /v2/customers/{userId}/subscriptions, or /v2/customers/lookup/subscriptions for identifiers other than the user id.
func (s *Service) UpdateSubscriptions(ctx context.Context, who capillary.Identifier, r UpdateSubscriptionsRequest,
	opts ...capillary.RequestOption) (*Subscriptions, error) {
	return capillary.Call[*Subscriptions](ctx, s.client, opUpdateSubscriptions, capillary.Input{Customer: who, Body: r}, opts...)
}

// UpdateSubscriptionsRequest are subscriptions to set, one at least. Those that it does not name stay as they are.
type UpdateSubscriptionsRequest struct {
	Subscriptions   []SubscriptionRequest    `json:"subscriptions"`
	Scope           SubscriptionScopeRequest `json:"scope,omitzero"`
	CampaignID      int64                    `json:"campaignId,omitzero"`      // -1 for none
	CommunicationID int64                    `json:"communicationId,omitzero"` // -1 for none
	Reason          string                   `json:"reason,omitzero"`
}

// Validate refuses an update of nothing, and subscriptions that miss what each must have.
func (r UpdateSubscriptionsRequest) Validate() error {
	if len(r.Subscriptions) == 0 {
		return capillary.Invalid("subscriptions", "it is empty")
	}
	for _, s := range r.Subscriptions {
		switch {
		case s.Channel == "":
			return capillary.Invalid("subscriptions.channel", "it is empty")
		case s.Priority == "":
			return capillary.Invalid("subscriptions.priority", "it is empty")
		case s.Type == "":
			return capillary.Invalid("subscriptions.type", "it is empty")
		}
	}
	return nil
}

// SubscriptionRequest subscribes to one kind of messages over one channel, or unsubscribes from it.
type SubscriptionRequest struct {
	Channel    Channel          `json:"channel"`
	Priority   MessagePriority  `json:"priority"`
	Type       SubscriptionType `json:"type"`
	AccountID  string           `json:"accountId"`           // empty for a source without accounts
	OrgUnitID  int64            `json:"orgUnitId,omitzero"`  // or the concept id; required since 2025
	SourceName capillary.Source `json:"sourceName,omitzero"` // where the channel's address is registered
}

// SubscriptionScopeRequest is what subscriptions are for.
type SubscriptionScopeRequest struct {
	Scope    string `json:"scope,omitzero"`    // USER
	SubScope string `json:"subScope,omitzero"` // NONE
}

// Subscriptions are the messages that a customer takes.
type Subscriptions struct {
	Subscriptions   []Subscription    `json:"subscriptions"`
	Scope           SubscriptionScope `json:"scope"`
	CampaignID      int64             `json:"campaignId"`      // -1 or 0 for none
	CommunicationID int64             `json:"communicationId"` // -1 or 0 for none
	Reason          string            `json:"reason"`
	Warnings        []capillary.Issue `json:"warnings"`
}

// Subscription is one kind of messages over one channel, and whether the customer takes them.
type Subscription struct {
	Channel    Channel          `json:"channel"`
	Priority   MessagePriority  `json:"priority"`
	Type       SubscriptionType `json:"type"`
	AccountID  string           `json:"accountId"`
	OrgUnitID  int64            `json:"orgUnitId"`
	SourceName capillary.Source `json:"sourceName"`
}

// SubscriptionScope is what subscriptions are for. What begins with Set says which of the scope's values were passed.
type SubscriptionScope struct {
	ScopeID      int64  `json:"scopeId"`
	Scope        string `json:"scope"`
	SubScope     string `json:"subScope"`
	SetCreatedOn bool   `json:"setCreatedOn"`
	SetPriority  bool   `json:"setPriority"`
	SetScopeID   bool   `json:"setScopeId"`
	SetScope     bool   `json:"setScope"`
	SetSubScope  bool   `json:"setSubScope"`
}

// Channel is what messages are sent over. Replies spell some in another case.
type Channel string

// The documented channels.
const (
	ChannelMobile   Channel = "MOBILE" // comes back as ChannelSMS
	ChannelSMS      Channel = "SMS"
	ChannelEmail    Channel = "EMAIL"
	ChannelWeChat   Channel = "wechat"
	ChannelWhatsApp Channel = "whatsapp"
	ChannelIOS      Channel = "ios"
	ChannelAndroid  Channel = "android"
	ChannelLine     Channel = "line"
)

// MessagePriority is a kind of messages.
type MessagePriority string

// The documented kinds.
const (
	PriorityTrans MessagePriority = "TRANS" // to one customer, about a bill, points, a birthday
	PriorityBulk  MessagePriority = "BULK"  // to many, by a campaign
)

// SubscriptionType says whether a customer takes messages.
type SubscriptionType string

// The documented types.
const (
	OptIn  SubscriptionType = "OPTIN"
	OptOut SubscriptionType = "OPTOUT"
)

// SubscriptionLog lists the changes of a customer's subscriptions. It takes a user id; Lookup finds it.
//
// GET /v2/customers/{userId}/subscriptionStatusChangeLog
func (s *Service) SubscriptionLog(ctx context.Context, who capillary.Identifier, _ SubscriptionLogOptions, opts ...capillary.RequestOption) (*SubscriptionLog, error) {
	return capillary.Call[*SubscriptionLog](ctx, s.client, opSubscriptionLog, capillary.Input{Customer: who}, opts...)
}

// SubscriptionLogOptions are the options of SubscriptionLog, of which none is documented yet.
type SubscriptionLogOptions struct{}

// SubscriptionLog are the changes of a customer's subscriptions.
type SubscriptionLog struct {
	Changes  []SubscriptionChange `json:"data"`
	Warnings []capillary.Issue    `json:"warnings"`
}

// SubscriptionChange is a change of one subscription. Ids are -1 where there is none.
type SubscriptionChange struct {
	Status                  bool             `json:"status"` // subscribed from then on
	Priority                MessagePriority  `json:"priority"`
	CommChannelID           int64            `json:"commChannelId"`
	CommChannelType         CommChannelType  `json:"commChannelType"`
	CommunicationCategoryID int64            `json:"communicationCategoryId"`
	Source                  capillary.Source `json:"source"`
	AccountID               string           `json:"accountId"`
	OrgSourceID             int64            `json:"orgSourceId"`
	OrgUnitID               int64            `json:"orgUnitId"`
	AddedBy                 int64            `json:"addedBy"`
	AddedOn                 capillary.Day    `json:"addedOn"`
	Reason                  string           `json:"reason"`
}
