package phone

import (
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// about is what this device is, what it keeps, and whether all of it is whole.
type about struct {
	p      *present.Settings
	facts  *fyne.Container
	said   *w.Banner
	verify *w.Button
	leave  *w.Button
	page   *w.Scroll
	h      Host
}

func makeAbout(p *Phone, h Host, _ string) Screen {
	v := p.point.Voice()
	a := &about{p: p.point.Settings, facts: w.Col(10), said: w.NewBanner(w.Info, "", "", nil), h: h}
	a.verify = w.NewButton("shield-check", v.Say("settings.check"), a.p.Verify)
	a.leave = w.NewButton("undo", v.Say("settings.leave-demo"), a.p.LeaveDemo)
	a.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(12, w.Card(14, a.facts), a.verify, a.said, a.leave)))
	a.p.OnChange = a.draw
	a.draw()
	return a
}

// Content implements Screen.
func (a *about) Content() fyne.CanvasObject { return a.page }

// Back implements Screen.
func (a *about) Back() bool { return false }

// Leave implements Leaving.
func (a *about) Leave() { a.p.OnChange = nil }

func (a *about) draw() {
	s := a.p.State()
	a.facts.Objects = nil
	for _, f := range s.Device {
		line := w.Row(8, w.Grow(w.Col(0, w.NewCaption(f.Label), w.NewParagraph(strings.ReplaceAll(f.Value, "/", "/\u200b")))))
		if f.Copy {
			line.Add(w.Middle(w.NewIconButton("copy", f.Label, func() { a.h.Copy(f.Value) })))
		}
		a.facts.Add(line)
	}
	kind := w.Info
	switch s.Check {
	case present.CheckGood:
		kind = w.Good
	case present.CheckBad, present.CheckFailed:
		kind = w.Alarm
	case present.CheckIdle, present.CheckRunning:
	}
	a.said.Set(kind, s.Checked, strings.Join(s.Findings, "\n"))
	w.Show(a.said, s.Checked != "")
	w.Show(a.leave, s.Demo)
	w.Enable(a.verify, s.Check != present.CheckRunning)
	a.facts.Refresh()
	w.Settle(a.facts)
}
