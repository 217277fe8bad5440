package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Entry is Fyne's entry with the manners of a form: Tab leaves it even if it has many lines, Esc and the F-keys and
// unknown shortcuts go on to the canvas, and it is scrolled into view when it gets the keyboard.
type Entry struct {
	widget.Entry
	OnFocus func(on bool)             // may be nil
	OnKey   func(*fyne.KeyEvent) bool // sees a key first and says whether it used it; may be nil
	OnRune  func(rune) bool           // sees a letter first and says whether it used it; may be nil
	OnSend  func()                    // Ctrl+Enter; without it that goes on to the canvas
	Kind    mobile.KeyboardType       // of the keyboard on a phone's screen
}

// NewEntry makes an entry of one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.Kind = mobile.SingleLineKeyboard
	e.ExtendBaseWidget(e)
	return e
}

// NewTextEntry makes an entry of many lines that shows so many of them.
func NewTextEntry(rows int) *Entry {
	e := &Entry{}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// AcceptsTab implements fyne.Tabbable: Tab goes to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// Keyboard implements mobile.Keyboardable.
func (e *Entry) Keyboard() mobile.KeyboardType { return e.Kind }

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
	Reveal(e)
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	Felt(e)
	if e.OnKey != nil && e.OnKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape, mobile.KeyBack, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		passOn(e, key)
	default:
		e.Entry.TypedKey(key)
	}
}

// SetText writes a text in the place of what is there.
func (e *Entry) SetText(text string) {
	theme.Shows(text)
	e.Entry.SetText(text)
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	Felt(e)
	theme.Shows(string(r))
	if e.OnRune == nil || !e.OnRune(r) {
		e.Entry.TypedRune(r)
	}
}

// PutCursor puts the cursor after so many characters of the text.
func (e *Entry) PutCursor(at int) {
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for range len([]rune(e.Text)) - at {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
}

// TypedShortcut implements fyne.Shortcutable: what an entry has no use for reaches the screen.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && e.OnSend != nil && sends(custom) {
		e.OnSend()
		return
	}
	if custom, ok := s.(*desktop.CustomShortcut); ok && !editing(custom.KeyName) {
		passShortcut(canvasOf(e), s)
		return
	}
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		if !wordy(paste.Clipboard) {
			passShortcut(canvasOf(e), s)
			return
		}
		theme.Shows(paste.Clipboard.Content())
	}
	e.Entry.TypedShortcut(s)
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		if w := watchOver(e); w != nil && !e.Password && w.OnCopied != nil {
			w.OnCopied()
		}
	}
}

// sends says whether a shortcut is Ctrl+Enter.
func sends(s *desktop.CustomShortcut) bool {
	return s.Modifier == fyne.KeyModifierShortcutDefault && (s.KeyName == fyne.KeyReturn || s.KeyName == fyne.KeyEnter)
}

// wordy says whether a clipboard has something to write: a picture has no words, and a list of files is meant as files.
func wordy(c fyne.Clipboard) bool {
	text := c.Content()
	return text != "" && !strings.HasPrefix(text, "file://")
}

// passShortcut hands a shortcut to a canvas, whose shortcuts Fyne asks only while nothing has the keyboard.
func passShortcut(c fyne.Canvas, s fyne.Shortcut) {
	if c, ok := c.(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// editing says whether an entry has a use for the key together with a modifier: moving and deleting by words.
func editing(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}
