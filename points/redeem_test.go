package points_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func fifty() points.RedeemRequest {
	return points.RedeemRequest{Customer: capillary.UserID(9001), Points: number("50"), TransactionNumber: "bill-78", ExternalReference: "order-6"}
}

const redeemedV2 = `{"status": {"success": true, "code": 201, "message": "SUCCESS"}, "entity": {"redemptionId": "Rz1", "userId": 9001, "points": 50,
	"remainingPoints": "350.5", "redeemed": true, "isGroupRedemption": false, "crossMemberRedemptionBreakup": null}}`

func TestARedemptionGoesOutAndComesBack(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name:   "with little",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return points.New(c).Redeem(ctx, fifty()) },
			Method: "POST", Path: "/v2/customers/9001/redemptions",
			Body: `{"redemptionType": "POINTS", "commit": true, "points": 50, "transactionNumber": "bill-78", "externalReferenceNumber": "order-6",
				"source": "INSTORE"}`,
			Reply: redeemedV2,
			Want:  `{"redemptionId": "Rz1", "userId": 9001, "points": "50", "remainingPoints": "350.5", "redeemed": true}`,
		},
		{
			Name: "with everything, from a group",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := fifty()
				r.Points, r.ValidationCode, r.Source = number("12.125"), capillary.NewSecret("A1B2"), "APP"
				r.GroupRedemption, r.Notes, r.SkipOTPValidation = true, "a gift", true
				return points.New(c).Redeem(ctx, r)
			},
			Method: "POST", Path: "/v2/customers/9001/redemptions",
			Body: `{"redemptionType": "POINTS", "commit": true, "points": 12.125, "transactionNumber": "bill-78", "externalReferenceNumber": "order-6",
				"source": "APP", "validationCode": "A1B2", "groupRedemption": true, "notes": "a gift", "skipValidation": true}`,
			Reply: `{"status": {"success": true, "code": 201, "message": "SUCCESS"}, "entity": {"redemptionId": "Rz2", "userId": 9001, "points": 12.125,
				"remainingPoints": 7, "redeemed": true, "isGroupRedemption": true, "crossMemberRedemptionBreakup": [
				{"memberId": 9002, "pointsRedeemed": 2.125, "expiryDate": "2031-04-02T00:00:00Z"}, {"memberId": 9001, "pointsRedeemed": 10}]}}`,
			Want: `{"redemptionId": "Rz2", "isGroupRedemption": true, "crossMemberRedemptionBreakup": [{"memberId": 9002, "pointsRedeemed": "2.125",
				"expiryDate": "2031-04-02T00:00:00Z"}, {"memberId": 9001, "pointsRedeemed": "10"}]}`,
		},
		{
			Name: "as a dry run, which takes no reference",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).RedeemDryRun(ctx, fifty())
			},
			Method: "POST", Path: "/v2/customers/9001/redemptions",
			Body: `{"redemptionType": "POINTS", "commit": false, "points": 50, "transactionNumber": "bill-78", "source": "INSTORE"}`,
			Reply: `{"status": {"success": true, "code": 201, "message": "SUCCESS"}, "entity": {"userId": 9001, "points": 50, "remainingPoints": 400,
				"redeemed": false}}`,
			Want: `{"userId": 9001, "points": "50", "remainingPoints": "400", "redeemed": false}`,
		},
	})
}

