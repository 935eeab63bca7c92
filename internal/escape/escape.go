// Package escape makes values safe to stand in a path or a header.
package escape

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
)

// Segment escapes a value for one segment of a path. What would change the path's meaning is an error.
func Segment(value string) (string, error) {
	switch {
	case value == "":
		return "", errors.New("is empty")
	case value == "." || value == "..":
		return "", errors.New("is a dot segment")
	case HasControl(value):
		return "", errors.New("has control characters")
	}
	return url.PathEscape(value), nil
}

// Header checks the value of a header.
func Header(value string) error {
	if HasControl(value) {
		return errors.New("has control characters")
	}
	if strings.TrimSpace(value) != value {
		return errors.New("begins or ends with a space")
	}
	return nil
}

// HeaderName checks the name of a header: a token, as HTTP has it.
func HeaderName(name string) error {
	if name == "" {
		return errors.New("is empty")
	}
	for i := range len(name) {
		c := name[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`()<>@,;:\"/[]?={}`, c) >= 0 {
			return errors.New("has characters that no header's name may have")
		}
	}
	return nil
}

// HasControl reports whether a text has control characters or is no valid UTF-8.
func HasControl(value string) bool {
	for _, r := range value {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return true
		}
	}
	return false
}
