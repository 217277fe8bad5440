package enroll

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
	"priyom/lang"
)

// Screen is the page on which a device gets its portal.
type Screen struct {
	p *present.Enroll
	v *lang.Voice

	url   *widgets.Field
	code  *widgets.Field
	bad   *widgets.Banner
	main  *widgets.MainButton
	demo  *widgets.Button
	extra fyne.CanvasObject // the card of the practice district
	queue *widgets.Banner

	page *widgets.Scroll
}

// New makes the page and listens to the presenter.
func New(p *present.Enroll, v *lang.Voice) *Screen {
	s := &Screen{
		p: p, v: v, bad: widgets.NewBanner(widgets.Alarm, "", "", nil).Lead(widgets.NewIcon("triangle-alert", 24, theme.Danger)),
		queue: widgets.NewBanner(widgets.Info, "", "", nil).Lead(widgets.NewIcon("inbox", 24, theme.Link)),
	}
	s.url = widgets.NewField(v.Say("enroll.url")).Hint(v.Say("enroll.url-hint")).Icon("globe").Changed(p.SetURL)
	s.code = widgets.NewField(v.Say("enroll.code")).Hint(v.Say("enroll.code-hint")).Icon("key").Changed(p.SetCode)
	s.url.Entry.OnSubmitted = func(string) { s.focus(s.code.Entry) }
	s.code.Entry.OnSubmitted = func(string) { p.Submit() }
	s.main = widgets.NewMainButton("link", v.Say("enroll.main"), p.Submit)
	s.demo = widgets.NewButton("graduation-cap", v.Say("enroll.demo"), p.TryDemo)
	state := p.State()
	s.url.SetText(state.URL)
	s.code.SetText(state.Code)

	form := widgets.Card(24, widgets.Col(16, widgets.NewSection("link", v.Say("enroll.form"), ""), s.url, s.code, s.bad, s.main))
	s.extra = aside("graduation-cap", v.Say("enroll.demo-title"), v.Say("enroll.demo-under"), s.demo)
	later := aside("file-plus", v.Say("enroll.later-title"), v.Say("enroll.later-under"), widgets.NewButton("", v.Say("enroll.later"), p.Later))
	both := widgets.Columns(760, 16, 1.4, 1, widgets.Col(16, form), widgets.Col(16, s.extra, later))
	s.page = widgets.NewScroll(widgets.Pad(16, 24, widgets.Col(16, widgets.NewPageTitle(v.Say("enroll.title"), v.Say("enroll.under")), s.queue, both)))
	p.OnChange = s.draw
	s.draw()
	return s
}

// aside is a quieter card with another way to go on.
func aside(icon, title, under string, action fyne.CanvasObject) fyne.CanvasObject {
	words := widgets.Col(2, widgets.NewParagraph(title).Bold(), widgets.NewHint(under))
	top := widgets.Row(12, widgets.Col(0, widgets.NewTile(icon, 40, theme.Muted)), widgets.Grow(words))
	return widgets.Card(16, widgets.Col(12, top, action))
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus puts the keyboard into the first field that is still empty.
func (s *Screen) Focus(c fyne.Canvas) {
	if s.url.Text() != "" && s.code.Text() == "" {
		c.Focus(s.code.Entry)
		return
	}
	c.Focus(s.url.Entry)
}

// Key has no use for any key.
func (s *Screen) Key(fyne.KeyName) bool { return false }

func (s *Screen) focus(on fyne.Focusable) {
	if c := widgets.CanvasShowing(s.page); c != nil {
		c.Focus(on)
	}
}

// draw shows the presenter's state.
func (s *Screen) draw() {
	state := s.p.State()
	for field, text := range map[*widgets.Field]string{s.url: state.URL, s.code: state.Code} {
		if field.Text() != text {
			field.SetText(text)
		}
	}
	s.drawProblem(state)
	s.drawBusy(state)
	widgets.Show(s.extra, state.HasDemo)
	if state.Waiting > 0 {
		s.queue.Set(widgets.Info, s.v.Count("enroll.waiting", state.Waiting, nil), "")
	}
	widgets.Show(s.queue, state.Waiting > 0)
}

// drawProblem says what is wrong under the field that is empty, else beneath both: the portal's answer is about the two.
func (s *Screen) drawProblem(state present.EnrollState) {
	under := map[*widgets.Field]string{s.url: "", s.code: ""}
	rest := ""
	switch {
	case state.Problem == "":
	case state.URL == "":
		under[s.url] = state.Problem
		s.focus(s.url.Entry)
	case state.Code == "":
		under[s.code] = state.Problem
		s.focus(s.code.Entry)
	default:
		rest = state.Problem
	}
	for field, words := range under {
		field.SetError(words)
	}
	if rest != "" {
		s.bad.Set(widgets.Alarm, rest, "")
	}
	widgets.Show(s.bad, rest != "")
}

// drawBusy lets nothing be changed that is on its way.
func (s *Screen) drawBusy(state present.EnrollState) {
	busy, demo := "", s.v.Say("enroll.demo")
	if state.Busy {
		busy = s.v.Say("enroll.busy")
	}
	if state.BusyDemo {
		demo = s.v.Say("enroll.demo-busy")
	}
	s.main.SetBusy(busy)
	s.demo.SetText(demo)
	for _, f := range []fyne.Disableable{s.url.Entry, s.code.Entry, s.demo} {
		if state.Busy || state.BusyDemo {
			f.Disable()
		} else {
			f.Enable()
		}
	}
}
