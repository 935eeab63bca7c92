package points_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

const redeemable = `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "points": {"redeemable": {
	"mobile": "4915100000001", "email": "mara@example.org", "external_id": "L-1", "points": "40", "is_redeemable": "true", "points_redeem_value": 10.5,
	"points_redeem_local_value": 9, "input_type": "points", "points_currency_ratio": "0.25", "item_status": {"success": "true", "code": 800, "message": "yes"}}}}}`

const wantRedeemable = `{"mobile": "4915100000001", "email": "mara@example.org", "external_id": "L-1", "points": "40", "is_redeemable": true,
	"points_redeem_value": "10.5", "points_redeem_local_value": "9", "input_type": "points", "points_currency_ratio": "0.25",
	"item_status": {"success": true, "code": 800, "message": "yes"}}`

func TestPointsAreCheckedBeforeTheyAreRedeemed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "they can be redeemed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsRedeemable(ctx, capillary.CardNumber("C-1"), points.RedeemableOptions{Points: number("40")})
			},
			Method: "GET", Path: "/v1.1/points/isredeemable", Query: "format=json&card_number=C-1&points=40",
			Reply: redeemable, Want: wantRedeemable,
		},
		{
			Name: "with everything there is to ask, and a code",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsRedeemableWithOTP(ctx, capillary.UserID(9001), points.RedeemableOptions{Points: number("40.5"), ProgramID: 12,
					CurrencyInput: true, CurrencyValue: number("10"), GroupRedemption: true, Group: points.UserGroup2{PrimaryUserID: 9002},
					UseDefaultUserGroup2: true, ValidationType: points.ValidationInvalid, ValidationCode: capillary.NewSecret("A1B2"),
					SkipOTPValidation: true})
			},
			Method: "GET", Path: "/v1.1/points/isredeemable",
			Query: "format=json&id=9001&points=40.5&issue_otp=true&program_id=12&currency_input=true&currency_value=10&group_redemption=true" +
				"&user_group2_primary_user_id=9002&use_default_user_group2=true&validation_type=INVALID&validation_code=A1B2&skip_validation=true",
			Reply: redeemable, Want: wantRedeemable,
		},
		{
			Name: "the older form of the reply",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsRedeemable(ctx, capillary.Mobile("4915100000001"), points.RedeemableOptions{Points: number("40")})
			},
			Method: "GET", Path: "/v1.1/points/isredeemable", Query: "format=json&mobile=4915100000001&points=40",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "responses": {"points": {"mobile": "4915100000001",
				"points_redeemed": "40", "redeemed_value": "10", "balance": "60", "item_status": {"success": "true", "code": "800", "message": "yes"},
				"response": {"status": {"success": "true", "code": "200"}, "points": {"redeemable": {"mobile": "4915100000001", "points": "40",
				"is_redeemable": "true", "points_currency_ratio": "0.25", "item_status": {"success": "true", "code": "800", "message": "yes"}}}}}}}}`,
			Want: `{"is_redeemable": true, "points": "40", "points_currency_ratio": "0.25", "points_redeemed": "40", "redeemed_value": "10", "balance": "60"}`,
		},
		{
			Name: "they are no multiple of the step",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IsRedeemable(ctx, capillary.Email("mara@example.org"), points.RedeemableOptions{Points: number("7")})
			},
			Method: "GET", Path: "/v1.1/points/isredeemable", Query: "format=json&email=mara@example.org&points=7",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "points": {"redeemable": {"points": 7,
				"is_redeemable": "false", "item_status": {"success": "false", "code": 807, "message": "step"}}}}}`,
			WantErr: points.ErrNotDivisible,
		},
	})
}

// "No" is told one way, whether the API makes a failure of it or not, and only where it was said.
func TestPointsThatCannotBeRedeemedAreAnErrorThatSaysSo(t *testing.T) {
	reply := func(inner string) string {
		return `{"response": {"status": {"success": "true", "code": 200, "message": "ok"}, "points": {"redeemable": {"mobile": "4915100000001", ` + inner + `}}}}`
	}
	ask := func(t *testing.T, reply string) (*points.Redeemability, error) {
		client, _ := wiretest.Serve(t, http.StatusOK, reply, capillary.WithMaxRetries(0))
		return points.New(client).IsRedeemable(t.Context(), capillary.UserID(9001), points.RedeemableOptions{Points: number("7")})
	}
	for _, no := range []string{
		`"is_redeemable": "false", "item_status": {"success": "false", "code": 807, "message": "step"}`,
		`"is_redeemable": false, "item_status": {"code": 807}`,
		`"is_redeemable": false, "item_status": {"success": true, "code": 800}`,
		`"is_redeemable": false, "item_status": {"success": true, "code": 807}`, // what succeeded is the check
		`"is_redeemable": false, "item_status": {}`,
		`"is_redeemable": "no"`,
	} {
		result, err := ask(t, reply(no))
		require.ErrorIs(t, err, capillary.ErrNotRedeemable, no)
		assert.NotErrorIs(t, err, capillary.ErrNotFound)
		assert.Nil(t, result)
	}
	_, err := ask(t, reply(`"is_redeemable": "false", "item_status": {"success": "false", "code": 816, "message": "who?"}`))
	require.ErrorIs(t, err, capillary.ErrNotFound)
	assert.NotErrorIs(t, err, capillary.ErrNotRedeemable)

	for _, nothing := range []string{`"points": 7`, `"is_redeemable": null`, `"is_redeemable": ""`, `"is_redeemable": {}`,
		`"is_redeemable": true, "item_status": {"success": false, "code": 807}`,
		`"is_redeemable": true, "item_status": {"code": 807}`} { // not said, or both
		_, err = ask(t, reply(nothing))
		require.Error(t, err, nothing)
		assert.NotErrorIs(t, err, capillary.ErrNotRedeemable, nothing)
	}
}

