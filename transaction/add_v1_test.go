package transaction_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

// purchaseV1 is a bill that is as short as it can be.
func purchaseV1() transaction.BillV1 {
	return transaction.BillV1{Type: transaction.TypeRegularV1, Number: "hyd-1001", Amount: dec("750.5"),
		Customer: capillary.Mobile("447700900111")}
}

const savedV1 = `{"id":90210,"shipping_source_till_code":"ship.1","number":"hyd-1001","bill_client_id":"b-1","type":"REGULAR","delivery_status":"DELIVERED",
	"parent_bill_number":"","outlier_status":"NORMAL","customer":{"user_id":"8800012","mobile":"447700900111","firstname":"Asha","lastname":"Iyer",
		"email":"asha@example.org",
		"external_id":"","lifetime_points":"106.5","loyalty_points":"100","current_slab":"Leaf","tier_expiry_date":"2119-09-20 23:59:59",
		"points_summaries":{"points_summary":[{"programId":"5","redeemed":"0","expired":"0","returned":"0","adjusted":"-1","lifetimePoints":"106.5",
			"loyaltyPoints":"100",
			"cumulativePurchases":"18000","currentSlab":"Leaf","nextSlab":"Bud","nextSlabSerialNumber":"2","nextSlabDescription":"next","slabSNo":"1",
			"slabExpiryDate":"2119-09-20 23:59:59","totalPoints":""}]},"lifetime_purchases":"18000","type":"LOYALTY","source":"instore"},
	"side_effects":{"effect":[{"id":700,"coupon_type":"PE","coupon_code":"TEA10","valid_till":"2026-06-27 23:59:59","description":"tea",
		"discount_code":"Tea","type":"coupon"},
		{"type":"points","awarded_points":"7","total_points":"107","customer_id":"8800012"},
		{"type":"alternate_currency","alternate_currency_identifier":"km","alternate_currency_name":"miles","awarded_value":"1.5"}]},"source":"ECOMM",`

const savedV1Want = `{"id":90210,"number":"hyd-1001","bill_client_id":"b-1","type":"REGULAR","delivery_status":"DELIVERED","outlier_status":"NORMAL",
	"source":"ECOMM",
	"shipping_source_till_code":"ship.1","customer":{"user_id":8800012,"mobile":"447700900111","firstname":"Asha","lifetime_points":"106.5","loyalty_points":"100",
		"current_slab":"Leaf","tier_expiry_date":"2119-09-20T23:59:59Z","lifetime_purchases":"18000","type":"LOYALTY",
		"points_summaries":{"points_summary":[{"programId":5,"adjusted":"-1","lifetimePoints":"106.5","nextSlabSerialNumber":2,"slabSNo":1}]}},
	"side_effects":{"effect":[{"id":700,"type":"coupon","coupon_code":"TEA10","valid_till":"2026-06-27T23:59:59Z"},
		{"type":"points","awarded_points":"7","total_points":"107","customer_id":8800012},
		{"type":"alternate_currency","alternate_currency_name":"miles","awarded_value":"1.5"}]}}`

