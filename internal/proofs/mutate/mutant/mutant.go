// Package mutant switches mutants on. The code that the tool mutate writes calls it, one number for each change; which of
// them is made, if any, is said by the environment. So all mutants of a package are compiled at once.
package mutant

import (
	"os"
	"strconv"
)

// Variable is the environment variable with the number of the change that is made.
const Variable = "CAPILLARY_MUTANT"

var active = func() int {
	n, err := strconv.Atoi(os.Getenv(Variable))
	if err != nil {
		return -1
	}
	return n
}()

// Not is a condition, and its negation in the mutant.
func Not(n int, condition bool) bool { return condition != (active == n) }

// Keep reports whether a statement is executed. In the mutant it is left out.
func Keep(n int) bool { return active != n }

// Swap is what one comparison says, and in the mutant what the other one says.
func Swap(n int, is, other func() bool) bool {
	if active == n {
		return other()
	}
	return is()
}
