package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// keeping is the card about how long personal data stays on this computer, and the act of the purge just made.
type keeping struct {
	p       *present.Retention
	v       *lang.Voice
	host    Host
	card    *fyne.Container
	months  *w.Select
	under   *w.Paragraph
	purge   *w.Button
	act     *fyne.Container
	title   *w.Paragraph
	facts   *fyne.Container
	numbers *w.Paragraph
}

func newKeeping(p *present.Retention, v *lang.Voice, host Host) *keeping {
	k := &keeping{p: p, v: v, host: host, under: w.NewHint(""), facts: w.Col(0), title: w.NewParagraph("").Bold(), numbers: w.NewParagraph("").Step(theme.Caption)}
	s := p.State()
	k.months = w.NewSelect("", w.Titles(s.Choices), s.Chosen, p.SetMonths)
	k.purge = w.NewButton("trash-2", v.Say("retention.purge"), p.Purge)
	k.act = w.Card(12, w.Col(8, k.title, k.facts, k.numbers, w.Flow(8, 8, w.NewButton("printer", v.Say("retention.act-print"), p.Print), w.NewButton("check", v.Say("retention.act-done"), p.Forget))))
	k.card = w.Card(16, w.Col(14, w.NewSection("archive", v.Say("retention.title"), ""), w.NewHint(v.Say("retention.hint")),
		w.Labelled(v.Say("retention.keep"), k.months), k.under, w.Left(k.purge), k.act))
	p.OnChange = k.draw
	k.draw()
	return k
}

func (k *keeping) draw() {
	s := k.p.State()
	k.months.SetChosen(s.Chosen)
	k.under.SetText(s.Under)
	key, icon := "retention.purge", "trash-2"
	switch {
	case s.Busy:
		key, icon = "retention.busy", "hourglass"
	case s.Sure:
		key, icon = "retention.sure", "triangle-alert"
	}
	k.purge.SetIcon(icon)
	k.purge.SetText(k.v.Say(key))
	w.Show(k.purge, s.Due || s.Busy)
	if s.Busy {
		k.purge.Disable()
	} else {
		k.purge.Enable()
	}
	w.Show(k.act, s.Act != nil)
	if s.Act == nil {
		return
	}
	k.title.SetText(s.Act.Title)
	k.facts.Objects = nil
	for _, f := range s.Act.Facts {
		k.facts.Add(fact(k.v, k.host, f))
	}
	k.facts.Refresh()
	k.numbers.SetText(strings.Join(s.Act.Numbers, ", "))
}
