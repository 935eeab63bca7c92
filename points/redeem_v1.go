package points

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
	"github.com/capillary-go/sdk/internal/sent"
)

// RedeemV1 takes points from a customer, as Redeem does, through the older call: it has what Redeem has no field for, such as
// points of one program or of a user group, custom fields and times.
//
// r.ExternalReference is your own id of this redemption, a new one for each. If the outcome stays unknown
// (capillary.ErrOutcomeUnknown), ask capillary.Reconcile: it looks the reference up among the customer's redemptions.
// Found, it happened; not found, it did not, but that counts only after the settle time (two minutes, see
// capillary.WithSettleTime). SettleRedeemV1 asks the same in another process. Points of a user group can't be looked up. The API
// does not document what a second request with the reference gets, so it is sent again by itself only with
// capillary.WithKeys(capillary.KeysAlways). A result that was looked up (Meta.Settled) tells no balance and no value: see
// RedemptionV1.
//
// Errors: ErrMoreThanCurrent, ErrInsufficient, ErrNotDivisible, ErrAboveMaximum, ErrBelowMinimum, ErrDecimals,
// ErrInvalidValidationCode, ErrMobileNotValidated, ErrCustomerNotFoundV1, ErrStatusForbids, ErrNotAGroup. ErrRedemptionFailed
// and codes such as ErrTryLater886 leave the outcome unknown.
//
// POST /v1.1/points/redeem
func (s *Service) RedeemV1(ctx context.Context, r RedeemRequestV1, opts ...capillary.RequestOption) (*RedemptionV1, error) {
	reply, err := capillary.Call[*redemptionReplyV1](ctx, s.client, opRedeemV1,
		capillary.Input{Query: r.query(), Body: r.body(), Key: r.ExternalReference, LookUp: s.redemptionLookUpV1(r, time.Now(), opts)}, opts...)
	return reply.redemption(), err
}

// RedeemRequestV1 are points to redeem. Customer, Points and ExternalReference are required.
//
// It can be kept as JSON and read back, but for a ValidationCode: that is a secret, is hidden, and what was hidden can't be read,
// so take it out before. It can be read from the JSON body that the API documents too, {"root": {"redeem": [{…}]}}, with one redemption; of several
// identifiers of the customer the first of id, mobile, email, external_id, card_number and card_external_id is taken. What
// the API takes in the query, such as SkipOTPValidation, is not in a body. A redemption time is read as UTC if it has no
// offset.
type RedeemRequestV1 struct {
	Customer          capillary.Identifier `json:"customer,omitzero"`
	Points            decimal.Decimal      `json:"points_redeemed"` // at most three decimal places
	ExternalReference string               `json:"external_reference_number"`
	TransactionNumber string               `json:"transaction_number,omitzero"` // the bill that the points pay for
	ValidationCode    capillary.Secret     `json:"validation_code,omitzero"`
	RedemptionTime    time.Time            `json:"redemption_time,omitzero"` // now if zero; sent on the cluster's clock
	BillingTime       time.Time            `json:"billing_time,omitzero"`    // of the transaction; sent on the cluster's clock
	TillID            string               `json:"till_id,omitzero"`         // the caller's till if empty
	RedemptionPurpose string               `json:"redemption_purpose,omitzero"`
	Notes             string               `json:"notes,omitzero"`
	GroupRedemption   bool                 `json:"group_redemption,omitzero"` // points earned in one program, redeemed in another
	CustomFields      map[string]string    `json:"custom_fields,omitzero"`    // defined in the organisation, by name

	ProgramID      int64          `json:"program_id,omitzero"`      // the program to take the points from, where there are several
	Group          UserGroup2     `json:"user_group2,omitzero"`     // the user group to take the points from
	ValidationType ValidationType `json:"validation_type,omitzero"` // ValidationSMS or ValidationMissedCall

	// SkipOTPValidation redeems without a validation code where the program asks for one: nobody proves then that the
	// customer agrees.
	SkipOTPValidation bool `json:"skip_validation,omitzero"`
}

