package transaction

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Adding and updating.
var (
	opAdd = operations.Define(capillary.Operation{Name: "transaction.Add", Method: http.MethodPost,
		Path: "/v2/transactions", Safety: capillary.Natural, Group: capillary.GroupTransactionAdd,
		Proof: "createdId"})
	opAddBulk = operations.Define(capillary.Operation{Name: "transaction.AddBulk", Method: http.MethodPost,
		Path: "/v2/transactions/bulk", Safety: capillary.Natural, Items: "response", Group: capillary.GroupTransactionBulk,
		Proof: "response", Item: capillary.ItemProof{Proof: "entityId", Key: "result.billNumber"}})
	opUpdate = operations.Define(capillary.Operation{Name: "transaction.Update", Method: http.MethodPut,
		Path: "/v2/transactions", Safety: capillary.Replace,
		Proof: "id|loyaltyDetails", Echo: "id"})
	opUpdateBulk = operations.Define(capillary.Operation{Name: "transaction.UpdateBulk", Method: http.MethodPut,
		Path: "/v2/transactions/bulk", Safety: capillary.Replace, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "result", Key: "entityId|result.id"}})
	opSimulate = operations.Define(capillary.Operation{Name: "transaction.Simulate", Method: http.MethodPost,
		Path: "/v2/simulation/transactions", Safety: capillary.Read,
		Proof: "sideEffects|simulatedPointsBreakup"})
)

// Fetching.
var (
	opGet = operations.Define(capillary.Operation{Name: "transaction.Get", Method: http.MethodGet,
		Path: "/v2/transactions/{id}", Safety: capillary.Read,
		Proof: "id|billDetails|attribution"})
	opGetByNumber = operations.Define(capillary.Operation{Name: "transaction.GetByNumber", Method: http.MethodGet,
		Path: "/v2/transactions/getByBillNumber/{billNumber}", Safety: capillary.Read,
		Proof: "billDetails|data", Echo: "billDetails.billNumber"})
	opEarning = operations.Define(capillary.Operation{Name: "transaction.Earning", Method: http.MethodGet,
		Path: "/v2/earning/{transactionId}", Safety: capillary.Read,
		Proof: "id|attribution|billDetails"})
	opEvaluationLog = operations.Define(capillary.Operation{Name: "transaction.EvaluationLog", Method: http.MethodPost,
		Path: "/v2/transactions/searchEvaluationLog", Safety: capillary.Read,
		Proof: "id|requestId"})
)

// Rejected transactions.
var (
	opRejected = operations.Define(capillary.Operation{Name: "transaction.Rejected", Method: http.MethodGet,
		Path: "/v2/organization/rejectedTransactions", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opRetrigger = operations.Define(capillary.Operation{Name: "transaction.Retrigger", Method: http.MethodPost,
		Path: "/v2/organization/rejectedTransactions/retrigger", Safety: capillary.Unsafe,
		Proof: "retriggerId"})
	opRetriggerStatus = operations.Define(capillary.Operation{Name: "transaction.RetriggerStatus", Method: http.MethodGet,
		Path: "/v2/organization/rejectedTransactions/retriggerStatus/{retriggerId}", Safety: capillary.Read,
		Proof: "retriggerId|status.total"})
	opMarkFailed = operations.Define(capillary.Operation{Name: "transaction.MarkFailed", Method: http.MethodPut,
		Path: "/v2/organization/rejectedTransactions/markFailed", Safety: capillary.Replace,
		Proof: "result"})
)

// v1.1.
var (
	opAddV1 = operations.Define(capillary.Operation{Name: "transaction.AddV1", Method: http.MethodPost,
		Path: "/v1.1/transaction/add", Safety: capillary.Natural, Envelope: capillary.V1, Items: "transactions.transaction",
		Group: capillary.GroupTransactionAddV1,
		Proof: "transactions.transaction", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "number"}})
	opAddWithLocalCurrencyV1 = operations.Define(capillary.Operation{Name: "transaction.AddWithLocalCurrencyV1", Method: http.MethodPost,
		Path: "/v1.1/transaction/add_with_local_currency", Safety: capillary.Natural, Envelope: capillary.V1,
		Items: "transactions.transaction", Group: capillary.GroupTransactionAddV1,
		Proof: "transactions.transaction", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "number"}})
	opUpdateV1 = operations.Define(capillary.Operation{Name: "transaction.UpdateV1", Method: http.MethodPost,
		Path: "/v1.1/transaction/update", Safety: capillary.Replace, Envelope: capillary.V1, Items: "transactions.transaction",
		Group: capillary.GroupTransactionUpdateV1,
		Proof: "transactions.transaction", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "id|number"}})
	opRetroV1 = operations.Define(capillary.Operation{Name: "transaction.RetroV1", Method: http.MethodPost,
		Path: "/v1.1/transaction/update", Safety: capillary.Natural, Envelope: capillary.V1, Items: "transactions.transaction",
		Group: capillary.GroupTransactionUpdateV1,
		Proof: "transactions.transaction", Item: capillary.ItemProof{Proof: capillary.ProofSuccess}})
	opGetV1 = operations.Define(capillary.Operation{Name: "transaction.GetV1", Method: http.MethodGet,
		Path: "/v1.1/transaction/get", Safety: capillary.Read, Envelope: capillary.V1, Items: "transactions.transaction",
		Proof: "transactions.transaction|transactions.count|transactions"})
)
