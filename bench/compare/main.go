// Command compare measures the SDK against a hand-written client and go-retryablehttp, prints the figures with their
// goals, and fails where a goal is missed. See the README of the folder above.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"regexp"
	"strings"

	"github.com/capillary-go/sdk/bench"
)

func main() {
	bench.Child()
	log.SetFlags(0)
	short := flag.Bool("short", false, "a smoke run: brief, and its figures say little")
	write := flag.String("write", "", "also put the tables into this Markdown `file`, between its two marker comments")
	only := flag.String("only", "", "cases whose names match this `regexp`")
	flag.Parse()

	options := bench.Options{Short: *short, Progress: os.Stderr}
	if *only != "" {
		var err error
		if options.Only, err = regexp.Compile(*only); err != nil {
			log.Fatal(err)
		}
	}
	report, err := bench.Run(options)
	fmt.Print(report)
	if err != nil {
		log.Fatal("\n", err)
	}
	if *write != "" {
		if err := bench.Write(*write, report); err != nil {
			log.Fatal(err)
		}
	}
	if len(report.Missed) > 0 {
		log.Fatalf("\n%d goals are missed: %s", len(report.Missed), strings.Join(report.Missed, "; "))
	}
}
