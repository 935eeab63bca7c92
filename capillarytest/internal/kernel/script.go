package kernel

import (
	"maps"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// scripts are endpoints that a test adds: some in place of what the server knows, some only where it knows nothing.
type scripts struct {
	all, unknown         Routes
	allRouter, ofUnknown *router // nil for none
}

// Script answers requests of a pattern with these replies in turn, and with the last one from then on, whatever the server
// knows of the endpoint. Credentials are checked first.
func (s *Server) Script(pattern string, replies ...reply.Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scripts.all, s.scripts.allRouter = s.scripts.with(s.scripts.all, Routes{pattern: inTurn(replies)})
}

// ScriptUnknown answers requests that neither the server nor Script knows.
func (s *Server) ScriptUnknown(more Routes) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scripts.unknown, s.scripts.ofUnknown = s.scripts.with(s.scripts.unknown, more)
}

func (scripts) with(have, more Routes) (Routes, *router) {
	all := maps.Clone(have)
	if all == nil {
		all = Routes{}
	}
	maps.Copy(all, more)
	return all, newRouter([]Resource{bareRoutes(all)})
}

// bareRoutes is a resource of nothing but routes.
type bareRoutes Routes

func (b bareRoutes) Routes() Routes { return Routes(b) }

func (bareRoutes) Texts() reply.Texts { return nil }

func inTurn(replies []reply.Reply) Handler {
	next := 0
	return func(*Call) reply.Reply {
		r := replies[next]
		next = min(next+1, len(replies)-1)
		return r
	}
}

// find returns the route of a request, see router.find: of a script, of the server, of a script for what is unknown.
func (s *Server) find(method, path string) (found *route, params map[string]string, others []string) {
	s.mu.Lock()
	routers := []*router{s.scripts.allRouter, s.router, s.scripts.ofUnknown}
	s.mu.Unlock()
	for _, r := range routers {
		if r == nil {
			continue
		}
		f, p, o := r.find(method, path)
		if f != nil {
			return f, p, nil
		}
		others = append(others, o...)
	}
	return nil, nil, others
}
