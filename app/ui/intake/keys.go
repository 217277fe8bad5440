package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/widgets"
)

// stops are where the keyboard can be put for a field of the report.
func (s *Screen) stops() map[string]fyne.Focusable {
	return map[string]fyne.Focusable{
		present.FieldName: s.who.name.Entry, present.FieldPhone: s.who.phone.Entry, present.FieldReplyTo: s.who.replyTo.Entry,
		present.FieldConsent: s.who.consent, present.FieldCategory: s.what.kind.Entry, present.FieldText: s.what.text.Entry,
		present.FieldSettlement: s.where.settlement.Entry, present.FieldAddress: s.where.address.Entry, present.FieldPhotos: s.shots.strip.Add(),
	}
}

// wrong brings a person to a field that needs attention; what belongs to none is said at the top.
func (s *Screen) wrong(field string) {
	stop, ok := s.stops()[field]
	if !ok {
		s.page.ScrollToTop()
		return
	}
	s.focus(stop)
}

// nextCard puts the keyboard into the first field of the card after the one it is in.
func (s *Screen) nextCard() {
	c := widgets.CanvasShowing(s.body)
	if c == nil {
		return
	}
	firsts := []fyne.Focusable{s.first(), s.what.kind.Entry, s.where.settlement.Entry, s.shots.strip.Add()}
	cards := []fyne.CanvasObject{s.who.body, s.what.body, s.where.body, s.shots.body}
	if s.quick.value {
		firsts = []fyne.Focusable{s.what.kind.Entry, s.where.address.Entry, s.what.text.Entry, s.who.phone.Entry, s.shots.strip.Add()}
		cards = []fyne.CanvasObject{s.what.kinds, s.where.fields, s.what.words, s.who.person, s.shots.body}
	}
	next := 0
	if at, ok := c.Focused().(fyne.CanvasObject); ok {
		for i, card := range cards {
			if widgets.Within(card, at) {
				next = (i + 1) % len(cards)
			}
		}
	}
	s.focus(firsts[next])
}

// onward lets Enter in a field of one line go to the next thing.
func (s *Screen) onward(fields ...*widgets.Field) {
	for _, f := range fields {
		f.Entry.OnSubmitted = func(string) {
			if c := widgets.CanvasShowing(s.body); c != nil {
				c.FocusNext()
			}
		}
	}
}

func (s *Screen) focus(on fyne.Focusable) {
	if c := widgets.CanvasShowing(s.body); c != nil {
		c.Focus(on)
		if o, ok := on.(fyne.CanvasObject); ok {
			widgets.Reveal(o) // also if it had the keyboard already
		}
	}
}

// Print shows what is signed or taken home now: the receipt of the report that was saved last, or while the next is being
// written the consent of the person in it. It is Ctrl+P; a button for it would be one more stop on the way through the form.
func (s *Screen) Print() bool {
	if !s.p.PrintReceipt() {
		s.p.PrintConsent()
	}
	return true
}
