package lead_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/lead"
)

var at = time.Date(2026, 3, 1, 8, 0, 0, 0, time.FixedZone("", 5*3600+1800))

const whole = `{"id": 31, "userId": 8800012, "type": "SKU", "leadFor": "mug-1", "status": "ON_HOLD", "subStatus": "Undecided", "owner": "staff-1",
	"nextFollowUp": "2026-03-05T08:00:00+05:30", "lastFollowUp": "2026-03-01T08:00:00+05:30", "createdOn": "2026-03-01T08:00:00+05:30", "createdBy": 75001,
	"lastUpdatedOn": "2026-03-02T08:00:00+05:30", "lastUpdatedBy": 75002, "followUpDetails": [{"id": 41, "userId": 8800012, "leadId": 31, "notes": "by phone",
	"createdBy": 75001, "createdOn": "2026-03-01T08:00:00+05:30", "followedUpBy": 61, "followedUpOn": "2026-03-01T08:00:00+05:30",
	"scheduledFollowUp": "2026-02-28T08:00:00+05:30"}], "extendedFields": {"trial": "done"}, "statusLogDetails": [{"id": 51, "userId": 8800012, "leadId": 31,
	"status": "OPEN", "createdBy": -1, "createdOn": "2026-03-01T08:00:00+05:30", "reasonId": 5, "reason": "price", "subStatus": "New"}], "orgSourceId": -1, "warnings": []}`

const want = `{"id": 31, "userId": 8800012, "type": "SKU", "leadFor": "mug-1", "status": "ON_HOLD", "subStatus": "Undecided", "owner": "staff-1",
	"nextFollowUp": "2026-03-05T08:00:00+05:30", "lastFollowUp": "2026-03-01T08:00:00+05:30", "createdBy": 75001, "lastUpdatedBy": 75002,
	"followUpDetails": [{"id": 41, "leadId": 31, "notes": "by phone", "followedUpBy": 61, "scheduledFollowUp": "2026-02-28T08:00:00+05:30"}],
	"extendedFields": {"trial": "done"}, "statusLogDetails": [{"id": 51, "status": "OPEN", "createdBy": -1, "reasonId": 5, "reason": "price", "subStatus": "New"}],
	"orgSourceId": -1}`

