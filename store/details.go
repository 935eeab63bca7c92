package store

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Get returns a store by its id or an external id. Errors: ErrInvalidIdentifier, ErrFetchFailed.
//
// GET /v1.1/store/get
func (s *Service) Get(ctx context.Context, r GetRequest, opts ...capillary.RequestOption) (*Details, error) {
	reply, err := capillary.Call[*detailsReply](ctx, s.client, opGet, capillary.Input{Query: r}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Stores.Store, err
}

// GetRequest names a store. One of the fields is required.
type GetRequest struct {
	ID         int64  `url:"id,omitempty"`
	ExternalID string `url:"external_id,omitempty"`
}

// Validate refuses a request that names no store.
func (r GetRequest) Validate() error {
	if r == (GetRequest{}) {
		return capillary.Invalid("id", "an id or an external id is required")
	}
	return nil
}

// detailsReply is where v1.1 has a store.
type detailsReply struct {
	Stores struct {
		Store Details `json:"store"`
	} `json:"stores"`
}

// Details are all that is known of a store.
type Details struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Code     string `json:"code"`
	Location struct {
		Latitude  decimal.Decimal `json:"latitude"`  // degrees
		Longitude decimal.Decimal `json:"longitude"` // degrees
	} `json:"location"`
	Currency struct {
		Name    string `json:"name"`
		Symbol  string `json:"symbol"`
		ISOCode struct {
			Alpha   string `json:"alpha"`   // such as INR
			Numeric string `json:"numeric"` // such as 356
		} `json:"iso_code"`
	} `json:"currency"`
	Language string `json:"language"`
	TimeZone struct {
		Coordinates string `json:"coordinates"`
		Offset      struct {
			Standard string `json:"std"`    // such as UTC-04
			Summer   string `json:"summer"` // "NULL" for none
		} `json:"offset"`
	} `json:"time_zone"`
	Mobile      string `json:"mobile"`
	Email       string `json:"email"`
	LandLine    string `json:"land_line"`
	ExternalID  string `json:"external_id"`
	ExternalID1 string `json:"external_id_1"`
	ExternalID2 string `json:"external_id_2"`
	CountryName string `json:"country_name"`
	StateName   string `json:"state_name"`
	CityName    string `json:"city_name"`
	AreaName    string `json:"area_name"`
	Template    struct {
		SMS   Contact `json:"sms"`
		Email Contact `json:"email"`
	} `json:"template"` // what messages of the store are signed with

	ItemStatus capillary.ItemStatus `json:"item_status"`
}

// Contact is a name, a number and an address that stand in messages of a store.
type Contact struct {
	Name   string `json:"name"`
	Mobile string `json:"mobile"`
	Email  string `json:"email"`
}

// Staff lists the associates or the managers of all stores of the organisation. Adding an associate is org.AddStoreAssociate.
//
// GET /v1.1/store/staff
func (s *Service) Staff(ctx context.Context, o StaffOptions, opts ...capillary.RequestOption) (*capillary.Page[StaffMember], error) {
	return capillary.Call[*capillary.Page[StaffMember]](ctx, s.client, opStaff, capillary.Input{Query: o}, opts...)
}

// StaffOptions say whom to return. The tables call the parameter type_value; the addresses in the documentation have type.
type StaffOptions struct {
	Type StaffType `url:"type,omitempty"`
}

// StaffType is a kind of staff.
type StaffType string

// The documented kinds.
const (
	StaffAssociate StaffType = "ASSOCIATE"
	StaffManager   StaffType = "MANAGER"
)

// StaffMember is an associate or a manager of a store.
type StaffMember struct {
	ID        int64     `json:"id"`
	Type      StaffType `json:"type"`
	Code      string    `json:"code"`
	FirstName string    `json:"firstname"`
	LastName  string    `json:"lastname"`
	Mobile    string    `json:"mobile"`
	Email     string    `json:"email"`
	StoreID   int64     `json:"store_id"`
	StoreCode string    `json:"store_code"`
}

