package coupon_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

const uploaded = `{"success": true, "status": 200, "result": {"orgId": 900, "couponSeriesId": 3001, "uploadJobStatuses": [{"jobId": 71,
	"uploadStatus": "STARTED", "createdOn": "1767323045000", "updatedOn": "1767323045000", "errorFileUrl": null, "uploadedFileUrl": "codes_3001.csv",
	"totalUploadedCount": 2, "actualRowCount": 2, "errorCount": 0, "uploadTableName": null, "uploadedFileName": "codes.csv", "audienceGroupId": 0}],
	"fileName": "codes_3001.csv"}}`

const uploadedRedeemed = `{"success": true, "status": 200, "result": {"orgId": 900, "couponSeriesId": 3001, "redeemUploadJobStatuses": [{"jobId": 72,
	"uploadRedeemedCouponStatus": "COMPLETED", "createdOn": "1767323045000", "errorFileUrl": "errors_3001", "errorCount": 1}]}}`

// form is a multipart body: the file, and the fields beside it.
func form(t *testing.T, a wiretest.Arrival) (name, content string, fields map[string]string) {
	t.Helper()
	_, params, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	require.NoError(t, err)
	fields = map[string]string{}
	for parts := multipart.NewReader(bytes.NewReader(a.Body), params["boundary"]); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return name, content, fields
		}
		require.NoError(t, err)
		text, err := io.ReadAll(part)
		require.NoError(t, err)
		if part.FileName() == "" {
			fields[part.FormName()] = string(text)
			continue
		}
		assert.Equal(t, "file", part.FormName())
		assert.Equal(t, "text/csv", part.Header.Get("Content-Type"))
		name, content = part.FileName(), string(text)
	}
}

func TestAFileOfCouponsIsUploaded(t *testing.T) {
	c, server := wiretest.Serve(t, 0, uploaded)
	uploads, err := coupon.New(c).Upload(t.Context(), 3001, coupon.UploadRequest{FileName: "codes.csv", Content: strings.NewReader("user,code\n5001,A1\n"),
		CustomerIdentifier: coupon.UploadByUserID, CustomerIdentifierColumn: "0"})
	require.NoError(t, err)
	assert.Equal(t, int64(3001), uploads.CouponSeriesID)
	assert.Equal(t, "codes_3001.csv", uploads.FileName)
	require.Len(t, uploads.UploadJobStatuses, 1)
	job := uploads.UploadJobStatuses[0]
	assert.Equal(t, coupon.UploadStarted, job.UploadStatus)
	assert.Equal(t, int64(2), job.ActualRowCount)
	assert.True(t, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC).Equal(job.CreatedOn), job.CreatedOn)

	arrived := server.Arrivals()
	require.Len(t, arrived, 1)
	assert.Equal(t, "POST /coupon/api/v1/upload/file/3001", arrived[0].Method+" "+arrived[0].Path)
	assert.Empty(t, arrived[0].Query)
	name, content, fields := form(t, arrived[0])
	assert.Equal(t, "codes.csv", name)
	assert.Equal(t, "user,code\n5001,A1\n", content)
	assert.Equal(t, map[string]string{"customerIdentifier": "USER_ID", "customerIdentifierColumn": "0"}, fields)
}

func TestAFileOfRedeemedCouponsIsUploaded(t *testing.T) {
	c, server := wiretest.Serve(t, 0, uploadedRedeemed)
	uploads, err := coupon.New(c).UploadRedeemed(t.Context(), 3001, coupon.UploadRedeemedRequest{FileName: "redeemed.csv", Content: strings.NewReader("a,b,c,d\n"),
		CustomerIdentifier: coupon.UploadByMobile, CouponIdentifier: coupon.UploadByCouponCode, Details: "from the old till",
		UploadHeaders: map[coupon.UploadColumn]int64{coupon.ColumnRedeemedDate: 0, coupon.ColumnRedeemedAt: 1, coupon.ColumnMobile: 2, coupon.ColumnCouponCode: 3}})
	require.NoError(t, err)
	require.Len(t, uploads.RedeemUploadJobStatuses, 1)
	assert.Equal(t, coupon.UploadCompleted, uploads.RedeemUploadJobStatuses[0].UploadRedeemedCouponStatus)

	arrived := server.Arrivals()
	require.Len(t, arrived, 1)
	assert.Equal(t, "POST /coupon/api/v1/upload/redeemFile/3001", arrived[0].Method+" "+arrived[0].Path)
	name, content, fields := form(t, arrived[0])
	assert.Equal(t, "redeemed.csv", name)
	assert.Equal(t, "a,b,c,d\n", content)
	assert.JSONEq(t, `{"redeemedDateInMillis": 0, "redeemedAt": 1, "mobile": 2, "couponCode": 3}`, fields["uploadHeaders"])
	delete(fields, "uploadHeaders")
	assert.Equal(t, map[string]string{"customerIdentifier": "MOBILE", "couponIdentifier": "COUPON_CODE", "Details": "from the old till"}, fields)
}

