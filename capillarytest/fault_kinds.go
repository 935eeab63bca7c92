package capillarytest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// A Kind is what happens to a request. Most kinds strike before the work, so that nothing has happened; those whose name
// ends in AfterWork, and those that spoil a reply, strike when the work is done.
type Kind struct {
	name   string
	before func(*kernel.Exchange) bool                 // reports whether the work goes on
	amend  func(reply.Family, reply.Reply) reply.Reply // changes the reply of the work
	after  func(*kernel.Exchange, reply.Reply)         // sends the reply of the work, in its own way
}

// String is the name of the kind.
func (k Kind) String() string { return k.name }

// instead is a kind that answers without doing the work.
func instead(name string, answer func(*kernel.Exchange)) Kind {
	return Kind{name: name, before: func(x *kernel.Exchange) bool { answer(x); return false }}
}

// afterwards is a kind that does the work and then sends the reply in its own way.
func afterwards(name string, send func(*kernel.Exchange, reply.Reply)) Kind {
	return Kind{name: name, after: send}
}

// Answers -----------------------------------------------------------------------------------------------------------

// Status answers with an HTTP status and the same code in the error envelope of the API version; nothing is done.
func Status(status int) Kind {
	return instead(fmt.Sprintf("Status(%d)", status), func(x *kernel.Exchange) {
		x.Send(reply.RefusedIn(x.Family, status, x.Refuse(status)))
	})
}

// StatusAfterWork does the work and then answers as Status.
func StatusAfterWork(status int) Kind {
	return afterwards(fmt.Sprintf("StatusAfterWork(%d)", status), func(x *kernel.Exchange, _ reply.Reply) {
		x.Send(reply.RefusedIn(x.Family, status, x.Refuse(status)))
	})
}

// Refusal answers with a response code in the envelope of the API version and the usual HTTP status of refusals; nothing is done.
func Refusal(code int) Kind { return RefusalWithStatus(0, code) }

// RefusalWithStatus is Refusal with an HTTP status of its own.
func RefusalWithStatus(status, code int) Kind {
	return instead(fmt.Sprintf("Refusal(%d)", code), func(x *kernel.Exchange) {
		x.Send(reply.RefusedIn(x.Family, status, x.Refuse(code)))
	})
}

// RefusalAfterWork does the work and then answers as RefusalWithStatus.
func RefusalAfterWork(status, code int) Kind {
	return afterwards(fmt.Sprintf("RefusalAfterWork(%d)", code), func(x *kernel.Exchange, _ reply.Reply) {
		x.Send(reply.RefusedIn(x.Family, status, x.Refuse(code)))
	})
}

// Answer sends exactly this; nothing is done.
func Answer(status int, contentType, body string) Kind {
	return instead(fmt.Sprintf("Answer(%d)", status), func(x *kernel.Exchange) { x.Write(status, contentType, []byte(body)) })
}

// AnswerAfterWork does the work and then sends exactly this.
func AnswerAfterWork(status int, contentType, body string) Kind {
	return afterwards(fmt.Sprintf("AnswerAfterWork(%d)", status), func(x *kernel.Exchange, _ reply.Reply) {
		x.Write(status, contentType, []byte(body))
	})
}

// AnswerReply sends exactly this reply; nothing is done.
func AnswerReply(r Reply) Kind {
	return instead(fmt.Sprintf("AnswerReply(%d)", r.status()), func(x *kernel.Exchange) { x.Send(r.raw()) })
}

// AnswerReplyAfterWork does the work and then sends exactly this reply.
func AnswerReplyAfterWork(r Reply) Kind {
	return afterwards(fmt.Sprintf("AnswerReplyAfterWork(%d)", r.status()), func(x *kernel.Exchange, _ reply.Reply) { x.Send(r.raw()) })
}

// AmendBody does the work and sends its reply with another body: change is given the JSON that the server would send.
func AmendBody(change func(body []byte) []byte) Kind {
	return named("AmendBody", AmendReply(func(r Reply) Reply {
		r.Body = string(change([]byte(r.Body)))
		return r
	}))
}

// AmendReply does the work and sends another reply: change is given the one that the server would send.
func AmendReply(change func(Reply) Reply) Kind {
	return afterwards("AmendReply", func(x *kernel.Exchange, r reply.Reply) {
		header := http.Header{"Content-Type": {contentTypeJSON}}
		maps.Copy(header, r.Header)
		x.Send(change(Reply{Status: x.StatusOf(r), Header: header, Body: string(r.Bytes())}).raw())
	})
}

// HTMLPage is the page of a CDN, HTTP 520 to 524 for example; nothing is done.
func HTMLPage(status int) Kind {
	return named(fmt.Sprintf("HTMLPage(%d)", status), Answer(status, "text/html; charset=UTF-8", htmlPage(status)))
}

