package mine

import (
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/civic"
)

// shots are the photos that are being added, with the ways to add more.
type shots struct {
	s       *Report
	body    *fyne.Container
	row     *fyne.Container
	refused *w.Banner
	camera  *w.Button
	choose  *w.Button
}

// enclosedSide is that of a photo that is added, in pixels.
const enclosedSide = 72

func newShots(s *Report) *shots {
	t := &shots{s: s, row: w.Flow(8, 8), refused: w.NewBanner(w.Caution, " ", "", nil)}
	t.camera = w.NewButton("camera", s.v.Say("capture.photo.take"), func() {
		if !s.acts.Shoot() {
			t.pick()
		}
	})
	t.choose = w.NewButton("image", s.v.Say("capture.photo.choose"), t.pick)
	t.body = w.Col(8, t.row, t.refused, t.camera, t.choose)
	return t
}

func (t *shots) pick() { t.s.host.PickPhotos(t.s.acts.AddPhotos) }

func (t *shots) draw(state present.ActsState) {
	on := state.Writing == "supplement"
	t.body.Hidden = !on
	if !on {
		return
	}
	t.row.Objects = nil
	for _, p := range state.Photos {
		t.row.Add(t.small(p))
	}
	t.row.Hidden = len(state.Photos) == 0
	words := strings.Join(state.Refused, "\n")
	if words == "" {
		words = " "
	}
	t.refused.Set(w.Caution, words, "")
	t.refused.Hidden = len(state.Refused) == 0
	t.camera.Hidden = !state.Camera || state.Full
	t.choose.Hidden = state.Full
	w.Enable(t.camera, !state.Shooting)
}

// small is a photo in little; a tap shows it closely.
func (t *shots) small(p present.Photo) *w.Thumb {
	thumb := w.NewThumb(enclosedSide, enclosedSide, func() { t.s.host.ShowPhoto(t.s.acts.PhotoArg(p.ID)) })
	thumb.SetName(t.s.v.Say("mine.photo.added"))
	switch {
	case len(p.Preview) > 0:
		if err := thumb.SetBytes(p.Preview, t.s.v.Say("details.photo.none")); err != nil {
			fyne.LogError("preview", err)
		}
	case p.State == civic.PhotoUnreadable || p.State == civic.PhotoPurged:
		thumb.SetUnreadable(p.Problem)
	case p.Away:
		thumb.SetAway()
	default:
		thumb.SetLoading()
	}
	return thumb
}
