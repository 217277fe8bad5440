package figures

import (
	"fmt"
	"time"

	"priyom/portal/statistics"
)

// page is what the template shows.
type page struct {
	Path, Reset, Image, CSV, XLSX, GeoJSON, Dictionary string
	Staff, Bound, Empty, HasMap, Looking, Counting     bool
	Percent                                            int // of the reports that are counted, while Counting
	Counted                                            time.Time
	Period                                             string
	Periods                                            []link
	From, To, Settlements, Themes, Departments         []option
	Weeks                                              string // "weeks" where the trend goes by weeks
	Tiles                                              []tile
	Trend                                              trend
	Table, Seasons                                     matrix
	Offices, Executors                                 []office
	Spots                                              []spot
	MoreSpots                                          int
}

type link struct {
	Href, Word string
	Here       bool
}

type option struct {
	Value, Word string
	Chosen      bool
}

// tile is one figure, large.
type tile struct{ Word, Value, Note, Hue, Icon string }

// office is a line about a department or one of its people.
type office struct {
	Name, Received, Open, Overdue, Reply, ReplyN, Solution, SolutionN, Returned, Reworked, Rating, RatingN string
	Late                                                                                                   bool
	Bar                                                                                                    float64 // of its solution's median, up to barWidth
}

const barWidth = 96

// spot is a hotspot.
type spot struct {
	Theme, Place, Period string
	N, Open              int
	Reports              []link
}

const (
	spotsShown   = 12
	reportsShown = 6
)

// draw makes the page of a report.
func (d *drawer) draw(r statistics.Report, spots []statistics.Hotspot) (*page, error) {
	p := &page{
		Path: d.Path, Reset: d.Path, Image: d.address(d.Path+"/map.png", "by", ""), Staff: d.All, Bound: d.Bound, Empty: r.Total.Received() == 0, Counted: r.At,
		Period: d.period(r.From, r.To),
	}
	d.links(p)
	d.options(p, r)
	d.tiles(p, r)
	p.Trend = d.trend(r)
	p.Table, p.Seasons = d.table(r), d.seasons(r)
	longest := time.Duration(0)
	for _, l := range r.Departments {
		longest = max(longest, l.Solution().Time)
	}
	for _, l := range r.Departments {
		p.Offices = append(p.Offices, d.office(d.department(l.Name), l, longest))
	}
	for _, l := range r.Executors {
		p.Executors = append(p.Executors, d.office(d.executor(l.Name), l, longest))
	}
	d.spots(p, spots)
	if d.Weeks {
		p.Weeks = "weeks"
	}
	return p, d.err
}

// period says from when to when.
func (d *drawer) period(from, to statistics.Month) string {
	if from == to {
		return d.month(from)
	}
	return d.say("figures.period", "From", d.month(from), "To", d.month(to))
}

// links are periods that people ask for often, and files.
func (d *drawer) links(p *page) {
	now := statistics.MonthOf(d.Kit.DB.Now(), d.Kit.Location)
	for _, l := range []struct {
		word string
		from statistics.Month
	}{{"figures.quarter", now - 2}, {"figures.year", now - 11}, {"figures.three-years", now - 35}} {
		p.Periods = append(p.Periods, link{d.address(d.Path, "from", l.from.String(), "to", now.String()), d.say(l.word), d.From == l.from && d.To == now})
	}
	data := "/data"
	if d.All {
		data = "/staff/data"
	}
	own := []string{"by", "", "from", d.From.String(), "to", d.To.String()}
	p.CSV, p.XLSX = d.address(data+"/reports.csv", own...), d.address(data+"/reports.xlsx", own...)
	p.GeoJSON, p.Dictionary = d.address(data+"/reports.geojson", own...), "/data"
}

