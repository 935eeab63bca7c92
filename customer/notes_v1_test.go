package customer_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func notesOf(r customer.NotesRequest, notes ...customer.TakeNoteV1) customer.RequestV1[customer.NotesRequest] {
	r.Notes.Note = notes
	return customer.NewRequestV1(r)
}

func TestNotesAreReadAndTaken(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the notes of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Notes(ctx, capillary.Mobile("919700000009"), customer.NotesOptions{})
			},
			Method: "GET", Path: "/v1.1/customer/notes", Query: "format=json&mobile=919700000009",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "done"}, "customer": {"user_id": "6001", "firstname": "Asad",
				"lastname": "Khan", "mobile": "919700000009", "email": "asad@example.org", "external_id": "", "notes": {"note": {"id": "1",
				"description": "drinks oolong", "added_on": "2026-01-04 15:12:00"}}, "item_status": {"success": "true", "code": "1000", "message": "retrieved"}}}}`,
			Want: `{"customer": {"user_id": 6001, "notes": {"note": [{"id": 1, "description": "drinks oolong", "added_on": "2026-01-04T15:12:00Z"}]}}}`,
		},
		{
			Name: "a customer without notes",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Notes(ctx, capillary.UserID(6001), customer.NotesOptions{})
			},
			Method: "GET", Path: "/v1.1/customer/notes", Query: "format=json&id=6001",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"},
				"customer": {"item_status": {"success": "false", "code": "1028", "message": "none"}}}}`,
			WantErr: customer.ErrNoNotes,
		},
		{
			Name: "one note is added and another replaced",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AddNotes(ctx, notesOf(customer.NotesRequest{Customer: capillary.UserID(6001)},
					customer.TakeNoteV1{Date: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), Description: "drinks sencha"},
					customer.TakeNoteV1{ID: 1, Description: "drank oolong"}), customer.AddNotesOptions{})
			},
			Method: "POST", Path: "/v1.1/customer/notes", Query: "format=json",
			Body: `{"root": {"customer": [{"user_id": 6001, "notes": {"note": [
				{"date": "2026-01-05 09:00:00", "description": "drinks sencha"}, {"id": 1, "description": "drank oolong"}]}}]}}`,
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "done", "total": "1", "success_count": "1"},
				"customer": {"user_id": "6001", "firstname": "Asad", "lastname": "Khan", "mobile": "919700000009", "email": "asad@example.org", "external_id": "A-1",
				"notes": {"note": [{"id": "2", "date": "2026-01-05", "description": "drinks sencha"}, {"id": "1", "date": "2026-01-04", "description": "drank oolong"}]},
				"item_status": {"success": true, "code": 1000, "message": "added", "warnings": {"warning": []}}}}}`,
			Want: `{"items": [{"value": {"user_id": 6001, "notes": {"note": [{"id": 2, "date": "2026-01-05T00:00:00Z"}, {"id": 1}]}}}]}`,
		},
		{
			Name: "no note was saved",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AddNotes(ctx, notesOf(customer.NotesRequest{Customer: capillary.Email("asad@example.org")}, customer.TakeNoteV1{Description: "x"}), customer.AddNotesOptions{})
			},
			Method: "POST", Path: "/v1.1/customer/notes", Query: "format=json",
			Body: `{"root": {"customer": [{"email": "asad@example.org", "notes": {"note": [{"description": "x"}]}}]}}`,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"},
				"customer": {"item_status": {"success": "false", "code": 1037, "message": "not saved"}}}}`,
			WantErr: customer.ErrNotesNotSaved,
		},
	})
	note := customer.TakeNoteV1{Description: "x"}
	for _, wrong := range []struct {
		field   string
		request customer.RequestV1[customer.NotesRequest]
	}{
		{"customer", notesOf(customer.NotesRequest{}, note)},
		{"notes", notesOf(customer.NotesRequest{Customer: capillary.UserID(6001)})},
		{"notes[1].description", notesOf(customer.NotesRequest{Customer: capillary.UserID(6001)}, note, customer.TakeNoteV1{})},
		{"notes[0].description", notesOf(customer.NotesRequest{Customer: capillary.UserID(6001)}, customer.TakeNoteV1{Description: strings.Repeat("é", 256)})},
	} {
		wiretest.Refused(t, wrong.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).AddNotes(ctx, wrong.request, customer.AddNotesOptions{})
			return err
		})
	}
}
