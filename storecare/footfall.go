package storecare

import (
	"context"
	"iter"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// AddFootfall hands in how many people came and went, by the hour. A call whose outcome is unknown is not repeated: nothing says that
// what comes twice counts once.
//
// POST /pages/ffcDetails
func (s *Service) AddFootfall(ctx context.Context, r AddFootfallRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opAddFootfall, capillary.Input{Query: eventQuery{r.EventType}, Body: r.body()}, opts...)
}

// AddFootfallEvents hands in when each person came or went. What AddFootfall says of outcomes holds here too.
//
// POST /v2/add/ffcDetails
func (s *Service) AddFootfallEvents(ctx context.Context, r AddFootfallEventsRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opAddFootfallEvents, capillary.Input{Query: eventQuery{r.EventType}, Body: r.body()}, opts...)
}

// AddFootfallRequest is what a device counted, by the hour. Organisation, till, device, its time and the counts are required.
type AddFootfallRequest struct {
	EventType       EventType      `json:"eventType"` // in the query
	OrgID           int64          `json:"org_id"`
	TillID          int64          `json:"till_id"` // where the device is
	ZoneID          int64          `json:"zone_id,omitzero"`
	StoreID         int64          `json:"store_id,omitzero"`
	Source          string         `json:"source,omitzero"` // till
	StoreServerID   string         `json:"store_server_id,omitzero"`
	StoreServerName string         `json:"store_server_name,omitzero"`
	TillName        string         `json:"till_name,omitzero"`
	StoreName       string         `json:"store_name,omitzero"`
	Timestamp       time.Time      `json:"timestamp,omitzero"` // on the device
	DeviceID        int64          `json:"deviceId"`
	CounterDetails  []CountRequest `json:"counterDetails"`
}

func (r AddFootfallRequest) body() footfallBody {
	b := footfallBody{deviceBody: deviceBody{text(r.OrgID), text(r.TillID), text(r.ZoneID), text(r.StoreID), r.Source, r.StoreServerID,
		r.StoreServerName, r.TillName, r.StoreName, unix(r.Timestamp), r.DeviceID}}
	for _, c := range r.CounterDetails {
		b.CounterDetails = append(b.CounterDetails, countsBody{InCount: c.InCount, OutCount: c.OutCount, span: spanOf(c.StartDate, c.EndDate)})
	}
	return b
}

// AddFootfallEventsRequest is what a device counted, one by one. Organisation, till, device and the counts are required.
type AddFootfallEventsRequest struct {
	EventType       EventType       `json:"eventType"` // in the query
	OrgID           int64           `json:"org_id"`
	TillID          int64           `json:"till_id"` // where the device is
	ZoneID          int64           `json:"zone_id,omitzero"`
	StoreID         int64           `json:"store_id,omitzero"`
	Source          string          `json:"source,omitzero"` // till
	StoreServerID   string          `json:"store_server_id,omitzero"`
	StoreServerName string          `json:"store_server_name,omitzero"`
	TillName        string          `json:"till_name,omitzero"`
	StoreName       string          `json:"store_name,omitzero"`
	Timestamp       time.Time       `json:"timestamp,omitzero"` // on the device
	DeviceID        int64           `json:"deviceId"`
	CounterDetails  []EventsRequest `json:"counterDetails"`
}

func (r AddFootfallEventsRequest) body() footfallBody {
	b := footfallBody{deviceBody: deviceBody{text(r.OrgID), text(r.TillID), text(r.ZoneID), text(r.StoreID), r.Source, r.StoreServerID,
		r.StoreServerName, r.TillName, r.StoreName, unix(r.Timestamp), r.DeviceID}}
	for _, c := range r.CounterDetails {
		b.CounterDetails = append(b.CounterDetails, countsBody{unixAll(c.InCountTimeStamps), unixAll(c.OutCountTimeStamps), c.InCount, c.OutCount,
			spanOf(c.StartDate, c.EndDate)})
	}
	return b
}

// CountRequest is how many people came and went in an hour.
type CountRequest struct {
	InCount   int64     `json:"inCount"`
	OutCount  int64     `json:"outCount"`
	StartDate time.Time `json:"startDate"`
	EndDate   time.Time `json:"endDate"`
}

