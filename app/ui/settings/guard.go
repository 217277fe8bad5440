package settings

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// guard is the card of the administrator's lock: a PIN to open it, or the buttons that close.
type guard struct {
	p      *present.Guard
	v      *lang.Voice
	card   *fyne.Container
	hint   *w.Paragraph
	enter  *w.Field
	pin    *w.Field
	again  *w.Field
	asks   *fyne.Container // for the PIN
	sets   *fyne.Container // writes a new one
	free   *fyne.Container // what may be done while it is open
	remove *w.Button
	drawn  present.GuardState
}

func newGuard(p *present.Guard, v *lang.Voice) *guard {
	g := &guard{p: p, v: v, hint: w.NewHint(""), enter: secret(v.Say("guard.pin")), pin: secret(v.Say("staff.pin.new")).Hint(v.Say("staff.pin.hint")), again: secret(v.Say("staff.pin.again"))}
	g.asks = w.Col(12, g.enter, w.Left(w.NewButton("key", v.Say("guard.open"), g.open)))
	g.sets = w.Col(12, g.pin, g.again, w.Flow(8, 8, w.NewButton("check", v.Say("guard.set"), g.set), w.NewButton("", v.Say("staff.cancel"), p.Cancel)))
	g.remove = w.NewButton("undo", v.Say("guard.remove"), p.Remove)
	g.free = w.Flow(8, 8, w.NewButton("lock", v.Say("guard.begin"), p.Begin), g.remove)
	g.enter.Entry.OnSubmitted = func(string) { g.open() }
	g.pin.Entry.OnSubmitted = func(string) { g.focus(g.again) }
	g.again.Entry.OnSubmitted = func(string) { g.set() }
	g.card = w.Card(16, w.Col(14, w.NewSection("lock", v.Say("guard.title"), ""), g.hint, g.asks, g.sets, g.free))
	return g
}

func (g *guard) open() { g.p.Enter(g.enter.Text()) }
func (g *guard) set()  { g.p.Set(g.pin.Text(), g.again.Text()) }

func (g *guard) focus(f *w.Field) {
	if c := w.CanvasShowing(g.card); c != nil {
		c.Focus(f.Entry)
	}
}

func (g *guard) draw() {
	s := g.p.State()
	key := "guard.none"
	switch {
	case s.On && s.Open:
		key = "guard.opened"
	case s.On:
		key = "guard.closed"
	}
	g.hint.SetText(g.v.Say(key))
	w.Show(g.asks, !s.Open)
	w.Show(g.sets, s.Setting)
	w.Show(g.free, s.Open && !s.Setting)
	w.Show(g.remove, s.On)
	g.enter.SetError("")
	g.again.SetError("")
	if s.Setting {
		g.again.SetError(s.Problem)
	} else {
		g.enter.SetError(s.Problem)
	}
	if s.Open != g.drawn.Open || s.Setting != g.drawn.Setting { // a PIN never stays in a field
		for _, f := range []*w.Field{g.enter, g.pin, g.again} {
			f.SetText("")
		}
		if s.Setting {
			g.focus(g.pin)
		}
	}
	g.drawn = s
}
