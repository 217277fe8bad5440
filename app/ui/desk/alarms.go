package desk

import (
	"reflect"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// drawAlarms puts what is late above the first page, each with a button to where it is put right. Other pages stay as they are.
func (d *Desk) drawAlarms(s present.DeskState) {
	alarms := s.Alarms
	if s.Page != present.PageIntake {
		alarms = nil
	}
	if reflect.DeepEqual(alarms, d.alarms) {
		return
	}
	d.alarms = alarms
	lines := w.Col(8)
	for _, a := range alarms {
		lines.Add(w.NewBanner(w.Alarm, a.Title, a.Under, w.NewButton("", a.Act, func() { d.point.Go(a.Page) })))
	}
	if len(alarms) == 0 {
		d.frame.SetHead(nil)
		return
	}
	d.frame.SetHead(w.Inset(16, 24, 0, 24, lines))
}
