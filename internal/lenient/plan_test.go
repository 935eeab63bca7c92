package lenient

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// More types than the table has places, so that some share one, planned by many at the same time.
func TestPlansOfManyTypes(t *testing.T) {
	const types, callers = 1000, 8
	var (
		found [callers][types]*plan
		got   [callers][types]string
		wg    sync.WaitGroup
	)
	for caller := range callers {
		wg.Go(func() {
			for n := range types {
				typ := reflect.ArrayOf(n+1, reflect.TypeFor[int8]())
				found[caller][n] = planOf(typ)
				v := reflect.New(typ)
				d := NewDecoder([]byte(`["1",`+fmt.Sprint(n%100)+`]`), nil)
				d.Decode(v)
				if d.End() == nil && d.Drift() == nil {
					got[caller][n] = fmt.Sprint(v.Elem().Slice(0, min(n+1, 2)))
				}
				d.Release()
			}
		})
	}
	wg.Wait()
	for n := range types {
		want := fmt.Sprintf("[1 %d]", n%100)
		if n == 0 {
			want = "[1]"
		}
		for caller := range callers {
			require.Same(t, found[0][n], found[caller][n], "a type has one plan")
			require.Equal(t, want, got[caller][n], "array of %d", n+1)
			require.Equal(t, reflect.ArrayOf(n+1, reflect.TypeFor[int8]()), found[caller][n].of)
		}
	}
}
