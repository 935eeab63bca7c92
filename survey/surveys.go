package survey

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// Create makes a survey without questions. One with the same id of the vendor is refused, so a call whose outcome is unknown can be
// made again. Error: ErrExternalRefIDTaken.
//
// POST /v2/survey
func (s *Service) Create(ctx context.Context, r CreateRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opCreate, capillary.Input{Body: r, Key: r.ExternalRefID}, opts...)
}

// CreateRequest is a survey to be made. Title, source and the vendor's id are required.
type CreateRequest struct {
	Title         string `json:"title"`
	Source        Source `json:"source"`
	ExternalRefID string `json:"externalRefId"`         // the vendor's id of the survey
	SurveyType    string `json:"surveyType,omitzero"`   // such as online, product survey, store survey
	BrandLogo     string `json:"brandLogo,omitzero"`    // address of an image
	BrandWebsite  string `json:"brandWebsite,omitzero"` // address
}

// Source is where a survey is hosted.
type Source string

// The documented sources. Samples have both in one text, with a slash.
const (
	SourceCloudCherry Source = "Cloudcherry"
	SourceCapillary   Source = "Capillary"
)

// Validate refuses a survey without a title, a source or an id.
func (r CreateRequest) Validate() error {
	switch {
	case r.Title == "":
		return capillary.Invalid("title", "it is empty")
	case r.Source == "":
		return capillary.Invalid("source", "it is empty")
	case r.ExternalRefID == "":
		return capillary.Invalid("externalRefId", "it is empty")
	}
	return nil
}

// Saved is what was made or changed.
type Saved struct {
	ID       int64             `json:"createdId"` // of the survey, the question or the response
	Warnings []capillary.Issue `json:"warnings"`
}

// Identifier names a survey by one of its ids.
type Identifier struct {
	ID            int64  `json:"surveyId,omitzero" url:"surveyId,omitempty"`
	ExternalRefID string `json:"extRefId,omitzero" url:"extRefId,omitempty"` // the vendor's
}

// Validate refuses a survey that is not named.
func (i Identifier) Validate() error {
	switch {
	case i.ID < 0:
		return capillary.Invalid("surveyId", "it is negative")
	case i == Identifier{}:
		return capillary.Invalid("surveyId", "no survey is named")
	}
	return nil
}

// Update changes a survey. What is left out stays as it is. Errors: ErrInvalidSurveyID, ErrInvalidExternalRefID, ErrNoSurveys.
//
// PUT /v2/survey
func (s *Service) Update(ctx context.Context, survey Identifier, r UpdateRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opUpdate, capillary.Input{Query: survey, Body: r}, opts...)
}

// UpdateRequest is what a survey is to become.
type UpdateRequest struct {
	Title        string `json:"title,omitzero"`
	BrandLogo    string `json:"brandLogo,omitzero"`    // address of an image
	BrandWebsite string `json:"brandWebsite,omitzero"` // address
}

// Validate refuses a change of nothing.
func (r UpdateRequest) Validate() error {
	if r == (UpdateRequest{}) {
		return capillary.Invalid("title", "there is nothing to change")
	}
	return nil
}

// Get returns a survey. Errors: ErrInvalidSurveyID, ErrInvalidExternalRefID, ErrNoSurveys.
//
// GET /v2/survey
func (s *Service) Get(ctx context.Context, survey Identifier, _ GetOptions, opts ...capillary.RequestOption) (*Survey, error) {
	return capillary.Call[*Survey](ctx, s.client, opGet, capillary.Input{Query: survey}, opts...)
}

// GetOptions are the options of Get, of which none is documented yet.
type GetOptions struct{}

// Survey is a form of questions.
type Survey struct {
	ID            int64             `json:"id"`
	ExternalRefID string            `json:"externalRefId"` // the vendor's id
	Title         string            `json:"title"`
	SurveyType    string            `json:"surveyType"`
	Source        Source            `json:"source"`
	BrandLogo     string            `json:"brandLogo"`
	BrandWebsite  string            `json:"brandWebsite"`
	LastUpdatedOn capillary.Day     `json:"lastUpdatedOn"`
	Warnings      []capillary.Issue `json:"warnings"`
}
