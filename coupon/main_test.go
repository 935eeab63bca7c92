package coupon_test

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// listOf is a request about several.
func listOf[T any](all ...T) []T { return all }
