package rules

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

// weekday is one weekday's hours in the form.
type weekday struct {
	Name, Hours string
	Wrong       bool
}

type calendarData struct {
	history
	Slug, Zone, From, To, Short      string
	SlugWrong, ZoneWrong, YearsWrong bool
	ShortWrong, WeekWrong            bool
	Week                             []weekday
	Days, DayProblem                 string
	Presets                          []string
	Preset                           string // that the form was filled from
	Years                            []year // the preview
}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// fill puts a calendar into the form.
func (d *calendarData) fill(in dialect, c deadlines.Days) {
	d.Slug, d.Zone, d.Short = c.Slug, c.Zone, strconv.Itoa(c.Short)
	if c.Years != [2]int{} {
		d.From, d.To = strconv.Itoa(c.Years[0]), strconv.Itoa(c.Years[1])
	}
	for _, name := range weekdays {
		d.Week = append(d.Week, weekday{Name: name, Hours: strings.Join(c.Week[name], ", ")})
	}
	var lines []string
	for _, day := range c.Days {
		lines = append(lines, in.line(day))
	}
	d.Days = strings.Join(lines, "\n")
}

// read reads the form. Each part is tried by itself, so that what is wrong is said where it is.
func (d *calendarData) read(in dialect, r *http.Request) (c deadlines.Days, ok bool) {
	text := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	d.Slug, d.Zone, d.From, d.To, d.Short, d.Days = text("slug"), text("zone"), text("from"), text("to"), text("short"), r.PostForm.Get("days")
	c = deadlines.Days{Slug: d.Slug, Zone: d.Zone, Week: map[string][]string{}}
	tries := func(c deadlines.Days) bool {
		body, err := json.Marshal(c)
		if err == nil {
			_, err = civic.ParseCalendar(body, time.LoadLocation)
		}
		return err == nil
	}
	plain := func() deadlines.Days {
		return deadlines.Days{Slug: "x", Zone: "UTC", Week: map[string][]string{"mon": {"08:00-17:00"}}}
	}
	try := plain()
	try.Slug = d.Slug
	d.SlugWrong = !tries(try)
	try = plain()
	try.Zone = d.Zone
	d.ZoneWrong = !tries(try)
	number := func(s string, wrong *bool) int {
		n, err := strconv.Atoi(s)
		*wrong = *wrong || err != nil || n < 0
		return n
	}
	c.Years = [2]int{number(d.From, &d.YearsWrong), number(d.To, &d.YearsWrong)}
	d.YearsWrong = d.YearsWrong || c.Years[0] < 2000 || c.Years[1] > 2100 || c.Years[0] > c.Years[1] || c.Years[1]-c.Years[0] > 4
	if d.Short == "" {
		d.Short = "0"
	}
	c.Short = number(d.Short, &d.ShortWrong)
	d.Week = nil
	for _, name := range weekdays {
		day := weekday{Name: name, Hours: text("week." + name)}
		for part := range strings.SplitSeq(day.Hours, ",") {
			if part = strings.TrimSpace(part); part != "" {
				c.Week[name] = append(c.Week[name], part)
			}
		}
		if len(c.Week[name]) > 0 {
			try = plain()
			try.Week = map[string][]string{name: c.Week[name]}
			day.Wrong = !tries(try)
		}
		d.Week = append(d.Week, day)
	}
	wrongDay := slices.ContainsFunc(d.Week, func(w weekday) bool { return w.Wrong })
	d.WeekWrong = len(c.Week) == 0
	if d.SlugWrong || d.ZoneWrong || d.YearsWrong || d.ShortWrong || d.WeekWrong || wrongDay {
		return c, false
	}
	return c, d.readDays(in, &c, tries)
}

// readDays reads the days that differ, line by line.
func (d *calendarData) readDays(in dialect, c *deadlines.Days, tries func(deadlines.Days) bool) bool {
	seen := map[string]bool{}
	for line := range strings.Lines(d.Days) {
		day, ok := in.day(line)
		if !ok {
			continue
		}
		alone := *c
		alone.Days = []deadlines.Day{day}
		if seen[day.Date] || !tries(alone) {
			d.DayProblem = strings.TrimSpace(line)
			return false
		}
		seen[day.Date] = true
		c.Days = append(c.Days, day)
	}
	return true
}

func (p *Pages) showCalendar(rw http.ResponseWriter, r *http.Request) {
	data := calendarData{Presets: assets.Calendars()}
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if data.history, err = p.history(tx, deadlines.RuleCalendar); err != nil {
			return err
		}
		data.Shown, data.Saved = data.asked(r), r.URL.Query().Has("saved")
		body, err := p.deadlines.CalendarBody(tx, data.Shown)
		if preset := r.URL.Query().Get("preset"); slices.Contains(data.Presets, preset) {
			data.Preset = preset
			body, err = assets.CalendarData(preset)
		}
		if err != nil {
			return err
		}
		days, err := deadlines.ReadDays(body)
		if err != nil {
			return err
		}
		in, err := dialectOf(p.kit, p.kit.Language(r))
		if err != nil {
			return err
		}
		data.fill(in, days)
		data.Years, err = yearsOf(body, days)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "calendar", kit.Page{Section: section, Data: data})
}

// putCalendar shows the years that the form would make; once they were seen, it keeps the calendar as a version.
func (p *Pages) putCalendar(rw http.ResponseWriter, r *http.Request) {
	if !p.readForm(rw, r) {
		return
	}
	data := calendarData{Presets: assets.Calendars()}
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		data.history, err = p.history(tx, deadlines.RuleCalendar)
		return err
	})
	latest := data.Version
	data.readNote(r)
	in, wordless := dialectOf(p.kit, p.kit.Language(r))
	if err = errors.Join(err, wordless); err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	days, ok := data.read(in, r)
	if ok && data.Version != latest {
		data.Problem = "rules.stale"
	}
	var body []byte
	if err == nil {
		body, err = json.MarshalIndent(days, "", " ")
	}
	if err == nil && ok && data.Problem == "" && r.PostForm.Get("act") == "save" {
		if err = p.put(r.Context(), deadlines.RuleCalendar, &data.history, body); err == nil && data.Problem == "" {
			http.Redirect(rw, r, calendarPath+"?saved", http.StatusSeeOther)
			return
		}
	}
	if err == nil && ok {
		data.Years, err = yearsOf(body, days)
	}
	if err != nil {
		p.kit.Fail(rw, r, fmt.Errorf("calendar: %w", err))
		return
	}
	status := http.StatusOK
	if data.Wrong = !ok; !ok || data.Problem != "" {
		status = http.StatusUnprocessableEntity
	}
	p.pages.Show(rw, r, status, "calendar", kit.Page{Section: section, Data: data})
}
