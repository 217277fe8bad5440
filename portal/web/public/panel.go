package public

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// chip is a group that can be chosen, and how many reports it has.
type chip struct {
	Group string
	Hue   string
	Icon  string
	Count int
	On    bool
	Href  string
}

// option is a value that can be chosen.
type option struct {
	Value, Title string
	On           bool
}

// chooser is the form that narrows a map or a list.
type chooser struct {
	Path        string // where it leads
	Query       string
	Groups      []string
	Box         string
	Chips       []chip
	Total       int
	Themes      []option
	Departments []option
	Settlements []option
	From, To    []option
	Narrow      bool
	All         string // address without a filter
}

// looks are the groups' classes and drawings.
var looks = map[atlas.Group][2]string{
	atlas.GroupNew: {"new", "clock"}, atlas.GroupWork: {"work", "work"}, atlas.GroupLate: {"late", "alert"}, atlas.GroupDone: {"done", "check"},
	atlas.GroupEnded: {"draft", "cross"},
}

func (p *Public) chooser(f *filter, path string, w words, now time.Time) chooser {
	c := chooser{Path: path, Query: f.Query, Narrow: f.Narrow(), All: path}
	counts := p.Atlas.Count(f.Filter, now)
	c.Total = counts.Total()
	for _, g := range atlas.Groups() {
		if f.has(g) {
			c.Groups = append(c.Groups, g.String())
		}
		if g == atlas.GroupEnded && counts[g] == 0 && !f.has(g) {
			continue
		}
		c.Chips = append(c.Chips, chip{g.String(), looks[g][0], looks[g][1], counts[g], f.has(g), f.toggled(g).href(path)})
	}
	if f.Box != nil {
		c.Box = boxKey(*f.Box)
	}
	for _, t := range p.Kit.Classifier.Themes() {
		c.Themes = append(c.Themes, option{string(t.Slug), t.Title.In(w.lang), t.Slug == f.Theme})
	}
	for _, d := range p.Kit.Classifier.Departments() {
		c.Departments = append(c.Departments, option{string(d.Slug), d.Title.In(w.lang), d.Slug == f.Department})
	}
	for _, s := range p.Atlas.Settlements() {
		c.Settlements = append(c.Settlements, option{s, s, s == f.Settlement})
	}
	if first, counts := p.Atlas.AllMonths(); first != 0 {
		for i := range counts {
			m := first + atlas.Month(i)
			c.From = append(c.From, option{monthKey(m), monthName(w, m), m == f.From})
			c.To = append(c.To, option{monthKey(m), monthName(w, m), m == f.To})
		}
		slices.Reverse(c.From)
		slices.Reverse(c.To)
	}
	return c
}

func monthName(w words, m atlas.Month) string {
	return w.t(fmt.Sprintf("public.month.%d", int(m.Month())), "Year", m.Year())
}

// latest is how many reports stand beside the map.
const latest = 4

type panelData struct {
	chooser
	Month    int // reports of the last 30 days or so: of this month and the one before
	Cards    []card
	Petition *petitionOfTheWeek
	Older    string // address of the list with this filter
}

// petitionOfTheWeek is the one that most deserves to be seen.
type petitionOfTheWeek struct {
	Number, Title string
	Valid, Needed int
	Percent       int
	Days          int
}

func (p *Public) readPanel(r *http.Request, f *filter, w words) (d panelData, err error) {
	err = p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		d.chooser = p.chooser(f, homePath, w, tx.Now)
		d.Month = p.Atlas.Count(atlas.Filter{From: atlas.MonthOf(tx.Now.In(p.Kit.Location))}, tx.Now).Total()
		cases, err := tx.PublicCases(p.Atlas.Page(f.Filter, 0, latest, tx.Now))
		if err != nil {
			return err
		}
		d.Cards, err = p.cardsOf(tx, cases, w)
		return err
	})
	if err != nil {
		return d, err
	}
	d.Older = f.href(listPath)
	d.Petition, err = p.petitionOfTheWeek(r)
	return d, err
}

// petitionOfTheWeek is, of those that are open and still need people, the one that is nearest to what it needs.
func (p *Public) petitionOfTheWeek(r *http.Request) (best *petitionOfTheWeek, err error) {
	all, err := p.Petitions(r.Context())
	if err != nil {
		return nil, err
	}
	today := civic.DateOf(p.Kit.DB.Now().In(p.Kit.Location))
	for _, it := range all {
		needed := it.Threshold.Needed()
		if it.Phase(today) != civic.PhaseOpen || it.Tally.Valid >= needed {
			continue
		}
		share := it.Tally.Valid * 100 / max(1, needed)
		if best == nil || share > best.Percent {
			best = &petitionOfTheWeek{it.Number, it.Title, it.Tally.Valid, needed, share, daysBetween(today, it.To) + 1}
		}
	}
	return best, nil
}

