//go:build !linux

package bench

// readIn does nothing: only Linux can be told so.
func readIn() {}
