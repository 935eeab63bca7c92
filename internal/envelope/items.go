package envelope

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// ItemVerdict is what a reply says of one item of a batch.
type ItemVerdict struct {
	Kind     Kind
	Reason   string // why nobody knows
	At       int    // where it stands in the reply, -1 if it does not
	Issues   []Issue
	Warnings []Issue

	silent  bool // it says nothing of what became of it
	byCodes Kind // what it means if its proof is only the id of what the request was about
}

// judgeItems judges the items of a batch, and puts them into the order of the request.
func (w *walker) judgeItems() itemsSeen {
	if len(w.items) == 0 {
		return itemsNone
	}
	all := make([]ItemVerdict, len(w.items))
	keys := make([][]string, len(w.items))
	status := statusOf(w.reply.Status)
	for i, raw := range w.items {
		all[i] = w.judgeItem(raw, status)
		all[i].At = i
		keys[i] = w.keysOf(raw)
	}
	if code := w.reply.Row.Item.AllOrNone; code != 0 {
		w.allOrNone(all, code)
	}
	inDoubt := w.reply.Row.Write && !w.countsAgree(all)
	if w.counts.failed > 0 && !inDoubt { // the reply counts those as failed that repeat an id beside their errors
		for i := range all {
			if all[i].Kind == Doubtful && all[i].byCodes != Doubtful {
				all[i].Kind, all[i].Reason = all[i].byCodes, ""
			}
		}
	}
	var strays []ItemVerdict
	if w.reply.Sent != nil {
		all, strays = matched(all, keys, w.reply.Sent, w.reply.Row.Item.areIdentifiers())
	}
	if inDoubt {
		for i := range all {
			all[i].Kind, all[i].Reason = Doubtful, "the reply counts other items than it has"
		}
	}
	w.verdict.Items = all
	together := w.together(all)
	for i := range strays { // which may tell a reader why
		w.verdict.Strays = append(w.verdict.Strays, strays[i].Issues...)
		w.verdict.Warnings = append(w.verdict.Warnings, strays[i].Warnings...)
	}
	return together
}

// judgeItem judges one item by the same table as a call.
func (w *walker) judgeItem(raw jsontext.Value, status statusSeen) (v ItemVerdict) {
	if raw.Kind() != '{' {
		return ItemVerdict{Reason: "an item that is no object"}
	}
	row := &w.reply.Row.Item
	i := walker{reply: w.reply, kind: documentOwn}
	i.reply.Batch, i.reply.Sent = false, nil
	i.proof = row.Proof
	if i.proof == nil {
		i.proof = standardOfItem(w.reply.Row)
	}
	i.item(raw, row)
	s := seen{document: documentOwn, success: i.successSeen(callRead), codes: i.classes.together()}
	if w.reply.Row.Write {
		s.call = callWrite
	}
	if (status == statusPlain || status == statusUnserved) && s.codes == codesUndocumented {
		s.status = status
	}
	s.proof = i.proofSeen(&s)
	v.Kind, v.Reason = s.judge()
	if s.proof == proofThere && s.codes != codesNone {
		s.proof = proofAbsent
		v.byCodes, _ = s.judge()
	}
	v.silent = s.success == successUnsaid && s.codes == codesNone && s.proof == proofAbsent
	v.Issues, v.Warnings = i.verdict.Issues, i.verdict.Warnings
	for n := range v.Issues {
		v.Issues[n].Item = true
	}
	return v
}

// standardOfItem is the proof of an item where the row names none: its status in v1.1, else that it is there.
func standardOfItem(row *Row) Proof {
	if row.Shape == V1 && row.Write {
		return Proof{{kind: proofSuccess}}
	}
	return Proof{{kind: proofSuccess}, {kind: proofObject}}
}

// item notes what an item says.
func (w *walker) item(raw jsontext.Value, row *ItemRow) {
	for name, value := range lenient.Members(raw) {
		switch name {
		case "errors", "error":
			w.noteErrors(value)
		case "warnings":
			w.verdict.Warnings = append(w.verdict.Warnings, issues(value)...)
		case "success":
			w.noteSuccess(value)
		case "status":
			w.noteStatus(value)
		case "item_status":
			w.itemStatus(value)
		}
		w.found = max(w.found, w.provenBy(name, value))
	}
	w.weighGatewaysError()
	for _, path := range row.Verdicts {
		if v := along(raw, path); v != nil {
			w.noteInner(v)
		}
	}
	if w.reply.Row.Shape == V1 && w.parted.done+w.parted.failed > 0 {
		if row.Proof == nil {
			w.dropEcho(raw)
		}
		return
	}
	w.weighStatus()
}

