// Package chart makes maps of the district that speak the language of a screen, and what lies on them.
package chart

import (
	"math"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/lang"
	"priyom/tiles"
)

// The zooms at which a settlement, and a place that somebody chose, are shown.
const (
	HomeZoom = 15
	SpotZoom = 17
)

// around is how far beyond the district one may look, in parts of its longer side.
const around = 4

// New makes a map of what the presenter has, which may be nothing yet; see Update.
func New(m *present.Maps, v *lang.Voice) *mapview.Map {
	return mapview.New(mapview.Config{Source: m.Source(), Post: m.Post, Still: m.Still(), Limits: limits(m), Start: Start(m), Words: words(v)})
}

// NewHere is New with the button "my place", for who walks about.
func NewHere(m *present.Maps, v *lang.Voice) *mapview.Map {
	said := words(v)
	said.Here = v.Say("map.here")
	return mapview.New(mapview.Config{Source: m.Source(), Post: m.Post, Still: m.Still(), Limits: limits(m), Start: Start(m), Words: said})
}

// Update shows another map than before, from its beginning.
func Update(c *mapview.Map, m *present.Maps) {
	c.SetSource(m.Source())
	c.SetLimits(limits(m))
	c.SetStart(Start(m))
	c.SetView(Start(m))
}

// Start is where a map begins: at the reception point's settlement, or with the whole district.
func Start(m *present.Maps) mapview.View {
	if at, ok := m.Home(); ok {
		return mapview.View{Centre: at, Zoom: HomeZoom}
	}
	return Whole(m)
}

// Whole is a view of the whole district, for a map of the usual size.
func Whole(m *present.Maps) mapview.View {
	b := m.Bounds()
	side := max(b.MaxX-b.MinX, b.MaxY-b.MinY, 1)
	const pixels, tile = 480, 256
	zoom := math.Log2(pixels * float64(tiles.WorldSize) / tile / float64(side))
	return mapview.View{Centre: tiles.Point{X: (b.MinX + b.MaxX) / 2, Y: (b.MinY + b.MaxY) / 2}, Zoom: math.Floor(zoom)}
}

func limits(m *present.Maps) mapview.Limits {
	b := m.Bounds()
	return mapview.Limits{Box: b.Grow(max(b.MaxX-b.MinX, b.MaxY-b.MinY) / around)}
}

// words are what a map says. There is no button "my place": a desk stays where it is.
func words(v *lang.Voice) mapview.Words {
	return mapview.Words{
		Map: v.Say("map.name"), ZoomIn: v.Say("map.zoom-in"), ZoomOut: v.Say("map.zoom-out"),
		Distance: func(metres float64) string {
			if metres >= 1000 {
				return v.With("map.kilometres", lang.Args{"N": v.Number(int64(math.Round(metres / 1000)))})
			}
			return v.With("map.metres", lang.Args{"N": v.Number(int64(math.Round(metres)))})
		},
	}
}

// Plate is a small card for words on a map.
func Plate(content fyne.CanvasObject) *fyne.Container {
	return widgets.Stack(widgets.NewBox(theme.Card, theme.Line, theme.ControlRadius).Raised(), content)
}

// Offline says that the map needs no line.
func Offline(v *lang.Voice) fyne.CanvasObject {
	words := widgets.NewCaption(v.Say("map.offline"))
	return Plate(widgets.Pad(4, 10, widgets.Row(6, widgets.Middle(widgets.NewIcon("circle-check", 16, theme.Success)), words)))
}

// Rank is how much a status counts where several reports are shown as one: the most urgent gives the colour.
func Rank(s theme.Status) int {
	switch s {
	case theme.StatusOverdue:
		return 6
	case theme.StatusReturned, theme.StatusRework:
		return 5
	case theme.StatusInWork:
		return 4
	case theme.StatusAssigned, theme.StatusModeration, theme.StatusDelivered, theme.StatusQueued, theme.StatusCaptured:
		return 3
	case theme.StatusSolved, theme.StatusConfirmed, theme.StatusRated, theme.StatusClosed:
		return 1
	}
	return 2
}
