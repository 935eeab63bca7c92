package kept_test

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var texts = reply.Texts{9501: "Lead not found", 9502: "Customer is needed", 9503: "Invalid %v", 9504: "Lead %v is there already",
	9505: "No leads", 9506: "Page too long", 9507: "Bad page", 9508: "A lead that is won stays won"}

// resource is a resource as others write one: leads, with their follow-ups.
type resource struct {
	*people.Book
	leads, followUps *kept.Records
}

func (r *resource) Texts() reply.Texts { return texts }

func (r *resource) Routes() kernel.Routes {
	pages := kept.Pages{Limit: 2, Max: 3, TooLong: 9506, Negative: 9507}
	filters := []kept.Filter{{Param: "status"}, {Param: "title", Fits: kept.Contains}, {Param: "from", Field: "value", Fits: kept.From},
		{Param: "to", Field: "value", Fits: kept.To}}
	within := map[string]string{"leadId": "{leadId}"}
	return kernel.Routes{
		"POST /v2/leads":       r.leads.Adding(kept.Endpoint{As: reply.AsFlat}),
		"POST /v2/leads/bulk":  r.leads.Adding(kept.Endpoint{As: reply.AsData, In: "root.lead", None: 9505}),
		"GET /v2/leads":        r.leads.Listing(kept.Endpoint{As: reply.AsData, Pages: pages, Filters: filters, Empty: 9505}),
		"GET /v2/leads/sorted": r.leads.Listing(kept.Endpoint{As: reply.AsEntity, Pages: kept.Pages{Sort: "value", Newest: true}}),
		"GET /v2/leads/paged": r.leads.Listing(kept.Endpoint{As: reply.AsData, Pages: kept.Pages{Limit: 2, Max: 2, Page: "page", Size: "size"},
			Filters: []kept.Filter{{Param: "title", Fits: kept.Prefix}, {Param: "until", Field: "due", Fits: kept.To}}}),
		"GET /v2/lead":          r.leads.Getting(kept.Endpoint{As: reply.AsEntityID("id"), By: "?title", Names: "title"}),
		"GET /v2/leads/{id}":    r.leads.Getting(kept.Endpoint{As: reply.AsFlat}),
		"PUT /v2/leads/{id}":    r.leads.Changing(kept.Endpoint{As: reply.AsFlat}),
		"PUT /v2/leads":         r.leads.Changing(kept.Endpoint{As: reply.AsCreated("id"), By: "id"}),
		"DELETE /v2/leads/{id}": r.leads.Removing(kept.Endpoint{As: reply.AsFlat}),
		"GET /v1.1/lead/get":    r.leads.Listing(kept.Endpoint{As: reply.AsV1("leads", "lead", 1600, "Lead fetched")}),

		"POST /v2/leads/{leadId}/followups": r.followUps.Adding(kept.Endpoint{As: reply.AsFlat, Within: within}),
		"GET /v2/leads/{leadId}/followups":  r.followUps.Listing(kept.Endpoint{As: reply.AsData, Within: within}),
	}
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// caller talks to a server that has the resource.
type caller struct {
	t   *testing.T
	url string
	*resource
}

func start(t *testing.T) *caller {
	settings := kernel.Defaults()
	settings.Clock = func() time.Time { return noon }
	org := kernel.NewOrg(&settings)
	r := &resource{Book: people.New(org, people.DefaultSources())}
	r.leads = kept.New(r.Book, kept.Table{
		Key: "id", First: 5000, Owner: "userId", Missing: 9501, Refuse: texts.Refuse, Open: true,
		Unique: []kept.Unique{{Fields: []string{"title", "userId"}, Fold: true, Code: 9504}},
		Fields: []kept.Field{
			{Name: "id"},
			{Name: "userId", Also: "user_id", Kind: kept.Number, Needed: 9502, Wrong: 9503},
			{Name: "title", Kind: kept.Text},
			{Name: "status", OneOf: []string{"OPEN", "WON"}, Wrong: 9503, Default: "OPEN"},
			{Name: "value", Kind: kept.Amount, Wrong: 9503},
			{Name: "hot", Kind: kept.Yes, Wrong: 9503},
			{Name: "tags", Kind: kept.List},
			{Name: "secret", Hidden: true},
			{Name: "createdOn", Added: kept.NowV2},
			{Name: "changedBy", Changed: kept.TillID},
		},
		Check: func(c *kernel.Call, row *kept.Record) *reply.Refusal {
			if c != nil && c.Method == "PUT" && row.Text("status") == "OPEN" && row.Text("title") == "won" {
				return texts.Refuse(9508)
			}
			return nil
		},
	})
	r.followUps = kept.New(r.Book, kept.Table{Key: "followUpId", First: 70, Missing: 9501, Refuse: texts.Refuse,
		Fields: []kept.Field{{Name: "leadId"}, {Name: "notes", Kind: kept.Text}}})
	s := kernel.Start(org, nil, r)
	t.Cleanup(s.Close)
	return &caller{t, s.URL, r}
}

// send returns the HTTP status and the body of a reply.
func (c *caller) send(method, path, body string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	require.NoError(c.t, err)
	till := kernel.Defaults().Tills[0]
	req.SetBasicAuth(till.Name, fmt.Sprintf("%x", md5.Sum([]byte(till.Password))))
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := transport.RoundTrip(req)
	require.NoError(c.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(c.t, err)
	return resp.StatusCode, string(text)
}

// refused checks the code and the text of a refusal.
func (c *caller) refused(code int, text, method, path, body string) {
	c.t.Helper()
	status, got := c.send(method, path, body)
	assert.Equal(c.t, 400, status, got)
	assert.JSONEq(c.t, fmt.Sprintf(`{"warnings":[],"errors":[{"status":false,"code":%d,"message":%q}]}`, code, text), got)
}

func TestARecordIsKeptInTheFormsOfItsFieldsAndShownInTheirOrder(t *testing.T) {
	c := start(t)
	status, got := c.send("POST", "/v2/leads", `{"id":9,"status":"won","user_id":"7","title":" a ","value":"12.5","hot":"yes","tags":"x",
		"secret":"s","other":{"b":1},"createdOn":"1999","changedBy":1}`)
	assert.Equal(t, 200, status)
	assert.Equal(t, `{"id":5001,"userId":7,"title":" a ","status":"WON","value":12.500,"hot":true,"tags":["x"],`+
		`"createdOn":"2026-03-01T12:00:00Z","createdOnISO":"2026-03-01T12:00:00Z","changedBy":75000001,"other":{"b":1},"warnings":[]}`, got)
	_, again := c.send("GET", "/v2/leads/5001", "")
	assert.Equal(t, got, again)
	assert.Equal(t, "s", c.leads.Find("id", 5001).Text("secret"), "hidden is not forgotten")
}

func TestARecordThatTheTableDoesNotAllowIsRefusedWithTheFieldsCode(t *testing.T) {
	c := start(t)
	c.send("POST", "/v2/leads", `{"userId":7,"title":"a"}`)
	c.refused(9502, "Customer is needed", "POST", "/v2/leads", `{"title":"b"}`)
	c.refused(9503, "Invalid userId", "POST", "/v2/leads", `{"userId":"seven"}`)
	c.refused(9503, "Invalid status", "POST", "/v2/leads", `{"userId":7,"status":"GONE"}`)
	c.refused(9503, "Invalid value", "POST", "/v2/leads", `{"userId":7,"value":"much"}`)
	c.refused(9503, "Invalid hot", "POST", "/v2/leads", `{"userId":7,"hot":"very"}`)
	c.refused(9504, "Lead A is there already", "POST", "/v2/leads", `{"userId":7,"title":"A"}`)
	c.refused(400, texts.Of(400), "POST", "/v2/leads", `{`)
	c.refused(400, texts.Of(400), "POST", "/v2/leads", `[]`)
	c.refused(400, texts.Of(400), "POST", "/v2/leads", `[3]`)
	assert.Len(t, c.leads.All(nil), 1)
}

func TestAListOfRecordsIsAddedWholeOrNotAtAll(t *testing.T) {
	c := start(t)
	c.refused(9502, "Customer is needed", "POST", "/v2/leads/bulk", `{"root":{"lead":[{"userId":1},{"title":"x"}]}}`)
	assert.Empty(t, c.leads.All(nil))
	_, got := c.send("POST", "/v2/leads/bulk", `{"root":{"lead":[{"userId":1},{"userId":2}]}}`)
	assert.Empty(t, reply.Lacks([]byte(`{"data":[{"id":1,"userId":1}],"warnings":[],"errors":[]}`), []byte(got)))
	assert.Len(t, c.leads.All(nil), 2)
	_, got = c.send("POST", "/v2/leads/bulk", `{"root":{"lead":{"userId":3}}}`)
	assert.Empty(t, reply.Lacks([]byte(`{"data":{"id":1}}`), []byte(got)), "one bare record is a list of one")
	c.refused(9505, "No leads", "POST", "/v2/leads/bulk", `{"root":{}}`)
}

func TestAChangeLeavesWhatItDoesNotSendAndFollowsTheSameRules(t *testing.T) {
	c := start(t)
	c.send("POST", "/v2/leads", `{"userId":7,"title":"a","note":"n"}`)
	c.send("POST", "/v2/leads", `{"userId":7,"title":"won","status":"WON"}`)
	_, got := c.send("PUT", "/v2/leads/5001", `{"status":"WON","id":1,"createdOn":"x"}`)
	assert.Empty(t, reply.Lacks([]byte(`{"id":1,"title":"a","note":"n","status":"WON"}`), []byte(got)))
	assert.Equal(t, "WON a n", fmt.Sprint(c.leads.Find("id", 5001).Get("status"), " ", c.leads.Find("id", 5001).Get("title"), " ", c.leads.Find("id", 5001).Get("note")))
	status, got := c.send("PUT", "/v2/leads", `{"id":5001,"title":"A"}`)
	assert.Equal(t, 200, status, "a record may share with itself")
	assert.JSONEq(t, `{"createdId":5001,"warnings":[]}`, got)
	c.refused(9504, "Lead WON is there already", "PUT", "/v2/leads/5001", `{"title":"WON"}`)
	c.refused(9502, "Customer is needed", "PUT", "/v2/leads/5001", `{"userId":""}`)
	c.refused(9508, "A lead that is won stays won", "PUT", "/v2/leads/5002", `{"status":"OPEN"}`)
	c.refused(9501, "Lead not found", "PUT", "/v2/leads/1", `{}`)
	assert.Equal(t, "WON", c.leads.Find("id", 5002).Text("status"), "a refused change changes nothing")
}

func TestAListIsFilteredSortedAndCut(t *testing.T) {
	c := start(t)
	_, got := c.send("GET", "/v2/leads", "")
	assert.JSONEq(t, `{"pagination":{"limit":2,"offset":0,"total":0},"data":[],"errors":[],
		"warnings":[{"status":false,"code":9505,"message":"No leads"}]}`, got)
	for n, value := range []string{"10", "9", "100.5"} {
		c.send("POST", "/v2/leads", fmt.Sprintf(`{"userId":%d,"title":"lead %d","value":%s,"status":%q}`, n+1, n+1, value, []string{"OPEN", "WON"}[n%2]))
	}
	for query, want := range map[string]string{
		"":                            "5001 5002",
		"limit=3":                     "5001 5002 5003",
		"offset=2":                    "5003",
		"offset=9":                    "",
		"status=open":                 "5001 5003",
		"status=WON,open&limit=3":     "5001 5002 5003",
		"title=D%203":                 "5003",
		"from=10":                     "5001 5003",
		"to=10":                       "5001 5002",
		"from=9.5&to=11&STATUS=OPEN":  "5001",
		"limit=3&sortOrder=DESC":      "5003 5002 5001",
		"status=LOST":                 "",
		"limit=3&unknownParameter=17": "5001 5002 5003",
	} {
		_, got := c.send("GET", "/v2/leads?"+query, "")
		assert.Equal(t, want, ids(t, got, "data"), query)
	}
	_, got = c.send("GET", "/v2/leads/sorted", "")
	assert.Equal(t, "5003 5001 5002", ids(t, got, "entity"))
	c.refused(9506, "Page too long", "GET", "/v2/leads?limit=4", "")
	c.refused(9507, "Bad page", "GET", "/v2/leads?offset=-1", "")
	c.refused(9507, "Bad page", "GET", "/v2/leads?limit=0", "")
}

func TestPagesAreCountedAndCappedAsTheEndpointDoes(t *testing.T) {
	c := start(t)
	for n, due := range []string{"2026-03-01", "2026-03-02T23:00:00Z", "2026-03-03T00:00:00+05:30"} {
		c.send("POST", "/v2/leads", fmt.Sprintf(`{"userId":%d,"title":"Lead %d","due":%q}`, n+1, n+1, due))
	}
	for query, want := range map[string]string{
		"":                                  "5001 5002",
		"page=2":                            "5003",
		"page=3":                            "",
		"size=1&page=2":                     "5002",
		"size=9":                            "5001 5002", // capped, not refused
		"page=0":                            "5001 5002",
		"size=-1":                           "",
		"title=lead%202":                    "5002",
		"title=ead":                         "",
		"until=2026-03-02":                  "5001 5002", // the whole day
		"until=2026-03-01":                  "5001",
		"until=2026-03-02T20:00:00Z&size=2": "5001 5003",
	} {
		_, got := c.send("GET", "/v2/leads/paged?"+query, "")
		assert.Equal(t, want, ids(t, got, "data"), query)
	}
}

// ids are the ids of a list in a reply.
func ids(t *testing.T, text, member string) string {
	t.Helper()
	var body map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(text), &body))
	var list []struct{ ID int64 }
	require.NoError(t, json.Unmarshal(body[member], &list), text)
	var out []string
	for _, one := range list {
		out = append(out, fmt.Sprint(one.ID))
	}
	return strings.Join(out, " ")
}

