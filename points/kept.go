package points

import "github.com/capillary-go/sdk/internal/outbox"

// Requests can be kept as JSON, in an outbox, and read back whole. The API's own body of a request has not all of it: what has the
// tag json:"-" stands in a member of its own there. The bodies that the API documents can be read too.

// unlockFields has the fields of an UnlockRequest and not its methods.
type unlockFields UnlockRequest

// Validate asks the request.
func (f unlockFields) Validate() error { return UnlockRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r UnlockRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(unlockFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *UnlockRequest) UnmarshalJSON(raw []byte) error {
	var f unlockFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = UnlockRequest(f)
	return nil
}

// expiryUpdateFields has the fields of an ExpiryUpdateRequest and not its methods.
type expiryUpdateFields ExpiryUpdateRequest

// Validate asks the request.
func (f expiryUpdateFields) Validate() error { return ExpiryUpdateRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r ExpiryUpdateRequest) MarshalJSON() ([]byte, error) {
	return outbox.Marshal(expiryUpdateFields(r))
}

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *ExpiryUpdateRequest) UnmarshalJSON(raw []byte) error {
	var f expiryUpdateFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = ExpiryUpdateRequest(f)
	return nil
}

// MarshalJSON writes the request whole, to be kept; it is not the body of the call. A request with a secret is refused.
func (r RedeemRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(redeemFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or the body that the API documents.
func (r *RedeemRequest) UnmarshalJSON(raw []byte) error {
	var f redeemFields
	*r = RedeemRequest{}
	err := outbox.Unmarshal(raw, &f, func(raw []byte) error {
		err := r.readDocumented(raw)
		f = redeemFields(*r)
		return err
	})
	*r = RedeemRequest(f)
	return err
}

// MarshalJSON writes the request whole, to be kept; it is not the body of the call. A request with a secret is refused.
func (r ReverseRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(reverseFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or the body that the API documents.
func (r *ReverseRequest) UnmarshalJSON(raw []byte) error {
	var f reverseFields
	*r = ReverseRequest{}
	err := outbox.Unmarshal(raw, &f, func(raw []byte) error {
		err := r.readDocumented(raw)
		f = reverseFields(*r)
		return err
	})
	*r = ReverseRequest(f)
	return err
}

// MarshalJSON writes the request whole, to be kept; it is not the body of the call. A request with a secret is refused.
func (r TransferRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(transferFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or the body that the API documents.
func (r *TransferRequest) UnmarshalJSON(raw []byte) error {
	var f transferFields
	*r = TransferRequest{}
	err := outbox.Unmarshal(raw, &f, func(raw []byte) error {
		err := r.readDocumented(raw)
		f = transferFields(*r)
		return err
	})
	*r = TransferRequest(f)
	return err
}
