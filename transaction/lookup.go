package transaction

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/lenient"
)

// SettleAdd finds out what became of a purchase whose outcome was unknown at a moment, by its number: in another process, after
// a restart, from a job. since is the Since of the capillary.OutcomeUnknownError, or the time when the program stopped; who and b
// are what Add was given.
//
// It was added if number, type, amount, customer and date are those of the bill. That no transaction has the number counts as
// not added only from the settle time after since on (capillary.WithSettleTime). Something else under the number, a number that
// came back changed, or two that could be the bill are a Conflict. Returns can't be looked up: they carry the number of what is
// returned.
//
// GET /v1.1/transaction/get
func (s *Service) SettleAdd(ctx context.Context, who capillary.Identifier, b Bill, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*Saved], error,
) {
	if err := first(checkNumber("billNumber", b.BillNumber), canBeSettled(b.Type)); err != nil {
		return capillary.Reconciliation[*Saved]{}, capillary.InvalidFor(opAdd.Name, err)
	}
	return capillary.Settle[*Saved](ctx, s.client, opAdd.Name, since, s.lookUp(who, b, since, opts), opts...)
}

// SettleAddBulk is SettleAdd for AddBulk, also where the batch was partly done: give it the bills whose items are unknown. Each
// item of the result says what became of its bill: done, not executed, or unknown, as returns stay.
//
// GET /v1.1/transaction/get, for each bill
func (s *Service) SettleAddBulk(ctx context.Context, bills []BulkBill, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*capillary.Batch[Added]], error,
) {
	if !slices.ContainsFunc(bills, func(b BulkBill) bool { return canBeSettled(b.Bill.Type) == nil }) {
		return capillary.Reconciliation[*capillary.Batch[Added]]{}, capillary.InvalidFor(opAddBulk.Name, errTypes)
	}
	return capillary.Settle[*capillary.Batch[Added]](ctx, s.client, opAddBulk.Name, since, s.lookUpBulk(bills, since, opts), opts...)
}

// SettleAddV1 is SettleAddBulk for AddV1.
//
// GET /v1.1/transaction/get, for each bill
func (s *Service) SettleAddV1(ctx context.Context, r RequestV1[BillV1], since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*capillary.Batch[SavedV1]], error,
) {
	if !canBeSettledV1(r) {
		return capillary.Reconciliation[*capillary.Batch[SavedV1]]{}, capillary.InvalidFor(opAddV1.Name, errTypes)
	}
	return capillary.Settle[*capillary.Batch[SavedV1]](ctx, s.client, opAddV1.Name, since, s.lookUpV1(opAddV1, r, since, opts), opts...)
}

// SettleAddWithLocalCurrencyV1 is SettleAddBulk for AddWithLocalCurrencyV1.
//
// GET /v1.1/transaction/get, for each bill
func (s *Service) SettleAddWithLocalCurrencyV1(ctx context.Context, r RequestV1[BillV1], since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*capillary.Batch[SavedV1]], error,
) {
	op := opAddWithLocalCurrencyV1
	if !canBeSettledV1(r) {
		return capillary.Reconciliation[*capillary.Batch[SavedV1]]{}, capillary.InvalidFor(op.Name, errTypes)
	}
	return capillary.Settle[*capillary.Batch[SavedV1]](ctx, s.client, op.Name, since, s.lookUpV1(op, r, since, opts), opts...)
}

// errTypes says that no bill can be looked up.
var errTypes = capillary.Invalid("type", "only purchases can be looked up: returns carry the number of what is returned")

// canBeSettled refuses what can't be looked up. Without a type a purchase is looked for, as the API does.
func canBeSettled(t Type) error {
	if (match{bill: Bill{Type: t, BillNumber: "1"}}).canBeFound() {
		return nil
	}
	return errTypes
}

func canBeSettledV1(r RequestV1[BillV1]) bool {
	return slices.ContainsFunc(r.Transactions, func(b BillV1) bool { return canBeSettled(Type(strings.ToUpper(string(b.Type)))) == nil })
}

type lookUp = func(context.Context) (capillary.Found, error)

// lookUp is how a doubt about a purchase is settled: by its number. There is none for returns, which carry the number of
// what is returned.
func (s *Service) lookUp(who capillary.Identifier, b Bill, began time.Time, opts []capillary.RequestOption) lookUp {
	m := match{bill: b, who: who, began: began}
	if !m.canBeFound() {
		return nil
	}
	return func(ctx context.Context) (capillary.Found, error) {
		t, found, err := s.find(ctx, m, opts)
		if found.Happened {
			found.Result = &Saved{CreatedID: t.ID, CustomerInfo: CustomerInfo{FirstName: t.Customer.FirstName, LastName: t.Customer.LastName}}
		}
		return found, err
	}
}

