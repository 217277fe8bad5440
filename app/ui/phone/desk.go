package phone

import (
	"fyne.io/fyne/v2"

	"priyom/lang"
)

// keyed is a page of the desk: its way back is a key.
type keyed interface {
	Content() fyne.CanvasObject
	Key(name fyne.KeyName) bool
}

// fromDesk is a page that a phone shares with the desk.
type fromDesk struct {
	keyed
	title string
}

// Back implements Screen.
func (f fromDesk) Back() bool { return f.Key(fyne.KeyEscape) }

// Title implements Titled.
func (f fromDesk) Title() string { return f.title }

// Whole implements Whole: these find their own way about a wide window.
func (fromDesk) Whole() bool { return true }

func shared(v *lang.Voice, key string, page keyed) Screen {
	return fromDesk{keyed: page, title: v.Say(key)}
}
