package storecare

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Notes returns what devices of stores noted about themselves. No parameters are documented.
//
// GET /pages/notes
func (s *Service) Notes(ctx context.Context, _ NotesOptions, opts ...capillary.RequestOption) (*Devices[Note], error) {
	reply, err := capillary.Call[*notesReply](ctx, s.client, opNotes, capillary.Input{}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Notes, err
}

// NotesOptions are the options of Notes, of which none is documented.
type NotesOptions struct{}

// notesReply is where the service has notes.
type notesReply struct {
	Notes Devices[Note] `json:"get_notes"`
}

// Note is what a device noted.
type Note struct {
	ID          string    `json:"_id"`
	NotesID     int64     `json:"notes_id"`
	DeviceID    int64     `json:"deviceId"`
	OrgID       int64     `json:"org_id"`
	Source      string    `json:"source"`
	TillID      int64     `json:"till_id"`
	ZoneID      int64     `json:"zone_id"`
	StoreID     int64     `json:"store_id"`
	StoreName   string    `json:"storeName"`
	Description string    `json:"description"`
	Criticality string    `json:"criticality"` // such as FATAL
	Time        time.Time `json:"time"`
	EntityIUN   string    `json:"entityIUN"` // user name of the till
}