func TestAddingTransactionsInV1(t *testing.T) {
	serial := int64(0)
	full := transaction.BillV1{
		Type: transaction.TypeMixedV1, Number: "hyd-1003", Amount: dec("1880"), BillingTime: time.Date(2025, 3, 14, 18, 45, 10, 0, india),
		GrossAmount: dec("2000"), Discount: dec("120"), CurrencyCode: "INR", Notes: "gift wrap", Comment: "c", Source: transaction.SourceOthers,
		BillClientID: "b-1", ReferralCode: "REF1", OutlierStatus: transaction.OutlierRetro, DeliveryStatus: transaction.DeliveryPlaced,
		ShippingSourceTillCode: "ship.1", NotInterestedReason: "none", Country: "IN",
		Customer: capillary.UserID(8800012),
		CustomerDetails: transaction.CustomerDetailsV1{Mobile: "447700900111", Email: "asha@example.org", ExternalID: "hyd-77",
			CardDetails: transaction.CardV1{CardNumber: "c-2"}, Firstname: "Asha", Lastname: "Iyer", ReferralCode: "REF2"},
		LineItems: transaction.LineItemsV1{LineItem: []transaction.LineItemV1{{
			Type: transaction.TypeReturnedV1, ReturnType: transaction.ReturnCancelled, ItemCode: "cup", Variant: "cup-red", BaseItemCode: "cup-base", Description: "cup",
			Qty: dec("2"), Rate: dec("100"), Value: dec("200"), Amount: dec("190"), Discount: dec("10"), DiscountValue: dec("10"), Serial: &serial,
			TransactionNumber: "t-1", Notes: "n", OutlierStatus: transaction.OutlierNormal, CashierID: "9",
			Attributes:     transaction.AttributesV1{Attribute: []transaction.FieldV1{{Name: "colour", Value: "red"}}},
			CustomFields:   transaction.SetFieldsV1{Field: []transaction.FieldV1{{Name: "shelf", Value: "4b"}}},
			ExtendedFields: transaction.SetFieldsV1{Field: []transaction.FieldV1{{Name: "weight", Value: "1.2"}}},
			ComboItems: transaction.ComboItemsV1{ComboItem: []transaction.BundleItemV1{{ItemCode: "saucer", Quantity: dec("6"), Description: "s", Rate: dec("1"),
				Value: dec("6")}}},
			SplitItems: transaction.SplitItemsV1{SplitItem: []transaction.BundleItemV1{{ItemCode: "glaze"}}},
			AddonItems: transaction.AddonItemsV1{AddonItem: []transaction.BundleItemV1{{ItemCode: "engraving"}}},
		}}},
		PaymentDetails: transaction.PaymentsV1{Payment: []transaction.PaymentV1{{Mode: "Card", Value: dec("1880"), Notes: "n",
			Attributes: transaction.AttributesV1{Attribute: []transaction.FieldV1{{Name: "bank", Value: "Example"}}}}}},
		CreditNote:        transaction.SetCreditNoteV1{Number: "cn-1", Amount: dec("18.5"), Notes: "broken"},
		CustomFields:      transaction.SetFieldsV1{Field: []transaction.FieldV1{{Name: "cashier", Value: "9"}}},
		ExtendedFields:    transaction.SetFieldsV1{Field: []transaction.FieldV1{{Name: "city", Value: "Hyderabad"}}},
		AssociateDetails:  transaction.AssociateV1{Code: "a-1", Name: "Ravi"},
		PointsRedemptions: []int64{5001}, CouponRedemptions: []int64{6001},
		Redemptions: transaction.RedemptionsV1{PointsRedemptions: transaction.RedemptionIDsV1{ID: []int64{5001}},
			CouponRedemptions: transaction.RedemptionIDsV1{ID: []int64{6001}}},
		ReturnType: transaction.ReturnLineItem, PurchaseTime: time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC), ParentBillNumber: "hyd-900", ID: 90100,
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a short bill goes out in a list of one, and tells how its customer stands",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddV1(ctx, transaction.NewRequestV1(purchaseV1()), transaction.AddOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/add", Query: "format=json",
			Body: `{"root":{"transaction":[{"type":"regular","number":"hyd-1001","amount":750.5,"discount":0,"customer":{"mobile":"447700900111"}}]}}`,
			Reply: `{"response":{"status":{"success":"true","code":200,"message":"Success"},"transactions":{"transaction":[` + savedV1 +
				`"item_status":{"success":"true","code":600,"message":"ok"}}]}}}`,
			Want: `{"items":[{"item_status":{"success":true,"code":600},"value":` + savedV1Want + `}]}`,
		},
		{
			Name: "a full bill carries everything, on the cluster's clock",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddV1(ctx, transaction.NewRequestV1(full), transaction.AddOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/add", Query: "format=json",
			Body: `{"root":{"transaction":[{"type":"MIXED","number":"hyd-1003","amount":1880,"billing_time":"2025-03-14 13:15:10","gross_amount":2000,"discount":120,
				"currency_code":"INR","notes":"gift wrap","comment":"c","source":"OTHERS","bill_client_id":"b-1","referral_code":"REF1","outlier_status":"RETRO",
				"delivery_status":"PLACED","shipping_source_till_code":"ship.1","not_interested_reason":"none","country":"IN",
				"customer":{"id":8800012,"mobile":"447700900111","email":"asha@example.org","external_id":"hyd-77","card_details":{"card_number":"c-2"},
					"firstname":"Asha","lastname":"Iyer","referral_code":"REF2"},
				"line_items":{"line_item":[{"type":"return","return_type":"CANCELLED","item_code":"cup","variant":"cup-red","base_item_code":"cup-base","description":"cup",
					"qty":2,"rate":100,"value":200,"amount":190,"discount":10,"discount_value":10,"serial":0,"transaction_number":"t-1","notes":"n","outlier_status":"NORMAL",
					"cashier_id":"9","attributes":{"attribute":[{"name":"colour","value":"red"}]},"custom_fields":{"field":[{"name":"shelf","value":"4b"}]},
					"extended_fields":{"field":[{"name":"weight","value":"1.2"}]},
					"combo_items":{"combo_item":[{"item_code":"saucer","quantity":6,"description":"s","rate":1,"value":6}]},
					"split_items":{"split_item":[{"item_code":"glaze"}]},"addon_items":{"addon_item":[{"item_code":"engraving"}]}}]},
				"payment_details":{"payment":[{"mode":"Card","value":1880,"notes":"n","attributes":{"attribute":[{"name":"bank","value":"Example"}]}}]},
				"credit_note":{"number":"cn-1","amount":18.5,"notes":"broken"},
				"custom_fields":{"field":[{"name":"cashier","value":"9"}]},"extended_fields":{"field":[{"name":"city","value":"Hyderabad"}]},
				"associate_details":{"code":"a-1","name":"Ravi"},"pointsRedemptions":[5001],"couponRedemptions":[6001],
				"redemptions":{"points_redemptions":{"id":[5001]},"coupon_redemptions":{"id":[6001]}},
				"return_type":"LINE_ITEM","purchase_time":"2025-03-01 09:00:00","parent_bill_number":"hyd-900","id":90100}]}}`,
			Reply: `{"response":{"status":{"success":"true","code":200,"message":"Success"},"transactions":{"transaction":{"id":"90212","number":"hyd-1003",
				"bill_client_id":[],
				"type":"RETURN","customer":{"user_id":"8800012","current_slab":[],"tier_expiry_date":[]},"side_effects":{"effect":[]},"points_deducted":"2.5",
					"points_balance":"97",
				"source":[],"item_status":{"code":"600","success":"true","message":"ok"}}}}}`,
			Want: `{"items":[{"value":{"id":90212,"type":"RETURN","points_deducted":"2.5","points_balance":"97","customer":{"user_id":8800012,"current_slab":""}}}]}`,
		},
		{
			Name: "a transaction of nobody in particular",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddV1(ctx, transaction.NewRequestV1(transaction.BillV1{Type: transaction.TypeNotInterestedV1,
					Number: "hyd-1004", Amount: dec("5")}), transaction.AddOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/add", Query: "format=json",
			Body: `{"root":{"transaction":[{"type":"not_interested","number":"hyd-1004","amount":5,"discount":0}]}}`,
			Reply: `{"response":{"status":{"success":"true","code":200,"message":"Success"},"transactions":{"transaction":[
				{"id":90214,"type":"NOT_INTERESTED","item_status":{"success":"true","code":600,"message":"ok"}}]}}}`,
			Want: `{"items":[{"value":{"id":90214,"type":"NOT_INTERESTED"}}]}`,
		},
		{
			Name: "a transaction in the store's currency",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				b := purchaseV1()
				b.CurrencyCode = "QAR"
				return transaction.New(c).AddWithLocalCurrencyV1(ctx, transaction.NewRequestV1(b), transaction.AddOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/add_with_local_currency", Query: "format=json",
			Body: `{"root":{"transaction":[{"type":"regular","number":"hyd-1001","amount":750.5,"discount":0,"currency_code":"QAR",
				"customer":{"mobile":"447700900111"}}]}}`,
			Reply: `{"response":{"status":{"success":"true","code":"200","message":"Success"},"transactions":{"transaction":[` + savedV1 +
				`"item_status":{"success":"true","code":600,"message":"ok"}}]}}}`,
			Want: `{"items":[{"value":` + savedV1Want + `}]}`,
		},
		{
			Name: "an organisation without other currencies",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddWithLocalCurrencyV1(ctx, transaction.NewRequestV1(purchaseV1()), transaction.AddOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/add_with_local_currency", Query: "format=json",
			Body: `{"root":{"transaction":[{"type":"regular","number":"hyd-1001","amount":750.5,"discount":0,"customer":{"mobile":"447700900111"}}]}}`,
			Reply: `{"response":{"status":{"success":"false","code":500,"message":"all failed"},"transactions":{"transaction":[
				{"number":"hyd-1001","item_status":{"success":"false","code":682,"message":"off"}}]}}}`,
			WantErr: transaction.ErrCurrencyConversionOff,
		},
	})
}

func TestEachTransactionOfV1HasItsOwnVerdict(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"response":{"status":{"success":"true","code":201,"message":"partly"},"transactions":{"transaction":[
		{"id":90210,"number":"hyd-1001","item_status":{"success":"true","code":600,"message":"ok"}},
		{"number":"hyd-1002","item_status":{"success":"false","code":604,"message":"duplicate"}}]}}}`)
	second := purchaseV1()
	second.Number = "hyd-1002"
	batch, err := transaction.New(client).AddV1(t.Context(), transaction.NewRequestV1(purchaseV1(), second), transaction.AddOptionsV1{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	assert.NoError(t, batch.Items[0].Err())
	assert.ErrorIs(t, batch.Items[1].Err(), transaction.ErrDuplicate)
	assert.ErrorIs(t, batch.Items[1].Err(), capillary.ErrDuplicate)
	require.Len(t, batch.Values(), 1)
	assert.Equal(t, int64(90210), batch.Values()[0].ID)
}

func TestADoubtAboutOneTransactionOfV1NamesIt(t *testing.T) {
	client, _ := wiretest.Serve(t, 502, `<html>`)
	var unknown *capillary.OutcomeUnknownError
	_, err := transaction.New(client).AddV1(t.Context(), transaction.NewRequestV1(purchaseV1()), transaction.AddOptionsV1{})
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, "hyd-1001", unknown.Key)
	_, err = transaction.New(client).AddV1(t.Context(), transaction.NewRequestV1(purchaseV1(), purchaseV1()), transaction.AddOptionsV1{})
	require.ErrorAs(t, err, &unknown)
	assert.Empty(t, unknown.Key)
}

func TestAddV1RefusesWhatTheAPICannotTake(t *testing.T) {
	item := func(i transaction.LineItemV1) func(*transaction.BillV1) {
		return func(b *transaction.BillV1) { b.LineItems.LineItem = []transaction.LineItemV1{{}, i} }
	}
	for name, x := range map[string]struct {
		field string
		spoil func(b *transaction.BillV1)
	}{
		"no type":                   {"transaction[0].type", func(b *transaction.BillV1) { b.Type = "" }},
		"no number":                 {"transaction[0].number", func(b *transaction.BillV1) { b.Number = "" }},
		"a number that is too long": {"transaction[0].number", func(b *transaction.BillV1) { b.Number = strings.Repeat("7", 51) }},
		"a regular bill of nobody":  {"transaction[0].customer", func(b *transaction.BillV1) { b.Customer, b.CustomerDetails.Firstname = capillary.Identifier{}, "Asha" }},
		"a return of nobody's": {"transaction[0].customer", func(b *transaction.BillV1) {
			b.Type, b.Customer = transaction.TypeReturnV1, capillary.Identifier{}
		}},
		"an identifier of elsewhere": {"transaction[0].customer",
			func(b *transaction.BillV1) { b.Customer = capillary.WeChat("w") }},
		"a source, which would be lost": {"transaction[0].customer",
			func(b *transaction.BillV1) { b.Customer = b.Customer.In(capillary.SourceLine, "ln-1") }},
		"two mobile numbers of one customer": {"transaction[0].customer_details.mobile",
			func(b *transaction.BillV1) { b.CustomerDetails.Mobile = "447700900222" }},
		"a return of no line items": {"transaction[0].line_items", func(b *transaction.BillV1) { b.ReturnType = transaction.ReturnLineItem }},
		"a negative amount":         {"transaction[0].amount", func(b *transaction.BillV1) { b.Amount = dec("-1") }},
		"a negative gross amount":   {"transaction[0].gross_amount", func(b *transaction.BillV1) { b.GrossAmount = dec("-1") }},
		"a negative discount":       {"transaction[0].discount", func(b *transaction.BillV1) { b.Discount = dec("-1") }},
		"a negative quantity":       {"transaction[0].line_items.line_item[1].qty", item(transaction.LineItemV1{Qty: dec("-1")})},
		"a negative rate":           {"transaction[0].line_items.line_item[1].rate", item(transaction.LineItemV1{Rate: dec("-1")})},
		"a negative value":          {"transaction[0].line_items.line_item[1].value", item(transaction.LineItemV1{Value: dec("-1")})},
		"a negative item amount":    {"transaction[0].line_items.line_item[1].amount", item(transaction.LineItemV1{Amount: dec("-1")})},
		"a negative item discount":  {"transaction[0].line_items.line_item[1].discount", item(transaction.LineItemV1{Discount: dec("-1")})},
		"a negative discount value": {"transaction[0].line_items.line_item[1].discount_value", item(transaction.LineItemV1{DiscountValue: dec("-1")})},
	} {
		t.Run(name, func(t *testing.T) {
			b := purchaseV1()
			x.spoil(&b)
			wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
				_, err := transaction.New(c).AddV1(ctx, transaction.NewRequestV1(b), transaction.AddOptionsV1{})
				return err
			})
		})
	}
	wiretest.Refused(t, "transaction", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).AddV1(ctx, transaction.RequestV1[transaction.BillV1]{}, transaction.AddOptionsV1{})
		return err
	})
}

func TestACustomerOfABillInV1IsNamedByAnyOfTheIdentifiers(t *testing.T) {
	for want, who := range map[string]capillary.Identifier{
		`{"id":8800012}`:               capillary.UserID(8800012),
		`{"mobile":"447700900111"}`:    capillary.Mobile("447700900111"),
		`{"email":"asha@example.org"}`: capillary.Email("asha@example.org"),
		`{"external_id":"hyd-77"}`:     capillary.ExternalID("hyd-77"),
		`{"card_number":"c-1"}`:        capillary.CardNumber("c-1"),
	} {
		wiretest.Run(t, []wiretest.Exchange{{
			Name: want,
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).UpdateV1(ctx, transaction.NewRequestV1(transaction.ChangeV1{Number: "hyd-9", Customer: who}), transaction.UpdateOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/transaction/update", Query: "format=json",
			Body:  `{"root":{"transaction":[{"number":"hyd-9","customer":` + want + `}]}}`,
			Reply: `{"response":{"status":{"success":"true","code":200},"transactions":{"transaction":[{"number":"hyd-9","item_status":{"success":"true","code":600}}]}}}`,
			Want:  `{"items":[{"value":{"number":"hyd-9"}}]}`,
		}})
	}
}
