package capillary

import "context"

// Elsewhere gives a copy of the client for another host that belongs to Capillary, such as the address that behavioural events
// are pushed to: see package event. Connections, limits and retry budget are those of the original. Its credentials, headers,
// parameters and attribution are not taken along: what is meant for one host never goes to another.
//
// The address is as in Host. Credentials are those of Basic or BasicMD5; with nil the calls carry none. OAuth is refused: the
// tokens of a cluster are for that cluster.
func (c *Client) Elsewhere(address string, auth Auth) (*Client, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	other := *c
	other.cluster = Host(address)
	base, err := other.cluster.parse()
	if err != nil {
		return nil, err
	}
	other.base, other.signer = base, anonymous{}
	switch auth := auth.(type) {
	case nil:
	case basicAuth:
		if other.signer, err = auth.begin(base.String(), c.shared.wire); err != nil {
			return nil, err
		}
	default:
		return nil, Invalid("auth", "tokens of a cluster go to no other host; use Basic")
	}
	other.set.header, other.set.query, other.set.inherited = nil, nil, 0
	other.set.entity, other.set.lookup = Attribution{}, Attribution{}
	other.precompute()
	return &other, nil
}

// anonymous signs nothing.
type anonymous struct{}

func (anonymous) token(context.Context) (string, error) { return "", nil }

func (anonymous) sign(string) (name, value string) { return "", "" }

func (anonymous) stale(string) bool { return false }

func (anonymous) secrets() []string { return nil }
