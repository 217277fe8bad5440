package intake

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
	"priyom/civic"
)

// what is the card of the problem: its kind, how urgent that makes it, and the citizen's words, which get the room that is
// left over.
type what struct {
	s       *Screen
	body    fyne.CanvasObject
	title   *widgets.Section
	kind    *widgets.SuggestField
	chips   *widgets.ChipRow
	advice  *widgets.Paragraph // where the chips will be
	text    *widgets.Field
	phrases *widgets.PickList
	urgency *widgets.Segments

	parts *fyne.Container // of the card
	kinds *fyne.Container // the kind, and what is often meant instead
	words *fyne.Container // the citizen's words, and the urgency

	found    []present.Category
	offered  []present.Category
	chosen   drawn[present.Category]
	danger   drawn[bool]
	urgent   drawn[civic.Urgency]
	said     drawn[string]
	badKind  wrongField
	badWords wrongField
}

func urgencies() []civic.Urgency {
	return []civic.Urgency{civic.UrgencyOrdinary, civic.UrgencyHigh, civic.UrgencyEmergency}
}

func newWhat(s *Screen) *what {
	v := s.v
	w := &what{s: s, title: widgets.NewSection("pen", v.Say("intake.what"), ""), advice: widgets.NewHint("")}
	w.kind = widgets.NewSuggestField(v.Say("intake.kind.label"))
	w.kind.Placeholder(v.Say("intake.kind.hint"))
	w.kind.OnTyped, w.kind.OnChosen = w.typed, func(i int) { w.choose(w.found, i) }
	w.kind.Entry.OnSubmitted = func(string) {
		if s.quick.value {
			s.focus(s.where.address.Entry)
			return
		}
		s.focus(w.text.Entry)
	}
	w.chips = widgets.NewChipRow(nil, -1, func(i int) { w.choose(w.offered, i) })
	w.chips.Hide()
	w.text = widgets.NewTextArea("", 2).Changed(s.p.SetText)
	w.text.Placeholder(v.Say("intake.phrase.hint"))
	w.phrases = widgets.NewPickList(w.text.Entry, w.insert)
	w.onGap()
	labels := []string{v.Say("intake.urgency.ordinary"), v.Say("intake.urgency.high"), v.Say("intake.urgency.emergency")}
	w.urgency = widgets.NewSegments(labels, 0, func(i int) { s.p.SetUrgency(urgencies()[i]) }).Danger(2)
	w.badKind.of, w.badWords.of = &w.kind.Field, w.text

	// The urgency stands in the line of the text's label: the form goes whole into the window that it opens with.
	urgency := widgets.Row(12, widgets.Middle(widgets.NewLabel(v.Say("intake.urgency.label"))), w.urgency)
	words := widgets.Columns(520, 12, 1, 0, widgets.Col(0, widgets.Grow(widgets.Space()), widgets.NewLabel(v.Say("intake.text")).Ellipsis()), urgency)
	under := widgets.Stack(w.chips, widgets.Scaled(0, 40, widgets.Middle(w.advice)))
	w.kinds, w.words = widgets.Col(4, w.kind, under), widgets.Col(4, words, widgets.Grow(w.text))
	w.parts = widgets.Col(cardGap)
	w.body = widgets.Card(cardMargin, w.parts)
	return w
}

// offerPhrases shows what reports of the kind are made of. Without a kind that is what is asked for first.
func (w *what) offerPhrases() {
	phrases := w.s.p.Phrases()
	if len(phrases) == 0 {
		w.s.focus(w.kind.Entry)
		return
	}
	w.s.focus(w.text.Entry)
	w.phrases.Show(phrases)
}

// insert puts a phrase behind what stands there, with the cursor at the first thing to fill in.
func (w *what) insert(i int) {
	w.s.p.AddPhrase(i)
	w.text.SetText(w.s.p.State().Report.Text)
	if !w.nextGap() {
		w.text.Entry.PutCursor(len([]rune(w.text.Text())))
	}
}

