//go:build !race

package capillary_test

const raceDetector = false