// The verdict stands inside: a success around it says nothing.
func TestASuccessAroundARedemptionThatFailedIsNone(t *testing.T) {
	for body, code := range map[string]capillary.Code{
		`{"status": {"success": true, "code": 201}, "entity": {"redemptionStatus": {"success": false, "code": 700, "message": "x"}}}`:                        points.ErrInvalidRedemptionType,
		`{"status": {"success": true, "code": 201}, "entity": {"redemptionId": "", "redeemed": false, "redemptionStatus": {"success": false, "code": 813}}}`: points.ErrInsufficientToRedeem,
		`{"status": {"success": true, "code": 201}, "entity": {"redemptionId": null, "userId": 9001, "redeemed": false, "points": 0}}`:                       0,
		`{"errors": [{"status": false, "code": 802, "message": "x"}], "warnings": [], "entity": null, "success": false}`:                                     points.ErrInvalidIdentifierV1,
	} {
		client, sent := scripted(t, reply{201, body})
		_, err := points.New(client).Redeem(t.Context(), fifty())
		require.Error(t, err, body)
		assert.False(t, capillary.MayHaveHappened(err), "%s: %v", body, err)
		assert.Len(t, sent.get(), 1)
		if code != 0 {
			assert.ErrorIs(t, err, code)
		}
		assert.Equal(t, code == points.ErrInvalidIdentifierV1, errors.Is(err, capillary.ErrNotFound))
	}
	for _, body := range []string{ // the id says one thing, the verdict another
		`{"status": {"success": true, "code": 201}, "entity": {"redemptionId": "Rz1", "redeemed": false}}`,
		`{"status": {"success": true, "code": 201}, "entity": {"redemptionId": "Rz1", "redemptionStatus": {"success": false, "code": 813}}}`,
		`{"status": {"success": true, "code": 201}, "entity": {"userId": 9001, "points": 50, "redeemed": true}}`,
	} {
		client, _ := scripted(t, reply{201, body})
		_, err := points.New(client).Redeem(t.Context(), fifty(), capillary.WithMaxRetries(0))
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, body)
	}
}

type reply struct {
	status int
	body   string
}

// bodies are those of the requests that arrived.
type bodies struct {
	mu  sync.Mutex
	all []string
}

func (b *bodies) add(body string) (count int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = append(b.all, body)
	return len(b.all)
}

func (b *bodies) get() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.all)
}

// scripted is an API that answers redemptions in turn, the last for ever, and lists nothing.
func scripted(t *testing.T, replies ...reply) (*capillary.Client, *bodies) {
	return listed(t, "[]", replies...)
}

// listed is scripted with a list of redemptions; a reply without a status is a connection that is cut.
func listed(t *testing.T, list string, replies ...reply) (*capillary.Client, *bodies) {
	sent := new(bodies)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodGet {
			if list == "" {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintf(w, `{"response": {"status": {"success": true, "code": 200}, "customer": {"user_id": 9001, "redemptions": {"points": {"point": %s}}}}}`, list)
			return
		}
		raw, _ := io.ReadAll(r.Body)
		answer := replies[min(sent.add(string(raw)), len(replies))-1]
		if answer.status == 0 {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(answer.status)
		fmt.Fprint(w, answer.body)
	}))
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"))
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return client, sent
}

const keyUsed = `{"entity": null, "warnings": [], "errors": [{"status": false, "code": 744, "message": "used"}], "success": false}`

