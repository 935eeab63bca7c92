package bench

import (
	"strings"
	"unicode/utf8"
)

// table is a Markdown table whose columns are aligned in the text too: words to the left, figures to the right.
type table struct {
	title   string
	words   int // so many columns at the beginning
	columns []string
	rows    [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) String() string {
	var b strings.Builder
	widths := t.widths()
	line := func(cells []string) {
		for i, c := range cells {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c))
			if t.isFigure(i) {
				c = pad + c
			} else {
				c += pad
			}
			b.WriteString("| " + c + " ")
		}
		b.WriteString("|\n")
	}
	line(t.columns)
	for i, w := range widths {
		if t.isFigure(i) {
			b.WriteString("| " + strings.Repeat("-", w-1) + ": ")
		} else {
			b.WriteString("| " + strings.Repeat("-", w) + " ")
		}
	}
	b.WriteString("|\n")
	for _, row := range t.rows {
		line(row)
	}
	return b.String()
}

func (t *table) widths() []int {
	widths := make([]int, len(t.columns))
	for _, row := range append([][]string{t.columns}, t.rows...) {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c), 3)
		}
	}
	return widths
}

// isFigure reports whether a column has figures: all but the first ones and the verdict.
func (t *table) isFigure(column int) bool { return column >= t.words && column < len(t.columns)-1 }
