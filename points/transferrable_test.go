package points_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func TestWhetherPointsCanBeTransferredIsSaidByTheReplyAlone(t *testing.T) {
	asks := func(c *capillary.Client) map[string]func(context.Context) (*points.Transferability, error) {
		s, r := points.New(c), transfer()
		return map[string]func(context.Context) (*points.Transferability, error){
			"IsTransferrable":        func(ctx context.Context) (*points.Transferability, error) { return s.IsTransferrable(ctx, r) },
			"IsTransferrableWithOTP": func(ctx context.Context) (*points.Transferability, error) { return s.IsTransferrableWithOTP(ctx, r) },
			"IsGroupTransferrable": func(ctx context.Context) (*points.Transferability, error) {
				return s.IsGroupTransferrable(ctx, groupTransfer())
			},
		}
	}
	for reply, want := range map[string]capillary.Told[bool]{
		`{"data": [{"transferrable": true}]}`: capillary.Tell(true), `{"data": [{"transferrable": false, "pointsTobeTransferred": 10}]}`: capillary.Tell(false),
		`{"data": [{"pointsTobeTransferred": 10}]}`: {}, `{"data": [{"transferrable": null}]}`: {}, `{"data": [{}], "errors": []}`: {},
	} {
		c, _ := wiretest.Serve(t, 200, reply, capillary.WithMaxRetries(0))
		for name, ask := range asks(c) {
			got, err := ask(t.Context())
			require.NoError(t, err, "%s %s", name, reply)
			assert.Equal(t, want.String(), got.Transferrable.String(), "%s %s", name, reply)
		}
	}
}
