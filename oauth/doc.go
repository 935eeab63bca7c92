// Package oauth is the token source of Capillary's OAuth: it trades the key and secret of an API client for access
// tokens, and keeps one that is valid.
//
//	source, err := oauth.New(oauth.Config{BaseURL: "https://eu.api.capillarytech.com", Key: key, Secret: secret})
//	client := &http.Client{Transport: source.Transport(nil)} // any http.Client, the SDK is not needed
//
// Many goroutines share a [Source]; however many ask at once, one token request is sent. A token is renewed in the
// background before it expires, so callers hardly ever wait. Nothing runs while nobody asks, nothing has to be closed,
// and no token is written anywhere: it lives in memory only.
//
// The key, the secret and the tokens show in no error, log or dump of a Source or an [Error]. A [Config] hides them
// from fmt, slog, encoding/json and spew, but its fields are plain text: a printer that ignores methods (as fmt does
// for a Config in an unexported field) sees them, so a program should not keep the Config.
//
// The endpoint is POST /v3/oauth/token/generate.
package oauth
