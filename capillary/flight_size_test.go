package capillary

import (
	"testing"
	"unsafe"
)

// Each call allocates its state once. Go rounds that up, with eight bytes of its own: the next step above is 128 bytes more for every call.
func TestTheStateOfACallFitsAStepOfTheAllocator(t *testing.T) {
	const step = 1152 - 8
	if size := unsafe.Sizeof(flight{}); size > step {
		t.Errorf("it has %d bytes, more than %d", size, step)
	}
}
