package capillarytest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
)

func TestMaskedValuesAreNoFailure(t *testing.T) {
	fake := capillarytest.New(t)
	client := fake.Client()
	fake.Fault(capillarytest.Fault{Kind: capillarytest.MaskedValues(), Times: 3})
	batch, err := customer.New(client).AddV1(t.Context(), customer.NewRequestV1(
		customer.RegistrationV1{Mobile: "447700900001", Firstname: "Ida"}, customer.RegistrationV1{Email: "mara@example.org"}), customer.AddOptionsV1{})
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	assert.Equal(t, "44********01", batch.Items[0].Value.Mobile)
	assert.Equal(t, "m***@*****.org", batch.Items[1].Value.Email)
	who, err := customer.New(client).Get(t.Context(), capillary.UserID(batch.Items[0].Value.UserID), customer.GetOptions{})
	require.NoError(t, err)
	assert.NotEmpty(t, who.Profiles)
	for _, i := range who.Profiles[0].Identifiers {
		assert.NotContains(t, i.Value, "7700900")
	}
}
