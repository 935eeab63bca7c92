package coupon_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestACouponIsIssued(t *testing.T) {
	issue := func(who capillary.Identifier) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return coupon.New(c).Issue(ctx, coupon.IssueRequest{SeriesID: 3001, Customer: who})
		}
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "to a user id",
			Call: issue(capillary.UserID(5001)), Method: "POST", Path: "/v2/coupon/issue", Body: `{"seriesId": 3001, "customer": {"id": 5001}}`,
			Reply: `{"code": "SPRING7Q", "seriesId": 3001, "description": "Spring", "validTill": "2027-05-31T00:00:00Z", "discountType": "ABS",
				"discountValue": 500.25, "discountUpto": 0.0, "discountOn": "BILL", "customer": {"id": 5001, "profiles": [{"userId": 5001,
				"firstName": "Liv", "identifiers": [{"type": "mobile", "value": "46700000001"}]}]}, "redemptionCount": 0, "id": 0, "warnings": []}`,
			Want: `{"code": "SPRING7Q", "seriesId": 3001, "validTill": "2027-05-31T00:00:00Z", "discountType": "ABS", "discountValue": "500.25",
				"discountOn": "BILL", "customer": {"id": 5001, "profiles": [{"userId": 5001, "firstName": "Liv",
				"identifiers": [{"type": "mobile", "value": "46700000001"}]}]}}`,
		},
		{
			Name: "to a mobile number",
			Call: issue(capillary.Mobile("46700000001")), Method: "POST", Path: "/v2/coupon/issue",
			Body: `{"seriesId": 3001, "customer": {"mobile": "46700000001"}}`, Reply: `{"code": "SPRING7Q", "warnings": []}`, Want: `{"code": "SPRING7Q"}`,
		},
		{
			Name: "to a card, as this endpoint spells it",
			Call: issue(capillary.CardNumber("9911")), Method: "POST", Path: "/v2/coupon/issue",
			Body: `{"seriesId": 3001, "customer": {"cardNumber": "9911"}}`, Reply: `{"code": "SPRING7Q", "warnings": []}`, Want: `{"code": "SPRING7Q"}`,
		},
		{
			Name: "to a card by its external id",
			Call: issue(capillary.CardExternalID("x-9911")), Method: "POST", Path: "/v2/coupon/issue",
			Body: `{"seriesId": 3001, "customer": {"cardExternalId": "x-9911"}}`, Reply: `{"code": "SPRING7Q", "warnings": []}`, Want: `{"code": "SPRING7Q"}`,
		},
		{
			Name: "to an e-mail",
			Call: issue(capillary.Email("liv@example.org")), Method: "POST", Path: "/v2/coupon/issue",
			Body: `{"seriesId": 3001, "customer": {"email": "liv@example.org"}}`, Reply: `{"code": "SPRING7Q", "warnings": []}`, Want: `{"code": "SPRING7Q"}`,
		},
		{
			Name: "to an external id",
			Call: issue(capillary.ExternalID("L-77")), Method: "POST", Path: "/v2/coupon/issue",
			Body: `{"seriesId": 3001, "customer": {"externalId": "L-77"}}`, Reply: `{"code": "SPRING7Q", "warnings": []}`, Want: `{"code": "SPRING7Q"}`,
		},
		{
			Name: "not, to nobody known",
			Call: issue(capillary.UserID(5001)), Method: "POST", Path: "/v2/coupon/issue", Body: `{"seriesId": 3001, "customer": {"id": 5001}}`,
			Reply: `{"errors": [{"status": false, "code": 701, "message": "nobody"}]}`, WantErr: coupon.ErrCustomerNotFound,
		},
	})
}

