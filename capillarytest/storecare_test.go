package capillarytest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/storecare"
)

func TestFootfallIsCountedByTheHour(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := storecare.New(client)
	r := storecare.AddFootfallRequest{OrgID: 100600, TillID: 8201, StoreID: 8101, Source: "till", Timestamp: noon, DeviceID: 202481590706864}
	for n := range int64(3) {
		start := noon.Add(time.Duration(n) * time.Hour)
		r.CounterDetails = append(r.CounterDetails, storecare.CountRequest{InCount: n + 1, OutCount: n, StartDate: start, EndDate: start.Add(time.Hour - time.Second)})
	}
	_, err := s.AddFootfall(t.Context(), r)
	require.NoError(t, err)
	r.DeviceID, r.EventType = 7, storecare.EventStaff
	_, err = s.AddFootfall(t.Context(), r)
	require.NoError(t, err)

	o := storecare.FootfallOptions{OrgID: 100600, Date: capillary.DayOf(noon), DeviceID: "202481590706864"}
	got, err := s.Footfall(t.Context(), o)
	require.NoError(t, err)
	require.Len(t, got.All(), 1)
	device := got.Tills.Till[0]
	assert.Equal(t, int64(202481590706864), device.DeviceID)
	assert.Equal(t, int64(8201), device.TillID)
	assert.True(t, noon.Equal(device.Timestamp))
	require.Len(t, device.CounterDetails, 3)
	assert.Equal(t, int64(3), device.CounterDetails[2].InCount)
	assert.True(t, noon.Add(2*time.Hour).Equal(device.CounterDetails[2].StartDate))
	o.DeviceID = ""
	got, err = s.Footfall(t.Context(), o)
	require.NoError(t, err)
	assert.Len(t, got.All(), 2)
	o.Date = capillary.DayOf(noon.AddDate(0, 0, 1))
	got, err = s.Footfall(t.Context(), o)
	require.NoError(t, err)
	assert.Empty(t, got.All())
}

func TestEachComingAndGoingIsAnEvent(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := storecare.New(client)
	at := func(minutes ...int) (times []time.Time) {
		for _, m := range minutes {
			times = append(times, noon.Add(time.Duration(m)*time.Minute))
		}
		return times
	}
	_, err := s.AddFootfallEvents(t.Context(), storecare.AddFootfallEventsRequest{OrgID: 100600, TillID: 8201, StoreID: 8101, DeviceID: 7,
		CounterDetails: []storecare.EventsRequest{{InCountTimeStamps: at(1, 2, 3), OutCountTimeStamps: at(4, 5), InCount: 3, OutCount: 2, StartDate: noon, EndDate: noon.Add(time.Hour)}}})
	require.NoError(t, err)
	in, out := 0, 0
	for e, err := range s.AllFootfallEvents(t.Context(), storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Size: 2, Date: capillary.DayOf(noon)}) {
		require.NoError(t, err)
		in, out = in+int(e.InCount), out+int(e.OutCount)
		assert.Equal(t, e.InCount == 1, e.Direction == storecare.DirectionIn)
		assert.Equal(t, int64(8201), e.TillID)
	}
	assert.Equal(t, 3, in)
	assert.Equal(t, 2, out)
	other, err := s.FootfallEvents(t.Context(), storecare.EventsOptions{OrgID: 100600, StoreID: 8102})
	require.NoError(t, err)
	assert.Empty(t, other.All())

	_, err = s.AddGroupEvents(t.Context(), storecare.AddGroupEventsRequest{OrgID: 100600, StoreID: 8101, DeviceID: 7,
		GroupCountDetails: []storecare.GroupEventsRequest{{InCountDuoTimeStamps: at(1), OutCountTripleTimeStamps: at(2), InCountDuo: 1, OutCountTriple: 1,
			StartDate: noon, EndDate: noon.Add(time.Hour)}}})
	require.NoError(t, err)
	groups, err := s.GroupEvents(t.Context(), storecare.EventsOptions{OrgID: 100600, StoreID: 8101})
	require.NoError(t, err)
	require.Len(t, groups.All(), 2)
	assert.Equal(t, "2", groups.All()[0].Size)
	assert.True(t, noon.Add(time.Minute).Equal(groups.All()[0].EventTime))

	_, err = s.AddGroupCounts(t.Context(), storecare.AddGroupCountsRequest{OrgID: 100600, StoreID: 8101, DeviceID: 7,
		GroupCountDetails: []storecare.GroupCountRequest{{InCountUno: 4, StartDate: noon, EndDate: noon.Add(time.Hour)}}})
	require.NoError(t, err)
	hours, err := s.GroupCounts(t.Context(), storecare.GroupCountsOptions{OrgID: 100600, Date: capillary.DayOf(noon), Timezone: "UTC+0530", DeviceID: "7"})
	require.NoError(t, err)
	require.Len(t, hours.All(), 1)
	assert.Equal(t, int64(4), hours.All()[0].GroupCountDetails[0].InCountUno)
	notes, err := s.Notes(t.Context(), storecare.NotesOptions{})
	require.NoError(t, err)
	assert.Empty(t, notes.All())
}
