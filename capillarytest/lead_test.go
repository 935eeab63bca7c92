package capillarytest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/lead"
)

func leads(t *testing.T) (*lead.Service, *capillarytest.Server, *capillary.Client) {
	t.Helper()
	server := capillarytest.New(t, still())
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	return lead.New(client), server, client
}

func addReason(t *testing.T, s *lead.Service, reason string) int64 {
	t.Helper()
	batch, err := s.AddReasons(t.Context(), []lead.AddReasonRequest{{Reason: reason}}, lead.AddReasonsOptions{})
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	return batch.Items[0].Value.ID
}

func TestALeadHasAStatusThatChangesUntilItIsClosed(t *testing.T) {
	t.Parallel()
	s, server, _ := leads(t)
	liv := server.AddCustomer(capillarytest.Customer{Mobile: "46700000001"})
	price := addReason(t, s, "price")
	added, err := s.Add(t.Context(), lead.AddRequest{Customer: capillary.UserID(liv), LeadFor: "mug-1", ExtendedFields: map[string]any{"trial": "done"}})
	require.NoError(t, err)
	assert.Equal(t, lead.StatusOpen, added.Status)
	assert.Equal(t, lead.TypeSKU, added.Type)
	assert.Equal(t, lead.SourceInStore, added.OrgSourceID)
	assert.Equal(t, liv, added.UserID)

	hold := lead.UpdateStatusRequest{Status: lead.StatusOnHold, SubStatus: "Undecided", ReasonID: price}
	_, err = s.UpdateStatus(t.Context(), added.ID, hold)
	require.ErrorIs(t, err, lead.ErrInvalidSubStatus)
	_, err = s.AddSubStatus(t.Context(), lead.AddSubStatusRequest{Status: lead.StatusOnHold, SubStatus: "Undecided"})
	require.NoError(t, err)
	_, err = s.AddSubStatus(t.Context(), lead.AddSubStatusRequest{Status: lead.StatusOnHold, SubStatus: "undecided"})
	require.ErrorIs(t, err, lead.ErrSubStatusExists)
	subs, err := s.SubStatuses(t.Context(), lead.SubStatusesOptions{})
	require.NoError(t, err)
	assert.Equal(t, []lead.SubStatus{{Status: lead.StatusOnHold, SubStatus: "Undecided"}}, subs.Items)

	changed, err := s.UpdateStatus(t.Context(), added.ID, hold)
	require.NoError(t, err)
	assert.Equal(t, "Undecided", changed.SubStatus)
	_, err = s.UpdateStatus(t.Context(), added.ID, hold)
	require.ErrorIs(t, err, lead.ErrDuplicateStatus)
	_, err = s.UpdateStatus(t.Context(), added.ID, lead.UpdateStatusRequest{Status: lead.StatusWon, ReasonID: 404})
	require.ErrorIs(t, err, lead.ErrReasonNotFound)
	_, err = s.UpdateStatus(t.Context(), added.ID, lead.UpdateStatusRequest{Status: lead.StatusWon, ReasonID: price})
	require.NoError(t, err)
	_, err = s.UpdateStatus(t.Context(), added.ID, lead.UpdateStatusRequest{Status: lead.StatusOpen, ReasonID: price})
	require.ErrorIs(t, err, lead.ErrClosed)

	log, err := s.StatusLog(t.Context(), added.ID, lead.StatusLogOptions{})
	require.NoError(t, err)
	var statuses []lead.Status
	for _, entry := range log.Items {
		statuses = append(statuses, entry.Status)
	}
	assert.Equal(t, []lead.Status{lead.StatusOpen, lead.StatusOnHold, lead.StatusWon}, statuses, "refused changes are in no log")
	assert.Equal(t, "price", log.Items[2].Reason)
	_, err = s.StatusLog(t.Context(), 404, lead.StatusLogOptions{})
	require.ErrorIs(t, err, lead.ErrNotFound)
}

