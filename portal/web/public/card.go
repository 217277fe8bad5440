package public

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// card is a report in a list.
type card struct {
	ID         civic.ReportID
	Number     string
	Title      string // how its text begins
	Category   string
	Theme      string
	Settlement string
	Address    string
	Status     kit.Status
	Group      string // name of its group; "" of a report that is part of another
	Late       bool
	When       string // "3 days ago"
	Extra      string // what people want to know first: what is left, by how much it is late, how it was rated
	Preview    string // address of a picture; "" without one that may be shown
	Photos     int
	Supporters int
	At         time.Time // when it was told
	Published  time.Time
	Text       string
}

// words are the texts of the reader's language; a mistake in them shows as their key.
type words struct {
	of   func(id string, pairs ...any) (string, error)
	lang civic.Lang
}

func (p *Public) words(lang civic.Lang) words { return words{p.Kit.Words(lang), lang} }

func (w words) t(id string, pairs ...any) string {
	s, err := w.of(id, pairs...)
	if err != nil {
		return id
	}
	return s
}

// maxTitle is how many characters of a report's text stand for it.
const maxTitle = 90

// title is how a text begins: its first sentence, if that isn't long, or some words of it.
func title(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	r := []rune(text)
	for i := range r {
		if i > maxTitle {
			break
		}
		if (r[i] == '.' || r[i] == '!' || r[i] == '?') && i >= 12 && (i+1 == len(r) || r[i+1] == ' ') {
			if r[i] == '.' {
				return string(r[:i])
			}
			return string(r[:i+1])
		}
	}
	if len(r) <= maxTitle {
		return text
	}
	cut := maxTitle
	for cut > maxTitle/2 && r[cut] != ' ' {
		cut--
	}
	return strings.TrimRight(string(r[:cut]), " ,;:–—-") + "…"
}

func photoPath(b civic.BlobRef) string { return "/photos/" + hex.EncodeToString(b.SHA256[:]) }

// cardsOf are the cards of some cases, in their order.
func (p *Public) cardsOf(tx *db.Tx, cases []db.Case, w words) ([]card, error) {
	listed, err := tx.Listed(cases)
	if err != nil {
		return nil, err
	}
	var all []card
	for _, c := range cases {
		all = append(all, p.cardOf(tx, listed, c, w))
	}
	return all, nil
}

// card makes a card of a published case.
func (p *Public) card(tx *db.Tx, c db.Case, w words) (card, error) {
	all, err := p.cardsOf(tx, []db.Case{c}, w)
	if err != nil {
		return card{}, err
	}
	return all[0], nil
}

func (p *Public) cardOf(tx *db.Tx, listed db.Listed, c db.Case, w words) card {
	k := card{
		ID: c.Report, Number: c.Number, Title: title(c.Text), Settlement: c.Place.Settlement, Address: c.Place.Address,
		Status: kit.StatusOf(c.Status), Supporters: c.Supporters, At: c.Captured, Published: c.Published, Text: c.Text,
	}
	k.Category, k.Theme = p.category(c, w.lang)
	if k.Title == "" {
		k.Title = k.Category
	}
	if g, ok := atlas.GroupOf(c.Status, c.Solved, c.DueAt, tx.Now); ok {
		k.Group, k.Late = g.String(), g == atlas.GroupLate
	}
	if k.Late {
		k.Status.Hue, k.Status.Icon = "late", "alert"
	}
	k.When = p.ago(w, c.Captured, tx.Now)
	k.Extra = p.extra(w, c, k.Late, tx.Now)
	for _, photo := range listed.Photos(c.Report) {
		if photo.Ord == db.NoOrd {
			continue
		}
		if k.Photos++; k.Preview == "" && photo.Held.ShowPreview {
			k.Preview = photoPath(photo.Preview)
		}
	}
	return k
}

func (p *Public) category(c db.Case, lang civic.Lang) (category, theme string) {
	category = string(c.Category)
	if known, ok := p.Kit.Classifier.Category(c.Category); ok {
		category = known.Title.In(lang)
		if t, ok := p.Kit.Classifier.Theme(known.Theme); ok {
			theme = t.Title.In(lang)
		}
	}
	return category, theme
}

func (p *Public) department(slug civic.DepartmentSlug, lang civic.Lang) string {
	if d, ok := p.Kit.Classifier.Department(slug); ok {
		return d.Title.In(lang)
	}
	return string(slug)
}

// ago says how long ago something was, as people do; what is far is a date.
func (p *Public) ago(w words, at, now time.Time) string {
	at, now = at.In(p.Kit.Location), now.In(p.Kit.Location)
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	switch days := int(day(now).Sub(day(at)).Hours() / 24); {
	case days < 0, days > 30:
		return w.t(fmt.Sprintf("day.%d", int(at.Month())), "Day", at.Day(), "Year", at.Year())
	case days == 0:
		return w.t("public.today")
	case days == 1:
		return w.t("public.yesterday")
	default:
		return w.t("public.ago", "N", days)
	}
}

// extra is the word beside the status.
func (p *Public) extra(w words, c db.Case, late bool, now time.Time) string {
	switch {
	case late:
		return span(w, "public.late", now.Sub(c.DueAt))
	case c.Status.Done() && c.Rating > 0:
		return w.t("public.rated", "Rating", c.Rating)
	case c.Status.Done() && !c.Solved.IsZero():
		return span(w, "public.took", c.Solved.Sub(c.Received))
	case owed(c):
		return span(w, "public.left", c.DueAt.Sub(now))
	}
	return ""
}

// owed says that something is still to be done for a report, and by when.
func owed(c db.Case) bool {
	g, ok := atlas.GroupOf(c.Status, c.Solved, time.Time{}, time.Time{})
	return ok && !c.DueAt.IsZero() && (g == atlas.GroupNew || g == atlas.GroupWork)
}

// span says a time in days, or in hours if it is short: word has the endings .days and .hours.
func span(w words, word string, d time.Duration) string {
	if d >= 48*time.Hour {
		return w.t(word+".days", "N", int(d.Hours()/24))
	}
	return w.t(word+".hours", "N", max(1, int(d.Hours())))
}
