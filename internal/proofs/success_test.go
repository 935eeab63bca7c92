package proofs

import (
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/wiretest"
)

// bareSuccess are the methods whose documented replies have nothing but a success, so that it alone has to do. What proxies and gateways
// say is then taken for done too, so a method comes here only where the documentation leaves no choice.
var bareSuccess = []string{
	"coupon.Service.Reactivate",
	"customer.Service.UpdateIdentifierValue",
	"points.Service.DeleteHistoricalPointsField",
	"points.Service.SaveHistoricalPointsFields",
	"staff.Service.Logout",
	"staff.Service.Remove",
	"store.Service.MapCustomFields",
	"store.Service.MappedCustomFields",
	"store.Service.NearbyStores",
	"store.Service.SyncOrganization",
	"store.Service.UploadLog",
	"storecare.Service.AddFootfall",
	"storecare.Service.AddFootfallEvents",
	"storecare.Service.AddGroupCounts",
	"storecare.Service.AddGroupEvents",
	"usergroup.Service.Delete",
	"usergroup.Service.JoinV1",
	"usergroup.Service.JoinWithOTPV1",
	"usergroup.Service.Leave",
	"usergroup.Service.LeaveV1",
	"usergroup.Service.Transfer",
}

func TestAWordOfSuccessAloneIsEnoughOnlyWhereNothingElseIsDocumented(t *testing.T) {
	wiretest.OverEachProtocol(t, takesAWordOfSuccess)
}

func takesAWordOfSuccess(t *testing.T, protocol string) {
	var body atomic.Value
	server := wiretest.ServeOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, body.Load())
	}))
	c := proofClient(t, server)
	body.Store(`{}`)
	var took []string
	for _, reply := range []string{`{"success": true}`, `{"status": "success"}`, `{"status": true, "message": "ok"}`, `{"response": {"status": {"success": "true", "code": 200}}}`,
		`{"status": {"success": true, "code": 200, "message": "OK"}}`} {
		body.Store(reply)
		for _, m := range methods(t, c) {
			if result, err := m.run(t.Context()); err == nil && !settlesNothing(result) {
				took = append(took, m.name)
			}
		}
	}
	slices.Sort(took)
	assert.Equal(t, bareSuccess, slices.Compact(took))
}
