package capillarytest

import (
	"net/url"
	"slices"
	"strings"
)

// A route says which handler serves a pattern: a method, a space and a path, where {name} stands for one segment.
type route struct {
	pattern string
	handle  func(*org, *call) reply
}

func (r route) method() string { m, _, _ := strings.Cut(r.pattern, " "); return m }
func (r route) path() string   { _, p, _ := strings.Cut(r.pattern, " "); return p }

// allRoutes is every endpoint that the server knows. A resource adds its table here.
func allRoutes() []route {
	return slices.Concat(
		tokenRoutes,
		customerRoutes,
		loyaltyRoutes,
		identifierRoutes,
		subscriptionRoutes,
		labelRoutes,
		imageRoutes,
		referralRoutes,
		customerListRoutes,
		customerBulkRoutes,
		customerV1Routes,
		noteRoutes,
		recommendationRoutes,
		pointsRoutes,
		pointsTransferRoutes,
		pointsAwardRoutes,
		pointsLedgerRoutes,
		transactionRoutes,
		transactionV1Routes,
		couponSeriesRoutes,
		couponRoutes,
		couponV1Routes,
		couponUploadRoutes,
		otpRoutes,
	)
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

func newRouter(routes []route) *router {
	r := &router{bySize: map[int][]knownRoute{}, paths: map[string]bool{}}
	for _, known := range routes {
		k := knownRoute{route: known, segments: split(known.path())}
		r.bySize[len(k.segments)] = append(r.bySize[len(k.segments)], k)
		r.paths[known.path()] = true
	}
	for _, same := range r.bySize {
		slices.SortStableFunc(same, func(a, b knownRoute) int { return strings.Compare(a.rank(), b.rank()) })
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
func (r *router) covers(want string, got *Request) bool {
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
