// Package sent makes the keys that a reply has to repeat: capillary.Input.Sent of a call about one thing.
package sent

import "strconv"

// ID is a thing that is named by its id. Without one it is not known what the reply has to repeat.
func ID(id int64) []string {
	if id == 0 {
		return nil
	}
	return []string{strconv.FormatInt(id, 10)}
}

// Key is a thing that is named by a text. Without one it is not known what the reply has to repeat.
func Key(key string) []string {
	if key == "" {
		return nil
	}
	return []string{key}
}
