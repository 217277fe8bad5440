package public

import (
	"net/http"

	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const embedLength = 10 // reports

type embedData struct {
	Map   *mapData
	Cards []card
	All   string // address of all of them
	Name  string
}

// embed is a map or a list to be framed by other sites: /embed?view=list&theme=roads&settlement=… with the filters of the lists.
func (p *Public) embed(rw http.ResponseWriter, r *http.Request) {
	f, w := p.filter(r), p.words(p.Kit.Language(r))
	f.Box, f.Query = nil, ""
	var data embedData
	err := p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		if r.URL.Query().Get("view") != "list" {
			return nil
		}
		cases, err := tx.PublicCases(p.Atlas.Page(f.Filter, 0, embedLength, tx.Now))
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
	page := kit.Page{Bare: true}
	if r.URL.Query().Get("view") != "list" {
		m, err := p.mapData(r, &f, w)
		if err != nil {
			p.Kit.Fail(rw, r, err)
			return
		}
		m.Framed = true
		data.Map = &m
		p.withMap(&page, m)
	}
	data.All = f.href(listPath)
	page.Data = data
	p.pages.Show(rw, r, http.StatusOK, "embed", page)
}
