package lenient

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestExactNamesAreOtherNamesInAnotherCase(t *testing.T) {
	for document, want := range map[string]named{
		`{"userId":1}`:                          {UserID: 1},
		`{"USERID":2}`:                          {},
		`{"userId":1,"USERID":2,"UserId":3}`:    {UserID: 1},
		`{"user\u0049d":2}`:                     {UserID: 2}, // an escaped letter is the letter
		`{"mobileNumber":"1","MOBILENUMBER":2}`: {Mobile: "1"},
		`{"lower":"l","LOWER":"L"}`:             {Lowercase: "l", Uppercase: "L"},
	} {
		d := NewDecoder([]byte(document), nil)
		d.Exact()
		var value named
		d.DecodeInto(&value)
		require.NoError(t, d.End(), document)
		require.Equal(t, want, value, document)
		d.Release()
	}
	value, _ := decode[named](t, `{"USERID":2}`)
	require.EqualValues(t, 2, value.UserID, "the next decoder is not exact")
}

// clock is what it read, and where.
type clock struct{ read, zone string }

func (c *clock) UnmarshalJSON(raw []byte) error { return c.UnmarshalJSONIn(raw, time.UTC) }

func (c *clock) UnmarshalJSONIn(raw []byte, zone *time.Location) error {
	if string(raw) == `"bad"` {
		return errors.New("bad")
	}
	c.read, c.zone = c.read+string(raw), zone.String()
	return nil
}

func TestATypeOfItsOwnIsToldTheZoneAndKeepsWhatItHas(t *testing.T) {
	d := NewDecoder([]byte(`{"at":1,"twin":2,"at":"bad","other":["bad"]}`), time.FixedZone("shop", 3600))
	defer d.Release()
	var value struct {
		At    clock   `json:"at" lenient:"also=twin"`
		Other []clock `json:"other"`
	}
	d.DecodeInto(&value)
	require.NoError(t, d.End())
	require.Equal(t, clock{"12", "shop"}, value.At)
	require.Equal(t, []Drift{
		{Path: "/at", Want: "lenient.clock", Got: "text"},
		{Path: "/other/0", Want: "lenient.clock", Got: "text"},
	}, d.Drift())
}
