package coupon

import (
	"encoding/json"
	"reflect"

	"github.com/shopspring/decimal"
)

// Settings are what UpdateSeries takes of the series: change what is to change and send it back, and the rest stays as it was read.
// What the API counts, and the jobs of its uploads, are left out. So are numbers that are zero, since a series without a number reads
// so too, and no coupons at all is another thing than no bound: where zero is meant, set it.
func (s *Series) Settings() SeriesSettings {
	var settings SeriesSettings
	from, to := reflect.ValueOf(s).Elem(), reflect.ValueOf(&settings).Elem()
	for i := range to.NumField() {
		name := to.Type().Field(i).Name
		if value := from.FieldByName(name); !counted[name] && value.IsValid() {
			set(to.Field(i), value)
		}
	}
	settings.RedemptionRange = rangeText(s.RedemptionRange)
	return settings
}

// counted are the members that the API keeps by itself.
var counted = map[string]bool{"CreatedBy": true, "CreatedOn": true, "LastUsed": true, "NumIssued": true, "NumRedeemed": true,
	"NumTotal": true, "NumUploadedNonIssued": true, "NumUploadedTotal": true, "LatestIssualTime": true, "LatestRedemptionTime": true,
	"CouponUploadInfo": true}

// set puts a value into a field of its type, or of a pointer to it if the value is none that may not have been there.
func set(field, value reflect.Value) {
	switch {
	case field.Type() == value.Type():
		field.Set(value)
	case field.Kind() == reflect.Pointer && field.Type().Elem() == value.Type() && (value.Kind() == reflect.Bool || !isZero(value)):
		field.Set(reflect.New(value.Type()))
		field.Elem().Set(value)
	}
}

func isZero(value reflect.Value) bool {
	if amount, ok := value.Interface().(decimal.Decimal); ok {
		return amount.IsZero()
	}
	return value.IsZero()
}

// rangeText is a range of days and hours as the text that holds it.
func rangeText(read any) string {
	switch read := read.(type) {
	case nil:
		return ""
	case string:
		return read
	}
	raw, err := json.Marshal(read)
	if err != nil {
		return ""
	}
	return string(raw)
}
