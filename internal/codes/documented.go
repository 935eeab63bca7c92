package codes

import "sync"

// IsDocumented reports whether a text is that of a documented code, word by word. It says nothing of a customer then.
func IsDocumented(text string) bool { return allTexts()[text] }

var allTexts = sync.OnceValue(func() map[string]bool {
	texts := map[string]bool{}
	add := func(entries []Entry) {
		for _, e := range entries {
			texts[e.Text] = true
		}
	}
	add(global)
	for _, entries := range families {
		add(entries)
	}
	for _, entries := range ofOperations {
		add(entries)
	}
	return texts
})
