package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/chart"
	"priyom/app/widgets"
)

// spot says where the position is and where it comes from, and takes it away. It lies on the map, or stands alone.
type spot struct {
	body  *fyne.Container
	alone *fyne.Container
	title *widgets.Text
	under *widgets.Text
	last  drawn[present.Spot]
}

func newSpot(s *Screen) *spot {
	p := &spot{title: widgets.NewBold("").Step(theme.Caption), under: widgets.NewText("").In(theme.Muted).Step(theme.Print)}
	cross := widgets.NewIconButton("x", s.v.Say("intake.spot.clear"), s.p.ClearPosition)
	words := widgets.Middle(widgets.Col(0, p.title, p.under))
	p.body = chart.Plate(widgets.Inset(0, 0, 0, 10, widgets.Row(8, widgets.Middle(widgets.NewIcon("locate", 18, theme.Success)), words, cross)))
	p.alone = widgets.Stack()
	return p
}

// lie puts it into the one place where it is shown: two would both arrange it.
func (p *spot) lie(set, mapped bool) {
	p.alone.Objects = nil
	if set && !mapped {
		p.alone.Objects = []fyne.CanvasObject{widgets.Left(p.body)}
	}
	widgets.Show(p.alone, set && !mapped)
}

func (p *spot) draw(at present.Spot) {
	p.last.to(at, func(at present.Spot) {
		p.title.SetText(at.Where)
		p.under.SetText(at.Source)
	})
}
