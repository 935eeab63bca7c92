package customer

import (
	"cmp"
	"context"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// Tickets returns the complaints of a customer. Days are those of the cluster's clock.
//
// Deprecated: the API says that tickets are not in use any more, and names nothing in their place. The page is off the site of
// 2026.
//
// GET /v1.1/customer/tickets
func (s *Service) Tickets(ctx context.Context, who capillary.Identifier, o TicketsOptions, opts ...capillary.RequestOption) (*Tickets, error) {
	return capillary.Call[*Tickets](ctx, s.client, opTickets, capillary.Input{Customer: who, Query: o}, opts...)
}

// TicketsOptions are which tickets to return.
type TicketsOptions struct {
	Status       string         `url:"status,omitempty"`     // as the organisation names them
	Priority     TicketPriority `url:"priority,omitempty"`   // of those that the organisation has
	Department   string         `url:"department,omitempty"` // of those that the organisation has
	TicketCode   string         `url:"ticket_code,omitempty"`
	ReportedFrom ReportedFrom   `url:"reported_from,omitempty"`
	Type         TicketType     `url:"type,omitempty"`
	StartDate    capillary.Day  `url:"start_date,omitempty"` // created from this day on
	EndDate      capillary.Day  `url:"end_date,omitempty"`   // created until this day
}

// AddTickets keeps complaints of a customer. A subject that the customer has a ticket for already gives ErrTicketExists,
// which is a capillary.ErrDuplicate.
//
// Deprecated: the API says that tickets are not in use any more, and names nothing in their place. The page is off the site of
// 2026.
//
// POST /v1.1/customer/tickets
func (s *Service) AddTickets(ctx context.Context, r RequestV1[TicketsRequest], _ AddTicketsOptions, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerTicket], error,
) {
	return capillary.Call[*capillary.Batch[CustomerTicket]](ctx, s.client, opAddTickets, capillary.Input{Body: r.body(), Sent: r.sent()}, opts...)
}

// AddTicketsOptions are the options of AddTickets, of which none is documented yet.
type AddTicketsOptions struct{}

// TicketsRequest is a customer with tickets to add.
type TicketsRequest struct {
	Customer capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	Ticket   []TicketRequest      `json:"ticket"`
}

// Validate refuses tickets of nobody, and tickets without a subject.
func (r TicketsRequest) Validate() error {
	return cmp.Or(checkV1(r.Customer), validateEach("ticket", r.Ticket))
}

func (r TicketsRequest) key() string { return identityOf(r.Customer).key() }

func (r TicketsRequest) body() any {
	return struct {
		identityV1
		Ticket []TicketRequest `json:"ticket"`
	}{identityOf(r.Customer), r.Ticket}
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *TicketsRequest) UnmarshalJSON(raw []byte) error {
	type fields TicketsRequest // without the methods
	return outbox.ReadFlat(raw, (*fields)(r), &r.Customer)
}

// TicketRequest is a ticket to add.
type TicketRequest struct {
	Status       string         `json:"status,omitzero"` // as the organisation names them: OPEN, …
	Priority     TicketPriority `json:"priority,omitzero"`
	Department   string         `json:"department,omitzero"` // who takes care of it
	Subject      string         `json:"subject"`             // required
	Message      string         `json:"message,omitzero"`
	TicketCode   string         `json:"ticket_code,omitzero"`
	ReportedFrom ReportedFrom   `json:"reported_from,omitzero"`
	Type         TicketType     `json:"type,omitzero"`
	CustomFields SetFieldsV1    `json:"custom_fields,omitzero"`
}

// Validate refuses a ticket without a subject, which the API answers with ErrTicketSubjectMissing.
func (r TicketRequest) Validate() error {
	if r.Subject == "" {
		return capillary.Invalid("subject", "it is empty")
	}
	return nil
}

// Tickets are the tickets of a customer.
type Tickets struct {
	Customer struct {
		ID         int64  `json:"id"` // user id
		Firstname  string `json:"firstname"`
		Lastname   string `json:"lastname"`
		Email      string `json:"email"`
		Mobile     string `json:"mobile"`
		ExternalID string `json:"external_id"`
		Tickets    struct {
			Ticket []Ticket `json:"ticket"`
		} `json:"tickets"`
		ItemStatus ItemStatusV1 `json:"item_status"`
	} `json:"customer"`
}

// CustomerTicket is a customer with the tickets that were added.
type CustomerTicket struct {
	ID         int64        `json:"id"` // user id
	Email      string       `json:"email"`
	Mobile     string       `json:"mobile"`
	ExternalID string       `json:"external_id"`
	Ticket     []Ticket     `json:"ticket"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// Ticket is a complaint of a customer.
type Ticket struct {
	Code         string         `json:"code"`
	Status       string         `json:"status"` // as the organisation names them: OPEN, …
	Priority     TicketPriority `json:"priority"`
	Department   string         `json:"department"`
	Subject      string         `json:"subject"`
	Message      string         `json:"message"`
	CustomFields FieldsV1       `json:"custom_fields"`
}

// TicketPriority is how urgent a ticket is. Replies have it in capitals.
type TicketPriority string

// The documented priorities.
const (
	TicketLow    TicketPriority = "low"
	TicketMedium TicketPriority = "medium"
	TicketHigh   TicketPriority = "high"
)

// ReportedFrom is where a ticket comes from.
type ReportedFrom string

// The documented origins.
const (
	FromEmail      ReportedFrom = "EMAIL"
	FromInTouch    ReportedFrom = "INTOUCH"
	FromCallCenter ReportedFrom = "CALLCENTER"
	FromClient     ReportedFrom = "CLIENT"
	FromMicrosite  ReportedFrom = "MICROSITE"
	FromSocial     ReportedFrom = "SOCIAL"
)

// TicketType is who a ticket is about.
type TicketType string

// The documented types.
const (
	TicketStore    TicketType = "STORE"
	TicketCustomer TicketType = "CUSTOMER"
)
