package otp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/otp"
)

func bySMS() otp.GenerateRequest {
	return otp.GenerateRequest{Customer: capillary.Mobile("46700000001"), Action: otp.ActionPoints,
		Channels: []otp.Channel{{Type: otp.ChannelSMS, Value: "46700000001"}}}
}

func check(code string) otp.ValidateRequest {
	return otp.ValidateRequest{Customer: capillary.Email("liv@example.org"), Action: otp.ActionGeneric, Code: capillary.NewSecret(code)}
}

func TestACodeIsSent(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "over one channel",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return otp.New(c).Generate(ctx, bySMS()) },

			Method: "POST", Path: "/v2/otp/generate",
			Body: `{"entityType": "MOBILE", "entityValue": "46700000001", "action": "POINTS",
				"channels": [{"type": "SMS", "value": "46700000001"}]}`,
			Reply: `{"createdId": 41, "warnings": []}`,
			Want:  `{"createdId": 41, "warnings": []}`,
		},
		{
			Name: "over several, with templates of its own",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Generate(ctx, otp.GenerateRequest{Customer: capillary.Email("liv@example.org"),
					Action: otp.ActionRegistration, Template: "Code: {{ validation_code }}",
					EmailTemplate:        otp.EmailTemplate{Subject: "Your code", Body: "It is {{ validation_code }}"},
					WhatsAppTemplateName: "code_sv", ZaloTemplateIdentifier: "zl-7",
					Channels: []otp.Channel{{Type: otp.ChannelEmail, Value: "liv@example.org"}, {Type: otp.ChannelWhatsApp, Value: "46700000001"},
						{Type: otp.ChannelZalo, Value: "46700000001"}}})
			},
			Method: "POST", Path: "/v2/otp/generate",
			Body: `{"entityType": "EMAIL", "entityValue": "liv@example.org", "action": "REGISTRATION", "template": "Code: {{ validation_code }}",
				"emailTemplate": {"subject": "Your code", "body": "It is {{ validation_code }}"},
				"whatsappTemplateName": "code_sv", "zaloTemplateIdentifier": "zl-7",
				"channels": [{"type": "EMAIL", "value": "liv@example.org"}, {"type": "WHATSAPP", "value": "46700000001"},
					{"type": "ZALO", "value": "46700000001"}]}`,
			Reply: `{"createdId": 1, "warnings": [{"status": false, "code": 609, "message": "one channel is slow"}]}`,
			Want:  `{"createdId": 1, "warnings": [{"code": 609, "message": "one channel is slow"}]}`,
		},
		{
			Name: "not, where no template can be used",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return otp.New(c).Generate(ctx, bySMS()) },

			Method: "POST", Path: "/v2/otp/generate",
			Body: `{"entityType": "MOBILE", "entityValue": "46700000001", "action": "POINTS",
				"channels": [{"type": "SMS", "value": "46700000001"}]}`,
			Reply: `{"errors": [{"status": false, "code": 608, "message": "no template"}]}`, WantErr: otp.ErrTemplate,
		},
		{
			Name: "perhaps, where the API could not make one at the moment",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return otp.New(c).Generate(ctx, bySMS()) },

			Method: "POST", Path: "/v2/otp/generate",
			Body: `{"entityType": "MOBILE", "entityValue": "46700000001", "action": "POINTS",
				"channels": [{"type": "SMS", "value": "46700000001"}]}`,
			Reply: `{"errors": [{"status": false, "code": 606, "message": "not now"}]}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

// Both forms in which the limit may come; no page of the documentation shows it.
func TestTheDailyLimitIsFinalAndNothingWasSent(t *testing.T) {
	for name, reply := range map[string]struct {
		status int
		body   string
	}{
		"as an HTTP status":          {http.StatusTooManyRequests, ``},
		"as an HTTP status and code": {http.StatusTooManyRequests, `{"errors": [{"status": false, "code": 429, "message": "too many"}]}`},
		"as a code":                  {http.StatusOK, `{"errors": [{"status": false, "code": 429, "message": "too many"}]}`},
		"as a code of a bad request": {http.StatusBadRequest, `{"errors": [{"status": false, "code": 429, "message": "too many"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			c, server := wiretest.Serve(t, reply.status, reply.body, capillary.WithMaxRetries(3))
			_, err := otp.New(c).Generate(t.Context(), bySMS())
			require.ErrorIs(t, err, otp.ErrDailyLimit)
			assert.NotErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.False(t, capillary.MayHaveHappened(err))
			assert.Len(t, server.Arrivals(), 1, "it must not be tried again")
			var e *capillary.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, capillary.OutcomeRefused, e.Outcome)
			assert.Equal(t, 1, e.Tries)
		})
	}
}

