package capillary_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func TestOneMobileNumberInAllTheFormsThatPeopleWrite(t *testing.T) {
	for _, x := range []struct {
		country, want string
		forms         []string
	}{
		{"84", "84912345678", []string{"+84912345678", "84912345678", "0912345678", "0084912345678", "912345678", "+84 91 234 5678", "091-234-5678",
			"(091) 234.5678", "+84 (0)91 234 5678", "+840912345678", " 0912345678 ", "00 84 91 234 5678", "840912345678", "+84\u00a0912345678"}},
		{"+84", "84912345678", []string{"0912345678"}},
		{"0084", "84912345678", []string{"0912345678"}},
		{"84", "84841234567", []string{"0841234567", "841234567", "84841234567", "+84841234567"}}, // begins with the digits of the code
		{"91", "919198765432", []string{"9198765432", "09198765432", "919198765432", "+91 91987 65432"}},
		{"91", "919876543210", []string{"9876543210", "0919876543210", "00919876543210"}},
		{"65", "6581234567", []string{"81234567", "6581234567", "+6581234567", "+65-8123-4567"}},
		{"65", "6565123456", []string{"65123456", "6565123456"}},
		{"62", "628123456789", []string{"08123456789", "628123456789", "8123456789", "+62 812-3456-789"}},
		{"60", "60123456789", []string{"0123456789", "60123456789", "123456789"}},
		{"971", "971501234567", []string{"0501234567", "00971501234567", "971501234567", "501234567"}},
		{"1", "12025550123", []string{"2025550123", "12025550123", "+1 (202) 555-0123"}},
		{"44", "447700900001", []string{"07700900001", "7700900001", "+44 (0)7700 900001"}},
		{"86", "8613812345678", []string{"13812345678", "8613812345678", "+8613812345678"}},
		{"86", "8686123456789", []string{"86123456789"}},
		{"225", "2250701234567", []string{"0701234567", "+2250701234567", "2250701234567"}}, // the zero belongs to it
		{"84", "6581234567", []string{"+6581234567", "006581234567"}},                       // a guest from another country
		{"679", "6797012345", []string{"7012345", "6797012345", "+6797012345"}},             // of no known length
	} {
		for _, form := range x.forms {
			who, err := capillary.MobileOf(x.country, form)
			if assert.NoError(t, err, "%s in %s", form, x.country) {
				assert.Equal(t, capillary.Mobile(x.want), who, "%s: %s", form, who.Value())
			}
		}
	}
}

func TestWhatCanNotBeAMobileNumberIsRefusedAndNotShown(t *testing.T) {
	for _, number := range []string{"", " ", "+", "00", "0", "abc", "98******10", "+84-abc-123", "91234567", "9123456789", "+8491234567", "+849123456789",
		"091234567a", "+84+912345678", "912345678+", "٠٩١٢٣٤٥٦٧٨", "1234", "+1234567890123456", "000912345678", "+0912345678", "091\n2345678", "1e9", "-912345678x",
		"ivy@example.org"} {
		who, err := capillary.MobileOf("84", number)
		var invalid *capillary.InvalidInputError
		require.ErrorAs(t, err, &invalid, number)
		assert.Equal(t, "mobile", invalid.Field)
		assert.True(t, who.IsZero())
		if len(strings.TrimSpace(number)) > 3 {
			assert.NotContains(t, err.Error(), number)
		}
	}
	for _, country := range []string{"", "+", "0", "084", "8484", "VN", "8 4", "-84", "910", "12"} {
		_, err := capillary.MobileOf(country, "0912345678")
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, country)
	}
}

func FuzzAMobileNumberIsDigitsOrRefused(f *testing.F) {
	f.Add("84", "+84 91 234 5678")
	f.Add("225", "0")
	f.Add("91", "00")
	f.Fuzz(func(t *testing.T, country, number string) {
		who, err := capillary.MobileOf(country, number)
		if err != nil {
			assert.ErrorIs(t, err, capillary.ErrInvalidInput)
			return
		}
		assert.Empty(t, strings.Trim(who.Value(), "0123456789"))
		assert.LessOrEqual(t, len(who.Value()), 16)
		again, err := capillary.MobileOf(country, "+"+who.Value())
		require.NoError(t, err)
		assert.Equal(t, who, again, "what has its form keeps it")
	})
}
