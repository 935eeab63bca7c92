package capillary

import (
	"errors"
	"iter"
	"reflect"
)

// ErrSamePage says that an endpoint ignores where a page is to start, so its list can't be walked.
var ErrSamePage = errors.New("capillary: the API gives the same page again")

// Page is a part of a list.
type Page[T any] struct {
	Items      []T        `json:"items"`
	Pagination Pagination `json:"pagination" lenient:"also=pagingDto|pagingDetails|pageDetails"`
	Warnings   []Issue    `json:"warnings"`
}

// Pagination is where a page stands in its list, as far as the API tells. Endpoints count rows or pages; what an endpoint
// does not send is zero.
type Pagination struct {
	Limit  int64 `json:"limit"`  // rows that were asked for
	Offset int64 `json:"offset"` // rows before the page
	Total  int64 `json:"total"`  // rows in all

	Page             int64  `json:"page"`             // number of the page, from zero
	Size             int64  `json:"size"`             // rows of a page
	Number           int64  `json:"number"`           // number of the page, from zero
	NumberOfElements int64  `json:"numberOfElements"` // rows on this page
	TotalElements    int64  `json:"totalElements"`    // rows in all
	TotalPages       int64  `json:"totalPages"`       // pages in all
	PageCount        int64  `json:"pageCount"`        // pages in all
	PageNumber       int64  `json:"pageNumber"`       // number of the page
	PageSize         int64  `json:"pageSize"`         // rows of a page
	TotalEntries     int64  `json:"totalEntries"`     // rows in all
	First            bool   `json:"first"`            // this is the first page
	Last             bool   `json:"last"`             // this is the last page
	SortBy           string `json:"sortBy"`
	SortOrder        string `json:"sortOrder"`
}

// All iterates over a list page by page. fetch gets the number of rows to skip, beginning with from, and returns the page
// that starts there; the list ends with an empty page, or where the API's total says so. After an error the iteration
// ends; begin again at the row that was reached to resume it. An endpoint that tells no total and gives the same page again is an
// error, ErrSamePage.
func All[T any](from int64, fetch func(offset int64) (*Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var before []T
		for offset := from; ; {
			page, err := fetch(offset)
			if err == nil && page.Pagination.Total == 0 && len(page.Items) > 0 && reflect.DeepEqual(before, page.Items) {
				err = ErrSamePage
			}
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			before = page.Items
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			offset += int64(len(page.Items))
			if len(page.Items) == 0 || page.Pagination.Total > 0 && offset >= page.Pagination.Total {
				return
			}
		}
	}
}
