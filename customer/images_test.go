package customer_test

import (
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestAnImageIsUploadedAsAForm(t *testing.T) {
	for path, form := range map[string]struct {
		who   capillary.Identifier
		query url.Values
	}{
		"/v2/customers/7001/setImage": {capillary.UserID(7001), url.Values{}},
		"/v2/customers/lookup/setImage": {capillary.Mobile("46700000001"),
			url.Values{"identifierName": {"mobile"}, "identifierValue": {"46700000001"}, "source": {"INSTORE"}}},
	} {
		client, server := wiretest.Serve(t, 0, `{"data": [{"code": 200, "file": {"name": "1/7001/0", "fileHandle": "h-1", "version": -1},
			"message": "uploaded", "status": "true"}], "warnings": [], "errors": []}`)
		images, err := customer.New(client).SetImage(t.Context(), form.who,
			customer.ImageRequest{FileName: "mara.png", ContentType: "image/png", Content: strings.NewReader("picture")})
		require.NoError(t, err)
		require.Len(t, images.Images, 1)
		assert.True(t, images.Images[0].Status)
		assert.Equal(t, "h-1", images.Images[0].File.FileHandle)

		require.Len(t, server.Arrivals(), 1)
		a := server.Arrivals()[0]
		assert.Equal(t, "POST", a.Method)
		assert.Equal(t, path, a.Path)
		assert.Equal(t, form.query, a.Query)
		kind, parameters, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
		require.NoError(t, err)
		assert.Equal(t, "multipart/form-data", kind)
		part, err := multipart.NewReader(strings.NewReader(string(a.Body)), parameters["boundary"]).NextPart()
		require.NoError(t, err)
		content, err := io.ReadAll(part)
		require.NoError(t, err)
		assert.Equal(t, "FILE", part.FormName())
		assert.Equal(t, "mara.png", part.FileName())
		assert.Equal(t, "image/png", part.Header.Get("Content-Type"))
		assert.Equal(t, "picture", string(content))
	}
}

func TestAnImageThatIsTooSmallIsRefusedByTheAPI(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"data": [], "errors": [{"status": false, "code": 8083, "message": "small"}]}`)
	_, err := customer.New(client).SetImage(t.Context(), capillary.UserID(7001),
		customer.ImageRequest{FileName: "a.png", Content: strings.NewReader("x")})
	assert.ErrorIs(t, err, customer.ErrImageTooSmall)
}

func TestImagesAreDeleted(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "several at once",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).DeleteImages(ctx, capillary.UserID(7001), customer.DeleteImagesOptions{ImageIDs: []string{"1", "2"}})
			},
			Method: "DELETE", Path: "/v2/customers/7001/deleteImage", Query: "image_ids=1&image_ids=2",
			Reply: `{"data": [{"code": 200, "message": "Success", "status": "true"}], "warnings": [], "errors": []}`,
			Want:  `{"data": [{"code": 200, "message": "Success", "status": true}]}`,
		},
		{
			Name: "there is no such image",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).DeleteImages(ctx, capillary.UserID(7001), customer.DeleteImagesOptions{ImageIDs: []string{"9"}})
			},
			Method: "DELETE", Path: "/v2/customers/7001/deleteImage", Query: "image_ids=9",
			Reply:   `{"errors": [{"status": false, "code": 8078, "message": "none"}]}`,
			WantErr: customer.ErrImageToDeleteMissing,
		},
	})
	wiretest.Refused(t, "image_ids", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).DeleteImages(ctx, capillary.UserID(7001), customer.DeleteImagesOptions{})
		return err
	})
}
