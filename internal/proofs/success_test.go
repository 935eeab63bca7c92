package proofs

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/wiretest"
)

// The replies that have a success and nothing that tells what was done. What proxies and gateways say is among them. A method comes into
// these lists only where the documentation leaves no choice.
var bareSuccesses = []struct {
	replies []string
	taken   []string // by these methods
}{{
	// Nothing but the success itself.
	replies: []string{`{"success": true}`, `{"status": "success"}`, `{"status": true, "message": "ok"}`, `{"success": "true", "message": "two stores"}`},
	taken:   []string{"customer.Service.UpdateIdentifierValue"},
}, {
	// A status with a code, as v1.1 has it: all that it says of these calls.
	replies: []string{`{"response": {"status": {"success": "true", "code": 200}}}`, `{"status": {"success": true, "code": 200, "message": "OK"}}`},
	taken: []string{
		"customer.Service.UpdateIdentifierValue",
		"store.Service.UploadLog",
		"storecare.Service.AddFootfall",
		"storecare.Service.AddFootfallEvents",
		"storecare.Service.AddGroupCounts",
		"storecare.Service.AddGroupEvents",
	},
}, {
	// A success beside the lists of v2's envelope: all that it says of these calls, but for the last few, of which only a message or
	// nothing is documented.
	replies: []string{`{"warnings": [], "errors": [], "success": true}`, `{"status": true, "message": "DONE", "warnings": []}`},
	taken: []string{
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
		"usergroup.Service.Delete",
		"usergroup.Service.JoinV1",
		"usergroup.Service.JoinWithOTPV1",
		"usergroup.Service.Leave",
		"usergroup.Service.LeaveV1",
		"usergroup.Service.Transfer",
	},
}}

func TestAWordOfSuccessAloneIsEnoughOnlyWhereNothingElseIsDocumented(t *testing.T) {
	wiretest.OverEachProtocol(t, takesAWordOfSuccess)
}

func takesAWordOfSuccess(t *testing.T, protocol string) {
	racesOverOneProtocol(t, protocol)
	p := serveOneReply(t, protocol)
	for _, bare := range bareSuccesses {
		var took []string
		for _, reply := range bare.replies {
			p.says(http.StatusOK, reply)
			for _, m := range methods(t, p.client) {
				if result, err := m.run(t.Context()); err == nil && !settlesNothing(result) {
					took = append(took, m.name)
				}
			}
		}
		slices.Sort(took)
		assert.Equal(t, bare.taken, slices.Compact(took), bare.replies)
	}
}
