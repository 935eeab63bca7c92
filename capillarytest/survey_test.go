package capillarytest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/survey"
)

// surveys is the SDK's service for a server with a survey that has no questions yet. Replies are decoded strictly.
func surveys(t *testing.T) (*survey.Service, *capillarytest.Server, survey.Identifier) {
	t.Helper()
	server := capillarytest.New(t, still())
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	s := survey.New(client)
	_, err := s.Create(t.Context(), survey.CreateRequest{Title: "After the visit", Source: survey.SourceCapillary, ExternalRefID: "visit-26"})
	require.NoError(t, err)
	return s, server, survey.Identifier{ExternalRefID: "visit-26"}
}

func TestASurveyIsKeptUnderTheVendorsID(t *testing.T) {
	t.Parallel()
	s, _, visit := surveys(t)
	_, err := s.Create(t.Context(), survey.CreateRequest{Title: "Again", Source: survey.SourceCapillary, ExternalRefID: "visit-26"})
	require.ErrorIs(t, err, survey.ErrExternalRefIDTaken)
	_, err = s.Update(t.Context(), visit, survey.UpdateRequest{Title: "The visit"})
	require.NoError(t, err)
	found, err := s.Get(t.Context(), visit, survey.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, "The visit", found.Title)
	assert.Equal(t, survey.SourceCapillary, found.Source)
	byID, err := s.Get(t.Context(), survey.Identifier{ID: found.ID}, survey.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, found, byID)
	_, err = s.Get(t.Context(), survey.Identifier{ID: 9999}, survey.GetOptions{})
	require.ErrorIs(t, err, survey.ErrInvalidSurveyID)
	_, err = s.Update(t.Context(), survey.Identifier{ExternalRefID: "x"}, survey.UpdateRequest{Title: "x"})
	require.ErrorIs(t, err, survey.ErrInvalidExternalRefID)
}

func TestQuestionsBelongToASurvey(t *testing.T) {
	t.Parallel()
	s, _, visit := surveys(t)
	first := survey.QuestionRequest{ExternalID: "q-1", Question: "How was it?", FieldType: survey.FieldStarRating, Tag: survey.TagCSAT}
	second := survey.QuestionRequest{ExternalID: "q-2", Question: "Why?", FieldType: survey.FieldTextArea}
	added, err := s.AddQuestions(t.Context(), visit, []survey.QuestionRequest{first}, survey.AddQuestionsOptions{})
	require.NoError(t, err)
	id := added.Items[0].Value.ID
	_, err = s.LegacyAddQuestions(t.Context(), visit, []survey.QuestionRequest{second, first}, survey.AddQuestionsOptions{})
	require.ErrorIs(t, err, survey.ErrQuestionExists)
	page, err := s.Questions(t.Context(), visit, survey.QuestionsOptions{})
	require.NoError(t, err)
	assert.Len(t, page.Items, 1, "all are added, or none")
	second.ParentID = id
	_, err = s.LegacyAddQuestions(t.Context(), visit, []survey.QuestionRequest{second}, survey.AddQuestionsOptions{})
	require.NoError(t, err)

	_, err = s.UpdateQuestion(t.Context(), id, survey.UpdateQuestionRequest{Question: "How?", IsActive: new(false)})
	require.NoError(t, err)
	for _, read := range []func() (*survey.Question, error){
		func() (*survey.Question, error) { return s.Question(t.Context(), id, survey.QuestionOptions{}) },
		func() (*survey.Question, error) { return s.LegacyQuestion(t.Context(), id, survey.QuestionOptions{}) },
	} {
		q, err := read()
		require.NoError(t, err)
		assert.Equal(t, "How?", q.Question)
		assert.Equal(t, survey.TagCSAT, q.Tag, "what is not sent stays")
		assert.False(t, q.IsActive)
	}
	found, err := s.QuestionID(t.Context(), "q-1", survey.QuestionIDOptions{})
	require.NoError(t, err)
	assert.Equal(t, id, found.ID)
	_, err = s.LegacyQuestionID(t.Context(), "q-9", survey.QuestionIDOptions{})
	require.ErrorIs(t, err, survey.ErrInvalidQuestionExternalID)
	_, err = s.Question(t.Context(), 9999, survey.QuestionOptions{})
	require.ErrorIs(t, err, survey.ErrInvalidQuestionID)
}

func TestAnswersAreToQuestionsOfTheSurvey(t *testing.T) {
	t.Parallel()
	s, server, visit := surveys(t)
	liv := server.AddCustomer(capillarytest.Customer{Mobile: "46700000001"})
	added, err := s.AddQuestions(t.Context(), visit, []survey.QuestionRequest{{ExternalID: "q-1", Question: "How was it?", FieldType: survey.FieldNPS}}, survey.AddQuestionsOptions{})
	require.NoError(t, err)
	answer := survey.ResponseRequest{SurveyQuestionID: added.Items[0].Value.ID, UserID: liv, FormID: 1, TokenID: 2, FieldValue: "9"}
	other := answer
	other.SurveyQuestionID = 9999
	_, err = s.AddResponses(t.Context(), visit, []survey.ResponseRequest{answer, other}, survey.AddResponsesOptions{})
	require.ErrorIs(t, err, survey.ErrInvalidQuestionID)
	kept, err := s.AddResponses(t.Context(), visit, []survey.ResponseRequest{answer}, survey.AddResponsesOptions{})
	require.NoError(t, err)
	require.NoError(t, kept.Err())
	id := kept.Items[0].Value.ID
	_, err = s.UpdateResponse(t.Context(), id, survey.UpdateResponseRequest{FieldValue: "2"})
	require.NoError(t, err)
	read, err := s.Response(t.Context(), id, survey.ResponseOptions{})
	require.NoError(t, err)
	assert.Equal(t, "2", read.FieldValue)
	assert.Equal(t, liv, read.UserID)
	_, err = s.Response(t.Context(), 9999, survey.ResponseOptions{})
	require.ErrorIs(t, err, survey.ErrNoResponses)
}
