package coupon

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) couponUploadRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /coupon/api/v1/upload/file/{id}":                         o.uploadCoupons,
		"POST /coupon/api/v1/upload/redeemFile/{id}":                   o.uploadRedeemed,
		"GET /coupon/api/v1/upload/getUploadStatus/{id}":               o.uploadStatus,
		"GET /coupon/api/v1/upload/getUploadRedeemedCouponStatus/{id}": o.uploadRedeemedStatus,
	}
}

// uploadJob is a file of coupons. It is worked off at once; the reply to the upload says that it has started.
type uploadJob struct {
	id           int64
	redeemed     bool // a file of redeemed coupons
	file         string
	rows, errors int
	created      time.Time
}

// uploadedFile is a multipart form with a CSV file and fields.
type uploadedFile struct {
	name   string
	rows   [][]string
	fields map[string]string
}

func readUpload(c *kernel.Call) (uploadedFile, error) {
	out := uploadedFile{fields: map[string]string{}}
	_, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil {
		return out, err
	}
	form := multipart.NewReader(bytes.NewReader(c.Body), params["boundary"])
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return out, err
		}
		if part.FileName() == "" {
			out.fields[part.FormName()] = string(content)
			continue
		}
		rows := csv.NewReader(bytes.NewReader(content))
		rows.FieldsPerRecord = -1
		out.name = part.FileName()
		if out.rows, err = rows.ReadAll(); err != nil {
			return out, err
		}
	}
}

// upload reads the form of a call and its series.
func (o *State) upload(c *kernel.Call) (*series, uploadedFile, *reply.Reply) {
	s := o.series[wire.Text(c.Param("id")).Int()]
	file, err := readUpload(c)
	switch {
	case s == nil:
		return nil, file, new(uploadRefused(refuse(755)))
	case err != nil || len(file.rows) == 0:
		return nil, file, new(uploadRefused(refuse(400)))
	}
	return s, file, nil
}

func uploadRefused(no *reply.Refusal) reply.Reply {
	return reply.Reply{Refused: true, Body: wire.Obj("success", false, "status", 400, "result", nil,
		"errors", []wire.Object{wire.Obj("code", no.Code, "message", no.Message)})}
}

// uploadCoupons reads a file with a header line. Its columns are a customer identifier and a coupon code, or one of the two:
// a code without a customer waits in the series until it is issued, a customer without a code gets a new one.
func (o *State) uploadCoupons(c *kernel.Call) reply.Reply {
	s, file, no := o.upload(c)
	if no != nil {
		return *no
	}
	kind := strings.ToUpper(wire.OrDefault(file.fields["customerIdentifier"], "NOT_TAGGED"))
	who := int(wire.Text(file.fields["customerIdentifierColumn"]).Int())
	job := &uploadJob{id: 220000 + o.Next(), file: file.name, created: o.Now()}
	for _, row := range file.rows[1:] {
		job.rows++
		if !o.uploadRow(s, row, kind, who, c.Till) {
			job.errors++
		}
	}
	o.jobs[s.id] = append(o.jobs[s.id], job)
	return o.uploadStarted(s, job)
}

func (o *State) uploadRow(s *series, row []string, kind string, who int, by kernel.Till) bool {
	var cu *people.Customer
	code := strings.ToUpper(strings.TrimSpace(row[len(row)-1]))
	if kind != "NOT_TAGGED" {
		if who >= len(row) {
			return false
		}
		found, _, no := o.FindV1(uploadIdentifiers[kind], row[who])
		if no != nil || o.Busy(found) != nil {
			return false
		}
		if cu = found; len(row) == 1 {
			_, no := o.issue(cu, s, by)
			return no == nil
		}
		code = strings.ToUpper(strings.TrimSpace(row[1-min(who, 1)]))
	}
	if code == "" || len(o.couponsOf[code]) > 0 || o.uploaded[code] {
		return false
	}
	if cu != nil {
		if o.mayIssue(cu, s) != nil {
			return false
		}
		o.newCoupon(cu, s, code, by)
	} else {
		s.pool = append(s.pool, code)
	}
	o.uploaded[code] = true
	return true
}

