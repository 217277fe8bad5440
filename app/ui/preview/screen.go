package preview

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the page with a paper on it.
type Screen struct {
	p         *present.Preview
	v         *lang.Voice
	title     *w.PageTitle
	pane      *pane
	before    *w.IconButton
	after     *w.IconButton
	smaller   *w.IconButton
	larger    *w.IconButton
	paper     *w.Select
	papers    fyne.CanvasObject
	printer   *w.Select
	told      *w.Banner
	open      *w.Button
	save      *w.Button
	elsewhere *w.LinkButton
	print     *w.MainButton
	content   fyne.CanvasObject
	drawn     present.PreviewState
	first     bool
}

// New makes the page and listens to its presenter.
func New(p *present.Preview, v *lang.Voice) *Screen {
	s := &Screen{p: p, v: v, first: true}
	s.pane = newPane(v.Say("preview.loading"), p.SetRoom)
	s.before = w.NewIconButton("chevron-left", v.Say("preview.before"), func() { s.turn(-1) })
	s.after = w.NewIconButton("chevron-right", v.Say("preview.after"), func() { s.turn(1) })
	s.smaller = w.NewIconButton("minus", v.Say("preview.zoom.smaller"), func() { p.SetZoom(s.drawn.Zoom - 1) })
	s.larger = w.NewIconButton("plus", v.Say("preview.zoom.larger"), func() { p.SetZoom(s.drawn.Zoom + 1) })
	s.title = w.NewPageTitle("", "", w.Row(4, s.before, s.after), w.Row(4, s.smaller, s.larger))
	s.paper = w.NewSelect("", nil, -1, p.SetPaper)
	s.papers = w.Labelled(v.Say("preview.paper.label"), s.paper)
	s.printer = w.NewSelect("", nil, -1, p.SetPrinter)
	s.open = w.NewButton("", v.Say("preview.open"), p.Show)
	s.told = w.NewBanner(w.Info, "", "", nil)
	s.elsewhere = w.NewLinkButton("folder", v.Say("preview.save.where"), p.SaveElsewhere)
	side := w.Card(16, w.Col(14, s.papers, w.Labelled(v.Say("preview.printer.label"), s.printer), w.Left(s.elsewhere), s.told, w.Left(s.open)))
	body := w.Columns(760, 16, 2.3, 1, w.Grow(w.Scaled(0, 280, s.pane)), w.Col(0, side))
	s.save = w.NewButton("file-down", v.Say("preview.save.label"), p.Save)
	s.print = w.NewMainButton("printer", v.Say("preview.print.label"), p.Print)
	foot := w.FootBar(w.NewButton("arrow-left", v.Say("preview.back"), p.Close), w.Space(), s.save, s.print)
	s.content = w.Col(0, w.Grow(w.NewScroll(w.Pad(16, 24, w.Col(12, s.title, w.Grow(body))))), foot)
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on printing: Enter prints, Esc goes back.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.print) }

// Print prints; it is Ctrl+P.
func (s *Screen) Print() bool {
	s.p.Print()
	return true
}

// Save saves the PDF; it is Ctrl+S.
func (s *Screen) Save() { s.p.Save() }

// Key turns pages, zooms and goes back.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape:
		s.p.Close()
	case fyne.KeyPageDown:
		if !s.pane.move(0.9) {
			s.turn(1)
		}
	case fyne.KeyPageUp:
		if !s.pane.move(-0.9) {
			s.turn(-1)
		}
	case fyne.KeyRight:
		s.turn(1)
	case fyne.KeyLeft:
		s.turn(-1)
	case fyne.KeyDown:
		s.pane.move(0.15)
	case fyne.KeyUp:
		s.pane.move(-0.15)
	case fyne.KeyHome:
		s.turn(-s.drawn.Pages)
	case fyne.KeyEnd:
		s.turn(s.drawn.Pages)
	case fyne.KeyPlus, fyne.KeyEqual:
		s.p.SetZoom(s.drawn.Zoom + 1)
	case fyne.KeyMinus:
		s.p.SetZoom(s.drawn.Zoom - 1)
	default:
		return false
	}
	return true
}

func (s *Screen) turn(n int) {
	s.p.Turn(n)
	s.pane.top()
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	old, st := s.drawn, s.p.State()
	s.drawn = st
	if s.first || old.Title != st.Title || old.Under != st.Under {
		s.title.Set(st.Title, st.Under)
	}
	w.Show(s.before, st.Pages > 1)
	w.Show(s.after, st.Pages > 1)
	w.Enable(s.before, st.Page > 0)
	w.Enable(s.after, st.Page+1 < st.Pages)
	w.Enable(s.smaller, st.Zoom > present.ZoomPage)
	w.Enable(s.larger, st.Zoom < present.Zoom200)
	if s.first || !slices.Equal(old.Papers, st.Papers) || old.Paper != st.Paper {
		s.paper.SetChoices(w.Titles(st.Papers), st.Paper)
		w.Show(s.papers, len(st.Papers) > 1)
	}
	if s.first || !slices.Equal(old.Printers, st.Printers) || old.Printer != st.Printer {
		s.printer.SetChoices(w.Titles(st.Printers), st.Printer)
	}
	busy := ""
	if st.Busy {
		busy = s.v.Say("preview.print.busy")
	}
	s.print.SetBusy(busy)
	ready := st.Pages > 0 && !st.Busy
	w.Enable(s.save, ready)
	w.Enable(s.elsewhere, ready)
	if s.first || old.Told != st.Told || old.Next != st.Next {
		s.told.Set(look.Kind(st.Tone), st.Told, st.Next)
		w.Show(s.told, st.Told != "")
	}
	w.Show(s.open, st.Saved)
	s.pane.show(st)
	s.first = false
}
