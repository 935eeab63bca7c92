package capillary

import (
	"slices"
	"sync"
)

// groups are the rate-limit groups that an operation of some table is in, besides those of the documentation. Tables are
// filled while a program starts, so that WithRateLimit can tell a group from a slip of the pen.
var groups sync.Map

func addGroup(name string) {
	if name != "" {
		groups.Store(name, true)
	}
}

func isGroup(name string) bool {
	if _, ok := documentedLimits[name]; ok {
		return true
	}
	_, ok := groups.Load(name)
	return ok || name == GroupAll
}

func groupNames() []string {
	names := []string{GroupAll}
	for name := range documentedLimits {
		names = append(names, name)
	}
	for name := range groups.Range {
		names = append(names, name.(string))
	}
	slices.Sort(names)
	return slices.Compact(names)
}