func (s *Service) lookUpBulk(bills []BulkBill, began time.Time, opts []capillary.RequestOption) lookUp {
	all := make([]match, len(bills))
	for n, b := range bills {
		all[n] = match{bill: b.Bill, who: b.Customer, began: began}
	}
	return lookUpEach(s, opAddBulk.Name, all, opts, func(n int, t *TransactionV1) Added {
		who := customerOf(bills[n].Customer, "", "")
		return Added{EntityID: t.ID, Result: AddedBill{IdentifierType: who.IdentifierType, IdentifierValue: who.IdentifierValue,
			Source: who.Source, AccountID: who.AccountID, Type: t.Type, BillNumber: t.Number, BillAmount: t.Amount, GrossAmount: gross(t),
			Discount: discount(t), BillingDate: t.BillingTime, Note: t.Notes, DeliveryStatus: t.DeliveryStatus, OutlierStatus: t.OutlierStatus}}
	})
}

func (s *Service) lookUpV1(op capillary.Operation, r RequestV1[BillV1], began time.Time, opts []capillary.RequestOption) lookUp {
	all := make([]match, len(r.Transactions))
	for n, b := range r.Transactions {
		all[n] = match{who: b.who(), began: began, bill: Bill{Type: Type(strings.ToUpper(string(b.Type))), BillNumber: b.Number,
			BillAmount: b.Amount, BillingDate: b.BillingTime, AddWithLocalCurrency: op.Name == opAddWithLocalCurrencyV1.Name}}
	}
	return lookUpEach(s, op.Name, all, opts, func(_ int, t *TransactionV1) SavedV1 {
		return SavedV1{ID: t.ID, Number: t.Number, Type: t.Type, DeliveryStatus: t.DeliveryStatus, OutlierStatus: t.OutlierStatus, Source: t.Source,
			Store: t.Store, BillingTime: t.BillingTime, Amount: capillary.Tell(t.Amount), GrossAmount: gross(t), Discount: discount(t), Notes: t.Notes,
			CustomFields: t.CustomFields, ExtendedFields: t.ExtendedFields,
			Customer: LoyaltyV1{UserID: t.Customer.UserID, Mobile: t.Customer.Mobile, Email: t.Customer.Email, ExternalID: t.Customer.ExternalID,
				Firstname: t.Customer.FirstName, Lastname: t.Customer.LastName, Source: t.Customer.Source}}
	})
}

// gross is the gross amount, which stored transactions lack at times; then the discount says nothing either.
func gross(t *TransactionV1) (amount capillary.Told[decimal.Decimal]) {
	if !t.GrossAmount.IsZero() {
		amount = capillary.Tell(t.GrossAmount)
	}
	return amount
}

func discount(t *TransactionV1) (amount capillary.Told[decimal.Decimal]) {
	if !t.GrossAmount.IsZero() {
		amount = capillary.Tell(t.Discount)
	}
	return amount
}

// lookUpEach looks up the bills of a batch one by one, and puts together what was found. It is nil if none can be looked up.
func lookUpEach[T any](s *Service, operation string, all []match, opts []capillary.RequestOption, result func(int, *TransactionV1) T) lookUp {
	if !slices.ContainsFunc(all, match.canBeFound) {
		return nil
	}
	return func(ctx context.Context) (capillary.Found, error) {
		items := make([]capillary.Found, len(all))
		var answered bool
		var failed error
		for n, m := range all {
			f := &items[n]
			switch {
			case !m.canBeFound():
				f.Err = errNoLookUp
			case m.isTwiceIn(all):
				f.Conflict = true
			default:
				var t TransactionV1
				if t, *f, f.Err = found(s.find(ctx, m, opts)); f.Happened {
					f.Result = result(n, &t)
				}
				answered, failed = answered || f.Err == nil, errors.Join(failed, f.Err)
			}
		}
		if !answered && failed != nil {
			return capillary.Found{}, failed
		}
		return capillary.FoundBatch[T](operation, items), nil
	}
}

// found keeps the error beside what was found.
func found(t TransactionV1, f capillary.Found, err error) (TransactionV1, capillary.Found, error) {
	f.Err = err
	return t, f, err
}

var (
	errNoLookUp      = errors.New("transaction: a return can't be looked up")
	errNotConclusive = errors.New("transaction: the reply does not tell whether the bill was added")
)

// find asks for the transactions with the number of a bill.
func (s *Service) find(ctx context.Context, m match, opts []capillary.RequestOption) (TransactionV1, capillary.Found, error) {
	var meta capillary.Meta // the caller's is for the call itself
	o := GetOptionsV1{Number: m.bill.BillNumber, Type: m.kind(), UserID: true}
	batch, err := s.GetV1(ctx, o, append(capillary.Aside(opts), capillary.WithMeta(&meta))...)
	switch {
	case m.isNowhere(batch, err):
		return TransactionV1{}, capillary.Found{}, nil
	case err != nil:
		return TransactionV1{}, capillary.Found{}, err
	case !listedFully(meta.Body, len(batch.Items)):
		return TransactionV1{}, capillary.Found{}, errNotConclusive
	}
	t, found := m.among(batch.Values())
	if !found.Happened && !found.Conflict && (len(meta.Drift) > 0 || len(batch.Items) > 0) {
		return t, found, errNotConclusive // other transactions are no answer: the number was ignored, or these were not readable
	}
	return t, found, nil
}

