package capillarytest_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/store"
	"github.com/capillary-go/sdk/transaction"
)

func named(code string) map[string]any { return map[string]any{"code": code, "name": "The " + code} }

func TestLocationsAreATreeWhoseParentsComeFirst(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := store.New(client)
	concepts, err := s.AddConcepts(t.Context(), []store.ConceptRequest{{Fields: named("food")}, {GroupParentCode: "food", Fields: named("coffee")},
		{GroupParentCode: "gone", Fields: named("tea")}}, store.AddLocationsOptions{})
	require.NoError(t, err)
	require.NoError(t, concepts.Items[0].Err())
	require.NoError(t, concepts.Items[1].Err())
	require.Error(t, concepts.Items[2].Err(), "there is no such concept")
	zones, err := s.AddZones(t.Context(), []store.ZoneRequest{{AreaParentCode: "root", Fields: named("scania")}}, store.AddLocationsOptions{})
	require.NoError(t, err)
	require.NoError(t, zones.Err())
	place := store.StoreRequest{GroupParentCode: "coffee", AreaParentCode: "scania", Fields: named("mal-01")}
	stores, err := s.AddStores(t.Context(), []store.StoreRequest{place}, store.AddLocationsOptions{})
	require.NoError(t, err)
	require.NoError(t, stores.Err())
	assert.Positive(t, stores.Items[0].Value.ID)
	tills, err := s.AddTills(t.Context(), []store.TillRequest{{StoreParentCode: "mal-01", Fields: named("till-1")}, {StoreParentCode: "mal-01", Fields: named("till-2")}},
		store.AddLocationsOptions{})
	require.NoError(t, err)
	require.NoError(t, tills.Err())

	_, err = s.AddStores(t.Context(), []store.StoreRequest{place}, store.AddLocationsOptions{})
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	_, err = s.AddTills(t.Context(), []store.TillRequest{{Fields: named("till-3")}}, store.AddLocationsOptions{})
	require.Error(t, err, "a till needs a store")

	found, err := s.Locations(t.Context(), store.LocationsOptions{EntityCodes: []string{"mal-01", "food"}, IncludeChildren: true})
	require.NoError(t, err)
	below := map[string][]string{}
	for _, l := range found.Items {
		children, _ := l["children"].([]any)
		for _, child := range children {
			below[l["code"].(string)] = append(below[l["code"].(string)], child.(map[string]any)["code"].(string))
		}
	}
	assert.Equal(t, map[string][]string{"mal-01": {"till-1", "till-2"}, "food": {"coffee"}}, below)
	found, err = s.Locations(t.Context(), store.LocationsOptions{Type: store.LocationZone})
	require.NoError(t, err)
	assert.Len(t, found.Items, 2, "root and scania")
}

func TestALocationIsChangedByItsCode(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := store.New(client)
	for _, code := range []string{"north", "south"} {
		_, err := s.AddZones(t.Context(), []store.ZoneRequest{{AreaParentCode: "root", Fields: named(code)}}, store.AddLocationsOptions{})
		require.NoError(t, err)
	}
	changed, err := s.UpdateZones(t.Context(), []store.ZoneRequest{{AreaParentCode: "north", Fields: map[string]any{"code": "south", "name": "South"}},
		{AreaParentCode: "north", Fields: named("west")}}, store.UpdateLocationsOptions{})
	require.NoError(t, err)
	require.NoError(t, changed.Items[0].Err())
	require.ErrorIs(t, changed.Items[1].Err(), store.ErrInvalidIdentifier)
	found, err := s.Locations(t.Context(), store.LocationsOptions{EntityCodes: []string{"south"}})
	require.NoError(t, err)
	require.Len(t, found.Items, 1)
	assert.Equal(t, "South", found.Items[0]["name"])
	assert.Equal(t, "north", found.Items[0]["areaParentCode"])
}

