// Command checkout is a till's evening in one program: look the customer up, ask what can be redeemed, send a one-time
// password and check it, redeem points and a coupon, add the bill with both redemptions, take an item back, and give
// the points back.
//
// Without settings it runs against an in-memory Capillary organisation in the same process, which also tells the password
// that was "sent". With CAPILLARY_CLUSTER and credentials it runs against a cluster; then name a customer with -mobile who
// has points, a coupon with -coupon, and type the password in.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

func main() {
	log.SetFlags(0)
	mobile := flag.String("mobile", "447700900042", "mobile number of the customer, with country code")
	code := flag.String("coupon", "", "coupon to redeem (made up by the fake)")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := run(ctx, os.Stdout, os.Stdin, *mobile, *code); err != nil {
		log.Fatal(err)
	}
}

// till is what a checkout needs.
type till struct {
	out       io.Writer
	customers *customer.Service
	points    *points.Service
	coupons   *coupon.Service
	passwords *otp.Service
	bills     *transaction.Service

	mobile   string
	coupon   string
	password func() string // as the customer reads it out
	bill     string        // its number: unique in the organisation
}

func run(ctx context.Context, out io.Writer, in io.Reader, mobile, code string) error {
	t, done, err := open(ctx, out, in, mobile, code)
	if err != nil {
		return err
	}
	defer done()
	return t.serve(ctx)
}

// serve is one customer at the till.
func (t *till) serve(ctx context.Context) error {
	shopper, err := t.lookUp(ctx)
	if err != nil {
		return err
	}
	password, err := t.agree(ctx)
	if err != nil {
		return err
	}
	redeemed, err := t.redeem(ctx, shopper, password)
	if err != nil {
		return err
	}
	return t.takeBack(ctx, shopper, redeemed)
}

// lookUp finds the customer and what can be redeemed. Nothing is promised by it: another till may be faster.
func (t *till) lookUp(ctx context.Context) (capillary.Identifier, error) {
	found, err := t.customers.Lookup(ctx, capillary.Mobile(t.mobile), customer.LookupOptions{})
	if err != nil {
		return capillary.Identifier{}, fmt.Errorf("look up: %w", err)
	}
	who := capillary.UserID(found.UserID)
	check, err := t.points.IsRedeemable(ctx, who, points.RedeemableOptions{Points: decimal.NewFromInt(100), SkipOTPValidation: true})
	if err != nil {
		return who, fmt.Errorf("can 100 points be redeemed: %w", err)
	}
	coupons, err := t.coupons.IsRedeemable(ctx, who, coupon.RedeemableOptions{Codes: []string{t.coupon}, Details: coupon.DetailsFull})
	if err != nil {
		return who, fmt.Errorf("can the coupon be redeemed: %w", err)
	}
	if len(coupons.Redemption) != 1 {
		return who, errors.New("can the coupon be redeemed: the reply does not tell of one coupon")
	}
	fmt.Fprintf(t.out, "customer %d: 100 points are worth %s, the coupon can be redeemed: %t\n", found.UserID, check.PointsRedeemValue,
		coupons.Redemption[0].Err() == nil) // which says why not
	return who, nil
}

// agree sends a one-time password and checks the one that comes back. It is a secret: print it and see.
func (t *till) agree(ctx context.Context) (capillary.Secret, error) {
	_, err := t.passwords.Generate(ctx, otp.GenerateRequest{Customer: capillary.Mobile(t.mobile), Action: otp.ActionGeneric,
		Channels: []otp.Channel{{Type: otp.ChannelSMS, Value: t.mobile}}})
	if err != nil {
		return capillary.Secret{}, fmt.Errorf("send a password: %w", err) // otp.ErrDailyLimit is final for the day
	}
	password := capillary.NewSecret(t.password())
	checked, err := t.passwords.Validate(ctx, otp.ValidateRequest{Customer: capillary.Mobile(t.mobile), Action: otp.ActionGeneric, Code: password})
	switch {
	case err != nil:
		return password, fmt.Errorf("check the password: %w", err)
	case !checked.Valid:
		return password, errors.New("the password is wrong")
	}
	fmt.Fprintf(t.out, "the customer agreed, with the password %v\n", password)
	return password, nil
}

