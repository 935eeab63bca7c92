package storecare

import (
	"context"
	"iter"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// AddGroupCounts hands in how many groups came and went, by their size and by the hour. What AddFootfall says of outcomes holds here
// too.
//
// POST /add/ffcGroupCount
func (s *Service) AddGroupCounts(ctx context.Context, r AddGroupCountsRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opAddGroupCounts, capillary.Input{Query: eventQuery{r.EventType}, Body: r.body()}, opts...)
}

// AddGroupEvents hands in when each group came or went, by their size. What AddFootfall says of outcomes holds here too.
//
// POST /v2/add/ffcGroupCount
func (s *Service) AddGroupEvents(ctx context.Context, r AddGroupEventsRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opAddGroupEvents, capillary.Input{Query: eventQuery{r.EventType}, Body: r.body()}, opts...)
}

// AddGroupCountsRequest is what a device counted of groups, by the hour. Organisation, device and counts are required.
type AddGroupCountsRequest struct {
	EventType         EventType           `json:"eventType"` // in the query; EventCustomer in the documentation
	OrgID             int64               `json:"org_id"`
	TillID            int64               `json:"till_id,omitzero"` // where the device is
	ZoneID            int64               `json:"zone_id,omitzero"`
	StoreID           int64               `json:"store_id,omitzero"`
	Source            string              `json:"source,omitzero"` // till
	StoreServerID     string              `json:"store_server_id,omitzero"`
	StoreServerName   string              `json:"store_server_name,omitzero"`
	TillName          string              `json:"till_name,omitzero"`
	StoreName         string              `json:"store_name,omitzero"`
	Timestamp         time.Time           `json:"timestamp,omitzero"` // on the device
	DeviceID          int64               `json:"deviceId"`
	GroupCountDetails []GroupCountRequest `json:"groupCountDetails"`
}

func (r AddGroupCountsRequest) body() groupBody {
	b := groupBody{deviceBody: deviceBody{text(r.OrgID), text(r.TillID), text(r.ZoneID), text(r.StoreID), r.Source, r.StoreServerID,
		r.StoreServerName, r.TillName, r.StoreName, unix(r.Timestamp), r.DeviceID}}
	for _, c := range r.GroupCountDetails {
		b.GroupCountDetails = append(b.GroupCountDetails, groupsBody{groupTimes{}, c.InCountUno, c.InCountDuo, c.InCountTriple, c.InCountMore,
			c.OutCountUno, c.OutCountDuo, c.OutCountTriple, c.OutCountMore, spanOf(c.StartDate, c.EndDate)})
	}
	return b
}

// AddGroupEventsRequest is what a device counted of groups, one by one. Organisation, device and counts are required.
type AddGroupEventsRequest struct {
	EventType         EventType            `json:"eventType"` // in the query; EventCustomer in the documentation
	OrgID             int64                `json:"org_id"`
	TillID            int64                `json:"till_id,omitzero"` // where the device is
	ZoneID            int64                `json:"zone_id,omitzero"`
	StoreID           int64                `json:"store_id,omitzero"`
	Source            string               `json:"source,omitzero"` // till
	StoreServerID     string               `json:"store_server_id,omitzero"`
	StoreServerName   string               `json:"store_server_name,omitzero"`
	TillName          string               `json:"till_name,omitzero"`
	StoreName         string               `json:"store_name,omitzero"`
	Timestamp         time.Time            `json:"timestamp,omitzero"` // on the device
	DeviceID          int64                `json:"deviceId"`
	GroupCountDetails []GroupEventsRequest `json:"groupCountDetails"`
}

func (r AddGroupEventsRequest) body() groupBody {
	b := groupBody{deviceBody: deviceBody{text(r.OrgID), text(r.TillID), text(r.ZoneID), text(r.StoreID), r.Source, r.StoreServerID,
		r.StoreServerName, r.TillName, r.StoreName, unix(r.Timestamp), r.DeviceID}}
	for _, c := range r.GroupCountDetails {
		times := groupTimes{unixAll(c.InCountUnoTimeStamps), unixAll(c.InCountDuoTimeStamps), unixAll(c.InCountTripleTimeStamps),
			unixAll(c.InCountMoreTimeStamps), unixAll(c.OutCountUnoTimeStamps), unixAll(c.OutCountDuoTimeStamps),
			unixAll(c.OutCountTripleTimeStamps), unixAll(c.OutCountMoreTimeStamps)}
		b.GroupCountDetails = append(b.GroupCountDetails, groupsBody{times, c.InCountUno, c.InCountDuo, c.InCountTriple, c.InCountMore,
			c.OutCountUno, c.OutCountDuo, c.OutCountTriple, c.OutCountMore, spanOf(c.StartDate, c.EndDate)})
	}
	return b
}

