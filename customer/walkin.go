package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// Walkin tells a store that a customer has come in: InStore shows a notification at a till. Although a GET, it does
// something, so it is never sent twice.
//
// Errors: ErrWalkinTillCodeInvalid, ErrWalkinTillInvalid, ErrWalkinSourceInvalid, ErrWalkinNotSent.
//
// GET /v2/customer/walkin
func (s *Service) Walkin(ctx context.Context, who capillary.Identifier, o WalkinOptions, opts ...capillary.RequestOption) (*Walkin, error) {
	return capillary.Call[*Walkin](ctx, s.client, opWalkin, capillary.Input{Customer: who, Query: o}, opts...)
}

// WalkinOptions name the till to notify.
type WalkinOptions struct {
	TillCode string `url:"till_code"`
}

// Validate refuses to notify no till.
func (o WalkinOptions) Validate() error {
	if o.TillCode == "" {
		return capillary.Invalid("till_code", "it is empty")
	}
	return nil
}

// Walkin is what the API has to say about a notification.
type Walkin struct {
	Message  string            `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"`
}