// redeemed is what the bill was paid with.
type redeemed struct {
	points *points.Redemption
	coupon *coupon.Redeemed
}

// ids are what a bill names its coupon redemptions by. Where one was settled by a look-up, its id may be not told; the bill number
// that it was made with connects the two nevertheless, as it does for the points.
func (r redeemed) ids() (ids transaction.Redemptions) {
	for _, c := range r.coupon.Redemption {
		if c.RedemptionID > 0 {
			ids.CouponRedemptions = append(ids.CouponRedemptions, c.RedemptionID)
		}
	}
	return ids
}

// redeem takes points and coupon, and adds the bill with both. The references are the shop's own: whatever happens to a
// reply, they find the work again. The customer agreed already, so no second code is asked for.
func (t *till) redeem(ctx context.Context, who capillary.Identifier, _ capillary.Secret) (redeemed, error) {
	var r redeemed
	var err error
	r.points, err = t.points.Redeem(ctx, points.RedeemRequest{Customer: who, Points: decimal.NewFromInt(100), TransactionNumber: t.bill,
		ExternalReference: "redeem-" + t.bill, SkipOTPValidation: true})
	if err != nil {
		return r, fmt.Errorf("redeem points: %w", err) // see examples/reconcile for an unknown outcome
	}
	r.coupon, err = t.coupons.Redeem(ctx, coupon.RedeemRequest{Redemptions: []coupon.RedemptionCode{{Code: t.coupon}}, Customer: who,
		TransactionNumber: t.bill, BillAmount: decimal.NewFromInt(1200)})
	if err != nil {
		return r, fmt.Errorf("redeem the coupon: %w", err)
	}
	if len(r.coupon.Redemption) != 1 {
		return r, errors.New("redeem the coupon: the reply does not tell of one coupon")
	}
	fmt.Fprintf(t.out, "redeemed %s points, left: %v; redeemed the coupon, discount: %v\n", r.points.Points, r.points.RemainingPoints,
		r.coupon.Redemption[0].DiscountValue) // "not told" where a look-up settled it

	saved, err := t.bills.Add(ctx, capillary.Mobile(t.mobile), transaction.Bill{
		Type: transaction.TypeRegular, BillNumber: t.bill, BillAmount: decimal.NewFromInt(1000), GrossAmount: decimal.NewFromInt(1200),
		Discount: decimal.NewFromInt(200), BillingDate: time.Now(),
		LineItems: []transaction.LineItem{
			{ItemCode: "coat", Qty: decimal.NewFromInt(1), Rate: decimal.NewFromInt(900), Value: decimal.NewFromInt(900), Amount: decimal.NewFromInt(800), Discount: decimal.NewFromInt(100)},
			{ItemCode: "scarf", Qty: decimal.NewFromInt(1), Rate: decimal.NewFromInt(300), Value: decimal.NewFromInt(300), Amount: decimal.NewFromInt(200), Discount: decimal.NewFromInt(100)},
		},
		Redemptions: r.ids(),
	}, transaction.AddOptions{})
	if err != nil {
		return r, fmt.Errorf("add the bill: %w", err)
	}
	fmt.Fprintf(t.out, "added bill %s as %d\n", t.bill, saved.CreatedID)
	return r, nil
}

