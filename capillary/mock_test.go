package capillary_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// Users who mock the transport rather than run the fake get the same verdicts, and no claim that a mock can't prove.
func TestAMockedTransportGetsTheSameVerdicts(t *testing.T) {
	mock := httpmock.NewMockTransport()
	client, err := capillary.New(capillary.EU, capillary.Basic("store.server", "server123"), capillary.WithTransport(mock), capillary.WithMaxRetries(0))
	require.NoError(t, err)

	mock.RegisterResponder(http.MethodGet, "https://eu.intouch.capillarytech.com/v2/things",
		func(r *http.Request) (*http.Response, error) {
			assert.Equal(t, "Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3", r.Header.Get("Authorization"))
			return httpmock.NewStringResponse(http.StatusOK, `{"id":"5","warnings":[]}`), nil
		})
	got, err := capillary.Call[answer](t.Context(), client, opRead, capillary.Input{})
	require.NoError(t, err)
	assert.Equal(t, int64(5), got.ID)

	mock.RegisterResponder(http.MethodPost, "https://eu.intouch.capillarytech.com/v2/things",
		httpmock.NewStringResponder(http.StatusOK, `{"errors":[{"status":false,"code":8015,"message":"nobody"}]}`))
	_, err = capillary.Call[answer](t.Context(), client, opWrite, capillary.Input{Body: 1})
	assert.ErrorIs(t, err, capillary.Code(8015))
	assert.False(t, capillary.MayHaveHappened(err))

	mock.RegisterResponder(http.MethodPost, "https://eu.intouch.capillarytech.com/v2/things", httpmock.NewErrorResponder(errors.New("broken")))
	_, err = capillary.Call[answer](t.Context(), client, opWrite, capillary.Input{Body: 1})
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Equal(t, 3, mock.GetTotalCallCount())
}