// Validate refuses a redemption from nobody, of nothing, without a reference, and what gives ErrDecimals.
func (r RedeemRequestV1) Validate() error {
	switch {
	case unnamed(r.Customer):
		return capillary.Invalid("customer", "an identifier is required, such as capillary.Mobile or capillary.UserID")
	case !r.Points.IsPositive():
		return capillary.Invalid("points_redeemed", "it must be more than zero")
	case !r.Points.Equal(r.Points.Truncate(maxDecimalPlaces)):
		return capillary.Invalid("points_redeemed", "it has more than three decimal places")
	case r.ExternalReference == "":
		return capillary.Invalid("external_reference_number", "it is required: your own id of this redemption")
	}
	return nil
}

// maxDecimalPlaces is what the API takes in points to redeem.
const maxDecimalPlaces = 3

// UserGroup2 names a user group by one of its ids or by its primary member.
type UserGroup2 struct {
	ID                         int64            `url:"user_group2_id,omitempty"`
	ExternalID                 string           `url:"user_group2_external_id,omitempty"`
	PrimaryUserID              int64            `url:"user_group2_primary_user_id,omitempty"`
	PrimaryUserIdentifierType  string           `url:"user_group2_primary_user_identifier_type,omitempty"` // mobile, email, cardnumber, cardExternalId, id
	PrimaryUserIdentifierValue string           `url:"user_group2_primary_user_identifier_value,omitempty"`
	PrimaryUserSource          capillary.Source `url:"user_group2_primary_user_source,omitempty"`
	PrimaryUserAccountID       string           `url:"user_group2_primary_user_accountId,omitempty"` // for sources with several accounts
}

// ValidationType is how a customer proves to agree to a redemption.
type ValidationType string

// The documented types.
const (
	ValidationSMS        ValidationType = "SMS"         // by a code
	ValidationMissedCall ValidationType = "MISSED_CALL" // by a missed call from the registered mobile
	ValidationInvalid    ValidationType = "INVALID"     // none: goes with SkipOTPValidation in a check
)

// redemptionReplyV1 is where replies have what was redeemed: in responses, or in older ones beside the status.
type redemptionReplyV1 struct {
	RedemptionV1 `json:"-"` // what a look-up found

	Responses struct {
		Points RedemptionV1 `json:"points"`
	} `json:"responses"`
	Points RedemptionV1 `json:"points,omitzero"`
}

func (r *redemptionReplyV1) redemption() *RedemptionV1 {
	switch {
	case r == nil:
		return nil
	case r.RedemptionID != "":
		return &r.RedemptionV1
	case r.Responses.Points.RedemptionID == "" && r.Points.RedemptionID != "":
		return &r.Points
	}
	return &r.Responses.Points
}

// RedemptionV1 are points that were redeemed, and what is left. A redemption that was settled by a look-up (Meta.Settled) has
// no value and no balance, and one effect without ids.
type RedemptionV1 struct {
	RedemptionID       string                          `json:"redemption_id"` // what Reverse and UpdateRedemption ask for
	PointsRedeemed     decimal.Decimal                 `json:"points_redeemed"`
	RedeemedValue      capillary.Told[decimal.Decimal] `json:"redeemed_value"`       // in the base currency
	RedeemedLocalValue capillary.Told[decimal.Decimal] `json:"redeemed_local_value"` // in the local currency
	Balance            capillary.Told[decimal.Decimal] `json:"balance"`              // points that are left
	RedemptionPurpose  string                          `json:"redemption_purpose"`
	UserID             int64                           `json:"user_id"`
	Mobile             string                          `json:"mobile"`
	Email              string                          `json:"email"`
	ExternalID         string                          `json:"external_id"`
	SideEffects        RedemptionEffects               `json:"side_effects"`
	IsGroupRedemption  bool                            `json:"is_group_redemption"` // points of several members were taken
	ItemStatus         capillary.ItemStatus            `json:"item_status"`
}

