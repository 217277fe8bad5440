// Package settings draws how the program looks and what this computer is.
package settings

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/space"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// Host is what the settings ask of the window.
type Host interface {
	// Copy puts a text on the clipboard.
	Copy(text string)
	// Notify says something that is done.
	Notify(t present.Tone, words string)
}

// scales are the text sizes, and their words.
var (
	scales = []float32{1, 1.1, 1.25, 1.5}
	sizes  = []string{"100 %", "110 %", "125 %", "150 %"}
)

// Screen is the settings' page.
type Screen struct {
	p       *present.Settings
	v       *lang.Voice
	host    Host
	lang    *w.Segments
	variant *w.Segments
	size    *w.Segments
	facts   *fyne.Container
	link    *fyne.Container
	check   *check
	maps    *present.Maps
	chart   *district
	backup  *backup
	keeping *keeping
	space   *space.Card
	slips   *receipts
	staff   *staff
	guard   *guard
	content fyne.CanvasObject
	drawn   present.SettingsState
}

// New makes the page and listens to its presenters.
func New(point *present.Point, host Host) *Screen {
	p, maps, v := point.Settings, point.Maps, point.Voice()
	s := &Screen{p: p, v: v, host: host, maps: maps, chart: newDistrict(maps, v), facts: w.Col(0), link: w.Col(12), check: newCheck(p, point.Doctor, v)}
	s.slips = newReceipts(point.Receipts, point.Preview, v)
	s.backup, s.keeping = newBackup(point.Backup, v, host), newKeeping(point.Keeping, v, host)
	s.space = space.NewCard(point.Space, v)
	s.staff, s.guard = newStaff(p.Staff, v), newGuard(point.Guard, v)
	state := p.State()
	s.lang = w.NewSegments(names(v), langAt(state.Look), func(i int) { s.change(func(l *present.Look) { l.Lang = civic.Langs()[i] }) })
	s.variant = w.NewSegments([]string{v.Say("settings.theme-light"), v.Say("settings.theme-dark")}, darkAt(state.Look),
		func(i int) { s.change(func(l *present.Look) { l.Dark = i == 1 }) })
	s.size = w.NewSegments(sizes, scaleAt(state.Look), func(i int) { s.change(func(l *present.Look) { l.Scale = scales[i] }) })
	view := w.Card(16, w.Col(14, w.NewSection("sun", v.Say("settings.look"), ""), w.Labelled(v.Say("settings.lang"), s.lang),
		w.Labelled(v.Say("settings.theme"), s.variant), w.Labelled(v.Say("settings.size"), s.size)))
	computer := w.Card(16, w.Col(14, w.NewSection("monitor", v.Say("settings.computer"), ""), s.facts, s.link))
	body := w.Columns(820, 16, 1, 1.3, w.Col(16, view, s.check.card, s.slips.card, s.keeping.card, s.guard.card), w.Col(16, s.staff.card, computer, s.space.Body, s.backup.card, s.chart.card))
	s.content = w.NewScroll(w.Pad(16, 24, w.Col(16, w.NewPageTitle(v.Say("settings.title"), ""), body)))
	point.Guard.OnChange = s.drawGuard
	p.OnChange = s.draw
	maps.OnChange = func() { s.chart.draw(maps.State()) }
	s.draw()
	s.drawGuard()
	return s
}

// drawGuard shows what is open to whoever sits here.
func (s *Screen) drawGuard() {
	s.guard.draw()
	for _, card := range []*fyne.Container{s.keeping.card, s.space.Body, s.backup.card, s.chart.card} {
		w.Show(card, s.guard.drawn.Open)
	}
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the language.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.lang) }

// Key acts on nothing.
func (s *Screen) Key(fyne.KeyName) bool { return false }

// change changes the look, which builds the window anew.
func (s *Screen) change(how func(*present.Look)) {
	l := s.p.State().Look
	how(&l)
	s.p.SetLook(l)
}

// names are the languages in themselves.
func names(v *lang.Voice) []string {
	var names []string
	for _, l := range civic.Langs() {
		names = append(names, v.Say("lang."+string(l)))
	}
	return names
}

func langAt(l present.Look) int { return max(0, slices.Index(civic.Langs(), l.Lang)) }

func darkAt(l present.Look) int {
	if l.Dark {
		return 1
	}
	return 0
}

// scaleAt is the size nearest to what was kept.
func scaleAt(l present.Look) int {
	best := 0
	for i, s := range scales {
		if abs(s-l.Scale) < abs(scales[best]-l.Scale) {
			best = i
		}
	}
	return best
}

func abs(f float32) float32 { return max(f, -f) }

// draw shows what the presenter says.
func (s *Screen) draw() {
	old, state := s.drawn, s.p.State()
	s.drawn = state
	s.lang.SetChosen(langAt(state.Look))
	s.variant.SetChosen(darkAt(state.Look))
	s.size.SetChosen(scaleAt(state.Look))
	if !reflect.DeepEqual(old.Device, state.Device) {
		s.drawFacts(state.Device)
	}
	if old.Enrolled != state.Enrolled || old.Demo != state.Demo || old.Busy != state.Busy || old.Device == nil {
		s.drawLink(state)
	}
	s.check.draw(state)
	s.chart.draw(s.maps.State())
}

// drawFacts writes what this computer is. An id or a path is broken rather than let it widen the page.
func (s *Screen) drawFacts(facts []present.Fact) {
	s.facts.Objects = nil
	for _, f := range facts {
		s.facts.Add(fact(s.v, s.host, f))
	}
	s.facts.Refresh()
	w.Settle(s.facts)
}

// fact is a line of a table, with a button that copies what nobody types by hand.
func fact(v *lang.Voice, host Host, f present.Fact) fyne.CanvasObject {
	line := w.Row(8, w.Scaled(150, 0, w.Middle(w.NewCaption(f.Label).Ellipsis())), w.Grow(w.Middle(w.NewParagraph(f.Value).Step(theme.Small))))
	if f.Copy {
		line.Add(w.Middle(w.NewIconButton("copy", v.Say("settings.copy"), func() {
			host.Copy(f.Value)
			host.Notify(present.ToneGood, v.Say("settings.copied"))
		}).In(theme.Link)))
	}
	return w.Scaled(0, 40, line)
}

// drawLink offers a portal to a computer without one, and the way out of the practice district.
func (s *Screen) drawLink(state present.SettingsState) {
	v := s.v
	s.link.Objects = nil
	switch {
	case state.Demo:
		out := w.NewButton("undo", v.Say("settings.leave-demo"), s.p.LeaveDemo)
		if state.Busy {
			out.SetText(v.Say("settings.leaving"))
			out.Disable()
		}
		s.link.Objects = []fyne.CanvasObject{w.NewBanner(w.Caution, v.Say("settings.demo"), v.Say("settings.leave-demo-under"), nil).
			Lead(w.NewTile("graduation-cap", 40, theme.Warning)), w.Left(out)}
	case !state.Enrolled:
		s.link.Objects = []fyne.CanvasObject{w.NewBanner(w.Info, v.Say("settings.loose"), v.Say("settings.loose-under"), nil).
			Lead(w.NewTile("link", 40, theme.Accent)), w.Left(w.NewMainButton("link", v.Say("settings.connect"), s.p.Connect))}
	}
	s.link.Refresh()
	w.Settle(s.link)
}
