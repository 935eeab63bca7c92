package customer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) noteRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v1.1/customer/notes":        o.getNotes,
		"POST /v1.1/customer/notes":       o.writeNote,
		"GET /v1.1/customer/preferences":  o.getPreferences,
		"POST /v1.1/customer/preferences": o.setPreferences,
		"GET /v1.1/customer/tickets":      o.getTickets,
		"POST /v1.1/customer/tickets":     o.addTickets,
	}
}

// customerNotes are what was noted about customers.
func customerNotes(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", Owner: "userId", Missing: 1036, Refuse: refuse, Fields: []kept.Field{{Name: "userId"},
		{Name: "description", Kind: kept.Text, Needed: 1036}, {Name: "added_on", Added: kept.NowV1}}})
}

func (o *State) notesObject(c *people.Customer, notes []*kept.Record) wire.Object {
	p := o.ProfileV1(c)
	list := []wire.Object{}
	for _, n := range notes {
		list = append(list, wire.Obj("id", n.Text("id"), "description", n.Get("description"), "added_on", n.Get("added_on")))
	}
	return wire.Obj("user_id", wire.Quoted(c.ID), "firstname", p.FirstName, "lastname", p.LastName, "mobile", c.Identifier("mobile"),
		"email", c.Identifier("email"), "external_id", c.Identifier("externalId"), "notes", wire.Obj("note", list))
}

func (o *State) getNotes(c *kernel.Call) reply.Reply {
	return o.OneV1(c, func(cu *people.Customer) reply.V1Item {
		notes := o.notes.Where("userId", cu.ID)
		if len(notes) == 0 {
			return reply.V1Refused(o.notesObject(cu, nil), refuse(1028))
		}
		return reply.V1Done(o.notesObject(cu, notes), 1000, "Customer note retrieved successfully")
	})
}

