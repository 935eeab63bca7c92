package capillarytest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// redemptionsV1 lists what a customer redeemed, the newest first, before what AddTo added.
func (o *org) redemptionsV1(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		points, coupons := o.pointsRedeemedV1(cu, c), o.couponsRedeemedV1(cu, c)
		switch strings.ToUpper(c.value("type")) {
		case "POINTS":
			coupons = []any{}
		case "COUPONS":
			points = []any{}
		}
		fields := o.namedV1(cu)
		if c.yes("user_id") {
			fields = fields.with("user_id", quoted(cu.id))
		}
		fields = fields.with("user_groups2", []object{}, "rows", quoted(len(points)+len(coupons)), "coupons_count", quoted(len(coupons)),
			"points_count", quoted(len(points)), "coupons_start_id", "", "points_start_id", "",
			"redemptions", obj("coupons", obj("coupon", coupons), "points", obj("point", points)))
		return v1Done(fields, 1000, "Customer redemptions retrieved successfully")
	})
}

func (o *org) pointsRedeemedV1(cu *customer, c *call) []any {
	all, ref := o.redemptions, c.value("external_reference_number")
	if ref != "" {
		all = o.references[ref]
	}
	var out []any
	for _, r := range slices.Backward(all) {
		if r.customer == cu.id && o.wantedV1(c, "points", r.number, r.time) {
			out = append(out, o.redeemedV1(r))
		}
	}
	for _, entry := range cu.lists[ListPointRedemptions] {
		if ref == "" || fieldOf(entry, "external_reference_number") == ref {
			out = append(out, entry)
		}
	}
	return limitedV1(c, "points_limit", out)
}

// couponsRedeemedV1 leaves coupons out where points are looked for by external reference number.
func (o *org) couponsRedeemedV1(cu *customer, c *call) []any {
	if c.value("external_reference_number") != "" {
		return orEmpty(cu.lists[ListCouponRedemptions])
	}
	var out []any
	for _, u := range slices.Backward(o.couponUsesOf(cu)) {
		if o.wantedV1(c, "coupons", u.id, u.at) {
			out = append(out, o.couponUseV1(u))
		}
	}
	return limitedV1(c, "coupons_limit", append(out, cu.lists[ListCouponRedemptions]...))
}

// wantedV1 applies the filters of customer/redemptions: days, and ids.
func (o *org) wantedV1(c *call, what string, id int64, at time.Time) bool {
	start, hasStart := o.readV1Time(c.value("start_date"))
	end, hasEnd := o.readV1Time(c.value("end_date"))
	from, to := text(c.value(what+"_start_id")).int(), text(c.value(what+"_end_id")).int()
	return !(hasStart && at.Before(start) || hasEnd && !at.Before(end) || from != 0 && id < from || to != 0 && id > to)
}

// limitedV1 is the part of a list that a limit of its own, or limit, or else ten leaves.
func limitedV1(c *call, name string, all []any) []any {
	if strings.EqualFold(c.value("order"), "asc") {
		slices.Reverse(all)
	}
	limit := c.number(name, c.number("limit", 10))
	return orEmpty(all[:min(max(limit, 0), len(all))])
}

// fieldOf reads a member of an entry of a list, be it an object or a map.
func fieldOf(entry any, name string) string {
	switch e := entry.(type) {
	case object:
		return fmt.Sprint(e.get(name))
	case map[string]any:
		return fmt.Sprint(e[name])
	default:
		return ""
	}
}
