package bench

import (
	"fmt"
	"os"
	"strings"
)

// The comments between which a Markdown file has the tables.
const (
	beginMarker = "<!-- bench: begin -->"
	endMarker   = "<!-- bench: end -->"
)

// Write puts the report between the two marker comments of a Markdown file.
func Write(file string, r *Report) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, err := between(string(old), r.String())
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

func between(text, tables string) (string, error) {
	before, rest, begins := strings.Cut(text, beginMarker)
	_, after, ends := strings.Cut(rest, endMarker)
	if !begins || !ends {
		return "", fmt.Errorf("it needs the lines %s and %s", beginMarker, endMarker)
	}
	return before + beginMarker + "\n\n" + tables + "\n" + endMarker + after, nil
}
