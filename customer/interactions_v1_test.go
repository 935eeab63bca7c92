package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestInteractionsAreReadInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "places, messages and surveys",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).InteractionsV1(ctx, capillary.Mobile("919700000009"), customer.InteractionsOptionsV1{
					Network: customer.NetworkCapillaryV1, Type: customer.InteractionEmailV1,
					StartDate: capillary.Day{Year: 2026, Month: 1, Day: 1}, EndDate: capillary.Day{Year: 2026, Month: 2, Day: 1}})
			},
			Method: "GET", Path: "/v1.1/customer/interaction",
			Query: "format=json&mobile=919700000009&network=capillary&type=email&start_date=2026-01-01&end_date=2026-02-01",
			Reply: `{"response": {"status": {"success": "true", "response_code": "200", "message": "Success"}, "customer": {"id": "6001", "mobile": "919700000009",
				"email": "asad@example.org", "external_id": "A-1", "interactions": {"network": [
				{"name": "facebook", "interaction": {"type": "checkin", "count": "1", "locs": {"loc": {"lat": "18.5", "long": "73.25", "time": "2026-1-12 11:33:23"}}}},
				{"name": "capillary", "interaction": [
					{"type": "email", "count": "1", "messages": {"message": {"id": "554", "sender": "shop@example.org", "receiver": "asad@example.org",
						"subject": "Tea", "sent_time": "2026-01-15 02:56:40", "status": "SENT"}}},
					{"type": "survey", "latest_nps_score": "9", "latest_survey_name": "Tea survey", "latest_survey_interaction_time": "2026-01-16 12:14:37",
						"surveys": {"survey": [{"name": "Tea survey", "nps_score": "9", "sent_by": "Shop 3", "sent_time": "2026-01-16 12:00:00",
						"completion_time": "2026-01-16 12:14:37", "response_url": "https://survey.example.org/1"}]}, "count": "1"}]}]}}}}`,
			Want: `{"customer": {"id": 6001, "interactions": {"network": [
				{"name": "facebook", "interaction": [{"type": "checkin", "count": 1, "locs": {"loc": [{"lat": "18.5", "long": "73.25", "time": "2026-01-12T11:33:23Z"}]}}]},
				{"name": "capillary", "interaction": [{"messages": {"message": [{"id": 554, "subject": "Tea", "sent_time": "2026-01-15T02:56:40Z", "status": "SENT"}]}},
				{"latest_nps_score": 9, "latest_survey_interaction_time": "2026-01-16T12:14:37Z", "surveys": {"survey": [{"nps_score": 9, "sent_by": "Shop 3",
				"response_url": "https://survey.example.org/1"}]}}]}]}}}`,
		},
		{
			Name: "nobody has the identifier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).InteractionsV1(ctx, capillary.Mobile("12"), customer.InteractionsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/interaction", Query: "format=json&mobile=12",
			Reply: `{"response": {"status": {"success": "false", "response_code": "500", "message": "all failed"},
				"customer": {"item_status": {"success": "false", "code": "1012", "message": "not found"}}}}`,
			WantErr: customer.ErrNotFoundV1,
		},
	})
}
