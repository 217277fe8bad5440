package join

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the page asks of the window.
type Host interface {
	Redraw()
	Return()
	OpenURL(address string) bool
	PickPhotos(chosen func([]present.PhotoFile))
}

// Screen is the page.
type Screen struct {
	p    *present.Join
	v    *lang.Voice
	host Host

	body   *fyne.Container
	action *w.MainButton
	bad    *w.Banner
	fields map[present.JoinField]*w.Field
	shown  present.JoinState
}

// New makes the page and listens to the presenter.
func New(p *present.Join, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host, body: w.Col(12)}
	s.bad = w.NewBanner(w.Alarm, "", "", nil).Lead(w.NewIcon("triangle-alert", 24, theme.Danger))
	p.OnChange = s.draw
	s.build(p.State())
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return w.NewScroll(w.Pad(12, 16, s.body)) }

// Back implements phone.Screen.
func (s *Screen) Back() bool { return s.p.Back() }

// Deeper implements phone.Stepped.
func (s *Screen) Deeper() bool {
	return s.shown.Step != present.JoinWhere && s.shown.Step != present.JoinDone
}

// Title implements phone.Titled.
func (s *Screen) Title() string {
	if s.shown.Step == present.JoinChoose {
		return s.v.Say("join.how")
	}
	return s.v.Say("join.title")
}

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject {
	if s.action == nil {
		return nil
	}
	return s.action
}

// draw shows the presenter's state; what was typed isn't drawn anew while it is being typed.
func (s *Screen) draw() {
	state := s.p.State()
	if state.Step != s.shown.Step || state.Account != s.shown.Account || state.Joined != s.shown.Joined || state.Text != s.shown.Text || state.Mark != s.shown.Mark || state.Until != s.shown.Until ||
		state.Waiting != s.shown.Waiting {
		s.build(state)
		s.host.Redraw()
		return
	}
	s.show(state)
}

// build makes the page of a step.
func (s *Screen) build(state present.JoinState) {
	s.fields, s.action, s.body.Objects = map[present.JoinField]*w.Field{}, nil, nil
	switch state.Step {
	case present.JoinChoose:
		s.choose(state)
	case present.JoinAddress:
		s.address(state)
	case present.JoinCode:
		s.code(state)
	case present.JoinBrowser:
		s.browser(state)
	case present.JoinScan:
		s.scan(state)
	case present.JoinDone:
		s.done(state)
	default:
		s.where(state)
	}
	s.body.Objects = append([]fyne.CanvasObject{s.bad}, s.body.Objects...)
	s.show(state)
	s.body.Refresh()
}

func (s *Screen) add(o ...fyne.CanvasObject) { s.body.Objects = append(s.body.Objects, o...) }

// main is the step's one main action.
func (s *Screen) main(icon, key string, do func()) {
	s.action = w.NewMainButton(icon, s.v.Say(key), do)
}

// field is one that is written in.
func (s *Screen) field(about present.JoinField, label, hint, icon, text string, changed func(string), enter func()) *w.Field {
	f := w.NewField(s.v.Say(label)).Icon(icon).Changed(changed)
	if hint != "" {
		f.Hint(s.v.Say(hint))
	}
	f.SetText(text)
	f.Entry.OnSubmitted = func(string) { enter() }
	s.fields[about] = f
	return f
}

// show puts into a page what changes while it stands.
func (s *Screen) show(state present.JoinState) {
	s.shown = state
	rest := state.Problem
	for about, f := range s.fields {
		words := ""
		if about == state.About {
			words, rest = state.Problem, ""
		}
		f.SetError(words)
		if text := map[present.JoinField]string{present.JoinFieldURL: state.URL, present.JoinFieldEmail: state.Email, present.JoinFieldCode: state.Code}[about]; f.Text() != text {
			f.SetText(text)
		}
		if state.Busy != "" {
			f.Entry.Disable()
		} else {
			f.Entry.Enable()
		}
	}
	if rest != "" {
		s.bad.Set(w.Alarm, rest, "")
	}
	w.Show(s.bad, rest != "")
	if s.action != nil {
		s.action.SetBusy(state.Busy)
	}
}
