// Package points is about loyalty points: whether they can be redeemed, redeeming them with or without a validation code,
// giving them back, transfers between customers and groups, the ledger, expiry, promised points, and alternate
// currencies. It speaks v2, and v1.1 for checks and for what a v2 redemption has no field for (RedeemV1). The balance of a customer, the schedules of
// expiry and conversion, and the lists of redemptions and transfers of one customer are in package customer.
//
//	service := points.New(client)
//	redemption, err := service.Redeem(ctx, points.RedeemRequest{
//		Customer: capillary.UserID(566000001), Points: decimal.NewFromInt(100), TransactionNumber: "bill-77",
//		ExternalReference: order.ID, ValidationCode: capillary.NewSecret(code),
//	})
//	switch {
//	case errors.Is(err, capillary.ErrOutcomeUnknown):
//		… // nobody can know yet: see OutcomeUnknownError.Reconcile
//	case errors.Is(err, points.ErrInsufficientToRedeem):
//		… // refused: nothing was redeemed
//	}
//
// Points are money. What may be in doubt is sent again only where a key of yours makes that safe: the external reference of
// Redeem, the unique ids of AllocateCurrency. Redemptions can be settled by their reference, in another process too.
//
// What a brand wants to do, and the method for it:
//
//	can they be redeemed?                             IsRedeemable, IsRedeemableWithOTP
//	send a validation code                            IssueValidationCode
//	redeem                                            Redeem, RedeemV1
//	try a redemption without redeeming                RedeemDryRun
//	was it redeemed? after a doubt                    SettleRedeem, SettleRedeemV1
//	give redeemed points back                         Reverse, ReverseByKey
//	note what is known of a redemption                UpdateRedemption
//	can they be given to another customer?            IsTransferrable, IsTransferrableWithOTP
//	give them to another customer                     Transfer, Transfers
//	the same from and to groups                       IsGroupTransferrable, TransferGroup, RequestGroupGoodwill
//	give a customer points or other currencies        AllocateCurrency
//	take points away                                  Deduct
//	the ledger                                        Ledger, AllLedgerEntries, ExplodeLedger, LedgerBalance
//	the ledger of connected organisations             ConnectedLedger, AllConnectedLedgerEntries, ExplodeConnectedLedger
//	when points expire, and moving that               UpdateExpiry, SinglePointsExpiryUpdates, AllSinglePointsExpiryUpdates
//	which awards expire, what an event gave           AllocationsExpiring, AllAllocationsExpiring, AllocationsOfEvent, AllAllocationsOfEvent
//	unlock promised points                            UnlockPromised
//	points of the system before                       HistoricalPoints, AllHistoricalPoints
//	their fields                                      HistoricalPointsFields, SaveHistoricalPointsFields, DeleteHistoricalPointsField
//	custom fields of coupon redemptions               CouponRedemptionFields, AllCouponRedemptionFields
package points

import (
	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }

// EntityType is who owns points: a customer, or a group of customers.
type EntityType = customer.EntityType

// The documented entity types.
const (
	EntityCustomer   = customer.EntityCustomer
	EntityUserGroup2 = customer.EntityUserGroup2
	EntityFleet      = EntityType("FLEET")
)
