package survey

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Surveys. The vendor's id of a survey is its key: the API refuses one that exists.
var (
	opCreate = operations.Define(capillary.Operation{Name: "survey.Create", Method: http.MethodPost,
		Path: "/v2/survey", Safety: capillary.Natural,
		Proof: "createdId"})
	opUpdate = operations.Define(capillary.Operation{Name: "survey.Update", Method: http.MethodPut,
		Path: "/v2/survey", Safety: capillary.Replace,
		Proof: "createdId"})
	opGet = operations.Define(capillary.Operation{Name: "survey.Get", Method: http.MethodGet,
		Path: "/v2/survey", Safety: capillary.Read,
		Proof: "id"})
)

// Questions. The vendor's id of a question is its key. Of one question the newer page shows the reply of a change.
var (
	opAddQuestions = operations.Define(capillary.Operation{Name: "survey.AddQuestions", Method: http.MethodPost,
		Path: "/v2/survey/question", Safety: capillary.Natural, Items: "data",
		Proof: "data", Item: capillary.ItemProof{Proof: "id", Key: "qxnExternalId"}})
	opLegacyAddQuestions = operations.Define(capillary.Operation{Name: "survey.LegacyAddQuestions", Method: http.MethodPost,
		Path: "/v2/survey/questions", Safety: capillary.Natural, Items: "data",
		Proof: "data", Item: capillary.ItemProof{Proof: "id", Key: "qxnExternalId"}})
	opUpdateQuestion = operations.Define(capillary.Operation{Name: "survey.UpdateQuestion", Method: http.MethodPut,
		Path: "/v2/survey/question", Safety: capillary.Replace,
		Proof: "createdId"})
	opQuestions = operations.Define(capillary.Operation{Name: "survey.Questions", Method: http.MethodGet,
		Path: "/v2/survey/questions", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opQuestion = operations.Define(capillary.Operation{Name: "survey.Question", Method: http.MethodGet,
		Path: "/v2/survey/question", Safety: capillary.Read,
		Proof: "id|createdId"})
	opLegacyQuestion = operations.Define(capillary.Operation{Name: "survey.LegacyQuestion", Method: http.MethodGet,
		Path: "/v2/survey/questions/{surveyQuestionId}", Safety: capillary.Read,
		Proof: "id"})
	opQuestionID = operations.Define(capillary.Operation{Name: "survey.QuestionID", Method: http.MethodGet,
		Path: "/v2/survey/question/lookup/{questionExternalId}", Safety: capillary.Read,
		Proof: "entity"})
	opLegacyQuestionID = operations.Define(capillary.Operation{Name: "survey.LegacyQuestionID", Method: http.MethodGet,
		Path: "/v2/survey/questions/lookup/{questionExternalId}", Safety: capillary.Read,
		Proof: "entity"})
)

// Responses. No key protects them. One that is changed is named, and gets a value, not a change of it.
var (
	opAddResponses = operations.Define(capillary.Operation{Name: "survey.AddResponses", Method: http.MethodPost,
		Path: "/v2/survey/responses", Safety: capillary.Unsafe, Items: "data",
		Proof: "data", Item: capillary.ItemProof{Proof: "id", Key: "surveyQuestionId"}})
	opUpdateResponse = operations.Define(capillary.Operation{Name: "survey.UpdateResponse", Method: http.MethodPut,
		Path: "/v2/survey/responses", Safety: capillary.Replace,
		Proof: "createdId", Echo: "createdId"})
	opResponse = operations.Define(capillary.Operation{Name: "survey.Response", Method: http.MethodGet,
		Path: "/v2/survey/responses/{responseId}", Safety: capillary.Read,
		Proof: "id"})
)
