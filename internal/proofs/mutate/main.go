// Command mutate changes the code that decides about outcomes in one place at a time, and sees whether a test fails: negated
// conditions, left-out statements, swapped comparisons. What survives is printed, and for each file how many changes there were and
// how many a test found. It is run by hand, from the root of the module:
//
//	nice go run ./internal/proofs/mutate
//	nice go run ./internal/proofs/mutate -only flight.go
//	nice go run ./internal/proofs/mutate -only envelope -every 3
//
// All changes of a package are compiled at once, into a copy that only the compiler sees (go's -overlay). Each test runs once alone,
// without a change, which tells how long it takes and which changes it reaches. Then each change is tried on the tests that reach it: first
// those that found many changes, then the quick ones, the slow ones last. A change that can't be told from the code by any behaviour survives too: a saving of work, an
// order that nobody sees. Such survivors are told by reading them; docs/design.md does.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/capillary-go/sdk/internal/proofs/mutate/mutant"
)

// room is code with the tests that are to find its changes, in the order in which they are asked.
type room struct {
	files []string // globs, without tests
	tests []tests
}

// tests are some of a package's. What stands behind a slash is about their subtests.
type tests struct{ dir, run, skip string }

// deciding are the tests of the client that are about outcomes, tries, limits and batches, and are quick.
const deciding = "Doubt|Reconcil|Settle|Batch|Item|Limit|Retr|Tries|Deadline|Undone|Matrix|Partly|Budget|Wait|ReplyMeans|Give|Line|Key|Stream|Drift|Meta|Token"

// sequences is the model over every sequence of tries.
const sequences = "EverySequence"

var rooms = []room{
	{[]string{"internal/retry/*.go"}, []tests{{"internal/retry", "", ""}, {"capillary", deciding, ""}}},
	{[]string{"capillary/ratelimit.go"}, []tests{{"capillary", "Limit|InLine|ItsPlace|ItsGroup|Demo|WaitForTheirGroup|CountsOnce|Copies|TokenEnds", ""}}},
	{[]string{"capillary/flight.go", "capillary/keys.go", "capillary/batch.go", "capillary/reconcile.go"},
		[]tests{{"capillary", "", ""}, {"coupon", "", ""}, {"transaction", "", ""}, {"points", "", ""}}},
	{[]string{"internal/envelope/*.go"}, []tests{{"internal/envelope", "", ""}, {"capillary", "ReplyMeans/http", ""}, {"coupon", "", ""}, {"customer", "", ""},
		{"transaction", "", ""}, {"points", "", ""}, {"internal/proofs", "(EveryDocumentedSuccess|AWordOfSuccess)/http", ""}, {"capillary", "", sequences + "|ReplyMeans"}}},
}

func main() {
	log.SetFlags(0)
	var s settings
	flag.StringVar(&s.only, "only", "", "a regular expression of the files to change")
	flag.IntVar(&s.first, "first", 0, "run the tests of the first n packages of each room only, and print what they leave")
	flag.BoolVar(&s.finders, "finders", false, "print for each change that was found by which test")
	flag.StringVar(&s.again, "again", "", "a file with what this command printed: try what survived then, wherever it stands now")
	flag.IntVar(&s.every, "every", 1, "try every n-th change only")
	flag.IntVar(&s.jobs, "jobs", 1, "how many changes to try at once")
	flag.Parse()
	if err := s.run(); err != nil {
		log.Fatal(err)
	}
}

// settings are what is asked for.
type settings struct {
	only, again        string
	finders            bool
	first, every, jobs int
}

func (s settings) run() error {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	survivors, err := s.survivors()
	if err != nil {
		return err
	}
	for n, r := range rooms {
		all, err := r.sources(s.only)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		if s.first > 0 && s.first < len(r.tests) {
			r.tests = r.tests[:s.first]
		}
		b := &build{settings: s, survivors: survivors, dir: filepath.Join(dir, strconv.Itoa(n))}
		if err := b.compile(all, r.tests); err != nil {
			return err
		}
		b.hunt()
		b.tell(all)
	}
	return nil
}