// Tasks lists the tasks of the store that the call is made for. Where there are none the error is ErrNoTasks. Other error:
// ErrTasksFailed.
//
// GET /v1.1/store/tasks
func (s *Service) Tasks(ctx context.Context, o TasksOptions, opts ...capillary.RequestOption) (*capillary.Page[Task], error) {
	return capillary.Call[*capillary.Page[Task]](ctx, s.client, opTasks, capillary.Input{Query: o}, opts...)
}

// TasksV1 is Tasks at the address that a page of 2021 has. Tasks is the newer form.
//
// GET /v1/store/tasks
func (s *Service) TasksV1(ctx context.Context, o TasksOptions, opts ...capillary.RequestOption) (*capillary.Page[Task], error) {
	return capillary.Call[*capillary.Page[Task]](ctx, s.client, opTasksV1, capillary.Input{Query: o}, opts...)
}

// TasksOptions are which tasks to return.
type TasksOptions struct {
	StaffType   StaffType     `url:"type_value,omitempty"`
	Action      TaskAction    `url:"all,omitempty"` // the API calls it all
	AssociateID int64         `url:"assoc_id,omitempty"`
	CustomerID  int64         `url:"customer_id,omitempty"`
	StartDate   capillary.Day `url:"start_date,omitempty"` // those made on this day or later
	EndDate     capillary.Day `url:"end_date,omitempty"`   // those made on this day or before
	Count       int64         `url:"count,omitempty"`      // the most tasks
}

// Validate refuses what is no number of tasks or no day.
func (o TasksOptions) Validate() error {
	if o.Count < 0 {
		return capillary.Invalid("count", "it is negative")
	}
	if err := checkDay("start_date", o.StartDate); err != nil {
		return err
	}
	return checkDay("end_date", o.EndDate)
}

// TaskAction is what a task asks for.
type TaskAction string

// The documented actions.
const (
	TaskSMS   TaskAction = "sms"
	TaskEmail TaskAction = "email"
	TaskCall  TaskAction = "call"
	TaskNone  TaskAction = "none" // anything else
)

// Task is a task of a store.
type Task struct {
	ID          int64    `json:"id"`
	EntryID     int64    `json:"entry_id"`
	Type        string   `json:"type"` // such as CUSTOMER/CASHIER
	AssociateID int64    `json:"associate_id"`
	Comment     []string `json:"comment"`
	CustomerID  int64    `json:"customer_id"`
	StoreID     int64    `json:"store_id"`
	Status      string   `json:"status"` // such as OPEN
}

// Login checks the credentials of the client and returns whose they are.
//
// GET /v1.1/store/login
func (s *Service) Login(ctx context.Context, _ LoginOptions, opts ...capillary.RequestOption) (*User, error) {
	reply, err := capillary.Call[*loginReply](ctx, s.client, opLogin, capillary.Input{}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Store.User, err
}

// LoginOptions are the options of Login, of which none is documented yet.
type LoginOptions struct{}

// loginReply is where v1.1 has the user.
type loginReply struct {
	Store struct {
		User User `json:"user"`
	} `json:"store"`
}

// User is a till or store server that is signed in.
type User struct {
	Username              string    `json:"username"`
	FirstName             string    `json:"first_name"`
	LastName              string    `json:"last_name"`
	OrgName               string    `json:"org_name"`
	UserID                int64     `json:"user_id"`
	Type                  string    `json:"type"` // such as STR_SERVER
	OrgID                 int64     `json:"org_id"`
	ServerTime            time.Time `json:"server_time"`
	StoreServerPrefix     string    `json:"store_server_prefix"`
	AssociateLoginEnabled bool      `json:"associate_login_enabled"`
}

// checkDay refuses a day that the calendar does not have, by the name of its field.
func checkDay(name string, d capillary.Day) error {
	if _, err := d.MarshalText(); err != nil {
		return capillary.Invalid(name, "the calendar has no such day")
	}
	return nil
}
