package usergroup

import (
	"cmp"

	"github.com/capillary-go/sdk/capillary"
)

// Identifier names a user group by one of its ids, or by its primary member. One of the three is enough. Which of them a method
// takes, its comment says: all take the id.
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

// Validate refuses what gives ErrNotNamed, and a primary member who is not named by user id.
func (n named) Validate() error {
	if n.PrimaryUserID == "" && !n.group.Primary.IsZero() {
		return capillary.Invalid("primaryUserId", "this call takes a primary member by user id only; customer.Lookup finds it")
	}
	return n.group.check()
}

// check refuses a group that has no name, and an id that is none.
func (g Identifier) check() error {
	switch {
	case g.ID < 0:
		return capillary.Invalid("id", "it is negative")
	case g == Identifier{}:
		return capillary.Invalid("id", "no group is named")
	case !g.Primary.IsZero() && (g.Primary.Name() == "" || g.Primary.Value() == ""):
		return capillary.Invalid("primaryUserId", "the primary member is named by half")
	}
	return nil
}

// withoutPrimary is a group as those calls name it that know no primary member.
type withoutPrimary struct {
	ID         int64  `url:"id,omitempty"`
	ExternalID string `url:"externalId,omitempty"`

	group Identifier
}

func (g Identifier) withoutPrimary() withoutPrimary { return withoutPrimary{g.ID, g.ExternalID, g} }

// Validate refuses a group that is named by its primary member, or not at all.
func (w withoutPrimary) Validate() error {
	if !w.group.Primary.IsZero() {
		return capillary.Invalid("primary", "this call takes a group by its id or external id")
	}
	return w.group.check()
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
func (b byPrimary) Validate() error { return b.group.check() }