// writeNote adds a note, or changes the one whose id is given. The notes are in the item itself or under notes.note; where
// they are in the item, user_id names the customer and id the note.
func (o *State) writeNote(c *kernel.Call) reply.Reply {
	type noteV1 struct {
		ID          wire.Text `json:"id"`
		Date        string    `json:"date"`
		Description wire.Text `json:"description"`
	}
	var in struct {
		Root struct {
			Customer wire.List[struct {
				Mobile     wire.Text `json:"mobile"`
				Email      wire.Text `json:"email"`
				ExternalID wire.Text `json:"external_id"`
				UserID     wire.Text `json:"user_id"`
				ID         wire.Text `json:"id"`
				Date       string    `json:"date"`
				Text       wire.Text `json:"description"`
				Notes      struct {
					Note wire.List[noteV1] `json:"note"`
				} `json:"notes"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return reply.V1Failed(refuse(400))
	}
	v := in.Root.Customer[0]
	who := people.WhoV1{Mobile: v.Mobile, Email: v.Email, ExternalID: v.ExternalID, UserID: v.UserID}
	notes := v.Notes.Note
	if v.Text != "" {
		notes = append(notes, noteV1{v.ID, v.Date, v.Text})
	} else {
		who.ID = v.ID
	}
	found, no := o.WhoV1(who)
	if no != nil {
		return reply.V1One("customer", reply.V1Refused(who.Object(), no))
	}
	var written []*kept.Record
	for _, n := range notes {
		saved, ok := o.saveNote(found, n.ID.Int(), string(n.Description), n.Date)
		if !ok {
			return reply.V1One("customer", reply.V1Refused(o.notesObject(found, written), refuse(1036)))
		}
		written = append(written, saved)
	}
	return reply.V1One("customer", reply.V1Done(o.notesObject(found, written), 1000, "Customer notes added/updated successfully"))
}

func (o *State) saveNote(c *people.Customer, id int64, description, date string) (*kept.Record, bool) {
	text := map[string]any{"userId": c.ID, "description": description}
	if id != 0 {
		found := o.notes.Find("id", id)
		return found, found != nil && found.Int("userId") == c.ID && o.notes.Change(nil, found, text) == nil
	}
	added, no := o.notes.Add(nil, text)
	if t, ok := o.ReadV1Time(date); ok && no == nil {
		added.Set("added_on", o.V1Time(t))
	}
	return added, no == nil
}

// Preferences -----------------------------------------------------------------------------------------------------------

func (o *State) getPreferences(c *kernel.Call) reply.Reply {
	return o.EachV1(c, true, func(cu *people.Customer) reply.V1Item {
		if o.of(cu).preferences == nil && o.of(cu).preferredStore == nil {
			return reply.V1Refused(o.IdentityV1(cu, "user_id"), refuse(1031))
		}
		return reply.V1Done(o.preferencesObject(cu), 200, "Preferences retrieved successfully")
	})
}

func (o *State) preferencesObject(cu *people.Customer) wire.Object {
	out := o.IdentityV1(cu, "user_id").With("custom_fields", wire.Obj("field", append([]wire.Object{}, o.of(cu).preferences...)))
	if o.of(cu).preferredStore != nil {
		out = out.With("store", o.of(cu).preferredStore)
	}
	return out
}

func (o *State) setPreferences(c *kernel.Call) reply.Reply {
	var in struct {
		Root struct {
			Customer wire.List[struct {
				people.WhoV1
				Store  *struct{ Code, ID wire.Text } `json:"store"`
				Custom wire.PairsV1                  `json:"custom_fields"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, v := range in.Root.Customer {
		found, no := o.WhoV1(v.WhoV1)
		if no != nil {
			items = append(items, reply.V1Refused(v.Object(), no))
			continue
		}
		for _, f := range v.Custom.Field {
			o.of(found).prefer(f.Name, string(f.Value))
		}
		if v.Store != nil {
			o.of(found).preferredStore = wire.Obj("id", v.Store.ID, "code", v.Store.Code, "name", v.Store.Code, "status", "SUCCESS")
		}
		items = append(items, reply.V1Done(o.preferencesObject(found), 200, "Preferences Updated Successfully"))
	}
	return reply.V1Items("customers", "customer", true, items...)
}

func (t *traits) prefer(name, value string) {
	for n, p := range t.preferences {
		if p.Get("name") == name {
			t.preferences[n] = wire.Obj("name", name, "value", value)
			return
		}
	}
	t.preferences = append(t.preferences, wire.Obj("name", name, "value", value))
}

// Tickets ---------------------------------------------------------------------------------------------------------------

func (o *State) getTickets(c *kernel.Call) reply.Reply {
	return o.OneV1(c, func(cu *people.Customer) reply.V1Item {
		fields := o.NamedV1(cu).With("id", wire.Quoted(cu.ID), "tickets", wire.Obj("ticket",
			append([]wire.Object{}, o.of(cu).tickets...)))
		return reply.V1Done(fields, 1300, "Ticket retrieved successfully")
	})
}

func (o *State) addTickets(c *kernel.Call) reply.Reply {
	type ticketV1 struct {
		Status, Priority, Department, Subject, Message wire.Text
		Custom                                         wire.PairsV1 `json:"custom_fields"`
	}
	var in struct {
		Root struct {
			Customer wire.List[struct {
				people.WhoV1
				Ticket wire.List[ticketV1] `json:"ticket"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, v := range in.Root.Customer {
		found, no := o.WhoV1(v.WhoV1)
		if no != nil {
			items = append(items, reply.V1Refused(v.Object(), no))
			continue
		}
		for _, t := range v.Ticket {
			ticket := wire.Obj("code", fmt.Sprintf("tk%06d", o.Next()), "status", t.Status, "priority", t.Priority,
				"department", t.Department,
				"subject", t.Subject, "message", t.Message, "custom_fields", wire.FieldsV1(t.Custom.Values()))
			items = append(items, o.of(found).addTicket(ticket, o.IdentityV1(found, "id")))
		}
	}
	return reply.V1Items("customers", "customer", true, items...)
}

func (t *traits) addTicket(ticket, who wire.Object) reply.V1Item {
	subject := string(ticket.Get("subject").(wire.Text))
	switch {
	case subject == "":
		return reply.V1Refused(who, refuse(1303))
	case slices.ContainsFunc(t.tickets, func(have wire.Object) bool {
		return strings.EqualFold(string(have.Get("subject").(wire.Text)), subject)
	}):
		return reply.V1Refused(who, refuse(1301))
	}
	t.tickets = append(t.tickets, ticket)
	return reply.V1Done(who.With("ticket", ticket), 1300, "Ticket added successfully")
}
