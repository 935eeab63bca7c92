package transaction

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// EvaluationLog tells how the loyalty rules weighed a transaction. Errors: ErrEventLogsParam.
//
// POST /v2/transactions/searchEvaluationLog
func (s *Service) EvaluationLog(ctx context.Context, r EvaluationLogRequest, opts ...capillary.RequestOption) (*EvaluationLog, error) {
	return capillary.Call[*EvaluationLog](ctx, s.client, opEvaluationLog, capillary.Input{Body: r}, opts...)
}

// EvaluationLogRequest says whose log.
type EvaluationLogRequest struct {
	Search EvaluationSearch `json:"search"`
}

// EvaluationSearch names a transaction.
type EvaluationSearch struct {
	TransactionNumber string `json:"transactionNumber"`
	TransactionID     int64  `json:"transactionId,omitzero"`
}

// Validate refuses to look for no transaction.
func (r EvaluationLogRequest) Validate() error {
	if r.Search.TransactionNumber == "" {
		return capillary.Invalid("transactionNumber", "it is empty")
	}
	return nil
}

// EvaluationLog is how the loyalty rules weighed a transaction.
type EvaluationLog struct {
	ID             string            `json:"id"`
	EventName      string            `json:"eventName"`
	Date           time.Time         `json:"date"`
	CustomerID     int64             `json:"customerId"`
	OrgID          int64             `json:"orgId"`
	TransactionID  int64             `json:"transactionId"`
	UniqueID       string            `json:"uniqueId"`
	RequestID      string            `json:"requestId"`
	HostName       string            `json:"hostName"`       // the machine
	EvaluationTree string            `json:"evaluationTree"` // HTML: the rules that were asked, and what they said
	Effects        any               `json:"effects"`        // what they gave, such as the promotion of a coupon; of undocumented form
	Warnings       []capillary.Issue `json:"warnings"`
}
