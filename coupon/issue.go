package coupon

import (
	"context"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/outbox"
)

// Issue gives a customer a coupon of a series. Whether a customer who has one gets another, or the same again, is the
// setting of the series. Nothing protects against a second coupon, so a call whose outcome is unknown is not repeated: look
// at the customer's coupons.
//
// Errors: ErrCustomerNotFound, ErrInvalidSeriesID, ErrSeriesExpired, ErrSeriesLimit, ErrCustomerLimit, ErrBlocked.
// ErrIssueFailed and ErrProcessing leave open whether a coupon was issued.
//
// POST /v2/coupon/issue
func (s *Service) Issue(ctx context.Context, r IssueRequest, opts ...capillary.RequestOption) (*Coupon, error) {
	return capillary.Call[*Coupon](ctx, s.client, opIssue, capillary.Input{Body: r.body()}, opts...)
}

// IssueRequest is a coupon to be issued.
type IssueRequest struct {
	SeriesID int64                `json:"seriesId"`
	Customer capillary.Identifier `json:"customer"` // by user id, mobile (the country code may be left out), e-mail, external id or card
}

// Validate refuses what gives ErrMandatoryMissing or ErrCustomerNotFound.
func (r IssueRequest) Validate() error {
	if r.SeriesID == 0 {
		return capillary.Invalid("seriesId", "it is zero")
	}
	return checkWithCards("customer", r.Customer)
}

// issueBody is an IssueRequest with the customer as this endpoint spells them.
type issueBody struct {
	IssueRequest

	Customer capillary.Identifier `json:"customer"`
}

func (r IssueRequest) body() issueBody {
	b := issueBody{r, r.Customer}
	if r.Customer.Name() == "cardnumber" {
		b.Customer = capillary.IdentifierNamed("cardNumber", r.Customer.Value())
	}
	return b
}

// Coupon is a coupon of a customer.
type Coupon struct {
	ID              int64           `json:"id"` // can be 0 in the reply to an issue
	Code            string          `json:"code"`
	SeriesID        int64           `json:"seriesId"`
	Description     string          `json:"description"`
	DetailedInfo    string          `json:"detailedInfo"`
	DiscountCode    string          `json:"discountCode"` // what the till knows the discount by
	DiscountType    DiscountType    `json:"discountType"`
	DiscountOn      DiscountOn      `json:"discountOn"`
	DiscountValue   decimal.Decimal `json:"discountValue"` // an amount, or percents
	DiscountUpto    decimal.Decimal `json:"discountUpto"`  // the most it takes off, 0 for no bound
	ValidTill       time.Time       `json:"validTill"`     // with the time of day where the API tells it; older servers tell the day alone
	RedemptionCount int64           `json:"redemptionCount"`
	Customer        CustomerDetails `json:"customer"`

	CouponIssualDetails IssualMetadata `json:"couponIssualDetails"` // Get with IncludeIssualDetails
	CouponSeries        Series         `json:"couponSeries"`        // Get with ShowCouponSeries

	Warnings []capillary.Issue `json:"warnings"`
}

// IssualMetadata is why a coupon was issued, as who issued it said.
type IssualMetadata struct {
	SourceType     string `json:"sourceType"` // Promotions, Journeys, API, …
	SourceID       string `json:"sourceId"`
	SourceActivity string `json:"sourceActivity"`
	Notes          string `json:"notes"`
	Reason         string `json:"reason"`
}

// IssueMetadata is why a coupon is issued, for your own records. Get returns it with the coupon.
type IssueMetadata struct {
	SourceType     string `json:"sourceType,omitzero"` // what kind of thing issued it, such as POS
	SourceID       string `json:"sourceId,omitzero"`   // which one
	SourceActivity string `json:"sourceActivity,omitzero"`
	Notes          string `json:"notes,omitzero"`
	Reason         string `json:"reason,omitzero"`
}

// IssueBulk gives a customer one coupon of each of several series. Each series has its own verdict; where all failed, the
// batch comes back beside the error. Nothing protects against second coupons, so a call whose outcome is unknown is not
// repeated.
//
// POST /v2/coupon/bulk/issue
func (s *Service) IssueBulk(ctx context.Context, r IssueBulkRequest, opts ...capillary.RequestOption) (*capillary.Batch[IssuedOfSeries], error) {
	return capillary.Call[*capillary.Batch[IssuedOfSeries]](ctx, s.client, opIssueBulk, capillary.Input{Customer: r.Customer, Body: r.body(),
		Sent: r.keys()}, opts...)
}

