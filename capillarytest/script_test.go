package capillarytest_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	ct "github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

func TestAScriptedEndpointAnswersWithExactlyTheseBytes(t *testing.T) {
	t.Parallel()
	xml := "<?xml version=\"1.0\"?><response><status><success>false</success></status></response>"
	tests := []struct {
		name        string
		reply       ct.Reply
		status      int
		contentType []string
	}{
		{"JSON", ct.Reply{Body: `{"id":7}`}, 200, []string{"application/json;charset=UTF-8"}},
		{"nothing", ct.Reply{}, 200, []string{"application/json;charset=UTF-8"}},
		{"a scalar", ct.Reply{Body: `true`}, 200, []string{"application/json;charset=UTF-8"}},
		{"a byte order mark", ct.Reply{Body: "\ufeff{}"}, 200, []string{"application/json;charset=UTF-8"}},
		{"bytes that are no text", ct.Reply{Body: "\xff\x00{"}, 200, []string{"application/json;charset=UTF-8"}},
		{"XML", ct.Reply{Status: 500, Header: http.Header{"content-type": {"text/xml"}}, Body: xml}, 500, []string{"text/xml"}},
		{"no content type", ct.Reply{Status: 207, Header: http.Header{"Content-Type": nil}, Body: `[]`}, 207, nil},
	}
	for _, tt := range tests {
		c := start(t)
		c.server.Script("POST", "/v2/zoo/{animal}/feed", tt.reply)
		got := c.post("/v2/zoo/7/feed", "{}")
		assert.Equal(t, tt.status, got.status, tt.name)
		assert.Equal(t, tt.reply.Body, got.body, tt.name)
		assert.Equal(t, tt.contentType, got.header.Values("Content-Type"), tt.name)
		assert.Len(t, got.header.Get("X-Cap-Requestid"), 32, tt.name)
	}
}

func TestScriptedRepliesComeInTurnAndTheLastOneStays(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	path := fmt.Sprintf("/v2/customers/%d", id)
	c.server.Script("GET", "/v2/customers/{id}", ct.Reply{Status: 503, Header: http.Header{"Retry-After": {"7"}}}, ct.Reply{Body: `{"id":1}`})
	first := c.get(path)
	assert.Equal(t, 503, first.status)
	assert.Equal(t, "7", first.header.Get("Retry-After"))
	assert.Equal(t, `{"id":1}`, c.get(path).body)
	assert.Equal(t, `{"id":1}`, c.get(path).body)
	assert.Equal(t, 3, c.server.Count("GET", "/v2/customers/{id}"))
	assert.Equal(t, 200, c.put(path+"?source=INSTORE", `{"profiles":[{"firstName":"Ivy"}]}`).status, "another method is not scripted")

	c.server.Script("GET", "/v2/customers/{id}", ct.Reply{Body: `{"id":2}`})
	assert.Equal(t, `{"id":2}`, c.get(path).body, "a new script takes the place of the old one")
	c.server.Reset()
	assert.Equal(t, fmt.Sprint(id), c.get(path+"?source=INSTORE").at("id"), "Reset forgets scripts")
}

func TestAScriptedEndpointStillWantsCredentialsAndMeetsFaults(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.server.Script("GET", "/v2/zoo/{animal}", ct.Reply{Body: `{}`})
	c.server.Fault(ct.Fault{Path: "/v2/zoo/{animal}", Kind: ct.Status(502)})
	assert.Equal(t, 502, c.get("/v2/zoo/1").status)
	assert.Equal(t, 200, c.get("/v2/zoo/1").status)
	assert.Equal(t, "/v2/zoo/{animal}", c.server.Requests()[1].Route)
	c.header.Del("Authorization")
	assert.Equal(t, 401, c.get("/v2/zoo/1").status)
	assert.Panics(t, func() { c.server.Script("GET", "/v2/zoo") })
}

func TestAnOperationIsScriptedByNameInItsEnvelope(t *testing.T) {
	t.Parallel()
	server := ct.New(t)
	client := server.Client()
	server.ScriptOperation(customer.Operations(), "customer.Tier", map[string]any{"programTiers": []any{map[string]any{"programId": 7, "currentTierName": "Ruby"}}})
	for _, who := range []capillary.Identifier{capillary.UserID(1), capillary.Mobile("919740000001")} {
		got, err := customer.New(client).Tier(t.Context(), who, customer.ProgramOptions{})
		require.NoError(t, err)
		assert.Equal(t, "Ruby", got.ProgramTiers[0].CurrentTierName)
	}
	zoo := []capillary.Operation{
		{Name: "zoo.Animal", Method: "GET", Path: "/v2/zoo/animal", Safety: capillary.Read, Envelope: capillary.Entity, Proof: "name"},
		{Name: "zoo.Old", Method: "GET", Path: "/v1.1/zoo/animal", Safety: capillary.Read, Envelope: capillary.V1, Items: "animals.animal", Proof: "animals.animal"},
		{Name: "zoo.All", Method: "GET", Path: "/v2/zoo/animals", Safety: capillary.Read, Envelope: capillary.Data, Proof: capillary.ProofList},
	}
	server.ScriptOperation(zoo, "zoo.Animal", map[string]any{"name": "Lea"})
	server.ScriptOperation(zoo, "zoo.Old", []any{map[string]any{"name": "Leo"}})
	server.ScriptOperation(zoo, "zoo.All", []any{"Lea", "Leo"}, []any{"Lea"})
	one, err := capillary.Call[struct{ Name string }](t.Context(), client, zoo[0], capillary.Input{})
	require.NoError(t, err)
	assert.Equal(t, "Lea", one.Name)
	old, err := capillary.Call[*capillary.Batch[struct{ Name string }]](t.Context(), client, zoo[1], capillary.Input{})
	require.NoError(t, err)
	assert.Equal(t, "Leo", old.Items[0].Value.Name)
	for _, want := range []int{2, 1, 1} {
		all, err := capillary.Call[[]string](t.Context(), client, zoo[2], capillary.Input{})
		require.NoError(t, err)
		assert.Len(t, all, want)
	}
	assert.PanicsWithValue(t, "capillarytest: there is no operation zoo.Gone", func() { server.ScriptOperation(zoo, "zoo.Gone", 1) })
}

