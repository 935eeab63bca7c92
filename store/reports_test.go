package store_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/store"
)

func TestAStoreReportsWhatItSoldAndRedeemed(t *testing.T) {
	const loyalty = `{"row": [{"start_date": "2026-03-01 00:00:00", "end_date": "2026-03-01 23:59:59", "customers": "2", "transactions": "10",
		"not_interested_transactions": "3", "points_issued": "210.5", "points_redeemed": "50"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of some days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Report(ctx, store.ReportOptions{Type: store.ReportLoyalty, StartDate: capillary.Day{Year: 2026, Month: 3, Day: 1},
					EndDate: capillary.Day{Year: 2026, Month: 3, Day: 5}})
			},
			Method: "GET", Path: "/v1.1/store/reports", Query: "type=loyalty&start_date=2026-03-01&end_date=2026-03-05&format=json",
			Reply: `{"response": {` + v1Status + `, "report": {"loyalty": ` + loyalty + `}}}`,
			Want: `{"loyalty": {"row": [{"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-03-01T23:59:59Z", "customers": 2, "transactions": 10,
				"not_interested_transactions": 3, "points_issued": "210.5", "points_redeemed": "50"}]}}`,
		},
		{
			Name: "both kinds",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Report(ctx, store.ReportOptions{})
			},
			Method: "GET", Path: "/v1.1/store/reports", Query: "format=json",
			Reply: `{"response": {` + v1Status + `, "report": {"loyalty": ` + loyalty + `, "redemption": {"row": [{"store_username": "mal-01.till-9",
				"customer": {"firstname": "Liv", "lastname": "Berg", "mobile": "46700000002"}, "transaction_number": "b-1", "points_redeemed": "100",
				"redemption_date": "2026-03-01 10:24:02"}]}}}}`,
			Want: `{"redemption": {"row": [{"store_username": "mal-01.till-9", "customer": {"firstname": "Liv", "lastname": "Berg", "mobile": "46700000002"},
				"transaction_number": "b-1", "points_redeemed": "100", "redemption_date": "2026-03-01T10:24:02Z"}]}}`,
		},
		{
			Name: "of a kind that there is",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Report(ctx, store.ReportOptions{Type: "cashiers"})
			},
			Method: "GET", Path: "/v1.1/store/reports", Query: "type=cashiers&format=json",
			Reply:   `{"response": {"status": {"success": "false", "code": "911", "message": "invalid"}}}`,
			WantErr: store.ErrInvalidReportType,
		},
	})
	day := capillary.Day{Year: 2026, Month: 3, Day: 1}
	for field, o := range map[string]store.ReportOptions{"start_date": {EndDate: day}, "end_date": {StartDate: day}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := store.New(c).Report(ctx, o)
			return err
		})
	}
}

func TestAReportIsUploadedAsItIs(t *testing.T) {
	call := func(ctx context.Context, c *capillary.Client) (any, error) {
		return store.New(c).UploadReport(ctx, store.UploadReportRequest{Report: map[string]any{"root": map[string]any{"type": "eod", "rows": 3}}})
	}
	x := wiretest.Exchange{Name: "and named in the reply", Call: call, Method: "POST", Path: "/v1.1/store/reports", Query: "format=json",
		Body: `{"root": {"type": "eod", "rows": 3}}`,
		Reply: `{"response": {` + v1Status + `, "store": {"report": {"type": "eod", "store_code": "mal-01", "date": "2026-03-01 13:00:00",
			"item_status": {"success": "true", "code": "900", "message": "done"}}}}}`,
		Want: `{"type": "eod", "store_code": "mal-01", "date": "2026-03-01T13:00:00Z", "item_status": {"success": true, "code": 900}}`}
	refused := x
	refused.Name, refused.WantErr = "or its type is refused", store.ErrInvalidReportType
	refused.Reply = `{"response": {"status": {"success": "false", "code": "500", "message": "failed"}, "store": {"report": {"type": "eod",
		"item_status": {"success": "false", "code": "911", "message": "invalid"}}}}}`
	failed := x
	failed.Name, failed.WantErr = "or nobody knows", capillary.ErrOutcomeUnknown
	failed.Reply = `{"response": {"status": {"success": "false", "code": "912", "message": "failed"}}}`
	wiretest.Run(t, []wiretest.Exchange{x, refused, failed})
	wiretest.Refused(t, "report", func(ctx context.Context, c *capillary.Client) error {
		_, err := store.New(c).UploadReport(ctx, store.UploadReportRequest{})
		return err
	})
}

func logFile() store.UploadLogRequest {
	return store.UploadLogRequest{FileName: "mal-01.log", FileSize: 6, FileSignature: "9f1a", Content: strings.NewReader("all ok"),
		LoggedTime: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), UploadedTime: time.Date(2026, 3, 1, 12, 30, 0, 0, time.UTC)}
}

func TestALogFileIsSentWithItsSizeAndSignature(t *testing.T) {
	client, server := wiretest.Serve(t, 200, `{"response": {"success": "true", "code": "200", "message": "SUCCESS"}}`)
	sent, err := store.New(client).UploadLog(t.Context(), logFile())
	require.NoError(t, err)
	assert.Equal(t, &store.UploadedLog{Success: true, Code: 200, Message: "SUCCESS"}, sent)
	require.Len(t, server.Arrivals(), 1)
	a := server.Arrivals()[0]
	assert.Equal(t, "POST /v1.1/store/logs", a.Method+" "+a.Path)
	assert.Equal(t, "2026-03-01 12:00:00", a.Query.Get("logged_time"))
	assert.Equal(t, "2026-03-01 12:30:00", a.Query.Get("uploaded_time"))
	assert.Equal(t, "mal-01.log", a.Header.Get("X-CAP-CLIENT-LOGFILENAME"))
	assert.Equal(t, "6", a.Header.Get("X-CAP-CLIENT-LOGFILESIZE"))
	assert.Equal(t, "9f1a", a.Header.Get("X-CAP-CLIENT-FILE-SIGNATURE"))
	assert.Contains(t, a.Header.Get("Content-Type"), "multipart/form-data")
	assert.Contains(t, string(a.Body), "all ok")
}

// The reply has no status: its words stand in the response itself.
func TestALogFileThatIsNotTakenIsAnError(t *testing.T) {
	for _, test := range []struct {
		status int
		reply  string
		want   error
		may    bool
	}{
		{200, `{"response": {"success": "false", "code": "904", "message": "another size"}}`, store.ErrLogSize, false},
		{200, `{"response": {"success": "false", "code": "905", "message": "another signature"}}`, store.ErrLogSignature, false},
		{200, `{"response": {"success": "false", "code": "906", "message": "no service"}}`, store.ErrLogUploadFailed, true},
		{200, `{"response": {"success": "false", "code": "907", "message": "no database"}}`, store.ErrLogNotRecorded, true},
		{200, `{"response": {"code": "904", "message": "another size"}}`, store.ErrLogSize, false},
		{200, `{"response": {"success": "true", "code": "904", "message": "which?"}}`, capillary.ErrOutcomeUnknown, true},
		{200, `{"response": {"message": "SUCCESS"}}`, capillary.ErrOutcomeUnknown, true},
		{200, `{"response": {}}`, capillary.ErrOutcomeUnknown, true},
		{200, `{"response": null}`, capillary.ErrOutcomeUnknown, true},
		{200, `{"message": "SUCCESS"}`, capillary.ErrOutcomeUnknown, true},
		{http.StatusBadGateway, `{"response": {"success": "true", "code": "200", "message": "SUCCESS"}}`, capillary.ErrOutcomeUnknown, true},
	} {
		client, server := wiretest.Serve(t, test.status, test.reply)
		sent, err := store.New(client).UploadLog(t.Context(), logFile())
		require.ErrorIs(t, err, test.want, test.reply)
		assert.Equal(t, test.may, capillary.MayHaveHappened(err), test.reply)
		assert.Nil(t, sent, test.reply)
		assert.Len(t, server.Arrivals(), 1)
	}
}

func TestALogFileNeedsANameAndAContent(t *testing.T) {
	for field, change := range map[string]func(*store.UploadLogRequest){
		"file name": func(r *store.UploadLogRequest) { r.FileName = "logs/mal-01.log" },
		"file":      func(r *store.UploadLogRequest) { r.Content = nil },
	} {
		r := logFile()
		change(&r)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := store.New(c).UploadLog(ctx, r)
			return err
		})
	}
	r := logFile()
	r.FileName = "a\r\nX-Evil: 1"
	wiretest.Refused(t, "", func(ctx context.Context, c *capillary.Client) error {
		_, err := store.New(c).UploadLog(ctx, r)
		return err
	})
}
