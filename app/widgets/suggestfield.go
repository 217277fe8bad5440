package widgets

import "fyne.io/fyne/v2"

// SuggestField is a field with suggestions under it while one types: the owner hears OnTyped and answers with
// SetChoices. Up, Down and Enter choose, Esc closes; in the closed list Down opens it again, and other keys are the
// screen's. Without a Layer around the window the list has nowhere to float and is not shown.
type SuggestField struct {
	Field
	OnTyped  func(text string) // may be nil
	OnChosen func(i int)       // may be nil
	Beneath  fyne.CanvasObject // what the list hangs from and is as wide as; nil is the entry

	list  *SuggestList
	open  bool
	quiet bool // a text set by the program
}

// NewSuggestField makes a field with a magnifier.
func NewSuggestField(label string) *SuggestField {
	s := &SuggestField{}
	s.build(s, label, NewEntry())
	s.Icon("search")
	s.list = NewSuggestList(func(i int) {
		s.Close()
		takeFocus(s.Entry) // a tap took it away; Tab goes on from here
		if s.OnChosen != nil {
			s.OnChosen(i)
		}
	})
	s.Entry.OnChanged = func(text string) {
		if !s.quiet && s.OnTyped != nil {
			s.OnTyped(text)
		}
	}
	frame := s.Entry.OnFocus
	s.Entry.OnFocus = func(on bool) {
		frame(on)
		// A tap on the list takes the keyboard away before it arrives; on touch screens nothing hovers.
		if !on && !s.list.under() && !fyne.CurrentDevice().IsMobile() {
			s.Close()
		}
	}
	s.Entry.OnKey = s.key
	return s
}

// Careful marks no suggestion until Down does: Enter then means what was typed. For fields in which what is new is as
// likely as what is known; for use while building.
func (s *SuggestField) Careful() *SuggestField { s.list.careful = true; return s }

// SetText puts a text into the entry without asking for suggestions.
func (s *SuggestField) SetText(text string) {
	s.quiet = true
	s.Entry.SetText(text)
	s.Entry.CursorColumn = len([]rune(text))
	s.Entry.Refresh()
	s.quiet = false
}

// SetChoices shows suggestions; none closes the list.
func (s *SuggestField) SetChoices(choices []Choice) {
	s.list.SetChoices(choices)
	if len(choices) == 0 {
		s.Close()
		return
	}
	s.show()
}

// Close hides the suggestions.
func (s *SuggestField) Close() {
	if l := layerOver(s.Entry); l != nil && s.open {
		l.Drop(s.list)
	}
	s.open = false
}

// Open says whether suggestions are shown.
func (s *SuggestField) Open() bool { return s.open }

func (s *SuggestField) show() {
	if l := layerOver(s.Entry); l != nil {
		s.open = true
		if s.Beneath != nil {
			l.Under(s.Beneath, s.list)
			return
		}
		l.Under(s.Entry, s.list)
	}
}

func (s *SuggestField) key(key *fyne.KeyEvent) bool {
	switch {
	case s.open && key.Name == fyne.KeyEscape:
		s.Close()
		return true
	case s.open:
		return s.list.Key(key)
	case key.Name == fyne.KeyDown && s.list.Len() > 0:
		s.show()
		return true
	}
	return false
}