// GroupCountRequest is how many groups of one, two, three and more people came and went in an hour.
type GroupCountRequest struct {
	InCountUno     int64     `json:"inCountUno"`
	InCountDuo     int64     `json:"inCountDuo"`
	InCountTriple  int64     `json:"inCountTriple"`
	InCountMore    int64     `json:"inCountMore"`
	OutCountUno    int64     `json:"outCountUno"`
	OutCountDuo    int64     `json:"outCountDuo"`
	OutCountTriple int64     `json:"outCountTriple"`
	OutCountMore   int64     `json:"outCountMore"`
	StartDate      time.Time `json:"startDate"`
	EndDate        time.Time `json:"endDate"`
}

// GroupEventsRequest is when each group of one, two, three and more people came or went in some time, and how many groups they were.
type GroupEventsRequest struct {
	InCountUnoTimeStamps     []time.Time `json:"inCountUnoTimeStamps"`
	InCountDuoTimeStamps     []time.Time `json:"inCountDuoTimeStamps"`
	InCountTripleTimeStamps  []time.Time `json:"inCountTripleTimeStamps"`
	InCountMoreTimeStamps    []time.Time `json:"inCountMoreTimeStamps"`
	OutCountUnoTimeStamps    []time.Time `json:"outCountUnoTimeStamps"`
	OutCountDuoTimeStamps    []time.Time `json:"outCountDuoTimeStamps"`
	OutCountTripleTimeStamps []time.Time `json:"outCountTripleTimeStamps"`
	OutCountMoreTimeStamps   []time.Time `json:"outCountMoreTimeStamps"`
	InCountUno               int64       `json:"inCountUno"`
	InCountDuo               int64       `json:"inCountDuo"`
	InCountTriple            int64       `json:"inCountTriple"`
	InCountMore              int64       `json:"inCountMore"`
	OutCountUno              int64       `json:"outCountUno"`
	OutCountDuo              int64       `json:"outCountDuo"`
	OutCountTriple           int64       `json:"outCountTriple"`
	OutCountMore             int64       `json:"outCountMore"`
	StartDate                time.Time   `json:"startDate"`
	EndDate                  time.Time   `json:"endDate"`
}

// groupBody is what is handed in of groups, as it goes out.
type groupBody struct {
	deviceBody

	GroupCountDetails []groupsBody `json:"groupCountDetails"`
}

// Validate refuses a request without organisation, device or counts, and counts of no time.
func (b groupBody) Validate() error {
	if err := b.check(); err != nil {
		return err
	}
	if len(b.GroupCountDetails) == 0 {
		return capillary.Invalid("groupCountDetails", "there are none")
	}
	for _, groups := range b.GroupCountDetails {
		if err := groups.check(); err != nil {
			return err
		}
	}
	return nil
}

// groupsBody are the counts of some time as they go out; of hours without the lists.
type groupsBody struct {
	groupTimes

	InCountUno     int64 `json:"inCountUno"`
	InCountDuo     int64 `json:"inCountDuo"`
	InCountTriple  int64 `json:"inCountTriple"`
	InCountMore    int64 `json:"inCountMore"`
	OutCountUno    int64 `json:"outCountUno"`
	OutCountDuo    int64 `json:"outCountDuo"`
	OutCountTriple int64 `json:"outCountTriple"`
	OutCountMore   int64 `json:"outCountMore"`
	span
}

// groupTimes are when groups came or went.
type groupTimes struct {
	InUno     []int64 `json:"inCountUnoTimeStamps,omitzero"`
	InDuo     []int64 `json:"inCountDuoTimeStamps,omitzero"`
	InTriple  []int64 `json:"inCountTripleTimeStamps,omitzero"`
	InMore    []int64 `json:"inCountMoreTimeStamps,omitzero"`
	OutUno    []int64 `json:"outCountUnoTimeStamps,omitzero"`
	OutDuo    []int64 `json:"outCountDuoTimeStamps,omitzero"`
	OutTriple []int64 `json:"outCountTripleTimeStamps,omitzero"`
	OutMore   []int64 `json:"outCountMoreTimeStamps,omitzero"`
}

