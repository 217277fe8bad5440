package intake

import (
	"math"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
	"priyom/app/ui/chart"
	"priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/tiles"
)

// planHeight is the least height of the map, in pixels: a street with its neighbours, and the form still goes on the screen.
const planHeight = 180

// plan is the map of the card. Its pin is the report's position: where it is tapped or the pin is left, there the report is.
type plan struct {
	s      *Screen
	body   *fyne.Container
	chart  *mapview.Map
	source tiles.Source
	pin    drawn[pin]
	shown  fyne.CanvasObject // the badge
	mine   bool              // the pin was put by a hand on this map: the view stays
}

// pin is a place, or none.
type pin struct {
	at  tiles.Point
	set bool
}

func newPlan(s *Screen) *plan {
	p := &plan{s: s, chart: chart.New(s.maps, s.v), source: s.maps.Source()}
	p.chart.SetCorners(theme.ControlRadius, theme.Card)
	p.chart.OnTapped, p.chart.OnPinDropped = p.put, p.put
	p.body = widgets.Sized(0, planHeight, p.chart)
	return p
}

func (p *plan) put(at tiles.Point) {
	p.mine = true
	p.s.p.SetPin(at)
	p.mine = false
}

// begin shows the map from its beginning, unless the report is somewhere.
func (p *plan) begin() {
	if _, set := p.s.p.Pin(); !set && p.source != nil {
		p.chart.SetView(chart.Start(p.s.maps))
	}
}

// draw moves the pin to where the report is, and says whether there is another map than before.
func (p *plan) draw() (another bool) {
	if now := p.s.maps.Source(); now != p.source {
		another, p.source, p.pin = true, now, drawn[pin]{}
		chart.Update(p.chart, p.s.maps)
	}
	at, set := p.s.p.Pin()
	p.pin.to(pin{at, set}, p.move)
	return another
}

func (p *plan) move(to pin) {
	if !to.set {
		p.chart.RemovePin()
		return
	}
	p.chart.SetPin(to.at)
	if !p.mine {
		p.chart.Go(beneath(to.at, max(p.chart.View().Zoom, chart.SpotZoom)))
	}
}

// aside is how far beneath the middle a pin is shown, in pixels: the words on the map would lie on it.
const aside = 24

// beneath is a view with a place a little beneath its middle.
func beneath(at tiles.Point, zoom float64) mapview.View {
	unit := float64(tiles.WorldSize) / 256 / math.Exp2(zoom)
	return mapview.View{Centre: tiles.Point{X: at.X, Y: at.Y - tiles.World(aside*unit)}, Zoom: zoom}
}

// badge puts something on the map.
func (p *plan) badge(o fyne.CanvasObject) {
	if p.shown != o {
		p.shown = o
		p.chart.SetBadge(o)
	}
}
