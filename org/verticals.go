package org

import (
	"context"
	"iter"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// VerticalsMeta lists the verticals that there are: kinds of business, such as jewellery. Its page is off the site of 2026, as are
// those of the other calls about verticals.
//
// GET /v2/verticals/meta
func (s *Service) VerticalsMeta(ctx context.Context, o VerticalsOptions,
	opts ...capillary.RequestOption) (*capillary.Page[Vertical], error) {
	return capillary.Call[*capillary.Page[Vertical]](ctx, s.client, opVerticalsMeta, capillary.Input{Query: o}, opts...)
}

// AllVerticalsMeta iterates over all pages of VerticalsMeta, from o.Offset on.
func (s *Service) AllVerticalsMeta(ctx context.Context, o VerticalsOptions, opts ...capillary.RequestOption) iter.Seq2[Vertical, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Vertical], error) {
		o.Offset = offset
		return s.VerticalsMeta(ctx, o, opts...)
	})
}

// VerticalsOptions are which page to return. Replies tell both; that requests take them is the habit of v2, and not documented for
// these lists.
type VerticalsOptions struct {
	Limit  int64 `url:"limit,omitempty"`
	Offset int64 `url:"offset,omitempty"`
}

// Vertical is a kind of business.
type Vertical struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Verticals lists the verticals of the organisation. Its page is off the site of 2026.
//
// GET /v2/verticals
func (s *Service) Verticals(ctx context.Context, o VerticalsOptions,
	opts ...capillary.RequestOption) (*capillary.Page[OrgVertical], error) {
	return capillary.Call[*capillary.Page[OrgVertical]](ctx, s.client, opVerticals, capillary.Input{Query: o}, opts...)
}

// AllVerticals iterates over all pages of Verticals, from o.Offset on.
func (s *Service) AllVerticals(ctx context.Context, o VerticalsOptions, opts ...capillary.RequestOption) iter.Seq2[OrgVertical, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[OrgVertical], error) {
		o.Offset = offset
		return s.Verticals(ctx, o, opts...)
	})
}

// OrgVertical is a vertical of an organisation.
type OrgVertical struct {
	OrgID        int64  `json:"orgId"`
	VerticalID   int64  `json:"verticalId"`
	VerticalName string `json:"verticalName"`
	IsActive     bool   `json:"isActive"`
}

// AddVertical adds a vertical to the organisation. Its page is off the site of 2026.
//
// Errors: ErrVerticalMapped, ErrVerticalNotFound, ErrInvalidVertical, ErrInvalidVerticalName. ErrVerticalNotAdded leaves open
// whether it was added.
//
// POST /v2/verticals
func (s *Service) AddVertical(ctx context.Context, r AddVerticalRequest, opts ...capillary.RequestOption) (*VerticalAdded, error) {
	return capillary.Call[*VerticalAdded](ctx, s.client, opAddVertical, capillary.Input{Body: r}, opts...)
}

// AddVerticalRequest is a vertical to be added. Its id and whether it is active are required.
type AddVerticalRequest struct {
	OrgID        int64  `json:"orgId,omitzero"` // required since 2025
	VerticalID   int64  `json:"verticalId"`
	VerticalName string `json:"verticalName,omitzero"`
	IsActive     bool   `json:"isActive"`
}

// Validate refuses a request for no vertical.
func (r AddVerticalRequest) Validate() error {
	if r.VerticalID == 0 {
		return capillary.Invalid("verticalId", "it is zero")
	}
	return nil
}

// VerticalAdded says that a vertical was added.
type VerticalAdded struct {
	Added    bool              `json:"entity"` // true, since anything else is an error
	Warnings []capillary.Issue `json:"warnings"`
}

// RemoveVertical takes a vertical from the organisation. What the API says of one that was removed before is not documented, so a
// call whose outcome is unknown is not repeated: Verticals tells. Its page is off the site of 2026.
//
// Errors: ErrVerticalNotFound, ErrInvalidVertical. ErrVerticalNotDisabled leaves open whether it was removed.
//
// DELETE /v2/verticals/{verticalId}
func (s *Service) RemoveVertical(ctx context.Context, verticalID int64, _ RemoveVerticalOptions, opts ...capillary.RequestOption) (*VerticalRemoved, error) {
	return capillary.Call[*VerticalRemoved](ctx, s.client, opRemoveVertical, capillary.Input{Path: []string{segment(verticalID)}, Sent: sent.ID(verticalID)}, opts...)
}

// RemoveVerticalOptions are the options of RemoveVertical, of which none is documented yet.
type RemoveVerticalOptions struct{}

// VerticalRemoved is a vertical that was removed.
type VerticalRemoved struct {
	OrgID      int64             `json:"orgId"`
	VerticalID int64             `json:"verticalId"`
	IsActive   bool              `json:"isActive"` // true in the documentation's sample
	Warnings   []capillary.Issue `json:"warnings"`
}
