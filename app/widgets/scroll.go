package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroll is a page that scrolls up and down. What gets the keyboard in it is scrolled into view.
type Scroll struct {
	widget.BaseWidget
	scroll *container.Scroll
	page   *page
}

// NewScroll makes a scrolling page; it is as wide as the room, and its content as high as that width asks for.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{page: &page{}}
	s.scroll = container.NewVScroll(&fyne.Container{Layout: s.page, Objects: []fyne.CanvasObject{content}})
	s.scroll.OnScrolled = func(at fyne.Position) {
		s.scroll.Content.Move(fyne.NewPos(-at.X, -at.Y)) // Fyne does so too, but only after this
		refloat(s)
		Felt(s)
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetContent puts another content in, at its top.
func (s *Scroll) SetContent(o fyne.CanvasObject) {
	box := s.scroll.Content.(*fyne.Container)
	box.Objects = []fyne.CanvasObject{o}
	box.Refresh()
	s.Refresh()
	s.scroll.ScrollToTop()
}

// ScrollToTop shows the beginning.
func (s *Scroll) ScrollToTop() { s.scroll.ScrollToTop() }

// Offset returns how far the page is scrolled, in pixels.
func (s *Scroll) Offset() float32 { return s.scroll.Offset.Y }

// Held implements Holder.
func (s *Scroll) Held() []fyne.CanvasObject { return []fyne.CanvasObject{s.scroll} }

// settle gives the page its new height. Fyne's scroll would do so only when its own size changes, or after drawing all anew.
func (s *Scroll) settle() {
	size, content := s.scroll.Size(), s.scroll.Content
	content.Resize(size.Max(content.MinSize()))
	if end := content.Size().Height - size.Height; s.scroll.Offset.Y > end {
		s.scroll.ScrollToOffset(fyne.NewPos(0, end))
		s.scroll.OnScrolled(s.scroll.Offset)
		return
	}
	s.scroll.Base.Refresh() // its bars
}

// reveal scrolls as little as needed to show an object of the page, with some room around it.
func (s *Scroll) reveal(o fyne.CanvasObject) {
	const margin = 16
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.scroll.Content).Y - margin
	bottom, view := top+o.Size().Height+2*margin, s.scroll.Size().Height
	switch at := s.scroll.Offset.Y; {
	case top < at, bottom-top > view:
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top)))
	case bottom > at+view:
		s.scroll.ScrollToOffset(fyne.NewPos(0, bottom-view))
	}
}

// Reveal scrolls every Scroll an object is in so that the object can be seen.
func Reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	path := pathTo(c.Content(), func(x fyne.CanvasObject) bool { return x == o })
	for _, on := range path {
		if _, ok := on.(interface{ showsWhole() }); ok {
			o = on
		}
	}
	for _, on := range path {
		if s, ok := on.(*Scroll); ok {
			s.reveal(o)
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer { return &scrollRenderer{of: s} }

type scrollRenderer struct{ of *Scroll }

// Layout tells the page its width before Fyne's scroll asks how high it is.
func (r *scrollRenderer) Layout(size fyne.Size) {
	r.of.page.width = size.Width
	if r.of.scroll.Size() == size {
		r.of.settle()
		return
	}
	r.of.scroll.Resize(size)
}

func (r *scrollRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.of.scroll.Content.MinSize().Width, 32)
}

func (r *scrollRenderer) Refresh() {
	r.of.scroll.Content.Refresh()
	r.Layout(r.of.Size())
}
func (r *scrollRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.of.scroll} }
func (r *scrollRenderer) Destroy()                     {}

// page is the layout of a scroll's content: as high as its width asks for.
type page struct{ width float32 }

func (p *page) Layout(objects []fyne.CanvasObject, size fyne.Size) { fill{}.Layout(objects, size) }
func (p *page) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fill{}.MinSize(objects)
	if p.width > 0 {
		size.Height = fill{}.heightFor(objects, max(p.width, size.Width))
	}
	return size
}
