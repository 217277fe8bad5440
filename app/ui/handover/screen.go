package handover

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// Host is what the page asks of the window.
type Host interface {
	// ShowReport shows a report in the journal.
	ShowReport(id civic.ReportID)
}

// detailsWidth is the width of the details, in pixels at 100 %.
const detailsWidth = 420

// Screen is the page of answers to hand over.
type Screen struct {
	p       *present.HandOver
	v       *lang.Voice
	host    Host
	title   *w.PageTitle
	chips   *w.ChipRow
	days    *w.Select
	calls   *w.Button
	list    *list
	details *details
	beside  *w.Beside
	content fyne.CanvasObject
	drawn   present.HandOverState
}

// New makes the page and listens to its presenter.
func New(p *present.HandOver, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host}
	s.chips = w.NewChipRow(nil, -1, p.Filter)
	choices := make([]w.Choice, len(present.HandDays))
	for i, n := range present.HandDays {
		choices[i] = w.Choice{Title: v.Span(civic.Span{N: n, Unit: civic.UnitWorkingDay})}
	}
	s.days = w.NewSelect(v.Say("handover.days"), choices, -1, func(i int) { p.SetDays(present.HandDays[i]) })
	s.calls = w.NewButton("phone", v.Say("handover.calls"), p.CallList)
	s.title = w.NewPageTitle(v.Say("handover.title"), "", s.calls)
	s.list, s.details = newList(s), newDetails(s)
	s.beside = w.NewBeside(s.list.card, s.details.card, detailsWidth)
	s.beside.OnAlone = s.details.setAlone
	within := w.Row(8, w.Middle(w.NewCaption(v.Say("handover.days"))), w.Scaled(180, 0, s.days))
	s.content = w.NewScroll(w.Pad(16, 24, w.Col(12, s.title, w.Row(12, w.Grow(w.Middle(s.chips)), within), w.Grow(s.beside))))
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the list.
func (s *Screen) Focus(c fyne.Canvas) {
	if s.drawn.Rows > 0 && !s.beside.Alone() {
		s.list.rows.Focus()
		return
	}
	c.Focus(s.chips)
}

// Key acts on F5, F9 and F10, and on Esc while there is something to go back from.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyF5:
		s.p.Reload()
	case name == fyne.KeyF9 && s.drawn.Details != nil:
		s.p.Letter()
	case name == fyne.KeyF10 && s.drawn.Details != nil && s.drawn.Details.Open:
		s.p.Hand(s.drawn.Details.Main.Outcome)
	case name == fyne.KeyEscape && s.drawn.Rows > 0:
		s.back()
	default:
		return false
	}
	return true
}

// open goes on from the list to the answer.
func (s *Screen) open(int) {
	s.beside.Open()
	s.details.focus()
}

// back shows the list again.
func (s *Screen) back() {
	s.beside.Close()
	s.list.rows.Focus()
}

func (s *Screen) draw() {
	old, state := s.drawn, s.p.State()
	s.drawn = state
	s.title.Set(s.v.Say("handover.title"), state.Under)
	labels := make([]string, len(state.Filters))
	for i, f := range state.Filters {
		if labels[i] = f.Label; f.Count >= 0 {
			labels[i] += " \u00b7 " + s.v.Number(int64(f.Count))
		}
	}
	if len(old.Filters) == 0 || old.Chosen != state.Chosen || old.Filters[0].Count != state.Filters[0].Count {
		s.chips.SetChips(labels, state.Chosen)
	}
	for i, n := range present.HandDays {
		if n == state.Days && s.days.Chosen() != i {
			s.days.SetChosen(i)
		}
	}
	if state.Rows > 0 && state.Chosen == 0 {
		s.calls.Enable()
	} else {
		s.calls.Disable()
	}
	s.list.draw(old, state)
	s.details.draw(state.Details)
}
