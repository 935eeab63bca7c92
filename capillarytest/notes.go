package capillarytest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (o *org) noteRoutes() routes {
	return routes{
		"GET /v1.1/customer/notes":        o.getNotes,
		"POST /v1.1/customer/notes":       o.writeNote,
		"GET /v1.1/customer/preferences":  o.getPreferences,
		"POST /v1.1/customer/preferences": o.setPreferences,
		"GET /v1.1/customer/tickets":      o.getTickets,
		"POST /v1.1/customer/tickets":     o.addTickets,
	}
}

type note struct {
	id          int64
	description string
	at          time.Time
}

func (o *org) notesObject(c *customer, notes []note) object {
	p := o.profileV1(c)
	list := []object{}
	for _, n := range notes {
		list = append(list, obj("id", quoted(n.id), "description", n.description, "added_on", o.v1Time(n.at)))
	}
	return obj("user_id", quoted(c.id), "firstname", p.firstName, "lastname", p.lastName, "mobile", c.identifier("mobile"),
		"email", c.identifier("email"), "external_id", c.identifier("externalId"), "notes", obj("note", list))
}

func (o *org) getNotes(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		if len(o.of(cu).notes) == 0 {
			return v1Refused(o.notesObject(cu, nil), refuse(1028))
		}
		return v1Done(o.notesObject(cu, o.of(cu).notes), 1000, "Customer note retrieved successfully")
	})
}

// writeNote adds a note, or changes the one whose id is given. The notes are in the item itself or under notes.note; where
// they are in the item, user_id names the customer and id the note.
func (o *org) writeNote(c *call) reply {
	type noteV1 struct {
		ID          text   `json:"id"`
		Date        string `json:"date"`
		Description text   `json:"description"`
	}
	var in struct {
		Root struct {
			Customer list[struct {
				Mobile     text   `json:"mobile"`
				Email      text   `json:"email"`
				ExternalID text   `json:"external_id"`
				UserID     text   `json:"user_id"`
				ID         text   `json:"id"`
				Date       string `json:"date"`
				Text       text   `json:"description"`
				Notes      struct {
					Note list[noteV1] `json:"note"`
				} `json:"notes"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return v1Failed(refuse(400))
	}
	v := in.Root.Customer[0]
	who := whoV1{Mobile: v.Mobile, Email: v.Email, ExternalID: v.ExternalID, UserID: v.UserID}
	notes := v.Notes.Note
	if v.Text != "" {
		notes = append(notes, noteV1{v.ID, v.Date, v.Text})
	} else {
		who.ID = v.ID
	}
	found, no := o.whoV1(who)
	if no != nil {
		return v1One("customer", v1Refused(who.object(), no))
	}
	var written []note
	for _, n := range notes {
		saved, ok := o.saveNote(found, n.ID.int(), string(n.Description), n.Date)
		if !ok {
			return v1One("customer", v1Refused(o.notesObject(found, written), refuse(1036)))
		}
		written = append(written, saved)
	}
	return v1One("customer", v1Done(o.notesObject(found, written), 1000, "Customer notes added/updated successfully"))
}

func (o *org) saveNote(c *customer, id int64, description, date string) (note, bool) {
	if description == "" {
		return note{}, false
	}
	if id != 0 {
		at := slices.IndexFunc(o.of(c).notes, func(n note) bool { return n.id == id })
		if at < 0 {
			return note{}, false
		}
		o.of(c).notes[at].description = description
		return o.of(c).notes[at], true
	}
	n := note{o.next(), description, o.now()}
	if t, ok := o.readV1Time(date); ok {
		n.at = t
	}
	o.of(c).notes = append(o.of(c).notes, n)
	return n, true
}

// Preferences -----------------------------------------------------------------------------------------------------------

func (o *org) getPreferences(c *call) reply {
	return o.eachV1(c, true, func(cu *customer) v1Item {
		if o.of(cu).preferences == nil && o.of(cu).preferredStore == nil {
			return v1Refused(o.identityV1(cu, "user_id"), refuse(1031))
		}
		return v1Done(o.preferencesObject(cu), 200, "Preferences retrieved successfully")
	})
}

func (o *org) preferencesObject(cu *customer) object {
	out := o.identityV1(cu, "user_id").with("custom_fields", obj("field", append([]object{}, o.of(cu).preferences...)))
	if o.of(cu).preferredStore != nil {
		out = out.with("store", o.of(cu).preferredStore)
	}
	return out
}

func (o *org) setPreferences(c *call) reply {
	var in struct {
		Root struct {
			Customer list[struct {
				whoV1
				Store  *struct{ Code, ID text } `json:"store"`
				Custom pairsV1                  `json:"custom_fields"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, v := range in.Root.Customer {
		found, no := o.whoV1(v.whoV1)
		if no != nil {
			items = append(items, v1Refused(v.object(), no))
			continue
		}
		for _, f := range v.Custom.Field {
			o.of(found).prefer(f.Name, string(f.Value))
		}
		if v.Store != nil {
			o.of(found).preferredStore = obj("id", v.Store.ID, "code", v.Store.Code, "name", v.Store.Code, "status", "SUCCESS")
		}
		items = append(items, v1Done(o.preferencesObject(found), 200, "Preferences Updated Successfully"))
	}
	return v1Items("customers", "customer", true, items...)
}

func (t *traits) prefer(name, value string) {
	for n, p := range t.preferences {
		if p.get("name") == name {
			t.preferences[n] = obj("name", name, "value", value)
			return
		}
	}
	t.preferences = append(t.preferences, obj("name", name, "value", value))
}

// Tickets ---------------------------------------------------------------------------------------------------------------

func (o *org) getTickets(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		fields := o.namedV1(cu).with("id", quoted(cu.id), "tickets", obj("ticket", append([]object{}, o.of(cu).tickets...)))
		return v1Done(fields, 1300, "Ticket retrieved successfully")
	})
}

func (o *org) addTickets(c *call) reply {
	type ticketV1 struct {
		Status, Priority, Department, Subject, Message text
		Custom                                         pairsV1 `json:"custom_fields"`
	}
	var in struct {
		Root struct {
			Customer list[struct {
				whoV1
				Ticket list[ticketV1] `json:"ticket"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, v := range in.Root.Customer {
		found, no := o.whoV1(v.whoV1)
		if no != nil {
			items = append(items, v1Refused(v.object(), no))
			continue
		}
		for _, t := range v.Ticket {
			ticket := obj("code", fmt.Sprintf("tk%06d", o.next()), "status", t.Status, "priority", t.Priority, "department", t.Department,
				"subject", t.Subject, "message", t.Message, "custom_fields", fieldsV1(t.Custom.values()))
			items = append(items, o.of(found).addTicket(ticket, o.identityV1(found, "id")))
		}
	}
	return v1Items("customers", "customer", true, items...)
}

func (t *traits) addTicket(ticket, who object) v1Item {
	subject := string(ticket.get("subject").(text))
	switch {
	case subject == "":
		return v1Refused(who, refuse(1303))
	case slices.ContainsFunc(t.tickets, func(have object) bool { return strings.EqualFold(string(have.get("subject").(text)), subject) }):
		return v1Refused(who, refuse(1301))
	}
	t.tickets = append(t.tickets, ticket)
	return v1Done(who.with("ticket", ticket), 1300, "Ticket added successfully")
}
