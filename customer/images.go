package customer

import (
	"context"
	"io"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// SetImage uploads an image of a customer, of at most 49 MB. A customer has at most five (ErrTooManyImages); one that is
// too small is ErrImageTooSmall. Get shows them with EmbedCustomerImage. It is never sent twice.
//
// POST /v2/customers/{customerId}/setImage, or /v2/customers/lookup/setImage for identifiers other than the user id.
func (s *Service) SetImage(ctx context.Context, who capillary.Identifier, r ImageRequest, opts ...capillary.RequestOption) (*Images, error) {
	return capillary.Call[*Images](ctx, s.client, opSetImage, capillary.Input{Customer: who, Upload: r.upload()}, opts...)
}

// ImageRequest is an image to be uploaded.
type ImageRequest struct {
	FileName    string // without folders
	ContentType string // such as image/png
	Content     io.Reader
}

const maxImageBytes = 49 << 20

func (r ImageRequest) upload() *capillary.Upload {
	return &capillary.Upload{Field: "FILE", FileName: r.FileName, ContentType: r.ContentType, Content: r.Content, MaxBytes: maxImageBytes}
}

// DeleteImages deletes images of a customer. It takes a user id; Lookup finds it. An id is a whole number by one page and
// what SetImage gives by another: try the last part of ImageFile.Name. No image is ErrImageToDeleteMissing.
//
// DELETE /v2/customers/{userId}/deleteImage
func (s *Service) DeleteImages(ctx context.Context, who capillary.Identifier, o DeleteImagesOptions, opts ...capillary.RequestOption) (*Images, error) {
	return capillary.Call[*Images](ctx, s.client, opDeleteImages, capillary.Input{Customer: who, Query: o}, opts...)
}

// DeleteImagesOptions name images.
type DeleteImagesOptions struct {
	ImageIDs []string `url:"image_ids"`
}

// Validate refuses what gives ErrImageToDeleteMissing.
func (o DeleteImagesOptions) Validate() error {
	if len(o.ImageIDs) == 0 {
		return capillary.Invalid("image_ids", "there are none")
	}
	return nil
}

// Images are images of a customer, each with what became of it.
type Images struct {
	Images   []Image           `json:"data"`
	Warnings []capillary.Issue `json:"warnings"`
}

// Image is an image of a customer. The paths are links that expire.
type Image struct {
	Status         bool      `json:"status"` // it was uploaded, read or deleted
	Code           int64     `json:"code"`   // as an HTTP status, 200 for done
	Message        string    `json:"message"`
	File           ImageFile `json:"file"`
	FilePath       string    `json:"filePath"`
	SecureFilePath string    `json:"secureFilePath"`
}

// ImageFile is an image as a file of the platform.
type ImageFile struct {
	Name          string    `json:"name"` // organisation, user id and number of the image
	Namespace     string    `json:"namespace"`
	FileHandle    string    `json:"fileHandle"` // the file's unique id
	FileSize      int64     `json:"fileSize"`   // in bytes
	ACL           string    `json:"acl"`
	S3Token       string    `json:"s3Token"`
	Version       int64     `json:"version"`       // -1 for the first
	LatestVersion int64     `json:"latestVersion"` // -1 for the first
	LastModified  time.Time `json:"lastModified"`  // without a zone: the client's is taken
}
