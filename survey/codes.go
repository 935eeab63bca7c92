package survey

import "github.com/capillary-go/sdk/capillary"

// Surveys, their questions and answers.
const (
	ErrInvalidSurveyID           = capillary.Code(9001) // the id of the survey is invalid
	ErrInvalidExternalRefID      = capillary.Code(9006) // no survey has this id of the vendor
	ErrExternalRefIDTaken        = capillary.Code(9008) // a survey has this id of the vendor
	ErrNoSurveys                 = capillary.Code(9003) // there is no such survey
	ErrInvalidQuestionID         = capillary.Code(9002) // the id of the question is invalid
	ErrInvalidQuestionExternalID = capillary.Code(9011) // no question has this id of the vendor
	ErrQuestionExists            = capillary.Code(9010) // a question has this id of the vendor
	ErrQuestionTwice             = capillary.Code(9012) // two questions of the request have the same id of the vendor
	ErrQuestionsNotAdded         = capillary.Code(9007) // the questions could not be added
	ErrNoQuestions               = capillary.Code(9004) // there are no such questions
	ErrNoResponses               = capillary.Code(9005) // there are no such answers
)