func daysBetween(from, to civic.Date) int {
	day := func(d civic.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)).Hours() / 24)
}

// panel is what stands beside the map, alone: the map's script puts it in place of the one before.
func (p *Public) panel(rw http.ResponseWriter, r *http.Request) {
	f, w := p.filter(r), p.words(p.Kit.Language(r))
	f.Box, f.Query = nil, ""
	data, err := p.readPanel(r, &f, w)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Part(rw, r, "panel", "panel", data)
}

type homeData struct {
	panelData
	Map    mapData
	Months monthsData
}

// mapData is what the map's script is told.
type mapData struct {
	Ready  bool   // the script was bundled, and there is a map
	Bounds string // west, south, east, north
	Words  string // JSON
	Groups string
	Still  string // address of a picture of the map; "" without a map
	Areas  []area
	Framed bool
	Signs  []sign
}

// sign is the drawing of a group.
type sign struct{ Group, Icon string }

// area is a part of the still map that leads somewhere.
type area struct {
	X, Y, Base, R int // pixels of the still map; Base is where its number stands
	Count         int
	Group         string
	Href          string
	Title         string
}

// monthsData is the slider of months.
type monthsData struct {
	Keys  string // "2026-01 2026-02"
	Names string // JSON
	Last  int
	Bars  []bar
	First string // names of the ends
	End   string
}

// bar is a month's share of reports: units of a drawing 100 high.
type bar struct{ X, Y, Height int }

const barWidth = 10 // units

func (p *Public) home(rw http.ResponseWriter, r *http.Request) {
	f, w := p.filter(r), p.words(p.Kit.Language(r))
	f.Box, f.Query = nil, ""
	panel, err := p.readPanel(r, &f, w)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	data := homeData{panelData: panel, Months: p.months(w)}
	if data.Map, err = p.mapData(r, &f, w); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	page := kit.Page{Section: homePath, Data: data, Wide: true}
	p.withMap(&page, data.Map)
	p.pages.Show(rw, r, http.StatusOK, "home", page)
}

// withMap makes a page load the map's script.
func (p *Public) withMap(page *kit.Page, m mapData) {
	if m.Ready {
		page.Scripts = append(page.Scripts, p.front.Address("map.js"))
		page.Styles = append(page.Styles, p.front.Address("map.css"))
	}
}

func (p *Public) months(w words) (m monthsData) {
	first, counts := p.Atlas.AllMonths()
	if len(counts) < 2 {
		return m
	}
	const most = 60 // months: bars that are narrower can't be told apart
	if over := len(counts) - most; over > 0 {
		first, counts = first+atlas.Month(over), counts[over:]
	}
	var keys, names []string
	highest := max(1, slices.Max(counts))
	for i, n := range counts {
		month := first + atlas.Month(i)
		keys, names = append(keys, monthKey(month)), append(names, monthName(w, month))
		h := 100 * n / highest
		if n > 0 {
			h = max(h, 4)
		}
		m.Bars = append(m.Bars, bar{i * barWidth, 100 - h, h})
	}
	raw, err := json.Marshal(names)
	if err != nil {
		return monthsData{}
	}
	m.Keys, m.Names, m.Last = strings.Join(keys, " "), string(raw), len(keys)-1
	m.First, m.End = names[0], names[m.Last]
	return m
}

// mapWords are what the script says; the groups' own words are added.
var mapWords = map[string]string{"in": "map.in", "out": "map.out", "close": "map.close", "offline": "map.offline", "reports": "map.reports", "attribution": "map.attribution"}

func (p *Public) mapData(r *http.Request, f *filter, w words) (m mapData, err error) {
	said := map[string]string{}
	for name, key := range mapWords {
		said[name] = w.t(key)
	}
	var groups []string
	for _, g := range atlas.Groups() {
		groups = append(groups, g.String())
		said[g.String()] = w.t("group." + g.String())
		m.Signs = append(m.Signs, sign{g.String(), looks[g][1]})
	}
	raw, err := json.Marshal(said)
	if err != nil {
		return m, err
	}
	m.Words, m.Groups = string(raw), strings.Join(groups, " ")
	if !p.Pictures.HasMap(r) {
		return m, nil
	}
	m.Ready = p.front.Address("map.js") != ""
	box, ok := p.view(r)
	if !ok {
		return m, nil
	}
	m.Bounds = boxKey(box)
	m.Still = "/map.png"
	m.Areas, err = p.areas(f, box, w)
	return m, err
}
