package short_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/short"
)

func TestAShortListIsSortedAndEqualsStayInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for n := range 40 {
		type pair struct{ key, came int }
		list := make([]pair, n)
		for i := range list {
			list[i] = pair{r.IntN(8), i}
		}
		want := slices.Clone(list)
		compare := func(a, b pair) int { return a.key - b.key }
		slices.SortStableFunc(want, compare)
		short.Sort(list, compare)
		assert.Equal(t, want, list)
	}
}
