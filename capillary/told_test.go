package capillary_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/points"
)

func TestAValueThatWasNotToldIsNoZero(t *testing.T) {
	for document, want := range map[string]string{
		`{"n": 12.5}`: "12.5", `{"n": "12.50"}`: "12.5", `{"n": 0}`: "0", `{"n": "0"}`: "0", `{"n": -3}`: "-3",
		`{}`: "not told", `{"n": null}`: "not told", `{"n": ""}`: "not told", `{"n": " "}`: "not told", `{"n": []}`: "not told", `{"n": {}}`: "not told",
		`{"n": "NULL"}`: "not told",
	} {
		var got struct {
			N capillary.Told[decimal.Decimal] `json:"n,omitzero"`
		}
		require.NoError(t, json.Unmarshal([]byte(document), &got), document)
		assert.Equal(t, want, fmt.Sprintf("%v", got.N), document)
		value, told := got.N.Value()
		assert.Equal(t, want != "not told", told, document)
		assert.Equal(t, told, !got.N.Or(decimal.NewFromInt(99)).Equal(decimal.NewFromInt(99)), document)
		if !told {
			assert.True(t, value.IsZero())
		}
		raw, err := json.Marshal(got)
		require.NoError(t, err)
		again := got
		again.N = capillary.Tell(decimal.NewFromInt(1))
		if told {
			require.NoError(t, json.Unmarshal(raw, &again))
			assert.Equal(t, want, again.N.String())
		} else {
			assert.JSONEq(t, `{}`, string(raw))
		}
	}
}

func TestAValueThatCannotBeReadIsNotTold(t *testing.T) {
	told := capillary.Tell(int64(5))
	for _, bad := range []string{`"canary"`, `true`, `[1, 2]`, `{"a": 1}`} {
		err := json.Unmarshal([]byte(bad), &told)
		require.Error(t, err, bad)
		assert.NotContains(t, err.Error(), "canary")
		assert.True(t, told.IsZero(), bad)
	}
	raw, err := json.Marshal(told)
	require.NoError(t, err)
	assert.Equal(t, "null", string(raw))
}

// redeemed redeems five points in the v1.1 form, of which the reply tells the value.
func redeemed(t *testing.T, reply string, opts ...capillary.RequestOption) (*points.RedemptionV1, error) {
	t.Helper()
	client, _ := replying(t, nil, body(200, reply))
	return points.New(client).RedeemV1(t.Context(), points.RedeemRequestV1{Customer: capillary.Mobile("4915100000001"),
		Points: decimal.NewFromInt(5), ExternalReference: "till-1"}, opts...)
}

func TestAWordForNothingTellsNoMoney(t *testing.T) {
	for _, word := range []string{`"NA"`, `"n/a"`, `"None"`, `"null"`, `" "`, `[]`, `{}`, `[ ]`, `null`} {
		result, err := redeemed(t, `{"response":{"status":{"success":"true","code":200},"responses":{"points":{"mobile":"4915100000001",
			"redemption_id":"R1","points_redeemed":5,"redeemed_value":`+word+`,"balance":"1,250.50","item_status":{"success":"true","code":200}}}}}`)
		require.NoError(t, err, word)
		assert.True(t, result.RedeemedValue.IsZero(), word)
		assert.Equal(t, "1250.5", result.Balance.String(), word)
	}
}

func TestMoneyThatCannotBeReadIsNotToldAndIsNamed(t *testing.T) {
	for _, value := range []string{`"a lot"`, `[1,2]`, `{"a":1}`, `true`, `5,"redeemed_value":"a lot"`} {
		var meta capillary.Meta
		result, err := redeemed(t, `{"response":{"status":{"success":"true","code":200},"responses":{"points":{"mobile":"4915100000001",
			"redemption_id":"R1","points_redeemed":5,"balance":7,"redeemed_value":`+value+`,"item_status":{"success":"true","code":200}}}}}`,
			capillary.WithMeta(&meta))
		require.NoError(t, err, value)
		assert.True(t, result.RedeemedValue.IsZero(), value)
		assert.Equal(t, "7", result.Balance.String())
		require.Len(t, meta.Drift, 1, value)
		assert.True(t, meta.Drift[0].Matters, value)
		assert.Contains(t, meta.Drift[0].Path, "redeemed_value")
	}
}

// A part that comes seldom is read as the result around it is: in its zone, with twins, and what does not fit is named.
func TestAPartThatComesSeldomIsReadAsTheOthers(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	client, _ := replying(t, nil, body(200, `{"pagination":{"total":2},"data":[
		{"id":51,"currencyLogDto":{"id":7,"addedOn":"2030-05-01 12:00:00","ratio":"1,070.5","localValue":"?","later":true}},
		{"id":52,"currencyLogDto":{}}]}`))
	var meta capillary.Meta
	page, err := customer.New(client).Transactions(t.Context(), capillary.UserID(9001), customer.TransactionOptions{LocalCurrency: true},
		capillary.WithMeta(&meta), capillary.WithTimeZone(zone))
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	log, told := page.Items[0].CurrencyLog.Value()
	require.True(t, told)
	assert.Equal(t, int64(7), log.ID)
	assert.Equal(t, "1070.5", log.Ratio.String())
	assert.True(t, log.AddedOn.Equal(time.Date(2030, 5, 1, 10, 0, 0, 0, time.UTC)), log.AddedOn.String())
	require.Len(t, meta.Drift, 1)
	assert.Contains(t, meta.Drift[0].Path, "currencyLogDto/localValue")
	assert.Equal(t, []string{"/data/0/currencyLogDto/later"}, meta.Unknown)
	assert.True(t, page.Items[1].CurrencyLog.IsZero())
}
