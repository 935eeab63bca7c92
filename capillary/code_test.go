package capillary_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
)

func TestACodePrintsItsNumberWhateverIsKnownOfIt(t *testing.T) {
	for _, code := range []capillary.Code{200, 498, 600, 744, 8015, 320001, 987654, 0, -1} {
		assert.Contains(t, code.Error(), strconv.Itoa(int(code)))
		assert.Contains(t, fmt.Sprint(code), strconv.Itoa(int(code)))
	}
}

func TestACodeOfSeveralMeaningsPrintsEachWithItsResource(t *testing.T) {
	text := capillary.Code(744).Error()
	assert.Contains(t, text, "coupon: ")
	assert.Contains(t, text, "points: ")
}
