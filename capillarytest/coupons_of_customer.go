package capillarytest

import "strings"

// customerCoupons finds its customers by mobile, email, externalId or id, several values with commas.
func (o *org) customerCoupons(c *call) reply {
	customers, total := []object{}, 0
	for _, who := range o.asked(c, "mobile", "email", "externalId", "id") {
		if who.no != nil {
			return refused(refuse(8015))
		}
		coupons := o.couponList(who.customer, c, ListCoupons, func(have *coupon) object { return o.listedCoupon(have) })
		total += len(coupons)
		p := o.profileV1(who.customer)
		customers = append(customers, obj("firstname", p.firstName, "lastname", p.lastName, "mobile", who.customer.identifier("mobile"),
			"id", who.customer.id, "coupons", coupons))
	}
	if len(customers) == 0 {
		return refused(refuse(8002))
	}
	return reply{body: obj("entity", obj("pagination", obj("limit", "100", "offset", "0", "total", total), "customers", customers),
		"warnings", notices(), "errors", notices(), "success", true)}
}

func (o *org) customerCouponDetails(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	return entity(o.couponList(found, c, ListCouponDetails, o.couponDetail))
}

// couponList is the coupons of a customer, of one status if one is asked for, and what AddTo added.
func (o *org) couponList(cu *customer, c *call, l List, show func(*coupon) object) []any {
	out := []any{}
	for _, have := range o.coupons {
		status := strings.ToLower(c.value("status"))
		expired := !o.now().Before(have.expires)
		switch {
		case have.customer != cu.id || have.revoked:
		case status == "redeemed" && len(have.uses) == 0, status == "unredeemed" && len(have.uses) > 0:
		case status == "expired" && !expired, status == "active" && expired:
		default:
			out = append(out, show(have))
		}
	}
	return append(out, cu.lists[l]...)
}

// listedCoupon is a coupon as the lists of coupons of a customer show it.
func (o *org) listedCoupon(c *coupon) object {
	redemptions := []object{}
	for _, u := range c.uses {
		redemptions = append(redemptions, obj("date", o.v2Time(u.at), "redeemedAt", u.by.object(), "transactionNumber", u.transaction))
	}
	s := c.series
	return obj("code", c.code, "seriesId", s.id, "seriesName", s.text("description"), "createdDate", o.v2Time(c.issued.at),
		"validTill", o.v2Time(c.expires), "id", c.id,
		"transactionNumber", "", "issuedAt", c.issued.by.object(), "redemptionCount", len(c.uses), "redemptions", redemptions,
		"discountType", s.text("discountType"), "discountValue", s.value(), "description", s.text("description"))
}

// couponDetail is a coupon as GET /v2/customers/{id}/coupons shows it. There discountType is a boolean.
func (o *org) couponDetail(c *coupon) object {
	uses := []object{}
	for _, u := range c.uses {
		uses = append(uses, obj("id", u.id, "redeemedOn", o.v2Time(u.at), "transactionNumber", u.transaction, "userId", u.customer))
	}
	_, left := c.usesBy(&customer{})
	s := c.series
	return obj("id", c.id, "code", c.code, "trimmedCode", c.code, "description", s.text("description"), "orgId", o.orgID,
		"seriesId", s.id, "seriesName", s.text("description"), "series", o.seriesObject(s), "issuedTo", c.customer, "issuedBy", c.issued.by.id,
		"issuedOn", o.v2Time(c.issued.at), "createdDate", o.v2Time(c.issued.at), "activeFrom", o.v2Time(c.issued.at),
		"validTill", o.v2Time(c.expires), "redeemed", len(c.uses) > 0, "redemptionsLeft", left, "redemptionInfo", uses,
		"reversedRedemptionInfo", []object{}, "couponDiscountType", s.text("discountType"), "discountType", s.absolute(),
		"discountValue", s.value(), "discountUpto", s.fields.get("discountUpto"))
}

// listedCouponV1 is a coupon as GET /v1.1/customer/coupons shows it.
func (o *org) listedCouponV1(c *coupon) object {
	redemptions := []object{}
	for _, u := range c.uses {
		redemptions = append(redemptions, obj("date", o.v1Time(u.at), "transaction_number", u.transaction,
			"redeemed_at", codeAndName(u.by)))
	}
	return obj("id", quoted(c.id), "series_id", quoted(c.series.id), "series_name", c.series.text("description"), "code", c.code,
		"created_date", o.v1Time(c.issued.at), "valid_till", o.v1Time(c.expires), "transaction_number", "",
		"redemption_count", quoted(len(c.uses)), "redemptions", obj("redemption", redemptions))
}

func (o *org) couponsV1(c *call) reply {
	r := o.eachV1(c, true, func(cu *customer) v1Item {
		fields := o.namedV1(cu).with("id", quoted(cu.id), "coupons", obj("coupon", o.couponList(cu, c, ListCouponsV1, o.listedCouponV1)))
		return v1Done(fields, 1000, "Issued coupons retrieved successfully")
	})
	return r
}
