package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Segments is a choice of a few that must all be seen; one is always chosen. It is one stop of the Tab key, and the
// arrows choose at once.
type Segments struct {
	group
	items    []*segment
	body     *fyne.Container
	chosen   int
	danger   int // the item that is red when chosen; -1: none
	onChosen func(i int)
}

// NewSegments makes a choice; onChosen hears of taps and keys that change it.
func NewSegments(labels []string, chosen int, onChosen func(i int)) *Segments {
	s := &Segments{chosen: chosen, danger: -1, onChosen: onChosen}
	cells := &fyne.Container{Layout: spread(2)}
	for i, label := range labels {
		item := newSegment(s, i, label)
		s.items = append(s.items, item)
		cells.Objects = append(cells.Objects, item)
	}
	s.body = Stack(NewBox(theme.Track, theme.None, theme.ControlRadius), Pad(0, 3, cells))
	s.extendGroup(s, func() int { return len(s.items) }, s.moved, s.pick)
	s.at = chosen
	return s
}

// Danger marks the item that is red when it is chosen, such as an emergency; for use while building.
func (s *Segments) Danger(i int) *Segments { s.danger = i; return s }

// Chosen returns the chosen item.
func (s *Segments) Chosen() int { return s.chosen }

// SetChosen chooses an item without telling anybody.
func (s *Segments) SetChosen(i int) {
	s.chosen, s.at = i, i
	s.redraw()
}

func (s *Segments) pick(i int) {
	if i == s.chosen {
		return
	}
	s.SetChosen(i)
	if s.onChosen != nil {
		s.onChosen(i)
	}
}

// moved lets the choice follow the arrows.
func (s *Segments) moved() {
	if s.focus && s.at != s.chosen && !s.Disabled() {
		s.pick(s.at)
		return
	}
	s.redraw()
}

func (s *Segments) redraw() {
	for _, item := range s.items {
		item.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.body) }

// spread lines objects up with a gap, and gives each its least width and an equal part of what is left.
type spread float32

func (s spread) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return flex{gap: float32(s)}.MinSize(objects)
}

func (s spread) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	more, at := (size.Width-s.MinSize(objects).Width)/float32(len(objects)), float32(0)
	for _, o := range objects {
		width := max(0, o.MinSize().Width+more)
		o.Move(fyne.NewPos(at, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		at += width + float32(s)
	}
}

type segment struct {
	cell
	of    *Segments
	i     int
	label *Text
	body  *fyne.Container
	bold  measured
}

func newSegment(of *Segments, i int, label string) *segment {
	s := &segment{of: of, i: i, label: newText(label, theme.Ink, theme.Small, false).Align(fyne.TextAlignCenter)}
	s.body = Pad(0, 12, s.label)
	s.extend(s, label, func() { of.tapped(i) })
	return s
}

// CreateRenderer implements fyne.Widget. The least width is that of bold words, lest choosing moves the others.
func (s *segment) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(s, theme.ControlRadius-2, s.body, s.dress)
	f.inset = 3
	f.least = func() fyne.Size {
		return fyne.NewSize(s.bold.of(s.label.text, theme.Small, true).Width+24, theme.Control())
	}
	return f
}

func (s *segment) dress(f *face) {
	s.disabledBy(s.of.Disabled())
	ground, outline, ink := theme.None, theme.None, theme.Ink
	chosen := s.of.chosen == s.i
	switch {
	case s.Disabled():
		if ink = theme.Muted; chosen {
			ground = theme.Sunken
		}
	case chosen && s.of.danger == s.i:
		ground, outline, ink = theme.DangerTint, theme.Danger, theme.Danger
	case chosen:
		ground, outline, ink = theme.Card, theme.LinkLine, theme.Link
	case s.down:
		ground = theme.Pressed
	case s.hover:
		ground = theme.Hover
	}
	f.paint(ground, outline)
	f.focus(s.of.on(s.i))
	s.label.SetRole(ink)
	s.label.SetBold(chosen)
}
