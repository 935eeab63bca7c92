package capillary

import (
	"errors"
	"iter"
	"reflect"
	"strings"
)

// What can be wrong with the pages of a list.
var (
	// ErrSamePage: the endpoint ignores where a page is to start, so its list can't be walked.
	ErrSamePage = errors.New("capillary: the API gives the same page again")
	// ErrPageMissing: a page is empty and says itself that there are rows.
	ErrPageMissing = errors.New("capillary: the API gives no rows where its total says that there are some")
)

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
// that starts there. The list ends with an empty page, or with the row that the API's total says is the last. A total below
// one, or one that the rows went past, is none; of several that differ the largest counts.
//
// After an error the iteration ends; begin again at the row that was reached to resume it. A page that was there before is
// the error ErrSamePage, an empty one where its total, or without one that of the pages before it, says that there are rows is
// ErrPageMissing.
func All[T any](from int64, fetch func(offset int64) (*Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var before pages[T]
		var total int64
		for offset := from; ; {
			page, err := fetch(offset)
			if err == nil {
				err = before.check(page, offset, total)
			}
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			offset += int64(len(page.Items))
			total = max(total, page.Pagination.Total)
			if len(page.Items) == 0 || total > 0 && offset == total {
				return
			}
		}
	}
}

// pages remembers two of the pages so far: the last, and one that moves on to the last when twice as many were seen as when it
// moved before. So it finds pages that come round in a ring, however many they are.
type pages[T any] struct {
	last, marked []T
	seen, until  int
}

// check tells a page that goes on with the list from one that does not. What an empty page does not say of the total, the pages
// before it said.
func (p *pages[T]) check(page *Page[T], offset, total int64) error {
	rows := page.Items
	if page.Pagination.Total > 0 {
		total = page.Pagination.Total
	}
	switch {
	case len(rows) == 0 && total > offset:
		return ErrPageMissing
	case len(rows) > 0 && (reflect.DeepEqual(rows, p.last) || reflect.DeepEqual(rows, p.marked)):
		return ErrSamePage
	}
	if p.last = rows; p.seen == p.until {
		p.marked, p.until = rows, 2*p.seen+1
	}
	p.seen++
	return nil
}

// SortOrder is which end of a list comes first. v1.1 spells it in lower case, which calls of it do by themselves.
type SortOrder string

// The documented orders.
const (
	Ascending  SortOrder = "ASC"
	Descending SortOrder = "DESC"
)

// QueryV1 is the order as v1.1 spells it.
func (o SortOrder) QueryV1() string { return strings.ToLower(string(o)) }
