package points_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

// Before 2026 this was a success with nothing in it.
func TestALookUpWithInvalidParametersIsARefusal(t *testing.T) {
	for name, call := range map[string]func(context.Context, *points.Service) error{
		"a read": func(ctx context.Context, s *points.Service) error {
			_, err := s.LedgerBalance(ctx, capillary.Mobile("98"), points.LedgerBalanceOptions{})
			return err
		},
		"a write": func(ctx context.Context, s *points.Service) error {
			_, err := s.Deduct(ctx, capillary.Mobile("4915100000001"), points.DeductRequest{ProgramID: 12, PointsToBeAdjusted: number("10"), ReasonOfReturn: "slip"})
			return err
		},
	} {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusInternalServerError} {
			c, server := wiretest.Serve(t, status, `{"errors": [{"status": false, "code": 8130, "message": "x"}], "warnings": []}`)
			err := call(t.Context(), points.New(c))
			require.ErrorIs(t, err, points.ErrLookupParams, "%s, HTTP %d", name, status)
			assert.False(t, capillary.MayHaveHappened(err))
			assert.Len(t, server.Arrivals(), 1)
		}
	}
}
