package journal

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/tiles"
)

// stillHeight is the height of the map in the details, in pixels.
const stillHeight = 128

// still is a picture of the map around a report: it can't be moved, so that the wheel scrolls the details.
type still struct {
	maps    *present.Maps
	body    *fyne.Container
	picture *canvas.Image
	source  tiles.Source
	at      tiles.Point
}

func newStill(maps *present.Maps) *still {
	s := &still{maps: maps, picture: &canvas.Image{FillMode: canvas.ImageFillCover, CornerRadius: theme.PhotoRadius}}
	pin := w.Sized(28, 28, w.NewBox(theme.Card, theme.None, 14), w.Center(w.NewIcon("map-pin", 20, theme.Danger)))
	s.body = w.Sized(0, stillHeight, s.picture, w.Center(w.Middle(pin)))
	s.body.Hide()
	return s
}

// draw asks for the map around a report, if it isn't the one that is shown. Until it is drawn there is none: the one before is of
// another place.
func (s *still) draw(d *present.Details) {
	source := s.maps.Source()
	if !d.Spot.Set || source == nil {
		s.source = nil
		s.body.Hidden = true
		return
	}
	if s.source == source && s.at == d.At {
		return
	}
	s.source, s.at = source, d.At
	s.picture.Image = nil
	s.picture.Refresh()
	s.body.Hidden = false // its room is kept, lest what is below jumps
	scale := float32(1)
	if c := w.CanvasShowing(s.body); c != nil {
		scale = c.Scale()
	}
	ask := present.Sketch{At: d.At, Width: int(besideWidth * scale), Height: int(stillHeight * scale), Fine: scale > 1.25, Dark: theme.Current().Variant().Dark()}
	s.maps.Sketch(ask, func(picture image.Image) {
		if s.at != ask.At || s.source != source {
			return
		}
		if picture == nil {
			w.Show(s.body, false)
			return
		}
		s.picture.Image = picture
		s.picture.Refresh()
	})
}
