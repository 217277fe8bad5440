package gate

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/widgets"
)

// phrase asks for the passphrase, or lets somebody invent one and type it twice.
type phrase struct {
	s       *Screen
	step    present.GateStep
	body    *fyne.Container
	one     *widgets.Field
	again   *widgets.Field // nil when it is asked for
	eye     *widgets.IconButton
	wanted  *widgets.Field
	visible bool
}

func newPhrase(s *Screen, step present.GateStep) *phrase {
	v, key := s.v, "gate.ask."
	if step == present.GateInvent {
		key = "gate.invent."
	}
	p := &phrase{s: s, step: step, one: widgets.NewField(v.Say("gate.ask.field"))}
	p.eye = widgets.NewIconButton("eye", v.Say("gate.show"), p.reveal)
	p.one.Trailing(p.eye)
	p.one.Entry.Password = true
	p.one.Entry.OnSubmitted = func(string) { p.submit() }
	fields := widgets.Col(16, p.one)
	if step == present.GateInvent {
		p.one.Hint(v.With("gate.invent.hint", map[string]any{"Min": present.MinPassphrase}))
		p.again = widgets.NewField(v.Say("gate.invent.again"))
		p.again.Entry.Password = true
		p.one.Entry.OnSubmitted = func(string) { s.focus(p.again.Entry) }
		p.again.Entry.OnSubmitted = func(string) { p.submit() }
		fields.Add(p.again)
	}
	p.wanted = p.one
	p.body = widgets.Col(24, heading(v.Say(key+"title"), v.Say(key+"under")), fields, widgets.NewMainButton("key", v.Say(key+"main"), p.submit))
	if step == present.GateInvent {
		p.body.Add(widgets.Center(widgets.NewLinkButton("usb", v.Say("gate.restore"), s.p.Restore)))
	}
	return p
}

func (p *phrase) content() fyne.CanvasObject { return p.body }

// first is the field that wants something: the one with a problem, if there is one.
func (p *phrase) first() fyne.Focusable { return p.wanted.Entry }

// say shows what is wrong under the field it is about: the second one, if the first is long enough.
func (p *phrase) say(problem string) {
	p.wanted = p.one
	if p.again != nil {
		if problem != "" && utf8.RuneCountInString(p.one.Text()) >= present.MinPassphrase {
			p.wanted = p.again
		}
		p.again.SetError("")
	}
	p.one.SetError("")
	p.wanted.SetError(problem)
}

func (p *phrase) submit() {
	if p.again != nil {
		p.s.p.Invent(p.one.Text(), p.again.Text())
		return
	}
	p.s.p.Enter(p.one.Text())
}

// reveal shows what is typed, or hides it again.
func (p *phrase) reveal() {
	p.visible = !p.visible
	icon, name := "eye", "gate.show"
	if p.visible {
		icon, name = "eye-off", "gate.hide"
	}
	p.eye.SetIcon(icon, p.s.v.Say(name))
	for _, f := range []*widgets.Field{p.one, p.again} {
		if f != nil {
			f.Entry.Password = !p.visible
			f.Entry.Refresh()
		}
	}
}

// leave forgets what was typed.
func (p *phrase) leave() {
	for _, f := range []*widgets.Field{p.one, p.again} {
		if f != nil {
			f.SetText("")
		}
	}
}