// takeBack returns the scarf, and gives the points back.
func (t *till) takeBack(ctx context.Context, who capillary.Identifier, r redeemed) error {
	_, err := t.bills.Add(ctx, capillary.Mobile(t.mobile), transaction.Bill{
		Type: transaction.TypeReturn, ReturnType: transaction.ReturnLineItem, BillNumber: t.bill, BillAmount: decimal.NewFromInt(200),
		PurchaseTime: time.Now(),
		LineItems: []transaction.LineItem{{ItemCode: "scarf", Qty: decimal.NewFromInt(1), Rate: decimal.NewFromInt(300),
			Value: decimal.NewFromInt(300), Amount: decimal.NewFromInt(200), Discount: decimal.NewFromInt(100)}},
	}, transaction.AddOptions{})
	if err != nil {
		return fmt.Errorf("return the scarf: %w", err)
	}
	if _, err = t.points.Reverse(ctx, points.ReverseRequest{Customer: who, RedemptionID: r.points.RedemptionID}); err != nil {
		return fmt.Errorf("reverse the points: %w", err)
	}
	fmt.Fprintln(t.out, "the scarf is back, and so are the points")
	_, err = t.points.Reverse(ctx, points.ReverseRequest{Customer: who, RedemptionID: r.points.RedemptionID})
	if !errors.Is(err, capillary.ErrDuplicate) {
		return fmt.Errorf("reverse the points a second time, which has to be refused: %w", cmp.Or(err, errors.New("it was not")))
	}
	fmt.Fprintln(t.out, "a second time they don't come back")
	balance, err := t.customers.PointsBalance(ctx, who, customer.ProgramOptions{})
	if err != nil {
		return fmt.Errorf("balance: %w", err)
	}
	fmt.Fprintf(t.out, "points to spend: %s\n", balance.MainPoints)
	return nil
}

// open connects to the cluster in the environment, or to a fake that has the customer, the points and the coupon ready.
func open(ctx context.Context, out io.Writer, in io.Reader, mobile, code string) (*till, func(), error) {
	t := &till{out: out, mobile: mobile, coupon: code, bill: fmt.Sprintf("bill-%d", time.Now().UnixNano())}
	var client *capillary.Client
	done := func() { client.CloseIdleConnections() }
	if capillary.EnvConfigured() {
		var err error
		if client, err = capillary.NewFromEnv(); err != nil {
			return nil, nil, err
		}
		t.password = func() string { return ask(out, in) }
	} else {
		fake := capillarytest.NewServer()
		fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", LastName: "Marsh", Mobile: mobile, Points: 420})
		client = fake.OAuthClient()
		done = func() { client.CloseIdleConnections(); fake.Close() }
		t.password = func() string { return fake.LastOTP(mobile) }
	}
	t.customers, t.points, t.coupons = customer.New(client), points.New(client), coupon.New(client)
	t.passwords, t.bills = otp.New(client), transaction.New(client)
	if !capillary.EnvConfigured() {
		var err error
		if t.coupon, err = t.issue(ctx); err != nil {
			done()
			return nil, nil, err
		}
	}
	return t, done, nil
}

// issue gives the fake's customer a coupon.
func (t *till) issue(ctx context.Context) (string, error) {
	series, err := t.coupons.CreateSeries(ctx, coupon.CreateSeriesRequest{Series: coupon.SeriesSettings{Description: "200 off",
		DiscountCode: "OFF200", DiscountType: coupon.DiscountAbsolute, DiscountValue: decimal.NewFromInt(200), SMSTemplate: "{{voucher}}",
		ClientHandlingType: coupon.HandlingGenerated, ExpiryStrategyType: coupon.ExpiryDays, ExpiryStrategyValue: new(int64(30)),
		ValidTillDate: time.Now().AddDate(1, 0, 0)}})
	if err != nil {
		return "", fmt.Errorf("make a series: %w", err)
	}
	issued, err := t.coupons.Issue(ctx, coupon.IssueRequest{SeriesID: series.ID, Customer: capillary.Mobile(t.mobile)})
	if err != nil {
		return "", fmt.Errorf("issue a coupon: %w", err)
	}
	return issued.Code, nil
}

func ask(out io.Writer, in io.Reader) string {
	fmt.Fprint(out, "password that the customer got: ")
	var password string
	if _, err := fmt.Fscanln(in, &password); err != nil {
		return "" // the check will say that it is wrong
	}
	return password
}
