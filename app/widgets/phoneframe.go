package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// PhoneFrame is a phone's screen: a bar, a page, and within a thumb's reach the outbox in a few words, the main action and
// the tabs. While the keyboard is on the screen the tabs and the outbox make room for it, the main action stays, and what is
// being written is scrolled into view. On a tablet the action is no wider than a hand. On a phone that lies on its side the tabs stand at the left, and
// the outbox's words leave the page their room.
type PhoneFrame struct {
	holder
	Layer *Layer

	title *Text
	lead  *fyne.Container
	tail  *fyne.Container
	page  *fyne.Container
	foot  *fyne.Container
	strip *phoneStrip
	room  *phoneRoom
}

// widestFoot is how wide the main action is at most, at 100 %.
const widestFoot = 560

// NewPhoneFrame makes a screen; lead is the button at the bar's left, such as back, or nil; tail stands at its right.
func NewPhoneFrame(lead fyne.CanvasObject, title string, tail ...fyne.CanvasObject) *PhoneFrame {
	f := &PhoneFrame{title: NewBold(title).Step(4).Ellipsis(), lead: Stack(), tail: Row(0), page: Stack(), foot: Stack(), strip: newPhoneStrip()}
	f.foot.Hide()
	f.foot.Layout = actionRoom{&f.strip.Hidden}
	bar := Scaled(0, 56, Inset(0, 10, 0, 4, Row(4, f.lead, Grow(&fyne.Container{Layout: afterLead{f.lead}, Objects: []fyne.CanvasObject{f.title}}), f.tail)))
	bottom := Stack(NewBox(theme.Card, theme.None, 0), Col(0, Divider(), Narrow(widestFoot, Col(0, Pad(0, 16, f.strip), Pad(0, 16, f.foot)))))
	f.room = newPhoneRoom(bar, f.page, bottom)
	f.room.parted = func() bool { return f.foot.Visible() || f.strip.Visible() }
	f.room.quiet = func(on bool) { f.strip.quiet(on) }
	f.Layer = NewLayer(f.room)
	f.hold(f, f.Layer)
	f.SetLead(lead)
	for _, o := range tail {
		f.tail.Add(o)
	}
	return f
}

// SetTabs puts the places at the foot; for use while building.
func (f *PhoneFrame) SetTabs(tabs fyne.CanvasObject) { f.room.setTabs(tabs) }

// SetTitle changes the bar's title.
func (f *PhoneFrame) SetTitle(s string) { f.title.SetText(s) }

// Title is the bar's title.
func (f *PhoneFrame) Title() string { return f.title.Text() }

// SetLead changes the button at the bar's left; nil takes it away.
func (f *PhoneFrame) SetLead(o fyne.CanvasObject) {
	if same(f.lead, o) {
		return
	}
	f.lead.Objects = nil
	if f.lead.Hidden = o == nil; o != nil {
		f.lead.Objects = []fyne.CanvasObject{o}
	}
	f.Refresh()
}

// SetPage shows another page, drawn anew.
func (f *PhoneFrame) SetPage(o fyne.CanvasObject) {
	f.page.Objects = []fyne.CanvasObject{o}
	f.page.Refresh()
}

// SetAction puts the screen's one main action at the bottom; nil takes it away.
func (f *PhoneFrame) SetAction(o fyne.CanvasObject) {
	if same(f.foot, o) {
		return
	}
	f.foot.Objects = nil
	if f.foot.Hidden = o == nil; o != nil {
		f.foot.Objects = []fyne.CanvasObject{o}
	}
	f.Refresh()
}

// afterLead leaves the page's margin before the title where nothing stands before it.
type afterLead struct{ lead *fyne.Container }

func (a afterLead) inset() inset {
	if a.lead.Visible() {
		return inset{}
	}
	return inset{left: 12}
}

// Layout implements fyne.Layout.
func (a afterLead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	a.inset().Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (a afterLead) MinSize(objects []fyne.CanvasObject) fyne.Size { return a.inset().MinSize(objects) }

// actionRoom leaves some air around the main action; beneath the outbox's line that is there already.
type actionRoom struct{ first *bool }

func (a actionRoom) inset() inset {
	if *a.first {
		return inset{10, 0, 10, 0}
	}
	return inset{0, 0, 10, 0}
}

// Layout implements fyne.Layout.
func (a actionRoom) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	a.inset().Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (a actionRoom) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return a.inset().MinSize(objects)
}

func (a actionRoom) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return a.inset().heightFor(objects, width)
}

// same says whether a slot holds an object already, or nothing where there shall be nothing.
func same(slot *fyne.Container, o fyne.CanvasObject) bool {
	if o == nil {
		return len(slot.Objects) == 0 && slot.Hidden
	}
	return len(slot.Objects) == 1 && slot.Objects[0] == o
}

// SetOutbox says above the action what waits and that it is safe; empty words leave the line out.
func (f *PhoneFrame) SetOutbox(icon, words string) {
	if f.strip.set(icon, words) {
		f.Refresh()
	}
}

// Outbox is what is said of the outbox.
func (f *PhoneFrame) Outbox() string { return f.strip.words.Text() }

// Typing says whether the keyboard on the screen has taken room away.
func (f *PhoneFrame) Typing() bool { return f.room.typing }

// Pill is a short state on a soft ground, such as "no connection".
func Pill(icon, words string) *fyne.Container {
	return Middle(Scaled(0, 32, NewBox(theme.Track, theme.None, 16), Pad(0, 12, Row(6, NewIcon(icon, 16, theme.Ink), newText(words, theme.Ink, theme.Caption, true)))))
}

