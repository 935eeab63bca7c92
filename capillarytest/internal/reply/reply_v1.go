package reply

import "github.com/capillary-go/sdk/capillarytest/internal/wire"

// V1Nested is v1One one level deeper: {"response":{"status":…,"outer":{"inner":{…,"item_status":…}}}}.
func V1Nested(outer, inner string, item V1Item) Reply {
	good := 1
	if item.failed {
		good = 0
	}
	return Reply{Refused: item.failed, Body: wire.Obj("response", wire.Obj("status", V1Verdict(good, 1), outer, wire.Obj(inner, item.Object())))}
}

// V1Bare is v1Items one level higher: one item, or a list of several.
func V1Bare(name string, items []V1Item) Reply {
	entries, good := []wire.Object{}, 0
	for _, item := range items {
		if !item.failed {
			good++
		}
		entries = append(entries, item.Object())
	}
	var value any = entries
	if len(entries) == 1 {
		value = entries[0]
	}
	return Reply{Refused: good == 0, Body: wire.Obj("response", wire.Obj("status", V1Verdict(good, len(items)), name, value))}
}
