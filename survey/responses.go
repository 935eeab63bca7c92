package survey

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// AddResponses keeps answers of customers to questions of a survey. Answers come back in the order in which they were sent. No key
// protects them, so a batch whose outcome is unknown is not sent again.
//
// Errors: ErrInvalidSurveyID, ErrInvalidExternalRefID, ErrInvalidQuestionID.
//
// POST /v2/survey/responses
func (s *Service) AddResponses(ctx context.Context, survey Identifier, responses []ResponseRequest, _ AddResponsesOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Response], error) {
	return capillary.Call[*capillary.Batch[Response]](ctx, s.client, opAddResponses,
		capillary.Input{Query: survey, Body: responseRequests(responses), Sent: responseRequests(responses).questions()}, opts...)
}

// AddResponsesOptions are the options of AddResponses, of which none is documented yet.
type AddResponsesOptions struct{}

// ResponseRequest is an answer to a question. Question, customer, form, token and answer are required.
type ResponseRequest struct {
	SurveyQuestionID int64           `json:"surveyQuestionId"`
	UserID           int64           `json:"userId"`  // of the customer
	FormID           int64           `json:"formId"`  // of the campaign
	TokenID          int64           `json:"tokenId"` // that the customer was given to answer the survey
	FieldValue       string          `json:"fieldValue"`
	EntityType       EntityType      `json:"entityType,omitzero"`
	EntityID         int64           `json:"entityId,omitzero"` // of what the survey is about
	ResponseChannel  ResponseChannel `json:"responseChannel,omitzero"`
}

// Validate refuses an answer to no question, of nobody, or without a value.
func (r ResponseRequest) Validate() error {
	switch {
	case r.SurveyQuestionID <= 0:
		return capillary.Invalid("surveyQuestionId", "it is required")
	case r.UserID <= 0:
		return capillary.Invalid("userId", "a user id is required; customer.Lookup finds it")
	case r.FieldValue == "":
		return capillary.Invalid("fieldValue", "it is empty")
	}
	return nil
}

// responseRequests is the body of AddResponses.
type responseRequests []ResponseRequest

// questions are the ids of the questions, which the reply repeats.
func (all responseRequests) questions() []string {
	ids := make([]string, len(all))
	for i, r := range all {
		ids[i] = segment(r.SurveyQuestionID)
	}
	return ids
}

// Validate refuses an empty list, and asks each element.
func (all responseRequests) Validate() error { return validateEach("responses", all) }

// EntityType is what a survey is about.
type EntityType string

// The documented types.
const (
	EntityTransaction EntityType = "transaction"
	EntityComplaint   EntityType = "complaint"
	EntityFeedback    EntityType = "feedback"
)

// ResponseChannel is how an answer came.
type ResponseChannel string

// The documented channels.
const (
	ChannelEmail      ResponseChannel = "Email"
	ChannelCallCenter ResponseChannel = "CallCenter"
	ChannelSocial     ResponseChannel = "Social"
	ChannelInStore    ResponseChannel = "Instore"
)

// Response is an answer of a customer to a question.
type Response struct {
	ID               int64             `json:"id"`
	SurveyQuestionID int64             `json:"surveyQuestionId"`
	UserID           int64             `json:"userId"`
	FormID           int64             `json:"formId"`
	TokenID          int64             `json:"tokenId"`
	FieldValue       string            `json:"fieldValue"`
	EntityType       EntityType        `json:"entityType"`
	EntityID         int64             `json:"entityId"`
	ResponseChannel  ResponseChannel   `json:"responseChannel"`
	LastUpdatedOn    time.Time         `json:"lastUpdatedOn"` // a day in some replies
	Warnings         []capillary.Issue `json:"warnings"`
}

// UpdateResponse gives an answer another value. Error: ErrNoResponses.
//
// PUT /v2/survey/responses
func (s *Service) UpdateResponse(ctx context.Context, responseID int64, r UpdateResponseRequest,
	opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opUpdateResponse,
		capillary.Input{Query: responseQuery{responseID}, Body: r, Sent: sent.ID(responseID)}, opts...)
}

// UpdateResponseRequest is what an answer is to become. The value is required.
type UpdateResponseRequest struct {
	FieldValue string `json:"fieldValue"`
}

// Validate refuses an answer without a value.
func (r UpdateResponseRequest) Validate() error {
	if r.FieldValue == "" {
		return capillary.Invalid("fieldValue", "it is empty")
	}
	return nil
}

// responseQuery names an answer.
type responseQuery struct {
	ResponseID int64 `url:"responseId"`
}

// Validate refuses an answer that is none.
func (q responseQuery) Validate() error {
	if q.ResponseID <= 0 {
		return capillary.Invalid("responseId", "no answer is named")
	}
	return nil
}

// Response returns an answer by its id. Error: ErrNoResponses.
//
// GET /v2/survey/responses/{responseId}
func (s *Service) Response(ctx context.Context, responseID int64, _ ResponseOptions, opts ...capillary.RequestOption) (*Response, error) {
	return capillary.Call[*Response](ctx, s.client, opResponse, capillary.Input{Path: []string{segment(responseID)}}, opts...)
}

// ResponseOptions are the options of Response, of which none is documented yet.
type ResponseOptions struct{}
