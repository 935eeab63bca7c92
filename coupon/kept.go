package coupon

import "github.com/capillary-go/sdk/internal/outbox"

// Requests can be kept as JSON, in an outbox, and read back whole. The API's own body of a request has not all of it: what has the
// tag json:"-" stands in a member of its own there. The bodies that the API documents can be read too.

// redeemFields has the fields of a RedeemRequest and not its methods.
type redeemFields RedeemRequest

// Validate asks the request.
func (f redeemFields) Validate() error { return RedeemRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r RedeemRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(redeemFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *RedeemRequest) UnmarshalJSON(raw []byte) error {
	var f redeemFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = RedeemRequest(f)
	return nil
}

// revokeFields has the fields of a RevokeRequest and not its methods.
type revokeFields RevokeRequest

// Validate asks the request.
func (f revokeFields) Validate() error { return RevokeRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r RevokeRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(revokeFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *RevokeRequest) UnmarshalJSON(raw []byte) error {
	var f revokeFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = RevokeRequest(f)
	return nil
}

// issueBulkFields has the fields of an IssueBulkRequest and not its methods.
type issueBulkFields IssueBulkRequest

// Validate asks the request.
func (f issueBulkFields) Validate() error { return IssueBulkRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r IssueBulkRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(issueBulkFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *IssueBulkRequest) UnmarshalJSON(raw []byte) error {
	var f issueBulkFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = IssueBulkRequest(f)
	return nil
}
