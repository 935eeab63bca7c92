// Package transaction is about transactions: what customers bought and gave back. It adds them one by one and in bulk,
// updates and fetches them, tells what they earned, and looks after those that were rejected. It speaks v2, and v1.1 where
// only that has the endpoint or takes other things; a v1.1 form beside a v2 method has the suffix V1.
//
//	transactions := transaction.New(client)
//	saved, err := transactions.Add(ctx, capillary.Mobile("919740000000"), transaction.Bill{
//		Type: transaction.TypeRegular, BillNumber: "blr-7731", BillAmount: decimal.NewFromInt(1200), BillingDate: time.Now(),
//		LineItems: []transaction.LineItem{{ItemCode: "sku-1", Qty: decimal.NewFromInt(2), Rate: decimal.NewFromInt(600)}},
//	}, transaction.AddOptions{})
//	if errors.Is(err, transaction.ErrDuplicate) {
//		… // the bill was added before
//	}
//
// A transaction is regular, a return, or mixed (an exchange: some items are bought, others given back). A regular one is of
// a loyalty customer, of a customer who only gave an identifier, or of nobody: a not-interested transaction.
//
// Its natural key is the bill number. Whether that is unique for a till, a store or the organisation, and for how many days,
// is the organisation's setting. The amounts and quantities of all transactions are positive, those of returns too.
//
// What a brand wants to do, and the method for it:
//
//	add a bill, or a return                           Add, AddV1
//	add many                                          AddBulk
//	add one in another currency                       AddWithLocalCurrencyV1
//	was it added? after a doubt                       SettleAdd, SettleAddBulk, SettleAddV1, SettleAddWithLocalCurrencyV1
//	make a bill of nobody a customer's                RetroV1
//	change bills                                      Update, UpdateBulk, UpdateV1
//	read a bill                                       Get, GetByNumber, GetV1
//	all bills of a number                             ByNumber
//	what a bill earned, and why                       Earning, EvaluationLog
//	what a bill would earn                            Simulate
//	bills that were rejected                          Rejected, AllRejected, Retrigger, RetriggerStatus, MarkFailed
package transaction

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
