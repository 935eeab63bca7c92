package transaction_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

var india = time.FixedZone("IST", 5*60*60+30*60)

// purchase is a bill that is as short as it can be.
func purchase() transaction.Bill {
	return transaction.Bill{Type: transaction.TypeRegular, BillNumber: "hyd-1001", BillAmount: dec("750.5")}
}

func TestAddingATransaction(t *testing.T) {
	full := transaction.Bill{
		Type: transaction.TypeRegular, BillNumber: "hyd-1002", BillAmount: dec("1880"),
		BillingDate: time.Date(2025, 3, 14, 18, 45, 10, 0, india), GrossAmount: dec("2000"), Discount: dec("120"),
		Note: "gift wrap", OutlierStatus: transaction.OutlierNormal, DeliveryStatus: transaction.DeliveryPlaced,
		LineItems: []transaction.LineItem{{
			ItemCode: "tea-set-red", Description: "tea set", Qty: dec("1"), Rate: dec("2000"), Value: dec("2000"), Discount: dec("120"),
			Amount: dec("1880"), Serial: "1", ImgURL: "https://shop.example/tea.png", Attributes: map[string]any{"colour": "red"},
			CustomFields: map[string]any{"shelf": "4b"}, ExtendedFields: map[string]any{"weight": "1.2"},
			ComboDetails: []transaction.BundleItem{{ItemCode: "cup", Quantity: dec("6"), Description: "cup", Rate: dec("200"),
				Value: dec("1200"), ComboType: transaction.ComboItem}},
			SplitDetails: []transaction.BundleItem{{ItemCode: "glaze", ComboType: transaction.ComboSplit}},
			AddOnDetails: []transaction.BundleItem{{ItemCode: "engraving", Quantity: dec("1"), ComboType: transaction.ComboAddOn}},
			Returnable:   new(bool), ReturnableDays: new(int64),
			AppliedPromotionIdentifiers: []string{"cHJvbW8="},
		}},
		PaymentModes: []transaction.PaymentMode{{Mode: "Card", Value: dec("1880"), Notes: "at the till", Attributes: map[string]any{"bank": "Example"}}},
		Redemptions:  transaction.Redemptions{PointsRedemptions: []int64{5001}, CouponRedemptions: []int64{6001, 6002}},
		CustomFields: map[string]any{"cashier": "9"}, ExtendedFields: map[string]any{"city": "Hyderabad"},
		CurrencyCode: "INR", AddWithLocalCurrency: true,
		Attribution: transaction.AttributionRequest{CreateDate: time.Date(2025, 3, 14, 13, 0, 0, 0, time.UTC),
			CreatedBy: transaction.Creator{Code: "till.7", Type: customer.OrgEntityTill}},
		PromotionEvaluationID: "eval-1", AppliedPromotionIdentifiers: []string{"cGZ4"}, LoyaltyPromotionIdentifiers: []string{"spring"},
		UserGroup2ID: 31, UserGroup2ExternalID: "family-31", UserGroup2PrimaryUserID: 8800012,
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a short bill names its customer in the query and tells what was earned",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Add(ctx, capillary.Mobile("447700900111"), purchase(), transaction.AddOptions{})
			},
			Method: "POST", Path: "/v2/transactions", Query: "identifierName=mobile&identifierValue=447700900111&source=INSTORE",
			Body: `{"type":"REGULAR","billNumber":"hyd-1001","billAmount":750.5}`,
			Reply: `{"createdId":90210,"warnings":[{"status":false,"code":9608,"message":"outlier"}],"errors":[],
				"sideEffects":[
					{"entityType":"USER","rawAwardedPoints":75.05,"awardedPoints":75,"type":"points","customerId":8800012,"isReferrer":false},
					{"entityType":"USERGROUP2","rawAwardedValue":1.5,"awardedValue":1,"alternateCurrencyIdentifier":"km","alternateCurrencyName":"miles",
						"type":"alternate_currency"},
					{"id":700,"entityType":"USER","couponType":"PE","couponCode":"TEA10","validTill":"2026-01-31T23:59:59+05:30","discountCode":"NO_VALUE",
						"trimmedCouponCode":"TEA10","description":"tea","type":"coupon"}],
				"rawSideEffects":[
					{"type":"points","awardOn":"BILL","awardStrategyId":"11","awardedOn":"14th Mar, 2025","awardedOnMillis":1741957200000,"expiryDate":"31st Mar, 2026",
						"expiryDateMillis":1774981799000,"expiryStrategyId":12,"points":75,"pointsBeforeCapping":80,"programId":5,"isDefaultProgram":true,"pointTypeId":1,
						"pointTypeName":"Main","pointTypeIsRedeemable":true,"billNumber":"hyd-1001","lineItemId":-1,"quantity":1,"initialQuantity":1,"sourceId":90210,
						"sourceType":"Bill","sourceValue":750.5,"initialSourceValue":750.5,"tenderCodeId":-1,"ruleId":2,"ruleSetId":3,"promoId":-1,
							"promoIdentifier":"","promoName":"",
						"customerId":8800012,"evaluatedEntity":"USER","isReferrer":false},
					{"targetGroupId":40,"targetGroupName":"tea lovers","targetName":"ten cups","targetRuleId":41,"targetEvaluationType":"CYCLIC_WINDOW",
						"definedTargetValue":10,
						"currentEventTargetValue":1,"targetAchievedValueBeforeEvent":3,"targetAchievedValueAfterEvent":4,"periodRefCode":"c1","periodStartDate":"2025-03-01",
						"periodEndDate":"2025-03-31","userId":8800012}],
				"loyaltyDetails":{"programId":5,"loyaltyPoints":175.5,"currentSlab":"Leaf","slabSNo":1},
				"customerInfo":{"firstName":"Asha","lastName":"Iyer"}}`,
			Want: `{"createdId":90210,"warnings":[{"code":9608}],
				"sideEffects":[{"type":"points","awardedPoints":"75","rawAwardedPoints":"75.05","customerId":8800012},
					{"type":"alternate_currency","awardedValue":"1","rawAwardedValue":"1.5","alternateCurrencyName":"miles"},
					{"type":"coupon","id":700,"couponCode":"TEA10","validTill":"2026-01-31T23:59:59+05:30"}],
				"rawSideEffects":[{"awardOn":"BILL","awardStrategyId":11,"awardedOn":"14th Mar, 2025","points":"75","pointsBeforeCapping":"80","tenderCodeId":"-1"},
					{"targetGroupId":40,"targetEvaluationType":"CYCLIC_WINDOW","targetAchievedValueAfterEvent":"4","periodEndDate":"2025-03-31T00:00:00Z"}],
				"loyaltyDetails":[{"programId":5,"loyaltyPoints":"175.5","currentSlab":"Leaf"}],
				"customerInfo":{"firstName":"Asha","lastName":"Iyer"}}`,
		},
		{
			Name: "a full bill carries everything, and options go to query and header",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Add(ctx, capillary.ExternalID("hyd-77").In(capillary.SourceWeChat, "wx-1"), full,
					transaction.AddOptions{UseAsync: true, RawSideEffects: true, DirectReplay: true, MLP: true, BillPointsBreakup: true})
			},
			Method: "POST", Path: "/v2/transactions",
			Query: "identifierName=externalId&identifierValue=hyd-77&source=WECHAT&accountId=wx-1&use_async=true&use_asynch=true&rawSideEffects=true" +
				"&mlp=true&billPointsBreakup=true",
			Header: http.Header{"X-Cap-Direct-Replay": {"true"}},
			Body: `{"type":"REGULAR","billNumber":"hyd-1002","billAmount":1880,"billingDate":"2025-03-14T18:45:10+05:30","grossAmount":2000,"discount":120,
				"note":"gift wrap","outlierStatus":"NORMAL","deliveryStatus":"PLACED",
				"lineItemsV2":[{"itemCode":"tea-set-red","description":"tea set","qty":1,"rate":2000,"value":2000,"discount":120,"amount":1880,"serial":"1",
					"imgUrl":"https://shop.example/tea.png","attributes":{"colour":"red"},"customFields":{"shelf":"4b"},"extendedFields":{"weight":"1.2"},
					"comboDetails":[{"itemCode":"cup","quantity":6,"description":"cup","rate":200,"value":1200,"comboType":"COMBO_ITEM"}],
					"splitDetails":[{"itemCode":"glaze","comboType":"SPLIT"}],
					"addOnDetails":[{"itemCode":"engraving","quantity":1,"comboType":"ADD_ON_ITEM"}],
					"returnable":false,"returnableDays":0,"appliedPromotionIdentifiers":["cHJvbW8="]}],
				"paymentModes":[{"mode":"Card","value":1880,"notes":"at the till","attributes":{"bank":"Example"}}],
				"redemptions":{"pointsRedemptions":[5001],"couponRedemptions":[6001,6002]},
				"customFields":{"cashier":"9"},"extendedFields":{"city":"Hyderabad"},"currencyCode":"INR","addWithLocalCurrency":true,
				"attribution":{"createDate":"2025-03-14T13:00:00Z","createdBy":{"code":"till.7","type":"TILL"}},
				"promotionEvaluationId":"eval-1","appliedPromotionIdentifiers":["cGZ4"],"loyaltyPromotionIdentifiers":["spring"],
				"userGroup2Id":31,"userGroup2ExternalId":"family-31","userGroup2PrimaryUserId":8800012}`,
			Reply: `{"createdId":90211,"warnings":[]}`,
			Want:  `{"createdId":90211}`,
		},
		{
			Name: "a return names what is returned by its number and when it was bought",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Add(ctx, capillary.UserID(8800012), transaction.Bill{
					Type: transaction.TypeReturn, ReturnType: transaction.ReturnLineItem, BillNumber: "hyd-1002", ID: 90211, BillAmount: dec("100"),
					BillingDate: time.Date(2025, 3, 20, 10, 0, 0, 0, time.UTC), PurchaseTime: time.Date(2025, 3, 14, 18, 45, 10, 0, india),
					LineItems: []transaction.LineItem{{ItemCode: "cup", Qty: dec("0.5"), Amount: dec("100")}},
				}, transaction.AddOptions{})
			},
			Method: "POST", Path: "/v2/transactions", Query: "identifierName=id&identifierValue=8800012&source=INSTORE",
			Body: `{"type":"RETURN","returnType":"LINE_ITEM","billNumber":"hyd-1002","id":90211,"billAmount":100,"billingDate":"2025-03-20T10:00:00Z",
				"purchaseTime":"2025-03-14T18:45:10+05:30","lineItemsV2":[{"itemCode":"cup","qty":0.5,"amount":100,"discount":0}]}`,
			Reply: `{"createdId":90212}`,
			Want:  `{"createdId":90212}`,
		},
		{
			Name: "an exchange returns one line item and sells another",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Add(ctx, capillary.Email("asha@example.org"), transaction.Bill{
					Type: transaction.TypeRegular, BillNumber: "hyd-1003", BillAmount: dec("50"),
					LineItems: []transaction.LineItem{
						{Type: transaction.TypeRegular, ItemCode: "bowl", Qty: dec("1"), Amount: dec("50")},
						{Type: transaction.TypeReturn, ReturnType: transaction.ReturnLineItem, ItemCode: "cup", Qty: dec("1"), Amount: dec("200"),
							ParentBillNumber: "hyd-1002", PurchaseTime: time.Date(2025, 3, 14, 18, 45, 10, 0, india)},
					},
				}, transaction.AddOptions{})
			},
			Method: "POST", Path: "/v2/transactions", Query: "identifierName=email&identifierValue=asha%40example.org&source=INSTORE",
			Body: `{"type":"REGULAR","billNumber":"hyd-1003","billAmount":50,"lineItemsV2":[
				{"type":"REGULAR","itemCode":"bowl","qty":1,"amount":50,"discount":0},
				{"type":"RETURN","returnType":"LINE_ITEM","itemCode":"cup","qty":1,"amount":200,"discount":0,"parentBillNumber":"hyd-1002",
					"purchaseTime":"2025-03-14T18:45:10+05:30"}]}`,
			Reply: `{"createdId":90213}`,
			Want:  `{"createdId":90213}`,
		},
		{
			Name: "a not-interested transaction has no customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Add(ctx, capillary.Identifier{}, transaction.Bill{Type: transaction.TypeNotInterested, BillNumber: "hyd-1004",
					NotInterestedReason: "in a hurry"}, transaction.AddOptions{})
			},
			Method: "POST", Path: "/v2/transactions", Query: "",
			Body:  `{"type":"NOT_INTERESTED","billNumber":"hyd-1004","billAmount":0,"notInterestedReason":"in a hurry"}`,
			Reply: `{"createdId":90214}`,
			Want:  `{"createdId":90214}`,
		},
	})
}