func TestWhatAUsedReferenceMeans(t *testing.T) {
	cut, used := reply{}, reply{400, keyUsed}
	row := func(amount, bill string) string {
		return fmt.Sprintf(`[{"redemption_id": "Rz1", "external_reference_number": "order-6", "points_redeemed": %s, "transaction_number": %q}]`, amount, bill)
	}
	for name, tt := range map[string]struct {
		list    string
		replies []reply
		sent    int
		want    error // nil: it is done
		also    error
		settled bool
	}{
		"on a first try it was used before":                      {row("50", "bill-78"), []reply{used}, 1, capillary.ErrDuplicate, points.ErrDuplicateReference, false},
		"after a doubt, found at once":                           {row("50", "bill-78"), []reply{cut, used}, 1, nil, nil, true},
		"after a doubt, with other points":                       {row("70", "bill-78"), []reply{cut, used}, 1, capillary.ErrOutcomeUnknown, nil, false},
		"after a doubt, not listed, and the second try was done": {"[]", []reply{cut, {201, redeemedV2}}, 2, nil, nil, false},
		"after a doubt, not listed even then":                    {"[]", []reply{cut, used}, 2, capillary.ErrOutcomeUnknown, nil, false},
		"after a doubt, and no list is answered":                 {"", []reply{cut, used}, 2, capillary.ErrOutcomeUnknown, nil, false},
		"after a doubt, and no list is answered, then done":      {"", []reply{cut, {201, redeemedV2}}, 2, nil, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			client, sent := listed(t, tt.list, tt.replies...)
			var meta capillary.Meta
			got, err := points.New(client).Redeem(t.Context(), fifty(), capillary.WithMeta(&meta), capillary.WithTimeout(20*time.Second))
			require.Len(t, sent.get(), tt.sent)
			for _, body := range sent.get() {
				assert.Equal(t, sent.get()[0], body, "the same bytes")
			}
			if tt.want != nil {
				require.ErrorIs(t, err, tt.want)
				if tt.also != nil {
					assert.ErrorIs(t, err, tt.also)
				}
				return
			}
			require.NoError(t, err)
			assert.Equal(t, "Rz1", got.RedemptionID)
			assert.True(t, got.Points.Equal(decimal.NewFromInt(50)))
			assert.Equal(t, tt.settled, meta.Settled)
			_, told := got.RemainingPoints.Value()
			assert.Equal(t, !tt.settled, told, "no look-up tells what is left")
		})
	}
}

// The list comes to show other work under the key only when the key was refused: no try of ours can have been carried out.
func TestAReferenceThatOtherWorkHasIsADuplicateAndAConflict(t *testing.T) {
	var mu sync.Mutex
	var posts, lists int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodGet {
			lists++
			list := `[{"redemption_id": "Rz9", "external_reference_number": "order-6", "points_redeemed": 70, "transaction_number": "bill-1"}]`
			if lists <= 3 { // all tries of the first look-up
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintf(w, `{"response": {"status": {"success": true, "code": 200}, "customer": {"user_id": 9001, "redemptions": {"points": {"point": %s}}}}}`, list)
			return
		}
		if posts++; posts == 1 {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, keyUsed)
	}))
	defer server.Close()
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	_, err = points.New(client).Redeem(t.Context(), fifty(), capillary.WithMaxRetries(2))
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	assert.ErrorIs(t, err, capillary.ErrConflict)
	assert.False(t, capillary.MayHaveHappened(err))
	mu.Lock()
	defer mu.Unlock()
	assert.Equal(t, 2, posts)
}

func TestKeysAreTrustedAsTheClientSays(t *testing.T) {
	for trust, tries := range map[capillary.KeyTrust][2]int{ // v2, v1.1
		capillary.KeysDocumented: {2, 1}, capillary.KeysAlways: {2, 2}, capillary.KeysNever: {1, 1},
	} {
		for n, redeem := range []func(*points.Service) error{
			func(s *points.Service) error { _, err := s.Redeem(t.Context(), fifty()); return err },
			func(s *points.Service) error { _, err := s.RedeemV1(t.Context(), hundred()); return err },
		} {
			client, sent := scripted(t, reply{}, reply{400, `{"errors": [{"code": 813, "message": "x"}], "response": {"status": {"success": false, "code": 813}}}`})
			trusting, err := client.With(capillary.WithKeys(trust))
			require.NoError(t, err)
			err = redeem(points.New(trusting))
			require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "a refusal after a doubt proves nothing")
			assert.Len(t, sent.get(), tries[n], "trust %d, call %d", trust, n)
		}
	}
	_, err := capillary.New(capillary.Host("https://api.example"), capillary.Basic("till.one", "secret"), capillary.WithKeys(7))
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
}

