package capillary

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/capillary-go/sdk/internal/escape"
)

// Cluster is where an organisation lives: a host, the time zone its data is in, and the rate limits that are documented
// for it. The documentation is not of one mind about hosts and zones, so all of it can be changed: Host, APIHost,
// WithTimeZone, WithRateLimit.
type Cluster struct {
	name string
	host string // https://…
	api  string // the other documented host
	zone *time.Location
	area area
}

// The clusters. India's and EU's time zones are documented; the others' are assumptions: Singapore's APAC2 and SEA as
// India's (the documentation names one zone for both), China's from its samples, the US ones as UTC.
var (
	India = Cluster{name: "India", host: "https://apac.intouch.capillary.co.in", api: "https://apac.api.capillarytech.com", zone: ist, area: asia1}
	APAC2 = Cluster{name: "APAC2", host: "https://apac2.intouch.capillarytech.com", api: "https://apac2.api.capillarytech.com", zone: ist, area: asia2}
	EU    = Cluster{name: "EU", host: "https://eu.intouch.capillarytech.com", api: "https://eu.api.capillarytech.com", zone: time.UTC, area: emea}
	US    = Cluster{name: "US", host: "https://us.intouch.capillarytech.com", api: "https://us.api.capillarytech.com", zone: time.UTC}
	China = Cluster{name: "China", host: "https://intouch.capillarytech.cn.com", api: "https://api.capillarytech.cn.com", zone: cst}
	SEA   = Cluster{name: "SEA", host: "https://sea.intouch.capillarytech.com", api: "https://sea.api.capillarytech.com", zone: ist, area: asia2}
	USHC  = Cluster{name: "USHC", host: "https://ushc.intouch.capillarytech.com", api: "https://north-america.api.capillarytech.com", zone: time.UTC}
)

var (
	ist = time.FixedZone("IST", 5*60*60+30*60)
	cst = time.FixedZone("CST", 8*60*60)
)

var clusters = []Cluster{India, APAC2, EU, US, China, SEA, USHC}

// ClusterNamed finds a cluster by its name, in any case: India, APAC2, EU, US, China, SEA, USHC.
func ClusterNamed(name string) (Cluster, bool) {
	for _, c := range clusters {
		if strings.EqualFold(c.name, name) {
			return c, true
		}
	}
	return Cluster{}, false
}

// Host is a cluster at any other address, such as https://eu.api.capillarytech.com or a proxy. Plain http is taken for
// loopback addresses only. Its time zone is UTC and it has no rate limits until options say otherwise.
func Host(address string) Cluster {
	return Cluster{name: "host", host: withoutUser(address), zone: time.UTC}
}

// withoutUser takes a user name and password out of an address. New refuses it, and whoever prints it shows none.
func withoutUser(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil && strings.Contains(address, "@"):
		return "an address that is no URL"
	case err != nil || u.User == nil:
		return address
	}
	u.User = url.User("redacted")
	return u.String()
}

// APIHost is the same cluster at its other documented host, <cluster>.api.capillarytech.com.
func (c Cluster) APIHost() Cluster {
	c.host = c.api
	return c
}

// Name is the cluster's name, "host" for any other address.
func (c Cluster) Name() string { return c.name }

// URL is the address that calls go to.
func (c Cluster) URL() string { return c.host }

// TimeZone is the zone of times that have none, and of all times in v1.1.
func (c Cluster) TimeZone() *time.Location { return c.zone }

// String is the cluster's name and address.
func (c Cluster) String() string { return c.name + " " + c.host }

// parse checks the address. A path in it is kept as a prefix, for gateways: RawPath has it escaped, with no slash at its end.
func (c Cluster) parse() (*url.URL, error) {
	if c.host == "" {
		return nil, Invalid("cluster", "it has no address; use one of the clusters, or Host")
	}
	u, err := url.Parse(c.host)
	if err != nil {
		return nil, Invalid("cluster", "the address is no URL")
	}
	switch {
	case u.User != nil:
		return nil, Invalid("cluster", "the address has a user name; credentials belong in Basic or OAuth")
	case strings.ContainsAny(c.host, "?#"):
		return nil, Invalid("cluster", "the address has a query or a fragment")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, Invalid("cluster", "the address must be https://…")
	case u.Hostname() == "":
		return nil, Invalid("cluster", "the address has no host")
	case !isHost(u.Hostname()):
		return nil, Invalid("cluster", "the address has a host with characters that no host has")
	case !isPort(u):
		return nil, Invalid("cluster", "the address has a port that is no number from 1 to 65535")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, Invalid("cluster", "the address must be https; http is for loopback only")
	case !isPrefix(u):
		return nil, Invalid("cluster", "the address has a path with empty or dot segments, or with characters that change what a path means")
	}
	u.RawPath = strings.TrimRight(u.EscapedPath(), "/")
	u.Path = strings.TrimRight(u.Path, "/")
	return u, nil
}

// isHost takes names, also those of other scripts, and IP addresses. net/url takes a good deal more.
func isHost(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return r != '.' && r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// isPort takes no port, or a usable one as it is usually written. net/url takes any digits, and a colon alone.
func isPort(u *url.URL) bool {
	port := u.Port()
	if port == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0 && port[0] != '0'
}

// isPrefix reports whether the path can stand before those of the endpoints: whoever reads it on the way, decoded or not,
// must find the same segments in it.
func isPrefix(u *url.URL) bool {
	path := strings.TrimSuffix(u.Path, "/")
	if strings.ContainsAny(path, `?#;%\`) || escape.HasControl(path) || strings.Count(u.EscapedPath(), "/") != strings.Count(u.Path, "/") {
		return false
	}
	for i, segment := range strings.Split(path, "/") {
		if i > 0 && (segment == "" || segment == "." || segment == "..") {
			return false
		}
	}
	return true
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
