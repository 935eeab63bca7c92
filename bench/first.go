package bench

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// firstDecode is what the first reply of a process costs: the decoder makes a plan of the result's type before it
// decodes 6 KB with it. It can't be timed from outside of a call, so a child process makes calls over a transport in
// memory: hundreds whose replies are as long but hold almost nothing, until everything but the type is warm, then the one
// that counts. Its time less that of an average one before is taken for the decode. The stack is made large enough before,
// since what it costs to grow is paid by whoever happens to be deepest; and the program is in memory before, where the system can be
// told so: which of its pages are is chance, and moved this figure by half between commits that did not touch the decoder.
func firstDecode(o *Options, _ *backend) (finding, error) {
	var all []float64
	for range o.pace().firsts {
		c, err := child("first")
		if err != nil {
			return finding{}, err
		}
		out, err := c.Output()
		if err != nil {
			return finding{}, err
		}
		var micros float64
		if _, err := fmt.Fscan(bytes.NewReader(out), &micros); err != nil {
			return finding{}, err
		}
		all = append(all, micros)
	}
	m := median(all)
	return finding{fmt.Sprintf("%.0f µs", m), "≤ 200 µs", m <= 200}, nil
}

// firstProcess prints the microseconds of the first decode of this process.
func firstProcess([]string) error {
	body, err := document("customer.json", 1)
	if err != nil {
		return err
	}
	reply := `{"id":1,"note":"` + strings.Repeat("-", len(body)) + `"}`
	c, err := capillary.New(capillary.EU, capillary.Basic(username, password),
		capillary.WithTransport(scripted(func(*http.Request) (*http.Response, error) { return replyOf(reply), nil })))
	if err != nil {
		return err
	}
	op := capillary.Operation{Name: "customer.Get", Method: http.MethodGet, Path: "/v2/customers/1", Safety: capillary.Read}
	ctx := context.Background()
	const calls = 500
	begun := time.Now()
	for i := range calls {
		if i == calls/2 {
			runtime.GC() // so that none comes later
			growStack(0)
			readIn()
			begun = time.Now()
		}
		if _, err := capillary.Call[*struct{ ID int64 }](ctx, c, op, capillary.Input{}); err != nil {
			return err
		}
	}
	call := time.Since(begun) / (calls / 2)
	reply = string(body)
	begun = time.Now()
	_, err = capillary.Call[*customer.Customer](ctx, c, op, capillary.Input{})
	first := time.Since(begun)
	fmt.Println((first - call).Microseconds())
	return err
}

// growStack uses more of the stack than a call does. The garbage collector had made it smaller.
//
//go:noinline
func growStack(from int) byte {
	var room [32 << 10]byte
	room[from] = 1
	return room[len(room)-1-from]
}
