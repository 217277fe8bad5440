// Package inspect draws one task on the spot: how it was and how it is, whether the photo shows it, and what came of it.
//
// Its invariant: what is on the page is the presenter's, which is a draft on the disk within a moment of the last key; the page itself
// holds nothing that a kill could take away.
package inspect

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	"priyom/app/ui/tasks"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// Host is what the page asks of the phone.
type Host interface {
	Return()
	Redraw()
	Notify(t present.Tone, words string)
	OpenURL(address string) bool
	Copy(text string)
	PickPhotos(chosen func([]present.PhotoFile))
	ShowPhoto(arg string)
}

// Screen is the page.
type Screen struct {
	p    *present.Inspect
	v    *lang.Voice
	host Host
	stop func()

	title   *w.Paragraph
	under   *w.Paragraph
	due     *w.DeadlineBadge
	words   *w.Paragraph
	note    *w.Banner
	gone    *w.Banner
	done    *w.Banner
	refused *w.Banner
	views   *pictures
	checks  *fyne.Container
	past    *fyne.Container
	pastOf  *fyne.Container

	form      *fyne.Container
	outcomes  *w.ChipRow
	outBad    *w.Paragraph
	comment   *w.Field
	override  *w.Field
	questions *fyne.Container
	asked     *fyne.Container
	voice     *w.Button
	play      *w.IconButton
	meter     *fyne.Container
	kept      *fyne.Container // the note, to be heard and to be dropped
	level     *w.Progress
	length    *w.Text
	drop      *w.IconButton
	said      *w.Text // how long the note is
	spoken    *fyne.Container
	clear     *w.IconButton
	way       *w.IconButton
	more      *w.IconButton
	main      *w.MainButton
	action    *fyne.Container
	page      *w.Scroll
	missing   *w.Empty
	body      fyne.CanvasObject
	drawn     present.InspectState
	made      []present.QuestionLine
}

// New makes the page of a task and listens to its presenter.
func New(p *present.Inspect, id civic.ReportID, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host, checks: w.Col(0), past: w.Col(10), questions: w.Col(6)}
	s.title, s.under = w.NewParagraph("").Bold().Step(theme.Title), w.NewParagraph("").In(theme.Muted).Step(theme.Caption)
	s.due, s.words = w.NewDeadlineBadge(w.ClockRuns, ""), w.NewParagraph("")
	s.note, s.gone = w.NewBanner(w.Info, " ", "", nil), w.NewBanner(w.Caution, " ", "", nil)
	s.done, s.refused = w.NewBanner(w.Good, " ", "", nil), w.NewBanner(w.Caution, " ", "", nil)
	s.views = newPictures(s)
	s.outcomes = w.NewChipRow(nil, -1, s.choose)
	s.outBad = w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	s.comment = w.NewTextArea(v.Say("inspect.comment"), 2).Changed(p.SetComment)
	s.override = w.NewTextArea(v.Say("inspect.override"), 2).Changed(p.SetOverride)
	s.override.SetHint(v.Say("inspect.override.hint"))
	s.asked = w.Card(16, w.Col(10, w.NewLabel(v.Say("inspect.checklist")), s.questions))
	s.voice = w.NewButton("mic", v.Say("inspect.voice"), p.Record)
	s.drop, s.said = w.NewIconButton("trash", " ", p.DropVoice), w.NewBold("")
	s.play = w.NewIconButton("play", v.Say("inspect.voice.play"), p.Play).In(theme.Link)
	s.level, s.length = w.NewProgress(8), w.NewBold("0:00")
	s.meter = w.Row(12, w.Middle(w.NewIcon("mic", 20, theme.Danger)), w.Grow(w.Middle(s.level)), w.Middle(s.length))
	s.kept = w.Row(8, s.play, w.Middle(w.NewIcon("mic", 20, theme.Muted)), w.Middle(s.said), w.Space(), s.drop)
	s.spoken = w.Col(8, s.meter, s.voice, s.kept)
	s.clear = w.NewIconButton("trash", v.Say("inspect.discard"), p.Discard)
	s.way = w.NewIconButton("navigation", v.Say("inspect.navigate"), func() { tasks.Navigate(host, v, s.drawn.Navigate) })
	s.more = w.NewIconButton("camera", v.Say("inspect.more"), s.shoot).In(theme.Link)
	s.main = w.NewMainButton("camera", "", s.act)
	s.action = w.Row(12, w.Sized(56, 56, w.NewBox(theme.Card, theme.Line, theme.ControlRadius), s.more), w.Grow(s.main))
	s.pastOf = w.Card(16, w.Col(10, w.NewLabel(v.Say("inspect.past")), s.past))
	outcome := w.Col(2, w.NewLabel(v.Say("inspect.outcome")), s.outcomes, s.outBad)
	s.form = w.Col(12, s.refused, w.Card(0, w.Pad(2, 16, s.checks)), outcome, s.override, s.comment, s.asked, s.spoken)
	head := w.Col(4, s.title, s.under, w.Left(s.due))
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(12, s.done, s.gone, head, s.words, s.note, s.views.body, s.form, s.pastOf)))
	s.missing = w.NewEmpty("help", v.Say("inspect.missing"), v.Say("inspect.missing.under"), nil)
	s.body = w.Stack(s.page, s.missing)
	p.OnChange, p.OnLoad, p.OnSound = s.draw, s.load, s.sound
	s.stop = p.Attend(id)
	s.load()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Back implements phone.Screen.
