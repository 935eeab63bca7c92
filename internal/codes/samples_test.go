package codes_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/event"
	"github.com/capillary-go/sdk/integration"
	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/lead"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/staff"
	"github.com/capillary-go/sdk/store"
	"github.com/capillary-go/sdk/storecare"
	"github.com/capillary-go/sdk/survey"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/userauth"
	"github.com/capillary-go/sdk/usergroup"
	"github.com/capillary-go/sdk/webhook"
)

// A shown code is one that a documented reply of an operation has, and the verdict that stands beside it.
type shown struct {
	operation string
	code      int
	place     string // the member that it stands in, such as errors
	success   bool
}

func TestACodeThatASampleShowsIsKnownToItsOperation(t *testing.T) {
	for _, s := range samples(t) {
		if _, ok := codes.Lookup(s.operation, s.code); !ok {
			t.Errorf("%s does not know %d of %s", s.operation, s.code, s.place)
		}
	}
}

func TestACodeThatASampleShowsBesideSuccessIsNoRefusal(t *testing.T) {
	var listed []string
	for _, s := range samples(t) {
		if !s.success {
			continue
		}
		e, _ := codes.Lookup(s.operation, s.code)
		if e.Class != codes.Success && e.Class != codes.Accepted && e.Class != codes.Unknown {
			t.Errorf("%s shows %d beside success in %s, but it has class %d", s.operation, s.code, s.place, e.Class)
		}
		listed = append(listed, fmt.Sprintf("%s %d (%s)", s.operation, s.code, s.place))
	}
	if len(listed) < 50 {
		t.Errorf("only %d codes beside success were found in the samples", len(listed))
	}
	t.Logf("beside success:\n%s", strings.Join(listed, "\n"))
}

func TestACodeThatASampleShowsBesideFailureIsNoSuccess(t *testing.T) {
	for _, s := range samples(t) {
		if s.success || s.place == "warnings" {
			continue
		}
		if e, _ := codes.Lookup(s.operation, s.code); e.Class == codes.Success {
			t.Errorf("%s shows %d beside failure in %s, but it has class %d", s.operation, s.code, s.place, e.Class)
		}
	}
}

// samples are the codes of the documented replies of all operations, each place once.
func samples(t *testing.T) []shown {
	t.Helper()
	file, err := os.Open("../../../shared/reference/endpoints.jsonl")
	if err != nil {
		t.Skip("the reference of the documented replies is not beside the module:", err)
	}
	defer file.Close()
	byAddress := operations()
	seen := make(map[shown]bool)
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row struct {
			Method, Path string
			AltPaths     []string          `json:"alt_paths"`
			Samples      []json.RawMessage `json:"response_samples"`
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		for _, path := range append(row.AltPaths, row.Path) {
			for _, operation := range byAddress[address(row.Method, path)] {
				for _, sample := range row.Samples {
					var document any
					exact := json.NewDecoder(bytes.NewReader(sample))
					exact.UseNumber()
					if exact.Decode(&document) == nil {
						walk(document, "", func(s shown) {
							s.operation = operation
							seen[s] = true
						})
					}
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b shown) int {
		return strings.Compare(fmt.Sprint(a.operation, a.code, a.place), fmt.Sprint(b.operation, b.code, b.place))
	})
}

func operations() map[string][]string {
	all := make(map[string][]string)
	for _, op := range slices.Concat(
		coupon.Operations(),
		customer.Operations(),
		event.Operations(),
		integration.Operations(),
		lead.Operations(),
		org.Operations(),
		otp.Operations(),
		points.Operations(),
		staff.Operations(),
		store.Operations(),
		storecare.Operations(),
		survey.Operations(),
		transaction.Operations(),
		userauth.Operations(),
		usergroup.Operations(),
		webhook.Operations(),
	) {
		for _, path := range slices.Compact([]string{op.Path, op.Lookup}) {
			if path != "" {
				all[address(op.Method, path)] = append(all[address(op.Method, path)], op.Name)
			}
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// address is an endpoint without the names of its placeholders, which differ from page to page.
func address(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	return method + " " + strings.ToLower(strings.TrimSuffix(placeholder.ReplaceAllString(path, "{}"), "/"))
}

// walk calls found for each code that has a verdict beside it: success, or status where that is no code itself.
func walk(v any, place string, found func(shown)) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			walk(each, place, found)
		}
	case map[string]any:
		code, err := strconv.Atoi(fmt.Sprint(v["code"]))
		if verdict, ok := verdict(v); ok && err == nil {
			found(shown{code: code, place: place, success: verdict})
		}
		for name, each := range v {
			walk(each, name, found)
		}
	}
}

func verdict(v map[string]any) (success, ok bool) {
	for _, name := range []string{"success", "status"} {
		switch said := fmt.Sprint(v[name]); strings.ToLower(said) {
		case "true":
			return true, true
		case "false":
			return false, true
		}
	}
	_, ok = v["message"]
	return false, ok && v["status"] == nil && v["success"] == nil
}

func TestATableOfItsOwnBelongsToAnOperationThatExists(t *testing.T) {
	exists := make(map[string]bool)
	for _, names := range operations() {
		for _, name := range names {
			exists[name] = true
		}
	}
	for _, name := range codes.OperationsWithTables() {
		if !exists[name] {
			t.Errorf("there is no operation %s", name)
		}
	}
}

// A transaction operation without one would take the numbers that the versions share for those of v1.1.
func TestEveryTransactionOperationSpeaksTheNumbersOfItsVersion(t *testing.T) {
	for _, op := range transaction.Operations() {
		v1 := strings.HasPrefix(op.Path, "/v1.1/")
		queued := slices.ContainsFunc(codes.OwnTable(op.Name), func(e codes.Entry) bool {
			return e.Code == 687 && (e.Class == codes.Accepted) == v1
		})
		if !queued {
			t.Errorf("%s has not the numbers of its version", op.Name)
		}
		if codes.NotFound(op.Name, 688) == v1 {
			t.Errorf("%s does not know a bill that is not there", op.Name)
		}
	}
}
