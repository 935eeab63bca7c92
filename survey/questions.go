package survey

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// AddQuestions adds questions to a survey. Each has an error of its own, such as ErrQuestionExists. A question with the same id of the
// vendor is refused, so a batch whose outcome is unknown can be sent again.
//
// Errors of the call: ErrInvalidSurveyID, ErrInvalidExternalRefID, ErrQuestionExists, ErrQuestionTwice. ErrQuestionsNotAdded leaves open
// whether they were added.
//
// POST /v2/survey/question
func (s *Service) AddQuestions(ctx context.Context, survey Identifier, questions []QuestionRequest, _ AddQuestionsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Question], error) {
	return capillary.Call[*capillary.Batch[Question]](ctx, s.client, opAddQuestions,
		capillary.Input{Query: survey, Body: questionRequests(questions), Sent: questionRequests(questions).ids()}, opts...)
}

// AddQuestionsOptions are the options of AddQuestions, of which none is documented yet.
type AddQuestionsOptions struct{}

// LegacyAddQuestions is AddQuestions at the address that the documentation gave in 2022, for a cluster that does not know the newer one.
//
// POST /v2/survey/questions
func (s *Service) LegacyAddQuestions(ctx context.Context, survey Identifier, questions []QuestionRequest, _ AddQuestionsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Question], error) {
	return capillary.Call[*capillary.Batch[Question]](ctx, s.client, opLegacyAddQuestions,
		capillary.Input{Query: survey, Body: questionRequests(questions), Sent: questionRequests(questions).ids()}, opts...)
}

// QuestionRequest is a question to be added. The type of its field, its text and the vendor's id are required.
type QuestionRequest struct {
	ExternalID   string    `json:"qxnExternalId"` // the vendor's id of the question
	Question     string    `json:"question"`
	FieldType    FieldType `json:"fieldType"`
	FieldOptions string    `json:"fieldOptions,omitzero"` // the choices, mostly a JSON object; not for FieldText and FieldTextArea
	Tag          Tag       `json:"tag,omitzero"`
	ParentID     int64     `json:"parentId"` // the question that this one is a part of, 0 for none
	Params       string    `json:"params,omitzero"`
	BrandWebsite string    `json:"brandWebsite,omitzero"` // listed in 2025
}

// Validate refuses a question without a type, a text or an id.
func (r QuestionRequest) Validate() error {
	switch {
	case r.ExternalID == "":
		return capillary.Invalid("qxnExternalId", "it is empty")
	case r.Question == "":
		return capillary.Invalid("question", "it is empty")
	case r.FieldType == "":
		return capillary.Invalid("fieldType", "it is empty")
	}
	return nil
}

// questionRequests is the body of AddQuestions.
type questionRequests []QuestionRequest

// Validate refuses an empty list and an id that is there twice, and asks each element.
func (all questionRequests) Validate() error {
	if err := validateEach("questions", all); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, r := range all {
		if seen[r.ExternalID] {
			return capillary.Invalid("qxnExternalId", "two questions have the same")
		}
		seen[r.ExternalID] = true
	}
	return nil
}

func (all questionRequests) ids() []string {
	ids := make([]string, len(all))
	for i, r := range all {
		ids[i] = r.ExternalID
	}
	return ids
}

