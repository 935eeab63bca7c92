// Command mutate changes the code that decides about outcomes in one place at a time, and sees whether a test fails: negated
// conditions, left-out statements, swapped comparisons. What survives is printed. It takes the better part of an hour and is run
// by hand, from the root of the module:
//
//	nice go run ./internal/proofs/mutate
//	nice go run ./internal/proofs/mutate -only capillary/flight.go
//
// All changes of a package are compiled at once, into a copy that only the compiler sees (go's -overlay). A change that can't
// be told from the code by any behaviour survives too: a saving of work, an order that nobody sees. Such survivors are told by
// reading them.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/internal/proofs/mutate/mutant"
)

// room is code with the tests that are to find its changes, in the order in which they are asked: quick ones first.
type room struct {
	files []string // globs, without tests
	tests []tests
}

// tests are some of a package's.
type tests struct{ dir, run string }

// deciding are the tests of the client that are about outcomes, tries, limits and batches, and are quick.
const deciding = "EverySequence|Doubt|Reconcil|Settle|Batch|Item|Limit|Retr|Tries|Deadline|Undone|Matrix|Partly|Budget|Wait|ReplyMeans"

var rooms = []room{
	{[]string{"internal/retry/*.go"}, []tests{{"internal/retry", ""}, {"capillary", deciding}}},
	{[]string{"capillary/flight.go", "capillary/keys.go", "capillary/batch.go", "capillary/reconcile.go", "capillary/ratelimit.go"},
		[]tests{{"capillary", deciding}, {"capillary", ""}, {"points", ""}, {"transaction", ""}}},
	{[]string{"internal/envelope/*.go"}, []tests{{"internal/envelope", ""}, {"capillary", deciding}, {"points", ""}, {"coupon", ""}, {"transaction", ""}}},
}

func main() {
	log.SetFlags(0)
	only := flag.String("only", "", "the one file to change")
	quick := flag.Bool("quick", false, "run the first tests of each room only, and print what they leave")
	limit := flag.Duration("limit", 2*time.Minute, "the time that the tests of one package may take")
	flag.Parse()
	if err := run(*only, *limit, *quick); err != nil {
		log.Fatal(err)
	}
}

func run(only string, limit time.Duration, quick bool) error {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	total := figures{}
	for n, r := range rooms {
		all, err := r.sources(only)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		if quick {
			r.tests = r.tests[:1]
		}
		b := &build{dir: filepath.Join(dir, strconv.Itoa(n)), limit: limit}
		if err := b.compile(all, r.tests); err != nil {
			return err
		}
		f := b.hunt()
		total.mutants += f.mutants
		total.survivors += f.survivors
	}
	fmt.Printf("%d mutants, %d killed, %d survived\n", total.mutants, total.mutants-total.survivors, total.survivors)
	return nil
}

type figures struct{ mutants, survivors int }

// sources lists the files of a room.
func (r room) sources(only string) (all []string, err error) {
	for _, glob := range r.files {
		found, err := filepath.Glob(glob)
		if err != nil {
			return nil, err
		}
		for _, name := range found {
			if !strings.HasSuffix(name, "_test.go") && (only == "" || only == name) {
				all = append(all, name)
			}
		}
	}
	return all, nil
}

// build is one compilation: all changes of a room, and the tests that are run with each of them.
type build struct {
	dir     string
	limit   time.Duration
	changes []change
	tests   []tests
}

// compile writes the changed sources, and compiles the tests over them.
func (b *build) compile(sources []string, all []tests) error {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for n, name := range sources {
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		mutated, changes, err := rewrite(name, source, len(b.changes))
		if err != nil {
			return err
		}
		b.changes = append(b.changes, changes...)
		path, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		overlay.Replace[path] = filepath.Join(b.dir, strconv.Itoa(n)+".go")
		if err := os.WriteFile(overlay.Replace[path], []byte(mutated), 0o600); err != nil {
			return err
		}
	}
	raw, err := json.Marshal(overlay)
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.file("overlay.json"), raw, 0o600); err != nil {
		return err
	}
	for _, t := range all {
		c := exec.Command("go", "test", "-c", "-vet=off", "-overlay", b.file("overlay.json"), "-o", b.binary(t.dir), "./"+t.dir)
		if output, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%s does not compile: %w\n%s", t.dir, err, output)
		}
		if passes, output := b.passes(t, -1); !passes {
			return fmt.Errorf("the tests of %s fail without a change:\n%s", t.dir, output)
		}
		b.tests = append(b.tests, t)
	}
	return nil
}

func (b *build) file(name string) string { return filepath.Join(b.dir, name) }

func (b *build) binary(name string) string {
	return b.file(strings.ReplaceAll(name, "/", "_") + ".test")
}

// hunt runs the tests with each change and prints what survives.
func (b *build) hunt() (f figures) {
	for n, c := range b.changes {
		f.mutants++
		if !b.killed(n) {
			f.survivors++
			fmt.Printf("%s:%d: %s\n", c.file, c.line, c.what)
		}
	}
	return f
}

func (b *build) killed(change int) bool {
	for _, t := range b.tests {
		if passes, _ := b.passes(t, change); !passes {
			return true
		}
	}
	return false
}

// passes runs the tests of a package, in its directory. What does not end in time fails.
func (b *build) passes(t tests, change int) (passes bool, output []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), b.limit)
	defer cancel()
	c := exec.CommandContext(ctx, b.binary(t.dir), "-test.short", "-test.failfast", "-test.run", t.run, "-test.skip", skipped)
	c.Dir = t.dir
	c.Env = append(os.Environ(), mutant.Variable+"="+strconv.Itoa(change))
	c.WaitDelay = time.Second
	output, err := c.CombinedOutput()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		return false, fmt.Appendf(output, "\n%v", err)
	}
	return err == nil, output
}

// skipped are tests that count allocations, since switched code allocates more, and some long ones about transports and secrets.
const skipped = "Allocat|AThousandCallsThatSee|AHundredMegabytes|OwnHooksAreCalled|ABlackHole|RepliesAreBounded|ALengthThatAHeader|NoDump|" +
	"ADocumentedText|TokenEndpoint|TokenRequest|IsNowhere|HooksOfAnEarlier|Fuzz"