func TestTalksMoveTheNextFollowUp(t *testing.T) {
	t.Parallel()
	s, _, _ := leads(t)
	added, err := s.AddByPost(t.Context(), lead.AddRequest{Customer: capillary.Mobile("46700000009"), LeadFor: "mug-1",
		FollowUpDetails: []lead.FollowUpRequest{{FollowedUpOn: noon.Add(-time.Hour), Notes: "in the store"}}})
	require.NoError(t, err)
	changed, err := s.AddFollowUp(t.Context(), added.ID, lead.FollowUpRequest{FollowedUpOn: noon, NextFollowUp: noon.AddDate(0, 0, 3), CreatedBy: 75001, Notes: "by phone"})
	require.NoError(t, err)
	assert.True(t, changed.NextFollowUp.Equal(noon.AddDate(0, 0, 3)))
	assert.True(t, changed.LastFollowUp.Equal(noon))
	talks, err := s.FollowUps(t.Context(), added.ID, lead.FollowUpsOptions{})
	require.NoError(t, err)
	require.Len(t, talks.Items, 2)
	assert.Equal(t, "in the store", talks.Items[0].Notes)
	assert.Equal(t, int64(75001), talks.Items[1].CreatedBy)
}

func TestACustomerWhomNobodyKnowsIsRegisteredForALead(t *testing.T) {
	t.Parallel()
	s, _, client := leads(t)
	added, err := s.Add(t.Context(), lead.AddRequest{Customer: capillary.Email("new@example.org"), LeadFor: "mug-1"})
	require.NoError(t, err)
	found, err := customer.New(client).Get(t.Context(), capillary.Email("new@example.org"), customer.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, added.UserID, found.ID)
	again, err := s.Add(t.Context(), lead.AddRequest{Customer: capillary.Email("new@example.org"), LeadFor: "mug-2"})
	require.NoError(t, err)
	assert.Equal(t, added.UserID, again.UserID)
	_, err = s.Add(t.Context(), lead.AddRequest{Customer: capillary.UserID(404), LeadFor: "mug-1"})
	require.ErrorIs(t, err, lead.ErrCustomerNotFound)
}

func TestLeadsAreFilteredAndUpdated(t *testing.T) {
	t.Parallel()
	s, _, _ := leads(t)
	price := addReason(t, s, "price")
	var ids []int64
	for _, item := range []string{"mug-1", "mug-2", "mug-3"} {
		added, err := s.Add(t.Context(), lead.AddRequest{Customer: capillary.Mobile("46700000001"), LeadFor: item, ExtendedFields: map[string]any{"trial": "none", "size": "L"}})
		require.NoError(t, err)
		ids = append(ids, added.ID)
	}
	_, err := s.UpdateStatus(t.Context(), ids[1], lead.UpdateStatusRequest{Status: lead.StatusLost, ReasonID: price})
	require.NoError(t, err)
	items := func(o lead.ListOptions) (all []string) {
		for l, err := range s.All(t.Context(), o) {
			require.NoError(t, err)
			all = append(all, l.LeadFor)
		}
		return all
	}
	assert.Equal(t, []string{"mug-1", "mug-2", "mug-3"}, items(lead.ListOptions{Limit: 2}))
	assert.Equal(t, []string{"mug-1", "mug-3"}, items(lead.ListOptions{Status: lead.StatusOpen, Limit: 1}))
	assert.Empty(t, items(lead.ListOptions{UserID: 404}))

	changed, err := s.Update(t.Context(), ids[0], lead.UpdateRequest{Owner: "staff-1", ExtendedFields: map[string]any{"trial": "done"}})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"trial": "done", "size": "L"}, changed.ExtendedFields, "what is not sent stays")
	assert.Equal(t, []string{"mug-1"}, items(lead.ListOptions{Owner: "staff-1"}))
	reasons, err := s.Reasons(t.Context(), lead.ReasonsOptions{})
	require.NoError(t, err)
	assert.Equal(t, []lead.Reason{{ID: price, Reason: "price"}}, reasons.Items)
}
