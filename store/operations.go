package store

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Stores of v2. The code of a store is its key, and its name too: the API refuses one that exists. A change names the whole store.
var (
	opAdd = operations.Define(capillary.Operation{Name: "store.Add", Method: http.MethodPost,
		Path: "/v2/orgEntity/store", Safety: capillary.Natural,
		Proof: "createdId"})
	opAddBulk = operations.Define(capillary.Operation{Name: "store.AddBulk", Method: http.MethodPost,
		Path: "/v2/orgEntity/store/bulk", Safety: capillary.Natural, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "entityId", Key: "result.code"}})
	opUpdateBulk = operations.Define(capillary.Operation{Name: "store.UpdateBulk", Method: http.MethodPut,
		Path: "/v2/orgEntity/store/bulk", Safety: capillary.Replace, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "entityId", Key: "result.code"}})
)

// What InStore reads.
var (
	opGet = operations.Define(capillary.Operation{Name: "store.Get", Method: http.MethodGet,
		Path: "/v1.1/store/get", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "stores.store.id"})
	opStaff = operations.Define(capillary.Operation{Name: "store.Staff", Method: http.MethodGet,
		Path: "/v1.1/store/staff", Safety: capillary.Read, Envelope: capillary.V1, Items: "store.staff.user",
		Proof: "store.staff.user"})
	opTasks = operations.Define(capillary.Operation{Name: "store.Tasks", Method: http.MethodGet,
		Path: "/v1.1/store/tasks", Safety: capillary.Read, Envelope: capillary.V1, Items: "store.tasks.task",
		Proof: "store.tasks.task"})
	opTasksV1 = operations.Define(capillary.Operation{Name: "store.TasksV1", Method: http.MethodGet,
		Path: "/v1/store/tasks", Safety: capillary.Read, Envelope: capillary.V1, Items: "store.tasks.task",
		Proof: "store.tasks.task"})
	opLogin = operations.Define(capillary.Operation{Name: "store.Login", Method: http.MethodGet,
		Path: "/v1.1/store/login", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "store.user.user_id"})
	opReport = operations.Define(capillary.Operation{Name: "store.Report", Method: http.MethodGet,
		Path: "/v1.1/store/reports", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "report.loyalty|report.redemption"})
	opConfigurations = operations.Define(capillary.Operation{Name: "store.Configurations", Method: http.MethodGet,
		Path: "/v1.1/store/configurations", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "store.configurations"})
)

// What InStore uploads. The reply to a log file has no status: success, code and message stand in the response itself, and are all
// that it has. So a success counts with a code beside it.
var (
	opUploadReport = operations.Define(capillary.Operation{Name: "store.UploadReport", Method: http.MethodPost,
		Path: "/v1.1/store/reports", Safety: capillary.Unsafe, Envelope: capillary.V1,
		Proof: "store.report"})
	opUploadLog = operations.Define(capillary.Operation{Name: "store.UploadLog", Method: http.MethodPost,
		Path: "/v1.1/store/logs", Safety: capillary.Unsafe, Envelope: capillary.V1,
		Proof: capillary.ProofOwnSuccess})
)

// Locations of v2. HTTP 201 says that all items were done, 207 that some were, 400 that none was; what a reply says of each is not
// documented. So an item counts as done where it says so, or has an id or a result as items of other v2 batches do, and nothing is known
// of one that is not named. Whether the API refuses a second location with the same code is not documented either.
var (
	opLocations = operations.Define(capillary.Operation{Name: "store.Locations", Method: http.MethodGet,
		Path: "/v2/locations", Safety: capillary.Read, Items: "data|entity",
		Proof: "data|entity"})
	opAddConcepts = operations.Define(capillary.Operation{Name: "store.AddConcepts", Method: http.MethodPost,
		Path: "/v2/locations/concepts", Safety: capillary.Unsafe, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opUpdateConcepts = operations.Define(capillary.Operation{Name: "store.UpdateConcepts", Method: http.MethodPut,
		Path: "/v2/locations/concepts", Safety: capillary.Replace, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opAddZones = operations.Define(capillary.Operation{Name: "store.AddZones", Method: http.MethodPost,
		Path: "/v2/locations/zones", Safety: capillary.Unsafe, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opUpdateZones = operations.Define(capillary.Operation{Name: "store.UpdateZones", Method: http.MethodPut,
		Path: "/v2/locations/zones", Safety: capillary.Replace, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opAddStores = operations.Define(capillary.Operation{Name: "store.AddStores", Method: http.MethodPost,
		Path: "/v2/locations/stores", Safety: capillary.Unsafe, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opUpdateStores = operations.Define(capillary.Operation{Name: "store.UpdateStores", Method: http.MethodPut,
		Path: "/v2/locations/stores", Safety: capillary.Replace, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opAddTills = operations.Define(capillary.Operation{Name: "store.AddTills", Method: http.MethodPost,
		Path: "/v2/locations/tills", Safety: capillary.Unsafe, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
	opUpdateTills = operations.Define(capillary.Operation{Name: "store.UpdateTills", Method: http.MethodPut,
		Path: "/v2/locations/tills", Safety: capillary.Replace, Items: "data|response",
		Proof: "data|response", Item: itemOfLocations})
)

// itemOfLocations is what a reply says of a location, as far as other v2 batches tell.
var itemOfLocations = capillary.ItemProof{Proof: capillary.ProofSuccess + "|id|entityId|result.id|result.code",
	Key: "code|entityCode|result.code|id|entityId"}

// The store locator. Of its replies only a message is documented, which a gateway's refusal has too: it proves nothing. So does a
// success without the API's own envelope.
var (
	opLocatorToken = operations.Define(capillary.Operation{Name: "store.LocatorToken", Method: http.MethodPost,
		Path: "/auth/v1/token/generate", Safety: capillary.Unsafe,
		Proof: "token|auth.token"})
	opNearbyStores = operations.Define(capillary.Operation{Name: "store.NearbyStores", Method: http.MethodGet,
		Path: "/store-locator/v1/brand/nearbystores", Safety: capillary.Read,
		Proof: capillary.ProofOwnSuccess})
	opSyncOrganization = operations.Define(capillary.Operation{Name: "store.SyncOrganization", Method: http.MethodGet,
		Path: "/integration/v1/sync/org/{orgId}", Safety: capillary.Effect,
		Proof: capillary.ProofOwnSuccess})
	opMapCustomFields = operations.Define(capillary.Operation{Name: "store.MapCustomFields", Method: http.MethodPost,
		Path: "/integration/v1/brand/{brandId}/store-locator/custom-fields/map", Safety: capillary.Unsafe,
		Proof: capillary.ProofOwnSuccess})
	opMappedCustomFields = operations.Define(capillary.Operation{Name: "store.MappedCustomFields", Method: http.MethodGet,
		Path: "/integration/v1/brand/{brandId}/store-locator/custom-fields/map", Safety: capillary.Read,
		Proof: capillary.ProofOwnSuccess})
)