func TestARecordIsFoundByAnyMemberAndGoneOnceRemoved(t *testing.T) {
	c := start(t)
	c.send("POST", "/v2/leads", `{"userId":7,"title":"a"}`)
	_, got := c.send("GET", "/v2/lead?title=a", "")
	assert.JSONEq(t, `{"entity":5001,"warnings":[]}`, got)
	c.refused(9501, "Lead not found", "GET", "/v2/lead", "")
	_, got = c.send("GET", "/v1.1/lead/get", "")
	assert.Empty(t, reply.Lacks([]byte(`{"response":{"status":{"success":"true","code":200,"message":"Success","total":"1","success_count":"1"},
		"leads":{"lead":[{"id":1,"title":"","item_status":{"success":"true","code":"1600","message":""}}]}}}`), []byte(got)))
	c.send("DELETE", "/v2/leads/5001", "")
	c.refused(9501, "Lead not found", "GET", "/v2/leads/5001", "")
	c.refused(9501, "Lead not found", "DELETE", "/v2/leads/5001", "")
}

func TestRecordsBelowAnotherAreAddedAndListedThere(t *testing.T) {
	c := start(t)
	c.send("POST", "/v2/leads/5001/followups", `{"notes":"called","leadId":"other"}`)
	c.send("POST", "/v2/leads/5002/followups", `{"notes":"wrote"}`)
	_, got := c.send("GET", "/v2/leads/5001/followups", "")
	assert.JSONEq(t, `{"data":[{"followUpId":71,"leadId":"5001","notes":"called"}],"warnings":[],"errors":[]}`, got)
}

func TestRecordsOfAMergedCustomerAreTheSurvivorsOnceEach(t *testing.T) {
	c := start(t)
	old, young := &people.Customer{ID: 1}, &people.Customer{ID: 2}
	c.Customers[1], c.Customers[2] = old, young
	for _, body := range []string{`{"userId":1,"title":"a"}`, `{"userId":2,"title":"A"}`, `{"userId":2,"title":"b"}`} {
		c.send("POST", "/v2/leads", body)
	}
	c.Merge(young, old)
	assert.Equal(t, "[a b]", fmt.Sprint(titles(c.leads.Where("userId", 1))))
	assert.Empty(t, c.leads.Where("userId", 2))
}

func titles(records []*kept.Record) []string {
	var out []string
	for _, r := range records {
		out = append(out, r.Text("title"))
	}
	return out
}
