package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Search is an entry with a magnifier and, once there is something in it, a cross to clear it; so does Esc.
type Search struct {
	Field
	glass *Icon
	cross *IconButton
}

// NewSearch makes a search entry; changed hears of every change.
func NewSearch(placeholder, clear string, changed func(string)) *Search {
	s := &Search{glass: NewIcon("search", 18, theme.Muted)}
	s.build(s, "", NewEntry())
	s.Placeholder(placeholder)
	s.cross = NewIconButton("x", clear, func() { s.Clear() })
	s.cross.Hide()
	s.Trailing(Stack(Pad(0, 12, s.glass), s.cross))
	s.Entry.OnChanged = func(text string) {
		s.cross.Hidden, s.glass.Hidden = text == "", text != ""
		s.cross.Refresh()
		s.glass.Refresh()
		if changed != nil {
			changed(text)
		}
	}
	s.Entry.OnKey = func(key *fyne.KeyEvent) bool {
		if key.Name == fyne.KeyEscape && s.Text() != "" {
			s.Clear()
			return true
		}
		return false
	}
	return s
}

// Clear empties the entry and puts the keyboard into it.
func (s *Search) Clear() {
	s.Entry.SetText("")
	takeFocus(s.Entry)
}