// nextGap takes out the next gap and puts the cursor there, and says whether there was one.
func (w *what) nextGap() bool {
	text, at, ok := civic.FillGap(w.text.Text())
	if ok {
		w.text.SetText(text)
		w.text.Entry.PutCursor(at)
	}
	return ok
}

// onGap lets Enter go to the next gap while there is one.
func (w *what) onGap() {
	before := w.text.Entry.OnKey
	w.text.Entry.OnKey = func(k *fyne.KeyEvent) bool {
		if before != nil && before(k) {
			return true
		}
		return (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && w.nextGap()
	}
}

func (w *what) put(state present.IntakeState) { w.text.SetText(state.Report.Text) }

// typed asks for what it may be, and offers it.
func (w *what) typed(text string) {
	w.s.p.SetQuery(text)
	w.found = w.s.p.State().Found
	choices := make([]widgets.Choice, len(w.found))
	for i, c := range w.found {
		choices[i] = w.choice(c)
	}
	w.kind.SetChoices(choices)
}

func (w *what) choice(c present.Category) widgets.Choice {
	choice := widgets.Choice{Icon: c.Icon, Title: c.Title, Under: c.Theme}
	if c.Said != "" {
		choice.Under = w.s.v.With("intake.kind.said", map[string]any{"Theme": c.Theme, "Said": c.Said})
	}
	if c.Emergency {
		choice.Icon = "siren"
	}
	return choice
}

func (w *what) choose(from []present.Category, i int) {
	if i < len(from) {
		w.s.p.Choose(from[i].Slug)
	}
}

func (w *what) draw(state present.IntakeState) {
	if w.kind.Text() != state.Query {
		w.kind.SetText(state.Query)
	}
	if len(state.Found) == 0 && w.kind.Open() {
		w.kind.SetChoices(nil)
	}
	w.badKind.say(state.Wrong[present.FieldCategory])
	w.badWords.say(state.Wrong[present.FieldText])
	w.chosen.to(state.Category, w.drawChosen)
	w.drawChips(state.Chips)
	w.said.to(w.adviceFor(state), w.advice.SetText)
	w.urgent.to(state.Report.Urgency, func(u civic.Urgency) { w.urgency.SetChosen(at(urgencies(), u)) })
	w.danger.to(state.Danger, func(on bool) {
		if on {
			w.title.SetIcon("siren", theme.Danger)
		} else {
			w.title.SetIcon("pen", theme.Accent)
		}
	})
}

func (w *what) drawChosen(c present.Category) {
	if c.Slug == "" {
		w.title.SetAside("")
		return
	}
	w.title.SetAside(c.Theme)
}

// adviceFor is said where the chips will be: how to find a kind, or that nothing was found.
func (w *what) adviceFor(state present.IntakeState) string {
	switch {
	case state.Category.Slug != "":
		return ""
	case state.Query == "":
		return w.s.v.Say("intake.kind.say")
	case len(state.Found) == 0:
		return w.s.v.Say("intake.kind.nothing")
	}
	return w.s.v.Say("intake.kind.choose")
}

// drawChips offers what is often meant instead, as much as goes on one line.
func (w *what) drawChips(chips []present.Category) {
	chips = chips[:w.fitting(chips)]
	if slices.Equal(chips, w.offered) {
		return
	}
	w.offered = slices.Clone(chips)
	labels := make([]string, len(chips))
	for i, c := range chips {
		labels[i] = c.Title
	}
	w.chips.SetChips(labels, 0)
	widgets.Show(w.chips, len(chips) > 0)
}

// fitting is how many chips go on one line; the chosen one does whatever its length.
func (w *what) fitting(chips []present.Category) int {
	room := w.kind.Size().Width
	if room == 0 {
		return min(len(chips), 3) // not laid out yet
	}
	for i, c := range chips {
		width := fyne.MeasureText(c.Title, theme.Text(theme.Small), fyne.TextStyle{Bold: i == 0}).Width + 28
		if i == 0 {
			width += theme.Scaled(16) + 6
		}
		if room -= width; i > 0 && room < 0 {
			return i
		}
		room -= 8
	}
	return len(chips)
}
