package survey_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/survey"
)

// A survey with one question, and an answer to it. A survey that the vendor has sent before is no failure.
func ExampleService_AddResponses() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, surveys := context.Background(), survey.New(server.Client())
	liv := server.AddCustomer(capillarytest.Customer{FirstName: "Liv", Mobile: "46700000001"})
	visit := survey.Identifier{ExternalRefID: "visit-26"}

	_, err := surveys.Create(ctx, survey.CreateRequest{Title: "After the visit", Source: survey.SourceCapillary, ExternalRefID: "visit-26"})
	if err != nil && !errors.Is(err, survey.ErrExternalRefIDTaken) {
		fmt.Println(err)
		return
	}
	questions, err := surveys.AddQuestions(ctx, visit, []survey.QuestionRequest{
		{ExternalID: "q-1", Question: "How was it?", FieldType: survey.FieldStarRating, Tag: survey.TagCSAT}}, survey.AddQuestionsOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	answers, err := surveys.AddResponses(ctx, visit, []survey.ResponseRequest{{SurveyQuestionID: questions.Items[0].Value.ID, UserID: liv, FormID: 1, TokenID: 1,
		FieldValue: "5", EntityType: survey.EntityFeedback, ResponseChannel: survey.ChannelEmail}}, survey.AddResponsesOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := surveys.Response(ctx, answers.Items[0].Value.ID, survey.ResponseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.FieldValue, answer.UserID == liv)
	// Output: 5 true
}

// A question is taken out of a survey. Its answers stay.
func ExampleService_UpdateQuestion() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, surveys := context.Background(), survey.New(server.Client())
	created, err := surveys.Create(ctx, survey.CreateRequest{Title: "After the visit", Source: survey.SourceCloudCherry, ExternalRefID: "visit-26"})
	if err != nil {
		fmt.Println(err)
		return
	}
	visit := survey.Identifier{ID: created.ID}
	added, err := surveys.AddQuestions(ctx, visit, []survey.QuestionRequest{{ExternalID: "q-1", Question: "How was it?", FieldType: survey.FieldNPS}}, survey.AddQuestionsOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}

	_, err = surveys.UpdateQuestion(ctx, added.Items[0].Value.ID, survey.UpdateQuestionRequest{Question: "How was it?", IsActive: new(false)})
	if err != nil {
		fmt.Println(err)
		return
	}
	questions, err := surveys.Questions(ctx, visit, survey.QuestionsOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range questions.Items {
		fmt.Println(q.ExternalID, q.IsActive)
	}
	// Output: q-1 false
}
