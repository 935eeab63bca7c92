package customer_test

import (
	"net/http"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func TestATillAsksOnceWhetherACustomerMayBeServed(t *testing.T) {
	for name, x := range map[string]struct {
		status int
		reply  string
		ok     bool
		bar    customer.Bar
	}{
		"a customer":                {200, `{"id":9001,"fraudDetails":{"status":"NOT_FRAUD"}}`, true, ""},
		"without fraud details":     {200, `{"id":9001}`, true, ""},
		"marked and cleared":        {200, `{"id":9001,"fraudDetails":{"status":"NONE"}}`, true, ""},
		"confirmed as a fraud":      {200, `{"id":9001,"fraudDetails":{"status":"CONFIRMED"}}`, false, customer.BarFraud},
		"confirmed again":           {200, `{"id":9001,"fraudDetails":{"status":"reconfirmed"}}`, false, customer.BarFraud},
		"internal":                  {200, `{"id":9001,"fraudDetails":{"status":"INTERNAL"}}`, false, customer.BarFraud},
		"in another spelling":       {200, `{"id":9001,"fraudDetails":{"status":"Fraud_confirmed"}}`, false, customer.BarFraud},
		"merged, refused":           {400, `{"errors":[{"status":false,"code":8069,"message":"x"}]}`, false, customer.BarMerged},
		"merged, as a warning":      {200, `{"id":9001,"warnings":[{"status":false,"code":8069,"message":"x"}]}`, false, customer.BarMerged},
		"deleted":                   {400, `{"errors":[{"status":false,"code":8109,"message":"x"}]}`, false, customer.BarDeleted},
		"a warning about no status": {200, `{"id":9001,"warnings":[{"status":false,"code":8064,"message":"x"}]}`, true, ""},
		"nobody":                    {400, `{"errors":[{"status":false,"code":8015,"message":"x"}]}`, false, ""},
		"no reply":                  {502, ``, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := wiretest.Serve(t, x.status, x.reply)
			who, err := customer.New(c).Get(t.Context(), capillary.UserID(9001), customer.GetOptions{IncludedFraudDetails: true})
			ok, bar := customer.MayTransact(who, err)
			assert.Equal(t, x.ok, ok, err)
			assert.Equal(t, x.bar, bar)
		})
	}
}

func TestARefusedRedemptionTellsTheSame(t *testing.T) {
	for code, want := range map[string]customer.Bar{"809": customer.BarFraud, "8069": customer.BarMerged, "803": "", "415": "", "419": ""} {
		c, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors":[{"status":false,"code":`+code+`,"message":"x"}]}`)
		_, err := points.New(c).Redeem(t.Context(), points.RedeemRequest{Customer: capillary.UserID(9001), Points: decimal.NewFromInt(1), TransactionNumber: "b-1", ExternalReference: "r-1"})
		require.Error(t, err)
		ok, bar := customer.MayTransact(nil, err)
		assert.False(t, ok)
		assert.Equal(t, want, bar, code)
	}
	c, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors":[{"status":false,"code":415,"message":"x"}]}`)
	_, err := points.New(c).Transfers(t.Context(), capillary.UserID(9001), points.TransfersOptions{})
	require.Error(t, err)
	_, bar := customer.MayTransact(nil, err)
	assert.Equal(t, customer.BarFraud, bar, "where points are transferred")
	ok, bar := customer.MayTransact(nil, nil)
	assert.False(t, ok, "nobody is nobody to serve")
	assert.Empty(t, bar)
}

func TestANumberThatMeansAnotherThingElsewhereIsNoBar(t *testing.T) {
	c, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors":[{"status":false,"code":809,"message":"x"}]}`)
	_, err := capillary.Call[any](t.Context(), c, capillary.Operation{Name: "badge.Earn", Method: http.MethodPost, Path: "/v2/badges"}, capillary.Input{Body: 1})
	_, bar := customer.MayTransact(nil, err)
	assert.Empty(t, bar)
}

func TestTheStatusThatHoldsNowBarsOrNot(t *testing.T) {
	for status, want := range map[string]customer.Bar{"ACTIVE": "", "DELETED": customer.BarDeleted, "MERGED": customer.BarMerged, "INACTIVE": customer.BarInactive,
		"FRAUD_CONFIRMED": customer.BarFraud, "NOT_FRAUD": "", "GOLD": "", "": ""} {
		log := customer.StatusLog{Records: []customer.StatusRecord{{Status: "DELETED"}, {Status: status, IsActive: true}}}
		assert.Equal(t, want, log.Bar(), status)
	}
	assert.Equal(t, customer.BarFraud, customer.BarOfStatus(customer.FraudConfirmedV1))
	assert.Empty(t, customer.BarOfStatus(customer.FraudNoneV1))
	assert.Empty(t, customer.BarOfStatus(customer.FraudNotV1))
}
