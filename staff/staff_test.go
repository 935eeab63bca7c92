package staff_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/staff"
)

var (
	admin = staff.Auth{AuthKey: capillary.NewSecret("key.1"), OrgID: 100600}
	own   = staff.Auth{AccessToken: capillary.NewSecret("tok.1")}

	asAdmin = http.Header{"X-Cap-Api-Auth-Key": {"key.1"}, "X-Cap-Api-Auth-Org-Id": {"100600"}}
	asOwn   = http.Header{"X-Cap-Api-Access-Token": {"tok.1"}}
)

const saved = `{"entity": 9301, "warnings": [], "errors": [], "success": true}`

func newUser() staff.AddRequest {
	return staff.AddRequest{Username: "linnea", Mobile: "46700000001", Email: "linnea@example.org", Password: capillary.NewSecret("pw\"9"), Auth: admin}
}

func TestAStaffUserIsAdded(t *testing.T) {
	add := func(r staff.AddRequest) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) { return staff.New(c).Add(ctx, r) }
	}
	whole := newUser()
	whole.StoreCode, whole.ZoneCode, whole.ConceptCode = "mal-01", "scania", "fjord"
	whole.FirstName, whole.LastName, whole.Title, whole.Role = "Linnea", "Ek", "Manager", "Manager"
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with everything", Call: add(whole), Method: "POST", Path: "/v2/staff", Header: asAdmin,
			Body: `{"username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "password": "pw\"9", "storeCode": "mal-01",
				"zoneCode": "scania", "conceptCode": "fjord", "firstname": "Linnea", "lastname": "Ek", "title": "Manager", "role": "Manager"}`,
			Reply: saved, Want: `{"entity": 9301}`,
		},
		{
			Name: "in the default zone, with a warning", Call: add(newUser()), Method: "POST", Path: "/v2/staff",
			Body:  `{"username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "password": "pw\"9"}`,
			Reply: `{"entity": 9301, "warnings": [{"status": false, "code": 1215, "message": "default"}], "errors": [], "success": true}`,
			Want:  `{"entity": 9301, "warnings": [{"code": 1215}]}`,
		},
		{
			Name: "not under a name that is taken", Call: add(newUser()), Method: "POST", Path: "/v2/staff", Status: http.StatusBadRequest,
			Body:  `{"username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "password": "pw\"9"}`,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 1005, "message": "taken"}], "success": false}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "or nobody knows", Call: add(newUser()), Method: "POST", Path: "/v2/staff",
			Body:  `{"username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "password": "pw\"9"}`,
			Reply: `{"warnings": [], "errors": [], "success": true}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestStaffUsersAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "one of them",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Get(ctx, staff.GetRequest{Username: "linnea", Email: "linnea@example.org", Mobile: "46700000001", ID: 9301, RefID: "r-1", Auth: own})
			},
			Method: "GET", Path: "/v2/staff", Query: "username=linnea&email=linnea%40example.org&mobile=46700000001&id=9301&refId=r-1", Header: asOwn,
			Reply: `{"entity": {"username": "linnea", "email": "linnea@example.org", "mobile": "46700000001", "firstname": "Linnea", "lastname": "Ek",
				"title": "Manager", "storeCode": "mal-01", "zoneCode": "root", "conceptCode": "fjord", "tillCode": "mal-01staff1", "id": 9301},
				"warnings": [], "errors": [], "success": true}`,
			Want: `{"username": "linnea", "email": "linnea@example.org", "mobile": "46700000001", "firstname": "Linnea", "lastname": "Ek", "title": "Manager",
				"storeCode": "mal-01", "zoneCode": "root", "conceptCode": "fjord", "tillCode": "mal-01staff1", "id": 9301}`,
		},
		{
			Name: "all of a store",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).List(ctx, staff.ListRequest{StoreCode: "mal-01", ZoneCode: "root", Auth: admin})
			},
			Method: "GET", Path: "/v2/staff/getUsersList", Query: "storeCode=mal-01&zoneCode=root", Header: asAdmin,
			Reply: `{"entity": [{"username": "linnea", "mobile": "46700000001", "storeCode": "mal-01", "zoneCode": "root", "id": 9301}, {"username": "ola", "id": 9302}],
				"warnings": [], "errors": [], "success": true}`,
			Want: `{"items": [{"username": "linnea", "mobile": "46700000001", "storeCode": "mal-01", "zoneCode": "root", "id": 9301}, {"id": 9302}]}`,
		},
		{
			Name: "not by an identifier that is none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Get(ctx, staff.GetRequest{Username: "nobody"})
			},
			Method: "GET", Path: "/v2/staff", Query: "username=nobody",
			Reply: `{"entity": null, "warnings": [], "errors": [{"code": 1009, "message": "invalid"}], "success": false}`, WantErr: staff.ErrInvalidIdentifier,
		},
	})
}

func TestStaffUsersAreChangedAndRemoved(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "their names",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Edit(ctx, staff.EditRequest{ID: 9301, Username: "linnea", Mobile: "46700000001", Email: "linnea@example.org", FirstName: "Linnea",
					LastName: "Berg", Title: "Owner", Auth: own})
			},
			Method: "POST", Path: "/v2/staff/edit", Header: asOwn,
			Body: `{"id": 9301, "username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "firstname": "Linnea", "lastname": "Berg", "title": "Owner"}`,
			Reply: `{"entity": {"firstname": "Linnea", "lastname": "Berg", "title": "Owner", "id": 9301}, "warnings": [{"code": 7, "message": "look"}],
				"errors": [], "success": true}`,
			Want: `{"firstname": "Linnea", "lastname": "Berg", "title": "Owner", "id": 9301, "warnings": [{"code": 7}]}`,
		},
		{
			Name: "their store",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Transfer(ctx, staff.TransferRequest{ID: 9301, Username: "linnea", Mobile: "46700000001", Email: "linnea@example.org", StoreCode: "mal-02", Auth: admin})
			},
			Method: "POST", Path: "/v2/staff/transfer", Header: asAdmin,
			Body:  `{"id": 9301, "username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "storeCode": "mal-02"}`,
			Reply: saved, Want: `{"entity": 9301}`,
		},
		{
			Name: "for good",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Remove(ctx, staff.RemoveRequest{Username: "linnea", Email: "linnea@example.org", Mobile: "46700000001", RefID: 9301, Auth: admin})
			},
			Method: "POST", Path: "/v2/staff/delete", Header: asAdmin,
			Body:  `{"username": "linnea", "email": "linnea@example.org", "mobile": "46700000001", "refId": 9301}`,
			Reply: `{"warnings": [], "errors": [], "success": true}`, Want: `{"entity": 0}`,
		},
		{
			Name: "but not twice",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Remove(ctx, staff.RemoveRequest{RefID: 9301})
			},
			Method: "POST", Path: "/v2/staff/delete", Body: `{"refId": 9301}`, Status: http.StatusBadRequest,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 1011, "message": "inactive"}]}`, WantErr: staff.ErrInactive,
		},
	})
}

func TestAStaffUserProvesANumber(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with a code that is sent",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).SendOTP(ctx, staff.SendOTPRequest{Purpose: staff.OTPValidateMobile, ID: 9301, Username: "linnea", Mobile: "46700000001",
					Email: "linnea@example.org", Auth: admin})
			},
			Method: "POST", Path: "/v2/staff/sendOtp", Query: "otp=VALIDATE_MOBILE&otp_type=VALIDATE_MOBILE", Header: asAdmin,
			Body:  `{"id": 9301, "username": "linnea", "mobile": "46700000001", "email": "linnea@example.org"}`,
			Reply: saved, Want: `{"entity": 9301}`,
		},
		{
			Name: "and comes back",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).ValidateOTP(ctx, staff.ValidateOTPRequest{ID: 9301, Username: "linnea", Mobile: "46700000001", Email: "linnea@example.org",
					IdentifierType: staff.IdentifierMobile, Password: capillary.NewSecret("pw"), OTP: capillary.NewSecret("335713"), Auth: admin})
			},
			Method: "POST", Path: "/v2/staff/validate", Header: asAdmin,
			Body:  `{"id": 9301, "username": "linnea", "mobile": "46700000001", "email": "linnea@example.org", "identifierType": "MOBILE", "password": "pw", "otp": "335713"}`,
			Reply: saved, Want: `{"entity": 9301}`,
		},
		{
			Name: "a wrong one is an error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).ValidateOTP(ctx, staff.ValidateOTPRequest{ID: 9301, OTP: capillary.NewSecret("000000")})
			},
			Method: "POST", Path: "/v2/staff/validate", Body: `{"id": 9301, "username": "", "identifierType": "", "otp": "000000"}`,
			Reply: `{"warnings": [], "errors": [{"code": 1700, "message": "wrong"}], "success": false}`, WantErr: staff.ErrInvalidOTP,
		},
		{
			Name: "of a new number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).SendIdentifierOTP(ctx, staff.IdentifierRequest{Identifier: "46700000009", Type: staff.ChangeMobile, Notes: "a new phone", Auth: own})
			},
			Method: "POST", Path: "/v2/staff/changeidentifier/sendotp", Header: asOwn,
			Body: `{"identifier": "46700000009", "type": "mobile", "notes": "a new phone"}`, Reply: saved, Want: `{"entity": 9301}`,
		},
		{
			Name: "to which it could perhaps not be sent",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).SendIdentifierOTP(ctx, staff.IdentifierRequest{Identifier: "46700000009", Type: staff.ChangeMobile})
			},
			Method: "POST", Path: "/v2/staff/changeidentifier/sendotp", Body: `{"identifier": "46700000009", "type": "mobile"}`,
			Reply: `{"warnings": [], "errors": [{"code": 1012, "message": "not sent"}], "success": false}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "which is then the user's",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).ChangeIdentifier(ctx, staff.ChangeIdentifierRequest{Identifier: "46700000009", Type: staff.ChangeMobile, Notes: "a new phone",
					OTP: capillary.NewSecret("13482"), Auth: own})
			},
			Method: "POST", Path: "/v2/staff/changeidentifier", Header: asOwn,
			Body: `{"identifier": "46700000009", "type": "mobile", "notes": "a new phone", "otp": "13482"}`, Reply: saved, Want: `{"entity": 9301}`,
		},
	})
}

