package desk

import (
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const pageLength = 20 // reports

// maxHidden is among how many unpublished reports words are looked for: the index knows the published ones alone.
const maxHidden = 3000

type listData struct {
	Cards    []card
	Query    string
	Status   civic.Status
	Statuses []civic.Status
	Older    string // address of the next page; "" on the last
	First    bool   // nothing newer is left out
	Filtered bool
	Hidden   int // among how many unpublished ones was looked
}

func (d *Desk) list(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	before, err := strconv.ParseInt(q.Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	data := listData{First: before == 0, Query: strings.TrimSpace(q.Get("q")), Status: civic.Status(q.Get("status")), Statuses: onDesk()}
	if !data.Status.Known() {
		data.Status = ""
	}
	data.Filtered = data.Query != "" || data.Status != ""
	me := kit.Who(r.Context()).Staff
	err = d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := d.drawer(tx, d.Kit.Language(r))
		if err != nil {
			return err
		}
		filter := db.DeskFilter{Status: data.Status, Before: before}
		if !sees(me, db.Case{}) {
			filter.Department = me.Department
		}
		var cases []db.Case
		if data.Query != "" {
			cases, data.Hidden, err = d.look(tx, data.Query, filter)
		} else {
			cases, err = tx.CasesBefore(filter, pageLength+1)
		}
		if err != nil {
			return err
		}
		if len(cases) > pageLength {
			cases = cases[:pageLength]
			q.Set("before", strconv.FormatInt(cases[pageLength-1].Arrival, 10))
			q.Del("lang")
			data.Older = listPath + "?" + q.Encode()
		}
		data.Cards, err = w.cards(cases)
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, http.StatusOK, "list", kit.Page{Section: listPath, Data: data})
}

// onDesk are the statuses that a report at the portal can have.
func onDesk() (all []civic.Status) {
	for _, s := range civic.Statuses() {
		if !s.OnDevice() && s != civic.StatusDelivered {
			all = append(all, s)
		}
	}
	return all
}

// look finds reports by their number, and by words of their text. Numbers come first.
func (d *Desk) look(tx *db.Tx, query string, f db.DeskFilter) (found []db.Case, hidden int, err error) {
	if f.Before == 0 {
		if found, err = tx.CasesByNumber(query, pageLength); err != nil {
			return nil, 0, err
		}
		found = keep(found, f)
	}
	if len(found) > 0 {
		return found, 0, nil
	}
	words := civic.Words(query)
	if len(words) == 0 {
		return nil, 0, nil
	}
	if found, err = d.published(tx, query, f); err != nil {
		return nil, 0, err
	}
	unpublished, err := tx.UnpublishedBefore(f.Before, maxHidden)
	if err != nil {
		return nil, 0, err
	}
	var more []db.Case
	for _, c := range keep(unpublished, f) {
		if mentions(c, words) && len(more) <= pageLength {
			more = append(more, c)
		}
	}
	return merge(found, more), len(unpublished), nil
}

// keep leaves what a filter lets through.
func keep(cases []db.Case, f db.DeskFilter) (kept []db.Case) {
	for _, c := range cases {
		if (f.Department == "" || c.Department == f.Department) && (f.Status == "" || c.Status == f.Status) {
			kept = append(kept, c)
		}
	}
	return kept
}

// mentions says that all words, or what they begin with, are in a case.
func mentions(c db.Case, words []string) bool {
	in := civic.Words(c.Text + " " + c.Place.Address + " " + c.Place.Settlement)
	for _, w := range words {
		stem := []rune(w)
		switch n := len(stem); { // whatever the ending
		case n > 5:
			stem = stem[:n-2]
		case n > 3:
			stem = stem[:n-1]
		}
		has := false
		for _, v := range in {
			has = has || strings.HasPrefix(v, string(stem))
		}
		if !has {
			return false
		}
	}
	return true
}

// merge puts two lists together, the last arrived first.
func merge(a, b []db.Case) (all []db.Case) {
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].Arrival > b[0].Arrival {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return all
}

// published finds published reports by words.
func (d *Desk) published(tx *db.Tx, query string, f db.DeskFilter) (cases []db.Case, err error) {
	found, err := d.Search.Find(tx, query)
	if err != nil {
		return nil, err
	}
	for before := f.Before; len(cases) <= pageLength; {
		arrivals := found.Before(before, pageLength+1)
		if len(arrivals) == 0 {
			break
		}
		for _, at := range arrivals {
			c, err := tx.CaseAt(at)
			if err != nil {
				return nil, err
			}
			cases = append(cases, keep([]db.Case{c}, f)...)
			before = at
		}
	}
	return cases[:min(len(cases), pageLength+1)], nil
}