func TestAddTellsWhyATransactionWasRefused(t *testing.T) {
	for name, x := range map[string]struct {
		code   string
		target error
	}{
		"a number that is there":                  {"604", transaction.ErrDuplicate},
		"a number that is there, in one word":     {"604", capillary.ErrDuplicate},
		"a customer nobody knows":                 {"8015", transaction.ErrCustomerNotFound},
		"a return before its purchase":            {"624", transaction.ErrReturnTime},
		"something whose outcome nobody can know": {"686", capillary.ErrOutcomeUnknown},
	} {
		wiretest.Run(t, []wiretest.Exchange{{
			Name: name,
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				b := purchase()
				b.Type, b.ReturnType = transaction.TypeReturn, transaction.ReturnFull // no look-up
				return transaction.New(c).Add(ctx, capillary.UserID(8800012), b, transaction.AddOptions{})
			},
			Method: "POST", Path: "/v2/transactions", Query: "identifierName=id&identifierValue=8800012&source=INSTORE",
			Body:   `{"type":"RETURN","returnType":"FULL","billNumber":"hyd-1001","billAmount":750.5}`,
			Status: 400, Reply: `{"warnings":[],"errors":[{"status":false,"code":` + x.code + `,"message":"no"}]}`,
			WantErr: x.target,
		}})
	}
}

