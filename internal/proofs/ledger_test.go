package proofs

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

// Whatever is done in whatever order, the fake's ledger stays a ledger: no balance is ever negative, the entries add up to the
// balance, points that are transferred are neither made nor lost, and no redemption gives back more than it took. What the
// SDK is told agrees with it.
func TestTheLedgerKeepsItsInvariantsOverRandomSequences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fake := capillarytest.NewServer()
		defer fake.Close()
		client := fake.Client(capillary.WithoutRateLimits(), capillary.WithMaxRetries(0))
		defer client.CloseIdleConnections()
		l := &ledgerMachine{fake: fake, points: points.New(client), bills: transaction.New(client)}
		for i := range 3 {
			mobile := fmt.Sprintf("44770090000%d", i)
			id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ida", Mobile: mobile, Points: 300})
			l.people = append(l.people, person{id, mobile})
		}
		t.Repeat(map[string]func(*rapid.T){
			"redeem":   l.redeem,
			"reverse":  l.reverse,
			"transfer": l.transfer,
			"buy":      l.buy,
			"return":   l.takeBack,
			"":         l.check,
		})
	})
}

type person struct {
	id     int64
	mobile string
}

type ledgerMachine struct {
	fake   *capillarytest.Server
	points *points.Service
	bills  *transaction.Service
	people []person

	references int
	redeemed   []redemption
	bought     []purchase
}

type redemption struct {
	who    person
	id     string
	points decimal.Decimal
}

type purchase struct {
	who    person
	number string
	amount decimal.Decimal
}

func (l *ledgerMachine) someone(t *rapid.T) person { return rapid.SampledFrom(l.people).Draw(t, "who") }

func amount(t *rapid.T, most int) decimal.Decimal {
	return decimal.New(rapid.Int64Range(1, int64(most)*10).Draw(t, "amount"), -1)
}

// moved is how a balance changed by a call: by all of it, or, where the API refused, not at all.
func (l *ledgerMachine) moved(t *rapid.T, who person, by decimal.Decimal, call func() error) error {
	before := l.fake.Balance(who.id)
	err := call()
	if err != nil {
		if capillary.MayHaveHappened(err) {
			t.Fatalf("no doubt can arise here: %v", err)
		}
		by = decimal.Zero
	}
	if after := l.fake.Balance(who.id); !after.Sub(before).Equal(by) {
		t.Fatalf("the balance went from %s to %s, not by %s: %v", before, after, by, err)
	}
	return err
}

func (l *ledgerMachine) redeem(t *rapid.T) {
	who, n := l.someone(t), amount(t, 250)
	l.references++
	err := l.moved(t, who, n.Neg(), func() error {
		r, err := l.points.Redeem(t.Context(), points.RedeemRequest{Customer: capillary.UserID(who.id), Points: n, TransactionNumber: "bill",
			ExternalReference: fmt.Sprintf("ref-%d", l.references), SkipOTPValidation: true})
		if err == nil {
			l.redeemed = append(l.redeemed, redemption{who, r.RedemptionID, n})
		}
		return err
	})
	if err != nil && !n.GreaterThan(l.fake.Balance(who.id)) {
		t.Fatalf("%s points of %s were refused: %v", n, l.fake.Balance(who.id), err)
	}
}

func (l *ledgerMachine) reverse(t *rapid.T) {
	if len(l.redeemed) == 0 {
		return
	}
	i := rapid.IntRange(0, len(l.redeemed)-1).Draw(t, "redemption")
	r := l.redeemed[i]
	err := l.moved(t, r.who, r.points, func() error {
		_, err := l.points.Reverse(t.Context(), points.ReverseRequest{Customer: capillary.UserID(r.who.id), RedemptionID: r.id})
		return err
	})
	if err == nil {
		again := l.moved(t, r.who, decimal.Zero, func() error {
			_, err := l.points.Reverse(t.Context(), points.ReverseRequest{Customer: capillary.UserID(r.who.id), RedemptionID: r.id})
			return err
		})
		if !errors.Is(again, capillary.ErrDuplicate) {
			t.Fatalf("a redemption was reversed twice: %v", again)
		}
	}
}

func (l *ledgerMachine) transfer(t *rapid.T) {
	from, to, n := l.someone(t), l.someone(t), amount(t, 200)
	if from == to {
		return
	}
	sum := l.fake.Balance(from.id).Add(l.fake.Balance(to.id))
	_ = l.moved(t, from, n.Neg(), func() error {
		_, err := l.points.Transfer(t.Context(), points.TransferRequest{From: capillary.UserID(from.id), To: capillary.UserID(to.id), Points: n})
		return err
	})
	if now := l.fake.Balance(from.id).Add(l.fake.Balance(to.id)); !now.Equal(sum) {
		t.Fatalf("a transfer made or lost points: %s before, %s after", sum, now)
	}
}

func (l *ledgerMachine) buy(t *rapid.T) {
	who, n := l.someone(t), amount(t, 900)
	l.references++
	b := transaction.Bill{Type: transaction.TypeRegular, BillNumber: fmt.Sprintf("bill-%d", l.references), BillAmount: n, BillingDate: time.Now()}
	if _, err := l.bills.Add(t.Context(), capillary.Mobile(who.mobile), b, transaction.AddOptions{}); err != nil {
		t.Fatalf("a bill was refused: %v", err)
	}
	if _, err := l.bills.Add(t.Context(), capillary.Mobile(who.mobile), b, transaction.AddOptions{}); !errors.Is(err, capillary.ErrDuplicate) {
		t.Fatalf("a bill was added twice: %v", err)
	}
	l.bought = append(l.bought, purchase{who, b.BillNumber, n})
}

func (l *ledgerMachine) takeBack(t *rapid.T) {
	if len(l.bought) == 0 {
		return
	}
	p := rapid.SampledFrom(l.bought).Draw(t, "purchase")
	_, _ = l.bills.Add(t.Context(), capillary.Mobile(p.who.mobile), transaction.Bill{Type: transaction.TypeReturn, ReturnType: transaction.ReturnAmount,
		BillNumber: p.number, BillAmount: amount(t, 900), PurchaseTime: time.Now()}, transaction.AddOptions{})
}

func (l *ledgerMachine) check(t *rapid.T) {
	for _, who := range l.people {
		sum := decimal.Zero
		for _, e := range l.fake.Ledger(who.id) {
			if e.Balance.IsNegative() {
				t.Fatalf("the ledger of %d fell to %s by %s", who.id, e.Balance, e.Event)
			}
			sum = sum.Add(e.Points)
		}
		if balance := l.fake.Balance(who.id); balance.IsNegative() || !sum.Equal(balance) {
			t.Fatalf("the entries of %d add up to %s, the balance is %s", who.id, sum, balance)
		}
		for _, r := range l.fake.Redemptions(who.id) {
			if r.Reversed.GreaterThan(r.Points) || r.Reversed.IsNegative() {
				t.Fatalf("redemption %s of %s points gave back %s", r.ID, r.Points, r.Reversed)
			}
		}
	}
	for _, b := range l.fake.Bills() {
		if b.Returned.GreaterThan(b.Amount) {
			t.Fatalf("of bill %s over %s, %s was returned", b.Number, b.Amount, b.Returned)
		}
	}
}
