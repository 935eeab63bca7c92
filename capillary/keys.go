package capillary

import (
	"slices"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/retry"
)

// KeyTrust says which keys of the caller make a second request harmless. Such a key stands in the body, like the external
// reference number of a redemption. See WithKeys.
type KeyTrust uint8

// What keys are trusted for.
const (
	// KeysDocumented trusts a key where the API documents what a second request with it gets: 744 for points.Redeem, 6006 for
	// points.AllocateCurrency.
	KeysDocumented KeyTrust = iota
	// KeysAlways also trusts the keys of which the API only says that a second request is detected, as for points.RedeemV1.
	KeysAlways
	// KeysNever trusts no key: what is in doubt is looked up, and never sent again.
	KeysNever
)

// WithKeys says which keys are trusted: KeysDocumented by default. With a trusted key a request in doubt is looked up, where
// there is a look-up, and sent again with the same bytes if it is not found: the API does not process a key twice. All tries of
// a call carry the same key; for new work take a new one, also where the first was refused.
//
// A second request that the API refuses as a duplicate shows that an earlier one was carried out: the look-up tells whether it
// was this one. Where there is none, the call is done and Meta.Repeated is true.
//
// Choose KeysNever where the organisation's server does not honour keys, such as a version before 2026.
func WithKeys(trust KeyTrust) RequestOption {
	return requestSetting(func(s *settings) error {
		if trust > KeysNever {
			return Invalid("keys", "there is no such trust")
		}
		s.keys = trust
		return nil
	})
}

// trusted reports whether the key of the call makes a second request harmless.
func (f *flight) trusted() bool {
	switch {
	case retry.Class(f.op.Safety) != retry.Keyed || f.in.Key == "" || f.set.keys == KeysNever:
		return false
	case f.set.keys == KeysAlways:
		return true
	}
	return f.op.Repeat != 0
}

// repeats is the code by which an item says that its key was used, where that proves an earlier try of this call.
func (f *flight) repeats() Code {
	if f.trusted() {
		return f.op.Repeat
	}
	return 0
}

// saysRepeat reports whether the reply says that the key was used, in the documented code if there is one, and nothing else. Of a batch
// each item has a key: a code of the call as a whole does not tell whose was used, and the items are asked one by one later.
func (f *flight) saysRepeat() bool {
	switch {
	case f.isBatch() && len(f.verdict.Items) == 0:
		return false
	case f.op.Repeat == 0:
		return true
	case f.isBatch():
		return slices.ContainsFunc(f.verdict.Issues, f.op.repeats)
	}
	return onlyRepeats(f.op, f.verdict.Issues)
}

// onlyRepeats reports whether there are codes, and all say that the key was used.
func onlyRepeats(op *Operation, all []envelope.Issue) bool {
	for _, i := range all {
		if !op.repeats(i) {
			return false
		}
	}
	return len(all) > 0
}

// repeats reports whether a code is the one that a second request under a key gets.
func (op *Operation) repeats(i envelope.Issue) bool { return Code(i.Code) == op.Repeat && i.Word == "" }

// Aside are the options of a call for another that is made on its behalf, such as a look-up, without what is meant for the
// call itself: WithBodyField, WithQuery and WithMeta.
func Aside(options []RequestOption) []RequestOption {
	if len(options) == 0 {
		return nil
	}
	return append(options[:len(options):len(options)], requestSetting(func(s *settings) error {
		s.fields, s.query, s.meta = nil, s.query[:s.inherited], nil
		return nil
	}))
}
