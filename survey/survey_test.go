package survey_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/survey"
)

var visit = survey.Identifier{ExternalRefID: "visit-26"}

func TestSurveysAreMadeChangedAndRead(t *testing.T) {
	create := func(ctx context.Context, c *capillary.Client) (any, error) {
		return survey.New(c).Create(ctx, survey.CreateRequest{Title: "After the visit", Source: survey.SourceCapillary, ExternalRefID: "visit-26", SurveyType: "online",
			BrandLogo: "https://example.org/logo.gif", BrandWebsite: "example.org"})
	}
	const body = `{"title": "After the visit", "source": "Capillary", "externalRefId": "visit-26", "surveyType": "online", "brandLogo": "https://example.org/logo.gif",
		"brandWebsite": "example.org"}`
	wiretest.Run(t, []wiretest.Exchange{
		{Name: "one is made", Call: create, Method: "POST", Path: "/v2/survey", Body: body, Reply: `{"createdId": 328, "warnings": []}`, Want: `{"createdId": 328}`},
		{
			Name: "one that the vendor has sent before is not", Call: create, Method: "POST", Path: "/v2/survey", Body: body, Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 9008, "message": "there"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "one without an id was perhaps made", Call: create, Method: "POST", Path: "/v2/survey", Body: body, Reply: `{"createdId": 0, "warnings": []}`,
			WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "one is changed, by the vendor's id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Update(ctx, visit, survey.UpdateRequest{Title: "The visit", BrandLogo: "l", BrandWebsite: "w"})
			},
			Method: "PUT", Path: "/v2/survey", Query: "extRefId=visit-26", Body: `{"title": "The visit", "brandLogo": "l", "brandWebsite": "w"}`,
			Reply: `{"createdId": 328, "warnings": []}`, Want: `{"createdId": 328}`,
		},
		{
			Name: "one is read, by its id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Get(ctx, survey.Identifier{ID: 328}, survey.GetOptions{})
			},
			Method: "GET", Path: "/v2/survey", Query: "surveyId=328",
			Reply: `{"id": 328, "brandLogo": "l", "brandWebsite": "w", "source": "Cloudcherry/Capillary", "surveyType": "Online", "title": "The visit",
				"externalRefId": "visit-26", "lastUpdatedOn": "2026-03-01", "warnings": []}`,
			Want: `{"id": 328, "brandLogo": "l", "brandWebsite": "w", "source": "Cloudcherry/Capillary", "surveyType": "Online", "title": "The visit",
				"externalRefId": "visit-26", "lastUpdatedOn": "2026-03-01"}`,
		},
		{
			Name: "none is there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Get(ctx, visit, survey.GetOptions{})
			},

			Method: "GET", Path: "/v2/survey", Query: "extRefId=visit-26",
			Reply: `{"errors": [{"status": false, "code": 9003, "message": "none"}]}`, WantErr: capillary.ErrNotFound,
		},
	})
}

