package journal

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

func (s *Screen) photoName(i, of int) string {
	return s.v.With("details.photo", lang.Args{"N": s.v.Number(int64(i + 1)), "All": s.v.Number(int64(of))})
}

// viewer shows one photo over the whole page: arrows turn, Esc closes.
type viewer struct {
	widget.BaseWidget
	s          *Screen
	body       *fyne.Container
	image      *w.PhotoView
	none       *w.Empty
	caption    *w.Text
	prev, next *w.IconButton
	cross      *w.IconButton
	photos     []present.Photo
	at         int
	before     fyne.Focusable // what had the keyboard
}

func newViewer(s *Screen) *viewer {
	v := s.v
	g := &viewer{
		s: s, image: w.NewPhotoView(nil, v.Say("album.view")), caption: w.NewBold("").Ellipsis(),
		none: w.NewEmpty("image-off", v.Say("details.photo.none"), "", nil),
	}
	g.prev = w.NewIconButton("chevron-left", v.Say("details.photo.previous"), func() { g.turn(-1) })
	g.next = w.NewIconButton("chevron-right", v.Say("details.photo.next"), func() { g.turn(1) })
	g.image.OnTurn = g.turn
	g.cross = w.NewIconButton("x", v.Say("details.photo.close"), g.close)
	head := w.Pad(8, 16, w.Row(8, g.caption, w.Space(), g.prev, g.next, g.cross))
	g.body = w.Stack(w.NewBox(theme.Card, theme.None, 0), w.Col(0, head, w.Divider(), w.Grow(w.Pad(16, 16, w.Stack(g.none, g.image)))))
	g.ExtendBaseWidget(g)
	g.Hide()
	return g
}

// Held implements widgets.Holder.
func (g *viewer) Held() []fyne.CanvasObject { return []fyne.CanvasObject{g.body} }

// CreateRenderer implements fyne.Widget.
func (g *viewer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.body) }

// MinSize implements fyne.CanvasObject: it takes the room that the page has.
func (g *viewer) MinSize() fyne.Size { return fyne.Size{} }

// Tapped implements fyne.Tappable, so that nothing below is hit.
func (g *viewer) Tapped(*fyne.PointEvent) {}

func (g *viewer) open(photos []present.Photo, at int) {
	if at >= len(photos) {
		return
	}
	g.photos = photos
	g.Show()
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		g.before = c.Focused()
		c.Focus(g.cross)
	}
	g.show(at)
}

func (g *viewer) close() {
	if !g.Visible() {
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	g.Hide()
	g.image.SetImage(nil) // a large one needs not stay in memory
	if c != nil && g.before != nil {
		c.Focus(g.before)
	}
	g.before = nil
}

// key acts on a key while a photo is shown.
func (g *viewer) key(name fyne.KeyName) bool {
	if !g.Visible() {
		return false
	}
	switch name {
	case fyne.KeyEscape:
		g.close()
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyPageUp:
		g.turn(-1)
	case fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown:
		g.turn(1)
	}
	return true
}

// turn shows another picture.
func (g *viewer) turn(by int) {
	if to := g.at + by; to >= 0 && to < len(g.photos) {
		g.show(to)
	}
}

func (g *viewer) show(i int) {
	g.at = i
	photo := g.photos[i]
	g.caption.SetText(g.s.photoName(i, len(g.photos)))
	w.Enable(g.prev, i > 0)
	w.Enable(g.next, i+1 < len(g.photos))
	g.prev.Hidden, g.next.Hidden = len(g.photos) == 1, len(g.photos) == 1
	g.put(nil, "hourglass", g.s.v.Say("details.photo.loading"), "")
	g.s.p.Picture(photo.ID, func(picture image.Image) {
		if g.Visible() && g.at == i && g.photos[i].ID == photo.ID {
			g.put(picture, "image-off", g.s.v.Say("details.photo.none"), photo.Problem)
		}
	})
}

// put shows a picture, or else why there is none.
func (g *viewer) put(picture image.Image, icon, title, under string) {
	g.image.SetImage(picture)
	g.image.Hidden = picture == nil
	g.none.Hidden = picture != nil
	g.none.Set(icon, title, under)
	g.body.Refresh()
}
