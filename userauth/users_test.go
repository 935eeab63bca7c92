package userauth_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/userauth"
)

// hashed is the MD5 of "tide".
const hashed = "1f6c38a8ac96a21ff0ad8a98d1a32d8b"

func who() userauth.RegisterRequest {
	return userauth.RegisterRequest{Mobile: "46700000001", Email: "liv@example.org", Password: capillary.NewSecret(hashed)}
}

func TestACustomerIsRegisteredWithAPassword(t *testing.T) {
	call := func(ctx context.Context, c *capillary.Client) (any, error) {
		return userauth.New(c).Register(ctx, who())
	}
	const body = `{"mobile": "46700000001", "email": "liv@example.org", "password": "` + hashed + `"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "and comes back", Call: call, Method: "POST", Path: "/v2/user_auth/register", Body: body,
			Reply: `{"id": 7001, "profiles": [{"firstName": "Liv", "lastName": "Berg", "attribution": {"createDate": "2026-03-01T00:00:00+01:00",
				"createdBy": {"code": "mal-01.till-9", "name": "mal-01.till-9", "type": "TILL"}}, "fields": {}, "identifiers": [{"type": "email", "value": "liv@example.org"}],
				"commChannels": [{"type": "email", "value": "liv@example.org", "primary": true, "verified": false, "meta": {"residence": false}, "attributes": {}}],
				"source": "INSTORE", "userId": 7001, "accountId": "", "conflictingProfileList": [], "autoUpdateTime": "2026-03-02T00:00:00+01:00"}],
				"loyaltyInfo": {"loyaltyType": "loyalty", "lifetimePurchases": 2000}, "segments": {}, "warnings": []}`,
			Want: `{"id": 7001, "profiles": [{"firstName": "Liv", "identifiers": [{"type": "email", "value": "liv@example.org"}], "source": "INSTORE", "userId": 7001}],
				"loyaltyInfo": {"loyaltyType": "loyalty"}}`,
		},
		{
			Name: "but only once", Call: call, Method: "POST", Path: "/v2/user_auth/register", Body: body, Status: http.StatusBadRequest,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 91029, "message": "there"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "or nobody knows", Call: call, Method: "POST", Path: "/v2/user_auth/register", Body: body, Status: http.StatusInternalServerError,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 91031, "message": "an error"}]}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestAPasswordIsCheckedAndChanged(t *testing.T) {
	authorize := func(ctx context.Context, c *capillary.Client) (any, error) {
		return userauth.New(c).Authorize(ctx, userauth.AuthorizeRequest(who()))
	}
	byEmail := func(ctx context.Context, c *capillary.Client) (any, error) {
		return userauth.New(c).UpdatePassword(ctx, userauth.UpdatePasswordRequest{Email: "liv@example.org", Password: userauth.HashPassword("tide")})
	}
	const body = `{"mobile": "46700000001", "email": "liv@example.org", "password": "` + hashed + `"}`
	changed := `{"email": "liv@example.org", "password": "` + userauth.HashPassword("tide").Reveal() + `"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "it fits", Call: authorize, Method: "POST", Path: "/v2/user_auth/authorize_user", Body: body,
			Reply: `{"entity": true, "warnings": []}`, Want: `{"entity": true}`,
		},
		{
			Name: "it does not", Call: authorize, Method: "POST", Path: "/v2/user_auth/authorize_user", Body: body, Status: http.StatusBadRequest,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 91024, "message": "no"}]}`, WantErr: userauth.ErrNotAuthorized,
		},
		{
			Name: "it is changed", Call: byEmail, Method: "PUT", Path: "/v2/user_auth/update", Body: changed,
			Reply: `{"entity": true, "warnings": [{"code": 7, "message": "look"}]}`, Want: `{"entity": true, "warnings": [{"code": 7}]}`,
		},
		{
			Name: "it is no MD5", Call: byEmail, Method: "PUT", Path: "/v2/user_auth/update", Body: changed, Status: http.StatusBadRequest,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 91028, "message": "no"}]}`, WantErr: userauth.ErrInvalidPassword,
		},
	})
}

// A success around a check is no password that fits: gateways and proxies say so too.
func TestAnAnswerOfNoIsAnError(t *testing.T) {
	for _, reply := range []string{`{"success": true}`, `{"status": "success"}`, `{"status": {"success": true, "code": 200}}`, `{"entity": null, "success": true}`,
		`{"entity": "Forbidden"}`, `{"entity": {}}`, `{"entity": false, "warnings": []}`, `{"entity": "false", "warnings": []}`} {
		client, _ := wiretest.Serve(t, 200, reply)
		_, err := userauth.New(client).Authorize(t.Context(), userauth.AuthorizeRequest(who()))
		assert.Error(t, err, reply)
		updated, err := userauth.New(client).UpdatePassword(t.Context(), userauth.UpdatePasswordRequest(who()))
		assert.Error(t, err, reply)
		assert.Nil(t, updated)
	}
}

func TestAPasswordIsHashedAsTheAPITakesIt(t *testing.T) {
	assert.Equal(t, "d41d8cd98f00b204e9800998ecf8427e", userauth.HashPassword("").Reveal())
	assert.Equal(t, "5f4dcc3b5aa765d61d8327deb882cf99", userauth.HashPassword("password").Reveal())
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", who(), who(), who()), hashed)
}

func TestCredentialsNeedANameAndAPassword(t *testing.T) {
	for field, r := range map[string]userauth.RegisterRequest{"mobile": {Password: capillary.NewSecret(hashed)}, "password": {Mobile: "46700000001"}} {
		for _, call := range []func(context.Context, *userauth.Service) (any, error){
			func(ctx context.Context, s *userauth.Service) (any, error) { return s.Register(ctx, r) },
			func(ctx context.Context, s *userauth.Service) (any, error) {
				return s.Authorize(ctx, userauth.AuthorizeRequest(r))
			},
			func(ctx context.Context, s *userauth.Service) (any, error) {
				return s.UpdatePassword(ctx, userauth.UpdatePasswordRequest(r))
			},
		} {
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
				_, err := call(ctx, userauth.New(c))
				return err
			})
		}
	}
}

func TestOperationsAreListed(t *testing.T) {
	assert.Len(t, userauth.Operations(), 3)
}