// IssueBulkRequest are coupons to be issued to a customer.
type IssueBulkRequest struct {
	SeriesIDs []int64              `json:"seriesIds"`
	Customer  capillary.Identifier `json:"customer"` // as in IssueRequest; also in a source, see Identifier.In
	Metadata  IssueMetadata        `json:"metadata,omitzero"`
}

// body leaves out the source, which goes into the query.
func (r IssueBulkRequest) body() IssueBulkRequest {
	r.Customer = r.Customer.In("", "")
	return r
}

// Validate refuses a request for nothing, or for nobody.
func (r IssueBulkRequest) Validate() error {
	if len(r.SeriesIDs) == 0 {
		return capillary.Invalid("seriesIds", "there are none")
	}
	return check("customer", r.Customer.In("", ""))
}

func (r IssueBulkRequest) keys() []string {
	keys := make([]string, len(r.SeriesIDs))
	for i, id := range r.SeriesIDs {
		keys[i] = strconv.FormatInt(id, 10)
	}
	return keys
}

// IssuedOfSeries is the coupon of one series.
type IssuedOfSeries struct {
	EntityID int64  `json:"entityId"` // id of the series
	Result   Coupon `json:"result"`
}

// IssueMultiple gives a customer several coupons of one series, at most 500 (ErrCount). Series that somebody else manages
// are not supported, and a series with one code for all gives one coupon only (ErrSingleIssue).
//
// Where only some could be issued, that is no error: compare FailureCount, and read why in Errors, such as ErrCustomerLimit
// or ErrSeriesLimit, or in Warnings, such as WarnSomeNotIssued. Nothing protects against second coupons, so a call whose
// outcome is unknown is not repeated; ErrProcessing, ErrQueueEmpty and ErrSomeNotIssued without any coupon leave it open.
//
// POST /v2/coupon/issue/multiple
func (s *Service) IssueMultiple(ctx context.Context, r IssueMultipleRequest, opts ...capillary.RequestOption) (*IssuedMultiple, error) {
	reply, err := capillary.Call[*issuedReply](ctx, s.client, opIssueMultiple, capillary.Input{Body: r, Sent: make([]string, min(max(r.Count, 1), maxIssued))}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.IssuedMultiple, err
}

// IssueMultipleRequest are coupons of one series, to be issued to a customer.
type IssueMultipleRequest struct {
	SeriesID int64                `json:"seriesId"`
	Count    int64                `json:"count,omitzero"` // 1 if zero
	Customer capillary.Identifier `json:"customer"`       // as in IssueRequest
	Metadata IssueMetadata        `json:"metadata,omitzero"`
}

// Validate refuses what gives ErrMandatoryMissing or ErrCustomerNotFound.
func (r IssueMultipleRequest) Validate() error {
	switch {
	case r.SeriesID == 0:
		return capillary.Invalid("seriesId", "it is zero")
	case r.Count < 0:
		return capillary.Invalid("count", "it is negative")
	case r.Count > maxIssued:
		return capillary.Invalid("count", "it is more than "+strconv.Itoa(maxIssued))
	}
	return check("customer", r.Customer)
}

// IssuedMultiple are coupons of one series that a customer was given.
type IssuedMultiple struct {
	Coupons      []IssuedCode      `json:"coupons"`
	CouponConfig Series            `json:"couponConfig"` // what is known of the series here
	TotalCount   int64             `json:"totalCount"`   // asked for
	SuccessCount int64             `json:"successCount"` // issued
	FailureCount int64             `json:"failureCount"` // not issued
	Customer     CustomerDetails   `json:"customer"`
	Errors       []capillary.Issue `json:"errors"` // why some were not issued
	Warnings     []capillary.Issue `json:"warnings"`
}

// IssuedCode is a coupon by its code.
type IssuedCode struct {
	Code     string `json:"code"`
	CouponID int64  `json:"couponId"`
}

// issuedReply makes the client weigh a partial issue as that of a batch: coupons that exist are no error.
type issuedReply struct{ IssuedMultiple }

// Parts are the coupons, and beside one those that the reply counts as failed. Why they failed are errors of the reply, which the
// client has seen.
func (r *issuedReply) Parts() (all []envelope.Part) {
	for _, c := range r.Coupons {
		all = append(all, envelope.Part{Done: c.Code != ""})
	}
	if len(all) > 0 {
		for range min(r.FailureCount, maxIssued) {
			all = append(all, envelope.Part{Failed: true})
		}
	}
	return all
}

// maxIssued is how many coupons a call issues.
const maxIssued = 500

// IssueV1 gives customers coupons of a series. Each has its own verdict; where all failed, the batch comes back beside the
// error. Prefer Issue, which tells more of the customer. Nothing protects against second coupons, so a call whose outcome
// is unknown is not repeated. Its page is off the site of 2026.
//
// POST /v1.1/coupon/issue
func (s *Service) IssueV1(ctx context.Context, r IssueRequestV1, o IssueOptionsV1, opts ...capillary.RequestOption) (*capillary.Batch[IssuedV1], error) {
	return capillary.Call[*capillary.Batch[IssuedV1]](ctx, s.client, opIssueV1,
		capillary.Input{Query: o, Body: bodyV1[IssueRequestV1]{r}, Sent: make([]string, len(r.Coupons))}, opts...)
}

// NewIssueRequestV1 makes the request of IssueV1 from the coupons to issue.
func NewIssueRequestV1(coupons ...IssueCouponV1) IssueRequestV1 { return IssueRequestV1{coupons} }

// IssueRequestV1 are coupons to be issued.
type IssueRequestV1 struct {
	Coupons []IssueCouponV1 `json:"coupon"`
}

// IssueCouponV1 is a coupon to be issued.
type IssueCouponV1 struct {
	SeriesID int64                `json:"series_id"`
	Customer capillary.Identifier `json:"customer"` // by user id, mobile, e-mail, external id or card
}

// Validate refuses a request for nothing, or for nobody.
func (r IssueRequestV1) Validate() error {
	if len(r.Coupons) == 0 {
		return capillary.Invalid("coupon", "there is none")
	}
	for _, c := range r.Coupons {
		if c.SeriesID == 0 {
			return capillary.Invalid("series_id", "it is zero")
		}
		if err := checkV1(c.Customer); err != nil {
			return err
		}
	}
	return nil
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents, {"root": {"coupon": […]}}.
func (r *IssueRequestV1) UnmarshalJSON(raw []byte) error {
	return outbox.ReadList(raw, "coupon", &r.Coupons)
}

// IssueOptionsV1 are what to return.
type IssueOptionsV1 struct {
	UserID bool `url:"user_id,omitempty"` // the customer's UserID
}

// IssuedV1 is a coupon that was issued. What it is worth stands at the top, in older replies in SeriesInfo.
type IssuedV1 struct {
	Code          string            `json:"code"`
	SeriesID      int64             `json:"series_id"`
	Description   string            `json:"description"`
	DetailedInfo  string            `json:"detailed_info"`
	DiscountCode  string            `json:"discount_code"`
	DiscountType  DiscountType      `json:"discount_type"`
	DiscountOn    DiscountOn        `json:"discount_on"`
	DiscountValue decimal.Decimal   `json:"discount_value"`
	DiscountUpto  decimal.Decimal   `json:"discount_upto"`
	ValidTill     capillary.Day     `json:"valid_till"`
	SeriesInfo    SeriesInfoV1      `json:"series_info"`
	Customer      CustomerDetailsV1 `json:"customer"`
}

// SeriesInfoV1 is what v1.1 tells of a coupon's series beside the coupon.
type SeriesInfoV1 struct {
	ID            int64           `json:"id"`
	Description   string          `json:"description"`
	DetailedInfo  string          `json:"detailed_info"`
	DiscountCode  string          `json:"discount_code"`
	DiscountType  DiscountType    `json:"discount_type"`
	DiscountOn    DiscountOn      `json:"discount_on"`
	DiscountValue decimal.Decimal `json:"discount_value"`
	ValidTill     capillary.Day   `json:"valid_till"`
}

// Resend sends a customer an active coupon of theirs again: its code, and how long it is valid. It is a GET that does
// something, so it is never repeated by itself. Errors: ErrNotIssued, ErrExpired, ErrCustomerNotFound. ErrSMSNotSent and
// ErrMessageNotSent leave open whether the customer was told.
//
// GET /v1.1/coupon/resend
func (s *Service) Resend(ctx context.Context, who capillary.Identifier, r ResendRequest, opts ...capillary.RequestOption) (*Resent, error) {
	return capillary.Call[*Resent](ctx, s.client, opResend, capillary.Input{Customer: who, Query: r}, opts...)
}

// ResendRequest is a coupon to be sent again.
type ResendRequest struct {
	Code string `url:"code"`
}

// Validate refuses what gives ErrCodeMissing.
func (r ResendRequest) Validate() error {
	if r.Code == "" {
		return capillary.Invalid("code", "it is empty")
	}
	return nil
}

// Resent is a coupon that was sent again.
type Resent struct {
	Coupons struct {
		Coupon []ResentCoupon `json:"coupon"`
	} `json:"coupons"`
}

// ResentCoupon is a coupon that was sent again, or not.
type ResentCoupon struct {
	ID         int64                `json:"id"`
	Code       string               `json:"code"`
	ItemStatus capillary.ItemStatus `json:"item_status"`
}
