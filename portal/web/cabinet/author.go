package cabinet

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// ownReport is a report as its author sees it.
type ownReport struct {
	Base     string // address of this page: everything else is below it
	ByLink   bool
	Mine     bool // it is the account's that looks
	ID       civic.ReportID
	Number   string
	Title    string
	Theme    string
	Text     string
	Edited   bool // moderators changed the text that the public sees
	Shown    string
	Place    civic.Place
	Status   kit.Status
	At       time.Time
	Public   bool
	Merged   string // number of the report that it goes on as a part of
	MergedID civic.ReportID
	Due      time.Time
	Who      string
	Rating   int
	Joined   int // people who joined in
	Photos   []shot
	After    []shot
	History  []line
	Answers  []civic.Answer
	Said     []db.Message
	Added    []added
	May      map[string]bool
	Writable bool // something may still be added
	Stamp    string
	Notice   string // what was just done, word "own.done.<notice>"
	Trouble  string // what couldn't be, word "own.trouble.<trouble>"
	Wrong    []string
	Bad      []trouble
	Half     half
	Link     string // the secret one, whole
}

// half is what somebody has filled in that couldn't be sent.
type half struct{ Act, Comment, Rating, Message, Supplement string }

// shot is a photo to see; Copy is "" while it can't be shown.
type shot struct{ Copy, Preview string }

// line is a step of the history, with what its author may know of it.
type line struct {
	kit.Status
	At     time.Time
	Note   string
	Act    civic.Action
	Reason civic.Reason
	Rating int
}

type added struct {
	db.Supplement
	Shots []shot
}

// read gathers what the author of a report sees.
func (p *Cabinet) readOwn(ctx context.Context, tx *db.Tx, id civic.ReportID, base string, lang civic.Lang) (o ownReport, err error) {
	c, err := tx.Case(id)
	if err != nil {
		return o, err
	}
	r, err := tx.Report(id)
	if err != nil {
		return o, err
	}
	o = ownReport{
		Base: base, ID: id, Number: c.Number, Title: string(c.Category), Text: r.Text, Shown: c.Text, Edited: c.Text != r.Text, Place: c.Place,
		Status: kit.StatusOf(c.Status), At: c.Received, Public: c.Public(), Rating: c.Rating, Joined: c.Supporters, May: map[string]bool{},
		Writable: !c.Status.Final(), Stamp: p.newStamp(),
	}
	if category, ok := p.Kit.Classifier.Category(c.Category); ok {
		o.Title = category.Title.In(lang)
		if theme, ok := p.Kit.Classifier.Theme(category.Theme); ok {
			o.Theme = theme.Title.In(lang)
		}
	}
	if d, ok := p.Kit.Classifier.Department(c.Department); ok {
		o.Who = d.Title.In(lang)
	}
	if c.DueKind != "" {
		o.Due = c.DueAt
	}
	if !c.MergedInto.IsZero() {
		into, err := tx.Case(c.MergedInto)
		if err != nil {
			return o, err
		}
		if o.Merged = into.Number; into.Public() {
			o.MergedID = into.Report
		}
	}
	if r.Device == p.Journal.Device() || !c.Author.IsZero() {
		for _, row := range civic.Actions(c.Status, civic.RoleCitizen) {
			o.May[string(row.Act)] = true
		}
		o.May["rate"] = o.May["rate"] || c.Status == civic.StatusSolved // it confirms too
	} else {
		o.Writable = false
	}
	if err := p.readPhotos(tx, r, &o); err != nil {
		return o, err
	}
	if o.History, err = lines(tx, id); err != nil {
		return o, err
	}
	if o.Answers, err = lastAnswers(tx, id); err != nil {
		return o, err
	}
	o.Said, err = p.messages(tx, id, o.Added)
	return o, err
}

func (p *Cabinet) readPhotos(tx *db.Tx, r db.Report, o *ownReport) error {
	photos, err := tx.Photos(r.Device, r.ID)
	if err != nil {
		return err
	}
	by := map[civic.PhotoID]shot{}
	for _, photo := range photos {
		s := shotOf(o.photos(), photo)
		by[photo.ID] = s
		if photo.Ord != db.NoOrd {
			o.Photos = append(o.Photos, s)
		}
	}
	supplements, err := tx.Supplements(r.ID)
	if err != nil {
		return err
	}
	for _, s := range supplements {
		one := added{Supplement: s}
		for _, photo := range s.Photos {
			one.Shots = append(one.Shots, by[photo.ID])
		}
		o.Added = append(o.Added, one)
	}
	after, err := tx.AfterPhotos(r.ID)
	for _, a := range after {
		if !a.Here {
			continue // it is still on its way
		}
		o.After = append(o.After, shot{o.photos() + hex.EncodeToString(a.Copy.SHA256[:]), o.photos() + hex.EncodeToString(a.Preview.SHA256[:])})
	}
	return err
}

// messages are what was said, without what stands among the supplements.
func (p *Cabinet) messages(tx *db.Tx, id civic.ReportID, among []added) ([]db.Message, error) {
	said, err := p.Dialogue.Said(tx, id)
	return slices.DeleteFunc(said, func(m db.Message) bool {
		return slices.ContainsFunc(among, func(a added) bool { return a.ID == civic.SupplementID(m.ID) })
	}), err
}

// photos is where the photos of a report are for its author.
func (o *ownReport) photos() string {
	if o.ByLink || len(o.Base) > 2 && o.Base[:3] == "/r/" {
		return o.Base + "/photos/"
	}
	return "/me/photos/"
}