func (s *Screen) Back() bool { return false }

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject {
	if s.drawn.Main == "" || s.drawn.Missing {
		return nil
	}
	return s.action
}

// Tell implements phone.Telling.
func (s *Screen) Tell() (icon, words string) {
	if s.drawn.Gone != "" || s.drawn.Missing || s.drawn.Done.Title != "" {
		return "", ""
	}
	return "cloud-upload", s.v.Say("inspect.tell")
}

// Tail implements phone.Tailed.
func (s *Screen) Tail() fyne.CanvasObject {
	switch {
	case s.drawn.Begun && s.drawn.Done.Title == "":
		return s.clear
	case s.drawn.Navigate != "" && s.drawn.Gone == "":
		return s.way
	}
	return nil
}

// Leave implements phone.Leaving.
func (s *Screen) Leave() {
	s.stop()
	s.p.OnChange, s.p.OnLoad, s.p.OnSound = nil, nil, nil
}

// act is the main action.
func (s *Screen) act() {
	switch {
	case s.drawn.Done.Title != "":
		s.host.Return()
	case s.drawn.MainIcon == "camera":
		s.shoot()
	default:
		s.p.Save()
		s.reveal()
	}
}

// shoot takes a picture, or lets choose one where there is no camera.
func (s *Screen) shoot() {
	if !s.p.Shoot() {
		s.host.PickPhotos(s.p.AddPhotos)
	}
}

// reveal brings a person to the first thing that is missing.
func (s *Screen) reveal() {
	for _, f := range []struct {
		field string
		at    fyne.CanvasObject
	}{{present.InspectPhotos, s.views.body}, {present.InspectOutcome, s.outcomes}, {present.InspectOverride, s.override}, {present.InspectComment, s.comment}} {
		if s.p.State().Wrong[f.field] != "" {
			w.Reveal(f.at)
			return
		}
	}
}

func (s *Screen) choose(i int) {
	if i >= 0 && i < len(s.drawn.Outcomes) {
		s.p.SetOutcome(s.drawn.Outcomes[i].Outcome)
	}
}

// load puts the words of another task into the fields.
func (s *Screen) load() {
	state := s.p.State()
	s.comment.SetText(state.Comment)
	s.override.SetText(state.Override)
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	before, state := s.drawn, s.p.State()
	s.drawn = state
	if state.Done.Title != "" && before.Done.Title == "" {
		s.page.ScrollToTop() // what was done is said there
	}
	w.Show(s.missing, state.Missing)
	w.Show(s.page, !state.Missing && state.Loaded)
	if state.Missing || !state.Loaded {
		s.host.Redraw()
		return
	}
	s.title.SetText(state.Title)
	s.under.SetText(strings.Trim(state.Under+" \u00b7 "+state.Way, " \u00b7"))
	s.due.Set(look.Clock(state.Due.Clock), state.Due.Words)
	w.Show(s.due, state.Due.Words != "" && state.Gone == "")
	s.words.SetText(state.Words)
	w.Show(s.words, state.Words != "" && state.Words != state.Title)
	s.note.Set(w.Info, s.v.Say("inspect.note"), state.Note)
	w.Show(s.note, state.Note != "" && state.Gone == "")
	s.gone.Set(w.Caution, orSpace(state.Gone), "")
	w.Show(s.gone, state.Gone != "" && state.Done.Title == "")
	s.done.Set(w.Good, orSpace(state.Done.Title), state.Done.Under)
	w.Show(s.done, state.Done.Title != "")
	s.refused.Set(w.Caution, orSpace(strings.Join(state.Refused, "\n")), "")
	w.Show(s.refused, len(state.Refused) > 0)
	s.views.draw(state)
	s.drawForm(state)
	s.drawPast(state.Past)
	s.main.SetIcon(orIcon(state.MainIcon))
	s.main.SetText(state.Main)
	busy := ""
	if state.Saving {
		busy = s.v.Say("inspect.saving")
	}
	s.main.SetBusy(busy)
	w.Show(s.action.Objects[0], state.MainIcon == "check" && !state.Full)
	s.host.Redraw()
}

