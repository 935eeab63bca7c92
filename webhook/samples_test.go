package webhook_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/webhook"
)

const samplesFile = "../../shared/reference/events.jsonl"

// sample is one documented body.
type sample struct {
	year  string
	event string // as the page names it
	label string
	body  json.RawMessage
}

// documentedEvent is a row of the documentation.
type documentedEvent struct {
	Event   string            `json:"event"`
	Source  string            `json:"source"`
	Samples []json.RawMessage `json:"payload_samples"`
	Labels  []string          `json:"payload_sample_labels"`
	Members []struct {
		Name string `json:"name"`
	} `json:"params"`
}

func (e documentedEvent) year() string {
	if e.Source == "docs-2026" {
		return "2026"
	}
	return "2025"
}

// documentedEvents are all rows. Without the reference beside the repository the test is skipped.
func documentedEvents(t *testing.T) (rows []documentedEvent) {
	t.Helper()
	file, err := os.Open(samplesFile)
	if os.IsNotExist(err) {
		t.Skipf("%s is not there: the documentation's samples are not part of this repository", samplesFile)
	}
	require.NoError(t, err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 10<<20)
	for lines.Scan() {
		var row documentedEvent
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		rows = append(rows, row)
	}
	require.NoError(t, lines.Err())
	return rows
}

// samples are all documented bodies.
func samples(t *testing.T) (all []sample) {
	t.Helper()
	for _, row := range documentedEvents(t) {
		for i, body := range row.Samples {
			all = append(all, sample{row.year(), row.Event, fmt.Sprintf("%s#%d", row.Labels[i], i), body})
		}
	}
	return all
}

// setAside are the members and samples of testdata/contradictions.txt, which say nothing of what is delivered.
type setAside struct {
	lines []asideLine
}

type asideLine struct {
	year, event, what, reason string
	used                      bool
}

func readAside(t *testing.T) *setAside {
	t.Helper()
	text, err := os.ReadFile("testdata/contradictions.txt")
	require.NoError(t, err)
	var aside setAside
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.SplitN(line, "\t", 4)
		require.Len(t, fields, 4, line)
		aside.lines = append(aside.lines, asideLine{fields[0], fields[1], fields[2], fields[3], false})
	}
	return &aside
}

// has reports whether a member or a sample is set aside, with this value.
func (a *setAside) has(s sample, what string, value any) bool {
	for i := range a.lines {
		l := &a.lines[i]
		if (l.year != "*" && l.year != s.year) || (l.event != "*" && l.event != cmp.Or(s.event, "-")) || l.what != what {
			continue
		}
		text, isText := value.(string)
		switch {
		case l.reason == "word" && !(isText && onlyLetters.MatchString(text)):
			continue // what is no word is not set aside
		case l.reason == "blank" && !strings.Contains(what, " "):
			continue
		}
		l.used = true
		return true
	}
	return false
}

var onlyLetters = regexp.MustCompile(`^[A-Za-z]+$`)

// tally compares a sample with what was read of it.
type tally struct {
	sample      sample
	aside       *setAside
	kept, total int
	lost        []string
	asideAt     map[string]bool
}

func (c *tally) keep(path string, from any, ok bool, why string) {
	if !ok && c.aside.has(c.sample, path, from) {
		c.asideAt[path] = true
		return
	}
	c.total++
	if ok {
		c.kept++
		return
	}
	c.lost = append(c.lost, fmt.Sprintf("%s\t%s\t%s\t%s (%s)", c.sample.year, c.sample.event, path, why, c.sample.label))
}