func TestAStaffUserSignsInAndOut(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with a token that shows nowhere",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				token, err := staff.New(c).AccessToken(ctx, staff.AccessTokenOptions{})
				if err == nil && token.Token.Reveal() != "M7Zu_-" {
					err = fmt.Errorf("the token is %q", token.Token.Reveal())
				}
				return token, err
			},
			Method: "POST", Path: "/v2/staff/accessToken", Reply: `{"entity": "M7Zu_-", "warnings": [], "errors": [], "success": true}`,
			Want: `{"entity": "[redacted]"}`,
		},
		{
			Name: "with a new password",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).ChangePassword(ctx, staff.ChangePasswordRequest{Password: capillary.NewSecret("new"), Auth: own})
			},
			Method: "POST", Path: "/v2/staff/changePassword", Header: asOwn, Body: `{"password": "new"}`, Reply: saved, Want: `{"entity": 9301}`,
		},
		{
			Name: "for good",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Logout(ctx, staff.LogoutRequest{Auth: own})
			},
			Method: "GET", Path: "/v2/staff/logout", Header: asOwn, Reply: `{"warnings": [], "errors": [], "success": true}`, Want: `{"success": true}`,
		},
		{
			Name: "or nobody knows",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return staff.New(c).Logout(ctx, staff.LogoutRequest{Auth: own})
			},
			Method: "GET", Path: "/v2/staff/logout", Reply: `{"warnings": [], "errors": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestARequestThatTheAPICantTakeIsRefused(t *testing.T) {
	code, pw := capillary.NewSecret("13482"), capillary.NewSecret("pw")
	for _, refused := range []struct {
		field string
		call  func(ctx context.Context, s *staff.Service) (any, error)
	}{
		{"username", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Add(ctx, staff.AddRequest{Password: pw})
		}},
		{"password", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Add(ctx, staff.AddRequest{Email: "linnea@example.org"})
		}},
		{"username", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Get(ctx, staff.GetRequest{Auth: admin})
		}},
		{"storeCode", func(ctx context.Context, s *staff.Service) (any, error) { return s.List(ctx, staff.ListRequest{}) }},
		{"id", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Edit(ctx, staff.EditRequest{Title: "Owner"})
		}},
		{"id", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Transfer(ctx, staff.TransferRequest{StoreCode: "mal-02"})
		}},
		{"storeCode", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Transfer(ctx, staff.TransferRequest{ID: 9301})
		}},
		{"id", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Remove(ctx, staff.RemoveRequest{Auth: admin})
		}},
		{"otp", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.SendOTP(ctx, staff.SendOTPRequest{ID: 9301, Username: "linnea", Mobile: "46700000001"})
		}},
		{"id", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.SendOTP(ctx, staff.SendOTPRequest{Purpose: staff.OTPLogin, Username: "linnea", Mobile: "46700000001"})
		}},
		{"username", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.SendOTP(ctx, staff.SendOTPRequest{Purpose: staff.OTPLogin, ID: 9301, Mobile: "46700000001"})
		}},
		{"mobile", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.SendOTP(ctx, staff.SendOTPRequest{Purpose: staff.OTPLogin, ID: 9301, Username: "linnea"})
		}},
		{"otp", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.ValidateOTP(ctx, staff.ValidateOTPRequest{ID: 9301})
		}},
		{"id", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.ValidateOTP(ctx, staff.ValidateOTPRequest{OTP: code})
		}},
		{"identifier", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.SendIdentifierOTP(ctx, staff.IdentifierRequest{Type: staff.ChangeEmail})
		}},
		{"type", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.SendIdentifierOTP(ctx, staff.IdentifierRequest{Identifier: "46700000009"})
		}},
		{"otp", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.ChangeIdentifier(ctx, staff.ChangeIdentifierRequest{Identifier: "46700000009", Type: staff.ChangeMobile})
		}},
		{"type", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.ChangeIdentifier(ctx, staff.ChangeIdentifierRequest{Identifier: "46700000009", OTP: code})
		}},
		{"password", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.ChangePassword(ctx, staff.ChangePasswordRequest{Auth: own})
		}},
		{"accessToken", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Logout(ctx, staff.LogoutRequest{Auth: admin})
		}},
		{"header", func(ctx context.Context, s *staff.Service) (any, error) {
			return s.Logout(ctx, staff.LogoutRequest{Auth: staff.Auth{AccessToken: capillary.NewSecret("tok\r\nX-Evil: 1")}})
		}},
	} {
		wiretest.Refused(t, refused.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := refused.call(ctx, staff.New(c))
			if err != nil {
				assert.NotContains(t, err.Error(), "tok")
			}
			return err
		})
	}
}

func TestNoSecretOfARequestShows(t *testing.T) {
	const canary = "canary-13482"
	s := capillary.NewSecret(canary)
	auth := staff.Auth{AuthKey: s, AccessToken: s}
	for _, r := range []any{staff.AddRequest{Password: s, Auth: auth}, staff.ValidateOTPRequest{Password: s, OTP: s, Auth: auth},
		staff.ChangeIdentifierRequest{OTP: s, Auth: auth}, staff.ChangePasswordRequest{Password: s, Auth: auth}, staff.GetRequest{Auth: auth},
		staff.LogoutRequest{Auth: auth}, staff.AccessToken{Token: s}} {
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", r, r, r, r), canary, "%T", r)
	}
}

func TestACodeIsNeverSentAgainByItself(t *testing.T) {
	client, server := wiretest.Serve(t, 503, ``)
	client, err := client.With(capillary.WithMaxRetries(3))
	require.NoError(t, err)
	_, err = staff.New(client).SendOTP(t.Context(), staff.SendOTPRequest{Purpose: staff.OTPLogin, ID: 9301, Username: "linnea", Mobile: "46700000001"})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	_, err = staff.New(client).Logout(t.Context(), staff.LogoutRequest{Auth: own})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 2)
}

func TestOperationsAreListed(t *testing.T) {
	assert.Len(t, staff.Operations(), 13)
}
