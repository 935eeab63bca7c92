package codes

// OwnTable is the table of an operation that has one of its own.
func OwnTable(operation string) []Entry { return ofOperations[operation] }

// OperationsWithTables are the operations that have a table of their own.
func OperationsWithTables() []string {
	var all []string
	for operation := range ofOperations {
		all = append(all, operation)
	}
	return all
}
