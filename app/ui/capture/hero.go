package capture

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
)

// heroHeight is the height of the picture, in pixels: with the place and the words it goes on a screen of 640.
const heroHeight = 196

// small is the side of the other pictures and of the camera on it.
const small = 60

// hero is the picture that the report is about, large, with the others and the camera on it.
type hero struct {
	s       *Screen
	body    *fyne.Container
	empty   *fyne.Container
	full    *fyne.Container
	picture *canvas.Image
	count   *w.Text
	badge   *fyne.Container
	strip   *fyne.Container
	add     *w.IconButton
	remove  *w.IconButton
	mark    *w.IconButton
	shown   civic.PhotoID
	sharp   civic.PhotoID // whose large copy is shown
	thumbs  map[civic.PhotoID]*w.Thumb
}

func newHero(s *Screen) *hero {
	v := s.v
	h := &hero{s: s, picture: &canvas.Image{FillMode: canvas.ImageFillCover, CornerRadius: theme.CardRadius}, count: w.NewBold("").Step(theme.Caption).In(theme.OnVeil), thumbs: map[civic.PhotoID]*w.Thumb{}}
	invite := w.Middle(w.Col(10, w.NewIcon("camera", 40, theme.Link), w.Pad(0, 16, w.NewParagraph(v.Say("capture.photo.invite")).Bold().Align(fyne.TextAlignCenter)),
		w.Pad(0, 16, w.NewParagraph(v.Say("capture.photo.why")).In(theme.Muted).Step(theme.Caption).Align(fyne.TextAlignCenter))))
	h.picture.Hide()
	frame := w.NewTap(v.Say("capture.photo.take"), w.Sized(0, heroHeight-48, invite), s.shoot)
	h.empty = w.Col(4, w.Stack(w.NewBox(theme.Tint, theme.TintLine, theme.CardRadius), frame), w.Center(w.NewLinkButton("image", v.Say("capture.photo.choose"), s.pick)))
	h.badge = w.At(0, 0, w.Pad(10, 10, w.Stack(w.NewBox(theme.Veil, theme.None, 14), w.Pad(4, 10, h.count))))
	h.strip = w.Row(8)
	h.add = w.NewIconButton("camera", v.Say("capture.photo.more"), s.shoot).In(theme.Link)
	h.remove = w.NewIconButton("trash", v.Say("capture.photo.remove"), func() { s.p.RemovePhoto(h.shown) }).In(theme.OnVeil)
	h.mark = w.NewIconButton("pen", v.Say("album.draw"), h.open).In(theme.OnVeil)
	look := w.NewTap(v.Say("album.view"), w.Sized(0, heroHeight), h.open)
	pen := w.At(0, 1, w.Pad(6, 6, w.Sized(48, 48, w.NewBox(theme.Veil, theme.None, 24), h.mark)))
	add := w.Sized(small, small, w.NewBox(theme.Card, theme.Line, theme.ControlRadius), h.add)
	bin := w.At(1, 0, w.Pad(6, 6, w.Sized(48, 48, w.NewBox(theme.Veil, theme.None, 24), h.remove)))
	h.full = w.Sized(0, heroHeight, w.NewBox(theme.Sunken, theme.Line, theme.CardRadius), h.picture, look, h.badge, bin, pen, w.At(1, 1, w.Pad(8, 8, w.Row(8, h.strip, add))))
	h.body = w.Stack(h.empty, h.full)
	return h
}

func (h *hero) draw(state present.CaptureState) {
	w.Show(h.empty, len(state.Photos) == 0)
	w.Show(h.full, len(state.Photos) > 0)
	if len(state.Photos) == 0 {
		h.shown, h.sharp = civic.PhotoID{}, civic.PhotoID{}
		return
	}
	at := len(state.Photos) - 1 // the newest, unless another was chosen
	for i, p := range state.Photos {
		if p.ID == h.shown && p.ID != (civic.PhotoID{}) {
			at = i
		}
	}
	photo := state.Photos[at]
	h.shown = photo.ID
	h.count.SetText(strconv.Itoa(at+1) + " / " + strconv.Itoa(len(state.Photos)))
	h.show(photo)
	var strip []fyne.CanvasObject
	for i, p := range state.Photos {
		if i != at && len(strip) < 3 {
			strip = append(strip, h.thumb(p))
		}
	}
	h.strip.Objects = strip
	w.Show(h.add, !state.Full)
	h.full.Refresh()
}

// open shows the picture closely, where it can be drawn on.
func (h *hero) open() { h.s.host.ShowPhoto(h.s.p.PhotoArg(h.shown)) }

// show puts a picture up: its preview at once, and sharp as soon as that is read.
func (h *hero) show(p present.Photo) {
	if p.State != civic.PhotoPrepared {
		h.sharp = civic.PhotoID{} // its copies are made anew: something was drawn on it
	}
	if h.sharp == p.ID && p.ID != (civic.PhotoID{}) {
		return
	}
	small := w.Decode(p.Preview)
	h.picture.Hidden = small == nil
	if small != nil {
		h.picture.Image = small
		h.picture.Refresh()
	}
	if p.State != civic.PhotoPrepared {
		return
	}
	id := p.ID
	h.s.p.Picture(id, func(large image.Image) {
		if large != nil && h.shown == id {
			h.sharp, h.picture.Image, h.picture.Hidden = id, large, false
			h.picture.Refresh()
		}
	})
}

func (h *hero) thumb(p present.Photo) *w.Thumb {
	t, ok := h.thumbs[p.ID]
	if !ok {
		t = w.NewThumb(small, small, func() {
			h.shown = p.ID
			h.draw(h.s.drawn)
		})
		t.SetName(h.s.v.Say("capture.photo.show"))
		h.thumbs[p.ID] = t
	}
	if len(p.Preview) > 0 {
		if err := t.SetBytes(p.Preview, h.s.v.Say("photo.unreadable")); err != nil {
			fyne.LogError("preview", err)
		}
	}
	return t
}
