package capillarytest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

func TestEveryRouteIsFoundByItsOwnPatternAndNoOther(t *testing.T) {
	t.Parallel()
	s := New(t)
	routes := 0
	for _, resource := range s.org.resources() {
		for pattern := range resource.Routes() {
			method, path, _ := strings.Cut(pattern, " ")
			found, params := s.kernel.Find(method, strings.NewReplacer("{", "value-of-", "}", "").Replace(path))
			assert.Equal(t, pattern, found)
			assert.Len(t, params, strings.Count(path, "{"))
			routes++
		}
	}
	assert.Greater(t, routes, 140)
}

func TestEveryCodeThatIsRefusedWithHasAText(t *testing.T) {
	t.Parallel()
	refusal := regexp.MustCompile(`(?:(?:[Rr]efuse|(?:exts|Common)\.Of)\(|\b(?:Missing|Needed|Wrong|Code|Empty|None|TooLong|Negative): )(\d+)`)
	checked := 0
	for _, resource := range newOrganisation(new(defaults())).resources() {
		name := strings.TrimPrefix(strings.TrimSuffix(fmt.Sprintf("%T", resource), ".State"), "*")
		for _, folder := range []string{name, "kernel", "people", "ledger", "reply"} {
			files, err := filepath.Glob(filepath.Join("internal", folder, "*.go"))
			require.NoError(t, err)
			require.NotEmpty(t, files, folder)
			for _, file := range files {
				source, err := os.ReadFile(file)
				require.NoError(t, err)
				for _, found := range refusal.FindAllSubmatch(source, -1) {
					code, err := strconv.Atoi(string(found[1]))
					require.NoError(t, err)
					texts := reply.Texts{}
					if folder == name {
						texts = resource.Texts()
					}
					assert.NotEqual(t, fmt.Sprintf("Error %d", code), texts.Of(code), file)
					checked++
				}
			}
		}
	}
	assert.Greater(t, checked, 50)
}
