package store

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Report returns what a store sold and redeemed: of yesterday, the last week and the last month, or from one day to another.
// Times are on the cluster's clock. Error: ErrInvalidReportType.
//
// GET /v1.1/store/reports
func (s *Service) Report(ctx context.Context, o ReportOptions, opts ...capillary.RequestOption) (*Report, error) {
	reply, err := capillary.Call[*reportReply](ctx, s.client, opReport, capillary.Input{Query: o}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Report, err
}

// ReportOptions are what to report, and from when to when. The days go together.
type ReportOptions struct {
	Type      ReportType    `url:"type,omitempty"` // both if empty
	StartDate capillary.Day `url:"start_date,omitempty"`
	EndDate   capillary.Day `url:"end_date,omitempty"`
}

// Validate refuses one day without the other, and what is no day.
func (o ReportOptions) Validate() error {
	switch {
	case o.StartDate.IsZero() && !o.EndDate.IsZero():
		return capillary.Invalid("start_date", "end_date needs it")
	case o.EndDate.IsZero() && !o.StartDate.IsZero():
		return capillary.Invalid("end_date", "start_date needs it")
	}
	if err := checkDay("start_date", o.StartDate); err != nil {
		return err
	}
	return checkDay("end_date", o.EndDate)
}

// ReportType is a kind of report.
type ReportType string

// The documented kinds.
const (
	ReportLoyalty    ReportType = "loyalty"    // transactions
	ReportRedemption ReportType = "redemption" // in a page of 2021 only
)

// reportReply is where v1.1 has a report.
type reportReply struct {
	Report Report `json:"report"`
}

// Report is what a store sold and redeemed.
type Report struct {
	Loyalty struct {
		Row []LoyaltyRow `json:"row"`
	} `json:"loyalty"`
	Redemption struct {
		Row []RedemptionRow `json:"row"`
	} `json:"redemption"`
}

// LoyaltyRow is what a store sold in some time.
type LoyaltyRow struct {
	StartDate                 time.Time       `json:"start_date"`
	EndDate                   time.Time       `json:"end_date"`
	Customers                 int64           `json:"customers"` // who were registered
	Transactions              int64           `json:"transactions"`
	NotInterestedTransactions int64           `json:"not_interested_transactions"`
	PointsIssued              decimal.Decimal `json:"points_issued"`
	PointsRedeemed            decimal.Decimal `json:"points_redeemed"`
}

// RedemptionRow is a redemption of points at a store.
type RedemptionRow struct {
	StoreUsername string `json:"store_username"` // of the till
	Customer      struct {
		FirstName string `json:"firstname"`
		LastName  string `json:"lastname"`
		Mobile    string `json:"mobile"`
	} `json:"customer"`
	TransactionNumber string          `json:"transaction_number"`
	PointsRedeemed    decimal.Decimal `json:"points_redeemed"`
	RedemptionDate    time.Time       `json:"redemption_date"`
}

// UploadReport sends a report of InStore to the server. The form of the report is not documented: it goes out as it is given. A report
// is never sent twice by itself. Errors: ErrInvalidReportType; ErrReportUploadFailed leaves open whether it was kept.
//
// POST /v1.1/store/reports
func (s *Service) UploadReport(ctx context.Context, r UploadReportRequest, opts ...capillary.RequestOption) (*UploadedReport, error) {
	reply, err := capillary.Call[*uploadedReply](ctx, s.client, opUploadReport, capillary.Input{Body: reportBody(r.Report)}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Store.Report, err
}

// UploadReportRequest is a report of InStore. The report is required.
type UploadReportRequest struct {
	Report map[string]any `json:"report"` // the whole body
}

// reportBody is the body of an upload.
type reportBody map[string]any

// Validate refuses a report of nothing.
func (r reportBody) Validate() error {
	if len(r) == 0 {
		return capillary.Invalid("report", "it is empty")
	}
	return nil
}

// uploadedReply is where v1.1 has the report.
type uploadedReply struct {
	Store struct {
		Report UploadedReport `json:"report"`
	} `json:"store"`
}

// UploadedReport is a report that was uploaded.
type UploadedReport struct {
	Type       string               `json:"type"`
	StoreCode  string               `json:"store_code"`
	Date       time.Time            `json:"date"`
	ItemStatus capillary.ItemStatus `json:"item_status"`
}

// UploadLog sends a log file of InStore to the server: one of what was done, or of how fast it was. A file is never sent twice by
// itself. Errors: ErrLogSize, ErrLogSignature; ErrLogUploadFailed and ErrLogNotRecorded leave open what was kept of it.
//
// Deprecated: the documentation of 2026 marks it so, and names nothing in its place.
//
// POST /v1.1/store/logs
func (s *Service) UploadLog(ctx context.Context, r UploadLogRequest, opts ...capillary.RequestOption) (*UploadedLog, error) {
	return capillary.Call[*UploadedLog](ctx, s.client, opUploadLog, capillary.Input{Query: r, Upload: r.form(), Header: r.header()}, opts...)
}

// UploadLogRequest is a log file. Its name and its content are required. Under which name the form has the file is not documented.
type UploadLogRequest struct {
	FileName      string    `url:"-"` // on the client's machine, without folders; a header
	FileSize      int64     `url:"-"` // in bytes; a header
	FileSignature string    `url:"-"` // SHA-1 of the content, in hexadecimal digits; a header
	Content       io.Reader `url:"-"`
	LoggedTime    time.Time `url:"logged_time,omitempty" layout:"2006-01-02 15:04:05"`   // when the file was made
	UploadedTime  time.Time `url:"uploaded_time,omitempty" layout:"2006-01-02 15:04:05"` // when it is uploaded
}

func (r UploadLogRequest) form() *capillary.Upload {
	return &capillary.Upload{Field: "file", FileName: r.FileName, ContentType: "text/plain", Content: r.Content}
}

func (r UploadLogRequest) header() http.Header {
	h := http.Header{}
	h.Set("X-CAP-CLIENT-LOGFILENAME", r.FileName)
	if r.FileSize > 0 {
		h.Set("X-CAP-CLIENT-LOGFILESIZE", strconv.FormatInt(r.FileSize, 10))
	}
	if r.FileSignature != "" {
		h.Set("X-CAP-CLIENT-FILE-SIGNATURE", r.FileSignature)
	}
	return h
}

// UploadedLog is the answer to a log file.
type UploadedLog struct {
	Success bool           `json:"success"`
	Code    capillary.Code `json:"code"`
	Message string         `json:"message"`
}
