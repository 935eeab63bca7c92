package lenient

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// The shape of a customer reply, in plain types that encoding/json decodes too.
type benchReply struct {
	Response struct {
		Status    benchStatus     `json:"status"`
		Customers []benchCustomer `json:"customers"`
	} `json:"response"`
}

type benchStatus struct {
	Success bool   `json:"success"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type benchCustomer struct {
	ID             int64              `json:"id"`
	FirstName      string             `json:"firstName"`
	LastName       string             `json:"lastName"`
	Email          string             `json:"email"`
	Mobile         string             `json:"mobile"`
	ExternalID     string             `json:"externalId"`
	LoyaltyType    string             `json:"loyaltyType"`
	LoyaltyPoints  int64              `json:"loyaltyPoints"`
	LifetimePoints float64            `json:"lifetimePoints"`
	Slab           string             `json:"currentSlab"`
	FraudStatus    string             `json:"fraudStatus"`
	Registered     time.Time          `json:"registeredOn"`
	Updated        time.Time          `json:"updatedOn"`
	Active         bool               `json:"active"`
	Subscribed     bool               `json:"subscribed"`
	Status         benchStatus        `json:"itemStatus"`
	CustomFields   map[string]string  `json:"customFields"`
	Transactions   []benchTransaction `json:"transactions"`
}

type benchTransaction struct {
	ID       int64       `json:"id"`
	Number   string      `json:"number"`
	Type     string      `json:"type"`
	Store    string      `json:"storeCode"`
	Till     string      `json:"tillCode"`
	Amount   float64     `json:"amount"`
	Gross    float64     `json:"grossAmount"`
	Discount float64     `json:"discount"`
	Points   int64       `json:"points"`
	Billed   time.Time   `json:"billingTime"`
	Returned bool        `json:"returned"`
	Lines    []benchLine `json:"lineItems"`
}

type benchLine struct {
	ItemCode    string  `json:"itemCode"`
	Description string  `json:"description"`
	Quantity    int     `json:"qty"`
	Rate        float64 `json:"rate"`
	Value       float64 `json:"value"`
}

// benchDocument makes a clean reply with so many customers, transactions of each, and lines of each of these.
func benchDocument(customers, transactions, lines int) ([]byte, benchReply) {
	r := rand.New(rand.NewPCG(1, 2))
	var reply benchReply
	reply.Response.Status = benchStatus{Success: true, Code: 200, Message: "SUCCESS"}
	words := []string{"TILL", "loyalty", "ACTIVE", "gold", "silver", "REGULAR"}
	for i := range customers {
		c := benchCustomer{
			ID: 4_000_000 + int64(i), FirstName: fmt.Sprintf("Asha%d", i), LastName: "Nair", Email: fmt.Sprintf("asha%d@example.com", i),
			Mobile: fmt.Sprint(919700000000 + int64(i)), ExternalID: fmt.Sprintf("ext-%08d", i), LoyaltyType: "loyalty",
			LoyaltyPoints: r.Int64N(100000), LifetimePoints: float64(r.IntN(1000000)) / 100, Slab: words[3+i%2], FraudStatus: "NONE",
			Registered: time.Unix(1.5e9+r.Int64N(1e8), 0).UTC(), Updated: time.Unix(1.6e9+r.Int64N(1e8), 0).UTC(),
			Active: true, Status: benchStatus{Success: true, Code: 1000, Message: "Customer successfully retrieved"},
			CustomFields: map[string]string{"favourite": "green tea", "birthday": "2000-10-22", "channel": "instore"},
		}
		for j := range transactions {
			t := benchTransaction{
				ID: r.Int64N(1e9), Number: fmt.Sprintf("bill-%d-%d", i, j), Type: "REGULAR", Store: "blr-01", Till: "till-9",
				Amount: float64(r.IntN(100000)) / 100, Gross: float64(r.IntN(100000)) / 100, Points: r.Int64N(500),
				Billed: time.Unix(1.6e9+r.Int64N(1e8), 0).UTC(),
			}
			for k := range lines {
				t.Lines = append(t.Lines, benchLine{
					ItemCode: fmt.Sprintf("sku-%05d", r.IntN(99999)), Description: fmt.Sprintf("Cotton shirt, %s, size %d", words[k%6], 36+k),
					Quantity: 1 + r.IntN(4), Rate: float64(r.IntN(10000)) / 4, Value: float64(r.IntN(40000)) / 4,
				})
			}
			c.Transactions = append(c.Transactions, t)
		}
		reply.Response.Customers = append(reply.Response.Customers, c)
	}
	data, err := json.Marshal(reply)
	if err != nil {
		panic(err)
	}
	return data, reply
}

// messy quotes the numbers and bools of a clean document and mixes its date forms.
func messy(clean []byte) []byte {
	var out strings.Builder
	dates := 0
	in := string(clean)
	for i := 0; i < len(in); {
		switch c := in[i]; {
		case c == '"':
			end := i + 1 + strings.IndexByte(in[i+1:], '"') + 1
			text := in[i+1 : end-1]
			if t, err := time.Parse(time.RFC3339, text); err == nil {
				dates++
				switch dates % 4 {
				case 0:
					text = t.Format("2006-01-02 15:04:05")
				case 1:
					text = t.Format("2006-01-02T15:04:05.000-0700")
				case 2:
					text = t.In(india).Format("2006-01-02T15:04:05-07:00")
				case 3:
					text = fmt.Sprint(t.UnixMilli())
				}
			}
			out.WriteString(`"` + text + `"`)
			i = end
		case c == '-' || isDigit(c) || c == 't' || c == 'f':
			end := i + strings.IndexAny(in[i:], ",}]")
			out.WriteString(`"` + in[i:end] + `"`)
			i = end
		default:
			out.WriteByte(c)
			i++
		}
	}
	return []byte(out.String())
}

var benchSizes = []struct {
	name                           string
	customers, transactions, lines int
}{{"0.5KB", 1, 0, 0}, {"6KB", 1, 8, 4}, {"300KB", 40, 12, 4}}

func BenchmarkDecode(b *testing.B) {
	for _, size := range benchSizes {
		clean, _ := benchDocument(size.customers, size.transactions, size.lines)
		b.Run(size.name+"/clean/std", func(b *testing.B) {
			b.SetBytes(int64(len(clean)))
			b.ReportAllocs()
			for b.Loop() {
				var reply benchReply
				if err := json.Unmarshal(clean, &reply); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(size.name+"/clean/lenient", func(b *testing.B) { benchLenient[benchReply](b, clean) })
		b.Run(size.name+"/messy/lenient", func(b *testing.B) { benchLenient[benchReply](b, messy(clean)) })
	}
}

func benchLenient[T any](b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var reply T
		d := NewDecoder(data, nil)
		d.Decode(reflect.ValueOf(&reply).Elem())
		if d.End() != nil || len(d.Drift()) > 0 {
			b.Fatal(d.End(), d.Drift())
		}
		d.Release()
	}
}

func BenchmarkDecimal(b *testing.B) {
	var values []decimal.Decimal
	data := []byte(`[12.50, 100.000, 0, "8500.0", 1234567.89]`)
	b.Run("std", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := json.Unmarshal(data, &values); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("lenient", func(b *testing.B) { benchLenient[[]decimal.Decimal](b, data) })
}

// A list of days, each with a twin, beside the same list without: what twins cost is the time that they say, and no search.
func BenchmarkTwins(b *testing.B) {
	rows := func(form string) []byte { return []byte("[" + strings.Repeat(form+",", 99) + form + "]") }
	for name, document := range map[string][]byte{
		"none":   rows(`{"id":7,"expiryDate":"2026-06-11","note":"a","validTill":"2026-06-11"}`),
		"behind": rows(`{"id":7,"expiryDate":"2026-06-11","expiryDateISO":"2026-06-11T23:59:59Z","note":"a","validTill":"2026-06-11","validTillDateTime":"2026-06-11T23:59:59Z"}`),
		"before": rows(`{"id":7,"expiryDateISO":"2026-06-11T23:59:59Z","validTillDateTime":"2026-06-11T23:59:59Z","expiryDate":"2026-06-11","note":"a","validTill":"2026-06-11"}`),
	} {
		b.Run(name, func(b *testing.B) { benchLenient[[]coupon](b, document) })
	}
}

func BenchmarkTime(b *testing.B) {
	for _, text := range []string{"2020-11-27T09:12:13Z", "2020-04-20T10:35:47.473+0000", "2021-04-02T17:53:27+05:30", "2016-08-05 22:00:21", "2021-08-26", "1625639059945"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := parseTime([]byte(text), time.UTC); !ok {
					b.Fatal(text)
				}
			}
		})
	}
}

// What the first reply of a process costs, which has to make the plans.
func BenchmarkFirstDecode(b *testing.B) {
	clean, _ := benchDocument(1, 1, 1)
	b.ReportAllocs()
	for b.Loop() {
		clear(plans.by[:])
		listTypes = 0
		var reply benchReply
		d := NewDecoder(clean, nil)
		d.DecodeInto(&reply)
		if err := d.End(); err != nil {
			b.Fatal(err)
		}
		d.Release()
	}
}
