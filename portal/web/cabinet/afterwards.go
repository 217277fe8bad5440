package cabinet

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
)

type enter func(http.ResponseWriter, *http.Request) (door, bool)

func (p *Cabinet) actByLink(rw http.ResponseWriter, r *http.Request) { p.act(rw, r, p.enterByLink) }

func (p *Cabinet) actMine(rw http.ResponseWriter, r *http.Request) { p.act(rw, r, p.enterMine) }

func (p *Cabinet) supplementByLink(rw http.ResponseWriter, r *http.Request) {
	p.supplement(rw, r, p.enterByLink)
}

func (p *Cabinet) supplementMine(rw http.ResponseWriter, r *http.Request) {
	p.supplement(rw, r, p.enterMine)
}

func (p *Cabinet) sayByLink(rw http.ResponseWriter, r *http.Request) { p.say(rw, r, p.enterByLink) }

func (p *Cabinet) sayMine(rw http.ResponseWriter, r *http.Request) { p.say(rw, r, p.enterMine) }

// open takes in a form about a report of one's own.
func (p *Cabinet) open(rw http.ResponseWriter, r *http.Request, enter enter) (d door, f *filled, ok bool) {
	if d, ok = enter(rw, r); !ok {
		return d, nil, false
	}
	if p.limits.spend(r, limitForm) {
		p.showOwn(rw, r, http.StatusTooManyRequests, d, ownReport{Trouble: "limit"})
		return d, nil, false
	}
	f, err := p.read(rw, r)
	if err != nil {
		r = r.WithContext(context.WithoutCancel(r.Context())) // a line that stands still ends it, and its sender may still read
		said, status := ownReport{Trouble: "unreadable"}, http.StatusBadRequest
		if errors.Is(err, errHuge) {
			said.Trouble, status = "huge", http.StatusRequestEntityTooLarge
		}
		rw.Header().Set("Connection", "close")
		p.showOwn(rw, r, status, d, said)
		return d, nil, false
	}
	if _, known := p.age(f.get("stamp")); !known {
		f.close()
		p.showOwn(rw, r, http.StatusUnprocessableEntity, d, ownReport{Trouble: "again", Half: halfOf(f)})
		return d, nil, false
	}
	return d, f, true
}

func halfOf(f *filled) half {
	return half{f.get("act"), f.get("comment"), f.get("rating"), f.get("message"), f.get("supplement")}
}

// act confirms, rates, sends back, appeals or takes back.
func (p *Cabinet) act(rw http.ResponseWriter, r *http.Request, enter enter) {
	d, f, ok := p.open(rw, r, enter)
	if !ok {
		return
	}
	defer f.close()
	a := civic.AuthorAct{Report: d.id, Act: civic.Action(f.get("act")), Comment: f.get("comment")}
	if a.Act == civic.ActRate {
		a.Rating, _ = strconv.Atoi(f.get("rating")) // what is no number is no rating, which is said
	}
	err := p.Journal.Act(r.Context(), key("act "+string(a.Act)+d.id.String(), f.get("stamp")), a)
	p.done(rw, r, d, string(a.Act), halfOf(f), nil, err)
}

func (p *Cabinet) supplement(rw http.ResponseWriter, r *http.Request, enter enter) {
	d, f, ok := p.open(rw, r, enter)
	if !ok {
		return
	}
	defer f.close()
	if len(f.files) > 0 && p.limits.spend(r, limitPhotos) {
		p.showOwn(rw, r, http.StatusTooManyRequests, d, ownReport{Trouble: "limit", Half: halfOf(f)})
		return
	}
	photos, bad, err := p.prepareAll(r.Context(), f)
	if err == nil && len(bad) > 0 {
		p.showOwn(rw, r, http.StatusUnprocessableEntity, d, ownReport{Trouble: "photos", Bad: bad, Half: halfOf(f)})
		return
	}
	if err == nil {
		err = p.Journal.Supplement(r.Context(), key("supplement "+d.id.String(), f.get("stamp")), d.id, f.get("supplement"), photos)
	}
	p.done(rw, r, d, "supplement", halfOf(f), bad, err)
}

func (p *Cabinet) say(rw http.ResponseWriter, r *http.Request, enter enter) {
	d, f, ok := p.open(rw, r, enter)
	if !ok {
		return
	}
	defer f.close()
	err := p.Journal.Say(r.Context(), key("say "+d.id.String(), f.get("stamp")), d.id, f.get("message"), f.get("who") != "public")
	p.done(rw, r, d, "message", halfOf(f), nil, err)
}

// done leads back to the report, or says why it wasn't done.
func (p *Cabinet) done(rw http.ResponseWriter, r *http.Request, d door, what string, h half, bad []trouble, err error) {
	var unfit *civic.UnfitError
	said, status := ownReport{Half: h, Bad: bad}, http.StatusUnprocessableEntity
	switch {
	case err == nil:
		http.Redirect(rw, r, d.base+"?"+what, http.StatusSeeOther)
		return
	case gone(r.Context(), err):
		return
	case errors.As(err, &unfit):
		said.Trouble, said.Wrong = "wrong", unfit.Keys
	case errors.Is(err, own.ErrTooLate):
		said.Trouble, status = "late", http.StatusConflict
	case errors.Is(err, own.ErrForeign):
		said.Trouble, status = "elsewhere", http.StatusConflict
	case errors.Is(err, db.ErrNotFound):
		p.Kit.Missing(rw, r)
		return
	default:
		p.Kit.Log.ErrorContext(r.Context(), "an author's form", "what", what, "error", err)
		said.Trouble, status = "trouble", http.StatusServiceUnavailable
	}
	p.showOwn(rw, r, status, d, said)
}
