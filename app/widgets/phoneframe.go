package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// PhoneFrame is a phone's screen: a bar, a page, and within a thumb's reach the outbox in a few words and the main action.
type PhoneFrame struct {
	holder
	Layer *Layer

	title *Text
	bar   *fyne.Container
	page  *fyne.Container
	foot  *fyne.Container
	line  *fyne.Container
	icon  *Icon
	words *Text
}

// NewPhoneFrame makes a screen; lead is the button at the bar's left, such as back or menu, and tail stands at its right.
func NewPhoneFrame(lead fyne.CanvasObject, title string, tail ...fyne.CanvasObject) *PhoneFrame {
	f := &PhoneFrame{title: NewBold(title).Step(4).Ellipsis(), page: Stack(), foot: Stack(), icon: NewIcon("cloud-upload", 16, theme.Muted), words: NewCaption("").Ellipsis()}
	f.bar = Row(4, lead, Grow(f.title))
	for _, o := range tail {
		f.bar.Add(Pad(0, 8, o))
	}
	f.line = Row(8, f.icon, f.words)
	f.line.Hide()
	f.foot.Hide()
	bottom := Stack(NewBox(theme.Card, theme.None, 0), Col(0, Divider(), Pad(10, 16, Col(8, f.line, f.foot))))
	f.Layer = NewLayer(Stack(NewBox(theme.Ground, theme.None, 0), Col(0, Scaled(0, 56, Pad(0, 4, f.bar)), Grow(f.page), bottom)))
	f.hold(f, f.Layer)
	return f
}

// SetTitle changes the bar's title.
func (f *PhoneFrame) SetTitle(s string) { f.title.SetText(s) }

// SetPage shows another page, drawn anew.
func (f *PhoneFrame) SetPage(o fyne.CanvasObject) {
	f.page.Objects = []fyne.CanvasObject{o}
	f.page.Refresh()
}

// SetAction puts the screen's one main action at the bottom; nil takes it away.
func (f *PhoneFrame) SetAction(o fyne.CanvasObject) {
	f.foot.Objects = nil
	if f.foot.Hidden = o == nil; o != nil {
		f.foot.Objects = []fyne.CanvasObject{o}
	}
	f.Refresh()
}

// SetOutbox says above the action what waits and that it is safe; empty words leave the line out.
func (f *PhoneFrame) SetOutbox(icon, words string) {
	f.icon.SetIcon(icon)
	f.words.SetText(words)
	f.line.Hidden = words == ""
	f.Refresh()
}

// Pill is a short state on a soft ground, such as "no connection".
func Pill(icon, words string) *fyne.Container {
	return Middle(Scaled(0, 32, NewBox(theme.Track, theme.None, 16), Pad(0, 12, Row(6, NewIcon(icon, 16, theme.Ink), newText(words, theme.Ink, theme.Caption, true)))))
}