func isAbsent(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// compare counts the values of a sample that are in what was read of it.
func (c *tally) compare(path string, from any, v reflect.Value) {
	if isAbsent(from) {
		return
	}
	switch read := v.Interface().(type) {
	case webhook.Date:
		c.keep(path, from, sameDate(path, from, read), fmt.Sprintf("%v is not %v", from, read))
		return
	case time.Time:
		raw, _ := json.Marshal(from)
		want, ok := webhook.ReadTime(raw)
		c.keep(path, from, ok && want.Equal(read), fmt.Sprintf("%v is not %v", from, read))
		return
	case decimal.Decimal:
		want, err := decimal.NewFromString(fmt.Sprint(from))
		c.keep(path, from, err == nil && want.Equal(read), fmt.Sprintf("%v is not %v", from, read))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		c.compareMembers(path, from, v)
	case reflect.Slice:
		c.compareList(path, from, v)
	case reflect.Map:
		c.compareMap(path, from, v)
	case reflect.Interface:
		c.keep(path, from, reflect.DeepEqual(from, v.Interface()), "another value")
	case reflect.Int64:
		want, err := decimal.NewFromString(fmt.Sprint(from))
		c.keep(path, from, err == nil && want.Equal(decimal.NewFromInt(v.Int())), fmt.Sprintf("%v is not %v", from, v))
	default:
		c.keep(path, from, fmt.Sprint(from) == fmt.Sprint(v.Interface()), fmt.Sprintf("%v is not %v", from, v))
	}
}

// sameDate reports whether a date has what a member says. A text without a zone is replaced by the twin.
func sameDate(path string, from any, read webhook.Date) bool {
	text := fmt.Sprint(from)
	raw, _ := json.Marshal(from)
	at, ok := webhook.ReadTime(raw)
	_, isNumber := from.(json.Number)
	switch {
	case !ok:
		return false
	case strings.HasSuffix(path, "InMillis") || isNumber:
		return at.Equal(read.Time)
	case !read.Day.IsZero():
		return text == read.Day.String()
	}
	return !read.Time.IsZero() && at.Sub(read.Time).Abs() <= 11*24*time.Hour
}

func (c *tally) compareMembers(path string, from any, v reflect.Value) {
	object, ok := from.(map[string]any)
	if !ok {
		if list, isList := from.([]any); isList && len(list) == 1 {
			c.compare(path, list[0], v)
			return
		}
		c.keep(path, from, false, "no object")
		return
	}
	for name, value := range object {
		if isAbsent(value) {
			continue
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		if field, ok := fieldOf(v, name); ok {
			c.compare(at, value, field)
			continue
		}
		c.keepAll(at, value, "no field")
	}
}

// keepAll counts every value below a member that has no field as lost.
func (c *tally) keepAll(path string, value any, why string) {
	switch value := value.(type) {
	case map[string]any:
		for name, one := range value {
			c.keepAll(path+"."+name, one, why)
		}
	case []any:
		for _, one := range value {
			c.keepAll(path+"[]", one, why)
		}
	default:
		if !isAbsent(value) {
			c.keep(path, value, false, why)
		}
	}
}

// fieldOf is the field of a member, by its name or another name of it.
func fieldOf(v reflect.Value, name string) (reflect.Value, bool) {
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		tag := sf.Tag.Get("json")
		if tag == "-" {
			continue
		}
		if sf.Anonymous {
			if field, ok := fieldOf(v.Field(i), name); ok {
				return field, true
			}
			continue
		}
		also, _ := strings.CutPrefix(sf.Tag.Get("lenient"), "also=")
		for _, known := range append(strings.Split(also, "|"), tag) {
			if known == name {
				return v.Field(i), true
			}
		}
	}
	return reflect.Value{}, false
}

func (c *tally) compareList(path string, from any, v reflect.Value) {
	list, ok := from.([]any)
	if !ok {
		list = []any{from}
	}
	for i, one := range list {
		if i < v.Len() {
			c.compare(path+"[]", one, v.Index(i))
		} else {
			c.keepAll(path+"[]", one, "not in the list")
		}
	}
}

func (c *tally) compareMap(path string, from any, v reflect.Value) {
	object, ok := from.(map[string]any)
	if !ok {
		c.keep(path, from, false, "no object")
		return
	}
	for name, value := range object {
		one := v.MapIndex(reflect.ValueOf(name))
		if !one.IsValid() {
			c.keepAll(path+"."+name, value, "not in the map")
			continue
		}
		c.compare(path+"."+name, value, one)
	}
}

var indexes = regexp.MustCompile(`\.\d+\b`)

func decodeAny(t *testing.T, raw []byte) any {
	t.Helper()
	reader := json.NewDecoder(bytes.NewReader(raw))
	reader.UseNumber()
	var value any
	require.NoError(t, reader.Decode(&value))
	return value
}

// Every documented sample is read, and nearly every value of it is where it belongs. What contradicts itself is set aside by name
// in testdata/contradictions.txt.
func TestEverySampleOfTheDocumentationIsReadWithItsValues(t *testing.T) {
	aside := readAside(t)
	kept, total, read, drift := 0, 0, 0, 0
	var lost []string
	readOf := map[string]map[string]bool{"2025": {}, "2026": {}}
	for _, s := range samples(t) {
		if aside.has(s, s.label, nil) {
			continue
		}
		events, err := webhook.Parse(s.body, time.UTC)
		if !(err == nil && len(events) == 1) {
			t.Errorf("%s %s %s: %v", s.year, s.event, s.label, err)
			continue
		}
		event := events[0]
		if event.EventName != s.event && !aside.has(s, "eventName", nil) {
			t.Errorf("%s %s %s: the name is %q", s.year, s.event, s.label, event.EventName)
		}
		kind, ok := webhook.Kinds()[s.event]
		require.True(t, ok, "no type of %s", s.event)
		typed := webhook.ReadAs(kind, event)
		c := &tally{sample: s, aside: aside, asideAt: map[string]bool{}}
		v := reflect.ValueOf(typed)
		envelope := v.FieldByName("Event")
		for name, value := range decodeAny(t, event.Raw).(map[string]any) {
			switch {
			case name == "data":
				c.compare("data", value, v)
			case webhook.Envelope(name):
				c.compare("", map[string]any{name: value}, envelope)
			default:
				c.compare("", map[string]any{name: value}, v)
			}
		}
		for _, d := range envelope.Interface().(webhook.Event).Drift {
			if path := indexes.ReplaceAllString(strings.ReplaceAll(d.Path[1:], "/", "."), "[]"); !c.asideAt[path] {
				drift++
				lost = append(lost, fmt.Sprintf("%s\t%s\t%s\tdrift: %s for %s (%s)", s.year, s.event, path, d.Got, d.Want, s.label))
			}
		}
		read++
		readOf[s.year][s.event] = true
		kept += c.kept
		total += c.total
		lost = append(lost, c.lost...)
	}
	share := 100 * float64(kept) / float64(total)
	t.Logf("%d samples read, of %d events of 2025 and %d of 2026; %d of %d values kept: %.2f %%, %d values drifted",
		read, len(readOf["2025"]), len(readOf["2026"]), kept, total, share, drift)
	for _, l := range lost {
		t.Log(l)
	}
	require.GreaterOrEqual(t, share, 99.0)
	for _, row := range documentedEvents(t) {
		require.True(t, row.Event == "" || readOf[row.year()][row.Event], "no sample of %s %s was read", row.year(), row.Event)
	}
	require.Len(t, readOf["2026"], 80)
	require.Zero(t, drift, "values that did not fit and are not set aside")
	for _, l := range aside.lines {
		require.True(t, l.used, "set aside for nothing: %s %s %s", l.year, l.event, l.what)
	}
}

// The tables name members without where they stand, so a member is there if it has a field anywhere in the type of the event.
func TestEveryMemberOfTheDocumentationsTablesHasAField(t *testing.T) {
	var missing []string
	seen := 0
	for _, row := range documentedEvents(t) {
		kind, ok := webhook.Kinds()[row.Event]
		if !ok {
			require.Empty(t, row.Event)
			continue
		}
		names := map[string]bool{"attributes": true, "data": true}
		namesOf(reflect.TypeOf(kind), names, map[reflect.Type]bool{})
		for _, member := range row.Members {
			seen++
			name := strings.TrimSuffix(member.Name, " (second)")
			if !names[name] && !names[strings.ReplaceAll(name, " ", "")] { // where the page broke a line within the name
				missing = append(missing, row.year()+" "+row.Event+" "+member.Name)
			}
		}
	}
	require.Positive(t, seen)
	require.Empty(t, missing)
}

// namesOf adds the names that the fields of a type, and of what is in it, have in JSON.
func namesOf(t reflect.Type, names map[string]bool, seen map[reflect.Type]bool) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		also, _ := strings.CutPrefix(f.Tag.Get("lenient"), "also=")
		for _, name := range append(strings.Split(also, "|"), f.Tag.Get("json")) {
			names[name] = true
		}
		namesOf(f.Type, names, seen)
	}
}
