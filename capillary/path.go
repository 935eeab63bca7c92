package capillary

import (
	"errors"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/internal/escape"
)

// parsePath cuts the path of a member into names: "root.redeem.0.notes", or a JSON pointer, which begins with a slash.
func parsePath(path string) ([]string, error) {
	if escape.HasControl(path) {
		return nil, errors.New("the path has control characters")
	}
	var names []string
	if strings.HasPrefix(path, "/") {
		unescape := strings.NewReplacer("~1", "/", "~0", "~")
		for name := range strings.SplitSeq(path[1:], "/") {
			names = append(names, unescape.Replace(name))
		}
		return names, nil
	}
	names = splitAtPoints(path)
	for _, name := range names {
		if name == "" {
			return nil, errors.New("the path, or a name in it, is empty")
		}
	}
	return names, nil
}

// splitAtPoints cuts at each point that has no backslash before it.
func splitAtPoints(path string) []string {
	var names []string
	var name strings.Builder
	for i := 0; i < len(path); i++ {
		switch {
		case path[i] == '\\' && i+1 < len(path) && (path[i+1] == '.' || path[i+1] == '\\'):
			i++
			name.WriteByte(path[i])
		case path[i] == '.':
			names = append(names, name.String())
			name.Reset()
		default:
			name.WriteByte(path[i])
		}
	}
	return append(names, name.String())
}

// elementNumber is the number of an element of a list, where a name is one.
func elementNumber(name string) (n int, ok bool) {
	if name == "" || len(name) > 1 && name[0] == '0' || strings.Trim(name, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(name)
	return n, err == nil
}

// pointerOf is the JSON pointer of a path.
func pointerOf(names []string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var pointer strings.Builder
	for _, name := range names {
		pointer.WriteByte('/')
		pointer.WriteString(escape.Replace(name))
	}
	return pointer.String()
}
