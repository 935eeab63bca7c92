package customer

import (
	"net/http"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) subscriptionRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/customers/{id}/subscriptions":               o.getSubscriptions,
		"GET /v2/customers/lookup/subscriptions":             o.getSubscriptions,
		"POST /v2/customers/{id}/subscriptions":              o.updateSubscriptions,
		"POST /v2/customers/lookup/subscriptions":            o.updateSubscriptions,
		"GET /v2/customers/{id}/subscriptionStatusChangeLog": o.subscriptionLog,
		"GET /v1.1/customer/subscriptions":                   o.getSubscriptionsV1,
		"POST /v1.1/customer/subscriptions":                  o.updateSubscriptionsV1,
	}
}

// subscription is the wish of a customer for one channel and priority. Where there is none, the customer is in.
type subscription struct {
	channel, priority string // EMAIL, SMS, …; TRANS or BULK
	in                bool
	source, account   string
	unit              int64
}

type subscriptionChange struct {
	subscription
	reason string
	kernel.Stamp
}

type subscriptionBody struct {
	Channel    string    `json:"channel"`
	Priority   string    `json:"priority"`
	Type       string    `json:"type"`
	AccountID  wire.Text `json:"accountId"`
	OrgUnitID  wire.Text `json:"orgUnitId"`
	SourceName string    `json:"sourceName"`
}

var (
	channels   = []string{"SMS", "EMAIL", "WECHAT", "ANDROID", "IOS", "LINE", "WHATSAPP", "VIBER", "ZALO", "POSTMAIL", "MOBILEPUSH"}
	priorities = []string{"TRANS", "BULK"}
)

// channelNamed is the API's own name of a channel: MOBILE is answered as SMS.
func channelNamed(s string) (string, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if s == "MOBILE" {
		s = "SMS"
	}
	return s, slices.Contains(channels, s)
}

// subscribe notes a wish. It refuses a channel, a priority or a type that the API does not know.
func (o *State) subscribe(c *people.Customer, b subscriptionBody, reason string) *reply.Refusal {
	channel, ok := channelNamed(b.Channel)
	if !ok {
		return reply.Because(1101, "Invalid channel type")
	}
	s := subscription{channel: channel, priority: strings.ToUpper(b.Priority), in: strings.EqualFold(b.Type, "OPTIN"),
		source: strings.ToUpper(b.SourceName), account: string(b.AccountID), unit: b.OrgUnitID.Int()}
	switch {
	case !slices.Contains(priorities, s.priority):
		return refuse(1102)
	case !s.in && !strings.EqualFold(b.Type, "OPTOUT"):
		return refuse(1106)
	}
	t := o.of(c)
	t.subscriptions = slices.DeleteFunc(t.subscriptions, func(have subscription) bool {
		return have.channel == s.channel && have.priority == s.priority && have.source == s.source && have.account == s.account
	})
	t.subscriptions = append(t.subscriptions, s)
	t.changes = append(t.changes, subscriptionChange{s, reason, o.Stamp(kernel.Till{})})
	return nil
}

// wish tells whether the customer is in, and whether they ever said so.
func (t *traits) wish(channel, priority string) (in, said bool) {
	for _, s := range slices.Backward(t.subscriptions) {
		if s.channel == channel && s.priority == priority {
			return s.in, true
		}
	}
	return true, false
}

// subscriptionObjects are the wishes for SMS and EMAIL, and for every other channel that was set.
func subscriptionObjects(t *traits) []wire.Object {
	out := []wire.Object{}
	for _, priority := range priorities {
		for _, channel := range channels {
			in, said := t.wish(channel, priority)
			if said || channel == "SMS" || channel == "EMAIL" {
				out = append(out, wire.Obj("channel", channel, "priority", priority, "type", optIn(in)))
			}
		}
	}
	return out
}

func optIn(in bool) string {
	if in {
		return "OPTIN"
	}
	return "OPTOUT"
}

func (o *State) getSubscriptions(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(wire.Obj("subscriptions", subscriptionObjects(o.of(found)), "campaignId", 0, "communicationId", 0))
}

