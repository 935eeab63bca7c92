package capillary_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestAnIdentifierIsReadFromTheBodiesThatTheAPIDocuments(t *testing.T) {
	for body, want := range map[string]capillary.Identifier{
		`{"mobile": "919740000000"}`:                              capillary.Mobile("919740000000"),
		`{"mobile": 919740000000}`:                                capillary.Mobile("919740000000"),
		`{"external_id": "L-77", "mobile": ""}`:                   capillary.ExternalID("L-77"),
		`{"externalId": "L-77"}`:                                  capillary.ExternalID("L-77"),
		`{"card_number": "99", "firstname": "Asha"}`:              capillary.CardNumber("99"),
		`{"email": "asha@example.org", "mobile": "919740000000"}`: capillary.Mobile("919740000000"),
		`{"id": "34897", "mobile": "919740000000"}`:               capillary.UserID(34897),
		`{"user_id": "no number", "email": "asha@example.org"}`:   capillary.Email("asha@example.org"),
		`{"identifierType": "wechat", "identifierValue": "o7", "source": "WECHAT", "accountId": "wc-1"}`: capillary.WeChat("o7").In(capillary.SourceWeChat, "wc-1"),
		`{"identifierName": "cardnumber", "identifierValue": 99}`:                                        capillary.CardNumber("99"),
		`{}`:   {},
		`null`: {},
	} {
		var who capillary.Identifier
		require.NoError(t, json.Unmarshal([]byte(body), &who), body)
		assert.True(t, want == who, body)
		kept, err := json.Marshal(who)
		require.NoError(t, err)
		var back capillary.Identifier
		require.NoError(t, json.Unmarshal(kept, &back))
		assert.True(t, who == back, "kept as JSON and read back: %s", body)
	}
	for _, body := range []string{`"919740000000"`, `[]`, `{"mobile": {"value": "919740000000"}}`, `{"type": "mobile", "value": true}`, `{"mobile": "1", "source": 7`} {
		var who capillary.Identifier
		err := json.Unmarshal([]byte(body), &who)
		require.Error(t, err, body)
		assert.NotContains(t, err.Error(), "919740000000")
	}
}

func TestAnIdentifierInABodyStandsInTheSpellingOfTheVersion(t *testing.T) {
	type body struct {
		Customer capillary.Identifier `json:"customer,omitzero"`
	}
	for path, spelled := range map[string]string{"/v2/badges": "externalId", "/v1.1/badge/earn": "external_id"} {
		op := capillary.Operation{Name: "badge.Earn", Method: http.MethodPost, Path: path}
		for want, who := range map[string]capillary.Identifier{
			`{"customer":{"` + spelled + `":"L-77"}}`: capillary.ExternalID("L-77"),
			`{"customer":{"id":7}}`:                   capillary.UserID(7),
			`{}`:                                      {},
		} {
			query := ""
			if path[:5] == "/v1.1" {
				query = "format=json"
			}
			wiretest.Run(t, []wiretest.Exchange{{Name: path + want, Method: http.MethodPost, Path: path, Query: query, Body: want, Reply: `{}`, WantErr: capillary.ErrOutcomeUnknown,
				Call: func(ctx context.Context, c *capillary.Client) (any, error) {
					return capillary.Call[map[string]any](ctx, c, op, capillary.Input{Body: body{who}})
				}}})
		}
	}
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		op := capillary.Operation{Name: "badge.Earn", Method: http.MethodPost, Path: "/v2/badges"}
		_, err := capillary.Call[map[string]any](ctx, c, op, capillary.Input{Body: body{capillary.Mobile("919740000000").In(capillary.SourceLine, "ln-1")}})
		return err
	})
}

func TestADayThatTheCalendarDoesNotHaveIsRefusedByTheNameOfItsField(t *testing.T) {
	impossible := capillary.Day{Year: 2026, Month: time.February, Day: 30}
	op := capillary.Operation{Name: "badge.Earn", Method: http.MethodPost, Path: "/v2/badges"}
	for field, in := range map[string]capillary.Input{
		"start_date": {Query: struct {
			StartDate capillary.Day `url:"start_date,omitempty"`
		}{impossible}},
		"badges[1].from": {Body: struct {
			Badges []map[string]capillary.Day `json:"badges"`
		}{[]map[string]capillary.Day{{"from": {Year: 2026, Month: 3, Day: 1}}, {"from": impossible}}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := capillary.Call[map[string]any](ctx, c, op, in)
			return err
		})
	}
}

func TestACodeOfOneVersionMatchesItsCallsOnly(t *testing.T) {
	var table capillary.Operations
	v1 := table.Define(capillary.Operation{Name: "surface.GetV1", Method: http.MethodGet, Path: "/v1.1/surface/get", Safety: capillary.Read, Envelope: capillary.V1})
	v2 := table.Define(capillary.Operation{Name: "surface.Get", Method: http.MethodGet, Path: "/v2/surface", Safety: capillary.Read})
	of := func(op capillary.Operation) error {
		return &capillary.Error{Operation: op.Name + "[3]", Issues: []capillary.Issue{{Code: 682}}, Outcome: capillary.OutcomeRefused}
	}
	assert.ErrorIs(t, of(v1), capillary.CodeV1(682))
	assert.NotErrorIs(t, of(v2), capillary.CodeV1(682))
	assert.ErrorIs(t, of(v2), capillary.CodeV2(682))
	assert.NotErrorIs(t, of(v1), capillary.CodeV2(682))
	assert.ErrorIs(t, of(v1), capillary.Code(682), "the number alone matches both")
	assert.ErrorIs(t, of(v1), capillary.CodeIn(682, "surface.Get", "surface.GetV1"))
	assert.NotErrorIs(t, of(v1), capillary.CodeIn(682, "surface.Get"), "a name that begins as another is another")
	assert.NotErrorIs(t, of(v1), capillary.CodeIn(683, "surface.GetV1"))
	assert.NotErrorIs(t, of(v1), capillary.CodeExcept(682, "surface.Get", "surface.GetV1"))
	assert.ErrorIs(t, of(v1), capillary.CodeExcept(682, "surface.Get"))
	assert.NotErrorIs(t, of(v1), capillary.CodeExcept(683, "surface.Get"))
	assert.Contains(t, capillary.CodeV1(682).Error(), "682")
	assert.Equal(t, capillary.Code(682), capillary.CodeV1(682).Code())
}
