package customer

import (
	"errors"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillary"
)

// Bar is why a till must not serve a customer as a member: no points, no coupons, no bill in the customer's name.
type Bar string

// The bars. The zero Bar is none.
const (
	BarMerged   Bar = "merged"   // the account was merged into another one: ask for that one (8069)
	BarDeleted  Bar = "deleted"  // the account was deleted, or is about to be
	BarFraud    Bar = "fraud"    // the customer is marked as a fraud, or as internal
	BarInactive Bar = "inactive" // the account is switched off
)

// MayTransact is the one question of a till after a look-up: may the customer be served? It takes what Get returned, the
// error among it, or the error of any call that was made for the customer, such as a redemption. Ask Get for the customer
// with IncludedFraudDetails.
//
// It is true only where the customer is there and nothing bars it. Where it is false, the bar says why; without a bar the
// error is about something else (nobody has this identifier, no connection), and the question has no answer yet.
func MayTransact(c *Customer, err error) (ok bool, bar Bar) {
	if err != nil {
		return false, barOfError(err)
	}
	if c == nil || c.ID <= 0 && len(c.Profiles) == 0 {
		return false, ""
	}
	for _, w := range c.Warnings {
		if w.Code == ErrMerged {
			return false, BarMerged
		}
	}
	bar = BarOfStatus(c.FraudDetails.Status)
	return bar == "", bar
}

// BarOfStatus is what bars a customer of a status: of StatusRecord.Status, of FraudDetails.Status, or a FraudStatusV1. An
// organisation's own labels are not among them, and a status that nobody documents bars nothing.
func BarOfStatus[S ~string](status S) Bar {
	word := strings.ToUpper(strings.TrimSpace(string(status)))
	switch strings.TrimPrefix(word, "FRAUD_") {
	case "FRAUD", "CONFIRMED", "RECONFIRMED", "INTERNAL":
		return BarFraud
	case "MERGED":
		return BarMerged
	case "DELETED", "PENDING_DELETION":
		return BarDeleted
	case "INACTIVE", "DISABLED", "SUSPENDED", "BLOCKED":
		return BarInactive
	}
	return ""
}

// Bar is what bars the customer by the status that holds now.
func (l *StatusLog) Bar() Bar {
	for _, r := range l.Records {
		if r.IsActive {
			return BarOfStatus(r.Status)
		}
	}
	return ""
}

// barCodes are the response codes that say it, by how the names begin of the operations that get them: numbers mean other things
// elsewhere. Those of a transfer are numbers of HTTP in other calls: 415 is "unsupported media type".
var barCodes = map[string]map[Bar][]capillary.Code{
	"customer.":       {BarMerged: {ErrMerged}, BarDeleted: {ErrDeletedForPII, ErrAddDeletedForPII}, BarFraud: {ErrFraud}},
	"points.":         {BarMerged: {8069}, BarDeleted: {8109}, BarFraud: {809, 820, 3045}},
	"points.Transfer": {BarMerged: {419}, BarFraud: {414, 415, 417}},
	"transaction.":    {BarMerged: {8069}, BarDeleted: {8109}, BarFraud: {618, 820}},
	"coupon.":         {BarMerged: {8069}, BarDeleted: {8109}, BarFraud: {740, 750}},
}

// barOfError goes by the codes of a refusal.
func barOfError(err error) Bar {
	refused := (*capillary.Error)(nil)
	if !errors.As(err, &refused) {
		return ""
	}
	codes := refused.Codes()
	for _, bar := range []Bar{BarMerged, BarDeleted, BarFraud} {
		for operations, all := range barCodes {
			says := func(code capillary.Code) bool { return slices.Contains(codes, code) }
			if strings.HasPrefix(refused.Operation, operations) && slices.ContainsFunc(all[bar], says) {
				return bar
			}
		}
	}
	return ""
}
