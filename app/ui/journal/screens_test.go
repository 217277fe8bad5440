package journal_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/journal"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// host remembers what the journal asked of the window.
type host struct {
	uitest.Asked
	news   int
	folder func(string) // that was asked for
	tables int
}

func (h *host) NewReport() { h.news++ }

func (h *host) PickFolder(chosen func(string)) { h.folder = chosen }

func (h *host) TakeTable() { h.tables++ }

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
	s := journal.New(p.Journal, p.Maps, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

// choose selects a row and waits for it.
func choose(h *uitest.Home, p *present.Point, i int) {
	p.Journal.Select(i)
	h.Loop.Until("details are there", func() bool {
		s := p.Journal.State()
		return s.Selected == i && s.Details != nil && (s.Details.Number == p.Journal.Row(i).Number || s.Details.Draft)
	})
}

// pause lets pictures that are read in the background come, if somebody will look at them.
func pause(h *uitest.Home) {
	for range 20 {
		if !uitest.Pictured() {
			return
		}
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
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		reset(h, p)
		s, win, _ := at(t, p, l, size)
		draw := func(state string) {
			t.Helper()
			pause(h)
			uitest.Draw(t, win, "journal-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
		choose(h, p, lastRow(p))
		draw("report")
		choose(h, p, 1)
		draw("queued")
		if large := thumb(win); large != nil { // not where the list is alone
			large.Tapped(nil)
			draw("photo")
			s.Key(fyne.KeyEscape)
		}
		p.Journal.Filter(1)
		h.Loop.Until("drafts are listed", func() bool { s := p.Journal.State(); return s.Chosen == 1 && s.Rows == 2 })
		choose(h, p, 1)
		draw("draft")
		p.Journal.Search("никогда не было")
		h.Loop.Until("nothing is found", func() bool { return p.Journal.State().Empty == present.EmptyFound })
		draw("found")
	})
}

// thumb is the first picture in a window: the large one.
func thumb(win fyne.Window) (first *w.Thumb) {
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if thumb, ok := o.(*w.Thumb); ok && first == nil {
			first = thumb
		}
	})
	return first
}

func TestEmptyScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageJournal)
	h.Loop.Until("the journal is read", func() bool { return !p.Journal.State().Loading })
	uitest.DrawAll(t, p, "journal-yet", func() fyne.CanvasObject { return journal.New(p.Journal, p.Maps, p.Voice(), &host{}).Content() })
}

// The register as a table, narrowed, and its columns being chosen.
func TestTableScreens(t *testing.T) {
	h, p := village(t)
	h.Loop.Until("the register is counted", func() bool { return len(p.Journal.State().Picks[1].Options) > 2 })
	p.Journal.SetTable(true)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		reset(h, p)
		s, win, _ := at(t, p, l, size)
		h.Loop.Until("its rows are read", func() bool { return p.Journal.Row(0).Loaded })
		draw := func(state string) {
			t.Helper()
			pause(h)
			uitest.Draw(t, win, "journal-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
		draw("table")
		s.Key(fyne.KeyF8)
		draw("picks")
		s.Key(fyne.KeyF8)
		tool(win, p.Voice().Say("journal.tool.columns"))
		draw("columns")
		s.Key(fyne.KeyEscape)
	})
}

// tool presses the button of that name, if it is shown.
func tool(win fyne.Window, name string) {
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*w.IconButton); ok && b.AccessibilityLabel() == name {
			b.Tapped(nil)
		}
	})
}