func (o *State) updateSubscriptions(c *kernel.Call) reply.Reply {
	var in struct {
		CommunicationID wire.Text                        `json:"communicationId"`
		CampaignID      wire.Text                        `json:"campaignId"`
		Reason          string                           `json:"reason"`
		Scope           struct{ Scope, SubScope string } `json:"scope"`
		Subscriptions   wire.List[subscriptionBody]      `json:"subscriptions"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	done := []wire.Object{}
	var warnings []*reply.Refusal
	for _, s := range in.Subscriptions {
		if no := o.subscribe(found, s, in.Reason); no != nil {
			warnings = append(warnings, no)
			continue
		}
		channel, _ := channelNamed(s.Channel)
		done = append(done, wire.Obj("channel", channel, "accountId", s.AccountID, "priority", strings.ToUpper(s.Priority),
			"type", strings.ToUpper(s.Type), "orgUnitId", s.OrgUnitID.Int(), "sourceName", s.SourceName))
	}
	if len(done) == 0 {
		return reply.Reply{Status: http.StatusInternalServerError, Body: reply.Refused(refuse(500)).Body}
	}
	return reply.Flat(wire.Obj("scope", wire.Obj("scope", in.Scope.Scope, "subScope", in.Scope.SubScope), "subscriptions", done,
		"campaignId", in.CampaignID.Int(), "communicationId", in.CommunicationID.Int(), "reason", in.Reason), warnings...)
}

func (o *State) subscriptionLog(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	out := []wire.Object{}
	for _, ch := range o.of(found).changes {
		out = append(out, wire.Obj("orgUnitId", -1, "source", wire.OrDefault(ch.source, "INSTORE"), "accountId", ch.account,
			"orgSourceId", -1,
			"commChannelId", slices.Index(channels, ch.channel)+1, "commChannelType", strings.ToLower(ch.channel),
			"communicationCategoryId", -1, "priority", ch.priority, "status", ch.in, "addedBy", -1, "addedOn", o.DateOnly(ch.At),
			"reason", ch.reason))
	}
	return reply.Many(out)
}

// v1.1 ----------------------------------------------------------------------------------------------------------------

func (o *State) getSubscriptionsV1(c *kernel.Call) reply.Reply {
	var items []reply.V1Item
	for _, who := range o.AskedV1(c) {
		if who.No != nil {
			items = append(items, reply.V1Refused(who.Asked, who.No))
			continue
		}
		fields := o.IdentityV1(who.Customer, "user_id").With("channel", o.channelsV1(who.Customer, c), "orgUnitSubscriptions",
			[]wire.Object{})
		items = append(items, reply.V1Done(fields, 1000, "Subscription successfully retrieved"))
	}
	if len(items) == 0 {
		return reply.V1Failed(refuse(400))
	}
	return reply.V1Items("subscriptions", "subscription", false, items...)
}

func (o *State) channelsV1(cu *people.Customer, c *kernel.Call) []wire.Object {
	asked := c.Values("channel")
	out := []wire.Object{}
	for _, channel := range []string{"SMS", "POSTMAIL", "EMAIL"} {
		if len(asked) > 0 && !slices.ContainsFunc(asked, func(a string) bool { return strings.EqualFold(a, channel) }) {
			continue
		}
		byPriority := []wire.Object{}
		for _, p := range priorities {
			byPriority = append(byPriority, preferenceV1(o.of(cu), channel, p))
		}
		out = append(out, wire.Obj("name", channel, "priority", byPriority))
	}
	return out
}

func preferenceV1(t *traits, channel, priority string) wire.Object {
	in, said := t.wish(channel, priority)
	switch {
	case !said:
		return wire.Obj("name", priority, "subscribed", "ALL", "unsubscribed", "", "user_preference", "NOT_SET")
	case in:
		return wire.Obj("name", priority, "subscribed", "ALL", "unsubscribed", "", "user_preference", "SUBSCRIBED")
	default:
		return wire.Obj("name", priority, "subscribed", "", "unsubscribed", "ALL", "user_preference", "UNSUBSCRIBED")
	}
}

func (o *State) updateSubscriptionsV1(c *kernel.Call) reply.Reply {
	var in struct {
		Root struct {
			Subscription wire.List[struct {
				people.WhoV1
				Channel, Priority, Scope string
				IsSubscribed             wire.Text `json:"is_subscribed"`
			}] `json:"subscription"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Subscription) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, s := range in.Root.Subscription {
		found, no := o.WhoV1(s.WhoV1)
		if no == nil {
			no = o.subscribe(found, subscriptionBody{Channel: s.Channel, Priority: s.Priority,
				Type: optIn(s.IsSubscribed.Yes())}, "Direct")
		}
		fields := s.WhoV1.Object().With("channel", strings.ToUpper(s.Channel), "priority", strings.ToUpper(s.Priority),
			"scope", strings.ToUpper(wire.OrDefault(s.Scope, "ALL")), "is_subscribed", s.IsSubscribed)
		if no != nil {
			items = append(items, reply.V1Refused(fields, no))
			continue
		}
		items = append(items, reply.V1Done(wire.Obj("user_id", wire.Quoted(found.ID)).And(fields), 1000,
			"Subscription successfully updated"))
	}
	return reply.V1Items("subscriptions", "subscription", false, items...)
}
