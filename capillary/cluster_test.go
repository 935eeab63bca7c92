package capillary_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// documented are the hosts of the public sources, by the cluster that these name them for. Each one is chosen by name.
var documented = map[string][]string{
	"India":                    {"apac.intouch.capillary.co.in", "apac.api.capillarytech.com", "intouch.capillary.co.in", "apac.api.capillary.co.in"},
	"APAC2":                    {"apac2.intouch.capillarytech.com", "apac2.api.capillarytech.com"},
	"EU":                       {"eu.intouch.capillarytech.com", "eu.api.capillarytech.com"},
	"US":                       {"us.intouch.capillarytech.com", "us.api.capillarytech.com"},
	"China":                    {"intouch.capillarytech.cn.com", "api.capillarytech.cn.com", "cdn-api.capillarytech.cn.com"},
	"SEA":                      {"sea.intouch.capillarytech.com", "sea.api.capillarytech.com"},
	"USHC":                     {"ushc.intouch.capillarytech.com", "ushc.api.capillarytech.com"},
	"Asia":                     {"apac.intouch.capillarytech.com", "apac.api.intouch.capillarytech.com"},
	"NorthAmerica":             {"north-america.intouch.capillarytech.com", "north-america.api.capillarytech.com"},
	"Singapore":                {"sgcrm.cc.capillarytech.com"},
	"in.api.capillarytech.com": {"in.api.capillarytech.com"},
	"api.capillary.co.in":      {"api.capillary.co.in"},
}

func TestEveryDocumentedHostIsChosenByName(t *testing.T) {
	for name, hosts := range documented {
		for i, host := range hosts {
			c, ok := capillary.ClusterNamed(strings.ToUpper(host))
			require.True(t, ok, host)
			assert.Equal(t, "https://"+host, c.URL())
			assert.Equal(t, name, c.Name())
			own, ok := capillary.ClusterNamed(name)
			require.True(t, ok)
			assert.Equal(t, c, own.At(host))
			assert.Equal(t, own.TimeZone(), c.TimeZone())
			_, err := capillary.New(c, capillary.Basic("a", "b"))
			require.NoError(t, err)
			t.Setenv(capillary.EnvHost, "")
			t.Setenv(capillary.EnvCluster, host)
			t.Setenv(capillary.EnvUsername, "a")
			t.Setenv(capillary.EnvPassword, "b")
			client, err := capillary.NewFromEnv()
			require.NoError(t, err)
			assert.Equal(t, c, client.Cluster())
			if i == 0 {
				assert.Equal(t, own, c)
				assert.Equal(t, hosts, own.Hosts())
			}
		}
	}
	assert.Len(t, capillary.Clusters(), len(documented))
}

func TestAClusterIsNeverAtTheHostOfAnother(t *testing.T) {
	seen := map[string]string{}
	for _, c := range capillary.Clusters() {
		for _, host := range c.Hosts() {
			assert.Empty(t, seen[host], "%s is %s's", host, c.Name())
			seen[host] = c.Name()
		}
		for _, other := range capillary.Clusters() {
			for _, host := range other.Hosts() {
				_, err := capillary.New(c.At(host), capillary.Basic("a", "b"))
				assert.Equal(t, c == other, err == nil, "%s at %s", c.Name(), host)
			}
		}
		api := c.APIHost()
		if len(c.Hosts()) == 1 {
			_, err := capillary.New(api, capillary.Basic("a", "b"))
			assert.ErrorIs(t, err, capillary.ErrInvalidInput, c.Name())
			continue
		}
		u, err := url.Parse(api.URL())
		require.NoError(t, err)
		assert.Contains(t, c.Hosts(), u.Host)
		assert.Contains(t, u.Host, "api.")
	}
	assert.Equal(t, "https://ushc.api.capillarytech.com", capillary.USHC.APIHost().URL(), "and not north-america's")
}

func TestAnUndocumentedHostIsForHostAlone(t *testing.T) {
	for _, host := range []string{"", "eu", "eu.intouch.capillarytech.com.evil.example", "https://eu.intouch.capillarytech.com", "evil.example"} {
		_, err := capillary.New(capillary.EU.At(host), capillary.Basic("a", "b"))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, host)
	}
	other := capillary.Host("https://tata.example.com")
	assert.Empty(t, other.Hosts())
	_, err := capillary.New(other.APIHost(), capillary.Basic("a", "b"))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	_, err = capillary.New(other.At("eu.intouch.capillarytech.com"), capillary.Basic("a", "b"))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	_, ok := capillary.ClusterNamed("")
	assert.False(t, ok)
}
