package widgets

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// PhotoStrip is photos in as many lines as they need, and a tile to add one more.
type PhotoStrip struct {
	holder
	flow *fyne.Container
	add  *addTile
}

// NewPhotoStrip makes a strip without photos; the tile has the size of its thumbnails.
func NewPhotoStrip(width, height float32, add string, tapped func()) *PhotoStrip {
	s := &PhotoStrip{add: newAddTile(fyne.NewSize(width, height), add, tapped)}
	s.flow = Flow(8, 8, s.add)
	s.hold(s, s.flow)
	return s
}

// Add is the tile, which takes the keyboard.
func (s *PhotoStrip) Add() fyne.Focusable { return s.add }

// SetThumbs changes the photos. If one that goes has the keyboard, the tile gets it.
func (s *PhotoStrip) SetThumbs(thumbs []*Thumb) {
	for _, o := range s.flow.Objects {
		if t, ok := o.(*Thumb); ok && t.focus && !slices.Contains(thumbs, t) {
			takeFocus(s.add)
		}
	}
	s.flow.Objects = nil
	for _, t := range thumbs {
		s.flow.Objects = append(s.flow.Objects, t)
	}
	s.flow.Objects = append(s.flow.Objects, s.add)
	s.Refresh()
	Settle(s)
}

// SetFull hides the tile when no more photos may be added.
func (s *PhotoStrip) SetFull(full bool) {
	s.add.Hidden = full
	s.Refresh()
	Settle(s)
}

func (s *PhotoStrip) naturalWidth() float32 { return naturalWidth(s.flow) }

// addTile is the tile with a camera.
type addTile struct {
	press
	size  fyne.Size
	icon  *Icon
	label *Text
	body  *fyne.Container
}

func newAddTile(size fyne.Size, label string, tapped func()) *addTile {
	a := &addTile{size: size, icon: NewIcon("camera", 20, theme.Link), label: newText(label, theme.Link, theme.Print, false).Ellipsis().Align(fyne.TextAlignCenter)}
	a.body = Pad(0, 4, Middle(Col(2, a.icon, a.label)))
	a.extend(a, label, tapped)
	return a
}

// CreateRenderer implements fyne.Widget. With large text the tile grows, so that its word stays readable.
func (a *addTile) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(a, theme.PhotoRadius, a.body, func(f *face) {
		ground := theme.Sunken
		switch {
		case a.down:
			ground = theme.Pressed
		case a.hover:
			ground = theme.Hover
		}
		f.paint(ground, theme.Border)
		f.focus(a.focus)
	})
	f.least = func() fyne.Size { return a.size.Max(fyne.NewSize(a.label.naturalWidth()+12, 0)) }
	return f
}
