package desk

import (
	"crypto/rand"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// The kinds of templates.
const (
	templateAnswer  = "answer"
	templateMessage = "message"
	templateReject  = "reject" // the comment beside a refusal's reason
)

// maxTitle is how long a template's title may be, in characters.
const maxTitle = 120

// templateChoice is what may be put into the forms of a report.
type templateChoice struct{ Answers, Messages, Refusals []templateLink }

type templateLink struct{ Title, Href string }

// fill offers templates in the reader's language, and puts the one that was chosen into its form, unless something stands there.
func (d *Desk) fill(r *http.Request, data *reportData) {
	lang := d.Kit.Language(r)
	var all []db.Template
	if err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		all, err = tx.Templates("")
		return err
	}); err != nil {
		d.Kit.Log.WarnContext(r.Context(), "templates", "error", err)
		return
	}
	for _, t := range all {
		if t.Lang != lang {
			continue
		}
		id := uuid.UUID(t.ID).String()
		link := templateLink{t.Title, reportPath(data.ID) + "?template=" + id + "#" + map[string]string{templateAnswer: "answer"}[t.Kind]}
		chosen := r.URL.Query().Get("template") == id && r.Method == http.MethodGet
		switch t.Kind {
		case templateAnswer:
			data.Write.Answers = append(data.Write.Answers, link)
			if chosen && data.Form.Text == "" {
				data.Form.Text = data.filled(t.Words)
			}
		case templateMessage:
			link.Href += "dialogue"
			data.Write.Messages = append(data.Write.Messages, link)
			if chosen && data.Say.Text == "" {
				data.Say.Text = data.filled(t.Words)
			}
		case templateReject:
			link.Href += "acts"
			data.Write.Refusals = append(data.Write.Refusals, link)
			if chosen && data.Typed.Comment == "" {
				data.Typed.Act, data.Typed.Comment = civic.ActReject, data.filled(t.Words)
			}
		}
	}
}

// Placeholders are what stands in braces in a template, in the order in which the page explains them.
func placeholders() []string { return []string{"number", "kind", "address", "department"} }

// filled puts a report's own words in place of what stands in braces.
func (data *reportData) filled(words string) string {
	address := data.Address
	if data.Settlement != "" {
		address = strings.TrimPrefix(address+", "+data.Settlement, ", ")
	}
	return strings.NewReplacer("{number}", data.Number, "{kind}", data.Title, "{address}", address, "{department}", data.Department).Replace(words)
}

type templatesData struct {
	Templates    []templateRow
	New          templateRow
	Kinds        []string
	Langs        []civic.Lang
	Placeholders []string
	Administers  bool
	Done         string
}

type templateRow struct {
	db.Template
	Key   string // of the form; "" is a new one
	Who   string
	Wrong []string
}

func (d *Desk) templates(rw http.ResponseWriter, r *http.Request) {
	d.showTemplates(rw, r, http.StatusOK, templateRow{Template: db.Template{Kind: templateAnswer, Lang: d.Kit.Language(r)}})
}

// showTemplates draws all templates; one of the forms may be half filled in.
func (d *Desk) showTemplates(rw http.ResponseWriter, r *http.Request, status int, half templateRow) {
	data := templatesData{
		Kinds: []string{templateAnswer, templateMessage, templateReject}, Langs: civic.Langs(), Placeholders: placeholders(), New: half,
		Administers: kit.Who(r.Context()).Staff.May(accounts.RightAdminister),
	}
	if q := r.URL.Query().Get("done"); q == "save" || q == "drop" {
		data.Done = q
	}
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		all, err := tx.Templates("")
		names := drawer{Desk: d, tx: tx, names: map[db.Account]string{}}
		for _, t := range all {
			row := templateRow{Template: t, Key: uuid.UUID(t.ID).String(), Who: names.name(t.Actor)}
			if row.Key == half.Key {
				half.Who = row.Who
				row = half
				data.New = templateRow{Template: db.Template{Kind: templateAnswer, Lang: d.Kit.Language(r)}}
			}
			data.Templates = append(data.Templates, row)
		}
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, status, "templates", kit.Page{Section: settingsPath, Data: data})
}

// putTemplate keeps a template, or forgets one.
func (d *Desk) putTemplate(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		d.showTemplates(rw, r, http.StatusRequestEntityTooLarge, templateRow{Wrong: []string{"desk.wrong.form"}, Template: db.Template{Kind: templateAnswer, Lang: d.Kit.Language(r)}})
		return
	}
	f := r.PostForm
	row := templateRow{Key: f.Get("id"), Template: db.Template{
		Kind: f.Get("kind"), Lang: civic.Lang(f.Get("lang")), Title: civic.Tidy(f.Get("title")), Words: civic.Tidy(f.Get("words")),
		Actor: kit.Who(r.Context()).Staff.ID,
	}}
	id, err := uuid.Parse(row.Key)
	if row.Key == "" {
		id, err = uuid.NewV7FromReader(rand.Reader)
	}
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	row.ID = id
	drop := f.Get("drop") != ""
	if row.Wrong = row.check(); len(row.Wrong) > 0 && !drop {
		d.showTemplates(rw, r, http.StatusUnprocessableEntity, row)
		return
	}
	if err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		if drop {
			return tx.DropTemplate(row.ID)
		}
		return tx.PutTemplate(row.Template)
	}); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	what := "save"
	if drop {
		what = "drop"
	}
	http.Redirect(rw, r, templatesPath+"?done="+what, http.StatusSeeOther)
}

func (t templateRow) check() (wrong []string) {
	if t.Title == "" || utf8.RuneCountInString(t.Title) > maxTitle || !utf8.ValidString(t.Title) {
		wrong = append(wrong, "template.wrong.title")
	}
	limit := civic.MaxAnswerText
	if t.Kind != templateAnswer {
		limit = civic.MaxMessageText
	}
	if t.Words == "" || utf8.RuneCountInString(t.Words) > limit || !utf8.ValidString(t.Words) {
		wrong = append(wrong, "template.wrong.words")
	}
	known := t.Kind == templateAnswer || t.Kind == templateMessage || t.Kind == templateReject
	for _, lang := range civic.Langs() {
		if known && t.Lang == lang {
			return wrong
		}
	}
	return append(wrong, "desk.wrong.form")
}
