// Package lead is about leads: customers who are interested in an item, a brand or a category, and whom staff of a store follow up
// until they buy or lose interest. It keeps the lead with its status, the reasons for each change, and the talks with the customer.
// It speaks v2.
//
//	leads := lead.New(client)
//	added, err := leads.Add(ctx, lead.AddRequest{Customer: capillary.Mobile("919740000000"), LeadFor: "sku-221",
//		NextFollowUp: time.Now().AddDate(0, 0, 3)})
//	if err != nil {
//		return err
//	}
//	_, err = leads.UpdateStatus(ctx, added.ID, lead.UpdateStatusRequest{Status: lead.StatusWon, ReasonID: 4})
//	switch {
//	case errors.Is(err, lead.ErrClosed):
//		… // it was won or lost before
//	case err != nil:
//		return err
//	}
//
// What a brand wants to do, and the method for it:
//
//	add a lead                              Add, AddByPost
//	read leads, of a customer or by status  List, All
//	another owner, extended fields          Update
//	another status                          UpdateStatus
//	note a talk with the customer           AddFollowUp
//	talks, changes of the status            FollowUps, StatusLog
//	sub-statuses of the organisation        SubStatuses, AddSubStatus
//	reasons of the organisation             Reasons, AddReasons
package lead

import (
	"net/http"
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }

// segment is an id as a part of a path. What is no id is empty, so that it is refused.
func segment(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// language is the header that asks for values of extended fields in a language.
func language(code string) http.Header {
	if code == "" {
		return nil
	}
	h := http.Header{}
	h.Set("language", code)
	return h
}
