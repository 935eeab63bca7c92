// Package usergroup is user groups of both generations: members with permissions and a primary, points that the group has, bills of
// its members.
package usergroup

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/otp"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/transaction"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource usergroup.
type State struct {
	*ledger.Ledger
	otp     *otp.State
	bills   *transaction.State
	groups  []*group
	older   []*olderGroup // of the first generation
	waiting []waiting     // for a code
}

// New makes the resource for an organisation without groups.
func New(codes *otp.State, bills *transaction.State) *State {
	o := &State{Ledger: bills.Ledger, otp: codes, bills: bills}
	o.BeforeCalls(o.expire)
	o.BeforeCalls(o.confirm)
	o.OnMerge(o.reassign)
	return o
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(o.groupRoutes(), o.memberRoutes(), o.pointsRoutes(), o.olderRoutes())
}

// maxSize is CONF_MAX_FLEET_GROUP_SIZE where nobody set it.
const maxSize = 30000

// group is a group of the second generation.
type group struct {
	id               int64
	externalID, name string
	size             int
	extended         map[string]any
	status           string // ACTIVE, INACTIVE, DELETED
	members          []*member
	account          *ledger.Account // in the default program
	tiers            []tierChange    // the oldest first
	kernel.Stamp
}

// member is a customer in a group. One who left stays, and is not active.
type member struct {
	customer        int64
	primary, active bool
	permissions     []string
	contributed     decimal.Decimal
	kernel.Stamp
}

// of returns the membership of a customer, or nil; with active, one who left has none.
func (g *group) of(customer int64, active bool) *member {
	for _, m := range g.members {
		if m.customer == customer && (m.active || !active) {
			return m
		}
	}
	return nil
}

// primary returns the active primary member, or nil.
func (g *group) primary() *member {
	for _, m := range g.members {
		if m.primary && m.active {
			return m
		}
	}
	return nil
}

func (g *group) count() (active, exited int) {
	for _, m := range g.members {
		if m.active {
			active++
		} else {
			exited++
		}
	}
	return active, exited
}

// find returns a group that is not deleted and fits.
func (o *State) find(fits func(*group) bool) *group {
	at := slices.IndexFunc(o.groups, func(g *group) bool { return g.status != "DELETED" && fits(g) })
	if at < 0 {
		return nil
	}
	return o.groups[at]
}

// byID returns the group of an id that a request sent as a text.
func (o *State) byID(id string) *group {
	return o.find(func(g *group) bool { return wire.Quoted(g.id) == id })
}

// named finds a group by its id, its external id, or its primary member: a user id, or an identifier of another type.
func (o *State) named(kind, value string) *group {
	switch strings.ToLower(kind) {
	case "id":
		return o.byID(value)
	case "externalid":
		return o.find(func(g *group) bool { return g.externalID == value })
	}
	name := strings.TrimPrefix(strings.ToLower(kind), "primaryuser")
	if name == "userid" {
		name = "id"
	}
	cu, no := o.LookupOne(name, value, people.Anywhere)
	if no != nil {
		return nil
	}
	return o.find(func(g *group) bool { return g.primary() != nil && g.primary().customer == cu.ID })
}

// asked finds the group that a query names.
func (o *State) asked(c *kernel.Call) (*group, *reply.Refusal) {
	for _, kind := range []string{"id", "externalId", "primaryUserId"} {
		value := c.Value(kind)
		if value == "" {
			continue
		}
		if found := o.named(kind, value); found != nil {
			return found, nil
		}
		return nil, refuse(1632, value)
	}
	if kind, value := c.Value("primaryUserIdentifierType"), c.Value("primaryUserIdentifierValue"); kind != "" && value != "" {
		if found := o.named("primaryUser"+kind, value); found != nil {
			return found, nil
		}
		return nil, refuse(1632, value)
	}
	return nil, refuse(1635)
}

// expire takes the points of groups whose time has come.
func (o *State) expire() {
	for _, g := range o.groups {
		var gone decimal.Decimal
		for _, l := range g.account.Lots {
			if !l.Expires.After(o.Now()) {
				gone = gone.Add(l.Points)
			}
		}
		if gone.IsPositive() {
			o.Debit(g.account, o.Event("PointsExpiry", "", kernel.Till{}), gone)
			g.account.Expired = g.account.Expired.Add(gone)
		}
	}
}

// reassign gives to the survivor of a merge the memberships of the other one, but not a second one in a group.
func (o *State) reassign(victim, survivor *people.Customer) {
	for _, g := range o.groups {
		other := g.of(survivor.ID, false)
		g.members = slices.DeleteFunc(g.members, func(m *member) bool {
			if m.customer != victim.ID {
				return false
			}
			if other == nil {
				m.customer = survivor.ID
				return false
			}
			other.primary, other.active = other.primary || m.primary && m.active, other.active || m.active
			other.contributed = other.contributed.Add(m.contributed)
			return true
		})
	}
	for _, g := range o.older {
		g.reassign(victim.ID, survivor.ID)
	}
}

// user is the user id that a request sends as a number or a text.
func (o *State) user(id wire.Text) (*people.Customer, *reply.Refusal) {
	return o.ByID(cmp.Or(string(id), "0"))
}
