package capillarytest

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"
)

func (o *org) otpRoutes() routes {
	return routes{
		"POST /v2/otp/generate": o.generateOTP,
		"POST /v2/otp/validate": o.validateOTP,
		"GET /v2/otp":           o.getOTP,
	}
}

// maxOTPs is how many one-time passwords a user may ask for in a day.
const maxOTPs = 10

var otpActions = []string{"COUPON", "POINTS", "REGISTRATION", "USERGROUP", "SUBSCRIPTION", "GENERIC", "POINTSTRANSFER",
	"CUSTOMER_STATUS_UPDATE", "CUSTOMER_IDENTIFIER_CHANGE", "CUSTOMER_ISSUE_LINK_CARD"}

// otp is a one-time password or a validation code.
type otp struct {
	id              int64
	action, code    string
	issued, expires time.Time
	requests        []time.Time // that asked for it
	used            bool
}

func (p *otp) lives(now time.Time) bool { return !p.used && now.Before(p.expires) }

// sendOTP sends a code to someone. While one lives it is sent again, and fresh is false.
func (o *org) sendOTP(to, action string) (sent *otp, fresh bool) {
	now := o.now()
	for _, p := range slices.Backward(o.otps[to]) {
		if p.action == action && p.lives(now) {
			p.requests = append(p.requests, now)
			return p, false
		}
	}
	n := o.next()
	sent = &otp{id: n, action: action, code: scrambled(n, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"), issued: now,
		expires: now.Add(o.codeTTL), requests: []time.Time{now}}
	o.otps[to] = append(o.otps[to], sent)
	return sent, true
}

// findOTP returns the code that someone was sent for an action, if it lives and is the one that is meant.
func (o *org) findOTP(to []string, action, code string) *otp {
	now := o.now()
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
func (o *org) lastOTP(entity string) *otp {
	entity = strings.TrimSpace(entity)
	to := []string{entity, strings.ToLower(entity)}
	for _, kind := range []string{"mobile", "email", "externalId", "cardnumber", "id"} {
		if found, _, no := o.findV1(kind, entity); no == nil {
			to = append(to, found.addresses()...)
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
	EntityType           string `json:"entityType"`
	EntityValue          text   `json:"entityValue"`
	Action               string `json:"action"`
	Code                 text   `json:"code"`
	WhatsappTemplateName string `json:"whatsappTemplateName"`
	ZaloTemplate         text   `json:"zaloTemplateIdentifier"`
	Channels             list[struct {
		Type  string `json:"type"`
		Value text   `json:"value"`
	}] `json:"channels"`
}

// check returns whom the code is for, and everything that is wrong.
func (b otpBody) check() (to identity, all []*refusal) {
	if !slices.Contains(otpActions, strings.ToUpper(b.Action)) {
		all = append(all, refuse(600))
	}
	kind := strings.ToLower(b.EntityType)
	to, _ = identityOf(kind, string(b.EntityValue))
	switch {
	case kind != "mobile" && kind != "email":
		all = append(all, because(601, "Invalid or Null entity type passed"))
	case b.EntityValue == "":
		all = append(all, because(602, "Invalid or Null entity value passed"))
	case kind == "mobile" && !to.wellFormed():
		all = append(all, refuse(8056))
	case !to.wellFormed():
		all = append(all, refuse(8055))
	}
	return to, all
}

func (o *org) generateOTP(c *call) reply {
	var in otpBody
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	to, wrong := in.check()
	if len(in.Channels) == 0 {
		wrong = append(wrong, because(603, "Invalid or Null communication channel value passed"))
	}
	for _, ch := range in.Channels {
		switch kind := strings.ToUpper(ch.Type); {
		case !slices.Contains([]string{"EMAIL", "SMS", "MOBILE", "PHONE", "BOTH", "ZALO", "WHATSAPP"}, kind):
			wrong = append(wrong, because(603, "Invalid or Null communication channel value passed"))
		case kind == "WHATSAPP" && in.WhatsappTemplateName == "":
			wrong = append(wrong, because(607, "Mandatory template name not passed for whatsapp type channel"))
		case kind == "ZALO" && in.ZaloTemplate == "":
			wrong = append(wrong, because(621, "Zalo template identifier cannot be empty"))
		}
	}
	if len(wrong) > 0 {
		return refused(wrong...)
	}
	if o.otpsToday(to.value) >= maxOTPs {
		return refusedIn(c.family, http.StatusTooManyRequests,
			because(429, "Rate limit exceeded. A maximum of 10 OTPs can be generated for an user per day"))
	}
	sent, fresh := o.sendOTP(to.value, strings.ToUpper(in.Action))
	if !fresh {
		return flat(obj("createdId", 1)) // as documented for a code that is sent again
	}
	return flat(obj("createdId", 1000+sent.id))
}

// otpsToday counts what someone asked for on this day of the cluster.
func (o *org) otpsToday(to string) int {
	n, today := 0, o.dateOnly(o.now())
	for _, p := range o.otps[to] {
		for _, at := range p.requests {
			if o.dateOnly(at) == today {
				n++
			}
		}
	}
	return n
}

// validateOTP uses a code up. A wrong one is no error: the entity is false, as documented.
func (o *org) validateOTP(c *call) reply {
	var in otpBody
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	to, wrong := in.check()
	if in.Code == "" {
		wrong = append(wrong, because(604, "No OTP passed"))
	}
	if len(wrong) > 0 {
		return refused(wrong...)
	}
	found := o.findOTP([]string{to.value}, strings.ToUpper(in.Action), string(in.Code))
	if found != nil {
		found.used = true
	}
	return entity(found != nil)
}

func (o *org) getOTP(c *call) reply {
	found, no := o.anyone(c)
	if no != nil {
		return refused(no)
	}
	scope := strings.ToUpper(c.value("scope"))
	var last *otp
	for _, name := range found.addresses() {
		for _, p := range o.otps[name] {
			recent := c.value("threshold") == "" || o.now().Sub(p.issued) <= time.Duration(c.number("threshold", 0))*time.Second
			if p.lives(o.now()) && recent && (scope == "" || p.action == scope) && (last == nil || p.id > last.id) {
				last = p
			}
		}
	}
	if last == nil {
		return refused(refuse(9001))
	}
	return flat(obj("orgId", o.orgID, "userId", found.id, "code", last.code, "validUpto", o.v2Time(last.expires)))
}

// lastCode returns the code that was asked for last; "" if there was none.
func (o *org) lastCode(entity string) string {
	if last := o.lastOTP(entity); last != nil {
		return last.code
	}
	return ""
}
