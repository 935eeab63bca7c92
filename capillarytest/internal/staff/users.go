package staff

import (
	"crypto/rand"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// entity is a reply around one value.
func entity(value any) reply.Reply {
	return reply.Reply{Body: wire.Obj("entity", value, "warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

func saved(user *kept.Record) reply.Reply { return entity(user.Int("id")) }

func savedOne(_ *kernel.Call, users []*kept.Record) reply.Reply { return saved(users[0]) }

// no is a reply that says no.
func no(code int) reply.Reply { return reply.Refused(refuse(code)) }

// names are the members that name a user, in bodies and queries.
var names = []struct{ in, field string }{{"id", "id"}, {"refId", "id"}, {"username", "username"}, {"mobile", "mobile"}, {"email", "email"}}

// named finds the user whom a request names; known is false where it names nobody.
func (o *State) named(value func(name string) string) (found *kept.Record, known bool) {
	for _, by := range names {
		asked := value(by.in)
		if asked == "" {
			continue
		}
		known = true
		if user := o.users.Find(by.field, asked); user != nil {
			return user, true
		}
	}
	return nil, known
}

// inBody reads a body, and finds the active user whom it names.
func (o *State) inBody(c *kernel.Call) (in map[string]any, user *kept.Record, refused *reply.Refusal) {
	if refused := c.Decode(&in); refused != nil {
		return nil, nil, refused
	}
	user, _ = o.named(func(name string) string { return text(in, name) })
	if user == nil {
		return in, nil, refuse(1009)
	}
	if user.Get("removed") != nil {
		return in, nil, refuse(1011)
	}
	return in, user, nil
}

func text(in map[string]any, name string) string {
	switch v := in[name].(type) {
	case nil:
		return ""
	case float64:
		return wire.Quoted(int64(v))
	default:
		return wire.Quoted(v)
	}
}

// caller is the staff user who makes a call: the one whose token a header has, or who signed in.
func (o *State) caller(c *kernel.Call) *kept.Record {
	if token := c.Header.Get("X-CAP-API-ACCESS-TOKEN"); token != "" {
		return o.users.Find("id", o.tokens[token])
	}
	return o.users.Find("username", c.Till.Code)
}

func (o *State) get(c *kernel.Call) reply.Reply {
	user, known := o.named(c.Value)
	switch {
	case !known:
		return no(8099)
	case user == nil:
		return no(1009)
	}
	return entity(user.Object())
}

func (o *State) list(c *kernel.Call) reply.Reply {
	store, zone := c.Value("storeCode"), c.Value("zoneCode")
	if store == "" && zone == "" {
		return no(1009)
	}
	return entity(kept.Objects(o.users.All(func(r *kept.Record) bool {
		return r.Get("removed") == nil && (store == "" || r.Text("storeCode") == store) && (zone == "" || r.Text("zoneCode") == zone)
	})))
}

// edit changes names and title, and nothing else.
func (o *State) edit(c *kernel.Call) reply.Reply {
	in, user, refused := o.inBody(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	for _, field := range []string{"firstname", "lastname", "title"} {
		if value, ok := in[field]; ok {
			user.Set(field, wire.Quoted(value))
		}
	}
	return entity(wire.Obj("firstname", user.Text("firstname"), "lastname", user.Text("lastname"), "title", user.Text("title"), "id", user.Int("id")))
}

func (o *State) transfer(c *kernel.Call) reply.Reply {
	in, user, refused := o.inBody(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	if text(in, "storeCode") == "" {
		return no(1009)
	}
	user.Set("storeCode", text(in, "storeCode"))
	return saved(user)
}

func (o *State) remove(c *kernel.Call) reply.Reply {
	_, user, refused := o.inBody(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	user.Set("removed", true)
	o.forget(user)
	return saved(user)
}

// forget ends the tokens of a user.
func (o *State) forget(user *kept.Record) {
	for token, id := range o.tokens {
		if id == user.Int("id") {
			delete(o.tokens, token)
		}
	}
}

func (o *State) accessToken(c *kernel.Call) reply.Reply {
	user := o.caller(c)
	if user == nil {
		return no(1009)
	}
	token := rand.Text() + rand.Text()
	o.tokens[token] = user.Int("id")
	return entity(token)
}

func (o *State) changePassword(c *kernel.Call) reply.Reply {
	var in map[string]any
	if refused := c.Decode(&in); refused != nil {
		return reply.Refused(refused)
	}
	user := o.caller(c)
	switch {
	case text(in, "password") == "":
		return no(1001)
	case user == nil:
		return no(1009)
	}
	user.Set("password", text(in, "password"))
	return saved(user)
}

func (o *State) logout(c *kernel.Call) reply.Reply {
	token := c.Header.Get("X-CAP-API-ACCESS-TOKEN")
	if _, ok := o.tokens[token]; !ok {
		return no(1009)
	}
	delete(o.tokens, token)
	return reply.Reply{Body: wire.Obj("warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

// One-time passwords ----------------------------------------------------------------------------------------------------

// purposes are what a code is for, and where it is sent.
var purposes = map[string][]string{"VALIDATE_EMAIL": {"email"}, "VALIDATE_MOBILE": {"mobile"}, "LOGIN": {"mobile", "email"}}

func (o *State) sendOTP(c *kernel.Call) reply.Reply {
	purpose := strings.ToUpper(wire.OrDefault(c.Value("otp"), c.Value("otp_type")))
	kinds, known := purposes[purpose]
	if !known {
		return no(1010)
	}
	in, user, refused := o.inBody(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	for _, kind := range kinds {
		if to := text(in, kind); to != "" {
			if to != user.Text(kind) {
				return no(1009)
			}
			o.otp.SendOTP(to, action(purpose))
			return saved(user)
		}
	}
	return no(1007)
}

// action is a purpose as the organisation's codes have it: those of staff users pass for nothing else.
func action(purpose string) string { return "STAFF_" + purpose }

func (o *State) validateOTP(c *kernel.Call) reply.Reply {
	in, user, refused := o.inBody(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	kind := strings.ToLower(text(in, "identifierType"))
	if kind != "mobile" && kind != "email" {
		return no(1008)
	}
	for _, purpose := range []string{"VALIDATE_" + strings.ToUpper(kind), "LOGIN"} {
		if found := o.otp.FindOTP([]string{user.Text(kind)}, action(purpose), text(in, "otp")); found != nil {
			found.Used = true
			return saved(user)
		}
	}
	return no(1700)
}

// changing is what both steps of a new identifier begin with.
func (o *State) changing(c *kernel.Call) (in map[string]any, kind, to string, user *kept.Record, refused *reply.Refusal) {
	if refused = c.Decode(&in); refused != nil {
		return in, "", "", nil, refused
	}
	kind, to, user = strings.ToLower(text(in, "type")), text(in, "identifier"), o.caller(c)
	switch {
	case !slices.Contains([]string{"mobile", "email"}, kind):
		refused = refuse(1010)
	case to == "":
		refused = refuse(1007)
	case user == nil:
		refused = refuse(1009)
	case o.users.Find(kind, to) != nil:
		refused = refuse(1005)
	}
	return in, kind, to, user, refused
}

func (o *State) sendIdentifierOTP(c *kernel.Call) reply.Reply {
	_, _, to, user, refused := o.changing(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	o.otp.SendOTP(to, action("CHANGE"))
	return saved(user)
}

func (o *State) changeIdentifier(c *kernel.Call) reply.Reply {
	in, kind, to, user, refused := o.changing(c)
	if refused != nil {
		return reply.Refused(refused)
	}
	found := o.otp.FindOTP([]string{to}, action("CHANGE"), text(in, "otp"))
	if found == nil {
		return no(1700)
	}
	found.Used = true
	user.Set(kind, to)
	return saved(user)
}