// EventsRequest is when each person came or went in some time, and how many they were.
type EventsRequest struct {
	InCountTimeStamps  []time.Time `json:"inCountTimeStamps"`
	OutCountTimeStamps []time.Time `json:"outCountTimeStamps"`
	InCount            int64       `json:"inCount"`
	OutCount           int64       `json:"outCount"`
	StartDate          time.Time   `json:"startDate"`
	EndDate            time.Time   `json:"endDate"`
}

// footfallBody is what is handed in of people, as it goes out.
type footfallBody struct {
	deviceBody

	CounterDetails []countsBody `json:"counterDetails"`
}

// Validate refuses a request without organisation, till, device or counts, of hours without the device's time, and counts of no time.
func (b footfallBody) Validate() error {
	if err := b.check(); err != nil {
		return err
	}
	switch {
	case b.TillID == "":
		return capillary.Invalid("till_id", "it is zero")
	case len(b.CounterDetails) == 0:
		return capillary.Invalid("counterDetails", "there are none")
	}
	for _, counts := range b.CounterDetails {
		if counts.InCountTimeStamps == nil && b.Timestamp == 0 {
			return capillary.Invalid("timestamp", "it is zero")
		}
		if err := counts.check(); err != nil {
			return err
		}
	}
	return nil
}

// countsBody are the counts of some time as they go out; of hours without the lists.
type countsBody struct {
	InCountTimeStamps  []int64 `json:"inCountTimeStamps,omitzero"`
	OutCountTimeStamps []int64 `json:"outCountTimeStamps,omitzero"`
	InCount            int64   `json:"inCount"`
	OutCount           int64   `json:"outCount"`
	span
}

