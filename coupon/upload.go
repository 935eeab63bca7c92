package coupon

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Upload hands in a CSV file of coupons for a series: codes, or customers who are to get a coupon, or both, one a row with a
// heading. The file is worked on later; UploadStatus tells what became of it. A file is never sent twice by itself.
//
// Uploads belong to the coupon service, which has the same paths on all hosts. The documentation names intouch hosts for
// them: intouch.capillary.co.in, apac2.intouch.capillarytech.com, eu.intouch.capillarytech.com and
// intouch.capillarytech.cn.com. These are what capillary.APAC2, EU and China call; for India use capillary.Host. They take
// OAuth, not Basic; one page says of this call that it takes a JWT only.
//
// POST /coupon/api/v1/upload/file/{couponSeriesId}
func (s *Service) Upload(ctx context.Context, seriesID int64, r UploadRequest, opts ...capillary.RequestOption) (*Uploads, error) {
	reply, err := capillary.Call[uploadReply](ctx, s.client, opUpload, capillary.Input{Path: seriesPath(seriesID), Query: r, Upload: r.form()}, opts...)
	return reply.Result, err
}

// UploadRequest is a file of coupons. What is no file goes into the form beside it; nothing goes into the query.
type UploadRequest struct {
	FileName                 string           `url:"-"` // without folders
	Content                  io.Reader        `url:"-"` // CSV
	CustomerIdentifier       UploadIdentifier `url:"-"` // what names the customers in the file
	CustomerIdentifierColumn string           `url:"-"` // the column of the customers, from 0
}

// Validate refuses a file that does not say what names the customers.
func (r UploadRequest) Validate() error {
	if r.CustomerIdentifier == "" {
		return capillary.Invalid("customerIdentifier", "it is empty; use UploadNotTagged for a file of codes only")
	}
	return nil
}

func (r UploadRequest) form() *capillary.Upload {
	fields := map[string]string{"customerIdentifier": string(r.CustomerIdentifier)}
	if r.CustomerIdentifierColumn != "" {
		fields["customerIdentifierColumn"] = r.CustomerIdentifierColumn
	}
	return csvForm(r.FileName, r.Content, fields)
}

// UploadIdentifier is what names the customers in a file.
type UploadIdentifier string

// The documented identifiers.
const (
	UploadByMobile     UploadIdentifier = "MOBILE"
	UploadByExternalID UploadIdentifier = "EXTERNAL_ID"
	UploadByEmail      UploadIdentifier = "EMAIL"
	UploadByUserID     UploadIdentifier = "USER_ID"
	UploadNotTagged    UploadIdentifier = "NOT_TAGGED" // no customers: codes only. Not for UploadRedeemed
)

// UploadRedeemed hands in a CSV file of coupons of a series that were redeemed elsewhere, one a row with a heading: when and
// at which till, by whom, which coupon, and for which transaction. The file is worked on later; UploadRedeemedStatus tells
// what became of it. A file is never sent twice by itself. What Upload says of hosts holds here too.
//
// POST /coupon/api/v1/upload/redeemFile/{couponSeriesId}
func (s *Service) UploadRedeemed(ctx context.Context, seriesID int64, r UploadRedeemedRequest, opts ...capillary.RequestOption) (*Uploads, error) {
	reply, err := capillary.Call[uploadReply](ctx, s.client, opUploadRedeemed,
		capillary.Input{Path: seriesPath(seriesID), Query: r, Upload: r.form()}, opts...)
	return reply.Result, err
}

// UploadRedeemedRequest is a file of redeemed coupons. What is no file goes into the form beside it; nothing goes into the
// query.
type UploadRedeemedRequest struct {
	FileName           string                 `url:"-"` // without folders
	Content            io.Reader              `url:"-"` // CSV
	CustomerIdentifier UploadIdentifier       `url:"-"` // what names the customers in the file
	CouponIdentifier   UploadCouponIdentifier `url:"-"` // what names the coupons in the file
	UploadHeaders      map[UploadColumn]int64 `url:"-"` // where each column of the file is, from 0
	Details            string                 `url:"-"` // a note
}

// Validate refuses a file that does not say what names customers and coupons, and where its columns are.
func (r UploadRedeemedRequest) Validate() error {
	switch {
	case r.CustomerIdentifier == "":
		return capillary.Invalid("customerIdentifier", "it is empty")
	case r.CouponIdentifier == "":
		return capillary.Invalid("couponIdentifier", "it is empty")
	case len(r.UploadHeaders) == 0:
		return capillary.Invalid("uploadHeaders", "there are none")
	}
	return nil
}

func (r UploadRedeemedRequest) form() *capillary.Upload {
	columns, _ := json.Marshal(r.UploadHeaders) // a map of numbers can always be written
	fields := map[string]string{"customerIdentifier": string(r.CustomerIdentifier), "couponIdentifier": string(r.CouponIdentifier),
		"uploadHeaders": string(columns)}
	if r.Details != "" {
		fields["Details"] = r.Details
	}
	return csvForm(r.FileName, r.Content, fields)
}

// UploadCouponIdentifier is what names the coupons in a file.
type UploadCouponIdentifier string

