package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestRequestsAreListed(t *testing.T) {
	options := customer.ChangeRequestOptions{ChangeType: customer.ChangeEmail, StartDate: capillary.Day{Year: 2024, Month: 3, Day: 1},
		EndDate: capillary.Day{Year: 2024, Month: 4, Day: 1}, StartID: 100, EndID: 200, Limit: 5, Offset: 10,
		SortBy: customer.SortByLastUpdatedOn, SortOrder: customer.Ascending}
	const query = "changeType=EMAIL&startDate=2024-03-01&endDate=2024-04-01&startId=100&endId=200&limit=5&offset=10&sortBy=lastUpdatedOn&sortOrder=ASC"
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "changes of identifiers",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ChangeRequests(ctx, capillary.UserID(7001), options)
			},
			Method: "GET", Path: "/v2/customers/7001/changeRequest", Query: "source=INSTORE&" + query,
			Reply: `{"pagination": {"limit": 5, "offset": 10, "total": 11}, "data": [{"id": 101, "status": "APPROVED",
				"addedBy": {"id": 31, "type": "ADMIN_USER"}, "updatedBy": {"id": 32}, "addedOn": "2024-03-02T09:58:41Z",
				"updatedOn": "2024-03-03T09:58:41Z", "userId": 7001, "changeType": "EMAIL", "changeIdentifiers": {
				"add": [{"type": "EMAIL", "value": "mara@example.org"}], "remove": [{"type": "EMAIL", "value": "old@example.org"}]},
				"comments": "ok", "secUserId": 7002, "oneStep": true}], "warnings": [], "errors": []}`,
			Want: `{"pagination": {"limit": 5, "offset": 10, "total": 11}, "items": [{"id": 101, "status": "APPROVED",
				"addedBy": {"id": 31, "type": "ADMIN_USER"}, "updatedBy": {"id": 32}, "addedOn": "2024-03-02T09:58:41Z",
				"updatedOn": "2024-03-03T09:58:41Z", "userId": 7001, "changeType": "EMAIL", "changeIdentifiers": {
				"add": [{"type": "EMAIL", "value": "mara@example.org"}], "remove": [{"type": "EMAIL", "value": "old@example.org"}]},
				"comments": "ok", "secUserId": 7002, "oneStep": true}]}`,
		},
		{
			Name: "retro transactions, by user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).RetroRequests(ctx, capillary.UserID(7001), customer.RetroRequestOptions{ChangeType: options.ChangeType,
					StartDate: options.StartDate, EndDate: options.EndDate, StartID: 100, EndID: 200, Limit: 5, Offset: 10, SortBy: options.SortBy, SortOrder: options.SortOrder,
					Activity: "a", CardNumber: "card-9", StartLimit: 3, Type: "t"})
			},
			Method: "GET", Path: "/v2/customers/7001/retroRequest", Query: "source=INSTORE&activity=a&cardNumber=card-9&startLimit=3&type=t&" + query,
			Reply: `{"pagination": {"limit": 5, "offset": 10, "total": 11}, "data": [{"id": 5, "status": "REJECTED", "addedBy": {"id": 31},
				"addedByParent": {"id": 30, "type": "STORE"}, "updatedBy": {"id": 32}, "addedOn": "2024-03-02T09:58:41Z",
				"updatedOn": "2024-03-03T09:58:41Z", "userId": 7001, "requestId": 600, "baseType": "RETRO", "reason": "late", "comments": "no",
				"transactionId": 2866, "warnings": [], "reqAdd": true, "oneStep": false}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"id": 5, "status": "REJECTED", "addedBy": {"id": 31}, "addedByParent": {"id": 30, "type": "STORE"},
				"updatedBy": {"id": 32}, "addedOn": "2024-03-02T09:58:41Z", "updatedOn": "2024-03-03T09:58:41Z", "userId": 7001, "requestId": 600,
				"baseType": "RETRO", "reason": "late", "comments": "no", "transactionId": 2866, "reqAdd": true, "oneStep": false}]}`,
		},
		{
			Name: "retro transactions, by external id; there are none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).RetroRequests(ctx, capillary.ExternalID("L-1"), customer.RetroRequestOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/retroRequest", Query: "identifierName=externalId&identifierValue=L-1&source=INSTORE",
			Reply:   `{"data": [], "errors": [{"status": false, "code": 9050, "message": "none"}]}`,
			WantErr: customer.ErrRequestNotFound,
		},
		{
			Name: "goodwill",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).GoodwillRequests(ctx, capillary.UserID(7001),
					customer.GoodwillRequestOptions{RequestID: 600, IsOneStepChange: true, ProgramID: 5, AutoApprove: true})
			},
			Method: "GET", Path: "/v2/customers/7001/goodwillRequest", Query: "requestId=600&is_one_step_change=true&programId=5&autoApprove=true",
			Reply: `{"pagination": {"limit": 10, "offset": 0, "total": 1}, "data": [{"id": 43, "addedBy": {"id": 31}, "enteredBy": {"id": 33},
				"updatedBy": {"id": 32}, "addedOn": "2024-03-02T09:58:41Z", "updatedOn": "2024-03-03T09:58:41Z", "programId": 5, "userId": 7001,
				"requestId": 600, "goodwillType": "POINTS", "goodwillStatus": "APPROVED", "comments": "c", "reason": "r", "approvedValue": "450",
				"updatedComments": "u", "program": {"programId": 5, "programName": "Main", "programDescription": "m",
				"pointsToCurrencyRatio": 0.5, "default": true}, "earningEntityType": "CUSTOMER", "oneStep": true}], "warnings": [], "errors": []}`,
			Want: `{"pagination": {"limit": 10, "total": 1}, "items": [{"id": 43, "addedBy": {"id": 31}, "enteredBy": {"id": 33},
				"updatedBy": {"id": 32}, "addedOn": "2024-03-02T09:58:41Z", "updatedOn": "2024-03-03T09:58:41Z", "programId": 5, "userId": 7001,
				"requestId": 600, "goodwillType": "POINTS", "goodwillStatus": "APPROVED", "comments": "c", "reason": "r", "approvedValue": "450",
				"updatedComments": "u", "program": {"programId": 5, "programName": "Main", "programDescription": "m",
				"pointsToCurrencyRatio": "0.5", "default": true}, "earningEntityType": "CUSTOMER", "oneStep": true}]}`,
		},
	})
}
