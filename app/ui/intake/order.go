package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/widgets"
)

// first is where one begins: with what people say first.
func (s *Screen) first() fyne.Focusable {
	switch s.order.value {
	case present.ModePhone:
		return s.who.phone.Entry
	case present.ModeDispatch:
		return s.what.kind.Entry
	case present.ModePerson, present.ModePaper:
	}
	return s.who.name.Entry
}

// reorder puts the fields into the order of a mode. They are the same fields: what was typed stays where it is, and so does
// the keyboard.
func (s *Screen) reorder(m present.IntakeMode) {
	quick := m == present.ModeDispatch
	s.quick.to(quick, func(bool) {})
	spoken := quick || m == present.ModePhone
	who, what, where := s.who, s.what, s.where
	for _, c := range []*fyne.Container{s.left, who.parts, what.parts, where.parts, who.person} {
		c.Objects = nil // each field is in one place alone
	}
	consent := "intake.signed"
	if spoken {
		consent = "intake.spoken"
	}
	who.consent.SetText(s.v.Say(consent))
	for _, o := range who.signed {
		widgets.Show(o, !spoken)
	}
	who.person.Objects = []fyne.CanvasObject{widgets.Share(1.5, who.name), widgets.Share(1, who.phone)}
	if spoken {
		who.person.Objects = []fyne.CanvasObject{widgets.Share(1, who.phone), widgets.Share(1.5, who.name)}
	}
	if quick {
		what.parts.Objects = []fyne.CanvasObject{what.title, what.kinds, where.fields, where.advice, widgets.Grow(what.words), who.person, who.agreed}
		where.parts.Objects = []fyne.CanvasObject{where.title, where.none, where.spot.alone, widgets.Grow(where.plan.body)}
		s.left.Objects = []fyne.CanvasObject{widgets.Grow(what.body)}
	} else {
		who.parts.Objects = []fyne.CanvasObject{who.title, who.person, who.answer, who.agreed}
		what.parts.Objects = []fyne.CanvasObject{what.title, widgets.Grow(widgets.Col(4, what.kinds, widgets.Grow(what.words)))}
		where.parts.Objects = []fyne.CanvasObject{where.title, where.fields, where.advice, where.none, where.spot.alone, widgets.Grow(where.plan.body)}
		s.left.Objects = []fyne.CanvasObject{who.body, widgets.Grow(what.body)}
	}
	for _, c := range []*fyne.Container{who.person, who.parts, what.parts, where.parts, s.left} {
		widgets.Settle(c)
		c.Refresh()
	}
}
