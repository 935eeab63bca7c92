package customer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestStatusesAreChangedAndLogged(t *testing.T) {
	fresh := customer.UpdateStatusRequest{Label: "fresh", Reason: "asked", CreatedOn: time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC)}
	const body = `{"label": "fresh", "reason": "asked", "createdOn": "2024-03-01T09:30:00Z"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a status is set by mobile number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateStatus(ctx, capillary.Mobile("46700000001"), fresh)
			},
			Method: "PUT", Path: "/v2/customers/lookup/status", Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE", Body: body,
			Reply: `{"warnings": [{"status": false, "code": 8059, "message": "search"}], "error": []}`,
			Want:  `{"warnings": [{"code": 8059}]}`,
		},
		{
			Name: "a user id is looked up as well, and an unknown label is an error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateStatus(ctx, capillary.UserID(7001), fresh)
			},
			Method: "PUT", Path: "/v2/customers/lookup/status", Query: "identifierName=id&identifierValue=7001&source=INSTORE", Body: body,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 8086, "message": "label"}]}`,
			WantErr: customer.ErrInvalidStatusLabel,
		},
		{
			Name: "the log has what a customer was and is",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).StatusLog(ctx, capillary.UserID(7001), customer.StatusLogOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/statusLog",
			Reply: `{"data": [{"createdByUser": "Olle", "reason": "asked", "createdBy": 31, "actions": ["PAUSE"], "autoUpdateTime": "2025-01-30",
				"createdOn": "2025-01-30T09:17:06Z", "entityId": 7001, "isActive": true, "label": "fresh", "status": "ACTIVE"}],
				"warnings": [], "errors": []}`,
			Want: `{"data": [{"createdByUser": "Olle", "reason": "asked", "createdBy": 31, "actions": ["PAUSE"],
				"autoUpdateTime": "2025-01-30T00:00:00Z", "createdOn": "2025-01-30T09:17:06Z", "entityId": 7001, "isActive": true,
				"label": "fresh", "status": "ACTIVE"}]}`,
		},
	})
}

func TestTiersAreAdjusted(t *testing.T) {
	up := customer.AdjustTierRequest{ProgramID: 5, SlabAction: customer.SlabUpgrade, ToSlabName: "Gold",
		ManualSlabActionValidity: customer.ValidFixedDuration, ManualSlabActionValidityUpto: "20", ReassessTierOnNextActivity: true,
		SlabChangeReason: "sorry", EntityType: customer.EntityCustomer}
	const body = `{"programId": 5, "slabAction": "UPGRADE", "toSlabName": "Gold", "manualSlabActionValidity": "FIXED_DURATION",
		"manualSlabActionValidityUpto": "20", "reassessTierOnNextActivity": true, "slabChangeReason": "sorry"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a customer goes up a tier for twenty days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AdjustTier(ctx, capillary.UserID(7001), up)
			},
			Method: "POST", Path: "/v2/slab/manualSlabAdjustment", Query: "identifierName=id&identifierValue=7001&source=INSTORE&type=CUSTOMER", Body: body,
			Reply: `{"programId": 5, "entityId": 7001, "sideEffects": [{"entityType": "USER", "previousSlabName": "Silver", "previousSlabNumber": 2,
				"upgradedSlabName": "Gold", "upgradedSlabNumber": 3, "slabExpiryDate": "1st May, 2026", "type": "slab"}], "warnings": []}`,
			Want: `{"programId": 5, "entityId": 7001, "sideEffects": [{"entityType": "USER", "previousSlabName": "Silver", "previousSlabNumber": 2,
				"upgradedSlabName": "Gold", "upgradedSlabNumber": 3, "slabExpiryDate": "1st May, 2026", "type": "slab"}]}`,
		},
		{
			Name: "the tier must be higher than the one before",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AdjustTier(ctx, capillary.Mobile("46700000001"), up)
			},
			Method: "POST", Path: "/v2/slab/manualSlabAdjustment",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE&type=CUSTOMER", Body: body,
			Reply:   `{"errors": [{"status": false, "code": 8925, "message": "higher"}]}`,
			WantErr: customer.ErrTierNotHigher,
		},
		{
			Name: "nobody knows whether the tier was adjusted when the server fails",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).AdjustTier(ctx, capillary.Mobile("46700000001"), up)
			},
			Method: "POST", Path: "/v2/slab/manualSlabAdjustment",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE&type=CUSTOMER", Body: body,
			Status: http.StatusInternalServerError, Reply: `{}`,
			WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestAStatusOrTierThatTheAPICannotTakeIsRefused(t *testing.T) {
	for field, r := range map[string]customer.UpdateStatusRequest{"label": {Reason: "asked"}, "reason": {Label: "fresh"}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).UpdateStatus(ctx, capillary.UserID(7001), r)
			return err
		})
	}
	renew := customer.AdjustTierRequest{ProgramID: 5, SlabAction: customer.SlabRenewal, ManualSlabActionValidity: customer.ValidPerTierStrategy}
	for field, spoil := range map[string]func(*customer.AdjustTierRequest){
		"programId":                func(r *customer.AdjustTierRequest) { r.ProgramID = 0 },
		"slabAction":               func(r *customer.AdjustTierRequest) { r.SlabAction = "" },
		"manualSlabActionValidity": func(r *customer.AdjustTierRequest) { r.ManualSlabActionValidity = "" },
		"toSlabName":               func(r *customer.AdjustTierRequest) { r.SlabAction = customer.SlabDowngrade },
		"slabChangeReason":         func(r *customer.AdjustTierRequest) { r.SlabChangeReason = strings.Repeat("å", 256) },
	} {
		r := renew
		spoil(&r)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).AdjustTier(ctx, capillary.UserID(7001), r)
			return err
		})
	}
}

func TestNobodysStatusOrTierIsChanged(t *testing.T) {
	for name, call := range map[string]func(context.Context, *customer.Service) error{
		"status": func(ctx context.Context, s *customer.Service) error {
			_, err := s.UpdateStatus(ctx, capillary.Identifier{}, customer.UpdateStatusRequest{Label: "fresh", Reason: "asked"})
			return err
		},
		"tier": func(ctx context.Context, s *customer.Service) error {
			_, err := s.AdjustTier(ctx, capillary.Identifier{}, customer.AdjustTierRequest{ProgramID: 5, SlabAction: customer.SlabRenewal,
				ManualSlabActionValidity: customer.ValidPerTierStrategy})
			return err
		},
		"walk-in": func(ctx context.Context, s *customer.Service) error {
			_, err := s.Walkin(ctx, capillary.Identifier{}, customer.WalkinOptions{TillCode: "till.7"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error { return call(ctx, customer.New(c)) })
		})
	}
}
