package settings

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const sensitivePath = path + "/sensitive"

// kind is a theme or a category.
type kind struct{ Slug, Title, Theme string }

type sensitiveData struct {
	Version int64
	Kinds   []kind
	Themes  []civic.Theme
	Lang    civic.Lang
	Problem string // translation key
	Saved   bool
}

// sensitive shows which kinds of problems a senior moderator looks at from the start.
func (p *Page) sensitive(rw http.ResponseWriter, r *http.Request) {
	p.showSensitive(rw, r, http.StatusOK, sensitiveData{Saved: r.URL.Query().Has("saved")})
}

func (p *Page) showSensitive(rw http.ResponseWriter, r *http.Request, status int, data sensitiveData) {
	data.Lang, data.Themes = p.kit.Language(r), p.kit.Classifier.Themes()
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		slugs, version, err := p.cases.Sensitive(tx)
		data.Version = version
		for _, s := range slugs {
			data.Kinds = append(data.Kinds, p.kind(s, data.Lang))
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "sensitive", kit.Page{Section: path, Data: data})
}

// kind is what a slug stands for. One that the classifier lost is shown as it is.
func (p *Page) kind(slug string, lang civic.Lang) kind {
	if c, ok := p.kit.Classifier.Category(civic.CategorySlug(slug)); ok {
		theme, _ := p.kit.Classifier.Theme(c.Theme)
		return kind{slug, c.Title.In(lang), theme.Title.In(lang)}
	}
	if t, ok := p.kit.Classifier.Theme(civic.ThemeSlug(slug)); ok {
		return kind{slug, t.Title.In(lang), ""}
	}
	return kind{Slug: slug, Title: slug}
}

// putSensitive adds a kind, or takes one out.
func (p *Page) putSensitive(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	version, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		version = -1 // stale
	}
	who := kit.Who(r.Context()).Staff
	err = p.kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		kinds, _, err := p.cases.Sensitive(tx)
		if err != nil {
			return err
		}
		kinds = slices.Clone(kinds)
		if drop := r.PostForm.Get("drop"); drop != "" {
			kinds = slices.DeleteFunc(kinds, func(k string) bool { return k == drop })
		} else {
			kinds = append(kinds, r.PostForm.Get("add"))
		}
		return p.cases.PutSensitive(tx, kinds, version, casework.Staff(who))
	})
	switch {
	case err == nil:
		http.Redirect(rw, r, sensitivePath+"?saved", http.StatusSeeOther)
	case errors.Is(err, casework.ErrKind):
		p.showSensitive(rw, r, http.StatusUnprocessableEntity, sensitiveData{Problem: "sensitive.none"})
	case errors.Is(err, db.ErrStale):
		p.showSensitive(rw, r, http.StatusConflict, sensitiveData{Problem: "rules.stale"})
	default:
		p.kit.Fail(rw, r, err)
	}
}
