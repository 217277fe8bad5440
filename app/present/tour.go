package present

import "priyom/lang"

// tourSteps lead through a day, each on the page that it is about. The words are "tour." and the name.
var tourSteps = []struct {
	page Page
	name string
}{
	{PageIntake, "who"},
	{PageIntake, "what"},
	{PageIntake, "where"},
	{PageIntake, "save"},
	{PageJournal, "journal"},
	{PageMap, "map"},
	{PageOutbox, "outbox"},
	{PageSettings, "settings"},
	{PageIntake, "end"},
}

// TourState is the card of the tour.
type TourState struct {
	On    bool
	At    string // "2 of 9"
	Title string
	Text  string
	Next  string // the words of the main button
	First bool
	Last  bool
}

// Tour shows a newcomer around, on the practice district's data: a card above the outbox strip tells of the page that is
// shown, and everything on it can be tried at once.
type Tour struct {
	OnChange func()

	p    *Point
	on   bool
	step int
}

func newTour(p *Point) *Tour { return &Tour{p: p} }

// State is what to show.
func (t *Tour) State() TourState {
	if !t.on {
		return TourState{}
	}
	v, name := t.p.Voice(), tourSteps[t.step].name
	s := TourState{
		On: true, At: v.With("tour.at", lang.Args{"N": t.step + 1, "Of": len(tourSteps)}), Title: v.Say("tour." + name + ".title"),
		Text: v.Say("tour." + name + ".text"), First: t.step == 0, Last: t.step == len(tourSteps)-1, Next: v.Say("tour.next"),
	}
	if s.Last {
		s.Next = v.Say("tour.done")
	}
	return s
}

// Begin starts at the first step.
func (t *Tour) Begin() {
	t.on = true
	t.show(0)
}

// Next goes on, and ends after the last step.
func (t *Tour) Next() {
	if t.step == len(tourSteps)-1 {
		t.End()
		return
	}
	t.show(t.step + 1)
}

// Previous goes one step back.
func (t *Tour) Previous() { t.show(max(0, t.step-1)) }

// End puts the card away.
func (t *Tour) End() {
	t.on = false
	t.changed()
}

func (t *Tour) show(step int) {
	t.step = step
	t.p.Go(tourSteps[step].page)
	t.changed()
}

func (t *Tour) changed() {
	if t.OnChange != nil {
		t.OnChange()
	}
}
