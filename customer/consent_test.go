package customer_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func consent() customer.TRAIConsentRequest {
	return customer.TRAIConsentRequest{Customer: capillary.Mobile("9100000001"), Consent: customer.ConsentRequest{ConsentStatus: customer.Yes},
		ValidationCode: capillary.NewSecret("c0de")}
}

func TestConsentIsRecorded(t *testing.T) {
	const body = `{"mobile": "9100000001", "consent": {"consentStatus": "yes"}, "validationCode": "c0de"}`
	const reply = `{"data": [{"mobile": "919100000001", "consent": {"isConsentRequired": "no", "consentStatus": "yes"}}], "warnings": [], "errors": []}`
	const want = `{"data": [{"mobile": "919100000001", "consent": {"isConsentRequired": "no", "consentStatus": "yes"}}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "for the first time",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AddTRAIConsent(ctx, consent())
			},
			Method: "POST", Path: "/v2/customers/traiConsent", Body: body, Reply: reply, Want: want,
		},
		{
			Name: "again",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateTRAIConsent(ctx, consent())
			},
			Method: "PUT", Path: "/v2/customers/traiConsent", Body: body, Reply: reply, Want: want,
		},
		{
			Name: "with a wrong code",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AddTRAIConsent(ctx, consent())
			},
			Method: "POST", Path: "/v2/customers/traiConsent", Body: body,
			Reply:   `{"errors": [{"status": false, "code": 1021, "message": "wrong"}]}`,
			WantErr: customer.ErrInvalidValidationCode,
		},
	})
	assert.NotContains(t, fmt.Sprintf("%+v", consent()), "c0de")
}

func TestAConsentThatTheAPICannotTakeIsRefused(t *testing.T) {
	for field, spoil := range map[string]func(*customer.TRAIConsentRequest){
		"mobile":         func(r *customer.TRAIConsentRequest) { r.Customer = capillary.Identifier{} },
		"consentStatus":  func(r *customer.TRAIConsentRequest) { r.Consent.ConsentStatus = "" },
		"validationCode": func(r *customer.TRAIConsentRequest) { r.ValidationCode = capillary.Secret{} },
	} {
		r := consent()
		spoil(&r)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).AddTRAIConsent(ctx, r)
			return err
		})
	}
}
