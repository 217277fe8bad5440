package inspect

import (
	"bytes"
	"image"
	_ "image/jpeg" // all pictures here are

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
)

// pictureHeight is that of the picture before, as long as there is none after.
const pictureHeight = 210

// pictures are how it was and how it is: the picture before as a guide, and both under a border that is dragged once there are two.
type pictures struct {
	s      *Screen
	body   *fyne.Container
	slider *w.BeforeAfter
	guide  *fyne.Container
	before *canvas.Image
	tag    *w.Text
	none   *w.Empty
	bad    *w.Paragraph
	strip  *fyne.Container
	shown  [2]int // lengths of what is shown: another picture has another
	thumbs map[civic.PhotoID]*w.Thumb
}

func newPictures(s *Screen) *pictures {
	v := s.v
	p := &pictures{s: s, before: &canvas.Image{FillMode: canvas.ImageFillCover, CornerRadius: theme.PhotoRadius}, thumbs: map[civic.PhotoID]*w.Thumb{}}
	p.tag = w.NewBold("").Step(theme.Small).In(theme.OnVeil)
	p.none = w.NewEmpty("image-off", " ", "", nil)
	badge := w.At(0, 0, w.Pad(9, 9, w.Stack(w.NewBox(theme.Veil, theme.None, 13), w.Pad(4, 11, p.tag))))
	say := w.At(0.5, 1, w.Pad(9, 9, w.Stack(w.NewBox(theme.Veil, theme.None, 13), w.Pad(4, 11, w.NewText(v.Say("inspect.shoot.guide")).Step(theme.Small).In(theme.OnVeil)))))
	p.guide = w.Sized(0, pictureHeight, w.NewBox(theme.Sunken, theme.Line, theme.PhotoRadius), p.none, p.before, badge, say)
	p.slider = w.NewBeforeAfter(nil, nil, v.Say("inspect.before"), v.Say("inspect.after"), v.Say("inspect.slider"))
	p.bad = w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	p.strip = w.Row(8)
	p.body = w.Col(8, p.guide, p.slider, p.bad, p.strip)
	return p
}

func (p *pictures) draw(state present.InspectState) {
	if sizes := [2]int{len(state.Before), len(state.After)}; sizes != p.shown {
		p.shown = sizes
		before, after := decode(state.Before), decode(state.After)
		p.before.Image, p.before.Hidden = before, before == nil
		p.before.Refresh()
		p.slider.SetImages(before, after)
	}
	both := len(state.After) > 0
	w.Show(p.slider, both)
	w.Show(p.guide, !both)
	p.tag.SetText(state.BeforeTag)
	p.slider.SetDated(state.BeforeTag, state.AfterTag)
	guided := len(state.Before) > 0
	w.Show(p.guide.Objects[3], guided)
	w.Show(p.guide.Objects[4], guided && state.Gone == "" && state.Camera)
	p.none.Set("image-off", orSpace(state.NoBefore), "")
	w.Show(p.none, !guided)
	p.bad.SetText(state.Wrong[present.InspectPhotos])
	w.Show(p.bad, state.Wrong[present.InspectPhotos] != "")
	p.strip.RemoveAll()
	for _, photo := range state.Photos {
		p.strip.Add(p.thumb(photo))
	}
	w.Show(p.strip, len(state.Photos) > 0)
}

// decode reads a whole picture; nil if there is none, or it can't be read.
func decode(content []byte) image.Image {
	if len(content) == 0 {
		return nil
	}
	m, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	return m
}

// thumb is a photo of now; a tap takes it out.
func (p *pictures) thumb(photo present.Photo) fyne.CanvasObject {
	const side = 64
	t, ok := p.thumbs[photo.ID]
	if !ok {
		t = w.NewThumb(side, side, func() { p.s.p.RemovePhoto(photo.ID) })
		t.SetName(p.s.v.Say("inspect.remove"))
		p.thumbs[photo.ID] = t
	}
	switch {
	case photo.Problem != "":
		t.SetUnreadable(photo.Problem)
	case len(photo.Preview) > 0:
		if m := decode(photo.Preview); m != nil {
			t.SetImage(m)
		}
	default:
		t.SetLoading()
	}
	return t
}