func TestQuestionsAreAddedChangedAndRead(t *testing.T) {
	asked := []survey.QuestionRequest{
		{ExternalID: "q-1", Question: "How was it?", FieldType: survey.FieldStarRating, FieldOptions: `{"a": "good"}`, Tag: survey.TagCSAT, Params: "p", BrandWebsite: "w"},
		{ExternalID: "q-2", Question: "Why?", FieldType: survey.FieldTextArea, ParentID: 433},
	}
	const body = `[{"qxnExternalId": "q-1", "question": "How was it?", "fieldType": "StarRating", "fieldOptions": "{\"a\": \"good\"}", "tag": "CSAT", "parentId": 0,
		"params": "p", "brandWebsite": "w"}, {"qxnExternalId": "q-2", "question": "Why?", "fieldType": "TextAreaBlock", "parentId": 433}]`
	const added = `{"data": [{"id": 434, "qxnExternalId": "q-2", "question": "Why?", "fieldType": "TextAreaBlock", "parentId": 433, "params": ""},
		{"id": 433, "qxnExternalId": "q-1", "question": "How was it?", "fieldOptions": "{\"a\": \"good\"}", "fieldType": "StarRating", "tag": "CSAT", "parentId": 0, "params": "p"}],
		"warnings": [], "errors": []}`
	const wantAdded = `{"items": [{"value": {"id": 433, "qxnExternalId": "q-1", "fieldOptions": "{\"a\": \"good\"}", "tag": "CSAT", "params": "p"}},
		{"value": {"id": 434, "parentId": 433}}]}`
	const question = `{"id": 433, "qxnExternalId": "q-1", "question": "How was it?", "fieldOptions": "x", "fieldType": "Multiple Choice", "tag": "nps", "isActive": true,
		"lastUpdatedOn": "2026-03-01", "parentId": 0, "params": "", "warnings": []}`
	const wantQuestion = `{"id": 433, "qxnExternalId": "q-1", "fieldType": "Multiple Choice", "tag": "nps", "isActive": true, "lastUpdatedOn": "2026-03-01"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "several are added, each in its place",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).AddQuestions(ctx, visit, asked, survey.AddQuestionsOptions{})
			},
			Method: "POST", Path: "/v2/survey/question", Query: "extRefId=visit-26", Body: body, Reply: added, Want: wantAdded,
		},
		{
			Name: "several are added at the older address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).LegacyAddQuestions(ctx, survey.Identifier{ID: 328}, asked, survey.AddQuestionsOptions{})
			},
			Method: "POST", Path: "/v2/survey/questions", Query: "surveyId=328", Body: body, Reply: added, Want: wantAdded,
		},
		{
			Name: "one that the vendor has sent before is a duplicate",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).AddQuestions(ctx, visit, asked[:1], survey.AddQuestionsOptions{})
			},
			Method: "POST", Path: "/v2/survey/question", Query: "extRefId=visit-26",
			Body: `[{"qxnExternalId": "q-1", "question": "How was it?", "fieldType": "StarRating", "fieldOptions": "{\"a\": \"good\"}", "tag": "CSAT", "parentId": 0,
				"params": "p", "brandWebsite": "w"}]`,
			Reply: `{"errors": [{"status": false, "code": 9010, "message": "there"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "one is changed, and taken away",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).UpdateQuestion(ctx, 433, survey.UpdateQuestionRequest{Question: "How?", FieldType: survey.FieldRadio, FieldOptions: "Good",
					Tag: survey.TagFeedback, Params: new(""), IsActive: new(false), BrandWebsite: "w"})
			},
			Method: "PUT", Path: "/v2/survey/question", Query: "questionId=433",
			Body:  `{"question": "How?", "fieldType": "Radio", "fieldOptions": "Good", "tag": "Feedback", "params": "", "isActive": false, "brandWebsite": "w"}`,
			Reply: `{"createdId": 433, "warnings": []}`, Want: `{"createdId": 433}`,
		},
		{
			Name: "those of a survey are listed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Questions(ctx, visit, survey.QuestionsOptions{})
			},

			Method: "GET", Path: "/v2/survey/questions", Query: "extRefId=visit-26", Reply: `{"data": [` + question + `], "warnings": [], "errors": []}`,
			Want: `{"items": [` + wantQuestion + `]}`,
		},
		{
			Name: "one is read",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Question(ctx, 433, survey.QuestionOptions{})
			},

			Method: "GET", Path: "/v2/survey/question", Query: "questionId=433", Reply: question, Want: wantQuestion,
		},
		{
			Name: "one is read, of which the reply has the id alone",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Question(ctx, 433, survey.QuestionOptions{})
			},

			Method: "GET", Path: "/v2/survey/question", Query: "questionId=433", Reply: `{"createdId": 433, "warnings": []}`, Want: `{"id": 433}`,
		},
		{
			Name: "one is read at the older address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).LegacyQuestion(ctx, 433, survey.QuestionOptions{})
			},
			Method: "GET", Path: "/v2/survey/questions/433", Reply: question, Want: wantQuestion,
		},
		{
			Name: "an id of the vendor leads to one",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).QuestionID(ctx, "q/1", survey.QuestionIDOptions{})
			},
			Method: "GET", Path: "/v2/survey/question/lookup/q%2F1", Reply: `{"entity": 433, "warnings": []}`, Want: `{"entity": 433}`,
		},
		{
			Name: "or does not, at the older address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).LegacyQuestionID(ctx, "q-9", survey.QuestionIDOptions{})
			},
			Method: "GET", Path: "/v2/survey/questions/lookup/q-9", Reply: `{"errors": [{"status": false, "code": 9011, "message": "none"}]}`,
			WantErr: survey.ErrInvalidQuestionExternalID,
		},
	})
}

func answer() survey.ResponseRequest {
	return survey.ResponseRequest{SurveyQuestionID: 433, UserID: 8800012, FormID: 12, TokenID: 7, FieldValue: "very", EntityType: survey.EntityTransaction, EntityID: 71,
		ResponseChannel: survey.ChannelEmail}
}

const answerBody = `{"surveyQuestionId": 433, "userId": 8800012, "formId": 12, "tokenId": 7, "fieldValue": "very", "entityType": "transaction", "entityId": 71,
	"responseChannel": "Email"}`

func TestAnswersAreKeptChangedAndRead(t *testing.T) {
	const kept = `{"id": 146, "surveyQuestionId": 433, "entityId": 71, "entityType": "transaction", "fieldValue": "very", "formId": 12, "responseChannel": "Email",
		"userId": 8800012, "tokenId": 7, "lastUpdatedOn": "2026-03-01T15:18:23+05:30"}`
	add := func(ctx context.Context, c *capillary.Client) (any, error) {
		return survey.New(c).AddResponses(ctx, survey.Identifier{ID: 328}, []survey.ResponseRequest{answer(), answer()}, survey.AddResponsesOptions{})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "several are kept", Call: add, Method: "POST", Path: "/v2/survey/responses", Query: "surveyId=328", Body: `[` + answerBody + `, ` + answerBody + `]`,
			Reply: `{"data": [` + kept + `, ` + kept + `], "warnings": [], "errors": []}`, Want: `{"items": [{"value": ` + kept + `}, {"value": {"id": 146}}]}`,
		},
		{
			Name: "fewer came back than were sent, so nobody knows which are missing", Call: add, Method: "POST", Path: "/v2/survey/responses", Query: "surveyId=328",
			Body: `[` + answerBody + `, ` + answerBody + `]`, Reply: `{"data": [` + kept + `], "warnings": [], "errors": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "one is changed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).UpdateResponse(ctx, 146, survey.UpdateResponseRequest{FieldValue: "not at all"})
			},
			Method: "PUT", Path: "/v2/survey/responses", Query: "responseId=146", Body: `{"fieldValue": "not at all"}`, Reply: `{"createdId": 146, "warnings": []}`,
			Want: `{"createdId": 146}`,
		},
		{
			Name: "one is read",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Response(ctx, 146, survey.ResponseOptions{})
			},

			Method: "GET", Path: "/v2/survey/responses/146", Reply: kept, Want: kept,
		},
		{
			Name: "one is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return survey.New(c).Response(ctx, 147, survey.ResponseOptions{})
			},

			Method: "GET", Path: "/v2/survey/responses/147", Reply: `{"errors": [{"status": false, "code": 9005, "message": "none"}]}`, WantErr: survey.ErrNoResponses,
		},
	})
}

func TestAnAnswerWhoseOutcomeIsUnknownIsNotSentAgain(t *testing.T) {
	c, server := wiretest.Serve(t, http.StatusBadGateway, `<html></html>`)
	_, err := survey.New(c).AddResponses(t.Context(), visit, []survey.ResponseRequest{answer()}, survey.AddResponsesOptions{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}

func TestSurveysThatCanNotBeAreRefused(t *testing.T) {
	question := survey.QuestionRequest{ExternalID: "q", Question: "How?", FieldType: survey.FieldNPS}
	nobody, nothing, unasked := answer(), answer(), answer()
	nobody.UserID, nothing.FieldValue, unasked.SurveyQuestionID = 0, "", 0
	calls := []struct {
		field string
		call  func(context.Context, *survey.Service) error
	}{
		{"title", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Create(ctx, survey.CreateRequest{Source: survey.SourceCapillary, ExternalRefID: "x"})
			return err
		}},
		{"source", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Create(ctx, survey.CreateRequest{Title: "x", ExternalRefID: "x"})
			return err
		}},
		{"externalRefId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Create(ctx, survey.CreateRequest{Title: "x", Source: survey.SourceCapillary})
			return err
		}},
		{"title", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Update(ctx, visit, survey.UpdateRequest{})
			return err
		}},
		{"surveyId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Get(ctx, survey.Identifier{}, survey.GetOptions{})
			return err
		}},
		{"surveyId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Questions(ctx, survey.Identifier{ID: -1}, survey.QuestionsOptions{})
			return err
		}},
		{"questions", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddQuestions(ctx, visit, nil, survey.AddQuestionsOptions{})
			return err
		}},
		{"qxnExternalId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddQuestions(ctx, visit, []survey.QuestionRequest{question, question}, survey.AddQuestionsOptions{})
			return err
		}},
		{"qxnExternalId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddQuestions(ctx, visit, []survey.QuestionRequest{{Question: "How?", FieldType: survey.FieldNPS}}, survey.AddQuestionsOptions{})
			return err
		}},
		{"question", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddQuestions(ctx, visit, []survey.QuestionRequest{question, {ExternalID: "y", FieldType: survey.FieldNPS}}, survey.AddQuestionsOptions{})
			return err
		}},
		{"fieldType", func(ctx context.Context, s *survey.Service) error {
			_, err := s.LegacyAddQuestions(ctx, visit, []survey.QuestionRequest{{ExternalID: "y", Question: "How?"}}, survey.AddQuestionsOptions{})
			return err
		}},
		{"questionId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.Question(ctx, 0, survey.QuestionOptions{})
			return err
		}},
		{"surveyQuestionId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.LegacyQuestion(ctx, 0, survey.QuestionOptions{})
			return err
		}},
		{"questionExternalId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.QuestionID(ctx, "", survey.QuestionIDOptions{})
			return err
		}},
		{"question", func(ctx context.Context, s *survey.Service) error {
			_, err := s.UpdateQuestion(ctx, 1, survey.UpdateQuestionRequest{})
			return err
		}},
		{"responses", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddResponses(ctx, visit, nil, survey.AddResponsesOptions{})
			return err
		}},
		{"userId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddResponses(ctx, visit, []survey.ResponseRequest{answer(), nobody}, survey.AddResponsesOptions{})
			return err
		}},
		{"fieldValue", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddResponses(ctx, visit, []survey.ResponseRequest{nothing}, survey.AddResponsesOptions{})
			return err
		}},
		{"surveyQuestionId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.AddResponses(ctx, visit, []survey.ResponseRequest{unasked}, survey.AddResponsesOptions{})
			return err
		}},
		{"responseId", func(ctx context.Context, s *survey.Service) error {
			_, err := s.UpdateResponse(ctx, 0, survey.UpdateResponseRequest{FieldValue: "x"})
			return err
		}},
		{"fieldValue", func(ctx context.Context, s *survey.Service) error {
			_, err := s.UpdateResponse(ctx, 1, survey.UpdateResponseRequest{})
			return err
		}},
	}
	for _, tt := range calls {
		wiretest.Refused(t, tt.field, func(ctx context.Context, c *capillary.Client) error { return tt.call(ctx, survey.New(c)) })
	}
}