func TestCouponsOfSeveralSeriesAreIssued(t *testing.T) {
	request := coupon.IssueBulkRequest{SeriesIDs: []int64{3001, 3002}, Customer: capillary.UserID(5001)}
	const body = `{"seriesIds": [3001, 3002], "customer": {"id": 5001}}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "in a source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				inSource := request
				inSource.Customer = request.Customer.In(capillary.SourceWeChat, "wc-1")
				return coupon.New(c).IssueBulk(ctx, inSource)
			},
			Method: "POST", Path: "/v2/coupon/bulk/issue", Query: "source=WECHAT&accountId=wc-1", Body: body,
			Reply: `{"response": [{"entityId": 3001, "result": {"code": "SPRING7Q", "seriesId": 3001, "discountValue": 10.0}, "errors": [], "warnings": []},
				{"entityId": 3002, "result": {"code": "SUMMER1"}, "errors": [], "warnings": [{"code": 704, "message": "no SMS"}]}],
				"totalCount": 2, "failureCount": 0}`,
			Want: `{"items": [{"value": {"entityId": 3001, "result": {"code": "SPRING7Q", "seriesId": 3001, "discountValue": "10"}}},
				{"value": {"entityId": 3002, "result": {"code": "SUMMER1"}}, "warnings": [{"code": 704}]}], "totalCount": 2, "failureCount": 0}`,
		},
		{
			Name: "and none of them could be",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IssueBulk(ctx, request)
			},
			Method: "POST", Path: "/v2/coupon/bulk/issue", Body: body,
			Reply: `{"response": [{"entityId": 3001, "errors": [{"status": false, "code": 712, "message": "over"}]},
				{"entityId": 3002, "errors": [{"status": false, "code": 707, "message": "invalid"}]}], "totalCount": 2, "failureCount": 2}`,
			WantErr: coupon.ErrSeriesExpired,
		},
	})
}

func TestASeriesThatFailedDoesNotUndoTheOthers(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": [{"entityId": 3001, "result": {"code": "SPRING7Q"}, "errors": []},
		{"entityId": 3002, "errors": [{"status": false, "code": 707, "message": "invalid"}]}], "totalCount": 2, "failureCount": 1}`)
	batch, err := coupon.New(c).IssueBulk(t.Context(), coupon.IssueBulkRequest{SeriesIDs: []int64{3001, 3002}, Customer: capillary.UserID(5001)})
	require.NoError(t, err)
	require.Len(t, batch.Values(), 1)
	assert.Equal(t, "SPRING7Q", batch.Values()[0].Result.Code)
	require.ErrorIs(t, batch.Items[1].Err(), coupon.ErrInvalidSeriesID)
}

func TestSeveralCouponsOfASeriesAreIssued(t *testing.T) {
	multiple := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).IssueMultiple(ctx, coupon.IssueMultipleRequest{SeriesID: 3001, Count: 2, Customer: capillary.Email("liv@example.org")})
	}
	const body = `{"seriesId": 3001, "count": 2, "customer": {"email": "liv@example.org"}}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "all that were asked for", Call: multiple, Method: "POST", Path: "/v2/coupon/issue/multiple", Body: body,
			Reply: `{"coupons": [{"code": "A1", "couponId": 81}, {"code": "A2", "couponId": 82}], "couponConfig": {"id": 0, "description": "Spring",
				"discountValue": 500}, "totalCount": 2, "failureCount": 0, "successCount": 2, "customer": {"id": 5001}, "errors": [], "warnings": []}`,
			Want: `{"coupons": [{"code": "A1", "couponId": 81}, {"code": "A2", "couponId": 82}], "couponConfig": {"description": "Spring",
				"discountValue": "500"}, "totalCount": 2, "failureCount": 0, "successCount": 2, "customer": {"id": 5001}}`,
		},
		{
			Name: "some, which is no error", Call: multiple, Method: "POST", Path: "/v2/coupon/issue/multiple", Body: body,
			Reply: `{"coupons": [{"code": "A1", "couponId": 81}], "totalCount": 2, "failureCount": 1, "successCount": 1,
				"errors": [{"status": false, "code": 5002, "message": "enough"}], "warnings": [{"code": 621, "message": "enough"}]}`,
			Want: `{"coupons": [{"code": "A1"}], "totalCount": 2, "failureCount": 1, "successCount": 1, "errors": [{"code": 5002}], "warnings": [{"code": 621}]}`,
		},
		{
			Name: "none", Call: multiple, Method: "POST", Path: "/v2/coupon/issue/multiple", Body: body,
			Reply: `{"errors": [{"status": false, "code": 5002, "message": "enough"}], "warnings": []}`, WantErr: coupon.ErrCustomerLimit,
		},
		{
			Name: "and it is not known whether any", Call: multiple, Method: "POST", Path: "/v2/coupon/issue/multiple", Body: body,
			Reply: `{"errors": [{"status": false, "code": 5005, "message": "empty"}], "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestCouponsAreIssuedInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "one",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IssueV1(ctx, coupon.NewIssueRequestV1(coupon.IssueCouponV1{SeriesID: 3001,
					Customer: capillary.CardNumber("9911")}), coupon.IssueOptionsV1{UserID: true})
			},
			Method: "POST", Path: "/v1.1/coupon/issue", Query: "format=json&user_id=true",
			Body: `{"root": {"coupon": [{"series_id": 3001, "customer": {"card_number": "9911"}}]}}`,
			Reply: `{"response": {"status": {"success": true, "code": 200, "message": "ok"}, "coupon": {"code": "SPRING7Q", "series_id": "3001",
				"discount_value": "500", "valid_till": "2027-05-31", "customer": {"mobile": "46700000001", "user_id": "5001"},
				"series_info": {"id": "3001", "discount_type": "ABS"}, "item_status": {"success": true, "code": 700, "message": "done"}}}}`,
			Want: `{"items": [{"value": {"code": "SPRING7Q", "series_id": 3001, "discount_value": "500", "valid_till": "2027-05-31",
				"customer": {"mobile": "46700000001", "user_id": 5001}, "series_info": {"id": 3001, "discount_type": "ABS"}},
				"item_status": {"success": true, "code": 700}}]}`,
		},
		{
			Name: "not, to who is blocked",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IssueV1(ctx, coupon.NewIssueRequestV1(coupon.IssueCouponV1{SeriesID: 3001,
					Customer: capillary.ExternalID("L-77")}), coupon.IssueOptionsV1{})
			},
			Method: "POST", Path: "/v1.1/coupon/issue", Query: "format=json",
			Body: `{"root": {"coupon": [{"series_id": 3001, "customer": {"external_id": "L-77"}}]}}`,
			Reply: `{"response": {"status": {"success": false, "code": 500, "message": "all failed"}, "coupon":
				{"item_status": {"success": false, "code": 742, "message": "blocked"}}}}`,
			WantErr: coupon.ErrBlocked,
		},
	})
}

