// Package survey is surveys with their questions and the answers of customers.
package survey

import (
	"bytes"
	"encoding/json"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource survey.
type State struct {
	*people.Book
	surveys, questions, answers *kept.Records
}

// New makes the resource for an organisation without surveys.
func New(b *people.Book) *State {
	return &State{Book: b, surveys: surveys(b), questions: questions(b), answers: answers(b)}
}

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	9001: "Invalid survey id",
	9002: "Invalid survey question id",
	9003: "No surveys found",
	9005: "No survey responses found",
	9006: "Invalid survey external reference id passed",
	9008: "Survey external reference id already exists",
	9010: "Question external id %v already exists",
	9011: "Invalid survey question external id %v passed for lookup",
	9012: "Duplicate survey question external id %v in request",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource. Questions have two addresses, of 2025 and of 2022.
func (o *State) Routes() kernel.Routes {
	saved := reply.AsCreated("id")
	question := kept.Endpoint{As: reply.AsFlat, By: "?questionId"}
	lookup := kept.Endpoint{As: reply.AsEntityID("id"), By: "{externalId}", Names: "qxnExternalId"}
	find := func(c *kernel.Call) reply.Reply {
		if o.questions.Find("qxnExternalId", c.Param("externalId")) == nil {
			return reply.Refused(refuse(9011, c.Param("externalId")))
		}
		return o.questions.Getting(lookup)(c)
	}
	return kernel.Routes{
		"POST /v2/survey":                              o.surveys.Adding(kept.Endpoint{As: saved}),
		"PUT /v2/survey":                               o.update,
		"GET /v2/survey":                               o.get,
		"POST /v2/survey/question":                     o.addQuestions,
		"POST /v2/survey/questions":                    o.addQuestions,
		"PUT /v2/survey/question":                      o.questions.Changing(kept.Endpoint{As: saved, By: "?questionId"}),
		"GET /v2/survey/question":                      o.questions.Getting(question),
		"GET /v2/survey/questions":                     o.listQuestions,
		"GET /v2/survey/questions/{id}":                o.questions.Getting(kept.Endpoint{As: reply.AsFlat}),
		"GET /v2/survey/question/lookup/{externalId}":  find,
		"GET /v2/survey/questions/lookup/{externalId}": find,
		"POST /v2/survey/responses":                    o.addAnswers,
		"PUT /v2/survey/responses":                     o.answers.Changing(kept.Endpoint{As: saved, By: "?responseId"}),
		"GET /v2/survey/responses/{id}":                o.answers.Getting(kept.Endpoint{As: reply.AsFlat}),
	}
}

// day is the day of a change.
var day kept.Auto = func(o *kernel.Org, _ *kernel.Call) any { return o.DateOnly(o.Now()) }

func surveys(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 300, Missing: 9003, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"externalRefId"}, Code: 9008}}, Fields: []kept.Field{{Name: "id"}, {Name: "brandLogo", Kind: kept.Text},
			{Name: "brandWebsite", Kind: kept.Text}, {Name: "source", Kind: kept.Text, Needed: 400}, {Name: "surveyType", Kind: kept.Text},
			{Name: "title", Kind: kept.Text, Needed: 400}, {Name: "externalRefId", Kind: kept.Text, Needed: 400}, {Name: "lastUpdatedOn", Changed: day}}})
}

func questions(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 400, Missing: 9002, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"qxnExternalId"}, Code: 9010}}, Fields: []kept.Field{{Name: "id"}, {Name: "surveyId", Hidden: true},
			{Name: "qxnExternalId", Kind: kept.Text, Needed: 400}, {Name: "question", Kind: kept.Text, Needed: 400}, {Name: "fieldOptions", Kind: kept.Text},
			{Name: "fieldType", Kind: kept.Text, Needed: 400}, {Name: "tag", Kind: kept.Text}, {Name: "isActive", Kind: kept.Yes, Default: true},
			{Name: "lastUpdatedOn", Changed: day}, {Name: "parentId", Kind: kept.Number, Default: int64(0)}, {Name: "params", Kind: kept.Text, Default: ""}}})
}

func answers(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 100, Owner: "userId", Missing: 9005, Refuse: refuse, Fields: []kept.Field{{Name: "id"},
		{Name: "surveyQuestionId", Kind: kept.Number, Needed: 9002, Wrong: 9002}, {Name: "entityId", Kind: kept.Number, Default: int64(0)},
		{Name: "entityType", Kind: kept.Text}, {Name: "fieldValue", Kind: kept.Text, Needed: 400}, {Name: "formId", Kind: kept.Number},
		{Name: "responseChannel", Kind: kept.Text}, {Name: "userId", Kind: kept.Number, Needed: 400}, {Name: "tokenId", Kind: kept.Number},
		{Name: "lastUpdatedOn", Changed: kept.NowV2}}})
}

// asked finds the survey that a query names.
func (o *State) asked(c *kernel.Call) (*kept.Record, *reply.Refusal) {
	for _, by := range []struct {
		param, field string
		code         int
	}{{"surveyId", "id", 9001}, {"extRefId", "externalRefId", 9006}} {
		if value := c.Value(by.param); value != "" {
			if found := o.surveys.Find(by.field, value); found != nil {
				return found, nil
			}
			return nil, refuse(by.code)
		}
	}
	return nil, refuse(9001)
}

func (o *State) get(c *kernel.Call) reply.Reply {
	found, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(found.Object())
}

func (o *State) update(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	found, no := o.asked(c)
	if no == nil {
		no = o.surveys.Change(c, found, in)
	}
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(wire.Obj("createdId", found.Int("id")))
}

// rows reads a list of objects, with their numbers as they are written.
func rows(c *kernel.Call) ([]map[string]any, *reply.Refusal) {
	var in []map[string]any
	d := json.NewDecoder(bytes.NewReader(c.Body))
	d.UseNumber()
	if d.Decode(&in) != nil || len(in) == 0 {
		return nil, reply.Common.Refuse(400)
	}
	return in, nil
}

// addQuestions adds all questions, or none.
func (o *State) addQuestions(c *kernel.Call) reply.Reply {
	survey, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	in, no := rows(c)
	if no != nil {
		return reply.Refused(no)
	}
	seen := map[string]bool{}
	for _, one := range in {
		id := wire.Quoted(one["qxnExternalId"])
		if seen[id] {
			return reply.Refused(refuse(9012, id))
		}
		seen[id], one["surveyId"] = true, survey.Int("id")
	}
	added, no := o.questions.AddAll(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	out := []wire.Object{}
	for _, r := range added {
		out = append(out, r.Object().Without("isActive", "lastUpdatedOn"))
	}
	return reply.Many(out)
}

func (o *State) listQuestions(c *kernel.Call) reply.Reply {
	survey, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Many(kept.Objects(o.questions.Where("surveyId", survey.Int("id"))))
}

// addAnswers keeps all answers, or none.
func (o *State) addAnswers(c *kernel.Call) reply.Reply {
	survey, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	in, no := rows(c)
	if no != nil {
		return reply.Refused(no)
	}
	for _, one := range in {
		question := o.questions.Find("id", wire.Quoted(one["surveyQuestionId"]))
		if question == nil || question.Int("surveyId") != survey.Int("id") {
			return reply.Refused(refuse(9002))
		}
		if _, no := o.ByID(wire.Quoted(one["userId"])); no != nil {
			return reply.Refused(no)
		}
	}
	added, no := o.answers.AddAll(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Many(kept.Objects(added))
}
