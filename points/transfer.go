package points

import (
	"context"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
)

// IsTransferrable tells whether a customer can give points to another. If not, the error has the reason: ErrReceiverFraud,
// ErrSenderFraud, ErrSameCustomer, ErrTransferMerged, ErrTransferValidation, ErrInvalidProgram, ErrCustomerNotFound,
// ErrNotAGroup. The code of r is not sent.
//
// POST /v2/points/isTransferrable
func (s *Service) IsTransferrable(ctx context.Context, r TransferRequest, opts ...capillary.RequestOption) (*Transferability, error) {
	return capillary.Call[*Transferability](ctx, s.client, opIsTransferrable, capillary.Input{Body: r.check(false)}, opts...)
}

// IsTransferrableWithOTP is IsTransferrable, and sends the customer who gives the code that Transfer then asks for. It is not
// sent again by itself: the customer could get two codes.
//
// POST /v2/points/isTransferrable with issueOtp
func (s *Service) IsTransferrableWithOTP(ctx context.Context, r TransferRequest, opts ...capillary.RequestOption) (*Transferability, error) {
	return capillary.Call[*Transferability](ctx, s.client, opIsTransferrableWithOTP, capillary.Input{Body: r.check(true)}, opts...)
}

// Transfer gives points of one customer to another. No key protects it: it is never sent twice, and if the outcome stays
// unknown, compare customer.PointsTransfers before you try again.
//
// Errors: those of IsTransferrable, ErrNotDivisible, ErrTransferPoints, ErrTransferIdentifier, ErrMovedBefore,
// ErrTooFewToMove, ErrProgramForbids, ErrNotEligible, ErrLimitReached, ErrCustomerLocked. ErrNotProcessed and codes such as
// ErrTryLater886 leave the outcome unknown.
//
// POST /v2/points/transfer
func (s *Service) Transfer(ctx context.Context, r TransferRequest, opts ...capillary.RequestOption) (*Transferred, error) {
	return capillary.Call[*Transferred](ctx, s.client, opTransfer, capillary.Input{Body: r.body()}, opts...)
}

// TransferRequest are points to give from one customer to another. It can be read from the JSON body that the API documents.
type TransferRequest struct {
	From                 capillary.Identifier `json:"from,omitzero"` // by mobile, e-mail, external id or user id
	To                   capillary.Identifier `json:"to,omitzero"`
	Points               decimal.Decimal      `json:"pointsTobeTransferred"`
	ProgramID            int64                `json:"programId,omitzero"` // required where there are several programs
	GroupProgramTransfer bool                 `json:"groupProgramTransfer"`
	Notes                string               `json:"notes,omitzero"`
	Code                 capillary.Secret     `json:"code,omitzero"` // that the customer who gives was sent
}

// Validate refuses a transfer of nothing, from nobody or to nobody.
func (r TransferRequest) Validate() error {
	switch {
	case !r.Points.IsPositive():
		return capillary.Invalid("pointsTobeTransferred", "it must be more than zero")
	case unnamed(r.From):
		return capillary.Invalid("fromCustomerIdentifier", "an identifier is required, such as capillary.Mobile")
	case unnamed(r.To):
		return capillary.Invalid("toCustomerIdentifier", "an identifier is required, such as capillary.Mobile")
	}
	return nil
}

type transferBody struct {
	transferFields
	From                   struct{}        `json:"from,omitzero"` // not in the body, nor is To
	To                     struct{}        `json:"to,omitzero"`
	FromCustomerIdentifier typedIdentifier `json:"fromCustomerIdentifier"`
	ToCustomerIdentifier   typedIdentifier `json:"toCustomerIdentifier"`
	IssueOTP               *bool           `json:"issueOtp,omitzero"` // false is said too; a transfer has none
}

// transferFields has the fields of a TransferRequest and not its methods.
type transferFields TransferRequest

func (r TransferRequest) body() transferBody {
	return transferBody{transferFields: transferFields(r),
		FromCustomerIdentifier: transferIdentifier(r.From), ToCustomerIdentifier: transferIdentifier(r.To)}
}

func (r TransferRequest) check(issueOTP bool) transferBody {
	r.Code = capillary.Secret{}
	b := r.body()
	b.IssueOTP = &issueOTP
	return b
}

// transferIdentifier spells the type as this endpoint does: MOBILE, EXTERNAL_ID, ID.
func transferIdentifier(who capillary.Identifier) typedIdentifier {
	return typedIdentifier{strings.ToUpper(who.NameV1()), who.Value()}
}

// Validate asks the request.
func (b transferBody) Validate() error { return TransferRequest(b.transferFields).Validate() }

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *TransferRequest) UnmarshalJSON(raw []byte) error {
	if !hasMember(raw, "fromCustomerIdentifier", "toCustomerIdentifier", "issueOtp") {
		return outbox.Read(raw, (*transferFields)(r))
	}
	return r.readDocumented(raw)
}

