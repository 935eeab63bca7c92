//nolint:staticcheck // the API deprecated its staff endpoints, and the fake has them still
package capillarytest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/staff"
)

func TestAStaffUserProvesANumberWithACode(t *testing.T) {
	t.Parallel()
	client, server := strict(t)
	s := staff.New(client)
	r := staff.AddRequest{Username: "linnea", Mobile: "46700000001", Email: "linnea@example.org", Password: capillary.NewSecret("pw"), StoreCode: "mal-01"}
	added, err := s.Add(t.Context(), r)
	require.NoError(t, err)
	for _, taken := range []staff.AddRequest{{Username: "linnea"}, {Mobile: "46700000001"}, {Email: "LINNEA@example.org"}} {
		taken.Password = capillary.NewSecret("pw")
		_, err := s.Add(t.Context(), taken)
		require.ErrorIs(t, err, capillary.ErrDuplicate)
	}
	_, err = s.SendOTP(t.Context(), staff.SendOTPRequest{Purpose: staff.OTPValidateMobile, ID: added.ID, Username: "linnea", Mobile: "46700000001"})
	require.NoError(t, err)
	code := server.LastOTP("46700000001")
	require.NotEmpty(t, code)
	check := func(code string, by staff.IdentifierType) error {
		_, err := s.ValidateOTP(t.Context(), staff.ValidateOTPRequest{ID: added.ID, Username: "linnea", IdentifierType: by, Password: capillary.NewSecret("pw"),
			OTP: capillary.NewSecret(code)})
		return err
	}
	require.ErrorIs(t, check("000000", staff.IdentifierMobile), staff.ErrInvalidOTP)
	require.ErrorIs(t, check(code, staff.IdentifierEmail), staff.ErrInvalidOTP)
	require.ErrorIs(t, check(code, "FAX"), staff.ErrInvalidIdentifierType)
	require.NoError(t, check(code, staff.IdentifierMobile))
	require.ErrorIs(t, check(code, staff.IdentifierMobile), staff.ErrInvalidOTP, "a code is used up")
	_, err = s.SendOTP(t.Context(), staff.SendOTPRequest{Purpose: "FUN", ID: added.ID, Username: "linnea", Mobile: "46700000001"})
	require.ErrorIs(t, err, staff.ErrInvalidOTPType)
	_, err = s.SendOTP(t.Context(), staff.SendOTPRequest{Purpose: staff.OTPLogin, ID: added.ID, Username: "linnea", Mobile: "46700000009"})
	require.ErrorIs(t, err, staff.ErrInvalidIdentifier)
}

func TestAStaffUserSignsInChangesAndLeaves(t *testing.T) {
	t.Parallel()
	client, server := strict(t)
	s := staff.New(client)
	added, err := s.Add(t.Context(), staff.AddRequest{Username: "linnea", Mobile: "46700000001", Password: capillary.NewSecret("pw"), StoreCode: "mal-01", Title: "Manager"})
	require.NoError(t, err)

	signedIn, err := client.As(capillary.Basic("linnea", "pw"))
	require.NoError(t, err)
	token, err := staff.New(signedIn).AccessToken(t.Context(), staff.AccessTokenOptions{})
	require.NoError(t, err)
	own := staff.Auth{AccessToken: token.Token}
	_, err = s.AccessToken(t.Context(), staff.AccessTokenOptions{})
	require.ErrorIs(t, err, staff.ErrInvalidIdentifier, "a till is no staff user")

	_, err = s.SendIdentifierOTP(t.Context(), staff.IdentifierRequest{Identifier: "46700000009", Type: staff.ChangeMobile, Auth: own})
	require.NoError(t, err)
	change := staff.ChangeIdentifierRequest{Identifier: "46700000009", Type: staff.ChangeMobile, OTP: capillary.NewSecret(server.LastOTP("46700000009")), Auth: own}
	_, err = s.ChangeIdentifier(t.Context(), change)
	require.NoError(t, err)
	_, err = s.ChangeIdentifier(t.Context(), change)
	require.ErrorIs(t, err, staff.ErrIdentifierTaken)

	edited, err := s.Edit(t.Context(), staff.EditRequest{ID: added.ID, FirstName: "Linnea", LastName: "Ek"})
	require.NoError(t, err)
	assert.Equal(t, "Manager", edited.Title)
	_, err = s.Transfer(t.Context(), staff.TransferRequest{ID: added.ID, StoreCode: "mal-02"})
	require.NoError(t, err)
	user, err := s.Get(t.Context(), staff.GetRequest{Mobile: "46700000009"})
	require.NoError(t, err)
	assert.Equal(t, &staff.User{ID: added.ID, Username: "linnea", Mobile: "46700000009", FirstName: "Linnea", LastName: "Ek", Title: "Manager",
		StoreCode: "mal-02", ZoneCode: "root", ConceptCode: "root"}, withoutWarnings(user))
	for store, n := range map[string]int{"mal-01": 0, "mal-02": 1} {
		all, err := s.List(t.Context(), staff.ListRequest{StoreCode: store})
		require.NoError(t, err)
		assert.Len(t, all.Items, n)
	}

	_, err = s.ChangePassword(t.Context(), staff.ChangePasswordRequest{Password: capillary.NewSecret("new"), Auth: own})
	require.NoError(t, err)
	_, err = staff.New(signedIn).AccessToken(t.Context(), staff.AccessTokenOptions{})
	require.ErrorIs(t, err, capillary.ErrUnauthorized)
	out, err := s.Logout(t.Context(), staff.LogoutRequest{Auth: own})
	require.NoError(t, err)
	assert.True(t, out.Success)
	_, err = s.ChangePassword(t.Context(), staff.ChangePasswordRequest{Password: capillary.NewSecret("newer"), Auth: own})
	require.ErrorIs(t, err, staff.ErrInvalidIdentifier, "the token has ended")

	_, err = s.Remove(t.Context(), staff.RemoveRequest{Username: "linnea"})
	require.NoError(t, err)
	_, err = s.Remove(t.Context(), staff.RemoveRequest{Username: "linnea"})
	require.ErrorIs(t, err, staff.ErrInactive)
}

func withoutWarnings(u *staff.User) *staff.User {
	u.Warnings = nil
	return u
}
