package capillarytest_test

import (
	"crypto/sha1"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/store"
)

// strict is a client of a server of its own. Replies are decoded strictly.
func strict(t *testing.T) (*capillary.Client, *capillarytest.Server) {
	t.Helper()
	server := capillarytest.New(t, still())
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	return client, server
}

func TestStoresAreKeptUnderTheirCodes(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := store.New(client)
	first := store.AddRequest{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1", "M-2"}, Latitude: "55.6", Longitude: "13.0"}
	added, err := s.Add(t.Context(), first)
	require.NoError(t, err)
	for want, again := range map[error]store.AddRequest{
		store.ErrCodeTaken:         {Code: "mal-01", Name: "Another", ExternalIDs: []string{"M-9"}},
		store.ErrNameTaken:         {Code: "mal-09", Name: "Malmo 1", ExternalIDs: []string{"M-9"}},
		store.ErrExternalIDMissing: {Code: "mal-09", Name: "Malmo 9"},
	} {
		_, err := s.Add(t.Context(), again)
		require.ErrorIs(t, err, want)
	}
	for _, r := range []store.GetRequest{{ID: added.CreatedID}, {ExternalID: "M-2"}} {
		details, err := s.Get(t.Context(), r)
		require.NoError(t, err)
		assert.Equal(t, added.CreatedID, details.ID)
		assert.Equal(t, "mal-01", details.Code)
		assert.Equal(t, "55.6", details.Location.Latitude.String())
		assert.Equal(t, [3]string{"M-1", "M-2", ""}, [3]string{details.ExternalID, details.ExternalID1, details.ExternalID2})
	}
	_, err = s.Get(t.Context(), store.GetRequest{ID: 7})
	require.ErrorIs(t, err, store.ErrInvalidIdentifier)

	batch, err := s.AddBulk(t.Context(), []store.AddRequest{first, {Code: "mal-02", Name: "Malmo 2", ExternalIDs: []string{"M-3"}, Description: "New"}}, store.AddBulkOptions{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	require.ErrorIs(t, batch.Items[0].Err(), capillary.ErrDuplicate)
	require.NoError(t, batch.Items[1].Err())
	assert.Equal(t, "New", batch.Items[1].Value.Store.Description)
	_, err = s.AddBulk(t.Context(), []store.AddRequest{first}, store.AddBulkOptions{})
	require.ErrorIs(t, err, store.ErrCodeTaken)
}

func TestAStoreIsWrittenOverAsAWhole(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := store.New(client)
	added, err := s.Add(t.Context(), store.AddRequest{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1"}, Description: "Old", Email: "mal-01@example.org"})
	require.NoError(t, err)
	batch, err := s.UpdateBulk(t.Context(), []store.UpdateRequest{{Code: "mal-01", Name: "Malmo 1", Mobile: "46700000001", IsActive: true}, {Code: "mal-02", Name: "Malmo 2"},
		{Code: "mal-01", Name: "Another"}}, store.UpdateBulkOptions{})
	require.NoError(t, err)
	require.NoError(t, batch.Items[0].Err())
	assert.Equal(t, added.CreatedID, batch.Items[0].Value.ID)
	assert.Empty(t, batch.Items[0].Value.Store.Description)
	assert.Equal(t, "46700000001", batch.Items[0].Value.Store.Mobile)
	require.ErrorIs(t, batch.Items[1].Err(), store.ErrNameNotFound)
	require.Error(t, batch.Items[2].Err())
	details, err := s.Get(t.Context(), store.GetRequest{ID: added.CreatedID})
	require.NoError(t, err)
	assert.Empty(t, details.Email)
	assert.Equal(t, "M-1", details.ExternalID)
}

func TestStoresAreEntitiesWithTillsAndStaff(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s, o := store.New(client), org.New(client)
	var ids []int64
	for _, name := range []string{"mal-01", "mal-02", "mal-03"} {
		added, err := s.Add(t.Context(), store.AddRequest{Code: name, Name: strings.ToUpper(strings.ReplaceAll(name, "-", " ")), ExternalIDs: []string{"x" + name}})
		require.NoError(t, err)
		ids = append(ids, added.CreatedID)
	}
	var walked []int64
	for e, err := range o.AllEntities(t.Context(), org.EntitiesOptions{Type: org.EntityStore, Limit: 2}) {
		require.NoError(t, err)
		walked = append(walked, e.ID)
		assert.Equal(t, "x"+e.Code, e.ExternalID)
		assert.True(t, e.IsActive)
	}
	assert.Equal(t, ids, walked)
	batch, err := o.EntitiesByID(t.Context(), []int64{ids[1], 7}, org.EntitiesOptions{Type: org.EntityStore})
	require.NoError(t, err)
	assert.Equal(t, "mal-02", batch.Items[0].Value.Code)
	require.ErrorIs(t, batch.Items[1].Err(), org.ErrEntityNotFound)
	_, err = o.Entities(t.Context(), org.EntitiesOptions{Type: org.EntityZone})
	require.ErrorIs(t, err, org.ErrEntityNotFound)

	associate, err := o.AddStoreAssociate(t.Context(), org.AddStoreAssociateRequest{Code: "a-7", Name: "Liv", StoreID: ids[0]})
	require.NoError(t, err)
	members, err := s.Staff(t.Context(), store.StaffOptions{Type: store.StaffAssociate})
	require.NoError(t, err)
	require.Len(t, members.Items, 1)
	assert.Equal(t, store.StaffMember{ID: associate.CreatedID, Type: store.StaffAssociate, Code: "a-7", FirstName: "Liv", StoreID: ids[0], StoreCode: "mal-01"}, members.Items[0])
	managers, err := s.Staff(t.Context(), store.StaffOptions{Type: store.StaffManager})
	require.NoError(t, err)
	assert.Empty(t, managers.Items)
}

func TestALogFileIsComparedWithWhatItsHeadersSay(t *testing.T) {
	t.Parallel()
	client, _ := strict(t)
	s := store.New(client)
	sum := sha1.Sum([]byte("all ok"))
	for _, test := range []struct {
		size      int64
		signature string
		want      error
	}{{6, hex.EncodeToString(sum[:]), nil}, {0, "", nil}, {7, "", store.ErrLogSize}, {6, "00", store.ErrLogSignature}} {
		//nolint:staticcheck // the API deprecated it, and the fake has it still
		sent, err := s.UploadLog(t.Context(), store.UploadLogRequest{FileName: "a.log", FileSize: test.size, FileSignature: test.signature, Content: strings.NewReader("all ok")})
		if test.want != nil {
			require.ErrorIs(t, err, test.want)
			continue
		}
		require.NoError(t, err)
		assert.True(t, sent.Success)
	}
	_, err := s.Tasks(t.Context(), store.TasksOptions{})
	require.ErrorIs(t, err, store.ErrNoTasks)
	user, err := s.Login(t.Context(), store.LoginOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(100600), user.OrgID)
	assert.True(t, noon.Equal(user.ServerTime))
	assert.NotEmpty(t, user.Username)
}
