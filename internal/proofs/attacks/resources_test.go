package attacks

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/lead"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/staff"
	"github.com/capillary-go/sdk/store"
	"github.com/capillary-go/sdk/survey"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/usergroup"
)

// lax is serve without a second try.
func lax(t *testing.T, status int, reply string, o ...capillary.ClientOption) *capillary.Client {
	t.Helper()
	c, _ := serve(t, status, reply, append([]capillary.ClientOption{capillary.WithMaxRetries(0)}, o...)...)
	return c
}

// said is what an errors member may be besides the documented list.
var said = []string{`"errors":"it is down"`, `"error":"it is down"`, `"errors":[{"reason":"it is down"}]`, `"errors":{"a":{"code":5,"message":"x"}}`, `"errors":true`}

func TestAWriteIsNotDoneBesideErrorsInAnotherForm(t *testing.T) {
	for _, e := range said {
		_, err := customer.New(lax(t, 200, `{"warnings":[],`+e+`}`)).ChangeLabels(t.Context(), capillary.UserID(5), customer.ChangeLabelsRequest{Add: []customer.LabelRequest{{LabelName: "x"}}})
		assert.Error(t, err, "labels "+e)
		_, err = otp.New(lax(t, 200, `{"createdId":5,"warnings":[],`+e+`}`)).Generate(t.Context(), otp.GenerateRequest{Customer: capillary.Mobile("919740000000"), Action: "X", Channels: []otp.Channel{{Type: otp.ChannelSMS, Value: "919740000000"}}})
		assert.Error(t, err, "otp "+e)
		_, err = usergroup.New(lax(t, 200, `{"success":true,"warnings":[],`+e+`}`)).Transfer(t.Context(), usergroup.TransferRequest{LeaveGroupID: 1, JoinGroupID: 2, UserIDs: []int64{3}})
		assert.Error(t, err, "transfer "+e)
		b, _ := usergroup.New(lax(t, 200, `{"response":[{"entityId":7,"result":{"userId":3,"groupId":9},`+e+`,"warnings":[]}],"totalCount":1}`)).Join(t.Context(), usergroup.Identifier{ID: 9}, []usergroup.MemberRequest{{UserID: 3}}, usergroup.JoinOptions{})
		assert.Error(t, b.Items[0].Err(), "item "+e)
	}
}

func TestNothingIsNotThereBesideErrorsInAnotherForm(t *testing.T) {
	for _, e := range said {
		_, err := transaction.New(lax(t, 200, `{"pagination":{"total":0},"data":[],"warnings":[],`+e+`}`)).GetByNumber(t.Context(), "bill-7", transaction.GetByNumberOptions{})
		assert.NotErrorIs(t, err, transaction.ErrBillNotFound, e)
		k, _ := points.New(lax(t, 200, `{"response":{"status":{"success":true,"code":200},"customer":{"user_id":9001,"redemptions":{"points":{"point":[]}}},`+e+`}}`)).
			SettleRedeem(t.Context(), points.RedeemRequest{Customer: capillary.UserID(9001), Points: decimal.NewFromInt(10), ExternalReference: "ref-1"}, time.Now().Add(-time.Hour))
		assert.False(t, k.Settled, "settled as not done: "+e)
	}
}

func TestABillIsNotNotThereWhereTheCountsSayOtherwise(t *testing.T) {
	for _, p := range []string{`{"totalElements":3}`, `{"totalEntries":3}`} {
		_, err := transaction.New(lax(t, 200, `{"pagination":`+p+`,"data":[],"warnings":[],"errors":[]}`)).GetByNumber(t.Context(), "bill-7", transaction.GetByNumberOptions{})
		assert.NotErrorIs(t, err, transaction.ErrBillNotFound, p)
	}
}

func TestAWordIsNoID(t *testing.T) {
	for _, v := range []string{`"false"`, `"no"`, `"FAILED"`, `"INVALID"`, `"none"`} {
		_, err := staff.New(lax(t, 200, `{"entity":`+v+`,"warnings":[],"errors":[]}`)).ValidateOTP(t.Context(), staff.ValidateOTPRequest{OTP: capillary.NewSecret("1"), ID: 3})
		assert.Error(t, err, "staff.ValidateOTP "+v)
		_, err = customer.New(lax(t, 200, `{"entity":`+v+`,"warnings":[],"errors":[]}`)).Lookup(t.Context(), capillary.Mobile("919740000000"), customer.LookupOptions{})
		assert.Error(t, err, "customer.Lookup "+v)
		_, err = otp.New(lax(t, 200, `{"createdId":`+v+`,"warnings":[],"errors":[]}`)).Generate(t.Context(), otp.GenerateRequest{Customer: capillary.Mobile("919740000000"), Action: "X", Channels: []otp.Channel{{Type: otp.ChannelSMS, Value: "919740000000"}}})
		assert.Error(t, err, "otp.Generate "+v)
	}
}

func TestACustomerOfWhomNothingWasReadIsNone(t *testing.T) {
	for _, reply := range []string{`{"profiles":[],"warnings":[],"errors":[]}`, `{"id":0,"profiles":[],"warnings":[],"errors":[]}`, `{"id":-1,"profiles":[],"warnings":[],"errors":[]}`,
		`{"pointsSummary":{},"warnings":[],"errors":[]}`, `{"id":"none","warnings":[],"errors":[]}`} {
		r, err := customer.New(lax(t, 200, reply)).Get(t.Context(), capillary.UserID(5), customer.GetOptions{IncludedFraudDetails: true})
		assert.Error(t, err, reply)
		ok, _ := customer.MayTransact(r, err)
		assert.False(t, ok, "may transact: "+reply)
	}
}

