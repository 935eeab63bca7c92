package envelope

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// text reads what is no JSON at all: the gateway's plain text, the API's XML, a page.
func (w *walker) text() {
	w.kind = documentPage
	body := w.reply.Body
	switch {
	case w.gatewaySays(body):
	case bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("<")):
		w.xml(string(body[:min(len(body), largestXML)]))
	}
}

// gatewayWords is how the gateway words its two refusals. Nothing but these words in this order, with their own status, is its own.
var gatewayWords = regexp.MustCompile(`^\s*(?:HttpStatusCode\s*=\s*(\d{3})[\s,;]+)?errorMessage\s*=\s*([^\r\n]*?)[\s,;]+errorCode\s*=\s*(\d{4})\s*$`)

// gatewayMessages are the gateway's messages by their code, with the HTTP status that they come with.
var gatewayMessages = map[string]struct {
	status  int
	message string
}{
	"4000": {403, "Not authorized. Access is denied!"},
	"4001": {503, "Authorization status unavailable!"},
}

const longestGatewayWords = 512

func (w *walker) gatewaySays(body []byte) bool {
	if len(body) > longestGatewayWords {
		return false
	}
	m := gatewayWords.FindSubmatch(body)
	if m == nil || len(m[1]) > 0 && string(m[1]) != strconv.Itoa(w.reply.Status) {
		return false
	}
	return w.gatewayRefusal(string(m[3]), string(m[2]))
}

// gatewayRefuses recognises the same words as a JSON object.
func (w *walker) gatewayRefuses() bool {
	if len(w.reply.Body) > longestGatewayWords || !bytes.Contains(w.reply.Body, []byte(`"errorCode"`)) {
		return false
	}
	var number, message string
	for name, value := range lenient.Members(bytes.TrimSpace(w.reply.Body)) {
		switch name {
		case "errorCode":
			number = text(value)
		case "errorMessage":
			message = text(value)
		case "HttpStatusCode":
			if text(value) != strconv.Itoa(w.reply.Status) {
				return false
			}
		default:
			return false
		}
	}
	return message == gatewayMessages[number].message && w.gatewayRefusal(number, message)
}

func (w *walker) gatewayRefusal(number, message string) bool {
	known, ok := gatewayMessages[number]
	if !ok || w.reply.Status != known.status {
		return false
	}
	w.kind = documentOwn
	code, _ := strconv.Atoi(number)
	w.fail(Issue{Code: code, Message: message})
	return true
}

const largestXML = 64 << 10

// xml reads a reply of v1.1 in its XML form, as far as it says whether something was done:
// <response><status><success>false</success><code>…</code><message>…</message></status>…
func (w *walker) xml(document string) {
	document = strings.TrimSpace(document)
	if _, rest, ok := strings.Cut(document, "?>"); ok && strings.HasPrefix(document, "<?xml") {
		document = strings.TrimSpace(rest)
	}
	if !strings.HasPrefix(document, "<response>") && !strings.HasPrefix(document, "<response ") {
		return
	}
	if !strings.HasSuffix(document, "</response>") {
		w.kind = documentBroken
		return
	}
	status, _, ok := xmlElement(document, "status")
	if !ok {
		return
	}
	w.kind = documentOwn
	w.about.xml = true
	said, issue := xmlStatus(status)
	w.status.object, w.status.success = true, said
	w.status.code, w.status.word, w.status.message = issue.Code, issue.Word, issue.Message
	for rest := document; ; {
		var item string
		if item, rest, ok = xmlElement(rest, "item_status"); !ok {
			break
		}
		said, issue := xmlStatus(item)
		issue.Item = true
		w.part(Part{Done: said == successYes, Failed: said == successNo, Issue: issue})
	}
	w.weighStatus()
}

func xmlStatus(inside string) (said successSeen, i Issue) {
	value, _, _ := xmlElement(inside, "success")
	said = truth(quoted(value))
	value, _, _ = xmlElement(inside, "code")
	i.Code, i.Word = code(quoted(value))
	i.Message, _, _ = xmlElement(inside, "message")
	i.Message = xmlText.Replace(i.Message)
	return said, i
}

func quoted(s string) jsontext.Value {
	raw, err := jsontext.AppendQuote(nil, strings.TrimSpace(s))
	if err != nil {
		return jsontext.Value(`""`)
	}
	return raw
}

// xmlElement is what stands in the first element of a name, and what comes after it.
func xmlElement(document, name string) (inside, rest string, ok bool) {
	_, after, ok := strings.Cut(document, "<"+name+">")
	if !ok {
		return "", "", false
	}
	inside, rest, ok = strings.Cut(after, "</"+name+">")
	return inside, rest, ok
}

var xmlText = strings.NewReplacer("<![CDATA[", "", "]]>", "", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&")
