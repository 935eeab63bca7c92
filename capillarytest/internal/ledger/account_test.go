package ledger

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func TestDebitTakesFirstWhatExpiresFirst(t *testing.T) {
	t.Parallel()
	o := New(people.New(kernel.NewOrg(new(kernel.Defaults())), people.DefaultSources()), []Program{DefaultProgram()})
	a := &Account{}
	e := o.Event("ManualPointsAdjustment", "", kernel.Till{})
	o.Credit(a, e, wire.AmountOf(10), o.YearsFromNow(2), "late")
	o.Credit(a, e, wire.AmountOf(5), o.YearsFromNow(1), "early")
	taken, ok := o.Debit(a, e, wire.AmountOf(6))
	assert.True(t, ok)
	assert.Equal(t, []string{"early", "late"}, []string{taken[0].Kind, taken[1].Kind})
	assert.Equal(t, "9", a.Balance().String())
	assert.Equal(t, "late", a.Lots[0].Kind)
	_, ok = o.Debit(a, e, wire.AmountOf(9.001))
	assert.False(t, ok)
	assert.Equal(t, "15", a.Lifetime.String())
	_, ok = o.Debit(a, e, a.Balance())
	assert.True(t, ok)
	assert.Empty(t, a.Lots)
}
