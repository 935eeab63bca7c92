package capillary

import (
	"fmt"
	"net/http"

	"github.com/capillary-go/sdk/internal/escape"
)

// Attribution says on whose behalf calls are made: which till or store the data belongs to. See OnBehalfOf.
type Attribution struct {
	typeHeader, valueHeader string
	kind, value             string
}

const (
	headerEntityType = "X-Cap-Api-Attribution-Entity-Type"
	headerEntityCode = "X-Cap-Api-Attribution-Entity-Code"
	headerLookupType = "X-Cap-Api-Attribution-Lookup-Type"
	headerLookup     = "X-Cap-Api-Attribution-Lookup"
)

func entity(kind, code string) Attribution {
	return Attribution{headerEntityType, headerEntityCode, kind, code}
}

func lookup(kind, value string) Attribution {
	return Attribution{headerLookupType, headerLookup, kind, value}
}

// Till is a till by its code. As all tills and stores here it is documented for OAuth only.
func Till(code string) Attribution { return entity("TILL", code) }

// StoreCode is a store by its code.
func StoreCode(code string) Attribution { return entity("STORE_CODE", code) }

// StoreName is a store by its name.
func StoreName(name string) Attribution { return entity("STORE_NAME", name) }

// StoreExternalID is a store by its external id.
func StoreExternalID(id string) Attribution { return entity("STORE_EXTERNAL_ID", id) }

// StoreExternalID1 is a store by its second external id.
func StoreExternalID1(id string) Attribution { return entity("STORE_EXTERNAL_ID_1", id) }

// StoreExternalID2 is a store by its third external id.
func StoreExternalID2(id string) Attribution { return entity("STORE_EXTERNAL_ID_2", id) }

// WeChatTill is another active till, found by the WeChat look-up that Capillary configured for it. v2 only; the value is
// case-sensitive.
func WeChatTill(lookupValue string) Attribution { return lookup("WECHAT", lookupValue) }

// MobileTriggerTill is another active till, found by its mobile-trigger look-up. v2 only; the value is case-sensitive.
func MobileTriggerTill(lookupValue string) Attribution { return lookup("MOBILE_TRIGGER", lookupValue) }

// AttributionLookup is another active till by a look-up type that has no function here.
func AttributionLookup(kind, value string) Attribution { return lookup(kind, value) }

// AttributionEntity is a till or store by an entity type that has no function here.
func AttributionEntity(kind, code string) Attribution { return entity(kind, code) }

// OnBehalfOf makes calls for a till or store, or for another till by look-up. The two kinds go together; each takes the
// place of an earlier one of its kind. Both headers of a pair are always sent together, so code 1061 can't come back.
func OnBehalfOf(a Attribution) RequestOption {
	return requestSetting(func(s *settings) error {
		if a.kind == "" || a.value == "" {
			return Invalid("attribution", "both the type and the value are required")
		}
		for _, v := range []string{a.kind, a.value} {
			if err := escape.Header(v); err != nil {
				return Invalid("attribution", err.Error())
			}
		}
		if a.typeHeader == headerEntityType {
			s.entity = a
		} else {
			s.lookup = a
		}
		return nil
	})
}

// WithoutAttribution makes calls for the till or store of the credentials themselves, where the client has another as its
// default: neither pair of headers is sent.
func WithoutAttribution() RequestOption {
	return requestSetting(func(s *settings) error {
		s.entity, s.lookup = Attribution{}, Attribution{}
		return nil
	})
}

func (a Attribution) write(h http.Header) {
	if a.kind != "" {
		h[a.typeHeader] = []string{a.kind}
		h[a.valueHeader] = []string{a.value}
	}
}

// String names the type and the code of the till or store.
func (a Attribution) String() string { return fmt.Sprintf("%s %s", a.kind, a.value) }
