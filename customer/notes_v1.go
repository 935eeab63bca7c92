package customer

import (
	"cmp"
	"context"
	"time"
	"unicode/utf8"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// Notes returns the notes that were taken of a customer. ErrNoNotes: there are none.
//
// GET /v1.1/customer/notes
func (s *Service) Notes(ctx context.Context, who capillary.Identifier, _ NotesOptions, opts ...capillary.RequestOption) (*Notes, error) {
	return capillary.Call[*Notes](ctx, s.client, opNotes, capillary.Input{Customer: who}, opts...)
}

// NotesOptions are the options of Notes, of which none is documented yet.
type NotesOptions struct{}

// AddNotes takes notes of a customer; a note with an ID replaces that one. A second call adds them again.
// ErrSomeNotesNotSaved: some were saved. ErrNotesNotSaved: none was.
//
// POST /v1.1/customer/notes
func (s *Service) AddNotes(ctx context.Context, r RequestV1[NotesRequest], _ AddNotesOptions, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerNotes], error,
) {
	return capillary.Call[*capillary.Batch[CustomerNotes]](ctx, s.client, opAddNotes, capillary.Input{Body: r.body(), Sent: r.sent()}, opts...)
}

// AddNotesOptions are the options of AddNotes, of which none is documented yet.
type AddNotesOptions struct{}

// NotesRequest is a customer with notes to add or replace.
type NotesRequest struct {
	Customer capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	Notes    TakeNotesV1          `json:"notes"`
}

// Validate refuses notes of nobody, and notes that are empty or too long.
func (r NotesRequest) Validate() error {
	return cmp.Or(checkV1(r.Customer), validateEach("notes", r.Notes.Note))
}

func (r NotesRequest) key() string { return identityOf(r.Customer).key() }

func (r NotesRequest) body() any {
	identity := identityOf(r.Customer)
	user := identity.ID
	identity.ID = 0
	return struct {
		identityV1
		UserID int64       `json:"user_id,omitzero"` // as this endpoint spells it
		Notes  TakeNotesV1 `json:"notes"`
	}{identity, user, r.Notes}
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *NotesRequest) UnmarshalJSON(raw []byte) error {
	type fields NotesRequest // without the methods
	return outbox.ReadFlat(raw, (*fields)(r), &r.Customer)
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