func TestAListThatLeavesOutWhatWasSentIsNoProof(t *testing.T) {
	fields := org.CreateCustomFieldsRequest{Scope: "X", CustomFields: []org.CustomFieldRequest{{Name: "a", Type: "text", DataType: "String"}, {Name: "b", Type: "text", DataType: "String"}}}
	for _, list := range []string{`[{"name":"a"}]`, `[{"name":"other"}]`, `[]`} {
		_, err := org.New(lax(t, 200, `{"entity":`+list+`,"warnings":[],"errors":[]}`)).CreateCustomFields(t.Context(), fields)
		assert.Error(t, err, "fields "+list)
	}
	_, err := customer.New(lax(t, 200, `{"data":[],"warnings":[],"errors":[]}`)).AddTRAIConsent(t.Context(), customer.TRAIConsentRequest{Customer: capillary.Mobile("919740000000"), Consent: customer.ConsentRequest{ConsentStatus: customer.Yes}, ValidationCode: capillary.NewSecret("1")})
	assert.Error(t, err, "consent")
}

func TestAnswersOfASurveyAreFoundByTheirQuestion(t *testing.T) {
	two := []survey.ResponseRequest{{SurveyQuestionID: 1, UserID: 10, FormID: 1, TokenID: 1, FieldValue: "a"}, {SurveyQuestionID: 2, UserID: 10, FormID: 1, TokenID: 1, FieldValue: "b"}}
	one := `{"id":5,"surveyQuestionId":1,"userId":10,"fieldValue":"a"}`
	b, err := survey.New(lax(t, 200, `{"data":[`+one+`,`+one+`],"warnings":[],"errors":[]}`)).AddResponses(t.Context(), survey.Identifier{ID: 3}, two, survey.AddResponsesOptions{})
	assert.Error(t, errors.Join(err, b.Items[1].Err()), "the answer to question 2 is not in the reply, and item 1 is done with that of question 1")
}

func TestAnAnswerThatWasChangedIsTheOneThatWasSent(t *testing.T) {
	s := survey.New(lax(t, 200, `{"createdId":999,"warnings":[]}`))
	_, err := s.UpdateResponse(t.Context(), 173, survey.UpdateResponseRequest{FieldValue: "x"})
	assert.Error(t, err)
}

func TestLeadsWithoutAnIDAreNotLost(t *testing.T) {
	c := lax(t, 200, `{"pagination":{"total":3},"data":[{"userId":1},{"userId":2},{"userId":3}],"warnings":[],"errors":[]}`)
	n := 0
	for range lead.New(c).All(t.Context(), lead.ListOptions{}) {
		n++
	}
	assert.Equal(t, 3, n)
}

type rt func(*http.Request) (*http.Response, error)

func (f rt) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestCredentialsOfACallAreSeenByNobody(t *testing.T) {
	seen, traced := "", ""
	c := lax(t, 200, `{"success":true,"errors":[],"warnings":[]}`, capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return rt(func(r *http.Request) (*http.Response, error) { seen += fmt.Sprint(r.Header); return next.RoundTrip(r) })
	}))
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{WroteHeaderField: func(k string, v []string) { traced += k + fmt.Sprint(v) }})
	_, err := staff.New(c).Logout(ctx, staff.LogoutRequest{Auth: staff.Auth{AccessToken: capillary.NewSecret("canary-staff-token"), AuthKey: capillary.NewSecret("canary-auth-key")}})
	require.NoError(t, err)
	_, err = store.New(c).NearbyStores(ctx, store.NearbyStoresRequest{Token: capillary.NewSecret("canary-locator")})
	require.NoError(t, err)
	for _, canary := range []string{"canary-staff-token", "canary-auth-key", "canary-locator"} {
		assert.False(t, strings.Contains(seen, canary), "middleware sees "+canary)
		assert.False(t, strings.Contains(traced, canary), "a trace sees "+canary)
	}
}

func TestWhatAServerRepeatsOfTheRequestIsHidden(t *testing.T) {
	refuse := func(words string, o ...capillary.ClientOption) *capillary.Client {
		return lax(t, 400, `{"errors":[{"status":false,"code":987654,"message":"`+words+`"}],"warnings":[]}`, o...)
	}
	_, password := staff.New(refuse("the password Hunter2! is too weak")).ChangePassword(t.Context(), staff.ChangePasswordRequest{Password: capillary.NewSecret("Hunter2!"), Auth: staff.Auth{AccessToken: capillary.NewSecret("x")}})
	_, code := otp.New(refuse("OTP 4711 does not match")).Validate(t.Context(), otp.ValidateRequest{Customer: capillary.Mobile("919740000000"), Action: "X", Code: capillary.NewSecret("4711")})
	_, who := customer.New(refuse("no customer with externalId ann-lee-jones")).Tier(t.Context(), capillary.ExternalID("ann-lee-jones"), customer.ProgramOptions{})
	_, header := usergroup.New(refuse("gateway key k3y-Of-Gate is not valid", capillary.WithHeader("X-Gateway-Key", "k3y-Of-Gate"))).Get(t.Context(), usergroup.Identifier{ID: 9}, usergroup.GetOptions{})
	for canary, err := range map[string]error{"Hunter2!": password, "4711": code, "ann-lee-jones": who, "k3y-Of-Gate": header} {
		raw, _ := json.Marshal(err)
		assert.NotContains(t, err.Error()+string(raw), canary)
	}
}

func TestASuccessThatIsThereTwiceHasToAgree(t *testing.T) {
	_, err := usergroup.New(lax(t, 200, `{"success":false,"success":true,"warnings":[],"errors":[]}`)).Transfer(t.Context(), usergroup.TransferRequest{LeaveGroupID: 1, JoinGroupID: 2, UserIDs: []int64{3}})
	assert.Error(t, err)
}
