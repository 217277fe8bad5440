package journal

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// pickWidth is the width of one choice at 100 % text size.
const pickWidth = 172

// picks is the row of choices that narrow the register. It is there when it is asked for, and while anything is chosen.
type picks struct {
	s       *Screen
	content *fyne.Container
	selects []*w.Select
	from    *w.Field
	until   *w.Field
	own     *fyne.Container
	clear   fyne.CanvasObject
	wanted  bool
}

func newPicks(s *Screen) *picks {
	p := &picks{s: s}
	flow := w.Flow(10, 8)
	for _, kind := range present.PickKinds() {
		one := w.NewSelect(s.v.Say("journal.pick."+string(kind)), nil, -1, func(i int) { p.chosen(kind, i) })
		p.selects = append(p.selects, one)
		flow.Add(w.Scaled(pickWidth, 0, one))
	}
	p.from, p.until = p.day("journal.period.from"), p.day("journal.period.until")
	p.own = w.Row(8, w.Scaled(132, 0, p.from), w.Scaled(132, 0, p.until))
	p.clear = w.NewLinkButton("x", s.v.Say("journal.pick.clear"), s.p.ClearPicks)
	flow.Add(p.own)
	flow.Add(p.clear)
	p.content = flow
	p.own.Hide()
	p.content.Hide()
	return p
}

func (p *picks) day(key string) *w.Field {
	f := w.NewField("").Placeholder(p.s.v.Say(key))
	f.Entry.OnSubmitted = func(string) { p.setPeriod() }
	return f
}

func (p *picks) setPeriod() {
	v := p.s.v
	wrong := ""
	if !p.s.p.SetPeriod(p.from.Text(), p.until.Text()) {
		wrong = v.Say("journal.period.wrong")
	}
	p.until.SetError(wrong)
}

// chosen narrows the register; a period of one's own is written first.
func (p *picks) chosen(kind present.PickKind, i int) {
	if kind == present.PickPeriod {
		own := p.s.drawn.Picks[len(p.s.drawn.Picks)-1].Options[i].Key == "own"
		w.Show(p.own, own)
		if own {
			p.focus(p.from.Entry)
			return
		}
	}
	p.s.p.Pick(kind, i)
}

func (p *picks) focus(f fyne.Focusable) {
	if c := w.CanvasShowing(p.content); c != nil {
		c.Focus(f)
	}
}

// turn shows the row and puts the keyboard there, or takes it away again.
func (p *picks) turn() {
	p.wanted = p.content.Hidden
	if !p.wanted && p.s.drawn.Narrowed {
		p.s.p.ClearPicks()
	}
	w.Show(p.content, p.wanted)
	if p.wanted {
		p.focus(p.selects[0])
	} else {
		p.s.list.shown().Focus()
	}
}

func (p *picks) draw(now present.JournalState) {
	for i, pick := range now.Picks {
		choices := make([]w.Choice, len(pick.Options))
		for n, o := range pick.Options {
			choices[n] = w.Choice{Title: o.Title}
			if o.Count >= 0 {
				choices[n].Title = joined(o.Title, p.s.v.Number(int64(o.Count)))
			}
		}
		p.selects[i].SetChoices(choices, pick.Chosen)
		if pick.Kind == present.PickPeriod && pick.Options[pick.Chosen].Key != "own" && now.From+now.Until == "" && !p.own.Hidden && p.from.Text()+p.until.Text() != "" {
			p.from.SetText("")
			p.until.SetText("")
			w.Show(p.own, false)
		}
	}
	w.Show(p.clear, now.Narrowed)
	w.Show(p.content, (p.wanted || now.Narrowed) && now.Empty != present.EmptyYet)
}