func TestWhoMayNotAskIsToldSoWhateverStandsInTheReply(t *testing.T) {
	for status, want := range map[int]error{http.StatusForbidden: capillary.ErrForbidden, http.StatusUnauthorized: capillary.ErrUnauthorized} {
		client, _ := wiretest.Serve(t, status, `{"response": {"points": {"redeemable": {"is_redeemable": false}}}}`, capillary.WithMaxRetries(0))
		_, err := points.New(client).IsRedeemable(t.Context(), capillary.UserID(9001), points.RedeemableOptions{Points: number("7")})
		require.ErrorIs(t, err, want)
		assert.NotErrorIs(t, err, capillary.ErrNotRedeemable)
	}
}

// A failure that is about something else, or about nothing, is no "no".
func TestAFailureThatSaysNothingOfThePointsIsNoAnswer(t *testing.T) {
	for _, reply := range []string{
		`{"response": {"status": {"success": "false"}}}`,
		`{"response": {"status": {"success": "false", "message": "no"}}}`,
		`{"response": {"status": {"success": false}, "points": {"redeemable": {"mobile": "4915100000001"}}}}`,
		`{"status": false, "message": "Forbidden"}`,
		`{"success": false}`,
		`{"is_redeemable": false}`,
	} {
		client, _ := wiretest.Serve(t, http.StatusOK, reply, capillary.WithMaxRetries(0))
		_, err := points.New(client).IsRedeemable(t.Context(), capillary.UserID(9001), points.RedeemableOptions{Points: number("7")})
		require.Error(t, err, reply)
		assert.NotErrorIs(t, err, capillary.ErrNotRedeemable, "%s: %v", reply, err)
	}
}

func TestAFailedCheckGivesNoResult(t *testing.T) {
	client, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"code": 801, "message": "no"}]}`)
	result, err := points.New(client).IsRedeemable(t.Context(), capillary.UserID(1), points.RedeemableOptions{})
	require.ErrorIs(t, err, points.ErrInvalidPoints)
	assert.Nil(t, result)
}

func TestAValidationCodeIsIssued(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "it is not in the reply",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IssueValidationCode(ctx, capillary.ExternalID("L-1"), points.ValidationCodeOptions{Points: number("40")})
			},
			Method: "GET", Path: "/v1.1/points/validationcode", Query: "format=json&external_id=L-1&points=40",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "ok"}, "validation_code": {"code": {"user_id": "9001",
				"mobile": "4915100000001", "email": "mara@example.org", "external_id": "L-1", "points": "40",
				"item_status": {"success": "true", "code": 200, "message": "sent by SMS"}}}}}`,
			Want: `{"user_id": 9001, "mobile": "4915100000001", "email": "mara@example.org", "external_id": "L-1", "points": "40",
				"item_status": {"success": true, "code": 200, "message": "sent by SMS"}}`,
		},
		{
			Name: "to nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).IssueValidationCode(ctx, capillary.UserID(9001), points.ValidationCodeOptions{Points: number("40")})
			},
			Method: "GET", Path: "/v1.1/points/validationcode", Query: "format=json&id=9001&points=40",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "validation_code": {"code": {"points": "40",
				"item_status": {"success": "false", "code": 816, "message": "who?"}}}}}`,
			WantErr: points.ErrCustomerNotFoundV1,
		},
	})
	wiretest.Refused(t, "points", func(ctx context.Context, c *capillary.Client) error {
		_, err := points.New(c).IssueValidationCode(ctx, capillary.UserID(9001), points.ValidationCodeOptions{})
		return err
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := points.New(c).IssueValidationCode(ctx, capillary.Identifier{}, points.ValidationCodeOptions{Points: number("40")})
		return err
	})
}

func TestCallsThatSendACodeAreNeverResent(t *testing.T) {
	for name, call := range map[string]func(s *points.Service) error{
		"validation code": func(s *points.Service) error {
			_, err := s.IssueValidationCode(t.Context(), capillary.UserID(9001), points.ValidationCodeOptions{Points: number("40")})
			return err
		},
		"redeemable": func(s *points.Service) error {
			_, err := s.IsRedeemableWithOTP(t.Context(), capillary.UserID(9001), points.RedeemableOptions{Points: number("40")})
			return err
		},
		"transferrable": func(s *points.Service) error {
			_, err := s.IsTransferrableWithOTP(t.Context(), transfer())
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			client, server := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMaxRetries(3))
			require.ErrorIs(t, call(points.New(client)), capillary.ErrOutcomeUnknown)
			assert.Len(t, server.Arrivals(), 1)
		})
	}
}
