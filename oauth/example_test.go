package oauth_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/capillary-go/sdk/oauth"
)

// A Source makes any http.Client speak to the API. The server here stands in for a cluster.
func Example() {
	cluster := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == oauth.TokenPath {
			io.WriteString(w, `{"data":{"accessToken":"a-token","ttlSeconds":300},"errors":null}`)
			return
		}
		fmt.Fprintf(w, "%s with %s", r.URL.Path, r.Header.Get(oauth.Header))
	}))
	defer cluster.Close()

	source, err := oauth.New(oauth.Config{BaseURL: cluster.URL, Key: "my-key", Secret: "my-secret"})
	if err != nil {
		panic(err)
	}
	client := &http.Client{Transport: source.Transport(nil)}
	defer client.CloseIdleConnections()

	resp, err := client.Get(cluster.URL + "/v2/customers/1")
	if err != nil {
		panic(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	fmt.Println(string(body))
	// Output: /v2/customers/1 with a-token
}
