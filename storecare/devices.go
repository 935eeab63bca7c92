package storecare

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Devices are records of devices, by what a device belongs to.
type Devices[T any] struct {
	Applications struct {
		Application []T `json:"application"`
	} `json:"applications"`
	StoreServers struct {
		StoreServer []T `json:"store_server"`
	} `json:"store_servers"`
	ThinClients struct {
		ThinClient []T `json:"thin_client"`
	} `json:"thin_clients"`
	Tills struct {
		Till []T `json:"till"`
	} `json:"tills"`
}

// All are the records of all devices: those of tills first, then of store servers, applications and thin clients.
func (d *Devices[T]) All() []T {
	return slices.Concat(d.Tills.Till, d.StoreServers.StoreServer, d.Applications.Application, d.ThinClients.ThinClient)
}

// pageOf is a page of records for an iteration.
func pageOf[T any](d *Devices[T], err error) (*capillary.Page[T], error) {
	if err != nil {
		return nil, err
	}
	return &capillary.Page[T]{Items: d.All()}, nil
}

// EventType is whose coming and going is counted.
type EventType int64

// The documented types.
const (
	EventCustomer EventType = 0
	EventStaff    EventType = 1
)

// Saved says that counts were saved.
type Saved struct {
	Warnings []capillary.Issue `json:"warnings"`
}

// eventQuery is the query of what is handed in.
type eventQuery struct {
	EventType EventType `url:"eventType"`
}

// deviceBody is the device of what is handed in. Ids of entities go out as texts, as the samples have them.
type deviceBody struct {
	OrgID           string `json:"org_id"`
	TillID          string `json:"till_id,omitzero"`
	ZoneID          string `json:"zone_id,omitzero"`
	StoreID         string `json:"store_id,omitzero"`
	Source          string `json:"source,omitzero"`
	StoreServerID   string `json:"store_server_id,omitzero"`
	StoreServerName string `json:"store_server_name,omitzero"`
	TillName        string `json:"till_name,omitzero"`
	StoreName       string `json:"store_name,omitzero"`
	Timestamp       int64  `json:"timestamp,omitzero"`
	DeviceID        int64  `json:"deviceId"`
}

func (d deviceBody) check() error {
	switch {
	case d.OrgID == "":
		return capillary.Invalid("org_id", "it is zero")
	case d.DeviceID == 0:
		return capillary.Invalid("deviceId", "it is zero")
	}
	return nil
}

// span is the time of counts.
type span struct {
	StartDate int64 `json:"startDate"`
	EndDate   int64 `json:"endDate"`
}

func spanOf(start, end time.Time) span { return span{unix(start), unix(end)} }

func (s span) check() error {
	switch {
	case s.StartDate == 0:
		return capillary.Invalid("startDate", "it is zero")
	case s.EndDate == 0:
		return capillary.Invalid("endDate", "it is zero")
	case s.EndDate < s.StartDate:
		return capillary.Invalid("endDate", "it is before startDate")
	}
	return nil
}

// unix is a time in seconds since 1970, 0 for none.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func unixAll(all []time.Time) []int64 {
	seconds := make([]int64, len(all))
	for i, t := range all {
		seconds[i] = t.Unix()
	}
	return seconds
}

func text(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// slashed is a day as the service takes it, empty for none.
func slashed(d capillary.Day) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d/%02d/%02d", d.Year, int(d.Month), d.Day)
}

// checkDay refuses a day that the calendar does not have, by the name of its field.
func checkDay(name string, d capillary.Day) error {
	if _, err := d.MarshalText(); err != nil {
		return capillary.Invalid(name, "the calendar has no such day")
	}
	return nil
}
