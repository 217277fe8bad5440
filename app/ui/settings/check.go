package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// shownFindings is how many findings are listed: with more of them it is for the administrator's tools.
const shownFindings = 12

// check is the check of everything on this computer.
type check struct {
	v      *lang.Voice
	card   *fyne.Container
	run    *w.Button
	result *w.Banner
	state  present.CheckState
}

func newCheck(p *present.Settings, d *present.Doctor, v *lang.Voice) *check {
	c := &check{v: v, result: w.NewBanner(w.Good, "", "", nil)}
	c.run = w.NewButton("shield-check", v.Say("settings.check-main"), p.Verify)
	c.card = w.Card(16, w.Col(14, w.NewSection("shield-check", v.Say("settings.check"), ""), w.NewHint(v.Say("settings.check-under")), c.result,
		w.Flow(8, 8, c.run, w.NewButton("heart-pulse", v.Say("doctor.open"), d.Open))))
	return c
}

func (c *check) draw(s present.SettingsState) {
	if c.state == s.Check {
		return
	}
	c.state = s.Check
	running := s.Check == present.CheckRunning
	if running {
		c.run.SetIcon("hourglass")
		c.run.SetText(c.v.Say("settings.checking"))
		c.run.Disable()
	} else {
		c.run.SetIcon("shield-check")
		c.run.SetText(c.v.Say("settings.check-main"))
		c.run.Enable()
	}
	kind, under := w.Good, ""
	switch s.Check {
	case present.CheckBad:
		kind, under = w.Alarm, strings.Join(s.Findings[:min(shownFindings, len(s.Findings))], "\n")
	case present.CheckFailed:
		kind = w.Caution
	case present.CheckGood, present.CheckIdle, present.CheckRunning:
	}
	c.result.Set(kind, s.Checked, under)
	w.Show(c.result, s.Check != present.CheckIdle && !running)
}
