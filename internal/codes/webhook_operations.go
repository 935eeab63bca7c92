package codes

var webhookMeanings = []meaning{
	{
		operations: []string{"webhook.Metrics"},
		entries:    []Entry{{404, Final, "The consumer group does not exist or is not accessible."}},
		notFound:   []int{404},
	},
}
