package capillary

import (
	"reflect"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/envelope"
	masks "github.com/capillary-go/sdk/internal/mask"
)

// mask hides what may be personal or secret in a server's words. Documented texts say nothing of anybody.
func mask(text string) string {
	if text == "" || codes.IsDocumented(text) {
		return text
	}
	return masks.Text(text)
}

// maskPath masks the names in a JSON pointer: those of open maps are a server's words too.
func maskPath(path string) string {
	names := strings.Split(path, "/")
	for i := range names {
		names[i] = mask(names[i])
	}
	return strings.Join(names, "/")
}

// hideSecrets gives what takes the client's own secrets out of a server's words.
func (c *Client) hideSecrets() func(string) string {
	if s := c.signed.Load(); s != nil {
		return s.hide()
	}
	return hideIn(c.signer.secrets())
}

// hideIn gives what takes secrets out of any text that is not a documented one.
func hideIn(secrets []string) func(string) string {
	hide := masks.Secrets(secrets)
	return func(text string) string {
		if text == "" || codes.IsDocumented(text) {
			return text
		}
		return hide(text)
	}
}

// issuesOf makes issues of what a reply had.
func issuesOf(found []envelope.Issue) []Issue {
	if len(found) == 0 {
		return nil
	}
	all := make([]Issue, len(found))
	for i, f := range found {
		all[i] = Issue{Code: Code(f.Code), Word: f.Word, Message: f.Message}
	}
	return all
}

// issuesOf makes issues of what a reply had, without the client's own secrets.
func (f *flight) issuesOf(found []envelope.Issue) []Issue {
	all := issuesOf(found)
	if len(all) > 0 {
		hideAll(all, f.client.hideSecrets())
	}
	return all
}

// hideInItems takes the client's own secrets out of what a reply says of the items of a batch.
func (f *flight) hideInItems() {
	if f.into.Kind() != reflect.Pointer || f.into.IsNil() {
		return
	}
	if batch, ok := f.into.Interface().(interface{ hide(func(string) string) }); ok {
		batch.hide(f.client.hideSecrets())
	}
}

func (b *Batch[T]) hide(secrets func(string) string) {
	hideAll(b.Warnings, secrets)
	for _, items := range [][]Item[T]{b.Items, b.Unmatched} {
		for i := range items {
			hideAll(items[i].Errors, secrets)
			hideAll(items[i].Warnings, secrets)
			items[i].ItemStatus.Message = secrets(items[i].ItemStatus.Message)
		}
	}
}

func hideAll(issues []Issue, secrets func(string) string) {
	for i := range issues {
		issues[i].Word, issues[i].Message = secrets(issues[i].Word), secrets(issues[i].Message)
	}
}

const (
	longestRequestID = 128
	oddRequestID     = "[masked]"
)

// requestIDs are the API's ids of the tries that were answered, for errors and logs. Whoever answers can write anything
// there, so what is no id is not shown: one with characters that ids do not have, a number that may be somebody's, a token.
func (f *flight) requestIDs() []string {
	if len(f.answered) == 0 {
		return nil
	}
	all, hide := slices.Clone(f.answered), f.client.hideSecrets()
	for i, id := range all {
		if len(id) > longestRequestID || strings.ContainsFunc(id, isNotOfID) || strings.Contains(id, "eyJ") ||
			!strings.ContainsFunc(id, isLetter) && mask(id) != id || hide(id) != id {
			all[i] = oddRequestID
		}
	}
	return all
}

// requestID is that of the last try that was answered.
func (f *flight) requestID() string {
	all := f.requestIDs()
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func isNotOfID(r rune) bool {
	return !isLetter(r) && (r < '0' || '9' < r) && !strings.ContainsRune("._:-", r)
}
