package transaction

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

// texts are the messages of the resource's own codes; reply.Common has those that others answer with too.
var texts = reply.Texts{
	601:  "Invalid Bill Amount",
	602:  "Invalid transaction number",
	604:  "Duplicate transaction number",
	607:  "No transaction id passed",
	619:  "Transaction id is not provided",
	620:  "Invalid Transaction ID",
	624:  "Invalid return transaction time, Return transaction should happen after add transaction",
	625:  "Parent Bill Number for the return transaction does not exist.",
	626:  "Quantity of returned item is more than purchased item for ItemCode",
	627:  "Quantity cannot be negative",
	628:  "Invalid return transaction type passed",
	630:  "Total returned amount is more than purchase amount",
	632:  "Transaction is already returned with return type LINE_ITEM, you cannot return transaction with return type AMOUNT",
	633:  "Transaction is already fully returned, you cannot return this transaction again",
	638:  "Transaction is already returned with return type AMOUNT, you cannot return again with return type LINE_ITEM",
	639:  "Transaction is already returned, you cannot return full transaction again",
	640:  "Points or coupons are not redeemed for this transaction",
	662:  "Lineitem with negative value is not allowed",
	663:  "Lineitem with negative rate is not allowed",
	664:  "Lineitem with negative discount is not allowed",
	665:  "Transaction gross amount cannot be negative",
	666:  "Transaction discount cannot be negative",
	667:  "Transaction id not found for this customer",
	668:  "Transaction number not found for this customer",
	672:  "Batch limit exceeded",
	685:  "Field length too long",
	690:  "Invalid transaction type",
	1104: "Invalid identifier or no identifier passed",
	1109: "Maximum 1000 transactions can be fetched",
	1117: "Invalid event logs param",
	1119: "Invalid line item id passed",
	1624: "Insufficient parameters passed to fetch transaction",
	1626: "The requested transaction type cannot be changed",
	1627: "The transaction is already marked as retro",
	1628: "Transaction id is invalid",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
