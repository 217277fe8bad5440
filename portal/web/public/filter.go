package public

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/tiles"
)

// filter is what a reader asked for: the atlas' filter, and how it is written in addresses.
type filter struct {
	atlas.Filter
	Query  string // words to search for
	Before int64  // arrival: the page of a list
}

// maxQuery is how many characters of a search count.
const maxQuery = 200

// filter reads an address. What it doesn't understand it leaves out: an old or broken link still leads somewhere.
func (p *Public) filter(r *http.Request) (f filter) {
	q := r.URL.Query()
	for _, name := range q["group"] {
		if g, ok := atlas.ParseGroup(name); ok && !f.has(g) {
			f.Groups = append(f.Groups, g)
		}
	}
	if theme := civic.ThemeSlug(q.Get("theme")); theme != "" {
		if _, ok := p.Kit.Classifier.Theme(theme); ok {
			f.Theme = theme
		}
	}
	if department := civic.DepartmentSlug(q.Get("department")); department != "" {
		if _, ok := p.Kit.Classifier.Department(department); ok {
			f.Department = department
		}
	}
	f.Settlement = clip(q.Get("settlement"), maxQuery)
	f.From, f.To = parseMonth(q.Get("from")), parseMonth(q.Get("to"))
	if f.From != 0 && f.To != 0 && f.From > f.To {
		f.From, f.To = f.To, f.From
	}
	f.Query = clip(strings.TrimSpace(q.Get("q")), maxQuery)
	if box, err := parseBox(q.Get("bbox")); err == nil {
		f.Box = &box
	}
	if before, err := strconv.ParseInt(q.Get("before"), 10, 64); err == nil && before > 0 {
		f.Before = before
	}
	return f
}

func (f *filter) has(g atlas.Group) bool {
	for _, known := range f.Groups {
		if known == g {
			return true
		}
	}
	return false
}

// Narrow says that more than the groups is asked for.
func (f *filter) Narrow() bool {
	return f.Theme != "" || f.Department != "" || f.Settlement != "" || f.From != 0 || f.To != 0
}

// values write the filter, but for the page.
func (f *filter) values() url.Values {
	q := url.Values{}
	for _, g := range f.Groups {
		q.Add("group", g.String())
	}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("theme", string(f.Theme))
	set("department", string(f.Department))
	set("settlement", f.Settlement)
	set("from", monthKey(f.From))
	set("to", monthKey(f.To))
	set("q", f.Query)
	if f.Box != nil {
		set("bbox", boxKey(*f.Box))
	}
	return q
}

// href is an address with this filter.
func (f *filter) href(path string) string {
	if q := f.values().Encode(); q != "" {
		return path + "?" + q
	}
	return path
}

// toggled is the filter with a group more, or less.
func (f *filter) toggled(g atlas.Group) *filter {
	other := *f
	other.Groups = nil
	for _, known := range f.Groups {
		if known != g {
			other.Groups = append(other.Groups, known)
		}
	}
	if !f.has(g) {
		other.Groups = append(other.Groups, g)
	}
	return &other
}

func clip(s string, most int) string {
	if r := []rune(strings.ToValidUTF8(s, "")); len(r) > most {
		return string(r[:most])
	}
	return strings.ToValidUTF8(s, "")
}

func parseMonth(s string) atlas.Month {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1 {
		return 0
	}
	return atlas.MonthOf(t)
}

func monthKey(m atlas.Month) string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Month()))
}

// parseBox reads west, south, east and north in degrees.
func parseBox(s string) (b tiles.Box, err error) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return b, fmt.Errorf("%q isn't a box", clip(s, 50))
	}
	var v [4]float64
	for i, part := range parts {
		if v[i], err = strconv.ParseFloat(part, 64); err != nil || v[i] < -360 || v[i] > 360 {
			return b, fmt.Errorf("%q isn't a box", clip(s, 50))
		}
	}
	nw, se := tiles.Project(civic.Degrees(v[3]), civic.Degrees(v[0])), tiles.Project(civic.Degrees(v[1]), civic.Degrees(v[2]))
	if nw.X >= se.X || nw.Y >= se.Y {
		return b, fmt.Errorf("%q isn't a box", clip(s, 50))
	}
	return tiles.Box{MinX: nw.X, MinY: nw.Y, MaxX: se.X, MaxY: se.Y}, nil
}

func boxKey(b tiles.Box) string {
	north, west := tiles.Point{X: b.MinX, Y: b.MinY}.Position()
	south, east := tiles.Point{X: b.MaxX, Y: b.MaxY}.Position()
	return fmt.Sprintf("%.7f,%.7f,%.7f,%.7f", west, south, east, north)
}