// isNowhere reports whether the API says of this number, and says nothing but, that no transaction has it. ErrInvalidNumber and
// ErrReturnNoMatch do not say so.
func (m match) isNowhere(batch *capillary.Batch[TransactionV1], err error) bool {
	var e *capillary.Error
	if !errors.As(err, &e) || !capillary.RefusedWith(err, ErrNumberNotFound) {
		return false
	}
	for _, code := range e.Codes() {
		if code != ErrNumberNotFound && code != allFailed {
			return false
		}
	}
	if batch != nil {
		for i := range batch.Items {
			if t := &batch.Items[i].Value; t.ID != 0 || t.Number != "" && t.Number != m.bill.BillNumber {
				return false
			}
		}
	}
	return true
}

// allFailed is the code of a v1.1 call all of whose items failed; they say why.
const allFailed capillary.Code = 500

// listedFully reports whether the list was there, with as many transactions as the reply counts.
func listedFully(body []byte, rows int) bool {
	var doc struct {
		Response struct {
			Status struct {
				Total json.RawMessage `json:"total"`
			} `json:"status"`
			Transactions struct {
				Count       json.RawMessage `json:"count"`
				Total       json.RawMessage `json:"total"`
				Transaction json.RawMessage `json:"transaction"`
			} `json:"transactions"`
		} `json:"response"`
	}
	d := lenient.NewDecoder(body, time.UTC)
	defer d.Release()
	d.DecodeInto(&doc)
	if d.End() != nil {
		return false
	}
	list := strings.TrimSpace(string(doc.Response.Transactions.Transaction))
	count := strings.Trim(strings.TrimSpace(string(doc.Response.Transactions.Count)), `" `)
	if rows == 0 && (counts(doc.Response.Transactions.Total) || counts(doc.Response.Status.Total)) { // there are some, and they are not here
		return false
	}
	return (strings.HasPrefix(list, "[") || strings.HasPrefix(list, "{")) && (count == "" || count == "null" || count == strconv.Itoa(rows))
}

// counts reports whether a count says that there is anything.
func counts(raw json.RawMessage) bool {
	count := strings.Trim(strings.TrimSpace(string(raw)), `" `)
	return count != "" && count != "null" && count != "0"
}

// match tells a bill that was sent from others with its number.
type match struct {
	bill  Bill
	who   capillary.Identifier
	began time.Time
}

func (m match) canBeFound() bool {
	return (m.kind() == TypeRegular || m.kind() == TypeNotInterested) && m.bill.BillNumber != ""
}

// kind is the type that is looked for: without one the API looks for purchases.
func (m match) kind() Type {
	if m.bill.Type == "" {
		return TypeRegular
	}
	return m.bill.Type
}

// isTwiceIn reports whether the batch has several bills with this number.
func (m match) isTwiceIn(all []match) bool {
	times := 0
	for _, other := range all {
		if envelope.SameKey(other.bill.BillNumber, m.bill.BillNumber) {
			times++
		}
	}
	return times > 1
}

// among is the verdict on the transactions that have the number. Two that could be the bill prove nothing, nor does one with
// a number that a server may have changed.
func (m match) among(all []TransactionV1) (t TransactionV1, found capillary.Found) {
	var same []TransactionV1
	numbered := 0
	for _, t := range all {
		if !envelope.SameKey(t.Number, m.bill.BillNumber) {
			continue
		}
		numbered++
		if m.is(t) {
			same = append(same, t)
		}
	}
	if len(same) == 1 && numbered == 1 {
		return same[0], capillary.Found{Happened: true}
	}
	return t, capillary.Found{Conflict: numbered > 0}
}

func (m match) is(t TransactionV1) bool {
	amount := t.Amount
	if m.bill.AddWithLocalCurrency {
		amount = t.LocalCurrency.Amount
	}
	return t.ID > 0 && t.Number == m.bill.BillNumber && strings.EqualFold(string(t.Type), string(m.kind())) && amount.Equal(m.bill.BillAmount) &&
		m.isOf(t.Customer) && m.isAt(t.BillingTime)
}

// isOf compares the customer, where the reply has the identifier that the bill came with. A mobile number that only ends like
// the customer's is somebody else's, unless the rest is masked.
func (m match) isOf(c CustomerV1) bool {
	if m.bill.Type.anonymous() {
		return true
	}
	value := m.who.Value()
	switch m.who.NameV1() {
	case "id":
		return c.UserID == 0 || value == strconv.FormatInt(c.UserID, 10)
	case "mobile":
		return c.Mobile != "" && strings.TrimLeft(c.Mobile, "+0") == strings.TrimLeft(value, "+0") || envelope.MaskFits(c.Mobile, value)
	case "email":
		return strings.EqualFold(c.Email, value) || envelope.MaskFits(c.Email, value)
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
