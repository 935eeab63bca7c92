package kernel

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// A Handler serves a request. It runs alone, with the organisation locked, so it reads and writes all state without further
// locks, and never waits.
type Handler func(*Call) reply.Reply

// Routes are handlers by pattern: a method, a space and a path, where {name} stands for one segment.
type Routes map[string]Handler

// Merge joins the routes of a resource's topics. It panics when a pattern is there twice.
func Merge(topics ...Routes) Routes {
	all := Routes{}
	for _, some := range topics {
		for pattern, handle := range some {
			if all[pattern] != nil {
				panic("capillarytest: two handlers for " + pattern)
			}
			all[pattern] = handle
		}
	}
	return all
}

// A Resource is a part of the API with state of its own.
type Resource interface {
	Routes() Routes     // its endpoints
	Texts() reply.Texts // the messages of its response codes
}

// An Open resource has endpoints that may be called without credentials. Their handlers see a Till without a name then.
type Open interface{ Open(pattern string) bool }

// route is an endpoint of a resource.
type route struct {
	pattern string
	handle  Handler
	texts   reply.Texts
	open    bool // it may be called without credentials
}

func (r route) method() string { m, _, _ := strings.Cut(r.pattern, " "); return m }

func (r route) path() string { _, p, _ := strings.Cut(r.pattern, " "); return p }

// router finds routes. Literal segments win over {name}, from left to right.
type router struct {
	bySize map[int][]knownRoute
	paths  map[string]bool
}

type knownRoute struct {
	route
	segments []string
}

// newRouter makes a router for all endpoints of the resources. It panics when two of them have the same pattern.
func newRouter(resources []Resource) *router {
	r := &router{bySize: map[int][]knownRoute{}, paths: map[string]bool{}}
	seen := map[string]bool{}
	for _, resource := range resources {
		doors, _ := resource.(Open)
		for pattern, handle := range resource.Routes() {
			if seen[pattern] {
				panic("capillarytest: two resources have the route " + pattern)
			}
			seen[pattern] = true
			r.add(route{pattern, handle, resource.Texts(), doors != nil && doors.Open(pattern)})
		}
	}
	for _, same := range r.bySize {
		slices.SortFunc(same, func(a, b knownRoute) int {
			return cmp.Or(strings.Compare(a.rank(), b.rank()), strings.Compare(a.pattern, b.pattern))
		})
	}
	return r
}

func (r *router) add(one route) {
	k := knownRoute{route: one, segments: split(one.path())}
	r.bySize[len(k.segments)] = append(r.bySize[len(k.segments)], k)
	r.paths[k.path()] = true
}

// rank sorts literal segments before names.
func (k knownRoute) rank() string {
	var b strings.Builder
	for _, s := range k.segments {
		if isName(s) {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}

// find returns the route of a path as sent, and its arguments. When only other methods are known for the path it returns
// those instead.
func (r *router) find(method, path string) (found *route, params map[string]string, others []string) {
	sent := split(path)
	for _, k := range r.bySize[len(sent)] {
		args, ok := k.match(sent)
		if !ok {
			continue
		}
		if k.method() == method {
			return &k.route, args, nil
		}
		others = append(others, k.method())
	}
	return nil, nil, others
}

func (k knownRoute) match(sent []string) (map[string]string, bool) {
	args := map[string]string{}
	for i, want := range k.segments {
		have, err := url.PathUnescape(sent[i])
		switch {
		case err != nil || have == "":
			return nil, false
		case isName(want):
			args[want[1:len(want)-1]] = have
		case !strings.EqualFold(want, have):
			return nil, false
		}
	}
	return args, true
}

func isName(segment string) bool { return strings.HasPrefix(segment, "{") }

// split cuts a path into segments. v1.1 paths may end in .json.
func split(path string) []string {
	if strings.HasPrefix(path, "/v1.1/") {
		path = strings.TrimSuffix(path, ".json")
	}
	return strings.Split(strings.TrimPrefix(path, "/"), "/")
}

// covers tells whether a path of a Fault or a Count means a request: an exact pattern, or else the path itself and
// what is below it.
func (r *router) covers(want string, got *Request) bool {
	switch {
	case want == "":
		return true
	case r.paths[want], got.Route == want:
		return got.Route == want
	case strings.HasSuffix(want, "/"):
		return strings.HasPrefix(got.Path, want)
	default:
		return got.Path == want || strings.HasPrefix(got.Path, want+"/")
	}
}

// Find returns the pattern of the route that serves a request, and the arguments in its path; "" for none.
func (s *Server) Find(method, path string) (pattern string, params map[string]string) {
	found, params, _ := s.find(method, path)
	if found == nil {
		return "", nil
	}
	return found.pattern, params
}
