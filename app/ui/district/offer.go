package district

import (
	"fyne.io/fyne/v2"

	w "priyom/app/widgets"
	"priyom/tiles"
)

// offer is what can be done at a place where nothing is yet.
type offer struct {
	s    *Screen
	body *fyne.Container
	at   tiles.Point
}

func newOffer(s *Screen) *offer {
	o := &offer{s: s}
	report := w.NewMainButton("file-plus", s.v.Say("map.report-here"), o.report)
	o.body = w.Pad(8, 14, w.Row(8, w.Grow(report), w.Col(0, w.NewIconButton("x", s.v.Say("map.close"), s.close))))
	o.body.Hide()
	return o
}

func (o *offer) show(at tiles.Point) {
	o.at = at
	o.s.chart.SetPin(at)
	o.body.Show()
	o.s.lay()
	o.s.clear(at)
}

func (o *offer) hide() {
	o.s.chart.RemovePin()
	o.body.Hide()
}

func (o *offer) report() {
	at := o.at
	o.s.close()
	o.s.p.Here(at)
}