// 517 passes soon in every other resource.
func TestTheHourlyLimitOfANumberIsFinalAndNothingWasSent(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusTooManyRequests} {
		c, server := wiretest.Serve(t, status, `{"errors": [{"status": false, "code": 517, "message": "too many"}]}`, capillary.WithMaxRetries(3))
		_, err := otp.New(c).Generate(t.Context(), bySMS())
		require.ErrorIs(t, err, otp.ErrHourlyLimit)
		assert.NotErrorIs(t, err, capillary.ErrRateLimited, "it does not pass soon")
		assert.False(t, capillary.MayHaveHappened(err))
		assert.Len(t, server.Arrivals(), 1, "it must not be tried again")
	}
}

func TestACodeIsChecked(t *testing.T) {
	const body = `{"entityType": "EMAIL", "entityValue": "liv@example.org", "code": "Q7P3X", "action": "GENERIC"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "and it is right",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Validate(ctx, check("Q7P3X"))
			},
			Method: "POST", Path: "/v2/otp/validate", Body: body,
			Reply: `{"entity": true, "warnings": []}`, Want: `{"entity": true, "warnings": []}`,
		},
		{
			Name: "and it has expired",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Validate(ctx, check("Q7P3X"))
			},
			Method: "POST", Path: "/v2/otp/validate", Body: body,
			Status: 400, Reply: `{"errors": [{"status": false, "code": 605, "message": "expired"}]}`, WantErr: otp.ErrInvalid,
		},
	})
}

func TestAWrongCodeIsARefusalWhateverTheStatus(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
		c, server := wiretest.Serve(t, status, `{"entity": false, "warnings": [{"status": false, "code": 609, "message": "slow"}]}`)
		got, err := otp.New(c).Validate(t.Context(), check("Q7P3X"))
		var e *capillary.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, capillary.OutcomeRefused, e.Outcome)
		require.ErrorIs(t, err, otp.ErrInvalid)
		assert.Len(t, e.Issues, 1)
		require.NotNil(t, got)
		assert.False(t, got.Valid)
		assert.Len(t, got.Warnings, 1)
		assert.Len(t, server.Arrivals(), 1)
	}
}

func TestARefusalOfACheckIsAWrongCodeOnlyWhereTheAPISaysSo(t *testing.T) {
	for body, status := range map[string]int{
		``:               http.StatusNotFound,
		`{"errors": []}`: http.StatusBadRequest,
		`{"entity": false, "errors": [{"status": false, "code": 604, "message": "which code?"}]}`: http.StatusBadRequest,
		`{"entity": null, "errors": [{"status": false, "code": 9001, "message": "none"}]}`:        http.StatusOK,
		`{"entity": "later", "warnings": []}`:                                                     http.StatusOK,
	} {
		c, _ := wiretest.Serve(t, status, body)
		_, err := otp.New(c).Validate(t.Context(), check("Q7P3X"))
		require.Error(t, err, body)
		assert.NotErrorIs(t, err, otp.ErrInvalid, body)
	}
}

func TestTheLatestCodeIsRead(t *testing.T) {
	const reply = `{"orgId": 900, "userId": 5001, "code": "Q7P3X", "validUpto": "2026-03-01T10:20:00+05:30", "warnings": []}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a mobile number, in a source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Get(ctx, capillary.Mobile("46700000001").In(capillary.SourceWeChat, "wc-1"), otp.GetOptions{Scope: otp.ActionPoints, Threshold: 60})
			},
			Method: "GET", Path: "/v2/otp",
			Query: "identifierName=mobile&identifierValue=46700000001&source=WECHAT&accountId=wc-1&scope=POINTS&threshold=60",
			Reply: reply, Want: `{"orgId": 900, "userId": 5001, "validUpto": "2026-03-01T10:20:00+05:30"}`,
		},
		{
			Name: "of an external id, as this endpoint spells it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Get(ctx, capillary.ExternalID("L-77"), otp.GetOptions{Scope: otp.ActionCoupon}, capillary.WithSource(capillary.SourceLine, "ln-1"))
			},
			Method: "GET", Path: "/v2/otp",
			Query: "identifierName=external_id&identifierValue=L-77&source=LINE&accountId=ln-1&scope=COUPON",
			Reply: reply, Want: `{"userId": 5001}`,
		},
		{
			Name: "of an external id in a source of its own, which is not lost",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Get(ctx, capillary.ExternalID("L-77").In(capillary.SourceWeChat, "wc-1"), otp.GetOptions{Scope: otp.ActionCoupon})
			},
			Method: "GET", Path: "/v2/otp",
			Query: "identifierName=externalId&identifierValue=L-77&source=WECHAT&accountId=wc-1&scope=COUPON",
			Reply: reply, Want: `{"userId": 5001}`,
		},
		{
			Name: "and there is none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return otp.New(c).Get(ctx, capillary.Email("liv@example.org"), otp.GetOptions{Scope: otp.ActionPoints})
			},
			Method: "GET", Path: "/v2/otp",
			Query: "identifierName=email&identifierValue=liv%40example.org&source=INSTORE&scope=POINTS",
			Reply: `{"errors": [{"status": false, "code": 9001, "message": "none"}], "warnings": []}`, WantErr: otp.ErrNoneValid,
		},
	})
}

