// Package userauth is customers who sign in to a page or an app with a password.
package userauth

import (
	"encoding/hex"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource userauth.
type State struct {
	*customer.State
	users *kept.Records
}

// New makes the resource for an organisation whose customers have no passwords.
func New(customers *customer.State) *State {
	return &State{State: customers, users: kept.New(customers.Book, kept.Table{Key: "id", First: 1, Owner: "userId", Missing: 91027, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"userId"}, Code: 91029}},
		Fields: []kept.Field{{Name: "userId", Kind: kept.Number}, {Name: "password", Kind: kept.Text}}})}
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/user_auth/register":       o.register,
		"POST /v2/user_auth/authorize_user": o.authorize,
		"PUT /v2/user_auth/update":          o.update,
	}
}

// credentials are what all calls send.
type credentials struct{ Mobile, Email, Password wire.Text }

// asked reads a body and finds the customer: number and address have to be those of one.
func (o *State) asked(c *kernel.Call) (in credentials, who *people.Customer, no *reply.Refusal) {
	if no = c.Decode(&in); no != nil {
		return in, nil, no
	}
	for kind, value := range map[string]wire.Text{"mobile": in.Mobile, "email": in.Email} {
		if value == "" {
			continue
		}
		found, missing := o.LookupOne(kind, string(value), people.Anywhere)
		if missing != nil || who != nil && found != who {
			return in, nil, refuse(91027)
		}
		who = found
	}
	if who == nil {
		return in, nil, refuse(91027)
	}
	if sum, err := hex.DecodeString(string(in.Password)); err != nil || len(sum) != 16 {
		return in, nil, refuse(91028)
	}
	in.Password = wire.Text(strings.ToLower(string(in.Password)))
	return in, who, nil
}

func (o *State) register(c *kernel.Call) reply.Reply {
	in, who, no := o.asked(c)
	if no == nil {
		_, no = o.users.Add(c, map[string]any{"userId": who.ID, "password": string(in.Password)})
	}
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.DetailsOf(who, people.Anywhere, c))
}

func (o *State) authorize(c *kernel.Call) reply.Reply {
	in, who, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	if user := o.users.Find("userId", who.ID); user == nil || user.Text("password") != string(in.Password) {
		return reply.Refused(refuse(91024))
	}
	return reply.Entity(true)
}

func (o *State) update(c *kernel.Call) reply.Reply {
	in, who, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	user := o.users.Find("userId", who.ID)
	if user == nil {
		return reply.Refused(refuse(91027))
	}
	user.Set("password", string(in.Password))
	return reply.Entity(true)
}

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	91024: "Unable to authorize user with given credentials",
	91027: "Username(email/mobile) is invalid",
	91028: "Password is not a valid MD5 hash",
	91029: "Registration failed, user is already registered",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