// RedemptionEffects are what else a redemption did.
type RedemptionEffects struct {
	Effect []RedemptionEffect `json:"effect"`
}

// RedemptionEffect is how points were booked.
type RedemptionEffect struct {
	ID                        capillary.Told[int64]           `json:"id"`
	Type                      string                          `json:"type"` // points
	CaseValue                 bool                            `json:"case_value"`
	NumPoints                 decimal.Decimal                 `json:"num_points"`
	CurrencyValue             capillary.Told[decimal.Decimal] `json:"currency_value"`
	ValidationCode            string                          `json:"validation_code"`              // that was used, and can't be used again
	PointsRedemptionSummaryID capillary.Told[int64]           `json:"points_redemption_summary_id"` // what a bill names the redemption by
	RedeemedOnBillNumber      string                          `json:"redeemed_on_bill_number"`
	RedeemedOnBillID          capillary.Told[int64]           `json:"redeemed_on_bill_id"` // -1: the bill is not known yet
}

// UpdateRedemption changes what is noted about a redemption: bill, purpose, custom fields. Custom fields can be changed only
// if the redemption had some.
//
// Errors: ErrOneRedemptionIdentifier, ErrNothingToUpdate, ErrEntityMissing, ErrInvalidEntityType. ErrRedemptionUpdate leaves
// the outcome unknown.
//
// PUT /v2/points/updateRedemption
func (s *Service) UpdateRedemption(ctx context.Context, r UpdateRedemptionRequest, opts ...capillary.RequestOption) (*RedemptionDetails, error) {
	return capillary.Call[*RedemptionDetails](ctx, s.client, opUpdateRedemption, capillary.Input{Body: r, Sent: sent.Key(r.RedemptionID)}, opts...)
}

// UpdateRedemptionRequest is a redemption, named by exactly one of its ids, and what to note about it.
type UpdateRedemptionRequest struct {
	RedemptionID            string            `json:"redemptionId,omitzero"`
	ExternalReferenceNumber string            `json:"externalReferenceNumber,omitzero"`
	Entity                  EntityRequest     `json:"entity,omitzero"` // whose points were redeemed
	BillNumber              string            `json:"billNumber,omitzero"`
	BillID                  int64             `json:"billId,omitzero"`
	Purpose                 string            `json:"purpose,omitzero"` // at most 255 characters
	CustomFields            map[string]string `json:"customFields,omitzero"`
}

// Validate refuses an update of no redemption, and what gives ErrNothingToUpdate.
func (r UpdateRedemptionRequest) Validate() error {
	switch {
	case r.RedemptionID == "" && r.ExternalReferenceNumber == "":
		return capillary.Invalid("redemptionId", "it or the external reference number is required")
	case r.BillNumber == "" && r.BillID == 0 && r.Purpose == "" && len(r.CustomFields) == 0:
		return capillary.Invalid("billNumber", "there is nothing to update")
	}
	return nil
}

// RedemptionDetails are points that were redeemed, with all that is noted about them.
type RedemptionDetails struct {
	ID                   int64             `json:"id"`
	RedemptionID         string            `json:"redemptionId"`
	CustomerID           int64             `json:"customerId"`
	ProgramID            int64             `json:"programId"`
	PointsRedeemed       decimal.Decimal   `json:"pointsRedeemed"`
	BillID               int64             `json:"billId"` // -1: the bill is not known yet
	BillNumber           string            `json:"billNumber"`
	ValidationCode       string            `json:"validationCode"` // that was used, and can't be used again
	Notes                string            `json:"notes"`
	RedemptionTime       time.Time         `json:"redemptionTime"`       // of the event
	PointsRedemptionTime time.Time         `json:"pointsRedemptionTime"` // when the points were taken
	RedemptionDate       time.Time         `json:"redemptionDate"`
	RedemptionPurpose    string            `json:"redemptionPurpose"`
	TillID               int64             `json:"tillId"`
	TillName             string            `json:"tillName"`
	PointDeductionList   []map[string]any  `json:"pointDeductionList"` // its form is not documented
	CustomFields         []CustomField     `json:"customFields"`
	Warnings             []capillary.Issue `json:"warnings"`
}

