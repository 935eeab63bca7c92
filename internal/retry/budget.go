package retry

import "sync/atomic"

// The numbers of the budget: at most about a tenth of extra load on an API that is failing.
const (
	BudgetSize    = 500
	ResendCost    = 5
	TimeoutCost   = 10
	FirstTryBonus = 1
)

// Budget bounds how much all calls of a client resend together. It is full at first.
type Budget struct{ spent atomic.Int64 }

// Take spends n tokens, if there are as many.
func (b *Budget) Take(n int64) bool {
	for {
		spent := b.spent.Load()
		if spent+n > BudgetSize {
			return false
		}
		if b.spent.CompareAndSwap(spent, spent+n) {
			return true
		}
	}
}

// Earn gives a token back: a first try succeeded.
func (b *Budget) Earn() {
	for {
		spent := b.spent.Load()
		if spent == 0 || b.spent.CompareAndSwap(spent, max(0, spent-FirstTryBonus)) {
			return
		}
	}
}
