package envelope

// Seen is a combination of what can be seen, in the words of the table, with what it means.
type Seen struct {
	Status, Document, Success, Codes, Proof, Items, Call string

	Kind Kind
	Row  int // of the table, that decides
}

// EachSeen gives every combination.
func EachSeen(yield func(Seen)) {
	var at [len(seenWords)]uint8
	for {
		s := seen{statusSeen(at[0]), documentSeen(at[1]), successSeen(at[2]), codesSeen(at[3]), proofSeen(at[4]), itemsSeen(at[5]), callSeen(at[6])}
		kind, _ := s.judge()
		row := 0
		for !rules[row].meets(&at) {
			row++
		}
		yield(Seen{seenWords[0][at[0]], seenWords[1][at[1]], seenWords[2][at[2]], seenWords[3][at[3]], seenWords[4][at[4]],
			seenWords[5][at[5]], seenWords[6][at[6]], kind, row})
		i := len(at) - 1
		for ; i >= 0; i-- {
			if at[i]++; int(at[i]) < len(seenWords[i]) {
				break
			}
			at[i] = 0
		}
		if i < 0 {
			return
		}
	}
}

// Rows is how many rows the table has.
func Rows() int { return len(rules) }
