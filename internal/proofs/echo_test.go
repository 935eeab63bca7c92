package proofs

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// repeats tells where the replies of an operation repeat what was sent, from paths without lists.
func repeats(op capillary.Operation) func(path string) bool {
	around := map[capillary.Envelope]string{capillary.Entity: ".entity", capillary.Data: ".data", capillary.V1: ".response"}[op.Envelope]
	var paths, ends []string
	for path := range strings.SplitSeq(op.Echo, "|") {
		if path != "" {
			paths = append(paths, "."+path)
		}
	}
	for path := range strings.SplitSeq(op.Item.Key, "|") {
		if path != "" {
			ends = append(ends, "."+path)
		}
	}
	return func(path string) bool {
		return slices.Contains(paths, strings.TrimPrefix(path, around)) ||
			slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(path, end) })
	}
}

// replaced is a document with another value at these places.
func replaced(v any, path string, at func(string) bool, value string) (changed any, found int) {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			m, n := replaced(member, path+"."+name, at, value)
			out[name], found = m, found+n
		}
		return out, found
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			e, n := replaced(element, path, at, value)
			out[i], found = e, found+n
		}
		return out, found
	case nil, bool:
		return v, 0
	}
	if at(path) {
		return value, 1
	}
	return v, 0
}

// successes are the documented replies of an operation that are done if it is not known what was sent.
func (p *oneReply) successes(t *testing.T, rows []documented, op capillary.Operation) (all []any) {
	for _, row := range rows {
		if !row.isOf(op) {
			continue
		}
		for _, raw := range row.Samples {
			var sample any
			if json.Unmarshal(raw, &sample) != nil {
				continue
			}
			if p.says(http.StatusOK, string(raw)); sendAbout(t, p.client, op) == nil {
				all = append(all, sample)
			}
		}
	}
	return all
}

// A reply that repeats another key than the one that was sent is about something else, however well it reads: a cache or a proxy that
// mixes replies up sends such ones. So all documented replies of success are played with another key in the place of their own.
// Customers are named by mobile number: of one who is named by user id the API documents that it may answer with the survivor of a
// merge (91009).
func TestAReplyAboutSomethingElseProvesNothing(t *testing.T) {
	wiretest.OverEachProtocol(t, otherKeysProveNothing)
}

func otherKeysProveNothing(t *testing.T, protocol string) {
	racesOverOneProtocol(t, protocol)
	rows, _ := documentedRows(t)
	byName := rowsByName()
	p := serveOneReply(t, protocol)
	played := map[string]int{}
	for _, m := range methods(t, p.client) {
		p.says(http.StatusOK, `"nothing"`)
		_, err := m.run(t.Context())
		var e *capillary.Error
		if !errors.As(err, &e) {
			continue
		}
		if named := m.changed(func(v reflect.Value) bool { return put(v, reflect.ValueOf(capillary.Mobile("447700900001")), 0) }); named.args != nil {
			if _, err := named.run(t.Context()); !errors.As(err, new(*capillary.InvalidInputError)) {
				m = named
			}
		}
		op := byName[e.Operation]
		for _, sample := range p.successes(t, rows, op) {
			other, found := replaced(sample, "", repeats(op), "zq-91-other")
			if found == 0 {
				continue
			}
			raw, err := json.Marshal(other)
			require.NoError(t, err)
			p.says(http.StatusOK, string(raw))
			_, err = m.run(t.Context())
			if assert.Error(t, err, "%s took %.400s", m.name, raw) {
				assert.False(t, errors.Is(err, capillary.ErrNotFound), "%s: %v: %.400s", m.name, err, raw)
				assert.Equal(t, op.Safety != capillary.Read, capillary.MayHaveHappened(err), "%s: %v: %.400s", m.name, err, raw)
			}
			played[op.Name]++
		}
	}
	t.Logf("%d operations, %v", len(played), played)
	assert.Greater(t, len(played), 40)
}

// The same replies with the key that was sent are what they were. One key of two that were sent is not all of a write.
func TestAReplyWithTheKeyThatWasSentIsDone(t *testing.T) {
	withoutRaces(t)
	rows, _ := documentedRows(t)
	p := serveOneReply(t, wiretest.HTTP1)
	played := 0
	for _, op := range all() {
		if op.Echo == "" {
			continue
		}
		for _, sample := range p.successes(t, rows, op) {
			same, found := replaced(sample, "", repeats(op), "7001")
			if found == 0 {
				continue
			}
			raw, err := json.Marshal(same)
			require.NoError(t, err)
			p.says(http.StatusOK, string(raw))
			assert.NoError(t, sendAbout(t, p.client, op, "7001"), "%s: %.400s", op.Name, raw)
			assert.NoError(t, sendAbout(t, p.client, op, "007001"), "%s: %.400s", op.Name, raw)
			assert.Error(t, sendAbout(t, p.client, op, "7002"), "%s: %.400s", op.Name, raw)
			assert.Equal(t, op.Safety != capillary.Read, sendAbout(t, p.client, op, "7001", "7002") != nil, "%s: %.400s", op.Name, raw)
			played++
		}
	}
	assert.Greater(t, played, 25)
}

// sendAbout calls an operation about things with these keys.
func sendAbout(t *testing.T, c *capillary.Client, op capillary.Operation, keys ...string) error {
	t.Helper()
	in := capillary.Input{Sent: keys}
	template := op.Path
	if op.Lookup != "" {
		in.Customer, template = capillary.Mobile(canaryMobile), op.Lookup
	}
	for range strings.Count(template, "{") {
		in.Path = append(in.Path, canaryText)
	}
	_, err := capillary.Call[any](t.Context(), c, op, in)
	return err
}
