package settings

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// staff is the card of who works here and when the screen locks itself.
type staff struct {
	p     *present.Staff
	v     *lang.Voice
	card  *fyne.Container
	rows  *fyne.Container
	sheet *fyne.Container // the form, if there is one
	add   *w.Button
	none  *w.Paragraph
	after *w.Segments
	lock  *fyne.Container
	form  *staffForm
	drawn present.StaffState
}

func newStaff(p *present.Staff, v *lang.Voice) *staff {
	state := p.State()
	s := &staff{p: p, v: v, rows: w.Col(4), sheet: w.Col(0), none: w.NewHint(v.Say("staff.none"))}
	s.add = w.NewButton("plus", v.Say("staff.add"), p.Add)
	s.after = w.NewSegments(state.After, state.Chosen, p.SetAfter)
	s.lock = w.Col(4, w.Labelled(v.Say("staff.after"), s.after), w.NewHint(v.Say("staff.after-under")))
	s.card = w.Card(16, w.Col(14, w.NewSection("users", v.Say("staff.title"), ""), s.none, s.rows, s.sheet, w.Left(s.add), s.lock))
	p.OnChange = s.draw
	s.draw()
	return s
}

func (s *staff) draw() {
	state := s.p.State()
	s.drawRows(state)
	begun := false
	if s.form == nil && state.Form != present.StaffNone || s.form != nil && s.form.kind != state.Form {
		s.form = nil
		s.sheet.Objects = nil
		if state.Form != present.StaffNone {
			s.form = newStaffForm(s.p, s.v, state)
			s.sheet.Objects = []fyne.CanvasObject{s.form.body}
		}
		s.sheet.Refresh()
		w.Settle(s.sheet)
		begun = s.form != nil
	}
	w.Show(s.rows, len(state.People) > 0)
	w.Show(s.sheet, s.form != nil)
	w.Show(s.none, !state.Works && state.Form == present.StaffNone)
	w.Show(s.add, state.Form == present.StaffNone)
	w.Show(s.lock, state.Works)
	s.after.SetChosen(state.Chosen)
	if begun {
		s.form.focus()
	}
	if s.form != nil {
		s.form.draw(state)
	}
	s.drawn = state
}

// drawRows makes the rows anew if anybody or anything about them has changed. A point has a handful of people.
func (s *staff) drawRows(state present.StaffState) {
	same := len(state.People) == len(s.drawn.People) && state.Busy == s.drawn.Busy
	for i := 0; same && i < len(state.People); i++ {
		same = state.People[i] == s.drawn.People[i]
	}
	if same {
		return
	}
	focus := s.focused()
	s.rows.Objects = nil
	for _, who := range state.People {
		s.rows.Add(s.row(who, state.Busy))
	}
	s.rows.Refresh()
	w.Settle(s.rows)
	s.refocus(focus)
}

func (s *staff) row(who present.StaffRow, busy bool) fyne.CanvasObject {
	v := s.v
	line := w.Row(2, w.Grow(w.NewListRow(w.NewInitials(who.Initials, 36), who.Name, who.Under)))
	tool := func(icon, key string, role theme.Role, act func()) {
		b := w.NewIconButton(icon, v.With(key, lang.Args{"Name": who.Name}), act).In(role)
		if busy {
			b.Disable()
		}
		line.Add(w.Middle(b))
	}
	switch {
	case !who.Active:
		tool("undo", "staff.return", theme.Link, func() { s.p.Return(who.ID) })
	case who.Sure:
		line.Add(w.Middle(w.NewButton("", v.Say("staff.retire.sure"), func() { s.p.Retire(who.ID) }).Danger()))
	default:
		tool("pen", "staff.rename", theme.Link, func() { s.p.Rename(who.ID) })
		tool("key", "staff.pin", theme.Link, func() { s.p.ChangePIN(who.ID) })
		tool("x", "staff.retire", theme.Danger, func() { s.p.Retire(who.ID) })
	}
	return w.Pad(2, 0, line)
}

// focused is which of the rows' buttons has the keyboard, counted through; -1 if none.
func (s *staff) focused() int {
	c := w.CanvasShowing(s.card)
	if c == nil || c.Focused() == nil {
		return -1
	}
	for i, b := range s.buttons() {
		if fyne.Focusable(b) == c.Focused() {
			return i
		}
	}
	return -1
}

// refocus puts the keyboard back where it was, as near as there is something.
func (s *staff) refocus(i int) {
	buttons, c := s.buttons(), w.CanvasShowing(s.card)
	if i >= 0 && len(buttons) > 0 && c != nil {
		c.Focus(buttons[min(i, len(buttons)-1)])
	}
}

func (s *staff) buttons() (all []fyne.Focusable) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *w.IconButton:
			all = append(all, o)
		case *w.Button:
			all = append(all, o)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		}
	}
	walk(s.rows)
	return all
}
