package intake

import (
	"bytes"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/widgets"
	"priyom/civic"
)

// The size of a thumbnail, in pixels.
const (
	shotWidth  = 84
	shotHeight = 64
)

// shots is the card of the photos.
type shots struct {
	s       *Screen
	body    fyne.CanvasObject
	title   *widgets.Section
	strip   *widgets.PhotoStrip
	hint    *widgets.Paragraph
	refused *widgets.Banner
	bad     *badLine
	shoot   *widgets.IconButton // with a camera of this machine

	thumbs  map[civic.PhotoID]*shot
	waiting []*shot // for files on their way in
	order   []*widgets.Thumb
	names   drawn[string] // of the refused
	full    drawn[bool]
	said    drawn[string]

	fresh   *fyne.Container // new pictures in the watched folder
	news    *widgets.Paragraph
	unwatch *widgets.IconButton
	last    drawn[present.FreshPictures]
}

// shot is a photo as it is drawn.
type shot struct {
	*widgets.Thumb
	shown present.Photo
}

func newShots(s *Screen) *shots {
	h := &shots{s: s, thumbs: map[civic.PhotoID]*shot{}, refused: widgets.NewBanner(widgets.Caution, "", "", nil), hint: widgets.NewHint(""), bad: newBadLine()}
	h.title = widgets.NewSection("camera", s.v.Say("intake.photos.label"), s.v.Say("intake.photos.drop"))
	h.newFresh()
	h.strip = widgets.NewPhotoStrip(shotWidth, shotHeight, s.v.Say("intake.photos.add"), func() { s.host.PickPhotos(s.p.AddPhotos) })
	h.refused.Hide()
	h.hint.Hide()
	h.unwatch = widgets.NewIconButton("eye-off", s.v.Say("intake.watch.stop"), func() { s.p.SetWatch("") })
	h.unwatch.Hide()
	h.shoot = widgets.NewIconButton("camera", s.v.Say("intake.photos.shoot"), func() {
		if !s.p.Shoot() { // it was unplugged since
			s.host.PickPhotos(s.p.AddPhotos)
		}
	})
	strip := widgets.Row(4, widgets.Grow(h.strip), widgets.Middle(h.shoot), widgets.Middle(widgets.NewIconButton("folder", s.v.Say("intake.watch.choose"), s.p.ChooseWatch)), widgets.Middle(h.unwatch))
	h.body = widgets.Card(cardMargin, widgets.Col(cardGap, h.title, h.fresh, widgets.Col(8, strip, h.hint, h.bad.Container), h.refused))
	return h
}

func (h *shots) draw(state present.IntakeState) {
	h.drawThumbs(state.Photos)
	h.full.to(state.Full, h.strip.SetFull)
	widgets.Show(h.shoot, state.Camera && !state.Full)
	h.last.to(state.Fresh, h.drawFresh)
	h.said.to(h.problem(state.Photos), func(words string) {
		h.hint.SetText(words)
		widgets.Show(h.hint, words != "")
	})
	h.bad.say(state.Wrong[present.FieldPhotos])
	h.drawRefused(state.Refused)
}

// drawThumbs keeps the thumbnail of each photo, so that none flickers or loses the keyboard.
func (h *shots) drawThumbs(photos []present.Photo) {
	order, waiting := make([]*widgets.Thumb, 0, len(photos)), 0
	for _, p := range photos {
		if p.ID == (civic.PhotoID{}) {
			if waiting == len(h.waiting) {
				h.waiting = append(h.waiting, &shot{Thumb: widgets.NewThumb(shotWidth, shotHeight, nil)})
			}
			order, waiting = append(order, h.waiting[waiting].Thumb), waiting+1
			continue
		}
		one, ok := h.thumbs[p.ID]
		if !ok {
			one = &shot{Thumb: widgets.NewThumb(shotWidth, shotHeight, func() { h.s.host.ShowPhoto(h.s.p.PhotoArg(p.ID)) })}
			one.Removable(h.s.v.Say("intake.photos.remove"), func() { h.s.p.RemovePhoto(p.ID) })
			one.SetName(p.Name)
			h.thumbs[p.ID] = one
		}
		h.drawShot(one, p)
		order = append(order, one.Thumb)
	}
	if !slices.Equal(order, h.order) {
		h.order = order
		h.strip.SetThumbs(order)
	}
	if len(photos) == 0 {
		clear(h.thumbs)
	}
}

// drawShot shows what is known of a photo. A preview is decoded once.
func (h *shots) drawShot(one *shot, p present.Photo) {
	unreadable := h.s.v.Say("intake.photos.unreadable")
	switch {
	case p.State == one.shown.State && (p.Preview == nil) == (one.shown.Preview == nil) && bytes.Equal(p.Preview, one.shown.Preview):
		return
	case p.State == civic.PhotoUnreadable:
		one.SetUnreadable(unreadable)
	case p.Preview != nil:
		_ = one.SetBytes(p.Preview, unreadable) // then it says so itself
	default:
		one.SetLoading()
	}
	one.shown = p
}

// problem is what is the matter with a photo; "" if nothing is.
func (h *shots) problem(photos []present.Photo) string {
	for _, p := range photos {
		if p.Problem != "" {
			return h.s.v.With("intake.photos.problem", map[string]any{"Name": p.Name, "Why": p.Problem})
		}
	}
	return ""
}

// drawRefused names the files that were not taken, with the reasons.
func (h *shots) drawRefused(refused []string) {
	h.names.to(strings.Join(refused, "\n"), func(lines string) {
		if lines != "" {
			h.refused.Set(widgets.Caution, h.s.v.Say("intake.refused-title"), lines)
		}
		widgets.Show(h.refused, lines != "")
	})
}
