package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// staffForm is where a name or a PIN is written.
type staffForm struct {
	p      *present.Staff
	v      *lang.Voice
	kind   present.StaffForm
	fields map[string]*w.Field
	order  []string
	main   *w.MainButton
	body   fyne.CanvasObject
}

func newStaffForm(p *present.Staff, v *lang.Voice, state present.StaffState) *staffForm {
	f := &staffForm{p: p, v: v, kind: state.Form, fields: map[string]*w.Field{}}
	if state.Form != present.StaffPIN {
		f.add(present.StaffFieldName, w.NewField(v.Say("staff.name")))
		f.fields[present.StaffFieldName].SetText(state.Name)
		f.fields[present.StaffFieldName].Entry.PutCursor(len([]rune(state.Name)))
	}
	if state.Own {
		f.add(present.StaffFieldOwn, secret(v.Say("staff.own")))
	}
	if state.Form != present.StaffRename {
		f.add(present.StaffFieldPIN, secret(v.Say("staff.pin.new")).Hint(v.Say("staff.pin.hint")))
		f.add(present.StaffFieldAgain, secret(v.Say("staff.pin.again")))
	}
	col := w.Col(12, w.NewParagraph(state.Title).Bold())
	for i, key := range f.order {
		col.Add(f.fields[key])
		f.fields[key].Entry.OnSubmitted = func(string) { f.next(i) }
		f.fields[key].Entry.OnKey = f.escape
	}
	f.main = w.NewMainButton("check", v.Say("staff.save"), f.submit)
	col.Add(w.Row(8, f.main, w.Middle(w.NewButton("", v.Say("staff.cancel"), p.Cancel)), w.Space()))
	f.body = w.Col(12, w.Divider(), col, w.Divider())
	return f
}

func secret(label string) *w.Field {
	f := w.NewField(label)
	f.Entry.Password, f.Entry.Kind = true, mobile.NumberKeyboard
	return f
}

func (f *staffForm) add(key string, field *w.Field) {
	f.fields[key], f.order = field, append(f.order, key)
}

// escape gives the form up.
func (f *staffForm) escape(key *fyne.KeyEvent) bool {
	if key.Name == fyne.KeyEscape {
		f.p.Cancel()
		return true
	}
	return false
}

// next goes on to the field after i; after the last one the form is handed in.
func (f *staffForm) next(i int) {
	if i == len(f.order)-1 {
		f.submit()
		return
	}
	f.focusOn(f.order[i+1])
}

func (f *staffForm) text(key string) string {
	if field, ok := f.fields[key]; ok {
		return field.Text()
	}
	return ""
}

func (f *staffForm) submit() {
	f.p.Submit(f.text(present.StaffFieldName), f.text(present.StaffFieldOwn), f.text(present.StaffFieldPIN), f.text(present.StaffFieldAgain))
}

func (f *staffForm) focus() { f.focusOn(f.order[0]) }

func (f *staffForm) focusOn(key string) {
	if c := w.CanvasShowing(f.body); c != nil {
		c.Focus(f.fields[key].Entry)
	}
}

func (f *staffForm) draw(state present.StaffState) {
	first := ""
	for _, key := range f.order {
		words := state.Wrong[key]
		f.fields[key].SetError(words)
		if words != "" && first == "" {
			first = key
		}
	}
	if state.Busy {
		f.main.SetBusy(f.v.Say("lock.busy"))
		return
	}
	f.main.SetBusy("")
	if first != "" {
		f.focusOn(first)
	}
}
