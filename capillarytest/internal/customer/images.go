package customer

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) imageRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/customers/{id}/setImage":      o.setImage,
		"POST /v2/customers/lookup/setImage":    o.setImage,
		"DELETE /v2/customers/{id}/deleteImage": o.deleteImage,
	}
}

const maxImages = 5

type image struct {
	number int // image_ids of deleteImage
	size   int
	handle string
	at     time.Time
}

func (i image) file(o *State, c *people.Customer) wire.Object {
	name := fmt.Sprintf("%d/%d/%d", o.ID, c.ID, i.number)
	return wire.Obj("acl", "PRIVATE", "fileSize", strconv.Itoa(i.size), "fileHandle", i.handle, "lastModified", o.V1Time(i.at),
		"latestVersion", -1, "name", name, "namespace", "customerImage", "s3Token", "customerImage/"+name, "version", -1)
}

func (o *State) imageObjects(c *people.Customer) []wire.Object {
	out := []wire.Object{}
	for _, i := range o.of(c).images {
		out = append(out, wire.Obj("code", 200, "file", i.file(o, c), "filePath", "https://files.example.com/"+i.handle,
			"message", "Success", "status", "true"))
	}
	return out
}

func (o *State) setImage(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	content, ok := c.File("FILE")
	switch {
	case !ok || len(content) == 0:
		return reply.Refused(refuse(8081))
	case len(o.of(found).images) >= maxImages:
		return reply.Refused(refuse(8082))
	}
	n := o.Next()
	i := image{len(o.of(found).images), len(content), fmt.Sprintf("image-%08d", n), o.Now()}
	o.of(found).images = append(o.of(found).images, i)
	return reply.Many([]wire.Object{wire.Obj("code", 200, "file", i.file(o, found), "message", "Successfully uploaded file",
		"status", "true")})
}

func (o *State) deleteImage(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	asked := c.Values("image_ids")
	before := len(o.of(found).images)
	o.of(found).images = slices.DeleteFunc(o.of(found).images, func(i image) bool {
		return slices.Contains(asked,
			strconv.Itoa(i.number))
	})
	if len(o.of(found).images) == before {
		return reply.Refused(refuse(8078))
	}
	return reply.Many([]wire.Object{wire.Obj("code", 200, "message", "Success", "status", "true")})
}