func TestWhatBecameOfUploadsIsTold(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of files of coupons",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).UploadStatus(ctx, 3001, coupon.UploadStatusOptions{})
			},
			Method: "GET", Path: "/coupon/api/v1/upload/getUploadStatus/3001", Reply: uploaded,
			Want: `{"orgId": 900, "couponSeriesId": 3001, "uploadJobStatuses": [{"jobId": 71, "uploadStatus": "STARTED", "createdOn": "2026-01-02T03:04:05Z",
				"uploadedFileUrl": "codes_3001.csv", "totalUploadedCount": 2, "actualRowCount": 2, "uploadedFileName": "codes.csv"}]}`,
		},
		{
			Name: "of files of redeemed coupons",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).UploadRedeemedStatus(ctx, 3001, coupon.UploadRedeemedStatusOptions{})
			},
			Method: "GET", Path: "/coupon/api/v1/upload/getUploadRedeemedCouponStatus/3001", Reply: uploadedRedeemed,
			Want: `{"redeemUploadJobStatuses": [{"jobId": 72, "uploadRedeemedCouponStatus": "COMPLETED", "errorFileUrl": "errors_3001", "errorCount": 1}]}`,
		},
	})
}

func TestARefusalOfTheCouponServiceIsAnError(t *testing.T) {
	for _, status := range []int{200, 400} { // its envelope says success false, whatever the HTTP status
		c, _ := wiretest.Serve(t, status, `{"success": false, "status": 400, "message": "invalid input"}`)
		uploads, err := coupon.New(c).Upload(t.Context(), 3001, coupon.UploadRequest{FileName: "codes.csv", Content: strings.NewReader("code\nA1\n"),
			CustomerIdentifier: coupon.UploadNotTagged})
		var e *capillary.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, capillary.OutcomeRefused, e.Outcome)
		assert.False(t, capillary.MayHaveHappened(err))
		assert.Contains(t, err.Error(), "invalid input")
		assert.Nil(t, uploads)
	}
}

func TestAFileIsNeverSentTwice(t *testing.T) {
	c, server := wiretest.Serve(t, 502, `<html>bad gateway</html>`, capillary.WithMaxRetries(3))
	uploads, err := coupon.New(c).Upload(t.Context(), 3001, coupon.UploadRequest{FileName: "codes.csv", Content: strings.NewReader("code\nA1\n"),
		CustomerIdentifier: coupon.UploadNotTagged})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Nil(t, uploads)
	assert.Len(t, server.Arrivals(), 1)
}

func TestAFileThatTheAPICantTakeIsRefused(t *testing.T) {
	for field, r := range map[string]coupon.UploadRequest{
		"customerIdentifier": {FileName: "codes.csv", Content: strings.NewReader("A1")},
		"file":               {FileName: "codes.csv", CustomerIdentifier: coupon.UploadNotTagged},
		"file name":          {FileName: "a/codes.csv", Content: strings.NewReader("A1"), CustomerIdentifier: coupon.UploadNotTagged},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).Upload(ctx, 3001, r)
			return err
		})
	}
	columns := map[coupon.UploadColumn]int64{coupon.ColumnRedeemedDate: 0}
	for field, r := range map[string]coupon.UploadRedeemedRequest{
		"customerIdentifier": {CouponIdentifier: coupon.UploadByCouponID, UploadHeaders: columns},
		"couponIdentifier":   {CustomerIdentifier: coupon.UploadByEmail, UploadHeaders: columns},
		"uploadHeaders":      {CustomerIdentifier: coupon.UploadByEmail, CouponIdentifier: coupon.UploadByCouponID},
	} {
		r.FileName, r.Content = "redeemed.csv", strings.NewReader("A1")
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).UploadRedeemed(ctx, 3001, r)
			return err
		})
	}
}

func TestOperationsAreListed(t *testing.T) {
	assert.Len(t, coupon.Operations(), 26)
}