// survivors are the changes that survived an earlier run, by their file and what they are; nil for all.
func (s settings) survivors() (map[string]bool, error) {
	if s.again == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(s.again)
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, line := range strings.Split(string(raw), "\n") {
		if parts := strings.SplitN(line, ":", 3); len(parts) == 3 && !strings.HasPrefix(line, "\t") {
			all[parts[0]+strings.TrimSuffix(strings.TrimSpace(parts[2]), unreached)] = true
		}
	}
	return all, nil
}

// sources lists the files of a room.
func (r room) sources(only string) (all []string, err error) {
	asked, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
	for _, glob := range r.files {
		found, err := filepath.Glob(glob)
		if err != nil {
			return nil, err
		}
		for _, name := range found {
			if !strings.HasSuffix(name, "_test.go") && (asked.MatchString(name)) {
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

	survivors map[string]bool // of an earlier run, if only they are to be tried

	mu   sync.Mutex
	told map[string]figures // of each file
	hits map[string]int     // how many changes a test found
}

// figures are how many changes were tried, and how many of them no test found.
type figures struct{ tried, survived int }

// stage is the tests of a package.
type stage struct {
	tests
	all []test
}

// test is one test, with the changes that it reaches.
type test struct {
	name    string
	took    time.Duration
	reaches map[int]bool
}

// some are tests of one package that run together.
type some struct {
	stage *stage
	all   []test
}

// speeds tell quick tests from slow ones.
var speeds = []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second}

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
		s := stage{tests: t}
		if err := b.measure(&s); err != nil {
			return err
		}
		b.stages = append(b.stages, s)
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

// measure runs each test of a package alone and without a change.
func (b *build) measure(s *stage) error {
	run, _, _ := strings.Cut(s.run, "/")
	names, err := b.command(context.Background(), s.dir, "-test.list", cmp.Or(run, ".")).Output()
	if err != nil {
		return err
	}
	skip := skipped
	if s.skip != "" {
		skip += "|" + s.skip
	}
	left := regexp.MustCompile(skip)
	for _, name := range strings.Fields(string(names)) {
		if !strings.HasPrefix(name, "Test") || left.MatchString(name) {
			continue
		}
		t := test{name: name}
		if err := b.measureOne(s, &t); err != nil {
			return err
		}
		s.all = append(s.all, t)
	}
	return nil
}

func (b *build) measureOne(s *stage, t *test) error {
	file := b.file("reached")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		return err
	}
	start := time.Now()
	if passes, output := b.passes(s, []test{{name: t.name, took: time.Minute}}, -1, mutant.Reached+"="+file); !passes {
		return fmt.Errorf("%s of %s fails without a change:\n%s", t.name, s.dir, output)
	}
	t.took, t.reaches = time.Since(start), map[int]bool{}
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, word := range strings.Fields(string(raw)) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return err
		}
		t.reaches[n] = true
	}
	return nil
}

func (b *build) file(name string) string { return filepath.Join(b.dir, name) }

func (b *build) binary(name string) string {
	return b.file(strings.ReplaceAll(name, "/", "_") + ".test")
}

// hunt runs the tests with each change and prints what survives.
func (b *build) hunt() {
	b.told, b.hits = map[string]figures{}, map[string]int{}
	numbers := make(chan int)
	var hunters sync.WaitGroup
	for range b.jobs {
		hunters.Go(func() {
			for n := range numbers {
				b.note(n, b.finder(n))
			}
		})
	}
	for n := 0; n < len(b.changes); n += b.every {
		if c := b.changes[n]; b.survivors == nil || b.survivors[c.file+strings.TrimSpace(c.what)] {
			numbers <- n
		}
	}
	close(numbers)
	hunters.Wait()
}

// unreached stands behind a survivor that no test met.
const unreached = " (no test comes here)"

