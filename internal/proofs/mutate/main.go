// Command mutate changes the code that decides about outcomes in one place at a time, and sees whether a test fails: negated
// conditions, left-out statements, swapped comparisons. What survives is printed, and for each file how many changes there were and
// how many a test found. It takes hours on a busy machine and is run by hand, from the root of the module:
//
//	nice go run ./internal/proofs/mutate
//	nice go run ./internal/proofs/mutate -only capillary/flight.go
//	nice go run ./internal/proofs/mutate -only internal/envelope/items.go -every 3
//
// All changes of a package are compiled at once, into a copy that only the compiler sees (go's -overlay). Each is tried on the tests
// that reach it, the quick ones first. A change that can't be told from the code by any behaviour survives too: a saving of work, an
// order that nobody sees. Such survivors are told by reading them; docs/design.md does.
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
	"sync"
	"time"

	"github.com/capillary-go/sdk/internal/proofs/mutate/mutant"
)

// room is code with the tests that are to find its changes, in the order in which they are asked: quick ones first.
type room struct {
	files []string // globs, without tests
	tests []tests
}

// tests are some of a package's.
type tests struct{ dir, run, skip string }

// deciding are the tests of the client that are about outcomes, tries, limits and batches, and are quick.
const deciding = "Doubt|Reconcil|Settle|Batch|Item|Limit|Retr|Tries|Deadline|Undone|Matrix|Partly|Budget|Wait|ReplyMeans|Give|Line|Key|Stream|Drift|Meta|Token"

// sequences is the model over every sequence of tries.
const sequences = "EverySequence"

var rooms = []room{
	{[]string{"internal/retry/*.go"}, []tests{{"internal/retry", "", ""}, {"capillary", deciding, sequences}, {"capillary", sequences, ""}}},
	{[]string{"capillary/ratelimit.go"}, []tests{{"capillary", "Limit|InLine|ItsPlace|ItsGroup|Demo|WaitForTheirGroup|CountsOnce|Copies|TokenEnds", ""}}},
	{[]string{"capillary/flight.go", "capillary/keys.go", "capillary/batch.go", "capillary/reconcile.go"},
		[]tests{{"capillary", "Doubt|Reconcil|Settle|Undone|Found", sequences}, {"capillary", "Batch|Item|Partly|ReplyMeans/http", sequences},
			{"capillary", sequences, ""}, {"points", "", ""}, {"transaction", "", ""}, {"capillary", deciding, sequences}}},
	{[]string{"internal/envelope/*.go"}, []tests{{"internal/envelope", "", ""}, {"capillary", "ReplyMeans/http", ""},
		{"internal/proofs", "(EveryDocumentedSuccess|AWordOfSuccess)/http", ""}, {"transaction", "", ""}, {"points", "", ""}, {"coupon", "", ""},
		{"capillary", deciding, sequences + "|ReplyMeans"}}},
}

func main() {
	log.SetFlags(0)
	var s settings
	flag.StringVar(&s.only, "only", "", "the one file to change")
	flag.BoolVar(&s.quick, "quick", false, "run the first tests of each room only, and print what they leave")
	flag.DurationVar(&s.limit, "limit", 2*time.Minute, "the time that the tests of one package may take")
	flag.IntVar(&s.every, "every", 1, "try every n-th change only")
	flag.IntVar(&s.jobs, "jobs", 1, "how many changes to try at once")
	flag.Parse()
	if err := s.run(); err != nil {
		log.Fatal(err)
	}
}

// settings are what is asked for.
type settings struct {
	only        string
	quick       bool
	limit       time.Duration
	every, jobs int
}

func (s settings) run() error {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for n, r := range rooms {
		all, err := r.sources(s.only)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		if s.quick {
			r.tests = r.tests[:1]
		}
		b := &build{settings: s, dir: filepath.Join(dir, strconv.Itoa(n))}
		if err := b.compile(all, r.tests); err != nil {
			return err
		}
		b.hunt()
		b.tell(all)
	}
	return nil
}

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
	settings
	dir     string
	changes []change
	stages  []stage

	mu   sync.Mutex
	told map[string]figures // of each file
}

// figures are how many changes were tried, and how many of them no test found.
type figures struct{ tried, survived int }

// stage is tests with the changes that they reach.
type stage struct {
	tests
	reaches map[int]bool
}

