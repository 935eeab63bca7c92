package webhook

import "time"

// RequestUpdated tells that a request was decided or changed, such as one to delete a customer or to add a bill. All states of
// a request have one RefID, or none.
type RequestUpdated struct {
	Event `json:"-"`

	RequestID              string              `json:"requestId"`
	RequestTrackingID      int64               `json:"requestTrackingId"`
	RequestType            string              `json:"requestType"`     // such as CUSTOMER or TRANSACTION
	RequestBaseType        string              `json:"requestBaseType"` // such as DELETE
	Status                 string              `json:"status"`          // such as APPROVED, SUCCESS or REJECTED
	Comments               string              `json:"comments"`
	CreatedBy              EnteredBy           `json:"createdBy"`
	UpdatedAt              time.Time           `json:"updatedAt"`
	UpdatedBy              EnteredBy           `json:"updatedBy"`
	UpdatedFields          []UpdatedField      `json:"updatedFields"`
	CustomerIdentifiers    CustomerIdentifiers `json:"customerIdentifiers"`
	CustomerID             int64               `json:"customerId"` // in the form that has no CustomerIdentifiers
	AssociatedEntityFields []RequestField      `json:"associatedEntityFields"`
}

func (RequestUpdated) eventName() string { return "requestUpdated" }

// RequestField is a field of what a request is about.
type RequestField struct {
	FieldName  string `json:"fieldName"`
	FieldValue string `json:"fieldValue"`
}

// RequestWorkflowEvent tells that a request that people have to approve moved on.
type RequestWorkflowEvent struct {
	Event `json:"-"`

	RequestID            string            `json:"requestId"`
	RequestType          string            `json:"requestType"` // such as GOODWILL_POINTS
	RequesterID          int64             `json:"requesterId"`
	CheckerID            int64             `json:"checkerId"`
	PreviousRequestState string            `json:"previousRequestState"`
	CurrentRequestState  string            `json:"currentRequestState"` // such as AdminTask, approved, rejected or failed
	UpdateTime           time.Time         `json:"updateTime"`
	Reason               string            `json:"reason"`
	Comment              string            `json:"comment"`
	RequestAttributes    RequestAttributes `json:"requestAttributes"`
}

func (RequestWorkflowEvent) eventName() string { return "requestWorkflowEvent" }

// RequestAttributes is the call that waits for approval.
type RequestAttributes struct {
	QueryParams map[string]any `json:"queryParams"`
	Body        map[string]any `json:"body"`
}