func TestLeadsAreAdded(t *testing.T) {
	all := lead.AddRequest{Customer: capillary.Email("liv@example.org"), Type: lead.TypeBrand, LeadFor: "Fjord", Status: lead.StatusOnHold, SubStatus: "Undecided",
		Owner: "staff-1", OrgSourceID: lead.SourceInStore, NextFollowUp: at, LastFollowUp: at, CreatedOn: at, CreatedBy: 61, LastUpdatedOn: at, LastUpdatedBy: 62,
		ExtendedFields:   map[string]any{"trial": "done"},
		FollowUpDetails:  []lead.FollowUpRequest{{FollowedUpOn: at, FollowedUpBy: 61, ScheduledFollowUp: at, NextFollowUp: at, Notes: "by phone"}},
		StatusLogDetails: []lead.StatusRequest{{Status: lead.StatusOpen, ReasonID: 5, CreatedBy: 61}}, Language: "id"}
	const body = `{"type": "BRAND", "leadFor": "Fjord", "status": "ON_HOLD", "subStatus": "Undecided", "owner": "staff-1", "orgSourceId": -1,
		"nextFollowUp": "2026-03-01T08:00:00+05:30", "lastFollowUp": "2026-03-01T08:00:00+05:30", "createdOn": "2026-03-01T08:00:00+05:30", "createdBy": 61,
		"lastUpdatedOn": "2026-03-01T08:00:00+05:30", "lastUpdatedBy": 62, "extendedFields": {"trial": "done"}, "followUpDetails": [{"followedUpOn": "2026-03-01T08:00:00+05:30",
		"followedUpBy": 61, "scheduledFollowUp": "2026-03-01T08:00:00+05:30", "nextFollowUp": "2026-03-01T08:00:00+05:30", "notes": "by phone"}],
		"statusLogDetails": [{"status": "OPEN", "reasonId": 5, "createdBy": 61}], "idType": "EMAIL", "identifier": "liv@example.org"}`
	add := func(r lead.AddRequest) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) { return lead.New(c).Add(ctx, r) }
	}
	simple := lead.AddRequest{Customer: capillary.UserID(8800012), LeadFor: "mug-1"}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with everything that a lead can have", Call: add(all), Method: "PATCH", Path: "/v2/leads", Body: body, Header: http.Header{"Language": {"id"}},
			Reply: whole, Want: want,
		},
		{
			Name: "with the other documented method, for a customer by user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return lead.New(c).AddByPost(ctx, simple) },

			Method: "POST", Path: "/v2/leads", Body: `{"userId": 8800012, "leadFor": "mug-1"}`, Header: http.Header{"Language": {""}}, Reply: whole, Want: want,
		},
		{
			Name: "not for a customer who is not there", Call: add(simple), Method: "PATCH", Path: "/v2/leads", Body: `{"userId": 8800012, "leadFor": "mug-1"}`,
			Reply: `{"errors": [{"status": false, "code": 92008, "message": "none"}]}`, WantErr: capillary.ErrNotFound,
		},
		{
			Name: "perhaps, where the customer could not be registered", Call: add(simple), Method: "PATCH", Path: "/v2/leads",
			Body: `{"userId": 8800012, "leadFor": "mug-1"}`, Reply: `{"errors": [{"status": false, "code": 92011, "message": "later"}]}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "perhaps, where the reply has no lead", Call: add(simple), Method: "PATCH", Path: "/v2/leads", Body: `{"userId": 8800012, "leadFor": "mug-1"}`,
			Reply: `{"id": 0, "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
	for field, r := range map[string]lead.AddRequest{
		"leadFor":   {Customer: capillary.UserID(1)},
		"customer":  {LeadFor: "mug-1"},
		"customer ": {LeadFor: "mug-1", Customer: capillary.ExternalID("x")},
	} {
		wiretest.Refused(t, strings.TrimSpace(field), func(ctx context.Context, c *capillary.Client) error {
			_, err := lead.New(c).Add(ctx, r)
			return err
		})
	}
}

func TestALeadIsReadFromJSON(t *testing.T) {
	for raw, who := range map[string]capillary.Identifier{
		`{"leadFor": "mug-1", "userId": 8800012}`:                                capillary.UserID(8800012),
		`{"leadFor": "mug-1", "idType": "MOBILE", "identifier": "46700000001"}`:  capillary.Mobile("46700000001"),
		`{"leadFor": "mug-1", "idType": "EMAIL", "identifier": "l@example.org"}`: capillary.Email("l@example.org"),
	} {
		var r lead.AddRequest
		require.NoError(t, json.Unmarshal([]byte(raw), &r))
		assert.Equal(t, lead.AddRequest{Customer: who, LeadFor: "mug-1"}, r)
		again, err := json.Marshal(r)
		require.NoError(t, err)
		var back lead.AddRequest
		require.NoError(t, json.Unmarshal(again, &back))
		assert.Equal(t, r, back)
	}
	var r lead.AddRequest
	err := json.Unmarshal([]byte(`{"leadFor": 46700000001}`), &r)
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "46700000001")
}

func TestLeadsAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with everything that can be asked for",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return lead.New(c).List(ctx, lead.ListOptions{UserID: 8800012, Type: lead.TypeSKU, Status: lead.StatusOnHold, SubStatus: "Undecided", Owner: "61",
				OrgSourceID: lead.SourceInStore, EntityType: lead.EntityStore, EntityCode: "mal-01", Limit: 5, Offset: 10, SortBy: lead.SortByCreatedOn,
				SortOrder: lead.Descending, Language: "zh"})
		},
		Method: "GET", Path: "/v2/leads", Header: http.Header{"Language": {"zh"}},
		Query: "userId=8800012&type=SKU&status=ON_HOLD&substatus=Undecided&owner=61&orgSourceId=-1&entityType=STORE&entityCode=mal-01&limit=5&offset=10" +
			"&sortBy=createdon&sortOrder=DESC",
		Reply: `{"data": [` + whole + `], "warnings": [], "errors": []}`, Want: `{"items": [` + want + `]}`,
	}})
	for _, o := range []lead.ListOptions{{EntityType: lead.EntityTill}, {EntityCode: "t-1"}} {
		wiretest.Refused(t, "entityCode", func(ctx context.Context, c *capillary.Client) error {
			_, err := lead.New(c).List(ctx, o)
			return err
		})
	}
}