// The documentation shows the reply for one coupon only.
func TestSeveralCouponsAreIssuedInV1WhereverTheReplyHasThem(t *testing.T) {
	const coupons = `"coupon": [{"code": "SPRING7Q", "item_status": {"success": "true", "code": 700}},
		{"customer": {"mobile": "46700000009"}, "item_status": {"success": "false", "code": 701, "message": "nobody"}}]`
	for _, reply := range []string{coupons, `"coupons": {` + coupons + `}`} {
		c, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": 200, "message": "ok"}, `+reply+`}}`)
		batch, err := coupon.New(c).IssueV1(t.Context(), coupon.NewIssueRequestV1(
			coupon.IssueCouponV1{SeriesID: 3001, Customer: capillary.Mobile("46700000001")},
			coupon.IssueCouponV1{SeriesID: 3001, Customer: capillary.Mobile("46700000009")}), coupon.IssueOptionsV1{})
		require.NoError(t, err)
		require.Len(t, batch.Items, 2)
		require.NoError(t, batch.Items[0].Err())
		assert.Equal(t, "SPRING7Q", batch.Items[0].Value.Code)
		require.ErrorIs(t, batch.Items[1].Err(), coupon.ErrCustomerNotFound)
	}
}

func TestACouponIsSentAgain(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "to a card",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Resend(ctx, capillary.CardExternalID("x-9911"), coupon.ResendRequest{Code: "SPRING7Q"})
			},
			Method: "GET", Path: "/v1.1/coupon/resend", Query: "format=json&card_external_id=x-9911&code=SPRING7Q",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "ok"}, "coupons": {"coupon": [{"id": "81", "code": "SPRING7Q",
				"item_status": {"success": "true", "code": "700", "message": "sent"}}]}}}`,
			Want: `{"coupons": {"coupon": [{"id": 81, "code": "SPRING7Q", "item_status": {"success": true, "code": 700}}]}}`,
		},
		{
			Name: "not, if it is somebody else's",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Resend(ctx, capillary.UserID(5001), coupon.ResendRequest{Code: "SPRING7Q"})
			},
			Method: "GET", Path: "/v1.1/coupon/resend", Query: "format=json&id=5001&code=SPRING7Q",
			Reply: `{"response": {"status": {"success": "false", "code": "500"}, "coupons": {"coupon": [{"code": "SPRING7Q",
				"item_status": {"success": "false", "code": "703", "message": "not issued"}}]}}}`,
			WantErr: coupon.ErrNotIssued,
		},
	})
}

func TestNothingIsIssuedOrSentTwice(t *testing.T) {
	for name, call := range map[string]func(context.Context, *coupon.Service) error{
		"issue": func(ctx context.Context, s *coupon.Service) error {
			_, err := s.Issue(ctx, coupon.IssueRequest{SeriesID: 3001, Customer: capillary.UserID(5001)})
			return err
		},
		"issue bulk": func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueBulk(ctx, coupon.IssueBulkRequest{SeriesIDs: []int64{3001}, Customer: capillary.UserID(5001)})
			return err
		},
		"issue multiple": func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueMultiple(ctx, coupon.IssueMultipleRequest{SeriesID: 3001, Customer: capillary.UserID(5001)})
			return err
		},
		"issue in v1.1": func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueV1(ctx, coupon.NewIssueRequestV1(coupon.IssueCouponV1{SeriesID: 3001, Customer: capillary.UserID(5001)}), coupon.IssueOptionsV1{})
			return err
		},
		"resend": func(ctx context.Context, s *coupon.Service) error {
			_, err := s.Resend(ctx, capillary.UserID(5001), coupon.ResendRequest{Code: "SPRING7Q"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, server := wiretest.Serve(t, 504, `<html>timeout</html>`, capillary.WithMaxRetries(3))
			err := call(t.Context(), coupon.New(c))
			require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.True(t, capillary.MayHaveHappened(err))
			assert.Len(t, server.Arrivals(), 1)
		})
	}
}

func TestAnIssueThatTheAPICantTakeIsRefused(t *testing.T) {
	anybody := capillary.UserID(5001)
	for _, x := range []struct {
		field string
		call  func(context.Context, *coupon.Service) error
	}{
		{"seriesId", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.Issue(ctx, coupon.IssueRequest{Customer: anybody})
			return err
		}},
		{"customer", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.Issue(ctx, coupon.IssueRequest{SeriesID: 3001, Customer: capillary.WeChat("wx-1")})
			return err
		}},
		{"customer", func(ctx context.Context, s *coupon.Service) error { // no page has a card here
			_, err := s.IssueMultiple(ctx, coupon.IssueMultipleRequest{SeriesID: 3001, Customer: capillary.CardNumber("9911")})
			return err
		}},
		{"seriesIds", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueBulk(ctx, coupon.IssueBulkRequest{Customer: anybody})
			return err
		}},
		{"seriesId", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueMultiple(ctx, coupon.IssueMultipleRequest{Customer: anybody})
			return err
		}},
		{"count", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueMultiple(ctx, coupon.IssueMultipleRequest{SeriesID: 3001, Count: -1, Customer: anybody})
			return err
		}},
		{"coupon", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueV1(ctx, coupon.IssueRequestV1{}, coupon.IssueOptionsV1{})
			return err
		}},
		{"series_id", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueV1(ctx, coupon.NewIssueRequestV1(coupon.IssueCouponV1{Customer: capillary.UserID(5001)}), coupon.IssueOptionsV1{})
			return err
		}},
		{"customer", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.IssueV1(ctx, coupon.NewIssueRequestV1(coupon.IssueCouponV1{SeriesID: 3001}), coupon.IssueOptionsV1{})
			return err
		}},
		{"code", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.Resend(ctx, capillary.UserID(5001), coupon.ResendRequest{})
			return err
		}},
		{"customer", func(ctx context.Context, s *coupon.Service) error {
			_, err := s.Resend(ctx, capillary.Identifier{}, coupon.ResendRequest{Code: "SPRING7Q"})
			return err
		}},
	} {
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error { return x.call(ctx, coupon.New(c)) })
	}
}

// Coupons that were asked for and stand neither among the coupons nor in the count of failures are told as unknown.
func TestAnIssueThatLeavesCouponsOutSaysSo(t *testing.T) {
	for reply, told := range map[string]bool{
		`{"coupons": [{"code": "A1"}, {"code": "B2"}], "totalCount": 3, "successCount": 2, "failureCount": 1}`:              true,
		`{"coupons": [{"code": "A1"}, {"code": "B2"}, {"code": "C3"}], "totalCount": 3, "successCount": 3}`:                 true,
		`{"coupons": [{"code": "A1"}, {"code": "B2"}], "totalCount": 2, "successCount": 2, "failureCount": 0}`:              false,
		`{"coupons": [{"code": "A1"}, {"code": "B2"}, {"code": "C3"}, {"code": "D4"}], "totalCount": 4, "failureCount": 0}`: false,
	} {
		c, server := wiretest.Serve(t, 200, reply, capillary.WithMaxRetries(3))
		issued, err := coupon.New(c).IssueMultiple(t.Context(), coupon.IssueMultipleRequest{SeriesID: 3001, Count: 3, Customer: capillary.UserID(5001)})
		require.Equal(t, told, err == nil, "%s: %v", reply, err)
		require.NotEmpty(t, issued.Coupons, "the coupons that exist come back in any case")
		assert.Len(t, server.Arrivals(), 1)
		if !told {
			assert.True(t, capillary.MayHaveHappened(err))
			assert.ErrorContains(t, err, "of some of what was sent the reply says nothing")
		}
	}
}

func TestAReplyWithoutACouponIsNoIssue(t *testing.T) {
	for _, reply := range []string{
		`{"coupons": [], "totalCount": 2, "errors": [], "warnings": []}`,
		`{"coupons": [{"couponId": 7}], "totalCount": 2, "errors": [], "warnings": []}`,
		`{"coupons": [{}], "errors": [], "warnings": []}`,
	} {
		c, server := wiretest.Serve(t, 200, reply, capillary.WithMaxRetries(3))
		_, err := coupon.New(c).IssueMultiple(t.Context(), coupon.IssueMultipleRequest{SeriesID: 3001, Count: 2, Customer: capillary.UserID(5001)})
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, reply)
		assert.Len(t, server.Arrivals(), 1, "coupons may have been issued")
	}
}
