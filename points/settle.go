package points

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/lenient"
)

// SettleRedeem finds out what became of a redemption whose outcome was unknown at a moment, by its reference: in another
// process, after a restart, from a job. since is the Since of the capillary.OutcomeUnknownError, or the time when the program
// stopped. r is the request as it was; where only customer and reference were kept, they are enough, but then a redemption of
// other points under the reference can't be told.
//
// What is found happened. What is not found did not happen, but that counts only from the settle time after since on
// (capillary.WithSettleTime), and only if the API answered: rows of other redemptions show that it ignores the reference, and
// then the list is read from its start to a month before since, which may be later than the doubt was. The same is done for a
// reference that a server may have changed: one of more than fifty characters, with blanks around it, zeros before a number, or
// letters that are not ASCII. Other points or another bill under the reference, or a reference
// that came back changed, are a Conflict. The SDK assumes that this list has the redemptions of both API versions.
//
// GET /v1.1/customer/redemptions
func (s *Service) SettleRedeem(ctx context.Context, r RedeemRequest, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*Redemption], error,
) {
	if r.ExternalReference == "" || unnamed(r.Customer) {
		return capillary.Reconciliation[*Redemption]{}, capillary.InvalidFor(opRedeem.Name, capillary.Invalid("externalReferenceNumber", "it and the customer are required"))
	}
	return capillary.Settle[*Redemption](ctx, s.client, opRedeem.Name, since, s.redemptionLookUp(r, r.Customer, since.Add(-longestDelay), opts), opts...)
}

// SettleRedeemV1 is SettleRedeem for a redemption that RedeemV1 sent. Points of a user group can't be looked up.
//
// GET /v1.1/customer/redemptions
func (s *Service) SettleRedeemV1(ctx context.Context, r RedeemRequestV1, since time.Time, opts ...capillary.RequestOption) (
	capillary.Reconciliation[*RedemptionV1], error,
) {
	switch {
	case r.ExternalReference == "" || unnamed(r.Customer):
		return capillary.Reconciliation[*RedemptionV1]{}, capillary.InvalidFor(opRedeemV1.Name, capillary.Invalid("external_reference_number", "it and the customer are required"))
	case r.Group != (UserGroup2{}):
		return capillary.Reconciliation[*RedemptionV1]{}, capillary.InvalidFor(opRedeemV1.Name, capillary.Invalid("user_group2", "redemptions of a user group can't be looked up"))
	}
	return capillary.Settle[*RedemptionV1](ctx, s.client, opRedeemV1.Name, since, s.redemptionLookUpV1(r, since.Add(-longestDelay), opts), opts...)
}

// redemptionLookUp finds out whether a redemption happened, by its reference.
func (s *Service) redemptionLookUp(r RedeemRequest, who capillary.Identifier, began time.Time, opts []capillary.RequestOption) func(context.Context) (capillary.Found, error) {
	sought := soughtRedemption{customer: who, reference: r.ExternalReference, points: r.Points, bill: r.TransactionNumber, began: began,
		programs: true,
		result: func(p *customer.PointsRedemption, of shownCustomer) any {
			return &Redemption{RedemptionID: p.RedemptionID, UserID: of.userID, Points: p.PointsRedeemed, Redeemed: true}
		}}
	return func(ctx context.Context) (capillary.Found, error) { return s.seek(ctx, sought, opts) }
}

// redemptionLookUpV1 does so for RedeemV1. There is none for points of a user group: the list is that of a customer.
func (s *Service) redemptionLookUpV1(r RedeemRequestV1, began time.Time, opts []capillary.RequestOption) func(context.Context) (capillary.Found, error) {
	if r.Group != (UserGroup2{}) {
		return nil
	}
	if !r.RedemptionTime.IsZero() && r.RedemptionTime.Before(began) {
		began = r.RedemptionTime
	}
	sought := soughtRedemption{customer: r.Customer, reference: r.ExternalReference, points: r.Points, bill: r.TransactionNumber, began: began,
		programs: r.ProgramID != 0,
		result:   func(p *customer.PointsRedemption, of shownCustomer) any { return redemptionOfV1(p, of) }}
	return func(ctx context.Context) (capillary.Found, error) { return s.seek(ctx, sought, opts) }
}