// The offset may count leads that the filters leave out: pages overlap then.
func TestALeadThatComesTwiceIsPassedOnOnce(t *testing.T) {
	pages := map[string]string{"": `{"id": 1}, {"id": 2}, {"id": 9}`, "3": `{"id": 9}, {"id": 10}`, "5": ``}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"data": [%s], "warnings": [], "errors": []}`, pages[r.URL.Query().Get("offset")])
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	walk := lead.New(c).All(t.Context(), lead.ListOptions{Status: lead.StatusOpen})
	for range 2 {
		var ids []int64
		for l, err := range walk {
			require.NoError(t, err)
			ids = append(ids, l.ID)
		}
		assert.Equal(t, []int64{1, 2, 9, 10}, ids)
	}
}

func TestLeadsChange(t *testing.T) {
	status := func(ctx context.Context, c *capillary.Client) (any, error) {
		return lead.New(c).UpdateStatus(ctx, 31, lead.UpdateStatusRequest{Status: lead.StatusWon, SubStatus: "Paid", ReasonID: 5, CreatedBy: 61, CreatedOn: at})
	}
	const statusBody = `{"status": "WON", "subStatus": "Paid", "reasonId": 5, "createdBy": 61, "createdOn": "2026-03-01T08:00:00+05:30"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "their owner and extended fields",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return lead.New(c).Update(ctx, 31, lead.UpdateRequest{Owner: "staff-2", ExtendedFields: map[string]any{"trial": "done"}, Language: "ar"})
			},
			Method: "PUT", Path: "/v2/leads/31", Body: `{"owner": "staff-2", "extendedFields": {"trial": "done"}}`, Header: http.Header{"Language": {"ar"}},
			Reply: whole, Want: want,
		},
		{Name: "their status", Call: status, Method: "PUT", Path: "/v2/leads/31/status", Body: statusBody, Reply: whole, Want: want},
		{
			Name: "not their status once they are closed", Call: status, Method: "PUT", Path: "/v2/leads/31/status", Body: statusBody,
			Reply: `{"errors": [{"status": false, "code": 92024, "message": "closed"}]}`, WantErr: lead.ErrClosed,
		},
		{
			Name: "perhaps their status", Call: status, Method: "PUT", Path: "/v2/leads/31/status", Body: statusBody, Status: http.StatusBadGateway,
			Reply: `<html></html>`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "by a talk",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return lead.New(c).AddFollowUp(ctx, 31, lead.FollowUpRequest{FollowedUpOn: at, CreatedBy: 75001, FollowedUpBy: 61, ScheduledFollowUp: at, NextFollowUp: at,
					CreatedOn: at, Notes: "by phone"})
			},
			Method: "POST", Path: "/v2/leads/31/followup",
			Body: `{"followedUpOn": "2026-03-01T08:00:00+05:30", "createdBy": 75001, "followedUpBy": 61, "scheduledFollowUp": "2026-03-01T08:00:00+05:30",
				"nextFollowUp": "2026-03-01T08:00:00+05:30", "createdOn": "2026-03-01T08:00:00+05:30", "notes": "by phone"}`,
			Reply: whole, Want: want,
		},
		{
			Name: "and tell of their talks",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return lead.New(c).FollowUps(ctx, 31, lead.FollowUpsOptions{})
			},

			Method: "GET", Path: "/v2/leads/31/followups",
			Reply: `{"data": [{"id": 41, "userId": 8800012, "leadId": 31, "notes": "by phone", "followedUpOn": "2026-03-01T02:30:00Z"}], "warnings": [], "errors": []}`,
			Want:  `{"items": [{"id": 41, "userId": 8800012, "notes": "by phone", "followedUpOn": "2026-03-01T02:30:00Z"}]}`,
		},
		{
			Name: "and of their statuses, unless they are not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return lead.New(c).StatusLog(ctx, 32, lead.StatusLogOptions{})
			},

			Method: "GET", Path: "/v2/leads/32/statusLog", Reply: `{"errors": [{"status": false, "code": 92001, "message": "none"}]}`, WantErr: lead.ErrNotFound,
		},
	})
	calls := map[string]func(context.Context, *lead.Service) error{
		"leadId": func(ctx context.Context, s *lead.Service) error {
			_, err := s.StatusLog(ctx, 0, lead.StatusLogOptions{})
			return err
		},
		"owner": func(ctx context.Context, s *lead.Service) error {
			_, err := s.Update(ctx, 31, lead.UpdateRequest{Language: "id"})
			return err
		},
		"status": func(ctx context.Context, s *lead.Service) error {
			_, err := s.UpdateStatus(ctx, 31, lead.UpdateStatusRequest{ReasonID: 1})
			return err
		},
		"reasonId": func(ctx context.Context, s *lead.Service) error {
			_, err := s.UpdateStatus(ctx, 31, lead.UpdateStatusRequest{Status: lead.StatusWon})
			return err
		},
		"followedUpOn": func(ctx context.Context, s *lead.Service) error {
			_, err := s.AddFollowUp(ctx, 31, lead.FollowUpRequest{Notes: "by phone"})
			return err
		},
	}
	for field, call := range calls {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, lead.New(c)) })
	}
}

