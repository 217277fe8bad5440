// Package petitions draws what can be signed, the exact text of one petition, and the form for a signature under it.
//
// Its invariant: what a person signs is on the same page as the pad, whole, and what was drawn belongs to the text that is shown.
package petitions

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the page asks of the window.
type Host interface {
	// Connect shows where this computer gets its portal.
	Connect()
}

// Screen is the petitions' page.
type Screen struct {
	p       *present.Petitions
	v       *lang.Voice
	list    *list
	text    *text
	who     *who
	ink     *ink
	back    *back
	told    *w.Banner
	save    *w.MainButton
	clear   *w.Button
	page    *w.Scroll
	form    *fyne.Container
	whole   *fyne.Container
	empty   *w.Empty
	content fyne.CanvasObject
	words   string // of the main action
	busy    bool
}

// New makes the page and listens to its presenter.
func New(p *present.Petitions, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v}
	s.list, s.text, s.who, s.ink, s.back = newList(s), newText(s), newWho(s), newInk(s), newBack(s)
	s.told = w.NewBanner(w.Good, "", "", nil)
	s.save = w.NewMainButton("check", v.Say("petitions.save"), p.Save)
	s.clear = w.NewButton("", v.Say("petitions.clear"), p.Clear)
	s.form = w.Col(16, s.who.card, s.ink.card)
	body := w.Columns(880, 16, 1, 1.9, w.Col(16, s.list.card, s.text.card, s.back.card), s.form)
	title := w.NewPageTitle(v.Say("petitions.title"), "")
	s.page = w.NewScroll(w.Pad(16, 24, w.Col(16, title, s.told, body)))
	foot := w.FootBar(s.clear, w.Grow(w.Middle(w.NewCaption(v.Say("petitions.keys")).Ellipsis())), s.save)
	s.whole = w.Col(0, w.Grow(s.page), foot)
	s.empty = w.NewEmpty("signature", v.Say("petitions.empty.title"), "", nil)
	link := w.NewEmpty("link", v.Say("petitions.empty.title"), v.Say("petitions.empty.loose"), w.NewMainButton("link", v.Say("settings.connect"), host.Connect))
	nothing := fyne.CanvasObject(s.empty)
	if p.State().Loose {
		nothing = link
	}
	s.content = w.Stack(s.whole, nothing)
	p.OnWrong = s.wrong
	p.OnChange = func() { s.drawEmpty(p.State(), nothing) }
	s.drawEmpty(p.State(), nothing)
	p.Reload()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the name, or on the list while there is something to choose from.
func (s *Screen) Focus(c fyne.Canvas) {
	if s.form.Visible() && s.whole.Visible() {
		c.Focus(s.who.name.Entry)
	}
}

// FocusSearch puts the keyboard on the list of petitions.
func (s *Screen) FocusSearch() { s.list.rows.Focus() }

// Key acts on F10, Esc and F6.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF10:
		s.p.Save()
	case fyne.KeyEscape:
		s.p.Clear()
		s.wrong(present.SignName)
	case fyne.KeyF6:
		s.list.rows.Focus()
	default:
		return false
	}
	return true
}

// Print shows the consent of whoever is in the form. It is Ctrl+P.
func (s *Screen) Print() bool {
	if !s.form.Visible() || !s.whole.Visible() {
		return false
	}
	s.p.PrintConsent()
	return true
}

// drawEmpty shows the page, or why there is none.
func (s *Screen) drawEmpty(state present.PetitionsState, nothing fyne.CanvasObject) {
	none := len(state.Rows) == 0
	if none && !state.Loading {
		s.empty.Set("signature", s.v.Say("petitions.empty.title"), s.v.Say("petitions.empty.under"))
	}
	w.Show(nothing, none && (!state.Loading || state.Loose))
	w.Show(s.whole, !none)
	if !none {
		s.draw()
	}
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	state := s.p.State()
	sign := state.Sign
	s.list.draw(state)
	s.text.draw(sign)
	s.back.draw(s.p.Back())
	w.Show(s.back.card, state.Chosen >= 0 && state.Rows[state.Chosen].Here != "")
	w.Show(s.form, state.Chosen >= 0 && sign.Closed == "")
	if state.Chosen >= 0 {
		s.who.draw(sign)
		s.ink.draw(sign)
	}
	s.drawTold(sign)
	words := "petitions.save"
	if sign.Same != "" {
		words = "petitions.save-anyway"
	}
	if words != s.words {
		s.words = words
		s.save.SetText(s.v.Say(words))
	}
	if sign.Busy != s.busy {
		s.busy = sign.Busy
		busy := ""
		if sign.Busy {
			busy = s.v.Say("petitions.saving")
		}
		s.save.SetBusy(busy)
	}
	if closed := sign.Closed != "" || state.Chosen < 0; closed {
		s.save.Disable()
		s.clear.Disable()
	} else {
		s.save.Enable()
		s.clear.Enable()
	}
}

// drawTold says above the form what came of it.
func (s *Screen) drawTold(sign present.SignState) {
	kind, words := w.Good, sign.Done
	switch {
	case sign.Wrong[present.SignForm] != "":
		kind, words = w.Alarm, sign.Wrong[present.SignForm]
	case sign.Same != "":
		kind, words = w.Caution, sign.Same
	case sign.Closed != "":
		kind, words = w.Info, sign.Closed
	}
	s.told.Set(kind, words, "")
	w.Show(s.told, words != "")
}

// wrong brings a person to a field that needs attention; what belongs to none is said at the top.
func (s *Screen) wrong(field string) {
	stop, ok := map[string]fyne.Focusable{
		present.SignName: s.who.name.Entry, present.SignBirth: s.who.birth.Entry, present.SignSettlement: s.who.settlement.Entry,
		present.SignAddress: s.who.address.Entry, present.SignChecked: s.who.checked, present.SignConsent: s.who.consent,
		present.SignSheet: s.ink.sheet.Entry, present.SignRow: s.ink.row.Entry, present.SignDate: s.ink.date.Entry,
	}[field]
	if !ok {
		s.page.ScrollToTop()
		return
	}
	if c := w.CanvasShowing(s.content); c != nil {
		c.Focus(stop)
	}
}
