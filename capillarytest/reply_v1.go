package capillarytest

// v1Nested is v1One one level deeper: {"response":{"status":…,"outer":{"inner":{…,"item_status":…}}}}.
func v1Nested(outer, inner string, item v1Item) reply {
	good := 1
	if item.failed {
		good = 0
	}
	return reply{refused: item.failed, body: obj("response", obj("status", v1Verdict(good, 1), outer, obj(inner, item.object())))}
}

// v1Bare is v1Items one level higher: one item, or a list of several.
func v1Bare(name string, items []v1Item) reply {
	entries, good := []object{}, 0
	for _, item := range items {
		if !item.failed {
			good++
		}
		entries = append(entries, item.object())
	}
	var value any = entries
	if len(entries) == 1 {
		value = entries[0]
	}
	return reply{refused: good == 0, body: obj("response", obj("status", v1Verdict(good, len(items)), name, value))}
}
