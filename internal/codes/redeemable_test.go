package codes

import "testing"

func TestNotRedeemableIsAboutThePointsOrTheCoupon(t *testing.T) {
	for operation, all := range map[string]map[int]bool{
		"points.IsRedeemable":        {803: true, 807: true, 821: true, 816: false, 808: false, 800: false, 889: false},
		"points.IsRedeemableWithOTP": {803: true, 860: false},
		"points.Redeem":              {813: true, 744: false, 902: false, 417: false},
		"points.RedeemV1":            {818: true, 859: false},
		"points.Transfer":            {818: false, 813: false},
		"points.UpdateRedemption":    {813: false},
		"coupon.Redeem":              {711: true, 713: true, 719: false, 705: false, 748: false, 405: false},
		"coupon.RedeemBulk":          {716: true, 749: false},
		"coupon.IsRedeemable":        {735: true, 701: false},
		"coupon.Revoke":              {713: false, 660: false},
		"customer.Get":               {803: false},
		"":                           {803: false},
	} {
		for code, want := range all {
			if got := NotRedeemable(operation, code); got != want {
				t.Errorf("NotRedeemable(%q, %d) is %v", operation, code, got)
			}
		}
	}
}

// What succeeds, or may succeed later, is no answer, and neither is a code that nobody documented.
func TestEveryCodeThatSaysNotRedeemableIsAFinalRefusal(t *testing.T) {
	for family, all := range notRedeemable {
		for _, code := range all {
			e, ok := find(families[family], code)
			if !ok || e.Class != Final && e.Class != Duplicate {
				t.Errorf("%s %d: %v %v", family, code, ok, e.Class)
			}
		}
	}
}
