package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestIdentifiersAreChanged(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "one comes and one goes, and the other account of the new one is merged",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ChangeIdentifier(ctx, capillary.UserID(7001).In(capillary.SourceWeChat, "wc-1"),
					customer.ChangeIdentifierRequest{
						Add:     []customer.IdentifierRequest{{Type: customer.IdentifierWeChat, Value: "w-1"}},
						Remove:  []customer.IdentifierRequest{{Type: customer.IdentifierEmail, Value: "old@example.org"}},
						Options: customer.ChangeIdentifierOptions{SeriesID: 3, StatusLabel: "ACTIVE", UseAsync: new(true)},
					})
			},
			Method: "POST", Path: "/v2/customers/7001/changeIdentifier",
			Query: "source=WECHAT&accountId=wc-1&seriesId=3&statusLabel=ACTIVE&use_async=true",
			Body:  `{"add": [{"type": "wechat", "value": "w-1"}], "remove": [{"type": "email", "value": "old@example.org"}]}`,
			Reply: `{"createdId": 6990, "warnings": [{"status": false, "code": 8051, "message": "merging"}]}`,
			Want:  `{"createdId": 6990, "warnings": [{"code": 8051}]}`,
		},
		{
			Name: "a card is taken away",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ChangeIdentifier(ctx, capillary.UserID(7001), customer.ChangeIdentifierRequest{
					Remove: []customer.IdentifierRequest{{Type: customer.IdentifierCardNumber, Value: "card-9", SeriesCode: "GOLD", StatusLabel: "NOT_ISSUED"}},
				})
			},
			Method: "POST", Path: "/v2/customers/7001/changeIdentifier", Query: "source=INSTORE",
			Body:  `{"remove": [{"type": "cardnumber", "value": "card-9", "seriesCode": "GOLD", "statusLabel": "NOT_ISSUED"}]}`,
			Reply: `{"createdId": 7001, "warnings": []}`,
			Want:  `{"createdId": 7001}`,
		},
		{
			Name: "somebody else has the identifier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ChangeIdentifier(ctx, capillary.UserID(7001), customer.ChangeIdentifierRequest{
					Add: []customer.IdentifierRequest{{Type: customer.IdentifierMobile, Value: "46700000002"}},
				})
			},
			Method: "POST", Path: "/v2/customers/7001/changeIdentifier", Query: "source=INSTORE",
			Body:    `{"add": [{"type": "mobile", "value": "46700000002"}]}`,
			Reply:   `{"errors": [{"status": false, "code": 8007, "message": "taken"}]}`,
			WantErr: customer.ErrUpdateTakenInSource,
		},
	})
}

func TestAChangeOfIdentifiersThatTheAPICannotTakeIsRefused(t *testing.T) {
	mobile := customer.IdentifierRequest{Type: customer.IdentifierMobile, Value: "46700000002"}
	for field, r := range map[string]customer.ChangeIdentifierRequest{
		"add":   {},
		"type":  {Add: []customer.IdentifierRequest{{Value: "46700000002"}}},
		"value": {Add: []customer.IdentifierRequest{mobile}, Remove: []customer.IdentifierRequest{{Type: customer.IdentifierMobile}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).ChangeIdentifier(ctx, capillary.UserID(7001), r)
			return err
		})
	}
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).ChangeIdentifier(ctx, capillary.Mobile("46700000001"),
			customer.ChangeIdentifierRequest{Add: []customer.IdentifierRequest{mobile}})
		return err
	})
}
