package lock

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// form asks for one or two secrets in place of a PIN that was forgotten.
type form struct {
	s      *Screen
	one    *w.Field
	again  *w.Field // nil where it is asked for once
	main   *w.MainButton
	body   *fyne.Container
	submit func()
}

// newPhrase asks for the home folder's passphrase.
func newPhrase(s *Screen) *form {
	f := &form{s: s, one: w.NewField(s.v.Say("lock.phrase"))}
	f.one.Entry.Password = true
	f.submit = func() {
		phrase := f.one.Text()
		f.one.SetText("")
		s.p.Passphrase(phrase)
	}
	f.one.Entry.OnSubmitted = func(string) { f.submit() }
	f.build("lock.phrase.title", "lock.phrase.under", "lock.phrase.main")
	return f
}

// newRenew asks for another PIN, twice.
func newRenew(s *Screen) *form {
	f := &form{s: s, one: pinField(s.v.Say("staff.pin.new")), again: pinField(s.v.Say("staff.pin.again"))}
	f.one.Hint(s.v.Say("staff.pin.hint"))
	f.submit = func() { s.p.Renew(f.one.Text(), f.again.Text()) }
	f.one.Entry.OnSubmitted = func(string) { s.focus(f.again.Entry) }
	f.again.Entry.OnSubmitted = func(string) { f.submit() }
	f.build("lock.renew.title", "", "lock.renew.main")
	return f
}

func (f *form) build(title, under, main string) {
	v := f.s.v
	head := w.Col(6, w.NewParagraph(v.Say(title)).Bold().Step(theme.Large).Align(fyne.TextAlignCenter))
	if under != "" {
		head.Add(w.NewParagraph(v.Say(under)).In(theme.Muted).Step(theme.Small).Align(fyne.TextAlignCenter))
	}
	f.main = w.NewMainButton("key", v.Say(main), func() { f.submit() })
	f.body = w.Col(16, head, f.one)
	if f.again != nil {
		f.body.Add(f.again)
	}
	f.body.Add(f.main)
	f.body.Add(w.Center(w.NewLinkButton("arrow-left", v.Say("lock.back"), f.s.p.Back)))
}

func (f *form) content() fyne.CanvasObject { return f.body }
func (f *form) first() fyne.Focusable      { return f.one.Entry }

func (f *form) key(name fyne.KeyName) bool {
	if name == fyne.KeyEscape {
		f.s.p.Back()
		return true
	}
	return false
}

func (f *form) draw(s present.LockState) {
	f.one.SetError(s.Problem)
	if s.Busy {
		f.main.SetBusy(f.s.v.Say("lock.busy"))
	} else {
		f.main.SetBusy("")
	}
}
