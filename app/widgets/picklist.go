package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
)

// PickList offers sentences under an entry that goes on having the keyboard: a digit takes one at once, Up, Down and Enter
// choose, Esc closes. Without a Layer around the window it is not shown.
type PickList struct {
	Entry    *Entry
	OnChosen func(i int)
	list     *SuggestList
	open     bool
}

// NewPickList makes a list for an entry, whose OnKey and OnRune it uses first.
func NewPickList(e *Entry, onChosen func(i int)) *PickList {
	p := &PickList{Entry: e, OnChosen: onChosen}
	p.list = NewSuggestList(p.choose)
	p.list.careful = true
	key, char, focus := e.OnKey, e.OnRune, e.OnFocus
	e.OnKey = func(k *fyne.KeyEvent) bool {
		if p.open && p.key(k) {
			return true
		}
		return key != nil && key(k)
	}
	e.OnRune = func(r rune) bool {
		if p.open && p.digit(r) {
			return true
		}
		return char != nil && char(r)
	}
	e.OnFocus = func(on bool) {
		if focus != nil {
			focus(on)
		}
		if !on && !p.list.under() {
			p.Close()
		}
	}
	return p
}

// Show offers sentences; at most nine have a digit. None closes the list.
func (p *PickList) Show(sentences []string) {
	choices := make([]Choice, len(sentences))
	for i, s := range sentences {
		choices[i] = Choice{Title: strconv.Itoa(i+1) + "   " + s}
	}
	p.list.SetChoices(choices)
	l := layerOver(p.Entry)
	if len(choices) == 0 || l == nil {
		p.Close()
		return
	}
	p.open = true
	takeFocus(p.Entry)
	l.Under(p.Entry, p.list)
}

// Open says whether it is shown.
func (p *PickList) Open() bool { return p.open }

// Close hides it.
func (p *PickList) Close() {
	if l := layerOver(p.Entry); l != nil && p.open {
		l.Drop(p.list)
	}
	p.open = false
}

func (p *PickList) key(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyEscape {
		p.Close()
		return true
	}
	return p.list.Key(k)
}

// digit takes a sentence by its number; any other letter goes on in the text and closes the list.
func (p *PickList) digit(r rune) bool {
	i := int(r - '1')
	if i < 0 || i >= p.list.Len() || i > 8 {
		p.Close()
		return false
	}
	p.choose(i)
	return true
}

func (p *PickList) choose(i int) {
	p.Close()
	takeFocus(p.Entry)
	if p.OnChosen != nil {
		p.OnChosen(i)
	}
}
