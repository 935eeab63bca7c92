package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// SubscriptionsV1 returns which messages customers take, by channel and priority. Several customers can be asked for at
// once, see Several. ErrSubscriptionFailed: they could not be read.
//
// GET /v1.1/customer/subscriptions
func (s *Service) SubscriptionsV1(ctx context.Context, who capillary.Identifier, o SubscriptionsOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerSubscriptionsV1], error,
) {
	return capillary.Call[*capillary.Batch[CustomerSubscriptionsV1]](ctx, s.client, opSubscriptionsV1,
		capillary.Input{Customer: who, Query: o}, opts...)
}

// SubscriptionsOptionsV1 are which subscriptions to return.
type SubscriptionsOptionsV1 struct {
	Channel  ChannelV1  `url:"channel,omitempty"`
	Priority PriorityV1 `url:"priority,omitempty"`
	Scope    ScopeV1    `url:"scope,omitempty"`
	Limit    int64      `url:"limit,omitempty"` // 10 if zero
}

// UpdateSubscriptionsV1 subscribes customers to messages or ends it, one item for each channel and priority of a customer.
// Errors: ErrInvalidChannel, ErrInvalidPriority, ErrInvalidScope, ErrSubscriptionIdentifier, ErrInvalidSubscriptionStatus,
// ErrSubscriptionUpdate.
//
// POST /v1.1/customer/subscriptions
func (s *Service) UpdateSubscriptionsV1(ctx context.Context, r SubscriptionsRequestV1, opts ...capillary.RequestOption) (
	*capillary.Batch[UpdatedSubscriptionV1], error,
) {
	return capillary.Call[*capillary.Batch[UpdatedSubscriptionV1]](ctx, s.client, opUpdateSubscriptionsV1,
		capillary.Input{Body: r.body(), Sent: make([]string, len(r.Subscriptions))}, opts...)
}

// NewSubscriptionsRequestV1 makes the request of UpdateSubscriptionsV1 from what to change.
func NewSubscriptionsRequestV1(subscriptions ...SubscriptionChangeV1) SubscriptionsRequestV1 {
	return SubscriptionsRequestV1{subscriptions}
}

// SubscriptionsRequestV1 is what to change.
type SubscriptionsRequestV1 struct {
	Subscriptions []SubscriptionChangeV1 `json:"subscription"`
}

