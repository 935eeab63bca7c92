package capillarytest

import "time"

// EveryKind is one fault of every kind, by name, for tests that want to know what their own code says under each of them. A fault
// that waits does so for that long: give the client a shorter time a try ([capillary.WithTryTimeout]), so that it counts as lost.
//
// A server that does the work and then answers with a documented refusal is not among them: nobody can see through that.
func EveryKind(wait time.Duration) map[string]Kind {
	kinds := map[string]Kind{}
	for _, kind := range []Kind{
		Status(500), Status(503), StatusAfterWork(500), StatusAfterWork(302), Redirect(302, "/elsewhere"),
		Refusal(1064), RefusalWithStatus(500, 8015), RefusalAfterWork(500, 886),
		Answer(200, "application/json", `{"message": "Forbidden"}`), AnswerAfterWork(200, "application/json", `{}`),
		AnswerReply(Reply{Status: 409, Body: `{"state": "BUSY"}`}), AnswerReplyAfterWork(Reply{Status: 201, Body: `{"foo": 1}`}),
		AmendBody(func(body []byte) []byte { return append([]byte("\n\t "), body...) }),
		AmendReply(func(r Reply) Reply { r.Status = 202; return r }),
		HTMLPage(502), HTMLPage(403), HTMLPageAfterWork(524), HTMLPageAfterWork(200), AccessDenied(), AuthorizationUnavailable(),
		CustomerBusy(), CustomerBusyWarning(), SearchBusy(), UserRateLimited(), RateLimited("0"), CDNRateLimited(),
		ExpireToken(), StaleToken(StaleHTTP401),
		Delay(wait), DelayAfterWork(wait), LateWork(wait / 8), SlowHeaders(wait), BlackHole(), BlackHoleAfterWork(),
		CutBeforeWork(), CutAfterWork(), CutMidReply(), ResetBeforeWork(), ResetAfterWork(),
		TruncatedJSON(), EmptyReply(), NoContent(), EndlessBody(), GzipBomb(64 << 20), ByteOrderMark(),
		ScalarReply("null"), ScalarReply("[]"), ScalarReply(`"ok"`), ScalarReply("1"),
		ForeignDocument(502), ForeignDocumentAfterWork(200), ForeignDocumentAfterWork(400), XMLRefusal(500, 1064),
		WorkUnderStatus(401), WorkUnderStatus(403), WorkUnderStatus(429), WorkUnderStatus(500), MultiStatus(),
		WorkBesideCode(517), WorkBesideCode(4001), WorkBesideCode(521), WorkBesideCode(1064), WorkReportedAsFailure(), WithoutProof(),
		UndocumentedCode(400), UndocumentedCodeAfterWork(200), UndocumentedCodeAfterWork(500), OlderShape(),
		MissingItem(), ShiftedItems(), DoubledItem(), EmptyItem(), WrongCounts(), MaskedValues(), AnotherDocument(), GatewayWords(200),
	} {
		kinds[kind.String()] = kind
	}
	return kinds
}