func TestWhatTheOrganisationHasForAllLeads(t *testing.T) {
	addSub := func(ctx context.Context, c *capillary.Client) (any, error) {
		return lead.New(c).AddSubStatus(ctx, lead.AddSubStatusRequest{Status: lead.StatusOnHold, SubStatus: "Undecided"})
	}
	addReasons := func(ctx context.Context, c *capillary.Client) (any, error) {
		return lead.New(c).AddReasons(ctx, []lead.AddReasonRequest{{Reason: "price"}, {Reason: "colour"}}, lead.AddReasonsOptions{})
	}
	const subBody, reasonBody = `{"status": "ON_HOLD", "subStatus": "Undecided"}`, `[{"reason": "price"}, {"reason": "colour"}]`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a sub-status is added", Call: addSub, Method: "POST", Path: "/v2/leads/substatus", Body: subBody,
			Reply: `{"status": "ON_HOLD", "subStatus": "Undecided", "warnings": []}`, Want: `{"status": "ON_HOLD", "subStatus": "Undecided"}`,
		},
		{
			Name: "one that is there is a duplicate", Call: addSub, Method: "POST", Path: "/v2/leads/substatus", Body: subBody,
			Reply: `{"errors": [{"status": false, "code": 92021, "message": "there"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "sub-statuses are listed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return lead.New(c).SubStatuses(ctx, lead.SubStatusesOptions{})
			},

			Method: "GET", Path: "/v2/leads/substatuses", Reply: `{"data": [{"status": "LOST", "subStatus": "Gone"}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"status": "LOST", "subStatus": "Gone"}]}`,
		},
		{
			Name: "reasons are added, each in its place", Call: addReasons, Method: "POST", Path: "/v2/leads/reasons", Body: reasonBody,
			Reply: `{"data": [{"id": 2, "reason": "colour"}, {"id": 1, "reason": "price"}], "warnings": [], "errors": []}`,
			Want:  `{"items": [{"value": {"id": 1, "reason": "price"}}, {"value": {"id": 2, "reason": "colour"}}]}`,
		},
		{
			Name: "reasons were perhaps added, where the reply has others", Call: addReasons, Method: "POST", Path: "/v2/leads/reasons", Body: reasonBody,
			Reply: `{"data": [{"id": 7, "reason": "x"}, {"id": 8, "reason": "y"}], "warnings": [], "errors": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "reasons are listed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return lead.New(c).Reasons(ctx, lead.ReasonsOptions{LeadID: 31})
			},
			Method: "GET", Path: "/v2/leads/reasons", Query: "leadId=31", Reply: `{"data": [{"id": 1, "reason": "price"}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"id": 1, "reason": "price"}]}`,
		},
	})
	for field, call := range map[string]func(context.Context, *lead.Service) error{
		"status": func(ctx context.Context, s *lead.Service) error {
			_, err := s.AddSubStatus(ctx, lead.AddSubStatusRequest{SubStatus: "x"})
			return err
		},
		"subStatus": func(ctx context.Context, s *lead.Service) error {
			_, err := s.AddSubStatus(ctx, lead.AddSubStatusRequest{Status: lead.StatusOpen})
			return err
		},
		"reasons": func(ctx context.Context, s *lead.Service) error {
			_, err := s.AddReasons(ctx, nil, lead.AddReasonsOptions{})
			return err
		},
		"reason": func(ctx context.Context, s *lead.Service) error {
			_, err := s.AddReasons(ctx, []lead.AddReasonRequest{{Reason: "x"}, {}}, lead.AddReasonsOptions{})
			return err
		},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, lead.New(c)) })
	}
}