// options are what can be chosen in the form.
func (d *drawer) options(p *page, r statistics.Report) {
	now := statistics.MonthOf(r.At, d.Kit.Location)
	for m := now; m >= min(r.First, d.From) && len(p.From) <= longest; m-- {
		p.From = append(p.From, option{m.String(), d.month(m), m == d.From})
		p.To = append(p.To, option{m.String(), d.month(m), m == d.To})
	}
	for _, name := range r.Places {
		p.Settlements = append(p.Settlements, option{name, name, name == d.Settlement})
	}
	for _, t := range d.Kit.Classifier.Themes() {
		p.Themes = append(p.Themes, option{string(t.Slug), t.Title.In(d.lang), string(t.Slug) == d.Theme})
	}
	for _, b := range d.Kit.Classifier.Departments() {
		p.Departments = append(p.Departments, option{string(b.Slug), b.Title.In(d.lang), string(b.Slug) == d.Department})
	}
}

// tiles are the figures that come first.
func (d *drawer) tiles(p *page, r statistics.Report) {
	l := r.Total
	of := func(m statistics.Median) string {
		if m.N == 0 {
			return d.say("figures.none-yet")
		}
		return d.say("figures.median-of", "N", m.N)
	}
	orDash := func(s string) string {
		if s == "" {
			return "—"
		}
		return s
	}
	rating := "—"
	if l.Rated() > 0 {
		rating = d.rating(l.Rating())
	}
	p.Tiles = []tile{
		{d.say("figures.received"), d.number(l.Received()), d.say("figures.people", "N", l.Received()+l.Supporters()), "new", "mail"},
		{d.say("figures.solved"), d.number(l.Done()), orDash(d.share(l.Done(), l.Received())), "done", "check"},
		{d.say("figures.open"), d.number(l.Open()), d.say("figures.in-work", "V", d.number(l.Work())), "work", "work"},
		{d.say("figures.overdue"), d.number(l.Overdue()), d.say("figures.now"), "late", "clock"},
		{d.say("figures.reply"), orDash(d.median(l.Reply())), of(l.Reply()), "draft", "clock"},
		{d.say("figures.solution"), orDash(d.median(l.Solution())), of(l.Solution()), "draft", "clock"},
		{d.say("figures.reworked"), d.number(l.Reworked()), orDash(d.share(l.Reworked(), l.Solved())), "back", "undo"},
		{d.say("figures.rating"), rating, d.say("figures.ratings", "N", l.Rated()), "draft", "user"},
	}
}

// office is a department's line.
func (d *drawer) office(name string, l statistics.Line, longest time.Duration) office {
	reply, solution := l.Reply(), l.Solution()
	o := office{
		Name: name, Received: d.number(l.Received()), Open: d.number(l.Open()), Overdue: d.number(l.Overdue()), Late: l.Overdue() > 0,
		Reply: d.median(reply), ReplyN: d.number(reply.N), Solution: d.median(solution), SolutionN: d.number(solution.N),
		Returned: d.number(l.Returned()), Reworked: d.share(l.Reworked(), l.Solved()), RatingN: d.number(l.Rated()),
	}
	if l.Rated() > 0 {
		o.Rating = d.rating(l.Rating())
	}
	if longest > 0 {
		o.Bar = barWidth * float64(solution.Time) / float64(longest)
	}
	return o
}

// spots are the hotspots that are shown.
func (d *drawer) spots(p *page, all []statistics.Hotspot) {
	for i, h := range all {
		if i == spotsShown {
			p.MoreSpots = len(all) - i
			break
		}
		s := spot{Theme: d.theme(string(h.Theme)), Place: h.Address, N: len(h.Reports), Open: h.Open()}
		if h.Settlement != "" {
			s.Place = h.Settlement + ", " + h.Address
		}
		first, last := h.Reports[len(h.Reports)-1].Received, h.Reports[0].Received
		s.Period = d.say("figures.between", "From", d.day(first), "To", d.day(last))
		for j, r := range h.Reports {
			if j == reportsShown {
				break
			}
			path := "/reports/"
			if d.All {
				path = "/staff/reports/"
			}
			s.Reports = append(s.Reports, link{path + r.Report.String(), d.day(r.Received) + " · " + d.say("status."+string(r.Status)), r.Public || d.All})
		}
		p.Spots = append(p.Spots, s)
	}
}

// day writes a day without its year.
func (d *drawer) day(at time.Time) string {
	at = at.In(d.Kit.Location)
	return fmt.Sprintf("%d %s", at.Day(), d.shortMonth(at.Month()))
}