func TestACustomerWhoIsNotNamedByUserIDIsLookedUpFirst(t *testing.T) {
	fake := capillarytest.NewServer(capillarytest.WithoutValidation())
	defer fake.Close()
	client := fake.Client()
	defer client.CloseIdleConnections()
	id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: "447700900042", Points: 420})
	r := fifty()
	r.Customer = capillary.Mobile("447700900042")
	got, err := points.New(client).Redeem(t.Context(), r, capillary.WithBodyField("purpose", "gift"), capillary.WithQuery("trace", "1"))
	require.NoError(t, err)
	assert.Equal(t, id, got.UserID)
	assert.Equal(t, "370", fake.Balance(id).String())
	seen := fake.Requests()
	require.Len(t, seen, 2)
	assert.Equal(t, "/v2/customers/lookup", seen[0].Path)
	assert.NotContains(t, seen[0].Query, "trace")
	assert.Equal(t, fmt.Sprintf("/v2/customers/%d/redemptions", id), seen[1].Path)
	assert.Contains(t, string(seen[1].Body), `"purpose":"gift"`)

	r.Customer, r.ExternalReference = capillary.Mobile("447700900043"), "order-7"
	_, err = points.New(client).Redeem(t.Context(), r)
	require.ErrorIs(t, err, customer.ErrNotFound)
	assert.False(t, capillary.MayHaveHappened(err))
	assert.Equal(t, 0, fake.Executed("order-7"))
}

func TestTheFakeRedeemsOnceUnderAReference(t *testing.T) {
	fake := capillarytest.NewServer(capillarytest.WithoutValidation())
	defer fake.Close()
	client := fake.Client()
	defer client.CloseIdleConnections()
	id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: "447700900042", Points: 420})
	service, r := points.New(client), fifty()
	r.Customer = capillary.UserID(id)
	dry, err := service.RedeemDryRun(t.Context(), r)
	require.NoError(t, err)
	assert.False(t, dry.Redeemed)
	assert.Equal(t, "420", fake.Balance(id).String())
	first, err := service.Redeem(t.Context(), r)
	require.NoError(t, err)
	_, err = service.Redeem(t.Context(), r)
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	assert.Equal(t, 1, fake.Executed("order-6"))
	r.Points = number("1000")
	_, err = service.RedeemDryRun(t.Context(), r)
	require.ErrorIs(t, err, points.ErrInsufficientToRedeem)
	known, err := service.SettleRedeem(t.Context(), points.RedeemRequest{Customer: capillary.UserID(id), ExternalReference: "order-6"}, time.Now())
	require.NoError(t, err)
	require.True(t, known.Settled && known.Happened)
	assert.Equal(t, first.RedemptionID, known.Result.RedemptionID)
	_, err = service.Reverse(t.Context(), points.ReverseRequest{Customer: capillary.UserID(id), RedemptionID: first.RedemptionID})
	require.NoError(t, err)
	assert.Equal(t, "420", fake.Balance(id).String())
}

func TestARedemptionThatCannotBeRightIsNotSent(t *testing.T) {
	client, sent := scripted(t, reply{201, redeemedV2})
	for name, spoil := range map[string]func(*points.RedeemRequest){
		"customer": func(r *points.RedeemRequest) { r.Customer = capillary.Identifier{} }, "points": func(r *points.RedeemRequest) { r.Points = number("1.0005") },
		"transactionNumber":       func(r *points.RedeemRequest) { r.TransactionNumber = "" },
		"externalReferenceNumber": func(r *points.RedeemRequest) { r.ExternalReference = "" },
	} {
		r := fifty()
		spoil(&r)
		_, err := points.New(client).Redeem(t.Context(), r)
		var invalid *capillary.InvalidInputError
		require.ErrorAs(t, err, &invalid, name)
		assert.Equal(t, name, invalid.Field)
		assert.Equal(t, "points.Redeem", invalid.Operation)
	}
	assert.Empty(t, sent.get())
}