// Footfall returns how many people came and went, by the hour.
//
// GET /pages/ffcDetails
func (s *Service) Footfall(ctx context.Context, o FootfallOptions, opts ...capillary.RequestOption) (*Devices[HourlyFootfall], error) {
	reply, err := capillary.Call[*footfallReply](ctx, s.client, opFootfall, capillary.Input{Query: o.query()}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Details, err
}

// FootfallOptions are whose counts to return, and of which day.
type FootfallOptions struct {
	OrgID    int64         `url:"org_id,omitempty"`
	Date     capillary.Day `url:"date,omitempty"`
	Timezone string        `url:"timezone,omitempty"` // of the device, such as UTC+0530
	DeviceID string        `url:"deviceId,omitempty"`
}

// footfallQuery are FootfallOptions as they go out.
type footfallQuery struct {
	OrgID    int64  `url:"org_id,omitempty"`
	Date     string `url:"date,omitempty"`
	Timezone string `url:"timezone,omitempty"`
	DeviceID string `url:"deviceId,omitempty"`

	day capillary.Day
}

func (o FootfallOptions) query() footfallQuery {
	return footfallQuery{o.OrgID, slashed(o.Date), o.Timezone, o.DeviceID, o.Date}
}

// Validate refuses what is no day.
func (q footfallQuery) Validate() error { return checkDay("date", q.day) }

// footfallReply is where the service has counts by the hour.
type footfallReply struct {
	Details Devices[HourlyFootfall] `json:"get_ffc_details"`
}

// HourlyFootfall is what a device counted, by the hour.
type HourlyFootfall struct {
	DeviceID        int64     `json:"deviceId"`
	EventType       EventType `json:"eventType"`
	OrgID           int64     `json:"org_id"`
	Source          string    `json:"source"`
	StoreID         int64     `json:"store_id"`
	StoreServerID   string    `json:"store_server_id"`
	TillID          int64     `json:"till_id"`
	ZoneID          int64     `json:"zone_id"`
	StoreName       string    `json:"store_name"`
	StoreServerName string    `json:"store_server_name"`
	TillName        string    `json:"till_name"`
	CounterDetails  []Count   `json:"counterDetails"`
	Timestamp       time.Time `json:"timestamp"` // on the device
	AutoUpdateTime  time.Time `json:"auto_update_time"`
}

// Count is how many people came and went in an hour.
type Count struct {
	InCount   int64     `json:"inCount"`
	OutCount  int64     `json:"outCount"`
	StartDate time.Time `json:"startDate"`
	EndDate   time.Time `json:"endDate"`
}

// FootfallEvents returns when each person came or went.
//
// GET /pages/v2/ffcDetails
func (s *Service) FootfallEvents(ctx context.Context, o EventsOptions, opts ...capillary.RequestOption) (*Devices[FootfallEvent], error) {
	reply, err := capillary.Call[*eventsReply](ctx, s.client, opFootfallEvents, capillary.Input{Query: o.query()}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Details, err
}

// AllFootfallEvents iterates over all pages of FootfallEvents, from o.Begin on.
func (s *Service) AllFootfallEvents(ctx context.Context, o EventsOptions, opts ...capillary.RequestOption) iter.Seq2[FootfallEvent, error] {
	return capillary.All(o.Begin, func(offset int64) (*capillary.Page[FootfallEvent], error) {
		o.Begin = offset
		return pageOf(s.FootfallEvents(ctx, o, opts...))
	})
}

// EventsOptions are whose events to return, of which day, and which part of them. Organisation and store are required.
type EventsOptions struct {
	OrgID        int64         `url:"orgId"`
	StoreID      int64         `url:"storeId"`
	Date         capillary.Day `url:"date,omitempty"`
	Timezone     string        `url:"timezone,omitempty"` // of the device, such as UTC+0530
	DeviceID     string        `url:"deviceId,omitempty"`
	SyncTimeFrom time.Time     `url:"syncTimeFrom,omitempty"` // those that came to the server at this time or later
	SyncTimeTo   time.Time     `url:"syncTimeTo,omitempty"`   // those that came to the server until then
	SyncDate     capillary.Day `url:"syncDate,omitempty"`     // those that came to the server on this day of the zone
	Size         int64         `url:"size,omitempty"`         // the most events
	Begin        int64         `url:"begin,omitempty"`        // events to skip
}

// eventsQuery are EventsOptions as they go out.
type eventsQuery struct {
	OrgID        int64         `url:"orgId"`
	StoreID      int64         `url:"storeId"`
	Date         string        `url:"date,omitempty"`
	Timezone     string        `url:"timezone,omitempty"`
	DeviceID     string        `url:"deviceId,omitempty"`
	SyncTimeFrom int64         `url:"syncTimeFrom,omitempty"`
	SyncTimeTo   int64         `url:"syncTimeTo,omitempty"`
	SyncDate     capillary.Day `url:"syncDate,omitempty"`
	Size         int64         `url:"size,omitempty"`
	Begin        int64         `url:"begin,omitempty"`

	day capillary.Day
}

func (o EventsOptions) query() eventsQuery {
	return eventsQuery{o.OrgID, o.StoreID, slashed(o.Date), o.Timezone, o.DeviceID, unix(o.SyncTimeFrom), unix(o.SyncTimeTo), o.SyncDate,
		o.Size, o.Begin, o.Date}
}

// Validate refuses a request without organisation or store, what is no day, and what is no number of events.
func (q eventsQuery) Validate() error {
	switch {
	case q.OrgID == 0:
		return capillary.Invalid("orgId", "it is zero")
	case q.StoreID == 0:
		return capillary.Invalid("storeId", "it is zero")
	case q.Size < 0:
		return capillary.Invalid("size", "it is negative")
	case q.Begin < 0:
		return capillary.Invalid("begin", "it is negative")
	}
	if err := checkDay("date", q.day); err != nil {
		return err
	}
	return checkDay("syncDate", q.SyncDate)
}

// eventsReply is where the service has events.
type eventsReply struct {
	Details Devices[FootfallEvent] `json:"get_ffc_v2_details"`
}

// FootfallEvent is a person who came or went.
type FootfallEvent struct {
	DeviceID        int64     `json:"deviceId"`
	Direction       Direction `json:"direction"`
	EventTime       time.Time `json:"eventTime"`
	EventType       string    `json:"eventType"` // such as CUSTOMER
	OrgID           int64     `json:"orgId"`
	Source          string    `json:"source"`
	StoreID         int64     `json:"storeId"`
	StoreServerID   string    `json:"storeServerId"`
	TillID          int64     `json:"tillId"`
	ZoneID          int64     `json:"zoneId"`
	Timestamp       time.Time `json:"timestamp"` // on the device
	TillName        string    `json:"tillName"`
	StoreServerName string    `json:"storeServerName"`
	StoreName       string    `json:"storeName"`
	Count           int64     `json:"count"`
	InCount         int64     `json:"inCount"`
	OutCount        int64     `json:"outCount"`
	AutoUpdateTime  time.Time `json:"autoUpdateTime"`
}

// Direction is whether somebody came or went.
type Direction int64

// The directions that the samples show.
const (
	DirectionOut Direction = 0
	DirectionIn  Direction = 1
)