func (s *Screen) drawForm(state present.InspectState) {
	w.Show(s.form, state.Gone == "" && state.Done.Title == "")
	s.checks.RemoveAll()
	for i, c := range state.Checks {
		if i > 0 {
			s.checks.Add(w.Divider())
		}
		s.checks.Add(checkRow(c))
	}
	labels, chosen := make([]string, len(state.Outcomes)), -1
	for i, o := range state.Outcomes {
		labels[i] = o.Title
		if o.Outcome == state.Outcome {
			chosen = i
		}
	}
	s.outcomes.SetChips(labels, chosen)
	s.outBad.SetText(state.Wrong[present.InspectOutcome])
	w.Show(s.outBad, state.Wrong[present.InspectOutcome] != "")
	s.comment.SetHint(state.Hint)
	s.comment.SetError(state.Wrong[present.InspectComment])
	s.override.SetError(state.Wrong[present.InspectOverride])
	w.Show(s.override, state.Asks)
	if !slices.Equal(s.made, state.Questions) {
		s.made = slices.Clone(state.Questions)
		s.drawQuestions(state.Questions)
	}
	w.Show(s.asked, len(state.Questions) > 0)
	voice := s.v.Say("inspect.voice")
	if state.Recording {
		voice = s.v.Say("inspect.voice.stop")
	}
	s.voice.SetText(voice)
	s.drop.SetIcon("trash", s.v.With("inspect.voice.drop", lang.Args{"Length": state.Voice}))
	s.said.SetText(state.Voice)
	w.Show(s.kept, state.Voice != "" && !state.Recording)
	w.Show(s.voice, state.Voice == "" || state.Recording)
	begins := state.Recording && !s.meter.Visible()
	w.Show(s.meter, state.Recording)
	if !state.Recording {
		s.sound(0, "0:00")
	}
	play, icon := s.v.Say("inspect.voice.play"), "play"
	if state.Playing {
		play, icon = s.v.Say("inspect.voice.quiet"), "pause"
	}
	s.play.SetIcon(icon, play)
	w.Show(s.play, state.Player && state.Voice != "" && !state.Recording)
	w.Show(s.spoken, state.Recorder)
	if begins {
		w.Reveal(s.voice) // it has grown
	}
}

// sound shows how loud it is, and how long already.
func (s *Screen) sound(level float64, length string) {
	s.level.SetValue(float32(level))
	s.length.SetText(length)
}

// checkRow is one of the checks: what is so, what is asked for, and whether it fits.
func checkRow(c present.Said) fyne.CanvasObject {
	icon, role := "circle-check", theme.Success
	switch c.Tone {
	case present.ToneWarn, present.ToneAlarm:
		icon, role = "triangle-alert", theme.Danger
	case present.ToneCalm, present.ToneAccent:
		icon, role = "info", theme.Muted
	case present.ToneGood:
	}
	words := w.Col(0, w.NewParagraph(c.Title).Bold())
	if aside := strings.Trim(c.Under+" \u00b7 "+c.Aside, " \u00b7"); aside != "" {
		words.Add(w.NewParagraph(aside).In(theme.Muted).Step(theme.Caption))
	}
	return w.Pad(10, 0, w.Row(12, w.Middle(w.NewIcon(c.Icon, 22, theme.Muted)), w.Grow(w.Middle(words)), w.Middle(w.NewIcon(icon, 22, role))))
}

// drawQuestions are the checklist: each with three answers.
func (s *Screen) drawQuestions(list []present.QuestionLine) {
	s.questions.RemoveAll()
	states := []civic.CheckState{civic.CheckYes, civic.CheckNo, civic.CheckNA}
	var labels []string
	for _, state := range states {
		labels = append(labels, s.v.Say("inspect.check."+string(state)))
	}
	for _, q := range list {
		s.questions.Add(w.Col(0, w.NewParagraph(q.Ask), w.NewChipRow(labels, slices.Index(states, q.State), func(i int) { s.p.Answer(q.Slug, states[i]) })))
	}
}

func (s *Screen) drawPast(list []present.Said) {
	s.past.RemoveAll()
	for _, said := range list {
		words := w.Col(0, w.NewParagraph(said.Title+" \u00b7 "+said.Aside).Bold(), w.NewParagraph(said.Under).In(theme.Muted).Step(theme.Caption))
		s.past.Add(w.Row(12, w.NewIcon(said.Icon, 22, look.Role(said.Tone)), w.Grow(words)))
	}
	w.Show(s.pastOf, len(list) > 0)
}

func orSpace(text string) string {
	if text == "" {
		return " "
	}
	return text
}

func orIcon(icon string) string {
	if icon == "" {
		return "check"
	}
	return icon
}
