package proofs

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/lenient"
)

// The document of docs/design.md is decoded as that page says.
func TestTheWorkedDocumentOfTheDesignIsDecodedAsItSays(t *testing.T) {
	page, err := os.ReadFile("../../docs/design.md")
	require.NoError(t, err)
	_, after, found := bytes.Cut(page, []byte("```json\n"))
	require.True(t, found)
	document, _, found := bytes.Cut(after, []byte("```"))
	require.True(t, found)
	type coupon struct {
		Code      string          `json:"code"`
		Value     decimal.Decimal `json:"value"`
		Active    bool            `json:"active"`
		ValidTill time.Time       `json:"validTill"`
		Owners    []string        `json:"owners"`
		Limit     int64           `json:"limit"`
	}
	for range 2 { // the second time in the order that the first has taught
		var got coupon
		d := lenient.NewDecoder(document, time.FixedZone("IST", 19800))
		d.WatchUnknown()
		d.Decode(reflect.ValueOf(&got))
		require.NoError(t, d.End())
		assert.Equal(t, "2031-05-01T23:59:59+05:30", got.ValidTill.Format(time.RFC3339))
		got.ValidTill = time.Time{}
		assert.Equal(t, "1250.5", got.Value.String())
		got.Value = decimal.Decimal{}
		assert.Equal(t, coupon{Code: "SPRING7", Active: true, Owners: []string{"Ida"}}, got)
		assert.Equal(t, []string{"/colour"}, d.Unknown())
		if assert.Len(t, d.Drift(), 1) {
			assert.Equal(t, "/limit", d.Drift()[0].Path)
			assert.Equal(t, "object", d.Drift()[0].Got)
		}
		d.Release()
	}
}

// Comments refer to this repository only, and have no idioms that a reader who learned English at school has to look up.
var unwanted = regexp.MustCompile(`RELIABILITY|\b(DESIGN|STYLE)(\.md|\b)|(DESIGN|STYLE|GUIDE) section|\b(its|their) kin\b|goes before|would go before|counts? for nothing|` +
	`\bin vain\b|for want of|has it that|next to nothing|next to no |has the last word|last resort|all the same\b|by and large|at its word|once and for all`)

func TestCommentsReferToThisRepositoryOnlyInPlainWords(t *testing.T) {
	if raceDetector {
		t.Skip("it reads files, one after the other, and takes half a minute under the detector: a run without it says the same")
	}
	looked := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == ".cache"):
			return fs.SkipDir
		case entry.IsDir() || !slices.Contains([]string{".go", ".md", ".txt", ""}, filepath.Ext(path)) || entry.Name() == "design_test.go":
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		looked++
		for n, line := range bytes.Split(raw, []byte("\n")) {
			if found := unwanted.Find(line); found != nil {
				t.Errorf("%s:%d says %q", path, n+1, found)
			}
		}
		return nil
	})
	require.NoError(t, err)
	assert.Greater(t, looked, 300)
}
