package usergroup

import (
	"cmp"

	"github.com/capillary-go/sdk/capillary"
)

// Identifier names a user group by one of its ids, or by its primary member. One of the three is enough. All methods take the id;
// which of the others one takes, its comment says.
type Identifier struct {
	ID         int64                `json:"id,omitzero" url:"id,omitempty"`
	ExternalID string               `json:"externalId,omitzero" url:"externalId,omitempty"` // the brand's own
	Primary    capillary.Identifier `json:"primary,omitzero" url:"-"`                       // the primary member
}

// named is a group as most calls name it in their query.
type named struct {
	ID            int64  `url:"id,omitempty"`
	ExternalID    string `url:"externalId,omitempty"`
	PrimaryUserID string `url:"primaryUserId,omitempty"`

	group Identifier
}

// named is the group with its primary member by user id.
func (g Identifier) named() named {
	n := named{ID: g.ID, ExternalID: g.ExternalID, group: g}
	if _, ok := g.Primary.UserID(); ok {
		n.PrimaryUserID = g.Primary.Value()
	}
	return n
}

// Validate refuses what gives ErrNotNamed: a primary member counts here by user id only.
func (n named) Validate() error {
	switch {
	case n.ID != 0 || n.ExternalID != "" || n.PrimaryUserID != "":
		return checkID(n.ID)
	case !n.group.Primary.IsZero():
		return capillary.Invalid("primaryUserId", "this call takes a primary member by user id only; customer.Lookup finds it")
	}
	return errNotNamed()
}

func checkID(id int64) error {
	if id < 0 {
		return capillary.Invalid("id", "it is negative")
	}
	return nil
}

func errNotNamed() error { return capillary.Invalid("id", "no group is named") }

// withoutPrimary is a group as those calls name it that know no primary member.
type withoutPrimary struct {
	ID         int64  `url:"id,omitempty"`
	ExternalID string `url:"externalId,omitempty"`
}

func (g Identifier) withoutPrimary() withoutPrimary {
	return withoutPrimary{g.ID, g.ExternalID}
}

// Validate refuses a group that is named by its primary member alone, or not at all.
func (w withoutPrimary) Validate() error {
	if w.ID == 0 && w.ExternalID == "" {
		return errNotNamed()
	}
	return checkID(w.ID)
}

// byPrimary is a group as those calls name it that know a primary member by any identifier.
type byPrimary struct {
	named

	PrimaryUserIdentifierType  string           `url:"primaryUserIdentifierType,omitempty"`
	PrimaryUserIdentifierValue string           `url:"primaryUserIdentifierValue,omitempty"`
	PrimaryUserSource          capillary.Source `url:"primaryUserSource,omitempty"`
	PrimaryUserAccountID       string           `url:"primaryUserAccountId,omitempty"`
}

func (g Identifier) byPrimary() byPrimary {
	b := byPrimary{named: g.named()}
	if b.PrimaryUserID != "" || g.Primary.IsZero() {
		return b
	}
	b.PrimaryUserIdentifierType, b.PrimaryUserIdentifierValue = g.Primary.Name(), g.Primary.Value()
	b.PrimaryUserSource, b.PrimaryUserAccountID = g.Primary.Account()
	b.PrimaryUserSource = cmp.Or(b.PrimaryUserSource, capillary.SourceInStore)
	return b
}

// Validate refuses what gives ErrNotNamed.
func (b byPrimary) Validate() error {
	switch {
	case b.ID == 0 && b.ExternalID == "" && b.group.Primary.IsZero():
		return errNotNamed()
	case !b.group.Primary.IsZero() && (b.group.Primary.Name() == "" || b.group.Primary.Value() == ""):
		return capillary.Invalid("primaryUserIdentifierValue", "the primary member is named by half")
	}
	return checkID(b.ID)
}