// GroupCounts returns how many groups came and went, by their size and by the hour.
//
// GET /pages/ffcGroupCount
func (s *Service) GroupCounts(ctx context.Context, o GroupCountsOptions, opts ...capillary.RequestOption) (*Devices[HourlyGroups], error) {
	reply, err := capillary.Call[*groupsReply](ctx, s.client, opGroupCounts, capillary.Input{Query: o.query()}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Groups, err
}

// GroupCountsOptions are whose counts to return, and of which day. All of it is required.
type GroupCountsOptions struct {
	OrgID    int64         `url:"org_Id"` // orgId in the table; the address in the documentation has it so
	Date     capillary.Day `url:"date"`
	Timezone string        `url:"timezone"` // of the device, such as UTC+0530
	DeviceID string        `url:"deviceId"`
}

// groupCountsQuery are GroupCountsOptions as they go out.
type groupCountsQuery struct {
	OrgID    int64  `url:"org_Id"`
	Date     string `url:"date"`
	Timezone string `url:"timezone"`
	DeviceID string `url:"deviceId"`

	day capillary.Day
}

func (o GroupCountsOptions) query() groupCountsQuery {
	return groupCountsQuery{o.OrgID, slashed(o.Date), o.Timezone, o.DeviceID, o.Date}
}

// Validate refuses a request that lacks something, and what is no day.
func (q groupCountsQuery) Validate() error {
	switch {
	case q.OrgID == 0:
		return capillary.Invalid("orgId", "it is zero")
	case q.Date == "":
		return capillary.Invalid("date", "it is empty")
	case q.Timezone == "":
		return capillary.Invalid("timezone", "it is empty")
	case q.DeviceID == "":
		return capillary.Invalid("deviceId", "it is empty")
	}
	return checkDay("date", q.day)
}

// groupsReply is where the service has counts of groups by the hour.
type groupsReply struct {
	Groups Devices[HourlyGroups] `json:"get_ffc_groupCount"`
}

// HourlyGroups is what a device counted of groups, by the hour.
type HourlyGroups struct {
	DeviceID          int64        `json:"deviceId"`
	EventType         EventType    `json:"eventType"`
	OrgID             int64        `json:"org_id"`
	Source            string       `json:"source"`
	StoreID           int64        `json:"store_id"`
	StoreServerID     string       `json:"store_server_id"`
	TillID            int64        `json:"till_id"`
	ZoneID            int64        `json:"zone_id"`
	StoreName         string       `json:"store_name"`
	StoreServerName   string       `json:"store_server_name"`
	TillName          string       `json:"till_name"`
	GroupCountDetails []GroupCount `json:"groupCountDetails"`
	Timestamp         time.Time    `json:"timestamp"` // on the device
	AutoUpdateTime    time.Time    `json:"auto_update_time"`
}

// GroupCount is how many groups of one, two, three and more people came and went in an hour.
type GroupCount struct {
	InCountUno     int64     `json:"inCountUno"`
	InCountDuo     int64     `json:"inCountDuo"`
	InCountTriple  int64     `json:"inCountTriple"`
	InCountMore    int64     `json:"inCountMore"`
	OutCountUno    int64     `json:"outCountUno"`
	OutCountDuo    int64     `json:"outCountDuo"`
	OutCountTriple int64     `json:"outCountTriple"`
	OutCountMore   int64     `json:"outCountMore"`
	StartDate      time.Time `json:"startDate"`
	EndDate        time.Time `json:"endDate"`
}

// GroupEvents returns when each group came or went.
//
// GET /pages/v2/ffcGroupCount
func (s *Service) GroupEvents(ctx context.Context, o EventsOptions, opts ...capillary.RequestOption) (*Devices[GroupEvent], error) {
	reply, err := capillary.Call[*groupEventsReply](ctx, s.client, opGroupEvents, capillary.Input{Query: o.query()}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Groups, err
}

// AllGroupEvents iterates over all pages of GroupEvents, from o.Begin on.
func (s *Service) AllGroupEvents(ctx context.Context, o EventsOptions, opts ...capillary.RequestOption) iter.Seq2[GroupEvent, error] {
	return capillary.All(o.Begin, func(offset int64) (*capillary.Page[GroupEvent], error) {
		o.Begin = offset
		return pageOf(s.GroupEvents(ctx, o, opts...))
	})
}

// groupEventsReply is where the service has events of groups.
type groupEventsReply struct {
	Groups Devices[GroupEvent] `json:"get_ffc_v2_groupCount"`
}

// GroupEvent is a group that came or went.
type GroupEvent struct {
	DeviceID        int64     `json:"deviceId"`
	Direction       Direction `json:"direction"`
	EventTime       time.Time `json:"eventTime"`
	EventType       string    `json:"eventType"` // such as CUSTOMER
	Size            string    `json:"size"`      // people of the group: 1, 2, 3, or a word for more
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
	AutoUpdateTime  time.Time `json:"autoUpdateTime"`
}
