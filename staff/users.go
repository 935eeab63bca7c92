package staff

import (
	"context"
	"net/http"
	"strconv"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// Add adds a staff user. Without a store the user belongs to the default one; zone and concept are those of the store unless the
// request has others (WarnParentDefault where those are invalid). To complete the account, prove the number and the address with SendOTP
// and ValidateOTP.
//
// A name, number or address that another user has gives ErrIdentifierTaken, a capillary.ErrDuplicate. Where the outcome is unknown, Get
// tells later whether the user is there. Other error: ErrInvalidIdentifier.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff
func (s *Service) Add(ctx context.Context, r AddRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opAdd, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials(), Key: r.key()}, opts...)
}

// AddRequest is a staff user to be added. A password, and a username, number or address are required.
type AddRequest struct {
	Username    string           `json:"username,omitzero"` // without special characters
	Mobile      string           `json:"mobile,omitzero"`
	Email       string           `json:"email,omitzero"`
	Password    capillary.Secret `json:"password"`
	StoreCode   string           `json:"storeCode,omitzero"`
	ZoneCode    string           `json:"zoneCode,omitzero"`
	ConceptCode string           `json:"conceptCode,omitzero"` // ConceptCode in the tables; the samples have it so
	FirstName   string           `json:"firstname,omitzero"`
	LastName    string           `json:"lastname,omitzero"`
	Title       string           `json:"title,omitzero"` // such as Manager
	Role        string           `json:"role,omitzero"`  // the title, by the name that the schema of 2026 has for it

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses what gives ErrPasswordMissing or ErrIdentifierMissing.
func (r AddRequest) Validate() error {
	switch {
	case r.key() == "":
		return capillary.Invalid("username", "a username, a mobile number or an e-mail address is required")
	case r.Password.IsZero():
		return capillary.Invalid("password", "it is empty")
	}
	return nil
}

// body leaves out what goes elsewhere.
func (r AddRequest) body() AddRequest {
	r.Auth = Auth{}
	return r
}

func (r AddRequest) key() string { return firstOf(r.Username, r.Mobile, r.Email) }

// Auth are credentials beside those of the client: headers. Which ones a call takes depends on who makes it: an administrator has a key
// and names the organisation, a staff user has the token of AccessToken.
type Auth struct {
	AuthKey     capillary.Secret `json:"authKey,omitzero"`
	OrgID       int64            `json:"orgId,omitzero"`
	AccessToken capillary.Secret `json:"accessToken,omitzero"`
}

func (a Auth) header() http.Header {
	h := http.Header{}
	if a.OrgID != 0 {
		h.Set("X-CAP-API-AUTH-ORG-ID", strconv.FormatInt(a.OrgID, 10))
	}
	return h
}

func (a Auth) credentials() map[string]capillary.Secret {
	return map[string]capillary.Secret{"X-CAP-API-AUTH-KEY": a.AuthKey, "X-CAP-API-ACCESS-TOKEN": a.AccessToken}
}

// Saved says which user was added or changed.
type Saved struct {
	ID       int64             `json:"entity"` // the user's id
	Warnings []capillary.Issue `json:"warnings"`
}

// Get returns a staff user. Errors: ErrInvalidIdentifier, ErrNoIdentifier.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// GET /v2/staff
func (s *Service) Get(ctx context.Context, r GetRequest, opts ...capillary.RequestOption) (*User, error) {
	return capillary.Call[*User](ctx, s.client, opGet, capillary.Input{Query: r, Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// GetRequest names a staff user. One of the first five fields is required.
type GetRequest struct {
	Username string `url:"username,omitempty"`
	Email    string `url:"email,omitempty"`
	Mobile   string `url:"mobile,omitempty"`
	ID       int64  `url:"id,omitempty"`
	RefID    string `url:"refId,omitempty"` // the id in another system; in 2022 the user's id

	Auth Auth `url:"-"`
}

// Validate refuses a request that names nobody.
func (r GetRequest) Validate() error {
	if firstOf(r.Username, r.Email, r.Mobile, r.RefID) == "" && r.ID == 0 {
		return capillary.Invalid("username", "a username, an e-mail address, a mobile number or an id is required")
	}
	return nil
}

// User is a staff user.
type User struct {
	ID          int64             `json:"id"`
	Username    string            `json:"username"`
	Mobile      string            `json:"mobile"`
	Email       string            `json:"email"`
	FirstName   string            `json:"firstname"`
	LastName    string            `json:"lastname"`
	Title       string            `json:"title"`
	StoreCode   string            `json:"storeCode"`
	ZoneCode    string            `json:"zoneCode"`
	ConceptCode string            `json:"conceptCode"`
	TillCode    string            `json:"tillCode"`
	Warnings    []capillary.Issue `json:"warnings"` // of the call
}

// List lists the staff users of a store or a zone. Only administrators may. Error: ErrInvalidIdentifier.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// GET /v2/staff/getUsersList
func (s *Service) List(ctx context.Context, r ListRequest, opts ...capillary.RequestOption) (*capillary.Page[User], error) {
	return capillary.Call[*capillary.Page[User]](ctx, s.client, opList, capillary.Input{Query: r, Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// ListRequest names a store or a zone. One is required.
type ListRequest struct {
	StoreCode string `url:"storeCode,omitempty"`
	ZoneCode  string `url:"zoneCode,omitempty"`

	Auth Auth `url:"-"`
}

// Validate refuses a request that names neither.
func (r ListRequest) Validate() error {
	if r.StoreCode == "" && r.ZoneCode == "" {
		return capillary.Invalid("storeCode", "the code of a store or a zone is required")
	}
	return nil
}

// Edit changes a staff user's names and title. Error: ErrInvalidIdentifier.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/edit
func (s *Service) Edit(ctx context.Context, r EditRequest, opts ...capillary.RequestOption) (*User, error) {
	return capillary.Call[*User](ctx, s.client, opEdit, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials(), Sent: sent.ID(r.ID)}, opts...)
}

// EditRequest is what a staff user is to be called. An id, a username, a number or an address names the user; one is required.
type EditRequest struct {
	ID        int64  `json:"id,omitzero"`
	Username  string `json:"username,omitzero"`
	Mobile    string `json:"mobile,omitzero"`
	Email     string `json:"email,omitzero"`
	FirstName string `json:"firstname,omitzero"`
	LastName  string `json:"lastname,omitzero"`
	Title     string `json:"title,omitzero"`

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses a request that names nobody.
func (r EditRequest) Validate() error { return named(r.ID, r.Username, r.Mobile, r.Email) }

// body leaves out what goes elsewhere.
func (r EditRequest) body() EditRequest {
	r.Auth = Auth{}
	return r
}

// Transfer moves a staff user to another store. Only administrators may. A store that is not there gives WarnParentDefault: the user is
// then in the default one. Error: ErrInvalidIdentifier.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/transfer
func (s *Service) Transfer(ctx context.Context, r TransferRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opTransfer, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// TransferRequest is a staff user and the new store. In 2022 one of the first four fields is enough; the schema of 2026 requires all but
// the number.
type TransferRequest struct {
	ID        int64  `json:"id,omitzero"`
	Username  string `json:"username,omitzero"`
	Mobile    string `json:"mobile,omitzero"`
	Email     string `json:"email,omitzero"`
	StoreCode string `json:"storeCode"`

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses a request that names nobody, or no store.
func (r TransferRequest) Validate() error {
	if r.StoreCode == "" {
		return capillary.Invalid("storeCode", "it is empty")
	}
	return named(r.ID, r.Username, r.Mobile, r.Email)
}

// body leaves out what goes elsewhere.
func (r TransferRequest) body() TransferRequest {
	r.Auth = Auth{}
	return r
}

// Remove takes a staff user's account away. One that is not active gives ErrInactive. No reply of success is documented; one that
// reports success, or names the user, counts as one. Other error: ErrInvalidIdentifier.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/delete
func (s *Service) Remove(ctx context.Context, r RemoveRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opRemove, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// RemoveRequest names a staff user. One of the first four fields is required.
type RemoveRequest struct {
	Username string `json:"username,omitzero"`
	Email    string `json:"email,omitzero"`
	Mobile   string `json:"mobile,omitzero"`
	RefID    int64  `json:"refId,omitzero"` // the user's id

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses a request that names nobody.
func (r RemoveRequest) Validate() error { return named(r.RefID, r.Username, r.Mobile, r.Email) }

// body leaves out what goes elsewhere.
func (r RemoveRequest) body() RemoveRequest {
	r.Auth = Auth{}
	return r
}

// named refuses a request that names nobody.
func named(id int64, names ...string) error {
	if id == 0 && firstOf(names...) == "" {
		return capillary.Invalid("id", "an id, a username, a mobile number or an e-mail address is required")
	}
	return nil
}

func firstOf(names ...string) string {
	for _, name := range names {
		if name != "" {
			return name
		}
	}
	return ""
}