func TestARedemptionSurvivesAnOutbox(t *testing.T) {
	r := fifty()
	r.Customer, r.Notes, r.GroupRedemption = capillary.Mobile("447700900042"), "a gift", true
	raw, err := json.Marshal(r)
	require.NoError(t, err)
	var back points.RedeemRequest
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, r, back)
	documented := `{"redemptionType": "POINTS", "points": 50, "transactionNumber": "bill-78", "source": "INSTORE", "commit": true, "externalReferenceNumber": "order-6"}`
	back = points.RedeemRequest{}
	require.NoError(t, json.NewDecoder(strings.NewReader(documented)).Decode(&back))
	assert.Equal(t, "order-6", back.ExternalReference)
}

// An allocation has no look-up: the API's own word that the id was used shows that an earlier try was carried out.
func TestAnAllocationInDoubtIsSentAgainUnderItsIDs(t *testing.T) {
	entry := func(id string) points.AllocationRequest {
		return points.AllocationRequest{OrgID: 1, ProgramID: 2, AwardStrategyID: 3, ExpiryStrategyID: 4, SourceValue: number("10"), EventName: "Streak",
			EventSourceID: "e", UniqueID: id, Customer: capillary.UserID(9001)}
	}
	const used = `{"status": "FAILED", "errors": [{"status": false, "code": 6006, "message": "used"}]}`
	const given = `{"status": "SUCCESS", "eventLogId": 5, "entityId": 9001, "sideEffects": []}`
	for name, tt := range map[string]struct {
		ids      []string
		second   string
		sent     int
		done     int
		repeated int
	}{
		"all were done":                     {[]string{"u1", "u2"}, `{"total": 2, "success": 0, "failures": 2, "data": [` + used + "," + used + `]}`, 2, 2, 2},
		"one was done":                      {[]string{"u1", "u2"}, `{"total": 2, "success": 1, "failures": 1, "data": [` + used + "," + given + `]}`, 2, 2, 1},
		"none was done":                     {[]string{"u1", "u2"}, `{"total": 2, "success": 2, "failures": 0, "data": [` + given + "," + given + `]}`, 2, 2, 0},
		"the call says so, and of no item":  {[]string{"u1", "u2"}, `{"errors": [{"status": false, "code": 6006, "message": "used"}], "warnings": []}`, 2, 0, 0},
		"the call says so, beside no items": {[]string{"u1", "u2"}, `{"total": 2, "success": 0, "failures": 2, "data": [], "errors": [{"code": 6006, "message": "used"}]}`, 2, 0, 0},
		"one has no id of its own":          {[]string{"u1", ""}, "", 1, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			client, sent := scripted(t, reply{}, reply{200, tt.second})
			var meta capillary.Meta
			batch, err := points.New(client).AllocateCurrency(t.Context(), []points.AllocationRequest{entry(tt.ids[0]), entry(tt.ids[1])}, points.AllocateCurrencyOptions{}, capillary.WithMeta(&meta))
			require.Len(t, sent.get(), tt.sent)
			if tt.done == 0 {
				require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
				require.Len(t, batch.Items, 2)
				require.ErrorIs(t, batch.Items[0].Err(), capillary.ErrOutcomeUnknown)
				require.ErrorIs(t, batch.Items[1].Err(), capillary.ErrOutcomeUnknown)
				return
			}
			require.NoError(t, err)
			require.Len(t, batch.Items, 2)
			repeated := 0
			for i := range batch.Items {
				require.NoError(t, batch.Items[i].Err())
				if batch.Items[i].Repeated() {
					repeated++
				}
			}
			assert.Equal(t, tt.repeated, repeated)
			assert.Equal(t, tt.repeated == 2, meta.Repeated)
			assert.Equal(t, capillary.OutcomeDone, meta.Outcome)
		})
	}
	client, _ := scripted(t, reply{400, `{"total": 1, "success": 0, "failures": 1, "data": [` + used + `]}`})
	batch, err := points.New(client).AllocateCurrency(t.Context(), []points.AllocationRequest{entry("u1")}, points.AllocateCurrencyOptions{})
	require.ErrorIs(t, err, capillary.ErrDuplicate, "on a first try the id was used before")
	require.ErrorIs(t, batch.Items[0].Err(), points.ErrDuplicateUniqueID)
}
