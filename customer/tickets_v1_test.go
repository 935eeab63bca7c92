package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestTicketsAreReadAndAdded(t *testing.T) {
	ticket := customer.NewRequestV1(customer.TicketsRequest{Customer: capillary.UserID(6001),
		Ticket: []customer.TicketRequest{{Status: "OPEN", Priority: customer.TicketHigh, Department: "TEA", Subject: "cold tea", Message: "It was cold.",
			TicketCode: "K1", ReportedFrom: customer.FromClient, Type: customer.TicketStore,
			CustomFields: customer.SetFieldsV1{Field: []customer.FieldV1{{Name: "table", Value: "4"}}}}}})
	const body = `{"root": {"customer": [{"id": 6001, "ticket": [{"status": "OPEN",
		"priority": "high", "department": "TEA", "subject": "cold tea", "message": "It was cold.", "ticket_code": "K1", "reported_from": "CLIENT", "type": "STORE",
		"custom_fields": {"field": [{"name": "table", "value": "4"}]}}]}]}}`
	add := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).AddTickets(ctx, ticket, customer.AddTicketsOptions{})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the tickets of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Tickets(ctx, capillary.Mobile("919700000009"), customer.TicketsOptions{Status: "OPEN", Priority: customer.TicketLow,
					Department: "TEA", TicketCode: "K1", ReportedFrom: customer.FromEmail, Type: customer.TicketCustomer,
					StartDate: capillary.Day{Year: 2026, Month: 1, Day: 1}, EndDate: capillary.Day{Year: 2026, Month: 2, Day: 1}})
			},
			Method: "GET", Path: "/v1.1/customer/tickets",
			Query: "format=json&mobile=919700000009&status=OPEN&priority=low&department=TEA&ticket_code=K1&reported_from=EMAIL&type=CUSTOMER" +
				"&start_date=2026-01-01&end_date=2026-02-01",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "customer": {"firstname": "Asad", "lastname": "Khan",
				"email": "asad@example.org", "mobile": "919700000009", "external_id": "A-1", "id": "6001", "tickets": {"ticket": {"code": "K1", "status": "OPEN",
				"priority": "LOW", "department": "TEA", "subject": "cold tea", "message": "It was cold.", "custom_fields": {"field": {"name": "table", "value": "4"}}}},
				"item_status": {"success": "true", "code": "1300", "message": "retrieved"}}}}`,
			Want: `{"customer": {"id": 6001, "tickets": {"ticket": [{"code": "K1", "status": "OPEN", "priority": "LOW", "subject": "cold tea",
				"custom_fields": {"field": [{"name": "table", "value": "4"}]}}]}}}`,
		},
		{
			Name: "a ticket is added", Call: add,
			Method: "POST", Path: "/v1.1/customer/tickets", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "customers": {"customer": {"email": "asad@example.org",
				"mobile": "919700000009", "external_id": "A-1", "id": "6001", "ticket": {"code": "K1", "status": "OPEN", "priority": "HIGH", "department": "TEA",
				"subject": "cold tea", "message": "It was cold.", "custom_fields": {"field": {"name": "table", "value": "4"}}},
				"item_status": {"success": "true", "code": "1300", "message": "added"}}}}}`,
			Want: `{"items": [{"value": {"id": 6001, "ticket": [{"code": "K1", "priority": "HIGH"}], "item_status": {"code": 1300}}}]}`,
		},
		{
			Name: "a second ticket with the same subject is a duplicate", Call: add,
			Method: "POST", Path: "/v1.1/customer/tickets", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "false", "code": "500", "message": "all failed"}, "customers": {"customer":
				{"item_status": {"success": "false", "code": "1301", "message": "exists"}}}}}`,
			WantErr: capillary.ErrDuplicate,
		},
	})
	for field, wrong := range map[string]customer.TicketsRequest{
		"customer":          {Ticket: []customer.TicketRequest{{Subject: "cold tea"}}},
		"ticket":            {Customer: capillary.UserID(6001)},
		"ticket[0].subject": {Customer: capillary.UserID(6001), Ticket: []customer.TicketRequest{{Message: "It was cold."}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).AddTickets(ctx, customer.NewRequestV1(wrong), customer.AddTicketsOptions{})
			return err
		})
	}
}