// The documented identifiers.
const (
	UploadByCouponID   UploadCouponIdentifier = "COUPON_ID"
	UploadByCouponCode UploadCouponIdentifier = "COUPON_CODE"
)

// UploadColumn is a column of a file of redeemed coupons.
type UploadColumn string

// The documented columns. The first two, one of a customer and one of a coupon are required.
const (
	ColumnRedeemedDate UploadColumn = "redeemedDateInMillis" // milliseconds since 1970
	ColumnRedeemedAt   UploadColumn = "redeemedAt"           // id of the till
	ColumnUserID       UploadColumn = "userId"               // the other identifiers of a customer are ignored then
	ColumnMobile       UploadColumn = "mobile"
	ColumnEmail        UploadColumn = "email"
	ColumnExternalID   UploadColumn = "externalId"
	ColumnCouponID     UploadColumn = "couponId" // the code is ignored then
	ColumnCouponCode   UploadColumn = "couponCode"
	ColumnBillID       UploadColumn = "billId" // id of the transaction
	ColumnBillNumber   UploadColumn = "billNumber"
	ColumnDetails      UploadColumn = "details"
)

// UploadStatus tells what became of the files of coupons that were uploaded for a series. What Upload says of hosts holds
// here too.
//
// GET /coupon/api/v1/upload/getUploadStatus/{couponSeriesId}
func (s *Service) UploadStatus(ctx context.Context, seriesID int64, _ UploadStatusOptions, opts ...capillary.RequestOption) (*Uploads, error) {
	reply, err := capillary.Call[uploadReply](ctx, s.client, opUploadStatus, capillary.Input{Path: seriesPath(seriesID)}, opts...)
	return reply.Result, err
}

// UploadStatusOptions are the options of UploadStatus, of which none is documented yet.
type UploadStatusOptions struct{}

// UploadRedeemedStatus tells what became of the files of redeemed coupons that were uploaded for a series. What Upload says
// of hosts holds here too.
//
// GET /coupon/api/v1/upload/getUploadRedeemedCouponStatus/{couponSeriesId}
func (s *Service) UploadRedeemedStatus(ctx context.Context, seriesID int64, _ UploadRedeemedStatusOptions, opts ...capillary.RequestOption) (*Uploads, error) {
	reply, err := capillary.Call[uploadReply](ctx, s.client, opUploadRedeemedStatus, capillary.Input{Path: seriesPath(seriesID)}, opts...)
	return reply.Result, err
}

// UploadRedeemedStatusOptions are the options of UploadRedeemedStatus, of which none is documented yet.
type UploadRedeemedStatusOptions struct{}

// uploadReply is the envelope of the coupon service.
type uploadReply struct {
	Result *Uploads `json:"result"`
}

// Uploads are files that were uploaded for a series, each a job.
type Uploads struct {
	OrgID                   int64       `json:"orgId"`
	CouponSeriesID          int64       `json:"couponSeriesId"`
	UploadJobStatuses       []UploadJob `json:"uploadJobStatuses"`       // files of coupons
	RedeemUploadJobStatuses []UploadJob `json:"redeemUploadJobStatuses"` // files of redeemed coupons
	FileName                string      `json:"fileName"`                // of the file that was just uploaded, as it is kept
}

// UploadJob is a file that was uploaded. What the API calls URLs are names of files.
type UploadJob struct {
	JobID                      int64        `json:"jobId"`
	UploadStatus               UploadStatus `json:"uploadStatus"`               // of a file of coupons
	UploadRedeemedCouponStatus UploadStatus `json:"uploadRedeemedCouponStatus"` // of a file of redeemed coupons
	CreatedOn                  time.Time    `json:"createdOn"`
	UpdatedOn                  time.Time    `json:"updatedOn"`
	ErrorFileURL               string       `json:"errorFileUrl"`
	SuccessFileURL             string       `json:"successFileUrl"`
	UploadedFileURL            string       `json:"uploadedFileUrl"`
	UploadedFileName           string       `json:"uploadedFileName"`
	TotalUploadedCount         int64        `json:"totalUploadedCount"` // rows
	ActualRowCount             int64        `json:"actualRowCount"`     // rows of the file
	ErrorCount                 int64        `json:"errorCount"`         // rows with errors
	UploadTableName            string       `json:"uploadTableName"`
	AudienceGroupID            int64        `json:"audienceGroupId"`
	AudienceGroupVersionID     int64        `json:"audienceGroupVersionId"`
}

// UploadStatus is how far the API is with a file.
type UploadStatus string

// The states that the documentation shows.
const (
	UploadQueued    UploadStatus = "QUEUED"
	UploadStarted   UploadStatus = "STARTED"
	UploadFinished  UploadStatus = "FINISHED"  // of coupons; rows can have errors
	UploadCompleted UploadStatus = "COMPLETED" // of redeemed coupons; rows can have errors
)

func seriesPath(id int64) []string { return []string{strconv.FormatInt(id, 10)} }

func csvForm(name string, content io.Reader, fields map[string]string) *capillary.Upload {
	return &capillary.Upload{Field: "file", FileName: name, ContentType: "text/csv", Content: content, Fields: fields}
}