// Validate refuses a request without changes, and asks each change.
func (r SubscriptionsRequestV1) Validate() error {
	return validateEach("subscription", r.Subscriptions)
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents, {"root": {"subscription": […]}}.
func (r *SubscriptionsRequestV1) UnmarshalJSON(raw []byte) error {
	return outbox.ReadList(raw, "subscription", &r.Subscriptions)
}

func (r SubscriptionsRequestV1) body() subscriptionsBody {
	b := subscriptionsBody{request: r}
	for _, c := range r.Subscriptions {
		b.Root.Subscription = append(b.Root.Subscription, subscriptionBody{identityOf(c.Customer), c.Channel, c.Priority, c.Scope, c.IsSubscribed})
	}
	return b
}

// subscriptionsBody is a SubscriptionsRequestV1 as it goes out.
type subscriptionsBody struct {
	Root struct {
		Subscription []subscriptionBody `json:"subscription"`
	} `json:"root"`

	request SubscriptionsRequestV1
}

// Validate asks the request.
func (b subscriptionsBody) Validate() error { return b.request.Validate() }

type subscriptionBody struct {
	identityV1

	Channel      ChannelV1  `json:"channel"`
	Priority     PriorityV1 `json:"priority"`
	Scope        ScopeV1    `json:"scope,omitzero"`
	IsSubscribed OptV1      `json:"is_subscribed"`
}

// SubscriptionChangeV1 subscribes a customer to one type of messages over one channel, or ends it.
type SubscriptionChangeV1 struct {
	Customer     capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	Channel      ChannelV1            `json:"channel"`
	Priority     PriorityV1           `json:"priority"`
	Scope        ScopeV1              `json:"scope,omitzero"` // the API asks for ScopeAllV1
	IsSubscribed OptV1                `json:"is_subscribed"`
}

// Validate refuses a change of nobody, or without one of its required parts.
func (c SubscriptionChangeV1) Validate() error {
	switch {
	case c.Channel == "":
		return capillary.Invalid("channel", "it is empty")
	case c.Priority == "":
		return capillary.Invalid("priority", "it is empty")
	case c.IsSubscribed == "":
		return capillary.Invalid("is_subscribed", "it is neither OptedInV1 nor OptedOutV1")
	}
	return checkV1(c.Customer)
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (c *SubscriptionChangeV1) UnmarshalJSON(raw []byte) error {
	type fields SubscriptionChangeV1 // without the methods
	return outbox.ReadFlat(raw, (*fields)(c), &c.Customer)
}

// UpdatedSubscriptionV1 is a subscription that was changed, with the identifiers of the request.
type UpdatedSubscriptionV1 struct {
	UserID       int64        `json:"user_id"`
	Mobile       string       `json:"mobile"`
	Email        string       `json:"email"`
	ExternalID   string       `json:"external_id"`
	Channel      ChannelV1    `json:"channel"`
	Priority     PriorityV1   `json:"priority"`
	Scope        ScopeV1      `json:"scope"`
	IsSubscribed OptV1        `json:"is_subscribed"`
	ItemStatus   ItemStatusV1 `json:"item_status"`
}

// CustomerSubscriptionsV1 is a customer with the messages of each channel.
type CustomerSubscriptionsV1 struct {
	UserID               int64                   `json:"user_id"`
	Mobile               string                  `json:"mobile"`
	Email                string                  `json:"email"`
	ExternalID           string                  `json:"external_id"`
	Channel              []ChannelSubscriptionV1 `json:"channel"`
	OrgUnitSubscriptions []any                   `json:"orgUnitSubscriptions"` // their form is not documented
	ItemStatus           ItemStatusV1            `json:"item_status"`
}

// ChannelSubscriptionV1 are the messages of one channel.
type ChannelSubscriptionV1 struct {
	Name     ChannelV1                `json:"name"`
	Priority []PrioritySubscriptionV1 `json:"priority"`
}

// PrioritySubscriptionV1 is whether a customer takes one type of messages. Subscribed and Unsubscribed are scopes.
type PrioritySubscriptionV1 struct {
	Name           PriorityV1       `json:"name"`
	Subscribed     ScopeV1          `json:"subscribed"`
	Unsubscribed   ScopeV1          `json:"unsubscribed"`
	UserPreference UserPreferenceV1 `json:"user_preference"`
}

// ChannelV1 is a channel of messages. The API writes it in capitals and takes any case.
type ChannelV1 string

// The documented channels. Only SMS and e-mail can be changed.
const (
	ChannelSMSV1          ChannelV1 = "SMS"
	ChannelEmailV1        ChannelV1 = "EMAIL"
	ChannelPostMailV1     ChannelV1 = "POSTMAIL"
	ChannelWeChatV1       ChannelV1 = "WECHAT"
	ChannelSocialV1       ChannelV1 = "SOCIAL"
	ChannelReminderTextV1 ChannelV1 = "REMINDER_TEXT"
	ChannelReIssualTextV1 ChannelV1 = "RE_ISSUAL_TEXT"
	ChannelClientV1       ChannelV1 = "CLIENT"
)

// PriorityV1 is a type of messages.
type PriorityV1 string

// The documented types.
const (
	PriorityTransV1 PriorityV1 = "TRANS" // personal, about transactions
	PriorityBulkV1  PriorityV1 = "BULK"  // campaigns
)

// ScopeV1 is which modules' messages are meant.
type ScopeV1 string

// ScopeAllV1 is the only documented scope.
const ScopeAllV1 ScopeV1 = "ALL"

// OptV1 is whether a customer takes messages, as the API writes it.
type OptV1 string

// The documented values.
const (
	OptedInV1  OptV1 = "1"
	OptedOutV1 OptV1 = "0"
)

// UserPreferenceV1 is what the customer said.
type UserPreferenceV1 string

// The documented answers.
const (
	PreferenceSubscribedV1   UserPreferenceV1 = "SUBSCRIBED"
	PreferenceUnsubscribedV1 UserPreferenceV1 = "UNSUBSCRIBED"
	PreferenceNotSetV1       UserPreferenceV1 = "NOT_SET"
)