// compile writes the changed sources, and compiles the tests over them.
func (b *build) compile(sources []string, all []tests) error {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	if err := b.rewrite(sources); err != nil {
		return err
	}
	for _, t := range all {
		if _, err := os.Stat(b.binary(t.dir)); err != nil {
			c := exec.Command("go", "test", "-c", "-vet=off", "-overlay", b.file("overlay.json"), "-o", b.binary(t.dir), "./"+t.dir)
			if output, err := c.CombinedOutput(); err != nil {
				return fmt.Errorf("%s does not compile: %w\n%s", t.dir, err, output)
			}
		}
		reaches, err := b.reached(t)
		if err != nil {
			return err
		}
		b.stages = append(b.stages, stage{t, reaches})
	}
	return nil
}

func (b *build) rewrite(sources []string) error {
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
	return os.WriteFile(b.file("overlay.json"), raw, 0o600)
}

// reached runs tests without a change, and gives the changes whose places they reach.
func (b *build) reached(t tests) (map[int]bool, error) {
	name := b.file("reached")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		return nil, err
	}
	if passes, output := b.passes(t, -1, mutant.Reached+"="+name); !passes {
		return nil, fmt.Errorf("the tests of %s fail without a change:\n%s", t.dir, output)
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	all := map[int]bool{}
	for _, word := range strings.Fields(string(raw)) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		all[n] = true
	}
	return all, nil
}

func (b *build) file(name string) string { return filepath.Join(b.dir, name) }

func (b *build) binary(name string) string {
	return b.file(strings.ReplaceAll(name, "/", "_") + ".test")
}

// hunt runs the tests with each change and prints what survives.
func (b *build) hunt() {
	b.told = map[string]figures{}
	numbers := make(chan int)
	var hunters sync.WaitGroup
	for range b.jobs {
		hunters.Go(func() {
			for n := range numbers {
				b.note(n, b.killed(n))
			}
		})
	}
	for n := 0; n < len(b.changes); n += b.every {
		numbers <- n
	}
	close(numbers)
	hunters.Wait()
}

func (b *build) note(n int, killed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.changes[n]
	f := b.told[c.file]
	f.tried++
	if !killed {
		f.survived++
		reached := ""
		if !b.isReached(n) {
			reached = " (no test comes here)"
		}
		fmt.Printf("%s:%d: %s%s\n", c.file, c.line, c.what, reached)
	}
	b.told[c.file] = f
}

func (b *build) isReached(n int) bool {
	for _, s := range b.stages {
		if s.reaches[n] {
			return true
		}
	}
	return false
}

func (b *build) killed(change int) bool {
	for _, s := range b.stages {
		if !s.reaches[change] {
			continue
		}
		if passes, _ := b.passes(s.tests, change); !passes {
			return true
		}
	}
	return false
}

// tell prints the figures of each file.
func (b *build) tell(files []string) {
	for _, name := range files {
		if f := b.told[name]; f.tried > 0 {
			fmt.Printf("%s: %d changes, %d killed, %d survived\n", name, f.tried, f.tried-f.survived, f.survived)
		}
	}
}

// passes runs the tests of a package, in its directory. What does not end in time fails.
func (b *build) passes(t tests, change int, environment ...string) (passes bool, output []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), b.limit)
	defer cancel()
	skip := skipped
	if t.skip != "" {
		skip += "|" + t.skip
	}
	c := exec.CommandContext(ctx, b.binary(t.dir), "-test.short", "-test.failfast", "-test.run", t.run, "-test.skip", skip)
	c.Dir = t.dir
	c.Env = append(append(os.Environ(), mutant.Variable+"="+strconv.Itoa(change)), environment...)
	c.WaitDelay = time.Second
	output, err := c.CombinedOutput()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		return false, fmt.Appendf(output, "\n%v", err)
	}
	return err == nil, output
}

// skipped are tests that count allocations, since switched code allocates more, and some long ones about transports and secrets.
const skipped = "CostsOneAllocation|IsNotAllocated|AThousandCallsThatSee|AHundredMegabytes|OwnHooksAreCalled|ABlackHole|RepliesAreBounded|NoDump|" +
	"ADocumentedText|TokenEndpoint|TokenRequest|IsNowhere|HooksOfAnEarlier|Fuzz"
