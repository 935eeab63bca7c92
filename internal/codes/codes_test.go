package codes

import (
	"bufio"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// documented are the sections of the reference whose codes a family holds completely.
var documented = map[string][]string{
	"coupon": {"coupon", "coupon-upload"},
	"customer": {"customer", "customerLabels", "customerWalkin", "customer-v2", "customer-lookup", "customer-labels",
		"customer-v1.1", "other"},
	"lead":        {"leads"},
	"event":       {"events", "behavioral-events"},
	"org":         {"organization", "org", "custom-fields", "verticals"},
	"otp":         {"otp"},
	"points":      {"points"},
	"survey":      {"survey"},
	"transaction": {"transaction"},
	"usergroup":   {"user-group", "userGroup", "userGroup2"},
	"staff":       {"staff", "staffUser"},
	"store":       {"store"},
	"userauth":    {"user-authentication", "userAuth"},
	"webhook":     {"eventNotifications", "webhooks-v3", "event-notification-logs"},
}

func TestTablesAreSortedWithoutDuplicates(t *testing.T) {
	for name, table := range tables() {
		for i := 1; i < len(table); i++ {
			if table[i-1].Code >= table[i].Code {
				t.Errorf("%s: %d stands before %d", name, table[i-1].Code, table[i].Code)
			}
		}
	}
}

func TestEveryEntryHasATextAndAClass(t *testing.T) {
	for name, table := range tables() {
		for _, e := range table {
			if len(strings.Fields(e.Text)) < 2 || !strings.HasSuffix(e.Text, ".") || strings.ContainsAny(e.Text, "`[]{}*") {
				t.Errorf("%s: %d has the text %q", name, e.Code, e.Text)
			}
			if e.Class > TryLater || e.Class == Unknown && (name != "global" || e.Code != 500) {
				t.Errorf("%s: %d has class %d", name, e.Code, e.Class)
			}
		}
	}
}

func TestAnOperationsOwnMeaningComesFirst(t *testing.T) {
	for operation, class := range map[string]Class{"points.Redeem": Final, "points.Transfer": TryLater, "points.Deduct": Final} {
		if e, _ := Lookup(operation, 804); e.Class != class {
			t.Errorf("%s: 804 has class %d", operation, e.Class)
		}
	}
	for _, test := range []struct {
		operation string
		code      int
		class     Class
	}{
		{"points.Redeem", 902, Final},
		{"points.Reverse", 902, Duplicate},
		{"points.Transfer", 827, TryLater},
		{"points.Redeem", 827, Final},
		{"transaction.AddV1", 687, Accepted},
		{"transaction.RetroV1", 687, Accepted},
		{"transaction.Add", 687, Final},
		{"transaction.AddBulk", 687, Final},
		{"transaction.AddV1", 690, TryLater},
		{"transaction.Add", 690, Final},
		{"transaction.AddV1", 691, TryLater},
		{"transaction.Get", 691, TryLater},
		{"customer.AddV1", 1000, Success},
		{"customer.Coupons", 1000, Success},
		{"customer.UpdateSubscriptions", 1000, Final},
		{"customer.UpdateSubscriptionsV1", 1000, Success},
		{"customer.Register", 1302, Success},
		{"customer.AddTickets", 1302, TryLater},
		{"customer.Walkin", 8093, TryLater},
		{"customer.Get", 8093, Final},
		{"org.Get", 3214, Success},
		{"org.AddSource", 3214, TryLater},
		{"org.AddVertical", 91032, Duplicate},
		{"org.TagCustomField", 91032, Final},
		{"org.CreateCustomFields", 1025, Duplicate},
		{"org.AddTill", 1025, Final},
		{"coupon.Series", 502, Final},
		{"event.Push", 1100, Accepted},
		{"event.Create", 1806, Duplicate},
		{"event.Search", 1849, TryLater},
		{"webhook.Add", 300004, Final},
		{"webhook.Logs", 999999, Final},
		{"coupon.Redeem", 502, TryLater},
		{"coupon.Issue", 621, Final},
		{"coupon.IssueMultiple", 621, Success},
		{"coupon.IsRedeemableV1", 706, Success},
		{"coupon.RedeemV1", 706, TryLater},
	} {
		if e, _ := Lookup(test.operation, test.code); e.Class != test.class {
			t.Errorf("%s: %d has class %d, not %d", test.operation, test.code, e.Class, test.class)
		}
	}
}

func TestTheTextIsTheOneOfTheOperation(t *testing.T) {
	for _, test := range []struct {
		operation string
		code      int
		word      string
	}{
		{"transaction.AddV1", 603, "already used"},
		{"transaction.Add", 603, "Invalid transaction id"},
		{"transaction.UpdateV1", 680, "No transactions"},
		{"transaction.UpdateBulk", 680, "add-on"},
		{"transaction.GetByNumber", 688, "Bill number not found"},
		{"transaction.GetV1", 688, "No matching line item"},
		{"transaction.Update", 668, "multiple"},
		{"transaction.AddV1", 668, "not found"},
	} {
		if e, _ := Lookup(test.operation, test.code); !strings.Contains(e.Text, test.word) {
			t.Errorf("%s: %d says %q", test.operation, test.code, e.Text)
		}
	}
}

func TestTheCodesOfAllCallsAreNotAnOperationsOwn(t *testing.T) {
	for _, test := range []struct {
		operation string
		code      int
		own       bool
	}{
		{"coupon.Redeem", 711, true},
		{"coupon.Series", 502, true},
		{"coupon.Revoke", 404, true},
		{"customer.CouponDetails", 404, true},
		{"customer.Get", 404, false},
		{"transaction.Add", 500, false},
		{"points.Redeem", 517, false},
		{"otp.Generate", 517, true},
		{"points.Redeem", 521, false},
		{"otp.Generate", 429, true},
		{"transaction.Add", 429, false},
		{"no.Such", 8015, false},
	} {
		if _, own := LookupOwn(test.operation, test.code); own != test.own {
			t.Errorf("LookupOwn(%q, %d) is %v", test.operation, test.code, own)
		}
	}
}

func TestAFamilysOwnMeaningComesBeforeTheGlobalOne(t *testing.T) {
	for _, test := range []struct {
		family string
		code   int
		class  Class
		found  bool
	}{
		{"transaction", 600, Success, true},
		{"otp", 600, Final, true},
		{"customer", 1000, Success, true},
		{"coupon", 1000, Final, true},
		{"coupon", 748, TryLater, true},
		{"points", 748, Final, true},
		{"customer", 1061, Success, true},
		{"points", 1061, Final, true},
		{"points", 517, RateLimited, true},
		{"otp", 517, Final, true},
		{"no such family", 521, NotExecuted, true},
		{"", 498, StaleToken, true},
		{"", 8015, Unknown, false},
		{"otp", 8015, Unknown, false},
	} {
		e, found := Lookup(test.family, test.code)
		if found != test.found || e.Class != test.class {
			t.Errorf("Lookup(%q, %d) = %+v, %v", test.family, test.code, e, found)
		}
	}
}

// The matrix of internal/retry depends on these.
func TestCodesThatDoNotProveARefusalAreNotFinal(t *testing.T) {
	for family, all := range map[string]map[Class][]int{
		"points": {
			TryLater:  {815, 886, 887, 889, 894, 896, 898},
			Duplicate: {812, 902, 3802},
		},
		"coupon": {
			TryLater:  {730, 748, 786, 787, 789, 790, 791, 792, 793, 794, 796, 797, 798},
			Duplicate: {711, 716},
			Accepted:  {687},
			Final:     {749},
		},
		"transaction": {
			TryLater:  {637, 689, 690, 691, 692, 693, 694, 696, 697, 698},
			Duplicate: {604},
			Accepted:  {687},
		},
		"customer": {
			TryLater:  {1222, 999999},
			Duplicate: {1014, 8006, 8028},
			Success:   {1000, 8050, 8051},
		},
		"otp": {
			TryLater: {606},
			Final:    {429},
		},
	} {
		for class, numbers := range all {
			for _, code := range numbers {
				if e, _ := Lookup(family, code); e.Class != class {
					t.Errorf("%s: %d has class %d, not %d", family, code, e.Class, class)
				}
			}
		}
	}
}

func TestTextNamesTheFamiliesWhereTheyDiffer(t *testing.T) {
	text := Text(600)
	for _, want := range []string{"otp: Invalid", "; ", "transaction: Transaction added"} {
		if !strings.Contains(text, want) {
			t.Errorf("Text(600) = %q lacks %q", text, want)
		}
	}
	for code, want := range map[int]string{
		498:  "response code 498: The access token has expired.",
		3802: "response code 3802: Redeemed points already reversed.",
		7:    "response code 7",
	} {
		if got := Text(code); got != want {
			t.Errorf("Text(%d) = %q", code, got)
		}
	}
}

func TestEveryDocumentedCodeIsInItsFamily(t *testing.T) {
	file, err := os.Open("../../../shared/reference/codes.jsonl")
	if err != nil {
		t.Skip("the reference of the documented codes is not beside the module:", err)
	}
	defer file.Close()
	family := make(map[string]string)
	for name, sections := range documented {
		for _, s := range sections {
			family[s] = name
		}
	}
	seen := make(map[string]int)
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var row struct {
			Section, Description string
			Code                 int
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		name, ok := family[row.Section]
		if _, plain := find(global, row.Code); !ok || plain && row.Code <= 599 {
			continue
		}
		seen[name]++
		if _, ok := find(families[name], row.Code); !ok {
			t.Errorf("%s lacks %d: %s", name, row.Code, row.Description)
		}
	}
	for name := range documented {
		if seen[name] == 0 {
			t.Errorf("the reference has no codes of %s", name)
		}
	}
}

func TestEveryCodeOfAPackageIsAConstantAndBack(t *testing.T) {
	for name, table := range families {
		t.Run(name, func(t *testing.T) {
			constants := parseConstants(t, filepath.Join("../..", name, "codes.go"))
			byCode := make(map[int]string)
			for constant, code := range constants {
				classes := classesOf(name, code)
				if other, ok := byCode[code]; ok && len(classes) < 2 {
					t.Errorf("%s and %s are both %d", constant, other, code)
				}
				byCode[code] = constant
				if len(classes) == 0 {
					t.Errorf("%s is %d, which the tables lack", constant, code)
				} else if !slices.ContainsFunc(classes, func(c Class) bool { return fits(constant, c) }) {
					t.Errorf("%s is %d, which has the classes %d", constant, code, classes)
				}
			}
			for operation, own := range ofOperations {
				if strings.HasPrefix(operation, name+".") {
					table = append(slices.Clip(table), own...)
				}
			}
			for _, e := range table {
				if _, plain := find(global, e.Code); byCode[e.Code] == "" && !plain { // package capillary has those
					t.Errorf("no constant for %d: %s", e.Code, e.Text)
				}
			}
		})
	}
}

// classesOf are the classes of a code in a family: one for each thing that it means there.
func classesOf(family string, code int) []Class {
	var all []Class
	texts := make(map[string]bool)
	add := func(table []Entry) {
		if e, ok := find(table, code); ok && !texts[e.Text] {
			texts[e.Text] = true
			all = append(all, e.Class)
		}
	}
	add(families[family])
	for operation, table := range ofOperations {
		if strings.HasPrefix(operation, family+".") {
			add(table)
		}
	}
	return all
}

// fits reports whether the name of a constant says what its class says.
func fits(constant string, c Class) bool {
	switch {
	case strings.HasPrefix(constant, "Code"):
		return c == Success || c == Accepted
	case strings.HasPrefix(constant, "Warn"):
		return c == Success || c == TryLater
	case strings.HasPrefix(constant, "Err"):
		return c != Success && c != Accepted
	}
	return false
}

// parseConstants reads the constants of the form Name = capillary.Code(number).
func parseConstants(t *testing.T, path string) map[string]int {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]int)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if len(spec.Names) != 1 || len(spec.Values) != 1 || spec.Comment == nil {
			t.Errorf("%v is not one constant with a comment", spec.Names)
			return false
		}
		call, _ := spec.Values[0].(*ast.CallExpr)
		if call == nil || !isCode(call) {
			t.Errorf("%s is no capillary.Code", spec.Names[0].Name)
			return false
		}
		number, _ := call.Args[0].(*ast.BasicLit)
		if number == nil {
			t.Errorf("%s has no plain number", spec.Names[0].Name)
			return false
		}
		code, err := strconv.Atoi(number.Value)
		if err != nil {
			t.Errorf("%s: %v", spec.Names[0].Name, err)
		}
		all[spec.Names[0].Name] = code
		return false
	})
	return all
}

// isCode reports whether a constant is a code, or a code as some operations mean it, or all but some.
func isCode(call *ast.CallExpr) bool {
	made, _ := call.Fun.(*ast.SelectorExpr)
	return made != nil && ((made.Sel.Name == "CodeIn" || made.Sel.Name == "CodeExcept") && len(call.Args) > 1 || len(call.Args) == 1)
}

func tables() map[string][]Entry {
	all := maps.Clone(families)
	all["global"] = global
	maps.Copy(all, ofOperations)
	return all
}