// validateEach refuses an empty list, and asks each element.
func validateEach[T capillary.Validator](name string, all []T) error {
	if len(all) == 0 {
		return capillary.Invalid(name, "there are none")
	}
	for _, one := range all {
		if err := one.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// FieldType is how a question is answered.
type FieldType string

// The documented types. The page of 2022 has some of them with blanks, such as "Multiple Choice" and "Star Rating", and so have replies.
const (
	FieldText           FieldType = "TextBlock"
	FieldTextArea       FieldType = "TextAreaBlock"
	FieldMultipleChoice FieldType = "MultipleChoice"
	FieldCheckboxes     FieldType = "Checkboxes"
	FieldScale          FieldType = "Scale"
	FieldStarRating     FieldType = "StarRating"
	FieldMultiQuestion  FieldType = "multiquestion"
	FieldCallBack       FieldType = "AddCallusback" // the customer asks for a call
	FieldNPS            FieldType = "nps"           // net promoter score
	FieldRadio          FieldType = "Radio"         // in samples only
)

// Tag is what a question is about.
type Tag string

// The documented tags. Samples have them in any case.
const (
	TagNPS      Tag = "Nps" // net promoter score
	TagCSAT     Tag = "CSAT"
	TagComments Tag = "Comments"
	TagFeedback Tag = "Feedback"
)

// Question is a question of a survey.
type Question struct {
	ID            int64             `json:"id" lenient:"also=createdId"`
	ExternalID    string            `json:"qxnExternalId"` // the vendor's id
	Question      string            `json:"question"`
	FieldType     FieldType         `json:"fieldType"`
	FieldOptions  string            `json:"fieldOptions"` // the choices, mostly a JSON object
	Tag           Tag               `json:"tag"`
	ParentID      int64             `json:"parentId"` // the question that this one is a part of, 0 for none
	Params        string            `json:"params"`
	IsActive      bool              `json:"isActive"` // not in replies of AddQuestions
	LastUpdatedOn capillary.Day     `json:"lastUpdatedOn"`
	Warnings      []capillary.Issue `json:"warnings"`
}

// UpdateQuestion changes a question. Errors: ErrInvalidQuestionID, ErrNoQuestions.
//
// PUT /v2/survey/question
func (s *Service) UpdateQuestion(ctx context.Context, questionID int64, r UpdateQuestionRequest,
	opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opUpdateQuestion, capillary.Input{Query: questionQuery{questionID}, Body: r}, opts...)
}

// UpdateQuestionRequest is what a question is to become. Its text is required.
type UpdateQuestionRequest struct {
	Question     string    `json:"question"`
	FieldType    FieldType `json:"fieldType,omitzero"`
	FieldOptions string    `json:"fieldOptions,omitzero"`
	Tag          Tag       `json:"tag,omitzero"`
	Params       *string   `json:"params,omitzero"`       // empty takes them away
	IsActive     *bool     `json:"isActive,omitzero"`     // false removes the question, true brings it back
	BrandWebsite string    `json:"brandWebsite,omitzero"` // listed in 2025
}

// Validate refuses a question without a text.
func (r UpdateQuestionRequest) Validate() error {
	if r.Question == "" {
		return capillary.Invalid("question", "it is empty")
	}
	return nil
}

// questionQuery names a question.
type questionQuery struct {
	QuestionID int64 `url:"questionId"`
}

// Validate refuses a question that is none.
func (q questionQuery) Validate() error {
	if q.QuestionID <= 0 {
		return capillary.Invalid("questionId", "no question is named")
	}
	return nil
}

// Questions lists the questions of a survey, all on one page. Errors: ErrInvalidSurveyID, ErrInvalidExternalRefID, ErrNoQuestions.
//
// GET /v2/survey/questions
func (s *Service) Questions(ctx context.Context, survey Identifier, _ QuestionsOptions, opts ...capillary.RequestOption) (*capillary.Page[Question], error) {
	return capillary.Call[*capillary.Page[Question]](ctx, s.client, opQuestions, capillary.Input{Query: survey}, opts...)
}

// QuestionsOptions are the options of Questions, of which none is documented yet.
type QuestionsOptions struct{}

// Question returns a question by its id. The page of 2025 shows a reply with nothing but the id; LegacyQuestion is documented to return
// all of it. Errors: ErrInvalidQuestionID, ErrNoQuestions.
//
// GET /v2/survey/question
func (s *Service) Question(ctx context.Context, questionID int64, _ QuestionOptions, opts ...capillary.RequestOption) (*Question, error) {
	return capillary.Call[*Question](ctx, s.client, opQuestion, capillary.Input{Query: questionQuery{questionID}}, opts...)
}

// QuestionOptions are the options of Question, of which none is documented yet.
type QuestionOptions struct{}

// LegacyQuestion is Question at the address that the documentation gave in 2022.
//
// GET /v2/survey/questions/{surveyQuestionId}
func (s *Service) LegacyQuestion(ctx context.Context, questionID int64, _ QuestionOptions, opts ...capillary.RequestOption) (*Question, error) {
	return capillary.Call[*Question](ctx, s.client, opLegacyQuestion, capillary.Input{Path: []string{segment(questionID)}}, opts...)
}

// QuestionID finds the id of a question by the vendor's id of it. Error: ErrInvalidQuestionExternalID.
//
// GET /v2/survey/question/lookup/{questionExternalId}
func (s *Service) QuestionID(ctx context.Context, externalID string, _ QuestionIDOptions, opts ...capillary.RequestOption) (*FoundQuestion, error) {
	return capillary.Call[*FoundQuestion](ctx, s.client, opQuestionID, capillary.Input{Path: []string{externalID}}, opts...)
}

// QuestionIDOptions are the options of QuestionID, of which none is documented yet.
type QuestionIDOptions struct{}

// LegacyQuestionID is QuestionID at the address that the documentation gave in 2022, for a cluster that does not know the newer one.
//
// GET /v2/survey/questions/lookup/{questionExternalId}
func (s *Service) LegacyQuestionID(ctx context.Context, externalID string, _ QuestionIDOptions, opts ...capillary.RequestOption) (*FoundQuestion, error) {
	return capillary.Call[*FoundQuestion](ctx, s.client, opLegacyQuestionID, capillary.Input{Path: []string{externalID}}, opts...)
}

// FoundQuestion is a question that an id of the vendor leads to.
type FoundQuestion struct {
	ID       int64             `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"`
}
