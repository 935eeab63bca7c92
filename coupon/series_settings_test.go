package coupon_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestASeriesThatWasReadGoesBackAsItWasButForWhatIsChanged(t *testing.T) {
	client, _ := wiretest.Serve(t, http.StatusOK, `{"entity": [{"id": 3001, "description": "Spring", "discountCode": "SPR10", "discountType": "PERC",
		"discountValue": 10.5, "discountUpto": 0, "maxCreate": -1, "maxRedeem": 500, "seriesCode": "Z1Y2", "smsTemplate": "Hej", "clientHandlingType": "DISC_CODE",
		"expiryStrategyType": "DAYS", "validTillDate": "2027-05-31T21:00:00Z", "anyUser": true, "isMultipleUseAllowed": false, "maxBillAmount": 99.5,
		"redemptionRange": {"dom": ["-1"]}, "numIssued": 77, "createdBy": 5, "productInfo": [{"productType": "BRAND", "productIds": [7]}]}], "warnings": []}`)
	all, err := coupon.New(client).Series(t.Context(), coupon.SeriesOptions{IDs: []int64{3001}})
	require.NoError(t, err)
	require.Len(t, all.Series, 1)
	settings := all.Series[0].Settings()
	settings.MaxRedeem = new(int64(501))

	client, server := wiretest.Serve(t, http.StatusOK, `{"id": 3001, "warnings": []}`)
	_, err = coupon.New(client).UpdateSeries(t.Context(), 3001, coupon.UpdateSeriesRequest{Series: settings})
	require.NoError(t, err)
	var sent struct {
		Series map[string]any `json:"CouponSeriesV2"`
	}
	require.NoError(t, json.Unmarshal([]byte(server.Arrivals()[0].Body), &sent))
	assert.Equal(t, "Z1Y2", sent.Series["seriesCode"])
	assert.InDelta(t, 10.5, sent.Series["discountValue"], 0)
	assert.InDelta(t, 501, sent.Series["maxRedeem"], 0)
	assert.InDelta(t, -1, sent.Series["maxCreate"], 0)
	assert.InDelta(t, 99.5, sent.Series["maxBillAmount"], 0)
	assert.Equal(t, true, sent.Series["anyUser"])
	assert.Equal(t, false, sent.Series["isMultipleUseAllowed"])
	assert.JSONEq(t, `{"dom": ["-1"]}`, sent.Series["redemptionRange"].(string))
	assert.Len(t, sent.Series["productInfo"], 1)
	for _, absent := range []string{"numIssued", "createdBy", "discountUpto", "maxVouchersPerUser", "couponUploadInfo"} {
		assert.NotContains(t, sent.Series, absent)
	}
}

// Every setting that a series has comes along: the two types grow together.
func TestSettingsHaveWhateverASeriesTells(t *testing.T) {
	var series coupon.Series
	v := reflect.ValueOf(&series).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); {
		case f.Kind() == reflect.Int64:
			f.SetInt(7)
		case f.Kind() == reflect.String:
			f.SetString("x")
		case f.Kind() == reflect.Bool:
			f.SetBool(true)
		case f.Type() == reflect.TypeFor[decimal.Decimal]():
			f.Set(reflect.ValueOf(decimal.NewFromInt(7)))
		}
	}
	series.TargetUserDetails.ValidMaxUserTransactionLimit = 7
	settings := reflect.ValueOf(series.Settings())
	for i := range settings.NumField() {
		name := settings.Type().Field(i).Name
		if name == "ValidTillDateTime" {
			continue // a series that was read has it in ValidTillDate
		}
		from := v.FieldByName(name)
		require.True(t, from.IsValid(), "a series has no %s", name)
		if from.IsZero() {
			continue // a list, a map or a time
		}
		switch name {
		case "CreatedBy", "NumIssued", "NumRedeemed", "NumTotal", "NumUploadedNonIssued", "NumUploadedTotal", "LatestIssualTime", "LatestRedemptionTime":
			assert.True(t, settings.Field(i).IsZero(), name)
		default:
			assert.False(t, settings.Field(i).IsZero(), name)
		}
	}
	assert.Zero(t, (&coupon.Series{}).Settings().TargetUserDetails)
}
