package points

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// redemptionsV1 lists what a customer redeemed, the newest first, before what AddTo added.
func (o *State) redemptionsV1(c *kernel.Call) reply.Reply {
	return o.OneV1(c, func(cu *people.Customer) reply.V1Item {
		points, coupons := o.pointsRedeemedV1(cu, c), o.couponsRedeemedV1(cu, c)
		switch strings.ToUpper(c.Value("type")) {
		case "POINTS":
			coupons = []any{}
		case "COUPONS":
			points = []any{}
		}
		fields := o.NamedV1(cu)
		if c.Yes("user_id") {
			fields = fields.With("user_id", wire.Quoted(cu.ID))
		}
		fields = fields.With("user_groups2", []wire.Object{}, "rows", wire.Quoted(len(points)+len(coupons)), "coupons_count",
			wire.Quoted(len(coupons)),
			"points_count", wire.Quoted(len(points)), "coupons_start_id", "", "points_start_id", "",
			"redemptions", wire.Obj("coupons", wire.Obj("coupon", coupons), "points", wire.Obj("point", points)))
		return reply.V1Done(fields, 1000, "Customer redemptions retrieved successfully")
	})
}

func (o *State) pointsRedeemedV1(cu *people.Customer, c *kernel.Call) []any {
	all, ref := o.redemptions, c.Value("external_reference_number")
	if ref != "" {
		all = o.references[ref]
	}
	var out []any
	for _, r := range slices.Backward(all) {
		if r.customer == cu.ID && o.wantedV1(c, "points", r.number, r.time) {
			out = append(out, o.redeemedV1(r))
		}
	}
	for _, entry := range cu.Lists[people.ListPointRedemptions] {
		if ref == "" || fieldOf(entry, "external_reference_number") == ref {
			out = append(out, entry)
		}
	}
	return limitedV1(c, "points_limit", out)
}

// couponsRedeemedV1 leaves coupons out where points are looked for by external reference number.
func (o *State) couponsRedeemedV1(cu *people.Customer, c *kernel.Call) []any {
	if c.Value("external_reference_number") != "" {
		return wire.OrEmpty(cu.Lists[people.ListCouponRedemptions])
	}
	var out []any
	for _, u := range slices.Backward(o.coupon.CouponUsesOf(cu)) {
		if o.wantedV1(c, "coupons", u.ID, u.At) {
			out = append(out, o.coupon.CouponUseV1(u))
		}
	}
	return limitedV1(c, "coupons_limit", append(out, cu.Lists[people.ListCouponRedemptions]...))
}

// wantedV1 applies the filters of customer/redemptions: days, and ids.
func (o *State) wantedV1(c *kernel.Call, what string, id int64, at time.Time) bool {
	start, hasStart := o.ReadV1Time(c.Value("start_date"))
	end, hasEnd := o.ReadV1Time(c.Value("end_date"))
	from, to := wire.Text(c.Value(what+"_start_id")).Int(), wire.Text(c.Value(what+"_end_id")).Int()
	return !(hasStart && at.Before(start) || hasEnd && !at.Before(end) || from != 0 && id < from || to != 0 && id > to)
}

// limitedV1 is the part of a list that a limit of its own, or limit, or else ten leaves.
func limitedV1(c *kernel.Call, name string, all []any) []any {
	if strings.EqualFold(c.Value("order"), "asc") {
		slices.Reverse(all)
	}
	limit := c.Number(name, c.Number("limit", 10))
	return wire.OrEmpty(all[:min(max(limit, 0), len(all))])
}

// fieldOf reads a member of an entry of a list, be it an object or a map.
func fieldOf(entry any, name string) string {
	switch e := entry.(type) {
	case wire.Object:
		return fmt.Sprint(e.Get(name))
	case map[string]any:
		return fmt.Sprint(e[name])
	default:
		return ""
	}
}