// HTMLPageAfterWork is the page of a CDN that lost the origin's reply: the work is done.
func HTMLPageAfterWork(status int) Kind {
	return named(fmt.Sprintf("HTMLPageAfterWork(%d)", status), AnswerAfterWork(status, "text/html; charset=UTF-8", htmlPage(status)))
}

func htmlPage(status int) string {
	return fmt.Sprintf("<!DOCTYPE html>\n<html><head><title>Error %d</title></head><body><h1>Error %d</h1><p>The origin did not answer.</p></body></html>\n",
		status, status)
}

// AccessDenied is the gateway's HTTP 403 with error code 4000, which is not JSON.
func AccessDenied() Kind {
	return named("AccessDenied", Answer(http.StatusForbidden, "text/plain; charset=UTF-8",
		"HttpStatusCode=403\nerrorMessage=Not authorized. Access is denied!\nerrorCode=4000\n"))
}

// AuthorizationUnavailable is the gateway's HTTP 503 with error code 4001, which is not JSON; nothing is done.
func AuthorizationUnavailable() Kind {
	return named("AuthorizationUnavailable", Answer(http.StatusServiceUnavailable, "text/plain; charset=UTF-8",
		"HttpStatusCode=503\nerrorMessage=Authorization status unavailable!\nerrorCode=4001\n"))
}

// CustomerBusy is code 521 as an error: another action holds the customer, nothing is done.
func CustomerBusy() Kind { return named("CustomerBusy", RefusalWithStatus(0, 521)) }

// CustomerBusyWarning does the work and adds code 521 as a warning: a side activity was skipped.
func CustomerBusyWarning() Kind {
	return Kind{name: "CustomerBusyWarning", amend: func(f reply.Family, r reply.Reply) reply.Reply {
		return r.WithWarning(f,
			reply.Common.Refuse(521))
	}}
}

// SearchBusy is code 461; nothing is done.
func SearchBusy() Kind { return named("SearchBusy", RefusalWithStatus(0, 461)) }

// UserRateLimited is code 517: the rate limit of a user is used up, nothing is done.
func UserRateLimited() Kind { return named("UserRateLimited", RefusalWithStatus(0, 517)) }

// RateLimited is HTTP 429; nothing is done. retryAfter becomes the Retry-After header as it stands, seconds or a date or
// rubbish; empty means no header.
func RateLimited(retryAfter string) Kind {
	return instead("RateLimited", func(x *kernel.Exchange) {
		if retryAfter != "" {
			x.W.Header().Set("Retry-After", retryAfter)
		}
		x.Send(reply.RefusedIn(x.Family, http.StatusTooManyRequests, x.Refuse(429)))
	})
}

// CDNRateLimited is the CDN's own rate limit, code 1015: HTTP 429 with a page; nothing is done.
func CDNRateLimited() Kind {
	return named("CDNRateLimited", Answer(http.StatusTooManyRequests, "text/html; charset=UTF-8",
		"<!DOCTYPE html>\n<html><head><title>Access denied</title></head><body>error code: 1015</body></html>\n"))
}

// Redirect answers with a redirect (307, 302, …) to an address; nothing is done.
func Redirect(status int, url string) Kind {
	return instead(fmt.Sprintf("Redirect(%d)", status), func(x *kernel.Exchange) {
		x.W.Header().Set("Location", url)
		x.W.WriteHeader(status)
	})
}

// Tokens ------------------------------------------------------------------------------------------------------------

// ExpireToken ends the life of the token that the request carries, so the request and all others with it are refused in the
// server's stale form. Without a token it does nothing.
func ExpireToken() Kind {
	return Kind{name: "ExpireToken", before: func(x *kernel.Exchange) bool {
		x.ExpireToken()
		return true
	}}
}

// StaleToken refuses the token of this one request, in one of the ways of the API; the token stays alive.
func StaleToken(form StaleForm) Kind {
	return instead("StaleToken", func(x *kernel.Exchange) { x.Send(kernel.StaleReply(x.Family, kernel.StaleForm(form))) })
}

// Time --------------------------------------------------------------------------------------------------------------

// Delay waits before the work. If the client leaves meanwhile nothing is done.
func Delay(d time.Duration) Kind {
	return Kind{name: "Delay", before: func(x *kernel.Exchange) bool { x.Wait(d); return true }}
}

// DelayAfterWork does the work and waits before the reply.
func DelayAfterWork(d time.Duration) Kind {
	return afterwards("DelayAfterWork", func(x *kernel.Exchange, r reply.Reply) {
		x.Wait(d)
		x.Send(r)
	})
}

// LateWork hangs up at once and does the work later, as a server does whose reply was lost on the way.
func LateWork(d time.Duration) Kind {
	return Kind{name: "LateWork", before: func(x *kernel.Exchange) bool {
		x.Cut(false)
		if x.Sleep(d) {
			_ = x.Work(nil)
		}
		return false
	}}
}

