package capillary_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

var opProven = capillary.Operation{Name: "customer.Proven", Method: http.MethodPost, Path: "/v2/proven", Safety: capillary.Unsafe, Proof: "createdId"}

type proven struct {
	CreatedID int64 `json:"createdId"`
	BillID    int64 `json:"billId"`
}

func TestAServerThatTheTableIsWrongAboutCanBeTakenAtItsWord(t *testing.T) {
	for name, x := range map[string]struct {
		reply  string
		option capillary.RequestOption
		done   bool
		proof  capillary.Proof
	}{
		"by the table":                          {`{"billId":7}`, nil, false, ""},
		"by another member":                     {`{"billId":7}`, capillary.WithProof("customer.Proven", "billId"), true, "billId"},
		"by another member, which is not there": {`{"createdId":7}`, capillary.WithProof("customer.Proven", "billId"), false, ""},
		"by no body":                            {``, capillary.WithProof("customer.Proven", capillary.ProofNoBody), true, capillary.ProofNoBody},
		"of another operation":                  {`{"billId":7}`, capillary.WithProof("customer.Other", "billId"), false, ""},
		"by anything":                           {`{"billId":7}`, capillary.WithoutProof("customer.Proven"), true, "=waived"},
		"by anything but a failure":             {`{"errors":[{"code":987654}]}`, capillary.WithoutProof("customer.Proven"), false, ""},
		"by anything but a page":                {`<html>`, capillary.WithoutProof("customer.Proven"), false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := wiretest.Serve(t, 0, x.reply)
			var meta capillary.Meta
			options := []capillary.RequestOption{capillary.WithMeta(&meta)}
			if x.option != nil {
				options = append(options, x.option)
			}
			got, err := capillary.Call[*proven](t.Context(), c, opProven, capillary.Input{}, options...)
			if !x.done {
				require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			require.NotNil(t, got)
			assert.Equal(t, x.proof, meta.Proof, "Meta tells by what it was taken for done")
		})
	}
}

func TestABrandSaysWhatACodeOfItsServerMeans(t *testing.T) {
	for class, want := range map[capillary.CodeClass]capillary.Outcome{
		capillary.CodeFinal: capillary.OutcomeRefused, capillary.CodeDuplicate: capillary.OutcomeRefused, capillary.CodeTryLater: capillary.OutcomeUnknown,
		capillary.CodeUndocumented: capillary.OutcomeUnknown, capillary.CodeNotExecuted: capillary.OutcomeNotExecuted,
		capillary.CodeRateLimited: capillary.OutcomeNotExecuted, capillary.CodeAccepted: capillary.OutcomeAccepted,
	} {
		c, _ := wiretest.Serve(t, 0, `{"errors":[{"status":false,"code":987654,"message":"x"}]}`)
		var meta capillary.Meta
		own, err := c.With(capillary.WithCodeClass("customer.Proven", 987654, class))
		require.NoError(t, err)
		_, err = capillary.Call[*proven](t.Context(), own, opProven, capillary.Input{}, capillary.WithMeta(&meta))
		assert.Equal(t, want.String(), meta.Outcome.String(), "class %d: %v", class, err)
		_, err = capillary.Call[*proven](t.Context(), c, opProven, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "the original knows nothing of it")
	}
	for _, refused := range []capillary.RequestOption{capillary.WithCodeClass("", 1, capillary.CodeFinal), capillary.WithCodeClass("a", 0, capillary.CodeFinal),
		capillary.WithCodeClass("a", 1, 7), capillary.WithCodeClass("a", 1, 99), capillary.WithProof("", "a"), capillary.WithProof("a", ""),
		capillary.WithProof("a", "b..c"), capillary.WithoutProof("")} {
		c, _ := wiretest.Serve(t, 0, `{}`)
		_, err := c.With(refused)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	}
}

func TestAReplyThatDoesNotNameWhatWasMadeDrifts(t *testing.T) {
	op := opProven
	op.Proof, op.ID = capillary.ProofSuccess, "billId"
	for reply, drifts := range map[string]bool{`{"success":true,"billId":7}`: false, `{"success":true}`: true, `{"success":true,"billId":0}`: true, `{"success":true,"billId":null}`: true} {
		c, _ := wiretest.Serve(t, 0, reply)
		plain, err := c.With()
		require.NoError(t, err)
		var meta capillary.Meta
		_, err = capillary.Call[*proven](t.Context(), plain, op, capillary.Input{}, capillary.WithMeta(&meta))
		assert.Equal(t, drifts, len(meta.Drift) > 0, "%s: %v %v", reply, meta.Drift, err)
	}
}

func TestARowWithAPathThatCanNotBeReadIsRefused(t *testing.T) {
	for _, spoil := range []func(*capillary.Operation){
		func(o *capillary.Operation) { o.Proof = "a..b" },
		func(o *capillary.Operation) { o.Proof = "=nothing like it" },
		func(o *capillary.Operation) { o.Verdict = ".a" },
		func(o *capillary.Operation) { o.Items = "a." },
		func(o *capillary.Operation) { o.Item.Key = "|" },
	} {
		op := opProven
		spoil(&op)
		c, server := wiretest.Serve(t, 0, `{}`)
		_, err := capillary.Call[*proven](t.Context(), c, op, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput)
		assert.Empty(t, server.Arrivals())
	}
}
