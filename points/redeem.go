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
)

// Redeem takes points from a customer, for a transaction. IsRedeemable tells beforehand whether it will work. Where the
// program asks for a validation code, IssueValidationCode or IsRedeemableWithOTP sends one to the customer.
//
// r.ExternalReference is your own id of this redemption, a new one for each. If the outcome stays unknown
// (capillary.ErrOutcomeUnknown), ask capillary.Reconcile: it looks the reference up among the customer's redemptions.
// Found, it happened; not found, it did not, but that counts only after the settle time (two minutes, see
// capillary.WithSettleTime). SettleRedeem asks the same in another process. Points of a user group can't be looked up. The
// request is sent again by itself only with capillary.WithTrustedKeys, with the same reference. A result that was looked up
// (Meta.Settled) tells no balance and no value: see Redemption.
//
// Errors: ErrMoreThanCurrent, ErrInsufficient, ErrNotDivisible, ErrAboveMaximum, ErrBelowMinimum, ErrDecimals,
// ErrInvalidValidationCode, ErrMobileNotValidated, ErrCustomerNotFoundV1, ErrStatusForbids, ErrNotAGroup. ErrRedemptionFailed
// and codes such as ErrTryLater886 leave the outcome unknown.
//
// POST /v1.1/points/redeem
func (s *Service) Redeem(ctx context.Context, r RedeemRequest, opts ...capillary.RequestOption) (*Redemption, error) {
	redemption, err := capillary.Call[*Redemption](ctx, s.client, opRedeem,
		capillary.Input{Query: r.query(), Body: r.body(), Key: r.ExternalReference, LookUp: s.redemptionLookUp(r, time.Now(), opts)}, opts...)
	if err == nil && redemption.RedemptionID == "" && redemption.Older.RedemptionID != "" {
		redemption.RedeemedPoints, redemption.Older = redemption.Older, RedeemedPoints{}
	}
	return redemption, err
}

// RedeemRequest are points to redeem. Customer, Points and ExternalReference are required.
//
// It can be kept as JSON and read back, but for a ValidationCode: that is a secret, is hidden, and what was hidden can't be read,
// so take it out before. It can be read from the JSON body that the API documents too, {"root": {"redeem": [{…}]}}, with one redemption; of several
// identifiers of the customer the first of id, mobile, email, external_id, card_number and card_external_id is taken. What
// the API takes in the query, such as SkipOTPValidation, is not in a body. A redemption time is read as UTC if it has no
// offset.
type RedeemRequest struct {
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
func (r RedeemRequest) Validate() error {
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

// Redemption are points that were redeemed. The fields of RedeemedPoints are its own: redemption.RedemptionID.
type Redemption struct {
	RedemptionResponses `json:"responses"`

	Older RedeemedPoints `json:"points,omitzero"` // where older replies have the same; Redeem moves it to its place
}

// RedemptionResponses is where a reply has what was redeemed.
type RedemptionResponses struct {
	RedeemedPoints `json:"points"`
}

// RedeemedPoints are points that were redeemed, and what is left. A redemption that was settled by a look-up (Meta.Settled) has
// no value and no balance, and one effect without ids.
type RedeemedPoints struct {
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
	return capillary.Call[*RedemptionDetails](ctx, s.client, opUpdateRedemption, capillary.Input{Body: r}, opts...)
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

func (r RedeemRequest) query() redeemQuery {
	return redeemQuery{r.Group, r.ProgramID, r.ValidationType, r.SkipOTPValidation}
}

// redeemBody is the body as the API documents it.
type redeemBody struct {
	Root struct {
		Redeem []redeemItem `json:"redeem"`
	} `json:"root"`
}

type redeemItem struct {
	redeemFields
	Customer     map[string]string    `json:"customer"` // one identifier, by its name in v1.1
	CustomFields customer.SetFieldsV1 `json:"custom_fields,omitzero"`
}

// documentedBody is a body as the API documents it: custom fields are a list, or a list in an object.
type documentedBody struct {
	Root struct {
		Redeem []struct {
			redeemFields
			Customer     map[string]string `json:"customer"`
			CustomFields []struct {
				customer.SetFieldV1
				Field []customer.SetFieldV1 `json:"field"`
			} `json:"custom_fields"`
		} `json:"redeem"`
	} `json:"root"`
}

// redeemFields has the fields of a RedeemRequest and not its methods.
type redeemFields RedeemRequest

func (r RedeemRequest) body() redeemBody {
	fields := redeemFields(r)
	fields.ProgramID, fields.Group, fields.ValidationType, fields.SkipOTPValidation = 0, UserGroup2{}, "", false // they go into the query
	item := redeemItem{redeemFields: fields, Customer: map[string]string{r.Customer.NameV1(): r.Customer.Value()}}
	for _, name := range slices.Sorted(maps.Keys(r.CustomFields)) {
		item.CustomFields.Field = append(item.CustomFields.Field, customer.SetFieldV1{Name: name, Value: r.CustomFields[name]})
	}
	var b redeemBody
	b.Root.Redeem = []redeemItem{item}
	return b
}

// Validate asks the request.
func (b redeemBody) Validate() error {
	r := RedeemRequest(b.Root.Redeem[0].redeemFields)
	return r.Validate()
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *RedeemRequest) UnmarshalJSON(raw []byte) error {
	if !hasMember(raw, "root") {
		return readKept(raw, (*redeemFields)(r))
	}
	return r.readDocumented(raw)
}

// readDocumented reads the body that the API documents.
func (r *RedeemRequest) readDocumented(raw []byte) error {
	var b documentedBody
	if err := readBody(raw, &b); err != nil {
		return err
	}
	if len(b.Root.Redeem) != 1 {
		return errors.New("points: a body with one redemption is needed")
	}
	item := b.Root.Redeem[0]
	*r = RedeemRequest(item.redeemFields)
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