func TestTheLocatorKnowsTheStoresOfTheLastSynchronisation(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := store.New(client)
	for name, at := range map[string][2]string{"mal": {"55.60", "13.00"}, "lund": {"55.70", "13.19"}, "kiruna": {"67.86", "20.23"}} {
		_, err := s.Add(t.Context(), store.AddRequest{Code: name, Name: name, ExternalIDs: []string{name}, Latitude: at[0], Longitude: at[1], IsActive: new(true)})
		require.NoError(t, err)
	}
	user := store.LocatorTokenRequest{User: capillary.Mobile("46700000001"), DeviceID: "d-1", Brand: "FJORD"}
	token, err := s.LocatorToken(t.Context(), user)
	require.NoError(t, err)
	near := store.NearbyStoresRequest{Latitude: decimal.RequireFromString("55.6"), Longitude: decimal.RequireFromString("13"), Distance: 1000,
		Token: token.Token, DeviceID: "d-1", Brand: "FJORD", Mobile: "46700000001"}
	message := func() string {
		found, err := s.NearbyStores(t.Context(), near)
		require.NoError(t, err)
		return found.Message
	}
	assert.Equal(t, "0 stores found: ", message(), "nothing was synchronised")
	synced, err := s.SyncOrganization(t.Context(), "100600", store.SyncOrganizationOptions{})
	require.NoError(t, err)
	assert.Equal(t, "3 stores synchronised", synced.Message)
	assert.Equal(t, "1 stores found: mal", message())
	near.Distance = 30_000
	assert.Contains(t, message(), "2 stores found: ")
	near.Distance = 0
	assert.Contains(t, message(), "3 stores found: ")
	near.DeviceID = "another"
	_, err = s.NearbyStores(t.Context(), near)
	require.Error(t, err, "the token is for another device")

	for _, to := range []string{"area", "region"} {
		_, err = s.MapCustomFields(t.Context(), "119", store.MapCustomFieldsRequest{Mapping: []store.FieldMapping{{IntouchCustomField: "part", MappedCustomField: to}}})
		require.NoError(t, err)
	}
	mapped, err := s.MappedCustomFields(t.Context(), "119", store.MappedCustomFieldsOptions{})
	require.NoError(t, err)
	assert.Equal(t, "1 custom fields mapped: part is region", mapped.Message)
	mapped, err = s.MappedCustomFields(t.Context(), "120", store.MappedCustomFieldsOptions{})
	require.NoError(t, err)
	assert.Equal(t, "0 custom fields mapped: ", mapped.Message)
}

func TestReportsTellWhatWasSoldAndRedeemed(t *testing.T) {
	t.Parallel()
	now := noon
	server := capillarytest.New(t, capillarytest.WithClock(func() time.Time { return now }), capillarytest.WithoutValidation())
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	s := store.New(client)
	server.AddCustomer(capillarytest.Customer{FirstName: "Liv", LastName: "Lund", Mobile: "46700000001", Points: 100})
	liv := capillary.Mobile("46700000001")
	_, err := transaction.New(client).Add(t.Context(), liv, transaction.Bill{Type: transaction.TypeRegular, BillNumber: "b-1",
		BillAmount: decimal.NewFromInt(200), BillingDate: now}, transaction.AddOptions{})
	require.NoError(t, err)
	_, err = points.New(client).Redeem(t.Context(), points.RedeemRequest{Customer: liv, Points: decimal.NewFromInt(30), TransactionNumber: "b-2", ExternalReference: "r-1"})
	require.NoError(t, err)

	now = now.AddDate(0, 0, 1)
	report, err := s.Report(t.Context(), store.ReportOptions{})
	require.NoError(t, err)
	require.Len(t, report.Loyalty.Row, 3, "yesterday, a week, a month")
	earned := server.Bills()[0].Earned
	for _, row := range report.Loyalty.Row {
		assert.Equal(t, int64(1), row.Customers)
		assert.Equal(t, int64(1), row.Transactions)
		assert.True(t, earned.Equal(row.PointsIssued))
		assert.Equal(t, "30", row.PointsRedeemed.String())
	}
	require.Len(t, report.Redemption.Row, 1)
	assert.Equal(t, "Lund", report.Redemption.Row[0].Customer.LastName)
	assert.Equal(t, "b-2", report.Redemption.Row[0].TransactionNumber)
	today, err := s.Report(t.Context(), store.ReportOptions{Type: store.ReportLoyalty, StartDate: capillary.DayOf(now), EndDate: capillary.DayOf(now)})
	require.NoError(t, err)
	require.Len(t, today.Loyalty.Row, 1)
	assert.Zero(t, today.Loyalty.Row[0].Transactions)
	assert.Empty(t, today.Redemption.Row)
	_, err = s.Report(t.Context(), store.ReportOptions{Type: "weather"})
	require.ErrorIs(t, err, store.ErrInvalidReportType)

	uploaded, err := s.UploadReport(t.Context(), store.UploadReportRequest{Report: map[string]any{"type": "eod", "sales": 7}})
	require.NoError(t, err)
	assert.Equal(t, "eod", uploaded.Type)
	assert.NotEmpty(t, uploaded.StoreCode)
}