// readDocumented reads the body that the API documents. Its issueOtp is not kept: IsTransferrableWithOTP stands for it.
func (r *TransferRequest) readDocumented(raw []byte) error {
	var b transferBody
	if err := outbox.Read(raw, &b); err != nil {
		return err
	}
	*r = TransferRequest(b.transferFields)
	r.From, r.To = b.FromCustomerIdentifier.identifier(), b.ToCustomerIdentifier.identifier()
	return nil
}

// Transferability is whether points can be transferred, and between whom. A reply that does not say it tells neither yes nor no.
type Transferability struct {
	Transferrable         capillary.Told[bool] `json:"transferrable"`
	PointsToBeTransferred decimal.Decimal      `json:"pointsTobeTransferred"`
	TransferFrom          customer.Customer    `json:"transferFrom"` // not of groups
	TransferTo            customer.Customer    `json:"transferTo"`   // not of groups
	Warnings              []capillary.Issue    `json:"warnings"`
}

// Transferred are points that were transferred.
type Transferred struct {
	TransferID                int64                 `json:"transferId"`
	TransferType              customer.TransferType `json:"transferType"`
	PointsTransferDate        time.Time             `json:"pointsTransferDate"`
	PointsTransferred         decimal.Decimal       `json:"pointsTransferred"`
	FromEntityID              int64                 `json:"fromEntityId"` // user id, or id of the group
	FromEntityType            EntityType            `json:"fromEntityType"`
	ToEntityID                int64                 `json:"toEntityId"` // user id, or id of the group
	ToEntityType              EntityType            `json:"toEntityType"`
	TransferredFrom           TransferParty         `json:"transferredFrom"`           // a customer
	TransferredTo             TransferParty         `json:"transferredTo"`             // a customer
	TransferredFromUserGroup2 UserGroup             `json:"transferredFromUserGroup2"` // or a group
	TransferredToUserGroup2   UserGroup             `json:"transferredToUserGroup2"`   // or a group
	Notes                     string                `json:"notes"`
	ProgramName               string                `json:"programName"`

	PointsTransferBreakupByEarningPrograms []ProgramTransfer `json:"pointsTransferBreakupByEarningPrograms"`
	Warnings                               []capillary.Issue `json:"warnings"`
}

// Transfer are points that went from a customer or a group to another.
type Transfer struct {
	TransferID                int64                 `json:"transferId"`
	TransferType              customer.TransferType `json:"transferType"`
	PointsTransferDate        time.Time             `json:"pointsTransferDate"`
	PointsTransferred         decimal.Decimal       `json:"pointsTransferred"`
	FromEntityID              int64                 `json:"fromEntityId"` // user id, or id of the group
	FromEntityType            EntityType            `json:"fromEntityType"`
	ToEntityID                int64                 `json:"toEntityId"` // user id, or id of the group
	ToEntityType              EntityType            `json:"toEntityType"`
	TransferredFrom           TransferParty         `json:"transferredFrom"`           // a customer
	TransferredTo             TransferParty         `json:"transferredTo"`             // a customer
	TransferredFromUserGroup2 UserGroup             `json:"transferredFromUserGroup2"` // or a group
	TransferredToUserGroup2   UserGroup             `json:"transferredToUserGroup2"`   // or a group
	Notes                     string                `json:"notes"`
	ProgramName               string                `json:"programName"`

	PointsTransferBreakupByEarningPrograms []ProgramTransfer `json:"pointsTransferBreakupByEarningPrograms"`
}

// TransferParty is a customer who gave or got points.
type TransferParty struct {
	UserID     int64  `json:"userId"`
	FirstName  string `json:"firstName"`
	LastName   string `json:"lastName"`
	ExternalID string `json:"externalId"`
}

// ProgramTransfer is what of a transfer came from one loyalty program.
type ProgramTransfer struct {
	ProgramID            int64           `json:"programId"`
	DeductedPoints       decimal.Decimal `json:"deductedPoints"`
	ProgramCurrentPoints decimal.Decimal `json:"programCurrentPoints"` // that are left there
}

// Transfers lists the points that a customer gave to others, or a group with o.UserEntityType: a group is named by
// capillary.IdentifierNamed, as id or externalId. Of a customer package customer has a list with pages, PointsTransfers.
//
// GET /v2/points/transfer
func (s *Service) Transfers(ctx context.Context, who capillary.Identifier, o TransfersOptions,
	opts ...capillary.RequestOption) (*TransferHistory, error) {
	return capillary.Call[*TransferHistory](ctx, s.client, opTransfers, capillary.Input{Customer: who, Query: o}, opts...)
}

// TransfersOptions choose transfers.
type TransfersOptions struct {
	ProgramID      int64      `url:"programId,omitempty"`
	UserEntityType EntityType `url:"userEntityType,omitempty"` // EntityCustomer if empty
}

// TransferHistory are transfers of a customer or a group.
type TransferHistory struct {
	Transfers []Transfer        `json:"data"`
	Warnings  []capillary.Issue `json:"warnings"`
}
