package widgets

import (
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Notice says that something is done, such as "saved", and goes away by itself. It takes neither the keyboard nor the
// pointer from what one is doing.
type Notice struct {
	cell
	layer *Layer
	after func(d time.Duration, f func())
	icon  *Icon
	words *Paragraph
	body  *fyne.Container
	shown int // how many there have been: an older one's timer must not hide a newer one
	open  bool
}

// noticeTime is how long a notice stays, and noticePerRune what a longer one gets on top.
const (
	noticeTime    = 4 * time.Second
	noticePerRune = 40 * time.Millisecond
)

// NewNotice makes the notice of a window. After calls f on the UI goroutine when d has passed.
func NewNotice(layer *Layer, after func(d time.Duration, f func())) *Notice {
	n := &Notice{layer: layer, after: after, icon: NewIcon("circle-check", 20, theme.Success), words: NewParagraph("").Bold().Step(theme.Small)}
	n.body = Pad(10, 16, Row(10, Middle(n.icon), Grow(Middle(n.words))))
	n.extend(n, "", n.Close)
	return n
}

// Say shows a notice, in place of the one before it.
func (n *Notice) Say(k Kind, words string) {
	icon, ink, _, _ := k.look()
	n.icon.SetIcon(icon)
	n.icon.SetRole(ink)
	n.words.SetText(words)
	n.name = words
	n.shown++
	n.open = true
	n.layer.AtBottom(n)
	this := n.shown
	n.after(noticeTime+time.Duration(len([]rune(words)))*noticePerRune, func() {
		if n.shown == this {
			n.Close()
		}
	})
}

// Open says whether a notice is shown.
func (n *Notice) Open() bool { return n.open }

// Words returns what the notice says or said last.
func (n *Notice) Words() string { return n.words.Text() }

// Close takes the notice away; so does a tap.
func (n *Notice) Close() {
	n.open = false
	n.layer.Drop(n)
}

// HeightFor implements Tall.
func (n *Notice) HeightFor(width float32) float32 {
	return max(heightFor(n.body, width), theme.Control())
}

// CreateRenderer implements fyne.Widget.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(n, theme.ActionRadius, n.body, func(f *face) {
		f.paint(theme.Card, theme.LinkLine)
		f.focus(false)
	})
	f.ground.Shadow = floatShadow()
	f.least = func() fyne.Size {
		return fyne.NewSize(min(n.words.naturalWidth()+theme.Scaled(20)+42, theme.Scaled(560)), theme.Control())
	}
	return f
}
