package coupon

import (
	"cmp"
	"errors"
	"slices"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/envelope"
)

// The coupon service tells of a refusal inside the redemption, in a reply that otherwise reports success. The replies here
// have a Judge, as capillary.Batch does, so that the client weighs them with everything else it knows of a reply.

// failure is what went wrong, if the status is there and says so.
func (s RedemptionStatus) failure() (capillary.Issue, bool) {
	issue := capillary.Issue{Code: cmp.Or(s.StatusCode.Code, s.Code), Message: cmp.Or(s.Message, s.StatusCode.Message)}
	told := issue != (capillary.Issue{})
	return issue, told && !s.Success && !s.Status && !s.StatusCode.Status
}

// complaints are what went wrong, each code once.
type complaints struct {
	said []capillary.Code
	all  []envelope.Issue
}

func (c *complaints) add(i capillary.Issue, item bool) {
	if !slices.Contains(c.said, i.Code) {
		c.said = append(c.said, i.Code)
		c.all = append(c.all, envelope.Issue{Code: int(i.Code), Message: i.Message, Item: item})
	}
}

// redeemReply is the reply to Redeem.
type redeemReply struct {
	Redeemed

	Errors []capillary.Issue `json:"errors"` // which the client sees too
}

func (r *redeemReply) Judge(string) (succeeded int, failures []envelope.Issue) {
	var c complaints
	for _, e := range r.Errors {
		c.said = append(c.said, e.Code)
	}
	for i := range r.Redemption {
		status := r.Redemption[i].RedemptionStatus
		if issue, failed := status.failure(); failed {
			c.add(issue, true)
		} else if status.Success {
			succeeded++
		}
	}
	if issue, failed := r.RedemptionStatus.failure(); failed {
		c.add(issue, false)
	}
	return succeeded, c.all
}

// redeemBulkReply is the reply to RedeemBulk and its dry run.
type redeemBulkReply struct {
	capillary.Batch[RedemptionItem]

	Errors []capillary.Issue `json:"errors"` // of the call
}

// Judge gives each item the error that its redemption tells, and fails all of them where the batch failed.
func (r *redeemBulkReply) Judge(operation string) (succeeded int, failures []envelope.Issue) {
	all := batchFailed(r.Errors)
	for i := range r.Items {
		item := &r.Items[i]
		if issue, failed := item.Value.Result.RedemptionStatus.failure(); failed && len(item.Errors) == 0 {
			item.Errors = []capillary.Issue{issue}
		}
		all = all || batchFailed(item.Errors)
	}
	if all {
		r.fail([]capillary.Issue{{Code: ErrBatchFailed}})
	}
	return r.Batch.Judge(operation)
}

// fail gives an error to each item that has none.
func (r *redeemBulkReply) fail(why []capillary.Issue) {
	for i := range r.Items {
		if item := &r.Items[i]; len(item.Errors) == 0 {
			item.Errors = why
		}
	}
}

// batch is what the caller gets. A call that was refused as a whole, with no word on the items, has them all failed.
func (r *redeemBulkReply) batch(operation string, asked RedeemRequest, err error) *capillary.Batch[RedemptionItem] {
	if r == nil {
		return nil
	}
	if e := (*capillary.Error)(nil); len(r.Items) == 0 && errors.As(err, &e) && e.Outcome == capillary.OutcomeRefused {
		for _, c := range asked.Redemptions {
			r.Items = append(r.Items, capillary.Item[RedemptionItem]{Value: RedemptionItem{Result: Redemption{Code: c.Code}}})
		}
		r.fail(e.Issues)
		r.Batch.Judge(operation)
	}
	return &r.Batch
}

func batchFailed(issues []capillary.Issue) bool {
	return slices.ContainsFunc(issues, func(i capillary.Issue) bool { return i.Code == ErrBatchFailed })
}

// updatedReply is the reply to UpdateRedemptions.
type updatedReply struct{ UpdatedRedemptions }

func (r *updatedReply) Judge(string) (succeeded int, failures []envelope.Issue) {
	var c complaints
	for i := range r.Redemptions {
		if issue, failed := r.Redemptions[i].RedemptionStatus.failure(); failed {
			c.add(issue, true)
		} else {
			succeeded++
		}
	}
	if issue, failed := r.Status.failure(); failed {
		c.add(issue, false)
	}
	return succeeded, c.all
}

// expiryReply is the reply to UpdateExpiry.
type expiryReply struct{ UpdatedExpiry }

func (r *expiryReply) Judge(string) (succeeded int, failures []envelope.Issue) {
	var c complaints
	for _, u := range r.UnprocessedCoupons {
		c.add(capillary.Issue{Code: u.ErrorCode, Message: u.ErrorMessage}, true)
	}
	return int(r.SuccessCount), c.all
}

// revokedReply is the reply to Revoke. In one of the documented forms the result stands in an entity, in another beside it.
type revokedReply struct {
	Revoked

	Entity *Revoked `json:"entity"`
}

func (r *revokedReply) Judge(string) (succeeded int, failures []envelope.Issue) {
	var c complaints
	result := r.result()
	for _, f := range result.FailedToRevoke {
		c.add(capillary.Issue{Code: f.ErrorCode, Message: f.ErrorMessage}, true)
	}
	return len(result.RevokedCoupons), c.all
}

func (r *revokedReply) result() *Revoked {
	switch {
	case r == nil:
		return nil
	case r.Entity == nil:
		return &r.Revoked
	}
	r.Entity.Warnings = r.Warnings
	return r.Entity
}
