package picker

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// The size of a row's picture, in pixels.
const (
	thumbWidth  = 64
	thumbHeight = 46
)

// row is a picture or a folder of the list.
type row struct {
	content *fyne.Container
	mark    *w.Icon
	tile    *w.Tile
	thumb   *w.Thumb
	words   *w.ListRow
	shown   string // whose preview the thumbnail is
}

func (s *Screen) newRow() fyne.CanvasObject {
	r := &row{
		mark: w.NewIcon("circle-check", 22, theme.Accent), tile: w.NewTile("folder", 40, theme.Accent), thumb: w.NewThumb(thumbWidth, thumbHeight, nil),
		words: w.NewListRow(nil, " ", " "),
	}
	lead := w.Sized(thumbWidth, thumbHeight, w.Center(r.tile), r.thumb)
	r.content = w.Row(12, w.Middle(lead), w.Grow(r.words), w.Sized(28, 0, w.Center(r.mark)))
	s.made[r.content] = r
	return r.content
}

func (s *Screen) fill(i int, o fyne.CanvasObject) {
	r, e := s.made[o], s.p.Row(i)
	r.words.Set(e.Name, e.Under)
	tiled := e.Folder || e.Icon != ""
	r.tile.Hidden, r.thumb.Hidden = !tiled, tiled
	r.mark.Hidden = !e.Chosen
	if e.Icon != "" {
		r.tile.Set(e.Icon, theme.Success)
		return
	}
	if e.Folder {
		icon := "folder"
		if e.Up {
			icon = "arrow-up"
		}
		r.tile.Set(icon, theme.Accent)
		return
	}
	s.fillThumb(r, e)
}

func (s *Screen) fillThumb(r *row, e present.Entry) {
	switch {
	case e.Preview == nil:
		r.shown = ""
		r.thumb.SetLoading()
	case len(e.Preview) == 0:
		r.shown = ""
		r.thumb.SetUnreadable("")
	case r.shown != e.Name:
		r.shown = e.Name
		if err := r.thumb.SetBytes(e.Preview, ""); err != nil {
			r.shown = "" // it shows that it can't be read
		}
	}
	r.thumb.SetName(e.Name)
}
