package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// Bill is what events of bills have in common. Amounts are in the currency of the bill.
type Bill struct {
	TransactionID       int64               `json:"transactionId"`
	BillNumber          string              `json:"billNumber"`
	BillClientID        string              `json:"billClientId"`
	BillType            string              `json:"billType"` // such as REGULAR
	BillDate            Date                `json:"billDate" lenient:"also=billDateInMillis"`
	Amount              decimal.Decimal     `json:"amount"`
	GrossAmount         decimal.Decimal     `json:"grossAmount"`
	Discount            decimal.Decimal     `json:"discount" lenient:"also=Discount"` // the tables write it with a capital
	CurrencyCode        string              `json:"currencyCode"`                     // ISO 4217
	LineItemCount       int64               `json:"lineItemCount"`
	DeliveryStatus      string              `json:"deliveryStatus"`
	OutlierStatus       string              `json:"outlierStatus"`
	EnteredAt           time.Time           `json:"enteredAt"`
	EnteredBy           EnteredBy           `json:"enteredBy"`
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"` // empty where nobody is behind the bill
	CustomFields        []KeyValue          `json:"customFields"`
	ExtendedFields      []KeyValue          `json:"extendedFields"`
}

// TransactionAdded tells that a bill was added. It has no line items: read the transaction.
type TransactionAdded struct {
	Event `json:"-"`
	Bill
}

func (TransactionAdded) eventName() string { return "transactionAdded" }

// TransactionUpdated tells that a bill was changed, but not what: read the transaction.
type TransactionUpdated struct {
	Event `json:"-"`
	Bill
}

func (TransactionUpdated) eventName() string { return "transactionUpdated" }

// NotInterestedBillAdded tells that a bill was added whose customer did not want to be known.
type NotInterestedBillAdded struct {
	Event `json:"-"`
	Bill
}

func (NotInterestedBillAdded) eventName() string { return "notInterestedBillAdded" }

// RetroBillAdded tells that a bill without a customer was given one later.
type RetroBillAdded struct {
	Event `json:"-"`
	Bill
}

func (RetroBillAdded) eventName() string { return "retroBillAdded" }

// TransactionRejected tells that a bill was refused.
type TransactionRejected struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	EventDateTime       Date                `json:"eventDateTime" lenient:"also=eventDateTimeInMillis"`
	BillNumber          string              `json:"billNumber"`
	RejectionType       string              `json:"rejectionType"` // such as OPEN
	RejectionDetails    []Rejection         `json:"rejectionDetails"`
	RetrialCount        int64               `json:"retrialCount"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
}

func (TransactionRejected) eventName() string { return "transactionRejected" }

// RejectedTransactionRetrigger tells that a refused bill was tried again.
type RejectedTransactionRetrigger struct {
	Event `json:"-"`

	CustomerIdentifiers         CustomerIdentifiers `json:"customerIdentifiers"`
	EventDateTime               Date                `json:"eventDateTime" lenient:"also=eventDateTimeInMillis"`
	BillNumber                  string              `json:"billNumber"`
	RejectionType               string              `json:"rejectionType"` // such as FIXED
	RejectionDetailsOnRetrigger []Rejection         `json:"rejectionDetailsOnRetrigger"`
	RetrialCount                int64               `json:"retrialCount"`
	RetriggerID                 int64               `json:"retriggerId"`
	TriggeringActivity          TriggeringActivity  `json:"triggeringActivity"`
}

func (RejectedTransactionRetrigger) eventName() string { return "rejectedTransactionRetrigger" }

// Rejection is why a bill was refused.
type Rejection struct {
	RejectionReason string `json:"rejectionReason"` // a response code
	ReasonDetails   string `json:"reasonDetails"`
}
