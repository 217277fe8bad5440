package journal_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/ui/journal"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// many is how many reports the benchmarks' journal has: some years of a busy reception point.
const many = 10_000

// busy is a point with that many reports that no portal has seen yet: the journal and the queue are as long as they get.
func busy(b *testing.B) (*uitest.Home, *present.Point) {
	h := uitest.NewHome(b)
	h.Map()
	h.FillQuickly(many*time.Minute, uitest.Many(many))
	p := h.Open()
	p.Go(present.PageJournal)
	h.Loop.Until("the journal is read", func() bool { return p.Journal.State().Rows == many })
	uitest.Dress(b, p, uitest.Russian)
	return h, p
}

// BenchmarkTenThousand is what one waits for in a journal of ten thousand reports on a real disk: from the key or tap until
// every widget says what was asked for. Painting isn't in it: the window's painter is the graphics card.
func BenchmarkTenThousand(b *testing.B) {
	h, p := busy(b)
	j := p.Journal
	rows := func(i int) func() bool {
		return func() bool { return j.Row(i).Loaded }
	}
	b.Run("open", func(b *testing.B) { // building the page and reading the list
		for b.Loop() {
			s := journal.New(j, p.Maps, p.Voice(), &host{})
			uitest.Show(b, p, s.Content(), uitest.Usual)
			read := false
			before := j.OnChange
			j.OnChange = func() { read = true; before() }
			j.Reload()
			h.Loop.Until("it is read", func() bool { return read })
		}
	})
	s := journal.New(j, p.Maps, p.Voice(), &host{})
	win := uitest.Show(b, p, s.Content(), uitest.Usual)
	b.Run("page", func(b *testing.B) { // Page Down to rows that aren't read yet
		s.Focus(win.Canvas())
		for n := 0; b.Loop(); n++ {
			to := n * 640 % many
			j.Select(to)
			uitest.Press(win, fyne.KeyPageDown)
			i := j.State().Selected
			h.Loop.Until("its rows are read", rows(i))
		}
	})
	h.Loop.Until("the map is open", func() bool { return p.Maps.Source() != nil })
	b.Run("arrow", func(b *testing.B) { // Down, its report shown whole; the map beside it may come later
		for n := 0; b.Loop(); n++ {
			i := 100 + n%8000
			j.Select(i)
			h.Loop.Until("it is shown", func() bool {
				d := j.State().Details
				return d != nil && d.Number != "" && d.Number == j.Row(i).Number
			})
		}
	})
	b.Run("wheel", func(b *testing.B) { // a turn of the wheel
		at := fyne.NewPos(500, 400)
		for n := 0; b.Loop(); n++ {
			test.Scroll(win.Canvas(), at, 0, float32(-300+600*(n/50%2)))
			h.Loop.Drain()
		}
	})
	b.Run("search", func(b *testing.B) {
		s.FocusSearch()
		entry := win.Canvas().Focused().(*w.Entry)
		for n := 0; b.Loop(); n++ {
			entry.SetText(fmt.Sprint("дома ", n%9000+1000))
			h.Loop.Until("it is found", func() bool { s := j.State(); return s.Rows > 0 && s.Rows < 5 && j.Row(0).Loaded })
			entry.SetText("")
			h.Loop.Until("all are back", func() bool { return j.State().Rows == many })
		}
	})
}
