// Package mutant switches mutants on. The code that the tool mutate writes calls it, one number for each change; which of
// them is made, if any, is said by the environment. So all mutants of a package are compiled at once.
package mutant

import (
	"os"
	"strconv"
	"sync"
)

// Variable is the environment variable with the number of the change that is made.
const Variable = "CAPILLARY_MUTANT"

// Reached is the environment variable with the name of a file, to which the number of each change is written whose place the tests
// reach. What is not reached can't be found by them, so they need not run.
const Reached = "CAPILLARY_MUTANTS_REACHED"

var active = func() int {
	n, err := strconv.Atoi(os.Getenv(Variable))
	if err != nil {
		return -1
	}
	return n
}()

// seen are the changes that were reached, if they are asked for.
var seen = struct {
	file *os.File
	mu   sync.Mutex
	all  map[int]bool
}{all: map[int]bool{}}

func init() {
	if name := os.Getenv(Reached); name != "" {
		seen.file, _ = os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) // without it nothing is said to be reached
	}
}

// is reports whether a change is made, and notes that it was reached.
func is(n int) bool {
	if seen.file != nil {
		note(n)
	}
	return active == n
}

func note(n int) {
	seen.mu.Lock()
	defer seen.mu.Unlock()
	if !seen.all[n] {
		seen.all[n] = true
		_, _ = seen.file.WriteString(strconv.Itoa(n) + "\n")
	}
}

// Not is a condition, and its negation in the mutant.
func Not(n int, condition bool) bool { return is(n) != condition }

// Keep reports whether a statement is executed. In the mutant it is left out.
func Keep(n int) bool { return !is(n) }

// Swap is what one comparison says, and in the mutant what the other one says.
func Swap(n int, holds, other func() bool) bool {
	if is(n) {
		return other()
	}
	return holds()
}
