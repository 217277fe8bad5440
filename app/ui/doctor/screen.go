// Package doctor draws the self-check: what was looked at, what was found, and what to do about it, in plain words.
//
// Its invariant: nobody is named, neither on the page nor in the report it saves or copies.
package doctor

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the page asks of the window.
type Host interface {
	// Copy puts a text on the clipboard.
	Copy(text string)
	// Notify says something that is done.
	Notify(t present.Tone, words string)
	// Leave goes back to where one came from.
	Leave()
}

// Screen is the self-check's page.
type Screen struct {
	p       *present.Doctor
	v       *lang.Voice
	host    Host
	again   *w.MainButton
	summary *w.Banner
	rows    []*row
	save    *w.Button
	copied  *w.Button
	content fyne.CanvasObject
}

// New makes the page and listens to its presenter.
func New(p *present.Doctor, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host, summary: w.NewBanner(w.Info, "", "", nil)}
	s.again = w.NewMainButton("refresh", v.Say("doctor.again"), p.Examine)
	list := w.Col(0)
	for i := range p.State().Lines {
		if i > 0 {
			list.Add(w.Divider())
		}
		r := newRow()
		s.rows = append(s.rows, r)
		list.Add(w.Pad(12, 16, r.content))
	}
	s.save = w.NewButton("download", v.Say("doctor.save"), p.Save)
	s.copied = w.NewButton("copy", v.Say("doctor.copy"), s.copy)
	report := w.Card(16, w.Col(12, w.NewSection("file-text", v.Say("doctor.report-title"), ""), w.NewHint(v.Say("doctor.report-under")), w.Flow(8, 8, s.save, s.copied)))
	body := w.Columns(780, 16, 2.2, 1, w.Col(16, s.summary, w.Card(0, list)), w.Col(16, report))
	title := w.NewPageTitle(v.Say("doctor.title"), v.Say("doctor.hint"), s.again)
	foot := w.FootBar(w.NewButton("arrow-left", v.Say("doctor.back"), host.Leave))
	s.content = w.Col(0, w.Grow(w.NewScroll(w.Pad(16, 24, w.Col(16, title, body)))), foot)
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on looking again.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.again) }

// Key acts on F5 and Esc.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF5:
		s.p.Examine()
	case fyne.KeyEscape:
		s.host.Leave()
	default:
		return false
	}
	return true
}

func (s *Screen) copy() {
	s.host.Copy(s.p.Report())
	s.host.Notify(present.ToneGood, s.v.Say("doctor.copied"))
}

func (s *Screen) draw() {
	state := s.p.State()
	s.summary.Set(look.Kind(state.Tone), state.Summary, "")
	for i, line := range state.Lines {
		s.rows[i].set(line)
	}
	w.Enable(s.again, !state.Running)
	w.Enable(s.save, state.Ready)
	w.Enable(s.copied, state.Ready)
}

// row is one check.
type row struct {
	content *fyne.Container
	tile    *w.Tile
	title   *w.Text
	level   *w.Text
	found   *w.Paragraph
	next    *w.Paragraph
}

func newRow() *row {
	r := &row{
		tile: w.NewTile("hourglass", 40, theme.Muted), title: w.NewBold(" ").Ellipsis(), level: w.NewLabel(""),
		found: w.NewParagraph(" "), next: w.NewParagraph("").Step(theme.Caption),
	}
	r.content = w.Row(14, r.tile, w.Grow(w.Col(2, w.Row(8, w.Grow(r.title), r.level), r.found, r.next)))
	return r
}

func (r *row) set(line present.Diagnosis) {
	icon := map[present.Tone]string{present.ToneGood: "circle-check", present.ToneCalm: "info", present.ToneWarn: "triangle-alert", present.ToneAlarm: "siren"}[line.Tone]
	if line.Pending {
		icon = "hourglass"
	}
	r.tile.Set(icon, look.Role(line.Tone))
	r.title.SetText(line.Title)
	r.level.SetText(line.Level)
	r.found.SetText(line.Found)
	r.next.SetText(line.Next)
	w.Show(r.found, line.Found != "")
	w.Show(r.next, line.Next != "")
}