func TestAddRefusesWhatTheAPICannotTake(t *testing.T) {
	who := capillary.UserID(8800012)
	for name, x := range map[string]struct {
		field  string
		spoil  func(b *transaction.Bill)
		nobody bool
	}{
		"no type":                     {"type", func(b *transaction.Bill) { b.Type = "" }, false},
		"no number":                   {"billNumber", func(b *transaction.Bill) { b.BillNumber = "" }, false},
		"a number of blanks":          {"billNumber", func(b *transaction.Bill) { b.BillNumber = " \t" }, false},
		"a number that is too long":   {"billNumber", func(b *transaction.Bill) { b.BillNumber = strings.Repeat("7", 51) }, false},
		"a negative amount":           {"billAmount", func(b *transaction.Bill) { b.BillAmount = dec("-1") }, false},
		"a negative amount to return": {"billAmount", func(b *transaction.Bill) { b.Type, b.BillAmount = transaction.TypeReturn, dec("-0.01") }, false},
		"a negative gross amount":     {"grossAmount", func(b *transaction.Bill) { b.GrossAmount = dec("-1") }, false},
		"a negative discount":         {"discount", func(b *transaction.Bill) { b.Discount = dec("-1") }, false},
		"a return of no line items":   {"lineItemsV2", func(b *transaction.Bill) { b.ReturnType = transaction.ReturnLineItem }, false},
		"a negative quantity":         {"lineItemsV2[1].qty", func(b *transaction.Bill) { b.LineItems = []transaction.LineItem{{}, {Qty: dec("-1")}} }, false},
		"a negative rate":             {"lineItemsV2[0].rate", func(b *transaction.Bill) { b.LineItems = []transaction.LineItem{{Rate: dec("-1")}} }, false},
		"a negative value":            {"lineItemsV2[0].value", func(b *transaction.Bill) { b.LineItems = []transaction.LineItem{{Value: dec("-1")}} }, false},
		"a negative item discount":    {"lineItemsV2[0].discount", func(b *transaction.Bill) { b.LineItems = []transaction.LineItem{{Discount: dec("-1")}} }, false},
		"a negative item amount":      {"lineItemsV2[0].amount", func(b *transaction.Bill) { b.LineItems = []transaction.LineItem{{Amount: dec("-1")}} }, false},
		"a regular bill of nobody":    {"customer", func(*transaction.Bill) {}, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := purchase()
			x.spoil(&b)
			wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
				of := who
				if x.nobody {
					of = capillary.Identifier{}
				}
				_, err := transaction.New(c).Add(ctx, of, b, transaction.AddOptions{})
				return err
			})
		})
	}
	long := purchase()
	long.BillNumber = strings.Repeat("ß", 50)
	assert.NoError(t, long.Validate(), "fifty characters of two bytes")
}