// CustomField is a field that the organisation defined. Its type is the organisation's choice.
type CustomField struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// redeemQuery is what the API takes outside of the body.
type redeemQuery struct {
	UserGroup2
	ProgramID      int64          `url:"program_id,omitempty"`
	ValidationType ValidationType `url:"validation_type,omitempty"`
	SkipValidation bool           `url:"skip_validation,omitempty"`
}

func (r RedeemRequestV1) query() redeemQuery {
	return redeemQuery{r.Group, r.ProgramID, r.ValidationType, r.SkipOTPValidation}
}

// redeemBodyV1 is the body as the API documents it.
type redeemBodyV1 struct {
	Root struct {
		Redeem []redeemItem `json:"redeem"`
	} `json:"root"`
}

type redeemItem struct {
	redeemFieldsV1
	Customer     map[string]string    `json:"customer"` // one identifier, by its name in v1.1
	CustomFields customer.SetFieldsV1 `json:"custom_fields,omitzero"`
}

// documentedBody is a body as the API documents it: custom fields are a list, or a list in an object.
type documentedBody struct {
	Root struct {
		Redeem []struct {
			redeemFieldsV1
			Customer     map[string]string `json:"customer"`
			CustomFields []struct {
				customer.FieldV1
				Field []customer.FieldV1 `json:"field"`
			} `json:"custom_fields"`
		} `json:"redeem"`
	} `json:"root"`
}

// redeemFieldsV1 has the fields of a RedeemRequestV1 and not its methods.
type redeemFieldsV1 RedeemRequestV1

func (r RedeemRequestV1) body() redeemBodyV1 {
	fields := redeemFieldsV1(r)
	fields.ProgramID, fields.Group, fields.ValidationType, fields.SkipOTPValidation = 0, UserGroup2{}, "", false // they go into the query
	item := redeemItem{redeemFieldsV1: fields, Customer: map[string]string{r.Customer.NameV1(): r.Customer.Value()}}
	for _, name := range slices.Sorted(maps.Keys(r.CustomFields)) {
		item.CustomFields.Field = append(item.CustomFields.Field, customer.FieldV1{Name: name, Value: r.CustomFields[name]})
	}
	var b redeemBodyV1
	b.Root.Redeem = []redeemItem{item}
	return b
}

// Validate asks the request.
func (b redeemBodyV1) Validate() error {
	r := RedeemRequestV1(b.Root.Redeem[0].redeemFieldsV1)
	return r.Validate()
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *RedeemRequestV1) UnmarshalJSON(raw []byte) error {
	if !hasMember(raw, "root") {
		return outbox.Read(raw, (*redeemFieldsV1)(r))
	}
	return r.readDocumented(raw)
}

// readDocumented reads the body that the API documents.
func (r *RedeemRequestV1) readDocumented(raw []byte) error {
	var b documentedBody
	if err := outbox.Read(raw, &b); err != nil {
		return err
	}
	if len(b.Root.Redeem) != 1 {
		return errors.New("points: a body with one redemption is needed")
	}
	item := b.Root.Redeem[0]
	*r = RedeemRequestV1(item.redeemFieldsV1)
	for _, name := range []string{"id", "mobile", "email", "external_id", "card_number", "card_external_id"} {
		if value := item.Customer[name]; value != "" {
			r.Customer = identifierNamed(name, value)
			break
		}
	}
	r.CustomFields = map[string]string{}
	for _, f := range item.CustomFields {
		if f.Name != "" {
			r.CustomFields[f.Name] = f.Value
		}
		for _, f := range f.Field {
			r.CustomFields[f.Name] = f.Value
		}
	}
	return nil
}
