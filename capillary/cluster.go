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
// for it. The documentation is not of one mind about hosts and zones, so all of it can be changed: At, APIHost, Host,
// WithTimeZone, WithRateLimit. Calls, and the credentials with them, go to the address of URL and to no other.
type Cluster struct {
	name string
	host string // https://…
	zone *time.Location
	area area
}

// The clusters that public sources name, each with the host that its calls go to unless At or APIHost says otherwise. The
// sources disagree about some; nothing here is put together that no source puts together. Hosts lists the others.
//
// India's and EU's time zones are documented; the others' are assumptions: Asia's and those of South East Asia as India's
// (the documentation names one zone for both), China's from its samples, the US ones as UTC.
var (
	// India at the host that integrators use. Other hosts of that name: intouch.capillary.co.in (the pages on coupon upload),
	// apac.api.capillarytech.com (the v2 documentation of 2022), apac.api.capillary.co.in (that of v1.1, 2021).
	India = Cluster{name: "India", host: "https://apac.intouch.capillary.co.in", zone: ist, area: asia1}
	// APAC2 as the pages on coupon upload and SCIM have it; apac2.api is in the v2 documentation of 2022.
	APAC2 = Cluster{name: "APAC2", host: "https://apac2.intouch.capillarytech.com", zone: ist, area: asia2}
	// EU, Europe: eu.intouch in the overview of 2025, the pages on coupon upload and SCIM; eu.api in that of 2026 and most samples.
	EU = Cluster{name: "EU", host: "https://eu.intouch.capillarytech.com", zone: time.UTC, area: emea}
	// US at the host of the samples of 2022; us.api is in the v2 documentation of that year. Newer sources: see USHC and
	// NorthAmerica.
	US = Cluster{name: "US", host: "https://us.intouch.capillarytech.com", zone: time.UTC}
	// China: intouch as the pages on coupon upload have it; api and cdn-api are in the v2 documentation of 2022.
	China = Cluster{name: "China", host: "https://intouch.capillarytech.cn.com", zone: cst}
	// SEA, South East Asia: "Asia 2" of the overviews, sea.intouch in that of 2025 and sea.api in that of 2026.
	SEA = Cluster{name: "SEA", host: "https://sea.intouch.capillarytech.com", zone: ist, area: asia2}
	// USHC is what the overviews of 2025 (ushc.intouch) and 2026 (ushc.api) call "US". Other sources have it as a cluster of its own.
	USHC = Cluster{name: "USHC", host: "https://ushc.intouch.capillarytech.com", zone: time.UTC}
	// Asia of the overviews: apac.intouch.capillarytech.com in that of 2025, apac.api.intouch.capillarytech.com in that of 2026. It
	// may be India's cluster; no source says so.
	Asia = Cluster{name: "Asia", host: "https://apac.intouch.capillarytech.com", zone: ist, area: asia1}
	// NorthAmerica is the general cluster of the US in public tools and the OpenAPI files of 2026; north-america.api is in samples
	// of 2025.
	NorthAmerica = Cluster{name: "NorthAmerica", host: "https://north-america.intouch.capillarytech.com", zone: time.UTC}
	// Singapore is the host of that name in the pages on recommendations, and in the OpenAPI files of 2026.
	Singapore = Cluster{name: "Singapore", host: "https://sgcrm.cc.capillarytech.com", zone: ist, area: asia2}
)

var (
	ist = time.FixedZone("IST", 5*60*60+30*60)
	cst = time.FixedZone("CST", 8*60*60)
)

// clusters are those with a name, and their documented hosts. The first host is the cluster's own; that of the API, where
// one is documented, comes second.
var clusters = []struct {
	Cluster

	api    string
	others []string
}{
	{India, "apac.api.capillarytech.com", []string{"intouch.capillary.co.in", "apac.api.capillary.co.in"}},
	{APAC2, "apac2.api.capillarytech.com", nil},
	{EU, "eu.api.capillarytech.com", nil},
	{US, "us.api.capillarytech.com", nil},
	{China, "api.capillarytech.cn.com", []string{"cdn-api.capillarytech.cn.com"}},
	{SEA, "sea.api.capillarytech.com", nil},
	{USHC, "ushc.api.capillarytech.com", nil},
	{Asia, "apac.api.intouch.capillarytech.com", nil},
	{NorthAmerica, "north-america.api.capillarytech.com", nil},
	{Singapore, "", nil},
	// Hosts of the OpenAPI files and samples of which no source says whose they are: clusters of their own, named by the host.
	{Cluster{name: "in.api.capillarytech.com", host: "https://in.api.capillarytech.com", zone: time.UTC}, "", nil},
	{Cluster{name: "api.capillary.co.in", host: "https://api.capillary.co.in", zone: time.UTC}, "", nil},
}

// Clusters lists the clusters that public sources name, each at its own host.
func Clusters() []Cluster {
	all := make([]Cluster, len(clusters))
	for i := range clusters {
		all[i] = clusters[i].Cluster
	}
	return all
}

// ClusterNamed finds a cluster by its name, or by one of its documented hosts, at which it then is. The case of letters does
// not count: India, us, north-america.api.capillarytech.com.
func ClusterNamed(name string) (Cluster, bool) {
	for _, c := range Clusters() {
		if strings.EqualFold(c.name, name) {
			return c, true
		}
		if there := c.At(name); there.host != "" {
			return there, true
		}
	}
	return Cluster{}, false
}

// Host is a cluster at any other address, such as a proxy or a host that no public source has. Plain http is taken for
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

// Hosts lists the hosts that public sources give for the cluster, its own first. Those of Host have none.
func (c Cluster) Hosts() []string {
	for _, known := range clusters {
		if known.name != c.name {
			continue
		}
		all := []string{strings.TrimPrefix(known.host, "https://")}
		if known.api != "" {
			all = append(all, known.api)
		}
		return append(all, known.others...)
	}
	return nil
}

// At is the same cluster at another of its documented hosts, such as India.At("intouch.capillary.co.in"). New refuses one that
// no source gives for this cluster: for any other address there is Host.
func (c Cluster) At(host string) Cluster {
	c.host = ""
	for _, known := range c.Hosts() {
		if strings.EqualFold(known, host) {
			c.host = "https://" + known
		}
	}
	return c
}

// APIHost is the same cluster at the API host that a source gives for it, most of them <cluster>.api.capillarytech.com. New
// refuses it for a cluster without one.
func (c Cluster) APIHost() Cluster {
	for _, known := range clusters {
		if known.name == c.name {
			return c.At(known.api)
		}
	}
	return c.At("")
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
		return nil, Invalid("cluster", "it has no address, or none that a source gives for this cluster; use one of the clusters, or Host")
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