// phoneStrip is the outbox in one line. It isn't tapped: the pill in the bar leads there, and a thumb has little room.
type phoneStrip struct {
	holder
	icon  *Icon
	words *Text
	calm  bool // the keyboard needs the room
}

func newPhoneStrip() *phoneStrip {
	s := &phoneStrip{icon: NewIcon("cloud-upload", 16, theme.Muted), words: NewCaption("").Ellipsis()}
	s.hold(s, Inset(10, 0, 8, 0, Row(8, s.icon, s.words)))
	s.Hide()
	return s
}

// set says whether it came or went.
func (s *phoneStrip) set(icon, words string) bool {
	before := s.Hidden
	s.icon.SetIcon(icon)
	s.words.SetText(words)
	s.Hidden = words == "" || s.calm
	return s.Hidden != before
}

func (s *phoneStrip) quiet(on bool) {
	s.calm = on
	s.Hidden = s.words.Text() == "" || on
}

// phoneRoom places the bar, the page, the foot and the tabs.
type phoneRoom struct {
	widget.BaseWidget
	ground          *Box
	bar, page, foot fyne.CanvasObject
	tabs            *fyne.Container
	parted          func() bool // there is something in the foot
	quiet           func(bool)  // the keyboard came or went
	tall, wide      float32     // the highest the room has been at this width
	typing          bool
	lying           bool // there is more width than height, and little of that
}

func newPhoneRoom(bar, page, foot fyne.CanvasObject) *phoneRoom {
	r := &phoneRoom{ground: NewBox(theme.Ground, theme.None, 0), bar: bar, page: page, foot: foot, tabs: Stack()}
	r.tabs.Hide()
	r.ExtendBaseWidget(r)
	return r
}

func (r *phoneRoom) setTabs(tabs fyne.CanvasObject) {
	r.tabs.Objects = []fyne.CanvasObject{NewBox(theme.Card, theme.None, 0), Col(0, Divider(), Grow(tabs))}
	r.tabs.Show()
}

// Held implements Holder.
func (r *phoneRoom) Held() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.page, r.foot, r.bar, r.tabs}
}

// On its side a phone has at most lowRoom pixels of height, and its tabs stand in a column of a width, at 100 %.
const (
	lowRoom   = 480
	tabColumn = 92
)

// keyboardShare is how much of the height is left at most beside a keyboard on the screen.
const keyboardShare = 0.78

// listen says whether the room is lower than it was because the keyboard has come: Fyne lays the window out in what is left.
func (r *phoneRoom) listen(size fyne.Size) bool {
	if size.Width != r.wide {
		r.wide, r.tall = size.Width, 0
	}
	r.tall = max(r.tall, size.Height)
	c := canvasOf(r)
	if c == nil || size.Height >= r.tall*keyboardShare {
		return false
	}
	_, writes := c.Focused().(mobile.Keyboardable)
	return writes
}

// CreateRenderer implements fyne.Widget.
func (r *phoneRoom) CreateRenderer() fyne.WidgetRenderer { return &phoneRoomRenderer{r} }

type phoneRoomRenderer struct{ of *phoneRoom }

func (p *phoneRoomRenderer) MinSize() fyne.Size {
	r := p.of
	size := r.bar.MinSize()
	for _, o := range []fyne.CanvasObject{r.page, r.foot, r.tabs} {
		if o == r.foot && !r.parted() || o == r.tabs && (r.typing || r.lying || !o.Visible()) {
			continue
		}
		least := o.MinSize()
		size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
	}
	return size
}

func (p *phoneRoomRenderer) Layout(size fyne.Size) {
	r := p.of
	typing, lying := r.listen(size), size.Width > size.Height && size.Height < theme.Scaled(lowRoom)
	if typing != r.typing || lying != r.lying {
		r.typing, r.lying = typing, lying
		r.quiet(typing || lying)
	}
	bar, foot, tabs, left := r.bar.MinSize().Height, float32(0), float32(0), float32(0)
	if r.tabs.Visible() && !r.typing {
		if tabs = r.tabs.MinSize().Height; r.lying {
			tabs, left = 0, theme.Scaled(tabColumn)
		}
	}
	if r.parted() {
		foot = heightFor(r.foot, size.Width-left)
	}
	place := func(o fyne.CanvasObject, y, height float32) {
		o.Move(fyne.NewPos(left, y))
		o.Resize(fyne.NewSize(size.Width-left, max(0, height)))
	}
	r.ground.Move(fyne.Position{})
	r.ground.Resize(size)
	place(r.bar, 0, bar)
	place(r.page, bar, size.Height-bar-foot-tabs)
	place(r.foot, size.Height-foot-tabs, foot)
	if place(r.tabs, size.Height-tabs, tabs); r.lying {
		r.tabs.Move(fyne.Position{})
		r.tabs.Resize(fyne.NewSize(left, size.Height))
	}
	if r.typing {
		if o, ok := canvasOf(r).Focused().(fyne.CanvasObject); ok {
			Reveal(o)
		}
	}
}

func (p *phoneRoomRenderer) Refresh() {
	for _, o := range p.of.Held() {
		o.Refresh()
	}
	p.Layout(p.of.Size())
	canvas.Refresh(p.of)
}
func (p *phoneRoomRenderer) Objects() []fyne.CanvasObject { return p.of.Held() }
func (p *phoneRoomRenderer) Destroy()                     {}

// SetTail changes what stands at the bar's right.
func (f *PhoneFrame) SetTail(tail ...fyne.CanvasObject) {
	if slices.Equal(f.tail.Objects, tail) {
		return
	}
	f.tail.Objects = tail
	f.Refresh()
}
