package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"priyom/app/present"
	"priyom/app/widgets"
)

// foot is the bar with what can be done with the report.
type foot struct {
	s     *Screen
	body  fyne.CanvasObject
	clear *widgets.Button
	sure  *widgets.Button // stands in for clear until its second press
	save  *widgets.MainButton

	asked drawn[bool]
	busy  drawn[bool]
	words drawn[string]
}

func newFoot(s *Screen) *foot {
	v := s.v
	f := &foot{
		s: s, clear: widgets.NewButton("", v.Say("intake.clear.label"), s.p.Clear),
		sure: widgets.NewButton("", v.Say("intake.clear.sure"), s.p.Clear).Danger(),
		save: widgets.NewMainButton("check", v.Say("intake.save.label"), s.p.Save),
	}
	f.sure.Hide()
	f.body = widgets.FootBar(f.clear, f.sure, widgets.NewButton("", v.Say("intake.shelve"), s.p.Shelve),
		widgets.Grow(container.New(whole{}, widgets.NewCaption(v.Say("intake.foot")))), f.save)
	return f
}

func (f *foot) draw(state present.IntakeState) {
	f.asked.to(state.Sure, f.swap)
	key := "intake.save.label"
	if state.Advice != "" {
		key = "intake.save.anyway"
	}
	f.words.to(key, func(key string) { f.save.SetText(f.s.v.Say(key)) })
	f.busy.to(state.Saving, func(on bool) {
		busy := ""
		if on {
			busy = f.s.v.Say("intake.saving")
		}
		f.save.SetBusy(busy)
	})
}

// swap asks whether somebody is sure, under the same finger.
func (f *foot) swap(sure bool) {
	from, to := f.sure, f.clear
	if sure {
		from, to = f.clear, f.sure
	}
	c := widgets.CanvasShowing(from)
	held := c != nil && c.Focused() == from
	widgets.Show(from, false)
	widgets.Show(to, true)
	if held {
		c.Focus(to)
	}
}

// whole shows a line at the right where there is room for all of it, and else not at all: half a reassurance is none.
type whole struct{}

// Layout implements fyne.Layout.
func (whole) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		need := o.MinSize()
		if fits := need.Width <= size.Width; fits != o.Visible() {
			if fits {
				o.Show()
			} else {
				o.Hide()
			}
		}
		o.Resize(fyne.NewSize(need.Width, size.Height))
		o.Move(fyne.NewPos(size.Width-need.Width, 0))
	}
}

// MinSize implements fyne.Layout.
func (whole) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
