package customer

import "github.com/capillary-go/sdk/internal/outbox"

// Requests can be kept as JSON, in an outbox, and read back whole. The API's own body of a request has not all of it: what has the
// tag json:"-" stands in a member of its own there. The bodies that the API documents can be read too.

// registerFields has the fields of a RegisterRequest and not its methods.
type registerFields RegisterRequest

// Validate asks the request.
func (f registerFields) Validate() error { return RegisterRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r RegisterRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(registerFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *RegisterRequest) UnmarshalJSON(raw []byte) error {
	var f registerFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = RegisterRequest(f)
	return nil
}

// updateFields has the fields of an UpdateRequest and not its methods.
type updateFields UpdateRequest

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r UpdateRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(updateFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *UpdateRequest) UnmarshalJSON(raw []byte) error {
	var f updateFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = UpdateRequest(f)
	return nil
}

// changeIdentifierFields has the fields of a ChangeIdentifierRequest and not its methods.
type changeIdentifierFields ChangeIdentifierRequest

// Validate asks the request.
func (f changeIdentifierFields) Validate() error { return ChangeIdentifierRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r ChangeIdentifierRequest) MarshalJSON() ([]byte, error) {
	return outbox.Marshal(changeIdentifierFields(r))
}

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *ChangeIdentifierRequest) UnmarshalJSON(raw []byte) error {
	var f changeIdentifierFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = ChangeIdentifierRequest(f)
	return nil
}

// adjustTierFields has the fields of an AdjustTierRequest and not its methods.
type adjustTierFields AdjustTierRequest

// Validate asks the request.
func (f adjustTierFields) Validate() error { return AdjustTierRequest(f).Validate() }

// MarshalJSON writes the request whole, to be kept; it is not the body of the call.
func (r AdjustTierRequest) MarshalJSON() ([]byte, error) { return outbox.Marshal(adjustTierFields(r)) }

// UnmarshalJSON reads what MarshalJSON wrote, or a body as the API documents it.
func (r *AdjustTierRequest) UnmarshalJSON(raw []byte) error {
	var f adjustTierFields
	if err := outbox.Unmarshal(raw, &f, outbox.Documented(&f)); err != nil {
		return err
	}
	*r = AdjustTierRequest(f)
	return nil
}
