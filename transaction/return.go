package transaction

// ReturnType is what is given back.
type ReturnType string

// The documented types. One bill can't be returned by amount and by line item both (ErrReturnMixedTypes632 and similar codes).
const (
	ReturnFull      ReturnType = "FULL"      // all of the bill
	ReturnAmount    ReturnType = "AMOUNT"    // the amount
	ReturnLineItem  ReturnType = "LINE_ITEM" // the line items that are listed
	ReturnCancelled ReturnType = "CANCELLED" // before it was delivered
)
