package codes

import (
	"cmp"
	"slices"

	"github.com/capillary-go/sdk/internal/short"
)

// A meaning is what numbers say in some operations of a family, where the family uses them for another thing elsewhere.
type meaning struct {
	operations []string
	entries    []Entry
	notFound   []int // the codes among them that say that what was asked for does not exist
}

// ofOperations are the tables of single operations, missingOfOperations the codes among them that say "no such …".
var ofOperations, missingOfOperations = byOperation(
	slices.Concat(couponMeanings, customerMeanings, orgMeanings, pointsMeanings, transactionMeanings, webhookMeanings))

// byOperation gives each operation its meanings as one table, sorted by code.
func byOperation(all []meaning) (map[string][]Entry, map[string][]int) {
	tables, missing := make(map[string][]Entry), make(map[string][]int)
	for _, m := range all {
		for _, operation := range m.operations {
			tables[operation] = append(tables[operation], m.entries...)
			missing[operation] = append(missing[operation], m.notFound...)
		}
	}
	for _, table := range tables {
		short.Sort(table, func(a, b Entry) int { return cmp.Compare(a.Code, b.Code) })
	}
	return tables, missing
}
