package reply

import (
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// Twinned is a v2 reply as servers write it since 2026: beside a date stands its twin, which has the time of the day and the zone
// of the cluster.
func (r Reply) Twinned(zone *time.Location) Reply {
	r.Body = wire.Amended(r.Body, func(in wire.Object, name string, value any) wire.Object {
		twin, ok := twins[name]
		text, isText := value.(string)
		if !ok || !isText || in.Get(twin) != nil {
			return wire.Obj(name, value)
		}
		at, ok := readTime(text, zone)
		if !ok {
			return wire.Obj(name, value)
		}
		if name == validTill { // which is the day alone, at midnight
			y, m, d := at.In(zone).Date()
			value = time.Date(y, m, d, 0, 0, 0, 0, zone).Format(time.RFC3339)
		}
		return wire.Obj(name, value, twin, at.In(zone).Format(time.RFC3339))
	})
	return r
}

const validTill = "validTill"

// twins are the names of twins, by the names of what they stand beside.
var twins = map[string]string{validTill: "validTillDateTime"}

func init() {
	for _, name := range []string{
		"autoUpdateTime", "awardedOn", "billDate", "createdDate", "createdDateTime", "createdOn", "date", "endDate", "enrolledOn",
		"enrollmentDate", "enrollmentExpiryDate", "eventDate", "eventTime", "expiresOn", "expiryChangeTime", "expiryDate", "issuedOn",
		"lastUpdatedOn", "ledgerCreatedDate", "modifiedOn", "newExpiryDate", "oldExpiryDate", "pointsNewExpiryDate",
		"pointsOldExpiryDate", "pointsTransferDate", "redeemableFrom", "redeemedOn", "redemptionDate", "returnDate", "startDate",
		"tierExpiryDate", "updatedOn",
	} {
		twins[name] = name + "ISO"
	}
}

// readTime reads a time in the forms in which replies have them.
func readTime(text string, zone *time.Location) (at time.Time, ok bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05.0", time.DateTime, time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