// dropEcho takes what stands beside a failure of v1.1 for no result of a read, if it only repeats what was asked for.
func (w *walker) dropEcho(raw jsontext.Value) {
	if w.parted.failed > 0 && w.parted.done == 0 && !w.reply.Row.Write && isEcho(raw) && !w.isAnswered(raw) {
		w.found = proofAbsent
	}
}

// isAnswered reports whether the proof is a word or number of its own, such as is_redeemable, and not what has a status beside it.
func (w *walker) isAnswered(raw jsontext.Value) bool {
	if response := memberOf(raw, "response"); response != nil {
		raw = response
	}
	for _, f := range w.proof {
		if f.kind != proofMember {
			continue
		}
		if v := along(raw, f.path); v != nil && v.Kind() != '{' && v.Kind() != '[' {
			return true
		}
	}
	return false
}

// isEcho reports whether all that an object has, beside objects like it, are a status and scalars that belong to it.
func isEcho(raw jsontext.Value) bool {
	var hasStatus, hasScalars bool
	for name, value := range lenient.Members(raw) {
		switch kind := value.Kind(); {
		case name == "item_status":
			hasStatus = true
		case name == "status" || name == "count" || besideResult([]byte(name)):
		case kind == '{':
			if !isEcho(value) {
				return false
			}
		case kind == '[':
			for element := range lenient.Elements(value) {
				if element.Kind() != '{' || !isEcho(element) {
					return false
				}
			}
		default:
			hasScalars = true
		}
	}
	return hasStatus || !hasScalars
}

// provenBy reports whether a member of an item is its proof.
func (w *walker) provenBy(name string, value jsontext.Value) proofSeen {
	for i := range w.proof {
		f := &w.proof[i]
		switch f.kind {
		case proofObject:
			if !envelopeName(name) && shows(value, isID(name)) && value.Kind() != 'f' {
				return proofThere
			}
		case proofMember:
			if name != f.path[0] {
				continue
			}
			if v := along(value, f.path[1:]); v != nil && shows(v, isID(f.path[len(f.path)-1])) {
				return proofThere
			}
		}
	}
	return proofAbsent
}

func envelopeName(name string) bool {
	switch name {
	case "errors", "error", "warnings", "success", "status", "item_status", "code", "message":
		return true
	}
	return false
}

// keysOf are what an item repeats of the keys of the request.
func (w *walker) keysOf(raw jsontext.Value) (keys []string) {
	for _, path := range w.reply.Row.Item.Keys {
		if v := along(raw, path); v != nil {
			if s := keyText(v); s != "" && s != "0" {
				keys = append(keys, s)
			}
		}
	}
	return keys
}

// allOrNone takes the others for failed where the reply says that the whole batch failed. One that says it was done is unknown.
func (w *walker) allOrNone(all []ItemVerdict, code int) {
	failed := hasCode(w.verdict.Issues, code)
	for i := range all {
		failed = failed || hasCode(all[i].Issues, code)
	}
	if !failed {
		return
	}
	for i := range all {
		switch v := &all[i]; {
		case v.Kind == Done:
			v.Kind, v.Reason = Doubtful, "reported as done in a batch that failed as a whole"
		case v.silent:
			v.Kind, v.Reason, v.Issues = Refused, "", []Issue{{Code: code, Item: true}}
		}
	}
}

func hasCode(all []Issue, code int) bool {
	for _, i := range all {
		if i.Code == code {
			return true
		}
	}
	return false
}

// countsAgree reports whether the reply's own counts are those of its items.
func (w *walker) countsAgree(all []ItemVerdict) bool {
	var succeeded, failed int64
	for i := range all {
		if k := all[i].Kind; k == Done || k == Accepted {
			succeeded++
		} else {
			failed++
		}
	}
	c := w.counts
	return (c.total < 0 || c.total == succeeded+failed) && (c.succeeded < 0 || c.succeeded == succeeded) && (c.failed < 0 || c.failed == failed)
}

