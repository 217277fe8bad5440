package cabinet

import (
	"net/http"
	"strconv"

	"github.com/skip2/go-qrcode"

	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// qrSide is how large a link's code is drawn, in pixels.
const qrSide = 320

// receipt is a page to be printed: the number, what was told, and where its author finds it.
func (p *Cabinet) receipt(rw http.ResponseWriter, r *http.Request) {
	if d, ok := p.enterByLink(rw, r); ok {
		p.print(rw, r, d)
	}
}

func (p *Cabinet) mineReceipt(rw http.ResponseWriter, r *http.Request) {
	if d, ok := p.enterMine(rw, r); ok {
		p.print(rw, r, d)
	}
}

func (p *Cabinet) print(rw http.ResponseWriter, r *http.Request, d door) {
	var o ownReport
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		o, err = p.readOwn(r.Context(), tx, d.id, d.base, p.Kit.Language(r))
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	o.Base = "/r/" + p.Journal.Link(d.id)
	o.Link = address(r, o.Base)
	rw.Header().Set("X-Robots-Tag", "noindex")
	p.pages.Show(rw, r, http.StatusOK, "receipt", kit.Page{Data: o, Bare: true, Scripts: []string{p.ownScript()}})
}

// qr draws the link, so that a telephone finds the report from the paper.
func (p *Cabinet) qr(rw http.ResponseWriter, r *http.Request) {
	d, ok := p.enterByLink(rw, r)
	if !ok {
		return
	}
	png, err := qrcode.Encode(address(r, d.base), qrcode.Medium, qrSide)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "image/png")
	rw.Header().Set("Content-Length", strconv.Itoa(len(png)))
	rw.Header().Set("Cache-Control", "private, no-store")
	_, _ = rw.Write(png) // whoever went away doesn't miss it
}
