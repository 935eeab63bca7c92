package main

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAllChangesOfAFileAreWrittenIntoOneSource(t *testing.T) {
	const source = `// Package room is an example.
package room

func least(a, b int, strict bool) (n int, ok bool) {
	if a < b && !strict {
		n = a
		return n, true
	}
	switch {
	case a == b:
		n++
	}
	for n > 10 {
		c := n
		n -= c
	}
	return
}
`
	const want = `// Package room is an example.
package room; import "github.com/capillary-go/sdk/internal/proofs/mutate/mutant"

func least(a, b int, strict bool) (n int, ok bool) {
	if mutant.Not(5, mutant.Swap(6, func() bool { return mutant.Swap(7, func() bool { return a < b }, func() bool { return a <= b }) && !strict }, func() bool { return mutant.Swap(7, func() bool { return a < b }, func() bool { return a <= b }) || !strict })) {
		if mutant.Keep(8) { n = a }
		return n, mutant.Not(9, true)
	}
	switch {
	case mutant.Not(10, mutant.Swap(12, func() bool { return a == b }, func() bool { return a != b })):
		if mutant.Keep(11) { n++ }
	}
	for mutant.Not(13, mutant.Swap(14, func() bool { return n > 10 }, func() bool { return n >= 10 })) {
		c := n
		if mutant.Keep(15) { n -= c }
	}
	return
}
`
	got, changes, err := rewrite("room/least.go", []byte(source), 5)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	require.Len(t, changes, 11)
	assert.Equal(t, change{"room/least.go", 5, "not: a < b && !strict"}, changes[0])
	assert.Equal(t, change{"room/least.go", 6, "without: n = a"}, changes[3])
	assert.Equal(t, change{"room/least.go", 13, ">= for >: n > 10"}, changes[9])
	_, err = parser.ParseFile(token.NewFileSet(), "", got, 0)
	assert.NoError(t, err)
}

func TestAFileWithoutChangesStaysAsItIs(t *testing.T) {
	const source = "package room\n\nconst size = 3\n"
	got, changes, err := rewrite("room/size.go", []byte(source), 0)
	require.NoError(t, err)
	assert.Equal(t, source, got)
	assert.Empty(t, changes)
}

func TestAChangeLeavesTheEndOfAFunctionWhereItIs(t *testing.T) {
	got, changes, err := rewrite("room/end.go", []byte("package room\n\nfunc end() int { panic(1) }\n"), 0)
	require.NoError(t, err)
	assert.Contains(t, got, "func end() int { panic(1) }")
	assert.Empty(t, changes)
}
