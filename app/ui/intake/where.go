package intake

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/widgets"
)

// where is the card of the place: two fields, and the map that says the same.
type where struct {
	s          *Screen
	body       fyne.CanvasObject
	title      *widgets.Section
	settlement *widgets.Field
	address    *widgets.SuggestField
	advice     *widgets.Banner
	none       fyne.CanvasObject // where a position would come from, while there is neither
	spot       *spot
	plan       *plan

	parts  *fyne.Container // of the card
	fields *fyne.Container // settlement and address

	offered []present.PlaceChoice
	wrong   map[string]*wrongField
	said    drawn[string]
}

func newWhere(s *Screen) *where {
	v := s.v
	w := &where{s: s, title: widgets.NewSection("map-pin", v.Say("intake.where.label"), ""), advice: widgets.NewBanner(widgets.Caution, "", "", nil)}
	w.settlement = widgets.NewField(v.Say("intake.settlement")).Changed(s.p.SetSettlement)
	w.address = widgets.NewSuggestField(v.Say("intake.address.label"))
	w.address.Placeholder(v.Say("intake.address.hint"))
	w.address.OnTyped, w.address.OnChosen = s.p.SetAddressQuery, w.choose
	w.advice.Hide()
	w.wrong = map[string]*wrongField{present.FieldSettlement: {of: w.settlement}, present.FieldAddress: {of: &w.address.Field}}
	s.onward(w.settlement, &w.address.Field)
	next := w.address.Entry.OnSubmitted
	w.address.Entry.OnSubmitted = func(text string) {
		if s.quick.value {
			s.focus(s.what.text.Entry) // past the urgency, which the kind has set
			return
		}
		next(text)
	}
	w.fields = widgets.Row(8, widgets.Share(1, w.settlement), widgets.Share(1.5, w.address))
	w.address.Beneath = w.fields
	w.spot, w.plan = newSpot(s), newPlan(s)
	w.none = widgets.NewHint(v.Say("intake.spot.none"))
	w.parts = widgets.Col(cardGap)
	w.body = widgets.Card(cardMargin, w.parts)
	w.dress()
	return w
}

// choose takes a place, and brings the map on the screen that shows it.
func (w *where) choose(i int) {
	w.s.p.ChoosePlace(i)
	if w.mapped() {
		widgets.Reveal(w.plan.chart)
	}
}

// mapped says that there is a map on the card.
func (w *where) mapped() bool { return w.plan.source != nil }

// dress is for another map, or none.
func (w *where) dress() {
	aside := "intake.where.aside"
	if w.mapped() {
		aside = "map.offline"
	}
	w.title.SetAside(w.s.v.Say(aside))
	widgets.Show(w.plan.body, w.mapped())
}

// begin is for another report: what was looked for belongs to the one before.
func (w *where) begin() {
	w.address.SetChoices(nil)
	w.plan.begin()
}

func (w *where) put(state present.IntakeState) {
	w.settlement.SetText(state.Report.Place.Settlement)
	w.address.SetText(state.Report.Place.Address)
}

func (w *where) draw(state present.IntakeState) {
	for field, of := range w.wrong {
		of.say(state.Wrong[field])
	}
	w.said.to(state.Advice, func(words string) {
		if words != "" {
			w.advice.Set(widgets.Caution, words, "")
		}
		widgets.Show(w.advice, words != "")
	})
	w.offer(state.Places)
	if w.plan.draw() {
		w.dress()
		w.s.arrange()
	}
	w.spot.draw(state.Place)
	w.spot.lie(state.Place.Set, w.mapped())
	widgets.Show(w.none, !w.mapped() && !state.Place.Set)
	if w.mapped() && state.Place.Set {
		w.plan.badge(w.spot.body)
	} else {
		w.plan.badge(nil)
	}
}

// offer shows the places that may be meant, while somebody is at the field.
func (w *where) offer(places []present.PlaceChoice) {
	if slices.Equal(places, w.offered) {
		return
	}
	w.offered = slices.Clone(places)
	var choices []widgets.Choice
	for _, p := range places {
		choices = append(choices, widgets.Choice{Icon: p.Icon, Title: p.Title, Under: p.Under})
	}
	w.address.SetChoices(whileIn(w.address, choices))
}