func shotOf(base string, p db.Photo) (s shot) {
	if p.Held.ShowCopy {
		s.Copy = base + hex.EncodeToString(p.Copy.SHA256[:])
	}
	if p.Held.ShowPreview {
		s.Preview = base + hex.EncodeToString(p.Preview.SHA256[:])
	}
	return s
}

// lines are a report's history. What staff wrote for staff isn't in it; what the author wrote is.
func lines(tx *db.Tx, id civic.ReportID) (all []line, err error) {
	steps, err := tx.History(id)
	for _, s := range steps {
		l := line{kit.StatusOf(s.Status), s.At, s.Note, s.Act, s.Reason, s.Rating}
		if s.Private && s.Role != civic.RoleCitizen {
			l.Note = ""
		}
		all = append(all, l)
	}
	return all, err
}

// lastAnswers are the official answers as they count now.
func lastAnswers(tx *db.Tx, id civic.ReportID) (list []civic.Answer, err error) {
	all, err := tx.Answers(id)
	at := map[civic.AnswerID]int{}
	for _, a := range all {
		if i, known := at[a.ID]; known {
			list[i] = a
			continue
		}
		at[a.ID] = len(list)
		list = append(list, a)
	}
	return list, err
}

// door is by what somebody came to a report: by its link or by their account.
type door struct {
	id   civic.ReportID
	base string
	word string // of the link; "" by account
}

// enterByLink finds the report of a secret link, or says that there is no such page.
func (p *Cabinet) enterByLink(rw http.ResponseWriter, r *http.Request) (d door, ok bool) {
	d.word = r.PathValue("word")
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		d.id, err = p.Journal.ByLink(tx, d.word)
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return d, false
	}
	rw.Header().Set("X-Robots-Tag", "noindex")
	rw.Header().Set("Referrer-Policy", "no-referrer") // the address is the key
	d.base = "/r/" + d.word
	return d, true
}

// enterMine finds a report of the account that asks; another's isn't there.
func (p *Cabinet) enterMine(rw http.ResponseWriter, r *http.Request) (d door, ok bool) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err == nil {
		err = p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error { return mineIs(tx, id, kit.Who(r.Context()).Citizen.ID) })
	}
	if errors.Is(err, civic.ErrBadID) {
		p.Kit.Missing(rw, r)
		return d, false
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return d, false
	}
	return door{id: id, base: "/me/reports/" + id.String()}, true
}

func mineIs(tx *db.Tx, id civic.ReportID, account db.Account) error {
	c, err := tx.Case(id)
	if err == nil && c.Author != account {
		return db.ErrNotFound
	}
	return err
}

func (p *Cabinet) byLink(rw http.ResponseWriter, r *http.Request) {
	if d, ok := p.enterByLink(rw, r); ok {
		p.showOwn(rw, r, http.StatusOK, d, ownReport{})
	}
}

func (p *Cabinet) mineOne(rw http.ResponseWriter, r *http.Request) {
	if d, ok := p.enterMine(rw, r); ok {
		p.showOwn(rw, r, http.StatusOK, d, ownReport{})
	}
}

// notices are what may be said to be done.
var notices = map[string]bool{"sent": true, "confirm": true, "rate": true, "rework": true, "appeal": true, "withdraw": true, "supplement": true, "message": true}

// showOwn draws a report for its author; of said only what went wrong counts.
func (p *Cabinet) showOwn(rw http.ResponseWriter, r *http.Request, status int, d door, said ownReport) {
	var o ownReport
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if o, err = p.readOwn(r.Context(), tx, d.id, d.base, p.Kit.Language(r)); err != nil {
			return err
		}
		if me := kit.Who(r.Context()).Citizen; me != nil {
			err = mineIs(tx, d.id, me.ID)
			o.Mine = err == nil
			if errors.Is(err, db.ErrNotFound) {
				err = nil
			}
		}
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	o.ByLink = d.word != ""
	o.Trouble, o.Wrong, o.Bad, o.Half = said.Trouble, said.Wrong, said.Bad, said.Half
	if status == http.StatusOK {
		for name := range notices {
			if r.URL.Query().Has(name) {
				o.Notice = name
			}
		}
	}
	o.Link = address(r, "/r/"+p.Journal.Link(d.id))
	section := "/me"
	if o.ByLink {
		section = ""
	}
	p.pages.Show(rw, r, status, "own_report", kit.Page{Section: section, Data: o, Scripts: []string{p.ownScript()}})
}

// address is this portal's, as the reader knows it.
func address(r *http.Request, path string) string {
	scheme := "http://"
	if secure(r) {
		scheme = "https://"
	}
	return scheme + r.Host + path
}

// linkPhoto and minePhoto send photos of one's own report.
func (p *Cabinet) linkPhoto(rw http.ResponseWriter, r *http.Request) {
	if d, ok := p.enterByLink(rw, r); ok {
		p.Pictures.Photo(rw, r, func(tx *db.Tx, sum [32]byte) (bool, error) { return tx.PhotoOf(sum, d.id) })
	}
}

func (p *Cabinet) minePhoto(rw http.ResponseWriter, r *http.Request) {
	account := kit.Who(r.Context()).Citizen.ID
	p.Pictures.Photo(rw, r, func(tx *db.Tx, sum [32]byte) (bool, error) { return tx.PhotoOfAuthor(sum, account) })
}