// matched gives each item that was sent its verdict: by a key that the reply repeats, else by its place if the counts agree.
// What is missing, comes twice or fits nothing is unknown, and never taken for its neighbour's. Strays are the items that fit nothing.
func matched(all []ItemVerdict, keys [][]string, sent []string, identifiers bool) (out, strays []ItemVerdict) {
	out = make([]ItemVerdict, len(sent))
	for i := range out {
		out[i] = ItemVerdict{At: -1, Reason: "the reply says nothing of this item"}
	}
	taken := make([]int, len(sent))
	for i := range all {
		if n := placeOf(i, keys[i], sent, len(all) == len(sent), identifiers); n >= 0 {
			out[n] = all[i]
			taken[n]++
		} else {
			strays = append(strays, all[i])
		}
	}
	for n := range out {
		if taken[n] > 1 {
			out[n] = ItemVerdict{At: -1, Reason: "the reply speaks of this item more than once"}
		}
	}
	return out, strays
}

// placeOf is the item of the request that an item of the reply is about, or -1.
func placeOf(i int, keys, sent []string, countsAgree, identifiers bool) int {
	for _, same := range [...]func(a, b string) bool{func(a, b string) bool { return a == b }, SameKey} { // the closest fit counts
		if at, fits := fitting(keys, sent, same); fits == 1 {
			return at
		}
	}
	at, fits, keyed := -1, 0, false
	for n, key := range sent {
		if key == "" {
			continue
		}
		keyed = true
		if slices.ContainsFunc(keys, func(k string) bool { return cameBack(k, key) || identifiers && sameNumber(k, key) }) {
			if at = n; n == i && countsAgree {
				return n // the first of several with this key would do as well
			}
			fits++
		}
	}
	switch {
	case fits == 1:
		return at
	case fits > 1 || !countsAgree:
		return -1
	case !keyed || len(keys) == 0 || sent[i] == "":
		return i
	}
	return -1
}

// fitting is the last item that was sent by one of the keys, and how many there are.
func fitting(keys, sent []string, same func(a, b string) bool) (at, fits int) {
	for n, key := range sent {
		if key != "" && slices.ContainsFunc(keys, func(k string) bool { return same(k, key) }) {
			at, fits = n, fits+1
		}
	}
	return at, fits
}

// sameNumber takes a mobile number for the same that has its country code on one side only.
func sameNumber(a, b string) bool {
	a, b = strings.TrimLeft(a, "+0"), strings.TrimLeft(b, "+0")
	const enough = 8 // digits
	return len(a) >= enough && len(b) >= enough && onlyDigits(a) && onlyDigits(b) && (strings.HasSuffix(a, b) || strings.HasSuffix(b, a))
}

// cameBack is SameKey, and takes a text for the same of which some was masked, 98******10, if the rest fits: clients without access to
// personal data get it so.
func cameBack(a, b string) bool {
	return SameKey(a, b) || isMasked(a) && fitsMask(strings.ToLower(a), strings.ToLower(b))
}

// MaskFits reports whether a text came back with a part masked, and what is left of it, two characters or more, is that of the key.
func MaskFits(shown, key string) bool {
	const enough = 2
	return isMasked(shown) && len(strings.ReplaceAll(shown, "*", "")) >= enough && fitsMask(strings.ToLower(shown), strings.ToLower(key))
}

func isMasked(s string) bool { return strings.Contains(s, "**") }

// fitsMask compares the beginning and the end. Of a number that is longer or shorter than what is shown it is the end alone: one of
// them has a country code.
func fitsMask(masked, key string) bool {
	before, end := masked[:strings.IndexByte(masked, '*')], masked[strings.LastIndexByte(masked, '*')+1:]
	number := onlyDigits(strings.TrimLeft(before, "+")) && onlyDigits(end) && onlyDigits(strings.TrimLeft(key, "+"))
	coded := number && len(masked) != len(key)
	return len(key) > len(before)+len(end) && strings.HasSuffix(key, end) && (coded || strings.HasPrefix(key, before))
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// together is what the items say of the call.
func (w *walker) together(all []ItemVerdict) itemsSeen {
	var done, queued, unknown int
	for i := range all {
		switch all[i].Kind {
		case Done:
			done++
		case Accepted:
			queued++
		case Doubtful:
			unknown++
		}
		for _, issue := range all[i].Issues {
			w.verdict.Issues = append(w.verdict.Issues, issue)
			if all[i].Kind != Done {
				w.classes.add(w.classOf(issue))
			}
		}
		w.verdict.Warnings = append(w.verdict.Warnings, all[i].Warnings...)
	}
	switch {
	case done == len(all):
		return itemsDone
	case done+queued == len(all):
		return itemsQueued
	case done+queued > 0:
		return itemsSome
	case unknown > 0:
		return itemsUnclear
	}
	if !w.reply.Row.Write { // a read says that it went well and of each item that it is not there
		w.status.success = successNo
	}
	return itemsFailed
}
