package envelope

import (
	"reflect"
	"slices"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// walker reads one document. The envelope's own members are taken on the way; all others go to the result.
type walker struct {
	reply   Reply
	dec     *lenient.Decoder
	verdict Verdict

	kind    documentSeen
	proof   Proof
	found   proofSeen
	empty   bool   // a list or object that is the proof, with nothing in it: no result beside a failure
	echoed  bool   // a key that was not sent
	echoes  []bool // which of the keys that were sent came back; nil: none did
	unsure  bool   // the status inside the result is neither yes nor no: 0, "N"
	fewer   bool   // statuses than things that were sent
	named   bool   // the member that names what was made was there
	about   envelopeSigns
	status  requestStatus
	generic Issue // the code of the call, where those of its items tell more
	counts  counts
	classes classesSeen
	parted  struct{ listed, done, failed, untold int }
	inner   successSeen       // by a status inside the result
	items   []jsontext.Value  // of a batch, as they came
	single  [1]jsontext.Value // where a single one stands

	name [64]byte // where the name of the member stands that is being read
}

// envelopeSigns tell the API's documents from others.
type envelopeSigns struct {
	api     bool // something that only the API's envelope has
	gateway bool // an error as gateways and frameworks have it
	xml     bool // it is the XML form
	flat    bool // status, code or message beside each other
	more    bool // members that no envelope has
	lists   bool // warnings or errors, empty
	others  bool // anything but those
}

// requestStatus is what the reply says about the call as a whole.
type requestStatus struct {
	object  bool // a status object, or success, was there
	success successSeen
	bare    successSeen // success beside the result
	outer   successSeen // a status around the response
	nested  bool        // a status object said it
	flag    successSeen // a status that is a bool or a word
	number  int         // a status that is a number, as that of HTTP
	code    int
	word    string
	message string
	flat    bool // code or message stood by themselves
}

// counts are what the reply itself counts. -1 is not told.
type counts struct{ total, succeeded, failed int64 }

var walkers = sync.Pool{New: func() any { return new(walker) }}

func (w *walker) begin(r Reply) {
	w.reply, w.counts = r, counts{-1, -1, -1}
	if w.proof = r.Row.Proof; w.proof == nil {
		w.proof = r.Row.Shape.standard()
	}
}

func (w *walker) release() {
	if w.dec != nil {
		w.dec.Release()
	}
	*w = walker{}
	walkers.Put(w)
}

// forget drops what was noted of a document that turned out not to be one.
func (w *walker) forget() {
	dec, reply := w.dec, w.reply
	*w = walker{dec: dec}
	w.begin(reply)
}

func (w *walker) document() {
	switch w.dec.Kind() {
	case '{':
		// v1.1 leaves the response around a reply out at times.
		w.object(w.level(w.reply.Row.Shape == Bare || w.reply.Row.Shape == V1))
	default:
		w.about.more = true
		if w.reply.Row.Shape == Bare {
			w.takePayload(w.level(true))
		} else {
			w.dec.Value()
		}
	}
}

// level is how the members of one object are taken.
type level struct {
	result bool // members belong to the result
	top    bool // members may be the envelope's
	fields lenient.Fields
	ok     bool // the result is a struct
}

func (w *walker) level(result bool) level {
	l := level{result: result, top: true}
	if w.reply.Into.IsValid() {
		l.fields, l.ok = lenient.FieldsOf(w.reply.Into.Type())
	}
	return l
}

// object reads the members of the object that comes next.
func (w *walker) object(l level) {
	for w.dec.Enter(); w.dec.More('}'); {
		w.member(l, w.dec.Name(w.name[:0]))
	}
}

func (w *walker) member(l level, name []byte) {
	if l.result {
		w.look(name)
		if !l.top && w.reply.Row.Write && !w.reply.Batch && l.ok && !l.fields.Has(name) && isEnvelopeMember(string(name)) {
			start := w.dec.Place()
			w.failsInside(string(name), w.dec.Value())
			w.dec.Back(start)
		}
	}
	switch {
	case l.top && w.envelopeMember(l, name):
	case !l.result && !besideResult(name):
		w.about.more, w.about.others = true, true
		w.dec.Value()
	case !l.result:
		w.about.more, w.about.others = true, true
		w.give(l, name)
	default:
		w.about.more, w.about.others = true, true
		w.lookAtMember(l, name)
		w.give(l, name)
	}
}

// give hands the next value to the result.
func (w *walker) give(l level, name []byte) {
	if counted(name) && l.result {
		w.count(string(name))
	}
	if !l.ok {
		if l.result && w.isMap() {
			w.giveMap(name)
		} else {
			w.dec.Value()
		}
		return
	}
	if l.result {
		for _, items := range w.reply.Row.Items {
			if string(name) == items[0] {
				w.giveItems(l, items[1:])
				return
			}
		}
	}
	w.giveField(l, name)
}

// giveItems hands on the items. In v1.1 they stand in an object of their own, {"customers": {"customer": [...]}}, which older
// replies leave out.
func (w *walker) giveItems(l level, deeper []string) {
	if len(deeper) == 0 || w.dec.Kind() == '[' {
		w.takeItems(l)
		return
	}
	if w.dec.Kind() != '{' {
		w.strange()
		return
	}
	for w.dec.Enter(); w.dec.More('}'); {
		name := w.dec.Name(w.name[:0])
		switch {
		case string(name) == deeper[0]:
			w.giveItems(l, deeper[1:])
		case counted(name):
			w.count(string(name))
			w.giveField(l, name)
		default:
			w.giveField(l, name)
		}
	}
}

// strange notes a value where the items should be. Nothing is no such value.
func (w *walker) strange() {
	var none []struct{}
	w.dec.Decode(reflect.ValueOf(&none).Elem()) // which no text or number fits
}

// takeItems decodes the list of a page or batch.
func (w *walker) takeItems(l level) {
	if w.reply.Row.Proof == nil && w.dec.Kind() == '[' {
		w.proven(w.fits(w.typeOfList(), '[', w.firstKind('[')), w.nothingIn('['))
	}
	if w.reply.Batch {
		start := w.dec.Place()
		raw := w.dec.Value()
		w.dec.Back(start)
		w.itemsOf(raw)
	}
	w.giveField(l, itemsMember)
}

func (w *walker) itemsOf(raw jsontext.Value) {
	switch raw.Kind() {
	case '[':
		w.items = slices.AppendSeq(w.items[:0], lenient.Elements(raw))
	case '{':
		w.single[0] = raw
		w.items = w.single[:]
	}
}

// giveField hands the next value to the field of the result that has this name, if there is one.
func (w *walker) giveField(l level, name []byte) {
	if !w.dec.DecodeMember(l.fields, name, w.reply.Into) {
		w.dec.Value()
		w.dec.NoteUnknown()
	}
}

// itemsMember is the JSON name under which capillary.Page and capillary.Batch keep their list.
var itemsMember = []byte("items")

// besideResult are members that stand beside the result but belong to it.
func besideResult(name []byte) bool {
	switch string(name) {
	case "pagination", "pagingDto", "pagingDetails", "pageDetails", "summary":
		return true
	}
	return counted(name)
}

// counted are members that count the items of a reply.
func counted(name []byte) bool {
	switch string(name) {
	case "totalCount", "failureCount", "successCount", "total", "failures", "success_count":
		return true
	}
	return false
}

func (w *walker) isMap() bool {
	return w.reply.Into.IsValid() && lenient.Target(w.reply.Into).Kind() == reflect.Map
}

// giveMap puts a member of a bare document into a result that is a map.
func (w *walker) giveMap(name []byte) {
	m := lenient.Target(w.reply.Into)
	if m.IsNil() {
		m.Set(reflect.MakeMap(m.Type()))
	}
	v := reflect.New(m.Type().Elem()).Elem()
	key := reflect.ValueOf(string(name)).Convert(m.Type().Key())
	w.dec.Decode(v)
	m.SetMapIndex(key, v)
}

// takePayload decodes a result that is a value of its own: the whole document, or what stands in entity or data.
func (w *walker) takePayload(l level) {
	kind := w.dec.Kind()
	w.lookAtPayload(kind)
	switch {
	case kind == '[' && l.ok && l.fields.Has(itemsMember):
		w.takeItems(l)
	case kind == '{' && l.ok && (len(w.reply.Row.Items) > 0 || w.watches()):
		l.result, l.top = true, false
		w.object(l)
	default:
		if kind == '{' && w.watches() {
			w.lookInside()
		}
		w.value()
	}
}

// lookInside looks at the members of the object that comes next, and leaves it to be decoded.
func (w *walker) lookInside() {
	start := w.dec.Place()
	for w.dec.Enter(); w.dec.More('}'); {
		w.look(w.dec.Name(w.name[:0]))
		w.dec.Value()
	}
	w.dec.Back(start)
}

func (w *walker) value() {
	if !w.reply.Into.IsValid() {
		w.dec.Value()
		return
	}
	w.dec.Decode(w.reply.Into)
}

// envelopeMember takes a member that says something about the call. The result gets it too if it has a field for it.
func (w *walker) envelopeMember(l level, name []byte) (taken bool) {
	switch string(name) {
	case "entity":
		return w.payloadMember(l, Entity)
	case "data":
		return w.payloadMember(l, Data)
	case "response":
		return w.responseMember(l)
	}
	if !isEnvelopeMember(string(name)) {
		return false
	}
	start := w.dec.Place()
	raw := w.dec.Value()
	w.note(string(name), raw)
	if !l.ok || isNothing(raw) || !l.fields.Has(name) {
		return true
	}
	if l.result || string(name) == "warnings" {
		w.dec.Back(start)
		w.dec.DecodeMember(l.fields, name, w.reply.Into)
	}
	return true
}

// payloadMember decodes the result from the member that holds it, if that is where this endpoint has it.
func (w *walker) payloadMember(l level, s Shape) (taken bool) {
	if w.reply.Row.Shape != s {
		return false
	}
	w.about.others = true
	if s == Entity || w.dec.Kind() != '{' && w.dec.Kind() != '[' {
		w.about.api = true
	}
	w.takePayload(l)
	return true
}

var responseName = []byte("response")

// ownResponse gives a response to a result that has a member of that name, and still sees a failure in it.
func (w *walker) ownResponse(l level) {
	start := w.dec.Place()
	for name, value := range lenient.Members(w.dec.Value()) {
		if name == "status" {
			w.noteStatus(value)
		}
	}
	w.dec.Back(start)
	if w.status.success != successNo {
		w.lookAtMember(l, responseName)
	}
	w.dec.DecodeMember(l.fields, responseName, w.reply.Into)
}

// responseMember goes into the response of v1.1. In the v2 bulk shape of that name it is a list, and the items'.
func (w *walker) responseMember(l level) (taken bool) {
	switch {
	case w.dec.Kind() != '{':
		if leadsTo(w.reply.Row.Items, responseName) || w.reply.Row.Shape != V1 {
			return false
		}
		w.about.more = true
		w.dec.Value()
	case w.reply.Row.Shape != V1 && l.ok && l.result && l.fields.Has(responseName):
		w.about.others = true
		w.ownResponse(l)
	default:
		if w.status.nested {
			w.status.outer = w.status.success
		}
		w.object(w.level(w.reply.Row.Shape == V1))
	}
	return true
}
