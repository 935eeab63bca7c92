package capillarytest_test

import (
	"fmt"
	"io"
	"net/http"

	"github.com/capillary-go/sdk/capillarytest"
)

func Example() {
	server := capillarytest.NewServer()
	defer server.Close()
	server.AddCustomer(capillarytest.Customer{FirstName: "Asha", Mobile: "919740000001", Points: 420, Tier: "Silver"})

	req, _ := http.NewRequest("GET", server.URL+"/v2/customers/lookup/tierDetails?source=INSTORE&identifierName=mobile&identifierValue=919740000001", nil)
	req.Header.Set("Authorization", basic(server.Username(), server.Password())) // a client of the SDK does this by itself
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	fmt.Println(resp.StatusCode, server.Requests()[0])
	// Output: 200 GET /v2/customers/lookup/tierDetails, 0 bytes
}

func ExampleServer_Fault() {
	server := capillarytest.NewServer()
	defer server.Close()
	server.Fault(capillarytest.Fault{Method: "POST", Path: "/v2/customers", Kind: capillarytest.CutAfterWork()})

	_, err := http.Post(server.URL+"/v2/customers", "application/json", nil)
	fmt.Println(err != nil, server.Requests()[0].Fault)
	// Output: true CutAfterWork
}
