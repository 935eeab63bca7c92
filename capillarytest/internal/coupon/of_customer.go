package coupon

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// customerCoupons finds its customers by mobile, email, externalId or id, several values with commas.
func (o *State) customerCoupons(c *kernel.Call) reply.Reply {
	customers, total := []wire.Object{}, 0
	for _, who := range o.Asked(c, "mobile", "email", "externalId", "id") {
		if who.No != nil {
			return reply.Refused(refuse(8015))
		}
		coupons := o.couponList(who.Customer, c, people.ListCoupons, func(have *coupon) wire.Object { return o.listedCoupon(have) })
		total += len(coupons)
		p := o.ProfileV1(who.Customer)
		customers = append(customers, wire.Obj("firstname", p.FirstName, "lastname", p.LastName, "mobile",
			who.Customer.Identifier("mobile"),
			"id", who.Customer.ID, "coupons", coupons))
	}
	if len(customers) == 0 {
		return reply.Refused(refuse(8002))
	}
	return reply.Reply{Body: wire.Obj("entity", wire.Obj("pagination", wire.Obj("limit", "100", "offset", "0", "total", total),
		"customers", customers),
		"warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

func (o *State) customerCouponDetails(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Entity(o.couponList(found, c, people.ListCouponDetails, o.couponDetail))
}

// couponList is the coupons of a customer, of one status if one is asked for, and what AddTo added.
func (o *State) couponList(cu *people.Customer, c *kernel.Call, l people.List, show func(*coupon) wire.Object) []any {
	out := []any{}
	for _, have := range o.coupons {
		status := strings.ToLower(c.Value("status"))
		expired := !o.Now().Before(have.expires)
		switch {
		case have.customer != cu.ID || have.revoked:
		case status == "redeemed" && len(have.uses) == 0, status == "unredeemed" && len(have.uses) > 0:
		case status == "expired" && !expired, status == "active" && expired:
		default:
			out = append(out, show(have))
		}
	}
	return append(out, cu.Lists[l]...)
}

// listedCoupon is a coupon as the lists of coupons of a customer show it.
func (o *State) listedCoupon(c *coupon) wire.Object {
	redemptions := []wire.Object{}
	for _, u := range c.uses {
		redemptions = append(redemptions, wire.Obj("date", o.V2Time(u.At), "redeemedAt", u.By.Object(), "transactionNumber",
			u.transaction))
	}
	s := c.series
	return wire.Obj("code", c.code, "seriesId", s.id, "seriesName", s.text("description"), "createdDate", o.V2Time(c.issued.At),
		"validTill", o.V2Time(c.expires), "id", c.id,
		"transactionNumber", "", "issuedAt", c.issued.By.Object(), "redemptionCount", len(c.uses), "redemptions", redemptions,
		"discountType", s.text("discountType"), "discountValue", s.value(), "description", s.text("description"))
}

// couponDetail is a coupon as GET /v2/customers/{id}/coupons shows it. There discountType is a boolean.
func (o *State) couponDetail(c *coupon) wire.Object {
	uses := []wire.Object{}
	for _, u := range c.uses {
		uses = append(uses, wire.Obj("id", u.ID, "redeemedOn", o.V2Time(u.At), "transactionNumber", u.transaction, "userId",
			u.customer))
	}
	_, left := c.usesBy(&people.Customer{})
	s := c.series
	return wire.Obj("id", c.id, "code", c.code, "trimmedCode", c.code, "description", s.text("description"), "orgId", o.ID,
		"seriesId", s.id, "seriesName", s.text("description"), "series", o.seriesObject(s), "issuedTo", c.customer, "issuedBy", c.issued.By.ID,
		"issuedOn", o.V2Time(c.issued.At), "createdDate", o.V2Time(c.issued.At), "activeFrom", o.V2Time(c.issued.At),
		"validTill", o.V2Time(c.expires), "redeemed", len(c.uses) > 0, "redemptionsLeft", left, "redemptionInfo", uses,
		"reversedRedemptionInfo", []wire.Object{}, "couponDiscountType", s.text("discountType"), "discountType", s.absolute(),
		"discountValue", s.value(), "discountUpto", s.fields.Get("discountUpto"))
}

// listedCouponV1 is a coupon as GET /v1.1/customer/coupons shows it.
func (o *State) listedCouponV1(c *coupon) wire.Object {
	redemptions := []wire.Object{}
	for _, u := range c.uses {
		redemptions = append(redemptions, wire.Obj("date", o.V1Time(u.At), "transaction_number", u.transaction,
			"redeemed_at", kernel.CodeAndName(u.By)))
	}
	return wire.Obj("id", wire.Quoted(c.id), "series_id", wire.Quoted(c.series.id), "series_name",
		c.series.text("description"), "code", c.code,
		"created_date", o.V1Time(c.issued.At), "valid_till", o.V1Time(c.expires), "transaction_number", "",
		"redemption_count", wire.Quoted(len(c.uses)), "redemptions", wire.Obj("redemption", redemptions))
}

func (o *State) couponsV1(c *kernel.Call) reply.Reply {
	r := o.EachV1(c, true, func(cu *people.Customer) reply.V1Item {
		fields := o.NamedV1(cu).With("id", wire.Quoted(cu.ID), "coupons", wire.Obj("coupon",
			o.couponList(cu, c, people.ListCouponsV1, o.listedCouponV1)))
		return reply.V1Done(fields, 1000, "Issued coupons retrieved successfully")
	})
	return r
}
