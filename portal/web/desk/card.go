package desk

import (
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

// card is one report in a list.
type card struct {
	ID          civic.ReportID
	Arrival     int64
	Number      string
	Text        string
	Line        string // the beginning of Text
	Title       string // its category
	Theme       string
	Address     string
	Settlement  string
	At          string // the device's place
	Channel     civic.Channel
	Status      kit.Status
	Captured    time.Time
	Received    time.Time
	Preview     string // address of a picture; "" without one that may be shown
	Photos      int
	Emergency   bool
	Level       int
	Public      bool
	Department  string
	Due         due
	Suggestion  string // the likeliest department
	Unread      int    // messages of the point's
	Reworks     int
	Supporters  int
	ClaimedBy   string // somebody else, who is at it
	Selected    bool
	Destination string // where a click leads
}

// Self says that its author sent it by themselves: no point stands between them and the office.
func (c card) Self() bool { return c.Channel == civic.ChannelSelf }

// due is how a deadline stands, in words' keys.
type due struct {
	Kind civic.DeadlineKind // "": nothing is owed
	Pace civic.Pace
	N    int
	Unit civic.Unit
	At   time.Time
}

// drawer draws the cards of one page: what many of them need is read once.
type drawer struct {
	*Desk
	tx          *db.Tx
	lang        civic.Lang
	book        *deadlines.Book
	departments []civic.Department
	names       map[db.Account]string
}

func (d *Desk) drawer(tx *db.Tx, lang civic.Lang) (w *drawer, err error) {
	w = &drawer{Desk: d, tx: tx, lang: lang, names: map[db.Account]string{}}
	if w.book, err = d.Deadlines.Book(tx); err != nil {
		return nil, err
	}
	w.departments, err = d.Cases.Departments(tx)
	return w, err
}

// department is what a department is called; its slug if nobody knows it any more.
func (w *drawer) department(slug civic.DepartmentSlug) string {
	for _, d := range w.departments {
		if d.Slug == slug {
			return d.Title.In(w.lang)
		}
	}
	return string(slug)
}

// name is what a member of staff is called; "" for nobody, or somebody who isn't one.
func (w *drawer) name(id db.Account) string {
	if id.IsZero() {
		return ""
	}
	name, known := w.names[id]
	if !known {
		if s, err := w.tx.Staff(id); err == nil {
			name = s.Name
		}
		w.names[id] = name
	}
	return name
}

func (w *drawer) category(slug civic.CategorySlug) (title, theme string, emergency bool) {
	category, ok := w.Kit.Classifier.Category(slug)
	if !ok {
		return string(slug), "", false
	}
	if t, ok := w.Kit.Classifier.Theme(category.Theme); ok {
		theme = t.Title.In(w.lang)
	}
	return category.Title.In(w.lang), theme, category.Emergency
}

func (w *drawer) due(c db.Case) due {
	left, ok := w.book.Standing(c, w.tx.Now)
	if !ok {
		return due{}
	}
	return due{c.DueKind, left.Pace, left.N, left.Unit, c.DueAt}
}

// cards are the cards of some cases, in their order.
func (w *drawer) cards(cases []db.Case) ([]card, error) {
	listed, err := w.tx.Listed(cases)
	if err != nil {
		return nil, err
	}
	list := make([]card, len(cases))
	for i, c := range cases {
		told, photos := listed.Report(c.Report), listed.Photos(c.Report)
		v := w.bare(c)
		v.At, v.Channel, v.Photos = told.At, told.Channel, len(photos)
		for _, p := range photos {
			if v.Preview == "" && p.Held.ShowPreview {
				v.Preview = photoPath(p.Preview)
			}
		}
		list[i] = v
	}
	return list, nil
}

func (w *drawer) card(c db.Case) (card, error) {
	list, err := w.cards([]db.Case{c})
	if err != nil {
		return card{}, err
	}
	return list[0], nil
}

// bare is what of a card the case alone tells.
func (w *drawer) bare(c db.Case) card {
	v := card{
		ID: c.Report, Arrival: c.Arrival, Number: c.Number, Text: c.Text, Line: firstLine(c.Text), Address: c.Place.Address,
		Settlement: c.Place.Settlement, Status: kit.StatusOf(c.Status), Captured: c.Captured, Received: c.Received, Level: c.Level,
		Public: c.Public(), Department: w.department(c.Department), Due: w.due(c), Reworks: c.Reworks, Supporters: c.Supporters,
		Destination: reportPath(c.Report),
	}
	v.Title, v.Theme, v.Emergency = w.category(c.Category)
	v.Emergency = v.Emergency || c.Urgency == civic.UrgencyEmergency
	return v
}

// firstLine is the beginning of a text, for a list.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if r := []rune(line); len(r) > 160 {
		line = string(r[:159]) + "\u2026"
	}
	return line
}
