package present

import (
	"context"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// DayState is the end-of-day sheet, its rows left out: they are asked for one by one.
type DayState struct {
	Title     string // the day in words
	Today     bool   // there is no later one
	Figures   []DayFigure
	Channels  []Figure
	Operators []Figure
	Facts     []Fact   // first and last number, photos, the journal's end
	Gaps      []string // what is missing among the numbers, and why
	Earlier   string   // reports of earlier days that still wait; "" if none do
	Paper     string   // what was typed of the paper book
	Said      string   // how the two compare
	Tone      Tone
	Checked   string // how many numbers were found in the paper book
	Rows      int
	Loading   bool
}

// DayFigure is a number that the sheet opens with.
type DayFigure struct {
	Label, Under string
	N            int
	Icon         string
	Tone         Tone
}

// DayRow is a report of the day.
type DayRow struct {
	Number  string
	Hash    string // the first characters; the print has it whole
	When    string
	Who     string // who took it, and how it came
	Icon    string
	Word    string
	Tone    Tone
	Cause   string
	Photos  int
	Checked bool
	Report  civic.ReportID
}

// Day is the end-of-day sheet.
type Day struct {
	OnChange func()

	p      *Point
	from   time.Time // midnight by this computer's clock
	read   store.Day
	book   store.DayBook
	typed  string
	bad    bool // typed is no number
	loaded bool
	busy   bool
	again  bool
}

func newDay(p *Point) *Day { return &Day{p: p, from: midnight(p.env.Clock())} }

// key is the day as the store names it.
func (d *Day) key() string { return d.from.Format(time.DateOnly) }

// Shift goes some days on, or back; never beyond today.
func (d *Day) Shift(days int) {
	to := midnight(d.from.AddDate(0, 0, days).Add(12 * time.Hour)) // also where a day has 23 hours
	if to.After(midnight(d.p.env.Clock())) {
		return
	}
	d.show(to)
}

// ShowToday shows the day that it is.
func (d *Day) ShowToday() { d.show(midnight(d.p.env.Clock())) }

func (d *Day) show(day time.Time) {
	d.from, d.loaded, d.typed, d.bad = day, false, "", false
	d.read, d.book = store.Day{}, store.DayBook{}
	d.Reload()
	d.changed()
}

// Reload reads the day again. Asked for while it reads, it reads once more afterwards.
func (d *Day) Reload() {
	if d.busy {
		d.again = true
		return
	}
	d.busy, d.again = true, false
	d.p.write.do(func(context.Context) func() { return d.readIn }) // behind what was typed and ticked
}

func (d *Day) readIn() {
	from, key := d.from, d.key()
	d.p.read.do(func(ctx context.Context) func() {
		day, err := d.p.store.Day(ctx, store.Range{From: from, Until: from.AddDate(0, 0, 1)})
		var book store.DayBook
		if err == nil {
			book, err = d.p.store.DayBook(ctx, key)
		}
		return func() {
			d.busy = false
			switch {
			case err != nil:
				d.p.failed("read the day", err)
			case from.Equal(d.from):
				d.take(day, book)
			}
			if d.again {
				d.Reload()
			}
		}
	})
}

func (d *Day) take(day store.Day, book store.DayBook) {
	if !d.loaded && book.Counted {
		d.typed = strconv.Itoa(book.Paper)
	}
	d.read, d.book, d.loaded = day, book, true
	d.changed()
}

// mostPaper is a number of reports that nobody writes down in a day.
const mostPaper = 100_000

// SetPaper is how many reports the paper book has; an empty text forgets it.
func (d *Day) SetPaper(text string) {
	if text == d.typed {
		return
	}
	d.typed = text
	text = strings.TrimSpace(text)
	n, err := strconv.Atoi(text)
	if d.bad = text != "" && (err != nil || n < 0 || n > mostPaper); d.bad {
		d.changed()
		return
	}
	if text == "" {
		n = -1
	}
	d.book.Paper, d.book.Counted = max(0, n), n >= 0
	d.changed()
	key := d.key()
	d.save("count the paper book", func(ctx context.Context) error { return d.p.store.CountPaper(ctx, key, n) })
}

// Check notes that the number of a row is in the paper book, or that it isn't.
func (d *Day) Check(i int) {
	if i < 0 || i >= len(d.read.Reports) {
		return
	}
	id, key := d.read.Reports[i].ID, d.key()
	found := !d.book.Checked[id]
	if found {
		d.book.Checked[id] = true
	} else {
		delete(d.book.Checked, id)
	}
	d.changed()
	d.save("check a number", func(ctx context.Context) error { return d.p.store.CheckNumber(ctx, key, id, found) })
}

func (d *Day) save(what string, do func(ctx context.Context) error) {
	d.p.write.do(func(ctx context.Context) func() {
		if err := do(ctx); err != nil {
			return func() { d.p.failed(what, err) }
		}
		return nil
	})
}

// Row is the report of a row.
func (d *Day) Row(i int) DayRow {
	if i < 0 || i >= len(d.read.Reports) {
		return DayRow{}
	}
	v, r := d.p.Voice(), d.read.Reports[i]
	row := DayRow{
		Number: r.Number, When: v.Clock(r.Captured), Who: join(" \u00b7 ", v.Say("channel."+string(r.Channel)), d.p.operatorName(r.Operator)),
		Word: v.Say("day.state." + string(r.State)), Cause: causeWords(v, r.Cause), Photos: r.Photos.All, Checked: d.book.Checked[r.ID], Report: r.ID,
	}
	if !r.Hash.IsZero() {
		row.Hash = r.Hash.String()[:shortHash]
	}
	row.Icon, row.Tone = dayLook(r.State)
	return row
}

// shortHash is how many characters of a hash tell a day's entries apart at a glance.
const shortHash = 8

func dayLook(s store.DayState) (icon string, t Tone) {
	switch s {
	case store.DayAcknowledged:
		return "circle-check", ToneGood
	case store.DayFailed:
		return "triangle-alert", ToneAlarm
	case store.DayTried:
		return "refresh", ToneWarn
	case store.DayWaiting:
	}
	return "cloud-upload", ToneCalm
}

// State is what to show.
func (d *Day) State() DayState {
	v, day := d.p.Voice(), d.read
	now := d.p.env.Clock()
	s := DayState{
		Title: v.Day(d.from, now), Today: d.from.Equal(midnight(now)), Rows: len(day.Reports), Loading: !d.loaded, Paper: d.typed,
		Channels: d.channels(), Operators: d.operators(), Facts: d.facts(), Gaps: d.gaps(), Figures: d.figures(),
	}
	if s.Today {
		s.Title = v.With("day.today", lang.Args{"Day": s.Title})
	}
	if day.Earlier > 0 {
		s.Earlier = v.Count("day.earlier", day.Earlier, nil)
	}
	s.Said, s.Tone = d.compared()
	s.Checked = v.With("day.checked", lang.Args{"N": v.Number(int64(d.checked())), "All": v.Number(int64(len(day.Reports)))})
	return s
}

func (d *Day) checked() (n int) {
	for _, r := range d.read.Reports {
		if d.book.Checked[r.ID] {
			n++
		}
	}
	return n
}

// compared says in words how the paper book and this computer differ.
func (d *Day) compared() (string, Tone) {
	v, here := d.p.Voice(), len(d.read.Reports)
	switch diff := d.book.Paper - here; {
	case d.bad:
		return v.Say("day.paper.bad"), ToneAlarm
	case !d.book.Counted:
		return v.Say("day.paper.ask"), ToneCalm
	case diff > 0:
		return v.Count("day.paper.more", diff, nil), ToneAlarm
	case diff < 0:
		return v.Count("day.paper.less", -diff, nil), ToneAlarm
	}
	return v.Count("day.paper.equal", here, nil), ToneGood
}

func (d *Day) changed() {
	if d.OnChange != nil {
		d.OnChange()
	}
}
