package public

import (
	"net/http"
	"strconv"

	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const pageLength = 20 // reports

type listData struct {
	chooser
	Searching bool // it is the page of the search
	Cards     []card
	Count     int
	Older     string // address of the next page; "" on the last
	First     bool   // nothing newer is left out
	Newest    string // address of the first page
	Feed      string
	Cell      bool // only of a part of the map
}

// list shows reports, the newest first, and those that a search finds.
func (p *Public) list(rw http.ResponseWriter, r *http.Request) {
	f, w := p.filter(r), p.words(p.Kit.Language(r))
	path := r.URL.Path
	data := listData{Searching: path == searchPath, First: f.Before == 0, Cell: f.Box != nil}
	err := p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		nothing := false
		if f.Query != "" {
			found, err := p.Search.Find(tx, f.Query)
			if err != nil {
				return err
			}
			if f.Found = found; found == nil {
				f.Found = db.Found{} // there is no word in it
			}
		} else if data.Searching {
			nothing = true // nobody asked yet
		}
		data.chooser = p.chooser(&f, path, w, tx.Now)
		counts := p.Atlas.Count(f.Filter, tx.Now)
		for _, g := range atlas.Groups() {
			if len(f.Groups) == 0 || f.has(g) {
				data.Count += counts[g]
			}
		}
		if nothing {
			return nil
		}
		arrivals := p.Atlas.Page(f.Filter, f.Before, pageLength+1, tx.Now)
		if len(arrivals) > pageLength {
			arrivals = arrivals[:pageLength]
			q := f.values()
			q.Set("before", strconv.FormatInt(arrivals[pageLength-1], 10))
			data.Older = path + "?" + q.Encode()
		}
		cases, err := tx.PublicCases(arrivals)
		if err != nil {
			return err
		}
		data.Cards, err = p.cardsOf(tx, cases, w)
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	data.Newest, data.Feed = f.href(path), f.href("/feed.rss")
	p.pages.Show(rw, r, http.StatusOK, "list", kit.Page{Section: listPath, Data: data})
}