var uploadIdentifiers = map[string]string{"MOBILE": "mobile", "EXTERNAL_ID": "external_id", "EMAIL": "email", "USER_ID": "id"}

// uploadRedeemed reads a file with a header line; uploadHeaders says in which column is what.
func (o *State) uploadRedeemed(c *kernel.Call) reply.Reply {
	s, file, no := o.upload(c)
	if no != nil {
		return *no
	}
	var columns map[string]int
	if json.Unmarshal([]byte(file.fields["uploadHeaders"]), &columns) != nil {
		return uploadRefused(refuse(400))
	}
	cell := func(row []string, name string) string {
		if n, ok := columns[name]; ok && n < len(row) {
			return strings.TrimSpace(row[n])
		}
		return ""
	}
	job := &uploadJob{id: 9000 + o.Next(), redeemed: true, file: file.name, created: o.Now()}
	for _, row := range file.rows[1:] {
		job.rows++
		kind := uploadIdentifiers[strings.ToUpper(file.fields["customerIdentifier"])]
		who := cell(row, map[string]string{"mobile": "mobile", "external_id": "externalId", "email": "email", "id": "userId"}[kind])
		code := wire.OrDefault(cell(row, "couponCode"), o.codeOfCoupon(wire.Text(cell(row, "couponId"))))
		cu, _, no := o.FindV1(kind, who)
		if no == nil {
			no = o.Busy(cu)
		}
		var found *coupon
		if no == nil {
			found, no = o.mayUse(cu, code, "")
		}
		if no != nil || found.series != s {
			job.errors++
			continue
		}
		o.use(cu, found, cell(row, "billNumber"), wire.AmountOrZero(""), nil, c.Till)
	}
	o.jobs[s.id] = append(o.jobs[s.id], job)
	return o.uploadStarted(s, job)
}

// object is a job as the status shows it, or as the upload itself does while it has only started.
func (j *uploadJob) object(started bool) wire.Object {
	state, rows, wrong := "FINISHED", j.rows, j.errors
	name := "uploadStatus"
	if j.redeemed {
		name, state = "uploadRedeemedCouponStatus", "COMPLETED"
	}
	if started {
		rows, wrong, state = 0, 0, "STARTED"
		if j.redeemed {
			state = "QUEUED"
		}
	}
	var errorFile any
	if wrong > 0 {
		errorFile = fmt.Sprintf("error_%d", j.id)
	}
	at := wire.Quoted(j.created.UnixMilli())
	out := wire.Obj("jobId", j.id, name, state, "createdOn", at, "updatedOn", at, "errorFileUrl", errorFile, "successFileUrl", nil,
		"uploadedFileUrl", j.file,
		"totalUploadedCount", rows, "actualRowCount", rows, "errorCount", wrong, "uploadTableName", nil, "uploadedFileName", j.file)
	if !j.redeemed {
		out = out.With("audienceGroupId", 0, "audienceGroupVersionId", 0)
	}
	return out
}

func (o *State) uploadStarted(s *series, j *uploadJob) reply.Reply {
	return reply.Reply{Body: wire.Obj("success", true, "status", 200, "result",
		wire.Obj("orgId", o.ID, "couponSeriesId", s.id, jobList(j.redeemed), []wire.Object{j.object(true)}, "fileName", j.file))}
}

func jobList(redeemed bool) string {
	if redeemed {
		return "redeemUploadJobStatuses"
	}
	return "uploadJobStatuses"
}

func (o *State) uploadStatus(c *kernel.Call) reply.Reply { return o.jobsOf(c, false) }

func (o *State) uploadRedeemedStatus(c *kernel.Call) reply.Reply { return o.jobsOf(c, true) }

func (o *State) jobsOf(c *kernel.Call, redeemed bool) reply.Reply {
	id := wire.Text(c.Param("id")).Int()
	if o.series[id] == nil {
		return uploadRefused(refuse(755))
	}
	jobs := []wire.Object{}
	for _, j := range o.jobs[id] {
		if j.redeemed == redeemed {
			jobs = append(jobs, j.object(false))
		}
	}
	return reply.Reply{Body: wire.Obj("success", true, "status", 200, "result",
		wire.Obj("orgId", o.ID, "couponSeriesId", id, jobList(redeemed), jobs))}
}
