package webhook

import "github.com/shopspring/decimal"

// CustomerIdentifiers say which customer an event is about. Names and identifiers are there only if the call that caused the
// event had them, or if the webhook is set to add them. An event of a group's points has no customer here: see [EntityInformation].
type CustomerIdentifiers struct {
	CustomerID  int64  `json:"customerId"`
	LoyaltyType string `json:"loyaltyType"` // such as loyalty, in any case
	FirstName   string `json:"firstName"`
	LastName    string `json:"lastName"`

	Instore   Instore        `json:"instore" lenient:"also=Instore"`
	WebEngage SourceAccounts `json:"web_engage"`
	WeChat    SourceAccounts `json:"wechat"`
	Martjack  SourceAccounts `json:"martjack"`
	Facebook  SourceAccounts `json:"facebook"`
	Ecommerce SourceAccounts `json:"ecommerce"`
	Website   SourceAccounts `json:"website"`
	Line      SourceAccounts `json:"line"`
	Tmall     SourceAccounts `json:"tmall"`
	Taobao    SourceAccounts `json:"toabao" lenient:"also=taobao"` // the API spells it so
	JD        SourceAccounts `json:"jd"`
}

// Instore is how the source INSTORE knows a customer.
type Instore struct {
	ID             int64             `json:"id"`
	Mobile         string            `json:"mobile"`
	Email          string            `json:"email"`
	ExternalID     string            `json:"externalId"`
	CardNumber     string            `json:"cardnumber" lenient:"also=card_number"`
	CardExternalID string            `json:"cardexternalid"`
	CardNumbers    []string          `json:"cardNumbers"`
	Cards          map[string]string `json:"cards"` // cardnumber, cardnumber1, … and cardexternalid, cardexternalid1, …
}

// SourceAccounts is how another source knows a customer.
type SourceAccounts struct {
	Accounts []SourceAccount `json:"accounts"`
}

// SourceAccount is an account of a source, such as a page of a brand, and how the customer is known there.
type SourceAccount struct {
	AccountID   string             `json:"accountId"`
	Identifiers []SourceIdentifier `json:"identifiers"`
	Cards       map[string]string  `json:"cards"` // as those of Instore
}

// SourceIdentifier is one identifier of a customer in an account.
type SourceIdentifier struct {
	Type  string `json:"identifierType"` // such as wechatId
	Value string `json:"identifierValue"`
}

// EnteredBy is the till or the user that something was done with. Codes and names are there if the webhook is set to add them.
type EnteredBy struct {
	ID                int64             `json:"id"`
	Till              EnteredTill       `json:"till"`
	Store             EnteredStore      `json:"store"`
	User              EnteredUser       `json:"user"`
	EntityInformation EntityInformation `json:"entityInformation"`
}

// EnteredTill is the till of an [EnteredBy].
type EnteredTill struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// EnteredStore is the store of an [EnteredBy].
type EnteredStore struct {
	Code        string `json:"code"`
	Name        string `json:"name"`
	ExternalID  string `json:"externalId"`
	ExternalID1 string `json:"externalId1"`
	ExternalID2 string `json:"externalId2"`
}

// EnteredUser is the user of an [EnteredBy].
type EnteredUser struct {
	Username string `json:"username"`
}

// EntityInformation says whose points, tier or currencies an event is about.
type EntityInformation struct {
	EntityType EntityType `json:"entityType"`
	EntityID   int64      `json:"entityId"` // of the customer or the group
}

// EntityType is what has points. There may be others.
type EntityType string

// Entity types.
const (
	EntityUser  EntityType = "USER"       // a customer
	EntityGroup EntityType = "USERGROUP2" // a group; the customer who acted is in the EntityInformation of the TriggeringActivity
	EntityTill  EntityType = "TILL"
)

// TriggeringActivity is what caused an event.
type TriggeringActivity struct {
	Name                 string            `json:"name"` // such as TransactionAdd or PointsRedemption, in any case
	RequestID            string            `json:"requestId"`
	Identifiers          []KeyValue        `json:"identifiers"` // such as billId and billNumber; a billId of "-1" or "0" is no bill
	EnteredBy            EnteredBy         `json:"enteredBy" lenient:"also=enteredAt"`
	EntityInformation    EntityInformation `json:"entityInformation"` // who acted
	AdditionalAttributes []KeyValue        `json:"additionalAttributes"`
}

// KeyValue is one of a list of keys with their values.
type KeyValue struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// NameValue is one of a list of names with their values.
type NameValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// UpdatedField is a field that was changed, before and after.
type UpdatedField struct {
	FieldName     string `json:"fieldName"`
	PreviousValue string `json:"previousValue"`
	CurrentValue  string `json:"currentValue"`
	FieldType     string `json:"fieldType"` // such as StandardField or ExtendedField
	Source        string `json:"source"`
	AccountID     string `json:"accountId"`
}

// LoyaltyProgramDetails is the loyalty program of an event.
type LoyaltyProgramDetails struct {
	ID                    int64           `json:"id"`
	Name                  string          `json:"name"`
	IsDefault             bool            `json:"isDefault"`
	PointsToCurrencyRatio decimal.Decimal `json:"pointsToCurrencyRatio"` // what a point is worth, in units of the currency
	Tiers                 []ProgramTier   `json:"tiers"`
}

// ProgramTier is a tier of a program.
type ProgramTier struct {
	TierNumber int64  `json:"tierNumber"` // from 1
	TierName   string `json:"tierName"`
}
