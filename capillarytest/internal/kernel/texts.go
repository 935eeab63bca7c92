package kernel

import "github.com/capillary-go/sdk/capillarytest/internal/reply"

var texts = reply.Texts{}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }
