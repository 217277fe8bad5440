package journal_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/ui/journal"
	"priyom/app/ui/uitest"
)

// BenchmarkHundredThousand is what one waits for in a register of a hundred thousand reports on a real disk, as a table: from the
// passphrase on until the first rows are there, and until they can be searched; then for every question, until the rows say it.
func BenchmarkHundredThousand(b *testing.B) {
	const many = 100_000
	h := uitest.NewHome(b)
	h.FillQuickly(time.Minute, uitest.Years(many))
	open := func(until string, holds func(j *present.Journal) bool) func(b *testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				p := h.Open()
				p.Go(present.PageJournal)
				h.Loop.Until(until, func() bool { return holds(p.Journal) })
				b.StopTimer()
				if err := p.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		}
	}
	counted := func(j *present.Journal) bool { return len(j.State().Picks[0].Options) > 2 }
	b.Run("open", open("the first rows are there", func(j *present.Journal) bool { return j.State().Rows == many && j.Row(0).Loaded }))
	b.Run("searchable", open("all can be searched", counted))
	p := h.Open()
	p.Go(present.PageJournal)
	j := p.Journal
	h.Loop.Until("it can be searched", func() bool { return counted(j) })
	uitest.Dress(b, p, uitest.Russian)
	j.SetTable(true)
	s := journal.New(j, p.Maps, p.Voice(), &host{})
	win := uitest.Show(b, p, s.Content(), uitest.Usual)
	rows := func(want func(n int) bool) func() bool {
		return func() bool { s := j.State(); return want(s.Rows) && j.Row(0).Loaded }
	}
	all := rows(func(n int) bool { return n == many })
	b.Run("settlement", func(b *testing.B) {
		for b.Loop() {
			j.Pick(present.PickSettlement, 1)
			h.Loop.Until("one is listed", rows(func(n int) bool { return n > 0 && n < many/2 }))
			j.Pick(present.PickSettlement, 0)
			h.Loop.Until("all are back", all)
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			j.Search("петрова лесной 17")
			h.Loop.Until("some are found", rows(func(n int) bool { return n > 0 && n < many/2 }))
			j.Search("")
			h.Loop.Until("all are back", all)
		}
	})
	b.Run("end", func(b *testing.B) { // to the other end and back
		s.Focus(win.Canvas())
		for b.Loop() {
			uitest.Press(win, fyne.KeyEnd)
			h.Loop.Until("its rows are read", func() bool { return j.Row(many - 1).Loaded })
			uitest.Press(win, fyne.KeyHome)
		}
	})
	b.Run("wheel", func(b *testing.B) {
		at := fyne.NewPos(500, 400)
		for n := 0; b.Loop(); n++ {
			test.Scroll(win.Canvas(), at, 0, float32(-300+600*(n/50%2)))
			h.Loop.Drain()
		}
	})
}
