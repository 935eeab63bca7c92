package points_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

// One number is one thing where points are redeemed and another where they come back: each name matches its own only.
func TestACodeOfAReversalIsNotTakenForTheOneOfARedemption(t *testing.T) {
	refusal := `{"errors": [{"status": false, "code": %d, "message": "no"}]}`
	for code, names := range map[int][2]error{
		817: {points.ErrRedemptionFailed, points.ErrTooFewToMove}, 818: {points.ErrMoreThanCurrent, points.ErrProgramForbids},
		901: {points.ErrInvalidRedemptionID, points.ErrNotEligible}, 902: {points.ErrRedemptionNotFound, points.ErrMovedBefore},
		903: {points.ErrNotRedeemed, points.ErrLimitReached}, 904: {points.ErrInvalidCustomer, points.ErrCustomerLocked},
		804: {points.ErrInsufficient, points.ErrNotProcessed},
	} {
		client, _ := wiretest.Serve(t, http.StatusBadRequest, fmt.Sprintf(refusal, code), capillary.WithMaxRetries(0))
		_, err := points.New(client).Reverse(t.Context(), points.ReverseRequest{Customer: capillary.UserID(9001), RedemptionID: "R-1"})
		require.ErrorIs(t, err, names[1], code)
		assert.NotErrorIs(t, err, names[0], code)
		_, err = points.New(client).RedeemDryRun(t.Context(), points.RedeemRequest{Customer: capillary.UserID(9001), Points: number("5"), TransactionNumber: "B-1", ExternalReference: "t-1"})
		require.ErrorIs(t, err, names[0], code)
		assert.NotErrorIs(t, err, names[1], code)
	}
}
