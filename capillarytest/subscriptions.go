package capillarytest

import (
	"net/http"
	"slices"
	"strings"
)

func (o *org) subscriptionRoutes() routes {
	return routes{
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
	stamp
}

type subscriptionBody struct {
	Channel    string `json:"channel"`
	Priority   string `json:"priority"`
	Type       string `json:"type"`
	AccountID  text   `json:"accountId"`
	OrgUnitID  text   `json:"orgUnitId"`
	SourceName string `json:"sourceName"`
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
func (o *org) subscribe(c *customer, b subscriptionBody, reason string) *refusal {
	channel, ok := channelNamed(b.Channel)
	if !ok {
		return because(1101, "Invalid channel type")
	}
	s := subscription{channel: channel, priority: strings.ToUpper(b.Priority), in: strings.EqualFold(b.Type, "OPTIN"),
		source: strings.ToUpper(b.SourceName), account: string(b.AccountID), unit: b.OrgUnitID.int()}
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
	t.changes = append(t.changes, subscriptionChange{s, reason, stamp{at: o.now()}})
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
func subscriptionObjects(t *traits) []object {
	out := []object{}
	for _, priority := range priorities {
		for _, channel := range channels {
			in, said := t.wish(channel, priority)
			if said || channel == "SMS" || channel == "EMAIL" {
				out = append(out, obj("channel", channel, "priority", priority, "type", optIn(in)))
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

func (o *org) getSubscriptions(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	return flat(obj("subscriptions", subscriptionObjects(o.of(found)), "campaignId", 0, "communicationId", 0))
}

func (o *org) updateSubscriptions(c *call) reply {
	var in struct {
		CommunicationID text                             `json:"communicationId"`
		CampaignID      text                             `json:"campaignId"`
		Reason          string                           `json:"reason"`
		Scope           struct{ Scope, SubScope string } `json:"scope"`
		Subscriptions   list[subscriptionBody]           `json:"subscriptions"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	done := []object{}
	var warnings []*refusal
	for _, s := range in.Subscriptions {
		if no := o.subscribe(found, s, in.Reason); no != nil {
			warnings = append(warnings, no)
			continue
		}
		channel, _ := channelNamed(s.Channel)
		done = append(done, obj("channel", channel, "accountId", s.AccountID, "priority", strings.ToUpper(s.Priority),
			"type", strings.ToUpper(s.Type), "orgUnitId", s.OrgUnitID.int(), "sourceName", s.SourceName))
	}
	if len(done) == 0 {
		return reply{status: http.StatusInternalServerError, body: refused(refuse(500)).body}
	}
	return flat(obj("scope", obj("scope", in.Scope.Scope, "subScope", in.Scope.SubScope), "subscriptions", done,
		"campaignId", in.CampaignID.int(), "communicationId", in.CommunicationID.int(), "reason", in.Reason), warnings...)
}

func (o *org) subscriptionLog(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	out := []object{}
	for _, ch := range o.of(found).changes {
		out = append(out, obj("orgUnitId", -1, "source", orDefault(ch.source, "INSTORE"), "accountId", ch.account, "orgSourceId", -1,
			"commChannelId", slices.Index(channels, ch.channel)+1, "commChannelType", strings.ToLower(ch.channel),
			"communicationCategoryId", -1, "priority", ch.priority, "status", ch.in, "addedBy", -1, "addedOn", o.dateOnly(ch.at),
			"reason", ch.reason))
	}
	return many(out)
}

// v1.1 ----------------------------------------------------------------------------------------------------------------

func (o *org) getSubscriptionsV1(c *call) reply {
	var items []v1Item
	for _, who := range o.askedV1(c) {
		if who.no != nil {
			items = append(items, v1Refused(who.asked, who.no))
			continue
		}
		fields := o.identityV1(who.customer, "user_id").with("channel", o.channelsV1(who.customer, c), "orgUnitSubscriptions", []object{})
		items = append(items, v1Done(fields, 1000, "Subscription successfully retrieved"))
	}
	if len(items) == 0 {
		return v1Failed(refuse(400))
	}
	return v1Items("subscriptions", "subscription", false, items...)
}

func (o *org) channelsV1(cu *customer, c *call) []object {
	asked := c.values("channel")
	out := []object{}
	for _, channel := range []string{"SMS", "POSTMAIL", "EMAIL"} {
		if len(asked) > 0 && !slices.ContainsFunc(asked, func(a string) bool { return strings.EqualFold(a, channel) }) {
			continue
		}
		byPriority := []object{}
		for _, p := range priorities {
			byPriority = append(byPriority, preferenceV1(o.of(cu), channel, p))
		}
		out = append(out, obj("name", channel, "priority", byPriority))
	}
	return out
}

func preferenceV1(t *traits, channel, priority string) object {
	in, said := t.wish(channel, priority)
	switch {
	case !said:
		return obj("name", priority, "subscribed", "ALL", "unsubscribed", "", "user_preference", "NOT_SET")
	case in:
		return obj("name", priority, "subscribed", "ALL", "unsubscribed", "", "user_preference", "SUBSCRIBED")
	default:
		return obj("name", priority, "subscribed", "", "unsubscribed", "ALL", "user_preference", "UNSUBSCRIBED")
	}
}

func (o *org) updateSubscriptionsV1(c *call) reply {
	var in struct {
		Root struct {
			Subscription list[struct {
				whoV1
				Channel, Priority, Scope string
				IsSubscribed             text `json:"is_subscribed"`
			}] `json:"subscription"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Subscription) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, s := range in.Root.Subscription {
		found, no := o.whoV1(s.whoV1)
		if no == nil {
			no = o.subscribe(found, subscriptionBody{Channel: s.Channel, Priority: s.Priority, Type: optIn(s.IsSubscribed.yes())}, "Direct")
		}
		fields := s.whoV1.object().with("channel", strings.ToUpper(s.Channel), "priority", strings.ToUpper(s.Priority),
			"scope", strings.ToUpper(orDefault(s.Scope, "ALL")), "is_subscribed", s.IsSubscribed)
		if no != nil {
			items = append(items, v1Refused(fields, no))
			continue
		}
		items = append(items, v1Done(obj("user_id", quoted(found.id)).and(fields), 1000, "Subscription successfully updated"))
	}
	return v1Items("subscriptions", "subscription", false, items...)
}
