package capillarytest

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

func (o *org) imageRoutes() routes {
	return routes{
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

func (i image) file(o *org, c *customer) object {
	name := fmt.Sprintf("%d/%d/%d", o.orgID, c.id, i.number)
	return obj("acl", "PRIVATE", "fileSize", strconv.Itoa(i.size), "fileHandle", i.handle, "lastModified", o.v1Time(i.at),
		"latestVersion", -1, "name", name, "namespace", "customerImage", "s3Token", "customerImage/"+name, "version", -1)
}

func (o *org) imageObjects(c *customer) []object {
	out := []object{}
	for _, i := range o.of(c).images {
		out = append(out, obj("code", 200, "file", i.file(o, c), "filePath", "https://files.example.com/"+i.handle, "message", "Success", "status", "true"))
	}
	return out
}

func (o *org) setImage(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	content, ok := c.file("FILE")
	switch {
	case !ok || len(content) == 0:
		return refused(refuse(8081))
	case len(o.of(found).images) >= maxImages:
		return refused(refuse(8082))
	}
	n := o.next()
	i := image{len(o.of(found).images), len(content), fmt.Sprintf("image-%08d", n), o.now()}
	o.of(found).images = append(o.of(found).images, i)
	return many([]object{obj("code", 200, "file", i.file(o, found), "message", "Successfully uploaded file", "status", "true")})
}

func (o *org) deleteImage(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	asked := c.values("image_ids")
	before := len(o.of(found).images)
	o.of(found).images = slices.DeleteFunc(o.of(found).images, func(i image) bool { return slices.Contains(asked, strconv.Itoa(i.number)) })
	if len(o.of(found).images) == before {
		return refused(refuse(8078))
	}
	return many([]object{obj("code", 200, "message", "Success", "status", "true")})
}