// soughtRedemption is a redemption that may have happened.
type soughtRedemption struct {
	customer  capillary.Identifier
	reference string
	points    decimal.Decimal // any if zero
	bill      string          // any if empty
	began     time.Time       // before the first try
	programs  bool            // the customer's redemptions in all programs are asked for
	result    func(*customer.PointsRedemption, shownCustomer) any
}

// seek reads the customer's redemptions and looks for this one.
func (s *Service) seek(ctx context.Context, r soughtRedemption, opts []capillary.RequestOption) (capillary.Found, error) {
	fits := func(p *customer.PointsRedemption) fit { return fitOf(r.reference, p.ExternalReferenceNumber) }
	l := redemptionList{points: s, who: r.customer, reference: askedFor(r.reference), programs: r.programs, fits: fits, began: r.began, opts: opts}
	if err := l.read(ctx); err != nil {
		return capillary.Found{}, err
	}
	return r.judge(&l)
}

// askedFor is the reference to ask the API for. There is none where a server may have kept another: it would not find that, and the
// list is read without it.
func askedFor(reference string) string {
	const kept = 50 // characters
	isNumber := strings.Trim(reference, "0123456789") == ""
	switch {
	case len(reference) > kept, strings.TrimSpace(reference) != reference, isNumber && strings.HasPrefix(reference, "0"):
		return ""
	case strings.ContainsFunc(reference, func(r rune) bool { return r > unicode.MaxASCII }):
		return ""
	}
	return reference
}

// judge is the verdict on what was read.
func (r *soughtRedemption) judge(l *redemptionList) (capillary.Found, error) {
	switch same := l.same; {
	case len(same) == 1 && r.is(&same[0]):
		return capillary.Found{Happened: true, Result: r.result(&same[0], l.customer)}, nil
	case len(same) > 0 || l.changed:
		return capillary.Found{Conflict: true, Used: len(same) == 1 && !l.changed}, nil
	}
	if slices.ContainsFunc(l.unnamed, func(p customer.PointsRedemption) bool { return r.mayBe(&p, l.began) }) {
		return capillary.Found{}, errNotConclusive
	}
	return capillary.Found{}, nil
}

// is reports whether what stands under the reference is this redemption.
func (r *soughtRedemption) is(p *customer.PointsRedemption) bool {
	return (r.points.IsZero() || p.PointsRedeemed.Equal(r.points)) &&
		(r.bill == "" || p.TransactionNumber == "" || envelope.SameKey(r.bill, p.TransactionNumber))
}

// mayBe reports whether a row that came without any reference can be this redemption.
func (r *soughtRedemption) mayBe(p *customer.PointsRedemption, began time.Time) bool {
	return (r.points.IsZero() || p.PointsRedeemed.IsZero() || p.PointsRedeemed.Equal(r.points)) &&
		(envelope.SameKey(p.TransactionNumber, r.bill) || p.RedeemedTime.IsZero() || p.RedeemedTime.After(began.Add(-longestSkew)))
}

func redemptionOfV1(p *customer.PointsRedemption, of shownCustomer) *RedemptionV1 {
	effect := RedemptionEffect{Type: "points", NumPoints: p.PointsRedeemed, ValidationCode: p.ValidationCode, RedeemedOnBillNumber: p.TransactionNumber}
	if p.BillID != 0 {
		effect.RedeemedOnBillID = capillary.Tell(p.BillID)
	}
	return &RedemptionV1{RedemptionID: p.RedemptionID, PointsRedeemed: p.PointsRedeemed, RedemptionPurpose: p.RedemptionPurpose,
		UserID: of.userID, Mobile: of.mobile, Email: of.email, ExternalID: of.externalID,
		SideEffects: RedemptionEffects{Effect: []RedemptionEffect{effect}}}
}

// fit is how a row of a list relates to what was asked for.
type fit uint8

const (
	fitsNot     fit = iota
	fitsExactly     // it is what was asked for
	fitsChanged     // it may be that, with a key that a server changed
	fitsNamedNo     // it has no key
)

func fitOf(asked, came string) fit {
	switch {
	case came == asked:
		return fitsExactly
	case strings.TrimSpace(came) == "":
		return fitsNamedNo
	case envelope.SameKey(asked, came):
		return fitsChanged
	}
	return fitsNot
}

// redemptionList reads a customer's redemptions of points until it is known whether one is among them. Servers ignore filters,
// limits and offsets at times, so everything that an answer rests on is looked for in the rows themselves.
type redemptionList struct {
	points    *Service
	who       capillary.Identifier
	reference string // the API is asked for, if it is not empty
	programs  bool   // of all programs
	fits      func(*customer.PointsRedemption) fit
	began     time.Time // before the first try
	whole     bool      // read to the end, for several may fit
	opts      []capillary.RequestOption

	same     []customer.PointsRedemption // fit exactly
	changed  bool                        // one fits with a changed key
	unnamed  []customer.PointsRedemption // have no key
	customer shownCustomer

	seen    map[string]bool
	rows    int64     // different ones
	pages   int64     // with rows that were new
	asked   int       // pages that were asked for
	lowest  int64     // id
	latest  time.Time // of the last row, while the latest come first
	ordered bool
	counted int64 // what the last page said how many there are, or untold
	total   int64 // the most that a page counted beyond its own rows
	last    int64 // rows of the last page
	ended   bool  // there is nothing beyond
	foreign bool  // the filter was ignored
}

const (
	pageOfRedemptions = 100
	smallestPage      = 10 // what a server that ignores limits gives
	mostPages         = 60
	untold            = -1
	// longestSkew is how much earlier than it was made a redemption can seem to be: a day of zones, and one because redemption
	// dates can be kept without their hours.
	longestSkew = 48 * time.Hour
	// longestDelay is how much later than the redemption the moment can be that another process takes for that of the doubt.
	longestDelay = 30 * 24 * time.Hour
)

var errNotConclusive = errors.New("points: the customer's redemptions do not tell whether this one happened")

