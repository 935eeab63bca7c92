package otp

import (
	"context"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/outbox"
)

// Generate sends a code to a customer over one or more channels at once. Which channels, and how long a code holds, is
// the organisation's setting. While a code holds, the same one is sent again, and CreatedID is then 1.
//
// A customer gets so many codes a day, ten unless the organisation has another limit, and a number so many in any 60 minutes,
// 1000 unless the organisation has another limit. The next one gives ErrDailyLimit or ErrHourlyLimit, which are final: it is not
// tried again, and waiting a minute does not help. Other errors: ErrTemplate, ErrInvalidMobile, ErrInvalidChannel. ErrGenerate
// leaves open whether a code was sent.
//
// POST /v2/otp/generate
func (s *Service) Generate(ctx context.Context, r GenerateRequest, opts ...capillary.RequestOption) (*Generated, error) {
	return capillary.Call[*Generated](ctx, s.client, opGenerate, capillary.Input{Body: r.body()}, opts...)
}

// GenerateRequest is a code to be sent: for whom, what for, and where to. Where a template is left out, the organisation's
// own is used, or else Capillary's.
type GenerateRequest struct {
	Customer               capillary.Identifier `json:"customer,omitzero"` // by mobile, with the country code, or by e-mail
	Action                 Action               `json:"action"`
	Template               string               `json:"template,omitzero"` // of the SMS, with the placeholder {{ validation_code }} once
	EmailTemplate          EmailTemplate        `json:"emailTemplate,omitzero"`
	WhatsAppTemplateName   string               `json:"whatsappTemplateName,omitzero"`   // required for WhatsApp
	ZaloTemplateIdentifier string               `json:"zaloTemplateIdentifier,omitzero"` // required for Zalo
	Channels               []Channel            `json:"channels"`
}

// Validate refuses what gives ErrInvalidEntityType, ErrInvalidEntityValue, ErrInvalidAction, ErrInvalidChannel,
// ErrWhatsAppTemplateMissing or ErrZaloTemplateMissing.
func (r GenerateRequest) Validate() error {
	if err := validate(r.Customer, r.Action); err != nil {
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

func (r GenerateRequest) body() generateBody {
	return generateBody{generateFields: generateFields(r), entity: entityOf(r.Customer)}
}

// generateFields has the fields of a GenerateRequest and not its methods.
type generateFields GenerateRequest

type generateBody struct {
	generateFields
	Customer struct{} `json:"customer,omitzero"` // stands beside the others
	entity
}

// Validate asks the request.
func (b generateBody) Validate() error { return GenerateRequest(b.generateFields).Validate() }

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *GenerateRequest) UnmarshalJSON(raw []byte) error {
	return readRequest(raw, (*generateFields)(r), &r.Customer)
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

// Validate checks the code that a customer gave. A wrong one, or one that has expired, is ErrInvalid, also where the API says
// no more than no; that there is none to compare with is ErrNoneValid. A right code is used up by the check, so a check whose
// outcome is unknown is not repeated: send a new code instead.
//
// POST /v2/otp/validate
func (s *Service) Validate(ctx context.Context, r ValidateRequest, opts ...capillary.RequestOption) (*Validation, error) {
	reply, err := capillary.Call[*validationReply](ctx, s.client, opValidate, capillary.Input{Body: r.body()}, opts...)
	return reply.validation(), err
}

// ValidateRequest is a code to be checked. All of it is required, and is what the code was generated for.
type ValidateRequest struct {
	Customer capillary.Identifier `json:"customer,omitzero"` // by mobile, with the country code, or by e-mail
	Action   Action               `json:"action"`
	Code     capillary.Secret     `json:"code"`
}

// Validate refuses what gives ErrInvalidEntityType, ErrInvalidEntityValue, ErrInvalidAction or ErrMissing.
func (r ValidateRequest) Validate() error {
	if err := validate(r.Customer, r.Action); err != nil {
		return err
	}
	if r.Code.IsZero() {
		return capillary.Invalid("code", "it is empty")
	}
	return nil
}

func (r ValidateRequest) body() validateBody {
	return validateBody{validateFields: validateFields(r), entity: entityOf(r.Customer)}
}

// validateFields has the fields of a ValidateRequest and not its methods.
type validateFields ValidateRequest

type validateBody struct {
	validateFields
	Customer struct{} `json:"customer,omitzero"` // stands beside the others
	entity
}

// Validate asks the request.
func (b validateBody) Validate() error { return ValidateRequest(b.validateFields).Validate() }

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *ValidateRequest) UnmarshalJSON(raw []byte) error {
	return readRequest(raw, (*validateFields)(r), &r.Customer)
}

// Validation is the answer to a check. It stands beside the error where the API said that the code is wrong.
type Validation struct {
	Valid    bool              `json:"entity"` // the code is right: true beside a nil error
	Warnings []capillary.Issue `json:"warnings"`
}

// validationReply is the reply to Validate.
type validationReply struct {
	Entity   capillary.Told[bool] `json:"entity"`
	Errors   []capillary.Issue    `json:"errors"`
	Warnings []capillary.Issue    `json:"warnings"`
}

// Parts gives a plain no the number that is documented for a wrong code.
func (r *validationReply) Parts() []envelope.Part {
	if valid, told := r.Entity.Value(); !told || valid || len(r.Errors) > 0 {
		return nil
	}
	return []envelope.Part{{Failed: true, Issue: envelope.Issue{Code: int(ErrInvalid), Message: "entity is false"}}}
}

func (r *validationReply) validation() *Validation {
	if r == nil {
		return nil
	}
	return &Validation{r.Entity.Or(false), r.Warnings}
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

// entity is how a body names the customer that a code is for. The API takes the type in any case.
type entity struct {
	EntityType  string `json:"entityType"` // MOBILE or EMAIL
	EntityValue string `json:"entityValue"`
}

func entityOf(who capillary.Identifier) entity {
	return entity{strings.ToUpper(who.Name()), who.Value()}
}

// readRequest reads a request, with the customer as encoding/json or as the API writes them.
func readRequest(raw []byte, into any, who *capillary.Identifier) error {
	if err := outbox.Read(raw, into); err != nil || !who.IsZero() {
		return err
	}
	var e entity
	err := outbox.Read(raw, &e)
	if e.EntityValue != "" {
		*who = capillary.IdentifierNamed(strings.ToLower(e.EntityType), e.EntityValue)
	}
	return err
}

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

func validate(who capillary.Identifier, action Action) error {
	if err := capillary.CheckCustomer("customer", who, "mobile", "email"); err != nil {
		return err
	}
	if action == "" {
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