func TestACodeShowsOnlyToWhoAsksForIt(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"orgId": 900, "userId": 5001, "code": "Q7P3X", "validUpto": "2026-03-01T10:20:00Z", "warnings": []}`)
	got, err := otp.New(c).Get(t.Context(), capillary.Mobile("46700000001"), otp.GetOptions{Scope: otp.ActionPoints})
	require.NoError(t, err)
	assert.Equal(t, "Q7P3X", got.Code.Reveal())
	asJSON, err := json.Marshal(got)
	require.NoError(t, err)
	asked := check("Q7P3X")
	for _, shown := range []string{fmt.Sprintf("%v %+v %#v", *got, *got, *got), fmt.Sprintf("%v %+v %#v", asked, asked, asked), string(asJSON)} {
		assert.NotContains(t, shown, "Q7P3X")
	}
}

// A right code is used up by the check, and a second message costs one of the day's codes.
func TestWhatIsInDoubtIsNotSentAgain(t *testing.T) {
	for name, call := range map[string]func(ctx context.Context, s *otp.Service) error{
		"generate": func(ctx context.Context, s *otp.Service) error {
			_, err := s.Generate(ctx, bySMS())
			return err
		},
		"validate": func(ctx context.Context, s *otp.Service) error {
			_, err := s.Validate(ctx, check("Q7P3X"))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, server := wiretest.Serve(t, http.StatusBadGateway, `<html>bad gateway</html>`, capillary.WithMaxRetries(3))
			err := call(t.Context(), otp.New(c))
			require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.True(t, capillary.MayHaveHappened(err))
			assert.NotContains(t, err.Error(), "Q7P3X")
			assert.Len(t, server.Arrivals(), 1)
			var unknown *capillary.OutcomeUnknownError
			require.True(t, errors.As(err, &unknown))
			assert.False(t, unknown.CanReconcile())
		})
	}
}

func TestARequestThatTheAPICantTakeIsRefused(t *testing.T) {
	for field, change := range map[string]func(*otp.GenerateRequest){
		"customer":               func(r *otp.GenerateRequest) { r.Customer = capillary.Identifier{} },
		"action":                 func(r *otp.GenerateRequest) { r.Action = "" },
		"channels":               func(r *otp.GenerateRequest) { r.Channels = nil },
		"whatsappTemplateName":   func(r *otp.GenerateRequest) { r.Channels[0].Type = "whatsapp" },
		"zaloTemplateIdentifier": func(r *otp.GenerateRequest) { r.Channels[0].Type = otp.ChannelZalo },
	} {
		r := bySMS()
		change(&r)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := otp.New(c).Generate(ctx, r)
			return err
		})
	}
	untyped := bySMS()
	untyped.Channels[0].Type = ""
	wiretest.Refused(t, "channels", func(ctx context.Context, c *capillary.Client) error {
		_, err := otp.New(c).Generate(ctx, untyped)
		return err
	})
	for field, change := range map[string]func(*otp.ValidateRequest){
		"customer": func(r *otp.ValidateRequest) { r.Customer = capillary.ExternalID("L-77") },
		"code":     func(r *otp.ValidateRequest) { r.Code = capillary.Secret{} },
	} {
		r := check("Q7P3X")
		change(&r)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := otp.New(c).Validate(ctx, r)
			return err
		})
	}
	wiretest.Refused(t, "scope", func(ctx context.Context, c *capillary.Client) error {
		_, err := otp.New(c).Get(ctx, capillary.Mobile("46700000001"), otp.GetOptions{})
		return err
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := otp.New(c).Get(ctx, capillary.Identifier{}, otp.GetOptions{Scope: otp.ActionPoints})
		return err
	})
}

func TestOperationsAreListed(t *testing.T) {
	assert.Len(t, otp.Operations(), 3)
}

// A success around a check is no code that is right: gateways and proxies say so too.
func TestASuccessWithoutAnAnswerIsNoRightCode(t *testing.T) {
	for _, reply := range []string{`{"success": true}`, `{"status": "success"}`, `{"status": true, "message": "ok"}`, `{"status": {"success": true, "code": 200}}`,
		`{"entity": null, "success": true}`, `{"entity": "Forbidden"}`, `{"entity": [], "success": true}`} {
		client, server := wiretest.Serve(t, 200, reply)
		got, err := otp.New(client).Validate(t.Context(), otp.ValidateRequest{Customer: capillary.Mobile("447700900001"), Action: otp.ActionGeneric,
			Code: capillary.NewSecret("123456")})
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, reply)
		assert.Nil(t, got, reply)
		assert.Len(t, server.Arrivals(), 1, reply)
	}
}
