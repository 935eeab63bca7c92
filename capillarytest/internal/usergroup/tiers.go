package usergroup

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// tierChange is a change of a group's tier, or that it was kept.
type tierChange struct {
	from, to         int // index of the program's tiers
	fromName, toName string
	kernel.Stamp
}

// MustReach moves a group to a tier, as the engine of the points does; it panics when there is no such group or tier.
func (o *State) MustReach(groupID int64, tier string) {
	g := o.byID(strconv.FormatInt(groupID, 10))
	if g == nil {
		panic(fmt.Sprintf("capillarytest: there is no user group %d", groupID))
	}
	change := tierChange{from: g.account.Tier, fromName: g.account.TierName(), Stamp: o.Stamp(g.By)}
	g.account.MustReach(tier)
	change.to, change.toName = g.account.Tier, tier
	g.tiers = append(g.tiers, change)
}

// tierHistory lists the changes of a group's tier, the newest first.
func (o *State) tierHistory(c *kernel.Call) reply.Reply {
	g := o.byID(c.Value("fleetGroupId"))
	if g == nil {
		return reply.Refused(refuse(1619, c.Value("fleetGroupId")))
	}
	start, hasStart := o.ReadV1Time(c.Value("startDate"))
	end, hasEnd := o.ReadV1Time(c.Value("endDate"))
	all := []wire.Object{}
	for _, t := range slices.Backward(g.tiers) {
		if hasStart && t.At.Before(start) || hasEnd && !t.At.Before(end) {
			continue
		}
		all = append(all, o.tierObject(g, t))
	}
	size := c.Number("pageSize", 20)
	return reply.Page(all[:min(max(size, 0), len(all))], size, 0, len(all))
}

func (o *State) tierObject(g *group, t tierChange) wire.Object {
	kind := "RENEW"
	switch {
	case t.to > t.from:
		kind = "UPGRADE"
	case t.to < t.from:
		kind = "DOWNGRADE"
	}
	return wire.Obj("fromSlabNumber", t.from+1, "toSlabNumber", t.to+1, "from", t.fromName, "to", t.toName,
		"changedOn", t.At.In(o.Zone).Format(time.RFC3339), "notes", "", "tillId", t.By.ID, "store", wire.Obj("id", t.By.ID, "code", t.By.Code,
			"description", "", "name", t.By.Code, "type", "STORE", "adminType", "GENERAL", "isOrgUnit", false),
		"type", kind, "programId", g.account.Program.ID)
}
