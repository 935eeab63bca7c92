package capillarytest

import (
	"fmt"

	"github.com/capillary-go/sdk/capillary"
)

// Client makes a client for the server, with Basic credentials of its till and the server's time zone.
// It panics on an option that capillary.New refuses.
func (s *Server) Client(options ...capillary.ClientOption) *capillary.Client {
	return s.client(capillary.Basic(s.Username(), s.Password()), options)
}

// OAuthClient makes a client for the server, with OAuth credentials.
func (s *Server) OAuthClient(options ...capillary.ClientOption) *capillary.Client {
	return s.client(capillary.OAuth(s.ClientKey(), s.ClientSecret()), options)
}

func (s *Server) client(auth capillary.Auth, options []capillary.ClientOption) *capillary.Client {
	options = append([]capillary.ClientOption{capillary.WithTimeZone(s.Zone())}, options...)
	c, err := capillary.New(capillary.Host(s.URL), auth, options...)
	if err != nil {
		panic(fmt.Sprintf("capillarytest: %v", err))
	}
	return c
}
