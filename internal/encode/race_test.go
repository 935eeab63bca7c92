//go:build race

package encode_test

func init() { racing = true }
