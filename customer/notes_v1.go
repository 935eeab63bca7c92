package customer

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/capillary-go/sdk/capillary"
)

// Notes returns the notes that were taken of a customer. ErrNoNotes: there are none.
//
// GET /v1.1/customer/notes
func (s *Service) Notes(ctx context.Context, who capillary.Identifier, opts ...capillary.RequestOption) (*Notes, error) {
	return capillary.Call[*Notes](ctx, s.client, opNotes, capillary.Input{Customer: who}, opts...)
}

// AddNotes takes notes of a customer; a note with an ID replaces that one. A second call adds them again.
// ErrSomeNotesNotSaved: some were saved. ErrNotesNotSaved: none was.
//
// POST /v1.1/customer/notes
func (s *Service) AddNotes(ctx context.Context, r RequestV1[NotesRequest], opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerNotes], error,
) {
	return capillary.Call[*capillary.Batch[CustomerNotes]](ctx, s.client, opAddNotes, capillary.Input{Body: r, Sent: r.sent()}, opts...)
}

// NotesRequest is a customer, named by one of the identifiers, with notes to add or replace.
type NotesRequest struct {
	Mobile     string      `json:"mobile,omitzero"`
	Email      string      `json:"email,omitzero"`
	ExternalID string      `json:"external_id,omitzero"`
	UserID     int64       `json:"user_id,omitzero"`
	Notes      TakeNotesV1 `json:"notes"`
}

// Validate refuses notes of nobody, and notes that are empty or too long.
func (r NotesRequest) Validate() error {
	if r.UserID == 0 {
		if err := identified(r.Mobile, r.Email, r.ExternalID); err != nil {
			return err
		}
	}
	return validateEach("notes", r.Notes.Note)
}

// TakeNotesV1 are notes to add or replace.
type TakeNotesV1 struct {
	Note []TakeNoteV1 `json:"note"`
}

// TakeNoteV1 is a note to add, or with an ID to replace.
type TakeNoteV1 struct {
	ID          int64     `json:"id,omitzero"`
	Date        time.Time `json:"date,omitzero"` // on the cluster's clock; now if zero
	Description string    `json:"description"`   // required, at most 255 characters
}

const longestNote = 255

// Validate refuses a note that is empty or too long.
func (n TakeNoteV1) Validate() error {
	switch {
	case n.Description == "":
		return capillary.Invalid("description", "it is empty")
	case utf8.RuneCountInString(n.Description) > longestNote:
		return capillary.Invalid("description", "it has more than 255 characters")
	}
	return nil
}

// Notes are the notes of a customer.
type Notes struct {
	Customer CustomerNotes `json:"customer"`
}

// CustomerNotes is a customer with notes.
type CustomerNotes struct {
	UserID     int64  `json:"user_id"`
	Firstname  string `json:"firstname"`
	Lastname   string `json:"lastname"`
	Mobile     string `json:"mobile"`
	Email      string `json:"email"`
	ExternalID string `json:"external_id"`
	Notes      struct {
		Note []Note `json:"note"`
	} `json:"notes"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// Note is a note about a customer.
type Note struct {
	ID          int64     `json:"id"`
	Description string    `json:"description"`
	Date        time.Time `json:"date"`     // in the reply of AddNotes
	AddedOn     time.Time `json:"added_on"` // in the reply of Notes
}
