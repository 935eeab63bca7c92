package otp

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/otp/generate": o.generateOTP,
		"POST /v2/otp/validate": o.validateOTP,
		"GET /v2/otp":           o.getOTP,
	}
}

var otpActions = []string{"COUPON", "POINTS", "REGISTRATION", "USERGROUP", "SUBSCRIPTION", "GENERIC", "POINTSTRANSFER",
	"CUSTOMER_STATUS_UPDATE", "CUSTOMER_IDENTIFIER_CHANGE", "CUSTOMER_ISSUE_LINK_CARD"}

// otp is a one-time password or a validation code.
type otp struct {
	id              int64
	action, code    string
	issued, expires time.Time
	requests        []time.Time // that asked for it
	Used            bool
}

func (p *otp) lives(now time.Time) bool { return !p.Used && now.Before(p.expires) }

// SendOTP sends a code to someone. While one lives it is sent again, and fresh is false.
//
//nolint:revive // its result is handed on as it is
func (o *State) SendOTP(to, action string) (sent *otp, fresh bool) {
	now := o.Now()
	for _, p := range slices.Backward(o.otps[to]) {
		if p.action == action && p.lives(now) {
			p.requests = append(p.requests, now)
			return p, false
		}
	}
	n := o.Next()
	sent = &otp{id: n, action: action, code: kernel.Scrambled(n, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"), issued: now,
		expires: now.Add(o.codeTTL), requests: []time.Time{now}}
	o.otps[to] = append(o.otps[to], sent)
	return sent, true
}

// FindOTP returns the code that someone was sent for an action, if it lives and is the one that is meant.
//
//nolint:revive // its result is handed on as it is
func (o *State) FindOTP(to []string, action, code string) *otp {
	now := o.Now()
	for _, name := range to {
		for _, p := range slices.Backward(o.otps[name]) {
			if p.action == action && p.lives(now) && p.code == code {
				return p
			}
		}
	}
	return nil
}

// lastOTP returns the code that was asked for last.
func (o *State) lastOTP(entity string) *otp {
	entity = strings.TrimSpace(entity)
	to := []string{entity, strings.ToLower(entity)}
	for _, kind := range []string{"mobile", "email", "externalId", "cardnumber", "id"} {
		if found, _, no := o.FindV1(kind, entity); no == nil {
			to = append(to, found.Addresses()...)
		}
	}
	var all []*otp
	for _, name := range to {
		all = append(all, o.otps[name]...)
	}
	if len(all) == 0 {
		return nil
	}
	return slices.MaxFunc(all, func(a, b *otp) int { return cmp.Compare(a.id, b.id) })
}

// Endpoints -------------------------------------------------------------------------------------------------------------

// otpBody is what generate and validate send.
type otpBody struct {
	EntityType           string    `json:"entityType"`
	EntityValue          wire.Text `json:"entityValue"`
	Action               string    `json:"action"`
	Code                 wire.Text `json:"code"`
	WhatsappTemplateName string    `json:"whatsappTemplateName"`
	ZaloTemplate         wire.Text `json:"zaloTemplateIdentifier"`
	Channels             wire.List[struct {
		Type  string    `json:"type"`
		Value wire.Text `json:"value"`
	}] `json:"channels"`
}

// check returns whom the code is for, and everything that is wrong.
func (b otpBody) check() (to people.Identity, all []*reply.Refusal) {
	if !slices.Contains(otpActions, strings.ToUpper(b.Action)) {
		all = append(all, refuse(600))
	}
	kind := strings.ToLower(b.EntityType)
	to, _ = people.IdentityOf(kind, string(b.EntityValue))
	switch {
	case kind != "mobile" && kind != "email":
		all = append(all, reply.Because(601, "Invalid or Null entity type passed"))
	case b.EntityValue == "":
		all = append(all, reply.Because(602, "Invalid or Null entity value passed"))
	case kind == "mobile" && !to.WellFormed():
		all = append(all, refuse(8056))
	case !to.WellFormed():
		all = append(all, refuse(8055))
	}
	return to, all
}

func (o *State) generateOTP(c *kernel.Call) reply.Reply {
	var in otpBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	to, wrong := in.check()
	if len(in.Channels) == 0 {
		wrong = append(wrong, reply.Because(603, "Invalid or Null communication channel value passed"))
	}
	for _, ch := range in.Channels {
		switch kind := strings.ToUpper(ch.Type); {
		case !slices.Contains([]string{"EMAIL", "SMS", "MOBILE", "PHONE", "BOTH", "ZALO", "WHATSAPP"}, kind):
			wrong = append(wrong, reply.Because(603, "Invalid or Null communication channel value passed"))
		case kind == "WHATSAPP" && in.WhatsappTemplateName == "":
			wrong = append(wrong, reply.Because(607, "Mandatory template name not passed for whatsapp type channel"))
		case kind == "ZALO" && in.ZaloTemplate == "":
			wrong = append(wrong, reply.Because(621, "Zalo template identifier cannot be empty"))
		}
	}
	if len(wrong) > 0 {
		return reply.Refused(wrong...)
	}
	switch {
	case reached(o.limits.Hour, o.lastHour(to.Value)):
		return reply.Refused(refuse(517))
	case reached(o.limits.Day, o.today(to.Value)):
		return reply.RefusedIn(c.Family, http.StatusTooManyRequests,
			reply.Because(429, fmt.Sprintf("Rate limit exceeded. A maximum of %d OTPs can be generated for an user per day", o.limits.Day)))
	}
	sent, fresh := o.SendOTP(to.Value, strings.ToUpper(in.Action))
	if !fresh {
		return reply.Flat(wire.Obj("createdId", 1)) // as documented for a code that is sent again
	}
	return reply.Flat(wire.Obj("createdId", 1000+sent.id))
}

func reached(limit, n int) bool { return limit > 0 && n >= limit }

// today counts what someone asked for on this day of the cluster.
func (o *State) today(to string) int {
	day := o.DateOnly(o.Now())
	return o.requests(to, func(at time.Time) bool { return o.DateOnly(at) == day })
}

// lastHour counts what someone asked for in the 60 minutes until now.
func (o *State) lastHour(to string) int {
	from := o.Now().Add(-time.Hour)
	return o.requests(to, from.Before)
}

func (o *State) requests(to string, counts func(at time.Time) bool) (n int) {
	for _, p := range o.otps[to] {
		for _, at := range p.requests {
			if counts(at) {
				n++
			}
		}
	}
	return n
}

// validateOTP uses a code up. A wrong one is no error: the entity is false, as documented.
func (o *State) validateOTP(c *kernel.Call) reply.Reply {
	var in otpBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	to, wrong := in.check()
	if in.Code == "" {
		wrong = append(wrong, reply.Because(604, "No OTP passed"))
	}
	if len(wrong) > 0 {
		return reply.Refused(wrong...)
	}
	found := o.FindOTP([]string{to.Value}, strings.ToUpper(in.Action), string(in.Code))
	if found != nil {
		found.Used = true
	}
	return reply.Entity(found != nil)
}

func (o *State) getOTP(c *kernel.Call) reply.Reply {
	found, no := o.Anyone(c)
	if no != nil {
		return reply.Refused(no)
	}
	scope := strings.ToUpper(c.Value("scope"))
	var last *otp
	for _, name := range found.Addresses() {
		for _, p := range o.otps[name] {
			recent := c.Value("threshold") == "" || o.Now().Sub(p.issued) <= time.Duration(c.Number("threshold", 0))*time.Second
			if p.lives(o.Now()) && recent && (scope == "" || p.action == scope) && (last == nil || p.id > last.id) {
				last = p
			}
		}
	}
	if last == nil {
		return reply.Refused(refuse(9001))
	}
	return reply.Flat(wire.Obj("orgId", o.ID, "userId", found.ID, "code", last.code, "validUpto", o.V2Time(last.expires)))
}

// LastCode returns the code that was asked for last; "" if there was none.
func (o *State) LastCode(entity string) string {
	if last := o.lastOTP(entity); last != nil {
		return last.code
	}
	return ""
}
