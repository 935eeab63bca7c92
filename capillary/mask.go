package capillary

import (
	"reflect"
	"slices"
	"strings"
	"sync"

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

// issuesOf makes issues of what a reply had, without the secrets of the client and of the call.
func (f *flight) issuesOf(found []envelope.Issue) []Issue {
	all := issuesOf(found)
	if len(all) > 0 {
		hideAll(all, f.hideSecrets())
	}
	return all
}

// hideInItems takes the secrets of the client and of the call out of what a reply says of the items of a batch.
func (f *flight) hideInItems() {
	if f.into.Kind() != reflect.Pointer || f.into.IsNil() {
		return
	}
	if batch, ok := f.into.Interface().(interface{ hide(func(string) string) }); ok {
		batch.hide(f.hideSecrets())
	}
}

// hideSecrets gives what takes the secrets of the client and of the call out of a server's words: a password that is "too weak", a
// code that "does not match". They are looked for when there is the first word.
func (f *flight) hideSecrets() func(string) string {
	var hide, hideOwn func(string) string
	return func(text string) string {
		if text == "" {
			return ""
		}
		if hide == nil {
			hide, hideOwn = f.client.hideSecrets(), hideIn(f.ownSecrets())
		}
		return hideOwn(hide(text))
	}
}

// ownSecrets are those of the call: in its headers, body and query. A value of WithHeader can be one, if it is long enough.
func (f *flight) ownSecrets() (all []string) {
	for _, secret := range f.in.Credentials {
		all = append(all, secret.Reveal())
	}
	if f.set.header != nil {
		const enough = 6 // bytes
		for _, values := range f.set.header() {
			all = append(all, slices.DeleteFunc(slices.Clone(values), func(value string) bool { return len(value) < enough })...)
		}
	}
	for _, part := range []any{f.in.Body, f.in.Query} {
		all = secretsIn(reflect.ValueOf(part), all, 0)
	}
	return all
}

var secretType = reflect.TypeFor[Secret]()

func secretsIn(v reflect.Value, all []string, depth int) []string {
	const deepest = 10
	switch {
	case !v.IsValid() || depth > deepest:
	case v.Type() == secretType:
		if v.CanInterface() {
			secret, _ := v.Interface().(Secret)
			all = append(all, secret.Reveal())
		}
	case v.Kind() == reflect.Pointer, v.Kind() == reflect.Interface:
		all = secretsIn(v.Elem(), all, depth+1)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			all = secretsIn(v.Field(i), all, depth+1)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			all = secretsIn(v.Index(i), all, depth+1)
		}
	case v.Kind() == reflect.Map:
		for entry := v.MapRange(); entry.Next(); {
			all = secretsIn(entry.Value(), all, depth+1)
		}
	}
	return all
}

// hideCustomer gives what takes the identifier of the call's customer out of a text. One of three characters is in too many words.
// It is made when an error is printed: most never are.
func (f *flight) hideCustomer() func(string) string {
	const enough = 4 // bytes
	identifier := f.in.Customer.value
	if len(identifier) < enough {
		return nil
	}
	hide := sync.OnceValue(func() func(string) string { return hideIn([]string{identifier}) })
	return func(text string) string { return hide()(text) }
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
