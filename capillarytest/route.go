package capillarytest

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// A handler serves a request. It runs alone, with the organisation locked, so it reads and writes all state without further
// locks, and never waits.
type handler func(*call) reply

// routes are handlers by pattern: a method, a space and a path, where {name} stands for one segment.
type routes map[string]handler

// route is one of them.
type route struct {
	pattern string
	handle  handler
}

func (r route) method() string { m, _, _ := strings.Cut(r.pattern, " "); return m }
func (r route) path() string   { _, p, _ := strings.Cut(r.pattern, " "); return p }

// allRoutes is every endpoint that the server knows.
func (o *org) allRoutes() routes {
	all := routes{}
	for _, some := range []routes{
		o.tokenRoutes(),
		o.customerRoutes(),
		o.loyaltyRoutes(),
		o.identifierRoutes(),
		o.subscriptionRoutes(),
		o.labelRoutes(),
		o.imageRoutes(),
		o.referralRoutes(),
		o.customerListRoutes(),
		o.customerBulkRoutes(),
		o.customerV1Routes(),
		o.noteRoutes(),
		o.recommendationRoutes(),
		o.pointsRoutes(),
		o.pointsTransferRoutes(),
		o.pointsAwardRoutes(),
		o.pointsLedgerRoutes(),
		o.transactionRoutes(),
		o.transactionV1Routes(),
		o.couponSeriesRoutes(),
		o.couponRoutes(),
		o.couponV1Routes(),
		o.couponUploadRoutes(),
		o.otpRoutes(),
	} {
		maps.Copy(all, some)
	}
	return all
}

// router finds routes. Literal segments win over {name}, from left to right.
type router struct {
	bySize map[int][]knownRoute
	paths  map[string]bool
}

type knownRoute struct {
	route
	segments []string
}

func newRouter(all routes) *router {
	r := &router{bySize: map[int][]knownRoute{}, paths: map[string]bool{}}
	for pattern, handle := range all {
		k := knownRoute{route: route{pattern, handle}}
		k.segments = split(k.path())
		r.bySize[len(k.segments)] = append(r.bySize[len(k.segments)], k)
		r.paths[k.path()] = true
	}
	for _, same := range r.bySize {
		slices.SortFunc(same, func(a, b knownRoute) int {
			return cmp.Or(strings.Compare(a.rank(), b.rank()), strings.Compare(a.pattern, b.pattern))
		})
	}
	return r
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
func (r *router) covers(want string, got *request) bool {
	switch {
	case want == "":
		return true
	case r.paths[want]:
		return got.Route == want
	case strings.HasSuffix(want, "/"):
		return strings.HasPrefix(got.Path, want)
	default:
		return got.Path == want || strings.HasPrefix(got.Path, want+"/")
	}
}
