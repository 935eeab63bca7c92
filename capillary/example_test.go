package capillary_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/transaction"
)

func ExampleMobileOf() {
	for _, number := range []string{"+84 91 234 5678", "0912345678", "912345678"} {
		who, err := capillary.MobileOf("84", number)
		fmt.Println(who.Value(), err)
	}
	// Output:
	// 84912345678 <nil>
	// 84912345678 <nil>
	// 84912345678 <nil>
}

func ExampleIdentifier_In() {
	who := capillary.WeChat("o-77").In(capillary.SourceWeChat, "wc-1")
	source, account := who.Account()
	fmt.Println(who, source, account) // the value is personal, and hidden
	// Output: wechat:[redacted] WECHAT wc-1
}

func ExampleDay() {
	last := capillary.Day{Year: 2026, Month: time.March, Day: 5}
	kolkata := time.FixedZone("IST", 5*60*60+30*60)
	fmt.Println(last, last.In(kolkata).UTC().Format(time.RFC3339), last.Compare(capillary.DayOf(time.Date(2026, 3, 4, 23, 0, 0, 0, kolkata))))
	// Output: 2026-03-05 2026-03-04T18:30:00Z 1
}

func ExampleReconcile() {
	server := capillarytest.NewServer()
	defer server.Close()
	id := server.AddCustomer(capillarytest.Customer{FirstName: "Asha", Mobile: "919740000001"})
	// The bill is added, its answer is lost, and nobody can be asked for a while.
	server.Fault(capillarytest.Fault{Method: "POST", Path: "/v2/transactions", Kind: capillarytest.CutAfterWork()})
	server.Fault(capillarytest.Fault{Method: "GET", Path: "/v1.1/transaction/get", Kind: capillarytest.HTMLPage(503)})
	client := server.Client(capillary.WithMaxRetries(0))
	defer client.CloseIdleConnections()

	bill := transaction.Bill{Type: transaction.TypeRegular, BillNumber: "blr-7731", BillAmount: decimal.NewFromInt(250), BillingDate: time.Now()}
	_, err := transaction.New(client).Add(context.Background(), capillary.UserID(id), bill, transaction.AddOptions{})
	fmt.Println(errors.Is(err, capillary.ErrOutcomeUnknown))

	known, err := capillary.Reconcile[*transaction.Saved](context.Background(), err)
	fmt.Println(known.Settled, known.Happened, err)

	// Another process has the bill and the moment, and asks the same.
	settled, err := transaction.New(client).SettleAdd(context.Background(), capillary.UserID(id), bill, time.Now())
	fmt.Println(settled.Happened, settled.Result.CreatedID == known.Result.CreatedID, err)
	// Output:
	// true
	// true true <nil>
	// true true <nil>
}

func ExampleWithHook() {
	server := capillarytest.NewServer()
	defer server.Close()
	server.AddCustomer(capillarytest.Customer{FirstName: "Asha", Mobile: "919740000001"})
	client := server.Client(capillary.WithHook(capillary.Hook{
		Start: func(ctx context.Context, c capillary.Started) context.Context {
			fmt.Println("begin", c.Operation)
			return ctx // with the span of a tracer in it
		},
		End: func(_ context.Context, o capillary.Observation) { fmt.Println("end", o.Operation, o.Outcome, o.Tries) },
	}))
	defer client.CloseIdleConnections()
	_, err := customer.New(client).Lookup(context.Background(), capillary.Mobile("919740000001"), customer.LookupOptions{})
	fmt.Println(err)
	// Output:
	// begin customer.Lookup
	// end customer.Lookup done 1
	// <nil>
}

// A member that the documentation got after this SDK can be sent, and read, today.
func ExampleWithBodyField() {
	server := capillarytest.NewServer()
	defer server.Close()
	id := server.AddCustomer(capillarytest.Customer{FirstName: "Asha", Mobile: "919740000001"})
	client := server.Client()
	defer client.CloseIdleConnections()
	bill := transaction.Bill{Type: transaction.TypeRegular, BillNumber: "blr-7732", BillAmount: decimal.NewFromInt(250)}
	saved, err := transaction.New(client).Add(context.Background(), capillary.UserID(id), bill, transaction.AddOptions{},
		capillary.WithBodyField("giftWrap", true), capillary.WithQuery("campaign", "spring"))
	fmt.Println(saved.CreatedID > 0, err)
	// Output: true <nil>
}

// A thousand stores with a Basic user each share the connections, limits and retries of one client.
func ExampleClient_As() {
	client, err := capillary.New(capillary.EU, capillary.Basic("store.server", "secret"))
	if err != nil {
		fmt.Println(err)
		return
	}
	till, err := client.As(capillary.Basic("blr.till.9", "another secret"))
	fmt.Println(till != nil, err)
	// Output: true <nil>
}