func TestAnOperationNobodyScriptedAnswersMinimallyOnlyIfAsked(t *testing.T) {
	t.Parallel()
	server := ct.NewServer()
	t.Cleanup(server.Close)
	client := server.Client(capillary.WithMaxRetries(0))
	var zoo []capillary.Operation
	for _, op := range slices.Concat(customer.Operations(), points.Operations(), coupon.Operations(), transaction.Operations(), otp.Operations()) {
		version, rest, _ := strings.Cut(op.Path[1:], "/")
		zoo = append(zoo, capillary.Operation{Name: op.Name, Method: op.Method, Path: "/" + version + "/unknown/" + strings.NewReplacer("{", "", "}", "").Replace(rest),
			Safety: op.Safety, Envelope: op.Envelope, Items: op.Items, Proof: op.Proof})
	}
	_, err := capillary.Call[any](t.Context(), client, zoo[0], capillary.Input{})
	require.Error(t, err)
	server.AnswerUnscripted(zoo[:3], zoo[3:])
	for _, op := range zoo {
		var err error
		if strings.HasPrefix(string(op.Proof), string(capillary.ProofList)) {
			_, err = capillary.Call[[]struct{}](t.Context(), client, op, capillary.Input{}) // a list proves only what takes a list
		} else {
			_, err = capillary.Call[struct{}](t.Context(), client, op, capillary.Input{})
		}
		assert.NoError(t, err, "%s %s, proof %s", op.Name, op.Path, op.Proof)
	}
	server.ScriptOperation(zoo, zoo[0].Name, map[string]any{"entity": 77})
	got, err := capillary.Call[map[string]any](t.Context(), client, zoo[0], capillary.Input{})
	require.NoError(t, err)
	assert.EqualValues(t, "77", fmt.Sprint(got["entity"]), "a script wins over the minimal reply")

	known := ct.New(t)
	id := known.AddCustomer(ct.Customer{Mobile: "919740000001"})
	known.AnswerUnscripted(customer.Operations())
	found, err := customer.New(known.Client()).Get(t.Context(), capillary.UserID(id), customer.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, id, found.ID, "what the server knows it answers itself")
}

func TestAFaultAnswersWithAnyReplyWithOrWithoutTheWork(t *testing.T) {
	t.Parallel()
	strange := ct.Reply{Status: 207, Header: http.Header{"Content-Type": {"text/xml"}, "X-Odd": {"1"}}, Body: "\ufeff<no/>"}
	for _, tt := range []struct {
		kind ct.Kind
		done bool
	}{{ct.AnswerReply(strange), false}, {ct.AnswerReplyAfterWork(strange), true}} {
		c, got := registerWith(t, tt.kind)
		require.NoError(t, got.err)
		assert.Equal(t, tt.done, got.done, tt.kind.String())
		assert.Equal(t, 207, got.status)
		assert.Equal(t, strange.Body, got.body)
		assert.Equal(t, "text/xml", got.header.Get("Content-Type"))
		assert.Equal(t, "1", got.header.Get("X-Odd"))
		assert.Equal(t, tt.kind.String(), c.server.Requests()[0].Fault)
	}
}

func TestAFaultAmendsTheReplyOfTheWork(t *testing.T) {
	t.Parallel()
	shifted := ct.AmendBody(func(body []byte) []byte {
		return bytes.Replace(body, []byte(`"createdId":`), []byte(`"createdId":1`), 1)
	})
	_, got := registerWith(t, shifted)
	assert.True(t, got.done)
	assert.True(t, strings.HasPrefix(got.at("createdId"), "14"), got.body)
	assert.Equal(t, 200, got.status)

	contradiction := ct.AmendReply(func(r ct.Reply) ct.Reply {
		assert.Equal(t, 200, r.Status)
		assert.Equal(t, []string{"application/json;charset=UTF-8"}, r.Header["Content-Type"])
		r.Status = 500
		r.Header.Set("X-Odd", "1")
		r.Body = strings.Replace(r.Body, `"warnings":[]`, `"success":false`, 1)
		return r
	})
	_, got = registerWith(t, contradiction)
	assert.True(t, got.done)
	assert.Equal(t, 500, got.status)
	assert.Equal(t, "false", got.at("success"))
	assert.Equal(t, "1", got.header.Get("X-Odd"))
}
