// Package coupon is about coupons: their series, issuing them to customers one by one or many at once, whether they can be
// redeemed, redeeming them one by one or many at once, taking redemptions and coupons back, their details, and uploads of
// coupon files. It speaks v2, and v1.1 where only that has the endpoint; a v1.1 form that takes or returns other things
// stands beside its v2 method with the suffix V1. The coupons of a customer are in package customer.
//
//	coupons := coupon.New(client)
//	redeemed, err := coupons.Redeem(ctx, coupon.RedeemRequest{
//		Redemptions: []coupon.RedemptionCode{{Code: "SPRING7Q"}}, User: coupon.CustomerOf(capillary.Mobile("919740000000")),
//		TransactionNumber: "bill-77", BillAmount: decimal.NewFromInt(1200),
//	})
//	switch {
//	case errors.Is(err, capillary.ErrOutcomeUnknown):
//		… // nobody can know yet: see OutcomeUnknownError.Reconcile
//	case errors.Is(err, coupon.ErrRedeemed):
//		… // it was redeemed before
//	}
//
// Coupons are money. What may be in doubt is never sent twice; a redemption that names its transaction number is looked
// up, so that a doubt can be settled.
//
// What a brand wants to do, and the method for it:
//
//	make and change a series                          CreateSeries, UpdateSeries, UpdateSeriesByBody
//	read series                                       Series, SeriesV1
//	give a customer a coupon                          Issue, IssueV1
//	give several coupons, of one or of many series    IssueMultiple, IssueBulk
//	send a coupon again                               Resend
//	can it be redeemed?                               IsRedeemable, IsRedeemableV1
//	redeem coupons                                    Redeem, RedeemBulk, RedeemV1
//	try a redemption without redeeming                RedeemBulkDryRun
//	was it redeemed? after a doubt                    SettleRedeem, SettleRedeemBulk, SettleRedeemV1
//	take a redemption back                            Reactivate, ReactivateByCode
//	note what is known of redemptions                 UpdateRedemptions
//	take coupons away, change when they end           Revoke, UpdateExpiry
//	read coupons                                      Get, GetV1
//	upload codes, and codes that were redeemed        Upload, UploadRedeemed
//	how far an upload is                              UploadStatus, UploadRedeemedStatus
package coupon

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
