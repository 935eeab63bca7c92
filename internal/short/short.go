// Package short sorts short lists. Each type that package slices sorts adds some fifteen thousand bytes to a program.
package short

// Sort sorts a list of some dozens in place, and keeps the order of equals.
func Sort[T any](list []T, compare func(a, b T) int) {
	for i := 1; i < len(list); i++ {
		moving := list[i]
		at := i
		for ; at > 0 && compare(list[at-1], moving) > 0; at-- {
			list[at] = list[at-1]
		}
		list[at] = moving
	}
}
