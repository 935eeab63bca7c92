package capillary_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// walk reads a list to its end, or to its hundredth row.
func walk(t *testing.T, from int64, fetch func(offset int64) (*capillary.Page[int64], error)) (rows []int64, last error) {
	t.Helper()
	for row, err := range capillary.All(from, fetch) {
		if err != nil {
			assert.NoError(t, last, "an error is the end")
			assert.Zero(t, row)
			last = err
			continue
		}
		require.NoError(t, last, "nothing comes after an error")
		if rows = append(rows, row); len(rows) == 100 {
			return rows, last
		}
	}
	return rows, last
}

// numbers is a page with the rows from the one number up to the other, and a total.
func numbers(from, to, total int64) *capillary.Page[int64] {
	p := &capillary.Page[int64]{Pagination: capillary.Pagination{Total: total}}
	for n := from; n < to; n++ {
		p.Items = append(p.Items, n)
	}
	return p
}

func TestAllGivesEachRowOnceWhateverTheTotalsSay(t *testing.T) {
	const rows = 10
	for name, test := range map[string]struct {
		size  func(offset int64) int64 // rows of a page
		total func(offset int64) int64
		asked int
	}{
		"a total":                        {three, func(int64) int64 { return rows }, 4},
		"no total":                       {three, func(int64) int64 { return 0 }, 5},
		"a total below one":              {three, func(int64) int64 { return -1 }, 5},
		"a total on the first page only": {three, func(o int64) int64 { return rows * boolean(o == 0) }, 4},
		"a total on later pages only":    {three, func(o int64) int64 { return rows * boolean(o > 0) }, 4},
		"a total that grows":             {three, func(o int64) int64 { return min(o+4, rows) }, 4},
		"a total of the rows before":     {three, func(o int64) int64 { return o }, 5},
		"a total that is too small":      {three, func(int64) int64 { return 4 }, 5},
		"a total that shrinks":           {three, func(o int64) int64 { return rows - o/3 }, 4},
		"pages of one row":               {func(int64) int64 { return 1 }, func(int64) int64 { return 0 }, 11},
		"pages of any length":            {func(o int64) int64 { return 1 + o%4 }, func(int64) int64 { return rows }, 4},
		"a page longer than was asked":   {func(int64) int64 { return rows }, func(int64) int64 { return rows }, 1},
		"all at once, and no total":      {func(int64) int64 { return rows }, func(int64) int64 { return 0 }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			got, err := walk(t, 0, func(offset int64) (*capillary.Page[int64], error) {
				asked++
				return numbers(offset, min(offset+test.size(offset), rows), test.total(offset)), nil
			})
			require.NoError(t, err)
			assert.Equal(t, numbers(0, rows, 0).Items, got)
			assert.Equal(t, test.asked, asked)
		})
	}
}

func three(int64) int64 { return 3 }

func boolean(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func TestAllEndsWithAnErrorWherePagesComeAgain(t *testing.T) {
	for name, test := range map[string]struct {
		page func(fetched int64) (from, to int64)
		rows int // at most, with those that came again
	}{
		"the first, for ever":           {func(int64) (int64, int64) { return 0, 3 }, 3},
		"the last, for ever":            {func(n int64) (int64, int64) { return 3 * min(n, 4), 3*min(n, 4) + 3 }, 15},
		"the first, once it is through": {func(n int64) (int64, int64) { return 3 * (n % 5), 3*(n%5) + 3 }, 48},
		"two in turn":                   {func(n int64) (int64, int64) { return 3 * (n % 2), 3*(n%2) + 3 }, 12},
		"a ring after some others":      {func(n int64) (int64, int64) { return ring(n), ring(n) + 1 }, 40},
	} {
		for _, total := range []int64{0, -1, 1000} {
			fetched := int64(-1)
			got, err := walk(t, 0, func(int64) (*capillary.Page[int64], error) {
				fetched++
				from, to := test.page(fetched)
				return numbers(from, to, total), nil
			})
			assert.ErrorIs(t, err, capillary.ErrSamePage, "%s, total %d", name, total)
			assert.LessOrEqual(t, len(got), test.rows, "%s, total %d", name, total)
		}
	}
}

// ring is 0, 1, …, 6, and then 4, 5, 6 again and again.
func ring(n int64) int64 {
	if n > 6 {
		return 4 + (n-4)%3
	}
	return n
}

func TestAllTellsAnEmptyPageWhereThereAreRows(t *testing.T) {
	fetch := func(total int64) func(int64) (*capillary.Page[int64], error) {
		return func(offset int64) (*capillary.Page[int64], error) {
			return numbers(offset, min(offset+3, 6), total), nil
		}
	}
	got, err := walk(t, 0, fetch(8))
	assert.ErrorIs(t, err, capillary.ErrPageMissing)
	assert.Equal(t, []int64{0, 1, 2, 3, 4, 5}, got)

	got, err = walk(t, 0, func(offset int64) (*capillary.Page[int64], error) {
		return numbers(offset, min(offset+3, 6), 8*boolean(offset < 6)), nil
	})
	assert.ErrorIs(t, err, capillary.ErrPageMissing, "the empty page says nothing of the total, and those before it did")
	assert.Equal(t, []int64{0, 1, 2, 3, 4, 5}, got)

	got, err = walk(t, 0, func(offset int64) (*capillary.Page[int64], error) {
		return numbers(offset, min(offset+3, 6), 8-2*boolean(offset >= 6)), nil
	})
	assert.NoError(t, err, "the list became shorter")
	assert.Len(t, got, 6)

	got, err = walk(t, 90, fetch(8))
	assert.NoError(t, err, "behind the end there is nothing")
	assert.Empty(t, got)
	got, err = walk(t, 0, func(int64) (*capillary.Page[int64], error) { return numbers(0, 0, 0), nil })
	assert.NoError(t, err)
	assert.Empty(t, got)
}

func TestAllBeginsAnewEachTimeAndStopsWhereItIsTold(t *testing.T) {
	fetched := 0
	all := capillary.All(4, func(offset int64) (*capillary.Page[int64], error) {
		fetched++
		return numbers(offset, min(offset+3, 10), 10), nil
	})
	for range 3 {
		fetched = 0
		for row, err := range all {
			require.NoError(t, err)
			if row == 5 {
				break
			}
		}
		assert.Equal(t, 1, fetched)
	}
	var rows []int64
	for row := range all {
		rows = append(rows, row)
	}
	assert.Equal(t, []int64{4, 5, 6, 7, 8, 9}, rows)
}
