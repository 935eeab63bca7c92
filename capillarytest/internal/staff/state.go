// Package staff is staff users: their accounts, one-time passwords, access tokens and identifiers.
package staff

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/otp"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource staff.
type State struct {
	*people.Book
	otp    *otp.State
	users  *kept.Records
	tokens map[string]int64 // and whose they are
}

// New makes the resource for an organisation without staff users. A staff user may sign in with username and password, as a till may.
func New(b *people.Book, codes *otp.State) *State {
	o := &State{Book: b, otp: codes, tokens: map[string]int64{}}
	o.users = kept.New(b, kept.Table{Key: "id", First: 75025000, Missing: 1009, Refuse: refuse, Fields: []kept.Field{
		{Name: "username", Kind: kept.Text}, {Name: "mobile", Kind: kept.Text}, {Name: "email", Kind: kept.Text}, {Name: "firstname", Kind: kept.Text},
		{Name: "lastname", Kind: kept.Text}, {Name: "title", Kind: kept.Text, Also: "role"}, {Name: "storeCode", Kind: kept.Text, Default: "InfluenceStore"},
		{Name: "zoneCode", Kind: kept.Text, Default: "root"}, {Name: "conceptCode", Kind: kept.Text, Also: "ConceptCode", Default: "root"},
		{Name: "tillCode", Kind: kept.Text}, {Name: "id"}, {Name: "password", Kind: kept.Text, Needed: 1001, Hidden: true},
		{Name: "removed", Hidden: true}},
		Unique: []kept.Unique{{Fields: []string{"username"}, Code: 1005}, {Fields: []string{"mobile"}, Code: 1005}, {Fields: []string{"email"}, Fold: true, Code: 1005}},
		Check:  hasIdentifier})
	b.AlsoAdmit(o.admits)
	return o
}

// hasIdentifier refuses a user whom nothing names.
func hasIdentifier(_ *kernel.Call, r *kept.Record) *reply.Refusal {
	if r.Text("username") == "" && r.Text("mobile") == "" && r.Text("email") == "" {
		return refuse(1007)
	}
	for _, kind := range []string{"mobile", "email"} {
		if i, ok := people.IdentityOf(kind, r.Text(kind)); ok && !i.WellFormed() {
			return refuse(1009)
		}
	}
	return nil
}

// admits tells whether a staff user has that name, and a password with that md5.
func (o *State) admits(name, sum string) bool {
	found := o.users.Find("username", name)
	if found == nil || found.Get("removed") != nil {
		return false
	}
	want := md5.Sum([]byte(found.Text("password")))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(want[:])), []byte(sum)) == 1
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/staff":                          o.users.Adding(kept.Endpoint{As: reply.AsEntityID("id"), Answer: savedOne}),
		"GET /v2/staff":                           o.get,
		"GET /v2/staff/getUsersList":              o.list,
		"POST /v2/staff/edit":                     o.edit,
		"POST /v2/staff/transfer":                 o.transfer,
		"POST /v2/staff/delete":                   o.remove,
		"POST /v2/staff/sendOtp":                  o.sendOTP,
		"POST /v2/staff/validate":                 o.validateOTP,
		"POST /v2/staff/changeidentifier/sendotp": o.sendIdentifierOTP,
		"POST /v2/staff/changeidentifier":         o.changeIdentifier,
		"POST /v2/staff/accessToken":              o.accessToken,
		"POST /v2/staff/changePassword":           o.changePassword,
		"GET /v2/staff/logout":                    o.logout,
	}
}
