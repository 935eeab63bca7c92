package wiretest

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Reply is a reply of internal/envelope/testdata/replies.txt, with what it means. The file's own head says how it is written.
type Reply struct {
	Line    int
	Row     string // the words of the operation that was called
	Status  int
	Body    string
	Meaning string
	Codes   []int    // what the caller is told of
	Items   []string // what became of each, of a batch
}

// Replies reads the file.
func Replies(t testing.TB, path string) (all []Reply) {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	var row string
	for n, line := range strings.Split(string(raw), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "row:":
			row = rest
		case "HTTP":
			status, body, _ := strings.Cut(rest, " ")
			all = append(all, Reply{Line: n + 1, Row: row, Status: number(t, status, n), Body: strings.ReplaceAll(body, `\n`, "\n")})
		case "=":
			all[len(all)-1].means(t, rest, n)
		}
	}
	for _, r := range all {
		require.NotEmpty(t, r.Meaning, "line %d has no meaning", r.Line)
	}
	return all
}

func (r *Reply) means(t testing.TB, text string, n int) {
	t.Helper()
	meaning, items, _ := strings.Cut(text, "::")
	words := strings.Fields(meaning)
	r.Meaning, r.Items = words[0], strings.Fields(items)
	for _, w := range words[1:] {
		r.Codes = append(r.Codes, number(t, w, n))
	}
}

func number(t testing.TB, word string, n int) int {
	t.Helper()
	value, err := strconv.Atoi(word)
	require.NoError(t, err, "line %d", n+1)
	return value
}
