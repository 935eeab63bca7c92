package webhook

// CardUpdated tells that a card was changed. It does not say whose it is.
type CardUpdated struct {
	Event `json:"-"`

	CardNumber                 string      `json:"cardNumber"`
	CardType                   string      `json:"cardType"`
	PreviousStatusLabel        string      `json:"previousStatusLabel"`
	CurrentStatusLabel         string      `json:"currentStatusLabel"`
	PreviousStatusChangeReason string      `json:"previousStatusChangeReason"`
	CurrentStatusChangeReason  string      `json:"currentStatusChangeReason"`
	PreviousExtendedFields     []NameValue `json:"previousExtendedFields"`
	CurrentExtendedFields      []NameValue `json:"currentExtendedFields"`
	PreviousCustomFields       []NameValue `json:"previousCustomFields"`
	CurrentCustomFields        []NameValue `json:"currentCustomFields"`
}

func (CardUpdated) eventName() string { return "cardUpdated" }
