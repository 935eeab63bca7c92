package customer_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// walks are the iterators over lists whose rows are counted by an offset. They give what tells one row from another.
var walks = map[string]func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error]{
	"AllMatches": func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error] {
		return each(s.AllMatches(ctx, customer.SearchOptions{Query: "mara", Limit: 2, Offset: from}),
			func(m customer.Match) string { return fmt.Sprint(m.UserID) })
	},
	"AllByLabel": func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error] {
		return each(s.AllByLabel(ctx, customer.LabelSearchOptions{Query: "Singer", Limit: 2, Offset: from}),
			func(l customer.LabelledCustomer) string { return fmt.Sprint(l.UserID) })
	},
	"AllTransactions": func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error] {
		return each(s.AllTransactions(ctx, capillary.UserID(7001), customer.TransactionOptions{Limit: 2, Offset: from}),
			func(t customer.Transaction) string { return fmt.Sprint(t.ID) })
	},
	"AllChangeRequests": func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error] {
		return each(s.AllChangeRequests(ctx, capillary.UserID(7001), customer.ChangeRequestOptions{Limit: 2, Offset: from}),
			func(r customer.ChangeRequest) string { return fmt.Sprint(r.ID) })
	},
	"AllRetroRequests": func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error] {
		return each(s.AllRetroRequests(ctx, capillary.UserID(7001), customer.RetroRequestOptions{Limit: 2, Offset: from}),
			func(r customer.RetroRequest) string { return fmt.Sprint(r.ID) })
	},
	"AllReferrals": func(ctx context.Context, s *customer.Service, from int64) iter.Seq2[string, error] {
		return each(s.AllReferrals(ctx, capillary.UserID(7001), customer.ReferralOptions{Limit: 2, Offset: from}),
			func(r customer.Referrals) string { return r.ReferralCode })
	},
}

func each[T any](all iter.Seq2[T, error], name func(T) string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for one, err := range all {
			if !yield(name(one), err) {
				return
			}
		}
	}
}

// list serves five rows, two on a page unless it is told otherwise, and notes the offsets that were asked for.
func list(t *testing.T, total string, heedsOffset bool) (s *customer.Service, offsets *[]string) {
	t.Helper()
	offsets = new([]string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*offsets = append(*offsets, r.URL.Query().Get("offset"))
		offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		if !heedsOffset {
			offset = 0
		}
		var rows []string
		for n := offset + 1; n <= min(offset+2, 5); n++ {
			rows = append(rows, fmt.Sprintf(`{"id": %d, "userId": %d, "referralCode": "%d"}`, n, n, n))
		}
		fmt.Fprintf(w, `{"pagination": {"limit": 2, "offset": %d%s}, "data": [%s], "warnings": [], "errors": []}`, offset, total, strings.Join(rows, ","))
	}))
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"))
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return customer.New(client), offsets
}

func TestEveryIteratorGivesEachRowOnceAndStopsAtTheTotal(t *testing.T) {
	for name, walk := range walks {
		for total, asked := range map[string][]string{
			`, "total": 5`:      {"1", "3"},
			`, "total": "5"`:    {"1", "3"},
			``:                  {"1", "3", "5"},
			`, "total": 0`:      {"1", "3", "5"},
			`, "total": -1`:     {"1", "3", "5"},
			`, "total": "many"`: {"1", "3", "5"},
		} {
			s, offsets := list(t, total, true)
			var rows []string
			for row, err := range walk(t.Context(), s, 1) {
				require.NoError(t, err, name)
				if rows = append(rows, row); len(rows) > 5 {
					break
				}
			}
			assert.Equal(t, []string{"2", "3", "4", "5"}, rows, "%s %s", name, total)
			assert.Equal(t, asked, *offsets, "%s %s", name, total)
		}
	}
}

func TestEveryIteratorEndsWithAnErrorWhereTheServerIgnoresTheOffset(t *testing.T) {
	for name, walk := range walks {
		for _, total := range []string{``, `, "total": 0`, `, "total": -1`, `, "total": 4`, `, "total": 500`} {
			s, offsets := list(t, total, false)
			var rows []string
			var last error
			for row, err := range walk(t.Context(), s, 0) {
				if last = err; err == nil {
					rows = append(rows, row)
				}
				if len(rows) > 5 {
					break
				}
			}
			assert.ErrorIs(t, last, capillary.ErrSamePage, "%s %s", name, total)
			assert.Equal(t, []string{"1", "2"}, rows, "%s %s", name, total)
			assert.Len(t, *offsets, 2)
		}
	}
}

func TestEveryIteratorAsksForNoPageThatNobodyWants(t *testing.T) {
	for name, walk := range walks {
		s, offsets := list(t, `, "total": 5`, true)
		for _, err := range walk(t.Context(), s, 0) {
			require.NoError(t, err, name)
			break
		}
		assert.Len(t, *offsets, 1, name)
	}
}
