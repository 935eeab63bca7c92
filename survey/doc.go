// Package survey is about surveys: forms of questions that a brand, or a vendor such as CloudCherry, asks customers, and their answers.
// It keeps what the vendor sends: the survey, its questions and the responses. It speaks v2. The pages of surveys are off the site of
// 2026; the endpoints stay supported.
//
//	surveys := survey.New(client)
//	_, err := surveys.Create(ctx, survey.CreateRequest{Title: "After the visit", Source: survey.SourceCapillary, ExternalRefID: "visit-26"})
//	if err != nil && !errors.Is(err, survey.ErrExternalRefIDTaken) { // it was made before
//		return err
//	}
//	added, err := surveys.AddQuestions(ctx, survey.Identifier{ExternalRefID: "visit-26"}, []survey.QuestionRequest{
//		{ExternalID: "q-1", Question: "How was it?", FieldType: survey.FieldStarRating, Tag: survey.TagCSAT}},
//		survey.AddQuestionsOptions{})
//	if err != nil {
//		return err
//	}
//	for _, question := range added.Values() {
//		… // its id, which answers name
//	}
//
// What a brand wants to do, and the method for it:
//
//	make, change, read a survey   Create, Update, Get
//	add and change questions      AddQuestions, UpdateQuestion
//	read questions                Questions, Question, QuestionID
//	keep answers of customers     AddResponses, UpdateResponse, Response
//	questions at older addresses  LegacyAddQuestions, LegacyQuestion, LegacyQuestionID
//
// Three calls about questions have an older address, which a cluster may know alone: LegacyAddQuestions, LegacyQuestion and
// LegacyQuestionID.
package survey

import (
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }

// segment is an id as a part of a path. What is no id is empty, so that it is refused.
func segment(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
