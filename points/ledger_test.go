package points_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func TestLedgerBalances(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "are read with all options",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).LedgerBalance(ctx, capillary.ExternalID("L-1").In(capillary.SourceLine, "x1"), points.LedgerBalanceOptions{
					TillID: 44, EndDate: time.Date(2025, 3, 1, 9, 30, 0, 0, time.UTC), Limit: 10, Page: 1, IncludeTillConceptEvents: true,
					LedgerEntryType: points.LedgerDebit, PointCategoryType: points.CategoryPromised, IncludeAlternateCurrencies: true,
					AlternateCurrencyNames: []string{"Shells", "Pearls"}})
			},
			Method: "GET", Path: "/v2/pointsLedger/getCustomerLedgerBalance",
			Query: "identifierName=externalId&identifierValue=L-1&source=LINE&accountId=x1&tillId=44&endDate=2025-03-01T09:30:00&limit=10&offset=1" +
				"&includeTillConceptEvents=true&ledgerEntryType=DEBIT&pointCategoryType=PROMISED&includeAlternateCurrencies=true" +
				"&alternateCurrencyNames=Shells,Pearls",
			Reply: `{"customerDetails": {"userId": 9001, "externalId": "L-1", "entityType": "CUSTOMER"}, "ledgerDetails": {"pageNumber": 1, "pageSize": 10,
				"totalEntries": 17, "pageCount": 2, "ledgerClosingBalance": [{"pointsCategory": "Main", "programName": "Base", "programId": 12,
				"closingBalance": "300.500"}]}, "warnings": []}`,
			Want: `{"customerDetails": {"userId": 9001, "externalId": "L-1", "entityType": "CUSTOMER"}, "ledgerDetails": {"pageNumber": 1, "pageSize": 10,
				"totalEntries": 17, "pageCount": 2, "ledgerClosingBalance": [{"pointsCategory": "Main", "programName": "Base", "programId": 12,
				"closingBalance": "300.5"}]}}`,
		},
		{
			Name: "of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).LedgerBalance(ctx, capillary.UserID(9001), points.LedgerBalanceOptions{})
			},
			Method: "GET", Path: "/v2/pointsLedger/getCustomerLedgerBalance", Query: "identifierName=id&identifierValue=9001&source=INSTORE",
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 11012, "message": "who?"}]}`,
			WantErr: points.ErrInvalidUserID,
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := points.New(c).LedgerBalance(ctx, capillary.Identifier{}, points.LedgerBalanceOptions{})
		return err
	})
}

const ledger = `{"customerDetails": {"firstName": "Mara", "lastName": "Lind", "userId": 9001, "entityType": "CUSTOMER"},
	"ledgerDetails": {"pageNumber": 0, "pageSize": 3, "totalEntries": 1, "pageCount": 1, "ledgerClosingBalance": []},
	"ledgerEntries": [{"eventLogId": 501, "eventName": "TransactionAdd", "customerId": 9001, "ledgerCreatedDate": "2025-03-01 09:30:00.0",
		"customerDetails": {"userId": "9002", "firstName": "Jon", "lastName": "Lind", "identifier": {"type": "email", "value": "jon@example.org", "role": "driver"}},
		"entryDetails": [{"ledgerEntryType": "CREDIT", "points": "100.500", "pointsCategory": "Main", "programName": "Base", "programId": 12,
			"alternateCurrencyName": "Shells"}],
		"netPointsOnEvent": "100.500", "netAlternateCurrenciesOnEvent": {"Shells": "-10.25"},
		"transactionDetails": {"transactionId": 55, "transactionNumber": "bill-77", "date": "2025-03-01 09:29:00.0", "amount": 1000.11,
			"grossBillAmount": 1100, "source": "instore"},
		"store": "Harbour", "storeCode": "hb", "tillCode": "hb.1", "eventDetails": {"reason": "POINTS_ISSUE", "eventDisplayName": "Buy",
			"promotionName": "Spring", "promotionDescription": "flowers", "promotionIdentifier": "p-1", "promotionId": 7,
			"eventDate": "2025-03-01 09:29:30.0"}, "sourceProgramId": 12, "sourceProgramName": "Base", "orgId": null},
		{"eventLogId": 502, "customerDetails": null, "transactionDetails": {}, "eventDetails": {}}],
	"warnings": [{"status": false, "code": 900, "message": "queued"}]}`

const wantLedger = `{"customerDetails": {"firstName": "Mara", "lastName": "Lind", "userId": 9001, "entityType": "CUSTOMER"},
	"ledgerDetails": {"pageNumber": 0, "pageSize": 3, "totalEntries": 1, "pageCount": 1},
	"ledgerEntries": [{"eventLogId": 501, "eventName": "TransactionAdd", "customerId": 9001, "ledgerCreatedDate": "2025-03-01T09:30:00Z",
		"customerDetails": {"userId": 9002, "firstName": "Jon", "identifier": [{"type": "email", "value": "jon@example.org", "role": "driver"}]},
		"entryDetails": [{"ledgerEntryType": "CREDIT", "points": "100.5", "pointsCategory": "Main", "programName": "Base", "programId": 12,
			"alternateCurrencyName": "Shells"}],
		"netPointsOnEvent": "100.5", "netAlternateCurrenciesOnEvent": {"Shells": "-10.25"},
		"transactionDetails": {"transactionId": 55, "transactionNumber": "bill-77", "date": "2025-03-01T09:29:00Z", "amount": "1000.11",
			"grossBillAmount": "1100", "source": "instore"},
		"store": "Harbour", "storeCode": "hb", "tillCode": "hb.1", "eventDetails": {"reason": "POINTS_ISSUE", "eventDisplayName": "Buy",
			"promotionName": "Spring", "promotionDescription": "flowers", "promotionIdentifier": "p-1", "promotionId": 7,
			"eventDate": "2025-03-01T09:29:30Z"}, "sourceProgramId": 12, "sourceProgramName": "Base", "orgId": 0},
		{"eventLogId": 502}], "warnings": [{"code": 900}]}`

func ledgerOptions() points.LedgerOptions {
	return points.LedgerOptions{Type: points.EntityFleet, ProgramID: 12, StartDate: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC),
		EndDate: time.Date(2025, 3, 1, 23, 59, 59, 0, time.UTC), IsFilterBasedOnDate: new(false), IncludeLastOneYearData: true,
		LedgerEntryType: points.LedgerCredit, PointCategoryType: points.CategoryRegular, IncludeAlternateCurrencies: true,
		AlternateCurrencyNames: []string{"Shells", "Pearls"}, ExcludePointCategories: true, IncludeTillConceptEvents: true, TillID: 44,
		TillIDs: []int64{44, 45}, StoreID: 46, StoreCode: "hb", Limit: 3, Page: 2, Sort: points.Ascending, SortOrder: points.Descending}
}

const ledgerQuery = "identifierName=groupId&identifierValue=61&source=INSTORE&type=FLEET&programId=12&startDate=2025-02-01T00:00:00" +
	"&endDate=2025-03-01T23:59:59&isFilterBasedOnDate=false&includeLastOneYearData=true&ledgerEntryType=CREDIT&pointCategoryType=REGULAR" +
	"&includeAlternateCurrencies=true&alternateCurrencyNames=Shells,Pearls&excludePointCategories=true&includeTillConceptEvents=true&tillId=44" +
	"&tillIds=44,45&storeId=46&storeCode=hb&limit=3&offset=2&sort=ASC&sortOrder=DESC"

func TestLedgers(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a group, with all options",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Ledger(ctx, capillary.IdentifierNamed("groupId", "61"), ledgerOptions())
			},
			Method: "GET", Path: "/v2/pointsLedger/getCustomerLedgerInfo", Query: ledgerQuery,
			Reply: ledger, Want: wantLedger,
		},
		{
			Name: "of a customer in a connected organisation",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).ConnectedLedger(ctx, capillary.IdentifierNamed("groupId", "61"), withFieldsOf(ledgerOptions(), points.ConnectedLedgerOptions{
					Role: "PRIMARY", Scope: points.DataScope{Scope: points.ScopeOther, OrgIDs: []int64{8, 9}}}))
			},
			Method: "GET", Path: "/v2.1/pointsLedger/getCustomerLedgerInfo", Query: ledgerQuery + "&role=PRIMARY",
			Header: http.Header{"Data-Scope": {"OTHER"}, "Data-Scope-Org": {"8,9"}},
			Reply:  ledger, Want: wantLedger,
		},
		{
			Name: "of organisations that are not connected",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).ConnectedLedger(ctx, capillary.UserID(9001), points.ConnectedLedgerOptions{})
			},
			Method: "GET", Path: "/v2.1/pointsLedger/getCustomerLedgerInfo", Query: "identifierName=id&identifierValue=9001&source=INSTORE",
			Header: http.Header{"Data-Scope": nil, "Data-Scope-Org": nil},
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 310144, "message": "scope"}]}`,
			WantErr: points.ErrConnectedOrgs,
		},
		{
			Name: "after the last page",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Ledger(ctx, capillary.Email("mara@example.org"), points.LedgerOptions{Page: 9})
			},
			Method: "GET", Path: "/v2/pointsLedger/getCustomerLedgerInfo",
			Query:  "identifierName=email&identifierValue=mara@example.org&source=INSTORE&offset=9",
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 11003, "message": "none"}]}`,
			WantErr: points.ErrNoLedgerEntries,
		},
	})
}

// paged serves pages of a ledger: two entries on each of three pages, and an error after the last.
func paged(t *testing.T, path string) *points.Service {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, path, r.URL.Path)
		page := 0
		fmt.Sscan(r.URL.Query().Get("offset"), &page)
		if page >= 3 {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `{"errors": [{"status": false, "code": 11003, "message": "none"}]}`)
			return
		}
		fmt.Fprintf(w, `{"ledgerDetails": {"pageNumber": %d, "pageSize": 2, "totalEntries": 6, "pageCount": 3},
			"ledgerEntries": [{"eventLogId": %d}, {"eventLogId": %d}]}`, page, 10*page+1, 10*page+2)
	}))
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return points.New(client)
}

func TestALedgerIsReadPageByPage(t *testing.T) {
	service := paged(t, "/v2/pointsLedger/getCustomerLedgerInfo")
	entries := service.AllLedgerEntries(t.Context(), capillary.UserID(9001), points.LedgerOptions{Page: 1})
	for range 2 { // the sequence can be iterated over again
		var ids []int64
		for entry, err := range entries {
			require.NoError(t, err)
			ids = append(ids, entry.EventLogID)
		}
		assert.Equal(t, []int64{11, 12, 21, 22}, ids)
	}
}

func TestALedgerOfAConnectedOrganisationIsReadPageByPage(t *testing.T) {
	service := paged(t, "/v2.1/pointsLedger/getCustomerLedgerInfo")
	count := 0
	for _, err := range service.AllConnectedLedgerEntries(t.Context(), capillary.UserID(9001), points.ConnectedLedgerOptions{}) {
		require.NoError(t, err)
		count++
		if count == 5 {
			break
		}
	}
	assert.Equal(t, 5, count)
}

func TestAnErrorEndsTheReadingOfALedger(t *testing.T) {
	service := paged(t, "/v2/pointsLedger/getCustomerLedgerInfo")
	var errs []error
	for _, err := range service.AllLedgerEntries(t.Context(), capillary.UserID(9001), points.LedgerOptions{Page: 7}) {
		errs = append(errs, err)
	}
	require.Len(t, errs, 1)
	assert.ErrorIs(t, errs[0], points.ErrNoLedgerEntries)
}

// A code beside another that asks to try later is no answer, and ends no ledger.
func TestALedgerEndsOnlyWhereItIsSaid(t *testing.T) {
	var asked int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked > 1 {
			io.WriteString(w, `{"errors": [{"status": false, "code": 11003, "message": "none"}, {"status": false, "code": 815, "message": "later"}]}`)
			return
		}
		io.WriteString(w, `{"ledgerDetails": {"pageNumber": 0, "pageSize": 2}, "ledgerEntries": [{"eventLogId": 1}, {"eventLogId": 2}]}`)
	}))
	defer server.Close()
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	ids, last := readLedger(t, points.New(client))
	require.Error(t, last)
	assert.Len(t, ids, 2)
}

// ledgers serves a ledger of three pages, as this member of its details says how many there are.
func ledgers(t *testing.T, count string, page func(asked int) (served int)) *points.Service {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		served := page(asked)
		if served > 2 {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `{"errors": [{"status": false, "code": 11003, "message": "none"}]}`)
			return
		}
		entries := fmt.Sprintf(`{"eventLogId": %d}, {"eventLogId": %d}`, 10*served+1, 10*served+2)
		if served < 0 {
			entries = ""
		}
		fmt.Fprintf(w, `{"ledgerDetails": {"pageNumber": %d, "pageSize": 2%s}, "ledgerEntries": [%s]}`, served, count, entries)
	}))
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return points.New(client)
}

func readLedger(t *testing.T, service *points.Service) (ids []int64, last error) {
	t.Helper()
	for entry, err := range service.AllLedgerEntries(t.Context(), capillary.UserID(9001), points.LedgerOptions{}) {
		if last = err; err == nil {
			ids = append(ids, entry.EventLogID)
		}
		require.Less(t, len(ids), 20)
	}
	return ids, last
}

func TestALedgerIsReadToItsEndWhereNobodySaysHowManyPagesThereAre(t *testing.T) {
	for _, count := range []string{`, "pageCount": 3`, ``, `, "pageCount": 0`, `, "pageCount": -1`, `, "pageCount": null`} {
		ids, err := readLedger(t, ledgers(t, count, func(asked int) int { return asked }))
		assert.NoError(t, err, count)
		assert.Equal(t, []int64{1, 2, 11, 12, 21, 22}, ids, count)
	}
}

func TestALedgerWhosePageComesAgainOrIsEmptyIsAnError(t *testing.T) {
	for _, count := range []string{`, "pageCount": 3`, ``, `, "pageCount": 1000`} {
		ids, err := readLedger(t, ledgers(t, count, func(asked int) int { return min(asked, 1) }))
		assert.ErrorIs(t, err, capillary.ErrSamePage, count)
		assert.Equal(t, []int64{1, 2, 11, 12}, ids, count)
	}
	ids, err := readLedger(t, ledgers(t, `, "pageCount": 3`, func(asked int) int { return asked * (1 - 2*asked) })) // 0, then -1
	assert.ErrorIs(t, err, capillary.ErrPageMissing)
	assert.Equal(t, []int64{1, 2}, ids)
}

// withFieldsOf copies the fields that two kinds of options share.
func withFieldsOf[F, T any](from F, into T) T {
	source, target := reflect.ValueOf(from), reflect.ValueOf(&into).Elem()
	for i := range source.NumField() {
		target.FieldByName(source.Type().Field(i).Name).Set(source.Field(i))
	}
	return into
}
