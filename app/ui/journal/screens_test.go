package journal_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/journal"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// host remembers what the journal asked of the window.
type host struct {
	news   int
	copied string
	said   []string
}

func (h *host) NewReport()                          { h.news++ }
func (h *host) Copy(text string)                    { h.copied = text }
func (h *host) Notify(_ present.Tone, words string) { h.said = append(h.said, words) }

// village is a point with reports in every state, at its journal.
func village(t testing.TB) (*uitest.Home, *present.Point) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageJournal)
	h.Loop.Until("the journal is read", func() bool { return p.Journal.State().Rows > 0 })
	return h, p
}

// at shows the journal in a window.
func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*journal.Screen, fyne.Window, *host) {
	uitest.Dress(t, p, l)
	h := &host{}
	s := journal.New(p.Journal, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

// choose selects a row and waits for it.
func choose(h *uitest.Home, p *present.Point, i int) {
	p.Journal.Select(i)
	h.Loop.Until("details are there", func() bool {
		s := p.Journal.State()
		return s.Selected == i && s.Details != nil && (s.Details.Number == p.Journal.Row(i).Number || s.Details.Draft)
	})
	pause(h)
}

// pause lets what is read in the background come.
func pause(h *uitest.Home) {
	for range 20 {
		time.Sleep(5 * time.Millisecond)
		h.Loop.Drain()
	}
}

// reset shows all again.
func reset(h *uitest.Home, p *present.Point) {
	p.Journal.Search("")
	p.Journal.Filter(0)
	h.Loop.Until("all are listed", func() bool {
		s := p.Journal.State()
		return s.Empty == present.EmptyNot && s.Chosen == 0 && s.Query == "" && s.Rows > 9
	})
}

// lastRow is the report taken first.
func lastRow(p *present.Point) int { return p.Journal.State().Rows - 1 }

func TestScreens(t *testing.T) {
	h, p := village(t)
	for _, l := range uitest.Looks() {
		t.Run(uitest.Name(l), func(t *testing.T) {
			for _, size := range []fyne.Size{uitest.Usual, uitest.Least} {
				name := func(s string) string { return "journal-" + s + "-" + uitest.Name(l) + "-" + uitest.SizeName(size) }
				reset(h, p)
				s, win, _ := at(t, p, l, size)
				shoot := func(s string) {
					t.Helper()
					uitest.Fits(t, win, size)
					uitest.Shoot(t, win, name(s))
				}
				choose(h, p, lastRow(p))
				shoot("report")
				choose(h, p, 1)
				shoot("queued")
				var large *w.Thumb
				uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
					if thumb, ok := o.(*w.Thumb); ok && large == nil {
						large = thumb
					}
				})
				large.Tapped(nil)
				pause(h)
				shoot("photo")
				s.Key(fyne.KeyEscape)
				p.Journal.Filter(1)
				h.Loop.Until("drafts are listed", func() bool { s := p.Journal.State(); return s.Chosen == 1 && s.Rows == 2 })
				choose(h, p, 1)
				shoot("draft")
				p.Journal.Search("никогда не было")
				h.Loop.Until("nothing is found", func() bool { return p.Journal.State().Empty == present.EmptyFound })
				pause(h)
				shoot("found")
			}
		})
	}
	for _, size := range []fyne.Size{uitest.Usual, uitest.Least} {
		l := present.Look{Lang: civic.LangRU, Scale: 1.5}
		reset(h, p)
		s, win, _ := at(t, p, l, size)
		choose(h, p, lastRow(p))
		uitest.Fits(t, win, size)
		uitest.Shoot(t, win, "journal-report-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		_ = s
	}
}

func TestEmptyScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageJournal)
	uitest.Dress(t, p, uitest.Looks()[0])
	for _, l := range uitest.Looks() {
		_, win, _ := at(t, p, l, uitest.Usual)
		h.Loop.Until("the journal is read", func() bool { return !p.Journal.State().Loading })
		uitest.Fits(t, win, uitest.Usual)
		uitest.Shoot(t, win, "journal-yet-"+uitest.Name(l))
	}
}
