// Package ledger is the points of customers: programs, tiers, lots that expire, and every movement.
package ledger

import (
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/people"
)

// Ledger is the points of all customers, in the programs of the organisation.
type Ledger struct {
	*people.Book
	Programs []Program // the first one is the default one

	accounts   *people.Part[[]*Account]
	nextExpiry time.Time      // of points; zero for none
	sales      map[int64]bool // the ids of all transactions
}

// New makes a ledger without points.
func New(b *people.Book, programs []Program) *Ledger {
	o := &Ledger{Book: b, Programs: programs, sales: map[int64]bool{}}
	o.accounts = people.NewPart(b, o.mergeAccounts)
	b.BeforeCalls(o.Expire)
	return o
}
