package webhook

// The events of this file are announced, or subscribed to in listings, and have no documented schema. What they carry is in
// their Data.

// IssueBulkCoupon is announced as coupons of a series that were issued together. The documented sample of such an issue is a
// [CouponIssue].
type IssueBulkCoupon struct {
	Event `json:"-"`
}

func (IssueBulkCoupon) eventName() string { return "IssueBulkCoupon" }

// LabelCreated tells that a label was made.
type LabelCreated struct {
	Event `json:"-"`
}

func (LabelCreated) eventName() string { return "labelCreated" }

// LabelUpdated tells that a label was changed.
type LabelUpdated struct {
	Event `json:"-"`
}

func (LabelUpdated) eventName() string { return "labelUpdated" }

// LabelAssignmentCreated tells that a label was put on something.
type LabelAssignmentCreated struct {
	Event `json:"-"`
}

func (LabelAssignmentCreated) eventName() string { return "labelAssignmentCreated" }

// LabelAssignmentUpdated tells that the assignment of a label was changed.
type LabelAssignmentUpdated struct {
	Event `json:"-"`
}

func (LabelAssignmentUpdated) eventName() string { return "labelAssignmentUpdated" }

// LabelAssignmentRemoved tells that a label was taken from something.
type LabelAssignmentRemoved struct {
	Event `json:"-"`
}

func (LabelAssignmentRemoved) eventName() string { return "labelAssignmentRemoved" }

// IssueRewardPermanentFailure is subscribed to in a listing of a real organisation.
type IssueRewardPermanentFailure struct {
	Event `json:"-"`
}

func (IssueRewardPermanentFailure) eventName() string { return "issueRewardPermanentFailure" }

// ManualAlternateCurrencyAdjustment is subscribed to in a listing of a real organisation.
type ManualAlternateCurrencyAdjustment struct {
	Event `json:"-"`
}

func (ManualAlternateCurrencyAdjustment) eventName() string {
	return "manualAlternateCurrencyAdjustment"
}

// CommunicationMessageClicked is subscribed to in a listing of a real organisation.
type CommunicationMessageClicked struct {
	Event `json:"-"`
}

func (CommunicationMessageClicked) eventName() string { return "communicationMessageClicked" }

// CommunicationMessageOpened is subscribed to in a listing of a real organisation.
type CommunicationMessageOpened struct {
	Event `json:"-"`
}

func (CommunicationMessageOpened) eventName() string { return "communicationMessageOpened" }

// CommunicationMessageUndelivered tells that a message did not arrive. A page of 2025 has a part of its schema.
type CommunicationMessageUndelivered struct {
	Event `json:"-"`

	DeliveryFailureStatus string         `json:"deliveryFailureStatus"` // such as HARD_BOUNCED or DND_BLOCKED
	DeliveryFailureReason string         `json:"deliveryFailureReason"`
	ErrorCode             string         `json:"errorCode"`
	ErrorDescription      string         `json:"errorDescription"`
	BaseAttributes        map[string]any `json:"baseAttributes"`
}

func (CommunicationMessageUndelivered) eventName() string { return "communicationMessageUndelivered" }