// BlackHole never answers and does nothing. It ends when the client leaves, or with Close.
func BlackHole() Kind { return instead("BlackHole", func(x *kernel.Exchange) { x.Wait(-1) }) }

// BlackHoleAfterWork does the work and never answers.
func BlackHoleAfterWork() Kind {
	return afterwards("BlackHoleAfterWork", func(x *kernel.Exchange, _ reply.Reply) { x.Wait(-1) })
}

// SlowHeaders does the work and sends the head of the reply byte by byte, over that time.
func SlowHeaders(d time.Duration) Kind {
	return afterwards("SlowHeaders", func(x *kernel.Exchange, r reply.Reply) {
		body := r.Bytes()
		head := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nX-Cap-Requestid: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n",
			x.StatusOf(r), http.StatusText(x.StatusOf(r)), x.W.Header().Get("X-Cap-Requestid"), len(body))
		conn := x.Hijack()
		defer conn.Close()
		for i := range len(head) {
			if _, err := conn.Write([]byte{head[i]}); err != nil || !x.Sleep(d/time.Duration(len(head))) {
				return
			}
		}
		_, _ = conn.Write(body)
	})
}

// Connections -------------------------------------------------------------------------------------------------------

// CutBeforeWork closes the connection; nothing is done.
func CutBeforeWork() Kind { return instead("CutBeforeWork", func(x *kernel.Exchange) { x.Cut(false) }) }

// CutAfterWork does the work and closes the connection without a reply.
func CutAfterWork() Kind {
	return afterwards("CutAfterWork", func(x *kernel.Exchange, _ reply.Reply) { x.Cut(false) })
}

// ResetBeforeWork resets the connection (SO_LINGER 0); nothing is done.
func ResetBeforeWork() Kind {
	return instead("ResetBeforeWork", func(x *kernel.Exchange) { x.Cut(true) })
}

// ResetAfterWork does the work and resets the connection.
func ResetAfterWork() Kind {
	return afterwards("ResetAfterWork", func(x *kernel.Exchange, _ reply.Reply) { x.Cut(true) })
}

// CutMidReply does the work and closes the connection in the middle of the reply's body.
func CutMidReply() Kind {
	return afterwards("CutMidReply", func(x *kernel.Exchange, r reply.Reply) {
		body := r.Bytes()
		x.W.Header().Set("Content-Length", strconv.Itoa(len(body)))
		x.Write(x.StatusOf(r), "application/json;charset=UTF-8", body[:len(body)/2])
		_ = http.NewResponseController(x.W).Flush()
		x.Cut(false)
	})
}

// Bodies ------------------------------------------------------------------------------------------------------------

// TruncatedJSON does the work and sends HTTP 200 with the first half of the reply, as if it were all.
func TruncatedJSON() Kind {
	return afterwards("TruncatedJSON", func(x *kernel.Exchange, r reply.Reply) {
		body := r.Bytes()
		x.Write(http.StatusOK, "application/json;charset=UTF-8", body[:len(body)/2])
	})
}

// EmptyReply does the work and sends HTTP 200 without a body.
func EmptyReply() Kind {
	return afterwards("EmptyReply", func(x *kernel.Exchange, _ reply.Reply) { x.W.WriteHeader(http.StatusOK) })
}

// EndlessBody does the work and then sends a JSON string that never ends, until the client leaves or the server closes.
func EndlessBody() Kind {
	return afterwards("EndlessBody", func(x *kernel.Exchange, _ reply.Reply) {
		x.Write(http.StatusOK, "application/json;charset=UTF-8", []byte(`{"data":"`))
		for chunk := filled(32 << 10); !x.Server.Closing(); {
			if _, err := x.W.Write(chunk); err != nil {
				break
			}
		}
		panic(http.ErrAbortHandler) // a return would end the body
	})
}

// GzipBomb does the work and sends a small gzip body that unpacks to that many bytes of JSON.
func GzipBomb(size int64) Kind {
	return afterwards("GzipBomb", func(x *kernel.Exchange, _ reply.Reply) {
		x.W.Header().Set("Content-Encoding", "gzip")
		x.W.Header().Set("Content-Type", "application/json;charset=UTF-8")
		x.W.WriteHeader(http.StatusOK)
		whole := zipped(filled(1 << 20)) // gzip bodies may be strung together
		_, _ = x.W.Write(zipped([]byte(`{"data":"`)))
		for range size >> 20 {
			if _, err := x.W.Write(whole); err != nil {
				return
			}
		}
		_, _ = x.W.Write(zipped(append(filled(int(size&(1<<20-1))), `"}`...)))
	})
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

func filled(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'x'
	}
	return b
}

func named(name string, k Kind) Kind {
	k.name = name
	return k
}
