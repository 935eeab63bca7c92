package transaction

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// lookUp is how a doubt about a purchase is settled: by its number. There is none for returns, which carry the number of
// what is returned.
func (s *Service) lookUp(who capillary.Identifier, b Bill, opts []capillary.RequestOption) func(context.Context) (capillary.Found, error) {
	if b.Type != TypeRegular && b.Type != TypeNotInterested {
		return nil
	}
	o := GetOptionsV1{Number: b.BillNumber, Type: b.Type, UserID: true}
	opts = append(slices.Clip(opts), capillary.WithMeta(new(capillary.Meta))) // the caller's is for the call itself
	m := match{bill: b, who: who, began: time.Now()}
	return func(ctx context.Context) (capillary.Found, error) {
		batch, err := s.GetV1(ctx, o, opts...)
		if errors.Is(err, ErrNumberNotFound) || errors.Is(err, ErrInvalidNumber) || errors.Is(err, ErrReturnNoMatch) {
			return capillary.Found{}, nil
		}
		if err != nil {
			return capillary.Found{}, err
		}
		return m.among(batch.Values()), nil
	}
}

// match tells a bill that was sent from others with its number.
type match struct {
	bill  Bill
	who   capillary.Identifier
	began time.Time
}

// among is the verdict on the transactions that have the number. Two that could be the bill prove nothing.
func (m match) among(all []TransactionV1) capillary.Found {
	var same []TransactionV1
	numbered := 0
	for _, t := range all {
		if t.Number != m.bill.BillNumber {
			continue
		}
		numbered++
		if m.is(t) {
			same = append(same, t)
		}
	}
	if len(same) == 1 && numbered == 1 {
		return capillary.Found{Happened: true, Result: &Saved{CreatedID: same[0].ID}}
	}
	return capillary.Found{Conflict: numbered > 0}
}

func (m match) is(t TransactionV1) bool {
	amount := t.Amount
	if m.bill.AddWithLocalCurrency {
		amount = t.LocalCurrency.Amount
	}
	return strings.EqualFold(string(t.Type), string(m.bill.Type)) && amount.Equal(m.bill.BillAmount) &&
		m.isOf(t.Customer) && m.isAt(t.BillingTime)
}

// isOf compares the customer, where the reply has the identifier that the bill came with.
func (m match) isOf(c CustomerV1) bool {
	if m.bill.Type.anonymous() {
		return true
	}
	value := m.who.Value()
	switch m.who.NameV1() {
	case "id":
		return c.UserID == 0 || value == strconv.FormatInt(c.UserID, 10)
	case "mobile":
		return strings.HasSuffix(c.Mobile, strings.TrimPrefix(value, "+")) // the API puts the country code before it
	case "email":
		return strings.EqualFold(c.Email, value)
	case "external_id":
		return c.ExternalID == value
	}
	return true
}

// isAt compares the time, to the second. An organisation can be set up to store the clock of the bill and drop its offset.
func (m match) isAt(at time.Time) bool {
	want := m.bill.BillingDate
	if want.IsZero() {
		return at.After(m.began.AddDate(0, 0, -1)) // a day leaves room for doubts about zones
	}
	clock := time.Date(want.Year(), want.Month(), want.Day(), want.Hour(), want.Minute(), want.Second(), 0, at.Location())
	return at.Sub(want).Abs() <= time.Second || at.Sub(clock).Abs() <= time.Second
}