// read reads pages until there is an answer. Found is found; for an absence the reading must be complete.
func (l *redemptionList) read(ctx context.Context) error {
	l.reset()
	if _, err := l.page(ctx, customer.RedemptionsOptions{}); err != nil {
		return err
	}
	switch {
	case l.rows == 0 && l.counted > 0 && l.reference != "": // the count may be of all redemptions, or rows are missing
		l.reference, l.foreign = "", true
		l.reset()
		if _, err := l.page(ctx, customer.RedemptionsOptions{}); err != nil {
			return err
		}
	case len(l.same) > 0 && !l.foreign:
		return nil
	}
	for (len(l.same) == 0 || l.whole) && !l.complete() {
		if err := l.next(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (l *redemptionList) reset() {
	l.seen, l.rows, l.pages, l.lowest, l.ordered, l.latest = map[string]bool{}, 0, 0, 0, true, time.Time{}
	l.total, l.ended = 0, false
}

// complete reports whether nothing is left to read.
func (l *redemptionList) complete() bool {
	switch {
	case l.ended:
		return true
	case !l.whole && l.ordered && l.rows > 0 && !l.latest.IsZero() && l.latest.Before(l.began.Add(-longestSkew)):
		return true // the latest come first, and this is before the first try
	case l.last >= pageOfRedemptions:
		return false
	case l.counted != untold: // some count the rows of the page, and a page can be cut anywhere
		return l.counted == l.rows && (l.rows < smallestPage || l.total > 0)
	}
	return l.last < smallestPage && l.pages <= 1
}

// next reads on. Where a page starts is said in three ways, of which a server may know one or none: rows to skip, pages to
// skip, or the highest id. A page without anything new proves only that this way is not known. It is the end where nothing is
// left beyond the rows that were read, nothing new comes any other way, and no count said more.
func (l *redemptionList) next(ctx context.Context) error {
	if l.asked >= mostPages {
		return errNotConclusive
	}
	rows, pages, counted := l.rows, l.pages, l.counted
	end := false
	for n, way := range []customer.RedemptionsOptions{{PointsOffset: rows}, {PointsOffset: pages}, {PointsEndID: l.lowest - 1}} {
		if way.PointsOffset == 0 && way.PointsEndID <= 0 || end && way.PointsEndID > 0 {
			continue
		}
		fresh, err := l.page(ctx, way)
		if err != nil {
			return err
		}
		if fresh > 0 {
			return nil
		}
		if l.last == 0 && n != 1 { // rows to skip may have been taken for pages, pages never leave out more than rows
			end = true
		}
	}
	all := counted == rows && l.last < pageOfRedemptions // it has no pages, and says that these are all there are
	if !end && !all || l.total != 0 && l.total != rows {
		return errNotConclusive
	}
	l.ended = true
	return nil
}

// page reads one page, and says how many of its rows are new.
func (l *redemptionList) page(ctx context.Context, o customer.RedemptionsOptions) (fresh int, err error) {
	o.ExternalReferenceNumber, o.PointsLimit, o.MLP, o.UserID = l.reference, pageOfRedemptions, l.programs, true
	var meta capillary.Meta
	list, err := customer.New(l.points.client).Redemptions(ctx, l.who, o, append(capillary.Aside(l.opts), capillary.WithMeta(&meta))...)
	if err != nil {
		return 0, err
	}
	all := list.Customer.Redemptions.Points.Point
	c := &list.Customer
	l.customer = shownCustomer{c.UserID, c.Mobile, c.Email, c.ExternalID}
	counts, ok := countsOf(meta.Body)
	couponRows := int64(len(list.Customer.Redemptions.Coupons.Coupon))
	switch {
	case !ok, len(meta.Drift) > 0, !l.customer.is(l.who), counts.rows != untold && counts.rows != int64(len(all))+couponRows,
		counts.points != untold && counts.points < int64(len(all)):
		return 0, errNotConclusive
	}
	l.last, l.counted = int64(len(all)), counts.points
	if l.counted > l.last {
		l.total = max(l.total, l.counted)
	}
	l.asked++
	for i := range all {
		if l.take(&all[i]) {
			fresh++
		}
	}
	if fresh > 0 {
		l.pages++
	}
	return fresh, nil
}

// take notes a row, and reports whether it is new.
func (l *redemptionList) take(p *customer.PointsRedemption) bool {
	key := p.RedemptionID
	if key == "" {
		key = strconv.FormatInt(p.ID, 10) + "|" + p.ExternalReferenceNumber + "|" + p.PointsRedeemed.String() + "|" + p.TransactionNumber + "|" + p.RedeemedTime.String()
	}
	if l.seen[key] {
		return false
	}
	l.seen[key] = true
	l.rows++
	if l.lowest == 0 || p.ID < l.lowest {
		l.lowest = p.ID
	}
	if p.RedeemedTime.IsZero() || !l.latest.IsZero() && p.RedeemedTime.After(l.latest) {
		l.ordered = false
	}
	l.latest = p.RedeemedTime
	switch l.fits(p) {
	case fitsExactly:
		l.same = append(l.same, *p)
	case fitsChanged:
		l.changed = true
	case fitsNamedNo:
		l.unnamed, l.foreign = append(l.unnamed, *p), true
	default:
		l.foreign = true
	}
	return true
}

// shownCustomer is whom a reply says it is about.
type shownCustomer struct {
	userID                    int64
	mobile, email, externalID string
}

// is reports whether that is the customer who was asked for, as far as the reply shows the identifier. A mobile that only ends
// like the one that was asked for is somebody else's, unless the rest is masked.
func (c shownCustomer) is(who capillary.Identifier) bool {
	switch who.NameV1() {
	case "id":
		return c.userID == 0 || who.Value() == strconv.FormatInt(c.userID, 10)
	case "mobile":
		return notShown(c.mobile) || strings.TrimLeft(c.mobile, "+0") == strings.TrimLeft(who.Value(), "+0") || envelope.MaskFits(c.mobile, who.Value())
	case "email":
		return notShown(c.email) || strings.EqualFold(c.email, who.Value()) || envelope.MaskFits(c.email, who.Value())
	case "external_id":
		return c.externalID == "" || c.externalID == who.Value()
	}
	return true
}

// notShown reports whether a value is not told, or masked as a whole.
func notShown(s string) bool { return strings.Trim(s, "*") == "" }

// redemptionCounts are a reply's own counts, untold where it has none.
type redemptionCounts struct{ rows, points int64 }

// countsOf reads what a result can't tell: whether the list was there, and counts that are absent and not zero.
func countsOf(body []byte) (counts redemptionCounts, listed bool) {
	var doc struct {
		Response struct {
			Customer struct {
				Errors      json.RawMessage `json:"errors"`
				Error       json.RawMessage `json:"error"`
				Rows        json.RawMessage `json:"rows"`
				PointsCount json.RawMessage `json:"points_count"`
				Redemptions struct {
					Points struct {
						Point json.RawMessage `json:"point"`
					} `json:"points"`
				} `json:"redemptions"`
			} `json:"customer"`
		} `json:"response"`
	}
	d := lenient.NewDecoder(body, time.UTC)
	defer d.Release()
	d.DecodeInto(&doc)
	if d.End() != nil {
		return counts, false
	}
	c := &doc.Response.Customer
	if envelope.SaysAnything(c.Errors) || envelope.SaysAnything(c.Error) { // the list is empty since it was not read
		return counts, false
	}
	list := strings.TrimSpace(string(c.Redemptions.Points.Point))
	var ok [2]bool
	counts.rows, ok[0] = countOf(c.Rows)
	counts.points, ok[1] = countOf(c.PointsCount)
	return counts, ok[0] && ok[1] && (strings.HasPrefix(list, "[") || strings.HasPrefix(list, "{"))
}

// countOf reads a count; ok is false for what is no number.
func countOf(raw json.RawMessage) (n int64, ok bool) {
	text := strings.Trim(strings.TrimSpace(string(raw)), `" `)
	if text == "" || text == "null" {
		return untold, true
	}
	d, err := decimal.NewFromString(text)
	return d.IntPart(), err == nil && d.IsInteger() && !d.IsNegative()
}

// ReverseByKey gives redeemed points back where the id of the redemption is not known: it looks for the one redemption of the
// customer with the reference, or for the bill, and reverses that and no other. since is when it was sent at the latest.
//
// Nothing is given back, with a *capillary.NotSettledError, where several redemptions have the key, or one with a key that a
// server may have changed (capillary.ErrConflict), where none has it (capillary.ErrNotThere), and where it is too early to say
// so (capillary.ErrNotSettled). A list that can't be read to its end is an error too.
//
// GET /v1.1/customer/redemptions, POST /v2/points/reverse
func (s *Service) ReverseByKey(ctx context.Context, r ReverseByKeyRequest, since time.Time, opts ...capillary.RequestOption) (*Reversal, error) {
	if err := r.Validate(); err != nil {
		return nil, capillary.InvalidFor(opReverse.Name, err)
	}
	known, err := capillary.Settle[string](ctx, s.client, opReverse.Name, since, s.redemptionByKey(r, opts), opts...)
	id, err := capillary.Undoable(opReverse.Name, known, err)
	if err != nil {
		return nil, err
	}
	return s.Reverse(ctx, ReverseRequest{Customer: r.Customer, RedemptionID: id, Points: r.Points}, opts...)
}

// ReverseByKeyRequest names a redemption by one of its keys.
type ReverseByKeyRequest struct {
	Customer          capillary.Identifier `json:"customer"`
	ExternalReference string               `json:"external_reference_number,omitzero"` // it or the bill
	TransactionNumber string               `json:"transaction_number,omitzero"`        // of the bill that the points paid for
	Points            decimal.Decimal      `json:"points,omitzero"`                    // all if zero; at most three decimal places
}

// Validate refuses a reversal for nobody, and one that names no key or both.
func (r ReverseByKeyRequest) Validate() error {
	switch {
	case r.ExternalReference == "" && r.TransactionNumber == "":
		return capillary.Invalid("external_reference_number", "it or the transaction number is required")
	case r.ExternalReference != "" && r.TransactionNumber != "":
		return capillary.Invalid("transaction_number", "beside a reference it has no place")
	}
	return ReverseRequest{Customer: r.Customer, RedemptionID: "sought", Points: r.Points}.Validate()
}

// redemptionByKey finds the id of the one redemption that has the key. It may be of long ago, so the whole list is read.
func (s *Service) redemptionByKey(r ReverseByKeyRequest, opts []capillary.RequestOption) func(context.Context) (capillary.Found, error) {
	fits := func(p *customer.PointsRedemption) fit {
		if r.ExternalReference != "" {
			return fitOf(r.ExternalReference, p.ExternalReferenceNumber)
		}
		if f := fitOf(r.TransactionNumber, p.TransactionNumber); f != fitsNamedNo {
			return f
		}
		return fitsNot
	}
	return func(ctx context.Context) (capillary.Found, error) {
		l := redemptionList{points: s, who: r.Customer, reference: askedFor(r.ExternalReference), programs: true, fits: fits, whole: true, opts: opts}
		if err := l.read(ctx); err != nil {
			return capillary.Found{}, err
		}
		switch {
		case len(l.same) == 1 && l.same[0].RedemptionID != "" && !l.changed:
			return capillary.Found{Happened: true, Result: l.same[0].RedemptionID}, nil
		case len(l.same) > 0 || l.changed:
			return capillary.Found{Conflict: true}, nil
		case len(l.unnamed) > 0:
			return capillary.Found{}, errNotConclusive
		}
		return capillary.Found{}, nil
	}
}
