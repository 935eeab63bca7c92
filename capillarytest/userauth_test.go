package capillarytest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/userauth"
)

func TestACustomerSignsInWithAPassword(t *testing.T) {
	t.Parallel()
	client, server := strict(t)
	id := server.AddCustomer(capillarytest.Customer{FirstName: "Liv", Mobile: "46700000001", Email: "liv@example.org"})
	server.AddCustomer(capillarytest.Customer{Mobile: "46700000002"})
	s := userauth.New(client)
	who := userauth.RegisterRequest{Mobile: "46700000001", Email: "liv@example.org", Password: userauth.HashPassword("tide")}
	_, err := s.Authorize(t.Context(), userauth.AuthorizeRequest(who))
	require.ErrorIs(t, err, userauth.ErrNotAuthorized)
	registered, err := s.Register(t.Context(), who)
	require.NoError(t, err)
	assert.Equal(t, id, registered.ID)
	assert.Equal(t, "Liv", registered.Profiles[0].FirstName)
	_, err = s.Register(t.Context(), who)
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	ok, err := s.Authorize(t.Context(), userauth.AuthorizeRequest(who))
	require.NoError(t, err)
	assert.True(t, ok.Authorized)

	updated, err := s.UpdatePassword(t.Context(), userauth.UpdatePasswordRequest{Email: "liv@example.org", Password: userauth.HashPassword("ebb")})
	require.NoError(t, err)
	assert.True(t, updated.Updated)
	_, err = s.Authorize(t.Context(), userauth.AuthorizeRequest(who))
	require.ErrorIs(t, err, userauth.ErrNotAuthorized, "the old password")
	who.Password = userauth.HashPassword("ebb")
	_, err = s.Authorize(t.Context(), userauth.AuthorizeRequest(who))
	require.NoError(t, err)

	_, err = s.Register(t.Context(), userauth.RegisterRequest{Mobile: "46700000009", Password: userauth.HashPassword("tide")})
	require.ErrorIs(t, err, userauth.ErrInvalidUsername, "nobody has the number")
	_, err = s.Register(t.Context(), userauth.RegisterRequest{Mobile: "46700000002", Email: "liv@example.org", Password: userauth.HashPassword("tide")})
	require.ErrorIs(t, err, userauth.ErrInvalidUsername, "number and address of two customers")
	_, err = s.Register(t.Context(), userauth.RegisterRequest{Mobile: "46700000002", Password: capillary.NewSecret("tide")})
	require.ErrorIs(t, err, userauth.ErrInvalidPassword)
}
