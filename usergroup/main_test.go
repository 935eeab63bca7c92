package usergroup_test

import (
	"cmp"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/capillary-go/sdk/capillary"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// pager is a server whose reply depends on one parameter of the query.
type pager struct {
	mu  sync.Mutex
	all []string
}

func (p *pager) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all
}

// paged serves pages by the value of a parameter; one that is not there is an empty list.
func paged(t *testing.T, parameter string, pages map[string]string) (*capillary.Client, *pager) {
	t.Helper()
	p := &pager{}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		value := r.URL.Query().Get(parameter)
		p.mu.Lock()
		p.all = append(p.all, value)
		p.mu.Unlock()
		_, _ = w.Write([]byte(cmp.Or(pages[value], `{"data": [], "warnings": [], "errors": []}`)))
	}))
	t.Cleanup(ts.Close)
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"), capillary.WithoutRateLimits())
	require.NoError(t, err)
	t.Cleanup(c.CloseIdleConnections)
	return c, p
}