func (b *build) note(n int, finder string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.changes[n]
	f := b.told[c.file]
	f.tried++
	switch {
	case finder == "":
		f.survived++
		reached := ""
		if !b.isReached(n) {
			reached = unreached
		}
		fmt.Printf("%s:%d: %s%s\n", c.file, c.line, c.what, reached)
	case b.finders:
		fmt.Printf("\t%s:%d: %s: found by %s\n", c.file, c.line, c.what, finder)
	}
	b.told[c.file] = f
}

func (b *build) isReached(n int) bool {
	for _, s := range b.stages {
		for _, t := range s.all {
			if t.reaches[n] {
				return true
			}
		}
	}
	return false
}

// finder is the test that notices a change, "" if none does.
func (b *build) finder(change int) string {
	for _, some := range b.asked(change) {
		if passes, output := b.passes(some.stage, some.all, change); !passes {
			return b.found(some, output)
		}
	}
	return ""
}

// asked are the tests that reach a change, in the order in which they run: those that found most changes yet, then the quick ones of all
// packages, and the slow ones last.
func (b *build) asked(change int) (all []some) {
	b.mu.Lock()
	defer b.mu.Unlock()
	turns := make([][]some, 2+len(speeds))
	for i := range b.stages {
		s := &b.stages[i]
		parts := make([][]test, len(turns))
		for _, t := range s.all {
			if t.reaches[change] {
				n := b.turn(t)
				parts[n] = append(parts[n], t)
			}
		}
		for n, part := range parts {
			if len(part) > 0 {
				turns[n] = append(turns[n], some{s, part})
			}
		}
	}
	return slices.Concat(turns...)
}

// turn is when a test runs.
func (b *build) turn(t test) int {
	if b.hits[t.name] > 2 && t.took < speeds[len(speeds)-1] {
		return 0
	}
	n, _ := slices.BinarySearch(speeds, t.took)
	return 1 + n
}

// found notes the test that found a change.
func (b *build) found(by some, output []byte) string {
	name := by.all[0].name // of a panic, or of one that did not end
	if m := failed.FindSubmatch(output); m != nil {
		name = string(m[1])
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hits[name]++
	return by.stage.dir + " " + name
}

var failed = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// tell prints the figures of each file.
func (b *build) tell(files []string) {
	for _, name := range files {
		if f := b.told[name]; f.tried > 0 {
			fmt.Printf("%s: %d changes, %d killed, %d survived\n", name, f.tried, f.tried-f.survived, f.survived)
		}
	}
}

// passes runs some tests of a package. What takes far longer than without a change fails.
func (b *build) passes(s *stage, all []test, change int, environment ...string) (passes bool, output []byte) {
	limit := 20 * time.Second
	var names []string
	for _, t := range all {
		limit += 4 * t.took
		names = append(names, t.name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	run := "^(" + strings.Join(names, "|") + ")$"
	if _, inside, ok := strings.Cut(s.run, "/"); ok {
		run += "/" + inside
	}
	c := b.command(ctx, s.dir, "-test.short", "-test.failfast", "-test.run", run)
	c.Env = append(append(os.Environ(), mutant.Variable+"="+strconv.Itoa(change)), environment...)
	c.WaitDelay = time.Second
	output, err := c.CombinedOutput()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		return false, fmt.Appendf(output, "\n%v", err)
	}
	return err == nil, output
}

// command runs the tests of a package in its directory.
func (b *build) command(ctx context.Context, dir string, flags ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, b.binary(dir), flags...)
	c.Dir = dir
	return c
}

// skipped are tests that count allocations, since switched code allocates more, and some long ones about transports and secrets.
const skipped = "CostsOneAllocation|IsNotAllocated|AThousandCallsThatSee|AHundredMegabytes|OwnHooksAreCalled|ABlackHole|RepliesAreBounded|" +
	"ADocumentedText|TokenEndpoint|TokenRequest|HooksOfAnEarlier|Fuzz"
