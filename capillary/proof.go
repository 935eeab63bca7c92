package capillary

import (
	"maps"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/envelope"
)

// Proof says what in a 2xx reply proves that the work was done. A reply without it is no verdict: the outcome of a write is
// unknown then, and a read is tried again. Servers, gateways and proxies answer 200 with many things.
//
// It is the path of a member of the result with dots, such as "createdId" or "tier.name", or one of the constants here; several
// with | between them, of which one is enough. "[]" in a path is the first element of a list. The member must be there, not null,
// not an empty text, of the kind that its field takes, and as an id (id, …Id, …_id) a text or a number that is more than zero.
type Proof string

// The proofs that are no member.
const (
	ProofList          Proof = envelope.WordList          // the payload (the document, entity or data) is a list
	ProofObject        Proof = envelope.WordObject        // the payload is an object that is not empty
	ProofScalar        Proof = envelope.WordScalar        // the payload is a text or a number that is more than zero: {"entity": 19}
	ProofTrue          Proof = envelope.WordTrue          // the payload is true: {"entity": true}
	ProofSuccess       Proof = envelope.WordSuccess       // success, or a status of a text or bool, says so
	ProofOwnSuccess    Proof = envelope.WordOwnSuccess    // the same, beside "warnings": [] or "errors": [], or in v1.1 beside a code
	ProofItemStatus    Proof = envelope.WordItemStatus    // an item_status of v1.1 says so
	ProofEmptyEnvelope Proof = envelope.WordEmptyEnvelope // {"warnings": [], "errors": []} and nothing else
	ProofNoBody        Proof = envelope.WordNoBody        // HTTP 204, or another 2xx without a body
)

// ItemProof says how the items of a batch are judged.
type ItemProof struct {
	Proof     Proof  // what proves that an item was done, inside it
	Verdict   string // a status inside the item that decides, such as "result.redemptionStatus"
	Key       string // the member that repeats the key of an item of the request; several with |, the first that is there counts
	AllOrNone Code   // the code by which an item says that the whole batch failed
}

// WithProof says that a named operation's replies are proven by something else than the SDK's table says. The documentation
// can be wrong about a server: this is for the time until the table is right. Meta.Proof tells that it was so.
//
//	client.With(capillary.WithProof("transaction.Add", "billId"))
func WithProof(operation string, proof Proof) RequestOption {
	return requestSetting(func(s *settings) error {
		forms, ok := envelope.ParseProof(string(proof))
		if operation == "" || !ok || len(forms) == 0 {
			return Invalid("proof", "it needs the name of an operation, and the path of a member or one of the constants")
		}
		s.setProof(operation, proof)
		return nil
	})
}

// WithoutProof takes any 2xx reply of a named operation that reports no failure for done. Use it only where you know that the
// server answers so: what a proxy says in its place is then taken for done too. Meta.Proof tells that it was so.
func WithoutProof(operation string) RequestOption {
	return requestSetting(func(s *settings) error {
		if operation == "" {
			return Invalid("proof", "it needs the name of an operation")
		}
		s.setProof(operation, envelope.WordWaived)
		return nil
	})
}

func (s *settings) setProof(operation string, proof Proof) {
	all := maps.Clone(s.proofs)
	if all == nil {
		all = map[string]Proof{}
	}
	all[operation] = proof
	s.proofs = all
}

// CodeClass is what a response code says about the work. See WithCodeClass.
type CodeClass uint8

// The classes of codes.
const (
	CodeUndocumented CodeClass = CodeClass(codes.Unknown)     // nothing: as if nobody had documented it
	CodeSuccess      CodeClass = CodeClass(codes.Success)     // it was done
	CodeAccepted     CodeClass = CodeClass(codes.Accepted)    // it is queued
	CodeFinal        CodeClass = CodeClass(codes.Final)       // it was refused and not done
	CodeDuplicate    CodeClass = CodeClass(codes.Duplicate)   // it was refused, because it was done before
	CodeNotExecuted  CodeClass = CodeClass(codes.NotExecuted) // it was not done now; the same request may be sent again
	CodeRateLimited  CodeClass = CodeClass(codes.RateLimited) // the same, because of too many requests
	CodeTryLater     CodeClass = CodeClass(codes.TryLater)    // nobody knows whether it was done
)

// WithCodeClass says what a response code of a named operation means, where your server sends one that is not documented, or
// means something else by it. The API gained 173 codes in a year, and a code that the SDK does not know leaves the outcome of
// a write unknown.
//
//	client.With(capillary.WithCodeClass("points.Redeem", 987654, capillary.CodeFinal))
func WithCodeClass(operation string, code Code, class CodeClass) RequestOption {
	return requestSetting(func(s *settings) error {
		switch {
		case operation == "":
			return Invalid("code class", "it needs the name of an operation")
		case code == 0:
			return Invalid("code class", "it needs a code")
		case class > CodeTryLater || codes.Class(class) == codes.StaleToken:
			return Invalid("code class", "there is no such class")
		}
		all := maps.Clone(s.codeClasses)
		if all == nil {
			all = map[operationCode]CodeClass{}
		}
		all[operationCode{operation, code}] = class
		s.codeClasses = all
		return nil
	})
}

type operationCode struct {
	operation string
	code      Code
}

// classes looks codes up, those of the caller first.
func (s *settings) classes() envelope.Classes {
	if s.codeClasses == nil {
		return nil
	}
	return func(operation string, code int) (codes.Entry, bool) {
		e, ok := codes.Lookup(operation, code)
		if class, own := s.codeClasses[operationCode{operation, Code(code)}]; own {
			e.Code, e.Class, ok = code, codes.Class(class), true
		}
		return e, ok
	}
}

// row is what the table says of an operation's replies.
func (op *Operation) row() *envelope.Row {
	if op.compiled == nil {
		op.compiled, op.wrong = op.compile()
	}
	return op.compiled
}

// compile reads the row's paths. wrong says which can't be read.
func (op *Operation) compile() (row *envelope.Row, wrong string) {
	row = &envelope.Row{Operation: op.Name, Write: op.Safety != Read, Shape: envelope.Shape(op.Envelope)}
	var fine [8]bool
	row.ID, fine[6] = envelope.ParsePaths(op.ID)
	row.Echo, fine[7] = envelope.ParsePaths(op.Echo)
	row.Items, fine[5] = envelope.ParsePaths(op.Items)
	row.Proof, fine[0] = envelope.ParseProof(string(op.Proof))
	row.Verdicts, fine[1] = envelope.ParsePaths(op.Verdict)
	row.Item.Proof, fine[2] = envelope.ParseProof(string(op.Item.Proof))
	row.Item.Verdicts, fine[3] = envelope.ParsePaths(op.Item.Verdict)
	row.Item.Keys, fine[4] = envelope.ParsePaths(op.Item.Key)
	row.Item.AllOrNone = int(op.Item.AllOrNone)
	for i, name := range [...]string{"proof", "verdict", "item proof", "item verdict", "item key", "path of its items", "path of its id", "path of its key"} {
		if !fine[i] {
			wrong = name
		}
	}
	return row, wrong
}

// rowOf is the operation's row, with the caller's own proof if there is one.
func (f *flight) rowOf() *envelope.Row {
	row := f.op.row()
	proof, own := f.set.proofs[f.op.Name]
	if !own {
		return row
	}
	changed := *row
	changed.Proof, _ = envelope.ParseProof(string(proof))
	if proof == envelope.WordWaived { // whatever it repeats
		changed.Echo = nil
	}
	return &changed
}
