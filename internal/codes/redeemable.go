package codes

import (
	"slices"
	"strings"
)

// notRedeemable are the codes that say of points or of a coupon that they can't be redeemed as things stand. Codes about the
// request, the organisation's settings, a validation code or other coupons of the request are not among them, and neither are those
// that only a revocation (405) or a transfer (417) documents: elsewhere they are numbers of HTTP.
var notRedeemable = map[string][]int{
	"coupon": {660, 703, 710, 711, 712, 713, 714, 716, 720, 723, 728, 735, 736, 738, 739, 740, 742, 747, 750},
	"points": {686, 801, 803, 804, 805, 806, 807, 809, 813, 818, 819, 820, 821, 881, 1218, 3045},
}

// NotRedeemable reports whether a code of a redemption, or of the check before one, says that it can't be done as things stand.
func NotRedeemable(operation string, code int) bool {
	family, method, _ := strings.Cut(operation, ".")
	method = strings.TrimPrefix(method, "Is")
	if !strings.HasPrefix(method, "Redeem") {
		return false
	}
	if e, ok := find(ofOperations[operation], code); ok && e.Class == Success {
		return false
	}
	return slices.Contains(notRedeemable[family], code)
}
