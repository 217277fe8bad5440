package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// SuggestList is rows of suggestions under an entry. The entry keeps the keyboard and hands Up, Down, Enter and Esc to
// Key. SuggestField puts the two together.
type SuggestList struct {
	holder
	rows     *fyne.Container
	page     *Scroll
	items    []*choiceItem
	at       int // -1: none
	careful  bool
	onChosen func(i int)
}

// NewSuggestList makes an empty list.
func NewSuggestList(onChosen func(i int)) *SuggestList {
	s := &SuggestList{rows: Col(2), at: -1, onChosen: onChosen}
	s.page = NewScroll(s.rows)
	s.hold(s, Stack(NewBox(theme.Card, theme.LinkLine, theme.ActionRadius).Floating(), Pad(6, 6, s.page)))
	return s
}

// SetChoices puts other rows in; the first one is marked, so that Enter takes the best suggestion, unless the list is careful.
func (s *SuggestList) SetChoices(choices []Choice) {
	s.items, s.rows.Objects, s.at = nil, nil, -1
	for i, c := range choices {
		item := newChoiceItem(c, func() bool { return s.at == i }, func() { s.choose(i) })
		s.items, s.rows.Objects = append(s.items, item), append(s.rows.Objects, item)
	}
	if len(s.items) > 0 && !s.careful {
		s.at = 0
	}
	s.page.ScrollToTop()
	s.Refresh()
}

// Len returns how many rows there are.
func (s *SuggestList) Len() int { return len(s.items) }

// At returns the marked row, or -1.
func (s *SuggestList) At() int { return s.at }

// Key acts on a key and says whether it was one of the list's.
func (s *SuggestList) Key(key *fyne.KeyEvent) bool {
	if len(s.items) == 0 {
		return false
	}
	switch key.Name {
	case fyne.KeyDown:
		s.mark(min(s.at+1, len(s.items)-1))
	case fyne.KeyUp:
		s.mark(max(s.at-1, 0))
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.at < 0 {
			return false
		}
		s.choose(s.at)
	default:
		return false
	}
	return true
}

// HeightFor implements Tall: all rows, up to six and a half, so that one sees that there are more.
func (s *SuggestList) HeightFor(width float32) float32 {
	height := heightFor(s.rows, width-12)
	if len(s.items) > 7 {
		height = min(height, 6.5*(s.items[0].MinSize().Height+2))
	}
	return height + 12
}

// under says whether the pointer is on the list: then a lost focus means a tap on it.
func (s *SuggestList) under() bool {
	for _, item := range s.items {
		if item.hover || item.down {
			return true
		}
	}
	return false
}

func (s *SuggestList) mark(i int) {
	s.at = i
	for _, item := range s.items {
		item.Refresh()
	}
	s.page.reveal(s.items[i])
}

func (s *SuggestList) choose(i int) {
	if i >= 0 && i < len(s.items) && s.onChosen != nil {
		s.onChosen(i)
	}
}
