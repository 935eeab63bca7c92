package otp

import (
	"context"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Generate sends a code to a customer over one or more channels at once. Which channels, and how long a code holds, is
// the organisation's setting. While a code holds, the same one is sent again, and CreatedID is then 1.
//
// A customer gets so many codes a day, ten unless the organisation has another limit. The next one gives ErrDailyLimit,
// which is final for the day: it is not tried again, and waiting a minute does not help. Other errors: ErrTemplate,
// ErrInvalidMobile, ErrInvalidChannel. ErrGenerate leaves open whether a code was sent.
//
// POST /v2/otp/generate
func (s *Service) Generate(ctx context.Context, r GenerateRequest, opts ...capillary.RequestOption) (*Generated, error) {
	return capillary.Call[*Generated](ctx, s.client, opGenerate, capillary.Input{Body: r}, opts...)
}

// GenerateRequest is a code to be sent: for whom, what for, and where to. Where a template is left out, the organisation's
// own is used, or else Capillary's.
type GenerateRequest struct {
	EntityType             EntityType    `json:"entityType"`
	EntityValue            string        `json:"entityValue"` // the mobile number with the country code, or the e-mail address
	Action                 Action        `json:"action"`
	Template               string        `json:"template,omitzero"` // of the SMS, with the placeholder {{ validation_code }} once
	EmailTemplate          EmailTemplate `json:"emailTemplate,omitzero"`
	WhatsAppTemplateName   string        `json:"whatsappTemplateName,omitzero"`   // required for WhatsApp
	ZaloTemplateIdentifier string        `json:"zaloTemplateIdentifier,omitzero"` // required for Zalo
	Channels               []Channel     `json:"channels"`
}

// Validate refuses what gives ErrInvalidEntityType, ErrInvalidEntityValue, ErrInvalidAction, ErrInvalidChannel,
// ErrWhatsAppTemplateMissing or ErrZaloTemplateMissing.
func (r GenerateRequest) Validate() error {
	if err := validate(r.EntityType, r.EntityValue, r.Action); err != nil {
		return err
	}
	if len(r.Channels) == 0 {
		return capillary.Invalid("channels", "at least one is required")
	}
	for _, c := range r.Channels {
		switch {
		case c.Type == "":
			return capillary.Invalid("channels", "each needs a type")
		case c.Type.is(ChannelWhatsApp) && r.WhatsAppTemplateName == "":
			return capillary.Invalid("whatsappTemplateName", "the WhatsApp channel needs it")
		case c.Type.is(ChannelZalo) && r.ZaloTemplateIdentifier == "":
			return capillary.Invalid("zaloTemplateIdentifier", "the Zalo channel needs it")
		}
	}
	return nil
}

// EmailTemplate is the e-mail that a code is sent in. The body has the placeholder {{ validation_code }} once.
type EmailTemplate struct {
	Subject string `json:"subject,omitzero"`
	Body    string `json:"body,omitzero"`
}

// Channel is where a code is sent to.
type Channel struct {
	Type  ChannelType `json:"type"`
	Value string      `json:"value,omitzero"` // a number or an address
}

// Generated is a code that was sent. The code itself is not in it.
type Generated struct {
	CreatedID int64             `json:"createdId"` // of the request; 1 if the code that holds was sent again
	Warnings  []capillary.Issue `json:"warnings"`
}

// Validate checks the code that a customer gave. A wrong one, or one that has expired, is Valid false or ErrInvalid; that
// there is none to compare with is ErrNoneValid. A right code is used up by the check, so a check whose outcome is unknown
// is not repeated: send a new code instead.
//
// POST /v2/otp/validate
func (s *Service) Validate(ctx context.Context, r ValidateRequest, opts ...capillary.RequestOption) (*Validation, error) {
	return capillary.Call[*Validation](ctx, s.client, opValidate, capillary.Input{Body: r}, opts...)
}

// ValidateRequest is a code to be checked. All of it is required, and is what the code was generated for.
type ValidateRequest struct {
	EntityType  EntityType       `json:"entityType"`
	EntityValue string           `json:"entityValue"` // the mobile number with the country code, or the e-mail address
	Action      Action           `json:"action"`
	Code        capillary.Secret `json:"code"`
}

// Validate refuses what gives ErrInvalidEntityType, ErrInvalidEntityValue, ErrInvalidAction or ErrMissing.
func (r ValidateRequest) Validate() error {
	if err := validate(r.EntityType, r.EntityValue, r.Action); err != nil {
		return err
	}
	if r.Code.IsZero() {
		return capillary.Invalid("code", "it is empty")
	}
	return nil
}

// Validation is the answer to a check.
type Validation struct {
	Valid    bool              `json:"entity"` // the code is right: true, since a wrong one is an error
	Warnings []capillary.Issue `json:"warnings"`
}

// Get returns the latest code that a customer was sent and that still holds; if there is none, the error is ErrNoneValid.
// The customer is named by mobile number, e-mail, external id or WeChat id. For an external id of a source other than the
// default one, say so with capillary.WithSource rather than with Identifier.In: this endpoint spells it external_id.
//
// GET /v2/otp
func (s *Service) Get(ctx context.Context, who capillary.Identifier, o GetOptions, opts ...capillary.RequestOption) (*OTP, error) {
	return capillary.Call[*OTP](ctx, s.client, opGet, capillary.Input{Customer: spelled(who), Query: o}, opts...)
}

// GetOptions say which code to read.
type GetOptions struct {
	Scope     Action `url:"scope"`               // what the code is for; required
	Threshold int64  `url:"threshold,omitempty"` // how long it has to hold, in seconds
}

// Validate refuses a code for nothing.
func (o GetOptions) Validate() error {
	if o.Scope == "" {
		return capillary.Invalid("scope", "it is empty")
	}
	return nil
}

// OTP is a code that a customer was sent.
type OTP struct {
	OrgID     int64             `json:"orgId"`
	UserID    int64             `json:"userId"`
	Code      capillary.Secret  `json:"code"`
	ValidUpto time.Time         `json:"validUpto"`
	Warnings  []capillary.Issue `json:"warnings"`
}

// EntityType is a kind of identifier that codes are for. The API takes it in any case.
type EntityType string

// The documented entity types.
const (
	EntityMobile EntityType = "MOBILE"
	EntityEmail  EntityType = "EMAIL"
)

// Action is what a code is for. A code of one action does not pass for another.
type Action string

// The documented actions.
const (
	ActionCoupon                   Action = "COUPON" // redeeming a coupon
	ActionPoints                   Action = "POINTS" // redeeming points
	ActionRegistration             Action = "REGISTRATION"
	ActionUserGroup                Action = "USERGROUP"
	ActionSubscription             Action = "SUBSCRIPTION"
	ActionGeneric                  Action = "GENERIC" // anything else
	ActionPointsTransfer           Action = "POINTSTRANSFER"
	ActionCustomerStatusUpdate     Action = "CUSTOMER_STATUS_UPDATE"
	ActionCustomerIdentifierChange Action = "CUSTOMER_IDENTIFIER_CHANGE"
	ActionCustomerIssueLinkCard    Action = "CUSTOMER_ISSUE_LINK_CARD"
)

// ChannelType is a way that a code takes. It has to be one of those that the organisation's settings allow.
type ChannelType string

// The documented channels.
const (
	ChannelSMS      ChannelType = "SMS"
	ChannelEmail    ChannelType = "EMAIL"
	ChannelMobile   ChannelType = "MOBILE"
	ChannelPhone    ChannelType = "PHONE" // a call
	ChannelWhatsApp ChannelType = "WHATSAPP"
	ChannelZalo     ChannelType = "ZALO"
	ChannelBoth     ChannelType = "BOTH" // MOBILE and EMAIL; in older pages
)

func (t ChannelType) is(other ChannelType) bool { return strings.EqualFold(string(t), string(other)) }

func validate(entityType EntityType, entityValue string, action Action) error {
	switch {
	case entityType == "":
		return capillary.Invalid("entityType", "it is empty")
	case entityValue == "":
		return capillary.Invalid("entityValue", "it is empty")
	case action == "":
		return capillary.Invalid("action", "it is empty")
	}
	return nil
}

// spelled gives an external id the name that this endpoint documents, unless the identifier has a source of its own,
// which would be lost.
func spelled(who capillary.Identifier) capillary.Identifier {
	if who == capillary.ExternalID(who.Value()) {
		return capillary.IdentifierNamed(who.NameV1(), who.Value())
	}
	return who
}
