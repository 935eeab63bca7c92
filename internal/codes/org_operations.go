package codes

var orgMeanings = []meaning{
	{ // Elsewhere it is about sources.
		operations: []string{"org.Get"},
		entries:    []Entry{{3214, Success, "Organization fetched successfully."}},
	},
	{ // A list of no custom fields is a refusal in v1.1; v2 says that it failed.
		operations: []string{"org.CustomFields", "org.ConfiguredCustomFields"},
		entries:    []Entry{{3203, TryLater, "Custom fields fetch failed."}},
	},
	{ // One configuration that is not there, and not a list of none.
		operations: []string{"org.Config", "org.ConfigValue"},
		entries:    []Entry{{3209, Final, "Organization config is not set."}},
		notFound:   []int{3209},
	},
	{ // A till is added or changed together with its custom fields: two of them have the same name.
		operations: []string{"org.AddTill", "org.UpdateTill"},
		entries:    []Entry{{1025, Final, "There are multiple custom fields with the same name."}},
	},
	{ // The number is that of a vertical that the organisation has.
		operations: []string{"org.CreateCustomFields", "org.CustomFields", "org.TagCustomField"},
		entries:    []Entry{{91032, Final, "Only admin user can access the endpoint."}},
	},
}
