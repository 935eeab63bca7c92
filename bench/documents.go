package bench

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"text/template"
	"time"
)

// The documents have the members of real replies, and made-up people and values. Words repeat from document to document
// as they do in real ones; ids, numbers, names and dates differ in every row and every document, so that no client gains
// by having seen them before.
//
//go:embed documents/*.json
var templates embed.FS

// Sizes of the population: so many different documents a client gets in turn.
const (
	people = 256 // tiers and customers
	pages  = 8   // of transactions
)

// person is a made-up customer, and what a document is about.
type person struct {
	ID     int64
	Mobile string
	Email  string
	First  string
	Last   string
}

const firstPerson = 565_039_000

// personNamed is the n-th of the population. The last three digits of id and mobile number are n.
func personNamed(n int) person {
	first := firstNames[n%len(firstNames)] + lastNames[n/7%len(lastNames)][:2]
	last := lastNames[n%len(lastNames)]
	return person{
		ID:     firstPerson + int64(n),
		Mobile: strconv.Itoa(447700900000 + n),
		Email:  fmt.Sprintf("%s.%s.%d@example.org", first, last, n),
		First:  first,
		Last:   last,
	}
}

var (
	firstNames = []string{"Mara", "Ivo", "Anouk", "Tilda", "Bram", "Yuki", "Nadia", "Piet", "Sunniva", "Lucio", "Ebele"}
	lastNames  = []string{"Lindqvist", "Okafor", "Brandt", "Moreau", "Castellan", "Tanaka", "Vroom", "Iyer", "Quist", "Halloran", "Petrov", "Zeman", "Aoki"}
)

// program is a loyalty program that a customer is in.
type program struct {
	ID          int
	Title       string
	Description string
	Tier, Next  string
	Serial      int
	NextSerial  int
}

var programs = []program{
	{1414, "Maison Verte", "Points in every store of Maison Verte, and in the web shop", "Silver", "Gold", 2, 3},
	{1422, "Maison Verte Home", "Furniture, lamps and all that makes a home", "Copper", "Silver", 1, 2},
	{1423, "Maison Verte Garden", "Plants, pots, tools and advice from our gardeners", "Leaf", "Branch", 1, 2},
	{1424, "Maison Verte Kids", "", "Base", "Star", 1, 2},
	{1550, "Maison Verte Travel", "Partner of the railways", "Explorer", "Aviator", 2, 3},
	{1679, "Maison Verte Fresh", "Fruit and vegetables", "Base", "Star", 1, 2},
	{1680, "Maison Verte Books", "", "Reader", "Author", 1, 2},
	{1745, "Playground", "This is an experimental program", "Base", "Star", 1, 2},
	{1762, "Maison Verte Motors", "Service and parts", "Base", "Star", 1, 2},
	{1766, "Maison Verte Health", "", "Base", "Star", 1, 2},
	{1801, "Maison Verte Hotels", "Nights and breakfasts", "Guest", "Host", 1, 2},
	{1802, "Maison Verte Sports", "Shoes, rackets and balls", "Base", "Star", 1, 2},
}

// document writes a template for a person. The same person always gets the same document.
func document(name string, n int) ([]byte, error) {
	random := rand.New(rand.NewPCG(uint64(n), 4))
	number := func(from, to int) int { return from + random.IntN(to-from+1) }
	parsed, err := template.New(name).Funcs(template.FuncMap{
		"id":       func() int { return number(100_000_000, 999_999_999) },
		"number":   number,
		"amount":   func() string { return strconv.FormatFloat(float64(number(9_900, 999_900))/100, 'f', -1, 64) },
		"points":   func() string { return strconv.Itoa(number(0, 9000)) + ".0" },
		"pick":     func(words ...string) string { return words[random.IntN(len(words))] },
		"one":      func(in int) bool { return random.IntN(in) == 0 },
		"date":     func() string { return moment(random).Format(time.RFC3339) },
		"day":      func() string { return moment(random).Format(time.DateOnly) },
		"programs": func(n int) []program { return programs[:n] },
	}).ParseFS(templates, "documents/"+name, "documents/till.json")
	if err != nil {
		return nil, err
	}
	var indented, compact bytes.Buffer
	if err := parsed.Execute(&indented, personNamed(n)); err != nil {
		return nil, err
	}
	err = json.Compact(&compact, indented.Bytes())
	return compact.Bytes(), err
}

func moment(random *rand.Rand) time.Time {
	return time.Unix(1_500_000_000+random.Int64N(250_000_000), 0).UTC()
}

func personID(n int) int64 { return firstPerson + int64(n%people) }
