package inspect

import (
	"bytes"
	"hash/crc32"
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
	others *fyne.Container // the pictures before, where there are several
	shown  [2]uint32       // sums of what is shown
	thumbs map[civic.PhotoID]*w.Thumb
}

func newPictures(s *Screen) *pictures {
	v := s.v
	p := &pictures{s: s, before: &canvas.Image{FillMode: canvas.ImageFillCover, CornerRadius: theme.PhotoRadius}, thumbs: map[civic.PhotoID]*w.Thumb{}}
	p.tag = w.NewBold("").Step(theme.Small).In(theme.OnVeil)
	p.none = w.NewEmpty("image-off", " ", "", nil)
	badge := w.At(0, 0, w.Pad(9, 9, w.Stack(w.NewBox(theme.Veil, theme.None, 13), w.Pad(4, 11, p.tag))))
	say := w.At(0.5, 1, w.Pad(9, 9, w.Stack(w.NewBox(theme.Veil, theme.None, 13), w.Pad(4, 11, w.NewText(v.Say("inspect.shoot.guide")).Step(theme.Small).In(theme.OnVeil)))))
	look := w.NewTap(v.Say("inspect.look"), w.Sized(0, pictureHeight), func() { s.host.ShowPhoto(s.p.PhotoArg(civic.PhotoID{})) })
	p.guide = w.Sized(0, pictureHeight, w.NewBox(theme.Sunken, theme.Line, theme.PhotoRadius), p.none, p.before, badge, say, look)
	p.slider = w.NewBeforeAfter(nil, nil, v.Say("inspect.before"), v.Say("inspect.after"), v.Say("inspect.slider"))
	p.bad = w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	p.strip, p.others = w.Flow(8, 8), w.Flow(8, 8)
	p.body = w.Col(8, p.others, p.guide, p.slider, p.bad, p.strip)
	return p
}

func (p *pictures) draw(state present.InspectState) {
	if sums := [2]uint32{crc32.ChecksumIEEE(state.Before), crc32.ChecksumIEEE(state.After)}; sums != p.shown {
		p.shown = sums
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
	w.Show(p.guide.Objects[5], guided)
	p.none.Set("image-off", orSpace(state.NoBefore), "")
	w.Show(p.none, !guided)
	p.bad.SetText(state.Wrong[present.InspectPhotos])
	w.Show(p.bad, state.Wrong[present.InspectPhotos] != "")
	p.others.RemoveAll()
	for _, photo := range state.Befores {
		p.others.Add(p.other(photo, photo.ID == state.Guide))
	}
	w.Show(p.others, len(state.Befores) > 0)
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

// side is that of the small pictures, in pixels.
const side = 64

// other is one of several pictures before: a tap makes it the guide.
func (p *pictures) other(photo present.Photo, chosen bool) fyne.CanvasObject {
	t := p.made(photo.ID, p.s.v.Say("inspect.before.choose"), func() { p.s.p.ChooseBefore(photo.ID) })
	caption := ""
	if chosen {
		caption = p.s.v.Say("inspect.before.chosen")
	}
	t.SetCaption(caption)
	return fill(t, photo)
}

// thumb is a photo of now; a tap shows it closely, where it can be drawn on and taken out.
func (p *pictures) thumb(photo present.Photo) fyne.CanvasObject {
	return fill(p.made(photo.ID, p.s.v.Say("inspect.photo"), func() { p.s.host.ShowPhoto(p.s.p.PhotoArg(photo.ID)) }), photo)
}

// made is a picture's thumbnail; each has one, so that none flickers.
func (p *pictures) made(id civic.PhotoID, name string, tapped func()) *w.Thumb {
	t, ok := p.thumbs[id]
	if !ok {
		t = w.NewThumb(side, side, tapped)
		t.SetName(name)
		p.thumbs[id] = t
	}
	return t
}

// fill puts into a thumbnail what there is of a photo.
func fill(t *w.Thumb, photo present.Photo) fyne.CanvasObject {
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
