package capillary

import (
	"os"
	"strings"
)

// The variables that NewFromEnv reads.
const (
	EnvCluster      = "CAPILLARY_CLUSTER"       // what ClusterNamed knows: India, APAC2, EU, US, China, …, or a documented host
	EnvHost         = "CAPILLARY_HOST"          // or any other address
	EnvClientKey    = "CAPILLARY_CLIENT_KEY"    // for OAuth
	EnvClientSecret = "CAPILLARY_CLIENT_SECRET" // for OAuth
	EnvUsername     = "CAPILLARY_USERNAME"      // or for Basic
	EnvPassword     = "CAPILLARY_PASSWORD"      // or for Basic
)

// NewFromEnv makes a client from the environment: CAPILLARY_CLUSTER (or CAPILLARY_HOST), and either CAPILLARY_CLIENT_KEY
// and CAPILLARY_CLIENT_SECRET or CAPILLARY_USERNAME and CAPILLARY_PASSWORD. Where one is missing the error names it.
func NewFromEnv(options ...ClientOption) (*Client, error) {
	cluster, err := clusterFromEnv()
	if err != nil {
		return nil, err
	}
	auth, err := authFromEnv()
	if err != nil {
		return nil, err
	}
	return New(cluster, auth, options...)
}

// EnvConfigured reports whether any of the variables is set.
func EnvConfigured() bool {
	for _, name := range []string{EnvCluster, EnvHost, EnvClientKey, EnvClientSecret, EnvUsername, EnvPassword} {
		if os.Getenv(name) != "" {
			return true
		}
	}
	return false
}

func clusterFromEnv() (Cluster, error) {
	name, host := os.Getenv(EnvCluster), os.Getenv(EnvHost)
	switch {
	case name != "" && host != "":
		return Cluster{}, Invalid("environment", "both "+EnvCluster+" and "+EnvHost+" are set")
	case host != "":
		return Host(host), nil
	case name == "":
		return Cluster{}, Invalid("environment", EnvCluster+" (or "+EnvHost+") is not set")
	}
	cluster, ok := ClusterNamed(name)
	if !ok {
		var names []string
		for _, c := range Clusters() {
			names = append(names, c.name)
		}
		return Cluster{}, Invalid("environment", EnvCluster+" must be one of "+strings.Join(names, ", ")+", or a documented host; "+EnvHost+" takes any address")
	}
	return cluster, nil
}

func authFromEnv() (Auth, error) {
	key, secret := os.Getenv(EnvClientKey), os.Getenv(EnvClientSecret)
	username, password := os.Getenv(EnvUsername), os.Getenv(EnvPassword)
	switch {
	case (key != "" || secret != "") && (username != "" || password != ""):
		return nil, Invalid("environment", "it has both a client key and a user name; set one kind of credentials")
	case key != "" && secret == "":
		return nil, Invalid("environment", EnvClientSecret+" is not set")
	case key == "" && secret != "":
		return nil, Invalid("environment", EnvClientKey+" is not set")
	case key != "":
		return OAuth(key, secret), nil
	case username != "" && password == "":
		return nil, Invalid("environment", EnvPassword+" is not set")
	case username == "" && password != "":
		return nil, Invalid("environment", EnvUsername+" is not set")
	case username == "":
		return nil, Invalid("environment", EnvClientKey+" and "+EnvClientSecret+" (or "+EnvUsername+" and "+EnvPassword+") are not set")
	}
	return Basic(username, password), nil
}
