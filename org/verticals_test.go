package org_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestVerticalsAreListedAddedAndRemoved(t *testing.T) {
	const body = `{"orgId": 7001, "verticalId": 11, "verticalName": "Apparel", "isActive": true}`
	add := func(ctx context.Context, c *capillary.Client) (any, error) {
		return org.New(c).AddVertical(ctx, org.AddVerticalRequest{OrgID: 7001, VerticalID: 11, VerticalName: "Apparel", IsActive: true})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "all that there are",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).VerticalsMeta(ctx, org.VerticalsOptions{Limit: 2, Offset: 4})
			},
			Method: "GET", Path: "/v2/verticals/meta", Query: "limit=2&offset=4",
			Reply: `{"pagination": {"limit": 2, "offset": 4, "total": 5}, "data": [{"id": 5, "name": "F&B"}], "warnings": [], "errors": []}`,
			Want:  `{"pagination": {"limit": 2, "offset": 4, "total": 5}, "items": [{"id": 5, "name": "F&B"}]}`,
		},
		{
			Name: "those of the organisation",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Verticals(ctx, org.VerticalsOptions{})
			},
			Method: "GET", Path: "/v2/verticals",
			Reply: `{"pagination": {"limit": 10, "offset": 0, "total": 1}, "data": [{"orgId": 7001, "verticalId": 11, "verticalName": "Apparel", "isActive": true}],
				"warnings": [], "errors": []}`,
			Want: `{"items": [{"orgId": 7001, "verticalId": 11, "verticalName": "Apparel", "isActive": true}]}`,
		},
		{Name: "one is added", Call: add, Method: "POST", Path: "/v2/verticals", Body: body, Reply: `{"entity": true, "warnings": []}`, Want: `{"entity": true}`},
		{
			Name: "one that the organisation has is not", Call: add, Method: "POST", Path: "/v2/verticals", Body: body, Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 91032, "message": "mapped"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "one that was perhaps added", Call: add, Method: "POST", Path: "/v2/verticals", Body: body,
			Reply: `{"warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "one is removed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).RemoveVertical(ctx, 11, org.RemoveVerticalOptions{})
			},

			Method: "DELETE", Path: "/v2/verticals/11", Reply: `{"orgId": 7001, "verticalId": 11, "isActive": true, "warnings": []}`,
			Want: `{"orgId": 7001, "verticalId": 11, "isActive": true}`,
		},
		{
			Name: "one that is not there is not",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).RemoveVertical(ctx, 12, org.RemoveVerticalOptions{})
			},

			Method: "DELETE", Path: "/v2/verticals/12", Reply: `{"errors": [{"status": false, "code": 91027, "message": "none"}]}`, WantErr: org.ErrVerticalNotFound,
		},
	})
}

func TestAnAnswerOfNoIsNoVerticalThatWasAdded(t *testing.T) {
	for _, reply := range []string{`{"entity": false, "warnings": []}`, `true`, `{"entity": "Forbidden"}`, `{}`, `{"entity": null, "warnings": []}`} {
		c, _ := wiretest.Serve(t, 0, reply)
		added, err := org.New(c).AddVertical(t.Context(), org.AddVerticalRequest{VerticalID: 11, IsActive: true})
		require.Error(t, err, reply)
		assert.Nil(t, added, reply)
	}
}

func TestNoVerticalIsRefused(t *testing.T) {
	wiretest.Refused(t, "verticalId", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).AddVertical(ctx, org.AddVerticalRequest{OrgID: 7001, IsActive: true})
		return err
	})
	wiretest.Refused(t, "verticalId", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).RemoveVertical(ctx, 0, org.RemoveVerticalOptions{})
		return err
	})
}

func TestAListOfVerticalsThatTellsNoTotalEndsWithAnEmptyPage(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"data": [], "warnings": [], "errors": []}`)
	for range org.New(c).AllVerticals(t.Context(), org.VerticalsOptions{}) {
		t.Error("there is none")
	}
	c, server := wiretest.Serve(t, 0, `{"pagination": {"limit": 10, "offset": 0, "total": 1}, "data": [{"id": 5, "name": "Books"}], "warnings": [], "errors": []}`)
	var names []string
	for v, err := range org.New(c).AllVerticalsMeta(t.Context(), org.VerticalsOptions{}) {
		require.NoError(t, err)
		names = append(names, v.Name)
	}
	assert.Equal(t, []string{"Books"}, names)
	assert.Len(t, server.Arrivals(), 1)
}
