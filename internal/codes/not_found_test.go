package codes

import (
	"regexp"
	"slices"
	"strconv"
	"testing"
)

func TestNotFoundAsksForTheMeaningInTheOperation(t *testing.T) {
	for operation, all := range map[string]map[int]bool{
		"customer.Get":            {8015: true, 816: true, 8065: true, 8069: false, 8109: false, 8013: false, 404: false},
		"customer.AdjustTier":     {8923: true, 8925: false},
		"customer.UpdateIdentity": {9042: true, 9028: false},
		"customer.GetV1":          {1012: true, 1042: false, 1013: false},
		"customer.Coupons":        {701: true, 707: false},
		"customer.CouponDetails":  {404: true},
		"transaction.Get":         {688: true, 687: false, 667: true},
		"transaction.GetByNumber": {688: true, 602: false},
		"transaction.AddV1":       {688: false, 611: true, 641: true, 625: true, 677: false},
		"transaction.Add":         {677: true, 625: true, 668: true, 680: false},
		"transaction.Update":      {668: false, 667: true},
		"points.AllocateCurrency": {8139: true, 6006: false},
		"points.Redeem":           {902: true, 816: true, 803: false, 801: false},
		"points.Reverse":          {902: false, 8015: true},
		"coupon.Redeem":           {719: true, 701: true, 755: false, 702: false, 404: false, 502: false},
		"coupon.Revoke":           {404: true, 682: true},
		"coupon.UpdateSeries":     {502: true, 755: false},
		"org.EntitiesByID":        {3202: true, 3203: false},
		"org.Config":              {3209: true, 404: false},
		"org.Configs":             {3209: false},
		"org.SetConfig":           {3206: true, 3211: false},
		"org.FindTill":            {3227: true, 1214: false},
		"org.Source":              {3213: true, 3219: false},
		"org.RemoveVertical":      {91027: true, 91028: false},
		"otp.Validate":            {9001: false},
		"webhook.Metrics":         {404: true, 300005: false},
		"webhook.Logs":            {404: false},
		"lead.UpdateStatus":       {92001: true, 92004: true, 92024: false},
		"survey.Get":              {9003: true, 9001: false},
		"usergroup.Get":           {1632: true, 1619: false},
		"usergroup.Deduct":        {8911: true, 1632: true, 8874: false},
		"no.Such":                 {8015: false},
		"":                        {404: false},
	} {
		for code, want := range all {
			if got := NotFound(operation, code); got != want {
				t.Errorf("NotFound(%q, %d) is %v", operation, code, got)
			}
		}
	}
}

// A code that reads like one of them is one, or is named here with the reason.
func TestACodeThatReadsLikeNotFoundIsOne(t *testing.T) {
	reads := regexp.MustCompile(`(?i)not found|not exist|cannot find|unable to find|could not be found|^no (such )?\w+( \w+)? found`)
	others := map[string]string{
		"coupon 404":               "a coupon only where it is revoked, so there only",
		"customer 33001":           "the customer has no labels",
		"customer 33002":           "the org has no labels",
		"customer.PointsTransfers": "an empty list",
		"points.Transfers":         "an empty list",
		"org 3203":                 "an empty list",
		"org 3204":                 "an empty list",
		"org 3209":                 "an empty list; one that is asked for by name has its own entry",
		"org 3215":                 "an empty list",
		"org 3222":                 "an empty list",
		"points 902":               "a transfer means another thing; a redemption has its own entry",
		"points 822":               "nobody called",
		"points 11023":             "a parameter is missing",
		"points 82323282":          "there are no promised points",
		"transaction 688":          "v2 has its own entry; v1.1 means a line item of a return",
		"otp 9001":                 "every code that is wrong or late reads so",
		"store 909":                "an empty list",
		"transaction 687":          "a line item of a return",
		"transaction 677":          "v2 has its own entry",
	}
	used := make(map[string]bool)
	check := func(name, operation string, table []Entry) {
		for _, e := range table {
			key := name + " " + strconv.Itoa(e.Code)
			if !reads.MatchString(e.Text) || NotFound(operation, e.Code) {
				continue
			}
			used[key], used[name] = true, true
			if others[key] == "" && others[name] == "" {
				t.Errorf("%s reads like it: %s", key, e.Text)
			}
		}
	}
	for family, table := range families {
		check(family, family, table)
	}
	for operation, table := range ofOperations {
		name := operation
		if slices.ContainsFunc(transactionMeanings, func(m meaning) bool { return slices.Contains(m.operations, operation) }) {
			name = "transaction"
		}
		check(name, operation, table)
	}
	for key := range others {
		if !used[key] {
			t.Errorf("%s is named, but does not read like it", key)
		}
	}
}

func TestEveryNotFoundCodeIsInItsTable(t *testing.T) {
	for family, all := range missing {
		for _, code := range all {
			if _, ok := find(families[family], code); !ok {
				t.Errorf("%s has no %d", family, code)
			}
		}
	}
	for operation, all := range missingOfOperations {
		for _, code := range all {
			if _, ok := find(ofOperations[operation], code); !ok {
				t.Errorf("%s has no %d", operation, code)
			}
		}
	}
}
